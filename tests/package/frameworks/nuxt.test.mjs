// Nuxt: a page that the server renders, and a route of its server.

import { join } from "node:path";
import { test } from "node:test";
import { ask, names, same } from "../../support/project.mjs";
import { CLIENT, ELEMENT, app, check, run, served } from "./frameworks.mjs";

const folder = app({
  ...CLIENT,
  "app/app.vue": `
    <script setup>
    import init, { ${names} } from "torihiki";
    import { ask } from "../ask.js";
    import { start } from "../client.js";

    await init();
    const answers = JSON.stringify(${ask});
    onMounted(start);
    </script>

    <template>
      <main><pre id="server">{{ answers }}</pre>${ELEMENT}</main>
    </template>
  `,
  "server/api/answers.js": `
    import init, { ${names} } from "torihiki";
    import { ask } from "../../ask.js";

    export default defineEventHandler(async () => {
      await init();
      return ${ask};
    });
  `,
  "nuxt.config.js": `
    export default defineNuxtConfig({
      compatibilityDate: "2026-11-01",
      telemetry: false,
      vue: { compilerOptions: { isCustomElement: (tag) => tag === "torihiki-order" } },
    });
  `,
});

test("Nuxt, as it is built", async () => {
  await run(folder, ["nuxt/bin/nuxt.mjs", "build"]);
  await served(folder, [join(folder, ".output/server/index.mjs")], async (url) => {
    await check(url, ["client", "server"]);
    same(await (await fetch(`${url}api/answers`)).json());
  });
});
