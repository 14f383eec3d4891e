//! What has to happen first before a denied action is allowed.

use torihiki::answer::{RuleId, Status, Step, Verdict, WayOutcome};
use torihiki::{Data, Instant, TimelineOptions};

use super::failures::try_all;
use super::orders::{Case, near, value};
use super::walks::{Goal, Place, reach, supposed, walk};
use super::ways::{hurts, is_assertion_told_as_choice, rest_on_what_is_supplied};
use crate::dice::Dice;

#[test]
fn what_unblocks_a_denied_action_is_walked_and_allows_it() {
    try_all(1_000, 30_000, |case, _, failures| {
        let answer = case.preview(case.now, case.role());
        let is_over = case.state(&answer.state.effective)["final"] == true && answer.state.possible.len() == 1;
        for action in answer.actions {
            let told = || format!("{} for {}: {:?}", action.id, action.role, action.unblock);
            if action.verdict != Verdict::Denied {
                let nothing = action.unblock.is_empty() && action.unblock_outcome.is_none();
                failures.unless(nothing, "what is not denied is unblocked", case, told);
                continue;
            }
            let is_never = matches!(action.unblock.as_slice(), [Step::Never(_)]);
            let fits = match action.unblock_outcome {
                Some(WayOutcome::Never) => is_never,
                Some(WayOutcome::Found) => !is_never,
                Some(_) => action.unblock.is_empty(),
                None => false,
            };
            failures.unless(fits, "what came of looking for a way is another thing", case, told);
            // Silence is not denial.
            let forbids = action.reasons.iter().skip(1).any(|reason| reason.status == Status::Violated);
            failures.unless(!is_never || is_over || forbids, "`never` is said where no rule says no", case, told);
            let is_choice = action.unblock.iter().any(|step| is_assertion_told_as_choice(case, step));
            failures.unless(!is_choice, "what is asserted is told as a choice", case, told);
            if matches!(action.unblock.as_slice(), [] | [Step::Never(_)]) {
                // Where waiting for it hurts, `ways` alone tells it.
                let opens = action.opens_at.is_some() && action.unblock_outcome != Some(WayOutcome::Found);
                failures.unless(!opens, "an action opens by itself, and that is not told", case, told);
                continue;
            }
            failures.unless(action.unblock.len() <= 3, "there are more than three steps", case, told);
            let harmless = !action.unblock.iter().any(|step| hurts(step, Some(&action.role)));
            failures.unless(harmless, "a step of an `unblock` hurts", case, told);
            if let Some(opens) = action.opens_at {
                let waits = matches!(action.unblock.as_slice(), [Step::Wait(wait)] if wait.wait_until == opens);
                failures.unless(waits, "an action opens by itself, and something else is told", case, told);
            } else {
                let waits = matches!(action.unblock.as_slice(), [Step::Wait(_)]);
                failures.unless(!waits, "waiting is said to be enough where nothing opens by itself", case, told);
            }
            if rest_on_what_is_supplied(&action.unblock) {
                continue;
            }
            match walk(case, &action.unblock) {
                Err(why) => failures.add("a step cannot be gone", case, format!("{why}: {}", told())),
                Ok(places) => {
                    let goal = Goal::Allowed(action.id.to_string(), vec![action.role.to_string()]);
                    let reached: Vec<bool> = places.iter().map(|place| goal.is_reached(&place.future(case))).collect();
                    let last = reached.len() - 1;
                    failures.unless(reached[last], "the action is not allowed in the end", case, told);
                    failures.unless(!reached[..last].contains(&true), "fewer steps are enough", case, told);
                }
            }
        }
    });
}

/// The order with other values for facts that are missing or that change by themselves.
fn otherwise(case: &Case, place: &Place, dice_seed: u64) -> Vec<Data<'static>> {
    let mut dice = Dice(dice_seed);
    let Data::Map(entries) = &place.order else { panic!("an order is a map") };
    let past_of = |order: &Data<'static>| {
        let options = TimelineOptions { until: Some(near(place.now.millis(), 1)), ..TimelineOptions::from(place.now) };
        let options = if place.now == Instant::MAX { TimelineOptions::from(place.now) } else { options };
        let state = case.at(order, place.now).timeline(&options).state;
        let by_chance = |rule: &RuleId<'_>| case.transition(rule)["certainty"] == "possible";
        let perhaps: Vec<String> =
            state.uncertain.iter().filter(|rule| by_chance(rule)).map(ToString::to_string).collect();
        (state.transitions, perhaps)
    };
    let past = past_of(&place.order);
    let mut orders = Vec::new();
    for fact in case.description["facts"].as_array().unwrap() {
        let name = fact["id"].as_str().unwrap();
        let given = entries.iter().find(|(given, _)| given == name).map(|(_, value)| value);
        let absent = given.is_none() || (given == Some(&Data::Null) && fact["nullable"] == false);
        let is_missing = absent && fact["hasDefault"] == false;
        if !is_missing && fact["changes"] == false {
            continue;
        }
        let mut values = vec![value(fact, &mut dice)];
        match fact["type"].as_str().unwrap() {
            // What changes, changes now.
            "timestamp" if !is_missing => values = vec![Data::Int(place.now.millis())],
            "timestamp" => values.push(Data::Int(place.now.millis())),
            "bool" => values = vec![Data::Bool(false), Data::Bool(true)],
            _ => {}
        }
        if fact["nullable"] == true {
            values.push(Data::Null);
        }
        let others = values.into_iter().map(|value| supposed(&place.order, name, value));
        // Something that changes does not undo what it led to before.
        let keeps_the_past = |order: &Data<'static>| is_missing || past_of(order) == past;
        orders.extend(others.filter(keeps_the_past));
    }
    orders
}

#[test]
fn never_is_never_said_of_what_can_be_reached() {
    try_all(120, 47_460, |case, _, failures| {
        let denied = |action: &torihiki::answer::Action<'_>| {
            let never = matches!(action.unblock.as_slice(), [Step::Never(_)]);
            never.then(|| Goal::Allowed(action.id.to_string(), vec![action.role.to_string()]))
        };
        let goals: Vec<Goal> = case.preview(case.now, None).actions.iter().filter_map(denied).collect();
        if goals.is_empty() {
            return;
        }
        for goal in &goals {
            let (to, role) = goal.question(case);
            let ways = case.ways(to, role).ways;
            failures.unless(ways.is_empty(), "`never` is said though there is a way", case, || {
                format!("{goal:?}: {ways:?}")
            });
        }
        let found = reach(case, &goals, 3, 25, true, |place| otherwise(case, place, case.seed));
        for (goal, (steps, place)) in &found.fewest {
            let there =
                format!("{goal:?} in {steps} steps, {} at {:?}", super::orders::written(&place.order), place.now);
            failures.add("`never` is said of what can be reached", case, there);
        }
    });
}
