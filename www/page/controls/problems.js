/** Shows the problems that the engine found, each beside the field that its path names. */

import { h, icon } from "../base/dom.js";
import { valueAt } from "../view/fields.js";

/** Typed text is repeated in a message up to this many characters. */
const QUOTED = 40;

/**
 * Marks the fields with problems and clears the others.
 *
 * Returns the summary for the top of the answer: a link to each marked field,
 * and in full what belongs to no field.
 */
export function showProblems(problems, view, t, description) {
  const told = problems.map((problem) => ({ ...problem, text: problemText(problem, view, t, description) }));
  const homeless = new Set(told);
  for (const field of document.querySelectorAll("[data-field]")) {
    const own = told.filter(({ path }) => path === field.dataset.field);
    markField(field, own, t);
    for (const problem of own) homeless.delete(problem);
  }
  return told.length === 0 ? null : summaryOf(told, homeless, t);
}

function markField(field, own, t) {
  const path = field.dataset.field;
  const control = field.matches("[data-control]") ? field : field.querySelector("[data-control]");
  const id = `problem-${path}`;
  const described = (control.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter((one) => one !== id && one !== "");

  field.querySelector(".problems").replaceChildren(
    ...(own.length === 0
      ? []
      : [
          h(
            "div",
            { id },
            own.map((problem) => problemLine(problem, t)),
          ),
        ]),
  );
  if (own.length > 0) {
    described.push(id);
    control.setAttribute("aria-invalid", "true");
    for (let around = field.closest("details"); around !== null; around = around.parentElement.closest("details")) {
      around.open = true;
    }
  } else {
    control.removeAttribute("aria-invalid");
  }
  if (described.length > 0) control.setAttribute("aria-describedby", described.join(" "));
  else control.removeAttribute("aria-describedby");
}

function problemLine({ path, code, text, suggests }, t) {
  return h(
    "p",
    { class: "problem", "data-problem": path, "data-code": code },
    icon("danger"),
    h("span", null, text, suggests === null ? null : ` ${t.suggests(suggests)}`),
  );
}

/**
 * The page's own words for a code that it knows; the engine's message for one that it does not.
 * The engine speaks English and of code; the page speaks the reader's language and of the field.
 */
function problemText({ path, code, message }, view, t, description) {
  const known = t.problems[code];
  if (known === undefined) return h("span", { lang: "en" }, message);
  const value = { role: view.role, now: view.now, locale: view.locale }[path] ?? valueAt(view.order, path);
  const state = path === "state" ? description.everyState.find(({ id }) => id === value) : undefined;
  const text = String(state?.label ?? value ?? "");
  const quoted = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
  return [known(quoted), t.expected[typeAt(path, description)]].filter(Boolean).join(" ");
}

function typeAt(path, description) {
  if (path === "now") return "timestamp";
  const param = description.params.find(({ id }) => path === `params.${id}`);
  return (param ?? description.facts.find(({ id }) => id === path))?.type;
}

function summaryOf(told, homeless, t) {
  const linked = told.filter((problem) => !homeless.has(problem));
  return h(
    "div",
    { class: "problem-summary" },
    h("p", { class: "problem-heading" }, icon("danger"), h("strong", null, t.problemHeading(told.length))),
    h(
      "ul",
      null,
      linked.map(({ path }) => h("li", null, h("a", { href: `#${controlId(path)}` }, labelAt(path)))),
      [...homeless].map((problem) => h("li", null, problemLine(problem, t))),
    ),
  );
}

/** The id of the element that a link to a field goes to. */
function controlId(path) {
  const control = document.getElementById(`field-${path}`) ?? document.getElementById(path);
  return control.querySelector("input")?.id ?? control.id;
}

function labelAt(path) {
  const field = document.querySelector(`[data-field="${CSS.escape(path)}"]`);
  return field.querySelector(".legend, label").textContent;
}
