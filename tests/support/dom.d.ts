import type {} from "torihiki/element";

declare global {
  /**
   * What a selector finds, with all that some kind of element has and tests read. Selectors are texts, so the compiler
   * cannot know the kind; a test that reads what is not there finds `undefined`, and fails.
   */
  type Found = HTMLElement &
    Pick<HTMLInputElement, "value" | "checked" | "disabled" | "valueAsNumber"> &
    Pick<HTMLSelectElement, "options"> &
    Pick<HTMLDetailsElement, "open"> &
    Pick<HTMLTimeElement, "dateTime"> &
    Pick<HTMLLinkElement, "href" | "sheet"> &
    Pick<HTMLSlotElement, "name"> &
    Pick<SVGSVGElement, "viewBox"> &
    Pick<SVGPathElement, "getTotalLength" | "getPointAtLength" | "getBBox"> &
    Pick<SVGLineElement, "x1">;

  interface ParentNode {
    querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
    querySelector(selectors: string): Found | null;
    querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
    querySelectorAll(selectors: string): NodeListOf<Found>;
  }

  interface Document {
    getElementById(id: string): Found | null;
  }

  interface Element {
    closest(selectors: string): Found | null;
  }

  /** What axe-core leaves behind when its script is run. */
  var axe: typeof import("axe-core");

  /** What the tests of the element put into its page; see `tests/element/in-page/toolkit.mjs`. */
  var callInPage: (module: string, given: string) => Promise<string>;
}
