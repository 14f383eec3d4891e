// What a host sets on the element: its language, its role, what is left out, its own content.

/**
 * @import { TorihikiOrderElement } from "torihiki/element/class"
 * @import { Properties } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

inEngines((page) => {
  test("it speaks the language of the page around it, also from within shadow roots", async () => {
    await page.open({ lang: null });
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      const now = closing - 1;
      /** @param {TorihikiOrderElement} element */
      const spoken = (element) => {
        const { lang } = find(element, ".order");
        return lang === (/[ぁ-ん]/.test(find(element, ".as-of").textContent) ? "ja" : "en") &&
          element.answer.actions[0].label === find(element, ".link").textContent
          ? lang
          : "a mixture";
      };
      /**
       * @param {string | null} lang
       * @param {number} [depth]
       */
      const inLanguage = async (lang, depth = 0) => {
        let into = document.createElement("div");
        if (lang !== null) into.lang = lang;
        document.body.append(into);
        for (let level = 0; level < depth; level += 1) {
          const inner = document.createElement("div");
          into.attachShadow({ mode: level % 2 === 0 ? "open" : "closed" }).append(inner);
          into = inner;
        }
        return spoken(await make({ order: delivered, now }, { into }));
      };
      /** @type {Record<string, string>} */
      const told = {};
      for (const lang of [null, "", "en", "EN", "en-GB", "ja", "ja-JP", "de", "enm", "en-x-english"]) {
        told[`${lang}`] = await inLanguage(lang);
      }
      told["en, one shadow around it"] = await inLanguage("en", 1);
      told["en, three shadows around it"] = await inLanguage("en", 3);
      // The nearest one counts.
      document.documentElement.lang = "en";
      told["en above"] = await inLanguage(null, 2);
      told["ja below en"] = await inLanguage("ja", 2);
      told["its own"] = spoken(await make({ order: delivered, now }, { attributes: { lang: "ja" } }));
      const both = document.createElement("div");
      both.lang = "ja";
      document.body.append(both);
      told["locale over lang"] = spoken(await make({ order: delivered, now, locale: "en" }, { into: both }));
      told["locale over lang, as an attribute"] = spoken(
        await make({ order: delivered, now }, { into: both, attributes: { locale: "en" } }),
      );
      return told;
    });
    assert.deepEqual(told, {
      null: "ja",
      "": "ja",
      en: "en",
      EN: "en",
      "en-GB": "en",
      ja: "ja",
      "ja-JP": "ja",
      de: "ja",
      enm: "ja",
      "en-x-english": "en",
      "en, one shadow around it": "en",
      "en, three shadows around it": "en",
      "en above": "en",
      "ja below en": "ja",
      "its own": "ja",
      "locale over lang": "en",
      "locale over lang, as an attribute": "en",
    });
  });

  test("moved to where another language is spoken, it speaks that one", async () => {
    await page.open({ lang: "ja" });
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      const there = document.createElement("div");
      there.lang = "en";
      document.body.append(there);
      const element = await make({ order: delivered, now: closing - 1 });
      /** @type {unknown[]} */
      const told = [find(element, ".order").lang];
      there.append(element);
      await element.updateComplete;
      told.push(find(element, ".order").lang);
      return told;
    });
    assert.deepEqual(told, ["ja", "en"]);
  });

  test("all that a policy says is said in the language of the element, in both languages on one page", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, said, wrong }) => {
      /** @type {unknown[]} */
      const told = [];
      for (const locale of ["ja", "en"]) {
        const element = await make({ order: delivered, now: closing - 1, locale });
        told.push(wrong(element, delivered, { now: closing - 1, locale }));
        // Titles of sources, and names within them, are Japanese in both.
        const japanese = said(element).match(/[ぁ-ん]/g)?.length ?? 0;
        told.push(locale === "ja" ? japanese > 500 : japanese < 500);
        told.push(/undefined|null|NaN|\[object|\$\{/.test(said(element)));
      }
      return told;
    });
    assert.deepEqual(told, [[], true, false, [], true, false]);
  });

  test("it takes over `role`, and leaves one that ARIA knows", async () => {
    await page.open({ body: `<torihiki-order id="parsed" role="buyer"></torihiki-order>` });
    const told = await page.run(async ({ delivered, closing, all, wrong }) => {
      const element = /** @type {TorihikiOrderElement} */ (/** @type {unknown} */ (document.getElementById("parsed")));
      Object.assign(element, { order: delivered, now: closing - 1 });
      /** @type {unknown[]} */
      const told = [];
      const look = async () => {
        await element.updateComplete;
        const shown = [...new Set(all(element, "[data-action]").map(({ dataset }) => dataset.role))].sort();
        told.push([
          element.role,
          element.getAttribute("role"),
          shown.join(" "),
          wrong(element, delivered, { now: closing - 1, role: element.role || null }).length,
        ]);
      };
      await look();
      element.setAttribute("role", "seller");
      await look();
      element.removeAttribute("role");
      await look();
      element.role = "buyer";
      await look();
      element.role = null;
      await look();
      element.setAttribute("role", "");
      await look();
      element.setAttribute("role", "buyer");
      element.setAttribute("role", "group");
      await look();
      element.toggleAttribute("role");
      await look();
      element.toggleAttribute("role");
      await look();
      return told;
    });
    assert.deepEqual(told, [
      ["buyer", "group", "buyer", 0],
      ["seller", "group", "seller", 0],
      [null, null, "buyer seller", 0],
      ["buyer", null, "buyer", 0],
      [null, null, "buyer seller", 0],
      ["", "group", "buyer seller", 0],
      ["buyer", "group", "buyer", 0],
      [null, null, "buyer seller", 0],
      ["", "group", "buyer seller", 0],
    ]);
  });

  test("an error in the role can be put right by the attribute, and by its removal", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      const element = await make({ order: delivered, now: closing - 1 }, { attributes: { role: "sellr" } });
      /** @type {unknown[]} */
      const told = [find(element, "[part=error] li").dataset.code];
      element.removeAttribute("role");
      await element.updateComplete;
      told.push(element.answer?.state.effective);
      element.setAttribute("role", "sellr");
      element.setAttribute("role", "seller");
      await element.updateComplete;
      told.push(element.answer?.state.effective);
      return told;
    });
    assert.deepEqual(told, ["unknown-role", "delivered", "delivered"]);
  });

  test("`hide` leaves out what it names, and nothing else", async () => {
    await page.open();
    const parts = {
      state: "[part=state]",
      verbs: "[part=verbs]",
      actions: "[part=actions]",
      denied: "[data-action][data-verdict=denied]",
      unknown: "[data-action][data-verdict=unknown]",
      duties: "[part=duties]",
      outlook: "[part=outlook]",
      basis: "[part=basis]",
    };
    const told = await page.run(async ({ make, all }, parts) => {
      // Something of everything, also actions that nobody can tell.
      const element = await make({
        order: { policy: "coconala", state: "delivered" },
        now: "2026-11-19T09:00:00+09:00",
      });
      /** @param {string | null} hide */
      const look = async (hide) => {
        element.hide = hide;
        await element.updateComplete;
        return Object.entries(parts)
          .filter(([, selector]) => all(element, selector).length === 0)
          .map(([name]) => name);
      };
      /** @type {Record<string, string[]>} */
      const told = { "": await look("") };
      for (const word of Object.keys(parts)) told[word] = await look(word);
      told["state basis"] = await look(" state\n  basis ");
      told["no such word"] = await look("no such word");
      told.null = await look(null);
      const all8 = await look(Object.keys(parts).join(" "));
      element.removeAttribute("hide");
      element.setAttribute("hide", "verbs duties");
      await element.updateComplete;
      told["verbs duties"] = await look(element.hide);
      element.removeAttribute("hide");
      await element.updateComplete;
      told.removed = await look(element.hide);
      return { told, all8, groups: all(element, ".actions > .heading").length };
    }, parts);
    const expected = Object.fromEntries(Object.keys(parts).map((word) => [word, [word]]));
    expected.actions = ["actions", "denied", "unknown"];
    assert.deepEqual(told.told, {
      "": [],
      ...expected,
      "state basis": ["state", "basis"],
      "no such word": [],
      null: [],
      "verbs duties": ["verbs", "duties"],
      removed: [],
    });
    assert.deepEqual(told.all8, Object.keys(parts));
    assert.equal(told.groups, 3);
  });

  test("where a group of actions is hidden, so is its heading", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, find, all }) => {
      const element = await make({ order: delivered, now: closing - 1, role: "buyer", hide: "denied" });
      /** @type {unknown[]} */
      const told = [
        all(element, ".actions > .heading").length,
        all(element, "[data-action]").every(({ dataset }) => dataset.verdict === "allowed"),
      ];
      // An overview may still name what is denied; what leads nowhere does no harm.
      const denied = element.answer.actions.filter(({ verdict }) => verdict === "denied").map(({ label }) => label);
      const links = all(element, "[data-verb] .link").filter(({ textContent }) => denied.includes(textContent));
      for (const link of links) link.click();
      return [...told, links.length > 0, find(element, "details[open]") === null];
    });
    assert.deepEqual(told, [1, true, true, true]);
  });

  test("`readonly` leaves out the buttons that choose, and nothing else", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, all, said }) => {
      const element = await make({ order: delivered, now: closing - 1, locale: "en" });
      const before = { buttons: all(element, "[data-choose]").length, said: said(element) };
      element.setAttribute("readonly", "");
      await element.updateComplete;
      const during = [all(element, "[data-choose]").length, said(element)];
      element.readonly = false;
      await element.updateComplete;
      const allowed = element.answer.actions.filter(({ verdict }) => verdict === "allowed").length;
      return [
        before.buttons === allowed && allowed > 0,
        during[0],
        before.said.replaceAll(" Go ahead", "") === during[1],
        all(element, "[data-choose]").length === allowed,
      ];
    });
    assert.deepEqual(told, [true, 0, true, true]);
  });

  test("`expanded` opens the details of every action, and lets a reader close them", async () => {
    await page.open();
    const { isExpanded, told } = await page.run(async ({ make, delivered, closing, HOUR, Clock, all }) => {
      const clock = new Clock(closing - HOUR);
      const element = await make({ order: delivered, clock }, { attributes: { expanded: "" } });
      const isExpanded = element.expanded;
      const open = () => [all(element, ".action details[open]").length, element.answer.actions.length];
      const told = [open()];
      all(element, ".action details")[1].open = false;
      await clock.pass(HOUR - 1);
      told.push(open());
      element.expanded = false;
      await element.updateComplete;
      told.push(open());
      return { isExpanded, told };
    });
    const [[first, count], [second], [third]] = told;
    assert.ok(isExpanded && count > 1);
    assert.deepEqual([first, second, third], [count, count - 1, 0]);
  });

  test("`heading-level` is the level of its first headings, and what is below them follows", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, all }) => {
      const element = await make({ order: delivered, now: closing - 1, expanded: true });
      /** @type {Record<string, string>} */
      const told = {};
      for (const level of [null, "1", "2", "3", "5", "6", "0", "-4", "17", "many", "3.7", ""]) {
        if (level === null) element.removeAttribute("heading-level");
        else element.setAttribute("heading-level", level);
        await element.updateComplete;
        told[level] = [
          ...new Set(
            all(element, "[role=heading]").map((heading) => heading.ariaLevel ?? heading.getAttribute("aria-level")),
          ),
        ]
          .sort()
          .join(" ");
      }
      return told;
    });
    assert.deepEqual(told, {
      null: "2 3 4",
      1: "1 2 3",
      2: "2 3 4",
      3: "3 4 5",
      5: "5 6",
      6: "6",
      0: "2 3 4",
      "-4": "1 2 3",
      17: "6",
      many: "2 3 4",
      3.7: "3 4 5",
      "": "2 3 4",
    });
  });

  test("`policy` and `edition` count over those of the order, and the order stays as it is", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, wrong }) => {
      const now = closing - 1;
      /** @type {unknown[]} */
      const told = [];
      const { policy, ...order } = delivered;
      /** @type {[Properties, Properties][]} */
      const mixtures = [
        [order, { policy }],
        [{ ...order, policy: "qoo10" }, { policy }],
        [delivered, { edition: "official" }],
        [{ ...delivered, edition: "guide" }, { edition: "official" }],
        [{ ...delivered, edition: "official" }, { edition: "guide" }],
        [
          { ...delivered, edition: "official" },
          { edition: "", policy: "" },
        ],
      ];
      for (const [given, over] of mixtures) {
        const before = JSON.stringify(given);
        const meant = { ...given, ...Object.fromEntries(Object.entries(over).filter(([, value]) => value !== "")) };
        const byProperty = await make({ order: given, now, ...over });
        const byAttribute = await make(
          { order: given, now },
          { attributes: /** @type {Record<string, string>} */ (over) },
        );
        told.push(
          [...wrong(byProperty, meant, { now }), ...wrong(byAttribute, meant, { now })],
          byProperty.order === given && JSON.stringify(given) === before,
        );
      }
      return told;
    });
    assert.deepEqual(told, Array(6).fill([[], true]).flat());
  });

  test("what the host puts into it stands where it is to stand", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, Clock, HOUR, find, entry }) => {
      const content = `
        <h2 slot="heading">Order 12</h2>
        <p id="meanwhile">Please wait</p>
        <a slot="action-revise-buyer" href="#chat" id="of-revise">Talk first</a>
        <a slot="action-rate-buyer" href="#rate" id="of-rate">Rate</a>
        <i slot="no-such-place" id="nowhere">?</i>`;
      const clock = new Clock(closing - HOUR);
      const element = await make({ clock }, { content });
      /** @param {string} id */
      const isShown = (id) => (element.querySelector(id)?.getClientRects().length ?? 0) > 0;
      const look = () => ["h2", "#meanwhile", "#of-revise", "#of-rate", "#nowhere"].filter(isShown).join(" ");
      /** @type {unknown[]} */
      const told = [look()];
      element.order = delivered;
      await element.updateComplete;
      told.push(look());
      /**
       * @param {string} id
       * @param {string} action
       */
      const isIn = (id, action) => {
        const inner = element.querySelector(id).assignedSlot.closest("[data-action]");
        return (
          inner === entry(element, action, "buyer") && find(element, `[data-action=${action}] details`).open === false
        );
      };
      told.push(
        isIn("#of-revise", "revise"),
        isIn("#of-rate", "rate"),
        element.querySelector("h2").getBoundingClientRect().bottom <=
          find(element, "[part=state]").getBoundingClientRect().top,
      );
      // It goes along when the verdict changes.
      await clock.pass(HOUR);
      told.push(look(), isIn("#of-revise", "revise"), entry(element, "revise", "buyer").dataset.verdict);
      Object.assign(element, { order: { policy: "?" } });
      await element.updateComplete;
      told.push(look());
      element.order = null;
      await element.updateComplete;
      told.push(look());
      return told;
    });
    const all = "h2 #of-revise #of-rate";
    assert.deepEqual(told, ["h2 #meanwhile", all, true, true, true, all, true, "denied", "h2", "h2 #meanwhile"]);
  });

  test("`reveal` opens an action and takes the reader there, or says that it is not there", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, find, entry }) => {
      const loose = document.createElement("torihiki-order");
      /** @type {unknown[]} */
      const told = [loose.reveal("revise")];
      const element = await make({ order: delivered, now: closing - 1 });
      /**
       * @param {string} action
       * @param {string} [role]
       */
      const isThere = (action, role) => {
        const details = entry(element, action, role).querySelector("details");
        const { top, bottom } = details.querySelector("summary").getBoundingClientRect();
        return [
          details.open,
          element.shadowRoot.activeElement === details.querySelector("summary"),
          top > -1 && bottom < innerHeight + 1 ? true : [top, bottom, innerHeight],
        ];
      };
      told.push(element.reveal("rate", "seller"), ...isThere("rate", "seller"));
      told.push(element.reveal("revise"), ...isThere("revise"));
      told.push(element.reveal("request-cancel", null), ...isThere("request-cancel"));
      const reveal = /** @type {(action: string, role?: string) => boolean} */ (element.reveal.bind(element));
      told.push(reveal("no-such-action"), reveal("revise", "seller"), reveal('"]'));
      await element.updateComplete;
      // The name of an action in the overview does the same.
      find(element, "[data-verb=cancel] .link").click();
      told.push(element.shadowRoot.activeElement.closest("[data-action]").dataset.action);
      element.order = null;
      await element.updateComplete;
      told.push(element.reveal("revise"));
      return told;
    });
    assert.deepEqual(told, [
      false,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      "request-cancel",
      false,
    ]);
  });

  test("what was set before the element was registered is not lost", async () => {
    await page.open({
      body: `<torihiki-order locale="en" now="2026-11-16T09:00:00+09:00"></torihiki-order>`,
      scripts: [],
    });
    const told = await page.run(async ({ delivered, wrong }) => {
      const element = document.querySelector("torihiki-order");
      Object.assign(element, { order: delivered, role: "buyer", readonly: true });
      await import("/node_modules/torihiki/pkg/element.js");
      await element.updateComplete;
      return [
        element.role,
        element.getAttribute("role"),
        element.readonly,
        element.answer !== null,
        wrong(element, delivered, { role: "buyer", locale: "en", now: "2026-11-16T09:00:00+09:00" }).filter(
          (fault) => !fault.startsWith("the button"),
        ),
      ];
    });
    // Before, `role` was the property of ARIA, which writes the attribute where an engine has it.
    assert.deepEqual(told.toSpliced(1, 1), ["buyer", true, true, []]);
    assert.ok(told[1] === "group" || told[1] === null, String(told[1]));
  });

  test("a copy of an element has what its attributes say, of which `role` is no longer one", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, settle }) => {
      const element = await make(
        {},
        { attributes: { order: JSON.stringify(delivered), now: closing - 1, role: "buyer", locale: "en" } },
      );
      const copy = /** @type {typeof element} */ (element.cloneNode(true));
      document.body.append(copy);
      await settle();
      return [copy.answer?.state.effective, copy.locale, copy.role];
    });
    assert.deepEqual(told, ["delivered", "en", null]);
  });
});
