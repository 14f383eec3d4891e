//! Business days: the days on which a marketplace, or a country, works.
//!
//! A [`BusinessCalendar`] is weekends and holidays, and the days for which somebody has seen to it that
//! the holidays are complete. Beyond these it does not know of any day whether it is one, not even of a
//! Saturday: a guess would be a deadline that is wrong for somebody.

use super::Zone;
use super::day::Day;

/// The days of a week, or none of them, that are no business days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weekend(
    /// A bit for each weekday, Monday the lowest.
    pub(crate) u8,
);

impl Weekend {
    /// The same weekend and a weekday, by its number in [`WEEKDAYS`](super::day::WEEKDAYS).
    #[must_use]
    pub(crate) fn with(self, weekday: u8) -> Weekend {
        Weekend(self.0 | 1_u8.checked_shl(weekday.into()).unwrap_or(0))
    }

    /// Whether every day belongs to it.
    pub(crate) fn is_whole_week(self) -> bool {
        (0..7).all(|weekday| self.has(weekday))
    }

    /// Whether a weekday belongs to it.
    pub(crate) fn has(self, weekday: u8) -> bool {
        self.0.checked_shr(weekday.into()).is_some_and(|rest| rest & 1 == 1)
    }
}

/// Which days are business days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BusinessCalendar {
    weekend: Weekend,
    /// In their order, each once, between the two days below.
    holidays: Vec<Day>,
    /// The first day of which it is known.
    from: Day,
    /// The last day of which it is known.
    verified: Day,
}

impl BusinessCalendar {
    /// A calendar that knows the days from `from` to `verified`, both inclusive.
    ///
    /// Holidays may come in any order, and more than once.
    pub(crate) fn new(weekend: Weekend, mut holidays: Vec<Day>, from: Day, verified: Day) -> BusinessCalendar {
        holidays.retain(|day| from <= *day && *day <= verified);
        holidays.sort_unstable();
        holidays.dedup();
        BusinessCalendar { weekend, holidays, from, verified }
    }

    /// The calendar that [`parts`](Self::parts) tells: its holidays are in their order, each once. `None` where they are not.
    ///
    /// To sort them again was 3 kB of WebAssembly.
    pub(crate) fn of_parts(weekend: Weekend, holidays: Vec<Day>, from: Day, verified: Day) -> Option<BusinessCalendar> {
        let ordered = holidays.iter().zip(holidays.iter().skip(1)).all(|(day, next)| day < next);
        ordered.then_some(BusinessCalendar { weekend, holidays, from, verified })
    }

    /// The same business days without the holidays on weekends, which only count where a calendar with
    /// another weekend includes them.
    #[must_use]
    pub(crate) fn without_weekends(mut self) -> BusinessCalendar {
        self.holidays.retain(|day| !self.weekend.has(day.weekday()));
        self
    }

    /// Its weekend, its holidays, and the first and the last day that it knows.
    pub(crate) fn parts(&self) -> (Weekend, &[Day], Day, Day) {
        (self.weekend, &self.holidays, self.from, self.verified)
    }

    /// Whether a day is a business day, where that is known.
    pub(crate) fn is_business_day(&self, day: Day) -> Option<bool> {
        let known = self.from <= day && day <= self.verified;
        let free = self.weekend.has(day.weekday()) || self.holidays.binary_search(&day).is_ok();
        known.then_some(!free)
    }

    /// The end of the `count`-th business day after the day of an instant: the first instant that no
    /// longer belongs to it.
    ///
    /// The day of the instant does not count, business day or not. With 0 it is the end of that day
    /// itself, or where it is no business day, of the next one. Unknown with a negative count, and where
    /// the days that are counted are not all known.
    pub(crate) fn end_of_business_day(&self, zone: &Zone, millis: i64, count: i64) -> Option<i64> {
        zone.end_of(self.business_day_after(zone, zone.day(millis)?, count)?)
    }

    /// The same time of day on the `count`-th business day after the day of an instant.
    ///
    /// Days are counted as for [`Self::end_of_business_day`]. A time that clocks skip on that day is as
    /// much later as they skip.
    pub(crate) fn add_business_days(&self, zone: &Zone, millis: i64, count: i64) -> Option<i64> {
        zone.moved(millis, |day| self.business_day_after(zone, day, count))
    }

    fn business_day_after(&self, zone: &Zone, day: Day, count: i64) -> Option<Day> {
        // Without business days enough the walk below would only find that out at its end.
        if count < 0 || self.verified.0.checked_sub(day.0)? < count {
            return None;
        }
        // With 0 the day itself counts: it is the first business day from the day before on.
        let (mut day, mut left) = if count == 0 { (day.plus(-1)?, 1) } else { (day, count) };
        while 0 < left {
            day = day.plus(1)?;
            // Nobody works on a day that clocks skip.
            if self.is_business_day(day)? && zone.has(day)? {
                left = left.checked_sub(1)?;
            }
        }
        Some(day)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
