import type {
  BuiltInPolicyId,
  CompiledPolicy,
  InitSource,
  Policy as LoadedPolicy,
  PolicyId,
  Problem,
} from "./index.js";

/** Where something stands in a text. Lines and columns count from 1, a column in UTF-16 units; the end is exclusive. */
export interface Span {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** What is wrong with a document, or noticed in it: a problem, and where it stands where the document is text. */
export type Mistake = Problem & Partial<Span>;

/** How a document is read. */
export interface ParseOptions {
  /** What a text is; left out, JSON where it begins with a brace or a comment of JSON, and else TOML. */
  syntax?: "json" | "toml" | null | undefined;
}

/** For which database a query is, whose action it asks about, and what the table is like. */
export interface SqlOptions {
  /** DuckDB 1.0, PostgreSQL 14, Spark 3.4, or a later one of each. */
  dialect: "duckdb" | "postgresql" | "spark";
  /** Who acts; may be left out where only one role has the action. */
  role?: string | null | undefined;
  /** Left out, the default one of the policy. */
  edition?: string | null | undefined;
  /** Values of parameters for all orders, as an order has them. */
  params?: Readonly<Record<string, string | number>> | null | undefined;
  /** What stands after FROM, as it is: a table, or a query in parentheses with a name. Left out, `orders`. */
  table?: string | null | undefined;
  /** The columns of the table that stand beside each answer; left out, `["id"]`. */
  keep?: readonly string[] | null | undefined;
  /**
   * In what instants stand, those of facts and the one that is asked about: as `TIMESTAMP WITH TIME ZONE` (`TIMESTAMP` in
   * Spark), or as `BIGINT`, in milliseconds since 1970. Left out, `timestamp`.
   */
  instants?: "timestamp" | "milliseconds" | null | undefined;
  /**
   * What NULL means for a fact that may be null, where leaving it out means something else: a second column says it, such
   * as `shipByKnown` for `shipBy`; there is none; or it is left out. Left out, `column`.
   */
  nulls?: "column" | "absent" | "missing" | null | undefined;
}

/** A column of the table that a query reads. */
export interface SqlColumn {
  name: string;
  /** As the dialect calls it. */
  type: string;
  /** The fact that it is about, or null for the state. */
  fact: string | null;
}

/** A query, what it reads and what it gives. */
export interface SqlQuery {
  query: string;
  /** How the instant that is asked about stands in the query, once: `$now`, `$1` or `:now`. */
  parameter: string;
  /** Beside the columns that are kept. */
  reads: SqlColumn[];
  /** The columns that are kept; `problem`, `state` and `verdict`; and one for each reason, by its rule. */
  gives: string[];
}

/**
 * The answers to one action as a query over a table of orders, with a column for each fact: for each row exactly what
 * `preview` says of that order.
 *
 * `policy` is the id of a built-in one, a document, a compiled one or a `Policy` of this module.
 *
 * @throws {TorihikiError} `not-expressible`, with the rule and the reason, where SQL cannot give exactly the same answer
 */
export function sql(policy: PolicyId | Policy | object | string, action: string, options: SqlOptions): SqlQuery;

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
   * A built-in policy, made of its document, which it has under `document`.
   *
   * @throws {TorihikiError} `unknown-policy`
   */
  static builtIn<P extends BuiltInPolicyId>(id: P): Policy<P>;
  /**
   * The document that the policy was made of: of one that extends another, the whole that came of both. A policy that is
   * made of it is the same, in the same version. Null for a policy that was loaded, as what is compiled leaves out what
   * only authors read.
   *
   * In an object, keys that are whole numbers come first, whatever the document says: of editions that are called so, one
   * has to say `default = true`.
   */
  readonly document: Record<string, unknown> | null;
  /**
   * What may not be meant as the document says it, although nothing is wrong with it: states that are a dead end and not
   * final, states to which nothing leads, phrases that are said in English in another language. A policy that was loaded
   * has none.
   */
  readonly notices: readonly Mistake[];
  static override load<P extends PolicyId = any>(compiled: ArrayBuffer | ArrayBufferView): Policy<P>;
  /** The answers to one action as a query over a table of orders; see `sql`. */
  sql(action: string, options: SqlOptions): SqlQuery;
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
