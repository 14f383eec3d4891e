/** The small parts that every piece of an answer is made of: names, badges, references, effects. */

import { h, icon, unseen } from "./dom.js";

/** A verdict as an icon and a word. */
export function verdictBadge(verdict, t) {
  return h("span", { class: `verdict verdict-${verdict}` }, icon(verdict), t.verdicts[verdict]);
}

/** Puts an element where a text of the page has a gap. */
export function around(text, element) {
  const [before, after] = text("\u0000").split("\u0000");
  return [before, element, after];
}

/** The numbered references to sources, each a link to the list at the foot of the page. */
export function sourceReferences(sources, context) {
  return sources.map((source) => sourceReference(source, context));
}

function sourceReference(source, { t, description }) {
  const number = description.sources.findIndex(({ id }) => id === source) + 1;
  if (number === 0) return null;
  const { title } = description.sources[number - 1];
  return h(
    "a",
    { class: "reference", href: `#source-${source}`, "aria-label": t.source(number, title), title },
    String(number),
  );
}

/** The remark on a rule, where there is one. */
export function ruleNote(rule, { notes }) {
  return notes.has(rule) ? h("span", { class: "rule-note" }, notes.get(rule)) : null;
}

/** A link from the answer to the field of a fact. */
export function factLink(id, { description }) {
  const label = description.facts.find((fact) => fact.id === id)?.label ?? id;
  return h("a", { class: "fact-link", href: `#field-${id}` }, label);
}

/** The list of effects, with a word before each that says what it touches and how serious it is. */
export function effectList(effects, context) {
  const { t } = context;
  return h(
    "ul",
    { class: "effects" },
    effects.map((effect) =>
      h(
        "li",
        { class: `effect effect-${effect.severity}`, "data-rule": effect.rule },
        h(
          "span",
          { class: "effect-kind" },
          icon(effect.severity),
          t.kinds[effect.kind],
          effect.severity === "info" ? null : unseen(` (${t.severities[effect.severity]})`),
        ),
        h(
          "span",
          null,
          effect.message,
          " ",
          effect.certainty === "possible" ? h("span", { class: "tag" }, t.possible) : null,
          concerned(effect, context),
          sourceReferences(effect.sources, context),
          ruleNote(effect.rule, context),
        ),
      ),
    ),
  );
}

/** Whom an effect concerns, where that is not everybody. */
function concerned({ audience }, { t, description }) {
  if (audience.length === 0 || audience.length === description.roles.length) return null;
  return h("span", { class: "tag" }, t.concerns(audience.map((id) => roleLabel(id, description))));
}

/** What a role is called. */
export function roleLabel(id, description) {
  return description.roles.find((role) => role.id === id)?.label ?? id;
}

/** What a state is called. */
export function stateLabel(id, description) {
  return description.everyState.find((state) => state.id === id)?.label ?? id;
}

/** What an action is called. */
export function actionLabel(id, { actions }) {
  return actions.find((action) => action.id === id)?.label ?? id;
}

/** The head of a part of the page: its heading, a sentence on what it shows, and where it has some its tools. */
export function zoneHead(id, heading, lead, ...tools) {
  return h(
    "header",
    { class: "zone-head" },
    h("h2", { id }, heading),
    h("p", { class: "zone-lead" }, lead),
    tools.length === 0 ? null : h("p", { class: "zone-tools" }, tools),
  );
}
