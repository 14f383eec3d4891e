import type { CompiledPolicy, InitSource, Policy as LoadedPolicy, PolicyId, Problem } from "./index.js";

/** Where something stands in a text. Lines and columns count from 1, a column in UTF-16 units; the end is exclusive. */
export interface Span {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** What is wrong with a document: a problem, and where it stands where the document is text. */
export type Mistake = Problem & Partial<Span>;

/** How a document is read. */
export interface ParseOptions {
  /** What a text is; left out, JSON where it begins with a brace or a comment of JSON, and else TOML. */
  syntax?: "json" | "toml" | null | undefined;
}

/** A policy as its author has it: made of a document, asked as any other, and compiled. */
export class Policy<P extends PolicyId = any> extends LoadedPolicy<P> {
  /**
   * Checks a document and makes a policy of it. `document` is an object, or JSON (comments may stand in it) or TOML as
   * text. The format: https://github.com/torihiki/torihiki/blob/main/src/policies/README.md
   *
   * @throws {TorihikiError} whose `problems` are everything that is wrong, as `Mistake`s
   */
  static parse<P extends PolicyId = any>(document: object | string, options?: ParseOptions | null): Policy<P>;
  /**
   * The document that the policy was made of: of one that extends another, the whole that came of both. A policy that is
   * made of it is the same, in the same version. Null for a policy that was loaded, as what is compiled leaves out what
   * only authors read.
   *
   * In an object, keys that are whole numbers come first, whatever the document says: of editions that are called so, one
   * has to say `default = true`.
   */
  readonly document: Record<string, unknown> | null;
  static override load<P extends PolicyId = any>(compiled: ArrayBuffer | ArrayBufferView): Policy<P>;
  /**
   * The policy as bytes, which `Policy.load` of `torihiki` and the element load. The same policy gives the same bytes.
   * Versions of the package with another format refuse them, so keep the document.
   */
  compile(): CompiledPolicy;
}

/**
 * Loads the author's WebAssembly, which is another one than that of `torihiki` and knows how to check and compile beside
 * answering. Await it once, before `Policy` is used; it takes what `init` of `torihiki` takes.
 */
export function init(source?: InitSource | Promise<InitSource>): Promise<void>;
export default init;
