/** Results of tests as JUnit XML, which servers of continuous integration read. */

/** @import { Tested } from "./commands/test.js" */

/** @param {Tested[]} all */
export function junit(all) {
  const suites = all.map(({ file, cases }) => {
    const failures = cases.filter(({ differences }) => differences.length > 0).length;
    const tests = cases.map(({ name, differences }) => {
      const start = `    <testcase classname="${escaped(file)}" name="${escaped(name)}"`;
      if (differences.length === 0) return `${start}/>`;
      const [first] = differences;
      const all = escaped(differences.join("\n"));
      return `${start}>\n      <failure message="${escaped(first)}">${all}</failure>\n    </testcase>`;
    });
    const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
    return [`  <testsuite name="${escaped(file)}" ${counts}>`, ...tests, "  </testsuite>"].join("\n");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

/** @param {string} text */
function escaped(text) {
  // What XML cannot hold at all is left out.
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
