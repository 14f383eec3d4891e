/** What the parts of the diagram hand to each other. */

import type { Description, Order, StateInfo, Verdict } from "torihiki";
import type { Clock, Names } from "../types.js";
import type { ja } from "./texts.js";

/** The words of a diagram in a language. */
export type DiagramTexts = typeof ja;

/** A policy in an edition. `everyState` also holds the states that only another edition has. */
export type DiagramDescription = Description & { everyState: StateInfo[] };

/** What is looked at. */
export interface DiagramView {
  order: { state: Order["state"]; params?: unknown; [fact: string]: unknown };
}

/** What a diagram is told with. */
export type DiagramContext = Pick<Names, "roleCount" | "roleLabel"> &
  Pick<Clock, "locale" | "zone" | "now"> & { t: { diagram: DiagramTexts } };

/** What letters are measured with, in pixels. */
export interface Letters {
  width: (text: string) => number;
}

/**
 * Where a state stands: `today`; `perhaps` (it may be today's, facts are missing); `next` (a move that is open leads
 * there); `ahead` (moves lead there, some time); `apart` (no rule leads there from today's state).
 */
export type Standing = "today" | "perhaps" | "next" | "ahead" | "apart";

/** A state of the policy. Without an answer nothing is known of today: then its standing is `null`. */
export interface DiagramState {
  id: string;
  label: string;
  note: string | null;
  isFinal: boolean;
  isStart: boolean;
  standing: Standing | null;
  /** Whether it is today's state, but not for certain. */
  isUncertain: boolean;
}

/** Whose consent an action needs: that of a role, or that of the other party; `unless` says that it is not always needed. */
export interface Consent {
  of: string | null;
  unless: string | null;
}

/** What roles may do alike: an action, once for all of its roles of which the same is known. */
export interface Act {
  action: string;
  label: string;
  roles: string[];
  verdict: Verdict | null;
  consent: Consent | null;
}

/**
 * Something that happens by itself. It `isComing` where it comes if nobody acts and `isPast` where it has happened already,
 * both at `at`, and `isPossible` where it only may; otherwise `at` is `null`, and `after` may say how the instant is reckoned.
 */
export interface Fall {
  rule: string;
  message: string;
  at: number | null;
  isComing: boolean;
  isPast: boolean;
  isPossible: boolean;
  after: { fact: string; period: unknown } | null;
}

/** Everything that leads from one state to one other. It is open, shut, or it is not known which (`null`). */
export interface Move {
  from: string;
  to: string;
  /** In the order of the states, from 1. */
  number: number;
  acts: Act[];
  falls: Fall[];
  standing: "open" | "shut" | null;
}

/** The states of a policy and what leads from one to another. */
export interface DiagramModel {
  states: DiagramState[];
  moves: Move[];
  /** The acts of each state that lead to no other one. */
  stays: Map<string, Act[]>;
  /** The name of the state of the order, where this edition does not have it. */
  foreign: string | null;
}

/** What a move says in the picture: an icon and few words. */
export interface LabelItem {
  id: string;
  icon: Verdict | "clock" | null;
  text: string;
}

/** A place in the picture. */
export interface Point {
  x: number;
  y: number;
}

/** What the layout is told of a state. `lead` is room kept at its left. */
export interface SizedState {
  id: string;
  width: number;
  height: number;
  lead: number;
}

/** What the layout is told of a label, which stands on the line between two states. */
export interface SizedLabel {
  from: string;
  to: string;
  width: number;
  height: number;
}

/** Where everything stands: the left upper corner of each state and label, and the points between which lines bend. */
export interface Plan {
  width: number;
  height: number;
  places: Map<string, Point>;
  lines: { label: Point; points: Point[] }[];
}

export type LayOut = (states: SizedState[], labels: SizedLabel[], options: { isAcross: boolean; room: number }) => Plan;
