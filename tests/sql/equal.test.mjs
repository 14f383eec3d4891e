// That queries give what the engine gives, to the letter, in DuckDB and in PostgreSQL: for orders of every policy that
// is built in or brought along, for every action, role and edition. `ORDERS` says how many there are in all.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { TorihikiError } from "torihiki";
import { sql } from "torihiki/policy";
import { REFUSED, asked, brought, differences, drawn, jobOf, patternsSeen } from "./asked.mjs";
import { duckdb } from "./duckdb.mjs";
import { postgresql } from "./postgresql.mjs";

/**
 * @import { Asked } from "./asked.mjs"
 * @import { Database } from "./jobs.mjs"
 * @import { SqlOptions } from "torihiki/policy"
 */

const ORDERS = Number(process.env.ORDERS ?? 20_000);
const POLICIES = Number(process.env.POLICIES ?? 24);

/**
 * Outcomes that no order has: of what is prohibited, of what only an argument decides, which no order has, and of rules
 * of `everything.toml` that only try how conditions are written.
 */
const NEVER = [
  "asking.extend allowed",
  "asking.extend.later satisfied",
  "asking.extend.later violated",
  "coconala-account.open-second-account allowed",
  "coconala-account.open-second-account.prohibited satisfied",
  "crowdworks.abandon allowed",
  "crowdworks.abandon.prohibited satisfied",
  "everything.choices.whichever violated",
  "everything.days allowed",
  "everything.numbers allowed",
  "lancers.deal-directly allowed",
  "lancers.deal-directly.prohibited satisfied",
  "qoo10.ask-buyer-to-cancel allowed",
  "qoo10.ask-buyer-to-cancel.prohibited satisfied",
];

