//! A small made-up deal, and how an answer about it is compared with what is expected.

use serde_json::{Map, Value, json};

use crate::data::Data;
use crate::policy::Policy;
use crate::preview::answer::Applied;
use crate::preview::{ApplyOptions, Options};
use crate::problem::{Problem, Problems};
use crate::time::Instant;

pub(super) fn text(words: &str) -> Value {
    json!({ "ja": words, "en": words })
}

/// A policy with the states `one` to `five`, the timestamps `a` to `d` (unknown where they
/// are left out), the nullable timestamp `n`, and the flags `f` and `g`. Everybody may
/// `look` in every state.
///
/// What happens by itself is written as `rule: one -> two at a when f set c = at, g = true`, and what may with
/// `perhaps` before the rule. Of an action and a
/// duty, only what matters has to be given; conditions stand under their rules, and the alternatives of
/// a group under the rule of the group.
pub(super) fn policy(transitions: &[&str], actions: Value, duties: Value) -> Policy {
    made(document(transitions, actions, duties))
}

/// The same with facts of every kind: `p`, `q` and `r` are timestamps that may lie ahead, `m` is one that
/// can be null and is unknown where it is left out, and `seen` one that changes by itself. `count` is a
/// number from 0 on, and 0 where it is left out; `free` is any number, and `busy` one that changes by
/// itself. `length` is a duration, `flag` is false where it is left out, and `fault` names a role.
pub(super) fn deal(transitions: &[&str], actions: Value, duties: Value) -> Policy {
    made(deal_document(transitions, actions, duties))
}

/// The document of such a deal, for what has to be otherwise.
pub(super) fn deal_document(transitions: &[&str], actions: Value, duties: Value) -> Value {
    let mut document = document(transitions, actions, duties);
    for (name, fact) in [
        ("p", json!({ "type": "timestamp", "deadline": true })),
        ("q", json!({ "type": "timestamp", "deadline": true })),
        ("r", json!({ "type": "timestamp", "deadline": true })),
        ("m", json!({ "type": "timestamp", "deadline": true, "nullable": true })),
        ("seen", json!({ "type": "timestamp", "changes": true })),
        ("count", json!({ "type": "int", "default": 0, "min": 0 })),
        ("free", json!({ "type": "int" })),
        ("busy", json!({ "type": "int", "changes": true })),
        ("length", json!({ "type": "duration" })),
        ("flag", json!({ "type": "bool", "default": false })),
        ("fault", json!({ "type": ["buyer", "seller"] })),
    ] {
        document["facts"][name] = fact;
        document["facts"][name]["label"] = text(name);
    }
    document
}

