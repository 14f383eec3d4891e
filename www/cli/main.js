/** `npx torihiki`: what authors of policies do with them. */

import { init, version } from "torihiki";
import { cases } from "./commands/cases.js";
import { build } from "./commands/build.js";
import { check } from "./commands/check.js";
import { docs } from "./commands/docs.js";
import { document } from "./commands/document.js";
import { create } from "./commands/new.js";
import { sql } from "./commands/sql.js";
import { test } from "./commands/test.js";
import { types } from "./commands/types.js";
import { importProcess } from "./commands/import.js";
import { Usage, parsed } from "./usage.js";

/**
 * @import { Command } from "./usage.js"
 */

/** @type {Record<string, Command>} */
const COMMANDS = { new: create, check, test, cases, build, types, docs, document, sql, import: importProcess };

const [name, ...rest] = process.argv.slice(2);
process.exitCode = await run(name, rest);

/**
 * Runs a command and gives the exit code: 0 where all is well, 1 where a policy or a case is wrong, 2 where the command was
 * called in a way that it does not know, or cannot read or write a file.
 *
 * @param {string | undefined} name
 * @param {string[]} args
 */
async function run(name, args) {
  if (name === undefined || name === "--help" || name === "-h" || (name === "help" && args.length === 0)) {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v" || name === "version") {
    await init();
    console.log(version());
    return 0;
  }
  try {
    const asked = name === "help" ? args[0] : name;
    if (!Object.hasOwn(COMMANDS, asked)) {
      throw new Usage(`there is no command \`${asked}\`; \`torihiki help\` lists them`);
    }
    const command = COMMANDS[asked];
    if (name === "help" || args.includes("--help") || args.includes("-h")) {
      console.log(command.help);
      return 0;
    }
    return await command.run(parsed(name, command, args));
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    console.error(`torihiki: ${error.message}`);
    return 2;
  }
}

function help() {
  const width = Math.max(...Object.keys(COMMANDS).map((command) => command.length));
  const rows = Object.entries(COMMANDS).map(([command, { does }]) => `  ${command.padEnd(width)}  ${does}`);
  return `Usage: torihiki <command> [options]

Rules of a marketplace as data: write them, check them, test them, ship them.

${rows.join("\n")}

\`torihiki help <command>\` tells its options, and \`torihiki --version\` the version.
Exit codes: 0 all is well, 1 a policy or a case is wrong, 2 the command was called wrongly or cannot
read or write a file.`;
}
