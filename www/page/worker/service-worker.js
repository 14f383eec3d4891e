/**
 * Keeps one whole version of the page on the reader's device, and answers from it.
 *
 * The build writes `VERSION` and `FILES` into it: every file of the page by its path from here, with the digest of what
 * it has to hold. What is stored is therefore one version and no mixture, also while a server is being updated. `LATER`
 * has what few readers open, in a group for each part of the page: a group is stored once the page says that one of its
 * files was opened, and from then on in every version.
 *
 * A new version is stored beside the old one, and takes over when the page is loaded again. A page that is still open
 * then has what it began with, and finds the rest of its own version in the store: files that differ have other names.
 */

/** What is global in a service worker; a compiler without a folder for each kind of worker takes it for another one. */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

const PREFIX = "torihiki-";
const CACHE = `${PREFIX}${VERSION}`;

/** On the machine where the page is made, whatever is served now counts, and what is stored only without a server. */
const IS_WORKSHOP = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);

/** @param {string} path */
const urlOf = (path) => new URL(path, location.href).href;
const stored = new Set(Object.keys(FILES).map(urlOf));
const later = LATER.map((group) => new Map(Object.entries(group).map(([path, integrity]) => [urlOf(path), integrity])));
const home = urlOf("./");

/** How long a page waits for a newer version to take over before it comes as it is, in milliseconds. */
const PATIENCE = 10_000;

/**
 * A page that has the newer version take over, and loads itself again once, when that has happened.
 *
 * To take over, a browser ends the version before as soon as that has nothing to do. A page that loads itself again
 * meanwhile, or only asks for its icon, would give it something to do, and wait for an answer from what is being ended.
 * Where that happens all the same, as by another page, being asked again is what makes the browser try again.
 * A `Refresh` would not load it again: to a browser, an address with a `#` is a place in the page.
 */
const HANDING_OVER = `<!doctype html><link rel="icon" href="data:,"><script>{
  const { serviceWorker } = navigator;
  const ask = async () => {
    const { waiting } = await serviceWorker.getRegistration();
    waiting?.postMessage("take-over");
    return waiting;
  };
  const asking = setInterval(ask, 1000);
  const asItIs = setTimeout(async () => {
    stop();
    const page = await fetch("./");
    document.write(await page.text());
    document.close();
  }, ${PATIENCE});
  const stop = () => {
    clearInterval(asking);
    clearTimeout(asItIs);
    serviceWorker.removeEventListener("controllerchange", over);
  };
  const over = () => {
    stop();
    location.reload();
  };
  serviceWorker.addEventListener("controllerchange", over);
  ask().then((waiting) => waiting ?? over());
}</script>`;

/** A file of some version, with the digest of its content in its name. */
const OF_SOME_VERSION = /-[0-9A-Z]{8}\.(?:js|css)$/;

worker.addEventListener("install", (event) => event.waitUntil(store()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
worker.addEventListener("message", (event) => {
  if (event.data === "take-over") worker.skipWaiting();
  else event.waitUntil(storeLater(later.filter((group) => group.has(event.data?.opened))));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = keyOf(request);
  const isLater = later.some((group) => group.has(url));
  const isOurs = stored.has(url) || isLater || (url.startsWith(home) && OF_SOME_VERSION.test(url));
  if (request.method !== "GET" || !isOurs) return;
  event.respondWith(request.mode === "navigate" ? answerNavigation(request, url) : answer(request, url));
});

/**
 * Under which address the answer to a request is stored. What follows a `?` or a `#` makes no other page of it.
 *
 * @param {Request} request
 */
function keyOf({ url, mode }) {
  const { origin, pathname } = new URL(url);
  const path = `${origin}${pathname}`;
  return mode === "navigate" && path === urlOf("./index.html") ? home : path;
}

async function store() {
  const cache = await caches.open(CACHE);
  // Files that a server may not hand out without asking are asked for; those with a digest in their names are not.
  await cache.addAll(
    Object.entries(FILES).map(([path, integrity]) => new Request(urlOf(path), { cache: "no-cache", integrity })),
  );
  await storeLater(await openedBefore());
}

/**
 * Stores groups that have been opened. Where a file has a digest in its name, no server has to be asked about it again.
 *
 * @param {Map<string, string>[]} groups
 */
async function storeLater(groups) {
  const cache = await caches.open(CACHE);
  const files = new Map(groups.flatMap((group) => [...group]));
  const cacheFor = (/** @type {string} */ url) => (OF_SOME_VERSION.test(url) ? "default" : "no-cache");
  await cache.addAll([...files].map(([url, integrity]) => new Request(url, { cache: cacheFor(url), integrity })));
}

/** The groups that are stored later, as far as an earlier version of the file with which one begins was opened. */
async function openedBefore() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  const opened = new Set(requests.flat().map(({ url }) => withoutDigest(url)));
  const isOwn = (/** @type {string} */ url) => later.filter((group) => group.has(url)).length === 1;
  // What several parts have in common was stored for any of them.
  return later.filter((group) => [...group.keys()].some((url) => isOwn(url) && opened.has(withoutDigest(url))));
}

/** @param {string} url */
function withoutDigest(url) {
  return url.replace(/-[0-9A-Z]{8}(?=\.js$)/, "");
}

/** Forgets all other versions but the one before, which may still be open. Names come in the order of their making. */
async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/**
 * @param {Request} request
 * @param {string} url
 */
async function answer(request, url) {
  if (IS_WORKSHOP) return fetch(request).catch(async (error) => (await fromCache(url)) ?? Promise.reject(error));
  return (await fromCache(url)) ?? fetch(request);
}

/** @param {string} url */
async function fromCache(url) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? (stored.has(url) ? undefined : caches.match(url));
}

/**
 * Where a newer version waits and at most the page that is being left is open, it takes over before the page comes.
 * The browser itself would let it wait on, for to it the page that is left and the one that comes overlap.
 *
 * @param {Request} request
 * @param {string} url
 */
async function answerNavigation(request, url) {
  const isDue = worker.registration.waiting && !IS_WORKSHOP && (await worker.clients.matchAll()).length < 2;
  return isDue ? new Response(HANDING_OVER, { headers: { "Content-Type": "text/html" } }) : answer(request, url);
}