/// Checks a document that has to be right.
pub(super) fn made(document: Value) -> Policy {
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    Policy::new(&document).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The same where a week of the other edition is one millisecond.
pub(super) fn with_short_week(mut document: Value) -> Value {
    document["params"]["week"]["editions"] = json!({ "recent": { "value": "1ms" } });
    document
}

pub(super) fn document(transitions: &[&str], actions: Value, duties: Value) -> Value {
    let states = ["one", "two", "three", "four", "five"];
    let labels = |names: &[&str], more: Value| -> Value {
        let element = |name: &&str| {
            let mut element = json!({ "label": text(name) });
            merge(&mut element, &more);
            ((*name).to_owned(), element)
        };
        names.iter().map(element).collect::<Map<_, _>>().into()
    };
    let mut facts = labels(&["a", "b", "c", "d"], json!({ "type": "timestamp" }));
    merge(&mut facts, &labels(&["f", "g"], json!({ "type": "bool" })));
    merge(
        &mut facts,
        &labels(&["n"], json!({ "type": "timestamp", "default": "none", "deadline": true, "after": ["a"] })),
    );
    merge(&mut facts, &labels(&["asker"], json!({ "type": ["buyer", "seller"], "default": "none" })));
    let mut all = json!({ "look": { "from": states } });
    merge(&mut all, &actions);
    json!({
        "format": "torihiki/1",
        "id": "deal",
        "utcOffset": "+09:00",
        "roles": ["buyer", "seller"],
        "label": text("Deal"),
        "editions": { "old": { "label": text("Old") }, "recent": { "label": text("Recent") } },
        "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "params": { "week": { "label": text("Week"), "value": "7d" } },
        "facts": facts,
        "states": labels(&states, json!({})),
        "transitions": transitions.iter().map(|transition| self::transition(transition)).collect::<Value>(),
        "actions": all.as_object().unwrap().iter().map(|(id, written)| (id.clone(), action(written))).collect::<Map<_, _>>(),
        "duties": rules(&duties, json!({})),
    })
}

pub(super) fn merge(into: &mut Value, more: &Value) {
    let into = into.as_object_mut().unwrap();
    into.extend(more.as_object().unwrap().iter().map(|(key, value)| (key.clone(), value.clone())));
}

pub(super) fn transition(written: &str) -> Value {
    let (rule, rest) = written.split_once(": ").unwrap();
    let (rule, may_happen) = rule.strip_prefix("perhaps ").map_or((rule, false), |rule| (rule, true));
    let (from, rest) = rest.split_once(" -> ").unwrap();
    let (to, rest) = rest.split_once(" at ").unwrap();
    let (rest, set) = rest.split_once(" set ").map_or((rest, None), |(rest, set)| (rest, Some(set)));
    let (at, when) = rest.split_once(" when ").map_or((rest, None), |(at, when)| (at, Some(when)));
    let mut transition =
        json!({ "rule": rule, "from": from.split('|').collect::<Value>(), "to": to, "at": at, "message": text(rule) });
    if let Some(when) = when {
        merge(&mut transition, &json!({ "when": when }));
    }
    if may_happen {
        merge(&mut transition, &json!({ "certainty": "possible" }));
    }
    for (fact, value) in set.iter().flat_map(|set| set.split(", ")).map(|set| set.split_once(" = ").unwrap()) {
        transition["set"][fact] = value.into();
    }
    transition
}

pub(super) fn action(written: &Value) -> Value {
    let mut action = json!({ "verb": "other", "roles": ["buyer", "seller"], "from": ["one"], "label": text("x") });
    merge(&mut action, written);
    for (key, condition, more) in [
        ("requires", "that", json!({})),
        ("effects", "when", json!({ "kind": "notice", "severity": "info" })),
        ("drafts", "when", json!({ "subject": text("x"), "body": text("x") })),
    ] {
        if let Some(conditions) = action.get(key).cloned() {
            let conditions = conditions.as_object().unwrap().iter();
            let element = |written: &Value| match written {
                Value::Object(any) => {
                    let any: Map<_, _> =
                        any.iter().map(|(rule, that)| (rule.clone(), json!({ condition: that }))).collect();
                    json!({ "any": rules(&Value::Object(any), json!({})) })
                }
                condition_text => json!({ condition: condition_text }),
            };
            let listed: Map<_, _> = conditions.map(|(rule, written)| (rule.clone(), element(written))).collect();
            merge(&mut action, &json!({ key: rules(&Value::Object(listed), more) }));
        }
    }
    action
}

/// Elements under their rules, as a list.
pub(super) fn rules(written: &Value, more: Value) -> Value {
    let element = |(rule, written): (&String, &Value)| {
        let mut element = if more.get("subject").is_some() {
            json!({ "id": rule })
        } else {
            json!({ "rule": rule, "message": text(rule) })
        };
        merge(&mut element, &more);
        merge(&mut element, written);
        element
    };
    written.as_object().unwrap().iter().map(element).collect()
}

pub(super) fn order(state: &str, facts: &Value) -> Data<'static> {
    let mut order = json!({ "state": state });
    merge(&mut order, facts);
    serde_json::from_value(order).unwrap()
}

