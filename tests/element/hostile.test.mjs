// Orders from people who mean harm, or who made a mistake: it is text, or told as an error. Nothing runs, nothing breaks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines, put } from "./harness.mjs";

put("harm.js", "globalThis.harm = 'a script ran';");

inEngines((page) => {
  test("texts in an order never become anything else than text", async (t) => {
    await page.open({ lang: "en" });
    const { ran, failures } = await page.run(async ({ make, delivered, closing, afterTasks, wrong, faults }) => {
      const megabyte = "あ".repeat(1 << 20);
      const texts = {
        markup: "<b>bold</b>",
        "an image": `<img src="/no-such-image" onerror="globalThis.harm = 'an image'">`,
        "a script": `<script>globalThis.harm = 'a script'</script><script src="/harm.js"></script>`,
        "the end of an attribute": `" onclick="globalThis.harm = 1" autofocus onfocus="globalThis.harm = 1" x="`,
        "a drawing": `<svg onload="globalThis.harm = 1"><style>* { display: none }</style></svg>`,
        "an address": "javascript:globalThis.harm=1",
        // eslint-disable-next-line no-template-curly-in-string -- as text it must stay
        "a template": "${globalThis.harm = 1} {{globalThis.harm = 1}} <!--?lit$123$--> ?lit$123$ <?x?>",
        "the end of a style": "</style></template><plaintext>",
        "marks of direction": "\u202egnihtyna\u202c \u2066\u2067\u2068\u2069 \u200f",
        "a mark of direction that never ends": "\u202e\u2067 ti si os",
        nul: "before\0after",
        "half a pair": "\ud800 and \udc00",
        "ends of lines": "a\u2028b\u2029c\r\nd\te",
        "a megabyte": megabyte,
        "a name of every object": "constructor",
        "another name of every object": "__proto__",
        nothing: "",
      };
      /** The order, and what goes with it, that has a text at a place. */
      /** @type {Record<string, (text: string) => Record<string, unknown>>} */
      const places = {
        id: (text) => ({ order: { ...delivered, id: text } }),
        fact: (text) => ({ order: { ...delivered, deliveredAt: text } }),
        choice: (text) => ({ order: { ...delivered, cancelRequestedBy: text } }),
        "name of a fact": (text) => ({ order: { ...delivered, [text]: text } }),
        state: (text) => ({ order: { ...delivered, state: text } }),
        "policy of the order": (text) => ({ order: { ...delivered, policy: text } }),
        "edition of the order": (text) => ({ order: { ...delivered, edition: text } }),
        param: (text) => ({ order: { ...delivered, params: { reviewWindow: text } } }),
        "name of a param": (text) => ({ order: { ...delivered, params: { [text]: "1d" } } }),
        policy: (text) => ({ order: delivered, policy: text }),
        edition: (text) => ({ order: delivered, edition: text }),
        party: (text) => ({ order: delivered, party: text }),
        locale: (text) => ({ order: delivered, locale: text }),
        now: (text) => ({ order: delivered, now: text }),
        "server-now": (text) => ({ order: delivered, now: null, serverNow: text }),
        hide: (text) => ({ order: delivered, hide: text }),
        order: (text) => ({ order: text }),
      };
      const known = new Set(
        "a article br button code dd details div dl dt li ol p path section slot span strong summary svg time ul".split(
          " ",
        ),
      );
      const failures = [];
      let ran = 0;
      /** @type {Record<string, string>} */
      const attribute = { serverNow: "server-now" };
      for (const [kind, text] of Object.entries(texts)) {
        for (const [place, given] of Object.entries(places)) {
          for (const isWritten of [false, true]) {
            const { order, ...more } = given(text);
            const name = `${kind} as ${place}${isWritten ? ", in an attribute" : ""}`;
            /** @type {Record<string, unknown>} */
            const properties = { now: closing - 1, locale: "en", expanded: true, ...more };
            /** @type {Record<string, string>} */
            const attributes = { order: typeof order === "string" && text !== "" ? order : JSON.stringify(order) };
            if (isWritten) {
              for (const [key, value] of Object.entries(more)) {
                if (value === null) continue;
                attributes[attribute[key] ?? key] = String(value);
                delete properties[key];
              }
            }
            // No text at all is no order, and no error either.
            if (order === "" && !isWritten) continue;
            const element = isWritten ? await make(properties, { attributes }) : await make({ order, ...properties });
            const root = element.shadowRoot;
            const strange = [...root.querySelectorAll("*")].filter(
              ({ localName, attributes }) =>
                !known.has(localName) ||
                [...attributes].some((each) => /^on/i.test(each.name) || /^\s*javascript:/i.test(each.value)),
            );
            if (strange.length > 0) failures.push(`${name}: there is ${strange[0].outerHTML.slice(0, 200)}`);
            if ((element.answer === null) !== (root.querySelector("[part=error]") !== null)) {
              failures.push(`${name}: it shows neither an answer nor an error`);
            }
            if (root.textContent.length > 50_000 && element.answer === null) {
              failures.push(`${name}: the error has ${root.textContent.length} characters`);
            }
            // eslint-disable-next-line no-control-regex -- this is what must not come through
            if (/[\u202a-\u202e\u2066-\u2069\u0000]/.test(root.textContent)) {
              failures.push(`${name}: it shows marks that turn the direction of other texts`);
            }
            if (/undefined|\[object/.test(root.querySelector("[part=error]")?.textContent.replaceAll(text, "") ?? "")) {
              failures.push(`${name}: ${root.querySelector("[part=error]").textContent.slice(0, 300)}`);
            }
            element.remove();
            ran += 1;
          }
        }
      }
      await afterTasks();
      // What is no word of `hide` is told to whoever has set it.
      const others = faults.splice(0).filter((fault) => !/^console\.warn: <torihiki-order>: `hide` takes /.test(fault));
      failures.push(...others);
      const harm = Reflect.get(globalThis, "harm");
      if (harm !== undefined) failures.push(`harm was done: ${harm}`);
      if (Reflect.get({}, "polluted") !== undefined) failures.push("every object has something new");
      // The page goes on as if nothing had been.
      const element = await make({ order: delivered, now: closing - 1, locale: "en" });
      failures.push(...wrong(element, delivered, { now: closing - 1, locale: "en" }));
      return { ran, failures };
    });
    t.diagnostic(`${page.name}: ${ran} hostile orders`);
    assert.deepEqual(failures, []);
    assert.equal(ran, 17 * 17 * 2 - 1);
  });

  test("what an error says of an order is what the engine says, as text", async () => {
    await page.open({ lang: "en" });
    const told = await page.run(async ({ make, delivered, find, words }) => {
      const element = await make({ order: { ...delivered, "<i>x</i>": "<b>y</b>", state: "<u>z</u>" }, now: 0 });
      return { told: words(find(element, "[part=error] ul").textContent), markup: find(element, "i, b, u") };
    });
    assert.match(told.told, /<i>x<\/i>: `<i>x<\/i>` is no fact/);
    assert.match(told.told, /`<u>z<\/u>` is no state/);
    assert.equal(told.markup, null);
  });

  test("things that are no order at all are told, whatever they do when they are looked at", async () => {
    await page.open();
    const told = await page.run(async ({ make, find, delivered, closing, wrong, faults, hear, torihiki }) => {
      const fail = () => {
        throw new RangeError("thrown by the host's own object");
      };
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      /** @type {Record<string, unknown>} */
      const cyclic = { ...delivered };
      cyclic.params = cyclic;
      let deep = {};
      for (let level = 0; level < 5000; level += 1) deep = { params: deep };
      const things = {
        true: true,
        zero: 0,
        NaN,
        bigint: 5n,
        symbol: Symbol("order"),
        function: () => delivered,
        date: new Date(0),
        map: new Map(),
        list: [delivered],
        element: document.body,
        window,
        promise: Promise.resolve(delivered),
        error: new Error("order"),
        "revoked proxy": proxy,
        "proxy that fails": new Proxy({}, { ownKeys: fail, get: fail, getPrototypeOf: fail }),
        "getter that fails": Object.defineProperty({ ...delivered }, "state", { enumerable: true, get: fail }),
        cyclic,
        deep,
        "no prototype": Object.assign(Object.create(null), { policy: "?" }),
        "toString that fails": { ...delivered, toString: fail, id: { toString: fail } },
        "many facts": Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`fact ${index}`, index])),
        frozen: Object.freeze({ policy: "?" }),
      };
      const element = await make({ locale: "en", now: closing - 1 });
      const heard = hear(element);
      const failures = [];
      let ran = 0;
      for (const [name, order] of Object.entries(things)) {
        for (const policy of [null, "coconala"]) {
          Object.assign(element, { order, policy });
          await element.updateComplete;
          if (element.answer !== null || find(element, "[part=error] li") === null) {
            failures.push(`${name}: it shows no error`);
          }
          const told = heard.events.splice(0);
          if (told.length !== 1 || !(told[0].detail.error instanceof torihiki.TorihikiError)) {
            failures.push(`${name}: it is not told once, as an error of this package: ${told[0]?.detail.error}`);
          }
          ran += 1;
        }
      }
      const values = [{}, [], () => 1, NaN, Infinity, true];
      const strange = [Symbol("x"), 5n, Object.create(null)];
      /** What is a mistake of the host, told on the console, where all that is wrong is how the answer is shown. */
      const isTold = (/** @type {string} */ fault) => /^console\.warn: <torihiki-order>: `[a-z-]+` takes /.test(fault);
      for (const property of [
        "party",
        "edition",
        "policy",
        "locale",
        "now",
        "serverNow",
        "hide",
        "size",
        "headingLevel",
      ]) {
        for (const value of [...values, ...strange]) {
          const own = document.createElement("torihiki-order");
          Object.assign(own, { order: delivered, [property]: value });
          document.body.append(own);
          try {
            await own.updateComplete;
          } catch (error) {
            failures.push(`${property} that is ${typeof value} ${Object.prototype.toString.call(value)}: ${error}`);
          }
          faults
            .splice(0)
            .filter((fault) => !isTold(fault))
            .forEach((fault) =>
              failures.push(`${property} that is ${typeof value} ${Object.prototype.toString.call(value)}: ${fault}`),
            );
          own.remove();
          ran += 1;
        }
      }
      const sent = new ArrayBuffer(8);
      const view = new DataView(sent);
      structuredClone(sent, { transfer: [sent] });
      const documents = {
        "a document that fails": Object.defineProperty({}, "preview", { get: fail }),
        "a revoked document": proxy,
        "bytes that were transferred": sent,
        "a view of such bytes": view,
      };
      Object.assign(element, { order: { ...delivered }, policy: null });
      for (const [name, policyDocument] of Object.entries(documents)) {
        heard.events.length = 0;
        element.policyDocument = policyDocument;
        await element.updateComplete;
        const [told] = heard.events.splice(0);
        if (!(told?.detail.error instanceof torihiki.TorihikiError)) failures.push(`${name}: ${told?.detail.error}`);
        ran += 1;
      }
      element.policyDocument = null;
      await element.updateComplete;
      failures.push(...wrong(element, delivered, { now: closing - 1, locale: "en" }));
      return { failures, ran };
    });
    assert.deepEqual(told.failures, []);
    assert.ok(told.ran > 100);
  });

  test("a listener that fails, or sets something on the element, harms nothing", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, Clock, faults, wrong, hear, afterTasks }) => {
      const clock = new Clock(closing - 1000);
      const element = await make({ order: delivered, clock });
      element.addEventListener("torihiki-change", () => {
        throw new Error("a listener failed");
      });
      element.addEventListener("torihiki-change", () => (element.party = "seller"));
      element.addEventListener("torihiki-change", () => element.remove());
      element.addEventListener("torihiki-change", () => document.body.append(element));
      const heard = hear(element);
      await clock.pass(2000);
      await element.updateComplete;
      await afterTasks();
      return [
        faults.splice(0).length > 0,
        heard.types(),
        wrong(element, delivered, { role: "seller", now: element.answer.asOf }),
      ];
    });
    assert.deepEqual(told, [true, ["change"], []]);
  });
});
