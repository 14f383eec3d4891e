/** What was written, as a part of an address: compressed, and without a server. */

/** @import { Written } from "./kept.js" */

/** The longest address, in UTF-16 units, inclusive. Browsers take more; what people send each other often does not. */
export const MAX_ADDRESS = 32_000;
/** What an address may hold, in bytes, inclusive. A few compressed ones may stand for very many. */
const MAX_BYTES = 1_000_000;

/** The parts, in the order in which they are written. */
const PARTS = /** @type {const} */ (["document", "tests", "order", "role", "now"]);

/**
 * The fragment that holds what was written, without the `#`.
 *
 * @param {Written} written
 */
export async function fragmentOf(written) {
  const text = JSON.stringify(PARTS.map((part) => written[part]));
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `document=${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/**
 * What an address holds, which anybody may have made; `null` where it is nothing that was written here.
 *
 * @param {string} packed what stands after `document=`
 * @returns {Promise<Written | null>}
 */
export async function writtenIn(packed) {
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const parts = JSON.parse(await textOf(stream));
    const isWritten =
      Array.isArray(parts) && parts.length === PARTS.length && parts.every((part) => typeof part === "string");
    return isWritten
      ? /** @type {Written} */ (Object.fromEntries(PARTS.map((name, index) => [name, parts[index]])))
      : null;
  } catch {
    return null;
  }
}

/**
 * The text of a stream, which is given up as soon as it is too long.
 *
 * @param {ReadableStream<Uint8Array>} stream
 */
async function textOf(stream) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = stream.getReader();
  let text = "";
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    read += value.length;
    if (read > MAX_BYTES) {
      await reader.cancel();
      throw new RangeError("it is too long");
    }
    text += decoder.decode(value, { stream: true });
  }
}
