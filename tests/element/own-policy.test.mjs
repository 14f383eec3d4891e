// A policy that the host brings along: compiled at an address or as bytes, as a policy, or as the document itself.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Policy, init } from "torihiki/policy";
import { ELEMENT, inEngines, installed, put, root } from "./harness.mjs";

await init();

/** What reads documents. */
const AUTHOR = "/node_modules/torihiki/pkg/policy.js";

const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
const text = read("tests/cases/brought/claims.toml");
/** One that speaks German. */
const german = /```toml\n([^`]*id {8}= "ebay-de"[^`]*)```/.exec(read("src/policies/README.md"))?.[1] ?? "";

put("rules/claims.policy", Policy.parse(text).compile());
put("rules/ebay.policy", Policy.parse(german).compile());
put("rules/page.policy", "<!doctype html><title>An application</title>");

const now = Date.parse("2026-11-11T09:00:00+09:00");
const order = { state: "claimed", claimedAt: "2026-11-10T09:00:00+09:00" };
const expected = JSON.parse(JSON.stringify(Policy.parse(text).preview(order, { now, role: "buyer", locale: "ja,en" })));
const [state] = Policy.parse(german).describe().states;

// The way of a newcomer, from the first policy to a page that shows it.
const command = join(installed.project, "node_modules/.bin/torihiki");
for (const args of [
  ["new", "our-shop"],
  ["test", "--threshold", "100", "our-shop.toml"],
  ["build", "our-shop.toml"],
]) {
  execFileSync(command, args, { cwd: installed.project });
}

inEngines((page) => {
  test("what the command has made is shown by one tag", async () => {
    const shop = JSON.stringify({ state: "sent", sentAt: "2026-11-10T09:00:00+09:00" });
    await page.open({
      body: `<torihiki-order policy-src="/our-shop.policy" party="buyer" now="2026-11-16T09:00:00+09:00" order='${shop}'></torihiki-order>`,
    });
    const told = await page.run(async ({ settle, find }) => {
      await settle();
      const element = document.querySelector("torihiki-order");
      const [{ id, verdict, until }] = element.answer.actions.filter((action) => action.verdict === "allowed");
      return { found: [id, verdict, until], headline: find(element, "[part=headline]").textContent };
    });
    assert.deepEqual(told.found, ["send-back", "allowed", Date.parse("2026-11-24T09:00:00+09:00")]);
    assert.match(told.headline, /返品/);
  });

  test("a compiled policy at an address is asked, as attribute and as property", async () => {
    await page.open({
      body: `<torihiki-order policy-src="/rules/claims.policy" party="buyer" now="${now}"></torihiki-order>`,
    });
    const told = await page.run(
      async ({ make, settle, all }, { order, now }) => {
        const inMarkup = document.querySelector("torihiki-order");
        inMarkup.order = order;
        await settle();
        const made = await make({ order, now, party: "buyer", policySrc: "/rules/claims.policy" });
        return [inMarkup, made].map((element) => [
          element.answer?.policy.id,
          element.answer?.actions,
          element.getAttribute("policy-src"),
          all(element, "[data-action]").length,
        ]);
      },
      { order: /** @type {any} */ (order), now },
    );
    const { actions } = expected;
    for (const one of told) assert.deepEqual(one, ["claims", actions, "/rules/claims.policy", actions.length]);
  });

  test("a policy, compiled bytes, a text and an object do as well, and a policy may be set at any time", async () => {
    await page.open({ scripts: [AUTHOR, ELEMENT] });
    const told = await page.run(
      async ({ make, torihiki }, { order, now, text }) => {
        await torihiki.init();
        const bytes = await (await fetch("/rules/claims.policy")).arrayBuffer();
        /** @type {unknown[]} */
        const told = [];
        for (const policyDocument of [torihiki.Policy.load(bytes), bytes, new Uint8Array(bytes), text]) {
          const element = await make({ order, now, party: "buyer", policyDocument });
          told.push(element.answer?.actions);
        }
        const element = await make({ order, now, party: "buyer" });
        told.push(element.answer);
        element.policyDocument = bytes;
        await element.updateComplete;
        told.push(element.answer?.policy.id);
        // The property counts before the address.
        element.policySrc = "/rules/ebay.policy";
        await element.updateComplete;
        told.push(element.answer?.policy.id);
        element.policyDocument = undefined;
        element.policySrc = "/rules/claims.policy";
        await element.updateComplete;
        told.push(element.answer?.policy.id);
        return told;
      },
      { order: /** @type {any} */ (order), now, text },
    );
    const { actions } = expected;
    assert.deepEqual(told, [actions, actions, actions, actions, null, "claims", "claims", "claims"]);
  });

  test("each language that it has is spoken", async () => {
    await page.open();
    const told = await page.run(async ({ make, find }, state) => {
      const element = await make({ order: { state }, policySrc: "/rules/ebay.policy", now: 0, locale: "de-DE" });
      return [element.answer.policy.language, find(element, "[part=state]").textContent];
    }, /** @type {any} */ (state.id));
    assert.equal(told[0], "de");
    assert.ok(told[1].includes(Policy.parse(german).describe({ locale: "de" }).states[0].label), told[1]);
  });

  test("an action is applied by it, and a change is told when it comes", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, hear, all, Clock, setHidden }, { order, now }) => {
        await setHidden(true);
        const clock = new Clock(now);
        const element = await make({ order, party: "buyer", clock, policySrc: "/rules/claims.policy" });
        const heard = hear(element);
        const { next } = element.answer;
        await clock.passTo(next.at - 1);
        const before = heard.since();
        await clock.pass(1);
        return [before, heard.since(), element.answer.asOf === next.at, all(element, "[part=choose]").length > 0];
      },
      { order: /** @type {any} */ (order), now },
    );
    assert.deepEqual(told, [[], ["change"], true, true]);
  });

  test("what is no policy is told, and a policy that comes later is asked", async () => {
    await page.open({ scripts: [AUTHOR, ELEMENT] });
    const told = await page.run(
      async ({ make, find, faults }, { order, now }) => {
        /** @type {unknown[]} */
        const told = [];
        const wrong = [
          { policySrc: "/rules/nowhere.policy?token=secret" },
          { policySrc: "/rules/page.policy" },
          { policyDocument: "format = 7" },
          { policyDocument: { format: "torihiki/1" } },
          { policyDocument: new Uint8Array(9) },
        ];
        for (const given of wrong) {
          const element = await make({ order, now, .../** @type {object} */ (given) });
          const shown = find(element, "[part=error] li");
          told.push([shown?.dataset.code, /secret/.test(shown?.textContent ?? ""), element.answer]);
          Object.assign(element, { policyDocument: null, policySrc: "/rules/claims.policy" });
          await element.updateComplete;
          told.push(element.answer?.policy.id, find(element, "[part=error]"));
        }
        // A browser complains of a place that is not there by itself.
        faults.length = 0;
        return told;
      },
      { order: /** @type {any} */ (order), now },
    );
    const codes = ["policy-not-loaded", "unknown-format", "wrong-type", "missing-key", "unknown-format"];
    assert.deepEqual(
      told,
      codes.flatMap((code) => [[code, false, null], "claims", null]),
    );
  });

  test("an address that serves something else is told with the address and what has to lie there", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, hear }, { order, now }) => {
        const element = await make({ now });
        const heard = hear(element);
        Object.assign(element, { order, policySrc: "/rules/page.policy?token=secret" });
        await element.updateComplete;
        return heard.events.map(({ detail }) => detail.error.problems);
      },
      { order: /** @type {any} */ (order), now },
    );
    assert.deepEqual(told, [
      [
        {
          code: "unknown-format",
          path: "policySrc",
          message:
            "what is served at `/rules/page.policy` cannot be loaded: this is no compiled policy: it begins with `<!doctype html><titl`",
          help: "serve the file that `npx torihiki build` writes there",
          suggests: null,
        },
      ],
    ]);
  });

  test("an order of another policy is not answered by the one that was brought, and both are named", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, hear }, { order, now }) => {
        const element = await make({ now, policySrc: "/rules/claims.policy" });
        const heard = hear(element);
        const told = [];
        for (const given of [{ order: { ...order, policy: "qoo10" } }, { order, policy: "qoo10" }]) {
          Object.assign(element, given);
          await element.updateComplete;
          told.push(element.answer);
        }
        Object.assign(element, { policy: null, order: { ...order, policy: "claims" } });
        await element.updateComplete;
        return [
          ...told,
          element.answer?.policy.id,
          ...heard.events.map(({ detail }) => [detail.error.code, detail.error.problems[0].message]),
        ];
      },
      { order: /** @type {any} */ (order), now },
    );
    assert.deepEqual(told, [
      null,
      null,
      "claims",
      ["unknown-policy", "the order names `qoo10`, and the policy that was brought is `claims`"],
      ["unknown-policy", "`policy` names `qoo10`, and the policy that was brought is `claims`"],
    ]);
  });

  test("an order that names a policy which `init` brings later is answered then", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, hear, find, torihiki }, { order, now }) => {
        const element = await make({ order: { ...order, policy: "claims" }, now });
        const before = [find(element, "[part=error] li").dataset.code, element.answer];
        const heard = hear(element);
        // Another policy mends nothing; it is one more that the error offers, so it is told anew.
        await torihiki.init({ policies: [fetch("/rules/ebay.policy").then((response) => response.arrayBuffer())] });
        await element.updateComplete;
        const meanwhile = element.answer;
        await torihiki.init({ policies: [fetch("/rules/claims.policy").then((response) => response.arrayBuffer())] });
        await element.updateComplete;
        return [before, meanwhile, element.answer?.policy.id, find(element, "[part=error]"), heard.since()];
      },
      { order: /** @type {any} */ (order), now },
    );
    assert.deepEqual(told, [["unknown-policy", null], null, "claims", null, ["error"]]);
  });

  test("a document that nothing on the page can read says what to import", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, find }, { order, now, text }) => {
        const element = await make({ order, now, policyDocument: text });
        const { dataset, textContent } = find(element, "[part=error] li");
        return [dataset.code, textContent.includes("torihiki/policy")];
      },
      { order: /** @type {any} */ (order), now, text },
    );
    assert.deepEqual(told, ["wrong-type", true]);
  });

  test("of two addresses the later one counts, whichever comes first", async () => {
    await page.open();
    const told = await page.run(
      async ({ make }, { order, now }) => {
        const original = globalThis.fetch;
        /** @type {() => void} */
        let answer = () => {};
        globalThis.fetch = async (given) => {
          if (String(given).includes("ebay")) await new Promise((resolve) => (answer = () => resolve(undefined)));
          return original(given);
        };
        const element = await make({ order, now, policySrc: "/rules/claims.policy" });
        element.policySrc = "/rules/ebay.policy";
        await new Promise((resolve) => setTimeout(resolve));
        const meanwhile = element.answer;
        element.policySrc = "/rules/claims.policy";
        await element.updateComplete;
        const later = element.answer?.policy.id;
        answer();
        await new Promise((resolve) => setTimeout(resolve, 50));
        globalThis.fetch = original;
        return [meanwhile, later, element.answer?.policy.id];
      },
      { order: /** @type {any} */ (order), now },
    );
    assert.deepEqual(told, [null, "claims", "claims"]);
  });
});
