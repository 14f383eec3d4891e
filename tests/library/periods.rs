//! A dated policy is, for each order, the policy of the period of its date: the same document with what is in force
//! then, and nothing that is dated.

use serde_json::{Map, Value, json};
use torihiki::{ApplyOptions, Data, Instant, Options, Policy, TimelineOptions};

/// Half-open, in milliseconds.
#[derive(Clone, Copy)]
struct Span {
    from: i64,
    until: i64,
}

impl Span {
    const ALWAYS: Span = Span { from: i64::MIN, until: i64::MAX };

    /// What an element says; days begin in Japan, as all policies here count them.
    fn of(element: &Value) -> Span {
        let at = |key: &str, otherwise: i64| {
            let Some(text) = element[key].as_str() else { return otherwise };
            let text = if text.len() == 10 { format!("{text}T00:00:00+09:00") } else { text.to_owned() };
            Instant::parse(&text).unwrap().millis()
        };
        Span { from: at("from", i64::MIN), until: at("until", i64::MAX) }
    }

    fn has(self, at: i64) -> bool {
        self.from <= at && at < self.until
    }
}

/// Every instant from which or until which something in a document is in force, in order.
pub(crate) fn turns(document: &Value) -> Vec<i64> {
    fn add(value: &Value, found: &mut Vec<i64>) {
        match value {
            Value::Object(entries) => {
                let dated = entries.get("dated").and_then(Value::as_array).into_iter().flatten();
                for element in entries.get("inForce").into_iter().chain(dated) {
                    let Span { from, until } = Span::of(element);
                    found.extend([from, until].into_iter().filter(|at| *at != i64::MIN && *at != i64::MAX));
                }
                entries.values().for_each(|value| add(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| add(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    add(document, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// The document with what is in force at an instant, and nothing dated.
pub(crate) fn at(document: &Value, at: i64) -> Value {
    let mut standing = document.clone();
    standing.as_object_mut().unwrap().remove("datedBy");
    keep(&mut standing, at);
    standing
}

fn keep(value: &mut Value, at: i64) {
    match value {
        Value::Object(entries) => {
            if let Some(Value::Array(dated)) = entries.remove("dated")
                && let Some(held) = dated.iter().find(|dated| Span::of(dated).has(at))
            {
                for key in ["value", "source", "note"] {
                    if let Some(said) = held.get(key) {
                        entries.insert(key.to_owned(), said.clone());
                    }
                }
            }
            entries.remove("inForce");
            entries.retain(|_, value| is_in_force(value, at));
            entries.values_mut().for_each(|value| keep(value, at));
        }
        Value::Array(items) => {
            items.retain(|item| is_in_force(item, at));
            items.iter_mut().for_each(|value| keep(value, at));
        }
        _ => {}
    }
}

fn is_in_force(value: &Value, at: i64) -> bool {
    value.get("inForce").map_or(Span::ALWAYS, Span::of).has(at)
}

pub(crate) fn policy(document: &Value) -> Policy {
    let data: Data<'static> = serde_json::from_value(document.clone()).unwrap();
    Policy::new(&data).unwrap_or_else(|problems| panic!("{problems}\n{document}"))
}

/// An answer without the version of the policy that gave it, or what was wrong with the question.
fn told<T: serde::Serialize>(answer: Result<T, torihiki::Problems>) -> Value {
    match answer {
        Ok(answer) => {
            let mut answer = serde_json::to_value(answer).unwrap();
            fn forget(value: &mut Value) {
                match value {
                    Value::Object(entries) => {
                        entries.remove("version");
                        entries.values_mut().for_each(forget);
                    }
                    Value::Array(items) => items.iter_mut().for_each(forget),
                    _ => {}
                }
            }
            forget(&mut answer);
            answer
        }
        Err(problems) => problems.as_slice().iter().map(|problem| problem.code.word()).collect(),
    }
}

/// Everything that can be asked about an order, with its answers.
pub(crate) fn everything(policy: &Policy, order: &Data<'_>, goals: &[String], now: Instant) -> Map<String, Value> {
    let mut answers = Map::new();
    answers.insert("preview".to_owned(), told(policy.preview(order, &Options::at(now))));
    answers.insert("timeline".to_owned(), told(policy.timeline(order, &TimelineOptions::from(now))));
    answers.insert("calendar".to_owned(), told(policy.calendar(order, &TimelineOptions::from(now))));
    for goal in goals {
        answers.insert(format!("ways to {goal}"), told(policy.ways(order, goal, &Options::at(now))));
        for role in ["buyer", "seller"] {
            for agreed in [false, true] {
                let options = ApplyOptions { agreed, ..ApplyOptions::at(now).role(role) };
                answers.insert(format!("{goal} by {role}, {agreed}"), told(policy.apply(order, goal, &options)));
            }
        }
    }
    answers
}

fn text(words: &str) -> Value {
    json!({ "ja": words, "en": words })
}

/// A deal whose terms changed twice: on a day, and at an instant.
fn deal() -> Value {
    json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "+09:00", "datedBy": "boughtAt", "currency": "JPY",
        "roles": ["buyer", "seller"], "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "label": text("Deal"),
        "editions": { "terms": { "label": text("Terms") }, "help": { "label": text("Help") } },
        "sources": {
            "new": { "kind": "official", "title": text("New") }, "old": { "kind": "official", "title": text("Old") },
        },
        "params": {
            "window": {
                "label": text("Window"), "value": "48h", "source": "new",
                "dated": [
                    { "until": "2024-04-01", "value": "7d", "source": "old" },
                    { "from": "2024-04-01", "until": "2025-01-01T12:00:00+09:00", "value": "72h" },
                ],
                "editions": { "help": { "value": "24h", "source": "new", "dated": [{ "until": "2024-04-01", "value": "5d", "source": "old" }] } },
            },
            "fee": { "label": text("Fee"), "type": "money", "value": 300, "dated": [{ "until": "2025-01-01T12:00:00+09:00", "value": 200 }] },
        },
        "facts": {
            "boughtAt": { "type": "timestamp", "label": text("Bought"), "nullable": true },
            "sentAt": { "type": "timestamp", "label": text("Sent"), "after": ["boughtAt"] },
            "asked": { "type": "int", "label": text("Asked"), "default": 0, "min": 0 },
        },
        "states": {
            "sent": { "label": text("Sent") }, "asked": { "label": text("Asked") },
            "done": { "label": text("Done"), "final": true }, "back": { "label": text("Back"), "final": true },
        },
        "transitions": [
            {
                "rule": "auto", "from": ["sent"], "at": "sentAt + window", "to": "done", "message": text("After {window}"),
                "inForce": { "until": "2025-01-01T12:00:00+09:00" },
                "effects": [{ "rule": "paid", "kind": "payout", "severity": "info", "message": text("Paid {amount}"), "amount": "fee" }],
            },
            {
                "rule": "auto", "from": ["sent", "asked"], "at": "sentAt + window", "to": "done", "message": text("{window} later"),
                "inForce": { "from": "2025-01-01T12:00:00+09:00" },
                "effects": [{ "rule": "paid", "kind": "payout", "severity": "caution", "message": text("{amount} are paid"), "amount": "fee * 2" }],
            },
        ],
        "actions": {
            "ask": {
                "verb": "revise", "roles": ["buyer"], "from": ["sent"], "to": "asked", "label": text("Ask"),
                "set": { "asked": "asked + 1" },
                "requires": [
                    { "rule": "in-time", "that": "now < sentAt + window", "message": text("Within {window}") },
                    { "rule": "often", "that": "asked < 2", "message": text("Twice"), "inForce": { "until": "2024-04-01" } },
                    { "rule": "often", "that": "asked < 1", "message": text("Once"), "inForce": { "from": "2024-04-01" } },
                    {
                        "rule": "ground", "message": text("A ground"), "inForce": { "from": "2024-04-01" },
                        "any": [
                            { "rule": "early", "that": "asked == 0", "message": text("Early") },
                            { "rule": "late", "that": "now >= sentAt + duration(\"12h\")", "message": text("Late"), "inForce": { "from": "2025-01-01T12:00:00+09:00" } },
                            { "rule": "never", "that": "asked > 5", "message": text("Never") },
                        ],
                    },
                ],
                "effects": [
                    { "rule": "counts", "kind": "metric", "severity": "info", "message": text("Counts"), "inForce": { "from": "2024-04-01", "until": "2025-01-01T12:00:00+09:00" } },
                    { "rule": "costs", "kind": "payout", "severity": "caution", "message": text("Costs {fee}"), "when": "asked > 0" },
                ],
                "drafts": [
                    { "id": "please", "subject": text("Please"), "body": text("Within {window}"), "inForce": { "until": "2024-04-01" } },
                    { "id": "please", "subject": text("Would you"), "body": text("Within {window}"), "inForce": { "from": "2024-04-01" } },
                ],
            },
            "send-back": {
                "verb": "cancel", "roles": ["buyer", "seller"], "from": ["asked", "sent"], "to": "back", "label": text("Send back"),
                "inForce": { "from": "2024-04-01" }, "consent": { "of": "other" },
            },
            "settle": { "verb": "other", "roles": ["seller"], "from": ["asked"], "to": "back", "label": text("Settle") },
            "answer": { "verb": "other", "roles": ["seller"], "from": ["asked"], "to": "sent", "label": text("Answer"), "set": { "sentAt": "now" } },
        },
        "duties": [
            { "rule": "check", "role": "buyer", "in": ["sent"], "due": "sentAt + window", "message": text("Check in {window}") },
            { "rule": "reply", "role": "seller", "in": ["asked"], "message": text("Reply"), "inForce": { "from": "2024-04-01", "until": "2025-01-01T12:00:00+09:00" } },
        ],
    })
}

const GOALS: [&str; 8] = ["ask", "send-back", "settle", "answer", "sent", "asked", "done", "back"];

fn goals() -> Vec<String> {
    GOALS.iter().map(ToString::to_string).collect()
}

#[test]
fn an_order_takes_the_rules_in_force_on_its_date_to_the_millisecond() {
    let document = deal();
    let dated = policy(&document);
    let turns = turns(&document);
    assert_eq!(turns.len(), 2);
    let mut different = 0;
    for turn in &turns {
        for bought in [turn - 1, *turn, turn + 1] {
            let alone = policy(&at(&document, bought));
            let other = policy(&at(&document, if bought < *turn { *turn } else { turn - 1 }));
            for edition in ["terms", "help"] {
                for (state, asked) in [("sent", 0), ("sent", 1), ("asked", 1), ("asked", 2)] {
                    let order = json!({ "edition": edition, "state": state, "boughtAt": bought, "sentAt": bought + 3_600_000, "asked": asked });
                    let order: Data<'static> = serde_json::from_value(order).unwrap();
                    for hours in [0, 13, 25, 49, 73, 24 * 5 + 1, 24 * 7 + 1] {
                        let now = Instant::from_millis(bought + hours * 3_600_000).unwrap();
                        let found = everything(&dated, &order, &goals(), now);
                        let expected = everything(&alone, &order, &goals(), now);
                        for (question, answer) in &expected {
                            assert_eq!(&found[question], answer, "{question} of {order:?} after {hours} hours");
                        }
                        different += usize::from(found["preview"] != everything(&other, &order, &[], now)["preview"]);
                    }
                }
            }
        }
    }
    assert!(100 < different, "the periods hardly differ: {different}");
}

/// What several verdicts agree on.
fn agreed(verdicts: &[Value]) -> Value {
    if verdicts.iter().all(|verdict| *verdict == verdicts[0]) { verdicts[0].clone() } else { json!("unknown") }
}

/// What a transition does when.
fn instant_of(told: &Value) -> Value {
    json!([told["rule"], told["at"], told["to"]])
}

/// The same of everything that happens by itself, each once.
fn instants(answer: &Value) -> Vec<Value> {
    let mut all: Vec<Value> = answer["ifNobodyActs"].as_array().unwrap().iter().map(instant_of).collect();
    all.sort_by_key(Value::to_string);
    all.dedup();
    all
}

#[test]
fn without_its_date_an_order_is_what_all_periods_agree_on() {
    let document = deal();
    let dated = policy(&document);
    let turns = turns(&document);
    let alone: Vec<Policy> =
        [turns[0] - 1, turns[0], turns[1]].iter().map(|turn| policy(&at(&document, *turn))).collect();
    let sent: i64 = 1_800_000_000_000;
    let mut seen = std::collections::BTreeMap::new();
    for date in [json!(null), json!("left out")] {
        for edition in ["terms", "help"] {
            for (state, asked) in [("sent", 0), ("sent", 1), ("asked", 1), ("asked", 2)] {
                let mut order =
                    json!({ "edition": edition, "state": state, "boughtAt": date, "sentAt": sent, "asked": asked });
                if date == "left out" {
                    order.as_object_mut().unwrap().remove("boughtAt");
                }
                let order: Data<'static> = serde_json::from_value(order).unwrap();
                for hours in [0, 13, 25, 49, 73, 24 * 5 + 1, 24 * 7 + 1] {
                    let now = Instant::from_millis(sent + hours * 3_600_000).unwrap();
                    let answers: Vec<Value> =
                        alone.iter().map(|alone| everything(alone, &order, &[], now)["preview"].clone()).collect();
                    let merged = everything(&dated, &order, &goals(), now);
                    let preview = &merged["preview"];
                    let about = format!("{order:?} after {hours} hours: {preview:#}");
                    for action in preview["actions"].as_array().unwrap() {
                        let of = |answer: &Value| {
                            let same = |other: &&Value| other["id"] == action["id"] && other["role"] == action["role"];
                            answer["actions"].as_array().unwrap().iter().find(same).cloned()
                        };
                        let verdicts: Vec<Value> = answers
                            .iter()
                            .map(|answer| of(answer).map_or(json!("denied"), |action| action["verdict"].clone()))
                            .collect();
                        assert_eq!(action["verdict"], agreed(&verdicts), "{} of {about}", action["id"]);
                        let is_missing = action["missing"].as_array().unwrap().contains(&json!("boughtAt"));
                        assert_eq!(is_missing, action["verdict"] == "unknown", "{} of {about}", action["id"]);
                        *seen.entry(action["verdict"].as_str().unwrap().to_owned()).or_insert(0) += 1;
                        let rules: Vec<&Value> =
                            action["reasons"].as_array().unwrap().iter().map(|reason| &reason["rule"]).collect();
                        assert!((1..rules.len()).all(|at| !rules[..at].contains(&rules[at])), "{rules:?}");
                    }
                    let states: Vec<Value> =
                        answers.iter().map(|answer| answer["state"]["effective"].clone()).collect();
                    let all_agree = states.iter().all(|state| *state == states[0]);
                    let told = (&preview["state"]["effective"], preview["state"]["uncertain"] == json!([]));
                    assert_eq!(told.1, all_agree, "{about}");
                    if all_agree {
                        assert_eq!(*told.0, states[0], "{about}");
                    }
                    *seen.entry(if all_agree { "agreed" } else { "open" }.to_owned()).or_insert(0) += 1;
                    // What happens by itself in one period may happen.
                    let coming: Vec<Vec<Value>> = answers.iter().map(instants).collect();
                    let mut may: Vec<Value> = coming.concat();
                    may.sort_by_key(Value::to_string);
                    may.dedup();
                    let told = preview["ifNobodyActs"].as_array().unwrap();
                    assert_eq!(instants(preview), may, "{about}");
                    assert!(told.is_sorted_by_key(|transition| transition["at"].to_string()), "{about}");
                    for transition in told {
                        let is_certain = coming.iter().all(|own| own.contains(&instant_of(transition)));
                        assert_eq!(transition["certainty"] == "certain", is_certain, "{about}");
                        *seen.entry(if is_certain { "certain" } else { "possible" }.to_owned()).or_insert(0) += 1;
                    }
                    // What is applied is what every period makes of it.
                    for goal in ["ask", "send-back", "answer"] {
                        for role in ["buyer", "seller"] {
                            let question = format!("{goal} by {role}, true");
                            let Some(applied) = merged[&question].as_object() else { continue };
                            if applied["applied"] == true {
                                for alone in &alone {
                                    let own = everything(alone, &order, &goals(), now)[&question].clone();
                                    assert_eq!(own["order"], applied["order"], "{question} of {about}");
                                }
                                *seen.entry("applied".to_owned()).or_insert(0) += 1;
                            } else {
                                let missing = applied["missing"].as_array().unwrap();
                                let denied = applied["action"]["verdict"] == "denied";
                                assert_eq!(missing.is_empty(), denied, "{question} of {about}");
                            }
                        }
                    }
                }
            }
        }
    }
    let kinds: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(kinds, ["agreed", "allowed", "applied", "denied", "open", "possible", "unknown"], "{seen:?}");
}
