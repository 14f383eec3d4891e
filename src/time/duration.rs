//! Lengths of time.

use super::{DAY, HOUR, MINUTE, SECOND};

/// The units in which a length is written, the largest first.
const UNITS: [(&str, i64); 5] = [("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", 1)];

/// A length of time: whole milliseconds, not negative, at most 1 000 years of 365 days.
///
/// A day is always 24 hours: the marketplaces here count on a clock, not on a calendar.
///
/// ```
/// use torihiki::Duration;
///
/// let window = Duration::parse("72h").unwrap();
/// assert_eq!(window, Duration::parse("3d").unwrap());
/// assert_eq!(Duration::parse("3d").unwrap(), window);
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

    /// The milliseconds of a length of time as CEL writes it, and with days: `-1.5h`, `1h30m`, `0.5s`, `3d`.
    ///
    /// A sign may stand before it all. The units may come in any order, and more than once. `None` where the
    /// text is anything else, or no whole number of milliseconds.
    pub(crate) fn parse_cel(text: &str) -> Option<i64> {
        const UNITS: [(&str, i128); 8] = [
            ("d", 86_400_000_000_000),
            ("h", 3_600_000_000_000),
            ("m", 60_000_000_000),
            ("s", 1_000_000_000),
            ("ms", 1_000_000),
            ("us", 1_000),
            ("µs", 1_000),
            ("ns", 1),
        ];
        /// More digits than these change nothing or are too many.
        const DIGITS: usize = 18;
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let mut rest = unsigned;
        let mut nanos: i128 = 0;
        while !rest.is_empty() {
            let number = rest.get(..rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len()))?;
            rest = rest.get(number.len()..)?;
            let name = rest.get(..rest.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(rest.len()))?;
            rest = rest.get(name.len()..)?;
            let unit = match UNITS.iter().find(|(unit, _)| *unit == name) {
                Some((_, unit)) => *unit,
                // Nothing is as long in every unit.
                None if unsigned == "0" => 0,
                None => return None,
            };
            let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
            let digits = whole.len().saturating_add(fraction.len());
            if digits == 0 || DIGITS < digits || fraction.contains('.') {
                return None;
            }
            let parts = format!("{whole}{fraction}").parse::<i128>().ok()?.checked_mul(unit)?;
            let denominator = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
            if parts.checked_rem(denominator)? != 0 {
                return None;
            }
            nanos = nanos.checked_add(parts.checked_div(denominator)?)?;
        }
        if unsigned.is_empty() || nanos % 1_000_000 != 0 {
            return None;
        }
        let millis = i64::try_from(nanos / 1_000_000).ok()?;
        Some(if text.starts_with('-') { millis.saturating_neg() } else { millis })
    }
}

/// The units in which a length of time is told: a bit for each of days, hours, minutes, seconds and milliseconds.
///
/// Somebody who wrote `72h` thinks in hours, and somebody who wrote `3d` in days, although both are equally long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Units(pub(crate) u8);

impl Units {
    /// Any units: those of a length that nobody wrote.
    pub(crate) const ALL: Units = Units(0b1_1111);

    /// The units in which a length is written, as in `1d12h`; all where it cannot be told.
    pub(crate) fn of(text: &str) -> Units {
        let mut found = 0;
        for name in text.split(|c: char| !c.is_ascii_lowercase()).filter(|name| !name.is_empty()) {
            match UNITS.iter().position(|(known, _)| *known == name) {
                Some(place) => found |= bit(place),
                None => return Units::ALL,
            }
        }
        if found == 0 { Units::ALL } else { Units(found) }
    }

    /// Whether a unit is told of, by its place among all: it is one of these, or smaller than each of them, for what
    /// they leave over.
    pub(crate) fn has(self, place: usize) -> bool {
        let and_smaller = self.0 & !bit(place).saturating_sub(1);
        self.0 & bit(place) != 0 || and_smaller == 0
    }

    /// Whether it is one of these, and the smallest.
    pub(crate) fn ends_with(self, place: usize) -> bool {
        self.0 & !bit(place).saturating_sub(1) == bit(place)
    }
}

fn bit(place: usize) -> u8 {
    u32::try_from(place).ok().and_then(|place| 1_u8.checked_shl(place)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_in_which_somebody_wrote() {
        for (text, bits) in [
            ("3d", 0b00001),
            ("72h", 0b00010),
            ("1d12h", 0b00011),
            ("90m", 0b00100),
            ("5s1ms", 0b11000),
            ("-1.5h", 0b00010),
            ("1ns", 0b11111),
            ("", 0b11111),
            ("0", 0b11111),
        ] {
            assert_eq!(Units::of(text).0, bits, "{text}");
        }
        let told = |text: &str| (0..5).filter(|place| Units::of(text).has(*place)).collect::<Vec<_>>();
        assert_eq!(told("72h"), [1, 2, 3, 4]);
        assert_eq!(told("3d"), [0, 1, 2, 3, 4]);
        assert_eq!(told("1d5m"), [0, 2, 3, 4]);
        assert_eq!((0..5).filter(|place| Units::of("1d5m").ends_with(*place)).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn lengths_are_read_as_cel_writes_them() {
        for (text, millis) in [
            ("-1.5h", -90 * MINUTE),
            ("1h30m", 90 * MINUTE),
            ("0.5s", 500),
            (".5s", 500),
            ("5.s", 5 * SECOND),
            ("+1m1h", 61 * MINUTE),
            ("1s1s", 2 * SECOND),
            ("1.5d", 36 * HOUR),
            ("1000us", 1),
            ("1000µs", 1),
            ("1000000ns", 1),
            ("-0", 0),
            ("0", 0),
            ("0s", 0),
            ("400000d", 400_000 * DAY),
        ] {
            assert_eq!(Duration::parse_cel(text), Some(millis), "{text}");
        }
        for bad in
            ["", "-", "1", "s", ".s", "1.2.3s", "1 s", "--1s", "1h-1m", "1ns", "0.0001s", "1w", "99999999999999999999h"]
        {
            assert_eq!(Duration::parse_cel(bad), None, "{bad}");
        }
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
}
