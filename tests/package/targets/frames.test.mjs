// The document of a frame: its own scripts load the package there, or those of the page around it reach into it.

import { test } from "node:test";
import { ask, names, project, same } from "../../support/project.mjs";
import { open, page } from "./in-chromium.mjs";

const PKG = "/node_modules/torihiki/pkg";

/** A frame without an address of its own, as widgets and editors make them. */
const FRAME = `
  const frame = document.createElement("iframe");
  frame.srcdoc = "<!doctype html><body></body>";
  const loaded = new Promise((resolve) => (frame.onload = resolve));
  document.documentElement.append(frame);
  await loaded;
  const inside = frame.contentWindow;
`;

/** @type {Record<string, Record<string, string>>} */
const programs = {
  "the element of the page stands in the frame, and shows itself": {
    "main.js": `
      import { ask, questions } from "./ask.js";
      import init, { ${names} } from "${PKG}/index.js";
      import "${PKG}/element.js";

      async function look() {
        ${FRAME}
        const [order, options] = questions[0].arguments;
        const { role: party, ...rest } = options;
        const element = Object.assign(document.createElement("torihiki-order"), { order, party, ...rest });
        inside.document.body.append(element);
        await element.updateComplete;
        if (element.getBoundingClientRect().height === 0) throw new Error("it has no size");
        if (inside.getComputedStyle(element).display === "inline") throw new Error("it has no styles");
        await init();
        const [, ...others] = ${ask};
        return [element.answer, ...others];
      }
      globalThis.answers = look();
    `,
  },
  "orders and options that the frame has made are understood": {
    "main.js": `
      import init, { ${names} } from "${PKG}/index.js";
      import { questions } from "./ask.js";

      async function look() {
        ${FRAME}
        await init(inside.fetch("${PKG}/torihiki_bg.wasm"));
        return inside.JSON.parse(JSON.stringify(questions)).map(({ call, arguments: given }) => {
          try {
            return { ${names} }[call](...given);
          } catch (error) {
            return { throws: error.problems };
          }
        });
      }
      globalThis.answers = look();
    `,
  },
  "the frame loads the package and the element itself": {
    "main.js": `
      async function look() {
        ${FRAME}
        const script = inside.document.createElement("script");
        Object.assign(script, { type: "module", src: "/inside.js" });
        const ran = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
        inside.document.body.append(script);
        await ran;
        return inside.answers;
      }
      globalThis.answers = look();
    `,
    "inside.js": `
      import { ask, questions } from "./ask.js";
      import init, { ${names} } from "${PKG}/index.js";
      import "${PKG}/element.js";

      const [order, options] = questions[0].arguments;
      const { role: party, ...rest } = options;
      const element = Object.assign(document.createElement("torihiki-order"), { order, party, ...rest });
      document.body.append(element);
      globalThis.answers = element.updateComplete.then(async () => {
        await init();
        const [, ...others] = ${ask};
        return [element.answer, ...others];
      });
    `,
  },
};

for (const [name, files] of Object.entries(programs)) {
  test(name, async () => same(await open(project({ "index.html": page(), ...files }))));
}
