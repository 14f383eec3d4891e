/** Keeps a view in the present: it goes on with every minute, and at the very instant at which the answer changes. */

import { MINUTE } from "../../shared/length.js";
import { rfc3339 } from "../../shared/time.js";

/** A browser waits no longer than this. */
const LONGEST = 2 ** 31 - 1;

/**
 * Calls `go` with the present, as a view has it, whenever it has gone on. `until` is told the next instant at which the
 * answer changes, or that nobody looks at the present.
 *
 * @param {(now: string) => void} go
 */
export function presentKeeper(go) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;
  let [next, zone] = [Infinity, "+09:00"];
  let isOn = false;

  const look = () => {
    const at = Date.now();
    const minute = at - (at % MINUTE);
    go(rfc3339(next <= at && next > minute ? next : minute, zone));
  };
  const set = () => {
    clearTimeout(alarm);
    if (!isOn) return;
    const at = Date.now();
    alarm = setTimeout(look, Math.min(LONGEST, Math.min(next, at - (at % MINUTE) + MINUTE) - at));
  };
  // A page that nobody saw may have missed its time.
  document.addEventListener("visibilitychange", () => {
    if (isOn && !document.hidden) look();
  });
  return {
    /**
     * @param {boolean} isLive
     * @param {number | null} change
     * @param {string} clocks
     */
    until(isLive, change, clocks) {
      isOn = isLive;
      next = change === null || change <= Date.now() ? Infinity : change;
      zone = clocks;
      set();
    },
  };
}
