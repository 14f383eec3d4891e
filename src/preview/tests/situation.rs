//! Where a deal stands: what has happened by itself, and what may have.

use serde_json::{Map, Value as Json, json};

use super::kit::{check, merge, order, policy};
use crate::dice::Dice;
use crate::expr::{Type, Value};
use crate::order::Order;
use crate::policy::{Policy, Reading};
use crate::preview::situation::{Situation, World};

fn situation(policy: &Policy, state: &str, facts: &Json, now: i64) -> Situation {
    let data = order(state, facts);
    let order = Order::read(policy, &data).unwrap();
    Situation::at(&order, policy.rules(Reading::of(0)), now)
}

/// Where a deal stands: the state, what led there, and what may have happened since.
fn standing(transitions: &[&str], facts: &Json, now: i64) -> String {
    let policy = policy(transitions, json!({}), json!({}));
    let Situation { effective, happened, possible, uncertain, .. } = situation(&policy, "one", facts, now);
    let rule = |number: usize| {
        policy.rules(Reading::of(0)).transitions[number].about.rule.trim_start_matches("deal.").to_owned()
    };
    let mut told = policy.symbols.text(effective.state).to_owned();
    happened.iter().for_each(|happened| told.push_str(&format!(" {}@{}", rule(happened.transition), happened.at)));
    if !uncertain.is_empty() {
        let mut states: Vec<&str> = possible.iter().map(|world| policy.symbols.text(world.state)).collect();
        states.sort_unstable();
        let rules: Vec<String> = uncertain.into_iter().map(rule).collect();
        told.push_str(&format!(", perhaps {} by {}", states.join(" "), rules.join(" ")));
    }
    told
}

#[test]
fn what_is_due_has_happened() {
    const CHAIN: &[&str] = &["x: one -> two at a", "y: two -> three at b"];
    const FORK: &[&str] = &["x: one -> two at a", "y: one -> three at b"];
    const LATE: &[&str] = &["x: one -> two at a", "y: two -> three at b", "z: two -> four at c"];
    const CIRCLE: &[&str] = &["x: one -> two at a", "y: two -> one at b"];
    const LONG_CIRCLE: &[&str] = &["x: one -> two at a", "y: two -> three at b", "z: three -> one at c"];
    let ab = |a: i64, b: i64| json!({ "a": a, "b": b });
    let abc = |a: i64, b: i64, c: i64| json!({ "a": a, "b": b, "c": c });
    for (transitions, facts, now, expected) in [
        // One after the other, each at its instant.
        (CHAIN, ab(10, 20), 9, "one"),
        (CHAIN, ab(10, 20), 10, "two x@10"),
        (CHAIN, ab(10, 20), 19, "two x@10"),
        (CHAIN, ab(10, 20), 20, "three x@10 y@20"),
        // Both at the same instant.
        (CHAIN, ab(10, 10), 10, "three x@10 y@10"),
        // What was due before the deal came into its state happens when it comes there.
        (CHAIN, ab(10, 5), 9, "one"),
        (CHAIN, ab(10, 5), 10, "three x@10 y@10"),
        (LATE, abc(10, 7, 5), 10, "three x@10 y@10"),
        (LATE, abc(10, 5, 7), 10, "three x@10 y@10"),
        (LATE, abc(10, 12, 11), 12, "four x@10 z@11"),
        // The earlier one wins, and of two at once the one that is written first.
        (FORK, ab(10, 20), 30, "two x@10"),
        (FORK, ab(20, 10), 30, "three y@10"),
        (FORK, ab(10, 10), 30, "two x@10"),
        // Each happens once, so circles end.
        (CIRCLE, ab(10, 20), 30, "one x@10 y@20"),
        (CIRCLE, ab(10, 10), 10, "one x@10 y@10"),
        (CIRCLE, ab(20, 10), 30, "one x@20 y@20"),
        (LONG_CIRCLE, abc(10, 20, 30), 40, "one x@10 y@20 z@30"),
        (LONG_CIRCLE, abc(30, 20, 10), 40, "one x@30 y@30 z@30"),
    ] {
        assert_eq!(standing(transitions, &facts, now), expected, "{transitions:?} {facts} at {now}");
    }
    let conditional: &[&str] = &["x: one -> two at a when f", "y: one|two -> three at b when n != null"];
    for (facts, expected) in [
        (json!({ "a": 10, "b": 20, "f": true }), "two x@10"),
        (json!({ "a": 10, "b": 20, "f": false }), "one"),
        (json!({ "a": 10, "b": 20, "f": true, "n": 0 }), "three x@10 y@20"),
        (json!({ "a": 10, "b": 20, "f": false, "n": 0 }), "three y@20"),
        (json!({ "b": 20, "f": false, "n": 0 }), "three y@20"),
    ] {
        assert_eq!(standing(conditional, &facts, 30), expected, "{facts}");
    }
}

