// What an element shows, against the answer that it has to show. It runs inside a page; the toolkit brings it along.

/**
 * @import { Action, Order, Preview, PreviewOptions, Transition } from "torihiki"
 * @import { TorihikiOrderElement } from "torihiki/element/class"
 */

import { describe, preview, TorihikiError } from "/node_modules/torihiki/pkg/index.js";

/** @typedef {ReturnType<typeof compare>} Faults */
/**
 * @typedef {ReturnType<typeof namesOf>} Names
 * @param {string} text
 */
const words = (text) => text.replace(/\s+/g, " ").trim();
/** @param {number} at */
const iso = (at) => new Date(at).toISOString();

/**
 * Everything in which an element is not what it has to be for this order and these options, as a list in words: its
 * `answer`, and what stands on the page for it. An empty list means that it is right.
 *
 * @param {Element} shown
 * @param {unknown} order
 * @param {unknown} given
 * @returns {string[]}
 */
export function wrong(shown, order, given) {
  const element = /** @type {TorihikiOrderElement} */ (shown);
  // Also of the wrong kind, to see that it says so.
  const options = /** @type {PreviewOptions} */ (given);
  let expected;
  try {
    expected = preview(/** @type {Order} */ (order), options);
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return wrongError(element, error);
  }
  if (element.answer === null) {
    return [`it has no answer, but shows: ${words(element.shadowRoot.textContent).slice(0, 200)}`];
  }
  const found = difference(element.answer, expected);
  if (found !== null) return [`its answer is another one than that of the engine: ${found}`];
  return wrongView(element, expected, namesOf(expected, options));
}

/**
 * @param {TorihikiOrderElement} element
 * @param {TorihikiError} error
 */
function wrongError(element, { problems }) {
  const faults = compare();
  faults.same("answer", element.answer, null);
  const items = [...element.shadowRoot.querySelectorAll("[part=error] li")];
  faults.same(
    "the codes",
    items.map(({ dataset }) => dataset.code),
    problems.map(({ code }) => code),
  );
  faults.same(
    "the paths",
    items.map((item) => item.querySelector("code")?.textContent ?? ""),
    problems.map(({ path }) => path),
  );
  faults.says(
    "a problem",
    items,
    problems.map(({ message }) => message),
  );
  faults.says(
    "a problem",
    items,
    problems.map(({ help }) => help ?? ""),
  );
  faults.same("actions", element.shadowRoot.querySelectorAll("[data-action]").length, 0);
  return faults.all;
}

/**
 * What the policy calls things, in the language that was asked for, and whether all roles were asked for.
 *
 * @param {Preview} answer
 * @param {PreviewOptions} options
 */
function namesOf({ policy: { id, edition } }, { locale = "ja", role = null }) {
  const { label, roles, states, facts, transitions, sources } = describe(id, { edition, locale });
  /** @param {{ id: string, label: string }[]} all */
  const labels = (all) =>
    /** @type {Record<string, string>} */ (Object.fromEntries(all.map(({ id, label }) => [id, label])));
  /** @type {Record<string, string>} */
  const messages = Object.fromEntries(transitions.map(({ rule, message }) => [rule, message]));
  return {
    policy: label,
    roles: labels(roles),
    states: labels(states),
    facts: labels(facts),
    transitions: messages,
    sources,
    isOfAll: role === null,
  };
}

/**
 * @param {TorihikiOrderElement} element
 * @param {Preview} answer
 * @param {Names} names
 */
