/** What the parts of the page hand to each other. */

import type { Description, Locale, Order, Preview, StateInfo } from "torihiki";
import type { Context } from "../shared/types.js";
import type { texts } from "./texts.js";

/** The words of the page in a language. */
export type PageTexts = (typeof texts)["ja"];

/** A policy in an edition. `everyState` also holds the states that only another edition has. */
export type PageDescription = Description & { everyState: StateInfo[] };

/** What is looked at; see `main.js`. */
export interface View {
  sample: string;
  order: Order;
  /** Who looks; empty for everybody. */
  role: string;
  /** Instants as RFC 3339 texts: the one that is looked at, and the one from which time has been moved. */
  now: string;
  since: string;
  locale: Locale;
}

/** What everything on the page is told with. */
export interface PageContext extends Context {
  t: PageTexts;
  description: PageDescription;
  view: View;
}

/** What brings a section up to date; without an answer there are problems instead. */
export type Refresh = (view: View, answer: Preview | null, t: PageTexts, description: PageDescription) => void;