#[test]
fn what_may_have_happened_leaves_several_states_possible() {
    for (transitions, facts, now, expected) in [
        // Whether it happens is not known.
        (&["x: one -> two at a when f"][..], json!({ "a": 10 }), 9, "one"),
        (&["x: one -> two at a when f"], json!({ "a": 10 }), 10, "one, perhaps one two by x"),
        // When it happens is not known.
        (&["x: one -> two at a"], json!({}), -1_000_000, "one, perhaps one two by x"),
        (&["x: one -> two at a when f"], json!({ "f": true }), 0, "one, perhaps one two by x"),
        (&["x: one -> two at a when f"], json!({ "f": false }), 0, "one"),
        (&["x: one -> two at a when f"], json!({}), 0, "one, perhaps one two by x"),
        // Something certain came before it.
        (&["x: one -> two at a", "y: one -> three at b when f"], json!({ "a": 10, "b": 20 }), 30, "two x@10"),
        (&["x: one -> two at a", "y: one -> three at b when f"], json!({ "a": 10, "b": 10 }), 30, "two x@10"),
        (&["y: one -> three at b when f", "x: one -> two at a"], json!({ "a": 10, "b": 20 }), 30, "two x@10"),
        // It came before something certain, or may have.
        (
            &["x: one -> two at a when f", "y: one -> three at b"],
            json!({ "a": 10, "b": 20 }),
            15,
            "one, perhaps one two by x",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b"],
            json!({ "a": 10, "b": 20 }),
            20,
            "one, perhaps three two by x",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b"],
            json!({ "a": 10, "b": 10 }),
            10,
            "one, perhaps three two by x",
        ),
        (&["x: one -> two at a", "y: one -> three at b"], json!({ "b": 20 }), 10, "one, perhaps one two by x"),
        (&["x: one -> two at a", "y: one -> three at b"], json!({ "b": 20 }), 20, "one, perhaps three two by x"),
        // Only after something that is certain.
        (
            &["x: one -> two at a", "y: two -> three at b when f"],
            json!({ "a": 10, "b": 5 }),
            10,
            "two x@10, perhaps three two by y",
        ),
        (&["x: one -> two at a", "y: two -> three at b when f"], json!({ "a": 10, "b": 20 }), 19, "two x@10"),
        // What follows from it.
        (
            &["x: one -> two at a when f", "y: two -> three at b"],
            json!({ "a": 10, "b": 20 }),
            15,
            "one, perhaps one two by x",
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b"],
            json!({ "a": 10, "b": 20 }),
            20,
            "one, perhaps one three by x",
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b"],
            json!({ "a": 10, "b": 5 }),
            10,
            "one, perhaps one three by x",
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b when g"],
            json!({ "a": 1, "b": 2 }),
            3,
            "one, perhaps one three two by x y",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b when g"],
            json!({ "a": 1, "b": 2 }),
            3,
            "one, perhaps one three two by x y",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b when !f"],
            json!({ "a": 1, "b": 1 }),
            1,
            "one, perhaps one three two by x y",
        ),
    ] {
        assert_eq!(standing(transitions, &facts, now), expected, "{transitions:?} {facts} at {now}");
    }
}

