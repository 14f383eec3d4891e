// Compiled by package.test.mjs in a fresh project: what a user of the package writes in TypeScript.

import init, { apply, calendar, describe, policies, preview, timeline, TorihikiError, version, ways } from "torihiki";
import type {
  Action,
  ActionId,
  Applied,
  ApplyOptions,
  Description,
  DutySpan,
  Order,
  Preview,
  PreviewOptions,
  Segment,
  Shift,
  Step,
  Timeline,
  TimelineOptions,
  Transition,
  Verdict,
  Way,
  Ways,
  WaysOptions,
} from "torihiki";

await init();
await Promise.all([
  init(),
  init(new URL("https://example.com/torihiki_bg.wasm")),
  init(new Uint8Array(8)),
  init(fetch("/torihiki_bg.wasm")),
]);

const order: Order = {
  policy: "coconala",
  state: "delivered",
  deliveredAt: new Date(0),
  revisionsUsed: 2,
  params: { reviewWindow: "72h" },
};
const options: PreviewOptions = { role: "buyer", now: "2026-11-13T09:00:00+09:00", locale: "en" };
const answer: Preview = preview(order, options);
const again: Preview = preview({ policy: "qoo10", state: "preparing" });

const revise: Action | undefined = answer.actions.find(({ id }) => id === "revise");
const verdict: "allowed" | "denied" | "unknown" | undefined = revise?.verdict;
const opensAt: number | null | undefined = revise?.opensAt;
const refusals: string[] = again.verbs.refuse;
const next: { at: number; what: string } | null = answer.next;

// The whole future.
const stretch: TimelineOptions = { role: "buyer", from: new Date(0), until: 1, locale: "ja" };
const future: Timeline = timeline(order, stretch);
const until: number | null = future.until;
const segment: Segment | undefined = timeline(order).segments[0];
const ends: number | null | undefined = segment?.to;
const then: Verdict | undefined = segment?.verdicts["buyer"]?.["revise"];
const rules: (string | null)[] = future.segments.flatMap(({ changes }) => changes.map((change: Shift) => change.rule));
const due: (number | null)[] = future.duties.map((duty: DutySpan) => duty.due);

// What an action would do; the order after it is an order like any other.
const doing: ApplyOptions = {
  role: "seller",
  now: 0,
  agreed: true,
  locale: "en",
};
const applied: Applied = apply(order, "deliver", doing);
const after: Order = applied.order;
const more: Applied = apply(applied.order, "revise");
const trap: Transition | undefined = more.runsInto[0];
const done: [boolean, string[], Action, Transition[], Preview] = [
  applied.applied,
  applied.missing,
  applied.action,
  [...applied.stops, ...applied.starts],
  applied.preview,
];

// How to get somewhere.
const goal: WaysOptions = { to: "completed", role: "buyer", now: 0, locale: "ja" };
const found: Ways = ways(after, goal);
const shortest: Way | undefined = ways(order, { to: "revise" }).ways[0];
const reached: number | undefined = shortest?.at;
const names: [string | null, string | null, string, boolean] = [
  found.goal.state,
  found.role,
  found.goal.label,
  found.gaveUp,
];

/** A step is one of four, and each is known by a key of its own. */
function told(step: Step): string {
  if ("action" in step) {
    const consentOf: string | null = step.consentOf;
    return `${step.by} ${step.action} ${step.label} ${consentOf}`;
  }
  if ("waitUntil" in step) {
    return new Date(step.waitUntil).toISOString();
  }
  if ("fact" in step) {
    const value: null | boolean | number | string = step.value;
    return `${step.fact} ${value}`;
  }
  const never: boolean = step.never;
  return String(never);
}
const steps: string[] = [...(shortest?.steps ?? []), ...(revise?.unblock ?? [])].map(
  (step) => `${told(step)}: ${step.message}`,
);

// A calendar, where there is anything to put into it.
const text: string | null = calendar(order, stretch);
const lines: number = calendar(order)?.length ?? 0;

// The types know the policies, where the order says which one it is of.
const loan = { policy: "coconala-account", state: "active", openPurchases: 1 } as const;
const withdrawal: Applied<"coconala-account"> = apply(loan, "withdraw", { role: "member" });
// What a person supplies with an action.
const asked: Applied<"crowdworks"> = apply({ policy: "crowdworks", state: "working" }, "request-extension", {
  with: { newDueAt: new Date() },
});
const agreed: Order<"crowdworks"> | null = asked.agreed;
const purchases: number | null | undefined = withdrawal.order.openPurchases;
const member: "member" | undefined = withdrawal.preview.actions[0]?.role;
const left: "active" | "withdrawn" = timeline(loan, { role: "member" }).state.effective;
const way: Step<"coconala-account">[] | undefined = ways(loan, { to: "withdrawn" }).ways[0]?.steps;

/** Where that is only known when the program runs, any order will do. */
function look(order: Order, action: ActionId): string[] {
  return [
    preview(order).state.effective,
    apply(order, action).action.id,
    ...Object.keys(timeline(order).segments[0]?.verdicts ?? {}),
  ];
}
const looked: string[] = [...look(order, "revise"), ...look(loan, "withdraw")];

const one: Description = describe("coconala", { edition: "official", locale: "en" });
const all: Description[] = describe();
const japanese: string | undefined = policies()[0]?.label.ja;
const release: string = version();

try {
  preview(order);
} catch (error) {
  if (error instanceof TorihikiError) {
    const message: string = error.message;
    const code: string = error.code;
    const suggestions: (string | null)[] = error.problems.map(({ suggests }) => suggests);
    console.log(message, code, suggestions);
  }
}

// @ts-expect-error an order needs a policy
preview({ state: "delivered" });
// @ts-expect-error languages are one text, with commas between them
preview(order, { locale: ["fr", "ja"] });
// @ts-expect-error what is absent is null
const absent: undefined = answer.next;
// @ts-expect-error the fact is misspelt
preview({ policy: "coconala", state: "delivered", deliverdAt: 0 });
// @ts-expect-error a state of another policy
calendar({ policy: "qoo10", state: "revising" });
// @ts-expect-error a role of another policy
preview(loan, { role: "buyer" });
// @ts-expect-error an action of another policy
apply(loan, "revise");
// @ts-expect-error an argument of another policy
apply(loan, "withdraw", { with: { newDueAt: 0 } });
// @ts-expect-error a fact is no argument
apply(loan, "withdraw", { with: { openPurchases: 0 } });
// @ts-expect-error neither a state nor an action of this policy
ways(loan, { to: "revise" });
// @ts-expect-error a timeline begins at `from`
timeline(order, { now: 0 });
// @ts-expect-error it has to be said which action
apply(order);
// @ts-expect-error whether somebody agreed is true or false
apply(order, "revise", { agreed: "yes" });
// @ts-expect-error it has to be said where the way leads
ways(order, { role: "buyer" });
// @ts-expect-error a step need not be an action
const action: string = shortest!.steps[0]!.action;
// @ts-expect-error there may be nothing to put into a calendar
const sure: string = calendar(order);

console.log(
  verdict,
  opensAt,
  next,
  refusals,
  until,
  ends,
  then,
  rules,
  due,
  trap,
  done,
  reached,
  names,
  steps,
  text,
  lines,
);
console.log(purchases, member, left, way, looked);
console.log(one.states, all.length, japanese, release, absent, action, sure);
