/** "How do I get there": the ways to a denied action or to another state. */

import { h, icon } from "../base/dom.js";
import { instant } from "../base/instant.js";
import { roleLabel, zoneHead } from "../base/parts.js";
import { ways } from "torihiki";
import { inVainNote } from "./whatif.js";
import { ownTime } from "../../shared/zone.js";

/** The button that asks for every way to a denied action, and what it finds. What is never possible again has none. */
export function waysView(action, context) {
  const { t, view, does } = context;
  const { id, role, label, unblock } = action;
  if (unblock.some(({ never }) => never)) return null;
  const key = `${id}-${role}`;
  const isAsked = view.asked.includes(key);
  return h(
    "div",
    { class: isAsked ? "asked asked-open" : "asked" },
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        id: `ways-${key}`,
        "data-ways": id,
        "data-role": role,
        "aria-expanded": String(isAsked),
        "aria-controls": isAsked ? foundId(`ways-${key}`) : null,
        "aria-label": t.waysLabel(label, t.waysButton),
        onclick: () => does.ask(key, !isAsked, foundId(`ways-${key}`)),
      },
      icon("way"),
      t.waysButton,
    ),
    isAsked ? wayList({ to: id, role }, `ways-${key}`, context) : null,
  );
}

/** The chooser for the states that the deal is not in. */
export function goalView(context) {
  const { t, view, does, description, state } = context;
  const others = description.states.filter(({ id }) => id !== state);
  const chosen = others.some(({ id }) => id === view.goal) ? view.goal : "";
  const select = h(
    "select",
    { id: "goal-state", onchange: () => does.aim(select.value, foundId("goal-state")) },
    h("option", { value: "" }, t.goalNone),
    others.map(({ id, label }) => h("option", { value: id, selected: id === chosen }, label)),
  );
  return h(
    "div",
    { class: "zone-body" },
    zoneHead("goal-heading", t.goalHeading, t.goalLead),
    h(
      "div",
      null,
      h("p", { class: "goal-choice" }, h("label", { for: "goal-state" }, t.goalLabel), select),
      chosen === ""
        ? null
        : wayList({ to: chosen, role: view.role === "" ? undefined : view.role }, "goal-state", context),
    ),
  );
}

/** The id of the list of ways that a control asks for. */
function foundId(origin) {
  return `${origin}-found`;
}

/** Asks for the ways to a goal, and lists them, each with a button to try it. */
function wayList(goal, origin, context) {
  const { t, view, does } = context;
  const found = ways(view.order, { ...goal, now: view.now, locale: view.locale });
  const one = (way, index) =>
    h(
      "li",
      { class: "way", "data-way": index },
      h("p", { class: "way-heading" }, h("strong", null, t.way(index + 1)), " ", whenReached(way, context)),
      way.steps.length === 0 ? h("p", null, t.alreadySo) : stepList(way.steps, context),
      way.steps.length === 0
        ? null
        : h(
            "button",
            {
              type: "button",
              id: `${origin}-try-${index}`,
              "data-try": index,
              "aria-label": t.tryLabel(index + 1, t.tryWay),
              onclick: () => does.suppose(way.steps, origin),
            },
            icon("suppose"),
            t.tryWay,
          ),
    );
  return h(
    "div",
    { id: foundId(origin), class: "ways", "data-goal": goal.to },
    found.ways.length === 0
      ? h("p", { class: "no-way" }, icon("none"), found.gaveUp ? t.noWayFound : t.noWay)
      : h("ol", null, found.ways.map(one)),
    inVainNote(origin, context),
    found.gaveUp && found.ways.length > 0 ? h("p", { class: "note" }, t.gaveUp) : null,
  );
}

function whenReached({ at }, context) {
  return h(
    "span",
    { class: "note" },
    at === context.now ? context.t.reachedAtOnce : [instant(at, context), ` ${context.t.reached}`],
  );
}

/** Steps in order; numbered where there are several. The sentences are the engine's. */
function stepList(steps, context) {
  const { t, description } = context;
  const sentence = (step) => {
    const own = step.waitUntil === undefined ? null : ownTime(step.waitUntil, context);
    return [
      step.message,
      own === null ? null : h("span", { class: "own-time" }, t.ownTime(own)),
      step.consentOf === undefined || step.consentOf === null
        ? null
        : t.withConsent(roleLabel(step.consentOf, description)),
    ];
  };
  return h(
    "ol",
    { class: steps.length === 1 ? "steps steps-single" : "steps" },
    steps.map((step) => h("li", { "data-step": step.action ?? step.fact ?? "wait" }, sentence(step))),
  );
}
