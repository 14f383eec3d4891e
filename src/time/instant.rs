//! Instants and durations, to the millisecond.
//!
//! This is the only file that names `chrono`, for its calendar. It reads RFC 3339, knows where a day
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
        match read(text) {
            Some(millis) => Self::from_millis(millis).ok_or(InstantError::OutOfRange),
            None if is_local_date_time(text) => Err(InstantError::NoOffset),
            None => Err(InstantError::NotRfc3339),
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
        self.written("-", ":", &format!(".{:03}", self.0.rem_euclid(SECOND)))
    }

    /// The instant in UTC as calendars write it, to the second: `20261110T000000Z`.
    pub(crate) fn to_basic(self) -> String {
        self.written("", "", "")
    }

    fn written(self, dash: &str, colon: &str, fraction: &str) -> String {
        let Some(utc) = DateTime::from_timestamp_millis(self.0) else { return String::new() };
        let (year, month, day) = (utc.year(), utc.month(), utc.day());
        let (hour, minute, second) = (utc.hour(), utc.minute(), utc.second());
        format!("{year:04}{dash}{month:02}{dash}{day:02}T{hour:02}{colon}{minute:02}{colon}{second:02}{fraction}Z")
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
    read(&with_time).is_some() || read(&with_day).is_some()
}

/// Reads RFC 3339, to the millisecond, in milliseconds since 1970-01-01T00:00:00Z.
///
/// It takes what chrono's own reader takes, which a test compares. That one slices the text, and
/// with the messages for a slice between two characters came 6 kB of WebAssembly, gzipped.
fn read(text: &str) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b't' | b' ', h1, h2, b':', n1, n2, b':', s1, s2, rest @ ..] =
        text.as_bytes()
    else {
        return None;
    };
    let two = |tens: &u8, ones: &u8| number(&[*tens, *ones]);
    let year = i32::try_from(number(&[*y1, *y2, *y3, *y4])?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, two(m1, m2)?, two(d1, d2)?)?;
    let second = two(s1, s2)?;
    // A leap second is the second after the one before it.
    let leap = if second == 60 { SECOND } else { 0 };
    let time = date.and_hms_opt(two(h1, h2)?, two(n1, n2)?, if leap == 0 { second } else { 59 })?;
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            rest.split_at_checked(digits).filter(|_| digits != 0)?
        }
        rest => (rest.get(..0)?, rest),
    };
    let digit = |at: usize| fraction.get(at).copied().unwrap_or(b'0');
    let millis = number(&[digit(0), digit(1), digit(2)])?;
    let offset = match rest {
        [b'Z' | b'z'] => 0,
        [b'+', rest @ ..] => ahead(rest)?,
        // The minus sign of typographers has three bytes.
        [b'-', rest @ ..] | [0xe2, 0x88, 0x92, rest @ ..] => ahead(rest)?.saturating_neg(),
        _ => return None,
    };
    let local = time.and_utc().timestamp_millis().saturating_add(leap).saturating_add(i64::from(millis));
    Some(local.saturating_sub(offset))
}

/// How far ahead of UTC `09:00` is.
fn ahead(text: &[u8]) -> Option<i64> {
    let [h1, h2, b':', m1, m2] = text else { return None };
    let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
    let millis = i64::from(hours).saturating_mul(HOUR).saturating_add(i64::from(minutes).saturating_mul(MINUTE));
    (hours < 24 && minutes < 60).then_some(millis)
}

/// The number that a few digits make.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number: u32, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number.checked_mul(10)?.checked_add(u32::from(digit))
    })
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
        let mut text = String::new();
        for (unit, ja, en) in [
            (day, "日", "day"),
            (HOUR, "時間", "hour"),
            (MINUTE, "分", "minute"),
            (SECOND, "秒", "second"),
            (1, "ミリ秒", "millisecond"),
        ] {
            let count = rest.div_euclid(unit);
            rest = rest.rem_euclid(unit);
            if count == 0 && !(unit == 1 && text.is_empty()) {
                continue;
            }
            text.push_str(&match locale {
                Locale::Ja => format!("{count}{ja}"),
                Locale::En => {
                    let space = if text.is_empty() { "" } else { " " };
                    format!("{space}{count} {en}{}", if count == 1 { "" } else { "s" })
                }
            });
        }
        text
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
        Some(UtcOffset(match text.as_bytes() {
            b"Z" => 0,
            [b'+', rest @ ..] => ahead(rest)?,
            [b'-', rest @ ..] => ahead(rest)?.saturating_neg(),
            _ => return None,
        }))
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

    /// What chrono reads, or not, this reads, or not.
    #[test]
    fn rfc_3339_is_read_as_chrono_reads_it() {
        let chrono = |text: &str| DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.timestamp_millis());
        let mut dice = crate::dice::Dice(3339);
        let mut understood = 0;
        for _ in 0..200_000 {
            let whole = dice.pick(&[
                "2026-11-10T09:00:00+09:00",
                "0000-01-01t00:00:60.5z",
                "9999-12-31 23:59:59.999999999999-23:59",
                "2028-02-29T23:59:60.0019Z",
                "1969-12-31T14:59:59.9+09:",
                "2026-11-10T09:00:00\u{2212}00:30",
            ]);
            let mut text: Vec<char> = whole.chars().collect();
            for _ in 0..dice.roll(4) {
                let (at, char) = (
                    dice.roll(text.len()),
                    dice.pick(&['0', '1', '2', '3', '6', '9', '-', '+', ':', '.', 'Z', 'T', ' ', '−', '時']),
                );
                match dice.roll(6) {
                    0 => text.insert(at, char),
                    1 if 1 < text.len() => drop(text.remove(at)),
                    2 => text.truncate(at.max(1)),
                    _ => text[at] = char,
                }
            }
            let text: String = text.into_iter().collect();
            assert_eq!(read(&text), chrono(&text), "{text}");
            understood += usize::from(read(&text).is_some());
        }
        assert!(40_000 < understood, "{understood}");
    }

    #[test]
    fn instants_are_written_as_chrono_writes_them() {
        let mut dice = crate::dice::Dice(1970);
        for _ in 0..10_000 {
            // Days and milliseconds apart, because WebAssembly counts sides with 32 bits.
            let day = i64::try_from(dice.roll(3_652_425)).unwrap();
            let millis = Instant::MIN.0 + day * DAY + i64::try_from(dice.roll(86_400_000)).unwrap();
            let moment = DateTime::from_timestamp_millis(millis).unwrap();
            assert_eq!(Instant(millis).to_rfc3339(), moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
            assert_eq!(Instant(millis).to_basic(), moment.format("%Y%m%dT%H%M%SZ").to_string());
        }
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
