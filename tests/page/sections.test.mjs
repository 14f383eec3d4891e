// What stands around the answer: both editions side by side, all rules with their sources, and the frame of the page.

/**
 * @import { Action, EditionId, PolicyId, Preview } from "torihiki"
 * @import { Page } from "playwright-core"
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before } from "node:test";
import init, { describe, preview } from "torihiki";
import { samples } from "../../www/page/view/samples.js";
import { texts } from "../../www/page/texts.js";
import { choose, enter, isFocused, pages, stand } from "./visitor.mjs";

before(() => init());

const { onPage } = pages({ reducedMotion: "reduce" });

const EDITIONS = /** @type {EditionId[]} */ (["guide", "official"]);

/**
 * What each side of a row of the comparison says.
 *
 * @param {Page} page
 */
function rowsOf(page) {
  return page.locator("[data-differs]").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.dataset.differs,
      sides: Object.fromEntries(
        [...row.querySelectorAll("[data-edition]")].map((side) => [
          side.dataset.edition,
          side.querySelector(".verdict")?.textContent ?? null,
        ]),
      ),
    })),
  );
}

onPage("where the editions disagree, both answers stand side by side with what decides", async (page) => {
  const row = page.locator('[data-differs="revise"]');
  const guide = row.locator('[data-edition="guide"]');
  const official = row.locator('[data-edition="official"]');
  assert.match(await guide.innerText(), /できます[\s\S]*まで[\s\S]*納品から7日以内です/);
  assert.match(await official.innerText(), /できません[\s\S]*納品から72時間が過ぎています/);
  assert.match(
    await official.innerText(),
    /納品された時に購入者側でチェックしたいポイント\s*公式\s*2021年9月14日/,
    "a number has its own source",
  );
  const [left, right] = await Promise.all([guide, official].map((side) => side.boundingBox()));
  assert.ok(left.y === right.y && left.x + left.width <= right.x + 1, "in one line, the guide first");
  const state = page.locator('[data-differs="state"]');
  assert.match(await state.locator('[data-edition="guide"]').innerText(), /納品済み・確認待ち/);
  assert.match(await state.locator('[data-edition="official"]').innerText(), /完了[\s\S]*納品から72時間が過ぎると/);

  await page.locator("#compare-revise-buyer").click();
  assert.ok(
    await page
      .locator('#order article[data-action="revise"] details')
      .evaluate((/** @type {HTMLDetailsElement} */ details) => details.open),
    "it leads to the answer",
  );
  await page.locator("#read-official").click();
  assert.ok(await page.locator("#edition-official").isChecked());
  assert.ok(await isFocused(page.locator("#editions")));
  assert.equal(await page.locator("#read-official").count(), 0);
  assert.equal(await page.locator("#read-guide").count(), 1);
});

onPage(
  "the comparison of every sample has what `preview` finds in both editions, and says so where there is nothing",
  async (page) => {
    for (const [policy, list] of Object.entries(samples)) {
      await choose(page, "policy", policy);
      for (const { id, role, now, order } of list) {
        await choose(page, "sample", id);
        const name = `${policy} ${id}`;
        const sides = EDITIONS.map((edition) => {
          try {
            return preview({ ...order, edition }, { role, now });
          } catch {
            return null;
          }
        });
        const shown = await rowsOf(page);
        if (sides.includes(null)) {
          assert.match(await page.locator("#editions .edition-note").innerText(), /比べられません/, name);
          assert.deepEqual(shown, [], name);
          continue;
        }
        const used = EDITIONS.indexOf(order.edition ?? "guide");
        /**
         * @param {Preview} answer
         * @param {Action} one
         */
        const has = ({ actions }, one) => actions.find(({ id, role }) => id === one.id && role === one.role);
        /**
         * @param {Preview} one
         * @param {Preview} other
         */
        const alone = (one, other) =>
          one.actions.filter((action) => action.verdict !== "denied" && has(other, action) === undefined);
        /** @param {(answer: Preview) => unknown} of */
        const differ = (of) => JSON.stringify(of(sides[0])) !== JSON.stringify(of(sides[1]));
        const future = differ(({ ifNobodyActs }) =>
          ifNobodyActs.map(({ rule, at, to, certainty }) => [rule, at, to, certainty]),
        );
        const duties = differ((answer) =>
          answer.duties.map(({ rule, role, due, certainty }) => [rule, role, due, certainty]),
        );
        const expected = [
          ...(sides[0].state.effective === sides[1].state.effective ? [] : ["state"]),
          ...(future ? ["future"] : []),
          ...(duties ? ["duties"] : []),
          ...[
            ...sides[used].actions.filter(({ editions }) => editions.some(({ agrees }) => !agrees)),
            ...alone(sides[used], sides[1 - used]),
            ...alone(sides[1 - used], sides[used]),
          ].map(({ id }) => id),
        ];
        assert.deepEqual(
          shown.map(({ name }) => name),
          expected,
          name,
        );
        if (expected.length === 0) {
          assert.match(await page.locator("#editions .edition-note").innerText(), /同じです/, name);
        }
        const ofActions = shown.filter(({ name }) => !["state", "future", "duties"].includes(name));
        for (const row of ofActions.filter(() => role !== undefined)) {
          for (const [index, edition] of EDITIONS.entries()) {
            const verdict = sides[index].actions.find((action) => action.id === row.name)?.verdict;
            assert.equal(
              row.sides[edition],
              verdict === undefined ? null : texts.ja.verdicts[verdict],
              `${name} ${row.name} ${edition}`,
            );
          }
        }
      }
    }
  },
);

