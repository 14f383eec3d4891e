//! A policy as large as one may be: it is checked and answers, and one that is larger is refused in one sentence.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use torihiki::{Data, Instant, Options, Policy, Problem, ProblemCode, Syntax};

const NOON: &str = "2026-11-10T12:00:00Z";

/// A deal that goes round through so many states, in each of which there is something to do. Whatever is done takes a fact
/// of its own to be in time, and changes the next one, so that all of it hangs together.
fn round(actions: usize, states: usize, facts: usize) -> Value {
    let id = |kind: &str, number: usize| format!("{kind}{number}");
    let all = |kind: &str, count: usize, element: &dyn Fn(usize) -> Value| -> Value {
        (0..count).map(|number| (id(kind, number), element(number))).collect::<serde_json::Map<_, _>>().into()
    };
    let action = |number: usize| {
        let (own, next) = (id("fact", number % facts), id("fact", (number + 1) % facts));
        json!({
            "verb": "other", "roles": ["buyer"], "label": "Do it",
            "from": [id("state", number % states)], "to": id("state", (number + 1) % states),
            "set": { next: "now" },
            "requires": [
                { "rule": "given", "that": format!("{own} != null"), "message": "It is given" },
                { "rule": "in-time", "that": format!("now < {own} + window"), "message": "Within {window}" },
            ],
            "effects": [{ "rule": "told", "kind": "notice", "severity": "info", "message": "They are told" }],
        })
    };
    json!({
        "format": "torihiki/1", "id": "large", "utcOffset": "+00:00", "languages": ["en"], "label": "Large",
        "roles": ["buyer"], "roleLabels": { "buyer": "Buyer" },
        "params": { "window": { "label": "Window", "value": "7d" } },
        "facts": all("fact", facts, &|_| json!({ "type": "timestamp", "label": "Then", "default": "none" })),
        "states": all("state", states, &|_| json!({ "label": "Here" })),
        "actions": all("action", actions, &action),
    })
}

fn policy(document: Value) -> Result<Policy, Vec<Problem>> {
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    Policy::new(&document).map_err(|problems| problems.as_slice().to_vec())
}

#[test]
fn a_thousand_actions_are_checked_and_answered() {
    let (actions, states, facts) = (1_000, 300, 300);
    let policy = policy(round(actions, states, facts)).unwrap();
    let order: Data<'static> =
        serde_json::from_value(json!({ "state": "state7", "fact7": "2026-11-10T09:00:00Z" })).unwrap();
    let now = Instant::parse(NOON).unwrap();
    let answer = policy.preview(&order, &Options::at(now).role("buyer")).unwrap();
    assert_eq!(answer.actions.len(), actions);
    // Of all these, four start from this state, and take the fact that is given.
    let possible: Vec<_> = answer.actions.iter().filter(|action| action.verdict.word() == "allowed").collect();
    let ids: BTreeSet<&str> = possible.iter().map(|action| &*action.id).collect();
    assert_eq!(ids, ["action7", "action307", "action607", "action907"].into());
    assert!(possible.iter().all(|action| action.until == Instant::parse("2026-11-17T09:00:00Z").ok()));
    // Compiled and loaded it is the same.
    let loaded = Policy::load(&policy.compile()).unwrap();
    let again = loaded.preview(&order, &Options::at(now).role("buyer")).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), serde_json::to_value(&answer).unwrap());
}

#[test]
fn what_is_larger_is_refused_in_one_sentence() {
    for (document, path, message) in [
        (round(1_001, 300, 300), "actions", "a policy has at most 1000 actions, not 1001"),
        (round(900, 301, 300), "states", "a policy has at most 300 states, not 301"),
        (round(900, 300, 301), "facts", "a policy has at most 300 facts, not 301"),
    ] {
        let problems = policy(document).unwrap_err();
        let told: Vec<_> = problems.iter().map(|problem| (problem.code, &*problem.path, &*problem.message)).collect();
        assert_eq!(told, [(ProblemCode::TooLarge, path, message)]);
    }
    let mut wide = round(1, 1, 1);
    wide["note"] = json!(vec!["x"; 60_000]);
    let problems = policy(wide).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "a policy has at most 60000 values");
}

/// The document of a small policy, with a table or a list put in place of another.
fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut document = round(2, 2, 2);
    change(&mut document);
    document
}

/// So many things that differ in their number alone.
fn many(thing: &dyn Fn(usize) -> Value) -> Value {
    (0..10_000).map(thing).collect()
}

