// Where browsers, bundlers and workers find the built-in policies: files beside the module, or beside the WebAssembly.

import { read, whereServed } from "./browser.js";
import { isPlace } from "./load.js";
import { named, wrongStatus } from "./wrong-answer.js";

/**
 * @import { BuiltInPolicyId } from "torihiki"
 * @import { Source } from "./naming.js"
 */

/**
 * Bundlers look for exactly these expressions to find the files that go along.
 *
 * @type {Record<BuiltInPolicyId, () => URL>}
 */
const places = {
  coconala: () => new URL("./policies/coconala.policy", import.meta.url),
  "coconala-account": () => new URL("./policies/coconala-account.policy", import.meta.url),
  qoo10: () => new URL("./policies/qoo10.policy", import.meta.url),
  crowdworks: () => new URL("./policies/crowdworks.policy", import.meta.url),
  lancers: () => new URL("./policies/lancers.policy", import.meta.url),
};

/**
 * The compiled policy with an id. Where a caller has named where the WebAssembly lies, it may lie there as well: a bundler
 * that leaves files as they are leaves the module somewhere else.
 *
 * @param {BuiltInPolicyId} id
 * @param {() => Source | undefined} sourceNamed
 */
export async function builtinPolicy(id, sourceNamed) {
  try {
    return await compiledAt(whereServed(places[id]()));
  } catch (error) {
    const source = sourceNamed();
    if (!isPlace(source)) throw error;
    return compiledAt(new URL(`policies/${id}.policy`, new URL(source, globalThis.location?.href))).catch(() => {
      throw error;
    });
  }
}

/** @param {string | URL} place */
async function compiledAt(place) {
  const address = String(place);
  const answer = await read(place);
  if (ArrayBuffer.isView(answer)) return answer;
  if (!answer.ok) throw new Error(wrongStatus(answer.status, address).message);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  // A server may well have a page for every address.
  const begins = String.fromCharCode(...bytes.subarray(0, 8));
  if (begins !== "torihiki") throw new Error(`what the server gave for ${named(address)} is no compiled policy`);
  return bytes;
}
