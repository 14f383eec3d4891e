/**
 * The class of `<torihiki-order>`. It is not registered here: `define.js` does that.
 *
 * A class is one file, and much of this one is its documentation, of which the manifest is made. What needs no element
 * is in the files beside it.
 */

/**
 * @import { PropertyValues } from "lit"
 * @import { Action, ActionId, Arguments, EditionId, InstantLike, Locale, Order, Policy, PolicyId, Preview, PreviewOptions, RoleId, TorihikiError } from "torihiki"
 * @import { TorihikiClock, TorihikiOrderEventMap } from "torihiki/element/class"
 * @import { Supplied } from "../shared/arguments.js"
 * @import { Refusal } from "../shared/mistakes.js"
 */

import { LitElement, unsafeCSS } from "lit";
import * as builtIn from "torihiki";
import { wearIn } from "./adopted.js";
import { changedByItself } from "./changes.js";
import { Alarm, systemClock } from "./clock.js";
import { bareContextOf, nextTick } from "./context.js";
import {
  attributeText,
  idOf,
  instantFrom,
  languageAround,
  languagesToAsk,
  levelIn,
  nearestLevel,
  orderFrom,
  orderText,
  orderToAsk,
  spokenBy,
  wordsIn,
} from "./inputs.js";
import { bring, isThere, neededFor, whenNamed } from "./named-policy.js";
import { OwnPolicy } from "./own-policy.js";
import { inOwnWords } from "./own-words.js";
import { isOfResult, refusalOf } from "../shared/mistakes.js";
import { shownFirst, timeDifference } from "./server-clock.js";
import styles from "./styles.css";
import { inTurn } from "./turns.js";
import { fitTones } from "./tones.js";
import { orderView } from "./view.js";
import { warnOfRole, warnOfWords } from "./warnings.js";

/**
 * The elements that go on once the engine is loaded, whichever attempt it is that succeeds.
 *
 * @type {Set<TorihikiOrderElement>}
 */
const waiting = new Set();

/**
 * The elements whose order names a policy that is not there.
 *
 * @type {Set<TorihikiOrderElement>}
 */
const refused = new Set();

/** The codes of errors that another policy may mend. */
const NOT_THERE = ["unknown-policy", "policy-not-loaded"];

/** How a property is told by its attribute. */
const told = { fromAttribute: (/** @type {string | null} */ text) => text, toAttribute: attributeText };

/** What the engine is asked with. Where one of them was set, another answer is no news to the host. */
const ASKED_WITH = ["policy", "policySrc", "policyDocument", "edition", "party", "locale", "now", "serverNow", "order"];

/** What it is shown with, as words of which there are some, or a number. */
const SHOWN_WITH = ["size", "hide", "headingLevel"];

