//! What holds for an order now and until when, and what else people ask of it.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `question`, `parts` | what was asked, checked, and how much of the answer |
//! | `situation` | the state that the deal is really in, after what happened by itself |
//! | `view` | an order at an instant: verdicts, and the facts that are missing for them |
//! | `board` | every criterion of the rules at every moment at which an answer can change |
//! | `assemble` | the preview, read off the board |
//! | `periods` | the same for an order whose date is not known, by the rules of each period |
//! | `editions` | the preview with what every other edition says |
//! | `verdicts` | the verdicts alone, straight from the view |
//! | `many` | verdicts and instants of many orders at once, from columns |
//! | `timeline`, `calendar` | the whole future, read off the board |
//! | `after`, `apply` | the order after an action |
//! | `search`, `ways`, `unblock` | the ways to a goal |
//! | `steps`, `harm` | the steps of a way, with what follows from each and for whom |
//! | `telling` | rules in the words of an answer |
//! | `answer` | the shapes of answers |

mod after;
pub mod answer;
mod apply;
mod asked;
mod assemble;
mod board;
mod calendar;
mod editions;
mod harm;
mod many;
mod parts;
mod periods;
mod question;
mod search;
mod situation;
mod steps;
pub(crate) mod telling;
#[cfg(test)]
mod tests;
mod timeline;
mod unblock;
mod verdicts;
mod view;
mod ways;

use answer::Preview;
pub use apply::ApplyOptions;
#[cfg(feature = "builtin")]
pub use apply::apply;
#[cfg(all(target_arch = "wasm32", feature = "single"))]
pub(crate) use apply::apply_into;
#[cfg(feature = "author")]
pub(crate) use apply::find;
#[cfg(feature = "builtin")]
pub use calendar::calendar;
#[cfg(all(target_arch = "wasm32", feature = "single"))]
pub(crate) use calendar::calendar_into;
pub use many::{ActionColumns, Column, ColumnValues, ManyOptions, ManyPreview, Outputs};
#[cfg(all(target_arch = "wasm32", feature = "many"))]
pub(crate) use many::{Content, Entries, Job, Prepared, RowShape, Shape, prepare};
pub use parts::Parts;
pub(crate) use question::Question;
pub use timeline::TimelineOptions;
#[cfg(feature = "builtin")]
pub use timeline::timeline;
#[cfg(all(target_arch = "wasm32", feature = "single"))]
pub(crate) use timeline::timeline_into;
#[cfg(feature = "builtin")]
pub use verdicts::verdicts;
#[cfg(all(target_arch = "wasm32", feature = "single"))]
pub(crate) use verdicts::{Asking, Outcomes};
#[cfg(all(target_arch = "wasm32", feature = "single"))]
pub(crate) use verdicts::{tell as tell_verdicts, verdicts_into};
#[cfg(feature = "builtin")]
pub use ways::ways;
#[cfg(all(target_arch = "wasm32", feature = "single"))]
pub(crate) use ways::ways_into;

use crate::data::Data;
use crate::policy::Policy;
#[cfg(feature = "builtin")]
use crate::policy_set::named_policy;
use crate::problem::{Problems, Report};
use crate::time::Instant;

/// Who asks, when, and in which language.
///
/// ```
/// use torihiki::{Instant, Options};
///
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let options = Options::at(now).role("buyer").locale("en");
/// assert_eq!((options.role, options.now, options.locale), (Some("buyer"), now, Some("en")));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The role whose actions are asked about; none: all roles.
    pub role: Option<&'o str>,
    /// The instant for which the answer is computed.
    pub now: Instant,
    /// The language of the answer: a tag (BCP 47), or several with commas between them, the one wanted most first. Of
    /// those of the policy the nearest is spoken (RFC 4647, lookup); none, or where there is no near one: its first.
    pub locale: Option<&'o str>,
    /// What is told in a preview beside that which always is.
    pub parts: Parts,
}

