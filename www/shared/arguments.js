/** The form for what a person supplies with an action, and what was entered in it. */

import { html, nothing } from "lit/html.js";
import { icon } from "./icon.js";
import { currencyName } from "./money.js";
import { tag } from "./text.js";
import { sayMistake } from "./mistakes.js";
import { textOf, valueOf } from "./values.js";

/** @import { Action, ArgumentInfo, Scalar } from "torihiki" */
/** @import { Refusal } from "./mistakes.js" */
/** @import { Context, Labelled } from "./types.js" */

/**
 * What a form is shown with: why what it held before does not do, and what was entered in each field, by its id, where
 * fields may be made anew.
 *
 * @typedef {Context & { entered?: Map<string, string> }} FormContext
 */

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
 * @param {Refusal | null} refusal
 * @param {FormContext} context
 */
export function argumentForm({ id, role, with: all }, prefix, button, submit, refusal, context) {
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    submit(suppliedIn(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)), all, context));
  };
  const keep = (/** @type {Event} */ { target }) => {
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
    context.entered?.set(field.id, field.value);
  };
  /** @type {(argument: ArgumentInfo) => unknown} */
  const fieldOf = (argument) => {
    const mistake = refusal?.fields[argument.id];
    const wrong = mistake === undefined ? null : sayMistake(mistake, argument, context);
    return argumentField(argument, `${prefix}-${id}-${role}-${argument.id}`, wrong, context);
  };
  return html`<form class="arguments" data-arguments=${id} @submit=${send} @input=${keep}>
    ${all.map(fieldOf)} ${button}
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
 * @param {string | null} wrong what is wrong with what it holds
 * @param {FormContext} context
 */
function argumentField(argument, field, wrong, context) {
  const { label, note, type, nullable, hasDefault } = argument;
  const { t, currency, zone, locale } = context;
  const units = { money: currency && currencyName(currency, locale), timestamp: zone };
  const unit = units[/** @type {"money"} */ (type)] ?? null;
  const tags = [unit, nullable || hasDefault ? t.optional : null].filter((one) => one !== null);
  const hint = note === null ? nothing : html`<p class="note" id="${field}-note">${note}</p>`;
  const described = [note === null ? "" : `${field}-note`, wrong === null ? "" : `${field}-wrong`].filter(Boolean);
  const told = { describedBy: described.join(" ") || nothing, isWrong: wrong === null ? nothing : "true" };
  const input = type === "bool" || type === "choice" ? chooser : typing;
  return html`<div class="argument" data-argument=${argument.id}>
    <label for=${field}>${label} ${tags.map(tag)}</label>
    ${input(argument, field, told, context)}
    ${wrong === null ? nothing : html`<p class="wrong" id="${field}-wrong">${icon("denied")}<span>${wrong}</span></p>`}
    ${hint}
  </div>`;
}

/**
 * What a screen reader is told of a field.
 *
 * @typedef {{ describedBy: string | symbol, isWrong: string | symbol }} Told
 */

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
 * @param {Told} told
 * @param {FormContext} context
 */
function typing({ id, type, min, nullable, hasDefault, default: usual }, field, told, context) {
  const { zone, currency, t, entered } = context;
  const { type: kind, inputmode } = INPUTS[/** @type {"int"} */ (type)];
  // A length of time is typed as `7d`, and its default is in milliseconds.
  const text = type === "duration" ? "" : textOf(usual, type, zone, currency);
  const shown = entered?.get(field) ?? (type === "timestamp" ? text.replace(" ", "T") : text);
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
    aria-describedby=${told.describedBy}
    aria-invalid=${told.isWrong}
  />`;
}

/**
 * A list of what can be chosen; what need not be supplied can be none of it.
 *
 * @param {ArgumentInfo} argument
 * @param {string} field
 * @param {Told} told
 * @param {FormContext} context
 */
function chooser({ id, type, choices, nullable, hasDefault, default: usual }, field, told, { t, entered }) {
  /** @type {Labelled[]} */
  const values = type === "bool" ? [yesOrNo("true", t.argumentYes), yesOrNo("false", t.argumentNo)] : choices;
  const chosen = entered?.get(field) ?? (usual === null ? "" : String(usual));
  const empty = nullable ? t.argumentNone : hasDefault ? null : t.argumentChoose;
  return html`<select
    id=${field}
    name=${id}
    ?required=${!nullable && !hasDefault}
    aria-describedby=${told.describedBy}
    aria-invalid=${told.isWrong}
  >
    ${empty === null ? nothing : html`<option value="" ?selected=${chosen === ""}>${empty}</option>`}
    ${values.map((value) => html`<option value=${value.id} ?selected=${value.id === chosen}>${value.label}</option>`)}
  </select>`;
}

/** @type {(id: string, label: string) => Labelled} */
const yesOrNo = (id, label) => ({ id, label });
