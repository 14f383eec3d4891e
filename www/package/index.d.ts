/**
 * What `init` can load the WebAssembly from: where it lies (text or a `URL`), a `Response`, its bytes (an `ArrayBuffer`
 * or a view of one), or a `WebAssembly.Module`. Only a project with the types of the DOM knows all of these names.
 */
export type InitSource = string | object;

/** A policy as `compile` of `torihiki/policy`, `npx torihiki build` and the modules `torihiki/policies/…` give it. */
export type CompiledPolicy = Uint8Array<ArrayBuffer>;

/** What `init` can bring: a built-in policy by its id, or one of your own, compiled or as `Policy.parse` made it. */
export type PolicySource = BuiltInPolicyId | ArrayBuffer | ArrayBufferView | Policy | { default: ArrayBufferView };

/** What is loaded. */
export interface InitOptions {
  /** What the WebAssembly is loaded from; left out: from beside the module. */
  source?: InitSource | Promise<InitSource> | null | undefined;
  /**
   * The policies that orders can name from then on, beside those that they could name before; left out: all built-in
   * ones. One takes the place of another one with its id. None is fetched that is not listed.
   */
  policies?: readonly (PolicySource | Promise<PolicySource>)[] | null | undefined;
}

/**
 * Loads the WebAssembly, and the policies that orders can name. Await it once; then every other call is synchronous.
 *
 * Calling it again, even at once, does no harm: all calls share one load, and each is done when everything is there that
 * was asked for until then. A source that is passed counts also where somebody else, such as `<torihiki-order>`, has
 * begun to load without one. After a failure a later call tries again. With nothing passed, browsers fetch
 * `torihiki_bg.wasm` and the built-in policies from beside the module, and Node reads them.
 *
 * ```js
 * await init({ policies: ["coconala"] });
 * await init({ policies: [await (await fetch("/rules/our-shop.policy")).arrayBuffer()] });
 * ```
 *
 * @throws {TorihikiError} as a rejection, with one of the codes
 * `wasm-unavailable` (no WebAssembly here, or the page's Content-Security-Policy forbids it: `help` says what to allow),
 * `wasm-not-loaded` (not found, or not the right bytes: `message` says from where, and what came instead),
 * `policy-not-loaded` (a built-in policy was not found), those of `Policy.load`, `unknown-policy`, `unknown-option` and
 * `wrong-type`.
 * Any other call before it throws one with the code `not-initialised`.
 */
export function init(options: InitOptions): Promise<void>;
export function init(source?: InitSource | Promise<InitSource>): Promise<void>;
export default init;

/** Resolves once the WebAssembly is loaded, by whichever call of `init`. It does not load it, and never rejects. */
export const loaded: Promise<void>;

/** The ids of the built-in policies, whether or not they are loaded. */
export const builtIn: readonly BuiltInPolicyId[];

/** An order of a policy that is asked itself: it need not name the policy. With no policy named, any order. */
export type OrderOf<P extends PolicyId> = Omit<Order<P>, "policy"> & { policy?: P | undefined };

/**
 * A policy that you bring along: the rules of a marketplace of your own, compiled by `torihiki/policy` or the command.
 *
 * It answers as the functions of the same names do for built-in policies. `npx torihiki types` writes the types
 * of one, as `Policy<"our-shop">`; without them anything may be passed, and what makes no sense throws.
 */
export class Policy<P extends PolicyId = any> {
  protected constructor(loaded: never);
  /**
   * Loads what `compile` gave. It is not checked again: whoever serves a policy is trusted with the rules.
   *
   * @throws {TorihikiError} `wrong-type` for what is no bytes, `unknown-format` for bytes of something else or of another
   * version, `damaged` for those that are not all that was compiled
   */
  static load<P extends PolicyId = any>(compiled: ArrayBuffer | ArrayBufferView): Policy<P>;
  /** Its id, which orders may name as `policy`. */
  readonly id: P;
  /** A hash of its document: two policies with one version have the same rules. */
  readonly version: string;
  /** As `preview` of the package. */
  preview(order: OrderOf<P>, options?: PreviewOptions<P> | null): Preview<P>;
  /** As `verdicts` of the package. */
  verdicts(order: OrderOf<P>, options?: PreviewOptions<P> | null): Verdicts<P>;
  /** As `timeline` of the package. */
  timeline(order: OrderOf<P>, options?: TimelineOptions<P> | null): Timeline<P>;
  /** As `apply` of the package. */
  apply(order: OrderOf<P>, action: ActionId<P>, options?: ApplyOptions<P> | null): Applied<P>;
  /** As `ways` of the package. */
  ways(order: OrderOf<P>, options: WaysOptions<P>): Ways<P>;
  /** As `calendar` of the package. */
  calendar(order: OrderOf<P>, options?: TimelineOptions<P> | null): string | null;
  /** As `describe` of the package. */
  describe(options?: DescribeOptions<P> | null): Description<P>;
}
