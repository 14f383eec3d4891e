/** A documentation as Markdown, as GitHub reads it. */

import { mermaidOf } from "./mermaid.js";

/**
 * @import { Block, Item, Span } from "./blocks.js"
 * @import { Documentation } from "./contents.js"
 */

/** @param {Documentation} documentation */
export function markdownOf(documentation) {
  const { content } = documentation;
  const parts = [
    `# ${plain(content.title)}`,
    ...content.lead.map(plain),
    ...content.blocks.map((block) => blockText(block, documentation)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/**
 * @param {Block} block
 * @param {Documentation} documentation
 * @returns {string}
 */
function blockText(block, documentation) {
  switch (block.kind) {
    case "heading":
      return `${anchor(block.id)}${"#".repeat(block.level)} ${plain(block.text)}`;
    case "paragraph":
      return spansText(block.spans, documentation);
    case "label":
      return `**${plain(block.text)}**`;
    case "details":
      return block.rows.map(([label, spans]) => `- ${detail(label, spans, documentation)}`).join("\n");
    case "list":
      return block.items.map((item) => itemText(item, "", documentation)).join("\n");
    case "table":
      return tableText(block.head, block.rows, documentation);
    case "draft":
      return `> ${plain(block.subject)}\n>\n${block.body
        .split("\n")
        .map((line) => (line === "" ? ">" : `> ${plain(line)}  `))
        .join("\n")}`;
    default:
      return `\`\`\`mermaid\n${mermaidOf(documentation)}\`\`\``;
  }
}

/**
 * What a link of the document leads to, in a line of its own.
 *
 * @param {string} id
 */
const anchor = (id) => `<a id="${id}"></a>\n\n`;

/**
 * @param {Item} item
 * @param {string} indent
 * @param {Documentation} documentation
 * @returns {string}
 */
function itemText({ spans, details, items }, indent, documentation) {
  const inner = `${indent}  `;
  return [
    `${indent}- ${spansText(spans, documentation)}`,
    ...details.map(([label, told]) => `${inner}- ${detail(label, told, documentation)}`),
    ...items.map((item) => itemText(item, inner, documentation)),
  ].join("\n");
}

/**
 * @param {string} label
 * @param {Span[]} spans
 * @param {Documentation} documentation
 */
const detail = (label, spans, documentation) =>
  `${plain(label)}${documentation.telling.t.colon}${spansText(spans, documentation)}`;

/**
 * @param {string[]} head
 * @param {Span[][][]} rows
 * @param {Documentation} documentation
 */
function tableText(head, rows, documentation) {
  const cells = (/** @type {string[]} */ all) =>
    `| ${all.map((cell) => cell.replaceAll("|", "\\|").trim()).join(" | ")} |`;
  return [
    cells(head.map(plain)),
    cells(head.map(() => "---")),
    ...rows.map((row) => cells(row.map((spans) => spansText(spans, documentation)))),
  ].join("\n");
}

/**
 * @param {Span[]} spans
 * @param {Documentation} documentation
 */
const spansText = (spans, { telling }) =>
  spans
    .map((span) => (typeof span !== "string" && "tag" in span ? plain(telling.t.tagged(span.tag)) : spanText(span)))
    .join("")
    .replaceAll("\n", " ");

/**
 * @param {Exclude<Span, { tag: string }>} span
 * @returns {string}
 */
function spanText(span) {
  if (typeof span === "string") return plain(span);
  if ("link" in span) return `[${plain(span.link)}](<${span.href.replace(/[<>\n]/g, encodeURIComponent)}>)`;
  // As many ticks as no run inside has.
  const longest = Math.max(0, ...(span.code.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(span.code) ? " " : "";
  return `${ticks}${pad}${span.code.replaceAll("\n", " ")}${pad}${ticks}`;
}

/**
 * A text in which nothing means anything to Markdown or HTML.
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .replace(/[\\`*_[\]<>|~#&$]/g, (sign) => (sign === "<" ? "&lt;" : sign === "&" ? "&amp;" : `\\${sign}`))
    .replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, (_, before, sign) => `${before}${sign.replace(/([-+.)])$/, "\\$1")}`);
}
