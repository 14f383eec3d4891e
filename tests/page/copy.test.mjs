// What the page gives to take along: code that runs, a tag that can be embedded, a link that leads back.

/**
 * @import { Locale, Order, RoleId } from "torihiki"
 * @import { Page } from "playwright-core"
 * @import { PageOrder, View } from "../../www/page/types.js"
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { Window } from "happy-dom";
import init, { TorihikiError, preview } from "torihiki";
import { readAddress } from "../../www/page/view/address-reading.js";
import { codeOf, tagOf } from "../../www/page/copy/copy.js";
import { samples } from "../../www/page/view/samples.js";
import { install } from "../support/installed.mjs";
import { choose, enter, pages } from "./visitor.mjs";

/** @typedef {[name: string, attributes: Record<string, string>]} Read an element, as a parser reads it */
/** @typedef {Pick<View, "order" | "role" | "now" | "locale">} CopiedView as much of a view as is copied */

const SCRIPT = "https://example.com/pkg/element.js?a=1&b=2";

/** Texts that break out of where they are put, if they can. */
const HOSTILE = [
  `"double" and 'single'`,
  "</script><script>alert(1)</script>",
  "&quot; &amp; &#39; & <!-- -->",
  "one\ntwo\r\nthree\tfour",
  // eslint-disable-next-line no-template-curly-in-string -- as text it must stay
  "`${1 + 1}` \\ \\n \u2028\u2029",
  "\0\ufeff😀",
];

/** @type {CopiedView[]} */
const sampleViews = Object.values(samples)
  .flat()
  .map(({ role = "", now, order }) => ({
    order: /** @type {PageOrder} */ ({ edition: "guide", ...order }),
    role,
    now,
    locale: /** @type {const} */ ("en"),
  }));
const hostileViews = HOSTILE.map(
  (text) =>
    /** @type {CopiedView} */ (
      /** @type {unknown} */ ({
        order: {
          policy: "coconala",
          edition: "guide",
          state: text,
          [text]: text,
          params: { ["__proto__"]: text },
          revisionsUsed: 1,
          dueAt: null,
        },
        role: text,
        now: text,
        locale: "ja",
      })
    ),
);

/** @type {ReturnType<typeof install>} */
let installed;
before(async () => {
  await init();
  installed = install();
});
after(() => installed.remove());

/**
 * What the page would show: the answer, or the problems.
 *
 * @param {CopiedView} view
 */
function asked({ order, role, now, locale }) {
  try {
    return preview(order, { ...(role === "" ? {} : { role: /** @type {RoleId} */ (role) }), now, locale });
  } catch (error) {
    assert.ok(error instanceof TorihikiError);
    return error.problems;
  }
}

test("the code of every sample runs with the packed package, and gives the answer of the page", () => {
  /** @type {CopiedView[]} */
  const views = [sampleViews[0], { ...sampleViews[1], locale: "ja" }, { ...sampleViews[2], role: "" }];
  for (const view of views) {
    assert.deepEqual(JSON.parse(installed.run(codeOf(view))), asked(view));
  }
  // A Node of its own for each would take long; what differs is the order alone.
  const calls = sampleViews.map((view) => inner(codeOf(view)));
  assert.deepEqual(runAll(calls), sampleViews.map(asked));
});

test("the code keeps texts that would break out of it", () => {
  for (const view of hostileViews) assert.doesNotMatch(codeOf(view), /<\/?script/);
  assert.deepEqual(runAll(hostileViews.map((view) => inner(codeOf(view)))), hostileViews.map(asked));
});

/**
 * The part of the code between loading the package and printing, as an expression.
 *
 * @param {string} code
 */
function inner(code) {
  const [, body] =
    /await init\(\);\n(.*)\nconsole\.log\(JSON\.stringify\((preview\(order, options\)), null, 2\)\);\n$/s.exec(code);
  return `(() => { ${body}; try { return preview(order, options); } catch (error) { return error.problems; } })()`;
}

/** @param {string[]} expressions */
function runAll(expressions) {
  const source = `import init, { preview } from "torihiki"; await init(); console.log(JSON.stringify([${expressions.join(",\n")}]));`;
  return JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "-"], {
      cwd: installed.project,
      input: source,
      encoding: "utf8",
    }),
  );
}

