//! What may happen is answered as if nobody knew which of two policies holds: the one in which it happens, or the
//! one in which it does not.

use std::collections::BTreeSet;

use serde_json::Value;
use torihiki::answer::{Preview, RuleId, Timeline};
use torihiki::{Data, Instant, Policy, TimelineOptions};

use super::failures::try_each;
use super::orders::{Case, near, value};
use super::walks::supposed;
use crate::dice::Dice;
use crate::random_policies;

/// How many transitions of a policy may happen at most: each doubles the policies that there could be instead.
const MOST: usize = 3;

/// A case of a policy in which one to three transitions may happen, with all facts where the dice say so.
fn case(seed: u64) -> Case {
    let mut dice = Dice(seed);
    let document = loop {
        let mut document = random_policies::policy(&mut dice);
        let transitions = document["transitions"].as_array_mut().unwrap();
        let mut chances = 0;
        for transition in transitions {
            let may_happen = chances < MOST && dice.roll(2) == 0;
            chances += usize::from(may_happen);
            transition["certainty"] = if may_happen { "possible" } else { "certain" }.into();
        }
        if 0 < chances {
            break document;
        }
    };
    let mut case = Case::of(seed, document, &mut dice);
    if dice.roll(2) == 0 {
        for fact in case.description["facts"].as_array().unwrap().clone() {
            let name = fact["id"].as_str().unwrap();
            if super::sets::of(&case, &case.order, name) == super::sets::Fact::Unknown {
                case.order = supposed(&case.order, name, value(&fact, &mut dice));
            }
        }
    }
    case
}

/// The same case under each policy in which every chance has been decided; none where there are too many of them.
pub(crate) fn decided(case: &Case) -> Vec<Case> {
    let (document, order) = match &case.document {
        Some(document) => (document.clone(), case.order.clone()),
        // The id of a built-in policy is its own.
        None => {
            let mut document = serde_json::to_value(case.policy.document()).unwrap();
            document["id"] = "decided".into();
            (document, supposed(&case.order, "policy", Data::Text("decided".into())))
        }
    };
    let transitions = document.get("transitions").and_then(Value::as_array);
    let chances: Vec<usize> = transitions
        .into_iter()
        .flatten()
        .enumerate()
        .filter(|(_, transition)| transition["certainty"] == "possible")
        .map(|(number, _)| number)
        .collect();
    if MOST < chances.len() {
        return Vec::new();
    }
    let of = |happening: usize| {
        let mut document = document.clone();
        for (place, number) in chances.iter().enumerate() {
            let transition = &mut document["transitions"][*number];
            transition["certainty"] = "certain".into();
            if happening & (1 << place) == 0 {
                let when = transition["when"].as_str().map_or("false".to_owned(), |when| format!("({when}) && false"));
                transition["when"] = when.into();
            }
        }
        let policy = Policy::new(&serde_json::from_value(document.clone()).unwrap()).ok()?;
        let order = order.clone();
        Some(Case { policy: Box::leak(Box::new(policy)), document: Some(document), order, ..case.clone() })
    };
    (0..1 << chances.len()).filter_map(of).collect()
}

