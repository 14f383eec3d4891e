//! A policy as large as one may be: it is checked and answers, and one that is larger is refused in one sentence.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use torihiki::{Data, Instant, Options, Policy, Problem, ProblemCode};

const NOON: &str = "2026-11-10T12:00:00Z";

/// A deal that goes round through so many states, in each of which there is something to do. Whatever is done takes a fact
/// of its own to be in time, and changes the next one, so that all of it hangs together.
fn round(actions: usize, states: usize, facts: usize) -> Value {
    let id = |kind: &str, number: usize| format!("{kind}{number}");
    let all = |kind: &str, count: usize, element: &dyn Fn(usize) -> Value| -> Value {
        (0..count).map(|number| (id(kind, number), element(number))).collect::<serde_json::Map<_, _>>().into()
    };
    let action = |number: usize| {
        let (own, next) = (id("fact", number % facts), id("fact", (number + 1) % facts));
        json!({
            "verb": "other", "roles": ["buyer"], "label": "Do it",
            "from": [id("state", number % states)], "to": id("state", (number + 1) % states),
            "set": { next: "now" },
            "requires": [
                { "rule": "given", "that": format!("{own} != null"), "message": "It is given" },
                { "rule": "in-time", "that": format!("now < {own} + window"), "message": "Within {window}" },
            ],
            "effects": [{ "rule": "told", "kind": "notice", "severity": "info", "message": "They are told" }],
        })
    };
    json!({
        "format": "torihiki/1", "id": "large", "utcOffset": "+00:00", "languages": ["en"], "label": "Large",
        "roles": ["buyer"], "roleLabels": { "buyer": "Buyer" },
        "params": { "window": { "label": "Window", "value": "7d" } },
        "facts": all("fact", facts, &|_| json!({ "type": "timestamp", "label": "Then", "default": "none" })),
        "states": all("state", states, &|_| json!({ "label": "Here" })),
        "actions": all("action", actions, &action),
    })
}

fn policy(document: Value) -> Result<Policy, Vec<Problem>> {
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    Policy::new(&document).map_err(|problems| problems.as_slice().to_vec())
}

#[test]
fn a_thousand_actions_are_checked_and_answered() {
    let (actions, states, facts) = (1_000, 300, 300);
    let policy = policy(round(actions, states, facts)).unwrap();
    let order: Data<'static> =
        serde_json::from_value(json!({ "state": "state7", "fact7": "2026-11-10T09:00:00Z" })).unwrap();
    let now = Instant::parse(NOON).unwrap();
    let answer = policy.preview(&order, &Options::at(now).role("buyer")).unwrap();
    assert_eq!(answer.actions.len(), actions);
    // Of all these, four start from this state, and take the fact that is given.
    let possible: Vec<_> = answer.actions.iter().filter(|action| action.verdict.word() == "allowed").collect();
    let ids: BTreeSet<&str> = possible.iter().map(|action| &*action.id).collect();
    assert_eq!(ids, ["action7", "action307", "action607", "action907"].into());
    assert!(possible.iter().all(|action| action.until == Instant::parse("2026-11-17T09:00:00Z").ok()));
    // Compiled and loaded it is the same.
    let loaded = Policy::load(&policy.compile()).unwrap();
    let again = loaded.preview(&order, &Options::at(now).role("buyer")).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), serde_json::to_value(&answer).unwrap());
}

#[test]
fn what_is_larger_is_refused_in_one_sentence() {
    for (document, path, message) in [
        (round(1_001, 300, 300), "actions", "a policy has at most 1000 actions, not 1001"),
        (round(900, 301, 300), "states", "a policy has at most 300 states, not 301"),
        (round(900, 300, 301), "facts", "a policy has at most 300 facts, not 301"),
    ] {
        let problems = policy(document).unwrap_err();
        let told: Vec<_> = problems.iter().map(|problem| (problem.code, &*problem.path, &*problem.message)).collect();
        assert_eq!(told, [(ProblemCode::TooLarge, path, message)]);
    }
    let mut wide = round(1, 1, 1);
    wide["note"] = json!(vec!["x"; 60_000]);
    let problems = policy(wide).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "a policy has at most 60000 values");
}
