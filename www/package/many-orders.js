// Many orders at once: columns go into WebAssembly a block at a time, and come out as typed arrays.

import { Policy as Known, TorihikiError } from "torihiki";
import { LoadedPolicy, ManyOrders } from "../../target/wasm-pack-many/torihiki.js";
import { failWith, failure, kindOf, refusal, why } from "./host.js";
import { assertReady } from "./load.js";
import { bytesOf } from "./loaded-policy.js";

/** @import { Problem } from "torihiki" */

failWith(TorihikiError);

/** How many rows a piece has where nobody says. */
const CHUNK = 65_536;

/** @typedef {Exclude<ReturnType<typeof typedArray>, null>} Typed */

/**
 * A column whose entries differ from order to order.
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {Typed | readonly unknown[]} entries
 * @property {Uint8Array | null} missing
 * @property {Uint8Array | null} null
 * @property {readonly unknown[] | null} meanings what codes mean, where the entries are codes
 */

/**
 * The policies that were passed, as they were loaded here.
 *
 * @type {WeakMap<object, LoadedPolicy>}
 */
const passed = new WeakMap();

/**
 * The policy that is meant: a loaded one, or the id of one that orders can name.
 *
 * @param {any} given
 * @returns {LoadedPolicy | string}
 */
function policyOf(given) {
  if (typeof given === "string") return given;
  const known = passed.get(given);
  if (known !== undefined) return known;
  const isAuthored = typeof given?.compile === "function";
  if (!isAuthored && given instanceof Known) {
    const message = "a policy that `torihiki` has loaded is another program's";
    throw refusal("wrong-type", "policy", message, "pass the bytes that it was loaded from, or its id");
  }
  const loaded = LoadedPolicy.load(bytesOf(isAuthored ? given.compile() : given));
  passed.set(given, loaded);
  return loaded;
}

/**
 * Answers for all rows at once.
 *
 * @param {unknown} policy
 * @param {unknown} table
 * @param {unknown} [options]
 */
export function previewMany(policy, table, options) {
  const { columns, job } = begin(policy, table, options);
  try {
    return part(job, columns, options, 0, rowsOf(columns));
  } finally {
    job.free();
  }
}

/**
 * Answers piece by piece, and lets others have their turn in between.
 *
 * @param {unknown} policy
 * @param {unknown} source one table, or an iterable of tables, which may be asynchronous
 * @param {unknown} [given]
 */
export async function* previewChunks(policy, source, given) {
  const { signal, rows, ...options } = readOf("", "the options", () => ({ .../** @type {any} */ (given) }));
  const size = rows ?? CHUNK;
  if (!Number.isSafeInteger(size) || size < 1) {
    throw refusal("out-of-range", "rows", `\`${size}\` is no number of rows`, "pass a whole number from 1 on");
  }
  if (signal !== undefined && signal !== null && typeof signal.throwIfAborted !== "function") {
    const help = "pass the `signal` of an `AbortController`, such as `controller.signal`";
    throw refusal("wrong-type", "signal", "this is no `AbortSignal`", help);
  }
  // What is computed for one piece is computed for all at the same instant.
  options.now ??= Date.now();
  let done = 0;
  for await (const table of tables(source)) {
    signal?.throwIfAborted();
    const { columns, job } = begin(policy, table, options);
    try {
      const rows = rowsOf(columns);
      const of = isTable(source) ? rows : null;
      for (let from = 0; from === 0 || from < rows; from += size) {
        const count = Math.min(size, rows - from);
        const answer = part(job, columns, options, from, count);
        done += count;
        yield { from: done - count, done, of, ...answer };
        await turn();
        signal?.throwIfAborted();
      }
    } finally {
      job.free();
    }
  }
}

/** Whatever else waits has its turn first: a click, a message, what was drawn. */
function turn() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** @param {unknown} source */
async function* tables(source) {
  if (isTable(source)) yield source;
  else yield* /** @type {AsyncIterable<unknown>} */ (source);
}

/** @param {any} source */
function isTable(source) {
  return typeof source?.[Symbol.asyncIterator] !== "function" && typeof source?.[Symbol.iterator] !== "function";
}

/**
 * @param {unknown} policy
 * @param {unknown} table
 * @param {unknown} options
 */
