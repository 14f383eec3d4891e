//! Documents of every wrong kind.

use serde_json::{Value, json};
use torihiki::{Data, DescribeOptions, Instant, Options, Policy};

use super::values::{NOON, check_problems, map, text, values_up_to};

/// A small policy that says something of everything.
fn document() -> Value {
    let text = |words: &str| json!({ "ja": words, "en": words });
    json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "+09:00", "roles": ["buyer", "seller"], "source": "book",
        "label": text("Deal"), "note": text("Note"),
        "editions": { "2025": { "label": text("Old") }, "2026": { "label": text("New"), "note": text("Note"), "default": true } },
        "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "sources": { "book": { "kind": "guide", "title": text("Book"), "url": "https://example.com/" } },
        "params": { "window": { "label": text("Window"), "value": "7d", "editions": { "2026": { "value": "1h" } } } },
        "facts": {
            "sentAt": { "type": "timestamp", "label": text("Sent"), "default": "none", "deadline": true, "after": ["paidAt"] },
            "paidAt": { "type": "timestamp", "label": text("Paid") },
            "count": { "type": "int", "label": text("Count"), "min": 0 },
            "asker": { "type": ["buyer", "seller"], "label": text("Asker"), "nullable": true },
            "size": { "type": ["small"], "label": text("Size"), "choiceLabels": { "small": text("Small") } },
        },
        "states": { "open": { "label": text("Open") }, "done": { "label": text("Done"), "final": true } },
        "transitions": [{
            "rule": "closes", "from": ["open"], "when": "sentAt != null", "at": "sentAt + window", "to": "done", "message": text("{window}"),
            "effects": [{ "rule": "paid", "kind": "payout", "severity": "info", "message": text("Paid"), "audience": { "not": "asker" } }],
        }],
        "actions": { "close": {
            "verb": "other", "roles": ["buyer"], "from": ["open"], "to": "done", "label": text("Close"), "set": { "sentAt": "now" },
            "consent": { "of": "other", "unless": "count == 1" }, "elsewhere": { "done": text("Done") },
            "requires": [{ "rule": "in-time", "that": "now < paidAt + window", "message": text("{window}") }],
            "drafts": [{ "id": "close", "subject": text("Close"), "body": text("Close") }],
            "editions": { "2026": { "from": ["open"] } },
        } },
        "duties": [{ "rule": "pay", "role": "buyer", "in": ["open"], "due": "paidAt", "message": text("Pay"), "edition": ["2025", "2026"] }],
    })
}

fn data(value: Value) -> Data<'static> {
    serde_json::from_value(value).unwrap()
}

/// Makes a policy of a document, and asks it something where that works.
fn make(document: &Data<'_>, about: &str) {
    match Policy::new(document) {
        Ok(policy) => {
            for state in &serde_json::to_value(policy.describe(&DescribeOptions::default().locale("en")).unwrap())
                .unwrap()["states"]
                .as_array()
                .unwrap()[..1]
            {
                let order = map([("state", text(state["id"].as_str().unwrap()))]);
                let answer = policy.preview(&order, &Options::at(Instant::from_millis(NOON).unwrap())).unwrap();
                assert!(!serde_json::to_string(&answer).unwrap().is_empty());
            }
        }
        Err(problems) => check_problems(&problems, about),
    }
}

/// Every place in a document, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(entries) => {
            entries.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), found))
        }
        _ => {}
    }
}

/// The document with another value in one place.
fn with(document: &Data<'static>, pointer: &str, value: &Data<'static>) -> Data<'static> {
    let Some(rest) = pointer.strip_prefix('/') else { return value.clone() };
    let (first, rest) = rest.find('/').map_or((rest, ""), |end| rest.split_at(end));
    match document {
        Data::Map(entries) => {
            let change = |(name, old): &(std::borrow::Cow<'static, str>, Data<'static>)| {
                (name.clone(), if name == first { with(old, rest, value) } else { old.clone() })
            };
            Data::Map(entries.iter().map(change).collect())
        }
        Data::List(items) => {
            let at: usize = first.parse().unwrap();
            let change =
                |(index, old): (usize, &Data<'static>)| if index == at { with(old, rest, value) } else { old.clone() };
            Data::List(items.iter().enumerate().map(change).collect())
        }
        _ => panic!("nothing at {pointer}"),
    }
}

#[test]
fn a_policy_takes_every_kind_of_value_in_every_place() {
    let document = document();
    make(&data(document.clone()), "the document");
    let mut found = Vec::new();
    places(&document, "", &mut found);
    let (document, values) = (data(document), values_up_to(20_000));
    for place in &found {
        for value in &values {
            make(&with(&document, place, value), place);
        }
    }
}

#[test]
fn a_policy_with_long_names_or_many_names_is_refused_shortly() {
    let base = document();
    let label = json!({ "ja": "x", "en": "x" });
    for (table, element) in [
        ("states", json!({ "label": label })),
        ("facts", json!({ "type": "timestamp", "label": label, "after": ["x"] })),
        ("params", json!({ "label": label, "value": "1h" })),
        ("sources", json!({ "kind": "guide", "title": label })),
        ("actions", json!({ "verb": "other", "roles": ["x"], "from": ["x"], "label": label })),
        ("editions", json!({ "label": label })),
    ] {
        // Whatever names something wrong gets the nearest of the right names, or a list of them.
        for wrong in ["?", "xxxx"] {
            let mut long = base.clone();
            long[table]["x".repeat(1_000_000)] = element.clone();
            long["transitions"][0]["to"] = json!(wrong);
            long["transitions"][0]["at"] = json!(format!("{wrong} + 1"));
            long["transitions"][0]["message"]["en"] = json!(format!("{{{wrong}}}"));
            long["source"] = json!(wrong);
            make(&data(long), table);
        }
        let mut many = base.clone();
        for number in 0..1_000 {
            many[table][format!("name{number}")] = element.clone();
        }
        many["transitions"][0]["to"] = json!("?");
        many["duties"][0]["due"] = json!("state == 1");
        many["actions"]["close"]["requires"][0]["that"] = json!("state == \"small\" || state < 1 || role == state");
        many["actions"]["close"]["requires"][0]["message"]["ja"] = json!("{?}");
        many["source"] = json!("?");
        make(&data(many), table);
    }
    let mut many = base.clone();
    many["roles"] = (0..1_000).map(|number| format!("role-{number}")).collect();
    make(&data(many), "roles");
    let mut many = base;
    many["facts"]["size"]["type"] = (0..1_000).map(|number| format!("size-{number}")).collect();
    many["facts"]["size"]["default"] = json!("?");
    make(&data(many), "choices");
}

#[test]
fn conditions_of_every_shape_are_read_or_refused() {
    let document = data(document());
    let repeated = [
        "(",
        "!",
        "-",
        "[",
        "a ? b : ",
        "a ? ",
        "now < ",
        "\"",
        "'",
        "\\",
        "sentAt != null && ",
        "count + ",
        "in ",
        ".",
        "endOfDay(",
        "あ",
        "\u{1f38c}",
        "9",
        "\n",
    ];
    for part in repeated {
        for count in [1, 10, 31, 32, 33, 100, 399, 400, 1_000, 100_000] {
            for end in ["", "true", "sentAt", ")"] {
                let condition = text(format!("{}{end}", part.repeat(count)));
                for place in ["/actions/close/requires/0/that", "/transitions/0/at", "/actions/close/set/sentAt"] {
                    make(&with(&document, place, &condition), part);
                }
            }
        }
    }
}
