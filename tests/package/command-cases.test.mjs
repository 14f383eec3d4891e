// `npx torihiki cases`: what it finds holds, is all that is missing, and harms nothing that is there.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { firstPolicy } from "../../www/shared/first-policy.js";
import { folder, run } from "../support/command.mjs";
import { root } from "../support/installed.mjs";

/**
 * A folder with a policy and its cases, as they are written.
 *
 * @param {string} policy
 * @param {string | null} cases
 */
function put(policy, cases) {
  const at = folder();
  writeFileSync(join(at, "shop.toml"), policy);
  if (cases !== null) writeFileSync(join(at, "shop.test.json"), cases);
  return at;
}

/** @param {string} at */
const written = (at) => readFileSync(join(at, "shop.test.json"), "utf8");

/**
 * What `test` says: whether all cases hold, and the percentage.
 *
 * @param {string} at
 */
function tested(at) {
  const { status, stdout } = run(at, ["test", "shop.toml"]);
  assert.equal(status, 0, stdout);
  return Number(/\((\d+\.\d) %\)/.exec(stdout)?.[1]);
}

describe("cases", () => {
  test("makes all cases of the first policy anew, on each side of each instant", () => {
    const at = put(firstPolicy("shop"), null);
    const { status, stdout, stderr } = run(at, ["cases", "shop.toml"]);
    assert.deepEqual([status, stderr], [0, "shop.toml: seen before 0.0 %, with these 100.0 %\n"]);
    const cases = JSON.parse(stdout);
    assert.deepEqual(
      cases.slice(0, 4).map((/** @type {{ name: string }} */ { name }) => name),
      [
        "cancel.late is violated, a millisecond before 2026-11-13 09:00: It can be cancelled once 3 days have passed since payment",
        "cancel.late is satisfied, at 2026-11-13 09:00: It was not sent within 3 days of payment",
        "cancel.late is satisfied, a millisecond after 2026-11-13 09:00: It was not sent within 3 days of payment",
        "cancel.late is unknown without “Paid at”",
      ],
    );
    assert.deepEqual(cases[0], {
      name: cases[0].name,
      order: { state: "paid", paidAt: "2026-11-10T09:00:00.000+09:00" },
      role: "buyer",
      now: "2026-11-13T08:59:59.999+09:00",
      expect: {
        state: "paid",
        actions: {
          cancel: {
            verdict: "denied",
            until: "2026-11-13T09:00:00.000+09:00",
            opensAt: "2026-11-13T09:00:00.000+09:00",
            violated: ["shop.cancel.late"],
          },
        },
      },
    });
    const completes = cases.filter((/** @type {{ name: string }} */ { name }) => name.startsWith("completes "));
    assert.ok(
      completes.every(
        (/** @type {any} */ { expect }) => expect.happened !== undefined || expect.ifNobodyActs !== undefined,
      ),
    );
    // Nothing is left to chance.
    assert.equal(run(at, ["cases", "shop.toml"]).stdout, stdout);
  });

  test("writes them beside the policy, and nothing a second time", () => {
    const at = put(firstPolicy("shop"), "[]\n");
    const made = run(at, ["cases", "--write", "shop.toml"]);
    assert.equal(made.status, 0, made.stderr);
    assert.match(made.stdout, /^shop\.test\.json: \d+ cases added\n$/);
    assert.equal(tested(at), 100);
    const cases = JSON.parse(written(at));
    const names = cases.map((/** @type {{ name: string }} */ { name }) => name);
    assert.equal(new Set(names).size, names.length);
    const said = cases.map((/** @type {any} */ { order, now, expect }) => JSON.stringify([order, now, expect]));
    assert.equal(new Set(said).size, said.length);
    const text = written(at);
    assert.match(run(at, ["cases", "--write", "shop.toml"]).stdout, /^shop\.test\.json: 0 cases added\n$/);
    assert.equal(written(at), text);
  });

  test("reads the cases that are named, and writes them where there are none yet", () => {
    const at = put(firstPolicy("shop"), null);
    const absent = run(at, ["cases", "--cases", "nope.json", "shop.toml"]);
    assert.deepEqual([absent.status, absent.stdout], [2, ""]);
    assert.match(absent.stderr, /nope\.json/);
    assert.equal(run(at, ["cases", "--write", "--cases", "own.json", "shop.toml"]).status, 0);
    const again = run(at, ["cases", "--cases", "own.json", "shop.toml"]);
    assert.deepEqual([again.stdout, again.stderr], ["[]\n", "shop.toml: seen before 100.0 %, with these 100.0 %\n"]);
  });

  test("leaves what a person wrote as it is written, and does not say it again", () => {
    const own = `[
  { "name": "it can be cancelled",   "order": { "state": "paid", "paidAt": "2026-11-01T12:00:00+09:00" },
    "now": "2026-11-04T12:00:00+09:00", "expect": { "actions": { "cancel": { "verdict": "allowed" } } } } ]`;
    const at = put(firstPolicy("shop"), own);
    const before = tested(at);
    assert.equal(run(at, ["cases", "--write", "shop.toml"]).status, 0);
    const text = written(at);
    assert.ok(text.startsWith(own.slice(0, -2)));
    assert.ok(tested(at) > before);
    // The sides that its own instant lacks are tried with its own order.
    const nows = JSON.parse(text).flatMap((/** @type {any} */ { order, now }) =>
      order.paidAt === "2026-11-01T12:00:00+09:00" ? [now] : [],
    );
    assert.deepEqual(
      [...new Set(nows)],
      ["2026-11-04T12:00:00+09:00", "2026-11-04T11:59:59.999+09:00", "2026-11-04T12:00:00.001+09:00"],
    );
  });

  test("lists what no order brings about, and ends with 1", () => {
    const text = firstPolicy("shop").replace(
      'that     = "now < sentAt + returnTime"',
      'that     = "now < sentAt + returnTime || now >= sentAt + returnTime"',
    );
    const at = put(text, "[]");
    const { status, stderr } = run(at, ["cases", "--write", "shop.toml"]);
    assert.equal(status, 1);
    assert.match(stderr, /found for no order:\n {4}shop\.send-back\.in-time {2}violated/);
    assert.ok(tested(at) > 90);
    const [told] = JSON.parse(run(at, ["cases", "--json", "shop.toml"]).stdout).policies;
    assert.deepEqual(told.cases, []);
    assert.equal(told.before, told.after);
    assert.equal(told.unfound[0].rule, "shop.send-back.in-time");
  });

  test("supplies what a rule reads of it with an action, and says what is unknown without it", () => {
    const text = firstPolicy("shop").replace(
      "[actions.send-back]",
      `[actions.put-off]
verb  = "other"
roles = ["buyer"]
from  = ["paid"]
with  = { newDate = { type = "timestamp", label = { ja = "New date", en = "New date" }, deadline = true }, reason = { type = "int", label = { ja = "Reason", en = "Reason" } } }
label = { ja = "Put off", en = "Put off" }

[[actions.put-off.requires]]
rule    = "soon"
that    = 'newDate < paidAt + duration("240h")'
message = { ja = "Within ten days of payment", en = "Within ten days of payment" }

[[actions.put-off.requires]]
rule    = "in-time"
that    = 'now < paidAt + duration("24h")'
message = { ja = "Within a day of payment", en = "Within a day of payment" }

[actions.send-back]`,
    );
    const at = put(text, null);
    const { status, stdout } = run(at, ["cases", "--json", "--write", "shop.toml"]);
    /** @type {{ unfound: unknown[], cases: import("../../www/shared/cases.js").Case[] }[]} */
    const [{ unfound, cases }] = JSON.parse(stdout).policies;
    assert.deepEqual([status, unfound], [0, []]);
    assert.equal(tested(at), 100);
    const own = cases.filter(({ name }) => name.startsWith("put-off.soon"));
    const told = own.map(({ name, with: supplied }) => [name, supplied?.["put-off"].newDate ?? null]);
    assert.deepEqual(told, [
      ["put-off.soon is unknown without “New date”", null],
      ["put-off.soon is violated: Within ten days of payment", "2026-11-20T09:00:00.000+09:00"],
      ["put-off.soon is satisfied: Within ten days of payment", "2026-11-11T09:00:00.000+09:00"],
    ]);
    assert.equal(own[1].with?.["put-off"].reason, 1);
    // What reads none of it is asked without it.
    const others = cases.filter(({ name }) => name.startsWith("put-off.in-time"));
    assert.ok(others.length > 2 && others.every((each) => each.with === undefined));
  });

  test("asks for nothing that can never come", () => {
    const text = firstPolicy("shop")
      .replace('due     = "paidAt + sendingTime"\n', "")
      .replace('to      = "completed"', 'to      = "completed"\ncertainty = "possible"')
      .replace('that     = "now >= paidAt + sendingTime"', 'that     = "false"');
    const at = put(text, null);
    const { status, stdout } = run(at, ["cases", "--json", "shop.toml"]);
    const [{ cases, unfound, after }] = JSON.parse(stdout).policies;
    assert.deepEqual([status, unfound, after], [0, [], 100]);
    const open = cases.find((/** @type {{ name: string }} */ { name }) =>
      name.startsWith("completes may have happened"),
    );
    assert.deepEqual(open.expect, { state: "sent", uncertain: ["shop.completes"] });
  });

  test("looks for no duty past due in a state that ends at that instant, and for one where it need not end", () => {
    /** @type {(transition: object, duty?: object, more?: object[]) => object} */
    const policy = (transition, duty = {}, more = []) => ({
      ...{ format: "torihiki/1", id: "shop", languages: ["en"], utcOffset: "+00:00", label: "Shop" },
      ...{ roles: ["buyer"], roleLabels: { buyer: "Buyer" } },
      states: { unpaid: { label: "Unpaid" }, held: { label: "Held" }, off: { label: "Off", final: true } },
      facts: {
        boughtAt: { type: "timestamp", label: "Bought at" },
        isHeld: { type: "bool", label: "Is held", default: false },
      },
      values: { payBy: { is: "addDays(boughtAt, 3)", label: "Pay by" } },
      transitions: [
        { rule: "lapses", from: ["unpaid", "held"], at: "payBy", to: "off", message: "Cancelled", ...transition },
        ...more,
      ],
      duties: [{ rule: "pay", role: "buyer", in: ["unpaid"], due: "payBy", message: "Pay by {due}", ...duty }],
    });
    const later = { rule: "ends", from: ["held"], at: "addDays(boughtAt, 9)", to: "off", message: "Ended" };
    const at = folder();
    /** @type {[policy: object, outcomes: string[]][]} */
    const all = [
      [policy({}), ["ahead"]],
      [policy({}, { in: undefined }), ["ahead"]],
      [policy({ when: "!isHeld" }), ["ahead", "past"]],
      [policy({ certainty: "possible" }), ["ahead", "past"]],
      [policy({ at: "addDays(boughtAt, 4)" }), ["ahead", "past"]],
      [policy({ from: ["unpaid"] }, { in: ["unpaid", "held"] }, [later]), ["ahead", "past"]],
    ];
    for (const [document, outcomes] of all) {
      writeFileSync(join(at, "shop.json"), JSON.stringify(document));
      writeFileSync(join(at, "shop.test.json"), "[]");
      const { status, stderr } = run(at, ["cases", "--write", "shop.json"]);
      const tested = run(at, ["test", "--json", "--threshold", "100", "shop.json"]);
      const { rules } = JSON.parse(tested.stdout).policies[0].coverage;
      const { of, seen } = rules.find((/** @type {{ rule: string }} */ { rule }) => rule === "shop.pay");
      assert.deepEqual(of.slice(0, -3), outcomes, JSON.stringify(document));
      assert.deepEqual([status, tested.status, seen], [0, 0, of], stderr);
    }
  });

  test("varies facts of every type, alone and in pairs", () => {
    const text = `format = "torihiki/1"
id = "shop"
languages = ["en"]
utcOffset = "+00:00"
currency = "EUR"
label = "Shop"
roles = ["buyer", "seller"]
roleLabels = { buyer = "Buyer", seller = "Seller" }
states = { open = { label = "Open" }, shut = { label = "Shut", final = true } }
[params]
most = { label = "Most", value = 3 }
least = { label = "Least", type = "money", value = 5000 }
[facts]
count = { type = "int", label = "Count", min = 0 }
price = { type = "money", label = "Price" }
kind = { type = ["small", "large"], label = "Kind", choiceLabels = { small = "Small", large = "Large" } }
isGift = { type = "bool", label = "A gift", default = false }
askedBy = { type = ["buyer", "seller"], label = "Asked by", default = "none" }
askedAt = { type = "timestamp", label = "Asked at", default = "none", together = ["askedBy"] }
shippedAt = { type = "timestamp", label = "Shipped at", default = "none" }
[actions.close]
verb = "cancel"
label = "Close"
roles = ["buyer", "seller"]
from = ["open"]
to = "shut"
requires = [
  { rule = "few", that = "count <= most", message = "At most {most}" },
  { rule = "dear", that = "price >= least && kind == \\"large\\"", message = "A large thing of at least {least}" },
  { rule = "either", message = "One of the two", any = [
    { rule = "gift", that = "isGift", message = "It is a gift" },
    { rule = "asked-before", that = "askedAt != null && shippedAt != null && askedAt < shippedAt && askedBy == role", message = "It was asked for first" },
  ] },
]
`;
    const at = put(text, "[]");
    const made = run(at, ["cases", "--write", "shop.toml"]);
    assert.equal(made.status, 0, made.stderr);
    assert.equal(tested(at), 100);
    const cases = JSON.parse(written(at));
    const named = (/** @type {string} */ start) =>
      cases.find((/** @type {{ name: string }} */ { name }) => name.startsWith(start));
    assert.equal(named("close.few is violated").order.count, 4);
    assert.equal(named("close.dear is satisfied").order.kind, "large");
    const asked = named("close.asked-before is satisfied");
    assert.ok(asked.order.askedAt < asked.order.shippedAt);
    assert.equal(asked.order.askedBy, asked.role);
    assert.equal(asked.expect.actions.close.alternatives["shop.close.asked-before"], "satisfied");
  });

  test("comes to nearly all of the built-in policies, from nothing", () => {
    for (const [id, least] of /** @type {[string, number][]} */ ([
      ["coconala-account", 100],
      ["crowdworks", 99],
    ])) {
      const at = put(readFileSync(join(root, `src/policies/${id}.toml`), "utf8"), "[]");
      run(at, ["cases", "--write", "shop.toml"]);
      const seen = tested(at);
      assert.ok(seen >= least, `${id}: ${seen} %`);
    }
  });

  test("says what is wrong with a policy, and writes nothing then", () => {
    const at = put("format = 7\n", "[]");
    const { status, stderr } = run(at, ["cases", "--write", "shop.toml"]);
    assert.equal(status, 1);
    assert.match(stderr, /shop\.toml:1:10/);
    writeFileSync(join(at, "good.toml"), firstPolicy("good"));
    assert.equal(run(at, ["cases", "--write", "."]).status, 1);
    assert.equal(written(at), "[]");
    assert.ok(!existsSync(join(at, "good.test.json")));
    assert.equal(run(at, ["cases", "--cases", "a.json", "shop.toml", "good.toml"]).status, 2);
    const other = put(firstPolicy("shop"), "{");
    assert.match(
      run(other, ["cases", "--write", "shop.toml"]).stderr,
      /cannot read shop\.test\.json: line 1, column 1: \{ is not closed/,
    );
    assert.equal(written(other), "{");
  });
});
