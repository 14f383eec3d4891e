//! What clocks show, told by hand where it is odd, and compared with two other implementations.

use chrono::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, ZonedDateTime};

use super::super::day::Day;
use super::super::{Database, HOUR, Instant, MINUTE, SECOND, ZoneSource};
use super::*;

/// Zones that between them have everything: summer time on both sides of the equator, half and quarter
/// hours, half an hour of summer time, midnights that are skipped, a month of fasting, a day that is skipped.
const ODD: [&str; 8] = [
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
];

fn zone(name: &str) -> Zone {
    Database.zone(name).unwrap_or_else(|| panic!("{name}"))
}

fn at(text: &str) -> i64 {
    Instant::parse(text).unwrap().millis()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// What jiff says: the instant after the last nanosecond that it counts to a day.
fn after(end: &ZonedDateTime) -> i64 {
    end.timestamp().as_millisecond() + 1
}

/// Compares everything that a zone says of an instant with what jiff says.
fn as_jiff_says(name: &str, zone: &Zone, tz: &jiff::tz::TimeZone, millis: i64, count: i64) {
    let moment = Timestamp::from_millisecond(millis).unwrap().to_zoned_datetime(tz.clone());
    let what = format!("{name} {moment}, {count}");
    assert_eq!(zone.day(millis).unwrap().text(), moment.date().to_string(), "{what}");
    let time = zone.local(millis).unwrap().rem_euclid(DAY);
    assert_eq!(time, (moment.time() - jiff::civil::Time::midnight()).total(jiff::Unit::Millisecond).unwrap() as i64);
    let start = moment.start_of_day().unwrap().timestamp().as_millisecond();
    assert_eq!(zone.start_of_day(millis), Some(start), "start of day, {what}");
    assert_eq!(zone.end_of_day(millis), Some(after(&moment.end_of_day().unwrap())), "end of day, {what}");
    // By way of noon, and by the day after where clocks skip the whole last day, as in Enderbury in 1994.
    let last = moment.date().last_of_month();
    let noon = last.at(12, 0, 0, 0).to_zoned_datetime(tz.clone()).unwrap();
    let last = if noon.date() == last {
        after(&noon.end_of_day().unwrap())
    } else {
        noon.start_of_day().unwrap().timestamp().as_millisecond()
    };
    assert_eq!(zone.end_of_month(millis), Some(last), "end of month, {what}");
    let later = |span: jiff::Span| Some(moment.checked_add(span).unwrap().timestamp().as_millisecond());
    assert_eq!(zone.add_days(millis, count), later(count.days()), "days, {what}");
    assert_eq!(zone.add_months(millis, count), later(count.months()), "months, {what}");
}

#[test]
fn every_hour_of_ten_years_in_eight_zones_is_as_jiff_says() {
    let (start, end) = (at("2007-01-01T00:00:00Z"), at("2017-01-01T00:00:00Z"));
    for name in ODD {
        let (zone, tz) = (zone(name), jiff::tz::TimeZone::get(name).unwrap());
        let mut hours = 0;
        let mut millis = start;
        while millis < end {
            // Each hour another number of days and months, there and back, and not always at its full.
            as_jiff_says(name, &zone, &tz, millis + (hours * 7_919) % HOUR, hours % 61 - 30);
            millis += HOUR;
            hours += 1;
        }
        assert_eq!(hours, 87_672);
    }
}

/// The days around every change of every zone, where mistakes would be.
#[test]
fn every_change_of_every_zone_is_as_jiff_says() {
    let mut changes = 0;
    for name in Database.names() {
        let (zone, tz) = (zone(&name), jiff::tz::TimeZone::get(&name).unwrap());
        for change in zone.changes().1.iter().filter(|change| zone.day(change.at).is_some_and(|day| day.0 > 60)) {
            // Rules go on as they are from 2040 on: one year of the rest will do.
            if at("2040-01-01T00:00:00Z") < change.at && change.at < at("2099-01-01T00:00:00Z") {
                continue;
            }
            changes += 1;
            for near in [-DAY, -HOUR, -1, 0, 1, HOUR, DAY] {
                if zone.add_months(change.at + near, 1).is_some() {
                    as_jiff_says(&name, &zone, &tz, change.at + near, 1);
                    as_jiff_says(&name, &zone, &tz, change.at + near, -1);
                }
            }
        }
    }
    assert!(20_000 < changes, "{changes}");
}

#[test]
fn every_hour_of_ten_years_in_eight_zones_is_as_chrono_tz_says() {
    let (start, end) = (at("2007-01-01T00:00:00Z"), at("2017-01-01T00:00:00Z"));
    for name in ODD {
        let (zone, tz) = (zone(name), name.parse::<chrono_tz::Tz>().unwrap());
        let mut millis = start;
        while millis < end {
            let utc = chrono::DateTime::from_timestamp_millis(millis).unwrap();
            let offset = i64::from(tz.offset_from_utc_datetime(&utc.naive_utc()).fix().local_minus_utc());
            assert_eq!(zone.local(millis), Some(millis + offset * SECOND), "{name} {utc}");
            // The same hour as a time that clocks may show once, twice or never.
            let shown = tz.from_local_datetime(&utc.naive_utc()).earliest().map(|shown| shown.timestamp_millis());
            let found = zone.at(Day(millis.div_euclid(DAY)), millis.rem_euclid(DAY)).unwrap();
            match shown {
                Some(shown) => assert_eq!(found, shown, "{name} {utc}"),
                None => assert_ne!(zone.local(found), Some(millis), "{name} {utc}"),
            }
            millis += HOUR;
        }
    }
}

#[test]
fn days_have_23_and_25_hours() {
    for (name, of, hours) in [
        ("America/Los_Angeles", "2026-03-08", 23 * HOUR),
        ("America/Los_Angeles", "2026-11-01", 25 * HOUR),
        ("America/Los_Angeles", "2026-11-02", 24 * HOUR),
        ("Australia/Lord_Howe", "2026-10-04", 23 * HOUR + 30 * MINUTE),
        ("Australia/Lord_Howe", "2026-04-05", 24 * HOUR + 30 * MINUTE),
        ("Asia/Kathmandu", "2026-11-10", 24 * HOUR),
        ("Pacific/Apia", "2011-12-29", 24 * HOUR),
        ("Pacific/Apia", "2011-12-30", 0),
        ("Asia/Tokyo", "2026-03-29", 24 * HOUR),
    ] {
        let (zone, of) = (zone(name), day(of));
        assert_eq!(zone.end_of(of).unwrap() - zone.start_of(of).unwrap(), hours, "{name} {}", of.text());
        assert_eq!(zone.has(of), Some(hours != 0));
    }
}

/// A helper that reads as the rows of a table: zone, function, instant, result.
fn becomes(name: &str, function: impl Fn(&Zone, i64) -> Option<i64>, from: &str, to: &str) {
    let found = function(&zone(name), at(from)).and_then(Instant::from_millis).map(Instant::to_rfc3339);
    assert_eq!(found, Some(Instant::parse(to).unwrap().to_rfc3339()), "{name} {from}");
}

#[test]
fn a_day_begins_with_the_first_time_that_there_is() {
    // Midnight was skipped when summer time began: the day began at 1:00.
    becomes("America/Sao_Paulo", Zone::start_of_day, "2018-11-04T12:00:00-02:00", "2018-11-04T01:00:00-02:00");
    becomes("America/Sao_Paulo", Zone::end_of_day, "2018-11-03T12:00:00-03:00", "2018-11-04T00:00:00-03:00");
    becomes("Africa/Cairo", Zone::start_of_day, "2026-04-24T12:00:00+03:00", "2026-04-24T01:00:00+03:00");
    // Midnight came twice when it ended: the evening before was an hour longer.
    becomes("America/Sao_Paulo", Zone::end_of_day, "2018-02-17T12:00:00-02:00", "2018-02-18T00:00:00-03:00");
    becomes("America/Sao_Paulo", Zone::start_of_day, "2018-02-18T12:00:00-03:00", "2018-02-18T00:00:00-03:00");
    // A quarter to one somewhere is no full hour elsewhere.
    becomes("Asia/Kathmandu", Zone::end_of_day, "2026-11-10T00:00:00Z", "2026-11-11T00:00:00+05:45");
    becomes("Asia/Kathmandu", Zone::end_of_month, "2026-11-30T18:14:59.999Z", "2026-12-01T00:00:00+05:45");
    becomes("Asia/Kathmandu", Zone::end_of_month, "2026-11-30T18:15:00Z", "2027-01-01T00:00:00+05:45");
    // At 0:01 clocks went back to 23:01: the 7th began, stopped, and began once more. It is one day that
    // begins when clocks first show it, and the 6th ends when they last do.
    becomes("America/St_Johns", Zone::start_of_day, "2010-11-07T12:00:00-03:30", "2010-11-07T00:00:00-02:30");
    becomes("America/St_Johns", Zone::end_of_day, "2010-11-06T12:00:00-02:30", "2010-11-07T00:00:00-03:30");
    becomes("America/St_Johns", Zone::end_of_day, "2010-11-06T23:30:00-03:30", "2010-11-07T00:00:00-03:30");
    becomes("America/St_Johns", Zone::end_of_day, "2010-11-07T00:00:30-02:30", "2010-11-08T00:00:00-03:30");
}

#[test]
fn days_and_months_are_added_on_the_calendar() {
    let days = |count| move |zone: &Zone, millis| zone.add_days(millis, count);
    let months = |count| move |zone: &Zone, millis| zone.add_months(millis, count);
    let west = "America/Los_Angeles";
    // 23 hours later, and 25.
    becomes(west, days(1), "2026-03-07T09:00:00-08:00", "2026-03-08T09:00:00-07:00");
    becomes(west, days(1), "2026-10-31T09:00:00-07:00", "2026-11-01T09:00:00-08:00");
    becomes(west, days(-1), "2026-03-08T09:00:00-07:00", "2026-03-07T09:00:00-08:00");
    // 2:30 is skipped, and becomes 3:30; on the day after it is there again.
    becomes(west, days(1), "2026-03-07T02:30:00-08:00", "2026-03-08T03:30:00-07:00");
    becomes(west, days(2), "2026-03-07T02:30:00-08:00", "2026-03-09T02:30:00-07:00");
    becomes("Australia/Lord_Howe", days(1), "2026-10-03T02:15:00+10:30", "2026-10-04T02:45:00+11:00");
    // 1:30 comes twice: the first of both, but nothing added leaves the second.
    becomes(west, days(1), "2026-10-31T01:30:00-07:00", "2026-11-01T01:30:00-07:00");
    becomes(west, days(0), "2026-11-01T01:30:00-08:00", "2026-11-01T01:30:00-08:00");
    becomes(west, months(0), "2026-11-01T01:30:00-08:00", "2026-11-01T01:30:00-08:00");
    becomes(west, days(1), "2026-11-01T01:30:00-08:00", "2026-11-02T01:30:00-08:00");
    // The 31st plus a month, with summer time between.
    becomes(west, months(1), "2026-01-31T09:00:00-08:00", "2026-02-28T09:00:00-08:00");
    becomes(west, months(2), "2026-01-31T09:00:00-08:00", "2026-03-31T09:00:00-07:00");
    becomes(west, months(-12), "2028-02-29T09:00:00-08:00", "2027-02-28T09:00:00-08:00");
    // The 30th of December 2011 is skipped: it is the 31st there.
    becomes("Pacific/Apia", days(1), "2011-12-29T10:00:00-10:00", "2011-12-31T10:00:00+14:00");
    becomes("Pacific/Apia", days(2), "2011-12-29T10:00:00-10:00", "2011-12-31T10:00:00+14:00");
    becomes("Pacific/Apia", months(1), "2011-11-30T10:00:00-10:00", "2011-12-31T10:00:00+14:00");
    becomes("Pacific/Apia", Zone::end_of_day, "2011-12-29T10:00:00-10:00", "2011-12-31T00:00:00+14:00");
}

#[test]
fn a_named_zone_knows_the_years_1970_to_2100_on_its_own_calendar() {
    assert_eq!((FIRST_DAY, LAST_DAY), (day("1970-01-01"), day("2100-12-31")));
    for (name, first, last) in [
        ("America/Los_Angeles", "1970-01-01T08:00:00Z", "2101-01-01T08:00:00Z"),
        ("Asia/Tokyo", "1969-12-31T15:00:00Z", "2100-12-31T15:00:00Z"),
    ] {
        let (zone, first, last) = (zone(name), at(first), at(last));
        assert_eq!((zone.start_of(FIRST_DAY), zone.end_of(LAST_DAY)), (Some(first), Some(last)), "{name}");
        assert_eq!((zone.day(first), zone.day(last - 1)), (Some(FIRST_DAY), Some(LAST_DAY)), "{name}");
        assert_eq!(zone.end_of_month(last - 1), Some(last), "{name}");
        for outside in [first - 1, last, i64::MIN, i64::MAX] {
            assert_eq!(zone.day(outside), None, "{name} {outside}");
            assert_eq!(zone.start_of_day(outside), None, "{name} {outside}");
            assert_eq!(zone.end_of_month(outside), None, "{name} {outside}");
            // Not even of a way back inside.
            assert_eq!(zone.add_days(outside, 40), None, "{name} {outside}");
            assert_eq!(zone.add_days(outside, 0), None, "{name} {outside}");
        }
        assert_eq!(zone.add_days(last - 1, 1), None, "{name}");
        assert_eq!(zone.add_months(first, -1), None, "{name}");
        assert_eq!(zone.add_days(first, i64::MAX), None, "{name}");
    }
}

#[test]
fn an_offset_knows_every_day_there_is() {
    let japan = Zone::fixed(9 * HOUR);
    assert_eq!(japan.end_of_day(at("2026-11-12T16:30:00Z")), Some(at("2026-11-14T00:00:00+09:00")));
    assert_eq!(japan.end_of_day(at("2026-11-12T23:59:59.999+09:00")), Some(at("2026-11-13T00:00:00+09:00")));
    assert_eq!(japan.end_of_day(at("2026-11-13T00:00:00+09:00")), Some(at("2026-11-14T00:00:00+09:00")));
    assert_eq!(japan.start_of_day(at("0001-01-01T00:00:00+09:00")), Some(at("0001-01-01T00:00:00+09:00")));
    assert_eq!(japan.end_of_month(at("2026-11-30T15:00:00Z")), Some(at("2027-01-01T00:00:00+09:00")));
    assert_eq!(japan.end_of_month(at("2028-02-29T14:59:59Z")), Some(at("2028-03-01T00:00:00+09:00")));
    assert_eq!(japan.add_months(at("9998-01-31T09:00:00+09:00"), 13), Some(at("9999-02-28T09:00:00+09:00")));
    // Beyond the numbers, and beyond the calendar, nothing is known.
    assert_eq!(Zone::fixed(-HOUR).start_of_day(i64::MIN), None);
    assert_eq!(japan.end_of_day(i64::MAX), None);
    for beyond in [i64::MIN, i64::MAX] {
        assert_eq!(japan.end_of_month(beyond), None, "{beyond}");
        assert_eq!(japan.add_days(0, beyond), None, "{beyond}");
        assert_eq!(japan.add_months(0, beyond), None, "{beyond}");
    }
}

#[test]
fn changes_out_of_order_are_no_zone() {
    let change = |at, offset| Change { at, offset };
    assert!(Zone::named(0, vec![change(1, HOUR), change(2, 0)]).is_some());
    assert!(Zone::named(0, vec![change(2, HOUR), change(1, 0)]).is_none());
    assert!(Zone::named(0, vec![change(1, HOUR), change(1, 0)]).is_none());
    assert!(Zone::named(DAY, Vec::new()).is_none());
    assert!(Zone::named(0, vec![change(1, -DAY)]).is_none());
}

#[test]
fn zones_are_found_by_their_very_name() {
    for unknown in ["", "Asia/Tokio", "asia/tokyo", "JST", "+09:00", "Etc/Unknown", "../etc/passwd"] {
        assert!(Database.zone(unknown).is_none(), "{unknown}");
    }
    let names = Database.names();
    assert!(500 < names.len() && names.iter().all(|name| Database.zone(name).is_some()));
    assert!(zone("UTC").changes().1.is_empty() && zone("Asia/Tokyo").changes().1.is_empty());
}

#[test]
fn offsets_have_two_digits_each() {
    assert_eq!(Zone::parse("-03:30"), Some(Zone::fixed(-(3 * HOUR + 30 * MINUTE))));
    for bad in ["", "9", "+9:00", "09:00", "+24:00", "+09:60", "+0900", "+09:0x", "JST"] {
        assert_eq!(Zone::parse(bad), None, "{bad}");
    }
}