/** @param {import("torihiki").RequirementInfo} requirement */
const withAlternatives = (requirement) => [requirement, ...requirement.alternatives];

onPage("every rule of a policy stands on the page once, with its sentence, its id and its sources", async (page) => {
  for (const policy of /** @type {PolicyId[]} */ (Object.keys(samples))) {
    await choose(page, "policy", policy);
    for (const edition of EDITIONS) {
      await choose(page, "edition", edition);
      const { actions, transitions, duties, sources } = describe(policy, { edition });
      const expected = [
        ...actions.flatMap(({ id, requires, effects }) => [
          `${policy}.${id}.state`,
          ...[...requires.flatMap(withAlternatives), ...effects].map(({ rule }) => rule),
        ]),
        ...transitions.flatMap((transition) => [transition, ...transition.effects].map(({ rule }) => rule)),
        ...duties.map(({ rule }) => rule),
      ];
      const shown = await page.locator(".rule").evaluateAll((rules) =>
        rules.map((rule) => ({
          id: rule.dataset.rule,
          text: rule.textContent,
          sources: [...rule.querySelectorAll("[data-source]")].map(({ dataset }) => dataset.source),
        })),
      );
      assert.deepEqual(
        shown.map(({ id }) => id),
        expected,
        `${policy} ${edition}`,
      );
      /** @type {Map<string, { message: string, sources: string[], that?: string | null }>} */
      const messages = new Map(
        [
          ...actions.flatMap(({ requires, effects }) => [...requires.flatMap(withAlternatives), ...effects]),
          ...transitions,
          ...duties,
        ].map((rule) => [rule.rule, rule]),
      );
      for (const { id, text, sources } of shown) {
        const rule = messages.get(id);
        assert.ok(text.includes(id));
        if (rule === undefined) continue;
        assert.ok(text.includes(rule.message), id);
        assert.deepEqual(sources, rule.sources, id);
      }
      const listed = await page
        .locator(".sources > li")
        .evaluateAll((all) =>
          all.map((one) => ({ id: one.dataset.source, href: one.querySelector("a")?.getAttribute("href") ?? null })),
        );
      assert.deepEqual(
        listed,
        sources.map(({ id, url }) => ({ id, href: url })),
      );
    }
  }
});

onPage("the marks of the rules say how each comes out, and follow the time", async (page) => {
  /** @param {string} rule */
  const mark = (rule) => page.locator(`[id="rule-${rule}"] > .rule-mark`);
  await page.locator("#rules-toggle").click();
  assert.equal(await page.locator(".rule-group:not([open])").count(), 0);
  assert.match(await mark("coconala.revise.review-window-open").innerText(), /^満たしています$/);
  assert.match(await mark("coconala.auto-complete").innerText(), /^11月21日\(土\) 9:00 に起きます$/);
  await page.locator("#now").fill("2026-11-21 09:00");
  assert.match(await mark("coconala.revise.review-window-open").innerText(), /^満たしていません$/);
  assert.match(await mark("coconala.auto-complete").innerText(), /^起きました$/);
  await stand(page, "deliveredAt", "left-out");
  assert.match(await mark("coconala.revise.review-window-open").innerText(), /^不明$/);
  await enter(page, "#now", "?");
  assert.equal(await mark("coconala.revise.review-window-open").innerText(), "", "without an answer there is no mark");
});

onPage("of each source it says what kind of text it is, and of what date as far as that is known", async (page) => {
  /** @param {string} id */
  const of = (id) => page.locator(`#source-${id}`);
  assert.match(
    await of("coconala-magazine-delivery").innerText(),
    /公式[\s\S]*日付：2021年9月14日。2021年の記事の保存版/,
  );
  assert.equal(await of("coconala-magazine-delivery").locator("time").getAttribute("datetime"), "2021-09-14");
  assert.match(await of("coconala-revision-guide").innerText(), /解説記事[\s\S]*日付不明/);
  await choose(page, "policy", "lancers");
  assert.match(await of("lancers-info-32787").innerText(), /日付：2024年。/);
  await choose(page, "locale", "en");
  assert.match(await of("lancers-info-32787").innerText(), /Dated 2024\. Read from/);
});

