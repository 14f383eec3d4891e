/** `torihiki build`: a policy as the file that is served. */

import { basename, dirname, extname } from "node:path";
import { gzipSync } from "node:zlib";
import { BUILT_IN_TOO, readAll, toldMistakes } from "../policies.js";
import { Usage, target, write } from "../usage.js";

/** @import { Command } from "../usage.js" */

/** @type {Command} */
export const build = {
  does: "compile a policy to the file that a page loads",
  help: `Usage: torihiki build [--out <path>] <file>...

Compiles each policy to <name>.policy beside it, which \`Policy.load\` and
<torihiki-order policy-src="..."> load. The same policy gives the same bytes.

${BUILT_IN_TOO}
A folder stands for the policies in it.

  -o, --out <path>  the file to write, or a folder, as it is where there are several policies; \`-\`
                    writes the bytes of one policy to the output

Exit codes: 0 written, 1 a policy is wrong (then nothing is written), 2 a file cannot be read or
written.`,
  options: { out: { type: "string", short: "o" } },
  async run({ files, options }) {
    const all = await readAll(files, "build");
    const wrong = all.filter(({ policy }) => policy === null);
    for (const one of wrong) console.error(`${toldMistakes(one, process.stderr)}\n`);
    if (wrong.length > 0) return 1;
    if (options.out === "-") {
      if (all.length > 1) throw new Usage("several policies cannot be written to one output; name a folder");
      if (process.stdout.isTTY) throw new Usage("a terminal shows no bytes; name a file, or lead the output to one");
      process.stdout.write(all[0].policy?.compile() ?? "");
      return 0;
    }
    for (const { file, policy } of all) {
      if (policy === null) continue;
      const name = `${basename(file === "-" ? policy.id : file, extname(file))}.policy`;
      const path = target(dirname(file), name, options.out, all.length > 1);
      const bytes = policy.compile();
      write(path, bytes);
      const kilobytes = (/** @type {number} */ count) => `${(count / 1000).toFixed(1)} kB`;
      console.log(`${path}: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} gzipped`);
    }
    return 0;
  },
};
