/** The author's half of the package as the page asks it: in a worker, one question at a time, and never for ever. */

/**
 * @import { Reply, Request } from "./author-worker.js"
 *
 * What is told of a question: what came of it, or that nothing did. `stuck`: it took too long. `failed`: the author's half
 * could not be loaded, or came to an end of its own.
 *
 * @typedef {{ request: Request, reply: Reply | null, why: "stuck" | "failed" | null }} Told
 */

/** How long a document and its tests may take, in milliseconds. The largest built-in policy takes a hundredth of it. */
const LIMIT = 10_000;

/**
 * Makes it, as a function that asks. Of questions that come while it is busy only the last is asked.
 *
 * @param {() => Worker} makeWorker
 * @param {(told: Told) => void} tell
 */
export function author(makeWorker, tell) {
  /** @type {Worker | null} */
  let worker = null;
  let isReady = false;
  /** @type {Request | null} */
  let asked = null;
  /** @type {Request | null} */
  let waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;

  const start = () => {
    const made = makeWorker();
    made.onmessage = ({ data }) => {
      if (data === "failed") end("failed");
      else if (data === "ready") {
        isReady = true;
        watch();
      } else settle({ reply: data, why: null });
    };
    made.onerror = (event) => {
      event.preventDefault();
      end("failed");
    };
    return made;
  };
  /** The way to the reader does not count, as long as it may be. */
  const watch = () => {
    clearTimeout(alarm);
    if (isReady && asked !== null) alarm = setTimeout(() => end("stuck"), LIMIT);
  };
  const end = (/** @type {"stuck" | "failed"} */ why) => {
    worker?.terminate();
    worker = null;
    isReady = false;
    settle({ reply: null, why });
  };
  const settle = (/** @type {Pick<Told, "reply" | "why">} */ told) => {
    clearTimeout(alarm);
    const request = asked;
    asked = null;
    if (request !== null) tell({ request, ...told });
    next();
  };
  const next = () => {
    if (asked !== null || waiting === null) return;
    worker ??= start();
    [asked, waiting] = [waiting, null];
    worker.postMessage(asked);
    watch();
  };
  return (/** @type {Request} */ request) => {
    waiting = request;
    next();
  };
}
