// What tests have at hand inside a page. Every page loads it first; see `harness.mjs`.

/**
 * @import { Order } from "torihiki"
 * @import { TorihikiActionDetail, TorihikiChangeDetail, TorihikiClock, TorihikiErrorDetail, TorihikiOrderElement } from "torihiki/element/class"
 */

import * as torihiki from "/node_modules/torihiki/pkg/index.js";
import { difference } from "./compare.mjs";
import { wrong } from "./shown.mjs";

/**
 * What the page complained of. A test that expects something takes it out.
 *
 * @type {string[]}
 */
const faults = [];

addEventListener("error", ({ message }) => faults.push(`error: ${message}`));
addEventListener("unhandledrejection", ({ reason }) => faults.push(`rejection: ${reason?.stack ?? reason}`));
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  faults.push(`policy: ${effectiveDirective} ${blockedURI}`),
);
for (const kind of /** @type {const} */ (["error", "warn"])) {
  const original = console[kind];
  console[kind] = (...words) => {
    faults.push(`console.${kind}: ${words.join(" ")}`);
    original.apply(console, words);
  };
}

/** How `page.run` of the tests comes in, with texts both ways, for its caller may have a realm of its own. */
globalThis.callInPage = async (/** @type {string} */ module, /** @type {string} */ given) => {
  try {
    const { default: run } = await import(module);
    const value = await run(toolkit, JSON.parse(given));
    // What goes wrong may be told in a task of its own.
    await afterTasks();
    return JSON.stringify({ value: value ?? null, faults: faults.splice(0) });
  } catch (error) {
    return JSON.stringify({ error: `${error}\n${error?.stack ?? ""}\n${faults.splice(0).join("\n")}` });
  }
};

/** Resolves after what the page has still to do at this moment. */
function afterTasks() {
  /** @type {Promise<void>} */
  const after = new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  return after;
}

/** Resolves after the page was drawn. */
function afterPaint() {
  /** @type {Promise<void>} */
  const after = new Promise((resolve) => requestAnimationFrame(() => afterTasks().then(resolve)));
  return after;
}

// ---- Elements

/**
 * An order whose review window closes on 17 November 2026 at 9:00 in Japan, and an hour before that.
 *
 * @type {Order<"coconala">}
 */
const delivered = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
const closing = Date.parse("2026-11-17T09:00:00+09:00");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What is set on an element; of the wrong kind as well, to see what it makes of that.
 *
 * @typedef {{ [Name in keyof TorihikiOrderElement]?: unknown }} Properties
 */

/**
 * An element with these properties and attributes on the page, once it shows what it has to. It is one that shows all at
 * once, unless a test says otherwise.
 *
 * @param {Properties} [properties]
 * @param {{ attributes?: Record<string, string | number>, content?: string, into?: ParentNode }} [options]
 */
async function make(properties = {}, { attributes = {}, content = "", into = document.body } = {}) {
  const element = document.createElement("torihiki-order");
  if (content !== "") element.innerHTML = content;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  Object.assign(element, { size: "full", ...properties });
  into.append(element);
  await element.updateComplete;
  return element;
}

/** A place on the page that is not laid out, which is most of the work, for elements of which only texts and data are read. */
function undrawn() {
  const place = document.createElement("div");
  place.hidden = true;
  document.body.append(place);
  return place;
}

/** Takes every element off the page. */
function clear() {
  for (const element of document.querySelectorAll("torihiki-order")) element.remove();
}

/** Resolves once all elements on the page show what is set on them. */
async function settle() {
  await Promise.all([...document.querySelectorAll("torihiki-order")].map(({ updateComplete }) => updateComplete));
}

/**
 * What an element consists of inside.
 *
 * @param {Element} element
 * @param {string} selector
 */
const find = (element, selector) => element.shadowRoot.querySelector(selector);
/**
 * @param {Element} element
 * @param {string} selector
 */
const all = (element, selector) => [...element.shadowRoot.querySelectorAll(selector)];
/**
 * @param {Element} element
 * @param {string} action
 * @param {string} [role]
 */
const entry = (element, action, role) =>
  find(element, `[data-action="${action}"]${role === undefined ? "" : `[data-role="${role}"]`}`);

/**
 * The text of something, as one reads it.
 *
 * @param {Node} node
 * @param {string} [without] a selector of what is passed over
 * @returns {string}
 */
function textOf(node, without) {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element) && !(node instanceof DocumentFragment)) return "";
  if (without !== undefined && node instanceof Element && node.matches(without)) return "";
  return [...node.childNodes].map((child) => textOf(child, without)).join(" ");
}

/**
 * Texts that differ in nothing but spaces are the same.
 *
 * @param {string} text
 */
const words = (text) => text.replace(/\s+/g, " ").trim();

/**
 * Everything that an element says at the moment, but for the instant of the answer, the ways to what is denied, which
 * set out from that instant, and what it announces.
 *
 * @param {Element} element
 */
const said = (element) => words(textOf(element.shadowRoot, ".as-of, .unblock, [role=status]"));

/**
 * What an element announces to screen readers.
 *
 * @param {Element} element
 */
const announced = (element) => words(textOf(find(element, ".order > [role=status]")));

/** @typedef {TorihikiActionDetail & TorihikiChangeDetail & TorihikiErrorDetail} Detail of whichever it is */

