/**
 * The playground: the order and the options as JSON, the call as code, and the raw answer.
 *
 * The page's own view is looked at: what is typed here moves the page, and what moves the page is written here. What the
 * page cannot look at, such as a policy that there is not, is asked of the engine all the same, which says what is wrong.
 */

import { render } from "lit/html.js";
import { describe, policies } from "torihiki";
import { samples } from "../view/samples.js";
import { adopt } from "./adopt.js";
import { NAMES, ask, optionsOf, orderOf, pageOrder, viewChange } from "./asking.js";
import { optionProposals, orderProposals } from "./completing.js";
import { Draft, writtenOut } from "./draft.js";
import { answerViewer, jsonEditor } from "./editor.js";
import { found, slips } from "./finding.js";
import { changesOf, counts, tellFinding } from "./findings.js";
import { isAlike, isSame, tableOf } from "./following.js";
import { keep, kept } from "./kept.js";
import { underParts } from "./under.js";
import styles from "./playground.css";
import { storeForOffline } from "./store.js";
import { TARGETS, hasSnippet, snippetOf } from "./snippets.js";
import { en, ja } from "./playground-texts.js";
import { playgroundView } from "./playground-view.js";

/**
 * @import { Locale, PolicyId } from "torihiki"
 * @import { PageDescription, PageOrder, View } from "../types.js"
 * @import { Call, FunctionName, Outcome } from "./asking.js"
 * @import { Finding } from "./finding.js"
 * @import { Texts } from "./playground-view.js"
 * @import { TagOf, Target } from "./snippets.js"
 */

const texts = { ja, en };

/** How long somebody has typed nothing before it is told what is wrong, in milliseconds: what is half typed is not wrong yet. */
const QUIET = 400;

/**
 * Makes the playground in a place, as `refresh(view)`.
 *
 * `change` changes the view of the page; `problemWords` and `tagOf` are what the page says of problems, and its tag of the
 * element.
 *
 * @param {HTMLElement} place
 * @param {View} first
 * @param {{
 *   change: (change: Partial<View>) => void,
 *   problemWords: (locale: Locale) => Texts["problems"],
 *   tagOf: TagOf,
 * }} given
 */
