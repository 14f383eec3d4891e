// That there is nothing, and that nobody knows, are two things: neither is told as the other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Policy, init } from "torihiki/policy";
import { inOneEngine, put } from "./harness.mjs";

await init();

/** A deal that completes by itself where it is tracked, and duties with a deadline, by other facts in each edition, and without. */
put(
  "rules/parcel.policy",
  Policy.parse(
    `
format    = "torihiki/1"
id        = "parcel"
utcOffset = "+00:00"
label     = { ja = "荷物", en = "Parcel" }
roles     = ["buyer", "seller"]

[roleLabels]
buyer  = { ja = "購入者", en = "Buyer" }
seller = { ja = "出品者", en = "Seller" }

[editions]
guide = { label = { ja = "ガイド", en = "Guide" } }
terms = { label = { ja = "規約", en = "Terms" } }

[facts]
shippedAt = { type = "timestamp", label = { ja = "発送日時", en = "Shipped at" } }
arrivedAt = { type = "timestamp", label = { ja = "到着日時", en = "Arrived at" } }
tracked   = { type = "bool", label = { ja = "追跡番号あり", en = "Tracked" } }

[states]
shipped = { label = { ja = "発送済み", en = "Shipped" } }
done    = { label = { ja = "完了", en = "Done" }, final = true }

[[transitions]]
rule    = "completes"
from    = ["shipped"]
when    = "tracked"
at      = "addDays(shippedAt, 9)"
to      = "done"
message = { ja = "自動で完了します", en = "It completes" }

[[duties]]
rule    = "rate"
role    = "buyer"
edition = "guide"
due     = "addDays(arrivedAt, 3)"
message = { ja = "評価してください", en = "Rate the deal" }

[[duties]]
rule    = "rate"
role    = "buyer"
edition = "terms"
due     = "addDays(shippedAt, 14)"
message = { ja = "評価してください", en = "Rate the deal" }

[[duties]]
rule    = "keep"
role    = "seller"
message = { ja = "箱を保管してください", en = "Keep the box" }

[actions.rate]
verb  = "other"
label = { ja = "評価する", en = "Rate" }
roles = ["buyer"]
from  = ["shipped"]
to    = "done"
`,
  ).compile(),
);

const now = Date.parse("2026-10-05T00:00:00Z");
const order = { state: "shipped", shippedAt: "2026-10-02T00:00:00Z" };
const crowdworks = {
  policy: "crowdworks",
  state: "delivered",
  terminationRequestedAt: "2026-11-14T09:00:00+09:00",
};

inOneEngine((page) => {
  /**
   * What the outlook says, and each duty beside its rule, in both languages.
   *
   * @param {object} given
   */
  const told = (given) =>
    page.run(async ({ make, find, all, words }, given) => {
      const told = [];
      for (const locale of ["ja", "en"]) {
        const element = await make({ size: "full", locale, .../** @type {object} */ (given) });
        told.push({
          outlook: words(find(element, "[part=outlook] .note")?.textContent ?? ""),
          headline: words(find(element, "[part=headline]").textContent),
          next: words(find(element, ".next-what")?.textContent ?? ""),
          dues: all(element, "[data-duty]").map((duty) =>
            words(duty.querySelector(".deadline-none")?.textContent ?? ""),
          ),
        });
        element.remove();
      }
      return told;
    }, given);

  test("that nothing happens by itself is said where it is certain, and else what is missing to say so", async () => {
    await page.open();
    const parcel = { policySrc: "/rules/parcel.policy", now, party: "buyer" };
    const outlooks = async (/** @type {object} */ given) => (await told(given)).map(({ outlook }) => outlook);
    assert.deepEqual(await outlooks({ ...parcel, order }), [
      "「追跡番号あり」が分からないため、このあと自動で何かが起きるかどうかは判断できません。",
      "Not known yet: “Tracked”. Without that, it cannot be said whether anything more happens automatically.",
    ]);
    const none = ["このあと自動で起きることはありません。", "Nothing more happens automatically."];
    assert.deepEqual(await outlooks({ ...parcel, order: { ...order, tracked: false } }), none);
    assert.deepEqual(await outlooks({ ...parcel, order: { state: "done" } }), none);
    assert.deepEqual(await outlooks({ ...parcel, order: { ...order, tracked: true } }), ["", ""]);
    const asked = { order: crowdworks, party: "worker", now: Date.parse("2026-11-16T09:00:00+09:00") };
    assert.deepEqual(
      (await outlooks(asked))[0].replace(/「.*」/, "「…」"),
      "「…」が分からないため、このあと自動で何かが起きるかどうかは判断できません。",
    );
  });

  test("that the state changes next is said where it is certain, and else that it may", async () => {
    await page.open();
    const parcel = { policySrc: "/rules/parcel.policy", now, party: "buyer" };
    const nexts = async (/** @type {object} */ given) =>
      (await told({ ...parcel, order: given })).map(({ next }) => next);
    assert.deepEqual(await nexts(order), ["取引の状態が変わることがあります", "The state of the order may change"]);
    const certain = ["取引の状態が変わります", "The state of the order changes"];
    assert.deepEqual(await nexts({ ...order, tracked: true }), certain);
  });

  test("a deadline that is not known is neither none nor the safe one of another source", async () => {
    await page.open();
    const all = await told({
      policySrc: "/rules/parcel.policy",
      now,
      party: "buyer",
      order: { ...order, tracked: false },
    });
    assert.deepEqual(
      all.map(({ dues }) => dues),
      [
        ["期限はまだ確定していません", "期限は決まっていません"],
        ["The deadline is not certain yet", "No fixed deadline"],
      ],
    );
    for (const { headline } of all) {
      assert.doesNotMatch(headline, /安全な期限|Safe until|期限はありません|no deadline/);
    }
    assert.match(all[0].headline, /ガイドでは、期限はまだ確定していません.*規約では、期限は/);
    assert.match(
      all[1].headline,
      /According to the guide, the deadline is not certain yet.*According to the terms, it is due/,
    );
  });
});
