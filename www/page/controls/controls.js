/** The controls around an order: which one, who looks, by which edition, at what time, in which language. */

import { h, icon, textInput } from "../base/dom.js";
import { foldedWhereNarrow } from "../base/fold.js";
import { instantText } from "../base/instant.js";
import { textOf, valueOf } from "../view/fields.js";
import { names, samples } from "../view/samples.js";
import { DAY, HOUR, instantOf, rfc3339 } from "../../shared/time.js";

/** The languages, each named in itself. */
export function languageChoice(view, t, update) {
  const options = [
    { id: "ja", label: h("span", { lang: "ja" }, "日本語") },
    { id: "en", label: h("span", { lang: "en" }, "English") },
  ];
  return choice("locale", "segments", t.languageGroup, options, view.locale, (locale) => update({ locale }));
}

/** The kind of deal and the example to start from. */
export function orderChoices(view, t, policyList, start) {
  const policy = view.order.policy;
  const kinds = policyList.map(({ id, label }) => ({
    id,
    label: names[id]?.[view.locale] ?? label[view.locale],
    title: label[view.locale],
  }));
  const examples = samples[policy].map(({ id, title }) => ({ id, label: title[view.locale] }));
  return [
    choice("policy", "tabs", t.policyGroup, kinds, policy, (id) => start(id, samples[id][0].id)),
    choice("sample", "pills", t.sampleGroup, examples, view.sample, (id) => start(policy, id)),
  ];
}

/**
 * Who looks at the order, by which reading of the rules, and when, as `{ elements, refresh }`.
 *
 * Where the window is narrow, the edition and the time are folded away behind a line that says what they are.
 */
export function viewpointControls(view, t, description, update) {
  const roles = [{ id: "", label: t.everybody }, ...description.roles];
  const editions = Object.entries(t.editions).map(([id, label]) => ({ id, label, title: t.editionHints[id] }));
  const time = timeControl(t, description.utcOffset, update);
  const reading = h("span", { class: "more-reading" });
  const more = foldedWhereNarrow(
    h(
      "details",
      { id: "more", class: "more" },
      h("summary", { id: "more-summary" }, h("span", { class: "more-label" }, t.moreSummary), " ", reading),
      h(
        "div",
        { class: "more-body" },
        choice("edition", "segments", t.editionGroup, editions, view.order.edition, (edition) =>
          update({ order: { ...view.order, edition } }),
        ),
        time.element,
      ),
    ),
  );
  const refresh = (current, answer) => {
    time.refresh(current, answer);
    const at = instantOf(current.now);
    const context = { t, locale: current.locale, offset: description.utcOffset, now: at, isPlain: true };
    const edition = t.editionOf(t.editions[current.order.edition]);
    reading.textContent = Number.isNaN(at) ? edition : `${instantText(at, context)} · ${edition}`;
  };
  const elements = [
    choice("role", "segments", t.roleGroup, roles, view.role, (role) => update({ role })),
    h("a", { class: "to-form", href: "#order-form" }, icon("edit"), t.formLink),
    more,
  ];
  return { elements, refresh };
}

/** A group of options of which one is chosen, in a `look`. `id` is also the path of the problems it shows. */
function choice(id, look, legend, options, chosen, choose) {
  return h(
    "div",
    {
      id,
      class: `choice choice-${look}`,
      role: "radiogroup",
      "aria-labelledby": `${id}-legend`,
      "data-field": id,
      "data-control": true,
    },
    h("p", { id: `${id}-legend`, class: "legend" }, legend),
    h(
      "div",
      { class: "options" },
      options.map((option) =>
        h(
          "label",
          { title: option.title === option.label ? null : option.title },
          h("input", {
            type: "radio",
            name: id,
            id: `${id}-${option.id}`,
            value: option.id,
            checked: option.id === chosen,
            onchange: () => choose(option.id),
          }),
          h("span", null, option.label),
        ),
      ),
    ),
    h("div", { class: "problems" }),
  );
}

/** Shows the chosen option of each group that scrolls sideways, and moves nothing else. */
export function showChosen(container) {
  for (const input of container.querySelectorAll("input:checked")) {
    const strip = input.closest(".options");
    const label = input.parentElement;
    strip.scrollLeft = label.offsetLeft - strip.offsetLeft - (strip.clientWidth - label.offsetWidth) / 2;
  }
}

const STEPS = { "-day": -DAY, "-hour": -HOUR, "+hour": HOUR, "+day": DAY };

/**
 * The time that is looked at, and the ways to move it.
 *
 * Buttons that have nothing to do stay focusable (`aria-disabled`): a press that uses up the last change
 * must not throw a keyboard user back to the top of the page.
 */
function timeControl(t, offset, update) {
  // What the buttons act on; set by every refresh.
  let now = NaN;
  let next = null;

  const go = (at) => {
    if (!Number.isNaN(at)) update({ now: rfc3339(at, offset) });
  };
  const { input, show } = textInput({
    id: "now",
    placeholder: t.timestampPlaceholder,
    "aria-describedby": "now-hint",
    "data-control": true,
    oninput: () => update({ now: valueOf(input.value, "timestamp", offset) }),
  });
  const hint = h("span", { id: "now-hint", class: "hint" });
  const steps = Object.entries(t.nowSteps).map(([id, label]) => moveButton(id, label, () => go(now + STEPS[id])));
  const before = moveButton("before-next", t.beforeNext, () => go(next === null ? NaN : next.at - 1));
  const to = moveButton("next", t.toNext, () => go(next === null ? NaN : next.at));

  const element = h(
    "div",
    { class: "field time", "data-field": "now" },
    h("p", { class: "legend" }, h("label", { for: "now" }, t.nowLabel), " ", hint),
    h(
      "div",
      { class: "time-row" },
      input,
      h("div", { class: "joined", role: "group", "aria-label": t.nowStepsLabel }, steps),
      h("div", { class: "joined", role: "group", "aria-label": t.nextLabel }, before, to),
    ),
    h("div", { class: "problems" }),
  );

  const refresh = (view, answer) => {
    now = instantOf(view.now);
    next = answer?.next ?? null;
    show(textOf(view.now, "timestamp", offset));
    for (const button of steps) enable(button, !Number.isNaN(now));
    enable(before, next !== null && now !== next.at - 1);
    enable(to, next !== null);
    const zone = t.zone(offset);
    hint.textContent = Number.isNaN(now)
      ? zone
      : `${instantText(now, { t, locale: view.locale, offset, now: NaN })} · ${zone}`;
  };
  return { element, refresh };
}

function moveButton(id, label, press) {
  return h("button", { type: "button", id: `now-${id}`, "data-step": id, onclick: press }, label);
}

function enable(button, enabled) {
  button.setAttribute("aria-disabled", String(!enabled));
}
