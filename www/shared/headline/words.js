/** The words of a headline. Labels of actions are what buttons say: in Japanese verbs that end a sentence, in English imperatives. */

/** @import { Verdict } from "torihiki" */

/** The last letter of a Japanese verb, and what it becomes before 「てください」. 「る」 is not among them: it may be either. */
const POLITE = /** @type {Record<string, string>} */ ({
  す: "して",
  く: "いて",
  ぐ: "いで",
  む: "んで",
  ぶ: "んで",
  ぬ: "んで",
  う: "って",
  つ: "って",
});

const ja = {
  /** 「拒否する」 → 「拒否してください」 */
  please: (/** @type {string} */ action) => {
    const end = action.at(-1) ?? "";
    if (action.endsWith("する")) return `${action.slice(0, -2)}してください`;
    return POLITE[end] === undefined ? `「${action}」を選んでください` : `${action.slice(0, -1)}${POLITE[end]}ください`;
  },
  /** 「退会する」 → 「退会できます」 */
  can: (/** @type {string} */ action) => `${ja.able(action)}ます`,
  cannot: (/** @type {string} */ action) => `現在、${ja.able(action)}ません`,
  able: (/** @type {string} */ action) => {
    if (action.endsWith("をする")) return `${action.slice(0, -3)}ができ`;
    if (action.endsWith("する")) return `${action.slice(0, -2)}でき`;
    if (action.endsWith("す")) return `${action.slice(0, -1)}せ`;
    // What is no verb, such as a noun.
    return /[うくぐつぬぶむる]$/u.test(action) ? `${action}ことができ` : `「${action}」ができ`;
  },
  role: (/** @type {string} */ role) => `${role}は、`,
  avoid: (/** @type {string} */ action) => `「${action}」は選ばないでください`,
  notYet: (/** @type {string} */ action) => `まだ「${action}」に進まないでください`,
  whether: (/** @type {string} */ action, /** @type {string} */ facts) =>
    `${ja.able(action)}るかどうかは、${facts}によって決まります`,
  unsettled: (/** @type {string[]} */ states) => `いまの状態は${ja.or(states)}か、確定していません`,
  tell: (/** @type {string} */ facts) => `${facts}を入力すると、判断できます`,
  overdue: (/** @type {string} */ message, /** @type {string | null} */ role) =>
    `期限を過ぎています：${role === null ? "" : ja.role(role)}${message}`,
  happened: (/** @type {string} */ state) => `すでに「${state}」になっています`,
  over: (/** @type {string} */ state) => `取引は「${state}」です。できることは残っていません`,
  ifNobodyActs: (/** @type {string[]} */ remarks, /** @type {string} */ message) =>
    `何もしない場合${remarks.length === 0 ? "" : `（${remarks.join("、")}）`}：${message}`,
  notCertain: "未確定",
  first: (/** @type {string} */ step) => `まず、${step}`,
  until: (/** @type {string} */ instant) => `${instant} まで`,
  due: (/** @type {string} */ instant) => `期限は ${instant}`,
  from: (/** @type {string} */ instant) => `${instant} からできます`,
  at: (/** @type {string} */ instant) => `${instant} に起きます`,
  safe: (/** @type {string} */ instant) => `安全な期限は ${instant}`,
  only: (/** @type {string} */ edition, /** @type {string} */ when) => `${when}（${edition}の場合）`,
  quoted: (/** @type {string[]} */ names) => names.map((name) => `「${name}」`).join(""),
  or: (/** @type {string[]} */ names) => names.map((name) => `「${name}」`).join("か"),
  by: (/** @type {string} */ edition, /** @type {string} */ text) => `${edition}では、${text}`,
  moved: (/** @type {string} */ state, /** @type {string | null} */ instant) =>
    instant === null ? `すでに「${state}」です` : `${instant} に、すでに「${state}」になっています`,
  stays: (/** @type {string} */ state) => `まだ「${state}」です`,
  verdict: (/** @type {Verdict} */ verdict) =>
    ({ allowed: "できます", denied: "いまはできません", unknown: "情報が足りず、判断できません" })[verdict],
  opens: (/** @type {string} */ instant) => `${instant} までできません`,
  noLimit: "期限はありません",
  openDue: "期限はまだ確定していません",
  isUntil: (/** @type {string} */ instant) => `${instant} までです`,
  isDue: (/** @type {string} */ instant) => `期限は ${instant} です`,
  isAt: (/** @type {string} */ instant) => `${instant} に起きます`,
  noAction: "この手続きはありません",
  noDuty: "この義務はありません",
  notByItself: "自動ではそうなりません",
  otherEffects: "影響や必要な同意が異なります",
  elsewhere: "ほかの点で判断が異なります",
  stop: "。",
};

/** @type {typeof ja} */
const en = {
  please: (action) => action,
  can: (action) => `You can ${lower(action)}`,
  cannot: (action) => `You cannot ${lower(action)} now`,
  able: (action) => action,
  role: (role) => `${role}: `,
  avoid: (action) => `Do not choose “${action}”`,
  notYet: (action) => `Do not go on to “${action}” yet`,
  whether: (action, facts) => `Whether “${action}” is possible depends on ${facts}`,
  unsettled: (states) => `It is not certain whether the state is ${en.or(states)}`,
  tell: (facts) => `Fill in ${facts} to find out`,
  overdue: (message, role) => `Overdue${role === null ? "" : ` (${role})`}: ${lower(message)}`,
  happened: (state) => `It is already “${state}”`,
  over: (state) => `The order is “${state}”, and there is nothing left to do`,
  ifNobodyActs: (remarks, message) =>
    `If nobody acts${remarks.length === 0 ? "" : ` (${remarks.join("; ")})`}: ${lower(message)}`,
  notCertain: "not certain",
  first: (step) => `First, ${lower(step)}`,
  until: (instant) => `Possible until ${instant}`,
  due: (instant) => `Due ${instant}`,
  from: (instant) => `Possible from ${instant}`,
  at: (instant) => `Happens ${instant}`,
  safe: (instant) => `Safe until ${instant}`,
  only: (edition, when) => `${when} (${lower(edition)})`,
  quoted: (names) => list(names, "and"),
  or: (names) => list(names, "or"),
  by: (edition, text) => `According to the ${lower(edition)}, ${text}`,
  moved: (state, instant) => `it is already “${state}”${instant === null ? "" : `, since ${instant}`}`,
  stays: (state) => `it is still “${state}”`,
  verdict: (verdict) =>
    ({ allowed: "it is allowed", denied: "it is not allowed now", unknown: "more information is needed to tell" })[
      verdict
    ],
  opens: (instant) => `it is not allowed until ${instant}`,
  noLimit: "there is no deadline",
  openDue: "the deadline is not certain yet",
  isUntil: (instant) => `it is allowed until ${instant}`,
  isDue: (instant) => `it is due ${instant}`,
  isAt: (instant) => `it happens ${instant}`,
  noAction: "there is no such action",
  noDuty: "there is no such duty",
  notByItself: "it does not happen automatically",
  otherEffects: "the effects or the consent needed differ",
  elsewhere: "other parts of the answer differ",
  stop: ". ",
};

export const words = { ja, en };

/**
 * The label of a button inside a sentence; a name, such as “NDA”, stays as it is.
 *
 * @param {string} label
 */
function lower(label) {
  return /^\p{Lu}\p{Ll}|^\p{Lu} /u.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

/**
 * @param {string[]} names
 * @param {string} word
 */
function list(names, word) {
  const quoted = names.map((name) => `“${name}”`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${word} ${quoted.at(-1)}`;
}
