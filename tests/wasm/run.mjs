// `npm run test:wasm`: `tests/wasm/main.rs` in every engine, run by wasm-pack and the runner of wasm-bindgen.
//
//   node tests/wasm/run.mjs            in all of them; one that fails keeps no other from running
//   node tests/wasm/run.mjs firefox    only in that one

/** @import { EngineName } from "../support/engines.mjs" */

import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { engines, startDisplay, startGroup } from "../support/engines.mjs";
import { find } from "../support/programs.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What wasm-pack calls each engine and its driver. The runner takes WebKitGTK for Safari, which has the same engine. */
const flags = {
  chromium: () => ["--chrome", "--chromedriver", find("chromedriver")],
  firefox: () => ["--firefox", "--geckodriver", find("geckodriver")],
  webkit: () => ["--safari", "--safaridriver", find("WebKitWebDriver")],
};

const asked = /** @type {EngineName[]} */ (process.argv.slice(2));
const unknown = asked.find((engine) => !engines.includes(engine));
if (unknown !== undefined) {
  throw new Error(`there is no engine \`${unknown}\`, there are: ${engines.join(", ")}`);
}

/** @type {NodeJS.ProcessEnv} */
const environment = {
  ...process.env,
  PATH: [join(root, ".tools/bin"), process.env.PATH].join(delimiter),
  // Seconds, for machines that do much else at the same time.
  WASM_BINDGEN_TEST_TIMEOUT: "600",
  WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "120",
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  // Where Cargo is quiet, it hands on `--quiet`, which the runner of wasm-bindgen does not know.
  CARGO_TERM_QUIET: "false",
};
// Where one of these is set, the runner takes that driver, whichever wasm-pack names.
for (const driver of ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"]) {
  for (const name of [driver, `${driver}_REMOTE`]) delete environment[name];
}

/**
 * Whether the tests pass in an engine.
 *
 * @param {EngineName} engine
 */
async function run(engine) {
  const display = engine === "webkit" ? await startDisplay() : undefined;
  const tests = startGroup(
    find("wasm-pack"),
    ["test", "--headless", "--mode", "no-install", ...flags[engine](), "--", "--test", "wasm"],
    {
      cwd: root,
      env: { ...environment, ...display?.environment },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  await tests.ended;
  await tests.end();
  await display?.end();
  return tests.process.exitCode === 0;
}

const failed = [];
for (const engine of asked.length > 0 ? asked : engines) {
  console.log(`test:wasm: ${engine}`);
  if (!(await run(engine))) failed.push(engine);
}
if (failed.length > 0) {
  console.error(`test:wasm: it failed in ${failed.join(", ")}`);
  process.exitCode = 1;
}
