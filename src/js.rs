//! What JavaScript calls. The only place that knows WebAssembly.
//!
//! Each function takes whatever was passed, reads it as [`Data`], lets the library answer
//! and returns plain data or throws a `TorihikiError`. The shapes are declared in TypeScript
//! beside the functions here and, by their derives, where they are defined.

mod options;
mod tape;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::builtin;
use crate::data::{Data, decode};
use crate::describe::{Description, PolicySummary};
use crate::policy::Policy;
use crate::preview::{apply_into, calendar_into, named_policy, policy_by_id, preview_into, timeline_into, ways_into};
use crate::problem::Report;

#[wasm_bindgen(module = "/www/package/host.js")]
extern "C" {
    /// Writes what a function was passed in the compact text form of [`Data`].
    #[wasm_bindgen(catch)]
    fn pack(first: &JsValue, second: &JsValue, third: &JsValue) -> Result<String, JsValue>;

    /// Builds a value from what [`tape`] wrote.
    fn unpack(tape: &[u32], shapes_at: usize, texts: &str, memory: &JsValue) -> JsValue;

    /// Makes a `TorihikiError`.
    fn failure(problems: &JsValue) -> JsValue;
}

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** A point in time: a `Date`, an RFC 3339 text with an offset, or milliseconds since 1970. */
export type InstantLike = Date | string | number;

/** A point in time in an answer: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** What every order can have beside its policy, its state and its facts. */
export interface OrderBase {
    /** Which reading of the rules; left out: `guide`. */
    edition?: Edition | null;
    /** Whatever the caller calls the order; only a calendar uses it. */
    id?: string | number | null;
}

export interface PreviewOptions {
    /** The role whose actions are asked about; left out: all roles. */
    role?: RoleId | null;
    /** The instant for which the answer is computed; left out: now. */
    now?: InstantLike | null;
    /** The language of the answer; left out: `ja`. */
    locale?: Locale | null;
}

export interface TimelineOptions {
    /** The role whose verdicts are asked about; left out: all roles. */
    role?: RoleId | null;
    /** Where the timeline begins, inclusive; left out: now. */
    from?: InstantLike | null;
    /** Where it ends, exclusive; left out: it goes on until nothing changes any more. */
    until?: InstantLike | null;
    /** The language of the answer; left out: `ja`. */
    locale?: Locale | null;
}

export interface ApplyOptions {
    /** The role that acts; left out: the only role that has the action. */
    role?: RoleId | null;
    /** The instant at which the action is done; left out: now. */
    now?: InstantLike | null;
    /**
     * Facts that go with the action. One that the order leaves unknown counts from the start; one that the
     * order has is changed by the action.
     */
    with?: Facts | null;
    /** Whether the other party's consent is taken as given, where the action needs it; left out: no. */
    agreed?: boolean | null;
    /** The language of the answer; left out: `ja`. */
    locale?: Locale | null;
}

export interface WaysOptions {
    /** The role for which a way is looked for; left out: for anyone. */
    role?: RoleId | null;
    /** Where it leads: the id of a state, or of an action that is to be allowed. */
    to: StateId | ActionId;
    /** The instant from which it starts; left out: now. */
    now?: InstantLike | null;
    /** The language of the answer; left out: `ja`. */
    locale?: Locale | null;
}

export interface DescribeOptions {
    /** Which reading of the rules; left out: `guide`. */
    edition?: Edition | null;
    /** The language; left out: `ja`. */
    locale?: Locale | null;
}

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
export function preview<P extends PolicyId>(order: Order<P> & { policy: P }, options?: PreviewOptions<P> | null): Preview<P>;

/**
 * The whole future of an order if nobody acts: stretches in which the state and every verdict stay the
 * same, without a gap, with what happens by itself and what must be done.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood, or `until` does not come after `from`
 */
export function timeline<P extends PolicyId>(order: Order<P> & { policy: P }, options?: TimelineOptions<P> | null): Timeline<P>;

/**
 * What an order would be after an action. Nothing is executed, and the order that is passed stays as it is.
 *
 * An action that is denied, or of which that is not known, is not applied: `action` says why.
 *
 * @throws {TorihikiError} where the order, the action or the options cannot be understood
 */
export function apply<P extends PolicyId>(order: Order<P> & { policy: P }, action: ActionId<P>, options?: ApplyOptions<P> | null): Applied<P>;

/**
 * The shortest ways to a state, or to an action being allowed.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood
 */
export function ways<P extends PolicyId>(order: Order<P> & { policy: P }, options: WaysOptions<P>): Ways<P>;

