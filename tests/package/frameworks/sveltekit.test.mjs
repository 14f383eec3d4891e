// SvelteKit with its adapter for Node: a page that the server renders, and a route of its server.

import { join } from "node:path";
import { test } from "node:test";
import { ask, names, same } from "../../support/project.mjs";
import { CLIENT, app, check, run, served } from "./frameworks.mjs";

const files = {
  ...CLIENT,
  "src/app.html": `<!doctype html><html lang="en"><head><meta charset="utf-8">%sveltekit.head%</head><body>%sveltekit.body%</body></html>`,
  "src/routes/+page.server.js": `
    import init, { ${names} } from "torihiki";
    import { ask } from "../../ask.js";

    export async function load() {
      await init();
      return { answers: JSON.stringify(${ask}) };
    }
  `,
  "src/routes/+page.svelte": `
    <script>
      import { onMount } from "svelte";
      import { start } from "../../client.js";
      let { data } = $props();
      onMount(start);
    </script>

    <pre id="server">{data.answers}</pre>
    <torihiki-order locale="en" order={'{ "policy": "coconala", "state": "delivered" }'}></torihiki-order>
  `,
  "src/routes/api/+server.js": `
    import init, { ${names} } from "torihiki";
    import { ask } from "../../../ask.js";

    export async function GET() {
      await init();
      return Response.json(${ask});
    }
  `,
  "vite.config.js": `
    import adapter from "@sveltejs/adapter-node";
    import { sveltekit } from "@sveltejs/kit/vite";
    export default { plugins: [sveltekit({ adapter: adapter() })] };
  `,
};

// What a project depends on stays a package beside what is built; what it only develops with is built in.
for (const [kind, where] of Object.entries({ dependencies: "beside it", devDependencies: "built in" })) {
  test(`SvelteKit with adapter-node, with the package ${where}`, async () => {
    const manifest = { name: "fresh", private: true, type: "module", [kind]: { torihiki: "*" } };
    const folder = app({ ...files, "package.json": JSON.stringify(manifest) });
    await run(folder, ["vite/bin/vite.js", "build"]);
    await served(folder, [join(folder, "build/index.js")], async (url) => {
      await check(url, ["client", "server"]);
      same(await (await fetch(`${url}api`)).json());
    });
  });
}
