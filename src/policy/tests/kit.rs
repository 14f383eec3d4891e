//! The small document, and how one is changed and what is told about it compared.

use serde_json::{Value, json};

use crate::data::Data;
use crate::policy::{EditionId, Policy};
use crate::problem::{Problem, Problems};

/// The editions of the small document, by their numbers.
pub(super) const OLD: EditionId = 0;
pub(super) const RECENT: EditionId = 1;

/// Where the small document is changed, to what, and the start of what is told then.
pub(super) type Mistake = (&'static str, Value, &'static str);

/// The same words in both languages.
pub(super) fn text(words: &str) -> Value {
    json!({ "ja": words, "en": words })
}

/// A policy that says a little of everything.
pub(super) fn document() -> Value {
    json!({
        "format": "torihiki/1",
        "id": "shop",
        "utcOffset": "+09:00",
        "roles": ["buyer", "seller"],
        "source": "manual",
        "label": text("Shop"),
        "note": text("Made up"),
        "editions": { "old": { "label": text("Old") }, "recent": { "label": text("Recent") } },
        "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "sources": {
            "manual": { "kind": "guide", "title": text("Manual") },
            "page": { "kind": "official", "title": text("Page"), "url": "https://example.com/", "note": text("Old") },
        },
        "params": {
            "window": { "label": text("Window"), "value": "7d", "editions": { "recent": { "value": "72h", "source": "page" } } },
            "most": { "label": text("Most"), "value": 2, "source": "manual" },
            "silence": { "label": text("Silence"), "value": "4d", "edition": "recent" },
        },
        "facts": {
            "sentAt": { "type": "timestamp", "label": text("Sent") },
            "dueAt": { "type": "timestamp", "label": text("Due"), "default": "none", "deadline": true, "after": ["sentAt"] },
            "asked": { "type": "int", "label": text("Asked"), "default": 0, "min": 0 },
            "wait": { "type": "duration", "label": text("Wait"), "default": "2h" },
            "gift": { "type": "bool", "label": text("Gift"), "default": false, "edition": "recent" },
            "asker": { "type": ["buyer", "seller"], "label": text("Asker"), "nullable": true },
            "size": {
                "type": ["small", "large"],
                "label": text("Size"),
                "choiceLabels": { "small": text("Small"), "large": text("Large") },
            },
        },
        "states": {
            "working": { "label": text("Working") },
            "delivered": { "label": text("Delivered"), "note": text("Waiting") },
            "done": { "label": text("Done"), "final": true },
            "held": { "label": text("Held"), "edition": "recent" },
        },
        "transitions": [
            {
                "rule": "auto-done", "from": ["delivered"], "at": "sentAt + window", "to": "done",
                "message": text("After {window}"),
                "effects": [
                    { "rule": "payout", "kind": "payout", "severity": "info", "message": text("Paid"), "audience": ["seller"] },
                ],
            },
            {
                "rule": "due", "edition": "recent", "from": ["working"], "when": "dueAt != null && state == \"working\"",
                "at": "dueAt", "to": "held", "message": text("Held"),
            },
        ],
        "actions": {
            "accept": { "verb": "other", "roles": ["buyer"], "from": ["delivered"], "to": "done", "label": text("Accept") },
            "deliver": {
                "verb": "other", "roles": ["seller"], "from": ["working", "held"], "to": "delivered",
                "set": { "sentAt": "now", "asked": "asked + 1", "asker": "role", "dueAt": "null" },
                "label": text("Deliver"),
                "editions": { "recent": { "from": ["held", "working"], "set": { "sentAt": "now" } } },
            },
            "revise": {
                "verb": "revise", "roles": ["buyer", "seller"], "from": ["delivered"], "to": "working", "label": text("Revise"),
                "consent": { "of": "other", "unless": "role == \"seller\"" },
                "elsewhere": { "done": text("Too late") },
                "requires": [
                    { "rule": "window-open", "that": "now < sentAt + window", "message": text("Within {window}") },
                    { "rule": "not-too-often", "that": "asked < most", "message": text("Up to {most}"), "edition": "old" },
                ],
                "effects": [
                    {
                        "rule": "counts", "kind": "metric", "severity": "caution", "message": text("Counts"),
                        "when": "now >= sentAt + wait", "audience": { "not": "asker" },
                    },
                ],
                "drafts": [
                    { "id": "revise", "subject": text("Please"), "body": text("Change {most} things"), "roles": ["buyer"] },
                ],
            },
        },
        "duties": [
            { "rule": "check", "role": "buyer", "in": ["delivered"], "due": "sentAt + window", "message": text("Check") },
            { "rule": "answer", "role": { "not": "asker" }, "when": "dueAt != null", "due": "dueAt", "message": text("Answer") },
        ],
    })
}

/// What stands for "left out" in a change.
pub(super) fn gone() -> Value {
    json!("(gone)")
}

/// Puts a value where a JSON pointer leads; one past the end of a list adds to it.
pub(super) fn change(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}"));
    match parent {
        Value::Object(entries) if value == gone() => assert!(entries.remove(key).is_some(), "nothing at {pointer}"),
        Value::Object(entries) => {
            entries.insert(key.to_owned(), value);
        }
        Value::Array(items) => {
            let index: usize = key.parse().unwrap();
            if index == items.len() { items.push(value) } else { items[index] = value }
        }
        _ => panic!("nothing can be put at {pointer}"),
    }
}

pub(super) fn checked(document: Value) -> Result<Policy, Problems> {
    Policy::new(&serde_json::from_value::<Data<'static>>(document).unwrap())
}

pub(super) fn told(problem: &Problem) -> String {
    format!("{} {}: {} ({})", problem.code, problem.path, problem.message, problem.help.as_deref().unwrap_or_default())
}

/// Compares the problems of the document with some changes with those expected. Each is
/// told as `code path: message (help)`, of which the end may be left out.
pub(super) fn check(changes: &[(&str, Value)], expected: &[&str]) {
    let problems = problems(changes);
    let same =
        problems.len() == expected.len() && problems.iter().zip(expected).all(|(told, start)| told.starts_with(start));
    assert!(same, "{changes:?}\nexpected {expected:#?}\nfound {problems:#?}");
}

/// What is told of the document with some changes. Both languages have the same texts here, so what is wrong with one is told
/// as that of both.
pub(super) fn problems(changes: &[(&str, Value)]) -> Vec<String> {
    let mut document = document();
    for (pointer, value) in changes {
        change(&mut document, pointer, value.clone());
    }
    let problems = checked(document).err();
    let mut problems: Vec<Problem> = problems.iter().flat_map(|problems| problems.as_slice()).cloned().collect();
    for problem in &mut problems {
        let place = [".en:", ".ja:"].iter().find_map(|language| problem.path.find(language));
        problem.path.truncate(place.unwrap_or(problem.path.len()));
    }
    problems.dedup();
    problems.iter().map(told).collect()
}
