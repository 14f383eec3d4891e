// From the import to the first answer: what is read, from where, and what is left for later.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";
import { after, test } from "node:test";
import { install } from "../support/installed.mjs";

/** @import { TorihikiError } from "torihiki" */

const installed = install();
const copies = mkdtempSync(join(tmpdir(), "torihiki-start-"));
after(() => {
  installed.remove();
  rmSync(copies, { recursive: true });
});

const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
const options = { role: "buyer", now: "2026-11-16T09:00:00+09:00", locale: "en" };

/** Both kinds of modules, by what imports one. */
const kinds = { "node.js": "await import", "node.cjs": "require" };

/**
 * What the entry beside changed files answers.
 *
 * @param {string} name
 * @param {string} entry
 * @param {(pkg: string) => void} change
 */
function answered(name, entry, change) {
  const pkg = join(copies, name);
  cpSync(join(installed.project, "node_modules/torihiki/pkg"), pkg, { recursive: true });
  writeFileSync(join(copies, "package.json"), '{ "type": "module" }');
  change(pkg);
  const source = `
    (async () => {
      const { init, preview } = ${kinds[/** @type {keyof typeof kinds} */ (entry)]}(${JSON.stringify(join(pkg, entry))});
      await init();
      console.log(preview(${JSON.stringify(order)}, ${JSON.stringify(options)}).actions.find(({ id }) => id === "revise").verdict);
    })();`;
  return execFileSync(process.execPath, ["--eval", source], { encoding: "utf8" }).trim();
}

for (const entry of Object.keys(kinds)) {
  const extension = entry.replace("node", "");
  const modules = [`wasm${extension}`, `policies/coconala${extension}`, `policies/qoo10${extension}`];
  const files = ["torihiki_bg.wasm", "policies/coconala.policy", "policies/qoo10.policy"];

  test(`${entry} reads the files beside it, and no module with their bytes`, () => {
    const remove = (/** @type {string} */ pkg) => modules.forEach((name) => rmSync(join(pkg, name)));
    assert.equal(answered(`files${extension}`, entry, remove), "allowed");
  });

  test(`${entry} takes the modules where no files lie beside it, as beside a bundle`, () => {
    const remove = (/** @type {string} */ pkg) => files.forEach((name) => rmSync(join(pkg, name)));
    assert.equal(answered(`modules${extension}`, entry, remove), "allowed");
  });

  test(`${entry} takes the modules where the files beside it are of another build`, () => {
    const change = (/** @type {string} */ pkg) => {
      appendFileSync(join(pkg, files[0]), "of another build");
      writeFileSync(join(pkg, files[1]), readFileSync(join(pkg, files[2])));
    };
    assert.equal(answered(`others${extension}`, entry, change), "allowed");
  });
}

test("up to its first answer, Node loads neither its `fetch` nor what that is made of", () => {
  const loaded = installed.run(`
    import { init, preview } from "torihiki";
    await init();
    preview(${JSON.stringify(order)}, ${JSON.stringify(options)});
    const before = process.moduleLoadList.filter((name) => name.includes("undici"));
    void Response;
    const after = process.moduleLoadList.filter((name) => name.includes("undici"));
    console.log(JSON.stringify([before, after]));
  `);
  const [before, after] = JSON.parse(loaded);
  assert.deepEqual(before, []);
  assert.notDeepEqual(after, [], "it can be told");
});

test("a policy is unpacked when it is first asked for, and what nobody compiled is told then", async () => {
  const torihiki = await installed.load();
  const pkg = join(installed.project, "node_modules/torihiki/pkg");
  const made = readFileSync(join(pkg, "policies/qoo10.policy")).subarray(0, -1);
  // Bytes that were made up, with the checksum that they should have.
  made.writeUInt32LE(crc32(made.subarray(13)), 9);
  await torihiki.init({ policies: [made, "coconala"] });
  assert.deepEqual(
    torihiki.policies().map(({ id }) => id),
    ["coconala"],
  );
  assert.throws(
    () => torihiki.preview({ policy: "qoo10", state: "preparing" }),
    (/** @type {TorihikiError} */ { problems: [{ code, path, message }] }) => {
      assert.deepEqual([code, path, message], ["damaged", "policy", "the compiled policy is not what was compiled"]);
      return true;
    },
  );
  const good = await import(pathToFileURL(join(pkg, "policies/qoo10.js")).href);
  await torihiki.init({ policies: [good] });
  assert.equal(torihiki.preview({ policy: "qoo10", state: "preparing" }).policy.id, "qoo10");
});