function wrongView(element, answer, names) {
  const root = element.shadowRoot;
  const faults = compare();
  const { state, next, duties, ifNobodyActs, warnings, asOf } = answer;
  /** @param {string} selector */
  const within = (selector) =>
    root.querySelector(selector) ?? /** @type {Found} */ (/** @type {unknown} */ (document.createElement("div")));
  /**
   * @param {ParentNode} from
   * @param {string} selector
   */
  const all = (from, selector) => [...from.querySelectorAll(selector)];

  faults.same("an error", root.querySelector("[part=error]"), null);
  faults.same("the state", within("[part=state]").dataset.state, state.effective);
  faults.same("the name of the state", words(within(".state-now dd").textContent), state.label);
  const asOfBy = asOf - Date.parse(within(".as-of time").dateTime);
  if (!(asOfBy === 0 || (element.now === null && asOfBy > 0 && asOfBy < 60_000))) {
    faults.all.push(`the instant of the answer is told ${asOfBy} milliseconds too early`);
  }
  faults.same("the next change", root.querySelector(".next-at time")?.dateTime ?? null, next && iso(next.at));
  faults.same(
    "what is uncertain",
    all(root, ".uncertain [data-rule]").map(({ dataset }) => dataset.rule),
    state.uncertain,
  );
  faults.says(
    "what is uncertain",
    all(root, ".uncertain [data-rule]"),
    state.uncertain.map((rule) => names.transitions[rule]),
  );
  wrongTransitions(faults, "what has happened", within(".moved"), state.transitions, names);
  wrongTransitions(faults, "if nobody acts", within("[part=outlook]"), ifNobodyActs, names);
  wrongTimes(faults, root, asOf);

  faults.same(
    "the sources",
    all(root, "[data-source]").map(({ dataset }) => dataset.source),
    names.sources.map(({ id }) => id),
  );
  faults.says(
    "a source",
    all(root, "[data-source]"),
    names.sources.map(({ title }) => title),
  );
  faults.same(
    "the dates of the sources",
    all(root, "[data-source]").map((source) => source.querySelector("time")?.dateTime ?? null),
    names.sources.map(({ date }) => date),
  );
  faults.says("the basis", [within("[part=basis]")], [names.policy]);

  const warned = all(root, "[data-warning]");
  faults.same(
    "the warnings",
    warned.map(({ dataset }) => dataset.warning),
    warnings.map(({ code }) => code),
  );
  faults.says(
    "a warning",
    warned,
    warnings.map(({ message }) => message),
  );

  const due = all(root, "[data-duty]");
  faults.same(
    "the duties",
    due.map(({ dataset }) => dataset.duty),
    duties.map(({ rule }) => rule),
  );
  faults.says(
    "a duty",
    due,
    duties.map(({ message }) => message),
  );
  faults.same(
    "when duties are due",
    due.map((item) => item.querySelector("[part=deadline] time")?.dateTime ?? null),
    duties.map((duty) => duty.due && iso(duty.due)),
  );
  faults.says(
    "a duty",
    due,
    duties.map(({ role }) => (role === null ? "" : names.roles[role])),
  );
  faults.says(
    "a duty",
    due.map((item) => item.querySelector("[part=deadline] strong") ?? item),
    duties.map(({ overdue }) =>
      overdue === true ? { ja: "期限を過ぎています", en: "overdue" }[root.querySelector("[lang]").lang] : "",
    ),
  );
  faults.same(
    "what is overdue",
    due.map((item) => item.querySelector(".deadline-over") !== null),
    duties.map(({ overdue }) => overdue === true),
  );

  for (const [verb, ids] of Object.entries(answer.verbs)) {
    const own = answer.actions.filter(({ id }) => ids.includes(id));
    const best =
      ["allowed", "unknown", "denied"].find((verdict) => own.some((action) => action.verdict === verdict)) ?? "none";
    const card = within(`[data-verb="${verb}"]`);
    faults.same(`the verdict of ${verb}`, card.dataset.verdict, best);
    faults.same(
      `the actions of ${verb}`,
      all(card, ".verb-action .link")
        .map((link) => words(link.textContent))
        .sort(),
      own.map(({ label }) => words(label)).sort(),
    );
  }

  const inGroups = ["allowed", "unknown", "denied"].flatMap((verdict) =>
    answer.actions.filter((action) => action.verdict === verdict),
  );
  /**
   * @param {string} id
   * @param {string} role
   * @param {string} verdict
   */
  const key = (id, role, verdict) => `${id} of ${role}: ${verdict}`;
  const entries = all(root, "[data-action]");
  faults.same(
    "the actions",
    entries.map(({ dataset }) => key(dataset.action, dataset.role, dataset.verdict)),
    inGroups.map(({ id, role, verdict }) => key(id, role, verdict)),
  );
  if (entries.length === inGroups.length) {
    entries.forEach((entry, index) =>
      wrongAction(faults, entry, inGroups[index], { ...names, state: state.effective }, all),
    );
  }
  return faults.all;
}

/**
 * @param {Faults} faults
 * @param {Found} entry
 * @param {Action} action
 * @param {Names & { state: string }} names
 * @param {(from: ParentNode, selector: string) => Found[]} all
 */
