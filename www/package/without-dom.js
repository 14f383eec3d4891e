// What the element and Lit name when they are imported, where there is no DOM: enough to be imported, and no more.

/** @typedef {{ HTMLElement?: unknown, document?: unknown }} Dom as much of it as is named here */

export const HTMLElement = /** @type {Dom} */ (globalThis).HTMLElement ?? class {};
export const document = /** @type {Dom} */ (globalThis).document ?? { createTreeWalker() {}, createComment() {} };