fn instants(futures: &[Timeline<'_>]) -> BTreeSet<Instant> {
    let segments = futures.iter().flat_map(|future| &future.segments);
    let changes = segments.flat_map(|segment| &segment.changes).map(|change| change.at);
    changes.flat_map(|at| [-1, 0, 1].map(|by| near(at.millis(), by))).collect()
}

fn verdicts(preview: &Preview<'_>) -> Vec<(String, String, &'static str)> {
    let actions = preview.actions.iter();
    actions.map(|action| (action.id.to_string(), action.role.to_string(), action.verdict.word())).collect()
}

fn statuses(preview: &Preview<'_>) -> Vec<(String, &'static str)> {
    let reasons = preview.actions.iter().flat_map(|action| &action.reasons);
    reasons.map(|reason| (reason.rule.to_string(), reason.status.word())).collect()
}

fn rules(rules: &[RuleId<'_>]) -> Vec<String> {
    rules.iter().map(ToString::to_string).collect()
}

#[test]
fn what_may_happen_is_answered_where_it_makes_no_difference() {
    let mut undecided = 0;
    try_each((130_000..130_250).map(case), |case, _, failures| {
        let worlds = decided(case);
        let all = || std::iter::once(case).chain(&worlds);
        let futures: Vec<_> = all().map(|case| case.timeline(&TimelineOptions::from(Instant::MIN))).collect();
        for at in instants(&futures) {
            let answer = case.preview(at, None);
            let others: Vec<_> = worlds.iter().map(|world| world.preview(at, None)).collect();
            let told = || {
                let others: Vec<_> = others.iter().map(|other| (&other.state, verdicts(other))).collect();
                format!("at {at:?}: {:?} {:?}, and {others:?}", answer.state, verdicts(&answer))
            };
            let is_settled = others.iter().all(|other| other.state.uncertain.is_empty());
            for (number, (action, role, verdict)) in verdicts(&answer).into_iter().enumerate() {
                let agreed = {
                    let mut found: Vec<&str> = others.iter().map(|other| verdicts(other)[number].2).collect();
                    found.dedup();
                    if found.len() == 1 { found[0] } else { "unknown" }
                };
                let kind = format!("{action} for {role} is {verdict}, and not {agreed}");
                failures.unless(verdict == "unknown" || verdict == agreed, "a verdict is told for sure", case, || {
                    format!("{kind} {}", told())
                });
            }
            // Each requirement is judged by itself.
            let all: Vec<_> = others.iter().map(statuses).collect();
            for (number, (rule, status)) in statuses(&answer).into_iter().enumerate() {
                let is_agreed = all.iter().all(|other| other[number] == all[0][number]);
                let agreed = if is_agreed { all[0][number].1 } else { "unknown" };
                failures.unless(!is_settled || status == agreed, "what all worlds agree on is not told", case, || {
                    format!("{rule} is {status}, and not {agreed} {}", told())
                });
            }
            let states: BTreeSet<&str> = others.iter().map(|other| &*other.state.effective).collect();
            let is_one = is_settled && states.len() == 1 && states.contains(&*answer.state.effective);
            let is_open = !answer.state.uncertain.is_empty();
            failures.unless(is_one || is_open || !is_settled, "the state is told for sure", case, told);
            for (duty, certainty) in answer.duties.iter().map(|duty| (&duty.rule, duty.certainty.word())) {
                let is_sure = |other: &Preview<'_>| {
                    other.duties.iter().any(|it| it.rule == *duty && it.certainty.word() == "certain")
                };
                let so = certainty == "possible" || others.iter().all(is_sure);
                failures.unless(so, "a duty is told for sure", case, || format!("{duty} {}", told()));
            }
        }
        // What is told of the future happens in the worlds that it is told of.
        for coming in &futures[0].transitions {
            let happens = |future: &&Timeline<'_>| {
                future.transitions.iter().any(|it| it.rule == coming.rule && it.at == coming.at)
            };
            let (count, rule) = (futures[1..].iter().filter(happens).count(), &coming.rule);
            let is_certain = coming.certainty.word() == "certain";
            let told = || format!("{rule} at {:?} happens in {count} of {} worlds", coming.at, worlds.len());
            failures.unless(!is_certain || count == worlds.len(), "what may happen is told for sure", case, told);
            failures.unless(is_certain || count < worlds.len(), "what happens is not told for sure", case, told);
        }
        let is_missed = |future: &Timeline<'_>| {
            let is_told = |it: &torihiki::answer::Transition<'_>| {
                futures[0].transitions.iter().any(|coming| coming.rule == it.rule && coming.at == it.at)
            };
            !future.transitions.iter().all(is_told)
        };
        let last = futures[0].segments.last().unwrap();
        let is_complete = futures[1..].iter().all(|future| future.segments.iter().all(|it| it.uncertain.is_empty()));
        let is_missed = is_complete && futures[1..].iter().any(is_missed);
        failures.unless(!is_missed, "what may happen is not told", case, || format!("{:?}", rules(&last.uncertain)));
    });
    // Some cases have to be about chance at all.
    for seed in 130_000..130_250 {
        let case = case(seed);
        let end = case.preview(Instant::MAX, None);
        undecided += usize::from(end.state.uncertain.iter().any(|rule| is_chance(&case, rule)));
    }
    assert!(60 < undecided, "only {undecided} cases end in what chance decides");
}

fn is_chance(case: &Case, rule: &str) -> bool {
    let certainty: &Value = &case.transition(rule)["certainty"];
    certainty == "possible"
}
