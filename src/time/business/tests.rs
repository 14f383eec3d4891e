//! Business days are counted as somebody would who goes through a calendar day by day.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use super::super::{DAY, Database, HOUR, Instant, ZoneSource};
use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> i64 {
    Instant::parse(text).unwrap().millis()
}

/// Saturdays and Sundays.
fn weekend() -> Weekend {
    Weekend::default().with(5).with(6)
}

/// The days that stand in quotes in the list of Japan's holidays, below those that say from when and until when it is known.
fn holidays() -> Vec<&'static str> {
    let list = include_str!("../../calendars/jp.toml").split_once("holidays = [").unwrap().1;
    list.split('"').filter(|text| text.len() == 10 && Day::parse(text).is_some()).collect()
}

fn japan() -> BusinessCalendar {
    let holidays = holidays().into_iter().map(day).collect();
    BusinessCalendar::new(weekend(), holidays, day("1970-01-01"), day("2027-12-31"))
}

/// A shop in Samoa that closes on the day before and on the day after the one that clocks skipped.
fn samoa() -> BusinessCalendar {
    let holidays = vec![day("2011-12-29"), day("2012-01-02")];
    BusinessCalendar::new(weekend(), holidays, day("2011-01-01"), day("2012-12-31"))
}

#[test]
fn each_instant_counts_as_one_who_goes_through_the_calendar() {
    let of_japan: Vec<Date> = holidays().iter().map(|day| day.parse().unwrap()).collect();
    let of_samoa = vec!["2011-12-29".parse().unwrap(), "2012-01-02".parse().unwrap()];
    for (name, calendar, holidays, start, end) in [
        ("Asia/Tokyo", japan(), &of_japan, "2018-12-01T00:00:00Z", "2021-12-01T00:00:00Z"),
        ("America/Los_Angeles", japan(), &of_japan, "2026-01-01T00:00:00Z", "2028-02-01T00:00:00Z"),
        ("Pacific/Apia", samoa(), &of_samoa, "2010-12-01T00:00:00Z", "2013-02-01T00:00:00Z"),
    ] {
        let (zone, tz) = (Database.zone(name).unwrap(), jiff::tz::TimeZone::get(name).unwrap());
        let (from, verified): (Date, Date) =
            (calendar.from.text().parse().unwrap(), calendar.verified.text().parse().unwrap());
        let is_business_day = |day: Date| {
            let skipped = name == "Pacific/Apia" && day.to_string() == "2011-12-30";
            let free = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || holidays.contains(&day);
            !free && !skipped
        };
        // An odd number of hours, so that every hour of the day has its turn.
        let mut millis = at(start);
        let (mut known, mut unknown) = (0, 0);
        while millis < at(end) {
            let moment = Timestamp::from_millisecond(millis).unwrap().to_zoned_datetime(tz.clone());
            for count in 0..=12 {
                let mut left = count;
                let mut day = moment.date();
                let mut all_known = from <= day && day <= verified;
                if count == 0 {
                    while all_known && !is_business_day(day) {
                        day = day.tomorrow().unwrap();
                        all_known = day <= verified;
                    }
                }
                while 0 < left && day <= verified {
                    day = day.tomorrow().unwrap();
                    all_known = from <= day && day <= verified && (all_known || left == count);
                    left -= i64::from(is_business_day(day));
                }
                let walked =
                    all_known.then_some(day).filter(|_| count == 0 || from <= moment.date().tomorrow().unwrap());
                let ends = walked.map(|day| {
                    let noon = day.at(12, 0, 0, 0).to_zoned_datetime(tz.clone()).unwrap();
                    noon.end_of_day().unwrap().timestamp().as_millisecond() + 1
                });
                let same_time = walked.map(|day| match day == moment.date() {
                    true => millis,
                    false => {
                        let then = day.to_datetime(moment.time()).to_zoned_datetime(tz.clone());
                        then.unwrap().timestamp().as_millisecond()
                    }
                });
                let what = format!("{name} {moment}, {count}");
                assert_eq!(calendar.end_of_business_day(&zone, millis, count), ends, "{what}");
                assert_eq!(calendar.add_business_days(&zone, millis, count), same_time, "{what}");
                known += usize::from(walked.is_some());
                unknown += usize::from(walked.is_none());
            }
            millis += 7 * HOUR + 11;
        }
        assert!(30_000 < known, "{name} {known}");
        assert!((name == "Asia/Tokyo") == (unknown == 0), "{name} {unknown}");
    }
}

