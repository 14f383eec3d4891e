/** The form for what a person supplies with an action, and what was entered in it. */

import { html, nothing } from "lit/html.js";
import { currencyName } from "./money.js";
import { tag } from "./text.js";
import { textOf, valueOf } from "./values.js";

/** @import { Action, ArgumentInfo, Scalar } from "torihiki" */
/** @import { Context, Labelled } from "./types.js" */

/**
 * What was entered, by the names of the arguments; what is left out has a default, or the engine asks for it.
 *
 * @typedef {Record<string, Scalar>} Supplied
 */

/**
 * Whether a person can go ahead with an action: it is allowed, or only what is supplied with it decides.
 *
 * @param {Pick<Action, "verdict" | "missing" | "reasons">} action
 */
export function canBeTried({ verdict, missing, reasons }) {
  if (verdict !== "unknown") return verdict === "allowed";
  const open = reasons.filter(({ status }) => status === "unknown");
  return missing.length === 0 && open.every((reason) => reason.arguments.length > 0);
}

/**
 * The form: a field for each argument, and the button under it. `submit` is told what was entered.
 *
 * @param {Pick<Action, "id" | "role" | "with">} action
 * @param {string} prefix of the ids of its fields
 * @param {unknown} button
 * @param {(supplied: Supplied) => void} submit
 * @param {Context} context
 */
export function argumentForm({ id, role, with: all }, prefix, button, submit, context) {
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    submit(suppliedIn(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)), all, context));
  };
  return html`<form class="arguments" data-arguments=${id} @submit=${send}>
    ${all.map((argument) => argumentField(argument, `${prefix}-${id}-${role}-${argument.id}`, context))} ${button}
  </form>`;
}

/**
 * @param {FormData} entered
 * @param {ArgumentInfo[]} all
 * @param {Pick<Context, "zone" | "currency">} context
 * @returns {Supplied}
 */
export function suppliedIn(entered, all, { zone, currency }) {
  /** @type {Supplied} */
  const supplied = {};
  for (const { id, type, nullable } of all) {
    const text = String(entered.get(id) ?? "").trim();
    // A field for an instant has a letter between date and time.
    const written = type === "timestamp" ? text.replace("T", " ") : text;
    if (text !== "") supplied[id] = valueOf(written, type, zone, currency);
    else if (nullable) supplied[id] = null;
  }
  return supplied;
}

/**
 * @param {ArgumentInfo} argument
 * @param {string} field the id of the field
 * @param {Context} context
 */
function argumentField(argument, field, context) {
  const { label, note, type, nullable, hasDefault } = argument;
  const { t, currency, zone, locale } = context;
  const units = { money: currency && currencyName(currency, locale), timestamp: zone };
  const unit = units[/** @type {"money"} */ (type)] ?? null;
  const tags = [unit, nullable || hasDefault ? t.optional : null].filter((one) => one !== null);
  const hint = note === null ? nothing : html`<p class="note" id="${field}-note">${note}</p>`;
  const input =
    type === "bool" || type === "choice" ? chooser(argument, field, context) : typing(argument, field, context);
  return html`<div class="argument" data-argument=${argument.id}>
    <label for=${field}>${label} ${tags.map(tag)}</label>
    ${input} ${hint}
  </div>`;
}

/** What a field for a type is: a picker where browsers have one. */
const INPUTS = {
  timestamp: { type: "datetime-local", inputmode: nothing },
  int: { type: "number", inputmode: "numeric" },
  money: { type: "text", inputmode: "decimal" },
  duration: { type: "text", inputmode: nothing },
};

/**
 * @param {ArgumentInfo} argument
 * @param {string} field
 * @param {Context} context
 */
function typing({ id, type, min, nullable, hasDefault, default: usual, note }, field, { zone, currency, t }) {
  const { type: kind, inputmode } = INPUTS[/** @type {"int"} */ (type)];
  // A length of time is typed as `7d`, and its default is in milliseconds.
  const text = type === "duration" ? "" : textOf(usual, type, zone, currency);
  const shown = type === "timestamp" ? text.replace(" ", "T") : text;
  return html`<input
    type=${kind}
    id=${field}
    name=${id}
    autocomplete="off"
    inputmode=${inputmode}
    step=${type === "timestamp" ? "60" : type === "int" ? "1" : nothing}
    min=${type === "int" && min !== null ? min : nothing}
    placeholder=${type === "duration" ? t.lengthPlaceholder : nothing}
    .defaultValue=${shown}
    ?required=${!nullable && !hasDefault}
    aria-describedby=${note === null ? nothing : `${field}-note`}
  />`;
}

/**
 * A list of what can be chosen; what need not be supplied can be none of it.
 *
 * @param {ArgumentInfo} argument
 * @param {string} field
 * @param {Context} context
 */
function chooser({ id, type, choices, nullable, hasDefault, default: usual, note }, field, { t }) {
  /** @type {Labelled[]} */
  const values = type === "bool" ? [yesOrNo("true", t.argumentYes), yesOrNo("false", t.argumentNo)] : choices;
  const chosen = usual === null ? "" : String(usual);
  const empty = nullable ? t.argumentNone : hasDefault ? null : t.argumentChoose;
  return html`<select
    id=${field}
    name=${id}
    ?required=${!nullable && !hasDefault}
    aria-describedby=${note === null ? nothing : `${field}-note`}
  >
    ${empty === null ? nothing : html`<option value="" ?selected=${chosen === ""}>${empty}</option>`}
    ${values.map((value) => html`<option value=${value.id} ?selected=${value.id === chosen}>${value.label}</option>`)}
  </select>`;
}

/** @type {(id: string, label: string) => Labelled} */
const yesOrNo = (id, label) => ({ id, label });

/**
 * Why what was supplied does not do: what is wrong with it, or the requirements that it does not meet.
 *
 * @param {{ problems?: { message: string, help: string | null }[], reasons?: Action["reasons"] }} refused
 */
export function refusalTexts({ problems = [], reasons = [] }) {
  const violated = reasons.filter(({ status }) => status === "violated");
  return [...problems.map(({ message }) => message), ...violated.map(({ message }) => message)];
}
