//! Whether a transition is certain, or may happen.

use serde_json::json;

use super::kit::{change, check, checked, document};
use crate::describe::DescribeOptions;
use crate::policy::{Certainty, Policy};

#[test]
fn a_transition_is_certain_unless_it_may_happen() {
    const PLACE: &str = "/transitions/0/certainty";
    check(&[(PLACE, json!("possible"))], &[]);
    check(&[(PLACE, json!("certain"))], &[]);
    for (value, expected) in [
        (
            json!("posible"),
            "unknown-name transitions[0].certainty: `posible` has no meaning here (did you mean `possible`?)",
        ),
        (
            json!("maybe"),
            "unknown-name transitions[0].certainty: `maybe` has no meaning here (one of `certain`, `possible`)",
        ),
        (json!(true), "wrong-type transitions[0].certainty: expected a text"),
    ] {
        check(&[(PLACE, value)], &[expected]);
    }
    // Only what happens by itself may not happen.
    let expected = "unknown-key actions.deliver.certainty: `certainty` has no meaning here";
    check(&[("/actions/deliver/certainty", json!("possible"))], &[expected]);
}

#[test]
fn it_is_described_and_packed() {
    let mut changed = document();
    change(&mut changed, "/transitions/0/certainty", json!("possible"));
    let policy = Policy::load(&checked(changed).unwrap().compile()).unwrap();
    let described = policy.describe(&DescribeOptions::default().edition("recent")).unwrap();
    let told: Vec<Certainty> = described.transitions.iter().map(|transition| transition.certainty).collect();
    assert_eq!(told, [Certainty::Possible, Certainty::Certain]);
}
