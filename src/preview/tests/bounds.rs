//! Where a search for ways ends before it has looked everywhere.

use serde_json::{Map, Value, json};

use super::kit::{at, document, made, order, text};
use super::ways::check;
use crate::order::Order;
use crate::preview::Options;
use crate::preview::answer::WayOutcome;
use crate::preview::view::View;

#[test]
fn a_search_that_could_not_look_everywhere_says_so() {
    let counts = |to: &str| {
        json!({
            "bump": { "set": { "count": "count + 1" } },
            "go": { "requires": { "r": format!("count >= {to}") } },
        })
    };
    let five = ["buyer bump"; 5].join(", ");
    check(&[
        (&[], counts("5"), json!({}), "go", &[&five]),
        (&[], counts("6"), json!({}), "go", &["gave up"]),
        (&[], counts("100"), json!({}), "go", &["gave up"]),
        (&[], counts("100"), json!({ "count": 99 }), "go", &["buyer bump"]),
    ]);
}

#[test]
fn a_search_that_gave_up_says_so_whether_or_not_facts_are_supposed() {
    let bump = json!({ "set": { "count": "count + 1" } });
    let go = |that: &str| json!({ "requires": { "r": that } });
    check(&[
        // Acting leads nowhere in five steps, so there may be a way that supposes nothing.
        (&[], json!({ "bump": bump, "go": go("count >= 6 || f") }), json!({}), "go", &["f = true", "gave up"]),
        (&[], json!({ "bump": bump, "go": go("count >= 5 || f") }), json!({}), "go", &[&["buyer bump"; 5].join(", ")]),
        // Nothing can be done, which is sure, and more would have to be supposed than is looked for.
        (
            &[],
            json!({ "go": go("f && g && m == null && fault == \"buyer\" && free == 3 && busy == 7") }),
            json!({}),
            "go",
            &["gave up"],
        ),
    ]);
}

#[test]
fn a_search_that_meets_too_many_orders_says_so() {
    let digit = |digit: i32| (format!("digit-{digit}"), json!({ "set": { "free": format!("free * 9 + {digit}") } }));
    let mut actions: serde_json::Map<String, Value> = (1..9).map(digit).collect();
    actions.insert("go".to_owned(), json!({ "requires": { "r": "free == 1" } }));
    // What was found is told all the same.
    check(&[(&[], actions.into(), json!({ "free": 0 }), "go", &["buyer digit-1", "gave up"])]);
}

/// A policy in which an order of which nothing is known can have gone hundreds of ways.
fn maze() -> Value {
    let mut maze = document(&[], json!({}), json!({}));
    let states = 10;
    maze["states"] = json!({});
    for state in 0..states {
        maze["states"][format!("s{state}")] = json!({ "label": text("S") });
    }
    maze["states"]["exit"] = json!({ "label": text("Exit") });
    let mut transitions = Vec::new();
    for number in 0..2 * states {
        maze["facts"][format!("at{number}")] = json!({ "type": "timestamp", "label": text("At") });
        maze["facts"][format!("may{number}")] = json!({ "type": "bool", "label": text("May") });
        let (from, to) = (format!("s{}", number % states), format!("s{}", (number * 7 + 1) % states));
        let (at, when) = (format!("at{number} + duration(\"1h\")"), format!("may{number}"));
        let rule = format!("t{number}");
        transitions
            .push(json!({ "rule": rule, "from": [from], "at": at, "when": when, "to": to, "message": text("T") }));
    }
    maze["transitions"] = transitions.into();
    let action = |from: &str, to: &str, requires: Value| {
        let label = text("A");
        json!({ "verb": "other", "roles": ["buyer"], "from": [from], "to": to, "label": label, "requires": requires })
    };
    let mut actions = Map::new();
    for number in 0..states {
        let requires = json!([{ "rule": "r", "that": format!("may{number}"), "message": text("R") }]);
        let (from, to) = (format!("s{number}"), format!("s{}", (number + 1) % states));
        actions.insert(format!("a{number}"), action(&from, &to, requires));
    }
    // Nobody can ever do it, which takes a look at everything to tell.
    let never = json!([{ "rule": "r", "that": "may0 && !may0", "message": text("R") }]);
    actions.insert("leave".to_owned(), action("s9", "exit", never));
    maze["actions"] = actions.into();
    maze
}

#[test]
fn an_order_that_can_have_gone_many_ways_takes_as_much_of_the_patience() {
    let policy = made(maze());
    let [lost, out] = ["s0", "exit"].map(|state| order(state, &json!({})));
    let read = Order::read(&policy, &lost).unwrap();
    let view = View::at(&read, at(10).millis());
    // Each of its ways is followed by a look at each transition.
    let transitions = view.rules.transitions.len();
    assert!(view.effort() > 20 * transitions, "{}", view.effort());
    let known = Order::read(&policy, &out).unwrap();
    assert_eq!(View::at(&known, at(10).millis()).effort(), transitions);

    // So the search ends soon, and says that it did.
    let ways = policy.ways(&lost, "exit", &Options::at(at(10))).unwrap();
    assert_eq!((ways.outcome, ways.gave_up), (WayOutcome::GaveUp, true));
    let preview = policy.preview(&lost, &Options::at(at(10))).unwrap();
    let outcomes: Vec<_> = preview.actions.iter().filter_map(|action| action.unblock_outcome).collect();
    assert!(outcomes.contains(&WayOutcome::GaveUp), "{outcomes:?}");
}
