/** `torihiki docs`: a policy as people read it. */

import { basename, dirname, extname } from "node:path";
import { documentationOf } from "../docs/contents.js";
import { htmlOf } from "../docs/html.js";
import { markdownOf } from "../docs/markdown.js";
import { BUILT_IN_TOO, readAll, toldMistakes } from "../policies.js";
import { Usage, target, write } from "../usage.js";

/** @import { Command } from "../usage.js" */

/** @type {Command} */
export const docs = {
  does: "write a policy as people read it, as Markdown or HTML",
  help: `Usage: torihiki docs [options] <file>...

Writes <name>.md beside each policy: its states as a diagram, what each role may do with every rule
and its source, what happens by itself, duties, periods and limits, facts, and where editions
differ. What the policy itself does not say is said in Japanese or in English.

${BUILT_IN_TOO}
A folder stands for the policies in it.

  --html            one HTML file in place of Markdown, which needs nothing else and runs no script
  --locale <tag>    the language; left out, the first of the policy. Several times: a file for each,
                    <name>.<tag>.md
  -o, --out <path>  the file to write, or a folder, as it is where there are several; \`-\` prints it

Exit codes: 0 written, 1 a policy is wrong (then nothing is written), 2 a file cannot be read or
written.`,
  options: {
    html: { type: "boolean" },
    locale: { type: "string", multiple: true },
    out: { type: "string", short: "o" },
  },
  async run({ files, options }) {
    const all = await readAll(files, "docs");
    const wrong = all.filter(({ policy }) => policy === null);
    for (const one of wrong) console.error(`${toldMistakes(one, process.stderr)}\n`);
    if (wrong.length > 0) return 1;
    const extension = options.html === true ? ".html" : ".md";
    const asked = /** @type {string[] | undefined} */ (/** @type {unknown} */ (options.locale));
    const pages = all.flatMap(({ file, policy }) => {
      if (policy === null) return [];
      const languages = asked?.map((tag) => languageOf(policy.describe(), tag)) ?? [policy.describe().language];
      return languages.map((locale) => {
        const documentation = documentationOf(policy, { locale, file: basename(file) });
        const name = basename(file === "-" ? policy.id : file, extname(file));
        return {
          folder: dirname(file),
          name: `${name}${languages.length > 1 ? `.${locale}` : ""}${extension}`,
          text: options.html === true ? htmlOf(documentation) : markdownOf(documentation),
        };
      });
    });
    for (const { folder, name, text } of pages) {
      if (options.out === "-") {
        process.stdout.write(text);
        continue;
      }
      const path = target(folder, name, options.out, pages.length > 1);
      write(path, text);
      console.log(path);
    }
    return 0;
  },
};

/**
 * The language of a policy that is meant by a tag: that one, or a wider one as RFC 4647 looks it up.
 *
 * @param {{ id: string, languages: string[] }} description
 * @param {string} tag
 */
function languageOf({ id, languages }, tag) {
  for (let wanted = tag.toLowerCase(); wanted !== ""; wanted = wanted.replace(/-?[^-]*$/, "")) {
    const found = languages.find((language) => language.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  throw new Usage(`\`${id}\` has no language \`${tag}\`; it has ${languages.map((one) => `\`${one}\``).join(", ")}`);
}
