//! What is told as certain: whatever the missing facts are, whatever chance decides and whatever the other party says,
//! it follows.

use std::cell::Cell;

use serde_json::Value;
use torihiki::answer::{Certainty, Effect, Preview, RuleId, Transition};
use torihiki::{Data, Instant};

use super::chances::decided;
use super::failures::{Failures, try_all};
use super::orders::{Case, value};
use super::sets;
use super::walks::supposed;
use crate::dice::Dice;

fn is_certain(effect: &Effect<'_>) -> bool {
    effect.certainty == Certainty::Certain
}

/// Each effect that an answer tells, with the part of a description that it belongs to.
fn told<'a>(case: &'a Case, answer: &'a Preview<'static>) -> Vec<(&'a Value, &'a Effect<'static>)> {
    let of_actions = answer.actions.iter().flat_map(|action| {
        let described = case.action(&action.id);
        action.effects.iter().map(move |effect| (described, effect))
    });
    let transitions = answer.if_nobody_acts.iter().chain(&answer.state.transitions);
    let of_transitions = transitions.flat_map(|transition| {
        let described = case.transition(&transition.rule);
        transition.effects.iter().map(move |effect| (described, effect))
    });
    of_actions.chain(of_transitions).collect()
}

/// What a description says of an effect.
fn described<'d>(owner: &'d Value, effect: &Effect<'_>) -> &'d Value {
    owner["effects"].as_array().unwrap().iter().find(|each| each["rule"] == *effect.rule).unwrap()
}

/// The order with values for one in so many facts of which nothing is known.
fn filled(case: &Case, order: &Data<'static>, one_in: usize, dice: &mut Dice) -> Data<'static> {
    let mut order = order.clone();
    for fact in case.description["facts"].as_array().unwrap() {
        let name = fact["id"].as_str().unwrap();
        if sets::of(case, &order, name) == sets::Fact::Unknown && dice.roll(one_in) == 0 {
            order = supposed(&order, name, value(fact, dice));
        }
    }
    order
}

/// Whether two rules are the same, of two policies that differ in nothing but chance.
fn is_same(a: &RuleId<'_>, b: &RuleId<'_>) -> bool {
    let own = |rule: &RuleId<'_>| rule.split_once('.').map(|(_, own)| own.to_owned());
    own(a) == own(b)
}

/// Whether what was certain to come still comes, in the same way.
fn check_coming(coming: &[Transition<'_>], then: &Preview<'_>, case: &Case, whose: &str, failures: &mut Failures) {
    let later = || then.if_nobody_acts.iter().chain(&then.state.transitions);
    for transition in coming.iter().filter(|transition| transition.certainty == Certainty::Certain) {
        let same = later().find(|other| is_same(&other.rule, &transition.rule) && other.at == transition.at);
        let what = || format!("{transition:?} with {whose}, where there are {:?}", later().collect::<Vec<_>>());
        failures.unless(same.is_some(), "what is certain to happen does not", case, what);
        let Some(same) = same else { continue };
        for effect in transition.effects.iter().filter(|effect| is_certain(effect)) {
            let follows = same.effects.iter().any(|other| is_same(&other.rule, &effect.rule) && is_certain(other));
            failures.unless(follows, "what is certain to follow does not", case, || format!("{effect:?} with {whose}"));
        }
    }
}

#[test]
fn what_is_certain_follows_whatever_is_missing_whatever_may_happen_and_whoever_refuses() {
    let [certain, refusable, filled_in, by_chance] = [const { Cell::new(0_usize) }; 4];
    let count = |counter: &Cell<usize>, by: usize| counter.set(counter.get() + by);
    try_all(800, 210_000, |case, dice, failures| {
        let answer = case.preview(case.now, case.role());
        for (owner, effect) in told(case, &answer).into_iter().filter(|(_, effect)| is_certain(effect)) {
            count(&certain, 1);
            let so = described(owner, effect)["certainty"] == "certain";
            failures.unless(so, "what only may follow is told for sure", case, || format!("{effect:?}"));
        }
        for action in answer.actions.iter().filter(|action| action.consent_of.is_some()) {
            for effect in action.effects.iter().filter(|effect| is_certain(effect)) {
                count(&refusable, 1);
                let on = &described(case.action(&action.id), effect)["on"];
                let so = *on == "asked" || *on == "untrue";
                failures.unless(so, "what can still be refused is told for sure", case, || format!("{effect:?}"));
            }
        }
        // From the beginning of time on, all of it is still to come.
        let case = &case.at(&filled(case, &case.order, 2, dice), Instant::MIN);
        let coming = case.preview(case.now, None).if_nobody_acts;
        if coming.iter().all(|transition| transition.certainty != Certainty::Certain) {
            return;
        }
        for _ in 0..3 {
            let order = filled(case, &case.order, 1, dice);
            let then = case.preview_of(&order, case.now, None);
            // Where what is filled in has made something happen already, it is another deal.
            if order != case.order && then.state.transitions.is_empty() {
                count(&filled_in, 1);
                check_coming(&coming, &then, case, &super::orders::written(&order), failures);
            }
        }
        for (number, world) in decided(case).iter().enumerate() {
            count(&by_chance, 1);
            check_coming(&coming, &world.preview(case.now, None), case, &format!("chance {number}"), failures);
        }
    });
    let counts = [certain, refusable, filled_in, by_chance].map(Cell::into_inner);
    assert!(counts.iter().all(|count| 80 < *count), "{counts:?}");
}
