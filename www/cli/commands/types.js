/** `torihiki types`: what TypeScript is told of a policy. */

import { dirname, basename, extname, join } from "node:path";
import { describedInAll, ownTypes } from "../policy-types.js";
import { isBuiltIn, read, toldMistakes } from "../policies.js";
import { Usage, write } from "../usage.js";

/** @import { Command } from "../usage.js" */

/** @type {Command} */
export const types = {
  does: "write the types of a policy, as those of the built-in ones are",
  help: `Usage: torihiki types [--out <file>] <file>

Writes <name>.d.ts beside the policy. It declares the orders of the policy and the ids of everything
in it, and adds them to \`Policies\` of \`torihiki\`, so that \`Policy<"our-shop">\`, \`Order<"our-shop">\`
and all the other types know them. Include the file in your project. The types of the built-in
policies are in the package.

  -o, --out <file>  the file to write; \`-\` prints it

Exit codes: 0 written, 1 the policy is wrong, 2 a file cannot be read or written.`,
  options: { out: { type: "string", short: "o" } },
  async run({ files: [file, ...more], options }) {
    if (file === undefined || more.length > 0) {
      throw new Usage("`types` needs one file; `torihiki help types` tells how");
    }
    if (isBuiltIn(file)) {
      throw new Usage(
        `the types of a built-in policy are in the package: \`Order<"${file}">\` and the like of \`torihiki\``,
      );
    }
    const one = await read(file);
    if (one.policy === null) {
      console.error(toldMistakes(one, process.stderr));
      return 1;
    }
    const { policy } = one;
    const text = ownTypes(
      describedInAll(policy.id, (asked) => policy.describe(asked)),
      basename(file),
    );
    if (options.out === "-") {
      process.stdout.write(text);
      return 0;
    }
    const path = String(options.out ?? join(dirname(file), `${basename(file, extname(file))}.d.ts`));
    write(path, text);
    console.log(path);
    return 0;
  },
};
