/** The form for an order, made from what `describe` says about its policy. */

import { h, icon, textInput } from "../base/dom.js";
import { foldedWhereNarrow } from "../base/fold.js";
import { instantText } from "../base/instant.js";
import { isNoneWhenLeftOut, standingOf, standingsOf, textOf, valueOf, withKey, withParam } from "../view/fields.js";
import { instantOf, sayDuration, sayLength } from "../../shared/time.js";

/**
 * Builds the form: the state, every fact, every parameter.
 *
 * `edit` takes a function from the order to the changed order. The returned `refresh(view)` brings
 * what is shown up to date and leaves alone the field that a person is typing in.
 */
export function orderForm(view, t, description, edit, reset) {
  const context = { t, locale: view.locale, offset: description.utcOffset, edit };
  const state = stateField(view, description, context);
  const facts = description.facts.map((fact) => factField(fact, description, context));
  const params = description.params.map((param) => paramField(param, context));
  const resetButton = h("button", { type: "button", id: "reset", onclick: reset }, t.reset);

  const supposed = h("p", { id: "form-supposed", class: "supposed-mark" }, icon("suppose"), t.formSupposed);

  const element = foldedWhereNarrow(
    h(
      "details",
      { id: "order-form", class: "form" },
      h("summary", { id: "order-form-summary" }, icon("edit"), h("h2", { id: "form-heading" }, t.formHeading)),
      h(
        "div",
        { class: "form-body" },
        supposed,
        state.element,
        h(
          "fieldset",
          { class: "fields" },
          h("legend", null, t.factsHeading),
          facts.map((field) => field.element),
        ),
        params.length === 0
          ? null
          : h(
              "details",
              { id: "params", class: "params" },
              h("summary", { id: "params-summary" }, h("h3", null, t.paramsHeading)),
              h("p", { class: "hint" }, t.paramsLead),
              params.map((field) => field.element),
            ),
        resetButton,
      ),
    ),
  );
  const refresh = (current) => {
    supposed.hidden = current.supposed.length === 0;
    for (const field of [state, ...facts, ...params]) field.refresh(current);
  };
  return { element, refresh };
}

/** A label, its control or controls, a hint, and the place for problems. */
function field(path, label, tags, controls, hint) {
  return h(
    "div",
    { class: "field", "data-field": path },
    h(
      "div",
      { class: "field-label" },
      h("label", { for: `field-${path}` }, label),
      tags.map((tag) => h("span", { class: "tag" }, tag)),
    ),
    h("div", { class: "field-row" }, controls),
    hint,
    h("div", { class: "problems" }),
  );
}

function hintFor(path) {
  return h("p", { id: `hint-${path}`, class: "hint" });
}

/** Shows each text on a line of its own; the empty ones are left out. */
function fillHint(hint, lines) {
  const shown = lines.filter((line) => line !== null && line !== "");
  hint.replaceChildren(...shown.map((line) => h("span", null, line)));
  hint.hidden = shown.length === 0;
}

function dropDown(path, options, chosen, onchange) {
  return h(
    "select",
    { id: `field-${path}`, "aria-describedby": `hint-${path}`, "data-control": true, onchange },
    options.map(({ id, label }) => h("option", { value: id, selected: id === chosen }, label)),
  );
}

function stateField(view, description, { t, edit }) {
  const hint = hintFor("state");
  // A state that only another edition has stays to be seen, so that the problem beside it makes sense.
  const foreign = description.everyState.filter(
    ({ id }) => id === view.order.state && description.states.every((state) => state.id !== id),
  );
  const select = dropDown("state", [...description.states, ...foreign], view.order.state, () =>
    edit((order) => withKey(order, "state", select.value)),
  );
  const refresh = ({ order }) => {
    select.value = order.state;
    fillHint(hint, [description.states.find(({ id }) => id === order.state)?.note ?? null]);
  };
  return { element: field("state", t.stateLabel, [], select, hint), refresh };
}

function factField(fact, description, context) {
  const { t } = context;
  const tags = [
    fact.deadline ? t.deadlineTag : null,
    fact.edition === null || fact.edition === description.edition ? null : t.onlyIn(t.editions[fact.edition]),
  ].filter((tag) => tag !== null);
  return fact.type === "bool" || fact.type === "choice"
    ? chosenFact(fact, tags, context)
    : typedFact(fact, tags, context);
}

