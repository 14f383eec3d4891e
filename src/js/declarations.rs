//! What TypeScript is told of the functions, and of what is passed to them.
//!
//! The shapes of answers come from derives where they are defined. This is written by hand, because
//! what a function returns depends on the policy that it is passed, which no derive can say. It is here
//! and not among the files of the package because wasm-bindgen writes it beside the functions: so
//! the JavaScript of the package that calls them is checked against it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** A point in time: a `Date`, an RFC 3339 text with an offset, or milliseconds since 1970. */
export type InstantLike = Date | string | number;

/** A point in time in an answer: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/**
 * What every order can have beside its policy, its edition, its state and its facts. Of an object its own enumerable
 * properties are read: what a class has on its prototype, such as an accessor, counts as left out.
 */
export interface OrderBase {
    /** Whatever the caller calls the order; only a calendar uses it. */
    id?: string | number | null;
}

export interface PreviewOptions {
    /** The role whose actions are asked about; left out: all roles. */
    role?: RoleId | null;
    /** The instant for which the answer is computed; left out: now. */
    now?: InstantLike | null;
    /** The language of the answer, as a BCP 47 tag or several with commas; left out: the policy's first. */
    locale?: Locale | (string & {}) | null;
    /**
     * What is told beside verdicts, reasons, effects, duties and what happens by itself, which always are; left out: all
     * of it. What is not listed is empty or null, and takes no time. Without `editions`, `next` is of this edition alone.
     */
    parts?: readonly PreviewPart[] | null;
}

/**
 * A part of a preview that takes long, or is long: `unblock` with `unblockOutcome` and `coveredBy`; `drafts`; `editions`
 * with `safeUntil`.
 */
export type PreviewPart = "unblock" | "drafts" | "editions";

export interface TimelineOptions {
    /** The role whose verdicts are asked about; left out: all roles. */
    role?: RoleId | null;
    /** Where the timeline begins, inclusive; left out: now. */
    from?: InstantLike | null;
    /** Where it ends, exclusive; left out: it goes on until nothing changes any more. */
    until?: InstantLike | null;
    /** The language of the answer, as a BCP 47 tag or several with commas; left out: the policy's first. */
    locale?: Locale | (string & {}) | null;
}

export interface ApplyOptions {
    /** The role that acts; left out: the only role that has the action. */
    role?: RoleId | null;
    /** The instant at which the action is done; left out: now. */
    now?: InstantLike | null;
    /** What is supplied with the action, such as a new date. What is known of the order stands in the order. */
    with?: Arguments | null;
    /**
     * Whether the other party's consent is taken as given, where the action needs it; left out: no. Then `order` of the
     * answer is the order that was asked for, and `agreed` the one once it is agreed to.
     */
    agreed?: boolean | null;
    /** The language of the answer, as a BCP 47 tag or several with commas; left out: the policy's first. */
    locale?: Locale | (string & {}) | null;
}

export interface WaysOptions {
    /** The role for which a way is looked for; left out: for anyone. */
    role?: RoleId | null;
    /** Where it leads: the id of a state, or of an action that is to be allowed. */
    to: StateId | ActionId;
    /** The instant from which it starts; left out: now. */
    now?: InstantLike | null;
    /** The language of the answer, as a BCP 47 tag or several with commas; left out: the policy's first. */
    locale?: Locale | (string & {}) | null;
}

export interface DescribeOptions {
    /** Which reading of the rules; left out: the policy's default. */
    edition?: EditionId | null;
    /** The language, as a BCP 47 tag or several with commas; left out: the policy's first. */
    locale?: Locale | (string & {}) | null;
}

/** The languages of the built-in policies. */
export type Locale = "ja" | "en";

/** An input that could not be understood. */
export class TorihikiError extends Error {
    constructor(problems: Problem[]);
    name: "TorihikiError";
    /** The code of the first problem. */
    code: ProblemCode;
    /** Everything that is wrong; never empty. */
    problems: Problem[];
}

/**
 * What the parties of an order may do now, why not the rest, until when, and what follows.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood
 */
export function preview<P extends PolicyId>(order: Order<P>, options?: PreviewOptions<P> | null): Preview<P>;

/**
 * What the parties of an order may do, and the state that the deal is in: what `preview` says of both, without why, until
 * when and what follows, in a fraction of the time.
 *
 * `policy`, `state` and `verdicts` of the answer are frozen: orders that come to the same share them.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood, as `preview` throws it
 */
export function verdicts<P extends PolicyId>(order: Order<P>, options?: PreviewOptions<P> | null): Verdicts<P>;

/**
 * The whole future of an order if nobody acts: stretches in which the state and every verdict stay the
 * same, without a gap, with what happens by itself and what must be done.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood, or `until` does not come after `from`
 */
export function timeline<P extends PolicyId>(order: Order<P>, options?: TimelineOptions<P> | null): Timeline<P>;

/**
 * What an order would be after an action. Nothing is executed, and the order that is passed stays as it is.
 *
 * An action that is denied, or of which that is not known, is not applied: `action` says why.
 *
 * @throws {TorihikiError} where the order, the action or the options cannot be understood
 */
export function apply<P extends PolicyId>(order: Order<P>, action: ActionId<P>, options?: ApplyOptions<P> | null): Applied<P>;

/**
 * The shortest ways to a state, or to an action being allowed.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood
 */
export function ways<P extends PolicyId>(order: Order<P>, options: WaysOptions<P>): Ways<P>;

/**
 * The duties and the transitions of an order as an iCalendar text (RFC 5545), which calendars import;
 * null where nothing has a date.
 *
 * There is an event for each transition, and for each duty at the instant from which it is overdue, as long as it
 * still stands then; where that is midnight, a minute before, on the day that ends. A duty of another role says whose it
 * is. Alarms go off a day before, and an hour before what `role` has to do.
 *
 * Pass an order with an `id`: events keep their identity then, and what is told later has a higher `SEQUENCE`, so that a
 * calendar that goes by RFC 5545 moves what it has. Without an `id`, what has moved is there twice.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood, or `until` does not come after `from`
 */
export function calendar<P extends PolicyId>(order: Order<P>, options?: TimelineOptions<P> | null): string | null;

/**
 * A policy as data: its states, facts, parameters, actions, rules and sources.
 *
 * @throws {TorihikiError} where there is no such policy, or it has no such edition
 */
export function describe<P extends PolicyId>(policyId: P, options?: DescribeOptions<P> | null): Description<P>;

/** Every policy as data. */
export function describe(policyId?: null, options?: DescribeOptions | null): Description[];

/** The policies that there are. */
export function policies(): PolicySummary[];

/** The version of the package. */
export function version(): string;
"#;
