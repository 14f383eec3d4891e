//! Instants and lengths of time as people say them, and what is said in place of what is not known.

use super::Locale;
use crate::time::{ClockTime, DAY, Duration, HOUR, Instant, MINUTE, SECOND, Zone};

/// What stands for an amount where there is no order to compute it for.
pub(crate) fn an_amount(locale: Locale) -> &'static str {
    match locale {
        Locale::Ja => "所定の金額",
        Locale::En => "the amount",
    }
}

/// What stands for an amount that cannot be computed, because a fact is missing.
pub(crate) fn unknown_amount(locale: Locale) -> &'static str {
    match locale {
        Locale::Ja => "未確定の金額",
        Locale::En => "an amount that is not known yet",
    }
}

impl Duration {
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
        let in_days = 72 * HOUR < self.millis();
        let day = if in_days { DAY } else { i64::MAX };
        let mut rest = self.millis();
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

impl Zone {
    /// An instant on the clocks of this zone, as people say it: `2026年11月17日 9:00`,
    /// `17 November 2026, 09:00`. Seconds and milliseconds are told where they are not zero.
    ///
    /// Where it is not known what they show, it is told in UTC, and that it is.
    pub(crate) fn text(&self, instant: Instant, locale: Locale) -> String {
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
        let Some(clock) = self.clock(instant) else {
            // A fixed offset knows what clocks show at every instant there is.
            return if self.is_named() {
                format!("{} UTC", Zone::fixed(0).text(instant, locale))
            } else {
                String::new()
            };
        };
        let ClockTime { year, month, day, hour, minute, second, millisecond } = clock;
        let seconds = match (second, millisecond) {
            (0, 0) => String::new(),
            (second, 0) => format!(":{second:02}"),
            (second, millis) => format!(":{second:02}.{millis:03}"),
        };
        match locale {
            Locale::Ja => format!("{year}年{month}月{day}日 {hour}:{minute:02}{seconds}"),
            Locale::En => {
                let month = MONTHS.iter().zip(1..).find(|(_, number)| *number == month).map_or("", |(name, _)| name);
                format!("{day} {month} {year}, {hour:02}:{minute:02}{seconds}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn instants_are_told_on_the_clock_of_an_offset() {
        let japan = Zone::parse("+09:00").unwrap();
        let told = |text, locale| japan.text(Instant::parse(text).unwrap(), locale);
        assert_eq!(told("2026-11-16T15:00:00Z", Locale::Ja), "2026年11月17日 0:00");
        assert_eq!(told("2026-11-16T15:00:00Z", Locale::En), "17 November 2026, 00:00");
        assert_eq!(told("2026-11-17T09:05:30+09:00", Locale::Ja), "2026年11月17日 9:05:30");
        assert_eq!(told("2026-11-17T09:05:00.007+09:00", Locale::En), "17 November 2026, 09:05:00.007");
        assert_eq!(japan.text(Instant::MAX, Locale::En), "1 January 10000, 08:59:59.999");
        // A zone that knows nothing beyond the year 2100.
        let named = Zone::named(9 * HOUR, Vec::new()).unwrap();
        let told = |text, locale| named.text(Instant::parse(text).unwrap(), locale);
        assert_eq!(told("2100-12-31T14:59:00Z", Locale::En), "31 December 2100, 23:59");
        assert_eq!(told("2100-12-31T15:00:00Z", Locale::En), "31 December 2100, 15:00 UTC");
        assert_eq!(told("2100-12-31T15:00:00Z", Locale::Ja), "2100年12月31日 15:00 UTC");
    }
}
