//! Instants, durations and calendar days, to the millisecond.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `instant` | [`Instant`], and the reading and writing of RFC 3339 |
//! | `duration` | [`Duration`] |
//! | `date` | dates as far as they are known, such as those of sources |
//! | `calendar` | [`UtcOffset`]: where a day and a month end on a policy's clock, and what it shows |
//!
//! This is the only folder that names `chrono`, for its calendar. Nothing here reads a clock, and
//! nothing here knows a language: `text` says instants and lengths in words.

mod calendar;
mod date;
mod duration;
mod instant;

pub(crate) use calendar::{ClockTime, UtcOffset};
pub(crate) use date::is_date;
pub use duration::Duration;
pub use instant::{Instant, InstantError};

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
