//! What an action takes along, and what holds once it is agreed to.

use serde_json::{Value, json};

use super::kit::{check, gone, text};

fn with(argument: Value) -> (&'static str, Value) {
    ("/actions/revise/with", json!({ "newAt": argument }))
}

fn date() -> Value {
    json!({ "type": "timestamp", "label": text("New"), "deadline": true })
}

#[test]
fn an_argument_is_declared_as_a_fact_is_and_read_by_its_action_only() {
    check(&[with(date()), ("/actions/revise/requires/0/that", json!("sentAt < newAt"))], &[]);
    check(&[with(date()), ("/actions/revise/effects/0/when", json!("sentAt < newAt"))], &[]);
    for (pointer, place) in [
        ("/actions/accept/requires", "actions.accept.requires[0].that:1:10"),
        ("/duties/0/when", "duties[0].when:1:10"),
        ("/transitions/0/when", "transitions[0].when:1:10"),
    ] {
        let condition = json!("sentAt < newAt");
        let value = match pointer {
            "/actions/accept/requires" => json!([{ "rule": "r", "that": condition, "message": text("x") }]),
            _ => condition,
        };
        check(
            &[with(date()), (pointer, value)],
            &[&format!("invalid-condition {place}: `newAt` is an argument of the action `revise`")],
        );
    }
}

#[test]
fn what_is_wrong_with_an_argument_is_told_at_its_place() {
    let path = "actions.revise.with.newAt";
    for (key, value, expected) in [
        ("min", json!(1), format!("wrong-type {path}.min: `min` is for numbers and amounts of money only")),
        ("changes", json!(true), format!("unknown-key {path}.changes: `changes` has no meaning here")),
        ("after", json!(["sentAt"]), format!("unknown-key {path}.after: `after` has no meaning here")),
        ("default", json!("soon"), format!("invalid-instant {path}.default: ")),
        ("default", json!(null), format!("wrong-type {path}.default: a default is a value or `\"none\"`, not null")),
    ] {
        let mut argument = date();
        argument[key] = value;
        check(&[with(argument)], &[&expected]);
    }
    for name in ["dueAt", "silence", "now"] {
        check(
            &[("/actions/revise/with", json!({ name: date() }))],
            &[&format!("reserved-name actions.revise.with.{name}: `{name}` means something else already")],
        );
    }
    check(
        &[("/actions/revise/with", json!({ "new-at": date() }))],
        &["invalid-name actions.revise.with.new-at: `new-at` is no name"],
    );
}

#[test]
fn what_an_argument_supplies_does_not_hold_before_somebody_has_agreed() {
    let set = ("/actions/revise/set", json!({ "dueAt": "newAt" }));
    check(
        &[with(date()), set.clone()],
        &["conflict actions.revise.set.dueAt: this would hold before anybody has agreed (write it under `agreed.set`"],
    );
    check(&[with(date()), ("/actions/revise/agreed", json!({ "set": { "dueAt": "newAt" } }))], &[]);
    // That it is to hold once it is asked for can be said.
    check(&[with(date()), set.clone(), ("/actions/revise/agreed", json!({}))], &[]);
    check(&[with(date()), set, ("/actions/revise/consent", gone())], &[]);
    check(
        &[("/actions/accept/agreed", json!({ "to": "done" }))],
        &["conflict actions.accept.agreed: nobody has to agree to this action (add `consent`"],
    );
    check(
        &[("/actions/revise/agreed", json!({ "to": "gone", "set": { "sentAt": "1", "nothing": "1" } }))],
        &[
            "unknown-name actions.revise.agreed.to: `gone` is not under `states`",
            "unknown-name actions.revise.agreed.set.nothing: `nothing` is not under `facts`",
            "invalid-condition actions.revise.agreed.set.sentAt:1:1: this is a number, where a timestamp is needed",
        ],
    );
}

#[test]
fn an_effect_says_from_what_it_follows_only_where_somebody_has_to_agree() {
    for (value, expected) in [
        (json!("asked"), &[][..]),
        (json!("agreed"), &[]),
        (json!("later"), &["unknown-name actions.revise.effects[0].on: `later` has no meaning here"]),
    ] {
        check(&[("/actions/revise/effects/0/on", value)], expected);
    }
    let nobody = "nobody has to agree to this (leave `on` out: the effect follows at once)";
    check(
        &[("/transitions/0/effects/0/on", json!("asked"))],
        &[&format!("conflict transitions[0].effects[0].on: {nobody}")],
    );
    check(
        &[("/actions/revise/consent", gone()), ("/actions/revise/effects/0/on", json!("asked"))],
        &[&format!("conflict actions.revise.effects[0].on: {nobody}")],
    );
    // That an assertion is not true can be warned of where there is one, and nobody has to agree to that.
    let nothing = "this asserts nothing (leave `on` out: the effect follows at once)";
    for place in ["/transitions/0", "/actions/revise"] {
        let path = place.trim_start_matches('/').replace("s/", "s.").replace("transitions.0", "transitions[0]");
        check(
            &[(&*format!("{place}/effects/0/on").leak(), json!("untrue"))],
            &[&format!("conflict {path}.effects[0].on: {nothing}")],
        );
    }
    let asserts = ("/actions/revise/asserts", text("It is so"));
    check(&[asserts.clone(), ("/actions/revise/effects/0/on", json!("untrue"))], &[]);
    check(&[asserts, ("/actions/revise/consent", gone()), ("/actions/revise/effects/0/on", json!("untrue"))], &[]);
    // Where one edition needs it, it makes sense there.
    check(
        &[
            ("/actions/revise/consent", gone()),
            ("/actions/revise/editions", json!({ "recent": { "consent": { "of": "other" } } })),
            ("/actions/revise/effects/0/on", json!("asked")),
        ],
        &[],
    );
}

#[test]
fn the_role_that_acts_is_one_of_those_that_have_the_action() {
    let third = [("/roles", json!(["buyer", "seller", "platform"])), ("/roleLabels/platform", text("Platform"))];
    let with = |more: &[(&'static str, Value)], expected: &[&str]| {
        check(&[&third, more].concat(), expected);
    };
    // Only the two that the fact can name have the action.
    with(&[("/actions/revise/set", json!({ "asker": "role" }))], &[]);
    with(
        &[
            ("/actions/revise/set", json!({ "asker": "role" })),
            ("/actions/revise/roles", json!(["buyer", "seller", "platform"])),
            ("/actions/revise/consent", gone()),
        ],
        &["invalid-condition actions.revise.set.asker:1:1"],
    );
    // It may be asked for in words that stand in several actions.
    with(
        &[("/actions/accept/requires", json!([{ "rule": "r", "that": "role != \"platform\"", "message": text("x") }]))],
        &[],
    );
    with(
        &[(
            "/actions/accept/requires",
            json!([{ "rule": "r", "that": "role in [\"buyer\", \"platform\"]", "message": text("x") }]),
        )],
        &[],
    );
}
