//! Instants and durations, to the millisecond.
//!
//! This is the only file that names `chrono`. It reads RFC 3339, knows where a day
//! and a month end in a policy's UTC offset, and never reads a clock.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use serde::{Serialize, Serializer};

use crate::text::Locale;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The range is that of RFC 3339, the years 0000 to 9999 in UTC, both inclusive.
///
/// ```
/// use torihiki::Instant;
///
/// let noon = Instant::parse("2026-11-10T12:00:00+09:00").unwrap();
/// assert_eq!(noon.millis(), 1_762_743_600_000 + 365 * 86_400_000);
/// assert_eq!(noon, Instant::parse("2026-11-10T03:00:00Z").unwrap());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// Why a text or a number is not an [`Instant`].
///
/// ```
/// use torihiki::{Instant, InstantError};
///
/// assert_eq!(Instant::parse("2026-11-10T09:00:00"), Err(InstantError::NoOffset));
/// assert_eq!(Instant::parse("tomorrow"), Err(InstantError::NotRfc3339));
/// assert_eq!(Instant::parse("9999-12-31T23:59:59-01:00"), Err(InstantError::OutOfRange));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantError {
    /// A date and time, but without an offset from UTC: it could mean several instants.
    NoOffset,
    /// Not a date and time in the form of RFC 3339.
    NotRfc3339,
    /// Before the year 0000 or after the year 9999.
    OutOfRange,
}

impl Instant {
    /// The first instant, 0000-01-01T00:00:00Z.
    ///
    /// ```
    /// use torihiki::Instant;
    ///
    /// assert_eq!(Instant::MIN.to_rfc3339(), "0000-01-01T00:00:00.000Z");
    /// assert_eq!(Instant::from_millis(Instant::MIN.millis() - 1), None);
    /// ```
    pub const MIN: Instant = Instant(-62_167_219_200_000);
    /// The last instant, 9999-12-31T23:59:59.999Z.
    ///
    /// ```
    /// use torihiki::Instant;
    ///
    /// assert_eq!(Instant::MAX.to_rfc3339(), "9999-12-31T23:59:59.999Z");
    /// assert_eq!(Instant::from_millis(Instant::MAX.millis() + 1), None);
    /// ```
    pub const MAX: Instant = Instant(253_402_300_799_999);