export function playground(place, first, { change, problemWords, tagOf }) {
  const before = kept();
  let view = first;
  let name = NAMES.find((one) => one === before.name) ?? NAMES[0];
  let target = TARGETS.find((one) => one === before.target) ?? TARGETS[0];
  let action = before.action ?? "";
  const order = new Draft(before.order ?? null, before.seen?.order ?? orderOf(view));
  const options = /** @type {Record<FunctionName, Draft>} */ (
    Object.fromEntries(NAMES.map((each) => [each, optionsDraft(each)]))
  );
  /** @type {{ call: Call, outcome: Outcome } | null} */
  let asked = null;
  /** @type {Finding[]} */
  let findings = [];
  /** How many they are, once somebody has made them more or less. */
  let counted = "";
  /** The texts in which they were found. */
  let searched = /** @type {string[]} */ ([]);
  /** What is said of copying, by what was copied. */
  let copied = { of: "", said: "" };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let quiet;
  let shownOf = "";

  const t = () => ({ ...texts[view.locale], problems: problemWords(view.locale) });
  adopt(styles);
  storeForOffline(import.meta.url);

  /** @param {FunctionName} each */
  function optionsDraft(each) {
    const said = optionsOf(each, first);
    const goal = each === "ways" && said.to === undefined ? { ...said, to: goalOf(describedBy(order)) } : said;
    return new Draft(before.options?.[each] ?? writtenOut(goal), before.seen?.options[each] ?? said);
  }

  const known = () => ({
    description: describedBy(order),
    policies: policies().map(({ id, label }) => ({ id, label: label[view.locale] })),
    ...{ view, name, action, t: t() },
  });
  const orderEditor = jsonEditor("editor-order", {
    changed: (text) => type(order, text),
    propose: (spot, reading) => orderProposals(spot, reading, known()),
  });
  const optionsEditor = jsonEditor("editor-options", {
    changed: (text) => type(options[name], text),
    propose: (spot, reading) => optionProposals(spot, reading, known()),
  });
  const viewer = answerViewer("answer-json");
  orderEditor.open(order.text);
  optionsEditor.open(options[name].text);
  const under = underParts(() => paint());

  /** The policy that the order names, in its edition where there is such a one; `null` where there is no such policy. */
  function describedBy(/** @type {Draft} */ { value }) {
    for (const edition of [value?.edition ?? null, null]) {
      try {
        return describeOnce(value?.policy, edition, view.locale);
      } catch {
        // What is wrong with it is told where the order is asked about.
      }
    }
    return null;
  }

  /**
   * Somebody has typed.
   *
   * @param {Draft} draft
   * @param {string} text
   */
  function type(draft, text) {
    draft.type(text);
    if (draft.reading.isJson) tellPage(draft);
    settle(true);
  }

  /** @param {Draft} draft */
  function tellPage(draft) {
    if (draft === order) {
      const next = pageOrder(order.value);
      if (next === null || isAlike(tableOf(orderOf({ order: next })), tableOf(orderOf(view)))) return;
      order.expect(orderOf({ order: next }));
      change(next.policy === view.order.policy ? { order: next } : otherPolicy(next));
    } else {
      const description = describedBy(order);
      const next = description === null ? {} : viewChange(name, draft.value ?? {}, view, description);
      if (Object.keys(next).length === 0) return;
      draft.expect(optionsOf(name, { ...view, ...next }));
      change(next);
    }
  }

  /**
   * What is not of another policy any more.
   *
   * @param {PageOrder} next
   * @returns {Partial<View>}
   */
  function otherPolicy(next) {
    const sample = view.sample === "" ? "" : samples[next.policy][0].id;
    return { order: next, sample, supposed: [], asked: [], goal: "" };
  }

  /** @param {boolean} isTyped */
  function settle(isTyped) {
    const own = options[name];
    if (order.reading.isJson && own.reading.isJson) {
      action = actionOf(describedBy(order), action);
      const call = { name, order: order.value, action, options: own.value };
      asked = { call, outcome: ask(call) };
    } else if (asked?.call.name !== name) asked = null;
    paint();
    clearTimeout(quiet);
    if (isTyped) quiet = setTimeout(find, QUIET);
    else find();
    const seen = {
      order: order.seen,
      options: Object.fromEntries(NAMES.map((each) => [each, options[each].seen])),
    };
    const typed = Object.fromEntries(NAMES.map((each) => [each, options[each].text]));
    keep({ name, target, action, order: order.text, options: typed, seen });
  }

  const textsNow = () => [order.text, options[name].text];

  /** Tells what is wrong. */
  function find() {
    const readings = { order: order.reading, options: options[name].reading };
    const before = findings.length;
    searched = textsNow();
    const isAsked = readings.order.isJson && readings.options.isJson && asked !== null;
    findings = [
      ...slips(readings.order, "order"),
      ...slips(readings.options, "options"),
      ...(isAsked ? found(name, /** @type {{ outcome: Outcome }} */ (asked).outcome, readings) : []),
    ];
    if (findings.length !== before) counted = t().findings(...counts(findings));
    for (const [side, editor] of /** @type {const} */ ([
      ["order", orderEditor],
      ["options", optionsEditor],
    ])) {
      const own = findings.filter((finding) => finding.side === side);
      editor.mark(
        own.map((finding) => ({ finding, ...tellFinding(finding, t()) })),
        (finding) => mend([finding]),
      );
    }
    paint();
  }

  /**
   * Takes what mends some of the findings of a side.
   *
   * @param {Finding[]} some
   */
  function mend(some) {
    // Where somebody has typed since, the places may be others.
    if (!isSame(searched, textsNow())) return;
    (some[0].side === "order" ? orderEditor : optionsEditor).edit(changesOf(some));
    clearTimeout(quiet);
    find();
  }

  /** @param {string} of */
  async function copy(of, /** @type {string} */ text) {
    copied = { of, said: "" };
    paint();
    const isDone = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    copied = { of, said: isDone ? t().copied : t().notCopied };
    paint();
  }

  const does = {
    choose(/** @type {FunctionName} */ chosen) {
      name = chosen;
      optionsEditor.open(options[name].text);
      settle(false);
    },
    act(/** @type {string} */ chosen) {
      action = chosen;
      settle(false);
    },
    aim(/** @type {Target} */ chosen) {
      target = chosen;
      settle(false);
    },
    format() {
      for (const [draft, editor] of /** @type {const} */ ([
        [order, orderEditor],
        [options[name], optionsEditor],
      ])) {
        if (!draft.reading.isJson) continue;
        draft.type(writtenOut(draft.value));
        editor.put(draft.text);
      }
      settle(false);
    },
    replace(/** @type {Draft} */ draft) {
      draft.replace();
      settle(false);
    },
    copy,
    mend,
    goTo: (/** @type {Finding} */ { side, from, to }) =>
      (side === "options" ? optionsEditor : orderEditor).goTo(from, to),
  };

  function paint() {
    const words = t();
    for (const [draft, editor] of /** @type {const} */ ([
      [order, orderEditor],
      [options[name], optionsEditor],
    ])) {
      editor.put(draft.text);
    }
    const answer = asked === null ? "" : answerText(asked.outcome);
    const isJson = typeof asked?.outcome.given !== "string";
    // Of another function, or of an error, nothing is where it was.
    const kind = `${name} ${isJson} ${asked?.outcome.thrown === null}`;
    viewer.put(answer, { isJson, isOther: shownOf !== kind });
    shownOf = kind;
    const usable = hasSnippet(target, { name }) ? target : "browser";
    render(
      playgroundView({
        t: words,
        name,
        target: usable,
        action,
        description: describedBy(order),
        order,
        options: options[name],
        snippet: asked === null ? null : snippetOf(usable, asked.call, tagOf),
        thrown: asked?.outcome.thrown ?? null,
        isAnswered: asked !== null,
        isJson,
        findings,
        counted,
        copied,
        editors: { order: orderEditor, options: optionsEditor, viewer },
        under: under(words, view.locale, { copied, does }),
        does,
      }),
      place,
    );
  }

  /** @type {Locale | null} */
  let spoken = null;
  return (/** @type {View} */ next) => {
    view = next;
    order.follow(orderOf(view));
    for (const each of NAMES) options[each].follow(optionsOf(each, view));
    if (spoken !== view.locale) {
      spoken = view.locale;
      const words = t();
      orderEditor.speak(words.orderEditor, words);
      optionsEditor.speak(words.optionsEditor, words);
      viewer.speak(words.answerViewer, words);
    }
    settle(false);
  };
}

