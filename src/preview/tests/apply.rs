//! What becomes of an order: how it is written, what goes with the action, and what that changes by itself.

use serde_json::{Value, json};

use super::kit::{apply, at, deal, deal_document, differ, effect, made, merge, order, read, report, text};
use crate::data::Data;
use crate::policy::Policy;
use crate::preview::answer::{Applied, Transition, Verdict};
use crate::preview::{ApplyOptions, Options};

/// The action `go` of the seller at 10, with its arguments.
fn go<'p>(policy: &'p Policy, given: &str, with: &str) -> Applied<'p> {
    let (order, with) = (read(given), read(with));
    let options = ApplyOptions { with: Some(&with), ..ApplyOptions::at(at(10)).role("seller") };
    apply(policy, given, &order, &options)
}

/// The order after it, with its keys in their order; else the verdict and the missing facts.
fn outcome(applied: &Applied<'_>) -> String {
    if applied.applied {
        assert_eq!(applied.action.verdict, Verdict::Allowed);
        return serde_json::to_string(&applied.order).unwrap();
    }
    let missing = applied.missing.iter().map(|fact| format!(" {fact}")).collect::<String>();
    format!("{}{missing}", applied.action.verdict.word())
}

/// Tries an action for each order with each of these arguments.
fn check_with(rows: &[(Value, &str, &str, &str)]) {
    let mut differences = Vec::new();
    for (action, given, with, expected) in rows {
        let policy = deal(&["x: one -> two at p"], json!({ "go": action }), json!({}));
        let found = outcome(&go(&policy, given, with));
        differ(format!("{action} with {given} and {with}"), found, (*expected).to_owned(), &mut differences);
    }
    report(&differences);
}

/// An order in which nothing happens by itself.
const STILL: &str = r#"{"state":"one","p":100}"#;

#[test]
fn an_order_stays_as_it_was_written() {
    let go = json!({ "to": "two", "set": { "count": "count + 1", "q": "now" } });
    check_with(&[
        // Keys stay in their order, and new ones follow.
        (
            go.clone(),
            r#"{"id":7,"n":null,"state":"one","p":"1970-01-01T09:00:00.1+09:00","params":{"week":"24h"},"edition":"old","policy":"deal"}"#,
            "{}",
            r#"{"id":7,"n":null,"state":"two","p":"1970-01-01T09:00:00.1+09:00","params":{"week":"24h"},"edition":"old","policy":"deal","count":1,"q":10}"#,
        ),
        (
            go.clone(),
            r#"{"count":1,"f":null,"id":"A-7","length":"90m","free":1e2,"q":3,"state":"one","params":null,"edition":null,"p":100}"#,
            "{}",
            r#"{"count":2,"f":null,"id":"A-7","length":"90m","free":100,"q":10,"state":"two","params":null,"edition":null,"p":100}"#,
        ),
        // What is set to what it is already stays too.
        (
            go,
            r#"{"state":"one","q":"1970-01-01T00:00:00.010Z","p":100}"#,
            "{}",
            r#"{"state":"two","q":"1970-01-01T00:00:00.010Z","p":100,"count":1}"#,
        ),
    ]);
}

/// It is neither told as done nor recorded as something else.
#[test]
fn a_number_that_a_fact_cannot_have_is_refused() {
    let mut differences = Vec::new();
    for (set, given, expected) in [
        (json!({ "count": "count - 5" }), json!({ "count": 3 }), "`count` would be -2, which no order can hold"),
        (json!({ "count": "count - 1" }), json!({}), "`count` would be -1, which no order can hold"),
        (
            json!({ "count": "count + 1" }),
            json!({ "count": 9_007_199_254_740_991_i64 }),
            "`count` would be 9007199254740992, which no order can hold",
        ),
        (json!({ "length": "p - now" }), json!({ "p": 2 }), "`length` would be -8, which no order can hold"),
    ] {
        let policy = deal(&[], json!({ "go": { "roles": ["seller"], "set": set } }), json!({}));
        let problems = policy.apply(&order("one", &given), "go", &ApplyOptions::at(at(10))).unwrap_err();
        differ(
            format!("{set} of {given}"),
            problems.as_slice()[0].message.clone(),
            expected.to_owned(),
            &mut differences,
        );
    }
    report(&differences);
}