    /// The instant that is `millis` milliseconds after 1970-01-01T00:00:00Z, if it is in range.
    ///
    /// ```
    /// use torihiki::Instant;
    ///
    /// assert_eq!(Instant::from_millis(0), Instant::parse("1970-01-01T00:00:00Z").ok());
    /// assert_eq!(Instant::from_millis(Instant::MAX.millis() + 1), None);
    /// ```
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Instant> {
        (Self::MIN.0..=Self::MAX.0).contains(&millis).then_some(Instant(millis))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use torihiki::Instant;
    ///
    /// assert_eq!(Instant::parse("1970-01-01T09:00:01.5+09:00").unwrap().millis(), 1_500);
    /// ```
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 date and time with an offset, such as `2026-11-10T09:00:00+09:00`.
    ///
    /// Digits beyond the millisecond are cut off.
    ///
    /// # Errors
    ///
    /// An [`InstantError`] that says what is wrong with the text.
    ///
    /// ```
    /// use torihiki::Instant;
    ///
    /// let tokyo = Instant::parse("2026-11-10T09:00:00+09:00").unwrap();
    /// assert_eq!(tokyo, Instant::parse("2026-11-10T00:00:00.000999Z").unwrap());
    /// assert!(tokyo < Instant::parse("2026-11-10T09:00:00Z").unwrap());
    /// ```
    pub fn parse(text: &str) -> Result<Instant, InstantError> {
        match DateTime::parse_from_rfc3339(text) {
            Ok(moment) => Self::from_millis(moment.timestamp_millis()).ok_or(InstantError::OutOfRange),
            Err(_) if is_local_date_time(text) => Err(InstantError::NoOffset),
            Err(_) => Err(InstantError::NotRfc3339),
        }
    }

    /// The instant as RFC 3339 in UTC, such as `2026-11-10T00:00:00.000Z`.
    ///
    /// ```
    /// use torihiki::Instant;
    ///
    /// let instant = Instant::parse("2026-11-10T09:00:00+09:00").unwrap();
    /// assert_eq!(instant.to_rfc3339(), "2026-11-10T00:00:00.000Z");
    /// assert_eq!(Instant::parse(&instant.to_rfc3339()), Ok(instant));
    /// ```
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        DateTime::from_timestamp_millis(self.0)
            .map_or_else(String::new, |moment| moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

/// Whether a text would be an instant if it only had an offset.
fn is_local_date_time(text: &str) -> bool {
    let with_time = format!("{text}Z");
    let with_day = format!("{text}T00:00:00Z");
    DateTime::parse_from_rfc3339(&with_time).is_ok() || DateTime::parse_from_rfc3339(&with_day).is_ok()
}

/// A length of time: whole milliseconds, not negative, at most 1 000 years of 365 days.
///
/// A day is always 24 hours: the marketplaces here count on a clock, not on a calendar.
///
/// ```
/// use torihiki::{Duration, Locale};
///
/// let window = Duration::parse("72h").unwrap();
/// assert_eq!(window, Duration::parse("3d").unwrap());
/// assert_eq!(window.text(Locale::Ja), "72時間");
/// assert_eq!(Duration::parse("7d").unwrap().text(Locale::En), "7 days");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(i64);

impl Duration {
    /// The longest duration, 365 000 days.
    ///
    /// ```
    /// use torihiki::Duration;
    ///
    /// assert_eq!(Duration::parse("365000d"), Some(Duration::MAX));
    /// assert_eq!(Duration::parse("365000d1ms"), None);
    /// ```
    pub const MAX: Duration = Duration(365_000 * DAY);

    /// The duration of `millis` milliseconds, if it is in range.
    ///
    /// ```
    /// use torihiki::Duration;
    ///
    /// assert_eq!(Duration::from_millis(3_600_000), Duration::parse("1h"));
    /// assert_eq!(Duration::from_millis(-1), None);
    /// ```
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Duration> {
        (0..=Self::MAX.0).contains(&millis).then_some(Duration(millis))
    }

    /// The length in milliseconds.
    ///
    /// ```
    /// assert_eq!(torihiki::Duration::parse("1m30s").unwrap().millis(), 90_000);
    /// ```
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads a duration such as `7d`, `72h`, `1d12h` or `90s`.
    ///
    /// Whole numbers with the units `d`, `h`, `m`, `s` and `ms`, the largest first, each
    /// at most once. `None` where the text is anything else or the duration is out of range.
    ///
    /// ```
    /// use torihiki::Duration;
    ///
    /// assert_eq!(Duration::parse("1d12h"), Duration::parse("36h"));
    /// assert_eq!(Duration::parse("12h1d"), None); // the largest unit first
    /// assert_eq!(Duration::parse("1.5h"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Duration> {
        const UNITS: [(&str, i64); 5] = [("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", 1)];
        let mut rest = text;
        let mut units = UNITS.iter();
        let mut total: i64 = 0;
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let (number, tail) = rest.split_at_checked(digits)?;
            let letters = tail.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(tail.len());
            let (unit, tail) = tail.split_at_checked(letters)?;
            let (_, millis) = units.by_ref().find(|(name, _)| *name == unit)?;
            total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(*millis)?)?;
            rest = tail;
        }
        if text.is_empty() { None } else { Self::from_millis(total) }
    }

    /// The duration as people say it: `7日` and `72時間`, `7 days` and `72 hours`.
    ///
    /// Up to 72 hours it is told in hours, beyond that in days and the hours left over.
    ///
    /// ```
    /// use torihiki::{Duration, Locale};
    ///
    /// assert_eq!(Duration::parse("72h").unwrap().text(Locale::En), "72 hours");
    /// assert_eq!(Duration::parse("73h").unwrap().text(Locale::En), "3 days 1 hour");
    /// ```
    #[must_use]
    pub fn text(self, locale: Locale) -> String {
        let in_days = 72 * HOUR < self.0;
        let day = if in_days { DAY } else { i64::MAX };
        let mut rest = self.0;
        let mut parts = Vec::new();
        for (unit, ja, en) in [
            (day, "日", "day"),
            (HOUR, "時間", "hour"),
            (MINUTE, "分", "minute"),
            (SECOND, "秒", "second"),
            (1, "ミリ秒", "millisecond"),
        ] {
            let count = rest.div_euclid(unit);
            rest = rest.rem_euclid(unit);
            if count == 0 && !(unit == 1 && parts.is_empty()) {
                continue;
            }
            parts.push(match locale {
                Locale::Ja => format!("{count}{ja}"),
                Locale::En => format!("{count} {en}{}", if count == 1 { "" } else { "s" }),
            });
        }
        parts.join(match locale {
            Locale::Ja => "",
            Locale::En => " ",
        })
    }
}

