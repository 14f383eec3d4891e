import type {
  ActionId,
  Applied,
  Arguments,
  EditionId,
  InstantLike,
  Locale,
  Order,
  Policy,
  PolicyId,
  Preview,
  RoleId,
  TorihikiError,
} from "./index.js";

/** What `torihiki-action` tells: a person chose an allowed action. */
export interface TorihikiActionDetail {
  /** The id of the action. */
  action: ActionId;
  /** The role that takes it. */
  role: RoleId;
  /** What was supplied with it, such as a new date; empty where it takes nothing. */
  with: Arguments;
  /** The order as it would be after it; where somebody has to agree, once it is asked for. Where facts are missing for that (`applied.missing`), as it is. */
  order: Order;
  /** All that `apply` says of it. */
  applied: Applied;
}

/** What `torihiki-change` tells: the answer changed by itself. */
export interface TorihikiChangeDetail {
  /** The new answer. */
  answer: Preview;
  /** The one before. */
  previous: Preview;
}

/** What `torihiki-error` tells: there is no answer. */
export interface TorihikiErrorDetail {
  /** Why. */
  error: TorihikiError;
}

/** Where an element takes the time from; `window.setTimeout` and the like, unless a test has its own. */
export interface TorihikiClock {
  /** The time, in epoch milliseconds. */
  now(): number;
  /** Calls `ring` once, after so many milliseconds; at most 2 147 483 647. */
  setTimeout(ring: () => void, delay: number): unknown;
  /** Takes that back. */
  clearTimeout(id: unknown): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "torihiki-order": TorihikiOrderElement;
  }
  // React up to version 18, Preact and others look here; React 19 in `torihiki/element/react`.
  namespace JSX {
    interface IntrinsicElements {
      "torihiki-order": TorihikiOrderAttributes & { [attribute: string]: any };
    }
  }
}
