// What an element shows of one action, against what the answer says of it. It runs inside a page.

/**
 * @import { Action } from "torihiki"
 * @import { Faults } from "./compare.mjs"
 * @import { Names } from "./shown.mjs"
 */

import { iso, words } from "./compare.mjs";

/**
 * Whether an action does serious harm to whoever takes it, or costs them money, for sure or perhaps.
 *
 * @param {Action} action
 */
export function hurts({ role, effects }) {
  const own = effects.filter(({ audience }) => audience.length === 0 || audience.some((one) => one === role));
  return own.some(
    ({ severity, kind }) =>
      severity === "danger" || (severity === "caution" && ["refund", "payout", "penalty"].includes(kind)),
  );
}

/**
 * @param {Faults} faults
 * @param {Found} entry
 * @param {Action} action
 * @param {Names & { state: string }} names
 * @param {(from: ParentNode, selector: string) => Found[]} all
 */
export function wrongAction(faults, entry, action, names, all) {
  const name = `${action.id} of ${action.role}`;
  const [label] = all(entry, "summary [role=heading]");
  faults.same(
    `the name of ${name}`,
    words(label.textContent),
    words(names.isOfAll ? `${action.label} ${names.roles[action.role]}` : action.label),
  );
  if (action.missing.length > 0) {
    faults.says(
      `what is missing for ${name}`,
      action.missing.map(() => entry.querySelector(".gist-missing")),
      action.missing.map((fact) => names.facts[fact]),
    );
  }
  const leadsElsewhere = action.leadsTo !== null && action.leadsTo !== names.state;
  faults.same(`whether ${name} leads elsewhere`, entry.querySelector(".leads-to") !== null, leadsElsewhere);
  if (leadsElsewhere) {
    faults.says(`where ${name} leads`, [entry.querySelector(".leads-to")], [names.states[action.leadsTo]]);
  }

  const reasons = all(entry, ".why [data-rule][data-status]");
  const reasonsTold = action.reasons.flatMap((reason) => [reason, ...reason.alternatives]);
  /**
   * @param {string} rule
   * @param {string} status
   */
  const outcome = (rule, status) => `${rule}: ${status}`;
  faults.same(
    `the reasons of ${name}`,
    reasons.map(({ dataset }) => outcome(dataset.rule, dataset.status)),
    reasonsTold.map(({ rule, status }) => outcome(rule, status)),
  );
  faults.says(
    `a reason of ${name}`,
    reasons,
    reasonsTold.map(({ message }) => message),
  );

  const effects = all(entry, ".what-follows [data-rule]");
  faults.same(
    `the effects of ${name}`,
    effects.map(({ dataset }) => dataset.rule),
    action.effects.map(({ rule }) => rule),
  );
  faults.says(
    `an effect of ${name}`,
    effects,
    action.effects.map(({ message }) => message),
  );

  const told = action.verdict === "denied" ? action.opensAt : action.until;
  faults.same(
    `the deadline of ${name}`,
    entry.querySelector("summary [part=deadline] time")?.dateTime ?? null,
    told === null ? null : iso(told),
  );

  const drafts = all(entry, "[data-draft]");
  faults.same(
    `the drafts of ${name}`,
    drafts.map(({ dataset }) => dataset.draft),
    action.drafts.map(({ id }) => id),
  );
  faults.says(
    `a draft of ${name}`,
    drafts,
    action.drafts.map(({ subject }) => subject),
  );
  faults.says(
    `a draft of ${name}`,
    drafts,
    action.drafts.map(({ body }) => body),
  );

  const editions = all(entry, "[data-edition]");
  /** @param {{ edition?: string, verdict?: string }} told */
  const reading = ({ edition, verdict }) => `${edition}: ${verdict}`;
  faults.same(
    `other editions of ${name}`,
    editions.map(({ dataset }) => reading(dataset)),
    action.editions.filter(({ agrees }) => !agrees).map(reading),
  );

  const isHopeless = action.unblock.some((step) => "never" in step);
  const steps = action.verdict === "denied" && !isHopeless ? action.unblock : [];
  faults.says(
    `a step to ${name}`,
    all(entry, "[data-step]"),
    steps.map(({ message }) => message),
  );
  faults.same(`the steps to ${name}`, all(entry, "[data-step]").length, steps.length);
  if (action.verdict === "denied" && isHopeless && action.opensAt === null) {
    faults.says(`that ${name} never opens`, [entry], [action.unblock[0].message]);
  }

  const caution = entry.querySelector(".consent");
  faults.same(`whether ${name} needs consent`, caution !== null, action.consentOf !== null);
  faults.same(`the button of ${name}`, entry.querySelector("[data-choose]") !== null, action.verdict === "allowed");
  const isHarm = action.verdict !== "denied" && hurts(action);
  faults.same(`whether ${name} looks harmful`, entry.matches(".action-harmful"), isHarm);
  const button = entry.querySelector("[data-choose]");
  if (button !== null) faults.same(`the button of ${name}`, button.matches(".choose-harmful"), isHarm);
  faults.same(
    `whether facts for ${name} are missing`,
    entry.querySelector(".gist-missing") !== null,
    action.missing.length > 0,
  );
}
