// The form for what a person supplies with an action: nothing that was typed is lost, and what is wrong stands beside it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Policy, init } from "torihiki/policy";
import { inEngines, put } from "./harness.mjs";

await init();

/** An action that takes a value of every type, and another one that a requirement may deny. */
put(
  "rules/form.policy",
  Policy.parse(
    `
format    = "torihiki/1"
id        = "form"
timeZone  = "Europe/Berlin"
zones     = ["Asia/Tokyo"]
currency  = "USD"
label     = { ja = "手続き", en = "Form" }
roles     = ["buyer"]

[roleLabels]
buyer = { ja = "購入者", en = "Buyer" }

[facts.dueAt]
type     = "timestamp"
label    = { ja = "納期", en = "Due date" }
deadline = true

[states]
open   = { label = { ja = "取引中", en = "Open" } }
closed = { label = { ja = "終了", en = "Closed" }, final = true }

[actions.send]
verb  = "other"
label = { ja = "送る", en = "Send" }
roles = ["buyer"]
from  = ["open"]
to    = "closed"

[actions.send.with]
count  = { type = "int", min = 1, label = { ja = "個数", en = "Count" }, note = { ja = "箱の数です。", en = "Of boxes." } }
price  = { type = "money", label = { ja = "金額", en = "Price" } }
length = { type = "duration", label = { ja = "期間", en = "Length" } }
when   = { type = "timestamp", label = { ja = "日時", en = "When" }, deadline = true }
zone   = { type = "zone", label = { ja = "時間帯", en = "Zone" } }
gift   = { type = "bool", label = { ja = "贈り物", en = "Gift" } }

[[actions.send.requires]]
rule    = "few"
that    = "count < 100"
message = { ja = "一度に送れるのは99個までです", en = "At most 99 at a time" }

[[actions.send.requires]]
rule    = "open"
that    = "now < dueAt"
message = { ja = "送れるのは納期までです", en = "Only until the due date" }
`,
  ).compile(),
);

/** Actions that take from a balance, and no requirement that it is enough. */
put(
  "rules/wallet.policy",
  Policy.parse(
    `
format    = "torihiki/1"
id        = "wallet"
utcOffset = "+09:00"
currency  = "JPY"
label     = { ja = "残高", en = "Wallet" }
roles     = ["owner"]

[roleLabels]
owner = { ja = "持ち主", en = "Owner" }

[params.fee]
type  = "money"
label = { ja = "手数料", en = "Fee" }
value = 300

[facts.balance]
type  = "money"
label = { ja = "残高", en = "Balance" }

[states]
open   = { label = { ja = "利用中", en = "Open" } }
closed = { label = { ja = "終了", en = "Closed" }, final = true }

[actions.pay]
verb  = "other"
label = { ja = "支払う", en = "Pay" }
roles = ["owner"]
from  = ["open"]
with  = { sum = { type = "money", label = { ja = "金額", en = "Sum" } } }
set   = { balance = "balance - sum" }

[actions.fee]
verb  = "other"
label = { ja = "手数料を払う", en = "Pay the fee" }
roles = ["owner"]
from  = ["open"]
to    = "closed"
set   = { balance = "balance - fee" }
`,
  ).compile(),
);

const now = Date.parse("2026-10-20T00:00:00Z");
const order = { state: "open", dueAt: "2026-11-20T00:00:00Z" };
const right = {
  count: "5",
  price: "12.34",
  length: "12h",
  when: "2026-11-25T02:30",
  zone: "Asia/Tokyo",
  gift: "false",
};

