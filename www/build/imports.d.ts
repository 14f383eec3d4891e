// What the build makes of imported files that are no JavaScript.

/** The bytes of a file, as base64. */
declare module "*.wasm" {
  const base64: string;
  export default base64;
}

/** The text of a stylesheet, as small as it can be. */
declare module "*.css" {
  const text: string;
  export default text;
}
