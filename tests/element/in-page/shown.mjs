// What an element shows, against the answer that it has to show. It runs inside a page; the toolkit brings it along.

/**
 * @import { Action, Order, Preview, PreviewOptions, Transition } from "torihiki"
 * @import { TorihikiOrderElement } from "torihiki/element/class"
 * @import { Faults } from "./compare.mjs"
 */

import { describe, preview, TorihikiError } from "/node_modules/torihiki/pkg/index.js";
import { compare, difference, iso, words } from "./compare.mjs";
import { hurts, wrongAction } from "./shown-action.mjs";
import { wrongTimes } from "./shown-times.mjs";

/** @typedef {ReturnType<typeof namesOf>} Names */

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
    // What the engine is asked as `role` is set as `party`.
    problems.map(({ path, code }) => (path === "role" && /^(unknown-role|wrong-type)$/.test(code) ? "party" : path)),
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

  const cited = [...JSON.stringify(answer).matchAll(/"sources":\[([^\]]*)\]/g)].map(([, ids]) => ids).join();
  const sources = names.sources.filter(({ id }) => cited.includes(`"${id}"`));
  faults.same(
    "the sources",
    all(root, "[data-source]").map(({ dataset }) => dataset.source),
    sources.map(({ id }) => id),
  );
  // The numbers by which references name them.
  faults.same(
    "the numbers of the sources",
    all(root, "li[data-source]").map(({ value }) => value),
    sources.map((source) => names.sources.indexOf(source) + 1),
  );
  faults.says(
    "a source",
    all(root, "[data-source]"),
    sources.map(({ title }) => title),
  );
  faults.same(
    "the dates of the sources",
    all(root, "[data-source]").map((source) => source.querySelector("time")?.dateTime ?? null),
    sources.map(({ date }) => date),
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
    // What the deal does not have takes no room.
    const card = within(`[data-verb="${verb}"]`);
    if (best === "none") {
      faults.same(`a card for ${verb}`, root.querySelector(`[data-verb="${verb}"]`), null);
      continue;
    }
    faults.same(`the verdict of ${verb}`, card.dataset.verdict, best);
    faults.same(
      `the actions of ${verb}`,
      all(card, ".verb-action .link")
        .map((link) => words(link.textContent))
        .sort(),
      own.map(({ label }) => words(label)).sort(),
    );
  }

  // What can be done and hurts whoever does it comes last among its own.
  const inGroups = ["allowed", "unknown", "denied"].flatMap((verdict) => {
    const own = answer.actions.filter((action) => action.verdict === verdict);
    const isHarmful = (/** @type {Action} */ action) => verdict !== "denied" && hurts(action);
    return [...own.filter((action) => !isHarmful(action)), ...own.filter(isHarmful)];
  });
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
