// Next.js with its app router: a page that the server renders, a client component in it, and a route handler.

import { describe, test } from "node:test";
import { ask, names, same } from "../../support/project.mjs";
import { CLIENT, ELEMENT, app, check, run, served } from "./frameworks.mjs";

const NEXT = "next/dist/bin/next";

const files = {
  ...CLIENT,
  "app/layout.jsx": `
    export default function Layout({ children }) {
      return <html lang="en"><body>{children}</body></html>;
    }
  `,
  "app/page.jsx": `
    import init, { ${names} } from "torihiki";
    import { ask } from "../ask.js";
    import { Order } from "./order.jsx";

    export default async function Page() {
      await init();
      return <main><pre id="server">{JSON.stringify(${ask})}</pre><Order /></main>;
    }
  `,
  "app/order.jsx": `
    "use client";
    import { useEffect } from "react";
    import { start } from "../client.js";

    export function Order() {
      useEffect(start, []);
      return ${ELEMENT};
    }
  `,
  "app/api/route.js": `
    import init, { ${names} } from "torihiki";
    import { ask } from "../../ask.js";

    export async function GET() {
      await init();
      return Response.json(${ask});
    }
  `,
  // The parts of this repository have locks of their own, and Next.js would ask which of them is meant.
  "next.config.js": `
    import { resolve } from "node:path";
    const root = resolve(import.meta.dirname, "..");
    export default { turbopack: { root }, outputFileTracingRoot: root };
  `,
};

for (const bundler of ["turbopack", "webpack"]) {
  describe(`Next.js with ${bundler}`, () => {
    const folder = app(files);

    /** @param {string} url */
    const answers = async (url) => {
      await check(url, ["client", "server"]);
      same(await (await fetch(`${url}api`)).json());
    };

    test("in development", () => served(folder, [NEXT, "dev", `--${bundler}`, "-H", "127.0.0.1"], answers));

    test("as it is built", async () => {
      await run(folder, [NEXT, "build", `--${bundler}`]);
      await served(folder, [NEXT, "start", "-H", "127.0.0.1"], answers);
    });
  });
}
