import type {
  ActionId,
  CompiledPolicy,
  EditionId,
  InitOptions,
  InitSource,
  Instant,
  InstantLike,
  OrderOf,
  PolicyId,
  RoleId,
  StateId,
} from "./index.js";
import type { Policy } from "./policy.js";

/**
 * Loads the WebAssembly for many orders and the policies that can be asked by their ids, as `init` of `torihiki` does: the
 * built-in ones, or just `policies`. It shares nothing with `torihiki`, and neither has to be loaded for the other.
 */
export function init(source?: InitSource | Promise<InitSource> | InitOptions): Promise<void>;
export default init;

/** A policy itself: compiled, or as its author has it, who compiles it once. */
export type AnyPolicy<P extends PolicyId = any> = CompiledPolicy | Policy<P>;

/**
 * Numbers of many orders, an entry for each. For instants, any but a `Float64Array` and one of 64-bit integers is refused:
 * in the others no instant in milliseconds has room. So is a `Float32Array` for anything, since it rounds.
 */
export type TypedColumn =
  | Float64Array
  | BigInt64Array
  | BigUint64Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/**
 * What many orders have for one name, an entry for each.
 *
 * A list has what single orders have: instants as texts, dates or milliseconds since 1970, `null`, and `undefined` where
 * an order leaves the fact out. It is read value by value, which takes far longer than reading a typed array.
 *
 * A typed array has whole numbers, amounts in minor units, instants in milliseconds since 1970, lengths of time in
 * milliseconds, or 0 and 1 for `false` and `true`; NaN is an order that leaves the fact out.
 *
 * With `codes`, an entry is a place in the list `values`. Of `missing` and `null`, each a byte for each order, anything
 * but 0 says that the order leaves the fact out, or has `null`; what the column itself has there is not looked at.
 */
export type Column<T = unknown> =
  | readonly (T | null | undefined)[]
  | TypedColumn
  | {
      values: readonly (T | null | undefined)[] | TypedColumn;
      codes?: TypedColumn | null;
      missing?: Uint8Array | null;
      null?: Uint8Array | null;
    };

/**
 * Many orders of a policy: for each name an order can have, a column, or the value that all of them have. `edition` and
 * `params` are the same for all; an `id` is not looked at.
 */
export type Orders<P extends PolicyId = PolicyId> = {
  [Name in keyof OrderOf<P>]: Name extends "policy" | "edition" | "params"
    ? OrderOf<P>[Name]
    : OrderOf<P>[Name] | Column<OrderOf<P>[Name]>;
};

export interface ManyOptions<P extends PolicyId = PolicyId> {
  /** The role whose actions are asked about; left out: all roles. */
  role?: RoleId<P> | null;
  /** The instant for which the answers are computed; left out: now. */
  now?: InstantLike | null;
  /**
   * What is computed; left out: `verdict` and `state`, which cost next to nothing. `until`, `opensAt` and `next` look at
   * every later instant at which something changes.
   */
  outputs?: readonly ("verdict" | "until" | "opensAt" | "state" | "next")[] | null;
}

export interface ChunkOptions<P extends PolicyId = PolicyId> extends ManyOptions<P> {
  /** How many orders a piece has at most; left out: 65 536. Of tables that come one after the other, none is joined to the next. */
  rows?: number;
  /** Ends the work after the piece at hand: the next one is not given, but the signal's reason thrown. */
  signal?: AbortSignal | null;
}

/** What holds for an action as a role sees it, an entry for each order. What was not asked for is null. */
export interface ActionColumns<P extends PolicyId = PolicyId> {
  id: ActionId<P>;
  role: RoleId<P>;
  /** Places in `verdictCodes`: 0 denied, 1 unknown, 2 allowed, 3 that the rules in force for the order have no such action. */
  verdict: Uint8Array<ArrayBuffer> | null;
  /** Until when the verdict holds, in milliseconds since 1970; NaN: for good, if nobody acts. */
  until: Float64Array<ArrayBuffer> | null;
  /** Where it is denied, from when on it is allowed, in milliseconds since 1970; NaN: it does not come to that by itself. */
  opensAt: Float64Array<ArrayBuffer> | null;
}

