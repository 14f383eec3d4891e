// What the build makes of imported files that are no JavaScript.

/** The bytes of a file. */
declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** The text of a stylesheet, as small as it can be. */
declare module "*.css" {
  const text: string;
  export default text;
}
