/** The form for an order, made from what `describe` says about its policy. */

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../shared/icon.js";
import { textOf, valueOf } from "../../shared/values.js";
import { withParam } from "../view/fields.js";
import { factField, inWords, stateField, unitOf } from "./facts.js";
import { field, textInput } from "./field.js";

/** @import { ControlContext } from "../types.js" */
/** @import { ParamInfo } from "torihiki" */

/**
 * The form: the state, every fact, every parameter.
 *
 * @param {ControlContext} context
 */
export function orderForm(context) {
  const { t, view, does, description } = context;
  const { policy } = view.order;
  const keyOf = (/** @type {{ id: string }} */ { id }) => `${policy}.${id}`;
  return html`<details id="order-form" class="form">
    <summary id="order-form-summary">
      ${icon("edit")}
      <h2 id="form-heading">${t.formHeading}</h2>
    </summary>
    <div class="form-body">
      <p id="form-supposed" class="supposed-mark" ?hidden=${view.supposed.length === 0}>
        ${icon("suppose")}${t.formSupposed}
      </p>
      ${stateField(context)}
      <fieldset class="fields">
        <legend>${t.factsHeading}</legend>
        ${repeat(description.facts, keyOf, (fact) => factField(fact, context))}
      </fieldset>
      ${description.params.length === 0 ? nothing : paramFields(context)}
      <button type="button" id="reset" @click=${() => does.start(policy, view.sample)}>${t.reset}</button>
    </div>
  </details>`;
}

/** @param {ControlContext} context */
function paramFields(context) {
  const { t, view, description } = context;
  const keyOf = (/** @type {{ id: string }} */ { id }) => `${view.order.policy}.${id}`;
  return html`<details id="params" class="params">
    <summary id="params-summary"><h3>${t.paramsHeading}</h3></summary>
    <p class="hint">${t.paramsLead}</p>
    ${repeat(description.params, keyOf, (param) => paramField(param, context))}
  </details>`;
}

/**
 * @param {ParamInfo} param
 * @param {ControlContext} context
 */
function paramField(param, context) {
  const { t, view, does, description } = context;
  const { currency } = description;
  const { id, type, label, note } = param;
  const path = `params.${id}`;
  const changed = view.order.params?.[id];
  const say = (/** @type {unknown} */ value) => inWords(value, type, context) ?? String(value);
  const put = (/** @type {string} */ text) => {
    const value = text === "" ? undefined : valueOf(text, type, undefined, currency);
    does.edit((order) => withParam(order, id, value === param.value ? undefined : value));
  };
  const text = (/** @type {unknown} */ value) => textOf(value, type, "", currency);
  const input = textInput(path, { text: text(changed ?? param.value), placeholder: text(param.value), put }, context);
  const words = inWords(changed ?? param.value, type, context);
  const hints = [words, changed === undefined ? null : t.originalValue(say(param.value)), note];
  return field(path, label, unitOf(type, context), input, hints, context);
}
