// A program that is compiled and then run: it prints what either entry answers to the first of the questions.

import { init, preview } from "torihiki";
import type { Order, Preview, PreviewOptions } from "torihiki";
import { preview as inline } from "torihiki/inline";

const order: Order<"coconala"> = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
const options: PreviewOptions<"coconala"> = { role: "buyer", now: new Date("2026-11-16T09:00:00+09:00"), locale: "ja" };

init().then(() => {
  const answers: Preview<"coconala">[] = [preview(order, options), inline(order, options)];
  console.log(JSON.stringify(answers));
});
