// The package weighs what `sizes.json` says: to make it larger, one has to say so there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, measure, written } from "./sizes.mjs";

// The same toolchain gives the same bytes, and another version of it slightly others. What shrank is to be
// written down too, since the next one to make it larger would have that much for free.
const LARGER = 1.01;
const SMALLER = 0.97;

test("the package weighs what is written down", () => {
  const [found, expected] = [measure(), written()];
  const differences = [];
  for (const name of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    for (const kind of KINDS) {
      const [now, before] = [found[name]?.[kind], expected[name]?.[kind]];
      if (now === undefined || before === undefined) {
        differences.push(`${name}, ${kind}: ${before ?? "not there"} became ${now ?? "not there"}`);
      } else if (now > before * LARGER || now < before * SMALLER) {
        differences.push(
          `${name}, ${kind}: ${before} became ${now}, which is ${((100 * now) / before - 100).toFixed(1)} %`,
        );
      }
    }
  }
  assert.deepEqual(differences, [], "if it is meant to be so, run `npm run sizes` and commit tests/package/sizes.json");
});
