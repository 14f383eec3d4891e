/** What a diagram says, in Japanese and English. The names of states, roles and actions come from the policies. */

export const ja = {
  pictureLabel: "状態の移り変わりの図。同じ内容は、図の下の一覧にあります。",
  today: "いまの状態",
  todayUncertain: "いまの状態（未確定）",
  perhaps: "いまの状態かもしれない",
  act: (/** @type {string[]} */ roles, /** @type {string} */ action) => `${roles.join("・")}：${action}`,
  consentShort: "（同意が必要）",
  consent: (/** @type {string} */ role) => `（${role}の同意が必要）`,
  consentUnless: (/** @type {string} */ role) => `（場合により${role}の同意が必要）`,
  other: "相手",
  alone: "自動で",
  aloneAt: (/** @type {string} */ fact) => `${fact}に自動で`,
  aloneAfter: (/** @type {string} */ fact, /** @type {string} */ period) => `${fact}から${period}後に自動で`,
  mayBe: (/** @type {string} */ text) => `${text}（未確定）`,
  happens: (/** @type {string} */ instant) => `${instant} に自動で`,
  happened: (/** @type {string} */ instant) => `${instant} に自動で（済み）`,
  several: (/** @type {string} */ text, /** @type {number} */ count) => `${text}（${count}通り）`,
  to: "行き先：",
  nothingLeaves: "ほかの状態には移りません。",
  stays: "状態が変わらない手続き",
};

/** @type {typeof ja} */
export const en = {
  pictureLabel: "Diagram of the states and what leads from one to another. The list below it says the same.",
  today: "The state now",
  todayUncertain: "The state now (not certain)",
  perhaps: "Perhaps the state now",
  act: (roles, action) => `${roles.join(", ")}: ${action}`,
  consentShort: " (needs consent)",
  consent: (role) => `(needs the consent of: ${role})`,
  consentUnless: (role) => `(in some cases needs the consent of: ${role})`,
  other: "the other party",
  alone: "Automatically",
  aloneAt: (fact) => `Automatically at: ${fact}`,
  aloneAfter: (fact, period) => `Automatically ${period} after: ${fact}`,
  mayBe: (text) => `${text} (not certain)`,
  happens: (instant) => `Automatically: ${instant}`,
  happened: (instant) => `Happened automatically: ${instant}`,
  several: (text, count) => `${text} (${count} cases)`,
  to: "leads to:",
  nothingLeaves: "Nothing leads to another state.",
  stays: "Actions that do not change the state",
};

export const diagramTexts = { ja, en };
