// What a server gave in place of the WebAssembly, named as whoever has to mend it would name it.

import { FILE } from "./wasm-file.js";

/**
 * What was wrong with an answer, and what helps.
 *
 * @typedef {{ message: string, help: string }} Wrong
 */

const SERVE = `serve \`${FILE}\` there, or pass \`init\` the URL at which it is served`;

/** What compressed files begin with. Brotli has no such mark. */
const COMPRESSED = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd] };

/**
 * An address as a message names it: without what is after `?`, which may be anybody's affair, and not without an end.
 *
 * @param {string} address
 */
export function named(address) {
  const [short] = address.split(/[?#]/, 1);
  return `\`${short.length > 200 ? `${short.slice(0, 200)}…` : short}\``;
}

/**
 * Another status than one of success.
 *
 * @param {number} status
 * @param {string | null} address null where the answer itself was passed
 * @returns {Wrong}
 */
export function wrongStatus(status, address) {
  const whose = address === null ? "in the `Response` that was passed to `init`" : `for ${named(address)}`;
  return { message: `the server answered ${status} ${whose}`, help: SERVE };
}

/**
 * What could not be fetched at all.
 *
 * @param {unknown} error
 * @param {string} address
 * @returns {Wrong}
 */
export function notFetched(error, address) {
  const why = error instanceof Error ? error.message.slice(0, 300) : "no reason was given";
  if (address.startsWith("file:")) {
    return {
      message: `${named(address)} could not be read: ${why}`,
      help: "see whether it is there; where nothing can be fetched, as in a page that was opened from a file, pass `init` the bytes, or import `torihiki/inline`",
    };
  }
  return {
    message: `${named(address)} could not be fetched: ${why}`,
    help:
      "see whether it is served there; in a page, whether `connect-src` of its Content-Security-Policy allows it, and CORS " +
      "where it is another origin; where there is no `fetch`, pass `init` the bytes, or import `torihiki/inline`",
  };
}

/**
 * Bytes that are no WebAssembly; null where they are.
 *
 * @param {Uint8Array} bytes
 * @param {string | null} address where they are from; null where they were passed
 * @returns {Wrong | null}
 */
export function wrongBytes(bytes, address) {
  if (begins(bytes, [0, 0x61, 0x73, 0x6d])) return null;
  const what = address === null ? "what was passed to `init`" : `what the server gave for ${named(address)}`;
  if (bytes.length === 0) return { message: `${what} is empty`, help: SERVE };
  for (const [coding, mark] of Object.entries(COMPRESSED)) {
    if (!begins(bytes, mark)) continue;
    return {
      message: `${what} is compressed with ${coding}${address === null ? "" : ", and the server does not say so"}`,
      help:
        address === null
          ? "decompress it before it is passed"
          : `send the header \`Content-Encoding: ${coding}\` with it, or serve the file as it is in the package`,
    };
  }
  const start = String.fromCharCode(...bytes.subarray(0, 40));
  if (/^\s*(?:\xef\xbb\xbf)?\s*</.test(start)) {
    return {
      message: `${what} is a page, not the WebAssembly`,
      help: `a server that answers every address with its page, as for an application of one page, does not have the file: ${SERVE}`,
    };
  }
  const isText = /^[\t\n\r\x20-\x7e]+$/.test(start);
  const begun = isText ? start.split("\n", 1)[0] : Array.from(bytes.subarray(0, 8), hex).join(" ");
  return {
    message: `${what} is not WebAssembly: it begins with \`${begun}\``,
    help: isText
      ? SERVE
      : "where it is compressed, as with Brotli, send the header `Content-Encoding` with it, or serve the file as it is in the package",
  };
}

/**
 * @param {Uint8Array} bytes
 * @param {number[]} mark
 */
function begins(bytes, mark) {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** @param {number} byte */
function hex(byte) {
  return byte.toString(16).padStart(2, "0");
}
