// What tools and compilers know of the element: `custom-elements.json`, and declarations made from it.
//
// Both come from the comments on its class in `www/element/order.js`, so nothing is written down twice.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create, ts } from "@custom-elements-manifest/analyzer/index.js";
import { litPlugin } from "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";
import { forKind } from "./declarations.mjs";

/** @import { Attribute, Described, Manifest, Member } from "@custom-elements-manifest/analyzer/index.js" */

const CLASS = "pkg/element-class.js";
const REGISTRATION = "pkg/element.js";

/** What the entry declares that registers the element: nothing of its own. */
const REGISTERED = `export { TorihikiOrderElement } from "./element-class.js";
export type * from "./element-class.js";
`;

/**
 * Writes `custom-elements.json` and the declarations of the element's entries into `pkg`.
 *
 * @param {{ root: string, pkg: string }} places
 */
export function describeElement({ root, pkg }) {
  const manifest = manifestOf(root);
  writeFileSync(join(pkg, "custom-elements.json"), `${JSON.stringify(manifest, null, 2)}\n`);

  const described = manifest.modules[0].declarations[0];
  const [own, forReact] = ["element.d.ts", "element-react.d.ts"].map((file) =>
    readFileSync(join(root, "www/package", file), "utf8"),
  );
  for (const kind of ["", "c"]) {
    /**
     * @param {string} name
     * @param {string} text
     */
    const write = (name, text) => writeFileSync(join(pkg, `${name}.d.${kind}ts`), forKind(text, kind));
    write("element-class", declarations(own, described));
    write("element-react", forReact);
    write("element", REGISTERED);
  }
}

/**
 * The manifest, in the format that editors and documentation tools read.
 *
 * @param {string} root
 */
function manifestOf(root) {
  /**
   * @param {string} path
   * @param {string} file
   */
  const read = (path, file) =>
    ts.createSourceFile(path, readFileSync(join(root, "www/element", file), "utf8"), ts.ScriptTarget.ES2022, true);
  const manifest = create({
    modules: [read(CLASS, "order.js"), read(REGISTRATION, "define.js")],
    plugins: litPlugin(),
    context: { dev: false },
  });
  const [classModule, registration] = manifest.modules;
  const [described] = classModule.declarations;
  described.members = described.members.filter(({ privacy, name }) => privacy !== "private" && !OVERRIDDEN.has(name));
  // The analyser knows the sources, not what the build makes of them.
  for (const { declaration } of registration.exports) declaration.module = CLASS;
  return manifest;
}

/** What Lit has as well, which is nothing to users. */
const OVERRIDDEN = new Set([
  "createRenderRoot",
  "getUpdateComplete",
  "scheduleUpdate",
  "willUpdate",
  "update",
  "render",
  "updated",
  "styles",
  "properties",
]);

/**
 * @param {string} own
 * @param {Described} described
 */
function declarations(own, { members, attributes, events, description }) {
  const fields = members.filter(({ kind, static: isStatic }) => kind === "field" && !isStatic);
  const methods = members.filter(({ kind }) => kind === "method");
  return `${own}
/** The events of \`<torihiki-order>\`. */
export interface TorihikiOrderEventMap {
${events.map((event) => `${comment(event.description)}    "${event.name}": ${event.type.text};\n`).join("")}}

/** The attributes of \`<torihiki-order>\`, as templates and JSX take them. */
export interface TorihikiOrderAttributes {
${attributes.map((attribute) => `${comment(attribute.description)}    "${attribute.name}"?: ${inMarkup(attribute, fields)} | undefined;\n`).join("")}}

${comment(description, "")}export class TorihikiOrderElement extends HTMLElement {
${fields.map((field) => `${comment(field.description)}${property(field)}`).join("")}    /** Resolves once the engine is loaded, or has failed to, and what was set is shown. */
    readonly updateComplete: Promise<boolean>;
${methods.map((method) => `${comment(method.description)}    ${method.name}(${method.parameters.map(parameter).join(", ")}): ${method.return.type.text};\n`).join("")}    addEventListener<K extends keyof TorihikiOrderEventMap>(type: K, listener: (this: TorihikiOrderElement, event: TorihikiOrderEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
    addEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}
`;
}

/**
 * The declaration of a property. One that may be left out takes `undefined` as well, and all that its attribute takes,
 * since frameworks set properties with either.
 *
 * @param {Member} field
 */
function property({ name, readonly, type: { text } }) {
  if (readonly) return `    readonly ${name}: ${text};\n`;
  if (!text.endsWith(" | null")) return `    ${name}: ${text};\n`;
  return `    get ${name}(): ${text};\n    set ${name}(value: ${settable(text)} | undefined);\n`;
}

/**
 * What can be set where this is what is got: of an order also its JSON.
 *
 * @param {string} type
 */
const settable = (type) => (type === "Order | null" ? "Order | string | null" : type);

/**
 * What markup can hold for an attribute: what can be set on its property.
 *
 * @param {Attribute} attribute
 * @param {Member[]} fields
 */
function inMarkup({ name, fieldName }, fields) {
  const field = fields.find((each) => each.name === (fieldName ?? name));
  if (field === undefined) throw new Error(`the attribute \`${name}\` has no property`);
  return settable(field.type.text);
}

/** @param {NonNullable<Member["parameters"]>[number]} given */
function parameter({ name, optional, type }) {
  return `${name}${optional ? "?" : ""}: ${type.text}`;
}

/**
 * @param {string} text
 * @param {string} [indent]
 */
function comment(text, indent = "    ") {
  const lines = text.split("\n");
  if (lines.length === 1) return `${indent}/** ${text} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")}${indent} */\n`;
}