/** @type {Map<string, PageDescription>} */
const descriptions = new Map();

/**
 * @param {PolicyId} policy
 * @param {any} edition
 * @param {Locale} locale
 */
function describeOnce(policy, edition, locale) {
  if (typeof policy !== "string") return null;
  const key = JSON.stringify([policy, edition, locale]);
  const description = descriptions.get(key) ?? /** @type {PageDescription} */ (describe(policy, { edition, locale }));
  descriptions.set(key, description);
  return description;
}

/**
 * Where a way leads that nobody has named a goal for: to where the deal is over.
 *
 * @param {PageDescription | null} description
 */
function goalOf(description) {
  return (description?.states.find(({ final }) => final) ?? description?.states[0])?.id ?? "";
}

/**
 * The action that is chosen, or the first of a policy that does not have it.
 *
 * @param {PageDescription | null} description
 * @param {string} chosen
 */
function actionOf(description, chosen) {
  const actions = description?.actions ?? [];
  return (actions.find(({ id }) => id === chosen) ?? actions[0])?.id ?? chosen;
}

/**
 * An answer as it is shown: data as JSON, a calendar as it is, and an error as the data that it has.
 *
 * @param {Outcome} outcome
 */
function answerText({ given, thrown }) {
  if (thrown !== null) {
    const { name, code, message, problems } = thrown;
    return writtenOut({ name, code, message, problems });
  }
  return typeof given === "string" ? given.replaceAll("\r\n", "\n") : writtenOut(given);
}
