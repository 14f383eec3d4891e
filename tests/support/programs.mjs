// Where the programs are that tests run: browsers, their drivers, and the tools of the build.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The path of the first of these programs that there is: in `.tools/bin`, or wherever the system has it.
 *
 * @param {string[]} programs
 */
export function find(...programs) {
  const folders = [join(root, ".tools/bin"), ...(process.env.PATH ?? "").split(delimiter)];
  for (const path of programs.flatMap((program) => folders.map((folder) => join(folder, program)))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Then the next one.
    }
  }
  throw new Error(`${programs[0]} is not installed: run \`bash .ci/setup test\` first`);
}

/** The path of Chromium, or of a browser like it: the one that `CHROMIUM` names, else the one that is installed. */
export const findChromium = () => process.env.CHROMIUM ?? find("chromium", "chromium-browser", "google-chrome");
