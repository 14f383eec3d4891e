/** The ways into the page: an order of one's own, step by step, or an example. */

import { html, nothing } from "lit/html.js";
import { instantText } from "../../shared/instant.js";
import { instantOf } from "../../shared/time.js";
import { choice } from "../controls/choice.js";
import { isOwn } from "../view/beginning.js";
import { withKey } from "../view/fields.js";
import { names, opening, samples } from "../view/samples.js";

/** @import { Description, PolicyId, PolicySummary } from "torihiki" */
/** @import { ControlContext, PageDescription } from "../types.js" */

/**
 * What is told before anything has been chosen: no policy is described then.
 *
 * @typedef {Pick<ControlContext, "t" | "view" | "locale" | "does" | "problems">} EntryContext
 */

/**
 * The choice between the two ways, and the first steps of the one that is chosen.
 *
 * @param {PolicySummary[]} policyList
 * @param {PageDescription | null} description
 * @param {EntryContext} context
 */
export function entryView(policyList, description, context) {
  const { t, view, locale, does } = context;
  const way = isOwn(view) ? "own" : "example";
  const ways = [
    { id: "own", label: t.entryOwn },
    { id: "example", label: t.entryExample },
  ];
  const enter = (/** @type {string} */ id) => {
    const { policy } = view.order;
    if (id === "own") does.own();
    else if (Object.hasOwn(samples, policy)) does.start(policy, samples[policy][0].id);
    else does.start(opening.policy, opening.sample);
  };
  const kinds = policyList.map(({ id, label }) => ({
    id,
    label: names[id]?.[locale] ?? label[locale],
    title: label[locale],
  }));
  const withExamples = kinds.filter(({ id }) => Object.hasOwn(samples, id));
  return html`${choice("entry", "ways", t.entryGroup, ways, way, enter, context)}
  ${isOwn(view) ? ownSteps(kinds, description, context) : exampleChoices(withExamples, context)}`;
}

/**
 * Which marketplace, who I am, and where it stands. A step is there once the one before it has been taken.
 *
 * @param {{ id: PolicyId, label: string, title: string }[]} kinds
 * @param {Description | null} description
 * @param {EntryContext} context
 */
function ownSteps(kinds, description, context) {
  const { t, view, does } = context;
  const { policy, state } = /** @type {Record<string, string>} */ (view.order);
  const roles = description?.roles ?? [];
  const { everyState = [] } = /** @type {Partial<PageDescription>} */ (description ?? {});
  const look = (/** @type {string} */ role) => does.update({ role });
  const stand = (/** @type {string} */ id) => does.edit((order) => withKey(order, "state", id));
  return html`<div class="steps-in">
    ${choice("policy", "chips", t.askPolicy, kinds, policy, (/** @type {string} */ id) => does.own(id), context)}
    ${roles.length < 2 ? nothing : choice("role", "chips", t.askRole, roles, view.role, look, context)}
    ${
      description === null || (view.role === "" && state === undefined)
        ? nothing
        : choice("state", "chips", t.askState, everyState, state ?? "", stand, context)
    }
  </div>`;
}

/**
 * The examples, by marketplace; each of a date of its own.
 *
 * @param {{ id: PolicyId, label: string, title: string }[]} kinds
 * @param {EntryContext} context
 */
function exampleChoices(kinds, context) {
  const { t, view, locale, does } = context;
  const { policy } = view.order;
  const examples = samples[policy].map(({ id, title }) => ({ id, label: title[locale] }));
  const startWith = (/** @type {string} */ id) => does.start(id, samples[/** @type {PolicyId} */ (id)][0].id);
  const { now } = samples[policy].find(({ id }) => id === view.sample) ?? samples[policy][0];
  const at = instantOf(now);
  const told = instantText(at, { t: /** @type {any} */ (t), locale, zone: "+09:00", now: NaN, ownZone: "+09:00" });
  return html`<div class="examples">
    ${choice("policy", "tabs", t.policyGroup, kinds, policy, startWith, context)}
    ${choice("sample", "pills", t.sampleGroup, examples, view.sample, (id) => does.start(policy, id), context)}
    <p class="example-date">${t.exampleOf(told)}</p>
  </div>`;
}
