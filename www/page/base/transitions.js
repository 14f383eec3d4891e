/** What happens by itself, as a list. */

import { effectList, ruleNote, stateLabel } from "./parts.js";
import { h } from "./dom.js";
import { instant } from "./instant.js";

/** The transitions in order, each with its instant, the state that it leads to, and its effects. */
export function transitionList(transitions, context) {
  const { t, description } = context;
  return h(
    "ol",
    { class: "transitions" },
    transitions.map((transition) =>
      h(
        "li",
        { "data-rule": transition.rule },
        h("p", { class: "transition-at" }, instant(transition.at, context)),
        h(
          "p",
          null,
          transition.message,
          " ",
          h("span", { class: "tag" }, t.becomes(stateLabel(transition.to, description))),
          ruleNote(transition.rule, context),
        ),
        transition.effects.length === 0 ? null : effectList(transition.effects, context),
      ),
    ),
  );
}
