// The three browser engines that tests run in: Chromium, Firefox and WebKit (as WebKitGTK has it), each as it is
// installed and driven by its own WebDriver. `.ci/setup test` installs them.
//
//   const browser = await start("webkit");
//   try {
//     await browser.open(url);
//     await browser.click("button");
//     assert.equal(await browser.evaluate((id) => document.getElementById(id).textContent, "answer"), "yes");
//   } finally {
//     await browser.end();
//   }
//
// Whatever was started ends with `end`, and at the latest with the process that started it, unless that one is killed
// outright.

/**
 * @import { SpawnOptions } from "node:child_process"
 * @import { AddressInfo, Socket } from "node:net"
 * @import { Readable } from "node:stream"
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { Builder, Key, Origin, Session, WebDriver } from "selenium-webdriver";
import { CHROMIUM_ARGS } from "./chromium.mjs";
import { find, findChromium } from "./programs.mjs";
import { shared } from "./shared.mjs";

/** A folder, which `import` does not look into. */
const { Executor, HttpClient } = /** @type {typeof import("selenium-webdriver/http.js")} */ (
  createRequire(import.meta.url)("selenium-webdriver/http")
);

/** How to start each engine: its WebDriver with an environment, and the capabilities that it is asked for. */
const kinds = {
  chromium: {
    driver: "chromedriver",
    capabilities: () => ({
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: findChromium(),
        args: ["--headless=new", "--disable-dev-shm-usage", ...CHROMIUM_ARGS],
      },
    }),
  },
  firefox: {
    driver: "geckodriver",
    capabilities: () => ({
      browserName: "firefox",
      "moz:firefoxOptions": { binary: find("firefox-esr", "firefox"), args: ["-headless"] },
    }),
  },
  // Its driver knows by itself where its browser is, which differs from one architecture to the next.
  webkit: {
    driver: "WebKitWebDriver",
    capabilities: () => ({ browserName: "MiniBrowser" }),
    environment: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" },
    needsDisplay: true,
  },
};

/** @typedef {keyof typeof kinds} EngineName */

/** @typedef {{ driver: string, environment?: NodeJS.ProcessEnv, needsDisplay?: boolean }} Kind how its driver is started */

/** The names of the engines. */
export const engines = /** @type {EngineName[]} */ (Object.keys(kinds));

/** How long anything may take before it counts as stuck. It decides nothing else. */
const PATIENCE = 300_000;

/** @typedef {Awaited<ReturnType<typeof start>>} EngineBrowser */

/**
 * Starts an engine by its name, or takes the one that all files of a suite share.
 *
 * @param {EngineName} engine
 */
export async function start(engine) {
  const running = shared.browsers?.[engine];
  const { session, name, end } = await (running === undefined ? startSession(engine) : joinSession(running));
  return browser(session, name, end);
}

/**
 * Starts an engine, for one who drives it or for several one after the other.
 *
 * @param {EngineName} engine
 */
export async function startSession(engine) {
  const driver = await startDriver(engine);
  try {
    // With the address of a driver that runs, Selenium neither looks for one nor loads one.
    const builder = new Builder()
      .disableEnvironmentOverrides()
      .usingServer(driver.url)
      .withCapabilities(kinds[engine].capabilities());
    const session = await builder.build();
    await session.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE });
    const capabilities = await session.getCapabilities();
    const end = async () => {
      await session.quit().catch(() => {});
      await driver.end();
    };
    const { width, height } = await session.manage().window().getRect();
    return {
      session,
      /** What another process needs to join in. */
      address: { url: driver.url, id: (await session.getSession()).getId(), width, height },
      /** The engine's own name and version, such as `firefox 140.0`. */
      name: `${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()}`,
      end,
    };
  } catch (error) {
    await driver.end();
    throw new Error(`${engine} did not start: ${error.message}\n${driver.said()}`, { cause: error });
  }
}

/**
 * Joins in where an engine runs already, and leaves it as it was: one tab that shows nothing, in a window of that size.
 *
 * @param {import("./shared.mjs").SharedBrowser} running
 */
