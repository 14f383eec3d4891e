// The element has a size of its own, in whatever it stands: a dialog, a row, a cell, a float.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ELEMENT, inEngines, put, source } from "./harness.mjs";

put(
  "places.css",
  `* { scrollbar-width: none } body { margin: 0 } table { border-collapse: collapse } td { padding: 0 } .side { inline-size: 40px; flex: none }
   .row { display: flex } .inline-row { display: inline-flex } .centred { display: flex; flex-direction: column; align-items: center }
   .auto { display: grid; grid-template-columns: auto auto } .fractions { display: grid; grid-template-columns: 1fr 40px }
   .start { display: grid; justify-items: start } .float > * { float: left } .inline > * { display: inline-block }
   .absolute > * { position: absolute } .fit > * { inline-size: fit-content } .least > * { inline-size: min-content }
   dialog, [popover] { padding: 0; border: 0; margin: auto; max-inline-size: 100% }`,
);
put("places.html", source({ head: `<link rel="stylesheet" href="/places.css">`, scripts: [ELEMENT] }));

/** Each place: what makes it, and whether it is as wide as it can be or as wide as its content. */
const places = /** @type {const} */ ([
  "block",
  "dialog",
  "popover",
  "row",
  "inline-row",
  "centred",
  "auto",
  "fractions",
  "start",
  "table",
  "float",
  "inline",
  "absolute",
  "fit",
  "least",
]);

inEngines((page) => {
  for (const width of [280, 1200]) {
    test(`it has a size of its own in each place of a page of ${width} pixels`, async () => {
      await page.open({ body: `<iframe src="/places.html" width="${width}" height="700"></iframe>` });
      const told = await page.run(
        async ({ delivered, closing, find, afterPaint }, places) => {
          const { contentDocument: there } = document.querySelector("iframe");
          /** @type {Record<string, number>} */
          const widths = {};
          /** @type {string[]} */
          const faults = [];
          for (const place of places) {
            const isOwn = place === "dialog" || place === "popover" || place === "table";
            const into = there.createElement(
              isOwn ? { dialog: "dialog", popover: "div", table: "table" }[place] : "div",
            );
            into.className = place;
            there.body.replaceChildren(into);
            const element = there.createElement("torihiki-order");
            Object.assign(element, { order: delivered, now: closing - 1, expanded: true });
            const isBesides = ["row", "auto", "fractions"].includes(place);
            if (place === "table") {
              const row = there.createElement("table").insertRow();
              row.insertCell().append(element);
              row.insertCell().append("x");
              into.append(row.closest("table"));
            } else {
              into.append(element);
            }
            if (isBesides) into.append(Object.assign(there.createElement("p"), { className: "side" }));
            if (place === "dialog") /** @type {HTMLDialogElement} */ (into).showModal();
            if (place === "popover") Object.assign(into, { popover: "auto" }).showPopover();
            await element.updateComplete;
            await afterPaint();
            const { width, height, right } = element.getBoundingClientRect();
            widths[place] = Math.round(width);
            if (height < 300) faults.push(`${place}: it is ${height} high`);
            const order = find(element, ".order");
            if (order.scrollWidth > order.clientWidth) {
              faults.push(`${place}: ${order.scrollWidth} in ${order.clientWidth}`);
            }
            for (const inner of order.querySelectorAll("*:not(.unseen, .unseen *)")) {
              const edge = inner.getBoundingClientRect().right;
              if (edge > right + 1) {
                faults.push(`${place}: .${inner.getAttribute("class")} ends at ${edge}, it at ${right}`);
              }
            }
            const { scrollWidth } = there.documentElement;
            if (scrollWidth > there.documentElement.clientWidth) {
              faults.push(`${place}: the page is ${scrollWidth} wide`);
            }
          }
          return { widths, faults: faults.slice(0, 10) };
        },
        [...places],
      );
      assert.deepEqual(told.faults, []);
      const all = told.widths.block;
      assert.equal(all, width);
      const least = 200;
      const most = 640;
      const own = Math.min(most, all);
      const expected = {
        block: all,
        dialog: own,
        popover: own,
        row: Math.max(least, Math.min(most, all - 40)),
        "inline-row": own,
        centred: own,
        fractions: Math.max(least, all - 40),
        start: own,
        float: own,
        inline: own,
        absolute: own,
        fit: own,
        least,
      };
      const { auto, table, ...rest } = told.widths;
      assert.deepEqual(rest, expected);
      // What is shared out among columns is the engine's affair.
      for (const shared of [auto, table]) assert.ok(shared >= least && shared <= all, JSON.stringify(told.widths));
      if (width > most) assert.ok(auto >= most && table >= most - 2, JSON.stringify(told.widths));
    });
  }
});
