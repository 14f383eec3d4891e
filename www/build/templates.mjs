// In the templates of Lit, space between tags becomes as little as means the same. Prettier sets them as trees, whose
// indentation nobody who loads them needs.

import { readFileSync } from "node:fs";
import { parseAst } from "rollup/parseAst";

const TAGS = new Set(["html", "svg"]);

/** Replaces each run of space that has a line break in it, in the templates of a module, by a single space. */
export function withTightTemplates(code) {
  let result = "";
  let at = 0;
  for (const { start, end } of templateTexts(parseAst(code))) {
    result += code.slice(at, start) + code.slice(start, end).replace(/\s*\n\s*/g, " ");
    at = end;
  }
  return result + code.slice(at);
}

/** The texts of all templates in a tree, in their order. */
function templateTexts(tree) {
  const texts = [];
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (node.type === "TaggedTemplateExpression" && TAGS.has(node.tag.name)) texts.push(...node.quasi.quasis);
    Object.values(node).forEach(visit);
  };
  visit(tree);
  return texts.sort((one, other) => one.start - other.start);
}

/** The same for what `esbuild` bundles from these folders. */
export const tightTemplates = {
  name: "tight-templates",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]www[\\/](element|page|shared)[\\/].*\.js$/ }, ({ path }) => ({
      contents: withTightTemplates(readFileSync(path, "utf8")),
    })),
};