#[test]
fn a_number_that_a_transition_cannot_record_is_unknown() {
    let mut document = deal_document(
        &["x: one -> two at p"],
        json!({ "go": { "from": ["two"], "roles": ["seller"], "requires": { "r": "count == 0" } } }),
        json!({}),
    );
    document["transitions"][0]["set"] = json!({ "count": "count - 1" });
    let policy = made(document);
    let verdict = |count: i64| {
        let preview = policy.preview(&order("one", &json!({ "p": 5, "count": count })), &Options::at(at(10))).unwrap();
        preview.actions[0].verdict.word()
    };
    assert_eq!([verdict(1), verdict(2), verdict(0)], ["allowed", "denied", "unknown"]);
}

#[test]
fn a_date_stays_a_date() {
    let policy = deal(&[], json!({ "go": { "to": "two", "roles": ["seller"], "set": { "r": "now" } } }), json!({}));
    let given = Data::Map(vec![
        ("p".into(), Data::Date(3)),
        ("state".into(), Data::Text("one".into())),
        ("r".into(), Data::Date(4)),
    ]);
    let options = ApplyOptions::at(at(10));
    let after = Data::Map(vec![
        ("p".into(), Data::Date(3)),
        ("state".into(), Data::Text("two".into())),
        ("r".into(), Data::Int(10)),
    ]);
    assert_eq!(policy.apply(&given, "go", &options).unwrap().order, after);
}