/**
 * Hears the events of an element, also as they pass by further up: `{ type, detail }`, or their types alone.
 *
 * @param {EventTarget} element
 * @param {EventTarget} at
 */
function hear(element, at = element) {
  /** @type {CustomEvent<Detail>[]} */
  const heard = [];
  for (const type of ["torihiki-action", "torihiki-change", "torihiki-error"]) {
    at.addEventListener(type, (event) => heard.push(/** @type {CustomEvent<Detail>} */ (event)));
  }
  return {
    events: heard,
    types: () => heard.map(({ type }) => type.replace("torihiki-", "")),
    /** The types of those since the last time. */
    since: () => heard.splice(0).map(({ type }) => type.replace("torihiki-", "")),
  };
}

// ---- Time

/**
 * Timers take a delay as 32 bits with a sign: what does not fit comes round, and below zero is at once.
 *
 * @param {number} delay
 */
const asBrowsersDo = (delay) => Math.max(0, delay | 0);

/**
 * A clock whose time only goes on when it is told to. What it shows and what its timers count are two things, as in a
 * machine that sleeps, or whose clock is set.
 *
 * @implements {TorihikiClock}
 */
class Clock {
  #shown;
  #counted = 0;
  /** @type {Map<unknown, { ring: () => void, due: number }>} */
  #timers = new Map();
  #ids = 0;

  /** How often it was asked for a timer, and how many rang. */
  asked = 0;
  rang = 0;

  /** What is waited for after each timer that rang. In a browser each is a task of its own; microtasks are quicker. */
  afterEach = settle;

  /** How many milliseconds too early timers ring, though never before any time has passed. */
  earliness = 0;

  /** @param {number} shown */
  constructor(shown) {
    this.#shown = shown;
  }

  now = () => this.#shown;

  /**
   * @param {() => void} ring
   * @param {number} delay
   */
  setTimeout = (ring, delay) => {
    this.asked += 1;
    this.#ids += 1;
    const counted = asBrowsersDo(delay);
    this.#timers.set(this.#ids, {
      ring,
      due: this.#counted + Math.max(counted - this.earliness, Math.min(counted, 1)),
    });
    return this.#ids;
  };

  /** @param {unknown} id */
  clearTimeout = (id) => {
    this.#timers.delete(id);
  };

  /** How many timers are set. */
  get waiting() {
    return this.#timers.size;
  }

  /** When the next timer rings, on this clock; Infinity where none is set. */
  get nextRing() {
    return this.#shown + this.#untilNext();
  }

  #untilNext() {
    const dues = [...this.#timers.values()].map(({ due }) => due);
    return Math.max(Math.min(...dues) - this.#counted, 0);
  }

  /** @param {number} length */
  #goOn(length) {
    this.#shown += length;
    this.#counted += length;
  }

  /**
   * Lets time pass. Each timer rings when it is its turn, and all elements settle before the next one.
   *
   * @param {number} length
   */
  async pass(length) {
    let rest = length;
    // A timer that is set again and again for no time would keep this from ever ending.
    for (let rings = 0; this.#untilNext() <= rest; rings += 1) {
      if (rings > 100_000) throw new Error("timers ring without an end");
      const step = this.#untilNext();
      this.#goOn(step);
      rest -= step;
      await this.#ringNext();
    }
    this.#goOn(rest);
    await settle();
  }

  async #ringNext() {
    const [id, { ring }] = [...this.#timers].reduce((one, other) => (other[1].due < one[1].due ? other : one));
    this.#timers.delete(id);
    this.rang += 1;
    ring();
    await this.afterEach();
  }

  /**
   * Lets time pass until this clock shows `at`.
   *
   * @param {number} at
   */
  passTo(at) {
    return this.pass(at - this.#shown);
  }

  /**
   * Is set to another time, by somebody, or while the machine slept: no timer counts that.
   *
   * @param {number} length
   */
  jump(length) {
    this.#shown += length;
  }
}

/**
 * Says that a reader comes back to the page, in one of the ways in which a page hears of it.
 *
 * @param {string} how
 */
async function comeBack(how) {
  const target = how === "visibilitychange" ? document : window;
  target.dispatchEvent(how === "pageshow" ? new PageTransitionEvent("pageshow", { persisted: true }) : new Event(how));
  await settle();
}

/**
 * Hides the page from its reader, or shows it again.
 *
 * @param {boolean} isHidden
 */
async function setHidden(isHidden) {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
  Object.defineProperty(document, "visibilityState", {
    configurable: true,
    get: () => (isHidden ? "hidden" : "visible"),
  });
  await comeBack("visibilitychange");
}

/**
 * What a test wants to find again in its next step; each puts there what it likes.
 *
 * @type {Record<string, any>}
 */
const kept = {};

/** @typedef {typeof toolkit} Toolkit what a function gets that runs in a page */

const toolkit = {
  kept,
  torihiki,
  faults,
  afterTasks,
  afterPaint,
  delivered,
  closing,
  HOUR,
  DAY,
  make,
  undrawn,
  clear,
  settle,
  find,
  all,
  entry,
  textOf,
  words,
  said,
  announced,
  hear,
  difference,
  wrong,
  Clock,
  comeBack,
  setHidden,
};
