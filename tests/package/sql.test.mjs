// `sql` of `torihiki/policy` in the packed package: a query, and what is wrong with what is passed. What the query
// answers is tried in databases, in `tests/sql`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { TorihikiError } from "torihiki";
import { init, sql } from "torihiki/policy";

await init();

test("an action of a policy is a query that says what it reads and gives", () => {
  const { query, parameter, reads, gives } = sql("coconala", "revise", {
    dialect: "duckdb",
    role: "buyer",
    keep: ["id"],
  });
  assert.equal(query.split(parameter).length, 2);
  assert.ok(reads.some(({ name }) => name === "deliveredAt"));
  assert.deepEqual(gives.slice(0, 4), ["id", "problem", "state", "verdict"]);
});

test("all that is wrong is told at once, and of a list which entry it is", () => {
  const options = /** @type {any} */ ({ dialect: "duckdbb", rol: "buyer", keep: ["id", 7, null] });
  assert.throws(
    () => sql("coconala", "revise", options),
    (error) => {
      assert.ok(error instanceof TorihikiError);
      const told = error.problems.map(({ code, path, suggests }) => `${path}: ${code}, ${suggests}`);
      assert.deepEqual(told.sort(), [
        "dialect: unknown-option, duckdb",
        "keep[1]: wrong-type, null",
        "keep[2]: wrong-type, null",
        "rol: unknown-option, role",
      ]);
      return true;
    },
  );
  const noList = /** @type {any} */ ({ dialect: "duckdb", keep: "id" });
  assert.throws(() => sql("coconala", "revise", noList), /keep: expected a list of texts, found/);
});
