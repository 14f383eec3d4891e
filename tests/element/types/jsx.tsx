// The element where JSX looks for its elements in the global scope. Each comment is an error itself where the line below it is none.

import type {} from "torihiki/element";

declare function h(name: string, attributes: unknown, ...content: unknown[]): unknown;

export const right = (
  <torihiki-order order='{"policy":"coconala"}' party="buyer" class="order" heading-level={2} onClick={() => {}} />
);

// @ts-expect-error there is no such role
export const role = <torihiki-order party="sellr" />;
// @ts-expect-error there is no such state
export const state = <torihiki-order order={{ policy: "coconala", state: "shipped" }} />;
// @ts-expect-error there is no such element
export const name = <torihiki-ordr />;
