/** The problems that the engine found, each beside the field that its path names. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { openAround } from "../frame/lead.js";
import { valueAt } from "../view/fields.js";

/** @import { Problem } from "torihiki" */
/** @import { ControlContext, PageDescription, PageTexts, ToldProblem, View } from "../types.js" */

/** Typed text is repeated in a message up to this many characters. */
const QUOTED = 40;

/**
 * The problems in the page's own words where it knows the code, else in the engine's.
 * The engine speaks English and of code; the page speaks the reader's language and of the field.
 *
 * @param {Problem[]} problems
 * @param {View} view
 * @param {PageTexts} t
 * @param {PageDescription} description
 * @returns {ToldProblem[]}
 */
export function toldProblems(problems, view, t, description) {
  return problems.map((problem) => ({ ...problem, text: problemText(problem, view, t, description) }));
}

/**
 * @param {Problem} problem
 * @param {View} view
 * @param {PageTexts} t
 * @param {PageDescription} description
 */
function problemText({ path, code, message }, view, t, description) {
  const known = /** @type {Record<string, (value: string) => string>} */ (t.problems)[code];
  if (known === undefined) return html`<span lang="en">${message}</span>`;
  const asked = /** @type {Record<string, unknown>} */ ({ role: view.role, now: view.now, locale: view.locale });
  const value = asked[path] ?? valueAt(view.order, path);
  const state = path === "state" ? description.everyState.find(({ id }) => id === value) : undefined;
  const text = String(state?.label ?? value ?? "");
  const quoted = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
  return [known(quoted), /** @type {Record<string, string>} */ (t.expected)[typeAt(path, description) ?? ""]]
    .filter(Boolean)
    .join(" ");
}

/**
 * @param {string} path
 * @param {PageDescription} description
 */
function typeAt(path, description) {
  if (path === "now") return "timestamp";
  const param = description.params.find(({ id }) => path === `params.${id}`);
  return (param ?? description.facts.find(({ id }) => id === path))?.type;
}

/**
 * The value of `aria-invalid` for the control at a path.
 *
 * @param {string} path
 * @param {Pick<ControlContext, "problems" | "t">} context
 */
export function isInvalid(path, { problems }) {
  return problems.some((problem) => problem.path === path) ? "true" : nothing;
}

/**
 * The value of `aria-describedby` for the control at a path: what always describes it, and its problems.
 *
 * @param {string} path
 * @param {string[]} ids
 * @param {Pick<ControlContext, "problems" | "t">} context
 */
export function describedBy(path, ids, context) {
  const all = isInvalid(path, context) === nothing ? ids : [...ids, `problem-${path}`];
  return all.length === 0 ? nothing : all.join(" ");
}

/**
 * The place for the problems at a path.
 *
 * @param {string} path
 * @param {Pick<ControlContext, "problems" | "t">} context
 */
export function problemsAt(path, { t, problems }) {
  const own = problems.filter((problem) => problem.path === path);
  return html`<div class="problems">
    ${own.length === 0 ? nothing : html`<div id="problem-${path}">${own.map((problem) => problemLine(problem, t))}</div>`}
  </div>`;
}

/**
 * @param {ToldProblem} problem
 * @param {PageTexts} t
 */
function problemLine({ path, code, text, suggests }, t) {
  return html`<p class="problem" data-problem=${path} data-code=${code}>
    ${icon("danger")}<span>${text}${suggests === null ? nothing : ` ${t.suggests(suggests)}`}</span>
  </p>`;
}

/**
 * All problems, for the top of the answer: a link to each field that is marked, and in full what belongs to no field.
 * The fields must be there already.
 *
 * @param {Pick<ControlContext, "problems" | "t">} context
 */
export function problemSummary({ problems, t }) {
  const linked = problems.filter(({ path }) => fieldAt(path) !== null);
  const homeless = problems.filter(({ path }) => fieldAt(path) === null);
  return html`<div class="problem-summary">
    <p class="problem-heading">${icon("danger")}<strong>${t.problemHeading(problems.length)}</strong></p>
    <ul>
      ${linked.map(({ path }) => html`<li><a href="#${controlId(path)}">${labelAt(path)}</a></li>`)}
      ${homeless.map((problem) => html`<li>${problemLine(problem, t)}</li>`)}
    </ul>
  </div>`;
}

/**
 * Opens whatever the fields with problems are folded into.
 *
 * @param {ToldProblem[]} problems
 */
export function openProblems(problems) {
  for (const { path } of problems) openAround(fieldAt(path));
}

/**
 * The field that shows the problems at a path; `null` where none does.
 *
 * @param {string} path
 */
function fieldAt(path) {
  return document.querySelector(`[data-field="${CSS.escape(path)}"]`);
}

/**
 * The id of the element that a link to a field goes to.
 *
 * @param {string} path
 */
function controlId(path) {
  const field = fieldAt(path);
  return (
    field?.querySelector(`#${CSS.escape(`field-${path}`)}, #${CSS.escape(path)}`) ?? field?.querySelector("input")
  )?.id;
}

/** @param {string} path */
function labelAt(path) {
  return fieldAt(path)?.querySelector(".legend, label")?.textContent?.trim();
}
