/** Names of a process as those of a policy: ids `like-this`, names of facts `likeThis`, and labels for people. */

/** How long a name of a policy can be; some room is left for a number. */
const LONGEST = 56;

/**
 * The words of a name.
 *
 * @param {string} name
 */
function wordsOf(name) {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/**
 * A name as people read it: `request-payment` becomes "Request payment".
 *
 * @param {string} name
 */
export function labelOf(name) {
  const words = wordsOf(name).join(" ");
  return words === "" ? name : `${words[0].toUpperCase()}${words.slice(1)}`;
}

/**
 * @param {string} name
 * @param {string} fallback what stands where nothing is left
 */
export function kebab(name, fallback) {
  const words = wordsOf(name);
  if (words.length === 0 || /^\d/.test(words[0])) words.unshift(fallback);
  return words.join("-").slice(0, LONGEST).replace(/-$/, "");
}

/** @param {string} name */
export function camel(name) {
  const [first = "value", ...rest] = wordsOf(name);
  return [first, ...rest.map((word) => `${word[0].toUpperCase()}${word.slice(1)}`)].join("").slice(0, LONGEST);
}

/** Gives each name of a kind one of its own, the same each time it is asked. */
export class Names {
  /** @type {Map<string, string>} */
  #given = new Map();

  #write;
  #separator;
  #taken;

  /**
   * @param {(name: string) => string} write
   * @param {{ separator?: string, taken?: string[] }} [how] what stands before a number
   */
  constructor(write, { separator = "-", taken = [] } = {}) {
    this.#write = write;
    this.#separator = separator;
    this.#taken = new Set(taken);
  }

  /** @param {string} name */
  of(name) {
    const own = this.#given.get(name) ?? this.fresh(name);
    this.#given.set(name, own);
    return own;
  }

  /**
   * One that nothing has yet.
   *
   * @param {string} name
   */
  fresh(name) {
    const wanted = this.#write(name);
    let own = wanted;
    for (let count = 2; this.#taken.has(own); count += 1) own = `${wanted}${this.#separator}${count}`;
    this.#taken.add(own);
    return own;
  }
}
