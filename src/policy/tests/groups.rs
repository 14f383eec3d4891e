//! Requirements that are met by one of several alternatives.

use serde_json::{Value, json};

use super::kit::{OLD, RECENT, change, check, checked, document, gone, text};
use crate::describe::DescribeOptions;
use crate::policy::{Policy, Reading};

/// An alternative with a rule and a condition.
fn one(rule: &str, that: &str) -> Value {
    json!({ "rule": rule, "that": that, "message": text(rule) })
}

/// What makes a group of the first requirement of the document.
fn group(any: Value) -> Vec<(&'static str, Value)> {
    vec![("/actions/revise/requires/0/that", gone()), ("/actions/revise/requires/0/any", any)]
}

#[test]
fn a_group_needs_at_least_two_alternatives_with_rules_of_their_own() {
    let pair = || json!([one("early", "now < sentAt"), one("never-asked", "asked == 0")]);
    check(&group(pair()), &[]);
    let slip = "conflict actions.revise.requires[0].any: a group needs at least two alternatives (write a single condition under `that`)";
    check(&group(json!([])), &[slip]);
    check(&group(json!([one("early", "now < sentAt")])), &[slip]);
    let many: Vec<Value> = (0..21).map(|number| one(&format!("rule-{number}"), "asked == 0")).collect();
    check(
        &group(json!(many)),
        &["too-large actions.revise.requires[0].any: a group has at most 20 alternatives, not 21"],
    );
    check(&group(json!(many[..20])), &[]);
    for (rule, other) in
        [("early", "early"), ("window-open", "late"), ("not-too-often", "late"), ("state", "late"), ("counts", "late")]
    {
        let changes = group(json!([one(rule, "now < sentAt"), one(other, "asked == 0")]));
        let place = match rule {
            "early" => "actions.revise.requires[0].any[1].rule",
            // Those that stand later see that the rule is taken.
            "not-too-often" => "actions.revise.requires[1].rule",
            "counts" => "actions.revise.effects[0].rule",
            _ => "actions.revise.requires[0].any[0].rule",
        };
        let told = match rule {
            "state" => "every action has a rule `state` already".to_owned(),
            _ => format!("the rule `shop.revise.{rule}` stands here twice"),
        };
        check(&changes, &[&format!("duplicate {place}: {told}")]);
    }
}

#[test]
fn a_requirement_has_a_condition_or_a_group() {
    let any = json!([one("early", "now < sentAt"), one("never-asked", "asked == 0")]);
    check(
        &[("/actions/revise/requires/0/any", any)],
        &[
            "conflict actions.revise.requires[0].any: `that` and `any` exclude each other (write the condition under `that` as one more alternative",
        ],
    );
    check(
        &[("/actions/revise/requires/0/that", gone())],
        &[
            "missing-key actions.revise.requires[0].that: a requirement needs a condition (write it under `that`, or several of which one is enough under `any`)",
        ],
    );
    let nested = json!([
        { "rule": "deeper", "any": [one("early", "now < sentAt"), one("late", "asked == 0")], "message": text("x") },
        one("never-asked", "asked == 0"),
    ]);
    check(
        &group(nested),
        &[
            "missing-key actions.revise.requires[0].any[0].that: `that` is missing",
            "unknown-key actions.revise.requires[0].any[0].any: `any` has no meaning here",
        ],
    );
}

#[test]
fn what_is_wrong_with_an_alternative_is_told_at_its_place() {
    let wrong = json!([
        { "rule": "Early", "that": "sentAt < 1", "message": text("{nothing}"), "source": "nowhere" },
        one("never-asked", "asked"),
    ]);
    check(
        &group(wrong),
        &[
            "invalid-name actions.revise.requires[0].any[0].rule: `Early` is no name",
            "unknown-name actions.revise.requires[0].any[0].source: `nowhere` is not under `sources`",
            "invalid-placeholder actions.revise.requires[0].any[0].message: `nothing` is no fact, no parameter and no value",
            "invalid-condition actions.revise.requires[0].any[0].that:1:8: a timestamp and a number cannot be compared",
            "invalid-condition actions.revise.requires[0].any[1].that:1:1: this is a number, where a condition is needed",
        ],
    );
}

fn made(changes: &[(&str, Value)]) -> Policy {
    let mut document = document();
    changes.iter().for_each(|(pointer, value)| change(&mut document, pointer, value.clone()));
    checked(document).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn an_alternative_may_be_of_one_edition_but_each_edition_needs_one() {
    let in_edition = |rule: &str, edition: &str| {
        let mut alternative = one(rule, "asked == 0");
        alternative["edition"] = json!(edition);
        alternative
    };
    let policy = made(&group(json!([one("early", "now < sentAt"), in_edition("never-asked", "recent")])));
    let rules = |edition| -> Vec<String> {
        let requires = &policy.rules(Reading::of(edition)).actions[2].requires[0];
        requires.alternatives.iter().map(|each| each.about.rule.to_string()).collect()
    };
    assert_eq!(rules(OLD), ["shop.revise.early"]);
    assert_eq!(rules(RECENT), ["shop.revise.early", "shop.revise.never-asked"]);
    check(
        &group(json!([in_edition("early", "recent"), in_edition("never-asked", "recent")])),
        &["conflict actions.revise.requires[0].any: no alternative of the edition `old` is listed"],
    );
}

#[test]
fn a_group_rests_on_what_its_alternatives_rest_on_and_is_described_with_them() {
    let mut early = one("early", "now < sentAt + window");
    early["source"] = json!("page");
    let policy = made(&group(json!([early, one("never-asked", "asked < most")])));
    let description = policy.describe(&DescribeOptions::default().locale("en")).unwrap();
    let described = serde_json::to_value(&description.actions[2].requires[0]).unwrap();
    let told = |each: &Value| {
        json!([
            each["rule"],
            each["that"],
            each["facts"],
            each["params"],
            each["sources"],
            each["alternatives"].as_array().unwrap().len()
        ])
    };
    assert_eq!(
        told(&described),
        json!(["shop.revise.window-open", null, ["asked", "sentAt"], ["window", "most"], ["page", "manual"], 2])
    );
    let alternatives: Vec<Value> = described["alternatives"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(
        alternatives,
        [
            json!(["shop.revise.early", "now < sentAt + window", ["sentAt"], ["window"], ["page", "manual"], 0]),
            json!(["shop.revise.never-asked", "asked < most", ["asked"], ["most"], ["manual"], 0]),
        ]
    );
}
