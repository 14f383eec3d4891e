//! Lengths of time.

use super::{DAY, HOUR, MINUTE, SECOND};

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
}

#[cfg(test)]
mod tests {
    use super::*;

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
