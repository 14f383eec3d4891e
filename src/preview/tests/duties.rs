//! What must be done, who has to agree, and what follows.

use serde_json::json;

use super::kit::{check, order, policy, text};
use crate::data::Data;
use crate::policy::Policy;
use crate::preview::Options;
use crate::time::Instant;

#[test]
fn a_duty_is_overdue_from_its_due_instant_on() {
    let duties = json!({
        "always": { "role": "buyer", "in": ["one"], "due": "a" },
        "when-asked": { "role": { "not": "asker" }, "when": "asker != null", "due": "a + week" },
        "sooner": { "when": "now < b" },
        "perhaps": { "when": "f", "due": "b" },
        "with-n": { "when": "n != null", "due": "n" },
    });
    let policy = policy(&["x: one -> two at c"], json!({}), duties);
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "c": 30 }),
        9,
        json!({
            "duties": {
                "deal.always": { "role": "buyer", "due": 10, "overdue": false, "certainty": "certain" },
                "deal.when-asked": null,
                "deal.sooner": { "role": null, "due": null, "overdue": false, "certainty": "certain" },
                "deal.perhaps": { "due": 20, "overdue": false, "certainty": "possible" },
                "deal.with-n": null,
            },
            "next": { "at": 10, "what": "duty" },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "c": 30, "asker": "buyer", "f": false, "n": 5 }),
        10,
        json!({
            "duties": {
                "deal.always": { "due": 10, "overdue": true },
                "deal.when-asked": { "role": "seller", "due": 604_800_010, "overdue": false },
                "deal.perhaps": null,
                "deal.with-n": { "due": 5, "overdue": true },
            },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "b": 20, "c": 30, "f": true }),
        20,
        json!({
            "duties": {
                "deal.always": { "due": null, "overdue": null, "certainty": "certain" },
                "deal.sooner": null,
                "deal.perhaps": { "due": 20, "overdue": true, "certainty": "certain" },
            },
        }),
    );
    // It stands in its states only, and for sure only where all possible ones are among them.
    check(&policy, "one", json!({ "a": 10, "c": 30 }), 30, json!({ "duties": { "deal.always": null } }));
    check(&policy, "one", json!({ "a": 10 }), 0, json!({ "duties": { "deal.always": { "certainty": "possible" } } }));
}

#[test]
fn consent_is_needed_unless_it_is_known_not_to_be() {
    let actions = json!({
        "always": { "consent": { "of": "other" } },
        "of-seller": { "roles": ["buyer"], "consent": { "of": "seller" } },
        "until-late": { "consent": { "of": "other", "unless": "n != null && now >= n" } },
        "for-buyer": { "consent": { "of": "other", "unless": "role == \"seller\"" } },
        "open": { "consent": { "of": "other", "unless": "f" } },
    });
    let policy = policy(&[], actions, json!({}));
    let consent = |always: &str, late: Option<&str>, buyer: Option<&str>, open: Option<&str>| {
        json!({ "actions": {
            "always": { "consentOf": always },
            "until-late": { "consentOf": late },
            "for-buyer": { "consentOf": buyer },
            "open": { "consentOf": open },
            "look": { "consentOf": null },
        }})
    };
    let seller = Some("seller");
    check(&policy, "one", json!({}), 0, consent("seller", seller, seller, seller));
    check(&policy, "one", json!({ "n": 10 }), 9, json!({ "next": { "at": 10, "what": "consent" } }));
    check(&policy, "one", json!({ "n": 10, "f": true }), 10, consent("seller", None, seller, None));
    check(&policy, "one", json!({ "f": false }), 0, consent("seller", seller, seller, seller));
    check(&policy, "one", json!({}), 0, json!({ "actions": { "of-seller": { "consentOf": "seller" } } }));
    let options = Options::at(Instant::from_millis(0).unwrap()).role("seller");
    let answer = policy.preview(&order("one", &json!({})), &options).unwrap();
    let of =
        |id: &str| answer.actions.iter().find(|action| action.id == *id).map(|action| action.consent_of.as_deref());
    assert_eq!(of("always"), Some(Some("buyer")));
    assert_eq!(of("for-buyer"), Some(None));
    assert_eq!(of("of-seller"), None);
}

#[test]
fn what_is_unknown_is_possible_and_what_is_impossible_is_left_out() {
    let actions = json!({
        "go": {
            "to": "two",
            "effects": { "always": "true", "never": "false", "perhaps": "f", "early": "now < a" },
            "drafts": { "early": "now < a", "perhaps": "f", "never": "false" },
        },
        "prohibited": { "to": "two", "requires": { "prohibited": "false" } },
        "prohibited-here": { "requires": { "prohibited": "false" } },
    });
    let policy = policy(&[], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        9,
        json!({
            "actions": {
                "go": {
                    "effects": [
                        { "rule": "deal.go.always", "certainty": "certain", "audience": ["buyer", "seller"] },
                        { "rule": "deal.go.early", "certainty": "certain" },
                        { "rule": "deal.go.perhaps", "certainty": "possible" },
                    ],
                    "drafts": [{ "id": "early" }, { "id": "perhaps" }],
                    "leadsTo": "two",
                },
                "prohibited": { "verdict": "denied", "until": null },
                "prohibited-here": { "verdict": "denied", "leadsTo": null },
            },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "f": false }),
        10,
        json!({
            "actions": { "go": { "effects": [{ "rule": "deal.go.always" }], "drafts": [] } },
        }),
    );
}

#[test]
fn what_follows_from_a_transition_is_judged_when_it_happens() {
    let mut document = json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "Z", "roles": ["buyer"], "label": text("x"),
        "roleLabels": { "buyer": text("x") },
        "facts": { "a": { "type": "timestamp", "label": text("x") }, "b": { "type": "timestamp", "label": text("x") } },
        "states": { "one": { "label": text("x") }, "two": { "label": text("x") } },
    });
    let effect = |rule: &str, when: &str| json!({ "rule": rule, "kind": "notice", "severity": "info", "message": text("x"), "when": when });
    let effects = json!([
        effect("early", "now < b"),
        effect("at-once", "now <= a"),
        effect("from-one", "state == \"one\""),
        effect("late", "now > a"),
    ]);
    document["transitions"] =
        json!([{ "rule": "x", "from": ["one"], "to": "two", "at": "a", "message": text("x"), "effects": effects }]);
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    let policy = Policy::new(&document).unwrap();
    let follows = json!([{ "rule": "deal.x.early" }, { "rule": "deal.x.at-once" }, { "rule": "deal.x.from-one" }]);
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20 }),
        0,
        json!({ "ifNobodyActs": [{ "at": 10, "effects": follows }] }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20 }),
        30,
        json!({ "state": { "transitions": [{ "at": 10, "effects": follows }] } }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        0,
        json!({
            "ifNobodyActs": [{ "effects": [{ "rule": "deal.x.early", "certainty": "possible" }, { "certainty": "certain" }, {}] }],
        }),
    );
}
