// `npx torihiki import`: processes of Sharetribe as policies. What they mean is taken from its documentation:
// https://www.sharetribe.com/docs/references/transaction-process-time-expressions/

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { Policy, init } from "torihiki/policy";
import { folder, run } from "../support/command.mjs";
import { root } from "../support/installed.mjs";

const PROCESSES = join(root, "tests/package/processes");
const EXAMPLES = ["default-booking", "default-purchase", "default-negotiation", "automatic-off-session-payment"];

before(() => init());

/**
 * The policy that is made of a process, with what the command said.
 *
 * @param {string} source
 * @param {string[]} args
 */
function imported(source, args = []) {
  const at = folder();
  writeFileSync(join(at, "shop.edn"), source);
  const { status, stdout, stderr } = run(at, ["import", ...args, "shop.edn"]);
  assert.equal(status, 0, stderr);
  return { policy: Policy.parse(stdout), document: stdout, stderr };
}

/**
 * A small process: from `paid` something happens by itself at an instant.
 *
 * @param {string} at
 * @param {string} [more] further transitions
 */
const falling = (at, more = "") => `{:format :v3
 :transitions
 [{:name :transition/pay :actor :actor.role/customer :to :state/paid
   :actions [{:name :action/create-pending-booking}]}
  {:name :transition/lapse :at ${at} :from :state/paid :to :state/over}
  ${more}]}`;

const entered = "{:fn/timepoint [:time/first-entered-state :state/paid]}";
const start = "{:fn/timepoint [:time/booking-start]}";
const end = "{:fn/timepoint [:time/booking-end]}";
const period = (/** @type {string} */ text) => `{:fn/period ["${text}"]}`;
const instant = (/** @type {string} */ text) => Date.parse(text);