const folder = mkdtempSync(join(tmpdir(), "torihiki-sql-"));
/** @type {Database[]} */
const open = [];
after(async () => {
  for (const database of open) await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @type {Asked[]} */
let all;
/** @type {Record<"duckdb" | "postgresql", Database>} */
let databases;
before(async () => {
  all = asked(ORDERS);
  databases = { duckdb: await duckdb(folder), postgresql: await postgresql(folder) };
  open.push(...Object.values(databases));
});

/** Those of which every row is right, by name. */
const DIALECTS = /** @type {const} */ (["duckdb", "postgresql"]);

/**
 * Asks all queries of a reading, and says which rows are wrong.
 *
 * @param {Asked} reading
 * @param {SqlOptions & { dialect: (typeof DIALECTS)[number] }} options
 * @param {(query: string) => string} [changed]
 */
async function wrong(reading, options, changed = (query) => query) {
  const job = jobOf(reading, options);
  const answers = await databases[options.dialect].answers({ ...job, queries: job.queries.map(changed) });
  return reading.actions.flatMap(({ key }, number) => {
    const told = differences(answers[number], reading.expected.get(key), reading.orders);
    return told.length === 0 ? [] : [`${reading.name}, ${key}:\n${told.join("\n")}`];
  });
}

for (const dialect of DIALECTS) {
  test(`${dialect} gives what the engine gives`, async () => {
    for (const reading of all) assert.deepEqual(await wrong(reading, { dialect }), []);
  });
}

test("both give what the engine gives for random policies", async () => {
  const readings = drawn(0, POLICIES);
  assert.ok(readings.length > POLICIES / 3, `${readings.length} readings of ${POLICIES} policies can be said`);
  for (const reading of asked(60 * readings.length, { of: readings })) {
    for (const dialect of DIALECTS) assert.deepEqual(await wrong(reading, { dialect }), []);
  }
});

test("instants may be milliseconds, and NULL may mean one thing only", async () => {
  const only = (/** @type {{ id: string }} */ { id }) => ["coconala", "qoo10", "claims"].includes(id);
  for (const reading of asked(1_500, { only, nulls: "missing" })) {
    assert.deepEqual(await wrong(reading, { dialect: "duckdb", nulls: "missing", instants: "milliseconds" }), []);
  }
  for (const reading of asked(1_500, { only, nulls: "absent" })) {
    assert.deepEqual(await wrong(reading, { dialect: "postgresql", nulls: "absent", instants: "milliseconds" }), []);
  }
});

describe("the comparison is worth something:", () => {
  test("every action is asked about with facts missing, null and given in every pattern", () => {
    for (const reading of all) {
      for (const { key, facts } of reading.actions) {
        const { possible, seen } = patternsSeen(reading, facts);
        // Where there are very many, as many as were drawn for the action.
        const wanted = Math.min(possible, Math.floor(reading.orders.length / reading.actions.length));
        assert.ok(seen >= wanted, `${reading.name}, ${key}: ${seen} of ${possible} patterns`);
      }
    }
  });

  test("every verdict and every outcome of a rule occurs, but for those that cannot", () => {
    /** @type {Map<string, Set<string>>} */
    const seen = new Map();
    for (const reading of all) {
      for (const { key, action, role } of reading.actions) {
        const { gives } = sql(reading.policy, action, {
          dialect: "duckdb",
          role,
          edition: reading.description.edition,
        });
        const names = [`${reading.description.id}.${action}`, ...gives.slice(4)];
        const rows = new Set(reading.expected.get(key));
        for (const row of rows) {
          const words = row.split(",").slice(2);
          for (const [column, name] of names.entries()) {
            if (!seen.has(name)) seen.set(name, new Set());
            seen.get(name).add(words[column]);
          }
        }
      }
    }
    const never = [...seen].flatMap(([name, words]) => {
      const wanted = words.has("allowed") || words.has("denied") ? ["allowed", "denied"] : ["satisfied", "violated"];
      return wanted.filter((word) => !words.has(word)).map((word) => `${name} ${word}`);
    });
    assert.deepEqual(never.sort(), [...NEVER].sort());
    const verdicts = new Set([...seen.values()].flatMap((words) => [...words]));
    assert.deepEqual([...verdicts].sort(), ["allowed", "denied", "satisfied", "unknown", "violated"]);
  });

  /**
   * Slips of whoever writes such a query by hand.
   *
   * @type {Record<string, [RegExp, string]>}
   */
  const slips = {
    "a window that is open a millisecond longer": [/<= "now 2"/g, '< "now 2"'],
    "what may have happened has not": [/COALESCE\(([^()]*|\([^()]*\)), TRUE\)/g, "COALESCE($1, FALSE)"],
    "what is unknown is denied": [/ELSE 'unknown' END/g, "ELSE 'denied' END"],
    "what is left out is absent": [/( WHEN \("[^"]*" IS NOT NULL\) THEN FALSE) END/g, "$1 ELSE TRUE END"],
    "what is absent is unknown": [/CASE WHEN "[^"]* is absent" THEN TRUE/g, "CASE WHEN FALSE THEN TRUE"],
    "a default that is forgotten": [/CASE WHEN \(("[^"]*") IS NULL\) THEN \w+ ELSE \1 END/g, "$1"],
    "a state that is not sure is the first that is possible": [/CASE WHEN .*? THEN ("state in one world") END/g, "$1"],
    "the last of several that are due": [/LEAST\(/g, "GREATEST("],
  };
  for (const [slip, [from, to]] of Object.entries(slips)) {
    test(`it finds ${slip}`, async () => {
      let found = 0;
      for (const reading of all.filter(({ name }) => /^(coconala|qoo10|claims)/.test(name))) {
        found += (await wrong(reading, { dialect: "duckdb" }, (query) => query.replace(from, to))).length;
      }
      assert.ok(found > 0);
    });
  }

  test("it finds a limit that is another one", async () => {
    const [reading] = all.filter(({ name }) => name === "coconala, guide");
    const { description } = reading;
    for (const { id, value } of description.params.filter(({ type }) => type === "duration")) {
      const params = { [id]: `${value}1ms` };
      const texts = reading.actions.map(({ action, role }) =>
        [{}, params].map(
          (params) => sql("coconala", action, { dialect: "duckdb", role, edition: "guide", params }).query,
        ),
      );
      // One that only effects and duties read makes no difference.
      if (texts.every(([one, other]) => one === other)) continue;
      assert.notDeepEqual(await wrong(reading, { dialect: "duckdb", params }), [], id);
    }
  });
});

test("a value that no order may have is a problem of its row, and nothing else is told of it", async () => {
  const [reading] = asked(10, { only: ({ name }) => name === "qoo10, official" });
  const right = reading.orders[0];
  const orders = [
    right,
    { ...right, state: "shipped" },
    { ...right, state: "" },
    { ...right, packedAt: "9999-12-31T23:59:59.999Z" },
    { ...right, packedAt: "infinity" },
    { ...right, packedAt: "12026-01-01 00:00:00+00" },
    { ...right, state: "shipped", packedAt: "-infinity" },
  ];
  for (const dialect of DIALECTS) {
    const number = reading.actions.findIndex(({ action }) => action === "refuse-cancel");
    const job = jobOf({ ...reading, orders }, { dialect });
    const [rows] = await databases[dialect].answers({ ...job, queries: [job.queries[number]] });
    const told = rows.map((row) => row.split(",").slice(1));
    assert.deepEqual(
      told.map(([problem]) => problem),
      ["", "state", "state", "", "packedAt", "packedAt", "state"],
    );
    for (const [problem, ...rest] of told) assert.equal(problem === "", rest.every(Boolean), rest.join());
    const [at] = await databases[dialect].answers({ ...job, now: "infinity", queries: [job.queries[number]] });
    assert.ok(
      at.every((row) => /^\d+,now,*$/.test(row)),
      at.join("\n"),
    );
  }
});

test("what cannot be said in SQL is refused, with its place", () => {
  for (const [id, place] of Object.entries(REFUSED)) {
    const policy = brought.find((policy) => policy.id === id);
    for (const { id: action, roles } of policy.describe().actions) {
      for (const role of roles) {
        assert.throws(
          () => sql(policy, action, { dialect: "spark", role }),
          (error) =>
            error instanceof TorihikiError && error.code === "not-expressible" && error.problems[0].path === place,
        );
      }
    }
  }
});
