/** What the documentation of a policy says, made of nothing but its description. */

import { diagramOf } from "../../shared/diagram/model.js";
import { actOf } from "../../shared/diagram/labels.js";
import { sayPartialDate } from "../../shared/dates.js";
import { actionBlocks, dutyItem, entriesOf, transitionItem } from "./actions.js";
import { item, list } from "./blocks.js";
import { Telling } from "./telling.js";

/**
 * @import { FactInfo } from "torihiki"
 * @import { Policy } from "torihiki/policy"
 * @import { DiagramContext, DiagramModel } from "../../shared/diagram/types.js"
 * @import { Block, Content, Item, Span } from "./blocks.js"
 *
 * The content of a documentation, and what its diagram is drawn of.
 *
 * @typedef {{ content: Content, telling: Telling, model: DiagramModel, context: DiagramContext }} Documentation
 */

/**
 * @param {Policy} policy
 * @param {{ locale: string, file: string }} options
 * @returns {Documentation}
 */
export function documentationOf(policy, { locale, file }) {
  const description = policy.describe({ locale });
  const telling = new Telling(description, exceptedIn(policy));
  const { t, names } = telling;
  const [{ id: first }] = description.states;
  const model = diagramOf({ ...description, everyState: description.states }, { order: { state: first } }, null);
  const { roleCount, roleLabel, zone } = names;
  const context = { t, locale: telling.locale, roleCount, roleLabel, zone, now: NaN };
  const content = {
    title: description.label,
    language: description.language,
    lead: [...(description.note === null ? [] : [t.ended(description.note)]), t.madeFrom(file)],
    blocks: [
      ...overview(telling),
      ...stateBlocks(telling, model, context),
      heading(t.actions, "actions"),
      ...actionBlocks(telling),
      heading(t.transitions, "transitions"),
      ...orNothing(
        description.transitions.map((one) => transitionItem(one, telling)),
        t.noTransitions,
      ),
      heading(t.duties, "duties"),
      ...orNothing(
        description.duties.map((one) => dutyItem(one, telling)),
        t.noDuties,
      ),
      ...paramBlocks(telling),
      ...factBlocks(telling),
      ...editionBlocks(policy, telling, locale),
      ...sourceBlocks(telling),
    ],
  };
  return { content, telling, model, context };
}

/**
 * The facts that say whom a rule does not mean, as the document has it, by the ids of the rules: a description says only that
 * it depends on the order.
 *
 * @param {Policy} policy
 * @returns {Map<string, string>}
 */
function exceptedIn({ id, document }) {
  /** @typedef {{ rule: string, role?: any, audience?: any, effects?: Written[] }} Written */
  /** @type {{ actions?: Record<string, { effects?: Written[] }>, transitions?: Written[], duties?: Written[] }} */
  const { actions = {}, transitions = [], duties = [] } = document ?? {};
  const within = (/** @type {string} */ place, /** @type {Written[]} */ effects = []) =>
    effects.map(({ rule, audience }) => [`${id}.${place}.${rule}`, audience?.not]);
  const all = [
    ...Object.entries(actions).flatMap(([action, { effects }]) => within(action, effects)),
    ...transitions.flatMap(({ rule, effects }) => within(rule, effects)),
    ...duties.map(({ rule, role }) => [`${id}.${rule}`, role?.not]),
  ];
  return new Map(all.filter(([, fact]) => typeof fact === "string").map(([rule, fact]) => [rule, fact]));
}

/** @type {(text: string, id: string) => Block} */
const heading = (text, id) => ({ kind: "heading", level: 2, text, id });

/**
 * @param {Item[]} items
 * @param {string} nothing
 * @returns {Block[]}
 */
const orNothing = (items, nothing) => (items.length === 0 ? [{ kind: "paragraph", spans: [nothing] }] : list(items));

/**
 * What it is, and by which clocks, calendar and money it counts.
 *
 * @param {Telling} telling
 * @returns {Block[]}
 */
