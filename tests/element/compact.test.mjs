// What the element shows at first: the state, the one thing that matters, and what is allowed; the rest on demand.

/** @import { Locale } from "torihiki" */

import assert from "node:assert/strict";
import { test } from "node:test";
import init, { describe, preview } from "torihiki";
import { samples } from "../../www/page/view/samples.js";
import { namesOf } from "../../www/shared/context.js";
import { headlineOf } from "../../www/shared/headline.js";
import { sayHeadline } from "../../www/shared/headline/sentences.js";
import { inEngines } from "./harness.mjs";

await init();

const orders = Object.values(samples).flat();

/**
 * What the headline of a sample is to say.
 *
 * @param {typeof orders[number]} sample
 * @param {Locale} locale
 */
function expectedOf({ id, order, role = null, now }, locale) {
  const answer = preview(order, { role, now, locale });
  const { edition } = answer.policy;
  const own = describe(order.policy, { edition, locale });
  const others = own.editions.flatMap((other) => describe(order.policy, { edition: other.id, locale }).states);
  const names = namesOf(own, [...others, ...own.states]);
  // Of an instant that was passed, no day is told as today.
  const telling = { ...names, locale, role, now: answer.asOf, state: answer.state.effective, isPlain: true };
  const { main, then, when, disagreements } = sayHeadline(headlineOf(answer, role), telling);
  const at = when === null ? null : new Date(when.at).toISOString();
  return { id, order, role, now, locale, sentences: [main, ...then, ...disagreements], disagreements, at };
}

inEngines((page, engine) => {
  const begin = () => page.open({ body: "<main></main>" });

  test("the headline is that of the answer, and what other sources say stands beside it, unopened", async () => {
    await begin();
    const locales = /** @type {const} */ (["ja", "en"]);
    const expected = locales.flatMap((locale) => orders.map((sample) => expectedOf(sample, locale)));
    const wrong = await page.run(
      async ({ make, find, all, words }, expected) => {
        /** @type {string[]} */
        const wrong = [];
        for (const { id, order, role, now, locale, sentences, disagreements, at } of expected) {
          for (const size of ["compact", "full"]) {
            const element = await make({ order, party: role, now, locale, size });
            const headline = find(element, "[part=headline]");
            const said = [find(element, ".matters .heading"), ...all(element, ".matters p")];
            const texts = said.map(({ textContent }) => words(textContent));
            const whole = sentences.map(words);
            if (texts.join("|") !== whole.join("|")) {
              wrong.push(`${id} in ${locale}: ${texts.join("|")} and not ${whole}`);
            }
            const isSeen = said.every((inner) => inner.getClientRects().length > 0);
            if (!isSeen) wrong.push(`${id} in ${locale}: not all of it is seen`);
            if (all(element, ".matters .otherwise").length !== disagreements.length) wrong.push(`${id}: disagreements`);
            const told = headline.querySelector("time")?.dateTime ?? null;
            if (told !== at) wrong.push(`${id} in ${locale}: until ${told}, not ${at}`);
            element.remove();
          }
        }
        return wrong;
      },
      engine === "chromium" ? expected : expected.slice(0, 12),
    );
    assert.deepEqual(wrong, []);
    assert.ok(expected.some(({ disagreements }) => disagreements.length > 0));
    assert.ok(expected.some(({ at }) => at !== null));
  });

  test("at first nothing is seen but the state, the headline, warnings and what is allowed; the rest is one step away", async () => {
    await begin();
    const told = await page.run(async ({ make, delivered, closing, find, all, wrong }) => {
      const element = await make({ order: delivered, now: closing - 1, party: "buyer", size: "" });
      const parts = () => {
        const seen = all(element, "[part]").filter((inner) => inner.checkVisibility());
        return [...new Set(seen.map((inner) => inner.getAttribute("part")))].sort().join(" ");
      };
      const verdicts = () => {
        const seen = all(element, "[data-action]").filter((inner) => inner.checkVisibility());
        return [...new Set(seen.map(({ dataset }) => dataset.verdict))].sort().join(" ");
      };
      /** @type {unknown[]} */
      const told = [wrong(element, delivered, { now: closing - 1, role: "buyer" }), parts(), verdicts()];
      const height = element.getBoundingClientRect().height;
      find(element, ".rest > summary").click();
      told.push(parts(), verdicts());
      element.size = "full";
      await element.updateComplete;
      told.push(parts(), find(element, ".rest"), element.getBoundingClientRect().height > 2 * height);
      return told;
    });
    const first = "action actions choose deadline headline rest state";
    const all = "action actions basis choose deadline duties headline outlook rest state verb verbs verdict";
    const full = all.replace("rest ", "");
    assert.deepEqual(told, [[], first, "allowed", all, "allowed denied", full, null, true]);
  });

  test("harm is seen unopened, its button looks it, and it stands last", async () => {
    await begin();
    const { order, now, role } = orders.find(({ id }) => id === "parcel-with-carrier");
    const told = await page.run(
      async ({ make, find, all, entry, words }, { order, now, role }) => {
        const element = await make({ order, now, party: role, locale: "en", size: "compact" });
        const approve = entry(element, "approve-cancel");
        const colour = (/** @type {Element} */ inner) => getComputedStyle(inner).color;
        const [harmless, harmful] = [find(element, ".choose:not(.choose-harmful)"), approve.querySelector(".choose")];
        const serious = approve.querySelector(".gist-danger");
        return [
          all(element, "[data-verdict=allowed][data-action]").at(-1) === approve,
          serious.checkVisibility(),
          words(serious.textContent).length > 20,
          colour(harmless) !== colour(harmful),
          [harmful.textContent, harmful.getAttribute("aria-label")].map((text) => /despite this/.test(text)),
          harmful.querySelector(".icon-danger") !== null,
          colour(approve.querySelector(".sign")) === colour(harmful),
        ];
      },
      { order, now, role },
    );
    assert.deepEqual(told, [true, true, true, true, [true, true], true, true]);
  });

  test("`reveal` and the overview open what is on demand, and `expanded` opens all", async () => {
    await begin();
    const told = await page.run(async ({ make, delivered, closing, find, all }) => {
      const element = await make({ order: delivered, now: closing - 1, party: "buyer", size: "compact" });
      const denied = element.answer.actions.find(({ verdict }) => verdict === "denied");
      const told = [find(element, ".rest").open, element.reveal(denied.id), find(element, ".rest").open];
      told.push(element.shadowRoot.activeElement.closest("[data-action]").dataset.action === denied.id);
      const open = await make({ order: delivered, now: closing - 1, expanded: true, size: "compact" });
      told.push(all(open, "details").every((details) => details.open));
      return told;
    });
    assert.deepEqual(told, [false, true, true, true, true]);
  });

  test("who has the focus on what is no longer allowed is taken to where it went", async () => {
    await begin();
    const told = await page.run(async ({ make, delivered, closing, Clock, entry, find }) => {
      const clock = new Clock(closing - 1000);
      const element = await make({ order: delivered, clock, party: "buyer", size: "compact" });
      const focused = () => {
        const inner = element.shadowRoot.activeElement;
        return `${inner?.parentElement.className.trim()} ${inner?.closest("[data-action]")?.dataset.action ?? ""}`.trim();
      };
      entry(element, "revise").querySelector("[data-choose]").focus();
      await clock.pass(1000);
      const told = [entry(element, "revise").dataset.verdict, focused()];
      find(element, ".rest").open = true;
      entry(element, "revise").querySelector("summary").focus();
      await clock.pass(1000);
      return [...told, focused()];
    });
    assert.deepEqual(told, ["denied", "rest", "revise"]);
  });
});