/** A fact with few possible values: one list holds them, "none" and "unknown". */
function chosenFact(fact, tags, { t, edit }) {
  const values =
    fact.type === "bool"
      ? [
          { id: "true", label: t.yes },
          { id: "false", label: t.no },
        ]
      : fact.choices;
  const absent = standingsOf(fact)
    .filter((standing) => standing !== "value")
    .map((standing) => ({ id: `:${standing}`, label: standingText(fact, standing, values, t) }));
  const hint = hintFor(fact.id);
  const select = dropDown(fact.id, [...values, ...absent], absent[0].id, () =>
    edit((order) => withKey(order, fact.id, chosenValue(select.value, fact))),
  );
  const refresh = ({ order }) => {
    const standing = standingOf(order, fact);
    select.value = standing === "value" ? String(order[fact.id]) : `:${standing}`;
    fillHint(hint, [fact.note]);
  };
  return { element: field(fact.id, fact.label, tags, select, hint), refresh };
}

function chosenValue(chosen, fact) {
  if (chosen === ":none") return null;
  return chosen === ":left-out" ? undefined : valueOf(chosen, fact.type);
}

/** A fact that is typed. Beside it stands whether there is a value at all; typing says that there is. */
function typedFact(fact, tags, context) {
  const { t, offset, edit } = context;
  const put = (value) => edit((order) => withKey(order, fact.id, value));
  const standings = standingsOf(fact);
  // The value to come back to after trying "none" or "unknown".
  let last;
  let now;

  const { input, show } = textInput({
    id: `field-${fact.id}`,
    inputmode: fact.type === "int" ? "numeric" : null,
    placeholder: t[`${fact.type}Placeholder`],
    "aria-describedby": `hint-${fact.id}`,
    "data-control": true,
    // An emptied field means that nothing is said about the fact.
    oninput: () => put(input.value === "" ? undefined : valueOf(input.value, fact.type, offset)),
  });
  const select = h(
    "select",
    {
      id: `standing-${fact.id}`,
      class: "standing",
      "aria-label": t.standingLabel(fact.label),
      onchange: () => {
        if (select.value === "value") put(last ?? firstValue(fact, now));
        else put(select.value === "none" ? null : undefined);
      },
    },
    standings.map((standing) => h("option", { value: standing }, standingText(fact, standing, [], t))),
  );
  const hint = hintFor(fact.id);

  const refresh = (view) => {
    const value = view.order[fact.id] ?? undefined;
    last = value ?? last;
    now = view.now;
    select.value = standingOf(view.order, fact);
    show(textOf(value, fact.type, offset));
    fillHint(hint, [inWords(value, fact.type, view, context), fact.note]);
  };
  return { element: field(fact.id, fact.label, tags, [input, select], hint), refresh };
}

/** Something valid to start from, when a person says that there is a value. */
function firstValue(fact, now) {
  if (fact.type === "timestamp") return now;
  return fact.type === "int" ? (fact.min ?? 0) : "1d";
}

/** "None" or "unknown", or what leaving the fact out means where it has a default. */
function standingText(fact, standing, values, t) {
  if (standing === "none" && isNoneWhenLeftOut(fact)) return t.defaultMark(t.standings.none);
  if (standing !== "left-out" || !fact.hasDefault) return t.standings[standing];
  const named = values.find(({ id }) => id === String(fact.default));
  return t.defaultMark(named?.label ?? String(fact.default));
}

/** What a value is in words, or `null` where the field says it already. */
function inWords(value, type, view, { t, locale, offset }) {
  if (type === "duration") return typeof value === "string" ? sayDuration(value, locale) : null;
  const at = type === "timestamp" ? instantOf(value) : NaN;
  if (Number.isNaN(at)) return null;
  const now = instantOf(view.now);
  const said = instantText(at, { t, locale, offset, now });
  if (Number.isNaN(now) || at === now) return said;
  const length = sayLength(Math.abs(at - now), locale);
  return `${said} · ${at < now ? t.ago(length) : t.left(length)}`;
}

function paramField(param, { t, locale, edit }) {
  const path = `params.${param.id}`;
  const say = (value) => (param.type === "duration" ? (sayDuration(value, locale) ?? value) : String(value));
  const hint = hintFor(path);
  const { input, show } = textInput({
    id: `field-${path}`,
    placeholder: String(param.value),
    "aria-describedby": `hint-${path}`,
    "data-control": true,
    oninput: () => {
      const value = input.value === "" ? undefined : valueOf(input.value, param.type);
      edit((order) => withParam(order, param.id, value === param.value ? undefined : value));
    },
  });
  const refresh = ({ order }) => {
    const changed = order.params?.[param.id];
    show(String(changed ?? param.value));
    const words = param.type === "duration" ? sayDuration(String(changed ?? param.value), locale) : null;
    fillHint(hint, [words, changed === undefined ? null : t.originalValue(say(param.value)), param.note]);
  };
  return { element: field(path, param.label, [], input, hint), refresh };
}
