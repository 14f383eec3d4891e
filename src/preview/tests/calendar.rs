//! The future of a made-up deal as a calendar.

use serde_json::{Value, json};

use super::kit::{at, deal, deal_document, differ, effect, made, order, report, text, words};
use crate::policy::Policy;
use crate::preview::TimelineOptions;
use crate::time::Instant;

fn calendar(policy: &Policy, facts: &Value, options: &TimelineOptions<'_>) -> Option<String> {
    policy.calendar(&order("one", facts), options).unwrap_or_else(|problems| panic!("{problems}"))
}

fn english(from: i64) -> TimelineOptions<'static> {
    TimelineOptions { locale: Some("en"), ..TimelineOptions::from(at(from)) }
}

/// The content lines of a calendar in one piece, after what holds of all of them.
fn lines(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("\r\n"));
    let bare = calendar.replace("\r\n", "");
    assert!(!bare.contains(['\r', '\n']), "a line break stands alone: {calendar:?}");
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "a line has {} octets: {line:?}", line.len());
    }
    calendar.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// A text as it was before it was written as a value.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.push(match rest.next().unwrap() {
                'n' => '\n',
                c @ (',' | ';' | '\\') => c,
                other => panic!("`\\{other}` in {value}"),
            }),
            ',' | ';' => panic!("`{c}` is not escaped in {value}"),
            c => text.push(c),
        }
    }
    text
}

/// The values of a property, in the order of the events.
fn values(calendar: &Option<String>, name: &str) -> Vec<String> {
    let lines = calendar.as_deref().map(lines).unwrap_or_default();
    let of = |line: &String| Some(unescaped(line.strip_prefix(name)?.strip_prefix(':')?));
    lines.iter().filter_map(of).collect()
}

#[test]
fn a_calendar_has_an_event_for_each_duty_and_each_transition() {
    let duties = json!({ "check": { "role": "buyer", "due": "p" } });
    let mut document = deal_document(&["x: one -> two at q"], json!({}), duties);
    document["transitions"][0]["effects"] =
        json!([effect("paid", "true"), effect("never", "false"), effect("rated", "true")]);
    let facts = json!({ "id": 7, "p": "2026-11-17T09:00:00+09:00", "q": "2026-11-18T09:00:00+09:00" });
    let from = Instant::parse("2026-11-10T09:00:00+09:00").unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "BEGIN:VCALENDAR\r\n\
         VERSION:2.0\r\n\
         PRODID:-//torihiki//torihiki {version}//EN\r\n\
         X-WR-CALNAME:Deal\r\n\
         BEGIN:VEVENT\r\n\
         UID:7.deal.check@torihiki\r\n\
         DTSTAMP:20261110T000000Z\r\n\
         LAST-MODIFIED:20261110T000000Z\r\n\
         SEQUENCE:29904480\r\n\
         DTSTART:20261117T000000Z\r\n\
         SUMMARY:Due: check\r\n\
         DESCRIPTION:Predicted by torihiki. The marketplace decides: check the date \r\n there.\r\n\
         CATEGORIES:Deal\r\n\
         STATUS:CONFIRMED\r\n\
         TRANSP:TRANSPARENT\r\n\
         BEGIN:VALARM\r\n\
         ACTION:DISPLAY\r\n\
         DESCRIPTION:Due: check\r\n\
         TRIGGER:-P1D\r\n\
         END:VALARM\r\n\
         BEGIN:VALARM\r\n\
         ACTION:DISPLAY\r\n\
         DESCRIPTION:Due: check\r\n\
         TRIGGER:-PT1H\r\n\
         END:VALARM\r\n\
         END:VEVENT\r\n\
         BEGIN:VEVENT\r\n\
         UID:7.deal.x@torihiki\r\n\
         DTSTAMP:20261110T000000Z\r\n\
         LAST-MODIFIED:20261110T000000Z\r\n\
         SEQUENCE:29904480\r\n\
         DTSTART:20261118T000000Z\r\n\
         SUMMARY:x\r\n\
         DESCRIPTION:paid\\nrated\\nPredicted by torihiki. The marketplace decides: ch\r\n eck the date there.\r\n\
         CATEGORIES:Deal\r\n\
         STATUS:CONFIRMED\r\n\
         TRANSP:TRANSPARENT\r\n\
         BEGIN:VALARM\r\n\
         ACTION:DISPLAY\r\n\
         DESCRIPTION:x\r\n\
         TRIGGER:-P1D\r\n\
         END:VALARM\r\n\
         END:VEVENT\r\n\
         END:VCALENDAR\r\n"
    );
    let options = TimelineOptions { role: Some("buyer"), ..english(from.millis()) };
    assert_eq!(calendar(&made(document), &facts, &options), Some(expected));
}

