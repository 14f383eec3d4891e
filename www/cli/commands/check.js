/** `torihiki check`: everything that is wrong with policies. */

import { paint } from "../paint.js";
import { BUILT_IN_TOO, readAll, toldMistakes, toldNotices } from "../policies.js";
import { counted } from "../usage.js";

/** @import { Policy } from "torihiki/policy" */
/** @import { Command } from "../usage.js" */

/** @type {Command} */
export const check = {
  does: "say everything that is wrong with a policy, with the line underlined",
  help: `Usage: torihiki check [--json] <file>...

Checks policies, in TOML (.toml) or JSON (.json, .jsonc); \`-\` reads what is piped in, and a folder
stands for the policies in it.

${BUILT_IN_TOO}

Of a policy with which nothing is wrong it tells what is seldom meant, and does not fail: a state
that is not final and that nothing leads out of, one to which nothing leads from the first, and
phrases of the engine that a language lacks.

  --json  for machines: { files: [{ file, id, version, problems, notices }] }; each problem and each
          notice has code, path, message, help, suggests, line, column, endLine and endColumn

Exit codes: 0 nothing is wrong, 1 something is, 2 a file cannot be read.`,
  options: { json: { type: "boolean" } },
  async run({ files, options }) {
    const all = await readAll(files, "check");
    const wrong = all.filter(({ mistakes }) => mistakes.length > 0);
    if (options.json === true) {
      const told = all.map(({ file, policy, mistakes }) => ({
        file,
        id: policy?.id ?? null,
        version: policy?.version ?? null,
        problems: mistakes,
        notices: policy?.notices ?? [],
      }));
      console.log(JSON.stringify({ files: told }, null, 2));
      return wrong.length === 0 ? 0 : 1;
    }
    for (const one of all) {
      if (one.policy === null) console.log(`${toldMistakes(one, process.stdout)}\n`);
      else {
        console.log(`${one.file}: ${paint(process.stdout).green("ok")}, ${summary(one.policy)}`);
        if (one.policy.notices.length > 0) console.log(`\n${toldNotices(one, process.stdout)}\n`);
      }
    }
    const noticed = all.reduce((sum, { policy }) => sum + (policy?.notices.length ?? 0), 0);
    if (noticed > 0) console.log(`${counted(noticed, "notice")}, and nothing is wrong with that`);
    const count = wrong.reduce((sum, { mistakes }) => sum + mistakes.length, 0);
    if (count > 0) console.log(`${counted(count, "problem")} in ${counted(wrong.length, "file")}`);
    return count === 0 ? 0 : 1;
  },
};

/** @param {Policy} policy */
function summary(policy) {
  const { states, actions, transitions, facts } = policy.describe();
  const parts = [
    counted(states.length, "state"),
    counted(actions.length, "action"),
    counted(transitions.length, "transition"),
    counted(facts.length, "fact"),
  ];
  return `\`${policy.id}\` with ${parts.join(", ")}`;
}