#[test]
fn long_lists_and_tables_are_read_to_their_end() {
    let effect =
        |rule: String| json!({ "rule": rule, "kind": "notice", "severity": "info", "message": "They are told" });
    let choice = |number: usize| json!(format!("choice{number}"));
    let dated = json!({ "from": "2026-01-01", "value": "7d" });
    let facts: serde_json::Map<_, _> = (0..10_000).map(|number| (format!("fact{number}"), json!("now"))).collect();
    for (name, document, first, left_out) in [
        (
            "rules that stand twice",
            with(|document| document["actions"]["action0"]["effects"] = many(&|_| effect("told".to_owned()))),
            "actions.action0.effects[1].rule",
            9_899,
        ),
        (
            "states that stand twice",
            with(|document| document["actions"]["action0"]["from"] = many(&|_| json!("state0"))),
            "actions.action0.from[1]",
            9_899,
        ),
        (
            "states that there are not",
            with(|document| document["actions"]["action0"]["from"] = many(&|number| json!(format!("s{number}")))),
            "actions.action0.from[0]",
            9_900,
        ),
        (
            "facts that there are not",
            with(|document| document["actions"]["action0"]["set"] = facts.clone().into()),
            "actions.action0.set.fact10",
            9_898,
        ),
        (
            "keys that have no meaning",
            with(|document| document["actions"]["action0"]["effects"] = json!([facts.clone()])),
            "",
            0,
        ),
        (
            "choices without a label",
            with(|document| document["facts"]["fact0"]["type"] = many(&choice)),
            "facts.fact0.choiceLabels.choice0",
            0,
        ),
        (
            "values at the same time",
            with(|document| {
                document["datedBy"] = json!("fact0");
                document["params"]["window"]["dated"] = many(&|_| dated.clone());
            }),
            "params.window.dated[1]",
            9_899,
        ),
    ] {
        let problems = policy(document).unwrap_err();
        assert_eq!(problems.len(), 101, "{name}");
        assert!(first.is_empty() || problems[0].path == first, "{name}: {}", problems[0].path);
        let told = format!("{left_out} more problems are not listed");
        assert!(left_out == 0 || problems[100].message == told, "{name}: {}", problems[100].message);
    }
}

#[test]
fn what_is_right_may_be_long() {
    let effect = |number: usize| json!({ "rule": format!("told{number}"), "kind": "notice", "severity": "info", "message": "They are told" });
    let effects = policy(with(|document| document["actions"]["action0"]["effects"] = many(&effect))).unwrap();
    let described = effects.describe(&torihiki::DescribeOptions::default()).unwrap();
    assert_eq!(described.actions[0].effects.len(), 10_000);

    let labels: serde_json::Map<_, _> = (0..10_000).map(|number| (format!("choice{number}"), json!("It"))).collect();
    let choices = with(|document| {
        let fact = json!({ "type": labels.keys().collect::<Vec<_>>(), "label": "Which", "choiceLabels": labels });
        document["facts"]["which"] = fact;
    });
    let order: Data<'static> = serde_json::from_value(json!({ "state": "state0", "which": "choice9999" })).unwrap();
    let choices = policy(choices).unwrap();
    assert!(choices.preview(&order, &Options::at(Instant::parse(NOON).unwrap())).is_ok());
}

#[test]
fn a_long_document_that_extends_another_is_merged_to_its_end() {
    let sources = |prefix: &str, count: usize| -> Value {
        let source = json!({ "kind": "guide", "title": "It" });
        (0..count).map(|number| (format!("{prefix}{number}"), source.clone())).collect::<serde_json::Map<_, _>>().into()
    };
    let extending = |sources: Value, remove: Vec<String>| {
        let mut base = round(2, 2, 2);
        base["sources"] = sources.clone();
        json!({ "extends": base, "id": "ours", "sources": sources, "remove": remove })
    };
    let problem = |document: Value| {
        let problems = policy(document).unwrap_err();
        (problems.len(), problems[0].path.clone(), problems[0].message.clone())
    };
    let too_many = (1, "sources".to_owned(), "a policy has at most 200 sources, not 9000".to_owned());
    assert_eq!(problem(extending(sources("source", 9_000), vec![])), too_many);
    let most = (1, "remove".to_owned(), "at most 1000 paths are removed, not 1001".to_owned());
    assert_eq!(problem(extending(sources("source", 1), vec!["sources.source0".to_owned(); 1_001])), most);
    // What is removed once is no longer there.
    let (count, path, _) = problem(extending(sources("source", 200), vec!["sources.source0".to_owned(); 1_000]));
    assert_eq!((count, &*path), (101, "remove[1]"));
}

#[test]
fn a_text_of_mistakes_is_told_shortly() {
    let mistakes = Policy::parse(&"a\n".repeat(200_000), Syntax::Toml).unwrap_err();
    let [first, .., last] = mistakes.as_slice() else { panic!("{mistakes}") };
    assert_eq!((mistakes.as_slice().len(), first.span.line), (101, 1));
    assert_eq!(last.problem.code, ProblemCode::TooManyProblems);
    assert_eq!(last.problem.message, "199900 more problems are not listed");
}