/// The fixed distance of a policy's clock from UTC, such as `+09:00`.
///
/// The marketplaces here live in Japan, which has had no summer time since 1951.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UtcOffset(pub(crate) i64);

impl UtcOffset {
    /// Reads `Z` or an offset such as `+09:00`, up to 23:59 either way.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<UtcOffset> {
        if text == "Z" {
            return Some(UtcOffset(0));
        }
        let (sign, rest) = match text.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let two_digits = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            if digits { part.parse::<i64>().ok() } else { None }
        };
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
        let in_range = hours < 24 && minutes < 60;
        let millis = hours.saturating_mul(HOUR).saturating_add(minutes.saturating_mul(MINUTE));
        in_range.then_some(UtcOffset(millis.saturating_mul(sign)))
    }

    /// An instant on a clock with this offset, as people say it: `2026年11月17日 9:00`,
    /// `17 November 2026, 09:00`. Seconds and milliseconds are told where they are not zero.
    pub(crate) fn text(self, instant: Instant, locale: Locale) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let Some(local) = DateTime::from_timestamp_millis(instant.0.saturating_add(self.0)) else {
            return String::new();
        };
        let (year, month, day) = (local.year(), local.month(), local.day());
        let seconds = match (local.second(), local.timestamp_subsec_millis()) {
            (0, 0) => String::new(),
            (second, 0) => format!(":{second:02}"),
            (second, millis) => format!(":{second:02}.{millis:03}"),
        };
        let (hour, minute) = (local.hour(), local.minute());
        match locale {
            Locale::Ja => format!("{year}年{month}月{day}日 {hour}:{minute:02}{seconds}"),
            Locale::En => {
                let month = MONTHS.get(local.month0() as usize).copied().unwrap_or_default();
                format!("{day} {month} {year}, {hour:02}:{minute:02}{seconds}")
            }
        }
    }

    /// Where the local day of an instant ends: the next midnight, which no longer belongs to it.
    ///
    /// In and out: milliseconds since 1970-01-01T00:00:00Z, saturating.
    pub(crate) fn end_of_day(self, millis: i64) -> i64 {
        let day = millis.saturating_add(self.0).div_euclid(DAY);
        day.saturating_add(1).saturating_mul(DAY).saturating_sub(self.0)
    }

    /// Where the local month of an instant ends: midnight of the first day of the next month.
    ///
    /// In and out: milliseconds since 1970-01-01T00:00:00Z. Beyond the calendar it
    /// saturates to the last instant there is.
    pub(crate) fn end_of_month(self, millis: i64) -> i64 {
        let local = DateTime::from_timestamp_millis(millis.saturating_add(self.0));
        let next_month = local.and_then(|local| {
            let (year, month) = (local.year(), local.month());
            match month {
                12 => NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1),
                _ => NaiveDate::from_ymd_opt(year, month.saturating_add(1), 1),
            }
        });
        next_month
            .and_then(|day| day.and_hms_opt(0, 0, 0))
            .map_or(Instant::MAX.0, |midnight| midnight.and_utc().timestamp_millis().saturating_sub(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_needs_an_offset() {
        assert_eq!(Instant::parse("2026-11-10T09:00:00"), Err(InstantError::NoOffset));
        assert_eq!(Instant::parse("2026-11-10"), Err(InstantError::NoOffset));
        assert_eq!(Instant::parse("yesterday"), Err(InstantError::NotRfc3339));
        assert_eq!(Instant::parse(""), Err(InstantError::NotRfc3339));
        assert_eq!(Instant::parse("2026-02-30T00:00:00Z"), Err(InstantError::NotRfc3339));
    }

    #[test]
    fn an_instant_keeps_its_milliseconds_and_drops_what_is_finer() {
        let instant = Instant::parse("1969-12-31T23:59:59.9999Z").unwrap();
        assert_eq!(instant.millis(), -1);
        assert_eq!(instant.to_rfc3339(), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn the_range_of_instants_is_inclusive() {
        assert_eq!(Instant::parse("0000-01-01T00:00:00Z"), Ok(Instant::MIN));
        assert_eq!(Instant::parse("9999-12-31T23:59:59.999Z"), Ok(Instant::MAX));
        assert_eq!(Instant::parse("0000-01-01T00:00:00+00:01"), Err(InstantError::OutOfRange));
        assert_eq!(Instant::from_millis(Instant::MAX.0 + 1), None);
    }

    #[test]
    fn durations_are_read_in_order_of_their_units() {
        let millis = |text| Duration::parse(text).map(Duration::millis);
        assert_eq!(millis("7d"), Some(7 * DAY));
        assert_eq!(millis("1d12h30m5s1ms"), Some(DAY + 12 * HOUR + 30 * MINUTE + 5 * SECOND + 1));
        assert_eq!(millis("0s"), Some(0));
        assert_eq!(millis("365000d"), Some(Duration::MAX.0));
        for bad in
            ["", "7", "d", "-1d", "1.5h", "7 d", "12h1d", "1h1h", "7D", "1y", "365001d", "99999999999999999999d", "七d"]
        {
            assert_eq!(millis(bad), None, "{bad}");
        }
    }

    #[test]
    fn durations_are_told_as_people_say_them() {
        for (given, ja, en) in [
            ("24h", "24時間", "24 hours"),
            ("3d", "72時間", "72 hours"),
            ("4d", "4日", "4 days"),
            ("120d", "120日", "120 days"),
            ("5d12h", "5日12時間", "5 days 12 hours"),
            ("1h", "1時間", "1 hour"),
            ("90m", "1時間30分", "1 hour 30 minutes"),
            ("0s", "0ミリ秒", "0 milliseconds"),
        ] {
            let duration = Duration::parse(given).unwrap();
            assert_eq!(duration.text(Locale::Ja), ja);
            assert_eq!(duration.text(Locale::En), en);
        }
    }

    #[test]
    fn days_and_months_end_at_local_midnight() {
        let japan = UtcOffset::parse("+09:00").unwrap();
        let at = |text| Instant::parse(text).unwrap().millis();
        assert_eq!(japan.end_of_day(at("2026-11-12T16:30:00Z")), at("2026-11-14T00:00:00+09:00"));
        assert_eq!(japan.end_of_day(at("2026-11-12T23:59:59.999+09:00")), at("2026-11-13T00:00:00+09:00"));
        assert_eq!(japan.end_of_day(at("2026-11-13T00:00:00+09:00")), at("2026-11-14T00:00:00+09:00"));
        assert_eq!(japan.end_of_month(at("2026-11-30T15:00:00Z")), at("2027-01-01T00:00:00+09:00"));
        assert_eq!(japan.end_of_month(at("2028-02-29T14:59:59Z")), at("2028-03-01T00:00:00+09:00"));
        assert_eq!(japan.end_of_month(i64::MAX), Instant::MAX.0);
        assert_eq!(japan.end_of_day(i64::MIN), i64::MIN.saturating_add(0).max(japan.end_of_day(i64::MIN)));
    }

    #[test]
    fn instants_are_told_on_the_clock_of_an_offset() {
        let japan = UtcOffset::parse("+09:00").unwrap();
        let told = |text, locale| japan.text(Instant::parse(text).unwrap(), locale);
        assert_eq!(told("2026-11-16T15:00:00Z", Locale::Ja), "2026年11月17日 0:00");
        assert_eq!(told("2026-11-16T15:00:00Z", Locale::En), "17 November 2026, 00:00");
        assert_eq!(told("2026-11-17T09:05:30+09:00", Locale::Ja), "2026年11月17日 9:05:30");
        assert_eq!(told("2026-11-17T09:05:00.007+09:00", Locale::En), "17 November 2026, 09:05:00.007");
        assert_eq!(japan.text(Instant::MAX, Locale::En), "1 January 10000, 08:59:59.999");
    }

    #[test]
    fn offsets_have_two_digits_each() {
        assert_eq!(UtcOffset::parse("-03:30"), Some(UtcOffset(-(3 * HOUR + 30 * MINUTE))));
        for bad in ["", "9", "+9:00", "09:00", "+24:00", "+09:60", "+0900", "+09:0x", "JST"] {
            assert_eq!(UtcOffset::parse(bad), None, "{bad}");
        }
    }
}
