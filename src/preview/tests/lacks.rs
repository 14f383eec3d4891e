//! That a search misses nothing by leaving out the steps that cannot lead to its goal.

use std::slice;

use serde_json::{Value, json};

use super::kit::{deal, differ, report};
use crate::data::Data;
use crate::dice::Dice;
use crate::order::Order;
use crate::policy::Policy;
use crate::preview::search::{Aim, Bounds, Goal, Outcome, Places, Search};

const NOW: i64 = 1_794_445_200_000;

/// A deal in which whatever an action may need can come in each way in which it can: from other actions and what they
/// set, once they are agreed to as well, from a state that is led into or that comes by itself, in time, and from facts.
fn varied() -> Policy {
    let transitions = [
        "lapses: two -> three at a + week when f",
        "closes: three -> four at b when g",
        "perhaps opens: one -> two at p when busy > 3",
    ];
    let actions = json!({
        "deliver": { "to": "two", "set": { "a": "now" }, "requires": { "r": "flag", "s": "seen <= now" } },
        "mark": { "from": ["one", "two"], "set": { "flag": "true" } },
        "send-back": { "from": ["two", "three"], "to": "one", "requires": { "r": "now < a + week" } },
        "ask": {
            "from": ["one", "two"],
            "set": { "asker": "role" },
            "requires": { "r": "asker == null" },
            "consent": { "of": "other" },
            "agreed": { "to": "five", "set": { "count": "count + 1" } },
        },
        "approve": { "from": ["one", "two"], "to": "five", "requires": { "r": "asker != null && asker != role" } },
        "bump": { "from": ["one", "four"], "set": { "count": "count + 1" } },
        "go": { "from": ["four"], "requires": { "r": "count >= 2", "s": "fault == \"buyer\" || g" } },
        "report": { "from": ["two", "three"], "requires": { "r": "state == \"two\" || busy == 0", "s": "free > 5" } },
        "late": { "from": ["one", "two", "three"], "requires": { "r": "now >= q", "s": "flag && f" } },
    });
    deal(&transitions, actions, json!({}))
}

/// An order of which most is not known.
fn drawn(dice: &mut Dice) -> Value {
    let states = ["one", "two", "three", "four", "five"];
    let mut order = json!({ "state": states[dice.roll(states.len())] });
    for fact in ["a", "b", "p", "q", "seen"] {
        if dice.roll(4) == 0 {
            order[fact] = (NOW + 3_600_000 * i64::try_from(dice.roll(400)).unwrap() - 720_000_000).into();
        }
    }
    for (fact, values) in [
        ("f", [json!(true), json!(false)]),
        ("g", [json!(true), json!(false)]),
        ("flag", [json!(true), json!(false)]),
        ("busy", [json!(0), json!(7)]),
        ("free", [json!(1), json!(9)]),
        ("count", [json!(1), json!(2)]),
        ("fault", [json!("buyer"), json!("seller")]),
        ("asker", [json!("buyer"), json!("seller")]),
    ] {
        if dice.roll(3) == 0 {
            order[fact] = values[dice.roll(2)].clone();
        }
    }
    order
}

#[test]
fn a_search_finds_the_same_whatever_it_leaves_out() {
    let policy = varied();
    let mut dice = Dice(7);
    let mut differences = Vec::new();
    let (mut found, mut none, mut left_out) = (0, 0, 0);
    for _ in 0..30 {
        let written = drawn(&mut dice);
        let data: Data<'_> = serde_json::from_value(written.clone()).unwrap();
        let order = Order::read(&policy, &data).unwrap_or_else(|problems| panic!("{written}: {problems}"));
        let rules = order.rules();
        let number = dice.roll(rules.actions.len());
        let (action, useful) = (&rules.actions[number], rules.useful_for(number).unwrap());
        for role in &action.roles {
            let goal = Goal::Allowed(action, slice::from_ref(role));
            let bounds = Bounds { steps: 3, ways: 1, orders: 3_000 };
            let explore = |supposing: bool, spares: bool, aim: Aim| {
                let places = Places::new(usize::MAX);
                let search = Search::new(rules, goal, useful, bounds, &places);
                Search { own: Some(*role), supposing, spares, ..search }.explore(&order, NOW, aim)
            };
            for (supposing, spares) in [(false, true), (true, true), (true, false)] {
                let about = format!("{} of {written}, supposing {supposing}, sparing {spares}", action.id);
                let all = explore(supposing, spares, Aim::Ways);
                let first = explore(supposing, spares, Aim::Way);
                left_out += usize::from(first.left_out);
                let moves = |outcome: &Outcome<'_>| format!("{:?}", outcome.ways.first());
                differ(&about, moves(&first), moves(&all), &mut differences);
                if !all.ways.is_empty() {
                    found += 1;
                    continue;
                }
                none += 1;
                let why = explore(supposing, spares, Aim::Why);
                differ(format!("giving up: {about}"), why.gave_up, all.gave_up, &mut differences);
                let reasons = |outcome: &Outcome<'_>| (!outcome.gave_up).then_some((outcome.stopped, outcome.kept));
                differ(format!("why: {about}"), reasons(&why), reasons(&all), &mut differences);
                // What hurts and is left out matters only where it leads to the goal.
                let hurts = spares && !explore(supposing, false, Aim::Ways).ways.is_empty();
                differ(format!("hurting: {about}"), !hurts || first.spared, true, &mut differences);
            }
        }
    }
    report(&differences);
    assert!(
        found > 40 && none > 40 && left_out > 40,
        "{found} found, {none} not, {left_out} where steps were left out"
    );
}
