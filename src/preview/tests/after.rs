//! The order after an action: what it sets, and the state that it leads to.

use serde_json::{Value, json};

use super::kit::{apply, at, deal, deal_document, differ, made, read, report, with_short_week};
use crate::policy::Policy;
use crate::preview::ApplyOptions;
use crate::preview::answer::Applied;

/// The action `go` of the seller at 5, with the consent of the buyer where that is taken as given.
fn go<'p>(policy: &'p Policy, given: &str, agreed: bool) -> Applied<'p> {
    let order = read(given);
    let options = ApplyOptions { agreed, ..ApplyOptions::at(at(5)).role("seller") };
    apply(policy, given, &order, &options)
}

/// The order after it, with its keys in their order; where it cannot be told, the missing facts.
fn outcome(applied: &Applied<'_>) -> String {
    if applied.applied {
        assert!(applied.missing.is_empty());
        return serde_json::to_string(&applied.order).unwrap();
    }
    let missing: Vec<&str> = applied.missing.iter().map(|fact| &**fact).collect();
    format!("missing {}", missing.join(" "))
}

/// Tries what the action sets, for each order.
fn check_set(rows: &[(Value, &str, &str)]) {
    let mut differences = Vec::new();
    for (set, given, expected) in rows {
        let policy = made(with_short_week(deal_document(&[], json!({ "go": { "set": set } }), json!({}))));
        differ(
            format!("{set} with {given}"),
            outcome(&go(&policy, given, false)),
            (*expected).to_owned(),
            &mut differences,
        );
    }
    report(&differences);
}