function wrongAction(faults, entry, action, names, all) {
  const name = `${action.id} of ${action.role}`;
  const [label] = all(entry, "summary [role=heading]");
  faults.same(
    `the name of ${name}`,
    words(label.textContent),
    words(names.isOfAll ? `${action.label} ${names.roles[action.role]}` : action.label),
  );
  if (action.missing.length > 0) {
    faults.says(
      `what is missing for ${name}`,
      action.missing.map(() => entry.querySelector(".gist-missing")),
      action.missing.map((fact) => names.facts[fact]),
    );
  }
  const leadsElsewhere = action.leadsTo !== null && action.leadsTo !== names.state;
  faults.same(`whether ${name} leads elsewhere`, entry.querySelector(".leads-to") !== null, leadsElsewhere);
  if (leadsElsewhere) {
    faults.says(`where ${name} leads`, [entry.querySelector(".leads-to")], [names.states[action.leadsTo]]);
  }

  const reasons = all(entry, ".why [data-rule][data-status]");
  /**
   * @param {string} rule
   * @param {string} status
   */
  const outcome = (rule, status) => `${rule}: ${status}`;
  faults.same(
    `the reasons of ${name}`,
    reasons.map(({ dataset }) => outcome(dataset.rule, dataset.status)),
    action.reasons.map(({ rule, status }) => outcome(rule, status)),
  );
  faults.says(
    `a reason of ${name}`,
    reasons,
    action.reasons.map(({ message }) => message),
  );

  const effects = all(entry, ".what-follows [data-rule]");
  faults.same(
    `the effects of ${name}`,
    effects.map(({ dataset }) => dataset.rule),
    action.effects.map(({ rule }) => rule),
  );
  faults.says(
    `an effect of ${name}`,
    effects,
    action.effects.map(({ message }) => message),
  );

  const told = action.verdict === "denied" ? action.opensAt : action.until;
  faults.same(
    `the deadline of ${name}`,
    entry.querySelector("summary [part=deadline] time")?.dateTime ?? null,
    told === null ? null : iso(told),
  );

  const drafts = all(entry, "[data-draft]");
  faults.same(
    `the drafts of ${name}`,
    drafts.map(({ dataset }) => dataset.draft),
    action.drafts.map(({ id }) => id),
  );
  faults.says(
    `a draft of ${name}`,
    drafts,
    action.drafts.map(({ subject }) => subject),
  );
  faults.says(
    `a draft of ${name}`,
    drafts,
    action.drafts.map(({ body }) => body),
  );

  const editions = all(entry, "[data-edition]");
  /** @param {{ edition?: string, verdict?: string }} told */
  const reading = ({ edition, verdict }) => `${edition}: ${verdict}`;
  faults.same(
    `other editions of ${name}`,
    editions.map(({ dataset }) => reading(dataset)),
    action.editions.map(reading),
  );

  const isHopeless = action.unblock.some((step) => "never" in step);
  const steps = action.verdict === "denied" && !isHopeless ? action.unblock : [];
  faults.says(
    `a step to ${name}`,
    all(entry, "[data-step]"),
    steps.map(({ message }) => message),
  );
  faults.same(`the steps to ${name}`, all(entry, "[data-step]").length, steps.length);
  if (action.verdict === "denied" && isHopeless && action.opensAt === null) {
    faults.says(`that ${name} never opens`, [entry], [action.unblock[0].message]);
  }

  const caution = entry.querySelector(".consent");
  faults.same(`whether ${name} needs consent`, caution !== null, action.consentOf !== null);
  faults.same(`the button of ${name}`, entry.querySelector("[data-choose]") !== null, action.verdict === "allowed");
  faults.same(
    `whether facts for ${name} are missing`,
    entry.querySelector(".gist-missing") !== null,
    action.missing.length > 0,
  );
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** @type {Record<string, number>} */
const UNITS = {
  日: DAY,
  時間: HOUR,
  分: MINUTE,
  秒: SECOND,
  ミリ秒: 1,
  day: DAY,
  hour: HOUR,
  minute: MINUTE,
  second: SECOND,
  millisecond: 1,
};

/**
 * How long a text such as 「あと 6日3時間」 or "23 hours 30 minutes left" says that it is; null where it does not.
 *
 * @param {string} text
 */
function lengthIn(text) {
  const parts = [...text.matchAll(/(\d+) ?(日|時間|分|秒|ミリ秒|day|hour|minute|second|millisecond)/g)];
  return parts.length === 0 ? null : parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}

/**
 * Every instant is told by the clocks of Japan, where all these marketplaces are, and every countdown rounded down.
 *
 * @param {Faults} faults
 * @param {ShadowRoot} root
 * @param {number} asOf
 */
function wrongTimes(faults, root, asOf) {
  for (const time of root.querySelectorAll("time:not([data-source] *)")) {
    const there = new Date(Date.parse(time.dateTime) + 9 * HOUR);
    const [hours, minutes] = [there.getUTCHours(), String(there.getUTCMinutes()).padStart(2, "0")];
    const text = words(time.textContent);
    if (
      !text.includes(`${hours}:${minutes}`) ||
      !new RegExp(`\\b${there.getUTCDate()}\\b|月${there.getUTCDate()}日`).test(text)
    ) {
      faults.all.push(`${time.dateTime} is told as \`${text}\``);
    }
  }
  const counted = [...root.querySelectorAll("[part=deadline]:not(.deadline-over), .state-next dd, .transition-at")];
  for (const place of counted) {
    const [time, strong] = [place.querySelector("time"), place.querySelector("strong")];
    if (time === null || strong === null) continue;
    const length = Date.parse(time.dateTime) - asOf;
    const told = lengthIn(strong.textContent);
    const step = length >= 2 * DAY ? HOUR : length >= 10 * MINUTE ? MINUTE : SECOND;
    if (told === null ? length >= SECOND : !(told <= length && length < told + step)) {
      faults.all.push(`${length} milliseconds are told as \`${words(strong.textContent)}\``);
    }
  }
}

/**
 * @param {Faults} faults
 * @param {string} what
 * @param {Found} from
 * @param {Transition[]} transitions
 * @param {Names} names
 */
function wrongTransitions(faults, what, from, transitions, names) {
  const items = [...from.querySelectorAll(".transitions > [data-rule]")];
  const shown = items.map((item) => `${item.dataset.rule} at ${item.querySelector("time").dateTime}`);
  faults.same(
    what,
    shown,
    transitions.map(({ rule, at }) => `${rule} at ${iso(at)}`),
  );
  faults.says(
    what,
    items,
    transitions.map(({ message }) => message),
  );
  faults.says(
    what,
    items,
    transitions.map(({ to }) => names.states[to]),
  );
  const effects = items.flatMap((item) => [...item.querySelectorAll(".effects [data-rule]")]);
  faults.same(
    `the effects of ${what}`,
    effects.map(({ dataset }) => dataset.rule),
    transitions.flatMap((transition) => transition.effects.map(({ rule }) => rule)),
  );
}

/** Gathers differences. */
function compare() {
  /** @type {string[]} */
  const all = [];
  return {
    all,
    /**
     * @param {string} what
     * @param {unknown} actual
     * @param {unknown} expected
     */
    same(what, actual, expected) {
      const found = difference(actual, expected);
      if (found !== null) all.push(`${what}: ${found}`);
    },
    /**
     * Each of these elements has to say its text.
     *
     * @param {string} what
     * @param {Element[]} elements
     * @param {string[]} texts
     */
    says(what, elements, texts) {
      texts.forEach((text, index) => {
        const said = words(elements[index]?.textContent ?? "");
        if (!said.includes(words(text))) all.push(`${what} does not say \`${text}\`, but \`${said}\``);
      });
    },
  };
}

/**
 * The first difference between two values as answers consist of, in words, or null.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @param {string} [path]
 * @returns {string | null}
 */
export function difference(one, other, path = "") {
  if (Object.is(one, other)) return null;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return `${path || "it"} is ${JSON.stringify(one)}, not ${JSON.stringify(other)}`;
  }
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (!Object.hasOwn(one, name) || !Object.hasOwn(other, name)) {
      return `${path}.${name} is only in ${Object.hasOwn(one, name) ? "what there is" : "what is expected"}: ${JSON.stringify([one, other]).slice(0, 500)}`;
    }
    const found = difference(Reflect.get(one, name), Reflect.get(other, name), `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
