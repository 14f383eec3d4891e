// What has to compile: orders of every policy as people write them, and answers that know their policy.

import torihiki, {
  apply,
  calendar,
  describe,
  init,
  policies,
  preview,
  timeline,
  TorihikiError,
  verdicts as verdictsOf,
  ways,
} from "torihiki";
import * as inline from "torihiki/inline";
import type {
  Action,
  ActionId,
  Applied,
  Arguments,
  FactName,
  InitSource,
  Order,
  PolicyId,
  Preview,
  PreviewOptions,
  RoleId,
  RuleId,
  StateId,
  Step,
  Timeline,
  Verdict,
  Verdicts,
} from "torihiki";

/** Whether two types are one and the same, and not only assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<_ extends true>(): void {}

// The answer about an order of Coconala knows the actions, roles, states and rules of Coconala.
const answer = preview({ policy: "coconala", state: "delivered", deliveredAt: new Date(0) }, { role: "buyer" });
const action = answer.actions[0]!;
holds<Same<typeof answer, Preview<"coconala">>>();
holds<Same<typeof action, Action<"coconala">>>();
holds<Same<typeof action.role, "buyer" | "seller">>();
holds<Same<typeof action.id, ActionId<"coconala">>>();
holds<Same<typeof answer.state.effective, "in-progress" | "delivered" | "revising" | "completed" | "cancelled">>();
const rule: RuleId<"coconala"> = "coconala.revise.review-window-open";
export const reason = action.reasons.find((each) => each.rule === rule)?.message;
export const revise = answer.actions.find(({ id }) => id === "revise")?.verdict === "allowed";
export const completes = answer.ifNobodyActs.some(
  (each) => each.rule === "coconala.auto-complete" && each.to === "completed",
);
export const missing: FactName<"coconala">[] = action.missing;
export const possible: ActionId<"coconala">[] = [
  ...answer.verbs.revise,
  ...answer.verbs.cancel,
  ...answer.verbs.refuse,
  ...answer.verbs["report-unresponsive"],
];

// Every policy, each with facts, parameters and instants in the ways in which they may be written.
const orders = [
  {
    policy: "coconala",
    state: "in-progress",
    edition: "official",
    purchasedAt: "2026-11-01T09:00:00+09:00",
    params: { reviewWindow: "72h" },
    id: 7,
  },
  { policy: "coconala-account", state: "active", openPurchases: 1, undeliveredSales: null, id: "mine" },
  { policy: "qoo10", state: "preparing", cancelRequestedAt: Date.now(), cancelRefusedAt: null, madeToOrder: false },
  { policy: "crowdworks", state: "working", dueAt: new Date() },
  { policy: "lancers", state: "agreed", edition: null, nudgedAt: null },
] satisfies Order[];
holds<Same<(typeof orders)[number]["policy"], PolicyId>>();
export const verdicts = orders.map((order: Order) =>
  preview(order).actions.map(({ id, verdict }) => `${id}: ${verdict}`),
);
preview({ policy: "qoo10", state: "preparing" }, null);
preview({ policy: "qoo10", state: "preparing" }, { role: null, now: null, locale: null });

// What an action makes of an order is an order of the same policy, and can be asked everything again.
const applied = apply({ policy: "coconala", state: "delivered" }, "revise", { role: "buyer", agreed: true });
apply({ policy: "crowdworks", state: "working" }, "request-extension", { with: { newDueAt: 0 } });
holds<Same<typeof applied, Applied<"coconala">>>();
holds<Same<typeof applied.order, Order<"coconala">>>();
const twice = apply(applied.order, "deliver", { role: "seller" });
holds<Same<typeof twice, Applied<"coconala">>>();
export const delivered: "coconala" = preview(twice.order).policy.id;
export const files: (string | null)[] = [calendar(twice.order, { role: "seller" }), calendar(applied.order)];

const may = verdictsOf(applied.order, { role: "buyer", locale: undefined });
holds<Same<typeof may, Verdicts<"coconala">>>();
export const effective: StateId<"coconala"> = may.state.effective;
export const revising: Verdict | undefined = may.verdicts.buyer?.revise;

const future = timeline(applied.order, { role: "buyer", from: 0 });
holds<Same<(typeof future.segments)[number]["state"], StateId<"coconala">>>();
export const there: Step<"coconala">[] = ways(applied.order, { to: "completed" }).ways.flatMap(({ steps }) => steps);
export const allowed: Step<"coconala">[] = ways(applied.order, { to: "rate", role: "buyer" }).ways.flatMap(
  ({ steps }) => steps,
);

/** A function that works for whichever policy it is given. */
export function first<P extends PolicyId>(order: Order<P>, role?: RoleId<P>): Action<P> | undefined {
  return preview(order, { role }).actions[0];
}
export const qoo10: ActionId<"qoo10"> | undefined = first({ policy: "qoo10", state: "packed" }, "seller")?.id;

