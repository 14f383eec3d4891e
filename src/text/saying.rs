//! Instants and lengths of time as people say them.

use super::{Language, Phrase};
use crate::time::{ClockTime, DAY, HOUR, Instant, MINUTE, SECOND, Units, Zone};

/// The units in which a length can be told, the largest first.
const UNITS: [(i64, Phrase, Phrase); 5] = [
    (DAY, Phrase::Day, Phrase::Days),
    (HOUR, Phrase::Hour, Phrase::Hours),
    (MINUTE, Phrase::Minute, Phrase::Minutes),
    (SECOND, Phrase::Second, Phrase::Seconds),
    (1, Phrase::Millisecond, Phrase::Milliseconds),
];

/// A length of time in milliseconds as people say it, in these units: `3日` and `72時間`, `3 days` and `72 hours`. What
/// they leave over is told in smaller ones.
pub(crate) fn length(millis: i64, units: Units, language: &Language) -> String {
    let mut rest = millis.saturating_abs();
    let mut text = String::new();
    let mut add = |count: i64, (one, other): (Phrase, Phrase)| {
        if !text.is_empty() {
            text.push_str(language.phrase(Phrase::LengthJoin));
        }
        text.push_str(&language.say(if count == 1 { one } else { other }, &[&count.to_string()]));
    };
    for (place, (unit, one, other)) in UNITS.into_iter().enumerate() {
        if millis == 0 {
            // Nothing is told in the smallest unit that somebody named, and in seconds where nobody did.
            let is_told = if units == Units::ALL { unit == SECOND } else { units.ends_with(place) };
            if is_told {
                add(0, (one, other));
            }
        } else if units.has(place) && unit <= rest {
            add(rest.div_euclid(unit), (one, other));
            rest = rest.rem_euclid(unit);
        }
    }
    if millis < 0 { language.say(Phrase::Minus, &[&text]) } else { text }
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
    fn lengths_are_told_in_the_units_in_which_somebody_wrote_them() {
        for (given, ja, en) in [
            ("24h", "24時間", "24 hours"),
            ("1d", "1日", "1 day"),
            ("3d", "3日", "3 days"),
            ("72h", "72時間", "72 hours"),
            ("120d", "120日", "120 days"),
            ("5d12h", "5日12時間", "5 days 12 hours"),
            ("132h", "132時間", "132 hours"),
            ("1h", "1時間", "1 hour"),
            ("90m", "90分", "90 minutes"),
            ("1d90m", "1日90分", "1 day 90 minutes"),
            ("0s", "0秒", "0 seconds"),
            ("0d", "0日", "0 days"),
            ("0d0h", "0時間", "0 hours"),
            ("1ms", "1ミリ秒", "1 millisecond"),
        ] {
            let millis = crate::time::Duration::parse(given).unwrap().millis();
            assert_eq!(length(millis, Units::of(given), &Language::of("ja")), ja);
            assert_eq!(length(millis, Units::of(given), &Language::of("en")), en);
        }
    }

    #[test]
    fn lengths_that_nobody_wrote_are_told_in_the_largest_units() {
        for (millis, ja, en) in [
            (3 * DAY, "3日", "3 days"),
            (36 * HOUR, "1日12時間", "1 day 12 hours"),
            (90 * MINUTE, "1時間30分", "1 hour 30 minutes"),
            (0, "0秒", "0 seconds"),
            (-DAY - 1, "マイナス1日1ミリ秒", "minus 1 day 1 millisecond"),
            (
                i64::MIN,
                "マイナス106751991167日7時間12分55秒807ミリ秒",
                "minus 106751991167 days 7 hours 12 minutes 55 seconds 807 milliseconds",
            ),
        ] {
            assert_eq!(length(millis, Units::ALL, &Language::of("ja")), ja);
            assert_eq!(length(millis, Units::ALL, &Language::of("en")), en);
        }
        // What a unit leaves over is told in smaller ones.
        let told = |millis, written| length(millis, Units::of(written), &Language::of("en"));
        assert_eq!(told(36 * HOUR, "1d"), "1 day 12 hours");
        assert_eq!(told(36 * HOUR + MINUTE, "1h"), "36 hours 1 minute");
        assert_eq!(told(2 * DAY + 5 * HOUR, "1d1m"), "2 days 300 minutes");
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
