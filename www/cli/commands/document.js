/** `torihiki document`: the whole document of a policy, which one that extends another does not say itself. */

import { BUILT_IN_TOO, read, toldMistakes } from "../policies.js";
import { tomlOf } from "../toml.js";
import { Usage, write } from "../usage.js";

/** @import { Command } from "../usage.js" */

/** @type {Command} */
export const document = {
  does: "show the whole document of a policy that extends another one",
  help: `Usage: torihiki document [--json] [--out <file>] <file>

Prints the document of a policy, in TOML: of one that extends another, the whole that comes of both,
with every rule that holds. It is the same policy in the same version. Remarks are not kept.

${BUILT_IN_TOO}

  --json            as JSON
  -o, --out <file>  the file to write

Exit codes: 0 written, 1 the policy is wrong, 2 a file cannot be read or written.`,
  options: { json: { type: "boolean" }, out: { type: "string", short: "o" } },
  async run({ files: [file, ...more], options }) {
    if (file === undefined || more.length > 0) {
      throw new Usage("`document` needs one file; `torihiki help document` tells how");
    }
    const one = await read(file);
    if (one.policy === null) {
      console.error(toldMistakes(one, process.stderr));
      return 1;
    }
    const { policy } = one;
    const whole = /** @type {import("../toml.js").Table} */ (policy.document);
    const editions = policy.describe().editions.map(({ id }) => id);
    const text = options.json === true ? `${JSON.stringify(whole, null, 2)}\n` : tomlOf(whole, editions);
    if (typeof options.out !== "string" || options.out === "-") {
      process.stdout.write(text);
      return 0;
    }
    write(options.out, text);
    console.log(options.out);
    return 0;
  },
};
