/**
 * Takes turns at rendering, so that a page with a hundred elements stays responsive.
 *
 * Elements that want to render at the same time do so in small groups, and between two groups the browser can
 * react to its reader. One element alone never waits.
 */

/** How long a group may take, in milliseconds: well below the 50 from which a reader feels that a page hangs. */
const GROUP = 16;

/** @type {(() => void)[]} */
const waiting = [];
let isRunning = false;

/**
 * Runs `work` when it is its turn; resolves or rejects as it does.
 *
 * @template T
 * @param {() => T | PromiseLike<T>} work
 * @returns {Promise<T>}
 */
export function inTurn(work) {
  return new Promise((resolve, reject) => {
    waiting.push(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    });
    if (!isRunning) {
      isRunning = true;
      // Whoever else asks in this moment is in the first group.
      queueMicrotask(runGroup);
    }
  });
}

function runGroup() {
  const end = performance.now() + GROUP;
  while (waiting.length > 0 && performance.now() < end) waiting.shift()?.();
  isRunning = waiting.length > 0;
  if (isRunning) afterOthers(runGroup);
}

/**
 * Runs a task after what the browser has to do. Timers would wait for four milliseconds, and longer when hidden.
 *
 * @param {() => void} task
 */
function afterOthers(task) {
  // A page that is only imitated, as by jsdom, has none.
  if (globalThis.MessageChannel === undefined) {
    setTimeout(task);
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(null);
}
