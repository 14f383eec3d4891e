/** What the parts of the element hand to each other. */

import type { Action, Locale, Order, Policy } from "torihiki";
import type { Supplied } from "../shared/arguments.js";
import type { Refusal } from "../shared/mistakes.js";
import type { Context, Texts } from "../shared/types.js";

/** What is known without an answer: what is set on the element, and what pressing a button does. */
export interface OwnContext {
  locale: Locale;
  role: string | null;
  /** What is left out. */
  hidden: Set<string>;
  isReadonly: boolean;
  isExpanded: boolean;
  /** Whether only what matters is shown, and the rest on demand. */
  isCompact: boolean;
  /** Whether the answer is one for a certain instant, so that nothing counts down. */
  isStill: boolean;
  headingLevel: number;
  order: Order | null;
  /** The policy that the host brings along; null where a built-in one is asked. */
  ownPolicy: Policy | null;
  /** Goes ahead with an action and what was supplied with it. */
  choose: (action: Action, supplied: Supplied) => void;
  /** The action that could not be done with what was supplied, as `<id>-<role>`, and why. */
  refused: ({ key: string } & Refusal) | null;
  /** What was entered in fields, by their ids: a field that is made anew shows it again. */
  entered: Map<string, string>;
  reveal: (action: Action) => void;
  /** Tries again to load the engine. */
  reload: () => void;
}

/** What is shown without an answer is told with. */
export interface BareContext extends OwnContext {
  t: Texts;
}

/** What everything that is shown of an answer is told with. */
export interface ViewContext extends OwnContext, Context {
  locale: Locale;
  role: string | null;
  /** How long it is until then, in a phrase that counts down. */
  left: (at: number) => string;
  opensIn: (at: number) => string;
}