inEngines((page) => {
  test("a field that is wrong is told beside it, in the reader's language, and what was typed elsewhere stays", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, hear, words }, { order, now, right }) => {
        /** @type {Record<string, string>[]} */
        const wrong = [
          { price: "12.345" },
          { price: "-5" },
          { price: "abc" },
          { length: "3日" },
          { count: "100" },
          { price: "1e9", length: "?" },
        ];
        /** @type {unknown[]} */
        const told = [];
        for (const locale of ["ja", "en"]) {
          const element = await make({ order, now, locale, party: "buyer", policySrc: "/rules/form.policy" });
          const heard = hear(element);
          const form = element.shadowRoot.querySelector("form");
          /** @returns {(HTMLInputElement | HTMLSelectElement)[]} */
          const fields = () => /** @type {any} */ ([...element.shadowRoot.querySelectorAll("form :is(input, select)")]);
          const values = () => Object.fromEntries(fields().map(({ name, value }) => [name, value]));
          for (const one of [...wrong, {}]) {
            for (const field of fields()) {
              field.value = { ...right, ...one }[field.name];
              field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
            }
            form.requestSubmit();
            await element.updateComplete;
            const marked = fields().filter((field) => field.getAttribute("aria-invalid") === "true");
            told.push([
              JSON.stringify(values()) === JSON.stringify({ ...right, ...one }),
              element.shadowRoot.querySelector("form") === form,
              element.shadowRoot.activeElement === (marked[0] ?? null) || marked.length === 0,
              ...marked.map((field) => [
                field.name,
                ...field
                  .getAttribute("aria-describedby")
                  .split(" ")
                  .map((id) => words(element.shadowRoot.getElementById(id).textContent)),
              ]),
              heard.since(),
            ]);
          }
          element.remove();
        }
        return told;
      },
      { order: /** @type {any} */ (order), now, right },
    );
    /** @param {unknown[]} parts */
    const kept = (...parts) => [true, true, true, ...parts];
    assert.deepEqual(told, [
      kept(["price", "「12.345」は入力できません。0以上の金額を小数点以下2桁までで入力してください。"], []),
      kept(["price", "「-5」は入力できません。0以上の金額を小数点以下2桁までで入力してください。"], []),
      kept(["price", "「abc」は入力できません。0以上の金額を小数点以下2桁までで入力してください。"], []),
      kept(["length", "「3日」は入力できません。3日なら「3d」、12時間なら「12h」のように入力してください。"], []),
      kept(["count", "箱の数です。", "一度に送れるのは99個までです"], []),
      kept(
        ["price", "「1e9」は入力できません。0以上の金額を小数点以下2桁までで入力してください。"],
        ["length", "「?」は入力できません。3日なら「3d」、12時間なら「12h」のように入力してください。"],
        [],
      ),
      kept(["action"]),
      kept(["price", "“12.345” does not work here. Enter an amount of at least 0, with at most 2 decimals."], []),
      kept(["price", "“-5” does not work here. Enter an amount of at least 0, with at most 2 decimals."], []),
      kept(["price", "“abc” does not work here. Enter an amount of at least 0, with at most 2 decimals."], []),
      kept(["length", "“3日” does not work here. Enter 3d for 3 days, or 12h for 12 hours."], []),
      kept(["count", "Of boxes.", "At most 99 at a time"], []),
      kept(
        ["price", "“1e9” does not work here. Enter an amount of at least 0, with at most 2 decimals."],
        ["length", "“?” does not work here. Enter 3d for 3 days, or 12h for 12 hours."],
        [],
      ),
      kept(["action"]),
    ]);
  });

  test("what was typed outlives an answer that changes, also where the form is made anew, and not another order", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, Clock }, { order, now, right }) => {
        const clock = new Clock(now);
        const element = await make({ order, clock, party: "buyer", policySrc: "/rules/form.policy" });
        /** @returns {(HTMLInputElement | HTMLSelectElement)[]} */
        const fields = () => /** @type {any} */ ([...element.shadowRoot.querySelectorAll("form :is(input, select)")]);
        /** @type {unknown[]} */
        const told = [];
        const look = async () => {
          await element.updateComplete;
          told.push(fields().map(({ name, value }) => [name, value]));
        };
        for (const field of fields()) {
          field.value = right[/** @type {keyof typeof right} */ (field.name)];
          field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
        }
        await clock.pass(60_000);
        await look();
        // Due in the past, the action is denied, and its form is gone.
        element.order = { ...order, dueAt: "2026-10-01T00:00:00Z" };
        await look();
        element.order = { ...order };
        await look();
        element.order = { ...order, state: "closed", id: "another" };
        await element.updateComplete;
        element.order = { ...order, id: "another" };
        await look();
        return told;
      },
      { order: /** @type {any} */ (order), now, right },
    );
    const typed = Object.entries(right);
    assert.deepEqual(told, [typed, [], typed, typed.map(([name]) => [name, ""])]);
  });

  test("what no order can hold is refused where it is chosen, and the answer stays", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, hear, words }, { now }) => {
        const order = /** @type {any} */ ({ state: "open", balance: 100 });
        const element = await make({ order, now, locale: "ja", policySrc: "/rules/wallet.policy" });
        const heard = hear(element);
        const root = element.shadowRoot;
        const told = [];
        for (const id of ["pay", "fee"]) {
          const sum = root.querySelector(`[data-action=${id}] form input`);
          if (sum !== null) {
            sum.value = "101";
            sum.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
          }
          root.querySelector(`[data-choose=${id}]`).click();
          await element.updateComplete;
          const refused = root.querySelector(`[data-action=${id}] .refused`);
          told.push([words(refused?.textContent ?? ""), sum?.value ?? "", heard.since()]);
        }
        return [...told, element.answer !== null];
      },
      { now },
    );
    const beyond = "記録される数が、取引で扱える範囲を超えます。";
    assert.deepEqual(told, [
      [`入力された内容では行えません。 ${beyond}`, "101", []],
      [`この手続きは行えません。 ${beyond}`, "", []],
      true,
    ]);
  });
});
