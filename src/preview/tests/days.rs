//! Answers that count on a calendar: days of a zone, business days, and where the calendar ends.

use serde_json::{Value, json};

use super::kit::{check, deal_document, made, merge, text};
use crate::policy::Policy;
use crate::time::Instant;

fn millis(text: &str) -> i64 {
    Instant::parse(text).unwrap().millis()
}

/// A deal with some more keys, and without an offset where these name a zone.
fn deal(transitions: &[&str], actions: Value, duties: Value, more: Value) -> Policy {
    let mut document = deal_document(transitions, actions, duties);
    if more.get("timeZone").is_some() {
        document.as_object_mut().unwrap().remove("utcOffset");
    }
    merge(&mut document, &more);
    made(document)
}

/// A millisecond before, at and after: whatever is counted, the window is half-open and the deadline exact.
#[test]
fn a_window_ends_where_the_calendar_says() {
    let pacific = json!({ "timeZone": "America/Los_Angeles", "zones": ["Asia/Kathmandu"] });
    let shop = json!({
        "calendar": "shop",
        "calendars": {
            "shop": { "weekend": ["sat", "sun"], "holidays": ["2026-12-29"], "include": ["jp"], "verified": "2026-12-31" },
        },
    });
    for (more, condition, a, end) in [
        // The day on which summer time begins has 23 hours, the one on which it ends 25.
        (&pacific, "now < endOfDay(a)", "2026-03-08T00:00:00-08:00", "2026-03-09T00:00:00-07:00"),
        (&pacific, "now < endOfDay(a)", "2026-11-01T00:00:00-07:00", "2026-11-02T00:00:00-08:00"),
        (&pacific, "now < startOfDay(a + week)", "2026-03-05T09:00:00-08:00", "2026-03-12T00:00:00-07:00"),
        (&pacific, "now < addDays(a, 1)", "2026-03-07T09:00:00-08:00", "2026-03-08T09:00:00-07:00"),
        (&pacific, "now < addDays(a, 1)", "2026-03-07T02:30:00-08:00", "2026-03-08T03:30:00-07:00"),
        (&pacific, "now < addMonths(a, 1)", "2026-01-31T09:00:00-08:00", "2026-02-28T09:00:00-08:00"),
        (&pacific, "now < endOfMonth(a)", "2026-10-31T23:59:59.999-07:00", "2026-11-01T00:00:00-07:00"),
        (&pacific, "now < endOfDay(a, \"Asia/Kathmandu\")", "2026-03-08T00:00:00Z", "2026-03-09T00:00:00+05:45"),
        // Now on the other side of a sum.
        (&pacific, "now - endOfDay(a) < duration(\"1h\")", "2026-03-08T00:00:00-08:00", "2026-03-09T01:00:00-07:00"),
        // Labour Thanksgiving Day is a Monday; the shop closes on the 29th.
        (&shop, "now < endOfBusinessDay(a, 1)", "2026-11-20T18:00:00+09:00", "2026-11-25T00:00:00+09:00"),
        (&shop, "now < addBusinessDays(a, count)", "2026-12-28T18:00:00+09:00", "2026-12-31T18:00:00+09:00"),
    ] {
        let actions = json!({ "go": { "requires": { "in-time": condition } } });
        let policy = deal(&[], actions, json!({}), more.clone());
        let facts = json!({ "a": millis(a), "count": 2 });
        let end = millis(end);
        for (now, verdict, until) in
            [(end - 1, "allowed", json!(end)), (end, "denied", json!(null)), (end + 1, "denied", json!(null))]
        {
            let expected = json!({ "actions": { "go": { "verdict": verdict, "until": until } }, "warnings": [] });
            check(&policy, "one", facts.clone(), now, expected);
        }
    }
}