function begin(policy, table, options) {
  assertReady();
  const asked = policyOf(policy);
  if (typeof table !== "object" || table === null || Array.isArray(table) || ArrayBuffer.isView(table)) {
    const message = "orders that are asked about together are an object with a column for each name";
    throw refusal("not-an-object", "", message, "pass an object such as `{ state: […], shipBy: […] }`");
  }
  /** @type {Column[]} */
  const columns = [];
  /** @type {unknown[]} */
  const told = [];
  /** @type {Problem[]} */
  const problems = [];
  for (const [name, given] of readOf("", "the orders", () => Object.entries(table))) {
    // What the caller calls the orders, and what is left out.
    if (name === "id" || given === undefined) continue;
    const column = name === "params" ? null : columnOf(name, given, problems);
    if (column === null) {
      told.push([name, given]);
    } else {
      columns.push(column);
      const { entries, missing, null: none, meanings } = column;
      const isNarrow = meanings === null && ArrayBuffer.isView(entries) && !isWide(entries);
      told.push([name, entries.length, missing?.length ?? null, none?.length ?? null, meanings, isNarrow]);
    }
  }
  if (problems.length > 0) throw failure(problems);
  const job = typeof asked === "string" ? ManyOrders.start(asked, told, options) : asked.startMany(told, options);
  return { columns, job };
}

/**
 * What is read of what the caller passed, whose getters may throw whatever they like.
 *
 * @template T
 * @param {string} path
 * @param {string} what
 * @param {() => T} read
 * @returns {T}
 */
function readOf(path, what, read) {
  try {
    return read();
  } catch (error) {
    const help = "a getter or a proxy threw when it was read; pass plain values";
    const failed = refusal("wrong-type", path, `${what} cannot be read${why(error)}`, help);
    failed.cause = error;
    throw failed;
  }
}

/** @param {Column[]} columns */
function rowsOf([first]) {
  return first.entries.length;
}

/**
 * A column, or null for a value that all orders have.
 *
 * @param {string} name
 * @param {any} given
 * @param {Problem[]} problems
 * @returns {Column | null}
 */
function columnOf(name, given, problems) {
  const list = listOf(given);
  if (list !== null) {
    refuseRounded(name, list, problems);
    return { name, entries: list, missing: null, null: null, meanings: null };
  }
  const parts = typeof given === "object" && given !== null ? readOf(name, "the column", () => partsOf(given)) : null;
  if (parts === null) return null;
  /**
   * @param {string} key
   * @param {string} expected
   */
  const wrong = (key, expected) => {
    const message = `\`${key}\` of a column is ${expected}`;
    problems.push({ code: "wrong-type", path: `${name}.${key}`, message, help: null, suggests: null });
    return null;
  };
  for (const key of Object.keys(parts)) {
    if (!["values", "codes", "missing", "null"].includes(key)) {
      const message = `\`${key}\` says nothing of a column`;
      const help = "a column has `values`, and where wanted `codes`, `missing` and `null`";
      problems.push({ code: "unknown-option", path: `${name}.${key}`, message, help, suggests: null });
    }
  }
  const hasCodes = parts.codes !== undefined && parts.codes !== null;
  const values = listOf(parts.values) ?? wrong("values", "a list or a typed array");
  const codes = hasCodes ? (typedArray(parts.codes) ?? wrong("codes", "a typed array")) : null;
  for (const [key, numbers] of Object.entries({ values, codes })) refuseRounded(`${name}.${key}`, numbers, problems);
  const [missing, none] = ["missing", "null"].map((key) => {
    const mask = parts[key] ?? null;
    if (mask === null) return mask;
    return isOf(mask, "Uint8Array") ? mask : wrong(key, "a `Uint8Array` with a byte for each order");
  });
  const entries = hasCodes ? codes : values;
  const meanings = hasCodes && values !== null ? Array.from(values) : null;
  return { name, entries: entries ?? [], missing, null: none, meanings };
}

/**
 * The parts of a column, each read once; null for what is a value, such as a date.
 *
 * @param {object} given
 * @returns {Record<string, any> | null}
 */
function partsOf(given) {
  if (!("values" in given || "codes" in given)) return null;
  const { values, codes } = /** @type {Record<string, unknown>} */ (given);
  return { ...given, ...(values !== undefined && { values }), ...(codes !== undefined && { codes }) };
}

/**
 * Refuses floats that have too few digits: an instant in one of these is another one, by minutes.
 *
 * @param {string} path
 * @param {Typed | readonly unknown[] | null} numbers
 * @param {Problem[]} problems
 */
function refuseRounded(path, numbers, problems) {
  const kind = numbers === null ? "" : kindOf(numbers);
  if (kind !== "Float32Array" && kind !== "Float16Array") return;
  const message = `a \`${kind}\` rounds: it holds neither instants in milliseconds nor large amounts`;
  const help = "pass a `Float64Array`, and fill it from the values themselves, since what was rounded stays so";
  problems.push({ code: "wrong-type", path, message, help, suggests: null });
}

