/** What the templates that the element and the page share are given. */

import type { EditionId, EditionInfo, Locale, SourceInfo } from "torihiki";
import type { texts } from "../element/texts.js";

/** The words of a language. */
export type Texts = (typeof texts)["ja"];

/** What an instant is told with. */
export interface Clock {
  t: Pick<Texts, "ownTime">;
  locale: Locale;
  /** The marketplace's zone, such as `America/Los_Angeles`, or an offset such as `+09:00`. */
  zone: string;
  /** The instant from which it is seen, in epoch milliseconds; `NaN` where there is none. */
  now: number;
  /** Whether the words for a day, such as "tomorrow", are left out. */
  isPlain?: boolean;
  /** Whether the instant is the end of something: that of a day is told as its 24:00. */
  isEnd?: boolean;
  /** The reader's time zone; left out: that of the device. */
  ownZone?: string;
}

/** Something that is told by its name. */
export interface Labelled {
  id: string;
  label: string;
}

/** The names and remarks of a policy in an edition and a language, found by id. */
export interface Names {
  policyLabel: string;
  /** The edition, and every one that the policy distinguishes. */
  edition: EditionId | null;
  editions: EditionInfo[];
  /** On whose clocks everything is told. */
  zone: string;
  /** The currency of its amounts; `null` where it has none. */
  currency: string | null;
  sources: SourceInfo[];
  roleCount: number;
  editionLabel: (id: string) => string;
  roleLabel: (id: string) => string;
  stateLabel: (id: string) => string;
  factLabel: (id: string) => string;
  actionLabel: (id: string) => string;
  /** What a transition does, by its rule. */
  transitionMessage: (rule: string) => string;
  actionNotes: Map<string, string | null>;
  ruleNotes: Map<string, string>;
  /** What transitions read, by the state that they lead from, and record, by their rules; and when a fact is known. */
  factsOfTransitions: {
    from: Map<string, string[]>;
    set: Map<string, string[]>;
    facts: Map<string, { hasDefault: boolean; together: string[] }>;
  };
  /** The rules of the duties that have a deadline. */
  datedDuties: Set<string>;
}

/** What everything that is shown of an answer is told with, on the page and in the element alike. */
export interface Context extends Names, Clock {
  t: Texts;
  /** Who looks; `null` for everybody. */
  role: string | null;
  /** The state that the deal is in; `null` where there is no answer. */
  state: string | null;
  /** Where a reference to a source leads; `null` where there is nothing to be opened. */
  sourceAddress: (source: SourceInfo) => string | null;
}
