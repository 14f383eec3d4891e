// How an answer is presented, as far as that is the host's affair: what is left out, what is open, what stands in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

inEngines((page) => {
  test("`hide` leaves out what it names, and nothing else", async () => {
    await page.open();
    const parts = {
      state: "[part=state]",
      headline: "[part=headline]",
      verbs: "[part=verbs]",
      actions: "[part=actions]",
      denied: "[data-action][data-verdict=denied]",
      unknown: "[data-action][data-verdict=unknown]",
      duties: "[part=duties]",
      outlook: "[part=outlook]",
      basis: "[part=basis]",
    };
    const told = await page.run(async ({ make, all, faults }, parts) => {
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
      const allHidden = await look(Object.keys(parts).join(" "));
      element.removeAttribute("hide");
      element.setAttribute("hide", "verbs duties");
      await element.updateComplete;
      told["verbs duties"] = await look(element.hide);
      element.removeAttribute("hide");
      await element.updateComplete;
      told.removed = await look(element.hide);
      const warnings = faults.splice(0);
      return { told, allHidden, groups: all(element, ".actions > .heading").length, warnings };
    }, parts);
    assert.deepEqual(
      told.warnings.map((text) => /and not `(.*?)`/.exec(text)?.[1]),
      ["no", "such", "word"],
    );
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
    assert.deepEqual(told.allHidden, Object.keys(parts));
    assert.equal(told.groups, 3);
  });

  test("where a group of actions is hidden, so is its heading", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, find, all }) => {
      const element = await make({ order: delivered, now: closing - 1, party: "buyer", hide: "denied" });
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
        before.said.replaceAll(/ Go ahead(?: despite this)?/g, "") === during[1],
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
    const { told, warnings } = await page.run(async ({ make, delivered, closing, all, faults }) => {
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
      return { told, warnings: faults.splice(0) };
    });
    assert.deepEqual(
      warnings.map((text) => /and not `(.*?)`/.exec(text)?.[1]),
      ["0", "-4", "17", "many", "3.7"],
    );
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
});