/** What holds for many orders. Each column has an entry for each order, in their order; what was not asked for is null. */
export interface ManyPreview<P extends PolicyId = PolicyId> {
  policy: { id: P; edition: EditionId<P> | null; version: string };
  /** The instant for which it was computed. */
  asOf: Instant;
  /** How many orders there are. */
  rows: number;
  /** Each action with each of the roles that were asked about and have it, in the order of the policy. */
  actions: ActionColumns<P>[];
  /** What the codes in `verdict` mean. */
  verdictCodes: readonly ["denied", "unknown", "allowed", "absent"];
  /** The effective state of each order, as a place in `stateCodes`. */
  state: Uint16Array<ArrayBuffer> | null;
  /** 1 where it is open in which state an order is, so that `state` is the last in which it has certainly been. */
  uncertain: Uint8Array<ArrayBuffer> | null;
  /** What the codes in `state` mean. */
  stateCodes: readonly StateId<P>[];
  /**
   * When the state of each order or a verdict about it next changes, in milliseconds since 1970; NaN: never. A preview's
   * `next` also counts what these columns do not tell, such as reasons and other editions.
   */
  next: Float64Array<ArrayBuffer> | null;
}

/** What holds for a piece of many orders. */
export interface ManyPreviewChunk<P extends PolicyId = PolicyId> extends ManyPreview<P> {
  /** The number of the first order in this piece, from 0 on, counted over all that was passed. */
  from: number;
  /** How many orders are done, with this piece. */
  done: number;
  /** How many there are in all; null where they come in tables one after the other. */
  of: number | null;
}

/**
 * What the parties of very many orders may do now: what `preview` says of each, as typed arrays.
 *
 * ```js
 * const orders = {
 *   state: { codes: Uint8Array.of(0, 1, 1), values: ["preparing", "handed-over"] },
 *   shipBy: Float64Array.of(Date.parse("2026-11-20T09:00:00+09:00"), NaN, NaN),
 *   cancelRequestedAt: [null, null, "2026-11-12T09:00:00+09:00"],
 * };
 * const { actions, verdictCodes } = previewMany("qoo10", orders, { role: "seller" });
 * for (const { id, verdict } of actions) console.log(id, Array.from(verdict, (code) => verdictCodes[code]));
 * ```
 *
 * WebAssembly works a block of rows at a time and holds no more than that.
 *
 * @throws {TorihikiError} where columns or options cannot be understood: a column of another length at its name, what an
 * order has at `shipBy[7]`, counted from 0. A hundred problems are listed.
 */
export function previewMany<P extends PolicyId>(
  policy: P | AnyPolicy<P>,
  orders: Orders<P>,
  options?: ManyOptions<P> | null,
): ManyPreview<P>;

/**
 * The same piece by piece, with a turn for everything else in between: a list that stays responsive, a bar that moves, a
 * worker that hears that it is to stop. The orders may also come in tables one after the other, as a reader of files
 * gives them; rows of problems then count within a table.
 *
 * ```js
 * for await (const { from, done, of, actions } of previewChunks("qoo10", orders, { signal })) {
 *   progress.value = done / of;
 * }
 * ```
 *
 * @throws {TorihikiError} as a rejection, as `previewMany` throws; the reason of the signal, once that is aborted
 */
export function previewChunks<P extends PolicyId>(
  policy: P | AnyPolicy<P>,
  orders: Orders<P> | Iterable<Orders<P>> | AsyncIterable<Orders<P>>,
  options?: ChunkOptions<P> | null,
): AsyncGenerator<ManyPreviewChunk<P>, void, void>;