function overview(telling) {
  const { t, names, locale, description } = telling;
  const { id, version, languages, edition, utcOffset, timeZone, calendar, currency, datedBy } = description;
  const spoken = new Intl.DisplayNames(locale, { type: "language" });
  const day = (/** @type {string} */ date) => sayPartialDate(date, locale);
  const money = new Intl.DisplayNames(locale, { type: "currency" });
  const known =
    calendar === null
      ? null
      : `${calendar.id}${t.bracketed(t.calendarKnown(day(calendar.from), day(calendar.verified)))}`;
  return [
    heading(t.overview, "overview"),
    {
      kind: "details",
      rows: [
        [t.id, [{ code: id }]],
        [t.languages, [languages.map((tag) => spoken.of(tag) ?? tag).join(t.comma)]],
        ...telling.optional(t.edition, edition === null ? null : names.editionLabel(edition)),
        [t.zone, [t.zoneName(timeZone ?? utcOffset ?? "+00:00")]],
        ...telling.optional(t.calendar, known),
        ...(calendar === null ? [] : telling.sources(calendar.sources)),
        ...telling.optional(t.currency, currency === null ? null : `${money.of(currency) ?? currency}`),
        ...telling.optional(t.datedBy, datedBy === null ? null : t.datedByFact(names.factLabel(datedBy))),
        [t.version, [{ code: version }]],
      ],
    },
  ];
}

/**
 * The states: the diagram, and as a list what it says.
 *
 * @param {Telling} telling
 * @param {DiagramModel} model
 * @param {DiagramContext} context
 * @returns {Block[]}
 */
function stateBlocks(telling, model, context) {
  const { t, names } = telling;
  const items = model.states.map(({ id, label, note, isStart, isFinal }) => {
    const tags = [...(isStart ? [t.start] : []), ...(isFinal ? [t.final] : [])].map((tag) => ({ tag }));
    const moves = model.moves
      .filter(({ from }) => from === id)
      .map(({ number, to, acts, falls }) =>
        item([{ tag: String(number) }, t.movesTo(names.stateLabel(to))], [], {
          items: [
            ...acts.map((act) => item([`${actOf(act, context)}${act.consent === null ? "" : t.diagram.consentShort}`])),
            ...falls.map(({ message, isPossible }) => item([...(isPossible ? [{ tag: t.possible }] : []), message])),
          ],
        }),
      );
    const stays = (model.stays.get(id) ?? []).map((act) => item([actOf(act, context)]));
    const staying = stays.length === 0 ? [] : [item([t.diagram.stays], [], { items: stays })];
    return item([...tags, label], telling.optional(t.note, note), { id: `state-${id}`, items: [...moves, ...staying] });
  });
  return [heading(t.states, "states"), { kind: "diagram" }, ...list(items)];
}

/**
 * The parameters with their periods, and what is computed.
 *
 * @param {Telling} telling
 * @returns {Block[]}
 */
function paramBlocks(telling) {
  const { t, description } = telling;
  const { params, values } = description;
  const rows = params.flatMap((param) =>
    telling
      .values(param)
      .map(({ value, period, source, note }) => [
        [`${param.label} `, { code: param.id }],
        [value],
        [period ?? ""],
        sourceIn(telling, source),
        [note ?? ""],
      ]),
  );
  /** @type {Block[]} */
  const table =
    rows.length === 0
      ? []
      : [
          heading(t.params, "params"),
          { kind: "table", caption: t.params, head: [t.param, t.value, t.period, t.source, t.note], rows },
        ];
  const items = values.map(({ id, label, is, note }) =>
    item([label ?? id], [[t.value, [{ code: is }]], [t.id, [{ code: id }]], ...telling.optional(t.note, note)]),
  );
  return [...table, ...(items.length === 0 ? [] : [heading(t.values, "values"), ...list(items)])];
}

/**
 * @param {Telling} telling
 * @param {string | null} id
 * @returns {Span[]}
 */
function sourceIn(telling, id) {
  const source = telling.description.sources.find((one) => one.id === id);
  return source === undefined ? [""] : telling.source(source);
}

/**
 * @param {Telling} telling
 * @returns {Block[]}
 */
