//! Warnings, editions, and what else an answer says of itself.

use serde_json::{Value, json};

use super::kit::{at, check, deal_document, made, order, policy, text};
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
fn another_edition_is_told_where_it_decides_otherwise() {
    let actions = json!({
        "go": { "requires": { "in-time": "now < a + week" } },
        "stay": { "requires": { "in-time": "now < a + week", "open": "f" } },
        "only-old": { "edition": "old", "requires": { "in-time": "now < a + week" } },
    });
    let policy = policy(&[], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 0 }),
        0,
        json!({ "actions": { "go": { "verdict": "allowed", "editions": [] } } }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 0, "edition": "old" }),
        1,
        json!({
            "policy": { "edition": "old" },
            "actions": {
                "go": {
                    "verdict": "allowed",
                    "until": 604_800_000,
                    "editions": [{ "edition": "recent", "verdict": "denied", "reasons": [{ "status": "satisfied" }, { "status": "violated", "until": null }] }],
                },
                "stay": { "verdict": "unknown", "editions": [{ "edition": "recent", "verdict": "denied" }] },
                "only-old": { "editions": [] },
            },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 0, "edition": "recent" }),
        1,
        json!({
            "actions": {
                "go": { "verdict": "denied", "editions": [{ "edition": "old", "verdict": "allowed" }] },
                // An unknown there is no disagreement.
                "stay": { "verdict": "denied", "editions": [] },
                "only-old": null,
            },
        }),
    );
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

#[test]
fn another_edition_speaks_with_its_own_parameters_where_the_order_overrides_others() {
    let mut document = deal_document(&[], json!({ "go": { "requires": { "r": "now < a + week" } } }), json!({}));
    document["params"]["most"] = json!({ "label": text("Most"), "value": 2 });
    document["actions"]["go"]["requires"][0]["message"] = text("within {week}, {most} times");
    let policy = made(document);
    let said = |params: Value| {
        let order = order("one", &json!({ "a": 0, "params": params }));
        let preview = policy.preview(&order, &Options::at(at(10)).role("buyer").locale("en")).unwrap();
        let go = preview.actions.into_iter().find(|action| action.id == "go").unwrap();
        let others = go.editions.iter().flat_map(|other| &other.reasons);
        go.reasons.iter().chain(others).skip(1).step_by(2).map(|reason| reason.message.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(said(json!({})), ["within 7 days, 2 times", "within 1 millisecond, 2 times"]);
    assert_eq!(said(json!({ "most": 3 })), ["within 7 days, 3 times", "within 1 millisecond, 3 times"]);
    // What the order overrides holds in both, so they agree.
    assert_eq!(said(json!({ "week": "4d" })), ["within 4 days, 2 times"]);
}
