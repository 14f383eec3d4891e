//! What is supplied with an action, what holds once it is asked for, and what once it is agreed to.

use serde_json::{Value, json};

use super::kit::{
    answer_at, apply, at, check, deal, deal_document, differ, effect, made, order, problems, read, report, text, words,
};
use crate::data::Data;
use crate::policy::Policy;
use crate::preview::answer::{Step, Verdict};
use crate::preview::{ApplyOptions, Options};

/// The arguments of `go`, of every kind.
fn arguments() -> Value {
    json!({
        "newAt": { "type": "timestamp", "label": text("New"), "deadline": true },
        "times": { "type": "int", "label": text("Times"), "min": 1, "default": 2 },
        "till": { "type": "timestamp", "label": text("Till"), "default": "none" },
        "why": {
            "type": ["late", "lost"], "label": text("Why"), "nullable": true,
            "choiceLabels": { "late": text("Late"), "lost": text("Lost") },
        },
    })
}

/// A deal whose `go` takes these arguments, and is else as given.
fn takes(mut action: Value) -> Policy {
    action["with"] = arguments();
    deal(&["x: one -> two at p"], json!({ "go": action }), json!({}))
}

const ORDER: &str = r#"{"state":"one","p":100}"#;

fn told(policy: &Policy, with: &str) -> Vec<String> {
    let with = read(with);
    let options = ApplyOptions { with: Some(&with), ..ApplyOptions::at(at(10)).role("seller") };
    policy.apply(&read(ORDER), "go", &options).map_or_else(|wrong| problems(&wrong), |_| Vec::new())
}

