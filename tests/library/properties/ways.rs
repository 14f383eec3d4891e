//! Ways lead where they say, and there are none that are shorter.

use serde_json::Value;
use torihiki::answer::{Step, Way};
use torihiki::{EffectKind, Instant, Severity};

use super::failures::{Failures, try_all};
use super::orders::Case;
use super::sets::{self, Fact};
use super::walks::{Goal, Place, reach, walk};

fn act_by_another(step: &Step<'_>, own: Option<&str>) -> bool {
    matches!(step, Step::Act(act) if own != Some(&*act.by))
}

/// Whether steps come after something is supplied: they hold for some of what may be, not for all of it.
pub(super) fn rest_on_what_is_supplied(steps: &[Step<'_>]) -> bool {
    let supplies = |step: &Step<'_>| matches!(step, Step::Act(act) if !act.arguments.is_empty());
    steps.split_last().is_some_and(|(_, before)| before.iter().any(supplies))
}

/// Whether a step hurts the role that asks, or else the one that acts, or costs it money.
pub(super) fn hurts(step: &Step<'_>, own: Option<&str>) -> bool {
    let (effects, whom) = match step {
        Step::Act(act) => (&act.effects, Some(own.unwrap_or(&act.by))),
        Step::Wait(wait) => (&wait.effects, own),
        Step::Fact(_) | Step::Never(_) => return false,
    };
    let Some(whom) = whom else { return false };
    let is_money = |kind| matches!(kind, EffectKind::Refund | EffectKind::Payout | EffectKind::Penalty);
    effects.iter().filter(|effect| effect.audience.iter().any(|party| **party == *whom)).any(|effect| {
        effect.severity == Severity::Danger || (effect.severity == Severity::Caution && is_money(effect.kind))
    })
}

/// Whether a step is told without what whoever takes it asserts, as if that were a choice.
pub(super) fn is_assertion_told_as_choice(case: &Case, step: &Step<'_>) -> bool {
    let Step::Act(act) = step else { return false };
    let asserts = case.action(&act.action)["asserts"].as_str();
    act.asserts.as_deref() != asserts || !asserts.is_none_or(|asserts| act.message.contains(asserts))
}

fn check_way(case: &Case, goal: &Goal, way: &Way<'_>, failures: &mut Failures) {
    let told = || format!("{goal:?}: {:?}", way.steps);
    let is_choice = way.steps.iter().any(|step| is_assertion_told_as_choice(case, step));
    failures.unless(!is_choice, "what is asserted is told as a choice", case, told);
    if rest_on_what_is_supplied(&way.steps) {
        return;
    }
    let places = match walk(case, &way.steps) {
        Ok(places) => places,
        Err(why) => return failures.add("a step of a way cannot be gone", case, format!("{why}: {}", told())),
    };
    for (steps, place) in places.iter().enumerate() {
        let is_reached = goal.is_reached(&place.future(case));
        if steps < way.steps.len() {
            failures.unless(!is_reached, "a way goes on after the goal", case, || {
                format!("{steps} steps are enough: {}", told())
            });
        } else {
            failures.unless(is_reached, "a way does not lead to the goal", case, told);
            failures.unless(way.at == place.now, "a way ends at another instant", case, told);
        }
    }
    for (step, pair) in way.steps.iter().zip(places.windows(2)) {
        // What followed from it is told by the facts as they are now.
        let past = |place: &Place| -> Vec<(String, Instant)> {
            let happened = case.preview_of(&place.order, place.now, None).state.transitions;
            happened.into_iter().map(|transition| (transition.rule.to_string(), transition.at)).collect()
        };
        if let Step::Fact(fact) = step
            && sets::of(case, &pair[0].order, &fact.fact) != Fact::Unknown
        {
            let kept = past(&pair[1]).starts_with(&past(&pair[0]));
            failures.unless(kept, "what is supposed to change undoes what has happened", case, told);
        }
    }
    let is_wait = |step: &Step<'_>| matches!(step, Step::Wait(_));
    let waits_twice = way.steps.windows(2).any(|pair| pair.iter().all(is_wait));
    failures.unless(!waits_twice, "a way waits, and then waits again", case, told);
}

#[test]
fn a_way_is_walked_and_ends_at_the_goal() {
    try_all(240, 10_000, |case, _, failures| {
        for goal in Goal::all(case) {
            let (to, role) = goal.question(case);
            let answer = case.ways(to, role);
            let hurts = |way: &&Way<'_>| way.steps.iter().any(|step| hurts(step, role));
            let lengths: Vec<(bool, usize, usize)> = answer
                .ways
                .iter()
                .map(|way| {
                    let others = way.steps.iter().filter(|step| act_by_another(step, role)).count();
                    (hurts(&way), way.steps.len(), others)
                })
                .collect();
            let told = || format!("{goal:?}: {lengths:?}");
            failures.unless(lengths.len() <= 5, "there are more than five ways", case, told);
            failures.unless(
                lengths.iter().all(|(_, steps, _)| *steps <= 5),
                "a way has more than five steps",
                case,
                told,
            );
            failures.unless(lengths.is_sorted(), "a way comes after a longer one, or one that hurts", case, told);
            let twice = answer.ways.iter().enumerate().any(|(index, way)| answer.ways[..index].contains(way));
            failures.unless(!twice, "a way is told twice", case, told);
            let so_already = answer.ways.iter().any(|way| way.steps.is_empty());
            let here = &walk(case, &[]).unwrap()[0];
            failures.unless(
                so_already == goal.is_reached(&here.future(case)) && (!so_already || answer.ways.len() == 1),
                "a way without steps is told where it is not so already, or not where it is",
                case,
                told,
            );
            for way in &answer.ways {
                check_way(case, &goal, way, failures);
            }
        }
    });
}

#[test]
fn no_way_is_missed_and_none_is_shorter() {
    try_all(200, 20_000, |case, _, failures| {
        let goals = Goal::all(case);
        let found = reach(case, &goals, 3, 400, false, |_| Vec::new());
        // Nobody pays in order to cancel.
        let list = |value: &Value| value.as_array().unwrap().clone();
        let is_cost = |effect: &Value| effect["kind"] == "payout" && effect["severity"] != "info";
        let pays = |action: &Value| action["consent"].is_null() && list(&action["effects"]).iter().any(is_cost);
        let is_paid = list(&case.description["actions"]).iter().any(pays);
        for goal in goals {
            let (to, role) = goal.question(case);
            let answer = case.ways(to, role);
            let told = answer.ways.iter().map(|way| way.steps.len()).min();
            let supposes = answer.ways.iter().flat_map(|way| &way.steps).any(|step| matches!(step, Step::Fact(_)));
            let Some((steps, place)) = found.fewest.get(&goal) else {
                let supplies = |step: &Step<'_>| matches!(step, Step::Act(act) if !act.arguments.is_empty());
                let supplies = answer.ways.iter().flat_map(|way| &way.steps).any(supplies);
                let missed = told.is_some_and(|steps| steps <= found.complete) && !supposes && !supplies;
                failures
                    .unless(!missed, "trying everything misses a way", case, || format!("{goal:?}: {:?}", answer.ways));
                continue;
            };
            let there = || {
                format!(
                    "{goal:?} in {steps} steps, {} at {:?}; told: {:?}",
                    super::orders::written(&place.order),
                    place.now,
                    answer.ways
                )
            };
            // Who is reported not to answer takes no step, what is refused stays asked for, and whoever wants to cancel
            // does not refuse.
            let leaves_out = |goal: &Goal| match goal {
                Goal::Allowed(action, _) => match case.action(action)["verb"].as_str().unwrap() {
                    "report-unresponsive" | "refuse" => true,
                    "cancel" => list(&case.description["actions"]).iter().any(|other| other["verb"] == "refuse"),
                    _ => false,
                },
                Goal::State(_) => false,
            };
            if is_paid || leaves_out(&goal) || answer.gave_up || (place.is_blurred && matches!(goal, Goal::State(_))) {
                continue;
            }
            failures.unless(told.is_some(), "a way is missed", case, there);
            // Where there are as many as are told, shorter ones that hurt come after them.
            let is_told = told.is_none_or(|told| told <= *steps) || answer.ways.len() == 5;
            failures.unless(is_told, "a shorter way is missed", case, there);
            failures.unless(!supposes || *steps == 0, "a fact is supposed though there is a way without", case, there);
        }
    });
}
