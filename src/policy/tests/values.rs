//! The values of a policy: what they may be, and what is told of them.

use serde_json::{Value, json};

use super::kit::{check, document, text};
use crate::data::Data;
use crate::describe::DescribeOptions;
use crate::policy::Policy;

/// The document with these values and the condition of a requirement.
fn with(values: Value, that: &str) -> Vec<(&'static str, Value)> {
    vec![("/values", values), ("/actions/revise/requires/0/that", json!(that))]
}

#[test]
fn a_condition_can_name_a_value() {
    check(&with(json!({ "ends": { "is": "sentAt + window" } }), "now < ends"), &[]);
    // Also one that stands later, and one that names another.
    let values = json!({ "late": { "is": "now >= ends" }, "ends": { "is": "sentAt + window", "label": text("End") } });
    check(&with(values, "!late"), &[]);
}

#[test]
fn a_rule_rests_on_the_parameters_of_its_values() {
    let mut policy = document();
    policy["values"] = json!({ "last": { "is": "ends + wait" }, "ends": { "is": "sentAt + window" } });
    policy["actions"]["revise"]["requires"][0]["that"] = json!("now < last");
    let policy = Policy::new(&serde_json::from_value::<Data<'static>>(policy).unwrap()).unwrap();
    for edition in ["old", "recent"] {
        let told = policy.describe(&DescribeOptions::default().edition(edition)).unwrap();
        assert_eq!(told.actions[2].requires[0].params, ["window"]);
        assert_eq!(told.actions[2].requires[0].facts, ["sentAt", "wait"]);
        assert_eq!(told.values[1].facts, ["sentAt", "wait"]);
        assert_eq!(told.values[1].params, ["window"]);
    }
}

#[test]
fn what_is_wrong_with_a_value_is_told_once_and_where_it_is() {
    for (values, that, expected) in [
        (
            json!({ "ends": { "is": "sentAt +" } }),
            "now < ends",
            "invalid-condition values.ends.is:1:9: the end is unexpected",
        ),
        (
            json!({ "ends": { "is": "sentAt + most" } }),
            "asked < most",
            "invalid-condition values.ends.is:1:8: a timestamp + a number",
        ),
        (
            json!({ "ends": { "is": "null" } }),
            "asked < most",
            "invalid-condition values.ends.is:1:1: `null` alone is no value",
        ),
        (json!({ "Ends": { "is": "1" } }), "asked < most", "invalid-name values.Ends: "),
        (json!({ "window": { "is": "1" } }), "asked < most", "reserved-name values.window: "),
        (json!({ "asked": { "is": "1" } }), "now < sentAt", "reserved-name values.asked: "),
        (json!({ "state": { "is": "1" } }), "asked < most", "reserved-name values.state: "),
        (json!({ "ends": { "is": "1", "es": 2 } }), "asked < most", "unknown-key values.ends.es: "),
        (json!({ "ends": {} }), "asked < most", "missing-key values.ends.is: "),
        (json!({ "a": { "is": "a + 1" } }), "asked < a", "conflict values.a.is: the value rests on itself: `a` → `a`"),
        (
            json!({ "end": { "is": "sentAt + window" } }),
            "now < ends",
            "invalid-condition actions.revise.requires[0].that:1:7: `ends` is no fact, no parameter and no value (did you mean `end`?)",
        ),
    ] {
        check(&with(values, that), &[expected]);
    }
    let circle = json!({ "a": { "is": "b" }, "b": { "is": "c + 1" }, "c": { "is": "a" }, "d": { "is": "a" } });
    check(&with(circle, "asked < d"), &["conflict values.a.is: the value rests on itself: `a` → `b` → `c` → `a`"]);
}

#[test]
fn a_value_can_be_of_one_edition() {
    let ends = json!({ "ends": { "is": "sentAt + window", "edition": "recent" } });
    check(
        &with(ends.clone(), "now < ends"),
        &[
            "invalid-condition actions.revise.requires[0].that:1:7: not every edition that has this has the value `ends`",
        ],
    );
    let mut changes = with(ends, "now < ends");
    changes.push(("/actions/revise/requires/0/edition", json!("recent")));
    check(&changes, &[]);
}
