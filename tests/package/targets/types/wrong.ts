// What must not compile. Each comment is an error itself where the line below it is none.

import { apply, calendar, describe, init, preview, timeline, verdicts, ways } from "torihiki";
import { preview as inline } from "torihiki/inline";
import type { ActionId, Order, RoleId, RuleId, StateId } from "torihiki";

// Orders

// @ts-expect-error there is no such policy
preview({ policy: "mercari", state: "delivered" });
// @ts-expect-error an order has a policy
preview({ state: "delivered" });
// @ts-expect-error an order has a state
preview({ policy: "coconala" });
// @ts-expect-error there is no such state
preview({ policy: "coconala", state: "deliverd" });
// @ts-expect-error this is a state of another policy
preview({ policy: "coconala", state: "preparing" });
// @ts-expect-error the fact is misspelt
preview({ policy: "coconala", state: "delivered", deliverdAt: "2026-11-10T09:00:00+09:00" });
// @ts-expect-error this is a fact of another policy
preview({ policy: "coconala", state: "delivered", shipBy: "2026-11-10T09:00:00+09:00" });
// @ts-expect-error an instant is not true or false
preview({ policy: "coconala", state: "delivered", deliveredAt: true });
// @ts-expect-error the number of revisions is a number
preview({ policy: "coconala", state: "delivered", revisionsUsed: "2" });
// @ts-expect-error there is no such edition
preview({ policy: "coconala", state: "delivered", edition: "unofficial" });
// @ts-expect-error the parameter is misspelt
preview({ policy: "coconala", state: "delivered", params: { reviewWindw: "72h" } });
// @ts-expect-error the parameter is one of another policy
timeline({ policy: "qoo10", state: "preparing", params: { reviewWindow: "72h" } });
// @ts-expect-error the fact is misspelt
calendar({ policy: "lancers", state: "working", nudgdAt: 0 });
// @ts-expect-error the other entry knows it as well
inline({ policy: "coconala", state: "delivered", deliverdAt: 0 });

// Options

const order: Order<"coconala"> = { policy: "coconala", state: "delivered" };

// @ts-expect-error there is no such role
preview(order, { role: "byer" });
// @ts-expect-error this is a role of another policy
preview(order, { role: "lancer" });
// @ts-expect-error this is a role of another policy
timeline(order, { role: "worker" });
// @ts-expect-error this is a role of another policy
verdicts(order, { role: "worker" });
// @ts-expect-error this is an action of another policy
verdicts(order).verdicts.buyer?.pack;
// @ts-expect-error languages are one text, with commas between them
preview(order, { locale: ["fr", "ja"] });
// @ts-expect-error there is no such option
preview(order, { at: 0 });
// @ts-expect-error an instant is not an object like this one
preview(order, { now: { year: 2026 } });
// @ts-expect-error there is no such policy
describe("mercari");
// @ts-expect-error this is nothing that the WebAssembly can be loaded from
init(5);

// Actions and goals

// @ts-expect-error there is no such action
apply(order, "revize");
// @ts-expect-error this is an action of another policy
apply(order, "request-termination");
// @ts-expect-error this is a role of another policy
apply(order, "revise", { role: "client" });
// @ts-expect-error this is an argument of another policy
apply(order, "revise", { with: { newDueAt: 0 } });
// @ts-expect-error this is a fact, which belongs to the order
apply(order, "revise", { with: { deliveredAt: 0 } });
// @ts-expect-error this is neither a state nor an action
ways(order, { to: "finished" });
// @ts-expect-error this is a state of another policy
ways(order, { to: "terminated" });
// @ts-expect-error it has to be said where the way leads
ways(order);

// Answers

const answer = preview(order);
const { order: after } = apply(order, "revise");

// @ts-expect-error no action of this policy has this id
export const never = answer.actions.find(({ id }) => id === "request-termination");
// @ts-expect-error no role of this policy has this id
export const nobody = answer.actions.filter(({ role }) => role === "worker");
// @ts-expect-error no rule of this policy has this id
export const nothing = answer.actions[0]?.reasons.find(({ rule }) => rule === "crowdworks.deliver.state");
// @ts-expect-error no state of this policy has this id
export const nowhere = answer.state.effective === "terminated";
// @ts-expect-error there is no such verdict
export const maybe = answer.actions[0]?.verdict === "maybe";
// @ts-expect-error the order after an action is still one of its policy
apply(after, "request-termination");
// @ts-expect-error nor is it one of another
export const other: Order<"qoo10"> = after;
// @ts-expect-error there may be nothing in a calendar
export const text: string = calendar(after);

// Ids

// @ts-expect-error this is a role of another policy
export const role: RoleId<"qoo10"> = "worker";
// @ts-expect-error this is a state of another policy
export const state: StateId<"qoo10"> = "revising";
// @ts-expect-error this is an action of another policy
export const action: ActionId<"qoo10"> = "revise";
// @ts-expect-error the rule is misspelt
export const rule: RuleId = "coconala.revise.review-window-opn";
