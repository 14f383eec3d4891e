/** Has the service worker store what is loaded on demand, which it does for nobody who never opens it. */

/** @param {string} url the file that was opened; what it needs is stored along with it */
export async function storeForOffline(url) {
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage({ opened: url });
}