/**
 * The duties and the transitions of an order as an iCalendar text (RFC 5545), which calendars import;
 * null where nothing has a date.
 *
 * There is an event for each transition, and for each duty at the instant from which it is overdue, as long as it
 * still stands then. Pass an order with an `id`, and importing again moves its events instead of adding others.
 *
 * @throws {TorihikiError} where the order or the options cannot be understood, or `until` does not come after `from`
 */
export function calendar<P extends PolicyId>(order: Order<P> & { policy: P }, options?: TimelineOptions<P> | null): string | null;

/**
 * A policy as data: its states, facts, parameters, actions, rules and sources.
 *
 * @throws {TorihikiError} where there is no such policy
 */
export function describe<P extends PolicyId>(policyId: P, options?: DescribeOptions | null): Description<P>;

/** Every policy as data. */
export function describe(policyId?: null, options?: DescribeOptions | null): Description[];

/** The policies that there are. */
export function policies(): PolicySummary[];

/** The version of the package. */
export function version(): string;
"#;

/// `preview(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn preview(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::preview(options, report);
        preview_into(named_policy(order, report)?, order, &options, report).map(|preview| tape::value(&preview))
    })
}

/// `timeline(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn timeline(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::timeline(options, report);
        timeline_into(named_policy(order, report)?, order, &options, report).map(|timeline| tape::value(&timeline))
    })
}

/// `apply(order, action, options)`
#[wasm_bindgen(skip_typescript)]
pub fn apply(order: &JsValue, action: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, action, options, &|[order, action, options], report| {
        let options = options::apply(options, report);
        apply_into(named_policy(order, report)?, order, action, &options, report).map(|applied| tape::value(&applied))
    })
}

/// `ways(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn ways(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let (to, options) = options::ways(options, report);
        ways_into(named_policy(order, report)?, order, to, &options, report).map(|ways| tape::value(&ways))
    })
}

/// `calendar(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn calendar(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::timeline(options, report);
        calendar_into(named_policy(order, report)?, order, &options, report).map(|calendar| tape::value(&calendar))
    })
}

/// `describe(policyId?, options)`
#[wasm_bindgen(skip_typescript)]
pub fn describe(policy_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(policy_id, options, &JsValue::UNDEFINED, &|[id, options, _], report| {
        let (edition, locale) = options::describe(options, report);
        let policies = described(id, report);
        if !report.is_empty() {
            return None;
        }
        let all: Vec<Description<'_>> = policies.iter().map(|policy| policy.describe(edition, locale)).collect();
        Some(match (all.as_slice(), id) {
            ([one], Data::Text(_)) => tape::value(one),
            (all, _) => tape::value(&all),
        })
    })
}

/// `policies()`
#[wasm_bindgen(skip_typescript)]
pub fn policies() -> Result<JsValue, JsValue> {
    let policies: Vec<PolicySummary<'_>> =
        builtin::policy_ids().filter_map(builtin::policy).map(Policy::summary).collect();
    plain(&policies)
}

/// `version()`
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Answers a question from the three values that were passed, or throws all that is wrong with them.
#[inline(never)]
fn ask(
    first: &JsValue,
    second: &JsValue,
    third: &JsValue,
    answer: &dyn Fn(&[Data<'_>; 3], &mut Report) -> Option<JsValue>,
) -> Result<JsValue, JsValue> {
    let text = pack(first, second, third)?;
    let mut report = Report::default();
    match answer(&decoded(&text), &mut report) {
        Some(answer) if report.is_empty() => Ok(answer),
        _ => Err(error(report)),
    }
}

/// The values that were packed.
fn decoded(text: &str) -> [Data<'_>; 3] {
    let mut rest = Some(text);
    [(); 3].map(|()| match rest.and_then(decode) {
        Some((value, after)) => {
            rest = Some(after);
            value
        }
        None => {
            rest = None;
            Data::Foreign("a value that cannot be read".into())
        }
    })
}

/// The policies that a caller wants described: one, or all.
fn described(id: &Data<'_>, report: &mut Report) -> Vec<&'static Policy> {
    match id {
        Data::Null => builtin::policy_ids().filter_map(builtin::policy).collect(),
        id => policy_by_id(id, report).into_iter().collect(),
    }
}

/// Plain data, as `JSON.parse` would make it.
fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// The error that is thrown.
fn error(report: Report) -> JsValue {
    plain(&report.problems().as_slice()).map_or_else(|error| error, |problems| failure(&problems))
}
