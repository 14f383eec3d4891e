//! What helps towards a goal, and what does not: a small made-up deal for each row.

use serde_json::{Map, Value, json};

use super::super::{EditionId, Policy, Reading};
use super::Useful;
use crate::data::Data;

/// The editions of the deal, by their numbers.
const OLD: EditionId = 0;
const RECENT: EditionId = 1;

/// A deal with the states `one` to `five`, the timestamps `p` and `q`, `n`, which may be absent,
/// the numbers `count` and `other`, and the flags `f` and `flag`. What happens by itself is written
/// as `one -> two at p when f`; of an action, only what matters has to be given, and conditions
/// stand in a list.
fn deal(transitions: &[&str], actions: &Value) -> Policy {
    let text = json!({ "ja": "x", "en": "x" });
    let labelled = |names: &[&str], more: Value| -> Map<String, Value> {
        let element = |name: &&str| {
            let mut element = json!({ "label": text });
            element.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            ((*name).to_owned(), element)
        };
        names.iter().map(element).collect()
    };
    let transition = |(number, written): (usize, &&str)| {
        let (from, rest) = written.split_once(" -> ").unwrap();
        let (to, at) = rest.split_once(" at ").unwrap();
        let (at, when) = at.split_once(" when ").unwrap_or((at, "true"));
        json!({ "rule": format!("x{number}"), "from": [from], "to": to, "at": at, "when": when, "message": text })
    };
    let action = |(id, written): (&String, &Value)| {
        let mut action = json!({ "verb": "other", "roles": ["buyer", "seller"], "from": ["one"], "label": text });
        action.as_object_mut().unwrap().extend(written.as_object().unwrap().clone());
        let requires = action["requires"].as_array().into_iter().flatten().enumerate();
        let requires: Value = requires
            .map(|(number, that)| json!({ "rule": format!("r{number}"), "that": that, "message": text }))
            .collect();
        action["requires"] = requires;
        (id.clone(), action)
    };
    let mut facts = labelled(&["p", "q"], json!({ "type": "timestamp" }));
    facts.extend(labelled(&["n"], json!({ "type": "timestamp", "default": "none" })));
    facts.extend(labelled(&["count", "other"], json!({ "type": "int", "default": 0 })));
    facts.extend(labelled(&["f", "flag"], json!({ "type": "bool" })));
    let states = ["one", "two", "three", "four", "five"];
    let mut all: Map<String, Value> = actions.as_object().unwrap().iter().map(action).collect();
    // So that every state stands somewhere.
    all.insert("z-look".to_owned(), action((&String::new(), &json!({ "from": states }))).1);
    let document = json!({
        "format": "torihiki/1",
        "id": "deal",
        "utcOffset": "Z",
        "roles": ["buyer", "seller"],
        "label": text,
        "roleLabels": { "buyer": text, "seller": text },
        "editions": { "old": { "label": text }, "recent": { "label": text } },
        "facts": facts,
        "states": labelled(&states, json!({})),
        "transitions": transitions.iter().enumerate().map(transition).collect::<Value>(),
        "actions": all,
    });
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    Policy::new(&document).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What helps towards the action `go`, or towards a state.
fn useful(policy: &Policy, goal: &str, edition: EditionId) -> Useful {
    let rules = policy.rules(Reading::of(edition));
    match rules.actions.iter().position(|action| *action.id == *goal) {
        Some(number) => rules.useful_for(number).unwrap().clone(),
        None => rules.useful(&[policy.symbols.find(goal).unwrap()], None),
    }
}

fn actions(policy: &Policy, useful: &Useful) -> Vec<String> {
    useful.actions.iter().map(|number| policy.rules(Reading::of(OLD)).actions[*number].id.to_string()).collect()
}

/// Tries which actions help; in each row the transitions, the actions, the goal, and what helps.
fn check(rows: &[(&[&str], Value, &str, &[&str])]) {
    let mut differences = Vec::new();
    for (transitions, written, goal, expected) in rows {
        let policy = deal(transitions, written);
        let found = actions(&policy, &useful(&policy, goal, OLD));
        if found != *expected {
            differences.push(format!(
                "{transitions:?} {written} towards {goal}:\n  found    {found:?}\n  expected {expected:?}"
            ));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn what_leads_to_a_state_from_which_the_goal_can_be_reached_helps() {
    let leads = json!({
        "a-then": { "from": ["two"], "to": "three" },
        "away": { "to": "four" },
        "back": { "from": ["three"], "to": "one" },
        "first": { "to": "two" },
        "from-four": { "from": ["four"], "to": "five" },
        "go": { "from": ["three"] },
    });
    check(&[
        // In the order of the policy.
        (&[], leads.clone(), "three", &["a-then", "back", "first"]),
        (&[], leads.clone(), "go", &["a-then", "back", "first"]),
        (&[], leads.clone(), "five", &["a-then", "away", "back", "first", "from-four"]),
        (&[], leads, "one", &["a-then", "back", "first"]),
        // By itself the deal goes on from there.
        (&["two -> three at p"], json!({ "first": { "to": "two" }, "other": { "to": "four" } }), "three", &["first"]),
        (&["three -> two at p"], json!({ "first": { "to": "two" } }), "three", &[]),
    ]);
}

#[test]
fn what_sets_a_fact_on_which_the_goal_depends_helps() {
    let sets = |set: Value| json!({ "set": set });
    check(&[
        (
            &[],
            json!({
                "bump": sets(json!({ "count": "count + 1" })),
                "go": { "requires": ["flag"] },
                "raise": sets(json!({ "flag": "true" })),
            }),
            "go",
            &["raise"],
        ),
        // So does what sets a fact that its own value or its own requirements depend on.
        (
            &[],
            json!({
                "bump": sets(json!({ "count": "count + 1" })),
                "go": { "requires": ["flag"] },
                "raise": sets(json!({ "flag": "count > 3" })),
            }),
            "go",
            &["bump", "raise"],
        ),
        (
            &[],
            json!({
                "bump": sets(json!({ "count": "count + 1" })),
                "go": { "requires": ["flag"] },
                "raise": { "requires": ["count > 3"], "set": { "flag": "true" } },
            }),
            "go",
            &["bump", "raise"],
        ),
        // What merely reads it does not.
        (
            &[],
            json!({ "go": { "requires": ["flag"] }, "reads": { "requires": ["flag"], "set": { "other": "count" } } }),
            "go",
            &[],
        ),
        // A state depends on no fact by itself.
        (&[], json!({ "raise": sets(json!({ "flag": "true" })) }), "one", &[]),
        (
            &[],
            json!({ "lead": { "to": "two", "requires": ["flag"] }, "raise": sets(json!({ "flag": "true" })) }),
            "two",
            &["lead", "raise"],
        ),
        // The action may help itself.
        (&[], json!({ "go": { "requires": ["count > 2"], "set": { "count": "count + 1" } } }), "go", &["go"]),
    ]);
}

#[test]
fn from_where_the_goal_cannot_be_reached_nothing_helps() {
    let raise = |more: Value| {
        let mut raise = json!({ "set": { "flag": "true" } });
        raise.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "go": { "requires": ["flag"] }, "raise": raise })
    };
    let two = json!(["one", "four"]);
    check(&[
        (&[], raise(json!({})), "go", &["raise"]),
        (&[], raise(json!({ "from": ["four"] })), "go", &[]),
        (&[], raise(json!({ "from": two })), "go", &["raise"]),
        (&["four -> one at p"], raise(json!({ "from": ["four"] })), "go", &["raise"]),
        (&[], raise(json!({ "to": "four" })), "go", &[]),
        (&["four -> one at p"], raise(json!({ "to": "four" })), "go", &["raise"]),
        // While nobody has agreed, the deal stays.
        (&[], raise(json!({ "to": "four", "consent": { "of": "other" } })), "go", &["raise"]),
    ]);
}

#[test]
fn what_changes_what_happens_by_itself_helps() {
    let sets = json!({
        "set-n": { "set": { "n": "null" } },
        "set-p": { "set": { "p": "p + duration(\"1d\")" } },
        "set-q": { "set": { "q": "now" } },
    });
    check(&[
        // It may have to be prevented, put off or brought about.
        (&["one -> five at p"], sets.clone(), "one", &["set-p"]),
        (&["one -> five at n when n != null"], sets.clone(), "one", &["set-n"]),
        (&["one -> two at p", "two -> five at q"], sets.clone(), "two", &["set-p", "set-q"]),
        (&["one -> two at p"], sets.clone(), "two", &["set-p"]),
        (&["one -> two at p when count > 3"], json!({ "bump": { "set": { "count": "count + 1" } } }), "two", &["bump"]),
        // Elsewhere it does not matter.
        (&["four -> five at p"], sets.clone(), "one", &[]),
        (&["five -> four at p"], sets, "two", &[]),
    ]);
}

#[test]
fn what_can_do_without_a_consent_helps() {
    let ask = json!({ "to": "two", "consent": { "of": "other", "unless": "flag" } });
    check(&[(&[], json!({ "ask": ask, "raise": { "set": { "flag": "true" } } }), "two", &["ask", "raise"])]);
}

#[test]
fn states_and_facts_are_told_each_once() {
    let policy = deal(
        &["two -> one at p when f", "one -> four at q"],
        &json!({
            "go": { "requires": ["flag && count > 1", "flag || now < p"] },
            "lead": { "from": ["three"], "to": "two", "requires": ["count > 2"] },
            "raise": { "set": { "flag": "true" } },
        }),
    );
    let found = useful(&policy, "go", OLD);
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    let states = found.states.iter().map(|state| policy.symbols.text(*state).to_owned()).collect();
    let facts = found.facts.iter().map(|fact| policy.fact_name(*fact).to_owned()).collect();
    assert_eq!(sorted(states), ["one", "three", "two"]);
    assert_eq!(sorted(facts), ["count", "f", "flag", "p", "q"]);
    assert_eq!(actions(&policy, &found), ["lead", "raise"]);
}

#[test]
fn each_edition_has_its_own() {
    let policy = deal(
        &[],
        &json!({
            "a-old": { "edition": "old", "to": "two" },
            "lead": { "to": "three", "editions": { "recent": { "to": "two" } } },
        }),
    );
    let old = useful(&policy, "two", OLD).actions;
    let recent = useful(&policy, "two", RECENT).actions;
    let id = |edition: EditionId, number: usize| policy.rules(Reading::of(edition)).actions[number].id.to_string();
    assert_eq!(old.iter().map(|number| id(OLD, *number)).collect::<Vec<_>>(), ["a-old"]);
    assert_eq!(recent.iter().map(|number| id(RECENT, *number)).collect::<Vec<_>>(), ["lead"]);
}
