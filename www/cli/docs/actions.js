/** The actions of a policy, as blocks of a document. */

import { item, joined, list } from "./blocks.js";

/**
 * @import { ActionInfo } from "torihiki"
 * @import { Block, Item, Span } from "./blocks.js"
 * @import { Telling } from "./telling.js"
 */

/**
 * What is said of an action apart from its rules.
 *
 * @param {ActionInfo} action
 * @param {Telling} telling
 * @returns {[label: string, spans: Span[]][]}
 */
export function actionDetails(action, telling) {
  const { t, names } = telling;
  const { from, to, consent, agreed, set, asserts, note, inForce, sources } = action;
  const needed = consent?.of.map(({ by, of }) => t.consentOf(names.roleLabel(by), names.roleLabel(of))) ?? [];
  const after = to === null ? t.stays : t.quoted(names.stateLabel(to));
  const supplied = action.with.map((argument) => {
    const { label, note, hasDefault, nullable, min } = argument;
    const remarks = [
      telling.type(argument),
      ...(hasDefault ? [t.takenAs(telling.value(argument.default, argument.type, argument.choices))] : []),
      ...(nullable ? [t.nullable] : []),
      ...(min === null ? [] : [t.least(telling.value(min, argument.type))]),
    ];
    const told = `${label}${t.bracketed(remarks.join(t.between))}`;
    return /** @type {[label: string, spans: Span[]]} */ ([
      t.supplies,
      [note === null ? told : `${told}${t.colon}${note}`],
    ]);
  });
  const onceAgreed = agreed === null || agreed.to === null ? null : t.quoted(names.stateLabel(agreed.to));
  return [
    [t.inStates, [telling.states(from)]],
    // What asking alone leads to is told apart from what agreeing does.
    ...(onceAgreed !== null && to === null ? [] : telling.optional(t.leadsTo, after)),
    ...telling.optional(t.asserts, asserts === null ? null : t.quoted(asserts)),
    ...telling.optional(t.consent, needed.length === 0 ? null : needed.join(t.between)),
    ...telling.code(t.unless, consent?.unless ?? null),
    ...supplied,
    ...telling.records(t.records, set),
    ...telling.optional(t.agreed, onceAgreed),
    ...telling.records(t.agreed, agreed?.set ?? []),
    ...telling.optional(t.period, telling.period(inForce)),
    ...telling.optional(t.note, note),
    ...telling.sources(sources),
  ];
}

/**
 * The actions by role. One that several roles have is told once, and referred to from the others.
 *
 * @param {Telling} telling
 * @returns {Block[]}
 */
export function actionBlocks(telling) {
  const { t, description } = telling;
  /** @type {Map<string, string>} */
  const toldBy = new Map();
  return description.roles.flatMap(({ id, label }) => {
    const own = description.actions.filter(({ roles }) => roles.includes(id));
    if (own.length === 0) return [];
    const fresh = own.filter((action) => !toldBy.has(action.id));
    const others = own.filter((action) => toldBy.has(action.id));
    for (const action of fresh) toldBy.set(action.id, label);
    /** @type {Block} */
    const heading = { kind: "heading", level: 3, text: t.everyRole(label), id: `role-${id}` };
    const references = others.map((action) =>
      item([{ link: action.label, href: `#action-${action.id}` }, t.bracketed(t.toldAt(toldBy.get(action.id) ?? ""))]),
    );
    return [heading, ...fresh.flatMap((action) => actionBlock(action, telling)), ...list(references)];
  });
}

/**
 * @param {ActionInfo} action
 * @param {Telling} telling
 * @returns {Block[]}
 */
