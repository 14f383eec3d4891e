// Node, with either kind of module and both entries.

import { test } from "node:test";
import { ask, names, node, project, same } from "../../support/project.mjs";

const print = `console.log(JSON.stringify(${ask}))`;

/** @type {Record<string, [type: "module" | "commonjs", file: string, source: string]>} */
const programs = {
  'import from "torihiki"': [
    "module",
    "main.js",
    `import { ask } from "./ask.js"; import init, { ${names} } from "torihiki"; await init(); ${print}`,
  ],
  'import from "torihiki/inline"': [
    "module",
    "main.js",
    `import { ask } from "./ask.js"; import { ${names} } from "torihiki/inline"; ${print}`,
  ],
  'import() of "torihiki" in CommonJS': [
    "commonjs",
    "main.js",
    `const { ask } = require("./ask.js"); import("torihiki").then(async ({ init, ${names} }) => { await init(); ${print} });`,
  ],
  'require("torihiki")': [
    "commonjs",
    "main.js",
    `const { ask } = require("./ask.js"); const { init, ${names} } = require("torihiki"); init().then(() => ${print});`,
  ],
  'require("torihiki/inline")': [
    "commonjs",
    "main.js",
    `const { ask } = require("./ask.js"); const { ${names} } = require("torihiki/inline"); ${print}`,
  ],
  // Node finds the names that a CommonJS module exports by reading it, not by running it.
  "import of the CommonJS file by its path": [
    "module",
    "main.js",
    `import { ask } from "./ask.js"; import { init, ${names} } from "./node_modules/torihiki/pkg/node.cjs"; await init(); ${print}`,
  ],
};

for (const [name, [type, file, source]] of Object.entries(programs)) {
  test(name, () => same(JSON.parse(node(project({ [file]: source }, { type }), file))));
}