#[test]
fn what_all_possible_states_agree_on_is_known() {
    let actions = json!({
        "in-one": { "from": ["one"] },
        "in-both": { "from": ["one", "two"] },
        "in-three": { "from": ["three"] },
        "by-state": { "from": ["one", "two"], "requires": { "there": "state == \"two\" || g" } },
    });
    let policy = policy(&["x: one -> two at a when f"], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        9,
        json!({
            "state": { "effective": "one", "uncertain": [] },
            "actions": { "in-one": { "verdict": "allowed", "until": 10, "leadsTo": "one" }, "by-state": { "missing": ["g"] } },
            "next": { "at": 10, "what": "state" },
            "ifNobodyActs": [],
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        10,
        json!({
            "state": { "given": "one", "effective": "one", "uncertain": ["deal.x"], "transitions": [] },
            "actions": {
                "in-one": { "verdict": "unknown", "missing": ["f"], "until": null, "leadsTo": null },
                "in-both": { "verdict": "allowed", "missing": [], "leadsTo": null },
                "in-three": { "verdict": "denied", "missing": [], "opensAt": null },
                "by-state": { "verdict": "unknown", "missing": ["g", "f"] },
            },
            "next": null,
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "g": true }),
        10,
        json!({ "actions": { "by-state": { "verdict": "allowed" } } }),
    );
    check(
        &policy,
        "one",
        json!({}),
        0,
        json!({ "actions": { "in-one": { "verdict": "unknown", "missing": ["f", "a"] } } }),
    );
    check(&policy, "one", json!({ "f": true }), 0, json!({ "actions": { "in-one": { "missing": ["a"] } } }));
    check(
        &policy,
        "one",
        json!({ "f": false }),
        0,
        json!({ "actions": { "in-one": { "verdict": "allowed", "until": null } } }),
    );
}

/// Checks that, whatever the facts that are missing turn out to be, the deal is in one of the
/// states that are possible, and what has certainly happened has happened.
fn check_possible(policy: &Policy, some: &Json, all: &Json, now: i64, about: &str) {
    let open = situation(policy, "one", some, now);
    let settled = situation(policy, "one", all, now);
    assert_eq!(settled.possible, std::slice::from_ref(&settled.effective), "{about}");
    let told = format!("{about} at {now} with {some} and then {all}: {open:?} and then {settled:?}");
    let data = order("one", some);
    let known = Order::read(policy, &data).unwrap();
    let data = order("one", all);
    let facts = Order::read(policy, &data).unwrap();
    let facts = facts.facts_in(&settled.effective);
    let may_be = |world: &World| {
        let agree = |(open, settled): (&Value, &Value)| *open == Value::Unknown || open == settled;
        world.state == settled.effective.state && known.facts_in(world).iter().zip(facts).all(agree)
    };
    assert!(open.possible.iter().any(may_be), "{told}");
    assert!(settled.goes_on_from(&open), "{told}");
}

#[test]
fn what_may_have_happened_goes_on_as_if_it_had() {
    for (transitions, some) in [
        // The deal comes late into its state, where of two things that are due the first wins.
        (
            &["x: one -> two at a when f", "y: two -> three at b", "z: two -> four at c"][..],
            json!({ "a": 10, "b": 7, "c": 5 }),
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b when g", "z: two -> four at c"],
            json!({ "a": 10, "b": 7, "c": 5 }),
        ),
        // It comes into a circle, which ends where everything has happened once.
        (
            &["x: one -> two at a when f", "y: two -> three at b", "z: three -> two at c"],
            json!({ "a": 1, "b": 2, "c": 3 }),
        ),
        // It comes back to a state that it cannot leave in the same way again.
        (&["x: one -> two at a", "y: two -> one at b when f"], json!({ "a": 1, "b": 2 })),
    ] {
        let policy = policy(transitions, json!({}), json!({}));
        for (f, g) in [(false, false), (false, true), (true, false), (true, true)] {
            let mut all = some.clone();
            merge(&mut all, &json!({ "f": f, "g": g }));
            check_possible(&policy, &some, &all, 10, &format!("{transitions:?}"));
        }
    }
}

#[test]
fn what_is_missing_on_the_way_to_a_state_is_told() {
    let transitions = ["x: one -> two at a when f", "y: two -> three at b when g", "z: two -> four at c"];
    let policy = policy(&transitions, json!({ "go": { "from": ["three"] } }), json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 1, "b": 2, "c": 3 }),
        10,
        json!({
            "state": { "uncertain": ["deal.x", "deal.y"] },
            "actions": { "go": { "verdict": "unknown", "missing": ["f", "g"] } },
        }),
    );
}

