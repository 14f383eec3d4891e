// The code that the playground gives to take along runs, and answers what the playground answers.

/** @import { Call } from "../../www/page/developers/asking.js" */
/** @import { Target } from "../../www/page/developers/snippets.js" */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import init from "torihiki";
import { tagOf } from "../../www/page/copy/copy.js";
import { NAMES, ask } from "../../www/page/developers/asking.js";
import { TARGETS, hasSnippet, snippetOf } from "../../www/page/developers/snippets.js";
import { install } from "../support/installed.mjs";

/** @type {ReturnType<typeof install>} */
let installed;
before(async () => {
  await init();
  installed = install();
});
after(() => installed.remove());

const order = { policy: "crowdworks", state: "working", dueAt: "2026-11-20T00:00:00+09:00" };
const now = "2026-11-16T09:00:00+09:00";
const asked = { role: "worker", locale: "en" };

/** A call of each function. */
const CALLS = /** @type {Call[]} */ (
  NAMES.map((name) => ({
    name,
    order,
    action: "request-extension",
    options: {
      preview: { ...asked, now },
      timeline: { ...asked, from: now, until: "2026-12-24T00:00:00Z" },
      apply: { ...asked, now, with: { newDueAt: "2026-11-25T00:00:00+09:00" }, agreed: true },
      ways: { ...asked, now, to: "terminated" },
      calendar: { ...asked, from: now },
      describe: { edition: "official", locale: "en" },
    }[name],
  }))
);

/** Texts that break out of where they are put, if they can. */
// eslint-disable-next-line no-template-curly-in-string -- as text it must stay
const HOSTILE = ["</script><script>alert(1)</script>", '"#"##\'', "one\ntwo\r\n\u2028\u202e", "\\u{41} \\ ${1}`"];
const hostileCalls = /** @type {Call[]} */ (
  HOSTILE.map((text) => ({
    name: "preview",
    order: { policy: "coconala", state: "delivered", id: text },
    action: text,
    options: { now, locale: "en" },
  }))
);

/**
 * @param {Target} target
 * @param {Call} call
 */
function codeOf(target, call) {
  const snippet = snippetOf(target, call, tagOf);
  assert.ok(snippet !== null);
  return snippet.code;
}

/** @param {Call} call */
function answerTo(call) {
  const { given, thrown } = ask(call);
  assert.equal(thrown, null);
  return given;
}

/**
 * @param {Call} call
 * @param {string} printed
 */
function assertAnswers(call, printed) {
  const given = answerTo(call);
  if (typeof given === "string") assert.equal(printed.trim(), given.trim());
  else assert.deepEqual(JSON.parse(printed), JSON.parse(JSON.stringify(given)));
}

for (const call of [...CALLS, ...hostileCalls]) {
  test(`${call.name} for Node prints the answer (${call.order.id ?? "an order"})`, () => {
    assertAnswers(call, installed.run(codeOf("node", call)));
  });
}

/** Just enough of React and Vue that a component can be asked what it shows. */
const STAND_INS = /** @type {Record<string, string>} */ ({
  react: "export const use = () => {};",
  "react/jsx-runtime": "export const jsx = (type, { children }) => children;",
  vue: "export const shallowRef = (value) => ({ value });",
});

/**
 * Bundles a module that prints what a component shows, and runs it with the packed package.
 *
 * @param {string} contents
 */
async function runWithStandIns(contents) {
  const { outputFiles } = await build({
    stdin: { contents, loader: "jsx" },
    bundle: true,
    format: "esm",
    jsx: "automatic",
    external: ["torihiki"],
    write: false,
    plugins: [
      {
        name: "stand-ins",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^(react|vue)/ }, ({ path }) => ({ path, namespace: "stand-in" }));
          onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path }) => ({ contents: STAND_INS[path] }));
        },
      },
    ],
  });
  return installed.run(outputFiles[0].text);
}

