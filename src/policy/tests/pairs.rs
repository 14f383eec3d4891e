//! All problems in one round: two mistakes at different places are both told, and nothing else is.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::kit::{Mistake, check, gone, problems, text};
use super::{conditions, names, never, rules, whole};

/// Every mistake that the other tests try one by one.
fn mistakes() -> Vec<Mistake> {
    [
        names::unknown_names(),
        whole::missing_keys(),
        whole::unknown_keys(),
        whole::wrong_types(),
        conditions::wrong_conditions(),
        rules::slips(),
        never::mistakes(),
    ]
    .concat()
}

/// Whether one place is in the other.
fn inside(a: &str, b: &str) -> bool {
    let within = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    within(a, b) || within(b, a)
}

/// Whether there is nothing to tell of one mistake because of another: what it rests on cannot be known.
fn rests_on(told: &str, other: &str) -> bool {
    let words: &[&str] = match other {
        "/roles" | "/roles/0" => &["under `roles`", "does not have this action"],
        "/states" => &["under `states`", "is final"],
        "/states/done/final" => &["is final"],
        "/actions/revise/from" | "/actions/revise/from/0" => &["never said"],
        "/facts/asked/type" => &["`asked` is no timestamp", "a number", "due:1:12"],
        "/facts/asker/nullable" => &["unless:1:1", "set.asker"],
        "/facts/size/type" | "/facts/size/type/0" => &["`huge` is no choice", "this can be `small`"],
        "/facts/dueAt/after" | "/facts/dueAt/after/0" => &["`sentAt` stands here twice", "comes after the other"],
        "/transitions" | "/transitions/0" | "/transitions/0/rule" => &["`shop.auto-done`"],
        "/transitions/0/when" => &["at:1:1: this can be null"],
        "/actions" => &["an action is called `"],
        "/actions/revise/requires" => &["`shop.revise.window-open`"],
        _ => &[],
    };
    words.iter().any(|words| told.contains(words))
}

/// What is told, without the names that are listed as an advice and the id of the policy.
fn short(told: &str) -> String {
    told.split(" (").next().unwrap().replace("`….", "`shop.")
}

