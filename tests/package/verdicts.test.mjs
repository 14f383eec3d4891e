// `verdicts` is what `preview` says of verdicts and of the state, and so are its errors: of drawn orders of every policy.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as torihiki from "torihiki";
import * as author from "torihiki/policy";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { root } from "../support/installed.mjs";
import { dice } from "../support/dice.mjs";
import { bothWays, drawn } from "../support/verdict-orders.mjs";

/** @import { Description } from "torihiki" */

await torihiki.init();
await author.init();

const NOW = Date.parse("2026-11-16T09:00:00+09:00");
const folder = join(root, "tests/cases/brought");
const names = readdirSync(folder).filter((name) => name.endsWith(".toml"));
const brought = names.map((name) => author.Policy.parse(readFileSync(join(folder, name), "utf8")));

/** Of more verdicts than a number has bits, with facts of every type, rules of several dates, and editions. */
const large = author.Policy.parse({
  format: "torihiki/1",
  id: "large",
  languages: ["en"],
  utcOffset: "+09:00",
  currency: "JPY",
  label: "Large",
  datedBy: "begunAt",
  roles: ["one", "two", "three"],
  roleLabels: { one: "One", two: "Two", three: "Three" },
  editions: { old: { label: "Old" }, new: { label: "New", default: true } },
  states: { open: { label: "Open" }, late: { label: "Late" }, closed: { label: "Closed", final: true } },
  params: { time: { label: "Time", value: "3d", dated: [{ until: "2026-11-10", value: "1d" }] } },
  facts: {
    begunAt: { type: "timestamp", label: "Begun at" },
    sentAt: { type: "timestamp", label: "Sent at", nullable: true },
    length: { type: "duration", label: "Length" },
    price: { type: "money", label: "Price", together: ["count"] },
    count: { type: "int", label: "Count", default: 1, min: 1 },
    known: { type: "bool", label: "Known", nullable: true },
    tone: { type: ["red", "green"], label: "Tone", choiceLabels: { red: "Red", green: "Green" }, default: "red" },
  },
  transitions: [
    {
      rule: "late",
      from: ["open"],
      at: "begunAt + time",
      to: "late",
      certainty: "possible",
      message: "It may be late",
    },
    { rule: "closes", from: ["open", "late"], at: "begunAt + time + time", to: "closed", message: "It closes" },
  ],
  actions: Object.fromEntries(
    Array.from({ length: 70 }, (_, index) => [
      `act-${index}`,
      {
        verb: "other",
        label: `Act ${index}`,
        roles: [["one", "two", "three"], ["two"], ["one", "three"]][index % 3],
        from: [["open"], ["open", "late"], ["late"]][index % 3],
        ...(index % 11 === 0 && { edition: "old" }),
        ...(index % 13 === 0 && { inForce: { from: "2026-11-10" } }),
        requires: [
          {
            rule: "met",
            message: "Met",
            that: [
              "sentAt != null && now < sentAt + length",
              'price > 0 || tone == "green"',
              "known == true",
              `count > ${index % 7}`,
              'role == "one" || known == null',
            ][index % 5],
          },
        ],
      },
    ]),
  ),
});

/**
 * A policy in each of its editions.
 *
 * @param {{ describe: (options?: { edition: string }) => Description }} policy
 */
function inEditions(policy) {
  const { editions } = policy.describe();
  return editions.length === 0 ? [policy.describe()] : editions.map(({ id }) => policy.describe({ edition: id }));
}

const builtIn = torihiki.builtIn.map((id) => ({
  id,
  preview: torihiki.preview,
  verdicts: torihiki.verdicts,
  describe: (/** @type {any} */ options) => torihiki.describe(id, options),
}));
const loaded = [...brought, large].map((policy) => torihiki.Policy.load(policy.compile()));
const asked = [...builtIn, ...loaded, large];

for (const [number, policy] of asked.entries()) {
  test(`of drawn orders of ${policy.id} (${number}) it says what the preview says`, () => {
    const described = inEditions(/** @type {any} */ (policy));
    const roles = described[0].roles.map(({ id }) => id);
    const roll = dice(number);
    let answers = 0;
    for (let drawing = 0; drawing < 400; drawing += 1) {
      const [order, options] = drawn(roll, described);
      const { actual, expected, isAnswer } = bothWays(policy, order, options, roles);
      if (actual !== expected) assert.deepEqual(actual, expected, `${drawing}: ${Object.entries(order)}`);
      answers += Number(isAnswer);
    }
    assert.ok(answers > 100 && answers < 400, `${answers} of 400 were answered`);
  });
}

