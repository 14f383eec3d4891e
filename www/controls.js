/** The controls around an order: which one, who looks, by which edition, at what time, in which language. */

import { h, textInput } from "./dom.js";
import { instantText } from "./instant.js";
import { textOf, valueOf } from "./order.js";
import { samples } from "./samples.js";
import { DAY, HOUR, instantOf, rfc3339 } from "./time.js";

/** The languages, each named in itself. */
export function languageChoice(view, t, update) {
  const options = [
    { id: "ja", label: h("span", { lang: "ja" }, "日本語") },
    { id: "en", label: h("span", { lang: "en" }, "English") },
  ];
  return choice("locale", t.languageGroup, options, view.locale, (locale) => update({ locale }));
}

/** The kind of deal and the example to start from. */
export function orderChoices(view, t, policyList, start) {
  const policy = view.order.policy;
  const kinds = policyList.map(({ id, label }) => ({ id, label: label[view.locale] }));
  const examples = samples[policy].map(({ id, title }) => ({ id, label: title[view.locale] }));
  return [
    choice("policy", t.policyGroup, kinds, policy, (id) => start(id, samples[id][0].id)),
    choice("sample", t.sampleGroup, examples, view.sample, (id) => start(policy, id)),
  ];
}

/** Who looks at the order, and by which reading of the rules. */
export function viewpointChoices(view, t, description, update) {
  const roles = [{ id: "", label: t.everybody }, ...description.roles];
  const editions = Object.entries(t.editions).map(([id, label]) => ({ id, label }));
  return [
    choice("role", t.roleGroup, roles, view.role, (role) => update({ role })),
    choice(
      "edition",
      t.editionGroup,
      editions,
      view.order.edition,
      (edition) => update({ order: { ...view.order, edition } }),
      t.editionHints[view.order.edition],
    ),
  ];
}

/** A group of options of which one is chosen. `id` is also the path of the problems it shows. */
function choice(id, legend, options, chosen, choose, hint) {
  return h(
    "fieldset",
    {
      id,
      class: "choice",
      role: "radiogroup",
      "aria-labelledby": `${id}-legend`,
      "aria-describedby": hint === undefined ? null : `${id}-hint`,
      "data-field": id,
      "data-control": true,
    },
    h("legend", { id: `${id}-legend` }, legend),
    h(
      "div",
      { class: "options" },
      options.map((option) =>
        h(
          "label",
          null,
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
    hint === undefined ? null : h("p", { id: `${id}-hint`, class: "hint" }, hint),
    h("div", { class: "problems" }),
  );
}

const STEPS = { "-day": -DAY, "-hour": -HOUR, "+hour": HOUR, "+day": DAY };

/**
 * The time that is looked at, and the ways to move it.
 *
 * Buttons that have nothing to do stay focusable (`aria-disabled`): a press that uses up the last change
 * must not throw a keyboard user back to the top of the page.
 */
export function timeControl(t, offset, update) {
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
  const hint = h("p", { id: "now-hint", class: "hint" });
  const steps = Object.entries(t.nowSteps).map(([id, label]) => moveButton(id, label, () => go(now + STEPS[id])));
  const before = moveButton("before-next", t.beforeNext, () => go(next === null ? NaN : next.at - 1));
  const to = moveButton("next", t.toNext, () => go(next === null ? NaN : next.at));

  const element = h(
    "div",
    { class: "field time", "data-field": "now" },
    h("label", { for: "now" }, t.nowLabel),
    h(
      "div",
      { class: "time-row" },
      input,
      h("div", { class: "buttons" }, steps.slice(0, 2), steps.slice(2)),
      h("div", { class: "buttons" }, before, to),
    ),
    hint,
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
