// The JSON Schema of policies, and documents to try it on.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ajv from "ajv";
import { firstPolicy } from "../../www/shared/first-policy.js";
import { root } from "./installed.mjs";

/** Keywords that only editors read. */
const OF_EDITORS = ["x-taplo", "markdownDescription", "enumDescriptions", "patternErrorMessage"];

/** Where the build finds it. */
export const schemaPath = join(root, "www/package/policy.schema.json");

/** @type {Record<string, any>} */
export const schema = JSON.parse(readFileSync(schemaPath, "utf8"));

/** That of documents that extend another one. @type {Record<string, any>} */
export const extensionSchema = JSON.parse(readFileSync(join(root, "www/package/policy-extension.schema.json"), "utf8"));

/** What a document has that the schema does not take. A keyword that the schema misspells is an error, too. */
export const validator = new ajv.Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
for (const keyword of OF_EDITORS) validator.addKeyword(keyword);

/** @type {(path: string) => string} */
const read = (path) => readFileSync(join(root, path), "utf8");

/** @type {(folder: string) => { name: string, text: string }[]} */
const within = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".toml"))
    .map((name) => ({ name, text: read(`${folder}/${name}`) }));

/** The built-in policies. */
export const builtIn = within("src/policies");

/** Whole policies in a text. @type {(path: string) => string[]} */
const examples = (path) =>
  [...read(path).matchAll(/```toml\n((?:#:schema .*\n)?format[^`]*)```/g)].map(([, text]) => text);

/** Whole policies that are brought along: of the cases, of texts, and the one that `torihiki new` writes. */
export const brought = [
  ...within("tests/cases/brought"),
  ...examples("src/policies/README.md").map((text, index) => ({ name: `example ${index + 1} of the reference`, text })),
  // As it is at the end.
  { name: "the policy of the tutorial", text: examples("src/policies/TUTORIAL.md").at(-1) },
  { name: "the first policy", text: firstPolicy("shop") },
];
