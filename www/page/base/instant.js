/** An instant as the page tells it: on the marketplace's clock, and where it differs on the reader's beside it. */

import { h } from "./dom.js";
import { sayInstant } from "../../shared/time.js";
import { ownTime } from "../../shared/zone.js";

/** An instant as a person says it, with the exact one for machines. */
export function instant(at, context) {
  const own = ownTime(at, context);
  return [
    h("time", { datetime: new Date(at).toISOString() }, sayInstant(at, context)),
    own === null ? null : h("span", { class: "own-time" }, context.t.ownTime(own)),
  ];
}

/** The same as plain text. */
export function instantText(at, context) {
  const own = ownTime(at, context);
  return own === null ? sayInstant(at, context) : `${sayInstant(at, context)}${context.t.ownTime(own)}`;
}