/**
 * What the parties of an order may do now, why not the rest, until when, and what follows.
 *
 * It asks the engine anew whenever something is set on it, and by itself at the very instant at which the answer
 * changes; in between it only counts down. Nothing that is denied is left out unless `hide` says so; while it is
 * `compact`, that stands one step away.
 *
 * @tagname torihiki-order
 * @summary An order of a marketplace: what may be done, until when, why not the rest, and what happens then.
 *
 * @slot - What stands here until the first answer is there.
 * @slot heading - Above the answer.
 * @slot action-<action>-<role> - In the entry of an action, such as `action-revise-buyer`; always visible.
 *
 * @fires {CustomEvent<TorihikiActionDetail>} torihiki-action - A person chose an allowed action. The host performs it; `detail` has the `action`, the `role`, the `order` as it would be after it, what was supplied with it as `with`, and all that `apply` says of it as `applied`.
 * @fires {CustomEvent<TorihikiChangeDetail>} torihiki-change - The answer changed by itself, because time went on; `detail` has the new `answer` and the `previous` one.
 * @fires {CustomEvent<TorihikiErrorDetail>} torihiki-error - There is no answer; `detail.error` says why: a `TorihikiError` where the order or an attribute cannot be understood, or the WebAssembly not be loaded.
 *
 * @csspart state - The state of the deal and the next change.
 * @csspart headline - The one thing that matters, and what other sources say of it.
 * @csspart rest - What is shown on demand where it is compact.
 * @csspart verbs - The overview of the four verbs.
 * @csspart verb - One of them.
 * @csspart actions - All actions, in groups by verdict.
 * @csspart action - One action.
 * @csspart verdict - A verdict, as an icon and a word.
 * @csspart deadline - An instant, and how long it is until then.
 * @csspart choose - The button that chooses an action.
 * @csspart duties - What must be done.
 * @csspart outlook - What happens if nobody acts.
 * @csspart basis - The notice and the sources.
 * @csspart error - What is shown where there is no answer.
 *
 * @cssprop --torihiki-font - The fonts; left out: those of the page around it.
 * @cssprop --torihiki-ink - The colour of text.
 * @cssprop --torihiki-soft - The colour of text that matters less.
 * @cssprop --torihiki-surface - The ground of cards.
 * @cssprop --torihiki-sunk - The ground of what lies back.
 * @cssprop --torihiki-line - The colour of lines that separate.
 * @cssprop --torihiki-edge - The colour of the edges of what can be operated.
 * @cssprop --torihiki-accent - The colour of links, buttons and the focus.
 * @cssprop --torihiki-on-accent - The colour of text on the accent.
 * @cssprop --torihiki-accent-wash - The ground of what the pointer is over.
 * @cssprop --torihiki-allowed - The colour of what is allowed.
 * @cssprop --torihiki-allowed-wash - A ground for it.
 * @cssprop --torihiki-denied - The colour of what is denied.
 * @cssprop --torihiki-denied-wash - A ground for it.
 * @cssprop --torihiki-unknown - The colour of what is not known.
 * @cssprop --torihiki-unknown-wash - A ground for it.
 * @cssprop --torihiki-danger - The colour of serious consequences.
 * @cssprop --torihiki-radius - How round corners are.
 * @cssprop --torihiki-gap - The distance between parts.
 */
export class TorihikiOrderElement extends LitElement {
  // What decides about the answer is told by the attributes too: a snapshot of the markup, as Turbo and htmx restore it,
  // is then asked what this element is asked. The order itself follows below.
  static properties = {
    policy: { reflect: true, converter: told },
    policySrc: { attribute: "policy-src", reflect: true, converter: told },
    policyDocument: { attribute: false },
    edition: { reflect: true, converter: told },
    party: { reflect: true, converter: told },
    locale: { reflect: true, converter: told },
    now: { reflect: true, converter: told },
    serverNow: { attribute: "server-now" },
    order: { hasChanged: () => true },
    size: { type: String },
    hide: { type: String },
    readonly: { type: Boolean, reflect: true },
    expanded: { type: Boolean },
    headingLevel: {
      attribute: "heading-level",
      converter: (/** @type {string | null} */ text) => levelIn(text) ?? text,
    },
    clock: { attribute: false },
  };

  static styles = unsafeCSS(styles);

  static {
    // A host may load it as well, and from elsewhere; then also those go on that have failed.
    builtIn.loaded.then(() => {
      for (const element of waiting) {
        element.#awaited = null;
        element.requestUpdate();
      }
      waiting.clear();
    });
    whenNamed(() => {
      for (const element of refused) element.requestUpdate();
    });
  }

  /**
   * The action that could not be done with what was supplied, and why.
   *
   * @type {({ key: string } & Refusal) | null}
   */
  #refused = null;
  /** Whether that has not been shown yet, so that a reader is to be taken to the first field that is wrong. */
  #isRefusedNow = false;
  /**
   * What was entered in the fields of actions, by the ids of the fields.
   *
   * @type {Map<string, string>}
   */
  #entered = new Map();

  /** @type {InstantLike | null} */
  #now = null;
  /** @type {InstantLike | null} */
  #serverNow = null;
  /** @type {Order | null} */
  #order = null;
  /** Whether one of an attribute and its property is just being brought in step with the other. */
  #isInStep = false;

  #ownPolicy = new OwnPolicy();
  /** Whether a policy that was waited for has just come. */
  #isPolicyNew = false;
  /** @type {Preview | null} */
  #answer = null;
  /** @type {Error | null} */
  #error = null;
  /** What the reader's clock showed when `serverNow` was set. */
  #shownThen = 0;
  /**
   * The ink of its place, which its colours were made to go with; null where they still have to be.
   *
   * @type {string | null}
   */
  #ink = null;
  /** What a screen reader is told: that the answer has changed by itself. */
  #announcement = "";
  /**
   * Events wait until the element shows what they tell of; a listener may well set something on it.
   *
   * @type {Event[]}
   */
  #events = [];
  /**
   * Where it hears that a reader comes back.
   *
   * @type {[EventTarget, string][]}
   */
  #returns = [];
  #alarm = new Alarm(() => this.requestUpdate());
  /** @type {Promise<void> | null} */
  #loading = null;
  /**
   * What it loads, or could not load.
   *
   * @type {ReturnType<typeof neededFor> | null}
   */
  #awaited = null;

