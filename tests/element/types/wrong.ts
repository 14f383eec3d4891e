// What must not compile. Each comment is an error itself where the line below it is none.

import { TorihikiOrderElement } from "torihiki/element";
import type { TorihikiClock, TorihikiOrderAttributes } from "torihiki/element";

const element = document.createElement("torihiki-order");

// @ts-expect-error there is no such state
element.order = { policy: "coconala", state: "shipped" };
// @ts-expect-error the fact is misspelt
element.order = { policy: "coconala", state: "delivered", deliverdAt: 0 };
// @ts-expect-error an order is no number
element.order = 1;
// @ts-expect-error there is no such policy
element.policy = "ebay";
// @ts-expect-error there is no such edition
element.edition = "first";
// @ts-expect-error there is no such role
element.party = "sellr";
// @ts-expect-error a language is a text
element.locale = 1;
// @ts-expect-error this is no instant
element.now = true;
// @ts-expect-error the name of the property is another one
element.servernow = 0;
// @ts-expect-error there is no such size
element.size = "tiny";
// @ts-expect-error this is a list of words in one text
element.hide = ["verbs"];
// @ts-expect-error this is a number
element.headingLevel = "2";
// @ts-expect-error this is yes or no
element.readonly = "readonly";
// @ts-expect-error the answer is for reading
element.answer = null;
// @ts-expect-error a clock has timers
element.clock = { now: () => 0 };
// @ts-expect-error the time of a clock is a number
export const clock: TorihikiClock = { now: () => new Date(), setTimeout, clearTimeout };
// @ts-expect-error there is no such action
element.reveal("revise-it");
// @ts-expect-error there is no such role
element.reveal("revise", "sellr");
// @ts-expect-error a change has no action
element.addEventListener("torihiki-change", ({ detail }) => console.log(detail.action));
// @ts-expect-error an action has no error
element.addEventListener("torihiki-action", ({ detail }) => console.log(detail.error));
// @ts-expect-error an event without detail has none
element.addEventListener("click", ({ detail }) => console.log(detail.answer));
// @ts-expect-error what is inside is not for hosts
console.log(element.render());
// @ts-expect-error there is no such attribute
export const attributes: TorihikiOrderAttributes = { servernow: 0 };
// @ts-expect-error there is no such role
export const role: TorihikiOrderAttributes = { party: "sellr" };
// @ts-expect-error the answer may be missing
console.log(element.answer.actions, TorihikiOrderElement);
