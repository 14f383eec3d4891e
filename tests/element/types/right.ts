// What a user of the element writes in TypeScript.

import { TorihikiOrderElement } from "torihiki/element";
import type {
  TorihikiActionDetail,
  TorihikiChangeDetail,
  TorihikiClock,
  TorihikiErrorDetail,
  TorihikiOrderAttributes,
  TorihikiOrderEventMap,
} from "torihiki/element";
import { TorihikiOrderElement as ClassAlone } from "torihiki/element/class";
import type { ActionId, Applied, Order, Preview, RoleId, TorihikiError } from "torihiki";

const element = document.createElement("torihiki-order");
const same: TorihikiOrderElement = element;
const alone: ClassAlone = element;
const found: TorihikiOrderElement | null = document.querySelector("torihiki-order");
const isOne: boolean = element instanceof TorihikiOrderElement;

element.order = { policy: "coconala", state: "delivered", deliveredAt: new Date(0) };
element.order = '{ "policy": "coconala", "state": "delivered" }';
element.order = null;
element.order = undefined;
element.policy = "qoo10";
element.edition = "official";
element.party = "buyer";
element.party = null;
element.locale = "en";
element.locale = "pt-BR";
element.now = "2026-11-16T09:00:00+09:00";
element.now = 0;
element.now = new Date();
element.now = undefined;
element.serverNow = null;
element.size = "full";
element.hide = "verbs basis";
element.readonly = true;
element.expanded = false;
element.headingLevel = 3;
element.hidden = true;

const clock: TorihikiClock = {
  now: () => 0,
  setTimeout: (ring, delay) => window.setTimeout(ring, delay),
  clearTimeout: (id) => window.clearTimeout(id as number),
};
element.clock = clock;

const order: Order | null = element.order;
const answer: Preview | null = element.answer;
const isThere: boolean = element.reveal("revise") && element.reveal("revise", "buyer");
const shown: Promise<boolean> = element.updateComplete;

element.addEventListener("torihiki-action", (event) => {
  const detail: TorihikiActionDetail = event.detail;
  const action: ActionId = detail.action;
  const role: RoleId = detail.role;
  const order: Order = detail.order;
  const applied: Applied = detail.applied;
  console.log(action, role, order, applied, event.bubbles);
});
element.addEventListener("torihiki-change", function ({ detail }) {
  const change: TorihikiChangeDetail = detail;
  const before: Preview = change.previous;
  console.log(before, detail.answer, this.answer);
});
element.addEventListener("torihiki-error", ({ detail }) => {
  const told: TorihikiErrorDetail = detail;
  const error: TorihikiError = told.error;
  console.log(error.problems);
});
element.addEventListener("click", ({ clientX }) => console.log(clientX));
element.addEventListener("whatever", (event) => console.log(event.type), { once: true });

const attributes: TorihikiOrderAttributes = {
  order: "{}",
  "server-now": 0,
  "heading-level": 2,
  party: "seller",
  locale: undefined,
  readonly: true,
};
const type: keyof TorihikiOrderEventMap = "torihiki-change";

class Own extends ClassAlone {}
customElements.define("own-order", Own);

console.log(order, same, alone, found, isOne, answer, isThere, shown, attributes, type);
