// What the element and Lit name when they are imported, where there is no DOM: enough to be imported, and no more.

export const HTMLElement = globalThis.HTMLElement ?? class {};
export const document = globalThis.document ?? { createTreeWalker() {}, createComment() {} };