#[test]
fn what_has_a_date_that_is_still_to_come_is_in_a_calendar() {
    let due = |more: Value| {
        let mut duty = json!({ "due": "p" });
        super::kit::merge(&mut duty, &more);
        json!({ "d": duty })
    };
    let p = json!({ "id": 1, "p": 100_000, "q": 200_000 });
    let (buyer, seller) = (Some("buyer"), Some("seller"));
    let duty = &["1.deal.d@torihiki"][..];
    let mut differences = Vec::new();
    for (transitions, duties, from, until, role, expected) in [
        // A duty, at the instant from which it is overdue.
        (&[][..], due(json!({})), 0, None, None, duty),
        (&[], due(json!({})), 99_999, None, None, duty),
        (&[], due(json!({})), 100_000, None, None, duty),
        (&[], due(json!({})), 100_001, None, None, &[]),
        (&[], due(json!({})), 0, Some(100_000), None, &[]),
        (&[], due(json!({})), 0, Some(100_001), None, duty),
        // Whoever's it may be is everybody's.
        (&[], due(json!({})), 0, None, buyer, duty),
        (&[], due(json!({ "role": { "not": "asker" } })), 0, None, buyer, duty),
        (&[], due(json!({ "role": "buyer" })), 0, None, buyer, duty),
        (&[], due(json!({ "role": "buyer" })), 0, None, None, duty),
        (&[], due(json!({ "role": "buyer" })), 0, None, seller, duty),
        // It has to be known when.
        (&[], json!({ "d": {} }), 0, None, None, &[]),
        (&[], due(json!({ "due": "r" })), 0, None, None, &[]),
        // It has to stand up to then.
        (&[], due(json!({ "when": "flag" })), 0, None, None, &[]),
        (&[], due(json!({ "when": "now < p" })), 0, None, None, duty),
        (&[], due(json!({ "when": "now + duration(\"1ms\") < p" })), 0, None, None, &[]),
        (&[], due(json!({ "when": "p < now" })), 0, None, None, &[]),
        (&[], due(json!({ "when": "q < now" })), 0, None, None, &[]),
        (
            &["x: one -> two at p"],
            due(json!({ "in": ["one"] })),
            0,
            None,
            None,
            &["1.deal.d@torihiki", "1.deal.x@torihiki"],
        ),
        (
            &["x: one -> two at p - duration(\"1ms\")"],
            due(json!({ "in": ["one"] })),
            0,
            None,
            None,
            &["1.deal.x@torihiki"],
        ),
        // Once, though it has two stretches: in between it ceases to stand, or to be only possible.
        (&[], due(json!({ "when": "now < p - duration(\"9s\") || p - duration(\"5s\") <= now" })), 0, None, None, duty),
        (&[], due(json!({ "when": "f || p - duration(\"5s\") <= now" })), 0, None, None, duty),
        (&[], due(json!({ "when": "f || p <= now" })), 0, None, None, duty),
        // A transition.
        (&["x: one -> two at p"], json!({}), 0, None, buyer, &["1.deal.x@torihiki"]),
        (&["x: one -> two at p"], json!({}), 99_999, None, None, &["1.deal.x@torihiki"]),
        (&["x: one -> two at p"], json!({}), 100_000, None, None, &[]),
        (&["x: one -> two at p"], json!({}), 0, Some(100_000), None, &[]),
        (&["x: one -> two at p"], json!({}), 0, Some(100_001), None, &["1.deal.x@torihiki"]),
        (
            &["x: one -> two at p", "y: two -> three at q"],
            json!({}),
            0,
            None,
            None,
            &["1.deal.x@torihiki", "1.deal.y@torihiki"],
        ),
        // Only where it is certain.
        (&["x: one -> two at p when f"], json!({}), 0, None, None, &[]),
        (&["x: one -> two at r"], json!({}), 0, None, None, &[]),
        // Nothing is a calendar without events.
        (&[], json!({}), 0, None, None, &[]),
    ] {
        let policy = deal(transitions, json!({}), duties.clone());
        let options = TimelineOptions { role, until: until.map(at), ..english(from) };
        let calendar = calendar(&policy, &p, &options);
        assert_eq!(calendar.is_none(), expected.is_empty());
        let about = format!("{transitions:?} {duties} from {from} until {until:?} for {role:?}");
        differ(about, values(&calendar, "UID"), words(expected), &mut differences);
    }
    report(&differences);
}

