//! Zones and calendars of a policy: what it may name, what is told of the rest, and how they are packed.

use serde_json::json;

use super::super::packed::Packed;
use super::super::{Packer, Policy};
use super::kit::{change, check, checked, document, gone, text};
use crate::describe::DescribeOptions;
use crate::time::{BusinessCalendar, Database, Day, Zone, ZoneSource};

#[test]
fn a_policy_has_an_offset_or_a_zone() {
    let zone = |name: &str| [("/utcOffset", gone()), ("/timeZone", json!(name))];
    check(&zone("America/Los_Angeles"), &[]);
    check(&zone("UTC"), &[]);
    check(
        &[("/utcOffset", gone())],
        &["missing-key timeZone: `timeZone` is missing (name a zone such as `Asia/Tokyo`"],
    );
    check(
        &[("/timeZone", json!("Asia/Tokyo"))],
        &["conflict utcOffset: a policy has a `timeZone` or a `utcOffset`, not both"],
    );
    check(
        &zone("America/Los_Angelos"),
        &["unknown-name timeZone: `America/Los_Angelos` is no time zone (did you mean `America/Los_Angeles`?)"],
    );
    check(&zone("asia/tokyo"), &["unknown-name timeZone: `asia/tokyo` is no time zone (did you mean `Asia/Tokyo`?)"]);
    check(
        &zone("middle of nowhere"),
        &["unknown-name timeZone: `middle of nowhere` is no time zone (write it as in the time zone database"],
    );
    check(&[("/utcOffset", gone()), ("/timeZone", json!(9))], &["wrong-type timeZone: expected a text, found `9`"]);
}

#[test]
fn zones_are_listed_before_they_are_named() {
    let zones = ("/zones", json!(["America/Los_Angeles", "Asia/Kathmandu"]));
    let place = ("/facts/place", json!({ "type": "zone", "label": text("Place") }));
    let at = |condition: &str| ("/transitions/0/at", json!(condition));
    check(&[zones.clone(), place.clone(), at("endOfDay(sentAt, place)")], &[]);
    check(&[zones.clone(), at("addDays(sentAt, most, \"Asia/Kathmandu\")")], &[]);
    check(
        std::slice::from_ref(&place),
        &["conflict facts.place.type: this policy lists no zones (list them under `zones`)"],
    );
    check(
        &[zones.clone(), at("endOfDay(sentAt, \"Asia/Katmandu\")")],
        &[
            "invalid-condition transitions[0].at:1:18: `Asia/Katmandu` is not under `zones` (one of `America/Los_Angeles`",
        ],
    );
    check(
        &[("/zones", json!(["Asia/Tokyo", "Asia/Tokio", "Asia/Tokyo"]))],
        &[
            "unknown-name zones[1]: `Asia/Tokio` is no time zone (did you mean `Asia/Tokyo`?)",
            "duplicate zones[2]: the zone `Asia/Tokyo` stands here twice",
        ],
    );
    let default = json!({ "type": "zone", "label": text("Place"), "default": "Asia/Kathmandu" });
    check(&[zones.clone(), ("/facts/place", default)], &[]);
    let elsewhere = json!({ "type": "zone", "label": text("Place"), "default": "Asia/Tokyo" });
    check(
        &[zones, ("/facts/place", elsewhere)],
        &["wrong-type facts.place.default: `Asia/Tokyo` is no choice of `place`"],
    );
}

