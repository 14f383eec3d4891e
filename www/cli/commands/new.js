/** `torihiki new`: a first policy that passes, with its cases. */

import { join } from "node:path";
import { existsSync } from "node:fs";
import { builtIn, init } from "torihiki";
import { Usage, write } from "../usage.js";
import { firstCases, firstPolicy } from "../../shared/first-policy.js";
import { schemaAddress } from "../schema-address.js";

/** @import { Command } from "../usage.js" */

/** How long the id of a policy may be, as the engine has it. */
const MAX_LENGTH = 60;

/** @type {Command} */
export const create = {
  does: "write a first policy that passes, with its cases",
  help: `Usage: torihiki new [--dir <folder>] <id>

Writes <id>.toml, a small policy with remarks, and <id>.test.json, its cases. Nothing that is there
is overwritten. The first line of the policy tells editors its schema, by which they complete and
check what is typed.

  --dir  the folder; left out, the one that you are in

Exit codes: 0 written, 2 the id cannot be one, or a file is there already or cannot be written.`,
  options: { dir: { type: "string" } },
  async run({ files: [id, ...more], options }) {
    if (id === undefined || more.length > 0) throw new Usage("`new` needs one id, such as `our-shop`");
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
      throw new Usage(`\`${id}\` is no id: it is written in small letters and digits, with hyphens between words`);
    }
    if (id.length > MAX_LENGTH) {
      throw new Usage(`\`${id}\` is no id: it has at most ${MAX_LENGTH} letters, and this one ${id.length}`);
    }
    if (builtIn.includes(/** @type {any} */ (id))) {
      throw new Usage(`\`${id}\` is the id of a built-in policy; take another one`);
    }
    const folder = String(options.dir ?? ".");
    await init();
    /** @type {[path: string, content: string][]} */
    const files = [
      [join(folder, `${id}.toml`), `#:schema ${schemaAddress(folder)}\n${firstPolicy(id)}`],
      [join(folder, `${id}.test.json`), `${JSON.stringify(firstCases(id), null, 2)}\n`],
    ];
    const there = files.find(([path]) => existsSync(path));
    if (there !== undefined) throw new Usage(`${there[0]} is there already`);
    for (const [path, content] of files) {
      write(path, content, { flag: "wx" });
      console.log(path);
    }
    console.log(`\nNext: torihiki test ${files[0][0]}`);
    return 0;
  },
};
