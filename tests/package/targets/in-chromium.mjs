// A browser for the targets that run in one. Pages are served under the strict policy of `www/build/serve.mjs`, which allows
// scripts of the same origin and WebAssembly, and nothing else.

import assert from "node:assert/strict";
import { after } from "node:test";
import { serve } from "../../../www/build/serve.mjs";
import { launchChromium } from "../../support/chromium.mjs";
import { ask, names } from "../../support/project.mjs";

/** How long a page may take before it counts as stuck. It decides nothing else. */
const PATIENCE = 120_000;

const browser = await launchChromium();
after(() => browser.close());

/**
 * Programs for a page, each with all its files. Each leaves a promise of the answers in `answers`.
 *
 * They are what a user writes, so that a bundler has to find by itself what belongs to them.
 */
export const programs = {
  torihiki: {
    "main.js": `
      import { ask } from "./ask.js";
      import init, { ${names} } from "torihiki";
      globalThis.answers = init().then(() => ${ask});
    `,
  },
  "torihiki/inline": {
    "main.js": `
      import { ask } from "./ask.js";
      import { ${names} } from "torihiki/inline";
      globalThis.answers = Promise.resolve(${ask});
    `,
  },
  // The element asks the first question, with the policy that it has loaded for it; the host asks the others, of the same engine.
  "torihiki/element": {
    "main.js": `
      import { ask, questions } from "./ask.js";
      import init, { ${names} } from "torihiki";
      import { TorihikiOrderElement } from "torihiki/element";
      const [order, { role: party, ...options }] = questions[0].arguments;
      const element = Object.assign(document.createElement("torihiki-order"), { order, party, ...options });
      document.documentElement.append(element);
      globalThis.answers = element.updateComplete.then(async () => {
        if (!(element instanceof TorihikiOrderElement)) throw new Error("the element is not registered");
        const shown = element.shadowRoot.querySelectorAll("[data-action]").length;
        if (shown !== element.answer.actions.length) throw new Error(shown + " actions are shown");
        await init();
        const [, ...others] = ${ask};
        return [element.answer, ...others];
      });
    `,
  },
  "torihiki in a Web Worker": {
    "main.js": `
      globalThis.answers = new Promise((resolve, reject) => {
        const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message || "the worker did not start"));
      });
    `,
    // Where many orders are asked about is in a worker.
    "worker.js": `
      import { ask } from "./ask.js";
      import init, { ${names} } from "torihiki";
      import { init as initMany, previewMany } from "torihiki/many";
      const state = ["preparing", "packed", "delivered"];
      const compare = () => {
        const { actions, verdictCodes } = previewMany("qoo10", { state }, { now: 0 });
        const many = state.map((_, row) => actions.map(({ verdict }) => verdictCodes[verdict[row]]));
        const each = state.map((state) => preview({ policy: "qoo10", state }, { now: 0 }).actions);
        const expected = each.map((actions) => actions.map(({ verdict }) => verdict));
        if (JSON.stringify(many) !== JSON.stringify(expected)) throw new Error("torihiki/many says " + many);
      };
      Promise.all([init(), initMany()])
        .then(compare)
        .then(() => ${ask})
        .then(postMessage, ({ message }) => postMessage({ message }));
    `,
  },
};

/** A page that runs `main.js` and nothing else. */
export const page = (script = "./main.js") =>
  `<!doctype html><meta charset="utf-8"><title>fresh</title><script type="module" src="${script}"></script>`;

/**
 * Opens a folder's `index.html` and gives the answers, as JSON tells them.
 *
 * @param {string} root
 */
export async function open(root) {
  const server = await serve({ port: 0, root });
  try {
    return await visit(server.url);
  } finally {
    await server.close();
  }
}

/**
 * Opens an address and gives the answers; whatever the page complains of on the way is a failure.
 *
 * @param {string} url
 */
export async function visit(url) {
  const context = await browser.newContext();
  /** @type {string[]} */
  const faults = [];
  context.on("weberror", (error) => faults.push(`page error: ${error.error().message}`));
  context.on("console", (message) => {
    // A browser asks for this by itself, and the projects have none.
    if (message.location().url.endsWith("/favicon.ico")) return;
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  context.on("response", (response) => {
    if (!response.ok()) faults.push(`${response.status()} for ${response.url()}`);
  });
  try {
    const page = await context.newPage();
    const response = await page.goto(url, { timeout: PATIENCE });
    if (!response.ok()) assert.fail(`${response.status()} for ${url}: ${await response.text()}`);
    const answers = await page
      .waitForFunction(() => Reflect.get(globalThis, "answers")?.then(JSON.stringify), undefined, { timeout: PATIENCE })
      .catch(({ message }) => assert.fail([message, ...faults].join("\n")));
    assert.deepEqual(faults, []);
    return JSON.parse(await answers.jsonValue());
  } finally {
    await context.close();
  }
}

/**
 * A page under a policy of its own, on which a test can run what it likes.
 *
 * @param {string} root
 * @param {string} policy
 */
export async function blank(root, policy) {
  const server = await serve({ port: 0, root });
  const page = await browser.newPage();
  await page.route(`${server.url}empty`, (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "Content-Security-Policy": policy },
      body: "<!doctype html>",
    }),
  );
  await page.goto(`${server.url}empty`);
  return {
    page,
    end: async () => {
      await page.close();
      await server.close();
    },
  };
}