test("the tag is read as the same order, party, instant and language", () => {
  const window = new Window();
  for (const view of [...sampleViews, ...hostileViews]) assertRead(parse(window.document, tagOf(view, SCRIPT)), view);
});

/**
 * The elements of a tag that was copied, and their attributes.
 *
 * @param {Window["document"]} document
 * @param {string} tag
 */
function parse(document, tag) {
  const template = document.createElement("template");
  template.innerHTML = tag;
  return [...template.content.children].map(
    (element) =>
      /** @type {Read} */ ([
        element.localName,
        Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
      ]),
  );
}

/**
 * @param {Read[]} elements
 * @param {CopiedView} view
 */
function assertRead(elements, { order, role, now, locale }) {
  assert.deepEqual(
    elements.map(([name]) => name),
    ["script", "torihiki-order"],
  );
  const [[, script], [, { order: json, ...rest }]] = elements;
  assert.deepEqual(script, { type: "module", src: SCRIPT });
  assert.deepEqual(JSON.parse(json), order);
  assert.deepEqual(rest, { ...(role === "" ? {} : { party: role }), now, locale });
}

const { onPage } = pages({ permissions: ["clipboard-read", "clipboard-write"] });

/** @param {Page} page */
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
/**
 * @param {Page} page
 * @param {string} kind
 */
const press = async (page, kind) => {
  await page.locator(`[data-copy="${kind}"]`).click();
  await page.locator(".copy-status:not(:empty)").waitFor();
  return clipboard(page);
};

onPage("each button copies what it says, and says so", async (page) => {
  await choose(page, "policy", "qoo10");
  await choose(page, "locale", "en");
  const [sample] = samples.qoo10;
  /** @type {CopiedView} */
  const view = {
    order: /** @type {PageOrder} */ ({ edition: "guide", ...sample.order }),
    role: sample.role ?? "",
    now: sample.now,
    locale: "en",
  };
  assert.deepEqual(JSON.parse(await press(page, "json")), asked(view));
  assert.match(await page.locator(".copy-status").innerText(), /copied as JSON/);
  assert.equal(await page.locator(".copy-status").getAttribute("role"), "status");
  assert.deepEqual(JSON.parse(installed.run(await press(page, "code"))), asked(view));
  const { view: found } = readAddress(new URL(await press(page, "link")).hash, {
    policies: Object.keys(samples),
    samples,
  });
  assert.deepEqual([found.order, found.role, found.now, found.locale], [view.order, view.role, view.now, view.locale]);

  const tag = await press(page, "tag");
  const script = new URL("./pkg/element.js", page.url()).href;
  assert.ok(tag.includes(script));
  assertRead(await page.evaluate(parseInPage, tag.replace(script, SCRIPT.replaceAll("&", "&amp;"))), view);
});

onPage("a browser's own parser reads hostile tags as the same order", async (page) => {
  for (const view of hostileViews.filter(({ now }) => !now.includes("\0"))) {
    assertRead(await page.evaluate(parseInPage, tagOf(view, SCRIPT)), view);
  }
});

/**
 * As `parse`, in the page.
 *
 * @param {string} tag
 */
function parseInPage(tag) {
  const template = document.createElement("template");
  template.innerHTML = tag;
  return [...template.content.children].map(
    (element) =>
      /** @type {Read} */ ([
        element.localName,
        Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
      ]),
  );
}

onPage("where the clipboard is refused, the text is there to be selected", async (page) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.locator('[data-copy="code"]').click();
  const area = page.locator("#copy-text");
  await area.waitFor();
  assert.match(await area.inputValue(), /^import init, \{ preview \} from "torihiki";/);
  assert.ok(
    await area.evaluate(
      (/** @type {HTMLTextAreaElement} */ field) =>
        field === document.activeElement && field.selectionEnd === field.value.length,
    ),
  );
  assert.notEqual(await page.locator('label[for="copy-text"]').innerText(), "");
});

onPage("without an answer only the link can be copied", async (page) => {
  await enter(page, "#now", "いつか");
  assert.equal(await page.locator('[data-copy="json"]').getAttribute("aria-disabled"), "true");
  await page.locator('[data-copy="json"]').evaluate((/** @type {HTMLElement} */ button) => button.click());
  assert.equal(await page.locator(".copy-status").textContent(), "");
  const link = await press(page, "link");
  assert.ok(new URL(link).hash.includes(`now=${encodeURIComponent("いつか")}`));
});