#[test]
fn arguments_that_are_missing_unknown_or_wrong_are_problems() {
    let policy = takes(json!({}));
    let mut differences = Vec::new();
    for (with, expected) in [
        (r#"{"newAt":50,"why":"late"}"#, &[][..]),
        (r#"{"newAt":50,"why":null,"times":1,"till":null}"#, &[]),
        ("null", &["missing-argument at with.newAt", "missing-argument at with.why"]),
        ("{}", &["missing-argument at with.newAt", "missing-argument at with.why"]),
        (r#"{"newAt":null,"why":null}"#, &["missing-argument at with.newAt"]),
        (r#"{"nevAt":50,"why":null}"#, &["unknown-argument at with.nevAt, newAt", "missing-argument at with.newAt"]),
        (
            r#"{"newAt":"soon","why":"lots","times":0}"#,
            &["invalid-instant at with.newAt", "out-of-range at with.times", "wrong-type at with.why, lost"],
        ),
        // What is known of the order stands in the order.
        (
            r#"{"newAt":50,"why":null,"p":30,"state":"two"}"#,
            &["unknown-argument at with.p", "unknown-argument at with.state"],
        ),
        (r#"{"newAt":50,"why":null,"newAt":60}"#, &["duplicate at with.newAt"]),
        ("5", &["not-an-object at with", "missing-argument at with.newAt"]),
    ] {
        let found = told(&policy, with);
        let expected = if with == "5" { words(&expected[..1]) } else { words(expected) };
        differ(with, found, expected, &mut differences);
    }
    report(&differences);
    let none = deal(&[], json!({ "go": {} }), json!({}));
    let with = read(r#"{"newAt":50}"#);
    let wrong =
        none.apply(&read(ORDER), "go", &ApplyOptions { with: Some(&with), ..ApplyOptions::at(at(0)).role("buyer") });
    assert_eq!(wrong.unwrap_err().as_slice()[0].help.as_deref(), Some("the action takes no arguments"));
}

#[test]
fn what_an_action_sets_reads_its_arguments_and_the_order_has_none_of_them() {
    let set = json!({ "p": "newAt", "count": "count + times", "n": "till", "flag": "why == \"lost\"" });
    let policy = takes(json!({ "set": set }));
    for (with, expected) in [
        (r#"{"newAt":50,"why":null}"#, r#"{"state":"one","p":50,"count":2}"#),
        (r#"{"newAt":50,"why":"lost","times":3,"till":7}"#, r#"{"state":"one","p":50,"count":3,"flag":true,"n":7}"#),
    ] {
        let with = read(with);
        let options = ApplyOptions { with: Some(&with), ..ApplyOptions::at(at(10)).role("seller") };
        let applied = apply(&policy, ORDER, &read(ORDER), &options);
        assert!(applied.applied && applied.agreed.is_none());
        assert_eq!(serde_json::to_string(&applied.order).unwrap(), expected);
    }
}

#[test]
fn a_requirement_that_reads_an_argument_is_open_until_the_action_is_tried() {
    let policy = takes(
        json!({ "requires": { "later": "p < newAt", "ahead": "now < newAt" }, "effects": { "far": "newAt > p + week" } }),
    );
    let facts = json!({ "p": 100 });
    let expected = json!({ "actions": { "go": {
        "verdict": "unknown", "missing": [],
        "reasons": [
            { "facts": [], "arguments": [] },
            { "status": "unknown", "facts": [], "arguments": ["newAt"] },
            { "status": "unknown", "facts": ["p"], "arguments": ["newAt"] },
        ],
        "effects": [{ "certainty": "possible" }],
    } } });
    check(&policy, "one", facts, 10, expected);
    for (new, verdict) in [(100, Verdict::Denied), (101, Verdict::Allowed), (9, Verdict::Denied)] {
        let with = read(&format!(r#"{{"newAt":{new},"why":null}}"#));
        let options = ApplyOptions { with: Some(&with), ..ApplyOptions::at(at(10)).role("seller") };
        let applied = apply(&policy, ORDER, &read(ORDER), &options);
        assert_eq!(applied.action.verdict, verdict, "{new}");
        assert_eq!((applied.action.missing.len(), applied.action.effects.len()), (0, 0), "{new}");
    }
}

#[test]
fn what_is_asked_and_what_is_agreed_are_separate_orders() {
    let extend = |unless: Value| {
        let mut consent = json!({ "of": "other" });
        if !unless.is_null() {
            consent["unless"] = unless;
        }
        takes(json!({
            "consent": consent, "set": { "n": "now", "count": "count + 1" },
            // Agreeing comes after asking, and reads what that set.
            "agreed": { "to": "three", "set": { "p": "newAt", "free": "count * 10", "n": "null" } },
        }))
    };
    let with = read(r#"{"newAt":50,"why":null}"#);
    let asked = r#"{"state":"one","p":100,"count":1,"n":10}"#;
    let agreed = r#"{"state":"three","p":50,"count":1,"free":10}"#;
    let told = |policy: &Policy, agreed: bool| {
        let options = ApplyOptions { with: Some(&with), agreed, ..ApplyOptions::at(at(10)).role("seller") };
        let applied = apply(policy, ORDER, &read(ORDER), &options);
        assert!(applied.applied);
        let json = |order: &Data<'_>| serde_json::to_string(order).unwrap();
        (json(&applied.order), applied.agreed.as_ref().map(json))
    };
    let always = extend(json!(null));
    assert_eq!(told(&always, false), (asked.to_owned(), Some(agreed.to_owned())));
    assert_eq!(told(&always, true), (agreed.to_owned(), None));
    // Where nobody has to agree, asking is agreeing.
    assert_eq!(told(&extend(json!("true")), false), (agreed.to_owned(), None));
    assert_eq!(told(&extend(json!("f")), false), (asked.to_owned(), Some(agreed.to_owned())));
    let answer = answer_at(&always, &order("one", &json!({ "p": 100 })), 10);
    assert_eq!(answer["actions"]["go"]["leadsTo"], "three");
}

#[test]
fn asking_may_lead_to_a_state_of_its_own() {
    let action = json!({ "to": "four", "consent": { "of": "other" }, "agreed": { "to": "five" } });
    let policy = deal(&[], json!({ "go": action }), json!({}));
    let applied = apply(&policy, ORDER, &read(ORDER), &ApplyOptions::at(at(10)).role("seller"));
    assert_eq!(applied.preview.state.given, "four");
    assert_eq!(applied.agreed, Some(read(r#"{"state":"five","p":100}"#)));
    // Without a word on what holds once it is agreed to, the state does.
    let old = deal(&[], json!({ "go": { "to": "four", "consent": { "of": "other" } } }), json!({}));
    let applied = apply(&old, ORDER, &read(ORDER), &ApplyOptions::at(at(10)).role("seller"));
    assert_eq!((&*applied.preview.state.given, applied.agreed), ("one", Some(read(r#"{"state":"four","p":100}"#))));
}

#[test]
fn a_way_names_what_has_to_be_supplied_and_invents_nothing() {
    let policy = deal(
        &[],
        json!({
            "move": {
                "with": { "newAt": { "type": "timestamp", "label": text("New") } },
                "requires": { "ahead": "now < newAt" },
                "consent": { "of": "other" }, "agreed": { "set": { "flag": "true" } }, "set": { "p": "now" },
            },
            "go": { "requires": { "moved": "flag" } },
        }),
        json!({}),
    );
    let options = Options::at(at(0)).role("buyer").locale("en");
    let ways = policy.ways(&order("one", &json!({})), "go", &options).unwrap();
    let [Step::Act(step)] = ways.ways[0].steps.as_slice() else { panic!("{ways:?}") };
    assert_eq!((&*step.action, step.consent_of.as_deref()), ("move", Some("seller")));
    assert_eq!(step.arguments, ["newAt"]);
}

#[test]
fn what_only_an_argument_decides_is_not_told_to_be_impossible() {
    let move_by = |set: Value| json!({ "with": { "newAt": { "type": "timestamp", "label": text("New") } }, "roles": ["seller"], "set": set });
    for (condition, set) in [
        ("p >= now + week", json!({ "p": "newAt" })),
        // A fact with a default cannot be unknown in an order, and is on the way.
        ("n != null && n > p", json!({ "n": "newAt" })),
        ("n == null || p < n", json!({ "n": "newAt > p ? newAt : p" })),
        // Two things have to be supplied so that they fit.
        ("n != null && n - p > week && n - p < week + week", json!({ "n": "newAt", "p": "newAt - week" })),
    ] {
        let actions = json!({
            "move": move_by(set.clone()), "go": { "roles": ["buyer"], "requires": { "moved": condition } },
        });
        let policy = deal(&[], actions, json!({}));
        let answer = answer_at(&policy, &order("one", &json!({ "p": 20, "n": 10 })), 10);
        let go = &answer["actions"]["go"];
        let steps: Vec<&str> = go["unblock"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| {
                assert!(step.get("never").is_none(), "{condition} {set}: {step}");
                step["action"].as_str().or(step["fact"].as_str()).unwrap_or("wait")
            })
            .collect();
        assert!(
            go["verdict"] != "denied" || steps.first().is_none_or(|step| *step == "move"),
            "{condition} {set}: {steps:?}"
        );
    }
}

#[test]
fn until_somebody_has_agreed_what_follows_from_that_is_only_possible() {
    let told = |rule: &str, on: Value, when: &str| {
        let mut told = effect(rule, when);
        if !on.is_null() {
            told["on"] = on;
        }
        told
    };
    let consent = |unless: &str| match unless {
        "" => json!({ "of": "other" }),
        unless => json!({ "of": "other", "unless": unless }),
    };
    for (unless, facts, expected) in [
        ("", json!({}), [Some("certain"), Some("possible"), Some("possible"), None, Some("possible")]),
        ("f", json!({}), [Some("certain"), Some("possible"), Some("possible"), None, Some("possible")]),
        ("f", json!({ "f": false }), [Some("certain"), Some("possible"), Some("possible"), None, Some("possible")]),
        ("f", json!({ "f": true }), [Some("certain"), Some("certain"), Some("certain"), None, Some("possible")]),
    ] {
        let action = json!({ "consent": consent(unless) });
        let mut document = deal_document(&[], json!({ "go": action }), json!({}));
        document["actions"]["go"]["effects"] = json!([
            told("asked", json!("asked"), "true"),
            told("agreed", json!("agreed"), "true"),
            told("either", json!(null), "true"),
            told("none", json!("asked"), "false"),
            told("open", json!("asked"), "g"),
        ]);
        let answer = answer_at(&made(document), &order("one", &facts), 10);
        let effects = answer["actions"]["go"]["effects"].as_array().unwrap();
        let found = ["asked", "agreed", "either", "none", "open"].map(|rule| {
            let rule = format!(".{rule}");
            let found = effects.iter().find(|effect| effect["rule"].as_str().unwrap().ends_with(&rule));
            found.and_then(|effect| effect["certainty"].as_str())
        });
        assert_eq!(found, expected, "{unless} {facts}");
    }
}

#[test]
fn when_nobody_has_to_agree_any_more_what_follows_becomes_certain() {
    let consent = json!({ "go": { "consent": { "of": "other", "unless": "now >= p" } } });
    let mut document = deal_document(&[], consent, json!({}));
    document["actions"]["go"]["effects"] = json!([effect("follows", "now < p + duration(\"50ms\")")]);
    let policy = made(document);
    for (now, expected) in [(99, Some(("possible", 100))), (100, Some(("certain", 150))), (150, None)] {
        let answer = answer_at(&policy, &order("one", &json!({ "p": 100 })), now);
        let told = answer["actions"]["go"]["effects"].as_array().unwrap().first();
        let found = told.map(|told| (told["certainty"].as_str().unwrap(), told["until"].as_i64().unwrap()));
        assert_eq!(found, expected, "{now}");
    }
}

#[test]
fn each_role_asks_whom_the_policy_says() {
    let mut document = deal_document(&[], json!({ "go": { "to": "four" } }), json!({}));
    document["roles"] = json!(["buyer", "seller", "carrier"]);
    document["roleLabels"]["carrier"] = text("Carrier");
    document["actions"]["go"]["roles"] = json!(["buyer", "seller", "carrier"]);
    document["actions"]["go"]["consent"] =
        json!({ "of": { "buyer": "seller", "seller": "carrier", "carrier": "buyer" } });
    let policy = made(document);
    let answer = policy.preview(&read(r#"{"state":"one"}"#), &Options::at(at(0))).unwrap();
    let asked: Vec<(&str, &str)> = answer
        .actions
        .iter()
        .filter(|action| action.id == "go")
        .map(|action| (&*action.role, action.consent_of.as_deref().unwrap()))
        .collect();
    assert_eq!(asked, [("buyer", "seller"), ("seller", "carrier"), ("carrier", "buyer")]);
    let ways = policy.ways(&read(r#"{"state":"one"}"#), "four", &Options::at(at(0)).role("carrier")).unwrap();
    let Step::Act(step) = &ways.ways[0].steps[0] else { panic!("{ways:?}") };
    assert_eq!((&*step.by, step.consent_of.as_deref()), ("carrier", Some("buyer")));
}
