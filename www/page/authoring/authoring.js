/** A policy of one's own, written on the page: a workbench, which is loaded when it is opened. */

import { diagramBody } from "../diagram/body.js";
import { lateSection } from "../frame/late.js";
import { lead } from "../frame/lead.js";
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
  /** @type {Locale} */
  let locale;
  /** What came with the address, until the workbench has it. */
  let shared = /** @type {string | null} */ (null);
  const section = lateSection({
    place,
    ground,
    names: { body: "zone-body", heading: "authoring-heading", details: "workbench", fold: "workbench-fold" },
    isOpen: kept().isOpen === true,
    keep,
    load: async () => {
      const { workbench } = await import("./workbench.js");
      return workbench(ground, locale, { ...HANDED_ON, lookAt });
    },
    fill(bench) {
      bench.refresh(locale);
      if (shared === null) return;
      bench.take(shared);
      shared = null;
    },
  });
  return {
    /** @param {Locale} next */
    refresh(next) {
      locale = next;
      section.refresh(texts[locale]);
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
      section.open();
      // After it, and the view of the page before it, has been painted.
      queueMicrotask(() => lead("workbench-summary", "start"));
      return true;
    },
  };
}
