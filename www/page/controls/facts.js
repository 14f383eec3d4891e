/** The fields for the state and the facts of an order. */

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { instantText } from "../../shared/instant.js";
import { currencyName, sayAmount } from "../../shared/money.js";
import { sayDuration, sayLength } from "../../shared/length.js";
import { instantOf, instantTextOf } from "../../shared/time.js";
import { textOf, valueOf } from "../../shared/values.js";
import { isOwn } from "../view/beginning.js";
import { isNoneWhenLeftOut, standingOf, withKey } from "../view/fields.js";
import { readInstant } from "../view/written-instants.js";
import { dropDown, field, textInput } from "./field.js";
import { describedBy, isInvalid } from "./problems.js";
import { typed } from "./typed.js";

/** @import { FactInfo, FactType, Scalar } from "torihiki" */
/** @import { ControlContext } from "../types.js" */
/** @import { Labelled } from "../../shared/types.js" */

/**
 * The state. One that only another edition has stays to be seen, so that the problem beside it makes sense.
 *
 * @param {ControlContext} context
 */
export function stateField(context) {
  const { t, view, does, description } = context;
  const { state: chosen } = view.order;
  const own = description.states.find(({ id }) => id === chosen);
  const foreign = own === undefined ? description.everyState.filter(({ id }) => id === chosen) : [];
  const put = (/** @type {string} */ id) => does.edit((order) => withKey(order, "state", id));
  const select = dropDown("state", [...description.states, ...foreign], chosen, put, context);
  return field("state", t.stateLabel, [], select, [], context);
}

/**
 * A fact.
 *
 * @param {FactInfo} fact
 * @param {ControlContext} context
 */
export function factField(fact, context) {
  const { t, description, editionLabel } = context;
  const tags = [
    fact.deadline ? t.deadlineTag : null,
    isIn(fact, description.edition) ? null : t.onlyIn(t.and((fact.editions ?? []).map(editionLabel))),
  ].filter((tag) => tag !== null);
  return fact.type === "bool" || fact.type === "choice"
    ? chosenFact(fact, tags, context)
    : typedFact(fact, tags, context);
}

/**
 * Whether a fact matters in an edition.
 *
 * @param {FactInfo} fact
 * @param {string | null} edition
 */
function isIn({ editions }, edition) {
  return editions === null || editions.some((id) => id === edition);
}

/**
 * How a fact stands; `open` where somebody has not said anything about their own order yet.
 *
 * @param {FactInfo} fact
 * @param {ControlContext} context
 * @returns {"value" | "none" | "left-out" | "open"}
 */
function standing(fact, { view }) {
  if (!isOwn(view)) return standingOf(view.order, fact);
  const value = view.order[fact.id];
  if (value === null) return "none";
  if (value !== undefined) return "value";
  return view.unsure.includes(fact.id) ? "left-out" : "open";
}

/**
 * A fact with few possible values: one tap for each, for "none" and for "not known".
 *
 * @param {FactInfo} fact
 * @param {string[]} tags
 * @param {ControlContext} context
 */
function chosenFact(fact, tags, context) {
  const { t, view, does } = context;
  const { id, type, choices, label } = fact;
  const yesAndNo = [
    { id: "true", label: t.yes },
    { id: "false", label: t.no },
  ];
  const values = type === "bool" ? yesAndNo : choices;
  const none = fact.nullable || isNoneWhenLeftOut(fact) ? [{ id: ":none", label: t.standings.none }] : [];
  const all = [...values, ...none, { id: ":left-out", label: unknownText(fact, values, context) }];
  const stands = standing(fact, context);
  const chosen = stands === "value" ? String(view.order[id]) : `:${stands}`;
  const put = (/** @type {string} */ value) => does.answer(id, chosenValue(value, fact));
  const option = (/** @type {Labelled} */ one) =>
    html`<label>
      <input
        type="radio"
        name="field-${id}"
        id="field-${id}-${one.id}"
        .value=${one.id}
        .checked=${live(one.id === chosen)}
        @change=${() => put(one.id)}
      />
      <span>${one.label}</span>
    </label>`;
  const group = html`<div
    id="field-${id}"
    class="choice choice-chips"
    role="radiogroup"
    aria-label=${label}
    aria-invalid=${isInvalid(id, context)}
    aria-describedby=${describedBy(id, [`hint-${id}`], context)}
  >
    <div class="options">${all.map(option)}</div>
  </div>`;
  return field(id, label, tags, group, [fact.note], context, false);
}

/**
 * @param {string} chosen
 * @param {FactInfo} fact
 */
function chosenValue(chosen, fact) {
  if (chosen === ":none") return null;
  return chosen === ":left-out" ? undefined : valueOf(chosen, fact.type);
}

/** The values to come back to after trying "none" or "not known", by fact; they are of one `generation` of the form. */
let last = /** @type {{ generation: number, values: Map<string, Scalar> }} */ ({ generation: NaN, values: new Map() });

/**
 * A fact that is typed. Beside it, one tap says that there is none, or that it is not known; typing says that there is.
 *
 * @param {FactInfo} fact
 * @param {string[]} tags
 * @param {ControlContext} context
 */
