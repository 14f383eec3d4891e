// Angular with its application builder: an application with the element, built and served in development.

import { describe, test } from "node:test";
import { join } from "node:path";
import { serve as serveFiles } from "../../../www/build/serve.mjs";
import { CLIENT, app, check, run, served } from "./frameworks.mjs";

const NG = "@angular/cli/bin/ng.js";

const files = {
  ...CLIENT,
  "src/index.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>fresh</title><base href="/"></head><body><fresh-page></fresh-page></body></html>`,
  "src/main.ts": `
    import { CUSTOM_ELEMENTS_SCHEMA, Component, provideZonelessChangeDetection } from "@angular/core";
    import { bootstrapApplication } from "@angular/platform-browser";
    import init, { preview, type Preview } from "torihiki";
    import wasm from "torihiki/torihiki_bg.wasm" with { loader: "file" };
    import { all as policies } from "torihiki/policies";
    import { start } from "../client.js";

    init({ source: wasm, policies });

    @Component({
      selector: "fresh-page",
      schemas: [CUSTOM_ELEMENTS_SCHEMA],
      template: \`<torihiki-order locale="en" [order]="order"></torihiki-order>\`,
    })
    class Page {
      readonly order = { policy: "coconala", state: "delivered" } as const;
      look(): Preview<"coconala"> {
        return preview(this.order);
      }
    }
    bootstrapApplication(Page, { providers: [provideZonelessChangeDetection()] }).then(start);
  `,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      target: "es2022",
      module: "esnext",
      moduleResolution: "bundler",
      allowJs: true,
      types: [],
    },
    angularCompilerOptions: { strictTemplates: true },
    files: ["src/main.ts"],
  }),
  "angular.json": JSON.stringify({
    version: 1,
    cli: { analytics: false, cache: { environment: "all" } },
    projects: {
      fresh: {
        projectType: "application",
        root: "",
        architect: {
          build: {
            builder: "@angular/build:application",
            options: { browser: "src/main.ts", index: "src/index.html", tsConfig: "tsconfig.json", outputPath: "dist" },
          },
          serve: { builder: "@angular/build:dev-server", options: { buildTarget: "fresh:build" } },
        },
      },
    },
  }),
};

describe("Angular", () => {
  const folder = app(files);

  test("as it is built", async () => {
    await run(folder, [NG, "build"]);
    const server = await serveFiles({ port: 0, root: join(folder, "dist/browser") });
    try {
      await check(server.url, ["client"]);
    } finally {
      await server.close();
    }
  });

  test("as it is served in development", async () => {
    await served(folder, [NG, "serve", "--host", "127.0.0.1", "--no-watch"], (url) => check(url, ["client"]));
  });
});
