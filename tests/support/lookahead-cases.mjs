// The cases in `tests/cases/lookahead`, and how an answer is compared with what a case expects.
//
// Each check gives a list of differences in words; an empty list means that the case holds. What a case may expect
// is the same in `tests/library/lookahead.rs`, which tries the library itself, and the README beside the cases says what
// it means. How each kind is compared stands in a file of its own in `lookahead/`.

/**
 * @import { EditionId, Order, RoleId } from "torihiki"
 * @import { ApplyCase } from "./lookahead/applies.mjs"
 * @import { ErrorCase } from "./lookahead/errors.mjs"
 * @import { TimelineCase } from "./lookahead/timelines.mjs"
 * @import { WaysCase } from "./lookahead/ways.mjs"
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./installed.mjs";
import { runApply } from "./lookahead/applies.mjs";
import { runErrors } from "./lookahead/errors.mjs";
import { runTimeline } from "./lookahead/timelines.mjs";
import { runWays } from "./lookahead/ways.mjs";

/**
 * @typedef {typeof import("torihiki")} Torihiki
 *
 * @typedef {string[]} Differences
 *
 * What all cases but those of errors have. What they expect is told in the README beside them; instants are texts.
 *
 * @typedef {{ name: string, order: Order, role?: RoleId, editions?: EditionId[] }} Case
 *
 * @typedef {{ timelines: TimelineCase, applies: ApplyCase, ways: WaysCase, errors: ErrorCase }} Kinds
 */

const files = ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"];
/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(join(root, "tests/cases/lookahead", `${file}.json`), "utf8"));

/**
 * Every case of a kind: `timelines`, `applies`, `ways` or `errors`. A case that names `editions` becomes one for each.
 *
 * @template {keyof Kinds} Kind
 * @param {Kind} kind
 * @returns {Kinds[Kind][]}
 */
export function readLookahead(kind) {
  if (kind === "errors") {
    return read("errors");
  }
  const all = files.flatMap((file) => {
    const { timelines, applies, ways, ...rest } = read(file);
    if (Object.keys(rest).length > 0) {
      throw new Error(`${file} has ${Object.keys(rest)}, which is no kind of case`);
    }
    /** @type {Record<string, Case[]>} */
    const cases = { timelines, applies, ways };
    return cases[kind].flatMap(inEditions).map((each) => ({ ...each, name: `${file}: ${each.name}` }));
  });
  return /** @type {Kinds[Kind][]} */ (/** @type {unknown[]} */ (all));
}

/**
 * @param {Case} each
 * @returns {Case[]}
 */
function inEditions({ editions, ...each }) {
  return (
    editions?.map((edition) => ({ ...each, name: `${each.name} (${edition})`, order: { ...each.order, edition } })) ?? [
      each,
    ]
  );
}

/**
 * The calls that the cases are about, as names and arguments.
 *
 * @returns {[call: string, ...given: unknown[]][]}
 */
export function lookaheadCalls() {
  /** @type {unknown[][]} */
  const calls = [
    ...readLookahead("timelines").map(({ order, role, from, until }) => ["timeline", order, { role, from, until }]),
    ...readLookahead("applies").map(({ order, action, role, now, with: facts, agreed }) => [
      "apply",
      order,
      action,
      { role, now, with: facts, agreed },
    ]),
    ...readLookahead("ways").map(({ order, role, to, now }) => ["ways", order, { role, to, now }]),
  ];
  return /** @type {[call: string, ...given: unknown[]][]} */ (calls);
}

/**
 * What is not as a case of a kind expects, and what is not as it has to be with every answer.
 *
 * @template {keyof Kinds} Kind
 * @param {Torihiki} torihiki
 * @param {Kind} kind
 * @param {Kinds[Kind]} each
 * @returns {Differences}
 */
export function runLookahead(torihiki, kind, each) {
  /** @type {{ [Each in keyof Kinds]: (torihiki: Torihiki, each: Kinds[Each]) => Differences }} */
  const runs = { timelines: runTimeline, applies: runApply, ways: runWays, errors: runErrors };
  try {
    return runs[kind](torihiki, each);
  } catch (error) {
    return [
      error instanceof torihiki.TorihikiError
        ? `it threw: ${JSON.stringify(error.problems)}`
        : `it failed: ${error?.stack ?? String(error)}`,
    ];
  }
}
