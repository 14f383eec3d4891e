//! Warnings, editions, and what else an answer says of itself.

use serde_json::{Value, json};

use super::kit::{check, deal_document, made, order, policy};
use crate::preview::{Options, answer};
use crate::time::Instant;

#[test]
fn what_is_odd_about_an_order_is_warned_about() {
    let policy = policy(&[], json!({}), json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "n": 30 }),
        0,
        json!({
            "warnings": [
                { "code": "fact-in-future", "path": "a", "message": "“a” lies in the future" },
                { "code": "fact-in-future", "path": "b" },
            ],
            "next": { "at": 10, "what": "warning" },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "n": 5 }),
        10,
        json!({
            "warnings": [
                { "code": "fact-in-future", "path": "b" },
                { "code": "facts-out-of-order", "path": "n", "message": "“n” is before “a”" },
            ],
            "next": { "at": 20, "what": "warning" },
        }),
    );
    // At the same instant is not before; what is not known is not odd.
    check(&policy, "one", json!({ "a": 10, "b": 20, "n": 10 }), 20, json!({ "warnings": [], "next": null }));
    check(&policy, "one", json!({ "n": 10 }), 20, json!({ "warnings": [], "next": null }));
}

#[test]
fn seconds_that_are_taken_for_milliseconds_are_warned_about() {
    let policy = policy(&[], json!({}), json!({}));
    let now = 1_794_524_400_000;
    let message = "“a” lies in the early 1970s: perhaps it is in seconds, and milliseconds are meant";
    let warned = json!([{ "code": "fact-in-seconds", "path": "a", "message": message }]);
    for (given, at, warnings) in [
        (now / 1000, now, &warned),
        (100_000_000, now, &warned),
        (99_999_999_999, 100_000_000_000, &warned),
        (99_999_999, now, &json!([])),
        (100_000_000_000, now, &json!([])),
        // Whose clock stands there as well tells of those years.
        (now / 1000, now / 1000, &json!([])),
        (-now / 1000, now, &json!([])),
    ] {
        check(&policy, "one", json!({ "a": given }), at, json!({ "warnings": warnings }));
    }
}

#[test]
fn what_is_given_without_what_belongs_to_it_is_warned_about_and_leaves_the_other_unknown() {
    // `asker` is null where it is left out, and `n` may be null.
    let mut document =
        deal_document(&[], json!({ "go": { "requires": { "asked": "n != null && asker == \"buyer\"" } } }), json!({}));
    document["facts"]["n"]["together"] = json!(["asker"]);
    let policy = made(document);
    let apart = |path: &str, other: &str| {
        let message = format!("“{other}” is given without “{path}”, so what depends on it cannot be told");
        json!([{ "code": "facts-apart", "path": path, "message": message }])
    };
    let told = |verdict: &str, missing: Value, warnings: Value| {
        let missing = json!({ "go": { "verdict": verdict, "missing": missing } });
        json!({ "actions": missing, "warnings": warnings })
    };
    for (facts, expected) in [
        (json!({ "n": 0, "asker": "buyer" }), told("allowed", json!([]), json!([]))),
        (json!({ "n": 0, "asker": "seller" }), told("denied", json!([]), json!([]))),
        (json!({ "n": 0 }), told("unknown", json!(["asker"]), apart("asker", "n"))),
        (json!({ "n": 0, "asker": null }), told("unknown", json!(["asker"]), apart("asker", "n"))),
        (json!({ "n": null, "asker": "buyer" }), told("unknown", json!(["n"]), apart("n", "asker"))),
        (json!({ "asker": "seller" }), told("denied", json!([]), apart("n", "asker"))),
        (json!({}), told("denied", json!([]), json!([]))),
        (json!({ "n": null, "asker": null }), told("denied", json!([]), json!([]))),
    ] {
        check(&policy, "one", facts, 0, expected);
    }
}

#[test]
fn every_verb_is_listed_with_each_action_once() {
    let actions = json!({ "go": { "verb": "cancel" }, "run": { "verb": "cancel", "roles": ["seller"] }, "no": { "verb": "refuse" } });
    let policy = policy(&[], actions, json!({}));
    let verbs = |role: Option<&str>| {
        let options = Options { role, ..Options::at(Instant::from_millis(0).unwrap()) };
        serde_json::to_value(policy.preview(&order("one", &json!({})), &options).unwrap().verbs).unwrap()
    };
    assert_eq!(
        verbs(None),
        json!({ "revise": [], "cancel": ["go", "run"], "refuse": ["no"], "report-unresponsive": [] })
    );
    assert_eq!(
        verbs(Some("buyer")),
        json!({ "revise": [], "cancel": ["go"], "refuse": ["no"], "report-unresponsive": [] })
    );
}

/// The shapes of an answer can be named from outside.
#[test]
fn an_answer_says_what_it_was_computed_from() {
    let policy = policy(&[], json!({}), json!({}));
    let now = Instant::from_millis(5).unwrap();
    let answer: answer::Preview<'_> = policy.preview(&order("two", &json!({})), &Options::at(now)).unwrap();
    assert_eq!(answer.as_of, now);
    assert_eq!((&*answer.policy.id, &*answer.policy.version), ("deal", policy.version()));
    assert_eq!(answer.state.given, "two");
    assert_eq!(answer.actions.iter().map(|action| &*action.role).collect::<Vec<_>>(), ["buyer", "seller"]);
}
