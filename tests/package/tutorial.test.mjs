// The tutorial, done as it says: each block is applied, each command run, and what it prints compared with the text.
//
//   WRITE=1 node --test tests/package/tutorial.test.mjs    writes down what the commands print now

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { root } from "../support/installed.mjs";
import { project } from "../support/project.mjs";
import { blocksOf, follow } from "../support/walkthrough.mjs";

const path = join(root, "src/policies/TUTORIAL.md");
const text = readFileSync(path, "utf8");
const folder = project({});

test("every command of the tutorial prints what the text says", () => {
  let now = text;
  for (const block of blocksOf(text)) {
    const { language, content, line } = block;
    const done = follow(block, folder);
    if (process.env.WRITE === "1") {
      now = now.replace(`\`\`\`${language}\n${content}\`\`\``, () => `\`\`\`${language}\n${done}\`\`\``);
    } else {
      assert.equal(done, content, `line ${line}`);
    }
  }
  if (now !== text) writeFileSync(path, now);
});

test("the page at its end shows what the text quotes", async () => {
  const quoted = [...text.matchAll(/^> (.+)$/gm)].map(([, words]) => words);
  assert.ok(quoted.length > 0);
  const server = await serve({ port: 0, root: folder });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const element = page.locator("torihiki-order");
    for (const words of quoted) await element.getByText(words).first().waitFor();
  } finally {
    await browser.close();
    await server.close();
  }
});