#[test]
fn a_transition_and_a_duty_come_due_at_the_end_of_a_business_day() {
    let duties = json!({ "answer": { "role": "buyer", "in": ["one"], "due": "endOfBusinessDay(a, 1)" } });
    let policy =
        deal(&["granted: one -> two at endOfBusinessDay(a, 3)"], json!({}), duties, json!({ "calendar": "jp" }));
    // From a Friday over a weekend with a holiday behind it.
    let facts = json!({ "a": millis("2026-11-20T18:00:00+09:00") });
    let (due, end) = (millis("2026-11-25T00:00:00+09:00"), millis("2026-11-27T00:00:00+09:00"));
    for (now, state, overdue) in
        [(due - 1, "one", json!(false)), (due, "one", json!(true)), (end - 1, "one", json!(true))]
    {
        let expected = json!({
            "state": { "effective": state, "uncertain": [] },
            "duties": { "deal.answer": { "due": due, "overdue": overdue } },
            "ifNobodyActs": [{ "at": end, "to": "two" }],
        });
        check(&policy, "one", facts.clone(), now, expected);
    }
    check(&policy, "one", facts, end, json!({ "state": { "effective": "two", "uncertain": [] }, "duties": {} }));
}

#[test]
fn a_zone_of_the_order_decides_where_its_day_ends() {
    let more = json!({ "zones": ["America/Los_Angeles", "Asia/Kathmandu"] });
    let mut document =
        deal_document(&[], json!({ "go": { "requires": { "today": "now < endOfDay(a, place)" } } }), json!({}));
    document["facts"]["place"] = json!({ "type": "zone", "label": text("Place") });
    merge(&mut document, &more);
    let policy = made(document);
    let a = millis("2026-11-10T03:00:00Z");
    for (place, until) in [
        (json!("America/Los_Angeles"), "2026-11-10T00:00:00-08:00"),
        (json!("Asia/Kathmandu"), "2026-11-11T00:00:00+05:45"),
    ] {
        let facts = json!({ "a": a, "place": place });
        check(
            &policy,
            "one",
            facts,
            a,
            json!({ "actions": { "go": { "verdict": "allowed", "until": millis(until) } } }),
        );
    }
    let expected = json!({ "actions": { "go": { "verdict": "unknown", "missing": ["place"] } }, "warnings": [] });
    check(&policy, "one", json!({ "a": a }), a, expected);
}

/// What no calendar tells is unknown, no fact is missing, and the answer says why.
#[test]
fn beyond_the_last_verified_day_nothing_is_told() {
    let actions = json!({ "go": { "requires": { "in-time": "now < endOfBusinessDay(a, 3)" } } });
    let policy =
        deal(&["granted: one -> two at endOfBusinessDay(a, 3)"], actions, json!({}), json!({ "calendar": "jp" }));
    let warning = "Business days are known from 1970-01-01 to 2027-12-31 only, so a date cannot be told";
    let a = millis("2027-12-29T09:00:00+09:00");
    check(
        &policy,
        "one",
        json!({ "a": a }),
        a,
        json!({
            "state": { "uncertain": ["deal.granted"] },
            "actions": { "go": { "verdict": "unknown", "missing": [], "until": null } },
            "warnings": [{ "code": "beyond-calendar", "path": "a", "message": warning }],
        }),
    );
    // A day earlier everything is known.
    let a = millis("2027-12-28T09:00:00+09:00");
    let end = millis("2028-01-01T00:00:00+09:00");
    let known = json!({ "actions": { "go": { "verdict": "allowed", "until": end } }, "warnings": [] });
    check(&policy, "one", json!({ "a": a }), a, known);
    // And a zone ends with the year 2100.
    let zoned = deal(
        &[],
        json!({ "go": { "requires": { "in-time": "now < endOfDay(a)" } } }),
        json!({}),
        json!({ "timeZone": "Asia/Tokyo" }),
    );
    let a = millis("2101-01-01T09:00:00+09:00");
    let warning = json!({ "code": "beyond-calendar", "path": "a", "message": "Days are known from 1970-01-01 to 2100-12-31 only, so a date cannot be told" });
    check(
        &zoned,
        "one",
        json!({ "a": a }),
        a,
        json!({ "actions": { "go": { "verdict": "unknown", "missing": [] } }, "warnings": [warning] }),
    );
}
