/** The controls around an order: in which language, which one, who looks, by which edition. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { instantText } from "../../shared/instant.js";
import { instantOf } from "../../shared/time.js";
import { names, samples } from "../view/samples.js";
import { choice } from "./choice.js";
import { timeControl } from "./moment.js";

/** @import { EditionId, Locale, PolicyId, PolicySummary, Preview } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The languages, each named in itself.
 *
 * @param {ControlContext} context
 */
export function languageChoice(context) {
  const { t, locale, does } = context;
  const options = [
    { id: "ja", label: html`<span lang="ja">日本語</span>` },
    { id: "en", label: html`<span lang="en">English</span>` },
  ];
  const choose = (/** @type {string} */ chosen) => does.update({ locale: /** @type {Locale} */ (chosen) });
  return choice("locale", "segments", t.languageGroup, options, locale, choose, context);
}

/**
 * The kind of deal and the example to start from.
 *
 * @param {PolicySummary[]} policyList
 * @param {ControlContext} context
 */
export function orderChoices(policyList, context) {
  const { t, view, locale, does } = context;
  const { policy } = view.order;
  const kinds = policyList.map(({ id, label }) => ({
    id,
    label: names[id]?.[locale] ?? label[locale],
    title: label[locale],
  }));
  const examples = samples[policy].map(({ id, title }) => ({ id, label: title[locale] }));
  const startWith = (/** @type {string} */ id) => does.start(id, samples[/** @type {PolicyId} */ (id)][0].id);
  return html`${choice("policy", "tabs", t.policyGroup, kinds, policy, startWith, context)}
  ${choice("sample", "pills", t.sampleGroup, examples, view.sample, (id) => does.start(policy, id), context)}`;
}

/**
 * Who looks at the order, by which reading of the rules, and when.
 *
 * Where the window is narrow, the edition and the time are folded away behind a line that says what they are.
 *
 * @param {Preview | null} answer
 * @param {ControlContext} context
 */
export function viewpointControls(answer, context) {
  const { t, view, does, description } = context;
  const roles = [{ id: "", label: t.everybody }, ...description.roles];
  const editions = description.editions.map(({ id, label, note }) => ({ id, label, title: note ?? undefined }));
  const read = (/** @type {string} */ edition) =>
    does.update({ order: { ...view.order, edition: /** @type {EditionId} */ (edition) } });
  const look = (/** @type {string} */ role) => does.update({ role });
  return html`${choice("role", "segments", t.roleGroup, roles, view.role, look, context)}
    <a class="to-form" href="#order-form">${icon("edit")}${t.formLink}</a>
    <details id="more" class="more">
      <summary id="more-summary">
        <span class="more-label">${t.moreSummary}</span> <span class="more-reading">${reading(context)}</span>
      </summary>
      <div class="more-body">
        ${
          editions.length < 2
            ? nothing
            : choice("edition", "segments", t.editionGroup, editions, view.order.edition ?? "", read, context)
        }
        ${timeControl(answer, context)}
      </div>
    </details>`;
}

/**
 * What is folded away, in a line.
 *
 * @param {ControlContext} context
 */
function reading(context) {
  const { view, edition, editionLabel } = context;
  const now = instantOf(view.now);
  const said = [
    Number.isNaN(now) ? null : instantText(now, { ...context, now, isPlain: true }),
    edition === null ? null : editionLabel(edition),
  ];
  return said.filter((part) => part !== null).join(" · ");
}
