/** What the parts of the page hand to each other. */

import type {
  Action,
  Description,
  EditionId,
  Locale,
  Order,
  PolicyId,
  Preview,
  Problem,
  Scalar,
  StateInfo,
} from "torihiki";
import type { Refusal } from "../shared/mistakes.js";
import type { Context } from "../shared/types.js";
import type { texts } from "./texts.js";

/** The words of the page in a language. */
export type PageTexts = (typeof texts)["ja"];

/** A policy in an edition. `everyState` also holds the states that only another edition has. */
export type PageDescription = Description & { everyState: StateInfo[] };

/** A step that can be supposed: an action, a fact, or time; it has the shape that `ways` gives it. */
export interface SupposedStep {
  message?: string;
  by?: string;
  action?: string;
  consentOf?: string | null;
  /** What is supplied with the action. */
  with?: Record<string, Scalar>;
  fact?: string;
  value?: Scalar;
  waitUntil?: number;
}

/** A step that was supposed, the id of the button that was pressed for it, and what the view held before it. */
export interface Supposed {
  step: SupposedStep;
  origin: string;
  order: PageOrder;
  now: string;
  since: string;
  asked: string[];
  goal: string;
  /** Set where the view before it was that of the present. */
  isLive?: boolean;
}

/** An order, which always names its edition; `null` where the policy distinguishes none. Its facts and whatever else it has are found by name. */
export type PageOrder = Order & { edition: EditionId | null; params?: any } & Record<string, any>;

/** What is looked at; see `main.js`. */
export interface View {
  /** The example that it began with; empty for an order of somebody's own. */
  sample: string;
  order: PageOrder;
  /** Who looks; empty for everybody. */
  role: string;
  /** Instants as RFC 3339 texts: the one that is looked at, and the one from which time has been moved. */
  now: string;
  since: string;
  /** Whether `now` is the present and goes on with it. */
  isLive: boolean;
  /** The facts of which somebody has said that they are not known. */
  unsure: string[];
  locale: Locale;
  supposed: Supposed[];
  /** The id of the button that was pressed in vain, the facts that would be needed, and why what was entered does not do. */
  inVain: { origin: string; missing: string[]; refused: Refusal } | null;
  asked: string[];
  goal: string;
}

/** What pressing a button does. Whatever it changes, the page shows the view that it leads to. */
export interface Does {
  /** Goes on to a view with these parts changed. */
  update: (change: Partial<View>) => void;
  /** Goes on to a changed order. */
  edit: (change: (order: PageOrder) => PageOrder) => void;
  /** Goes on to a sample. */
  start: (policy: string, sample: string) => void;
  /** Goes on to an order of somebody's own: what has been entered for this policy, or nothing yet. Without one, the last. */
  own: (policy?: string) => void;
  /** Forgets what has been entered for this order, or changed in this example. */
  reset: () => void;
  /** Answers a question: what a fact is, that there is none (`null`), or that it is not known (`undefined`). */
  answer: (fact: string, value: Scalar | undefined) => void;
  /** Shows what is wrong with a field that is left. */
  leave: () => void;
  /** Lets `now` be the present again. */
  live: () => void;
  suppose: (steps: SupposedStep[], origin: string) => void;
  /** Supposes that the last action, which is only asked for, is agreed to. */
  agree: (consentOf: string, origin: string) => void;
  goBack: (count: number) => void;
  /** Asks for the ways to an action, or no longer; `found` is the id of the list of them. */
  ask: (key: string, isAsked: boolean, found: string) => void;
  /** Asks for the ways to a state. */
  aim: (goal: string, found: string) => void;
  /** Makes another edition the one that is looked at. */
  read: (edition: EditionId) => void;
  /** Takes the reader to an action in the answer. */
  reveal: (action: Action) => void;
}

/** A problem in the words of the page. */
export interface ToldProblem extends Problem {
  text: unknown;
}

/** What everything on the page is told with. */
export interface PageContext extends Context {
  t: PageTexts;
  description: PageDescription;
  view: View;
}

/** What is told with more: what can be pressed, and what can be wrong. */
export interface ControlContext extends PageContext {
  does: Does;
  /** What is wrong with what is entered, all of it. */
  problems: ToldProblem[];
  /** It counts what was made anew: then no field is left as somebody was typing in it. */
  generation: number;
}

/** What brings a section up to date; without an answer there are problems instead. */
export type Refresh = (view: View, answer: Preview | null, t: PageTexts, description: PageDescription) => void;