#[test]
fn the_possible_states_are_all_that_there_can_be() {
    const STATES: [&str; 4] = ["one", "two", "three", "four"];
    let mut dice = Dice(11);
    for _ in 0..1_500 {
        let mut transitions = Vec::new();
        for number in 0..=dice.roll(5) {
            let from = dice.roll(4);
            let to = (from + 1 + dice.roll(3)) % 4;
            let at = dice.pick(&["a", "b", "c", "d", "a + week", "(f ? a : b)"]);
            let when = dice.pick(&[
                "",
                "",
                " when f",
                " when g",
                " when !f",
                " when n != null",
                " when f || g",
                " when a < b",
            ]);
            let set = dice.pick(&[
                "",
                "",
                " set c = at",
                " set b = at + week",
                " set a = at, f = g",
                " set n = at",
                " set n = null, g = true",
                " set f = a < b, d = f ? at : c",
                " set a = b, b = a",
            ]);
            transitions.push(format!("t{number}: {} -> {} at {at}{when}{set}", STATES[from], STATES[to]));
        }
        let transitions: Vec<&str> = transitions.iter().map(|transition| &**transition).collect();
        let policy = policy(&transitions, json!({}), json!({}));
        for _ in 0..4 {
            let mut value = |ty: &Type| match ty {
                Type::Bool => json!(dice.roll(2) == 0),
                _ => json!(dice.roll(4) * 10),
            };
            let facts = policy.facts.iter().filter(|fact| fact.name != *"asker");
            let all: Map<String, Json> = facts.map(|fact| (fact.name.to_string(), value(&fact.ty))).collect();
            let mut some = all.clone();
            some.retain(|name, _| *name == *"n" || dice.roll(3) != 0);
            let (all, some) = (Json::Object(all), Json::Object(some));
            for now in [0, 5, 10, 20, 30, 604_800_000, 604_800_030, 1_300_000_000] {
                check_possible(&policy, &some, &all, now, &format!("{transitions:?}"));
            }
        }
    }
}

#[test]
fn where_all_that_may_have_happened_leads_to_one_state_that_is_the_state() {
    let actions = json!({ "go": { "from": ["two"] }, "keep": { "from": ["one"] } });
    let policy = policy(&["x: one -> two at a", "y: one -> two at b", "z: two -> three at d"], actions, json!({}));
    // Whether `x` or `y` came first is not known, and it makes no difference.
    check(
        &policy,
        "one",
        json!({ "b": 10, "d": 50 }),
        10,
        json!({
            "state": { "given": "one", "effective": "two", "label": "two", "uncertain": [], "possible": ["two"] },
            "actions": { "go": { "verdict": "allowed" }, "keep": { "verdict": "denied" } },
        }),
    );
    // Before that it is not known whether anything happened.
    check(
        &policy,
        "one",
        json!({ "b": 10, "d": 50 }),
        9,
        json!({ "state": { "effective": "one", "uncertain": ["deal.x"], "possible": ["one", "two"] } }),
    );
    // Where the given state is not among those that remain, they are told.
    let policy = self::policy(&["x: one -> two at b when f", "y: one -> three at b when !f"], json!({}), json!({}));
    check(
        &policy,
        "one",
        json!({ "b": 10 }),
        10,
        json!({ "state": { "effective": "one", "uncertain": ["deal.x", "deal.y"], "possible": ["one", "two", "three"] } }),
    );
}
