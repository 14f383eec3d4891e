//! The calendar of a policy: the days and months of a clock with a fixed offset from UTC.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};

use super::instant::ahead;
use super::{DAY, Instant};

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

    /// What a clock with this offset shows at an instant; none beyond chrono's calendar.
    pub(crate) fn clock(self, instant: Instant) -> Option<ClockTime> {
        let local = DateTime::from_timestamp_millis(instant.millis().saturating_add(self.0))?;
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
            .map_or(Instant::MAX.millis(), |midnight| midnight.and_utc().timestamp_millis().saturating_sub(self.0))
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

#[cfg(test)]
mod tests {
    use super::super::{HOUR, MINUTE};
    use super::*;

    #[test]
    fn days_and_months_end_at_local_midnight() {
        let japan = UtcOffset::parse("+09:00").unwrap();
        let at = |text| Instant::parse(text).unwrap().millis();
        assert_eq!(japan.end_of_day(at("2026-11-12T16:30:00Z")), at("2026-11-14T00:00:00+09:00"));
        assert_eq!(japan.end_of_day(at("2026-11-12T23:59:59.999+09:00")), at("2026-11-13T00:00:00+09:00"));
        assert_eq!(japan.end_of_day(at("2026-11-13T00:00:00+09:00")), at("2026-11-14T00:00:00+09:00"));
        assert_eq!(japan.end_of_month(at("2026-11-30T15:00:00Z")), at("2027-01-01T00:00:00+09:00"));
        assert_eq!(japan.end_of_month(at("2028-02-29T14:59:59Z")), at("2028-03-01T00:00:00+09:00"));
        assert_eq!(japan.end_of_month(i64::MAX), Instant::MAX.millis());
        // Midnights go on beyond the calendar, as far as numbers reach; the last one is where they end.
        assert_eq!(japan.end_of_day(i64::MIN), -9_223_372_036_774_800_000);
        assert_eq!(japan.end_of_day(i64::MAX), i64::MAX - 9 * HOUR);
    }

    #[test]
    fn offsets_have_two_digits_each() {
        assert_eq!(UtcOffset::parse("-03:30"), Some(UtcOffset(-(3 * HOUR + 30 * MINUTE))));
        for bad in ["", "9", "+9:00", "09:00", "+24:00", "+09:60", "+0900", "+09:0x", "JST"] {
            assert_eq!(UtcOffset::parse(bad), None, "{bad}");
        }
    }
}
