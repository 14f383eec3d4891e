// Astro: a page that is rendered when the site is built, with the element on it.

import { test } from "node:test";
import { join } from "node:path";
import { ask, names } from "../../support/project.mjs";
import { serve as serveFiles } from "../../../www/build/serve.mjs";
import { CLIENT, ELEMENT, app, check, run } from "./frameworks.mjs";

test("Astro, as it is built", async () => {
  const folder = app({
    ...CLIENT,
    "src/pages/index.astro": `---
import init, { ${names} } from "torihiki";
import { ask } from "../../ask.js";

await init();
const answers = JSON.stringify(${ask});
---
<html lang="en">
  <head><meta charset="utf-8"><title>fresh</title></head>
  <body>
    <pre id="server">{answers}</pre>
    ${ELEMENT}
    <script>
      import { start } from "../../client.js";
      start();
    </script>
  </body>
</html>
`,
    "astro.config.mjs": "export default { telemetry: false };",
  });
  await run(folder, ["astro/bin/astro.mjs", "build"]);
  const server = await serveFiles({ port: 0, root: join(folder, "dist") });
  try {
    await check(server.url, ["client", "server"]);
  } finally {
    await server.close();
  }
});
