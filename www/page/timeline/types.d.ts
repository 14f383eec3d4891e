/** What the parts of the timeline hand to each other. */

import type { Timeline } from "torihiki";
import type { TemplateResult } from "lit/html.js";

/**
 * An instant at which something that matters becomes otherwise. Its weight is 3 where the state changes, 2 where a
 * verdict does or a duty falls due, 1 for the rest.
 */
export interface Moment {
  at: number;
  weight: number;
}

/** A timeline over the stretch of time that is worth a picture. */
export interface Outlook {
  timeline: Timeline;
  from: number;
  to: number;
  moments: Moment[];
  /** The instants that get room in the picture, from its beginning to its end. */
  knots: number[];
}

/** A stretch of a scale between two instants, and where it lies, in pixels. */
export interface Piece {
  from: number;
  to: number;
  left: number;
  right: number;
  magnified: boolean;
}

/** Where an instant stands, and which instant stands at a place; outside both stay at the ends. */
export interface Scale {
  x: (at: number) => number;
  at: (place: number) => number;
  pieces: Piece[];
  /** Whether none of the pieces is magnified. */
  isEven: boolean;
}

/** A picture of an outlook. It is drawn once; only the time that is looked at moves in it. */
export interface Drawing {
  view: (now: number) => TemplateResult;
  scale: Scale;
  /** Where the scale begins. */
  left: number;
  width: number;
}