#[test]
fn of_two_mistakes_both_are_told_and_nothing_else() {
    let all = mistakes();
    let alone: Vec<Vec<String>> = all.iter().map(|(place, value, _)| problems(&[(place, value.clone())])).collect();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (index, (place, value, _)) in all.iter().enumerate() {
        for (other, (second, other_value, _)) in all.iter().enumerate().skip(index + 1) {
            // To try every pair takes half a minute; so each mistake is tried with a third of the others.
            if inside(place, second) || (index + other) % 3 != 0 {
                continue;
            }
            tried += 1;
            let both = problems(&[(place, value.clone()), (second, other_value.clone())]);
            let found: BTreeSet<String> = both.iter().map(|told| short(told)).collect();
            let (first, last) = (&alone[index], &alone[other]);
            let kept = |told: &[String], other: &str| -> BTreeSet<String> {
                told.iter().filter(|told| !rests_on(told, other)).map(|told| short(told)).collect()
            };
            let needed: BTreeSet<String> = kept(first, second).union(&kept(last, place)).cloned().collect();
            let allowed: BTreeSet<String> = first.iter().chain(last).map(|told| short(told)).collect();
            let lost: Vec<_> = needed.difference(&found).collect();
            let new: Vec<_> = found.difference(&allowed).collect();
            if !lost.is_empty() || !new.is_empty() {
                wrong.push(format!("{place} = {value}\n{second} = {other_value}\n  lost {lost:?}\n  new {new:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} pairs:\n{}", wrong.len(), wrong.join("\n"));
    assert!(3_000 < tried, "{tried} pairs");
}

#[test]
fn mistakes_of_four_kinds_are_told_in_one_round() {
    check(
        &[
            ("/actions/accept/lable", text("x")),
            ("/facts/asked/min", json!("0")),
            ("/transitions/1/when", json!("dueAt != null and true")),
            ("/states/done/label/en", gone()),
        ],
        &[
            "missing-key states.done.label.en",
            "wrong-type facts.asked.min",
            "unknown-key actions.accept.lable",
            "invalid-condition transitions[1].when:1:15",
        ],
    );
}

#[test]
fn of_what_cannot_be_read_nothing_else_is_told() {
    let label = || json!({ "label": text("x") });
    for (changes, expected) in [
        // A whole table or list: whatever names something in it may be right.
        (vec![("/states", json!(3))], "wrong-type states"),
        (vec![("/roles", json!("buyer"))], "wrong-type roles"),
        (vec![("/roles/1", json!(7))], "wrong-type roles[1]"),
        (vec![("/facts", json!([]))], "wrong-type facts"),
        (vec![("/params", json!("x"))], "wrong-type params"),
        (vec![("/sources", json!(false))], "wrong-type sources"),
        (vec![("/editions", json!("old"))], "wrong-type editions"),
        (vec![("/actions", json!(1))], "wrong-type actions"),
        (vec![("/transitions", json!(1))], "wrong-type transitions"),
        (vec![("/duties/0", json!(1))], "wrong-type duties[0]"),
        // One element of it.
        (vec![("/states/working", json!(3))], "wrong-type states.working"),
        (vec![("/facts/dueAt", json!("timestamp"))], "wrong-type facts.dueAt"),
        (vec![("/facts/size/type/0", json!(1))], "wrong-type facts.size.type[0]"),
        (vec![("/params/window", json!("7d"))], "wrong-type params.window"),
        (vec![("/params/window/editions", json!("7d"))], "wrong-type params.window.editions"),
        (vec![("/actions/deliver", json!([]))], "wrong-type actions.deliver"),
        (vec![("/transitions/1/edition", json!("recnt"))], "unknown-name transitions[1].edition"),
        (vec![("/transitions/1/edition", json!(5))], "wrong-type transitions[1].edition"),
        (vec![("/transitions/1/when", json!(5))], "wrong-type transitions[1].when"),
        (vec![("/transitions/1/when", json!("dueAt"))], "invalid-condition transitions[1].when"),
        (
            vec![("/values", json!({ "end": { "is": "nothing" } })), ("/duties/0/due", json!("end"))],
            "invalid-condition values.end.is",
        ),
        (vec![("/roleLabels/seller", gone())], "missing-key roleLabels.seller"),
        (vec![("/facts/size/choiceLabels/large", gone())], "missing-key facts.size.choiceLabels.large"),
        (vec![("/states/lost", label()), ("/actions/accept/from/0", json!(1))], "wrong-type actions.accept.from[0]"),
    ] {
        check(&changes, &[expected]);
    }
}

/// A text that stands in for what could not be read can come from nowhere else.
#[test]
fn no_document_holds_what_stands_in_for_a_text() {
    for (pointer, value) in [
        ("/actions/accept/label/en", json!("\0")),
        ("/actions/accept/from/0", json!("\0")),
        ("/source", json!("\0")),
        ("/facts/\0", json!({ "type": "bool", "label": text("x") })),
        ("/actions/revise/elsewhere/\0", text("x")),
        ("/actions/deliver/set/\0", json!("now")),
    ] {
        assert!(!problems(&[(pointer, value)]).is_empty(), "{pointer}");
    }
}

/// What rests on something of unknown editions is judged by what holds in all of them.
#[test]
fn of_an_element_in_unknown_editions_is_told_what_is_wrong_in_each() {
    let at = |text: &str| -> Vec<(&str, Value)> {
        vec![("/transitions/1/edition", json!("recnt")), ("/transitions/1/at", json!(text))]
    };
    let unknown = "unknown-name transitions[1].edition";
    check(&at("dueAt + silence"), &[unknown]);
    check(&at("dueAt + nothing"), &[unknown, "invalid-condition transitions[1].at:1:9: `nothing` is no fact"]);
}
