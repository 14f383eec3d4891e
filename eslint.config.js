// Here at the top, because this is where ESLint and editors look for the rules of both `www` and `tests`.
//
// How code is laid out is Prettier's affair, and what a name is the compiler's (`tsc` checks all JavaScript): the rules
// below find what neither sees, and keep one dialect.

import { builtinModules } from "node:module";
import js from "@eslint/js";
import lit from "eslint-plugin-lit";
import globals from "globals";

/** @import { Linter } from "eslint" */

const BROWSER = ["www/element/**", "www/page/**", "www/shared/**"];

/** What may stand in an expression in several forms, and stands here in one. */
const dialect = {
  "arrow-body-style": "error",
  camelcase: ["error", { properties: "never" }],
  // Without braces only what stands in the line of its condition.
  curly: ["error", "multi-line"],
  "dot-notation": "error",
  eqeqeq: "error",
  "logical-assignment-operators": "error",
  "no-else-return": ["error", { allowElseIf: false }],
  "no-implicit-coercion": "error",
  "no-lonely-if": "error",
  "no-undef-init": "error",
  "no-unneeded-ternary": "error",
  "no-useless-computed-key": "error",
  "no-useless-concat": "error",
  "no-useless-constructor": "error",
  "no-useless-rename": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "operator-assignment": "error",
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-exponentiation-operator": "error",
  "prefer-numeric-literals": "error",
  "prefer-object-has-own": "error",
  "prefer-object-spread": "error",
  "prefer-regex-literals": "error",
  "prefer-rest-params": "error",
  "prefer-spread": "error",
};

/** What is most often a mistake. */
const mistakes = {
  "array-callback-return": "error",
  "default-case-last": "error",
  "grouped-accessor-pairs": "error",
  "no-constructor-return": "error",
  "no-eval": "error",
  "no-extend-native": "error",
  "no-implied-eval": "error",
  "no-labels": "error",
  "no-new-func": "error",
  "no-new-wrappers": "error",
  "no-return-assign": "error",
  "no-self-compare": "error",
  "no-sequences": "error",
  "no-template-curly-in-string": "error",
  // Whoever catches reads `message`.
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": "error",
  // What is taken out of an object only so that the rest is without it is used.
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
  "no-useless-call": "error",
  "prefer-promise-reject-errors": "error",
};

/** What ESLint recommends, and is right here. */
const off = {
  // Prettier itself breaks lines before a bracket, and it writes every semicolon, so that nothing hangs together unseen.
  "no-unexpected-multiline": "off",
};

/** One line for each module, and those of Node by the names that no package can have. */
const imports = {
  "no-duplicate-imports": ["error", { allowSeparateTypeImports: true }],
  "no-restricted-imports": ["error", { paths: builtinModules.filter((name) => !name.startsWith("node:")) }],
};

/**
 * Forbids imports from these folders of `www`: there as in Rust, arrows point downwards only.
 *
 * @param {string[]} folders
 */
const notFrom = (...folders) => ({
  "no-restricted-imports": [
    "error",
    {
      patterns: [
        {
          regex: `^(\\.\\./)+(${folders.join("|")})/`,
          message: "dependencies point downwards only: page and cli → element → shared, and package",
        },
      ],
    },
  ],
});

const litRules = /** @type {Record<string, Linter.Config>} */ (lit.configs);

/** What the plugin for Lit has rules against, and is right here. */
const litOff = {
  // A listener is made anew whenever its template is rendered, which costs less than a method for each would.
  "lit/no-template-arrow": "off",
  // The shortest way to write a list. Where entries have to keep their elements, `repeat` is used.
  "lit/no-template-map": "off",
  // Decorators would need a compiler.
  "lit/prefer-query-decorators": "off",
};

export default [
  { ignores: [".tools/", "pkg/", "site/", "target/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },
  js.configs.recommended,
  { rules: { ...dialect, ...mistakes, ...imports, ...off } },
  {
    files: [".ci/**", "eslint.config.js", "www/build/**", "www/cli/**", "tests/**"],
    languageOptions: { globals: globals.node },
  },
  {
    // The tests run part of their code in a page.
    files: [...BROWSER, "tests/**"],
    languageOptions: { globals: globals.browser },
  },
  // Runs in browsers, in their workers, and in every other runtime.
  { files: ["www/package/**"], languageOptions: { globals: globals["shared-node-browser"] } },
  {
    files: ["www/page/worker/**"],
    // The build writes the last three.
    languageOptions: {
      globals: { ...globals.serviceworker, FILES: "readonly", LATER: "readonly", VERSION: "readonly" },
    },
  },
  // The build writes it.
  { files: ["www/page/authoring/**"], languageOptions: { globals: { AUTHOR_WORKER: "readonly" } } },
  { files: BROWSER, ...litRules["flat/all"] },
  { files: BROWSER, rules: litOff },
  // Consoles belong to the developers of the page that the code runs in.
  { files: [...BROWSER, "www/package/**"], rules: { "no-console": "error" } },
  { files: ["www/page/**"], rules: notFrom("build") },
  { files: ["www/element/**"], rules: notFrom("build", "page") },
  { files: ["www/shared/**"], rules: notFrom("build", "page", "element", "package", "cli") },
  // The command says what the element says, and draws what the page draws.
  { files: ["www/cli/**"], rules: notFrom("build", "page", "package") },
  { files: ["www/package/**"], rules: notFrom("build", "page", "element", "shared") },
];
