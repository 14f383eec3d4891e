import init, { TorihikiError, timeline, ways } from "torihiki";

await init(); // once; then every call is synchronous

const order = {
  policy: "crowdworks",
  state: "working",
  dueAt: "2026-11-20T00:00:00+09:00",
};
const now = "2026-11-16T09:00:00+09:00";

/** How the worker gets out of a contract whose client is silent. */
export function run(locale) {
  try {
    const found = ways(order, { role: "worker", to: "terminated", now, locale });
    const ahead = timeline(order, { role: "worker", from: now, locale });
    return {
      steps: found.ways[0].steps.map(({ message }) => message),
      ifNobodyActs: ahead.segments.map(({ label }) => label),
    };
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return error.problems.map(({ path, message }) => ({ path, message }));
  }
}
