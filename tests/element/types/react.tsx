// The element in React 19. Each comment is an error itself where the line below it is none.

import type {} from "torihiki/element/react";
import type { TorihikiOrderElement } from "torihiki/element";
import type { Order } from "torihiki";
import { useRef } from "react";

const order: Order = { policy: "coconala", state: "delivered" };

export function Right() {
  const element = useRef<TorihikiOrderElement>(null);
  return (
    <main>
      <torihiki-order
        ref={element}
        key="1"
        id="order"
        className="order"
        order={order}
        party="buyer"
        locale="en-GB"
        now={new Date()}
        server-now="2026-11-16T09:00:00+09:00"
        hide="verbs"
        readonly
        expanded
        heading-level={3}
        ontorihiki-action={(event) => console.log(event.detail.action, event.detail.order)}
        ontorihiki-change={({ detail }) => console.log(detail.previous)}
        ontorihiki-error={({ detail }) => console.log(detail.error.problems)}
      >
        <h2 slot="heading">Order</h2>
      </torihiki-order>
      <torihiki-order
        order={null}
        party={null}
        now={null}
        onClick={(event) => console.log(event.currentTarget.answer)}
      />
    </main>
  );
}

export function Wrong() {
  return (
    <main>
      {/* @ts-expect-error there is no such state */}
      <torihiki-order order={{ policy: "coconala", state: "shipped" }} />
      {/* @ts-expect-error there is no such role */}
      <torihiki-order party="sellr" />
      {/* @ts-expect-error a language is a text */}
      <torihiki-order locale={1} />
      {/* @ts-expect-error this is no function; a misspelt name with a hyphen in it is what TypeScript lets pass */}
      <torihiki-order ontorihiki-action="choose" />
      {/* @ts-expect-error an action has no error */}
      <torihiki-order ontorihiki-action={({ detail }) => console.log(detail.error)} />
      {/* @ts-expect-error there is no such attribute */}
      <torihiki-order serverNow={0} />
      {/* @ts-expect-error there is no such element */}
      <torihiki-ordr />
    </main>
  );
}
