// What editors and compilers are told of the element is what it is.

/** @import { ReactiveElement } from "lit" */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { node, project } from "../support/project.mjs";
import { inEngines, installed, root } from "./harness.mjs";

/**
 * What \`custom-elements.json\` says of something.
 *
 * @typedef {object} Told
 * @property {string} name
 * @property {string} [description]
 * @property {string} [fieldName]
 * @property {string} [kind]
 * @property {boolean} [readonly]
 * @property {string} [default]
 *
 * @typedef {{ kind: string, name: string, declaration: { name: string, module?: string } }} Exported
 * @typedef {Record<"attributes" | "members" | "events" | "slots" | "cssParts" | "cssProperties", Told[]>} Lists
 * @typedef {Lists & { tagName: string, name: string, customElement: boolean }} Described
 */

const tsc = join(root, "node_modules/typescript/bin/tsc");
/** @param {string} path */
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
/** @type {{ modules: { path: string, declarations: Described[], exports: Exported[] }[] }} */
const manifest = JSON.parse(
  readFileSync(join(installed.project, "node_modules/torihiki/pkg/custom-elements.json"), "utf8"),
);
const [classModule, registration] = manifest.modules;
const [described] = classModule.declarations;
const { attributes, members, events, slots, cssParts, cssProperties } = described;
/** @param {{ name: string }[]} all */
const names = (all) => all.map(({ name }) => name).sort();

const orders = Object.values(samples)
  .flat()
  .map(({ order, now }) => ({ order, now }));

