// The package. `preview` gives far more than verdicts.

/**
 * @import { Answer, Parcel, Peer, Reasons, Torihiki, Verdicts } from "../rules.mjs"
 *
 * @typedef {Peer & {
 *   verdicts: (order: Parcel, now: number) => Verdicts,
 *   reasons: (order: Parcel, now: number) => Reasons,
 *   quickly: ((order: Parcel, now: number) => Verdicts) | null,
 *   preview: (order: Parcel, now: number) => Answer,
 *   describe: Torihiki["describe"],
 * }} Asked `quickly` asks for verdicts alone, where there is a call for it
 */

export const name = "**torihiki** `preview`";

/**
 * @param {Torihiki} library
 * @returns {Promise<Asked>}
 */
export async function setup(library) {
  const { init, preview, verdicts, describe } = library;
  await init();
  const options = { role: /** @type {const} */ ("seller"), now: 0, locale: "ja" };
  /** @type {Asked["preview"]} */
  const ask = (order, now) => {
    options.now = now;
    return preview(order, options);
  };
  return {
    describe,
    preview: ask,
    quickly:
      verdicts === undefined
        ? null
        : (order, now) => {
            options.now = now;
            return verdicts(order, options).verdicts.seller;
          },
    verdicts(order, now) {
      /** @type {Verdicts} */
      const said = {};
      for (const { id, verdict } of ask(order, now).actions) said[id] = verdict;
      return said;
    },
    reasons(order, now) {
      /** @type {Reasons} */
      const said = {};
      for (const { id, verdict, reasons } of ask(order, now).actions) {
        said[id] = { verdict, reasons: reasons.map(({ rule, status }) => ({ rule, status })) };
      }
      return said;
    },
  };
}
