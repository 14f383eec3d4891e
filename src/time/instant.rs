//! Points in time, and RFC 3339, in which they are written.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use serde::{Serialize, Serializer};

use super::{HOUR, MINUTE, SECOND};

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
/// assert_eq!(InstantError::NoOffset.to_string(), "a date and time without an offset from UTC");
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

impl fmt::Display for InstantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InstantError::NoOffset => "a date and time without an offset from UTC",
            InstantError::NotRfc3339 => "no date and time in the form of RFC 3339",
            InstantError::OutOfRange => "an instant before the year 0000 or after the year 9999",
        })
    }
}

impl std::error::Error for InstantError {}

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

    /// Reads an instant, but for one with digits beyond the millisecond that say something.
    pub(crate) fn parse_exact(text: &str) -> Option<Instant> {
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
        let finer = fraction.bytes().take_while(u8::is_ascii_digit).skip(3);
        if finer.into_iter().any(|digit| digit != b'0') { None } else { Self::parse(text).ok() }
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
/// It takes what chrono's own reader takes, which a test compares, but for the minus sign of typographers, which
/// RFC 3339 does not know, and a second 60, which is one of few instants and elsewhere none. That reader slices the
/// text, and with the messages for a slice between two characters came 6 kB of WebAssembly, gzipped.
fn read(text: &str) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b't' | b' ', h1, h2, b':', n1, n2, b':', s1, s2, rest @ ..] =
        text.as_bytes()
    else {
        return None;
    };
    let two = |tens: &u8, ones: &u8| number(&[*tens, *ones]);
    let year = i32::try_from(number(&[*y1, *y2, *y3, *y4])?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, two(m1, m2)?, two(d1, d2)?)?;
    let time = date.and_hms_opt(two(h1, h2)?, two(n1, n2)?, two(s1, s2)?)?;
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
        [b'-', rest @ ..] => ahead(rest)?.saturating_neg(),
        _ => return None,
    };
    let local = time.and_utc().timestamp_millis().saturating_add(i64::from(millis));
    Some(local.saturating_sub(offset))
}

/// How far ahead of UTC `09:00` is.
pub(super) fn ahead(text: &[u8]) -> Option<i64> {
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

#[cfg(test)]
mod tests {
    use super::super::DAY;
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

    /// What chrono reads, or not, this reads, or not, but for a minus sign that is none and a second 60.
    #[test]
    fn rfc_3339_is_read_as_chrono_reads_it() {
        let chrono = |text: &str| {
            let is_other = text.contains('\u{2212}') || text.get(17..19) == Some("60");
            let moment = DateTime::parse_from_rfc3339(text).ok().filter(|_| !is_other);
            moment.map(|moment| moment.timestamp_millis())
        };
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
        assert!(15_000 < understood, "{understood}");
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
}
