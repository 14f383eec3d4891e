// UTF-8 for pages that are only imitated, as jsdom does it, where there is none. The build puts these in place of the
// global names, so that everywhere else the engine's own are used.

/** @typedef {Pick<TextDecoder, "decode">} Decoder */
/** @typedef {Pick<TextEncoder, "encode">} Encoder */

/** @type {Partial<typeof globalThis>} */
const { TextDecoder: ownDecoder, TextEncoder: ownEncoder } = globalThis;

/** @implements {Decoder} */
class DecoderOfOurs {
  /** @param {Uint8Array} [bytes] */
  decode(bytes = new Uint8Array()) {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
  }
}

/** @implements {Encoder} */
class EncoderOfOurs {
  /** @param {string} [text] */
  encode(text = "") {
    // Half a pair has no bytes.
    const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
    const units = encoded.match(/%..|./g) ?? [];
    return Uint8Array.from(units, (unit) => (unit.length === 1 ? unit.charCodeAt(0) : parseInt(unit.slice(1), 16)));
  }
}

export const TextDecoder = ownDecoder ?? DecoderOfOurs;
export const TextEncoder = ownEncoder ?? EncoderOfOurs;
