// The figures of the bench as the README has them.

/** @import { Raced } from "./timing.mjs" */
/** @import { Question } from "./turns.mjs" */

import { LEFT_OUT } from "./full-by-hand.mjs";
import { median, quantile } from "./timing.mjs";
import { BY_HAND } from "./turns.mjs";

/** @typedef {{ question: Question, form: string, result: Record<string, Raced> }} Run one heat, and what came of it */

/** @type {{ question: Question, form: string, title: string }[]} */
export const KINDS = [
  { question: "verdicts", form: "text", title: "verdicts, instants as texts" },
  { question: "verdicts", form: "number", title: "as numbers" },
  { question: "reasons", form: "text", title: "verdicts and all reasons, as texts" },
  { question: "reasons", form: "number", title: "as numbers" },
  { question: "full", form: "text", title: "the full answer¹, as texts" },
  { question: "full", form: "number", title: "as numbers" },
];

/** What the hand-written function does not do. */
export const FOOTNOTE = `¹ The hand-written function answers for one policy, role, language and edition, and leaves out ${LEFT_OUT.map((name) => `\`${name}\``).join(", ")}: what would help, and what other editions say.`;

/** @param {number} number */
export const short = (number) =>
  number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toPrecision(2);

/**
 * The median, and where there are several the least and the most.
 *
 * @param {number[]} numbers
 */
export const spread = (numbers) =>
  short(median(numbers)) +
  (numbers.length > 1 ? ` (${short(Math.min(...numbers))}–${short(Math.max(...numbers))})` : "");

/**
 * @param {string[]} columns
 * @param {string[][]} rows
 */
export const table = (columns, rows) =>
  [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/**
 * How many times as long as what is written by hand everybody takes, a column for each kind of heat.
 *
 * @param {string} title
 * @param {Run[]} runs
 */
export function races(title, runs) {
  const names = [...new Set(runs.flatMap(({ result }) => Object.keys(result)))];
  /** @param {string} name */
  const cells = (name) =>
    KINDS.map(({ question, form }) => {
      const heats = runs.filter((run) => run.question === question && run.form === form);
      const raced = heats.map(({ result }) => result[name]).filter((one) => one !== undefined);
      if (raced.length === 0) return "–";
      const times = raced.map(({ micros }) => micros);
      return name === BY_HAND ? `1: ${short(median(times))} µs` : spread(raced.map(({ ratio }) => ratio));
    });
  return table(
    [title, ...KINDS.map((kind) => kind.title)],
    names.map((name) => [name, ...cells(name)]),
  );
}

/**
 * From the import to the first verdicts, and what has to be loaded for it.
 *
 * @param {{ name: string, node: number[], page: number[] | undefined, bytes: number }[]} rows
 */
export function starts(rows) {
  /** @param {number[] | undefined} times */
  const cell = (times) =>
    times === undefined
      ? "–"
      : `${short(median(times))} ms (${short(quantile(times, 0.25))}–${short(quantile(times, 0.75))})`;
  return table(
    ["from import to the first verdicts", "in Node", "in Chromium", "to be loaded, gzipped"],
    rows.map(({ name, node, page, bytes }) => [name, cell(node), cell(page), `${short(bytes / 1_000)} kB`]),
  );
}

/**
 * @typedef {object} Others what `others.mjs` prints
 * @property {{ policy: string, micros: number, ratios: number[] }[]} beside
 * @property {{ order: object, micros: number, ratio: number }} slow
 *
 * @param {Others[]} all
 */
export function others(all) {
  const rows = all[0].beside.map(({ policy }, index) => [
    policy,
    `${short(median(all.map(({ beside }) => beside[index].micros)))} µs`,
    ...[0, 1, 2].map((question) => spread(all.map(({ beside }) => beside[index].ratios[question]))),
  ]);
  return table(["one `preview` for all roles", "", "`timeline` beside it", "`apply`", "`ways`"], rows);
}

/** @param {Others[]} all */
export function slowest(all) {
  const { order } = all.map(({ slow }) => slow).reduce((one, other) => (one.ratio < other.ratio ? other : one));
  const ratios = spread(all.map(({ slow }) => slow.ratio));
  const middle = short(median(all.map(({ slow }) => slow.micros)));
  return `Of generated orders of all policies in which facts are missing, the slowest takes ${ratios} times the median, which is ${middle} µs: \`${JSON.stringify(order)}\`.`;
}

/**
 * @typedef {object} Many what `many.mjs` prints
 * @property {number} rows
 * @property {number} nanos
 * @property {Record<string, number>} ratios
 *
 * @param {Many[]} all
 */
export function many(all) {
  const outputs = Object.keys(all[0].ratios);
  const nanos = short(median(all.map(({ nanos }) => nanos)));
  return table(
    [`\`previewMany\` of ${all[0].rows} orders, all 11 actions of Qoo10`, ...outputs.map((name) => `\`${name}\``)],
    [
      [
        "a loop over the same typed arrays, written by hand",
        `1: ${nanos} ns an order`,
        ...outputs.slice(1).map(() => "–"),
      ],
      ["**torihiki**", ...outputs.map((name) => spread(all.map(({ ratios }) => ratios[name])))],
    ],
  );
}