describe("import", () => {
  for (const name of EXAMPLES) {
    test(`makes a policy that passes of ${name}, with every transition in it`, () => {
      const at = folder();
      const source = readFileSync(join(PROCESSES, `${name}.edn`), "utf8");
      const made = run(root, ["import", "--out", join(at, `${name}.toml`), join(PROCESSES, `${name}.edn`)]);
      assert.equal(made.status, 0, made.stderr);
      assert.equal(made.stdout, `${join(at, `${name}.toml`)}\n`);
      const checked = run(at, ["check", `${name}.toml`]);
      assert.equal(checked.status, 0, checked.stdout);
      const { id, roles, states, actions, transitions } = Policy.parse(
        readFileSync(join(at, `${name}.toml`), "utf8"),
      ).describe();
      assert.equal(id, name);
      assert.deepEqual(
        roles.map((role) => role.id),
        ["customer", "provider", "operator"],
      );
      const named = (/** @type {RegExp} */ pattern) =>
        [...new Set(source.match(pattern))].map((one) => one.split("/")[1]).sort();
      const told = [...actions.map((action) => action.id), ...transitions.map(({ rule }) => rule.split(".")[1])].sort();
      assert.deepEqual(told, named(/(?<=:name )\s*:transition\/[\w-]+/g));
      assert.deepEqual(
        states
          .map((state) => state.id)
          .filter((state) => state !== "initial")
          .sort(),
        named(/:state\/[\w-]+/g),
      );
      // Each notification stands where its transition does.
      const messages = JSON.stringify([actions, transitions]);
      for (const template of new Set(source.match(/(?<=:template :)[\w-]+/g))) {
        const words = template.replaceAll("-", " ");
        assert.ok(messages.includes(`“${words[0].toUpperCase()}${words.slice(1)}”`), template);
      }
      // What has no counterpart is said, and stands in the document with its line.
      const remarks = readFileSync(join(at, `${name}.toml`), "utf8").match(/^# - .+ \(lines? [\d, and]+\)$/gm) ?? [];
      const lost = made.stderr.match(/: no counterpart: .+/g) ?? [];
      assert.ok(remarks.length > 0);
      assert.deepEqual(
        remarks.map((line) => line.slice(4)),
        lost.map((line) => line.slice(": no counterpart: ".length)),
      );
      const lines = source.split("\n");
      for (const remark of remarks) {
        const [, action] = /^# - `(:action\/[\w-]+)` changes data/.exec(remark) ?? [];
        if (action === undefined) continue;
        const numbers = [.../\(lines? (.+)\)/.exec(remark)[1].matchAll(/\d+/g)].map(([number]) => Number(number));
        const written = lines.flatMap((line, index) => (line.includes(`${action}}`) ? [index + 1] : []));
        assert.deepEqual(numbers, written, remark);
      }
    });
  }

  test("a booking goes on as the process says, to the millisecond", () => {
    const { policy } = imported(readFileSync(join(PROCESSES, "default-booking.edn"), "utf8"));
    const booking = { bookingStart: "2026-11-20T09:00:00Z", bookingEnd: "2026-11-22T09:00:00Z" };
    const asked = policy.apply({ state: "initial" }, "request-payment", { now: "2026-11-10T09:00:00Z", with: booking });
    assert.deepEqual(
      asked.starts.map(({ rule, at, to }) => [rule, at, to]),
      [["shop.expire-payment", instant("2026-11-10T09:15:00Z"), "payment-expired"]],
    );
    const paid = policy.apply(asked.order, "confirm-payment", { now: "2026-11-10T09:05:00Z" });
    const expires = instant("2026-11-16T09:05:00Z");
    const at = (/** @type {number} */ now) => policy.preview(paid.order, { now });
    assert.deepEqual(
      [expires - 1, expires, expires + 1].map((now) => at(now).state.effective),
      ["preauthorized", "expired", "expired"],
    );
    const [expired] = at(expires).state.transitions;
    assert.deepEqual(
      expired.effects.map(({ kind, audience }) => [kind, audience]),
      [
        ["refund", ["customer"]],
        ["notice", ["customer", "provider"]],
        ["notice", ["customer"]],
      ],
    );
    // The booking may start before six days are over, or end at once: the earliest counts.
    const soon = policy.preview(
      { ...paid.order, bookingStartAt: "2026-11-12T09:00:00Z", bookingEndAt: "2026-11-12T12:00:00Z" },
      { now: 0 },
    );
    assert.equal(soon.ifNobodyActs[0].at, instant("2026-11-12T12:00:00Z"));
    // And what had passed when the state was entered happens as soon as it is.
    const past = policy.preview({ ...paid.order, bookingStartAt: "2026-11-01T09:00:00Z" }, { now: 0 });
    assert.equal(past.ifNobodyActs[0].at, instant("2026-11-10T09:05:00Z"));
    const accepted = policy.apply(paid.order, "accept", { now: "2026-11-11T09:00:00Z" });
    assert.deepEqual(
      policy
        .timeline(accepted.order, { from: "2026-11-11T09:00:00Z" })
        .segments.map(({ state, from }) => [state, from]),
      [
        ["accepted", instant("2026-11-11T09:00:00Z")],
        ["delivered", instant("2026-11-24T09:00:00Z")],
        ["reviewed", instant("2026-11-29T09:00:00Z")],
      ],
    );
    const verbs = Object.fromEntries(policy.describe().actions.map(({ id, verb, roles }) => [id, [verb, ...roles]]));
    assert.deepEqual(
      [verbs.decline, verbs.cancel, verbs.accept],
      [
        ["refuse", "provider"],
        ["cancel", "operator"],
        ["other", "provider"],
      ],
    );
  });

  test("time expressions come to the instants that they say", () => {
    const order = {
      state: "paid",
      firstEnteredPaidAt: "2026-01-31T09:00:00Z",
      bookingStartAt: "2026-02-10T09:00:00Z",
      bookingEndAt: "2026-02-12T09:00:00Z",
      firstPayAt: "2026-01-31T09:00:00Z",
      initiatedAt: "2026-01-31T09:00:00Z",
    };
    const due = (/** @type {string} */ time, /** @type {object} */ more = {}) => {
      const { policy } = imported(falling(time));
      const known = new Set(policy.describe().facts.map(({ id }) => /** @type {string} */ (id)));
      const facts = Object.entries({ ...order, ...more }).filter(([key]) => key === "state" || known.has(key));
      const [{ at }] = policy.preview(Object.fromEntries(facts), { now: 0 }).ifNobodyActs;
      return new Date(at).toISOString();
    };
    assert.equal(due(entered), "2026-01-31T09:00:00.000Z");
    assert.equal(due(`{:fn/plus [${entered} ${period("PT15M")}]}`), "2026-01-31T09:15:00.000Z");
    assert.equal(
      due(`{:fn/plus [${entered} ${period("P1DT12H30M1.5S")} ${period("P1W")}]}`),
      "2026-02-08T21:30:01.500Z",
    );
    assert.equal(due(`{:fn/plus [${entered} ${period("P1M")}]}`), "2026-02-28T09:00:00.000Z");
    assert.equal(due(`{:fn/plus [${entered} {:fn/period "P1Y1D"}]}`), "2027-02-01T09:00:00.000Z");
    assert.equal(due(`{:fn/minus [${start} ${period("PT1H")}]}`), "2026-02-10T08:00:00.000Z");
    assert.equal(due(`{:fn/plus [${end} ${period("-P1D")}]}`), "2026-02-11T09:00:00.000Z");
    assert.equal(
      due(`{:fn/min [${end} ${start} {:fn/plus [${entered} ${period("P30D")}]}]}`),
      "2026-02-10T09:00:00.000Z",
    );
    assert.equal(due(`{:fn/plus [{:fn/min [${end} ${start}]} ${period("P1D")}]}`), "2026-02-11T09:00:00.000Z");
    assert.equal(due("{:fn/timepoint [:time/first-transitioned :transition/pay]}"), "2026-01-31T09:00:00.000Z");
    assert.equal(due("{:fn/timepoint [:time/tx-initiated]}"), "2026-01-31T09:00:00.000Z");
    const shown = "{:fn/timepoint [:time/booking-display-start]}";
    assert.equal(due(shown), "2026-02-10T09:00:00.000Z");
    assert.equal(due(shown, { bookingDisplayStartAt: "2026-02-09T12:00:00Z" }), "2026-02-09T12:00:00.000Z");
    // An instant that had passed when the state was entered.
    assert.equal(due(start, { lastTransitionedAt: "2026-02-11T00:00:00Z" }), "2026-02-11T00:00:00.000Z");
  });

  test("what is to be ignored if it is past never happens, if it was past by then", () => {
    const { policy } = imported(falling(`{:fn/ignore-if-past [{:fn/plus [${start} ${period("P1D")}]}]}`));
    const falls = (/** @type {string} */ moved) => {
      const order = { state: "paid", bookingStartAt: "2026-02-10T09:00:00Z", lastTransitionedAt: moved };
      return policy.preview(order, { now: "2026-02-10T00:00:00Z" }).ifNobodyActs.length;
    };
    assert.deepEqual(
      ["2026-02-11T08:59:59.999Z", "2026-02-11T09:00:00Z", "2026-02-11T09:00:00.001Z"].map(falls),
      [1, 1, 0],
    );
    // What the earliest of nothing and something is, the documentation does not say.
    const vague = imported(falling(`{:fn/min [{:fn/ignore-if-past [${start}]} ${end}]}`));
    assert.equal(vague.policy.describe().transitions[0].certainty, "possible");
    assert.match(vague.stderr, /`:fn\/min` makes of a `:fn\/ignore-if-past`.*in `lapse` \(line 5\)/);
  });

  test("a state that is entered again was first entered when it was", () => {
    const again = `{:name :transition/ask :actor :actor.role/provider :from :state/paid :to :state/asked}
      {:name :transition/answer :actor :actor.role/customer :from :state/asked :to :state/paid}`;
    const first = imported(falling(`{:fn/plus [${entered} ${period("P7D")}]}`, again)).policy;
    const steps = (/** @type {typeof first} */ policy) => {
      const at = (/** @type {string} */ day) => ({ now: `2026-02-0${day}T09:00:00Z` });
      const booking = { bookingStart: "2026-03-01T00:00:00Z", bookingEnd: "2026-03-02T00:00:00Z" };
      const takes = policy.describe().actions[0].with.length > 0;
      const paid = policy.apply({ state: "initial" }, "pay", { ...at("1"), ...(takes && { with: booking }) });
      const asked = policy.apply(paid.order, "ask", at("2"));
      return policy
        .apply(asked.order, "answer", at("3"))
        .preview.ifNobodyActs.map((each) => new Date(each.at).toISOString());
    };
    assert.deepEqual(steps(first), ["2026-02-08T09:00:00.000Z"]);
    const last = "{:fn/timepoint [:time/last-entered-state :state/paid]}";
    assert.deepEqual(steps(imported(falling(`{:fn/plus [${last} ${period("P7D")}]}`, again)).policy), [
      "2026-02-10T09:00:00.000Z",
    ]);
  });

  test("says of everything that it cannot take along where it stands", () => {
    const { document, stderr, policy } = imported(`{:format :v3
 :colour :red
 :transitions
 [{:name :transition/pay :actor #{:actor.role/customer :actor.role/operator} :privileged? true
   :to :state/paid
   :actions [{:name :action/update-protected-data} {:name :action/do-magic}
             {:name :action/stripe-create-payment-intent :config {:use-customer-default-payment-method? true}}]}
  {:name :transition/never :actor :actor.role/operator :from :state/paid :to :state/over :actions [{:name :action/fail}]}
  {:name :transition/lapse :at {:fn/plus [${entered} ${period("P1D")}]} :from :state/paid :to :state/over
   :actions [{:name :action/stripe-capture-payment-intent}]}]
 :notifications
 [{:name :notification/reminder :on :transition/pay :to :actor.role/customer :template :pay-up
   :at {:fn/minus [${end} ${period("P2D")}]}}]}`);
    for (const [line, said] of /** @type {[number, string][]} */ ([
      [2, "`:colour` of the process"],
      [4, "`:privileged? true`"],
      [6, "`:action/update-protected-data` changes data"],
      [6, "`:action/do-magic` is an action that is not known here"],
      [7, "`:config {:use-customer-default-payment-method? true}` of `:action/stripe-create-payment-intent`"],
      [12, "that `reminder` is sent later is told in its message alone"],
    ])) {
      const at = ` (line ${line})`;
      assert.ok(
        stderr.split("\n").some((one) => one.includes(said) && one.endsWith(at)),
        said,
      );
      assert.ok(
        document.split("\n").some((one) => one.startsWith("# - ") && one.includes(said) && one.endsWith(at)),
        said,
      );
    }
    assert.match(stderr, /\n6 things without a counterpart\n$/);
    const { actions, transitions, facts } = policy.describe();
    assert.deepEqual(actions[0].roles, ["customer", "operator"]);
    assert.match(
      actions[0].effects[1].message,
      /“Pay up” 2 days before the booking ends, unless the transaction has moved on/,
    );
    assert.deepEqual(
      facts.map(({ id }) => id),
      ["firstEnteredPaidAt"],
    );
    // A charge may fail, and what always fails is never allowed.
    assert.equal(transitions[0].certainty, "possible");
    const { actions: now } = policy.preview({ state: "paid" }, { now: 0, role: "operator" });
    assert.equal(now.find(({ id }) => id === "never").verdict, "denied");
  });

  test("underlines where a file is no EDN", () => {
    const at = folder();
    const wrong = (/** @type {string} */ text) => {
      writeFileSync(join(at, "shop.edn"), text);
      const { status, stdout, stderr } = run(at, ["import", "shop.edn"]);
      assert.deepEqual([status, stdout], [1, ""]);
      return stderr;
    };
    assert.equal(
      wrong("{:format :v3\n :transitions [{:name :transition/pay)]}\n"),
      `shop.edn:2:38 invalid-syntax
2 |  :transitions [{:name :transition/pay)]}
  |                                      ^
  = \`)\` stands where \`}\` has to close the \`{\` of line 2, column 16
  = a bracket is missing, or one too many
`,
    );
    assert.match(wrong("{:format :v3"), /^shop\.edn:1:1 invalid-syntax\n.*\n.*\n.*`\{` is not closed/);
    assert.match(wrong("{:format}"), /^shop\.edn:1:2 .*\n.*\n.*\n.*a key of a map has no value/);
    assert.match(wrong('{:a "x'), /^shop\.edn:1:5 .*\n.*\n.*\n.*a text does not end/);
    assert.match(wrong(""), /^shop\.edn:1:1 .*\n.*there is nothing in it/);
    assert.match(wrong("[".repeat(5000)), /too deep/);
  });

  test("tells everything that is wrong with a process, each with its place", () => {
    const at = folder();
    writeFileSync(
      join(at, "shop.edn"),
      `{:format :v2
 :transitions
 [{:name :transition/pay :actor :actor.role/buyer :to :state/paid}
  {:name :transition/pay :actor :actor.role/customer :at ${start} :from :state/paid :to :state/over}
  {:name :transition/lapse :at {:fn/later [${start}]} :from :state/gone :to :state/over}
  {:name :transition/end :at {:fn/plus [${start} {:fn/period ["3 days"]}]} :to :state/over}
  {:name :transition/far :at {:fn/plus [${start} {:fn/period ["P999999D"]}]} :from :state/paid :to :state/over}
  {:name :transition/close :at {:fn/timepoint [:time/first-entered-state :state/none]} :from :state/paid}]
 :notifications [{:name :notification/hi :on :transition/nothing :to :actor.role/operator :template :hi}]}`,
    );
    const { status, stdout } = run(at, ["import", "--json", "shop.edn"]);
    assert.equal(status, 1);
    const { document, problems } = JSON.parse(stdout);
    assert.equal(document, null);
    const told = problems.map((/** @type {Record<string, any>} */ { code, line, message }) => [code, line, message]);
    for (const expected of [
      ["unknown-format", 1, "`:v2` is a format that is not known here"],
      ["unknown-name", 3, "there is no role `:actor.role/buyer`"],
      ["conflict", 4, "a transition has both `:actor` and `:at`"],
      ["duplicate", 4, "there are two transitions `pay`"],
      ["unknown-name", 5, "there is no function `:fn/later` of instants"],
      ["unreachable", 5, "nothing leads to the state `gone`"],
      ["missing-key", 6, "what happens by itself cannot begin a transaction"],
      ["invalid-duration", 6, '`"3 days"` is no period'],
      ["out-of-range", 7, "`P999999D` is longer than a policy can say"],
      ["missing-key", 8, "`:to` is missing"],
      ["unknown-name", 8, "there is no state `none`"],
      ["unknown-name", 9, "there is no role `:actor.role/operator`"],
      ["unknown-name", 9, "`hi` is sent on `nothing`, and there is no such transition"],
    ]) {
      assert.ok(
        told.some((/** @type {unknown[]} */ one) => JSON.stringify(one) === JSON.stringify(expected)),
        `${JSON.stringify(expected)} in ${JSON.stringify(told, null, 1)}`,
      );
    }
    assert.equal(told.length, 13);
  });

  test("takes its id from the file or its folder, and writes over nothing", () => {
    const at = folder();
    writeFileSync(join(at, "process.edn"), falling(entered));
    assert.match(run(at, ["import", "process.edn"]).stdout, /^id {8}= "torihiki-command-[a-z0-9-]+"$/m);
    assert.match(run(at, ["import", "--id", "ours", "process.edn"]).stdout, /^id {8}= "ours"$/m);
    assert.equal(run(at, ["import", "--id", "Ours", "process.edn"]).status, 2);
    assert.match(run(at, ["import", "-"], { input: falling(entered) }).stdout, /^format/m);
    writeFileSync(join(at, "ours.toml"), "mine");
    const refused = run(at, ["import", "-o", "ours.toml", "process.edn"]);
    assert.deepEqual(refused, { status: 2, stdout: "", stderr: "torihiki: ours.toml is there already\n" });
    assert.equal(readFileSync(join(at, "ours.toml"), "utf8"), "mine");
    assert.equal(run(at, ["import", "-o", "rules/new.toml", "process.edn"]).status, 0);
    assert.ok(existsSync(join(at, "rules/new.toml")));
    assert.equal(run(at, ["import"]).status, 2);
    // A built-in policy has its id for itself.
    assert.match(run(at, ["import", "--id", "coconala", "process.edn"]).stderr, /coconala/);
  });
});
