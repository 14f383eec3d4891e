// In the templates of Lit, space between tags becomes as little as means the same. Prettier sets them as trees, whose
// indentation nobody who loads them needs.

import { readFileSync } from "node:fs";
import { parseAst } from "rollup/parseAst";

/**
 * @import { Plugin } from "esbuild"
 *
 * @typedef {{ type: string, start: number, end: number }} Node as every node of the tree is
 * @typedef {Node & { tag: { name?: string }, quasi: { quasis: Node[] } }} TaggedTemplate
 */

const TAGS = new Set(["html", "svg"]);

/**
 * Replaces each run of space that has a line break in it, in the templates of a module, by a single space.
 *
 * @param {string} code
 */
export function withTightTemplates(code) {
  let result = "";
  let at = 0;
  for (const { start, end } of templateTexts(parseAst(code))) {
    result += code.slice(at, start) + code.slice(start, end).replace(/\s*\n\s*/g, " ");
    at = end;
  }
  return result + code.slice(at);
}

/**
 * The texts of all templates in a tree, in their order.
 *
 * @param {object} tree
 */
function templateTexts(tree) {
  /** @type {Node[]} */
  const texts = [];
  /** @param {unknown} node a node, a list of nodes, or what else stands in one */
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if ("type" in node && node.type === "TaggedTemplateExpression") {
      const { tag, quasi } = /** @type {TaggedTemplate} */ (node);
      if (tag.name !== undefined && TAGS.has(tag.name)) texts.push(...quasi.quasis);
    }
    Object.values(node).forEach(visit);
  };
  visit(tree);
  return texts.sort((one, other) => one.start - other.start);
}

/**
 * The same for what `esbuild` bundles from these folders.
 *
 * @type {Plugin}
 */
export const tightTemplates = {
  name: "tight-templates",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]www[\\/](element|page|shared)[\\/].*\.js$/ }, ({ path }) => ({
      contents: withTightTemplates(readFileSync(path, "utf8")),
    })),
};
