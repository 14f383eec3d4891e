/** An order that is tried: as JSON, by whom it is looked at and when, and the answer as the element shows it. */

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { icon } from "../../shared/icon.js";
import { findingList, tellFinding } from "../developers/findings.js";
import { field, selection } from "./fields.js";

/** @import { Shown } from "./workbench-view.js" */

/** @param {Shown} shown */
export function tryPane(shown) {
  const { t, written, description, cases, editors, findings, does } = shown;
  const own = findings.filter(({ side }) => side === "tried");
  const ofOptions = findings.filter(({ side }) => side === "options");
  const roles = [{ id: "", label: t.everybody }, ...(description?.roles ?? [])];
  const from = (cases ?? []).map(({ name }, index) => ({ id: String(index), label: name }));
  const type = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) =>
    does.look("now", currentTarget.value.trim());
  return html`<section class="playground-part" aria-labelledby="workbench-tried-heading">
      <h3 id="workbench-tried-heading">${t.tried}</h3>
      ${
        from.length === 0
          ? nothing
          : field(
              "workbench-case",
              t.triedFrom,
              selection("workbench-case", [{ id: "", label: t.triedChoose }, ...from], "", (index) => {
                if (index !== "") does.tryCase(Number(index));
              }),
            )
      }
      <div class="workbench-fields">
        ${field(
          "workbench-role",
          t.triedRole,
          selection("workbench-role", roles, written.role, (role) => does.look("role", role)),
        )}
        ${field(
          "workbench-now",
          t.triedNow,
          html`<input
            id="workbench-now"
            type="text"
            spellcheck="false"
            autocomplete="off"
            aria-invalid=${String(ofOptions.length > 0)}
            aria-describedby="workbench-now-problem"
            .value=${live(written.now)}
            @change=${type}
          />`,
        )}
      </div>
      <p id="workbench-now-problem" class="problem" ?hidden=${ofOptions.length === 0}>
        ${ofOptions.length === 0 ? nothing : html`${icon("danger")}<span>${ofOptions.map((one) => tellFinding(one, t).words)}</span>`}
      </p>
      <div class="playground-head">
        <h4 id="workbench-order-heading">${t.triedOrder}</h4>
        <div class="playground-tools">
          <button type="button" id="workbench-propose" @click=${editors.tried.offer}>${t.propose}</button>
        </div>
      </div>
      ${editors.tried.dom} ${findingList("tried", own, { editor: editors.tried, name: t.triedEditor }, { t, does })}
    </section>
    ${answerPart(shown)}`;
}

/** @param {Shown} shown */
function answerPart({ t, good, isRight, written, tried, cases, locale, does }) {
  const answer = tried?.answer ?? null;
  const canKeep = answer !== null && cases !== null && isRight;
  const told = good === null ? t.noPolicy : answer === null ? t.triedStale : isRight ? "" : t.stale;
  return html`<section class="playground-part" aria-labelledby="workbench-answer-heading">
    <div class="playground-head">
      <h3 id="workbench-answer-heading">${t.triedAnswer}</h3>
      <div class="playground-tools">
        <button
          type="button"
          id="workbench-keep"
          aria-disabled=${String(!canKeep)}
          title=${t.keepNote}
          @click=${() => canKeep && does.keep()}
        >
          ${icon("allowed")}${t.keep}
        </button>
        <button
          type="button"
          id="workbench-look"
          aria-disabled=${String(answer === null || !isRight)}
          title=${t.lookNote}
          @click=${does.lookAt}
        >
          ${icon("arrow")}${t.look}
        </button>
      </div>
    </div>
    <p class="playground-told" ?hidden=${told === ""}>${icon("caution")}<span>${told}</span></p>
    ${
      good === null || answer === null
        ? nothing
        : html`<torihiki-order
            id="workbench-order"
            size="full"
            heading-level="4"
            readonly
            .policyDocument=${good.policy}
            .order=${tried?.order}
            .party=${written.role === "" ? null : written.role}
            .locale=${locale}
            .now=${answer.asOf}
            ?data-behind=${!isRight}
          ></torihiki-order>`
    }
  </section>`;
}