#[test]
fn a_day_is_a_business_day_only_where_that_is_known() {
    let japan = japan();
    for (text, is) in [
        ("1969-12-31", None),
        ("1970-01-01", Some(false)), // a holiday
        ("2026-11-20", Some(true)),  // a Friday
        ("2026-11-21", Some(false)), // a Saturday
        ("2026-11-23", Some(false)), // a holiday on a Monday
        ("2027-12-31", Some(true)),
        ("2028-01-01", None), // a Saturday, but of a year that has not been published yet
    ] {
        assert_eq!(japan.is_business_day(day(text)), is, "{text}");
    }
}

#[test]
fn the_day_itself_does_not_count_but_with_0() {
    let (japan, tokyo) = (japan(), Zone::fixed(9 * HOUR));
    let ends = |from, count| japan.end_of_business_day(&tokyo, at(from), count);
    let adds = |from, count| japan.add_business_days(&tokyo, at(from), count);
    // From Friday evening over the weekend and Labour Thanksgiving Day to the end of Tuesday.
    assert_eq!(ends("2026-11-20T23:59:59.999+09:00", 1), Some(at("2026-11-25T00:00:00+09:00")));
    assert_eq!(ends("2026-11-21T00:00:00+09:00", 1), Some(at("2026-11-25T00:00:00+09:00")));
    assert_eq!(ends("2026-11-23T12:00:00+09:00", 3), Some(at("2026-11-27T00:00:00+09:00")));
    assert_eq!(ends("2026-11-20T12:00:00+09:00", 0), Some(at("2026-11-21T00:00:00+09:00")));
    assert_eq!(ends("2026-11-21T12:00:00+09:00", 0), Some(at("2026-11-25T00:00:00+09:00")));
    assert_eq!(adds("2026-11-20T21:30:00+09:00", 1), Some(at("2026-11-24T21:30:00+09:00")));
    assert_eq!(adds("2026-11-20T21:30:00+09:00", 0), Some(at("2026-11-20T21:30:00+09:00")));
    assert_eq!(adds("2026-11-22T21:30:00+09:00", 0), Some(at("2026-11-24T21:30:00+09:00")));
    // The last day that is verified can be counted to, the first that is not cannot.
    assert_eq!(ends("2027-12-30T12:00:00+09:00", 1), Some(at("2028-01-01T00:00:00+09:00")));
    assert_eq!(ends("2027-12-30T12:00:00+09:00", 2), None);
    assert_eq!(ends("2027-12-31T12:00:00+09:00", 0), Some(at("2028-01-01T00:00:00+09:00")));
    assert_eq!(ends("2027-12-31T12:00:00+09:00", 1), None);
    // Those after the day before the first one are all known, those before are not.
    assert_eq!(ends("1969-12-31T12:00:00+09:00", 1), Some(at("1970-01-03T00:00:00+09:00")));
    assert_eq!(ends("1969-12-30T12:00:00+09:00", 1), None);
    for count in [-1, i64::MIN, i64::MAX] {
        assert_eq!(ends("2026-11-20T12:00:00+09:00", count), None, "{count}");
        assert_eq!(adds("2026-11-20T12:00:00+09:00", count), None, "{count}");
    }
}

#[test]
fn a_calendar_without_business_days_has_no_next_one() {
    let never = (0..7).fold(Weekend::default(), Weekend::with);
    let calendar = BusinessCalendar::new(never, Vec::new(), day("1970-01-01"), day("2100-12-31"));
    assert_eq!(calendar.end_of_business_day(&Zone::fixed(0), 0, 1), None);
    assert_eq!(calendar.end_of_business_day(&Zone::fixed(0), 0, 0), None);
    let always = BusinessCalendar::new(Weekend::default(), Vec::new(), day("1970-01-01"), day("2100-12-31"));
    assert_eq!(always.end_of_business_day(&Zone::fixed(0), 0, 1), Some(2 * DAY));
}

#[test]
fn holidays_may_come_in_any_order() {
    let sorted = BusinessCalendar::new(
        weekend(),
        vec![day("2026-12-29"), day("2026-12-30")],
        day("2026-01-01"),
        day("2026-12-31"),
    );
    let given = ["2026-12-30", "2026-12-29", "2026-12-30", "2026-12-26", "2027-01-01", "2025-12-31"];
    let mixed =
        BusinessCalendar::new(weekend(), given.into_iter().map(day).collect(), day("2026-01-01"), day("2026-12-31"));
    assert_eq!(sorted, mixed.without_weekends());
}
