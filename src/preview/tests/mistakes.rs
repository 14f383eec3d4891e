//! An action that cannot be found, and facts that cannot go with one.

use serde_json::json;

use super::kit::{at, deal, differ, problems, read, report, words};
use crate::data::Data;
use crate::preview::ApplyOptions;
use crate::preview::apply::apply_into;
use crate::problem::Report;

/// What is told of an action that cannot be found, or of what goes with it.
fn told_problems(given: &str, action: &Data<'_>, role: Option<&str>, with: &str) -> Vec<String> {
    let actions = json!({
        "go": {},
        "only-old": { "edition": "old" },
        "ship": { "roles": ["seller"] },
        "send-back": { "roles": ["buyer"] },
    });
    let policy = deal(&[], actions, json!({}));
    let (order, with) = (read(given), read(with));
    let options = ApplyOptions { role, with: Some(&with), ..ApplyOptions::at(at(10)) };
    let mut report = Report::default();
    let applied = apply_into(&policy, &order, action, &options, &mut report);
    let Err(wrong) = report.finish(applied.map(|applied| applied.applied)) else { return words(&["it is understood"]) };
    let mut told = problems(&wrong);
    // A help that offers nothing is none.
    let helps = wrong.as_slice().iter().filter_map(|problem| problem.help.as_deref());
    told.extend(helps.filter(|help| help.trim_end().ends_with("of")).map(str::to_owned));
    told
}

#[test]
fn an_action_that_cannot_be_found_is_a_problem() {
    const ORDER: &str = r#"{"state":"one"}"#;
    let buyer = Some("buyer");
    let mut differences = Vec::new();
    for (given, action, role, expected) in [
        (ORDER, "go", None, &["unknown-role at role"][..]),
        (ORDER, "go", Some("sellre"), &["unknown-role at role, seller"]),
        (ORDER, "go", Some(""), &["unknown-role at role"]),
        (ORDER, "ship", buyer, &["unknown-action at action"]),
        (ORDER, "sendback", buyer, &["unknown-action at action, send-back"]),
        (ORDER, "sendback", None, &["unknown-action at action, send-back"]),
        // What another role may do is not suggested.
        (ORDER, "shp", buyer, &["unknown-action at action"]),
        (ORDER, "shp", None, &["unknown-action at action, ship"]),
        (ORDER, "", None, &["unknown-action at action"]),
        (ORDER, "state", None, &["unknown-action at action"]),
        (r#"{"state":"one","edition":"recent"}"#, "only-old", buyer, &["unknown-action at action"]),
        // All that is wrong is told at once, as far as it is known what the order is.
        (ORDER, "gone", Some("byer"), &["unknown-role at role, buyer", "unknown-action at action, go"]),
        (
            r#"{"state":"onne","p":"soon"}"#,
            "go",
            Some("byer"),
            &["unknown-state at state, one", "invalid-instant at p", "unknown-role at role, buyer"],
        ),
    ] {
        let found = told_problems(given, &Data::Text(action.into()), role, "{}");
        differ(format!("{action} by {role:?} of {given}"), found, words(expected), &mut differences);
    }
    for (action, expected) in [
        (Data::Null, "unknown-action at action"),
        (Data::Int(1), "wrong-type at action"),
        (Data::List(vec![Data::Text("go".into())]), "wrong-type at action"),
        (Data::Map(vec![]), "wrong-type at action"),
        (Data::Foreign("a function".into()), "wrong-type at action"),
    ] {
        let about = action.to_string();
        differ(about, told_problems(ORDER, &action, buyer, "{}"), words(&[expected]), &mut differences);
    }
    report(&differences);
}

#[test]
fn what_helps_with_an_action_that_cannot_be_found_is_told() {
    let policy = deal(&[], json!({ "go": {}, "ship": { "roles": ["seller"] } }), json!({}));
    let mut differences = Vec::new();
    for (action, role, message, help) in [
        ("go", None, "`go` is an action of several roles", "say who acts: one of `buyer`, `seller`"),
        ("ship", Some("buyer"), "`ship` is no action of this role", "it is an action of `seller`"),
        ("shp", None, "`shp` is no action of `deal`", "did you mean `ship`?"),
        ("shp", Some("buyer"), "`shp` is no action of this role in `deal`", "one of `go`, `look`"),
    ] {
        let options = ApplyOptions { role, ..ApplyOptions::at(at(0)) };
        let wrong = policy.apply(&read(r#"{"state":"one"}"#), action, &options).unwrap_err();
        let [problem] = wrong.as_slice() else { panic!("one problem: {wrong}") };
        let found = (problem.message.as_str(), problem.help.as_deref());
        differ(action, found, (message, Some(help)), &mut differences);
    }
    report(&differences);
}
