// What has no types, and what is not installed where the types of the tests are checked.

declare module "@bufbuild/cel";
declare module "@casl/ability";
declare module "@marcbachmann/cel-js";
declare module "json-logic-engine";
declare module "json-logic-js";
declare module "json-rules-engine";
declare module "xstate";
