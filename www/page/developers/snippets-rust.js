/** A call as a Rust program. */

/** @import { Call } from "./asking.js" */

/**
 * The program. A value that Rust would not take, such as a number for a role, is left out: there it is no question.
 *
 * @param {Call} call
 */
export function rustOf({ name, order, action, options }) {
  const given = /** @type {Record<string, unknown>} */ (options ?? {});
  const { uses, lines, call } = WRITERS[name](given, text(action), order?.policy);
  const printed = name === "calendar" ? 'println!("{}", answer.unwrap_or_default());' : PRINTED;
  const read = name === "describe" ? [] : [`let order: Data = ${json(order)};`];
  const body = [...read, ...lines, `let answer = ${call}.unwrap();`, "", printed];
  const used = name === "describe" ? uses : ["Data", ...uses];
  return `use torihiki::{${used.sort(byCase).join(", ")}};

fn main() {
${body.map((line) => (line === "" ? "" : `    ${line}`)).join("\n")}
}
`;
}

const PRINTED = 'println!("{}", serde_json::to_string_pretty(&answer).unwrap());';

/** As rustfmt has it: names in capitals first. */
const byCase = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : 1);

/**
 * @typedef {{ uses: string[], lines: string[], call: string }} Written
 * @typedef {(given: Record<string, unknown>, action: string, policy: unknown) => Written} Writer
 *
 * @type {Record<Call["name"], Writer>}
 */
const WRITERS = {
  preview: (given) => ({
    uses: ["Instant", "Options", "preview"],
    lines: [instant("now", given.now)],
    call: `preview(&order, &Options::at(now)${chained(given, ["role", "locale"])})`,
  }),
  timeline: (given) => timelineLike("timeline", given),
  calendar: (given) => timelineLike("calendar", given),
  apply: (given, action) => {
    const fields = [
      ...fieldsOf(given, ["role", "locale"]),
      ...(given.with === undefined || given.with === null ? [] : ["with: Some(&with)"]),
      ...(given.agreed === true ? ["agreed: true"] : []),
    ];
    const supplied = fields.includes("with: Some(&with)") ? [`let with: Data = ${json(given.with)};`] : [];
    return {
      uses: ["ApplyOptions", "Instant", "apply"],
      lines: [...supplied, instant("now", given.now), `let options = ${struct("ApplyOptions", fields, "at(now)")};`],
      call: `apply(&order, ${action}, &options)`,
    };
  },
  ways: (given) => ({
    uses: ["Instant", "Options", "ways"],
    lines: [instant("now", given.now)],
    call: `ways(&order, ${text(given.to)}, &Options::at(now)${chained(given, ["role", "locale"])})`,
  }),
  describe: (given, _action, policy) => ({
    uses: ["DescribeOptions", "policy"],
    lines: [
      `let policy = policy(${text(policy)}).unwrap();`,
      `let options = DescribeOptions::default()${chained(given, ["edition", "locale"])};`,
    ],
    call: "policy.describe(&options)",
  }),
};

/**
 * @param {"timeline" | "calendar"} name
 * @param {Record<string, unknown>} given
 * @returns {Written}
 */
function timelineLike(name, given) {
  const until = isInstant(given.until) ? [instant("until", given.until)] : [];
  const fields = [...fieldsOf(given, ["role", "locale"]), ...(until.length === 0 ? [] : ["until: Some(until)"])];
  return {
    uses: ["Instant", "TimelineOptions", name],
    lines: [instant("from", given.from), ...until, `let options = ${struct("TimelineOptions", fields, "from(from)")};`],
    call: `${name}(&order, &options)`,
  };
}

/**
 * @param {Record<string, unknown>} given
 * @param {string[]} names
 */
function chained(given, names) {
  return names.map((name) => (typeof given[name] === "string" ? `.${name}(${text(given[name])})` : "")).join("");
}

/**
 * @param {Record<string, unknown>} given
 * @param {string[]} names
 */
function fieldsOf(given, names) {
  return names.flatMap((name) => (typeof given[name] === "string" ? [`${name}: Some(${text(given[name])})`] : []));
}

/**
 * @param {string} name
 * @param {string[]} fields
 * @param {string} base
 */
function struct(name, fields, base) {
  return fields.length === 0 ? `${name}::${base}` : `${name} { ${fields.join(", ")}, ..${name}::${base} }`;
}

/** @param {unknown} value */
const isInstant = (value) => typeof value === "string" || typeof value === "number";

/**
 * An instant; where none is given it is the present, which the crate does not read by itself.
 *
 * @param {string} name
 * @param {unknown} value
 */
function instant(name, value) {
  if (typeof value === "string") return `let ${name} = Instant::parse(${text(value)}).unwrap();`;
  if (typeof value === "number") return `let ${name} = Instant::from_millis(${Math.trunc(value)}).unwrap();`;
  return `let ${name} = Instant::from_millis(std::time::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64).unwrap();`;
}

/** Signs that would be told to the compiler alone, such as one that turns the direction of what follows. */
// eslint-disable-next-line no-control-regex -- they are looked for
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** @param {unknown} value */
function text(value) {
  const escaped = String(value ?? "")
    .replace(/[\\"]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replace(HIDDEN, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`);
  return `"${escaped}"`;
}

/**
 * A value as JSON in a raw text, with as many signs around it as it needs.
 *
 * @param {unknown} value
 */
function json(value) {
  const written = JSON.stringify(value, null, 4)
    .replaceAll("\n", "\n    ")
    .replace(HIDDEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const longest = Math.max(0, ...[...written.matchAll(/"(#*)/g)].map(([, signs]) => signs.length));
  const signs = "#".repeat(longest + 1);
  return `serde_json::from_str(r${signs}"${written}"${signs}).unwrap()`;
}
