// `npm run bench`, after `npm run build`: the figures of the README, as Markdown. Everybody who is compared is first
// asked about every order, and has to say the same.
//
//   REPEAT=1 npm run bench    a quick look; without it each part runs three times, each time in a process of its own
//   WRITE=1 npm run bench     writes the figures into the README, and those that the page tells into its module

/** @import { Raced } from "./timing.mjs" */
/** @import { Heat } from "./turns.mjs" */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { IDS, IN_PAGES, LIBRARIES, entrantOf, modules } from "./entrants.mjs";
import { FOOTNOTE, KINDS, many, others, races, short, slowest, starts } from "./figures.mjs";
import { median } from "./timing.mjs";

const REPEAT = Number(process.env.REPEAT ?? 3);
/** How much is measured: for a quick look less. */
const SIZE =
  REPEAT === 1
    ? {
        heat: { count: 200, rounds: 11 },
        starts: 3,
        others: { rounds: 5, count: 2_000 },
        many: { rounds: 5, rows: 200_000 },
      }
    : {
        heat: { count: 1_000, rounds: 41 },
        starts: 21,
        others: { rounds: 21, count: 100_000 },
        many: { rounds: 15, rows: 1_000_000 },
      };
const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
// Node 20 stops in its deoptimiser where it has inlined a call to WebAssembly that returns an object, as those of
// cedar-wasm do.
const FLAGS = ["--no-turbo-inline-js-wasm-calls"];

if (!existsSync(join(modules, ".package-lock.json"))) {
  // Not `npm ci`, which wants a lock to name what a native module has for every other machine.
  const args = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", args, { cwd: join(modules, ".."), stdio: ["ignore", "ignore", "inherit"] });
}
// These bundle what has been installed.
const { pageBundle, weights } = await import("./bundles.mjs");
const { emptyPage, startsInNode, startsInPages } = await import("./starts.mjs");

/**
 * @param {string} script
 * @param {object} given
 */
const inNode = (script, given) =>
  JSON.parse(
    execFileSync(process.execPath, [...FLAGS, join(here, script), JSON.stringify(given)], { encoding: "utf8" }),
  );

const server = await serve({ port: 0, root });
const browser = await launchChromium();

/**
 * One heat in a page of its own.
 *
 * @param {Heat} heat
 * @returns {Promise<Record<string, Raced>>}
 */
async function inPage(heat) {
  const page = await emptyPage(browser, server.url);
  const loads = IN_PAGES.filter((id) => LIBRARIES[id] !== undefined).map((id) => {
    const { inPage: address, init = "" } = LIBRARIES[id];
    return `${JSON.stringify(id)}: await (async () => { const library = await import("${address}"); ${init} return library; })()`;
  });
  const result = await page.evaluate(`(async () => {
    const { run } = await import("/target/bench/heat.browser.mjs");
    return run(${JSON.stringify(heat)}, { ${loads.join(", ")} });
  })()`);
  await page.context().close();
  return /** @type {Record<string, Raced>} */ (result);
}

/** @param {(heat: Heat) => Record<string, Raced> | Promise<Record<string, Raced>>} ask */
async function heats(ask) {
  const runs = [];
  for (let time = 0; time < REPEAT; time += 1) {
    for (const { question, form } of KINDS) {
      runs.push({ question, form, result: await ask({ question, form, ...SIZE.heat }) });
    }
  }
  return runs;
}

/** @type {string[]} */
const told = [];
/** @param {string} text */
const tell = (text) => {
  told.push(text);
  console.log(`${text}\n`);
};

try {
  const [today] = new Date().toISOString().split("T");
  tell(
    `Measured on ${today} with \`npm run bench\` on a shared machine with two cores: look at the ratios. ${SIZE.heat.count} generated orders of Qoo10 and a seller's seven actions, everybody in turns, and everybody says the same. Ratios to JavaScript that was written by hand for it; medians of ${REPEAT} processes${REPEAT > 1 ? ", and the least and the most of them" : ""}.`,
  );
  const inNodes = await heats((heat) => inNode("heat-in-node.mjs", heat));
  tell(races(`Node ${process.versions.node}`, inNodes));
  await pageBundle();
  tell(races(`Chromium ${browser.version()}`, await heats(inPage)));
  tell(FOOTNOTE);

  const node = await startsInNode(SIZE.starts);
  const page = await startsInPages(browser, server.url, SIZE.starts);
  const bytes = await weights();
  const rows = [];
  for (const id of IDS) {
    const { name } = await entrantOf(id);
    rows.push({ name, node: node[id], page: page[id], bytes: bytes[id] });
  }
  tell(starts(rows));

  const asked = Array.from({ length: REPEAT }, () => inNode("others.mjs", SIZE.others));
  tell(others(asked));
  tell(slowest(asked));
  tell(many(Array.from({ length: REPEAT }, () => inNode("many.mjs", SIZE.many))));

  const full = inNodes.filter(({ question, form }) => question === "full" && form === "text");
  const preview = `${short(median(full.map(({ result }) => result["**torihiki** `preview`"].micros)))} µs`;
  const start = `${short(median(node.torihiki))} ms`;
  tell(
    `One \`preview\` of such an order takes ${preview} there, with instants as texts, and it is ${start} from the import to the first answer.`,
  );
  if (process.env.WRITE === "1") {
    replace("README.md", /(?<=<!-- npm run bench -->\n\n)[^]*?(?=\n\n<!-- end of it -->)/, told.join("\n\n"));
    const benched = `export const BENCHED = { preview: "${preview}", start: "${start}" };`;
    replace("www/page/developers/measure.js", /^export const BENCHED = .*;$/m, benched);
  }
} finally {
  await browser.close();
  await server.close();
}

/**
 * @param {string} file
 * @param {RegExp} pattern
 * @param {string} text
 */
function replace(file, pattern, text) {
  const path = join(root, file);
  const before = readFileSync(path, "utf8");
  if (!pattern.test(before)) throw new Error(`${file} has no place for the figures`);
  writeFileSync(
    path,
    before.replace(pattern, () => text),
  );
}
