/** The form for an order: of one's own the questions that its answer needs, of an example all that is known of it. */

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../shared/icon.js";
import { textOf, valueOf } from "../../shared/values.js";
import { isOwn } from "../view/beginning.js";
import { withParam } from "../view/fields.js";
import { factField, inWords, stateField, unitOf } from "./facts.js";
import { field, textInput } from "./field.js";

/** @import { ControlContext } from "../types.js" */
/** @import { FactInfo, ParamInfo } from "torihiki" */

/**
 * What an answer still needs: the facts that are asked for, and whether all that would change it have been told.
 *
 * @typedef {{ questions: FactInfo[], isDone: boolean }} Questions
 */

/**
 * @param {Questions} asked for an order of one's own
 * @param {ControlContext} context
 */
export function orderForm(asked, context) {
  const { t, view } = context;
  const isMine = isOwn(view);
  return html`<details id="order-form" class=${isMine ? "form form-own" : "form"}>
    <summary id="order-form-summary">
      ${icon("edit")}
      <h2 id="form-heading">${isMine ? t.questionsHeading : t.formHeading}</h2>
    </summary>
    <div class="form-body">
      <p id="form-supposed" class="supposed-mark" ?hidden=${view.supposed.length === 0}>
        ${icon("suppose")}${t.formSupposed}
      </p>
      ${isMine ? ownFields(asked, context) : exampleFields(context)}
    </div>
  </details>`;
}

/**
 * @param {FactInfo[]} facts
 * @param {ControlContext} context
 */
function factFields(facts, context) {
  const { policy } = context.view.order;
  return repeat(
    facts,
    ({ id }) => `${policy}.${id}`,
    (fact) => factField(fact, context),
  );
}

/**
 * The questions, and whatever else can be told, folded away.
 *
 * @param {Questions} asked
 * @param {ControlContext} context
 */
function ownFields({ questions, isDone }, context) {
  const { t, does, description, problems } = context;
  const others = description.facts.filter((fact) => !questions.includes(fact));
  return html`<p class="hint">${isDone && problems.length === 0 ? t.questionsDone : t.questionsLead}</p>
    <div id="questions" class="fields">${factFields(questions, context)}</div>
    <p><a class="to-answer" href="#answer">${icon("arrow")}${t.toAnswer}</a></p>
    ${
      others.length === 0
        ? nothing
        : html`<details id="others" class="params">
            <summary id="others-summary"><h3>${t.otherFacts}</h3></summary>
            ${factFields(others, context)}
          </details>`
    }
    ${description.params.length === 0 ? nothing : paramFields(context)}
    <button type="button" id="reset" @click=${does.reset}>${t.startAgain}</button>`;
}

/** @param {ControlContext} context */
function exampleFields(context) {
  const { t, does, description } = context;
  return html`${stateField(context)}
    <fieldset class="fields">
      <legend>${t.factsHeading}</legend>
      ${factFields(description.facts, context)}
    </fieldset>
    ${description.params.length === 0 ? nothing : paramFields(context)}
    <button type="button" id="reset" @click=${does.reset}>${t.reset}</button>`;
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
