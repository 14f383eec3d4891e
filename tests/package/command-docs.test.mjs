// `npx torihiki docs`: all that a policy says, as Markdown and as a page of HTML.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { Policy, init } from "torihiki/policy";
import { firstPolicy } from "../../www/shared/first-policy.js";
import { launchChromium } from "../support/chromium.mjs";
import { folder, run } from "../support/command.mjs";
import { root } from "../support/installed.mjs";

/** @import { Browser } from "playwright-core" */

const BUILT_IN = ["coconala", "coconala-account", "crowdworks", "lancers", "qoo10"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

before(() => init());

/** @type {Browser | undefined} */
let browser;
const chromium = async () => (browser ??= await launchChromium());
after(() => browser?.close());

/**
 * What `docs` prints of a policy.
 *
 * @param {string} file
 * @param {string[]} args
 */
function printed(file, ...args) {
  const { status, stdout, stderr } = run(root, ["docs", "-o", "-", ...args, file]);
  assert.equal(status, 0, stderr);
  return stdout;
}

/**
 * The text of a page, without its tags.
 *
 * @param {string} html
 */
const textOf = (html) => bare(html.replace(/<style>[^]*?<\/style>/g, "").replace(/<[^>]*>/g, ""));

/**
 * A text without spaces and without what Markdown or HTML needs around its signs.
 *
 * @param {string} text
 */
const bare = (text) =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/[\s\\`>]+/g, "");

/**
 * The texts and ids that a policy has in an edition and a language, wherever they stand in its description.
 *
 * @param {unknown} value
 * @param {string} [key]
 * @returns {string[]}
 */
function textsIn(value, key = "") {
  const told = [
    "label",
    "message",
    "violated",
    "note",
    "that",
    "when",
    "at",
    "due",
    "is",
    "rule",
    "title",
    "subject",
    "body",
    "asserts",
    "amount",
  ];
  if (typeof value === "string") return told.includes(key) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => textsIn(inside, Array.isArray(value) ? key : name));
}

/** What a line of a diagram may be, as Mermaid reads it: no colon, semicolon, hyphens or quotation mark inside a text. */
const TEXT = /(?:[^:;#"<>{}\n-]|-(?!-)|#\d+;)+/.source;
const LINES = [
  new RegExp(`^  state "${TEXT}" as s_[a-z0-9_]+$`),
  new RegExp(`^  (?:\\[\\*\\]|s_[a-z0-9_]+) --> s_[a-z0-9_]+(?: : ${TEXT})?$`),
  /^ {2}s_[a-z0-9_]+ --> \[\*\]$/,
];

/** @param {string} markdown */
function diagramIn(markdown) {
  const [, text] = /```mermaid\n([^]*?)```/.exec(markdown) ?? [];
  assert.ok(text !== undefined);
  const [first, ...lines] = text.trimEnd().split("\n");
  assert.equal(first, "stateDiagram-v2");
  for (const line of lines) {
    assert.ok(
      LINES.some((pattern) => pattern.test(line)),
      line,
    );
  }
  return lines;
}

describe("docs", () => {
  for (const id of BUILT_IN) {
    test(`tells all that ${id} says, in each language, as Markdown and as HTML`, () => {
      const file = join(root, `src/policies/${id}.toml`);
      const policy = Policy.parse(readFileSync(file, "utf8"));
      for (const locale of policy.describe().languages) {
        const markdown = printed(file, "--locale", locale);
        const html = printed(file, "--html", "--locale", locale);
        const description = policy.describe({ locale });
        const [inMarkdown, inHtml] = [bare(markdown), textOf(html)];
        for (const text of new Set(textsIn({ ...description, editions: description.editions }))) {
          assert.ok(inMarkdown.includes(bare(text)), `${locale}, Markdown: ${text}`);
          assert.ok(inHtml.includes(bare(text)), `${locale}, HTML: ${text}`);
        }
        for (const { url } of description.sources) {
          if (url === null) continue;
          assert.ok(markdown.includes(`](<${url}>)`), url);
          assert.ok(html.includes(`href="${url.replaceAll("&", "&amp;")}"`), url);
        }
        // What another edition says otherwise is told as well.
        for (const { id: edition } of description.editions) {
          for (const { rule, message } of policy.describe({ locale, edition }).transitions) {
            assert.ok(inMarkdown.includes(bare(message)), `${edition}: ${rule}`);
          }
        }
        const lines = diagramIn(markdown);
        const labels = lines
          .map((line) => /^ {2}state "(.+)" as/.exec(line)?.[1])
          .filter((label) => label !== undefined);
        assert.deepEqual(
          labels,
          description.states.map(({ label }) => label),
        );
        assert.match(html, new RegExp(`<html lang="${locale}">`));
      }
    });
  }

  test("needs nothing beside the file, and every link in it leads somewhere", () => {
    const html = printed(join(root, "src/policies/qoo10.toml"), "--html");
    assert.ok(!/<script|<link|<img|\ssrc=|@import|url\(|\son\w+=/i.test(html));
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(id), id);
    const markdown = printed(join(root, "src/policies/qoo10.toml"));
    const anchors = [...markdown.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
    for (const [, id] of markdown.matchAll(/\]\(<#([^>]+)>\)/g)) assert.ok(anchors.includes(id), id);
  });

  test("lets nothing that a policy says be taken for Markdown, HTML or Mermaid", () => {
    const odd = '<b>"x" | *y* `z` [a](b) --> c: d; #e & _g_';
    const at = folder();
    const text = firstPolicy("shop")
      .replace('en = "To be sent"', `en = ${JSON.stringify(odd)}`)
      .replace('en = "Cancel"', `en = ${JSON.stringify(odd)}`);
    writeFileSync(join(at, "shop.toml"), text);
    const markdown = run(at, ["docs", "--locale", "en", "-o", "-", "shop.toml"]).stdout;
    diagramIn(markdown);
    const plain = markdown.replace(/```[^]*?```/g, "").replace(/\\[\\`*_[\]<>|~#&$]/g, "");
    assert.ok(!/<b>|\*y\*|_g_|`z`|\[a\]/.test(plain));
    const html = run(at, ["docs", "--html", "--locale", "en", "-o", "-", "shop.toml"]).stdout;
    assert.ok(!html.includes("<b>"));
    assert.ok(html.includes("&lt;b&gt;&quot;x&quot;"));
  });

  test("says from and until when values and rules hold, by the last day that counts", () => {
    const markdown = printed(join(root, "tests/cases/brought/terms.toml"), "--locale", "ja");
    assert.match(markdown, /\| 7日 \| 2024年3月31日まで \|/);
    assert.match(markdown, /\| 72時間 \| そのほかの期間 \|/);
    assert.match(markdown, /適用期間：2024年4月1日から/);
  });

  test("says who has to answer where that is whoever a fact does not name, and ends sentences as sentences", () => {
    const ja = printed("coconala", "--locale", "ja");
    assert.match(ja, /「キャンセルの申請者」ではない側：届いたキャンセル申請に、24時間以内に回答する必要があります/);
    assert.match(ja, /同意：購入者が行うには、出品者の同意が必要です。出品者が行うには、購入者の同意が必要です\n/);
    const en = printed("crowdworks", "--locale", "en");
    assert.match(en, /Whoever is not named in “Party that requested termination”: Answer the other party’s/);
    assert.match(en, /Concerns: Whoever is not named in “Party that requested termination”/);
  });

  test("is a page that axe-core finds nothing wrong with, by day and by night", async () => {
    const at = folder();
    run(root, ["docs", "--html", "--locale", "ja", "--locale", "en", "-o", `${at}/`, "src/policies/coconala.toml"]);
    for (const [name, colorScheme] of /** @type {const} */ ([
      ["coconala.ja.html", "light"],
      ["coconala.en.html", "dark"],
    ])) {
      const page = await (await chromium()).newPage({ colorScheme, viewport: { width: 360, height: 740 } });
      /** @type {string[]} */
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      const address = pathToFileURL(join(at, name)).href;
      await page.goto(address);
      assert.deepEqual(asked, [address]);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id} ${nodes[0].target}: ${nodes[0].failureSummary}`),
        [],
      );
      // In a narrow window what is too wide scrolls by itself.
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      // And no letter of the diagram stands outside of its box.
      const outside = await page.evaluate(
        () =>
          [...document.querySelectorAll(".node")].filter((node) => {
            const [box, ...texts] = [.../** @type {any} */ (node).querySelectorAll(".node-box, text")].map((one) =>
              one.getBoundingClientRect(),
            );
            return texts.some((text) => text.left < box.left || text.right > box.right);
          }).length,
      );
      assert.equal(outside, 0);
      await page.close();
    }
  });

  test("writes beside each policy, in the languages that are asked for, or where it is told to", () => {
    const at = folder();
    mkdirSync(join(at, "rules"));
    writeFileSync(join(at, "rules/shop.toml"), firstPolicy("shop"));
    writeFileSync(join(at, "rules/other.toml"), firstPolicy("other"));
    writeFileSync(join(at, "rules/shop.test.json"), "[]");
    assert.deepEqual(run(at, ["docs", "rules/shop.toml"]), { status: 0, stdout: "rules/shop.md\n", stderr: "" });
    assert.match(readFileSync(join(at, "rules/shop.md"), "utf8"), /^# わたしたちの市場\n/);
    assert.equal(
      run(at, ["docs", "--html", "--locale", "en-GB", "-o", "page.html", "rules/shop.toml"]).stdout,
      "page.html\n",
    );
    assert.match(readFileSync(join(at, "page.html"), "utf8"), /<h1>Our marketplace<\/h1>/);
    // A folder stands for the policies in it.
    assert.equal(run(at, ["docs", "--locale", "ja", "--locale", "en", "-o", "out", "rules"]).status, 0);
    assert.deepEqual(readdirSync(join(at, "out")), ["other.en.md", "other.ja.md", "shop.en.md", "shop.ja.md"]);
    assert.deepEqual(run(at, ["docs", "--locale", "fr", "rules/shop.toml"]), {
      status: 2,
      stdout: "",
      stderr: "torihiki: `shop` has no language `fr`; it has `ja`, `en`\n",
    });
    writeFileSync(join(at, "rules/bad.toml"), "format = 7\n");
    const wrong = run(at, ["docs", "-o", "none", "rules"]);
    assert.equal(wrong.status, 1);
    assert.match(wrong.stderr, /^rules\/bad\.toml:1:1 /);
    assert.ok(!readdirSync(at).includes("none"));
    assert.match(run(at, ["check", "out"]).stderr, /^torihiki: there is no policy in out/);
  });
});
