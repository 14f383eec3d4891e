//! What may I do with this order now, why not the other thing, until when, and what happens
//! then?
//!
//! *torihiki* (取引) means a deal between two parties. A person looks at an order on a
//! marketplace, and torihiki answers from rules that are data: every action of every party
//! with its verdict, each requirement with how it came out and until when, what follows,
//! what must be done, and what happens by itself if nobody acts.
//!
//! ```
//! use torihiki::{Data, Instant, Options, preview};
//!
//! // A delivery on Coconala, seen by its buyer a day before the review window closes.
//! let order: Data = serde_json::from_str(
//!     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
//! ).unwrap();
//! let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
//! let answer = preview(&order, &Options::at(now).role("buyer").locale("en")).unwrap();
//!
//! let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
//! assert_eq!(revise.verdict.word(), "allowed");
//! assert_eq!(revise.until, Instant::parse("2026-11-17T09:00:00+09:00").ok());
//! assert_eq!(answer.if_nobody_acts[0].rule, "coconala.auto-complete");
//! ```
//!
//! # Where to start reading
//!
//! | module | what it holds |
//! | --- | --- |
//! | `time` | [`Instant`], [`Duration`], zones and business days; the only folder that names chrono and jiff |
//! | `text` | texts in the languages of a policy, and what the engine itself says in them |
//! | `problem` | what is wrong with an input |
//! | `data` | whatever a caller passed, and the reading of single values |
//! | `written` | a document that is TOML or JSON text, and where in it what stands; with the feature `author` |
//! | `expr` | the condition language: token → parse → check → eval, and the moments at which a condition changes |
//! | `policy` | the document as written → check → [`Policy`] |
//! | `order` | the caller's [`Order`], checked against a policy |
//! | `builtin` | the policies that are part of the program, with the feature `builtin`, and the calendars; `policies/*.toml` holds the rules themselves, `calendars/*.toml` the holidays |
//! | `policy_set` | which policy an order goes by, and in which version: [`PolicySet`] |
//! | `preview` | the effective state, the board of criteria and moments, the answer; of that just the verdicts ([`verdicts`]), those of many orders at once ([`Policy::preview_many`]), what comes later ([`timeline`], [`calendar`]), what if ([`apply`]), and how to get there ([`ways`]) |
//! | `describe` | a policy as data, in the shapes of `preview` |
//! | `sql` | a policy's answers as a query, for a database that has many orders; with the feature `author` |
//! | `js` | what JavaScript calls; only in WebAssembly |
//!
//! Each names only those above it, which a test sees to (`tests/library/dependencies.rs`).
//!
//! # What always holds
//!
//! 1. Time is an argument. Nothing here reads a clock; at the JavaScript boundary a `now`
//!    that was left out is filled in.
//! 2. Denied is an answer, not an error. An error means that the input could not be
//!    understood, and lists every [`Problem`].
//! 3. Every requirement is answered, not only the first that fails.
//! 4. Missing is not false: `false && unknown` is false, `true && unknown` is unknown.
//! 5. Windows are half-open: "within 7 days of t" is `now < t + 7d`, and at `t + 7d` the
//!    transition has happened.
//! 6. Deadlines are computed, never sampled; between two of them nothing changes.
//! 7. The order of the document is the order of the answer, and the same input gives the
//!    same bytes.
//! 8. Nothing panics or runs for ever, whatever is passed in.
//! 9. A checked policy cannot fail at run time.
//! 10. A preview advises and the marketplace decides: each answer says what it was computed
//!     from.
//! 11. A policy that a caller brings along passes the same checks and is evaluated by the
//!     same code as a built-in one.
//! 12. What is not known is unknown: a business day after the last that is verified, a day of a
//!     zone after the year 2100, a rule of which it is not known whether it is in force.
//!
//! # How the built-in policies get in
//!
//! They are TOML documents. The build script compiles the library's own modules into itself, parses, checks and compiles
//! each document as [`Policy::new`] and [`Policy::compile`] do for anybody's, and says with file, line and column what is
//! wrong with one. The alternative, generated files in the repository that a test compares, would let a wrong policy be
//! built until somebody runs the tests.
//!
//! With the feature `builtin`, which is on by default, the compiled policies are part of the program, and each is loaded
//! when it is first asked for. The WebAssembly of the package is built without it and holds no policy: there each is a
//! module of its own. Neither the parsers nor the checker is part of that.

// Where a test computes with numbers out of its own tables, it may stop when they overflow.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

// The examples of the README and of the format of policies run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
#[cfg(doctest)]
#[doc = include_str!("policies/README.md")]
struct Format;

mod builtin;
mod data;
mod describe;
#[cfg(test)]
#[path = "../tests/support/dice.rs"]
mod dice;
mod expr;
#[cfg(target_arch = "wasm32")]
pub mod js;
mod order;
mod policy;
mod policy_set;
mod preview;
mod problem;
#[cfg(feature = "author")]
mod sql;
mod text;
mod time;
#[cfg(feature = "author")]
mod written;

#[cfg(feature = "builtin")]
pub use builtin::{policy, policy_ids};
pub use data::Data;
pub use describe::{
    ActionInfo, AgreedInfo, CalendarInfo, ConsentInfo, ConsentOfInfo, DatedInfo, DescribeOptions, Description,
    DraftInfo, DutyInfo, EditionInfo, EffectInfo, ElsewhereInfo, FactInfo, Labels, ParamInfo, ParamType, PeriodInfo,
    PolicySummary, RequirementInfo, RoleInfo, SetInfo, SourceInfo, StateInfo, TransitionInfo, ValueInfo,
};
pub use order::Order;
pub use policy::{EffectKind, EffectOn, Policy, Severity, SourceKind, Verb};
pub use policy_set::PolicySet;
pub use preview::answer::{ArgumentInfo, ChoiceInfo, FactType};
pub use preview::{ActionColumns, Column, ColumnValues, ManyOptions, ManyPreview, Outputs};
pub use preview::{ApplyOptions, Options, Parts, TimelineOptions, answer};
#[cfg(feature = "builtin")]
pub use preview::{apply, calendar, preview, timeline, verdicts, ways};
pub use problem::{Problem, ProblemCode, Problems};
#[cfg(feature = "author")]
pub use sql::{SqlColumn, SqlDialect, SqlInstants, SqlNulls, SqlOptions, SqlQuery};
pub use time::{Duration, Instant, InstantError};
#[cfg(feature = "author")]
pub use written::{Mistake, Mistakes, Notice, Span, Syntax};