/// A calendar shows what stands at midnight on the day that begins, on which it is too late.
#[test]
fn what_is_due_by_the_end_of_a_day_stands_on_that_day() {
    let policy = deal(&["x: one -> two at p"], json!({}), json!({ "d": { "due": "p" } }));
    let (minute, midnight) = (60_000, 15 * 3_600_000);
    let mut differences = Vec::new();
    // First the duty, then the transition, which happens when the day begins.
    for (p, from, expected) in [
        (midnight, 0, ["19700101T145900Z", "19700101T150000Z"]),
        (midnight - 1, 0, ["19700101T145959Z", "19700101T145959Z"]),
        (midnight + 1, 0, ["19700101T150000Z", "19700101T150000Z"]),
        // It has not passed where it is still to come.
        (midnight, midnight - minute, ["19700101T145900Z", "19700101T150000Z"]),
        (midnight, midnight - minute + 1, ["19700101T150000Z", "19700101T150000Z"]),
    ] {
        let found = values(&calendar(&policy, &json!({ "p": p }), &english(from)), "DTSTART");
        differ(format!("{p} from {from}"), found, words(&expected), &mut differences);
    }
    report(&differences);
}

/// Whoever looks sees all duties, as in a timeline, and whose those are that are not their own.
#[test]
fn a_duty_of_another_role_says_whose_it_is() {
    let mut differences = Vec::new();
    for (duties, role, expected) in [
        (json!({ "d": { "role": "buyer", "due": "p" } }), Some("buyer"), &["Due: d"][..]),
        (json!({ "d": { "role": "buyer", "due": "p" } }), Some("seller"), &["Due (Buyer): d"]),
        (json!({ "d": { "role": "buyer", "due": "p" } }), None, &["Due (Buyer): d"]),
        // What both must do is one event.
        (json!({ "d": { "role": { "not": "asker" }, "due": "p" } }), None, &["Due: d"]),
        (json!({ "d": { "due": "p" } }), Some("seller"), &["Due: d"]),
        (
            json!({ "d": { "role": "buyer", "due": "p" }, "e": { "role": "seller", "due": "p" } }),
            Some("seller"),
            &["Due (Buyer): d", "Due: e"],
        ),
    ] {
        let policy = deal(&[], json!({}), duties.clone());
        let options = TimelineOptions { role, ..english(0) };
        let found = values(&calendar(&policy, &json!({ "p": 100_000 }), &options), "SUMMARY");
        differ(format!("{duties} for {role:?}"), found, words(expected), &mut differences);
    }
    report(&differences);
}

#[test]
fn alarms_go_off_a_day_before_and_an_hour_before_what_one_has_to_do() {
    const DAY: i64 = 86_400_000;
    const HOUR: i64 = 3_600_000;
    let duties = json!({ "d": { "role": "buyer", "due": "p" } });
    let policy = deal(&["x: one -> two at p"], json!({}), duties);
    let mut differences = Vec::new();
    // First those of the duty, then that of the transition.
    for (before, role, expected) in [
        (2 * DAY, "buyer", &["-P1D", "-PT1H", "-P1D"][..]),
        (2 * DAY, "seller", &["-P1D", "-P1D"]),
        // Those that would have gone off before the text is written are left out.
        (DAY, "buyer", &["-P1D", "-PT1H", "-P1D"]),
        (DAY - 1, "buyer", &["-PT1H"]),
        (HOUR, "buyer", &["-PT1H"]),
        (HOUR - 1, "buyer", &[]),
        (DAY - 1, "seller", &[]),
    ] {
        let options = TimelineOptions { role: Some(role), ..english(10 * DAY - before) };
        let found = values(&calendar(&policy, &json!({ "p": 10 * DAY }), &options), "TRIGGER");
        differ(format!("{before} ms before, for {role}"), found, words(expected), &mut differences);
    }
    report(&differences);
}

