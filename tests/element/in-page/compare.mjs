// How differences between what there is and what is expected are found and told. It runs inside a page.

/** @param {string} text */
export const words = (text) => text.replace(/\s+/g, " ").trim();

/** @param {number} at */
export const iso = (at) => new Date(at).toISOString();

/** @typedef {ReturnType<typeof compare>} Faults */

/** Gathers differences. */
export function compare() {
  /** @type {string[]} */
  const all = [];
  return {
    all,
    /**
     * @param {string} what
     * @param {unknown} actual
     * @param {unknown} expected
     */
    same(what, actual, expected) {
      const found = difference(actual, expected);
      if (found !== null) all.push(`${what}: ${found}`);
    },
    /**
     * Each of these elements has to say its text.
     *
     * @param {string} what
     * @param {Element[]} elements
     * @param {string[]} texts
     */
    says(what, elements, texts) {
      texts.forEach((text, index) => {
        const said = words(elements[index]?.textContent ?? "");
        if (!said.includes(words(text))) all.push(`${what} does not say \`${text}\`, but \`${said}\``);
      });
    },
  };
}

/**
 * The first difference between two values as answers consist of, in words, or null.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @param {string} [path]
 * @returns {string | null}
 */
export function difference(one, other, path = "") {
  if (Object.is(one, other)) return null;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return `${path || "it"} is ${JSON.stringify(one)}, not ${JSON.stringify(other)}`;
  }
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (!Object.hasOwn(one, name) || !Object.hasOwn(other, name)) {
      return `${path}.${name} is only in ${Object.hasOwn(one, name) ? "what there is" : "what is expected"}: ${JSON.stringify([one, other]).slice(0, 500)}`;
    }
    const found = difference(Reflect.get(one, name), Reflect.get(other, name), `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
