//! Zones: what clocks show at a place, through all changes, and what a day is there.
//!
//! A [`Zone`] is a list of changes of the offset from UTC, found when a policy is compiled: there is no
//! time zone database in the program that answers. Everything here is exact to the millisecond.
//!
//! # What is not plain, and how it is settled
//!
//! - **A day need not have 24 hours.** It begins with the first instant at which the clock shows it or a
//!   later day, and ends where from then on the clock shows later days only. So the end of a day does not
//!   belong to it, a day on which summer time begins has 23 hours, and where clocks skip midnight, the
//!   day begins with the first time that there is, such as 1:00.
//! - **A time that clocks skip** (the hour when summer time begins) is as much later as they skip: 2:30
//!   becomes 3:30. **A time that comes twice** (the hour when it ends) is the first of both. So do
//!   calendars by RFC 5545, and `Temporal` of JavaScript.
//! - **A day that clocks skip** altogether (2011-12-30 in Apia) begins and ends at the same instant.
//! - **Days and months are added on the calendar**, and the time of day stays: the distance need not be a
//!   multiple of 24 hours. The 31st plus a month is the last day of a shorter month. Adding nothing
//!   changes nothing, even in an hour that comes twice.
//! - **What is not known is unknown.** A named zone knows the days of its own calendar from 1970-01-01 to
//!   2100-12-31: before that the time zone database is patchy, and after that rules will have changed.
//!   Whatever begins or ends up outside has no answer. A fixed offset knows every day there is.

use chrono::{DateTime, Datelike, Timelike};

use super::day::Day;
use super::instant::ahead;
use super::{DAY, Instant};

/// What the clocks of a place show, as a list of changes or as a fixed offset from UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    /// How far ahead of UTC its clocks are before the first change, in milliseconds.
    first: i64,
    /// The changes, in their order.
    changes: Vec<Change>,
    /// Whether it knows the days from [`FIRST_DAY`] to [`LAST_DAY`] only.
    named: bool,
}

/// From an instant on, clocks are this far ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) at: i64,
    /// Milliseconds; negative where clocks are behind.
    pub(crate) offset: i64,
}

/// The first day that a named zone knows, 1970-01-01.
pub(crate) const FIRST_DAY: Day = Day(0);

/// The last day that a named zone knows, 2100-12-31.
pub(crate) const LAST_DAY: Day = Day(47_846);

/// A time between two changes, in which clocks run evenly.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Its first instant.
    start: i64,
    /// The first instant after it.
    end: i64,
    offset: i64,
}

impl Zone {
    /// Reads `Z` or an offset such as `+09:00`, up to 23:59 either way.
    pub(crate) fn parse(text: &str) -> Option<Zone> {
        Some(Zone::fixed(match text.as_bytes() {
            b"Z" => 0,
            [b'+', rest @ ..] => ahead(rest)?,
            [b'-', rest @ ..] => ahead(rest)?.saturating_neg(),
            _ => return None,
        }))
    }

    /// A clock that is always this far ahead of UTC, in milliseconds; less than a day either way.
    pub(crate) const fn fixed(offset: i64) -> Zone {
        Zone { first: offset, changes: Vec::new(), named: false }
    }

    /// A named zone. Every change of the days that a named zone knows has to be there, and a day more
    /// at both ends, since their midnights are found by their neighbours.
    ///
    /// `None` where the changes are out of order, or clocks were a day or more away from UTC.
    pub(crate) fn named(first: i64, changes: Vec<Change>) -> Option<Zone> {
        let ordered = changes.iter().zip(changes.iter().skip(1)).all(|(one, next)| one.at < next.at);
        let near = |offset: i64| -DAY < offset && offset < DAY;
        let sound = ordered && near(first) && changes.iter().all(|change| near(change.offset));
        sound.then_some(Zone { first, changes, named: true })
    }

    /// The offset before the first change, and the changes.
    pub(crate) fn changes(&self) -> (i64, &[Change]) {
        (self.first, &self.changes)
    }

    /// Whether this is a named zone, and so not just an offset.
    pub(crate) fn is_named(&self) -> bool {
        self.named
    }

    /// Whether the zone knows what a day of its calendar is.
    fn knows(&self, day: Day) -> bool {
        !self.named || (FIRST_DAY <= day && day <= LAST_DAY)
    }

    /// What clocks show at an instant: the milliseconds since 1970-01-01T00:00:00 as they show it.
    pub(crate) fn local(&self, millis: i64) -> Option<i64> {
        let local = millis.checked_add(self.stretches(millis).next()?.offset)?;
        self.knows(Day(local.div_euclid(DAY))).then_some(local)
    }

    /// What clocks show at an instant, as people read it.
    pub(crate) fn clock(&self, instant: Instant) -> Option<ClockTime> {
        let local = DateTime::from_timestamp_millis(self.local(instant.millis())?)?;
        Some(ClockTime {
            year: local.year(),
            month: local.month(),
            day: local.day(),
            hour: local.hour(),
            minute: local.minute(),
            second: local.second(),
            millisecond: local.timestamp_subsec_millis(),
        })
    }

