// Compiled by package.test.mjs in a fresh project: what a user of the package writes in TypeScript.

import init, { describe, policies, preview, TorihikiError, version } from "torihiki";
import type { Action, Description, Order, Preview, PreviewOptions } from "torihiki";

await init();
await Promise.all([init(), init(new URL("https://example.com/torihiki_bg.wasm")), init(new Uint8Array(8)), init(fetch("/torihiki_bg.wasm"))]);

const order: Order = { policy: "coconala", state: "delivered", deliveredAt: new Date(0), revisionsUsed: 2, params: { reviewWindow: "72h" } };
const options: PreviewOptions = { role: "buyer", now: "2026-11-13T09:00:00+09:00", locale: "en" };
const answer: Preview = preview(order, options);
const again: Preview = preview({ policy: "qoo10", state: "preparing" });

const revise: Action | undefined = answer.actions.find(({ id }) => id === "revise");
const verdict: "allowed" | "denied" | "unknown" | undefined = revise?.verdict;
const opensAt: number | null | undefined = revise?.opensAt;
const refusals: string[] = again.verbs.refuse;
const next: { at: number; what: string } | null = answer.next;

const one: Description = describe("coconala", { edition: "official", locale: "en" });
const all: Description[] = describe();
const japanese: string | undefined = policies()[0]?.label.ja;
const text: string = version();

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
// @ts-expect-error there is no such language
preview(order, { locale: "fr" });
// @ts-expect-error what is absent is null
const absent: undefined = answer.next;

console.log(verdict, opensAt, next, refusals, one.states, all.length, japanese, text, absent);