#[test]
fn a_calendar_is_built_in_or_brought_along() {
    let at = ("/transitions/0/at", json!("endOfBusinessDay(sentAt, most)"));
    let uses = |id: &str| ("/calendar", json!(id));
    let shop = |calendar: serde_json::Value| ("/calendars", json!({ "shop": calendar }));
    let good = json!({ "weekend": ["sat", "sun"], "holidays": ["2026-12-29"], "verified": "2026-12-31" });
    let with = |key: &str, value: serde_json::Value| {
        let mut calendar = good.clone();
        calendar[key] = value;
        shop(calendar)
    };
    check(&[at.clone(), uses("jp")], &[]);
    check(&[at.clone(), uses("shop"), shop(good.clone())], &[]);
    check(&[at.clone(), uses("shop"), with("include", json!(["jp"]))], &[]);
    check(&[at.clone(), uses("shop"), with("source", json!("manual"))], &[]);
    check(
        std::slice::from_ref(&at),
        &["invalid-condition transitions[0].at:1:1: `endOfBusinessDay` needs a calendar, and this policy has none"],
    );
    check(&[uses("jpn")], &["unknown-name calendar: `jpn` is no calendar (did you mean `jp`?)"]);
    check(
        &[uses("ship"), shop(good.clone())],
        &["unknown-name calendar: `ship` is no calendar (did you mean `shop`?)"],
    );
    for (key, value, expected) in [
        ("weekend", gone(), "missing-key calendars.shop.weekend: `weekend` is missing"),
        ("weekend", json!(["saturday"]), "unknown-name calendars.shop.weekend[0]: `saturday` has no meaning here"),
        (
            "weekend",
            json!(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
            "conflict calendars.shop.weekend: a week needs a business day",
        ),
        ("verified", gone(), "missing-key calendars.shop.verified: `verified` is missing"),
        ("verified", json!("2026-02-29"), "invalid-date calendars.shop.verified: `2026-02-29` is no day"),
        (
            "verified",
            json!("2101-01-01"),
            "out-of-range calendars.shop.verified: the day is out of range (from `1970-01-01` to `2100-12-31`",
        ),
        (
            "holidays",
            json!(["2026-12-29", "29 December"]),
            "invalid-date calendars.shop.holidays[1]: `29 December` is no day (write it like `2026-12-29`)",
        ),
        (
            "holidays",
            json!(["2026-12-29", "2026-12-29"]),
            "duplicate calendars.shop.holidays[1]: `2026-12-29` stands here twice",
        ),
        (
            "holidays",
            json!(["2026-12-29", "2027-01-02"]),
            "conflict calendars.shop.holidays[1]: `2027-01-02` is after the last day, `verified`",
        ),
        (
            "from",
            json!("2026-12-30"),
            "conflict calendars.shop.holidays[0]: `2026-12-29` is before the first day, `from`",
        ),
        (
            "include",
            json!(["jpn"]),
            "unknown-name calendars.shop.include[0]: `jpn` is no calendar (did you mean `jp`?)",
        ),
        ("include", json!(["shop"]), "conflict calendars.shop.include[0]: the calendar `shop` would include itself"),
        (
            "source",
            json!("manul"),
            "unknown-name calendars.shop.source: `manul` is not under `sources` (did you mean `manual`?)",
        ),
        ("lunch", json!("12:00"), "unknown-key calendars.shop.lunch: `lunch` has no meaning here"),
    ] {
        let (_, mut calendars) = shop(good.clone());
        change(&mut calendars, &format!("/shop/{key}"), value);
        check(&[uses("shop"), ("/calendars", calendars)], &[expected]);
    }
    // In a circle, and under a name that is taken.
    let circle = json!({
        "shop": { "weekend": [], "include": ["bank"] },
        "bank": { "weekend": [], "include": ["shop"] },
    });
    check(
        &[uses("shop"), ("/calendars", circle)],
        &["conflict calendars.bank.include[0]: the calendar `shop` would include itself"],
    );
    check(
        &[uses("jp"), ("/calendars", json!({ "jp": good }))],
        &[
            "reserved-name calendars.jp: `jp` is a calendar that is built in already (choose another name, and include it)",
        ],
    );
}

/// The policy with some changes.
fn policy(changes: &[(&str, serde_json::Value)]) -> Policy {
    let mut document = document();
    changes.iter().for_each(|(pointer, value)| change(&mut document, pointer, value.clone()));
    checked(document).unwrap()
}

fn business(changes: &[(&str, serde_json::Value)]) -> BusinessCalendar {
    policy(changes).clocks.business.unwrap()
}

#[test]
fn included_holidays_count_and_included_weekends_do_not() {
    let day = |text: &str| Day::parse(text).unwrap();
    let japan = business(&[("/calendar", json!("jp"))]);
    assert_eq!(japan.is_business_day(day("2026-08-11")), Some(false)); // Mountain Day, a Tuesday
    let shop = business(&[
        ("/calendar", json!("shop")),
        (
            "/calendars",
            json!({
                "shop": { "weekend": ["sun"], "holidays": ["2026-12-29"], "include": ["jp"], "verified": "2030-12-31" },
            }),
        ),
    ]);
    for (text, is) in [
        ("2025-12-31", None),        // the shop lists its holidays from 2026 on
        ("2026-01-01", Some(false)), // a holiday of Japan
        ("2026-01-03", Some(true)),  // a Saturday
        ("2026-01-04", Some(false)), // a Sunday
        ("2026-05-05", Some(false)),
        ("2026-12-29", Some(false)), // a holiday of the shop
        ("2027-12-31", Some(true)),
        ("2028-01-04", None), // Japan's holidays have not been published yet, whatever the shop has verified
    ] {
        assert_eq!(shop.is_business_day(day(text)), is, "{text}");
    }
    // A national holiday on a Saturday closes a shop that works on Saturdays.
    let saturday = day("2026-05-02").plus(7 * 27).unwrap(); // 2026-11-07, no holiday
    assert_eq!(shop.is_business_day(saturday), Some(true));
    assert_eq!(shop.is_business_day(day("2023-09-23")), None);
    let all = business(&[
        ("/calendar", json!("shop")),
        ("/calendars", json!({ "shop": { "weekend": ["sun"], "include": ["jp"] } })),
    ]);
    assert_eq!(all.is_business_day(day("2023-09-23")), Some(false)); // the autumnal equinox, a Saturday
    assert_eq!(all.is_business_day(day("2023-09-30")), Some(true));
}

#[test]
fn a_description_tells_zone_and_calendar() {
    let zoned = policy(&[
        ("/utcOffset", gone()),
        ("/timeZone", json!("America/Los_Angeles")),
        ("/zones", json!(["Asia/Kathmandu"])),
        ("/facts/place", json!({ "type": "zone", "label": text("Place") })),
        ("/calendar", json!("shop")),
        (
            "/calendars",
            json!({ "shop": { "weekend": [], "include": ["jp"], "source": "page", "verified": "2026-12-31" } }),
        ),
    ]);
    let description = zoned.describe(&DescribeOptions::default().locale("en")).unwrap();
    assert_eq!(description.time_zone.as_deref(), Some("America/Los_Angeles"));
    assert!(description.utc_offset.is_none());
    let calendar = description.calendar.unwrap();
    assert_eq!((&*calendar.id, &*calendar.from, &*calendar.verified), ("shop", "1970-01-01", "2026-12-31"));
    assert_eq!(calendar.sources.iter().map(|id| &**id).collect::<Vec<_>>(), ["page", "calendar-jp"]);
    let source = description.sources.iter().find(|source| &*source.id == "calendar-jp").unwrap();
    assert_eq!(source.url.as_deref(), Some("https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html"));
    let place = description.facts.iter().find(|fact| &*fact.id == "place").unwrap();
    assert_eq!(place.choices.iter().map(|choice| &*choice.label).collect::<Vec<_>>(), ["Asia/Kathmandu"]);
    let fixed = policy(&[]);
    let description = fixed.describe(&DescribeOptions::default().locale("en")).unwrap();
    assert_eq!(description.utc_offset.as_deref(), Some("+09:00"));
    assert!(description.time_zone.is_none() && description.calendar.is_none());
}

/// What counts business days rests on where the holidays come from, and nothing else does. The window in the message
/// has a source as well.
#[test]
fn a_rule_that_counts_business_days_names_the_source_of_the_holidays() {
    let counted = |at: &str| {
        let policy = policy(&[("/calendar", json!("jp")), ("/transitions/0/at", json!(at))]);
        let description = policy.describe(&DescribeOptions::default().locale("en")).unwrap();
        description.transitions[0].sources.iter().map(|id| id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(counted("endOfBusinessDay(sentAt, most)"), ["manual", "calendar-jp"]);
    assert_eq!(counted("addBusinessDays(sentAt, 3)"), ["manual", "calendar-jp"]);
    assert_eq!(counted("addDays(sentAt, most)"), ["manual"]);
}

/// Packs something by itself, and makes it again.
fn repacked<T: Packed>(thing: &T) -> (T, usize) {
    let mut packer = Packer::default();
    thing.pack(&mut packer);
    let size = packer.bytes.len();
    (super::super::packed::unpacked(&packer.bytes), size)
}

#[test]
fn every_zone_comes_out_as_it_went_in() {
    let mut largest = (0, String::new());
    for name in Database.names() {
        let zone = Database.zone(&name).unwrap();
        let (again, size) = repacked(&zone);
        assert_eq!(again, zone, "{name}");
        largest = largest.max((size, name));
    }
    let size = |name: &str| repacked(&Database.zone(name).unwrap()).1;
    println!("Los Angeles {}, Tokyo {}, largest {largest:?}", size("America/Los_Angeles"), size("Asia/Tokyo"));
    assert!(size("America/Los_Angeles") < 400 && size("Asia/Tokyo") < 10, "a zone has grown");
    let fixed = Zone::parse("-03:30").unwrap();
    assert_eq!(repacked(&fixed).0, fixed);
}

#[test]
fn a_calendar_comes_out_as_it_went_in() {
    let japan = business(&[("/calendar", json!("jp"))]);
    let (again, size) = repacked(&japan);
    println!("Japan {size}");
    assert_eq!(again, japan);
    assert!(size < 900, "a calendar has grown: {size}");
}

#[test]
fn a_policy_with_zones_and_a_calendar_is_small() {
    let size = |changes: &[(&str, serde_json::Value)]| {
        let mut packer = Packer::default();
        policy(changes).pack(&mut packer);
        packer.bytes.len() + packer.texts.len()
    };
    let plain = size(&[]);
    let more = size(&[
        ("/utcOffset", gone()),
        ("/timeZone", json!("America/Los_Angeles")),
        ("/zones", json!(["Europe/London"])),
        ("/calendar", json!("jp")),
    ]);
    println!("{plain} bytes, with two zones and a calendar {more}");
    assert!(more - plain < 2_400, "{plain} and {more}");
}
