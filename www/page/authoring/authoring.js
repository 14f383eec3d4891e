/** A policy of one's own, written on the page: a workbench, which is loaded when it is opened. */

import { html, nothing, render } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { diagramBody } from "../diagram/body.js";
import { lead } from "../frame/lead.js";
import { zoneHead } from "../frame/zone.js";
import { texts as pageTexts } from "../texts.js";
import { describedBy } from "../view/descriptions.js";
import { keep, kept } from "./kept.js";
import { en, ja } from "./texts.js";

/**
 * @import { Locale } from "torihiki"
 * @import { PageOrder } from "../types.js"
 *
 * @typedef {(compiled: Uint8Array<ArrayBuffer>, asked: { order: PageOrder, role: string, now: string }) => void} LookAt
 */

const texts = { ja, en };

/** What the page has loaded already, which is handed on, and not shared out anew. */
const HANDED_ON = { pageTexts, diagramBody, describedBy };

/** @typedef {typeof HANDED_ON & { lookAt: LookAt }} HandedOn */

/** What a fragment begins with that holds a document. */
const SHARED = /^#?document=([\w-]+)$/;

/**
 * Makes the section in its place of the page, as `{ refresh, open }`. `lookAt` shows an order of a compiled policy on the
 * page.
 *
 * @param {HTMLElement} place
 * @param {LookAt} lookAt
 */
export function authoringSection(place, lookAt) {
  const ground = document.createElement("div");
  ground.className = "workbench";
  let isOpen = kept().isOpen === true;
  /** @type {Locale} */
  let locale;
  /** What came with the address, until the workbench has it. */
  let shared = /** @type {string | null} */ (null);
  /** @type {{ refresh: (locale: Locale) => void, take: (shared: string) => void } | null} */
  let bench = null;
  let [isLoading, hasFailed] = [false, false];

  const paint = () => {
    const t = texts[locale];
    const failure = html`<p class="problem" role="alert">${icon("danger")}${t.failed}</p>`;
    const content = html`<div class="zone-body">
      ${zoneHead("authoring-heading", t.heading, t.lead)}
      <details id="workbench" class="workbench-fold" ?open=${isOpen} @toggle=${toggle}>
        <summary id="workbench-summary">
          <h3>${t.open}</h3>
          <span class="note">${t.openNote}</span>
        </summary>
        ${hasFailed ? failure : nothing} ${ground}
      </details>
    </div>`;
    render(content, place);
  };
  const toggle = (/** @type {{ currentTarget: HTMLDetailsElement }} */ { currentTarget }) => {
    isOpen = currentTarget.open;
    keep({ isOpen });
    if (isOpen) fill();
  };
  const fill = async () => {
    if (bench === null && !isLoading) {
      isLoading = true;
      const loaded = await import("./workbench.js").catch(() => null);
      isLoading = false;
      hasFailed = loaded === null;
      bench = loaded?.workbench(ground, locale, { ...HANDED_ON, lookAt }) ?? null;
      paint();
    }
    bench?.refresh(locale);
    if (bench !== null && shared !== null) {
      bench.take(shared);
      shared = null;
    }
  };
  return {
    /** @param {Locale} next */
    refresh(next) {
      locale = next;
      paint();
      // What nobody sees is brought up to date once it is opened.
      if (isOpen) fill();
    },
    /**
     * Opens the document that a fragment holds, and says whether it holds one.
     *
     * @param {string} fragment
     */
    open(fragment) {
      const [, found] = SHARED.exec(fragment) ?? [];
      if (found === undefined) return false;
      shared = found;
      isOpen = true;
      keep({ isOpen });
      // The page shows its own view first.
      queueMicrotask(() => {
        paint();
        fill();
        lead("workbench-summary", "start");
      });
      return true;
    },
  };
}
