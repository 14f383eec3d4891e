// What two tools say about the tarball that look for packages which load wrongly somewhere.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "../../support/installed.mjs";
import { node, tarball } from "../../support/project.mjs";

test("publint finds nothing", async () => {
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
    strict: true,
  });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test("@arethetypeswrong/cli finds nothing", () => {
  const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  // These are exported as files. They have no types, and this tool would look for JavaScript in them.
  node(
    root,
    attw,
    tarball,
    "--no-color",
    "--exclude-entrypoints",
    "torihiki_bg.wasm",
    "torihiki_policy_bg.wasm",
    "torihiki_many_bg.wasm",
    "custom-elements.json",
    "policy.schema.json",
    "policy-extension.schema.json",
  );
});