#[test]
fn what_cannot_be_done_leaves_everything_as_it_is() {
    let actions = json!({ "go": { "to": "three", "requires": { "r": "f", "s": "flag" }, "set": { "count": "free" } } });
    let policy = deal(&["x: one -> two at p", "y: three -> four at p"], actions, json!({}));
    let applied = go(&policy, r#"{"p":"1970-01-01T00:00:01Z","state":"one","f":true,"free":3}"#, "{}");
    assert!(!applied.applied);
    assert_eq!(applied.action.verdict, Verdict::Denied);
    let reasons = applied.action.reasons.iter().map(|reason| reason.status.word());
    assert_eq!(reasons.collect::<Vec<_>>(), ["satisfied", "satisfied", "violated"]);
    assert_eq!((applied.missing.len(), applied.stops, applied.starts), (0, vec![], vec![]));
    assert_eq!(applied.runs_into, []);
    assert_eq!(applied.preview.actions.iter().filter(|action| action.id == "go").count(), 2);
}

/// Each transition as `x 10`.
fn told(transitions: &[Transition<'_>]) -> String {
    let told = transitions.iter().map(|each| format!("{} {}", each.rule.trim_start_matches("deal."), each.at.millis()));
    told.collect::<Vec<_>>().join(", ")
}

#[test]
fn what_was_going_to_happen_by_itself_stops_starts_or_happens_at_once() {
    const OUT: &str = "x: one -> two at p";
    const ON: &str = "y: three -> four at q";
    let goes = || json!({ "to": "three" });
    let due = || json!({ "with": { "at": { "type": "timestamp", "label": text("At") } }, "set": { "p": "at" } });
    let mut differences = Vec::new();
    for (transitions, action, facts, with, expected) in [
        (&[OUT][..], goes(), json!({ "p": 20 }), "{}", ("x 20", "", "")),
        (&[ON], goes(), json!({ "q": 20 }), "{}", ("", "y 20", "")),
        (&[OUT, ON], goes(), json!({ "p": 20, "q": 30 }), "{}", ("x 20", "y 30", "")),
        // What would have followed stops as well.
        (
            &[OUT, "y: two -> three at q"],
            json!({ "to": "four" }),
            json!({ "p": 20, "q": 30 }),
            "{}",
            ("x 20, y 30", "", ""),
        ),
        // What is due already happens at once, one after the other.
        (&[ON], goes(), json!({ "q": 5 }), "{}", ("", "", "y 10")),
        (&[ON], goes(), json!({ "q": 10 }), "{}", ("", "", "y 10")),
        (&[ON], goes(), json!({ "q": 11 }), "{}", ("", "y 11", "")),
        (&[ON, "z: four -> five at p"], goes(), json!({ "q": 5, "p": 7 }), "{}", ("", "", "y 10, z 10")),
        (&[ON, "z: four -> five at p"], goes(), json!({ "q": 5, "p": 30 }), "{}", ("", "z 30", "y 10")),
        (&[ON, "z: four -> five at p"], goes(), json!({ "q": 11, "p": 5 }), "{}", ("", "y 11, z 11", "")),
        // What happens at another time stops at the one and starts at the other.
        (&[OUT], json!({ "set": { "p": "now + duration(\"15ms\")" } }), json!({ "p": 20 }), "{}", ("x 20", "x 25", "")),
        (&[OUT], json!({ "set": { "p": "now" } }), json!({ "p": 20 }), "{}", ("x 20", "", "x 10")),
        // What is supplied with the action counts as well.
        (&[OUT], due(), json!({ "p": 20 }), r#"{"at":30}"#, ("x 20", "x 30", "")),
        (&["x: one -> two at p when f"], goes(), json!({ "p": 20 }), "{}", ("", "", "")),
        // What stays, stays untold.
        (&[OUT], json!({ "set": { "count": "count + 1" } }), json!({ "p": 20 }), "{}", ("", "", "")),
        (&["x: one|three -> two at p"], goes(), json!({ "p": 20 }), "{}", ("", "", "")),
        (
            &[OUT, ON],
            json!({ "to": "three", "consent": { "of": "other" } }),
            json!({ "p": 20, "q": 5 }),
            "{}",
            ("", "", ""),
        ),
    ] {
        let policy = deal(transitions, json!({ "go": action }), json!({}));
        let mut given = json!({ "state": "one" });
        merge(&mut given, &facts);
        let applied = go(&policy, &given.to_string(), with);
        assert!(applied.applied);
        let found = (told(&applied.stops), told(&applied.starts), told(&applied.runs_into));
        let expected = (expected.0.to_owned(), expected.1.to_owned(), expected.2.to_owned());
        differ(format!("{transitions:?}, {action} with {facts} and {with}"), found, expected, &mut differences);
    }
    report(&differences);
}

#[test]
fn what_an_action_runs_into_happens_when_the_action_is_done() {
    let mut document = deal_document(&["y: three -> four at q"], json!({ "go": { "to": "three" } }), json!({}));
    document["transitions"][0]["effects"] =
        json!([effect("before-p", "now < p"), effect("from-p", "p <= now"), effect("perhaps", "f")]);
    let policy = made(document);
    let applied = go(&policy, r#"{"state":"one","p":7,"q":5}"#, "{}");
    let [trap] = applied.runs_into.as_slice() else { panic!("one transition: {applied:?}") };
    assert_eq!((&*trap.from, &*trap.to, trap.at), ("three", "four", at(10)));
    let effects = trap.effects.iter().map(|effect| format!("{} {}", effect.rule, effect.certainty.word()));
    assert_eq!(effects.collect::<Vec<_>>(), ["deal.y.from-p certain", "deal.y.perhaps possible"]);
    assert_eq!(applied.preview.state.given, "three");
    assert_eq!(applied.preview.state.effective, "four");
}

#[test]
fn the_action_is_told_as_it_was_before_it_was_done() {
    let action = json!({
        "to": "two",
        "set": { "flag": "true" },
        "requires": { "once": "!flag" },
        "effects": { "first": "!flag", "again": "flag" },
        "drafts": { "first": "!flag", "again": "flag" },
    });
    let policy = deal(&[], json!({ "go": action }), json!({}));
    let applied = go(&policy, STILL, "{}");
    assert_eq!(applied.action.role, "seller");
    assert_eq!(applied.action.leads_to.as_deref(), Some("two"));
    assert_eq!(applied.action.effects.iter().map(|effect| &*effect.rule).collect::<Vec<_>>(), ["deal.go.first"]);
    assert_eq!(applied.action.drafts.iter().map(|draft| &*draft.id).collect::<Vec<_>>(), ["first"]);
    let then = applied.preview.actions.iter().filter(|action| action.id == "go");
    assert_eq!(then.map(|action| action.verdict.word()).collect::<Vec<_>>(), ["denied", "denied"]);
}

#[test]
fn the_only_role_that_has_an_action_need_not_be_named() {
    let policy = deal(&[], json!({ "go": { "roles": ["seller"], "set": { "asker": "role" } } }), json!({}));
    for role in [None, Some("seller")] {
        let applied = policy.apply(&read(STILL), "go", &ApplyOptions { role, ..ApplyOptions::at(at(10)) }).unwrap();
        assert_eq!(applied.action.role, "seller");
        assert_eq!(serde_json::to_string(&applied.order).unwrap(), r#"{"state":"one","p":100,"asker":"seller"}"#);
    }
}