/**
 * Whether an instant in milliseconds has room among these numbers.
 *
 * @param {Typed} numbers
 */
function isWide({ BYTES_PER_ELEMENT }) {
  return BYTES_PER_ELEMENT === 8;
}

/**
 * @param {unknown} given
 * @returns {Typed | readonly unknown[] | null}
 */
function listOf(given) {
  return Array.isArray(given) ? given : typedArray(given);
}

/** @param {unknown} given */
function typedArray(given) {
  if (!ArrayBuffer.isView(given) || isOf(given, "DataView")) return null;
  return /** @type {Uint8Array | Float64Array | BigInt64Array | Int32Array} */ (given);
}

/**
 * @param {unknown} given
 * @param {string} kind
 */
function isOf(given, kind) {
  return typeof given === "object" && given !== null && kindOf(given) === kind;
}

/**
 * Answers for some of the rows.
 *
 * @param {ManyOrders} job
 * @param {Column[]} columns
 * @param {any} options
 * @param {number} from
 * @param {number} count
 */
function part(job, columns, options, from, count) {
  const { policy, asOf, actions, stateCodes, block } = job.head();
  const outputs = options?.outputs ?? ["verdict", "state"];
  /** @param {string} output */
  const has = (output) => outputs.includes(output);
  /** @param {string} output */
  const instants = (output) => (has(output) ? new Float64Array(count) : null);
  /** @param {{ id: string, role: string }} action */
  const columnsOf = ({ id, role }) => ({
    id,
    role,
    verdict: has("verdict") ? new Uint8Array(count) : null,
    until: instants("until"),
    opensAt: instants("opensAt"),
  });
  const answer = {
    policy,
    asOf,
    rows: count,
    actions: actions.map(columnsOf),
    verdictCodes: ["denied", "unknown", "allowed", "absent"],
    state: has("state") ? new Uint16Array(count) : null,
    uncertain: has("state") ? new Uint8Array(count) : null,
    stateCodes,
    next: instants("next"),
  };
  for (let start = 0; start < count; start += block) {
    const end = Math.min(start + block, count);
    job.begin(from + start, end - start);
    columns.forEach((column, number) => put(job, number, column, from + start, from + end));
    if (job.run()) take(job, answer, start, end);
  }
  job.end();
  return answer;
}

/**
 * Puts a block of a column in.
 *
 * @param {ManyOrders} job
 * @param {number} number
 * @param {Column} column
 * @param {number} from
 * @param {number} to
 */
function put(job, number, { name, entries, missing, null: none }, from, to) {
  const nulls = none?.subarray(from, to);
  const absent = missing?.subarray(from, to);
  if (Array.isArray(entries)) {
    const values = readOf(name, "the column", () => entries.slice(from, to));
    // What is left out is no value that could cross.
    const left = values.includes(undefined)
      ? Uint8Array.from(values, (value, row) => (value === undefined || absent?.[row] ? 1 : 0))
      : absent;
    job.each(number, values, left, nulls);
    return;
  }
  const values = /** @type {any} */ (entries).subarray(from, to);
  if (isOf(values, "Uint8Array")) job.bytes(number, values, absent, nulls);
  else if (isOf(values, "BigInt64Array")) job.whole(number, values, absent, nulls);
  // Setting an array from another one makes floats of any other numbers.
  else job.floats(number, isOf(values, "BigUint64Array") ? Float64Array.from(values, Number) : values, absent, nulls);
}

/**
 * The columns of an answer; null for what was not asked for.
 *
 * @typedef {object} Answer
 * @property {{ verdict: Uint8Array | null, until: Float64Array | null, opensAt: Float64Array | null }[]} actions
 * @property {Uint16Array | null} state
 * @property {Uint8Array | null} uncertain
 * @property {Float64Array | null} next
 */

/**
 * Takes the answers for a block out.
 *
 * @param {ManyOrders} job
 * @param {Answer} answer
 * @param {number} from
 * @param {number} to
 */
function take(job, { actions, state, uncertain, next }, from, to) {
  actions.forEach(({ verdict, until, opensAt }, number) => {
    if (verdict !== null) job.verdict(number, verdict.subarray(from, to));
    if (until !== null) job.until(number, until.subarray(from, to));
    if (opensAt !== null) job.opensAt(number, opensAt.subarray(from, to));
  });
  if (state !== null && uncertain !== null) job.state(state.subarray(from, to), uncertain.subarray(from, to));
  if (next !== null) job.next(next.subarray(from, to));
}