/// An order as somebody wrote it, with its keys in their order.
pub(super) fn read(written: &str) -> Data<'static> {
    serde_json::from_str(written).unwrap_or_else(|error| panic!("{written}: {error}"))
}

/// An instant that there is.
pub(super) fn at(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap()
}

/// Code and path of each problem, as `unknown-role at role`, with `, role` behind it where that is suggested.
pub(super) fn problems(problems: &Problems) -> Vec<String> {
    let tell = |problem: &Problem| {
        let suggested = problem.suggests.as_ref().map_or_else(String::new, |name| format!(", {name}"));
        format!("{} at {}{suggested}", problem.code, problem.path)
    };
    problems.as_slice().iter().map(tell).collect()
}

/// The answer for the buyer, with actions and duties under their names.
pub(super) fn answer_at(policy: &Policy, order: &Data<'_>, now: i64) -> Value {
    let options = Options::at(Instant::from_millis(now).unwrap()).role("buyer").locale("en");
    let answer = policy.preview(order, &options).unwrap_or_else(|problems| panic!("{problems}"));
    let mut answer = serde_json::to_value(answer).unwrap();
    for (list, name) in [("actions", "id"), ("duties", "rule")] {
        let named =
            answer[list].as_array().unwrap().iter().map(|each| (each[name].as_str().unwrap().to_owned(), each.clone()));
        answer[list] = Value::Object(named.collect());
    }
    answer
}

/// Compares what is expected of an answer; it may say more.
pub(super) fn check(policy: &Policy, state: &str, facts: Value, now: i64, expected: Value) {
    let answer = answer_at(policy, &order(state, &facts), now);
    let mut differences = Vec::new();
    compare("", &answer, &expected, &mut differences);
    assert!(differences.is_empty(), "{state} with {facts} at {now}:\n{}", differences.join("\n"));
}

pub(super) fn compare(path: &str, found: &Value, expected: &Value, differences: &mut Vec<String>) {
    match (found, expected) {
        (Value::Object(_), Value::Object(expected)) => {
            expected
                .iter()
                .for_each(|(name, expected)| compare(&format!("{path}.{name}"), &found[name], expected, differences));
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let pairs = found.iter().zip(expected).enumerate();
            pairs.for_each(|(index, (found, expected))| {
                compare(&format!("{path}[{index}]"), found, expected, differences)
            });
        }
        _ if found == expected => {}
        _ => differences.push(format!("{path}: expected {expected}, found {found}")),
    }
}

/// Notes a row of a table that is not as expected.
pub(super) fn differ<T: PartialEq + std::fmt::Debug>(
    about: impl std::fmt::Display,
    found: T,
    expected: T,
    differences: &mut Vec<String>,
) {
    if found != expected {
        differences.push(format!("{about}:\n  found    {found:?}\n  expected {expected:?}"));
    }
}

/// Texts of their own, to compare with what is told.
pub(super) fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Stops where any row was not as expected, and tells all of them.
pub(super) fn report(differences: &[String]) {
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// What the action `go` makes of an order, which is written as `given`.
pub(super) fn apply<'p>(policy: &'p Policy, given: &str, order: &Data<'_>, options: &ApplyOptions<'_>) -> Applied<'p> {
    let applied = policy.apply(order, "go", options).unwrap_or_else(|problems| panic!("{given}: {problems}"));
    // Whatever the order is, it can be asked about, and the answer is the one that came along.
    let preview = policy.preview(&applied.order, &Options::at(options.now));
    let preview = preview.unwrap_or_else(|problems| panic!("{given}: {problems}"));
    assert_eq!(applied.preview, preview, "the preview of what becomes of {given}");
    if !applied.applied {
        assert_eq!(applied.order, *order, "{given}");
    }
    applied
}

/// A notice with a rule and a condition.
pub(super) fn effect(rule: &str, when: &str) -> Value {
    json!({
        "rule": rule,
        "kind": "notice",
        "severity": "info",
        "message": text(rule),
        "when": when,
    })
}