function factBlocks(telling) {
  const { t, description } = telling;
  if (description.facts.length === 0) return [];
  const rows = description.facts.map((fact) => [
    [`${fact.label} `, { code: fact.id }],
    [telling.type(fact)],
    [fact.hasDefault ? t.takenAs(telling.value(fact.default, fact.type, fact.choices)) : t.unknown],
    [factRemarks(fact, telling).join(t.between)],
  ]);
  return [
    heading(t.facts, "facts"),
    { kind: "table", caption: t.facts, head: [t.fact, t.type, t.leftOut, t.note], rows },
  ];
}

/**
 * @param {FactInfo} fact
 * @param {Telling} telling
 */
function factRemarks({ note, nullable, min, type, deadline, changes, after, together, editions }, telling) {
  const { t, names } = telling;
  const labels = (/** @type {readonly string[]} */ facts) => facts.map(names.factLabel);
  return [
    ...(note === null ? [] : [note]),
    ...(nullable ? [t.nullable] : []),
    ...(min === null ? [] : [t.least(telling.value(min, type))]),
    ...(deadline ? [t.deadline] : []),
    ...(changes ? [t.changes] : []),
    ...(after.length === 0 ? [] : [t.after(labels(after))]),
    ...(together.length === 0 ? [] : [t.together(labels(together))]),
    ...(editions === null ? [] : [t.only(editions.map((edition) => names.editionLabel(edition ?? "")))]),
  ];
}

/**
 * Where the other editions differ from the one that is told.
 *
 * @param {Policy} policy
 * @param {Telling} telling
 * @param {string} locale
 * @returns {Block[]}
 */
function editionBlocks(policy, telling, locale) {
  const { t, names, description } = telling;
  const { edition, editions } = description;
  if (edition === null || editions.length < 2) return [];
  const own = entriesOf(telling);
  const about = editions.map(({ label, note, default: isUsual }) =>
    item([...(isUsual ? [{ tag: t.usual }] : []), label], telling.optional(t.note, note)),
  );
  const others = editions
    .filter(({ id }) => id !== edition)
    .flatMap(({ id, label }) => {
      const entries = entriesOf(new Telling(policy.describe({ edition: id, locale }), telling.excepted));
      const differs = [...entries].filter(
        ([key, one]) => own.has(key) && JSON.stringify(own.get(key)) !== JSON.stringify(one),
      );
      const fresh = [...entries].filter(([key]) => !own.has(key));
      const lacks = [...own].filter(([key]) => !entries.has(key));
      /** @type {(text: string, all: [string, Item][], isShort?: boolean) => Block[]} */
      const part = (text, all, isShort = false) =>
        all.length === 0
          ? []
          : [{ kind: "label", text }, ...list(all.map(([, one]) => withoutIds(isShort ? item(one.spans) : one)))];
      const parts = [...part(t.differs, differs), ...part(t.onlyHere, fresh), ...part(t.notHere, lacks, true)];
      return [
        /** @type {Block} */ ({ kind: "heading", level: 3, text: label, id: `edition-${id}` }),
        ...(parts.length === 0 ? [/** @type {Block} */ ({ kind: "paragraph", spans: [t.same] })] : parts),
      ];
    });
  return [
    heading(t.editions, "editions"),
    ...list(about),
    { kind: "paragraph", spans: [t.editionsLead(names.editionLabel(edition))] },
    ...others,
  ];
}

/**
 * An entry that stands in the document once more: what can be linked to is the first.
 *
 * @param {Item} one
 * @returns {Item}
 */
function withoutIds({ id: _, items, ...rest }) {
  return { ...rest, items: items.map(withoutIds) };
}

/**
 * @param {Telling} telling
 * @returns {Block[]}
 */
function sourceBlocks(telling) {
  const { t, description } = telling;
  if (description.sources.length === 0) return [];
  const items = description.sources.map((source) =>
    item(telling.source(source), telling.optional(t.note, source.note), { id: `source-${source.id}` }),
  );
  return [heading(t.sources, "sources"), ...list(items)];
}
