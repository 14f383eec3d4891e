//! Instants and lengths of time as people say them.

use super::{Language, Phrase};
use crate::time::{ClockTime, DAY, Duration, HOUR, Instant, MINUTE, SECOND, Zone};

impl Duration {
    /// The duration as people say it: `7日` and `72時間`, `7 days` and `72 hours`.
    ///
    /// Up to 72 hours it is told in hours, beyond that in days and the hours left over.
    pub(crate) fn text(self, language: &Language) -> String {
        let in_days = 72 * HOUR < self.millis();
        let day = if in_days { DAY } else { i64::MAX };
        let mut rest = self.millis();
        let mut text = String::new();
        for (unit, one, other) in [
            (day, Phrase::Day, Phrase::Days),
            (HOUR, Phrase::Hour, Phrase::Hours),
            (MINUTE, Phrase::Minute, Phrase::Minutes),
            (SECOND, Phrase::Second, Phrase::Seconds),
            (1, Phrase::Millisecond, Phrase::Milliseconds),
        ] {
            let count = rest.div_euclid(unit);
            rest = rest.rem_euclid(unit);
            if count == 0 && !(unit == 1 && text.is_empty()) {
                continue;
            }
            if !text.is_empty() {
                text.push_str(language.phrase(Phrase::LengthJoin));
            }
            text.push_str(&language.say(if count == 1 { one } else { other }, &[&count.to_string()]));
        }
        text
    }
}

impl Zone {
    /// An instant on the clocks of this zone, as people say it: `2026年11月17日 9:00`,
    /// `17 November 2026, 09:00`. Seconds and milliseconds are told where they are not zero.
    ///
    /// Where it is not known what they show, it is told in UTC, and that it is.
    pub(crate) fn text(&self, instant: Instant, language: &Language) -> String {
        let Some(clock) = self.clock(instant) else {
            // A fixed offset knows what clocks show at every instant there is.
            return if self.is_named() {
                language.say(Phrase::Utc, &[&Zone::fixed(0).text(instant, language)])
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
        let name = language.month(month);
        let values = [
            &*year.to_string(),
            &month.to_string(),
            &format!("{month:02}"),
            name,
            &day.to_string(),
            &format!("{day:02}"),
            &hour.to_string(),
            &format!("{hour:02}"),
            &format!("{minute:02}"),
            &seconds,
        ];
        language.say(Phrase::Instant, &values)
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
            assert_eq!(duration.text(&Language::of("ja")), ja);
            assert_eq!(duration.text(&Language::of("en")), en);
        }
    }

    #[test]
    fn instants_are_told_on_the_clock_of_an_offset() {
        let japan = Zone::parse("+09:00").unwrap();
        let told = |text, locale| japan.text(Instant::parse(text).unwrap(), &Language::of(locale));
        assert_eq!(told("2026-11-16T15:00:00Z", "ja"), "2026年11月17日 0:00");
        assert_eq!(told("2026-11-16T15:00:00Z", "en"), "17 November 2026, 00:00");
        assert_eq!(told("2026-11-17T09:05:30+09:00", "ja"), "2026年11月17日 9:05:30");
        assert_eq!(told("2026-11-17T09:05:00.007+09:00", "en"), "17 November 2026, 09:05:00.007");
        assert_eq!(japan.text(Instant::MAX, &Language::of("en")), "1 January 10000, 08:59:59.999");
        // A zone that knows nothing beyond the year 2100.
        let named = Zone::named(9 * HOUR, Vec::new()).unwrap();
        let told = |text, locale| named.text(Instant::parse(text).unwrap(), &Language::of(locale));
        assert_eq!(told("2100-12-31T14:59:00Z", "en"), "31 December 2100, 23:59");
        assert_eq!(told("2100-12-31T15:00:00Z", "en"), "31 December 2100, 15:00 UTC");
        assert_eq!(told("2100-12-31T15:00:00Z", "ja"), "2100年12月31日 15:00 UTC");
    }
}