async function joinSession({ url, id, name, width, height }) {
  // A session that it has not begun is not known to speak the protocol of the W3C.
  const executor = Object.assign(new Executor(new HttpClient(url)), { w3c: true });
  const session = new WebDriver(new Session(id, {}), executor);
  const end = async () => {
    const used = await session.getWindowHandle();
    await session.switchTo().newWindow("tab");
    const fresh = await session.getWindowHandle();
    await session.switchTo().window(used);
    await session.close();
    await session.switchTo().window(fresh);
    await session.manage().window().setRect({ width, height });
  };
  return { session, name, end };
}

/**
 * @param {WebDriver} session
 * @param {string} name
 * @param {() => Promise<void>} end
 */
function browser(session, name, end) {
  /**
   * Runs a function, which may be asynchronous, in the page and gives what it returns. Arguments and result are what
   * JSON can tell; what it throws is thrown here. It sees the page's globals but is no script of the page: in Firefox
   * it has a realm of its own, which no Content-Security-Policy binds. What has to run as a page's script belongs into
   * a file that the page loads, as a function that this one calls.
   *
   * @template {unknown[]} Given
   * @template Result
   * @param {((...given: Given) => Result | Promise<Result>) | string} run
   * @param {Given} given
   * @returns {Promise<Result>}
   */
  async function evaluate(run, ...given) {
    const { value, error } = /** @type {{ value?: string, error?: string }} */ (
      await session.executeAsyncScript(
        `
        const [given, done] = arguments;
        const call = async () => JSON.stringify(await (${run})(...JSON.parse(given)));
        call().then((value) => done({ value }), (error) => done({ error: error + "\\n" + (error?.stack ?? "") }));
      `,
        JSON.stringify(given),
      )
    );
    if (typeof error === "string") throw new Error(`in the page: ${error}`);
    return typeof value === "string" ? JSON.parse(value) : undefined;
  }

  /**
   * Where the middle of an element is in the viewport, after it was brought there and has come to rest.
   *
   * @param {string | (() => Element)} find
   * @returns {Promise<{ x: number, y: number }>}
   */
  const middle = (find) =>
    evaluate(`async () => {
      const found = ${typeof find === "function" ? `(${find})()` : `document.querySelector(${JSON.stringify(find)})`};
      if (!found) throw new Error(${JSON.stringify(`there is no ${find}`)});
      // A key that was pressed just before may still be scrolling the page to what has the focus now.
      for (let attempt = 0, rested = 0, last; attempt < 600; attempt += 1) {
        found.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        await new Promise(requestAnimationFrame);
        const { left, top, width, height } = found.getBoundingClientRect();
        const [x, y] = [Math.floor(left + width / 2), Math.floor(top + height / 2)];
        const isInside = 0 <= x && x < innerWidth && 0 <= y && y < innerHeight;
        rested = isInside && last === x + " " + y ? rested + 1 : 0;
        if (rested === 5) return { x, y };
        last = x + " " + y;
      }
      throw new Error(${JSON.stringify(`${find} does not come to rest in the viewport`)});
    }`);

  return {
    /** The engine's own name and version, such as `firefox 140.0`. */
    name,

    /** Opens an address and waits until it is loaded, module scripts included. */
    open: (/** @type {string} */ url) => session.get(url),

    evaluate,

    /**
     * Makes the viewport so large, in CSS pixels. An engine's narrowest window may be wider than a telephone.
     *
     * @param {number} width
     * @param {number} height
     */
    async resize(width, height) {
      const window = session.manage().window();
      // The frame around the viewport is only known once it is there, and some windows take their size a little later.
      let frame = { width: 0, height: 0 };
      /** @type {{ width: number, height: number }} */
      let found;
      for (let attempt = 0; attempt < 10; attempt += 1) {
        const outer = await window.setRect({ width: width + frame.width, height: height + frame.height });
        for (let frames = 0; frames < 5; frames += 1) {
          found = await evaluate(
            () => new Promise((resolve) => setTimeout(() => resolve({ width: innerWidth, height: innerHeight }), 20)),
          );
          if (found.width === width && found.height === height) return;
        }
        frame = { width: outer.width - found.width, height: outer.height - found.height };
      }
      throw new Error(`the viewport would not be ${width} × ${height}, it is ${found.width} × ${found.height}`);
    },

    /**
     * Presses keys by their names in `KeyboardEvent.key`, the later ones while the earlier ones are held.
     *
     * @param {string[]} names
     */
    async press(...names) {
      const special = /** @type {Record<string, string>} */ (/** @type {unknown} */ (Key));
      const keys = names.map((name) => special[name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()] ?? name);
      const actions = session.actions();
      for (const key of keys) actions.keyDown(key);
      for (const key of keys.toReversed()) actions.keyUp(key);
      await actions.perform();
    },

    /** Types a text into whatever has the focus, key by key. */
    type: (/** @type {string} */ text) => session.actions().sendKeys(text).perform(),

    /**
     * Clicks the middle of an element, given by a selector or by a function in the page, which may look into shadows.
     *
     * @param {string | (() => Element)} find
     */
    async click(find) {
      const { x, y } = await middle(find);
      await session.actions().move({ x, y, origin: Origin.VIEWPORT }).click().perform();
    },

    /** The viewport as the bytes of a PNG. */
    screenshot: async () => Buffer.from(await session.takeScreenshot(), "base64"),

    /** Closes everything, or leaves it to the next who shares it. */
    end,
  };
}

