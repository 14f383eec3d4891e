import init, { preview } from "../pkg/index.js";

const order = {
  policy: "coconala",
  state: "delivered",
  deliveredAt: "2026-11-14T09:00:00+09:00",
};
const now = "2026-11-20T10:00:00+09:00";

/** What the buyer may do, and until when. */
export async function run(locale) {
  await init();
  const { actions } = preview(order, { role: "buyer", now, locale });
  return actions
    .filter(({ verdict }) => verdict === "allowed")
    .map(({ label, until }) => ({ label, until: until && new Date(until) }));
}
