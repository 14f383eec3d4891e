/** A call as code: for Node, a browser, React, Vue and Rust, and as the tag of the element. */

import { literal } from "./literal.js";
import { rustOf } from "./snippets-rust.js";

/**
 * @import { PageOrder, View } from "../types.js"
 * @import { Call } from "./asking.js"
 *
 * @typedef {keyof typeof SNIPPETS} Target
 *
 * What writes the tag of the element, as the page itself has it copied.
 *
 * @typedef {typeof import("../copy/copy.js").tagOf} TagOf
 */

/** What each kind of code is written in, for its colours and its file's name. */
const SNIPPETS = {
  node: { file: "answer.mjs", write: nodeOf },
  browser: { file: "answer.html", write: browserOf },
  react: { file: "Answer.jsx", write: reactOf },
  vue: { file: "Answer.vue", write: vueOf },
  rust: { file: "main.rs", write: rustOf },
  tag: { file: "order.html", write: elementOf },
};

export const TARGETS = /** @type {Target[]} */ (Object.keys(SNIPPETS));

/**
 * The file that has a call in it, as `{ file, code }`; `null` where there is no such code: the element previews, and does
 * nothing else.
 *
 * @param {Target} target
 * @param {Call} call
 * @param {TagOf} tagOf
 */
export function snippetOf(target, call, tagOf) {
  const { file, write } = SNIPPETS[target];
  return hasSnippet(target, call) ? { file, code: write(call, tagOf) } : null;
}

/**
 * @param {Target} target
 * @param {Pick<Call, "name">} call
 */
export function hasSnippet(target, { name }) {
  return target !== "tag" || name === "preview";
}

/**
 * What is declared before the call, and the call.
 *
 * @param {Call} call
 */
function partsOf({ name, order, action, options }) {
  const constant = (/** @type {string} */ id, /** @type {unknown} */ value) => `const ${id} = ${literal(value)};\n`;
  const last = isEmpty(options) ? [] : ["options"];
  const declared = last.length === 0 ? "" : constant("options", options);
  if (name === "describe") {
    const policy = literal(order?.policy ?? "");
    return { declared, call: `describe(${[policy, ...last].join(", ")})` };
  }
  const given = ["order", ...(name === "apply" ? [literal(action)] : []), ...last];
  return { declared: constant("order", order) + declared, call: `${name}(${given.join(", ")})` };
}

/** @param {unknown} options */
const isEmpty = (options) => typeof options === "object" && Object.keys(options ?? {}).length === 0;

/** What a call gives as a text that can be shown: `calendar` gives a text, and everything else data. */
const shown = (/** @type {Call["name"]} */ name, /** @type {string} */ answer) =>
  name === "calendar" ? answer : `JSON.stringify(${answer}, null, 2)`;

/** @param {Call} given */
function nodeOf(given) {
  const { declared, call } = partsOf(given);
  return `import init, { ${given.name} } from "torihiki";

await init();

${declared}
console.log(${shown(given.name, call)});
`;
}

/** @param {Call} given */
function browserOf(given) {
  const { declared, call } = partsOf(given);
  return `<!doctype html>
<meta charset="utf-8">
<pre id="answer"></pre>
<script type="module">
  import init, { ${given.name} } from "./pkg/index.js";

  await init();

${indented(declared)}
  document.querySelector("#answer").textContent = ${shown(given.name, call)};
</script>
`;
}

/** @param {Call} given */
function reactOf(given) {
  const { declared, call } = partsOf(given);
  return `import { use } from "react";
import init, { ${given.name} } from "torihiki";

const ready = init();
${declared}
export function Answer() {
  use(ready);
  return <pre>{${shown(given.name, call)}}</pre>;
}
`;
}

/** @param {Call} given */
function vueOf(given) {
  const { declared, call } = partsOf(given);
  return `<script setup>
import { shallowRef } from "vue";
import init, { ${given.name} } from "torihiki";

${declared}
const answer = shallowRef(null);
init().then(() => {
  answer.value = ${call};
});
</script>

<template>
  <pre>{{ answer }}</pre>
</template>
`;
}

/**
 * @param {Call} given
 * @param {TagOf} tagOf
 */
function elementOf({ order, options }, tagOf) {
  const { role = "", now, locale } = /** @type {Partial<View>} */ (options);
  const view = { order: /** @type {PageOrder} */ (order), role, now, locale };
  return tagOf(/** @type {View} */ (view), "./pkg/element.js");
}

/** @param {string} code */
function indented(code) {
  return code.replace(/^(?=.)/gm, "  ");
}
