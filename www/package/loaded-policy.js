// A policy that somebody brings along, compiled.

import { LoadedPolicy } from "../../target/wasm-pack/torihiki.js";
import { kindOf, refusal, withArticle } from "./host.js";
import { assertReady } from "./load.js";
import { frozen, verdictReader } from "./verdicts.js";

/**
 * What the class of authors may see of a policy.
 *
 * @type {(policy: Policy) => LoadedPolicy}
 */
export let loadedIn;

/** A policy: what can be asked of it is what the package asks of a built-in one. */
export class Policy {
  /** @type {LoadedPolicy} */
  #loaded;
  /** @type {ReturnType<typeof verdictReader> | undefined} */
  #reader;

  static {
    loadedIn = (policy) => policy.#loaded;
  }

  /** @param {LoadedPolicy} loaded */
  constructor(loaded) {
    if (!(loaded instanceof LoadedPolicy)) throw new TypeError("`Policy.load` makes a policy, and `new` does not");
    this.#loaded = loaded;
  }

  /** @param {unknown} compiled */
  static load(compiled) {
    assertReady();
    return new this(LoadedPolicy.load(readable(compiled)));
  }

  get id() {
    return this.#loaded.id();
  }

  get version() {
    return this.#loaded.version();
  }

  /**
   * @param {unknown} order
   * @param {unknown} [options]
   */
  preview(order, options) {
    return this.#loaded.preview(order, options);
  }

  /**
   * @param {unknown} order
   * @param {unknown} [options]
   */
  verdicts(order, options) {
    this.#reader ??= verdictReader(this.id, this.#loaded.verdictDesk());
    return this.#reader(order, options) ?? frozen(this.#loaded.verdicts(order, options));
  }

  /**
   * @param {unknown} order
   * @param {unknown} [options]
   */
  timeline(order, options) {
    return this.#loaded.timeline(order, options);
  }

  /**
   * @param {unknown} order
   * @param {unknown} action
   * @param {unknown} [options]
   */
  apply(order, action, options) {
    return this.#loaded.apply(order, action, options);
  }

  /**
   * @param {unknown} order
   * @param {unknown} options
   */
  ways(order, options) {
    return this.#loaded.ways(order, options);
  }

  /**
   * @param {unknown} order
   * @param {unknown} [options]
   */
  calendar(order, options) {
    return this.#loaded.calendar(order, options);
  }

  /** @param {unknown} [options] */
  describe(options) {
    return this.#loaded.describe(options);
  }
}

/** The largest compiled policy that is read, in bytes, as Rust has it: what is larger does not cross. */
const MAX_SIZE = 4_000_000;

/** @param {unknown} compiled */
function readable(compiled) {
  const bytes = bytesOf(compiled);
  if (bytes.length <= MAX_SIZE) return bytes;
  const message = `a compiled policy has at most ${MAX_SIZE} bytes, not ${bytes.length}`;
  throw refusal("too-large", "", message, "say it in fewer rules");
}

/** @param {unknown} given */
export function bytesOf(given) {
  const kind = kindOf(given);
  try {
    if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    if (kind === "ArrayBuffer") return new Uint8Array(/** @type {ArrayBuffer} */ (given));
  } catch {
    // Engines tell a buffer that was handed over by refusing to look into it; not all have `detached`.
    const message = "the bytes of the compiled policy are gone: their `ArrayBuffer` was transferred";
    const help = "pass a copy, such as `bytes.slice()`, to whatever the buffer is transferred to";
    throw refusal("wrong-type", "", message, help);
  }
  const message = `a compiled policy is bytes, not ${withArticle(kind)}`;
  const help = "pass what `compile` of `torihiki/policy` gave, as an `ArrayBuffer` or a view of one";
  throw refusal("wrong-type", "", message, help);
}