describe("custom-elements.json", () => {
  test("it describes the class and the registration under the names that the package has", () => {
    assert.deepEqual(
      [described.tagName, described.name, described.customElement],
      ["torihiki-order", "TorihikiOrderElement", true],
    );
    for (const { path } of manifest.modules) assert.ok(installed.files.includes(path), `${path} is not in the package`);
    assert.deepEqual(
      registration.exports.find(({ kind }) => kind === "custom-element-definition"),
      {
        kind: "custom-element-definition",
        name: "torihiki-order",
        declaration: { name: "TorihikiOrderElement", module: classModule.path },
      },
    );
    assert.ok(classModule.exports.some(({ name }) => name === "TorihikiOrderElement"));
  });

  test("everything in it has a description", () => {
    for (const each of [...attributes, ...members, ...events, ...slots, ...cssParts, ...cssProperties]) {
      assert.ok(each.description?.length > 5, `${each.name ?? "the slot without a name"} has none`);
    }
  });

  test("every event is one that the element dispatches, and the other way round", () => {
    const sources = readdirSync(join(root, "www/element"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".js"),
    );
    const code = sources
      .map((file) =>
        readFileSync(join(root, "www/element", file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""),
      )
      .join("\n");
    const dispatched = [
      ...new Set([...code.matchAll(/"(torihiki-(?!order")[a-z-]+)"/g)].map(([, name]) => name)),
    ].sort();
    assert.deepEqual(names(events), dispatched);
  });
});

inEngines((page) => {
  test("every attribute, property and method that is documented is there, and every one that is there is documented", async () => {
    await page.open();
    const told = await page.run(async () => {
      const { TorihikiOrderElement } = await import("/node_modules/torihiki/pkg/element-class.js");
      const element = document.createElement("torihiki-order");
      // What it has of Lit, and its declarations do not tell.
      const { observedAttributes, elementProperties } = /** @type {typeof ReactiveElement} */ (
        /** @type {unknown} */ (TorihikiOrderElement)
      );
      const own = Object.getOwnPropertyNames(TorihikiOrderElement.prototype).filter((name) => name !== "constructor");
      const base = Object.getPrototypeOf(TorihikiOrderElement.prototype);
      return {
        observed: [...observedAttributes].sort(),
        properties: [...elementProperties.keys()].sort(),
        // What overrides something of Lit or of the platform is nothing of its own.
        own: own.filter((name) => !(name in base) && name !== "adoptedCallback").sort(),
        defaults: Object.fromEntries(
          [...elementProperties.keys()]
            .filter((name) => name !== "clock")
            .map((name) => [name, Reflect.get(element, name)]),
        ),
        answer: element.answer,
        reveal: typeof element.reveal,
        isReadOnly: Object.getOwnPropertyDescriptor(TorihikiOrderElement.prototype, "answer").set === undefined,
      };
    });
    assert.deepEqual(names(attributes), told.observed);
    const fields = members.filter(({ kind }) => kind === "field");
    const methods = members.filter(({ kind }) => kind === "method");
    const writable = fields.filter(({ readonly }) => !readonly);
    assert.deepEqual(names(writable), told.properties);
    assert.deepEqual(names(fields.filter(({ readonly }) => readonly)), ["answer"]);
    assert.deepEqual(names(methods), ["reveal"]);
    const documented = names(members);
    assert.deepEqual(
      told.own,
      documented.filter((name) => told.own.includes(name)),
    );
    assert.ok(
      documented.every((name) => told.own.includes(name)),
      `${documented.filter((name) => !told.own.includes(name))} are documented only`,
    );
    for (const { name, default: written } of fields.filter(
      (field) => field.default !== undefined && field.name !== "clock",
    )) {
      assert.deepEqual(told.defaults[name], JSON.parse(written), name);
    }
    assert.deepEqual([told.answer, told.reveal, told.isReadOnly], [null, "function", true]);
  });

  test("every attribute sets the property that it is said to set", async () => {
    await page.open();
    const values = {
      policy: "qoo10",
      "policy-src": "/rules/our-shop.policy",
      edition: "official",
      party: "buyer",
      locale: "en",
      now: "5",
      "server-now": "6",
      order: '{"policy":"qoo10"}',
      size: "full",
      hide: "verbs",
      readonly: "",
      expanded: "",
      "heading-level": "4",
    };
    const expected = {
      policy: "qoo10",
      "policy-src": "/rules/our-shop.policy",
      edition: "official",
      party: "buyer",
      locale: "en",
      now: 5,
      "server-now": 6,
      order: { policy: "qoo10" },
      size: "full",
      hide: "verbs",
      readonly: true,
      expanded: true,
      "heading-level": 4,
    };
    const told = await page.run(
      (_, { values, attributes }) =>
        Object.fromEntries(
          attributes.map(({ name, fieldName }) => {
            const element = document.createElement("torihiki-order");
            element.setAttribute(name, Reflect.get(values, name));
            return [name, Reflect.get(element, fieldName ?? name)];
          }),
        ),
      { values, attributes },
    );
    assert.deepEqual(told, expected);
  });

  test("the parts, slots and custom properties that are documented are those that there are", async () => {
    await page.open();
    const found = await page.run(async ({ make, all }, orders) => {
      const parts = new Set();
      const slots = new Set();
      let styles = "";
      for (const { order, now } of [...orders, { order: { policy: "?" } }, {}]) {
        const element = await make({ order, now, expanded: true, size: "compact" });
        for (const each of all(element, "[part]")) for (const name of each.part) parts.add(name);
        for (const slot of all(element, "slot")) {
          const { action, role } = slot.closest("[data-action]")?.dataset ?? {};
          slots.add(
            action !== undefined && slot.name === `action-${action}-${role}` ? "action-<action>-<role>" : slot.name,
          );
        }
        styles = [...element.shadowRoot.adoptedStyleSheets]
          .flatMap(({ cssRules }) => [...cssRules])
          .map(({ cssText }) => cssText)
          .join("\n");
        element.remove();
      }
      /** @param {Set<string>} set */
      const sort = (set) => [...set].sort();
      return { parts: sort(parts), slots: sort(slots), custom: sort(new Set(styles.match(/--torihiki-[a-z-]+/g))) };
    }, orders);
    assert.deepEqual(found.slots, names(slots));
    assert.deepEqual(found.custom, names(cssProperties));
    assert.deepEqual(found.parts, names(cssParts));
  });
});

describe("TypeScript", () => {
  const plain = { "right.ts": read("types/right.ts"), "wrong.ts": read("types/wrong.ts") };
  const strict = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable"],
    types: /** @type {string[]} */ ([]),
    noEmit: true,
  };
  /**
   * @param {Record<string, string>} files
   * @param {object} options
   * @param {Parameters<typeof project>[1]} [more]
   */
  const compile = (files, options, more) => {
    const folder = project(
      {
        ...files,
        "tsconfig.json": JSON.stringify({ compilerOptions: { ...strict, ...options }, files: Object.keys(files) }),
      },
      more,
    );
    assert.equal(node(folder, tsc), "");
  };

  /** @type {{ module: string, moduleResolution: string, type: "module" | "commonjs" }[]} */
  const projects = [
    { module: "esnext", moduleResolution: "bundler", type: "module" },
    { module: "node16", moduleResolution: "node16", type: "module" },
    { module: "node16", moduleResolution: "node16", type: "commonjs" },
  ];
  for (const { type, ...how } of projects) {
    test(`what is right compiles and what is wrong does not: moduleResolution ${how.moduleResolution}, ${type}`, () =>
      compile(plain, how, { type }));
  }

  /** @type {[type: "module" | "commonjs", jsx: string][]} */
  const transforms = [
    ["module", "react-jsx"],
    ["module", "preserve"],
    ["commonjs", "react-jsx"],
  ];
  for (const [type, jsx] of transforms) {
    test(`so it is in React 19, jsx ${jsx}, ${type}`, () => {
      const how =
        type === "module"
          ? { module: "esnext", moduleResolution: "bundler" }
          : { module: "node16", moduleResolution: "node16" };
      compile(
        { "react.tsx": read("types/react.tsx") },
        { ...how, jsx, skipLibCheck: true },
        { type, tools: ["@types"] },
      );
    });
  }

  test("so it is where JSX looks for its elements in the global scope", () => {
    compile(
      { "jsx.tsx": read("types/jsx.tsx") },
      { module: "esnext", moduleResolution: "bundler", jsx: "react", jsxFactory: "h" },
    );
  });

  test("the examples of its reference compile as they stand", () => {
    const examples = [...read("../../www/element/README.md").matchAll(/^```(?:js|ts|tsx)\n(.*?)^```/gms)];
    assert.ok(examples.length > 0);
    compile(Object.fromEntries(examples.map(([, code], index) => [`example-${index}.ts`, code])), {
      module: "esnext",
      moduleResolution: "bundler",
    });
  });

  test("it needs no types of React where React is not used", () => {
    compile(
      { "own.ts": `import "torihiki/element";\ndocument.createElement("torihiki-order").order = null;\n` },
      { module: "esnext", moduleResolution: "bundler" },
    );
  });
});