function typedFact(fact, tags, context) {
  const { t, zone, view, does, generation, description } = context;
  const { currency } = description;
  const { id, type, label } = fact;
  const value = view.order[id] ?? undefined;
  if (last.generation !== generation) last = { generation, values: new Map() };
  if (value !== undefined) last.values.set(id, value);

  const put = (/** @type {Scalar | undefined} */ next) => does.edit((order) => withKey(order, id, next));
  const read = (/** @type {string} */ text) =>
    type === "timestamp" ? instantIn(text, fact.deadline, context) : valueOf(text, type, zone, currency);
  const isInstant = type === "timestamp";
  const input = textInput(
    id,
    {
      text: textOf(value, type, zone, currency),
      label: isInstant ? t.asText(label) : undefined,
      placeholder: t[/** @type {"timestampPlaceholder"} */ (`${type}Placeholder`)],
      inputmode: INPUT_MODES[type],
      // An emptied field means that nothing is said about the fact.
      put: (text) => put(text.trim() === "" ? undefined : read(text)),
    },
    context,
  );
  const controls = isInstant ? [calendarInput(id, value, put, context), input] : [input];
  const hints = [inWords(value, type, context), fact.note];
  const row = [...controls, standingChips(fact, context)];
  return field(id, label, [...unitOf(type, context), ...tags], row, hints, context, isInstant ? `at-${id}` : true);
}

/**
 * One tap for "none" and for "not known"; another tap brings back what was entered.
 *
 * @param {FactInfo} fact
 * @param {ControlContext} context
 */
function standingChips(fact, context) {
  const { t, does } = context;
  const { id, label } = fact;
  const stands = standing(fact, context);
  const hasNone = fact.nullable || isNoneWhenLeftOut(fact);
  const chip = (/** @type {"none" | "left-out"} */ what, /** @type {string} */ text) => {
    const isPressed = stands === what;
    const press = () => {
      const back = last.values.get(id);
      if (!isPressed) does.answer(id, what === "none" ? null : undefined);
      else if (back !== undefined) does.answer(id, back);
    };
    return html`<button
      type="button"
      class="chip"
      id="${what}-${id}"
      data-standing=${what}
      aria-pressed=${String(isPressed)}
      aria-label="${label}：${text}"
      @click=${press}
    >
      ${text}
    </button>`;
  };
  return html`<span class="chips">
    ${hasNone ? chip("none", t.standings.none) : nothing} ${chip("left-out", unknownText(fact, [], context))}
  </span>`;
}

/**
 * "Not known", and where leaving a fact out means something, what the answer then takes it for.
 *
 * @param {FactInfo} fact
 * @param {Labelled[]} values
 * @param {ControlContext} context
 */
function unknownText(fact, values, { t }) {
  if (!fact.hasDefault) return t.standings["left-out"];
  if (fact.default === null) return t.takenAs(t.standings.none);
  const named = values.find(({ id }) => id === String(fact.default));
  return t.takenAs(named?.label ?? String(fact.default));
}

/**
 * A calendar and a clock of the browser's own, for an instant on the marketplace's clocks.
 *
 * @param {string} path
 * @param {unknown} value
 * @param {(value: Scalar | undefined) => void} put
 * @param {ControlContext} context
 */
export function calendarInput(path, value, put, context) {
  const { zone, generation } = context;
  const text = textOf(value, "timestamp", zone);
  const shown = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(text) ? text.slice(0, 16).replace(" ", "T") : "";
  const change = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
    const entered = currentTarget.value;
    put(entered === "" ? undefined : instantTextOf(entered.replace("T", " "), zone));
  };
  return html`<input
    type="datetime-local"
    id="at-${path}"
    aria-invalid=${isInvalid(path, context)}
    aria-describedby=${describedBy(path, [`hint-${path}`], context)}
    @change=${change}
    ${typed(shown, generation)}
  />`;
}

/**
 * The instant that a text stands for; a text that is not understood stays as it is.
 *
 * @param {string} text
 * @param {boolean} isDeadline
 * @param {ControlContext} context
 */
export function instantIn(text, isDeadline, { view, zone }) {
  const now = instantOf(view.now);
  return readInstant(text, { now: Number.isNaN(now) ? instantOf(view.since) : now, zone, isDeadline }) ?? text;
}

/** Which keys a telephone shows for a type. */
const INPUT_MODES = /** @type {Record<string, string | undefined>} */ ({ int: "numeric", money: "decimal" });

/**
 * What stands beside a field of a type: the currency of an amount.
 *
 * @param {FactType} type
 * @param {ControlContext} context
 */
export function unitOf(type, { description: { currency }, locale }) {
  return type === "money" && currency !== null ? [currencyName(currency, locale)] : [];
}

/**
 * What a value is in words, or `null` where the field says it already.
 *
 * @param {unknown} value
 * @param {FactType} type
 * @param {ControlContext} context
 * @returns {string | null}
 */
export function inWords(value, type, context) {
  const { t, locale, view } = context;
  const { currency } = context.description;
  if (type === "money") {
    return currency !== null && Number.isSafeInteger(value)
      ? sayAmount({ value: /** @type {number} */ (value), currency }, locale)
      : null;
  }
  if (type === "duration") return typeof value === "string" ? sayDuration(value, locale) : null;
  const at = type === "timestamp" ? instantOf(value) : NaN;
  if (Number.isNaN(at)) return null;
  const now = instantOf(view.now);
  const said = instantText(at, { ...context, now });
  if (Number.isNaN(now) || at === now) return said;
  const length = sayLength(Math.abs(at - now), locale);
  return `${said} · ${at < now ? t.ago(length) : t.left(length)}`;
}