#[test]
fn what_is_told_later_has_a_higher_sequence() {
    let policy = deal(&["x: one -> two at p"], json!({}), json!({}));
    let mut differences = Vec::new();
    for (from, expected) in [
        ("1969-12-31T23:59:59.999Z", "0"),
        ("1970-01-01T00:00:59.999Z", "0"),
        ("1970-01-01T00:01:00Z", "1"),
        ("2026-11-10T00:00:00Z", "29904480"),
        ("9999-01-01T00:00:00Z", "2147483647"),
    ] {
        let options = english(Instant::parse(from).unwrap().millis());
        let found = calendar(&policy, &json!({ "p": "9999-12-31T00:00:00Z" }), &options);
        differ(from, values(&found, "SEQUENCE"), words(&[expected]), &mut differences);
    }
    report(&differences);
}

#[test]
fn what_is_only_possible_is_tentative() {
    let duties = json!({
        "certain": { "due": "p" },
        "possible": { "when": "f", "due": "p" },
        "then-certain": { "when": "f || p - duration(\"5s\") <= now", "due": "p" },
    });
    let calendar =
        calendar(&deal(&["x: one -> two at q"], json!({}), duties), &json!({ "p": 9_000, "q": 10_000 }), &english(0));
    assert_eq!(values(&calendar, "STATUS"), ["CONFIRMED", "TENTATIVE", "CONFIRMED", "CONFIRMED"]);
}

#[test]
fn an_event_keeps_its_identity_where_the_order_has_an_id() {
    let policy = deal(&["x: one -> two at p"], json!({}), json!({ "d": { "due": "p" } }));
    let mut differences = Vec::new();
    for (facts, expected) in [
        (json!({ "p": 1_000, "id": 7 }), ["7.deal.d@torihiki", "7.deal.x@torihiki"]),
        (json!({ "p": 5_000, "id": 7 }), ["7.deal.d@torihiki", "7.deal.x@torihiki"]),
        (json!({ "p": 1_000, "id": 0 }), ["0.deal.d@torihiki", "0.deal.x@torihiki"]),
        (json!({ "p": 1_000, "id": "A-7" }), ["A-7.deal.d@torihiki", "A-7.deal.x@torihiki"]),
        (json!({ "p": 1_000, "id": "a;b,c\\d\ne" }), ["a;b,c\\d\ne.deal.d@torihiki", "a;b,c\\d\ne.deal.x@torihiki"]),
        (
            json!({ "p": 1_000, "id": "取引".repeat(30) }),
            [&*format!("{}.deal.d@torihiki", "取引".repeat(30)), &*format!("{}.deal.x@torihiki", "取引".repeat(30))],
        ),
        // Without one, orders are told apart by the time.
        (json!({ "p": 1_000 }), ["deal.d.19700101T000001Z@torihiki", "deal.x.19700101T000001Z@torihiki"]),
        (json!({ "p": 5_000, "id": null }), ["deal.d.19700101T000005Z@torihiki", "deal.x.19700101T000005Z@torihiki"]),
    ] {
        differ(&facts, values(&calendar(&policy, &facts, &english(0)), "UID"), words(&expected), &mut differences);
    }
    report(&differences);
}

#[test]
fn instants_are_whole_seconds_cut_off() {
    let policy = deal(&["x: one -> two at p"], json!({}), json!({}));
    let mut differences = Vec::new();
    for (p, from, start, stamp) in [
        ("2026-11-17T09:00:59.999+09:00", "2026-11-16T23:59:59.001Z", "20261117T000059Z", "20261116T235959Z"),
        ("1970-01-01T00:00:00.999Z", "1969-12-31T23:59:59.999Z", "19700101T000000Z", "19691231T235959Z"),
        ("0000-01-01T00:00:00.001Z", "0000-01-01T00:00:00Z", "00000101T000000Z", "00000101T000000Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.998Z", "99991231T235959Z", "99991231T235959Z"),
    ] {
        let from = Instant::parse(from).unwrap().millis();
        let calendar = calendar(&policy, &json!({ "p": p }), &english(from));
        let found = (values(&calendar, "DTSTART"), values(&calendar, "DTSTAMP"));
        differ(p, found, (words(&[start]), words(&[stamp])), &mut differences);
    }
    report(&differences);
}

