/** The controls around an answer: in which language, who looks, by which edition, when. */

import { html, nothing } from "lit/html.js";
import { instantText } from "../../shared/instant.js";
import { instantOf } from "../../shared/time.js";
import { isOwn } from "../view/beginning.js";
import { choice } from "./choice.js";
import { timeControl } from "./moment.js";

/** @import { EditionId, Locale, Preview } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The languages, each named in itself.
 *
 * @param {Pick<ControlContext, "t" | "locale" | "does" | "problems">} context
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
 * Who looks at the order, by which reading of the rules, and when.
 *
 * Where the window is narrow they are folded away behind a line that says what they are.
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
  return html`<details id="more" class="more">
    <summary id="more-summary">
      <span class="more-label">${t.moreSummary}</span> <span class="more-reading">${reading(context)}</span>
    </summary>
    <div class="more-body">
      ${isOwn(view) ? nothing : choice("role", "segments", t.roleGroup, roles, view.role, look, context)}
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
  const { t, view, edition, editionLabel, role, roleLabel } = context;
  const now = instantOf(view.now);
  const said = [
    isOwn(view) ? null : role === null ? t.everybody : roleLabel(role),
    Number.isNaN(now) ? null : view.isLive ? t.present : instantText(now, { ...context, now, isPlain: true }),
    edition === null ? null : editionLabel(edition),
  ];
  return said.filter((part) => part !== null).join(" · ");
}
