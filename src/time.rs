//! Instants, durations and calendar days, to the millisecond.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `instant` | [`Instant`], and the reading and writing of RFC 3339 |
//! | `duration` | [`Duration`] |
//! | `date` | dates as far as they are known, such as those of sources |
//! | `day` | [`Day`]: days and months of the calendar, without a zone |
//! | `zone` | [`Zone`]: what clocks show at a place, where a day and a month begin and end there, and sums by its calendar |
//! | `source` | [`ZoneSource`]: where the zones come from that a policy names |
//! | `business` | [`BusinessCalendar`]: which days are business days, and sums of these |
//!
//! This is the only folder that names `chrono`, for its calendar, and `jiff`, for its time zone database. Nothing
//! here reads a clock, and nothing here knows a language: `text` says instants and lengths in words.

mod business;
mod date;
mod day;
mod duration;
mod instant;
mod source;
mod zone;

pub(crate) use business::{BusinessCalendar, Weekend};
pub(crate) use date::is_date;
pub(crate) use day::{Day, WEEKDAYS};
pub use duration::Duration;
pub(crate) use duration::Units;
pub use instant::{Instant, InstantError};
pub(crate) use source::{Database, ZoneSource};
pub(crate) use zone::{Change, ClockTime, FIRST_DAY, LAST_DAY, Zone};

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