test("a page is told what Node is told", async () => {
  const server = await serve({ port: 0, root });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const url = `${server.url}empty`;
    await page.route(url, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    await page.goto(url);
    const wrong = await page.evaluate(async () => {
      const { default: init, ...torihiki } = await import(/** @type {string} */ ("/pkg/index.js"));
      const { bothWays, drawn } = await import(/** @type {string} */ ("/tests/support/verdict-orders.mjs"));
      const { dice } = await import(/** @type {string} */ ("/tests/support/dice.mjs"));
      await init();
      const roll = dice(7);
      let ran = 0;
      for (const id of torihiki.builtIn) {
        const described = torihiki
          .describe(id)
          .editions.map((/** @type {{ id: string }} */ { id: edition }) => torihiki.describe(id, { edition }));
        const roles = torihiki.describe(id).roles.map((/** @type {{ id: string }} */ { id }) => id);
        for (let drawing = 0; drawing < 300; drawing += 1) {
          const [order, options] = drawn(roll, described.length === 0 ? [torihiki.describe(id)] : described);
          const { actual, expected } = bothWays(torihiki, order, options, roles);
          if (actual !== expected) return `${actual} is not ${expected}`;
          ran += 1;
        }
      }
      return ran;
    });
    assert.equal(wrong, 300 * torihiki.builtIn.length);
  } finally {
    await browser.close();
    await server.close();
  }
});

describe("what answers share", () => {
  const order = () => ({
    policy: /** @type {const} */ ("qoo10"),
    state: /** @type {const} */ ("preparing"),
    shipBy: NOW,
  });
  const options = { now: NOW };

  test("is one and the same, and frozen", () => {
    const [one, other] = [
      torihiki.verdicts(order(), options),
      torihiki.verdicts({ ...order(), shipBy: null }, options),
    ];
    assert.notEqual(one, other);
    for (const part of /** @type {const} */ (["policy", "state", "verdicts"])) {
      assert.equal(one[part], other[part]);
      assert.ok(Object.isFrozen(one[part]));
    }
    assert.ok(Object.isFrozen(one.state.possible) && Object.isFrozen(one.verdicts.seller));
    // So it is where an order goes the general way.
    const general = torihiki.verdicts({ ...order(), params: { rateExclusion: "5h" } }, options);
    assert.ok(Object.isFrozen(general.policy) && Object.isFrozen(general.verdicts.buyer));
  });

  test("is that of the policy that has the id now", async () => {
    const text = readFileSync(join(root, "src/policies/qoo10.toml"), "utf8");
    const first = text.replace(/^id +=.*$/m, 'id = "our-shop"');
    const second = first.replaceAll(/\bactions\.pack\b/g, "actions.pack-it");
    const seller = () => {
      const ours = /** @type {any} */ ({ ...order(), policy: "our-shop" });
      return /** @type {Record<string, string>} */ (torihiki.verdicts(ours, options).verdicts.seller);
    };
    for (const [document, has, lacks] of [
      [first, "pack", "pack-it"],
      [second, "pack-it", "pack"],
      [first, "pack", "pack-it"],
    ]) {
      await torihiki.init({ policies: [author.Policy.parse(document)] });
      assert.equal(seller()[has], "allowed");
      assert.equal(seller()[lacks], undefined);
    }
  });
});

describe("an order that changes while it is read", () => {
  const order = { policy: "qoo10", state: "preparing", shipBy: NOW, cancelRequestedAt: NOW + 1, outOfStock: true };
  const options = { now: NOW };
  const expected = JSON.stringify(torihiki.verdicts(/** @type {any} */ (order), options));

  test("may ask about another one meanwhile", () => {
    const asking = {
      ...order,
      get madeToOrder() {
        torihiki.verdicts({ policy: "qoo10", state: "cancelled", shipBy: null, outOfStock: false }, { now: 0 });
        return false;
      },
    };
    assert.equal(JSON.stringify(torihiki.verdicts(/** @type {any} */ (asking), options)), expected);
  });

  test("may have the memory grow meanwhile", () => {
    const growing = {
      ...order,
      get madeToOrder() {
        const long = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`fact${at}`, "あ".repeat(300)]));
        assert.throws(() => torihiki.preview(/** @type {any} */ ({ ...order, ...long })), torihiki.TorihikiError);
        return false;
      },
    };
    assert.equal(JSON.stringify(torihiki.verdicts(/** @type {any} */ (growing), options)), expected);
    assert.equal(JSON.stringify(torihiki.verdicts(/** @type {any} */ (order), options)), expected);
  });
});

test("what somebody adds to all objects is no part of an order", () => {
  const order = /** @type {any} */ ({ policy: "qoo10", state: "preparing" });
  const expected = JSON.stringify(torihiki.verdicts(order, { now: NOW }));
  Reflect.set(Object.prototype, "outOfStock", true);
  try {
    assert.equal(JSON.stringify(torihiki.verdicts(order, { now: NOW })), expected);
  } finally {
    Reflect.deleteProperty(Object.prototype, "outOfStock");
  }
});