#[test]
fn texts_are_escaped_and_long_lines_are_folded() {
    let mut differences = Vec::new();
    for (written, expected) in [
        ("a, b; c: d", "a, b; c: d"),
        ("one\ntwo\r\nthree", "one\ntwo\nthree"),
        (r"back\slash, \n and \, and \\", r"back\slash, \n and \, and \\"),
        ("\"quoted\" = {{x}}", "\"quoted\" = {x}"),
        ("BEGIN:VEVENT\r\nEND:VCALENDAR", "BEGIN:VEVENT\nEND:VCALENDAR"),
        // There is no place for other control characters.
        ("bell\u{7}, null\u{0}, delete\u{7f}", "bell, null, delete"),
        ("a\ttab", "a\ttab"),
        ("日本語、「かぎ括弧」と絵文字🎉👨‍👩‍👧‍👦", "日本語、「かぎ括弧」と絵文字🎉👨‍👩‍👧‍👦"),
    ] {
        // Whatever stands before it, so that every character comes to stand at the end of a line.
        for (before, repeated) in (0..80).flat_map(|before| [(before, 1), (before, 4)]) {
            let long = |text: &str| format!("{}{}", "x".repeat(before), text.repeat(repeated));
            let mut document = deal_document(&["x: one -> two at p"], json!({}), json!({}));
            document["transitions"][0]["message"] = text(&long(written));
            let calendar = calendar(&made(document), &json!({ "p": 1 }), &english(0));
            let known = differences.len();
            differ(written, values(&calendar, "SUMMARY"), vec![long(expected)], &mut differences);
            if known < differences.len() {
                break;
            }
        }
    }
    report(&differences);
}

#[test]
fn a_calendar_speaks_the_language_that_is_asked_for() {
    let duties = json!({ "d": { "due": "p", "message": { "ja": "確認する", "en": "Check it" } } });
    let mut document = deal_document(&["x: one -> two at p"], json!({}), duties);
    document["label"] = json!({ "ja": "取引, 一", "en": "Deal; one" });
    document["transitions"][0]["message"] = json!({ "ja": "完了します", "en": "It completes" });
    let policy = made(document);
    for (locale, label, summaries, advice) in [
        (
            "ja",
            "取引, 一",
            ["【期限】確認する", "完了します"],
            "torihikiによる予測です。実際の期限や結果は、各サービスでご確認ください。",
        ),
        (
            "en",
            "Deal; one",
            ["Due: Check it", "It completes"],
            "Predicted by torihiki. The marketplace decides: check the date there.",
        ),
    ] {
        let options = TimelineOptions { role: Some("buyer"), locale: Some(locale), ..english(0) };
        let calendar = calendar(&policy, &json!({ "p": 86_400_000 }), &options);
        assert_eq!(values(&calendar, "X-WR-CALNAME"), [label]);
        assert_eq!(values(&calendar, "CATEGORIES"), [label, label]);
        assert_eq!(values(&calendar, "SUMMARY"), summaries);
        let [duty, transition] = summaries;
        assert_eq!(values(&calendar, "DESCRIPTION"), [advice, duty, duty, advice, transition]);
    }
}

#[test]
fn what_is_wrong_with_a_timeline_is_wrong_with_a_calendar() {
    let policy = deal(&[], json!({}), json!({}));
    let options = TimelineOptions { role: Some("byer"), until: Some(at(0)), ..english(0) };
    let wrong = policy.calendar(&order("one", &json!({ "p": "soon" })), &options).unwrap_err();
    assert_eq!(
        super::kit::problems(&wrong),
        ["out-of-range at until", "invalid-instant at p", "unknown-role at role, buyer"]
    );
}
