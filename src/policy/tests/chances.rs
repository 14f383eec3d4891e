//! Whether a transition is certain or may happen, and whether what follows is certain or may.

use serde_json::json;

use super::kit::{change, check, checked, document};
use crate::describe::DescribeOptions;
use crate::policy::{Certainty, Policy};

#[test]
fn a_transition_and_what_follows_are_certain_unless_they_only_may() {
    for (place, path) in [
        ("/transitions/0/certainty", "transitions[0].certainty"),
        ("/transitions/0/effects/0/certainty", "transitions[0].effects[0].certainty"),
        ("/actions/revise/effects/0/certainty", "actions.revise.effects[0].certainty"),
    ] {
        check(&[(place, json!("possible"))], &[]);
        check(&[(place, json!("certain"))], &[]);
        for (value, expected) in [
            (json!("posible"), "unknown-name {path}: `posible` has no meaning here (did you mean `possible`?)"),
            (json!("maybe"), "unknown-name {path}: `maybe` has no meaning here (one of `certain`, `possible`)"),
            (json!(true), "wrong-type {path}: expected a text"),
        ] {
            check(&[(place, value)], &[&expected.replace("{path}", path)]);
        }
    }
    // Only what happens by itself may not happen.
    let expected = "unknown-key actions.deliver.certainty: `certainty` has no meaning here";
    check(&[("/actions/deliver/certainty", json!("possible"))], &[expected]);
}

#[test]
fn it_is_described_and_packed() {
    let mut changed = document();
    change(&mut changed, "/transitions/0/certainty", json!("possible"));
    change(&mut changed, "/transitions/0/effects/0/certainty", json!("possible"));
    let policy = Policy::load(&checked(changed).unwrap().compile()).unwrap();
    let described = policy.describe(&DescribeOptions::default().edition("recent")).unwrap();
    let told: Vec<Certainty> = described.transitions.iter().map(|transition| transition.certainty).collect();
    assert_eq!(told, [Certainty::Possible, Certainty::Certain]);
    let effects = described.transitions.iter().flat_map(|transition| &transition.effects);
    let told: Vec<Certainty> = effects
        .chain(described.actions.iter().flat_map(|action| &action.effects))
        .map(|effect| effect.certainty)
        .collect();
    assert_eq!(told, [Certainty::Possible, Certainty::Certain]);
}