    /// The day that clocks show at an instant.
    pub(crate) fn day(&self, millis: i64) -> Option<Day> {
        self.local(millis).map(|local| Day(local.div_euclid(DAY)))
    }

    /// The first instant at which clocks show a day or a later one.
    pub(crate) fn start_of(&self, day: Day) -> Option<i64> {
        let midnight = day.0.checked_mul(DAY)?;
        // Offsets are less than a day, so what ended a day before this midnight ended before this day.
        let stretch = self.stretches(midnight.checked_sub(DAY)?).find(|stretch| midnight < stretch.local_end())?;
        self.knows(day).then_some(stretch.start.max(midnight.checked_sub(stretch.offset)?))
    }

    /// The first instant from which on clocks show days after this one only.
    pub(crate) fn end_of(&self, day: Day) -> Option<i64> {
        let midnight = day.0.checked_add(1)?.checked_mul(DAY)?;
        let near = midnight.checked_add(DAY)?;
        let stretches = self.stretches(midnight.checked_sub(DAY)?).take_while(|stretch| stretch.start < near);
        let stretch = stretches.filter(|stretch| stretch.local_start() < midnight).last()?;
        self.knows(day).then_some(stretch.end.min(midnight.checked_sub(stretch.offset)?))
    }

    /// Whether clocks ever show a day: not where they skip it, as in Apia 2011-12-30.
    pub(crate) fn has(&self, day: Day) -> Option<bool> {
        Some(self.start_of(day)? < self.end_of(day)?)
    }

    /// The instant at which clocks show a day and a time of day, in milliseconds after its midnight.
    ///
    /// A time that they skip is as much later as they skip; of two the first.
    pub(crate) fn at(&self, day: Day, time: i64) -> Option<i64> {
        let local = day.0.checked_mul(DAY)?.checked_add(time)?;
        let mut instant = None;
        for stretch in self.stretches(local.checked_sub(DAY)?) {
            let here = local.checked_sub(stretch.offset)?;
            if here < stretch.start {
                // Skipped: the clock from before would have shown it then.
                break;
            }
            instant = Some(here);
            if here < stretch.end {
                break;
            }
        }
        instant.filter(|_| self.knows(day))
    }

    /// Where the day of an instant begins.
    pub(crate) fn start_of_day(&self, millis: i64) -> Option<i64> {
        self.start_of(self.day(millis)?)
    }

    /// Where the day of an instant ends: the first instant that no longer belongs to it.
    pub(crate) fn end_of_day(&self, millis: i64) -> Option<i64> {
        self.end_of(self.day(millis)?)
    }

    /// Where the month of an instant ends: the first instant that no longer belongs to it.
    pub(crate) fn end_of_month(&self, millis: i64) -> Option<i64> {
        self.end_of(self.day(millis)?.last_of_month()?)
    }

    /// The same time of day, `count` days later, or earlier where that is negative.
    pub(crate) fn add_days(&self, millis: i64, count: i64) -> Option<i64> {
        self.moved(millis, |day| day.plus(count))
    }

    /// The same time of day on the same day of the month, or else its last, `count` months later, or
    /// earlier where that is negative.
    pub(crate) fn add_months(&self, millis: i64, count: i64) -> Option<i64> {
        self.moved(millis, |day| day.plus_months(count))
    }

    /// The same time of day on another day.
    pub(crate) fn moved(&self, millis: i64, to: impl FnOnce(Day) -> Option<Day>) -> Option<i64> {
        let local = self.local(millis)?;
        let from = Day(local.div_euclid(DAY));
        let to = to(from)?;
        if to == from { Some(millis) } else { self.at(to, local.rem_euclid(DAY)) }
    }

    /// The stretches from the one that holds an instant on.
    fn stretches(&self, millis: i64) -> impl Iterator<Item = Stretch> {
        let passed = self.changes.partition_point(|change| change.at <= millis);
        let (before, after) = self.changes.split_at_checked(passed).unwrap_or_default();
        let current = before.last().copied().unwrap_or(Change { at: i64::MIN, offset: self.first });
        let ends = after.iter().map(|change| change.at).chain([i64::MAX]);
        let changes = [current].into_iter().chain(after.iter().copied());
        changes.zip(ends).map(|(change, end)| Stretch { start: change.at, end, offset: change.offset })
    }
}

/// What a clock shows: a day of the calendar and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockTime {
    pub(crate) year: i32,
    /// Counted from 1.
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    pub(crate) millisecond: u32,
}

impl Stretch {
    /// What clocks show at its first instant.
    fn local_start(self) -> i64 {
        self.start.saturating_add(self.offset)
    }

    /// What clocks would show at its end, had they not changed.
    fn local_end(self) -> i64 {
        self.end.saturating_add(self.offset)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