  constructor() {
    super();
    /**
     * The id of the policy; left out: the one that the order names. Where both do, this one counts.
     * @attr policy
     * @type {PolicyId | null}
     */
    this.policy = null;
    /**
     * Where a compiled policy lies that is none of the built-in ones; an order that names another policy is an error.
     * @attr policy-src
     * @type {string | null}
     */
    this.policySrc = null;
    /**
     * A policy that is none of the built-in ones: what `Policy.load` or `Policy.parse` gave, a compiled one as bytes, or,
     * where the page has imported `torihiki/policy`, a document as an object or a text. It counts before `policySrc`.
     * @type {Policy | ArrayBuffer | ArrayBufferView | object | string | null}
     */
    this.policyDocument = null;
    /**
     * Which reading of the rules, by the id of an edition such as `official`; left out: the one that the order names, or
     * the default one of the policy. Where both do, this one counts.
     * @attr edition
     * @type {EditionId | null}
     */
    this.edition = null;
    /**
     * Whose actions are shown, as one of the policy's roles; left out: those of all. It is not called `role`, since that
     * attribute is ARIA's.
     * @attr party
     * @type {RoleId | null}
     */
    this.party = null;
    /**
     * The language, as a BCP 47 tag such as `en-GB`; left out: that of the page around it, or `ja`.
     * @attr locale
     * @type {Locale | (string & {}) | null}
     */
    this.locale = null;
    /**
     * How much is shown at once: `compact`, which is the state, what matters most and what is allowed, with the rest on
     * demand; or `full`.
     * @attr size
     * @type {"compact" | "full"}
     */
    this.size = "compact";
    /**
     * What is left out, as words: `state`, `headline`, `verbs`, `actions`, `denied`, `unknown`, `duties`, `outlook`, `basis`.
     * @attr hide
     * @type {string}
     */
    this.hide = "";
    /**
     * Leaves out the buttons that choose an action, for a host that only wants to tell.
     * @attr readonly
     * @type {boolean}
     */
    this.readonly = false;
    /**
     * Opens the details of every action, and all that is on demand.
     * @attr expanded
     * @type {boolean}
     */
    this.expanded = false;
    /**
     * The level of its first headings, from 1 to 6.
     * @attr heading-level
     * @type {number}
     */
    this.headingLevel = 2;
    /**
     * The clock: `now()` in epoch milliseconds, `setTimeout` and `clearTimeout`. Another one is for tests.
     * @type {TorihikiClock}
     */
    this.clock = systemClock;
  }

  /**
   * The instant for which the answer is computed, which then stands still; left out: the clock, and the element keeps
   * itself right. An RFC 3339 text with an offset or epoch milliseconds; as a property also a `Date`.
   * @attr now
   * @type {InstantLike | null}
   */
  get now() {
    return this.#now;
  }

  set now(instant) {
    this.#now = instantFrom(instant);
  }

  /**
   * What time it was at the server when it made the page or answered the request; it sets the reader's clock right.
   * The time that the page took to load is lost. Written as `now` is.
   * @attr server-now
   * @type {InstantLike | null}
   */
  get serverNow() {
    return this.#serverNow;
  }

  set serverNow(instant) {
    this.#serverNow = instantFrom(instant);
  }

  /**
   * The order: an object as `preview` takes it, or its JSON. Set a new object to change it.
   * @attr order
   * @type {Order | null}
   */
  get order() {
    return this.#order;
  }

