/** Makes the page work without a network from the second visit on, where the browser can. */

/** How long the page is left alone after it is loaded: what it shows first matters more. */
const AFTER = 2_000;

/**
 * Has the service worker store the page once there is time for it.
 *
 * Where there are no service workers, as on plain `http` in a local network, and where they are not wanted, as in
 * private windows of some browsers, the page works all the same, only not offline.
 */
export function keepForOffline() {
  if (navigator.serviceWorker === undefined) return;
  const register = () => navigator.serviceWorker.register("./service-worker.js").catch(() => {});
  const later = () => setTimeout(register, AFTER);
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