for (const call of [...CALLS, ...hostileCalls]) {
  test(`the React component shows the answer of ${call.name} (${call.order.id ?? "an order"})`, async () => {
    const code = codeOf("react", call);
    assertAnswers(call, await runWithStandIns(`${code}\nawait ready;\nconsole.log(Answer());`));
  });

  test(`the Vue component shows the answer of ${call.name} (${call.order.id ?? "an order"})`, async () => {
    const code = codeOf("vue", call);
    const [, script, template] =
      /^<script setup>\n(.*?)<\/script>\n\n<template>\n {2}<pre>\{\{ (\w+) \}\}<\/pre>\n<\/template>\n$/s.exec(code) ??
      [];
    assert.ok(script !== undefined, code);
    const print = `console.log(typeof shown === "string" ? shown : JSON.stringify(shown));`;
    assertAnswers(call, await runWithStandIns(`${script}\nawait init();\nconst shown = ${template}.value;\n${print}`));
  });
}

test("the tag is there for what the element does, and holds the order", () => {
  assert.deepEqual(
    NAMES.filter((name) => hasSnippet("tag", { name })),
    ["preview"],
  );
  for (const call of CALLS.filter(({ name }) => name !== "preview")) assert.equal(snippetOf("tag", call, tagOf), null);
  assert.match(codeOf("tag", CALLS[0]), /<torihiki-order[^>]*&quot;crowdworks&quot;|<torihiki-order[^>]*"crowdworks"/s);
});

test("no code for a page ends the script that it stands in", () => {
  for (const call of hostileCalls) {
    for (const target of /** @type {Target[]} */ (["browser", "vue", "tag"])) {
      assert.equal(codeOf(target, call).split(/<\/script/i).length, 2, target);
    }
  }
});

/** What is of each function in Rust. */
const IN_RUST = {
  preview: [
    "use torihiki::{Data, Instant, Options, preview};",
    'let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();',
    'let answer = preview(&order, &Options::at(now).role("worker").locale("en")).unwrap();',
  ],
  timeline: [
    "use torihiki::{Data, Instant, TimelineOptions, timeline};",
    'let until = Instant::parse("2026-12-24T00:00:00Z").unwrap();',
    'TimelineOptions { role: Some("worker"), locale: Some("en"), until: Some(until), ..TimelineOptions::from(from) };',
    "let answer = timeline(&order, &options).unwrap();",
  ],
  apply: [
    "use torihiki::{ApplyOptions, Data, Instant, apply};",
    'ApplyOptions { role: Some("worker"), locale: Some("en"), with: Some(&with), agreed: true, ..ApplyOptions::at(now) };',
    'let answer = apply(&order, "request-extension", &options).unwrap();',
  ],
  ways: ['ways(&order, "terminated", &Options::at(now).role("worker").locale("en")).unwrap();'],
  calendar: ["calendar(&order, &options).unwrap();", 'println!("{}", answer.unwrap_or_default());'],
  describe: [
    "use torihiki::{DescribeOptions, policy};",
    'let policy = policy("crowdworks").unwrap();',
    'DescribeOptions::default().edition("official").locale("en");',
  ],
};

for (const call of CALLS) {
  test(`in Rust, ${call.name} is asked as the crate has it`, () => {
    const code = codeOf("rust", call);
    for (const line of IN_RUST[call.name]) assert.ok(code.includes(line), `${line}\nis not in\n${code}`);
    if (call.name === "describe") return;
    const [, written] = /let order: Data = serde_json::from_str\(r#"(.*?)"#\)/s.exec(code) ?? [];
    assert.deepEqual(JSON.parse(written), order);
  });
}

test("in Rust, an instant may be a number, or is the present", () => {
  const [call] = CALLS;
  assert.ok(codeOf("rust", { ...call, options: { now: 5 } }).includes("let now = Instant::from_millis(5).unwrap();"));
  assert.ok(codeOf("rust", { ...call, options: {} }).includes("std::time::UNIX_EPOCH.elapsed()"));
});

test("in Rust, no text ends its quotes, and none hides from who reads it", () => {
  for (const call of hostileCalls) {
    const code = codeOf("rust", { ...call, name: "apply" });
    const [, signs] = /from_str\(r(#+)"/.exec(code) ?? [];
    const [, written] = new RegExp(`from_str\\(r${signs}"(.*?)"${signs}`, "s").exec(code) ?? [];
    assert.deepEqual(JSON.parse(written), call.order);
    assert.doesNotMatch(code, /[\r\u2028\u202e]/);
  }
});

test("there is code for everything that it is offered for", () => {
  for (const call of CALLS) {
    for (const target of TARGETS.filter((one) => hasSnippet(one, call))) {
      assert.ok(codeOf(target, call).endsWith("\n"), `${call.name} ${target}`);
    }
  }
});
