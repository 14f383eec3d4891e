/** `torihiki import`: a transaction process of Sharetribe as a policy. */

import { basename, dirname, extname, resolve } from "node:path";
import { existsSync } from "node:fs";
import { Policy, init } from "torihiki/policy";
import { TorihikiError } from "torihiki";
import { toldMistakes } from "../policies.js";
import { kebab } from "../sharetribe/names.js";
import { linesText, policyOf } from "../sharetribe/policy.js";
import { readProcess } from "../sharetribe/process.js";
import { paint } from "../paint.js";
import { Usage, counted, textOf, write } from "../usage.js";

/** @import { Command } from "../usage.js" */

/** @type {Command} */
export const importProcess = {
  does: "make a policy of a transaction process of Sharetribe",
  help: `Usage: torihiki import [options] <process.edn>

Makes the document of a policy, in TOML, of a transaction process (process.edn). A transition with
an actor becomes an action, and one with \`:at\` happens by itself; a time expression becomes an
instant with a parameter for each period, and what it counts from a fact; what a transition does,
and the e-mails that it sends, follow from it. What has no counterpart is listed, and stands in the
document as remarks. \`-\` reads what is piped in.

  -o, --out <file>  the file to write, which must not be there yet; left out, it is printed
  --id <id>         the id of the policy; left out, it is made of the name of the file, or of its
                    folder
  --json            for machines: { file, id, document, losses: [{ message, lines }], problems }

Exit codes: 0 made, 1 the process is wrong, 2 a file cannot be read or written, or is there already.`,
  options: { out: { type: "string", short: "o" }, id: { type: "string" }, json: { type: "boolean" } },
  async run({ files: [file, ...more], options }) {
    if (file === undefined || more.length > 0) {
      throw new Usage("`import` needs one file; `torihiki help import` tells how it is called");
    }
    const out = typeof options.out === "string" && options.out !== "-" ? options.out : null;
    if (out !== null && existsSync(out)) throw new Usage(`${out} is there already`);
    const id = idFrom(options.id, file);
    const text = textOf(file);
    const { process: read, mistakes } = readProcess(text);
    const made = read === null ? null : policyOf(read, { id, file: basename(file) });
    const problems = made === null ? mistakes : await problemsOf(made.text);
    if (options.json === true) {
      console.log(
        JSON.stringify({ file, id, document: made?.text ?? null, losses: made?.losses ?? [], problems }, null, 2),
      );
    }
    if (made === null || problems.length > 0) {
      // What is wrong with a process stands in it; what a policy cannot be, such as too large, in what was made of it.
      const where = made === null ? { file, text } : { file: `the policy of ${file}`, text: made.text };
      if (options.json !== true) {
        console.error(toldMistakes({ ...where, policy: null, mistakes: problems }, process.stderr));
      }
      return 1;
    }
    if (out !== null) write(out, made.text, { flag: "wx" });
    if (options.json === true) return 0;
    if (out === null) process.stdout.write(made.text);
    else console.log(out);
    const { yellow } = paint(process.stderr);
    for (const { message, lines } of made.losses) {
      console.error(`${file}: ${yellow("no counterpart")}: ${message} (${linesText(lines)})`);
    }
    if (made.losses.length > 0) console.error(`${counted(made.losses.length, "thing")} without a counterpart`);
    return 0;
  },
};

/**
 * @param {string | boolean | undefined} given
 * @param {string} file
 */
function idFrom(given, file) {
  if (typeof given === "string") {
    if (kebab(given, "") === given) return given;
    throw new Usage(`\`${given}\` is no id: it is written in small letters and digits, with hyphens between words`);
  }
  const name = basename(file, extname(file));
  // In Sharetribe's folders every file is called `process.edn`.
  return kebab(name === "process" || file === "-" ? basename(dirname(resolve(file))) : name, "process");
}

/** @param {string} document */
async function problemsOf(document) {
  await init();
  try {
    Policy.parse(document, { syntax: "toml" });
    return [];
  } catch (error) {
    if (error instanceof TorihikiError) return error.problems;
    throw error;
  }
}