impl<'o> Options<'o> {
    /// All roles, at an instant, in the first language of the policy, and all parts.
    ///
    /// ```
    /// use torihiki::{Instant, Options};
    ///
    /// let options = Options::at(Instant::from_millis(0).unwrap());
    /// assert_eq!((options.role, options.locale), (None, None));
    /// ```
    #[must_use]
    pub fn at(now: Instant) -> Options<'o> {
        Options { role: None, now, locale: None, parts: Parts::ALL }
    }

    /// The same for one role.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller")).unwrap();
    /// assert!(answer.actions.iter().all(|action| action.role == "seller"));
    /// ```
    #[must_use]
    pub fn role(self, role: &'o str) -> Options<'o> {
        Options { role: Some(role), ..self }
    }

    /// The same in another language.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "completed" }"#).unwrap();
    /// let options = Options::at(Instant::parse("2026-11-16T09:00:00+09:00").unwrap());
    /// assert_eq!(preview(&order, &options).unwrap().state.label, "完了");
    /// assert_eq!(preview(&order, &options.locale("en")).unwrap().state.label, "Completed");
    /// ```
    #[must_use]
    pub fn locale(self, locale: &'o str) -> Options<'o> {
        Options { locale: Some(locale), ..self }
    }

    /// The same with these parts of a preview.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, Parts, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "completed" }"#).unwrap();
    /// let options = Options::at(Instant::parse("2026-11-16T09:00:00+09:00").unwrap()).role("buyer");
    /// let cancel = |options: &Options| {
    ///     let actions = preview(&order, options).unwrap().actions;
    ///     actions.into_iter().find(|action| action.id == "request-cancel").unwrap()
    /// };
    /// assert!(!cancel(&options).unblock.is_empty());
    /// let short = cancel(&options.parts(Parts::NONE));
    /// assert!(short.unblock.is_empty() && short.unblock_outcome.is_none());
    /// assert_eq!(short.reasons, cancel(&options).reasons);
    /// ```
    #[must_use]
    pub fn parts(self, parts: Parts) -> Options<'o> {
        Options { parts, ..self }
    }
}

/// What the parties of an order of a built-in policy may do.
///
/// The order is a map with the keys `policy` and `state`, the policy's facts, and where
/// wanted `edition`, `params` and `id`.
///
/// # Errors
///
/// Everything in the order or the options that does not make sense.
///
/// ```
/// use torihiki::{Data, Instant, Options, preview};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let answer = preview(&order, &Options::at(now).role("buyer")).unwrap();
///
/// let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
/// assert_eq!(revise.verdict.word(), "allowed");
/// assert_eq!(revise.until, Some(Instant::parse("2026-11-17T09:00:00+09:00").unwrap()));
/// ```
#[cfg(feature = "builtin")]
pub fn preview(order: &Data<'_>, options: &Options<'_>) -> Result<Preview<'static>, Problems> {
    let mut report = Report::default();
    let policy = named_policy(order, &mut report);
    let preview = policy.and_then(|policy| preview_into(policy, order, options, &mut report));
    report.finish(preview)
}

impl Policy {
    /// What the parties of an order of this policy may do; see [`preview`](crate::preview()).
    ///
    /// # Errors
    ///
    /// Everything in the order or the options that does not make sense.
    ///
    /// The order need not name the policy.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, policy};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = policy("coconala").unwrap().preview(&order, &Options::at(now).role("buyer")).unwrap();
    /// assert_eq!(answer.next.unwrap().at, Instant::parse("2026-11-17T09:00:00+09:00").unwrap());
    /// ```
    pub fn preview(&self, order: &Data<'_>, options: &Options<'_>) -> Result<Preview<'_>, Problems> {
        let mut report = Report::default();
        let preview = preview_into(self, order, options, &mut report);
        report.finish(preview)
    }
}

pub(crate) fn preview_into<'p>(
    policy: &'p Policy,
    order: &Data<'_>,
    options: &Options<'_>,
    report: &mut Report,
) -> Option<Preview<'p>> {
    let Options { role, now, locale, parts } = *options;
    let question = Question::new(policy, order, role, now, locale, report)?;
    let Question { order, roles, locale, .. } = &question;
    report.is_empty().then(|| editions::tell(order, roles, now.millis(), *locale, parts).preview)
}