/**
 * Starts the WebDriver of an engine, and what it needs: `{ url, said, end }`.
 *
 * @param {EngineName} engine
 */
async function startDriver(engine) {
  const { driver, environment = {}, needsDisplay = false } = /** @type {Kind} */ (kinds[engine]);
  const program = find(driver);
  const display = needsDisplay ? await startDisplay() : undefined;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "torihiki-engine-"));
  const started = startGroup(program, [`--port=${port}`], {
    env: { ...process.env, ...environment, ...display?.environment, TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const removeFolder = atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [started.process.stdout, started.process.stderr]) stream.on("data", (data) => said.push(data));
  const result = {
    url: `http://127.0.0.1:${port}`,
    said: () => Buffer.concat(said).toString().slice(-4_000),
    end: async () => {
      await started.end();
      await display?.end();
      removeFolder();
    },
  };
  const deadline = Date.now() + PATIENCE;
  while (!(await isReady(result.url))) {
    if (started.hasEnded() || Date.now() > deadline) {
      await result.end();
      throw new Error(`${program} did not start: ${result.said()}`);
    }
    await delay(50);
  }
  started.unref();
  return result;
}

/** @param {string} url */
const isReady = (url) =>
  fetch(`${url}/status`).then(
    (response) => response.ok,
    () => false,
  );

/** Starts a display that nobody sees, for browsers that cannot do without: `{ environment, end }`. */
export async function startDisplay() {
  const program = find("Xvfb");
  const started = startGroup(program, ["-displayfd", "3", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  // It looks for a free number by itself, and tells it once it takes connections.
  const told = await Promise.race([
    once(createInterface(/** @type {Readable} */ (started.process.stdio[3])), "line"),
    started.ended,
  ]);
  if (started.hasEnded()) throw new Error(`${program} did not start`);
  started.unref();
  return { environment: { DISPLAY: `:${told[0]}` }, end: started.end };
}

/** @type {Set<() => void>} */
const leftovers = new Set();
process.on("exit", () => leftovers.forEach((clear) => clear()));
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/**
 * Does something at the end of this process, unless what is given back did it before.
 *
 * @param {() => void} clear
 */
function atExit(clear) {
  leftovers.add(clear);
  return () => {
    leftovers.delete(clear);
    clear();
  };
}

/**
 * Starts a program as the head of a process group, so that what it has started ends with it.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {SpawnOptions} options
 */
export function startGroup(program, args, options) {
  const started = spawn(program, args, { ...options, detached: true });
  /** @type {Promise<unknown[]>} */
  const ended = new Promise((resolve) => {
    started.once("error", (...told) => resolve(told));
    started.once("exit", (...told) => resolve(told));
  });
  let over = false;
  ended.then(() => (over = true));
  const kill = atExit(() => killGroup(started.pid));
  return {
    process: started,
    ended,
    hasEnded: () => over,
    /** Lets this process end before that one: a test that failed does not wait for what it could not end. */
    unref: () =>
      [started, .../** @type {Socket[]} */ (/** @type {unknown} */ (started.stdio))].forEach((handle) =>
        handle?.unref(),
      ),
    /** Ends everything in the group. */
    end: async () => {
      started.ref();
      kill();
      await ended;
    },
  };
}

/** @param {number} group */
function killGroup(group) {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

/** A port of this machine on which nobody listens. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}