#[test]
fn what_an_action_sets_is_computed_when_it_is_done() {
    check_set(&[
        (json!({ "p": "now" }), r#"{"state":"one"}"#, r#"{"state":"one","p":5}"#),
        (json!({ "p": "now" }), r#"{"p":3,"state":"one"}"#, r#"{"p":5,"state":"one"}"#),
        (json!({ "asker": "role" }), r#"{"state":"one"}"#, r#"{"state":"one","asker":"seller"}"#),
        (json!({ "fault": "\"buyer\"" }), r#"{"state":"one"}"#, r#"{"state":"one","fault":"buyer"}"#),
        // Known to be absent, unless it was known before.
        (json!({ "n": "null" }), r#"{"state":"one","n":7}"#, r#"{"state":"one","n":null}"#),
        (json!({ "n": "null" }), r#"{"state":"one"}"#, r#"{"state":"one"}"#),
        (json!({ "m": "null" }), r#"{"state":"one"}"#, r#"{"state":"one","m":null}"#),
        // Flags.
        (json!({ "flag": "true" }), r#"{"state":"one"}"#, r#"{"state":"one","flag":true}"#),
        (json!({ "flag": "!flag" }), r#"{"state":"one","flag":true}"#, r#"{"state":"one","flag":false}"#),
        (json!({ "flag": "state == \"one\"" }), r#"{"state":"one"}"#, r#"{"state":"one","flag":true}"#),
        (json!({ "flag": "now >= a" }), r#"{"state":"one","a":5}"#, r#"{"state":"one","a":5,"flag":true}"#),
        // Counters.
        (json!({ "count": "count + 1" }), r#"{"state":"one"}"#, r#"{"state":"one","count":1}"#),
        (json!({ "count": "count + 1" }), r#"{"count":4,"state":"one"}"#, r#"{"count":5,"state":"one"}"#),
        // Arithmetic.
        (json!({ "free": "2 * count - 7" }), r#"{"state":"one","count":3}"#, r#"{"state":"one","count":3,"free":-1}"#),
        (json!({ "free": "count < 2 ? 10 : 20" }), r#"{"state":"one"}"#, r#"{"state":"one","free":10}"#),
        (json!({ "p": "now + week" }), r#"{"state":"one"}"#, r#"{"state":"one","p":604800005}"#),
        (json!({ "length": "now - a" }), r#"{"state":"one","a":2}"#, r#"{"state":"one","a":2,"length":3}"#),
        (
            json!({ "length": "length + duration(\"1h\")" }),
            r#"{"state":"one","length":"2h"}"#,
            r#"{"state":"one","length":10800000}"#,
        ),
        // Midnight in Japan, which is nine hours ahead.
        (json!({ "p": "endOfDay(now)" }), r#"{"state":"one"}"#, r#"{"state":"one","p":54000000}"#),
        (json!({ "p": "endOfMonth(now)" }), r#"{"state":"one"}"#, r#"{"state":"one","p":2646000000}"#),
        // With the parameters of the order and of its edition.
        (
            json!({ "p": "now + week" }),
            r#"{"state":"one","params":{"week":"1d"}}"#,
            r#"{"state":"one","params":{"week":"1d"},"p":86400005}"#,
        ),
        (
            json!({ "p": "now + week" }),
            r#"{"state":"one","edition":"recent"}"#,
            r#"{"state":"one","edition":"recent","p":6}"#,
        ),
    ]);
}

#[test]
fn everything_is_set_at_once() {
    check_set(&[
        (json!({ "a": "b", "b": "a" }), r#"{"state":"one","a":1,"b":2}"#, r#"{"state":"one","a":2,"b":1}"#),
        (json!({ "p": "now", "q": "p" }), r#"{"state":"one","p":1}"#, r#"{"state":"one","p":5,"q":1}"#),
        (json!({ "count": "free", "free": "1" }), r#"{"state":"one"}"#, "missing free"),
    ]);
}

#[test]
fn numbers_are_known_up_to_the_ends_of_what_an_order_can_say() {
    check_set(&[
        // Down to the least number of the fact.
        (json!({ "count": "count - 3" }), r#"{"state":"one","count":3}"#, r#"{"state":"one","count":0}"#),
        // Up to 2^53 − 1, either way.
        (
            json!({ "count": "count + 1" }),
            r#"{"state":"one","count":9007199254740990}"#,
            r#"{"state":"one","count":9007199254740991}"#,
        ),
        (
            json!({ "free": "free - 1" }),
            r#"{"state":"one","free":-9007199254740990}"#,
            r#"{"state":"one","free":-9007199254740991}"#,
        ),
        // Beyond 64 bits it is unknown.
        (json!({ "free": "free * free" }), r#"{"state":"one","free":9007199254740991}"#, r#"{"state":"one"}"#),
        (json!({ "free": "0 - free * free" }), r#"{"state":"one","free":9007199254740991}"#, r#"{"state":"one"}"#),
        // Beyond the ends of the calendar it is unknown.
        (json!({ "p": "p + week" }), r#"{"state":"one","p":"9999-12-31T00:00:00Z"}"#, r#"{"state":"one"}"#),
        (
            json!({ "p": "p + week" }),
            r#"{"state":"one","p":"9999-12-24T23:59:59.999Z"}"#,
            r#"{"state":"one","p":253402300799999}"#,
        ),
        (json!({ "p": "p - week" }), r#"{"state":"one","p":"0001-01-02T00:00:00Z"}"#, r#"{"state":"one"}"#),
        // Down to nothing, and up to 292 years.
        (json!({ "length": "a - now" }), r#"{"state":"one","a":5}"#, r#"{"state":"one","a":5,"length":0}"#),
        (json!({ "length": "length + length" }), r#"{"state":"one","length":"200000d"}"#, r#"{"state":"one"}"#),
    ]);
}

#[test]
fn a_fact_that_would_be_unknown_is_left_out_or_told_to_be_missing() {
    check_set(&[
        // Left out it is unknown, whatever it was before.
        (json!({ "p": "q" }), r#"{"state":"one"}"#, r#"{"state":"one"}"#),
        (json!({ "p": "q" }), r#"{"p":3,"state":"one"}"#, r#"{"state":"one"}"#),
        (json!({ "m": "q" }), r#"{"m":null,"state":"one"}"#, r#"{"state":"one"}"#),
        (json!({ "free": "free + 1" }), r#"{"state":"one"}"#, r#"{"state":"one"}"#),
        // Left out it would have its default, which nobody knows to be right.
        (json!({ "count": "free" }), r#"{"state":"one"}"#, "missing free"),
        (json!({ "count": "free + busy" }), r#"{"state":"one"}"#, "missing free busy"),
        (json!({ "count": "free + busy" }), r#"{"state":"one","free":1}"#, "missing busy"),
        (json!({ "n": "q" }), r#"{"state":"one"}"#, "missing q"),
        (json!({ "flag": "f || g" }), r#"{"state":"one","g":false}"#, "missing f"),
        // Each fact is told once, in the order in which they are read.
        (json!({ "count": "free", "flag": "free > 0 || f" }), r#"{"state":"one"}"#, "missing free f"),
        // What does not matter is not missing.
        (json!({ "flag": "f || g" }), r#"{"state":"one","g":true}"#, r#"{"state":"one","g":true,"flag":true}"#),
        (json!({ "count": "f ? 2 : 2" }), r#"{"state":"one"}"#, r#"{"state":"one","count":2}"#),
        (json!({ "count": "f ? 1 : 2" }), r#"{"state":"one"}"#, "missing f"),
    ]);
}

/// Tries an action for each order, by the order after it and the role that would have to agree.
fn check_go(transitions: &[&str], rows: &[(Value, bool, &str, &str, Option<&str>)]) {
    let mut differences = Vec::new();
    for (action, agreed, given, expected, consent_of) in rows {
        let policy = deal(transitions, json!({ "go": action }), json!({}));
        let applied = go(&policy, given, *agreed);
        let found = (outcome(&applied), applied.action.consent_of.as_deref());
        differ(
            format!("{action} with {given}, {agreed}"),
            found,
            ((*expected).to_owned(), *consent_of),
            &mut differences,
        );
    }
    report(&differences);
}

#[test]
fn without_consent_the_deal_stays_where_it_is() {
    let with = |consent: Value| json!({ "to": "two", "set": { "count": "count + 1" }, "consent": consent });
    let always = json!({ "of": "other" });
    let unless = |unless: &str| json!({ "of": "other", "unless": unless });
    let (stays, goes) = (r#"{"state":"one","count":1}"#, r#"{"state":"two","count":1}"#);
    let start = r#"{"state":"one"}"#;
    let buyer = Some("buyer");
    check_go(
        &[],
        &[
            // Nobody has to agree.
            (json!({ "to": "two", "set": { "count": "count + 1" } }), false, start, goes, None),
            (json!({ "to": "two", "set": { "count": "count + 1" } }), true, start, goes, None),
            (json!({ "set": { "count": "count + 1" } }), false, start, stays, None),
            // Somebody has to.
            (with(always.clone()), false, start, stays, buyer),
            (with(always.clone()), true, start, goes, buyer),
            (with(json!({ "of": "other", "unless": "role == \"seller\"" })), false, start, goes, None),
            (with(unless("role == \"buyer\"")), false, start, stays, buyer),
            // Unless something is so: known, known not to be, unknown.
            (
                with(unless("flag")),
                false,
                r#"{"flag":true,"state":"one"}"#,
                r#"{"flag":true,"state":"two","count":1}"#,
                None,
            ),
            (with(unless("flag")), false, start, stays, buyer),
            (with(unless("flag")), true, start, goes, buyer),
            (with(unless("f")), false, start, stays, buyer),
            (with(unless("f")), true, start, goes, buyer),
            // Unless it is late enough.
            (with(unless("now >= a")), false, r#"{"a":5,"state":"one"}"#, r#"{"a":5,"state":"two","count":1}"#, None),
            (with(unless("now >= a")), false, r#"{"a":6,"state":"one"}"#, r#"{"a":6,"state":"one","count":1}"#, buyer),
            // Where it leads nowhere, what is agreed makes no difference.
            (json!({ "consent": always, "set": { "count": "count + 1" } }), false, start, stays, buyer),
            (json!({ "consent": always, "set": { "count": "count + 1" } }), true, start, stays, buyer),
        ],
    );
}

#[test]
fn what_has_happened_by_itself_has_happened_to_the_order_after_it() {
    let moved = r#"{"state":"one","p":5}"#;
    let both = json!(["one", "two"]);
    let asks = json!({ "from": both, "to": "three", "consent": { "of": "other" } });
    check_go(
        &["x: one -> two at p"],
        &[
            (json!({ "from": ["two"] }), false, moved, r#"{"state":"two","p":5}"#, None),
            (json!({ "from": both }), false, moved, r#"{"state":"two","p":5}"#, None),
            (json!({ "from": ["two"], "to": "three" }), false, moved, r#"{"state":"three","p":5}"#, None),
            (asks.clone(), false, moved, r#"{"state":"two","p":5}"#, Some("buyer")),
            (asks, true, moved, r#"{"state":"three","p":5}"#, Some("buyer")),
            (
                json!({ "from": both, "set": { "flag": "state == \"two\"" } }),
                false,
                moved,
                r#"{"state":"two","p":5,"flag":true}"#,
                None,
            ),
            // A millisecond earlier it had not.
            (json!({ "from": both }), false, r#"{"state":"one","p":6}"#, r#"{"state":"one","p":6}"#, None),
            (json!({ "from": ["two"] }), false, r#"{"state":"one","p":6}"#, "missing ", None),
        ],
    );
}

#[test]
fn what_may_have_happened_may_have_happened_to_the_order_after_it() {
    let open = r#"{"state":"one","p":5}"#;
    let both = json!(["one", "two"]);
    let sets = |set: Value| json!({ "from": both, "set": set });
    check_go(
        &["x: one -> two at p when f"],
        &[
            // Which state it is in is as open as before.
            (json!({ "from": both }), false, open, open, None),
            (sets(json!({ "count": "count + 1" })), false, open, r#"{"state":"one","p":5,"count":1}"#, None),
            (json!({ "from": both, "to": "three" }), false, open, r#"{"state":"three","p":5}"#, None),
            // A value that depends on it is as open.
            (sets(json!({ "free": "state == \"two\" ? 1 : 2" })), false, open, open, None),
            (
                sets(json!({ "free": "state == \"two\" ? 1 : 1" })),
                false,
                open,
                r#"{"state":"one","p":5,"free":1}"#,
                None,
            ),
            (sets(json!({ "flag": "state == \"two\"" })), false, open, "missing f", None),
            (sets(json!({ "count": "state == \"two\" ? free : 2" })), false, open, "missing free f", None),
            (sets(json!({ "flag": "state == \"three\"" })), false, open, open, None),
            // So is a consent.
            (
                json!({ "from": both, "to": "three", "consent": { "of": "other", "unless": "state == \"two\"" } }),
                false,
                open,
                open,
                Some("buyer"),
            ),
            // In one of the two states it could not be done.
            (json!({ "from": ["one"] }), false, open, "missing f", None),
        ],
    );
    let policy = deal(&["x: one -> two at p when f"], json!({ "go": { "from": both } }), json!({}));
    let applied = go(&policy, open, false);
    assert_eq!(applied.preview.state.uncertain.iter().map(|rule| &**rule).collect::<Vec<_>>(), ["deal.x"]);
}

#[test]
fn a_number_that_is_as_large_as_it_can_be_is_a_problem() {
    let policy = deal(&[], json!({ "go": { "set": { "count": "count + 1" } } }), json!({}));
    let told = |count: i64, action: &str| {
        let given = read(&format!(r#"{{"state":"one","count":{count}}}"#));
        let options = crate::preview::ApplyOptions::at(at(5)).role("buyer");
        policy.apply(&given, action, &options).map_err(|problems| super::kit::problems(&problems)).err()
    };
    assert_eq!(told(9_007_199_254_740_991, "go"), Some(vec!["out-of-range at count".to_owned()]));
    assert_eq!(told(9_007_199_254_740_990, "go"), None);
    assert_eq!(told(9_007_199_254_740_991, "look"), None);
}
