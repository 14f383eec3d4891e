// Every acceptance case of `tests/cases`, as the element shows it.

/**
 * @import { Case } from "../../www/shared/cases.js"
 * @import { Locale, Order, RoleId } from "torihiki"
 * @import { EngineName } from "../support/engines.mjs"
 * @import { Toolkit } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readCases, runCase } from "../support/acceptance-cases.mjs";
import { inEngines, installed } from "./harness.mjs";

/**
 * A case as a page gets it.
 *
 * @typedef {{ name: string, order: Order, options: { role: RoleId | null, now: string | number, locale: Locale } }} Asked
 */

const torihiki = await installed.load();
await torihiki.init();

/** What stands for "no order" and "no role" on an element, where to the engine it is a mistake. */
/** @param {Case} each */
const isMeantOtherwise = ({ order, role }) => order === null || String(role) === "";

const cases = readCases()
  .filter(({ case: each }) => !isMeantOtherwise(each))
  .map(({ file, case: { name, order, role = null, now = 0, locale = "ja" } }) => ({
    name: `${file}: ${name}`,
    order,
    options: { role, locale, now },
  }));

test("the engine answers the cases as they expect", () => {
  const failures = readCases().flatMap(({ file, case: each }) =>
    runCase(torihiki, each).map((difference) => `${file}: ${each.name}: ${difference}`),
  );
  assert.ok(failures.length === 0, `\n${failures.join("\n")}`);
});

/** How the element may be handed an order and what goes with it. */
/** @type {Record<string, (toolkit: Toolkit, cases: Asked[]) => Promise<{ ran: number, failures: string[] }>>} */
const ways = {
  "as properties of an element for each": async ({ make, undrawn, wrong }, cases) => {
    /** @type {string[]} */
    const failures = [];
    const into = undrawn();
    for (const { name, order, options } of cases) {
      const { role: party, ...rest } = options;
      const element = await make({ order, party, ...rest }, { into });
      failures.push(...wrong(element, order, options).map((fault) => `${name}: ${fault}`));
      element.remove();
    }
    return { ran: cases.length, failures };
  },
  "one after the other on one element": async ({ make, undrawn, wrong }, cases) => {
    /** @type {string[]} */
    const failures = [];
    const element = await make({}, { into: undrawn() });
    for (const { name, order, options } of cases) {
      const { role: party, ...rest } = options;
      Object.assign(element, { order, party, ...rest });
      await element.updateComplete;
      failures.push(...wrong(element, order, options).map((fault) => `${name}: ${fault}`));
    }
    return { ran: cases.length, failures };
  },
  "as attributes": async ({ make, undrawn, wrong }, cases) => {
    /** @type {string[]} */
    const failures = [];
    const into = undrawn();
    for (const { name, order, options } of cases) {
      const attributes = { order: JSON.stringify(order), now: options.now, locale: options.locale };
      if (options.role !== null) Object.assign(attributes, { party: options.role });
      const element = await make({}, { attributes, into });
      failures.push(...wrong(element, order, options).map((fault) => `${name}: ${fault}`));
      element.remove();
    }
    return { ran: cases.length, failures };
  },
  "as markup, with the policy and the edition beside the order": async ({ undrawn, settle, wrong }, cases) => {
    /** @type {string[]} */
    const failures = [];
    const into = undrawn();
    /** @param {unknown} text */
    const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    /** @param {Asked} each */
    const markup = ({ order: { policy, edition, ...order }, options: { role: party, now, locale } }) => {
      const attributes = Object.entries({ policy, edition, order: JSON.stringify(order), party, now, locale }).filter(
        ([, value]) => value !== null && value !== undefined,
      );
      return `<torihiki-order ${attributes.map(([name, value]) => `${name}="${escaped(value)}"`).join(" ")}></torihiki-order>`;
    };
    let ran = 0;
    while (ran < cases.length) {
      const some = cases.slice(ran, ran + 50);
      into.innerHTML = some.map(markup).join("");
      await settle();
      const elements = document.querySelectorAll("torihiki-order");
      some.forEach(({ name, order, options }, index) =>
        failures.push(...wrong(elements[index], order, options).map((fault) => `${name}: ${fault}`)),
      );
      ran += elements.length;
    }
    return { ran, failures };
  },
};

/** @param {unknown} value */
const isText = (value) => value === null || value === undefined || typeof value === "string";

/** What can be written so: an attribute holds a text. */
/** @type {Record<string, (each: Asked) => boolean>} */
const fits = {
  // A text is the JSON of an order there.
  "as properties of an element for each": ({ order }) => typeof order !== "string",
  "one after the other on one element": ({ order }) => typeof order !== "string",
  "as attributes": ({ options: { role, now, locale } }) =>
    isText(role) && isText(locale) && (isText(now) || Number.isInteger(now)),
  "as markup, with the policy and the edition beside the order": (each) =>
    fits["as attributes"](each) &&
    typeof each.order === "object" &&
    !Array.isArray(each.order) &&
    each.order.policy &&
    String(each.order.edition) !== "" &&
    isText(each.order.policy) &&
    isText(each.order.edition),
};

/**
 * Chromium takes every way, and every case. Which way an order comes in, and what is shown of an answer, is decided by
 * code that no engine has a part in, so the others prove with one way each, and every fourth case, that they show what
 * they are told. That each answers every case alike, `tests/package/in-engines` sees to.
 *
 * @type {Record<EngineName, string[]>}
 */
const waysIn = {
  chromium: Object.keys(ways),
  firefox: ["as attributes"],
  webkit: ["one after the other on one element"],
};

inEngines((page, engine) => {
  for (const name of waysIn[engine]) {
    const run = ways[name];
    test(`every case is shown as it is answered, ${name}`, async (t) => {
      const shown = engine === "chromium" ? cases : cases.filter((_, index) => index % 4 === 0);
      const own = shown.filter(fits[name] ?? (() => true));
      await page.open();
      const { ran, failures } = await page.run(run, own);
      t.diagnostic(`${page.name} showed ${ran} of ${shown.length} cases ${name}; ${failures.length} differences`);
      assert.ok(failures.length === 0, `\n${failures.join("\n")}`);
      assert.equal(ran, own.length);
      assert.ok(ran > 0.9 * shown.length, "too few of the cases ran");
    });
  }
});