/** What keeps an order of whichever policy, and asks and changes it by every call that there is. */
export class Deal<P extends PolicyId> {
  constructor(
    private order: Order<P>,
    private readonly options?: Omit<PreviewOptions<P>, "now">,
  ) {}
  look(now?: number): Preview<P> {
    return preview(this.order, { ...this.options, now });
  }
  act(action: ActionId<P>, given?: Arguments<P>): P {
    const { order, agreed } = apply(this.order, action, { ...this.options, with: given });
    this.order = agreed ?? order;
    return this.order.policy;
  }
  way(to: StateId<P> | ActionId<P>): Step<P>[] | undefined {
    return ways(this.order, { ...this.options, to }).ways[0]?.steps;
  }
  file(): [Timeline<P>, string | null] {
    return [timeline(this.order, this.options), calendar(this.order, this.options)];
  }
}
const deal = new Deal({ policy: "lancers", state: "agreed" }, { role: "client" });
holds<Same<typeof deal, Deal<"lancers">>>();
export const kept: "lancers" = deal.look().policy.id;

/** What a form or a row of a database may lack is `undefined`, wherever it may be left out. */
interface Row {
  shownAt: Date | undefined;
  revisions: number | undefined;
  edition: "guide" | "official" | undefined;
  window: string | undefined;
  key: string | undefined;
  role: "buyer" | "seller" | undefined;
  locale: string | undefined;
}
export function fromRow({ shownAt, revisions, edition, window, key, role, locale }: Row): Applied<"coconala"> {
  const order: Order<"coconala"> = {
    policy: "coconala",
    state: "delivered",
    deliveredAt: shownAt,
    revisionsUsed: revisions,
    edition,
    params: { reviewWindow: window },
    id: key,
  };
  timeline(order, { role, from: shownAt, until: undefined, locale });
  ways(order, { to: "completed", role, now: shownAt, locale });
  describe("coconala", { edition, locale });
  apply({ policy: "crowdworks", state: "working" }, "request-extension", { with: { newDueAt: shownAt } });
  return apply(order, "revise", { role, now: shownAt, with: undefined, agreed: undefined, locale });
}

/** Where the policy comes from outside, it is looked up first. */
export function known(id: string): PolicyId | undefined {
  return policies().find((policy) => policy.id === id)?.id;
}
export const labels: string[] = [describe("lancers", { locale: "en" }).label, ...describe().map(({ label }) => label)];

// The entry with the WebAssembly inside has the very same types, and errors are told apart by their class.
holds<Same<typeof inline.preview, typeof preview>>();
holds<Same<typeof inline.TorihikiError, typeof TorihikiError>>();
holds<Same<typeof inline.default, typeof torihiki>>();
holds<Same<typeof torihiki, typeof init>>();
export function helpOf(error: unknown): string[] {
  return error instanceof TorihikiError ? error.problems.map(({ code, path, help }) => `${code} ${path} ${help}`) : [];
}
const sources: InitSource[] = [
  "/torihiki_bg.wasm",
  new URL("https://example.com/torihiki_bg.wasm"),
  new Uint8Array(8),
  new ArrayBuffer(8),
  new Response(),
  new WebAssembly.Module(new Uint8Array(8)),
];
export const loaded: Promise<void>[] = [init(), init(sources[0]), init(fetch("/torihiki_bg.wasm"))];
