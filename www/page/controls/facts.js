/** The fields for the state and the facts of an order. */

import { html } from "lit/html.js";
import { instantText } from "../../shared/instant.js";
import { currencyName, sayAmount } from "../../shared/money.js";
import { sayDuration, sayLength } from "../../shared/length.js";
import { instantOf } from "../../shared/time.js";
import { textOf, valueOf } from "../../shared/values.js";
import { isNoneWhenLeftOut, standingOf, standingsOf, withKey } from "../view/fields.js";
import { dropDown, field, options, textInput } from "./field.js";

/** @import { FactInfo, FactType, Scalar } from "torihiki" */
/** @import { ControlContext } from "../types.js" */
/** @import { PageTexts } from "../types.js" */
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
  return field("state", t.stateLabel, [], select, [own?.note ?? null], context);
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
 * A fact with few possible values: one list holds them, "none" and "unknown".
 *
 * @param {FactInfo} fact
 * @param {string[]} tags
 * @param {ControlContext} context
 */
function chosenFact(fact, tags, context) {
  const { t, view, does } = context;
  const yesAndNo = [
    { id: "true", label: t.yes },
    { id: "false", label: t.no },
  ];
  const values = fact.type === "bool" ? yesAndNo : fact.choices;
  const absent = standingsOf(fact)
    .filter((standing) => standing !== "value")
    .map((standing) => ({ id: `:${standing}`, label: standingText(fact, standing, values, t) }));
  const standing = standingOf(view.order, fact);
  const chosen = standing === "value" ? String(view.order[fact.id]) : `:${standing}`;
  const put = (/** @type {string} */ id) => does.edit((order) => withKey(order, fact.id, chosenValue(id, fact)));
  const select = dropDown(fact.id, [...values, ...absent], chosen, put, context);
  return field(fact.id, fact.label, tags, select, [fact.note], context);
}

/**
 * @param {string} chosen
 * @param {FactInfo} fact
 */
function chosenValue(chosen, fact) {
  if (chosen === ":none") return null;
  return chosen === ":left-out" ? undefined : valueOf(chosen, fact.type);
}

/** The values to come back to after trying "none" or "unknown", by fact; they are of one `generation` of the form. */
let last = /** @type {{ generation: number, values: Map<string, Scalar> }} */ ({ generation: NaN, values: new Map() });

/**
 * A fact that is typed. Beside it stands whether there is a value at all; typing says that there is.
 *
 * @param {FactInfo} fact
 * @param {string[]} tags
 * @param {ControlContext} context
 */
function typedFact(fact, tags, context) {
  const { t, zone, view, does, generation, description } = context;
  const { currency } = description;
  const value = view.order[fact.id] ?? undefined;
  if (last.generation !== generation) last = { generation, values: new Map() };
  if (value !== undefined) last.values.set(fact.id, value);

  const put = (/** @type {Scalar | undefined} */ next) => does.edit((order) => withKey(order, fact.id, next));
  const input = textInput(
    fact.id,
    {
      text: textOf(value, fact.type, zone, currency),
      placeholder: t[/** @type {"timestampPlaceholder"} */ (`${fact.type}Placeholder`)],
      inputmode: INPUT_MODES[fact.type],
      // An emptied field means that nothing is said about the fact.
      put: (text) => put(text === "" ? undefined : valueOf(text, fact.type, zone, currency)),
    },
    context,
  );
  const standings = standingsOf(fact).map((id) => ({ id, label: standingText(fact, id, [], t) }));
  const stand = (/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) => {
    if (currentTarget.value === "value") put(last.values.get(fact.id) ?? firstValue(fact, view.now));
    else put(currentTarget.value === "none" ? null : undefined);
  };
  const select = html`<select
    id="standing-${fact.id}"
    class="standing"
    aria-label=${t.standingLabel(fact.label)}
    @change=${stand}
  >
    ${options(standings, standingOf(view.order, fact))}
  </select>`;
  const hints = [inWords(value, fact.type, context), fact.note];
  return field(fact.id, fact.label, [...unitOf(fact.type, context), ...tags], [input, select], hints, context);
}

/** Which keys a telephone shows for a type. */
const INPUT_MODES = /** @type {Record<string, string | undefined>} */ ({ int: "numeric", money: "decimal" });

/**
 * Something valid to start from, when a person says that there is a value.
 *
 * @param {FactInfo} fact
 * @param {string} now
 */
function firstValue(fact, now) {
  if (fact.type === "timestamp") return now;
  return fact.type === "int" || fact.type === "money" ? (fact.min ?? 0) : "1d";
}

/**
 * "None" or "unknown", or what leaving the fact out means where it has a default.
 *
 * @param {FactInfo} fact
 * @param {"value" | "none" | "left-out"} standing
 * @param {Labelled[]} values
 * @param {PageTexts} t
 */
function standingText(fact, standing, values, t) {
  if (standing === "none" && isNoneWhenLeftOut(fact)) return t.defaultMark(t.standings.none);
  if (standing !== "left-out" || !fact.hasDefault) return t.standings[standing];
  const named = values.find(({ id }) => id === String(fact.default));
  return t.defaultMark(named?.label ?? String(fact.default));
}

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
