//! A deal of three: who has to agree, whom an effect concerns, and whose duty it is.

use serde_json::{Value, json};

use super::kit::{answer_at, deal_document, effect, made, order, text};
use crate::policy::Policy;
use crate::preview::{Options, TimelineOptions};

fn deal(askers: &[&str]) -> Policy {
    let actions = json!({
        "cancel": { "consent": { "of": "other" } },
        "claim": { "roles": ["buyer"], "consent": { "of": "platform" } },
    });
    let duties = json!({ "answer": { "role": { "not": "asker" }, "in": ["one"], "due": "p" } });
    let mut document = deal_document(&[], actions, duties);
    document["roles"] = json!(["buyer", "seller", "platform"]);
    document["roleLabels"]["platform"] = text("Platform");
    document["facts"]["asker"]["type"] = json!(askers);
    let mut told = effect("told", "true");
    told["audience"] = json!({ "not": "asker" });
    document["actions"]["cancel"]["effects"] = json!([told]);
    made(document)
}

fn roles(duties: &Value) -> Vec<&str> {
    duties.as_array().unwrap().iter().map(|duty| duty["role"].as_str().unwrap_or("somebody")).collect()
}

#[test]
fn the_other_of_the_two_that_have_an_action_agrees_and_whoever_is_named() {
    let policy = deal(&["buyer", "seller"]);
    let answer = answer_at(&policy, &order("one", &json!({})), 0);
    assert_eq!(answer["actions"]["cancel"]["consentOf"], "seller");
    assert_eq!(answer["actions"]["claim"]["consentOf"], "platform");
}

#[test]
fn of_those_that_a_fact_can_name_the_others_are_meant() {
    let parties = deal(&["buyer", "seller"]);
    let anyone = deal(&["buyer", "seller", "platform"]);
    for (policy, facts, expected) in [
        (&parties, json!({ "asker": "buyer", "p": 50 }), &["seller"][..]),
        (&parties, json!({ "asker": "seller", "p": 50 }), &["buyer"]),
        (&anyone, json!({ "asker": "seller", "p": 50 }), &["buyer", "platform"]),
        (&anyone, json!({ "asker": "platform", "p": 50 }), &["buyer", "seller"]),
        // One that can name one only is about whether it does.
        (&deal(&["buyer"]), json!({ "asker": "buyer", "p": 50 }), &["seller", "platform"]),
        (&anyone, json!({ "p": 50 }), &["somebody"]),
    ] {
        let order = order("one", &facts);
        let at = super::kit::at(10);
        let preview = serde_json::to_value(policy.preview(&order, &Options::at(at)).unwrap()).unwrap();
        assert_eq!(roles(&preview["duties"]), expected, "{facts}");
        let timeline = policy.timeline(&order, &TimelineOptions::from(at)).unwrap();
        assert_eq!(roles(&serde_json::to_value(timeline).unwrap()["duties"]), expected, "{facts}");
        let audience = &preview["actions"][0]["effects"][0]["audience"];
        if expected != ["somebody"] {
            assert_eq!(*audience, json!(expected), "{facts}");
        }
        // It is one date, whoever must see to it.
        let calendar = policy.calendar(&order, &TimelineOptions::from(at)).unwrap().unwrap();
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1, "{facts}");
    }
}
