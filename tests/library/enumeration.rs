//! Every built-in policy, by enumeration: each edition, state and role with many orders, at
//! every instant at which an answer changes, just before it and in between.
//!
//! The instants come from the answers themselves: from the beginning of time, `next` is
//! followed to its end. Whatever an answer says of later instants is compared with the
//! answers for these.

mod case;
mod compare;
mod orders;
mod small_policies;

use case::{Case, Failures};
use orders::{Entry, combinations, overrides, unknown};
use serde_json::json;
use torihiki::{Options, Policy, policy};

use crate::dice::Dice;
use crate::editions;

/// How many combinations of facts are tried in each state, where there are many more.
const SAMPLE: usize = 150;

fn enumerate(id: &str) {
    let mut failures = Failures::default();
    enumerate_policy(policy(id).unwrap(), SAMPLE, &mut Dice(7), &mut failures);
    failures.tell();
}

fn enumerate_policy(policy: &Policy, sample: usize, dice: &mut Dice, failures: &mut Failures) {
    for edition in editions::of(policy) {
        let edition = edition.as_deref();
        let description = editions::described(policy, edition, "en");
        let list = |key: &str| description[key].as_array().unwrap().clone();
        let ids = |key: &str| list(key).iter().map(|each| each["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let (facts, roles, overrides) = (list("facts"), ids("roles"), overrides(&description));
        let unknown = unknown(&facts);
        for state in ids("states") {
            for (number, facts) in combinations(&facts, sample, dice).iter().enumerate() {
                let mut case = Case::new(policy, edition, &state, facts, None, failures);
                let answers = case.check();
                let some = answers.iter().step_by(1 + number % 3);
                some.for_each(|answer| case.check_what_is_missing(answer, &unknown));
                // The first orders are those with no fact and with all; of the others, some are enough.
                if number % 10 < 2 {
                    case.check_languages(&answers);
                    case.check_bytes(&answers);
                }
                if number % 5 < 2 {
                    for role in &roles {
                        let mut case = Case::new(policy, edition, &state, facts, Some(role), failures);
                        for answer in case.check() {
                            let all = case.preview_of(&case.order, &Options::at(answer.as_of).locale("ja"));
                            let own = all.actions.iter().filter(|action| action.role == **role);
                            if !own.eq(&answer.actions) {
                                case.fails("one role alone is told otherwise than among all", answer.as_of, "");
                            }
                        }
                    }
                }
                if !overrides.is_empty() && number % 3 < 2 {
                    let facts: Vec<Entry> =
                        facts.iter().chain([&overrides[number % overrides.len()]]).cloned().collect();
                    Case::new(policy, edition, &state, &facts, None, failures).check();
                }
            }
        }
    }
}

#[test]
fn coconala_holds_together() {
    enumerate("coconala");
}

#[test]
fn coconala_account_holds_together() {
    enumerate("coconala-account");
}

#[test]
fn qoo10_holds_together() {
    enumerate("qoo10");
}

#[test]
fn crowdworks_holds_together() {
    enumerate("crowdworks");
}

#[test]
fn lancers_holds_together() {
    enumerate("lancers");
}

#[test]
fn small_policies_hold_together() {
    let mut dice = Dice(5);
    let mut failures = Failures::default();
    for _ in 0..60 {
        let document = small_policies::policy(&mut dice);
        let policy = Policy::new(&serde_json::from_value(document.clone()).unwrap());
        let policy = policy.unwrap_or_else(|problems| panic!("{problems}: {document}"));
        let before = failures.0.len();
        enumerate_policy(&policy, 12, &mut dice, &mut failures);
        if before < failures.0.len() {
            println!("new kinds of failures with {document}");
        }
    }
    failures.tell();
}

#[test]
fn every_built_in_policy_is_enumerated() {
    let ids: Vec<_> = torihiki::policy_ids().collect();
    assert_eq!(json!(ids), json!(["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]));
}
