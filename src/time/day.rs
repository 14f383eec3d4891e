//! Days of the calendar, without a zone.

use chrono::{Datelike, NaiveDate};

/// A day of the Gregorian calendar, as the number of days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(pub(crate) i64);

/// The days of the week as policies write them, in their order.
pub(crate) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Day {
    /// The day `year-month-day`, if the calendar has it.
    pub(crate) fn of(year: i32, month: u32, day: u32) -> Option<Day> {
        Some(Day(NaiveDate::from_ymd_opt(year, month, day)?.to_epoch_days().into()))
    }

    /// Reads `2026-11-10`, of the years 0000 to 9999.
    pub(crate) fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let part = parts.next()?;
            let right = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            if right { part.parse::<u32>().ok() } else { None }
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() { None } else { Day::of(i32::try_from(year).ok()?, month, day) }
    }

    /// The day as it is read: `2026-11-10`. Empty beyond chrono's calendar.
    pub(crate) fn text(self) -> String {
        self.date().map_or_else(String::new, |date| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
    }

    /// The number of its weekday in [`WEEKDAYS`].
    pub(crate) fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday. The remainder is below 7.
        u8::try_from(self.0.saturating_add(3).rem_euclid(7)).unwrap_or(0)
    }

    /// The day `count` days later, or earlier where that is negative.
    pub(crate) fn plus(self, count: i64) -> Option<Day> {
        self.0.checked_add(count).map(Day)
    }

    /// The same day of the month `count` months later, or earlier where that is negative. Where that
    /// month is too short, its last day.
    pub(crate) fn plus_months(self, count: i64) -> Option<Day> {
        let date = self.date()?;
        let (year, month) = month_after(date, count)?;
        let last = NaiveDate::from_ymd_opt(year, month, 1)?.num_days_in_month();
        Day::of(year, month, date.day().min(last.into()))
    }

    /// The first day of its year.
    pub(crate) fn first_of_year(self) -> Option<Day> {
        Day::of(self.date()?.year(), 1, 1)
    }

    /// The last day of its month.
    pub(crate) fn last_of_month(self) -> Option<Day> {
        let (year, month) = month_after(self.date()?, 1)?;
        Day::of(year, month, 1)?.plus(-1)
    }

    fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_epoch_days(i32::try_from(self.0).ok()?)
    }
}

/// Year and month, `count` months after those of a date.
fn month_after(date: NaiveDate, count: i64) -> Option<(i32, u32)> {
    let months = i64::from(date.year()).checked_mul(12)?.checked_add(date.month0().into())?.checked_add(count)?;
    let month = u32::try_from(months.rem_euclid(12)).ok()?.checked_add(1)?;
    Some((i32::try_from(months.div_euclid(12)).ok()?, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_are_read_and_written_as_the_calendar_has_them() {
        for text in ["0000-01-01", "1969-12-31", "1970-01-01", "2028-02-29", "9999-12-31"] {
            assert_eq!(day(text).text(), text);
        }
        assert_eq!(day("1970-01-01"), Day(0));
        assert_eq!(day("1969-12-31"), Day(-1));
        for bad in
            ["", "2026", "2026-11", "2026-1-1", "26-11-10", "2027-02-29", "2026-11-10-", "2026-11-1０", "+026-11-10"]
        {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
        assert_eq!(Day(i64::MAX).text(), "");
    }

    #[test]
    fn weekdays_run_without_a_gap() {
        for (text, name) in [("1970-01-01", "thu"), ("1969-12-29", "mon"), ("2026-11-29", "sun"), ("2028-02-29", "tue")]
        {
            assert_eq!(WEEKDAYS[usize::from(day(text).weekday())], name, "{text}");
        }
        for number in -1_000..1_000 {
            assert_eq!((Day(number).weekday() + 1) % 7, Day(number + 1).weekday());
        }
        assert!(Day(i64::MIN).weekday() < 7 && Day(i64::MAX).weekday() < 7);
    }

    #[test]
    fn the_31st_plus_a_month_is_the_last_day_of_a_shorter_one() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-01-31", 2, "2026-03-31"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-08-31", 13, "2027-09-30"),
            ("2026-11-10", 2, "2027-01-10"),
            ("2026-01-10", -1, "2025-12-10"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-12-31", 0, "2026-12-31"),
        ] {
            assert_eq!(day(from).plus_months(months), Some(day(to)), "{from} and {months} months");
        }
        assert_eq!(day("2026-01-31").plus_months(i64::MAX), None);
        assert_eq!(day("2026-01-31").plus_months(12 * 1_000_000), None);
    }

    #[test]
    fn years_begin_with_the_first_of_january() {
        assert_eq!(day("2028-02-29").first_of_year(), Some(day("2028-01-01")));
    }

    #[test]
    fn months_end_with_their_last_day() {
        for (from, to) in [("2026-02-01", "2026-02-28"), ("2028-02-29", "2028-02-29"), ("2026-12-31", "2026-12-31")] {
            assert_eq!(day(from).last_of_month(), Some(day(to)));
        }
    }
}