function actionBlock(action, telling) {
  const { t, names } = telling;
  const { id, label, requires, effects, elsewhere, drafts } = action;
  const labelled = (/** @type {string} */ text, /** @type {Item[]} */ items) =>
    items.length === 0 ? [] : [/** @type {Block} */ ({ kind: "label", text }), ...list(items)];
  return [
    { kind: "heading", level: 4, text: label, id: `action-${id}` },
    { kind: "details", rows: actionDetails(action, telling) },
    ...labelled(
      t.requires,
      requires.map((requirement) => telling.requirement(requirement)),
    ),
    ...labelled(
      t.effects,
      effects.map((effect) => telling.effect(effect)),
    ),
    ...labelled(
      t.elsewhere,
      elsewhere.map(({ state, message }) => item([`${t.quoted(names.stateLabel(state))}${t.colon}${message}`])),
    ),
    ...(drafts.length === 0 ? [] : [/** @type {Block} */ ({ kind: "label", text: t.drafts })]),
    ...drafts.flatMap(({ subject, body, when, roles }) => {
      const rows = [...telling.optional(t.sender, telling.roles(roles)), ...telling.code(t.when, when)];
      return /** @type {Block[]} */ ([
        { kind: "draft", subject, body },
        { kind: "details", rows },
      ]);
    }),
  ];
}

/**
 * The rules of an edition by what tells them from one another, to be compared with those of another one.
 *
 * @param {Telling} telling
 * @returns {Map<string, Item>}
 */
export function entriesOf(telling) {
  const { t, description } = telling;
  const { actions, transitions, duties, params, values, states } = description;
  /** @type {[string, Item][]} */
  const entries = [
    ...states.map(({ id, label, note }) => entry(`state ${id}`, [t.quoted(label)], telling.optional(t.note, note))),
    ...params.map((param) => {
      const told = telling
        .values(param)
        .map(({ value, period }) => [value, ...(period === null ? [] : [t.bracketed(period)])]);
      return entry(
        `param ${param.id}`,
        [`${param.label}${t.colon}`, ...joined(told, t.comma)],
        telling.sources(param.source === null ? [] : [param.source]),
      );
    }),
    ...values.map(({ id, label, is }) => entry(`value ${id}`, [`${label ?? id}${t.colon}`, { code: is }], [])),
    ...actions.flatMap((action) => {
      const within = (/** @type {Item} */ one) => ({ ...one, spans: [{ tag: action.label }, ...one.spans] });
      return [
        entry(
          `action ${action.id}`,
          [{ tag: telling.roles(action.roles) }, action.label],
          actionDetails(action, telling),
        ),
        ...action.requires.map(
          (one) => /** @type {[string, Item]} */ ([`rule ${one.rule}`, within(telling.requirement(one))]),
        ),
        ...action.effects.map(
          (one) => /** @type {[string, Item]} */ ([`rule ${one.rule}`, within(telling.effect(one))]),
        ),
      ];
    }),
    ...transitions.map(
      (one) => /** @type {[string, Item]} */ ([`rule ${one.rule} ${one.from}`, transitionItem(one, telling)]),
    ),
    ...duties.map((one) => /** @type {[string, Item]} */ ([`rule ${one.rule}`, dutyItem(one, telling)])),
  ];
  return new Map(entries);
}

/** @type {(key: string, spans: Span[], details: [label: string, spans: Span[]][]) => [string, Item]} */
const entry = (key, spans, details) => [key, item(spans, details)];

/**
 * @param {import("torihiki").TransitionInfo} transition
 * @param {Telling} telling
 */
export function transitionItem(transition, telling) {
  const { t, names } = telling;
  const { from, to, at, when, set, certainty, effects } = transition;
  const own = /** @type {[label: string, spans: Span[]][]} */ ([
    [t.change, [t.changeTo(from.map(names.stateLabel), names.stateLabel(to))]],
    ...telling.code(t.at, at),
    ...telling.code(t.when, when),
    ...telling.records(t.records, set),
  ]);
  const tags = certainty === "possible" ? [t.possible] : [];
  return telling.rule(transition, own, { tags, items: effects.map((effect) => telling.effect(effect)) });
}

/**
 * @param {import("torihiki").DutyInfo} duty
 * @param {Telling} telling
 */
export function dutyItem(duty, telling) {
  const { t, names } = telling;
  const who = duty.role === null ? (telling.whoeverIsNot(duty.rule) ?? t.someone) : names.roleLabel(duty.role);
  const own = /** @type {[label: string, spans: Span[]][]} */ ([
    ...(duty.in.length === 0 ? [] : [[t.stands, [telling.states(duty.in)]]]),
    [t.due, duty.due === null ? [t.noDue] : [{ code: duty.due }]],
    ...telling.code(t.when, duty.when),
  ]);
  return telling.rule({ ...duty, message: t.dutyOf(who, duty.message) }, own);
}