  /** @param {Order | string | null | undefined} order */
  set order(order) {
    const before = this.#order;
    this.#order = orderFrom(order);
    if (idOf(this.#order) !== idOf(before)) {
      // What was entered was about the other order.
      this.#entered.clear();
      this.#refused = null;
    }
    // Markup that still had the order before would bring that back where it is copied.
    if (!this.#isInStep && this.hasAttribute("order")) this.#writeOrder();
  }

  /**
   * The answer that is shown, as `preview` gives it; null where there is none.
   * @type {Preview | null}
   */
  get answer() {
    return this.#answer;
  }

  /**
   * Opens the details of an action and takes the reader there; says whether it is there.
   * @param {ActionId} action
   * @param {RoleId} [role] left out: the first one
   * @returns {boolean}
   */
  reveal(action, role) {
    if (!this.hasUpdated) return false;
    const entry = this.#entryOf(action, role);
    const details = entry?.querySelector("details");
    const summary = details?.querySelector("summary");
    if (!entry || !details || !summary) return false;
    const rest = entry.closest("details");
    if (rest !== null) rest.open = true;
    details.open = true;
    summary.focus({ preventScroll: true });
    // A page that is only imitated, as by jsdom, does not scroll.
    entry.scrollIntoView?.({ block: "nearest" });
    // Of an entry that is higher than the window, the beginning counts.
    summary.scrollIntoView?.({ block: "nearest" });
    return true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ink = null;
    this.#returns = returns(this.ownerDocument);
    for (const [target, event] of this.#returns) target.addEventListener(event, this.#lookAgain);
    this.#loading = this.#load();
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const [target, event] of this.#returns) target.removeEventListener(event, this.#lookAgain);
    this.#alarm.clear();
    waiting.delete(this);
    refused.delete(this);
  }

  createRenderRoot() {
    const { elementStyles, shadowRootOptions } = /** @type {typeof LitElement} */ (this.constructor);
    if (this.ownerDocument === document) return super.createRenderRoot();
    // It begins in another document than its class: Lit's sheets are of that one, and would be refused here.
    const root = this.attachShadow(shadowRootOptions);
    wearIn(this.ownerDocument, root, elementStyles);
    return root;
  }

  adoptedCallback() {
    const { elementStyles } = /** @type {typeof LitElement} */ (this.constructor);
    wearIn(this.ownerDocument, this.shadowRoot, elementStyles);
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    if (this.#isInStep) return;
    this.#isInStep = true;
    super.attributeChangedCallback(name, before, value);
    this.#isInStep = false;
  }

  async getUpdateComplete() {
    await this.#loading;
    let isComplete = await super.getUpdateComplete();
    // An update may find that a policy has to come first, which asks for one more update once it is there.
    let awaited = null;
    while (this.#loading !== awaited || this.#ownPolicy.pending !== null || this.isUpdatePending) {
      awaited = this.#loading;
      await Promise.all([awaited, this.#ownPolicy.pending]);
      isComplete = await super.getUpdateComplete();
    }
    return isComplete;
  }

  scheduleUpdate() {
    return inTurn(() => super.scheduleUpdate());
  }

  /** @param {PropertyValues} changed */
  willUpdate(changed) {
    // Frameworks write `undefined` for what is left out.
    this.policy ??= null;
    this.policySrc ??= null;
    this.edition ??= null;
    this.party ??= null;
    this.locale ??= null;
    if (changed.has("serverNow")) this.#shownThen = shownFirst(this.serverNow, this.clock);
    if (SHOWN_WITH.some((name) => changed.has(name))) warnOfWords(this);
    if (changed.has("policySrc") || changed.has("policyDocument")) {
      this.#ownPolicy.take(this, () => {
        this.#isPolicyNew = true;
        this.requestUpdate();
      });
    }
    const needed = this.#needed();
    if (!isThere(needed)) {
      if (needed !== this.#awaited) this.#loading = this.#load();
      return;
    }
    if (this.order === null || this.#ownPolicy.pending !== null) this.#answer = this.#error = null;
    else this.#ask(this.#isPolicyNew || ASKED_WITH.some((name) => changed.has(name)));
    this.#isPolicyNew = false;
  }

  /** @param {PropertyValues} changed */
  update(changed) {
    const focused = /** @type {HTMLElement | null | undefined} */ (this.shadowRoot?.activeElement);
    const { action, role } = /** @type {HTMLElement | undefined} */ (focused?.closest("[data-action]"))?.dataset ?? {};
    super.update(changed);
    if (!focused || this.shadowRoot?.activeElement === focused) return;
    // An entry that moved to another group has lost it, as has a button that is no longer there.
    const summary = this.#entryOf(action, role)?.querySelector("summary");
    const goal = focused.isConnected ? focused : summary;
    const closed = goal?.closest(".rest:not([open])")?.querySelector("summary");
    (closed ?? goal)?.focus({ preventScroll: true });
  }

  render() {
    return orderView(this.#answer, this.#error, this.#announcement, this.#own());
  }

  firstUpdated() {
    this.renderRoot.addEventListener("transitionrun", ({ target }) => {
      if (/** @type {Element} */ (target).matches(".probe")) this.#followInk();
    });
  }

  updated() {
    this.#fitTones();
    // WebKit tells of no transition of what it has not painted yet.
    globalThis.requestAnimationFrame?.(() => this.#followInk());
    this.#setAlarm();
    if (this.#isRefusedNow) {
      this.#isRefusedNow = false;
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector("[aria-invalid=true]"))?.focus();
    }
    if (NOT_THERE.includes(/** @type {Partial<TorihikiError> | null} */ (this.#error)?.code ?? "")) refused.add(this);
    else refused.delete(this);
    for (const event of this.#events.splice(0)) this.dispatchEvent(event);
  }

  /** What has to be loaded before it can be asked. */
  #needed() {
    return neededFor(this.order, this.policy, Boolean(this.policySrc || this.policyDocument));
  }

  /** Loads what it needs. After a failure, the host or a reader may try again. */
  async #load() {
    const needed = this.#needed();
    if (isThere(needed)) return;
    this.#awaited = needed;
    this.#answer = this.#error = null;
    waiting.add(this);
    try {
      await bring(needed);
    } catch (error) {
      if (needed === this.#awaited) this.#fail(error);
    }
    this.requestUpdate();
  }

  /**
   * Asks for the answer at this moment, and tells the host where it is another one although nothing `isSet` anew.
   *
   * @param {boolean} isSet
   */
  #ask(isSet) {
    const before = this.#answer;
    try {
      if (this.#ownPolicy.error !== null) throw this.#ownPolicy.error;
      this.#answer = (this.#ownPolicy.policy ?? builtIn).preview(orderToAsk(this), this.#options());
    } catch (thrown) {
      const error = this.#inOwnWords(thrown);
      const { message } = /** @type {TorihikiError} */ (error);
      if (isSet || message !== this.#error?.message) this.#fail(error);
      return;
    }
    this.#error = null;
    this.#announcement = "";
    if (!this.party) warnOfRole(this, this.#answer);
    if (isSet || before === null || !changedByItself(before, this.#answer)) return;
    this.#announcement = bareContextOf(this.#own()).t.changed(this.#answer.state.label);
    this.#tell("torihiki-change", { answer: this.#answer, previous: before });
  }

  /** @returns {PreviewOptions} */
  #options() {
    return {
      role: this.party || null,
      locale: languagesToAsk(this.#language()),
      now: this.now ?? this.#time(),
    };
  }

  /** @param {unknown} thrown */
  #inOwnWords(thrown) {
    return inOwnWords(thrown, {
      order: this.order,
      policy: this.policy,
      party: this.party,
      ownPolicy: this.#ownPolicy.policy,
    });
  }

  /** @param {unknown} thrown */
  #fail(thrown) {
    const error = /** @type {TorihikiError} */ (thrown);
    this.#answer = null;
    this.#error = error;
    this.#tell("torihiki-error", { error });
  }

  /**
   * @template {keyof TorihikiOrderEventMap} Type
   * @param {Type} type
   * @param {TorihikiOrderEventMap[Type]["detail"]} detail
   */
  #tell(type, detail) {
    this.#events.push(eventOf(type, detail));
  }

  /** What the view is made with. */
  #own() {
    return {
      locale: spokenBy(this.#language()),
      role: this.party || null,
      hidden: new Set(/** @type {string[]} */ (wordsIn(this.hide))),
      isReadonly: this.readonly,
      isExpanded: this.expanded,
      isCompact: this.size !== "full",
      isStill: this.now !== null,
      headingLevel: nearestLevel(this.headingLevel),
      order: this.order,
      ownPolicy: this.#ownPolicy.policy,
      choose: (/** @type {Action} */ action, /** @type {Supplied} */ supplied) => this.#choose(action, supplied),
      refused: this.#refused,
      entered: this.#entered,
      reveal: (/** @type {Action} */ action) => this.reveal(action.id, action.role),
      reload: () => {
        this.#loading = this.#load();
      },
    };
  }

  /**
   * @param {Action} action
   * @param {Supplied} supplied
   */
  #choose({ id, role }, supplied) {
    const refuse = (/** @type {Parameters<typeof refusalOf>[0]} */ why) => {
      this.#refused = { key: `${id}-${role}`, ...refusalOf(why, supplied) };
      this.#isRefusedNow = true;
    };
    this.#refused = null;
    try {
      const order = orderToAsk(this);
      const given = Object.keys(supplied).length === 0 ? {} : { with: /** @type {Arguments} */ (supplied) };
      const asked = this.#ownPolicy.policy ?? builtIn;
      const applied = asked.apply(order, id, { ...this.#options(), role, ...given });
      // A press may come a moment after the action was allowed; then the answer below is about to change.
      if (applied.action.verdict === "allowed") {
        this.dispatchEvent(
          eventOf("torihiki-action", { action: id, role, with: given.with ?? {}, order: applied.order, applied }),
        );
      } else if (applied.action.with.length > 0) {
        refuse({ reasons: applied.action.reasons });
      }
    } catch (error) {
      // What was entered is put right where it was entered.
      const { problems = [] } = /** @type {TorihikiError} */ (error);
      if (problems.length > 0 && problems.every((one) => one.path.startsWith("with.") || isOfResult(one))) {
        refuse({ problems });
      } else {
        this.#fail(this.#inOwnWords(error));
      }
    }
    this.requestUpdate();
  }

  /** Fits its colours anew where the ink of the place is another than the one that they were fitted to. */
  #followInk() {
    if (getComputedStyle(this).color === this.#ink) return;
    this.#ink = null;
    this.requestUpdate();
  }

  /** Makes its colours go with the place that it stands in, where they may not do so any more. */
  #fitTones() {
    if (this.#ink !== null) return;
    this.#ink = getComputedStyle(this).color;
    const [room, probe] = [".room", ".probe"].map((name) => this.renderRoot.querySelector(name));
    fitTones(this, /** @type {HTMLElement} */ (room), /** @type {HTMLElement} */ (probe));
  }

  /**
   * The entry of an action; left out the role: the first one.
   *
   * @param {string | undefined} action
   * @param {string | undefined} role
   */
  #entryOf(action, role) {
    /** @type {NodeListOf<HTMLElement>} */
    const entries = this.renderRoot.querySelectorAll("[data-action]");
    return [...entries].find(({ dataset }) => dataset.action === action && (!role || dataset.role === role));
  }

  /** Writes the order as the attribute says it; where it has no JSON, without the attribute. */
  #writeOrder() {
    const text = orderText(this.#order);
    this.#isInStep = true;
    if (text === null) this.removeAttribute("order");
    else this.setAttribute("order", text);
    this.#isInStep = false;
  }

  /** Sets the alarm to when something that is shown will no longer be true. */
  #setAlarm() {
    if (this.#answer === null || this.now !== null || !this.isConnected) {
      this.#alarm.clear();
      return;
    }
    const { next } = this.#answer;
    // Nobody sees a countdown in a page that is hidden.
    const tick = this.ownerDocument.hidden ? Infinity : nextTick(this.#answer, this.#own(), this.#time());
    const at = Math.min(next?.at ?? Infinity, tick);
    if (at === Infinity) this.#alarm.clear();
    else this.#alarm.set(at, this.clock, () => this.#time());
  }

  /** Timers sleep with the machine and know nothing of a clock that is set: who comes back sees what is true. */
  #lookAgain = () => {
    this.#ink = null;
    this.requestUpdate();
  };

  /** What time it is, in epoch milliseconds, by the server's clock where it is known. */
  #time() {
    return this.clock.now() + timeDifference(this.serverNow, this.#shownThen);
  }

  #language() {
    return this.locale || languageAround(this);
  }
}

/**
 * An event that a host hears wherever it listens, also outside of shadow roots.
 *
 * @template {keyof TorihikiOrderEventMap} Type
 * @param {Type} type
 * @param {TorihikiOrderEventMap[Type]["detail"]} detail
 */
function eventOf(type, detail) {
  return new CustomEvent(type, { detail, bubbles: true, composed: true });
}

/**
 * Where one hears that a reader comes back to the page. That is the document around the element, which may be another
 * one than that of its script, as in a frame.
 *
 * @param {Document} page
 * @returns {[EventTarget, string][]}
 */
function returns(page) {
  const window = page.defaultView;
  if (window === null) return [];
  return [
    [page, "visibilitychange"],
    [window, "pageshow"],
    [window, "focus"],
  ];
}
