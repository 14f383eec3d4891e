/**
 * A document without a form: what Markdown and HTML are both made from, so that they say the same.
 *
 * @typedef {string | { code: string } | { link: string, href: string } | { tag: string }} Span
 *
 * An entry of a list, with what is said of it in detail: pairs of a label and what stands there, and further entries.
 *
 * @typedef {{ id?: string, spans: Span[], details: [label: string, spans: Span[]][], items: Item[] }} Item
 *
 * @typedef {{ kind: "heading", level: 2 | 3 | 4, text: string, id: string }
 *   | { kind: "paragraph", spans: Span[] }
 *   | { kind: "label", text: string }
 *   | { kind: "details", rows: [label: string, spans: Span[]][] }
 *   | { kind: "list", items: Item[] }
 *   | { kind: "table", caption: string, head: string[], rows: Span[][][] }
 *   | { kind: "draft", subject: string, body: string }
 *   | { kind: "diagram" }} Block
 *
 * @typedef {{ title: string, language: string, lead: string[], blocks: Block[] }} Content
 */

/**
 * @param {Span[]} spans
 * @param {[label: string, spans: Span[]][]} [details]
 * @param {{ id?: string, items?: Item[] }} [more]
 * @returns {Item}
 */
export const item = (spans, details = [], { id, items = [] } = {}) => ({ id, spans, details, items });

/**
 * A list, or nothing where it would be empty.
 *
 * @param {Item[]} items
 * @returns {Block[]}
 */
export const list = (items) => (items.length === 0 ? [] : [{ kind: "list", items }]);

/**
 * Several things in a row.
 *
 * @param {Span[][]} all
 * @param {string} between
 * @returns {Span[]}
 */
export const joined = (all, between) => all.flatMap((spans, index) => (index === 0 ? spans : [between, ...spans]));