onPage("the handle tells beside itself what becomes of the four verbs", async (page) => {
  const glance = () =>
    page
      .locator("[data-glance]")
      .evaluateAll((all) => all.map(({ dataset }) => `${dataset.glance} ${dataset.verdict}`));
  const verdicts = async () => {
    const { verbs, actions } = preview(samples.coconala[0].order, {
      role: "buyer",
      now: `${(await page.locator("#now").inputValue()).replace(" ", "T")}:00+09:00`,
    });
    const best = (/** @type {string[]} */ ids) =>
      ["allowed", "unknown", "denied"].find((verdict) =>
        actions.some((action) => ids.includes(action.id) && action.verdict === verdict),
      ) ?? "none";
    return Object.entries(verbs).map(
      ([verb, ids]) => `${verb.replace("reportUnresponsive", "report-unresponsive")} ${best(ids)}`,
    );
  };
  assert.deepEqual(await glance(), await verdicts());
  await page.locator("#handle").focus();
  await page.keyboard.press("PageDown");
  assert.deepEqual(await glance(), await verdicts());
  assert.ok((await glance()).includes("revise denied"));
});

onPage("a view in the address is shown, and what is not understood in it is told", async (page) => {
  await page.evaluate(() => {
    location.hash = "#policy=qoo10&sample=late-parcel&role=buyer&locale=en&edition=fancy";
  });
  await page.locator("#ignored li").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.ok(await page.locator("#policy-qoo10").isChecked());
  assert.match(await page.locator("#ignored").innerText(), /edition=fancy/);
  await page.locator("#now-\\+hour").click();
  assert.equal(await page.locator("#ignored li").count(), 0);
});

onPage("what stands in the file before anything is loaded is what the page says in Japanese", async () => {
  const html = await readFile(new URL("../../www/page/index.html", import.meta.url), "utf8");
  const found = [...html.matchAll(/data-text="(\w+)">([^<]*)</g)];
  assert.ok(found.length > 8);
  for (const [, name, text] of found) assert.equal(text, Reflect.get(texts.ja, name), name);
  assert.match(html, new RegExp(`<title>${texts.ja.pageName.replace("|", "\\|")}</title>`));
  assert.ok(html.includes(`name="description" content="${texts.ja.pageDescription}"`));
});

for (const [width, height] of [
  [1280, 900],
  [768, 1024],
  [390, 844],
]) {
  onPage(
    `nothing moves while it loads, ${width} pixels wide`,
    async (page) => {
      // The rules come only once what stands in their place has been painted.
      let release = () => {};
      /** @type {Promise<void>} */
      const isPainted = new Promise((resolve) => {
        release = resolve;
      });
      await page.route("**/*.wasm", async (route) => {
        await isPainted;
        await route.continue();
      });
      const frames = () =>
        page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await page.addInitScript(() => {
        let moved = 0;
        Object.assign(globalThis, { moved: () => moved });
        /** @param {PerformanceObserverEntryList} list */
        const add = (list) => {
          for (const { value } of /** @type {(PerformanceEntry & { value: number })[]} */ (list.getEntries())) {
            moved += value;
          }
        };
        new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
      });
      await page.reload({ waitUntil: "commit" });
      await page.locator("[data-loading] h1").waitFor();
      await frames();
      release();
      await page.locator(".picture").waitFor();
      await frames();
      assert.ok((await page.evaluate(() => Reflect.get(globalThis, "moved")())) < 0.01);
    },
    { viewport: { width, height } },
  );
}

onPage(
  "on paper it is one page with the answer, its source and its date, and nothing that can be pressed",
  async (page) => {
    const pagesOf = async () => {
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      return [...pdf.matchAll(/\/Type\s*\/Page(?!s)/g)].length;
    };
    for (const policy of /** @type {PolicyId[]} */ (Object.keys(samples))) {
      await choose(page, "policy", policy);
      for (const { id } of samples[policy]) {
        await choose(page, "sample", id);
        if (
          (await page.locator("#role input").count()) > 2 &&
          (await page.locator("#role input:checked").inputValue()) === ""
        ) {
          await page.locator("#role label").nth(1).click();
        }
        assert.equal(await pagesOf(), 1, `${policy} ${id}`);
      }
    }
    await choose(page, "policy", "coconala");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    for (const gone of [
      ".ways-in",
      ".viewpoint",
      ".given",
      "#below",
      "#share",
      ".addition",
      "#languages",
      ".contents",
    ]) {
      assert.equal(await page.locator(`${gone}:visible`).count(), 0, gone);
    }
    for (const there of ["#headline h2", ".headline-otherwise", '#order [data-action="revise"]', "#basis"]) {
      assert.ok(await page.locator(there).first().isVisible(), there);
    }
    assert.equal(
      await page.locator("#printed").innerText(),
      "ココナラの取引（解説記事） · 購入者 · 2026年11月20日(金) 10:00 の時点",
    );
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.ok((await page.locator('#order article[data-verdict="denied"]').count()) > 0, "then all is there again");
  },
);
