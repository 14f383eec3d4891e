/** The answer in one sentence: how much may be done now, and until when. */

import { h, icon } from "../base/dom.js";
import { instant } from "../base/instant.js";
import { around, roleLabel } from "../base/parts.js";
import { sayLength } from "../../shared/time.js";

/** The heading over the answer. */
export function headlineView(answer, context) {
  const { t, description, role, locale, now } = context;
  const allowed = answer.actions.filter(({ verdict }) => verdict === "allowed");
  const unknown = answer.actions.filter(({ verdict }) => verdict === "unknown");
  const who = role === null ? null : roleLabel(role, description);
  const ends = allowed.map(({ until }) => until).filter((until) => until !== null);
  const first = ends.length === 0 ? null : Math.min(...ends);
  const isShared = ends.length === allowed.length && ends.every((end) => end === first);
  return [
    h("h2", { id: "answer-heading" }, allowed.length === 0 ? t.headlineNone(who) : t.headline(who, allowed.length)),
    h(
      "p",
      { class: "headline-until" },
      allowed.length === 0
        ? null
        : first === null
          ? t.headlineNoDeadline
          : [
              h(
                "span",
                { class: "headline-instant" },
                icon("clock"),
                h("span", null, around(isShared ? t.headlineUntil : t.headlineFirstUntil, instant(first, context))),
              ),
              h("strong", null, t.left(sayLength(first - now, locale))),
            ],
      unknown.length === 0
        ? null
        : h("span", { class: "headline-unknown" }, icon("unknown"), t.headlineUnknown(unknown.length)),
    ),
  ];
}
