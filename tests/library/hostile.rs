//! Input of every wrong kind: the answer is an answer or a list of problems, never a panic,
//! and what is said of a problem is short however long the input was.

use serde_json::{Value, json};
use torihiki::{Data, Edition, Instant, Locale, Options, Policy, Problem, Problems, policy, policy_ids, preview};

const NOON: i64 = 1_794_268_800_000;

/// More than any problem says, and far less than any of the long inputs here.
const MAX_TEXT: usize = 2_000;

/// One hundred problems, and one that says how many more there are.
const MAX_PROBLEMS: usize = 101;

/// What a problem says is there, and is short.
fn check_problems(problems: &Problems, about: &str) {
    let problems = problems.as_slice();
    assert!(!problems.is_empty() && problems.len() <= MAX_PROBLEMS, "{about}: {} problems", problems.len());
    for Problem { code, path, message, help, suggests } in problems {
        assert!(!message.is_empty(), "{about}: {code} {path}");
        let texts = [
            ("path", Some(path)),
            ("message", Some(message)),
            ("help", help.as_ref()),
            ("suggests", suggests.as_ref()),
        ];
        for (which, text) in texts {
            let length = text.map_or(0, |text| text.chars().count());
            assert!(length < MAX_TEXT, "{about}: the {which} of {code} has {length} characters");
        }
    }
}

/// Asks an order at an instant, and whatever comes, has a look at all of it.
fn ask(order: &Data<'_>, options: &Options<'_>, about: &str) -> Option<Value> {
    match preview(order, options) {
        Ok(answer) => Some(serde_json::to_value(answer).unwrap()),
        Err(problems) => {
            check_problems(&problems, about);
            assert!(!problems.to_string().is_empty());
            None
        }
    }
}

fn text(text: impl Into<String>) -> Data<'static> {
    Data::Text(text.into().into())
}

fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Data<'static>)>) -> Data<'static> {
    Data::Map(entries.into_iter().map(|(name, value)| (name.to_owned().into(), value)).collect())
}

/// Lists in lists, or objects in objects.
fn nested(levels: usize, object: bool) -> Data<'static> {
    (0..levels).fold(Data::Null, |inner, _| if object { map([("a", inner)]) } else { Data::List(vec![inner]) })
}

/// Values of every kind, of which at most a few fit anywhere.
fn values() -> Vec<Data<'static>> {
    values_up_to(1_000_000)
}

/// The same with long texts of this many bytes.
fn values_up_to(length: usize) -> Vec<Data<'static>> {
    let texts =
        ["", " ", "x", "none", "null", "true", "0", "-1", "7d", "99999999999999999999d", "delivered", "buyer", "guide"];
    let times = [
        "2026-11-10",
        "2026-11-10T09:00:00",
        "2026-11-10T09:00:00+09:00",
        "+010000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
    ];
    let odd = ["\0", "\u{202e}abc", "🎌🎌", "{reviewWindow}", "__proto__", "\u{fffd}", "a\nb\r\n"];
    let numbers = [
        i64::MIN,
        i64::MIN + 1,
        -62_167_219_200_001,
        -9_007_199_254_740_992,
        -1,
        0,
        1,
        9_007_199_254_740_992,
        i64::MAX - 1,
        i64::MAX,
    ];
    let long = ["x", "7", "あ", "{", "\u{1f38c}", "2026-11-10T09:00:00.0"].map(|part| part.repeat(length / part.len()));
    let plain = [Data::Null, Data::Bool(true), Data::Bool(false), Data::List(vec![]), Data::Map(vec![])];
    let inexact = ["1.5", "NaN", "Infinity", "Invalid Date", ""].map(|text| Data::Inexact(text.into()));
    let foreign = ["a function", "a symbol", ""].map(|text| Data::Foreign(text.into()));
    let mut values: Vec<Data<'static>> = plain.into_iter().chain(inexact).chain(foreign).collect();
    values.extend(texts.into_iter().chain(times).chain(odd).map(text));
    values.extend(numbers.iter().flat_map(|number| [Data::Int(*number), Data::Date(*number)]));
    values.extend(long.iter().map(|long| text(long.clone())));
    values.extend([Data::Inexact(long[0].clone().into()), Data::Foreign(long[2].clone().into())]);
    values.extend([nested(500, false), nested(500, true), Data::List(vec![Data::Int(1); 10_000])]);
    values
}

/// Everything that an order of a policy may say: its own keys, its facts, its parameters.
fn keys(policy: &Policy) -> (Vec<String>, Vec<String>, Vec<String>) {
    let descriptions = Edition::ALL.map(|edition| serde_json::to_value(policy.describe(edition, Locale::En)).unwrap());
    let ids = |key: &str| {
        let mut ids: Vec<String> = Vec::new();
        for id in descriptions.iter().flat_map(|description| description[key].as_array().unwrap()) {
            let id = id["id"].as_str().unwrap().to_owned();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    };
    (ids("states"), ids("facts"), ids("params"))
}

#[test]
fn every_key_of_every_policy_takes_every_kind_of_value() {
    let values = values();
    for id in policy_ids() {
        let policy = policy(id).unwrap();
        let (states, facts, params) = keys(policy);
        let base = |more: Vec<(&str, Data<'static>)>| {
            map([("policy", text(id)), ("state", text(states[0].clone()))].into_iter().chain(more))
        };
        let options = Options::at(Instant::from_millis(NOON).unwrap());
        for value in &values {
            for key in ["policy", "edition", "params", "id", "state"] {
                // The first entry with a name counts for some keys and the last for others.
                let order = map([("policy", text(id)), ("state", text(states[0].clone()))]
                    .into_iter()
                    .filter(|(name, _)| *name != key)
                    .chain([(key, value.clone())]));
                ask(&order, &options, key);
                ask(&base(vec![(key, value.clone())]), &options, key);
                if policy.preview(&order, &options).is_err() {
                    check_problems(&policy.preview(&order, &options).unwrap_err(), key);
                }
            }
            for fact in &facts {
                ask(&base(vec![(fact, value.clone())]), &options, fact);
            }
            for param in &params {
                ask(&base(vec![("params", map([(&**param, value.clone())]))]), &options, param);
            }
        }
        // All of them at once.
        for value in &values {
            let all = facts.iter().map(|fact| (&**fact, value.clone())).collect();
            ask(&base(all), &options, "every fact");
            let all = params.iter().map(|param| (&**param, value.clone()));
            ask(&base(vec![("params", map(all))]), &options, "every parameter");
        }
    }
}

#[test]
fn what_is_no_order_at_all_is_refused() {
    let options = Options::at(Instant::from_millis(NOON).unwrap());
    for value in values() {
        assert!(ask(&value, &options, "the order").is_none(), "{value:?}");
        let problems = policy("qoo10").unwrap().preview(&value, &options).unwrap_err();
        check_problems(&problems, "the order");
    }
}

#[test]
fn a_role_or_a_locale_may_be_any_text() {
    let order = map([("policy", text("coconala")), ("state", text("delivered"))]);
    for value in values() {
        let Data::Text(role) = &value else { continue };
        let options = Options::at(Instant::from_millis(NOON).unwrap()).role(role);
        let answered = ask(&order, &options, "the role").is_some();
        assert_eq!(answered, role == "buyer", "{role:.60}");
        assert_eq!(Locale::parse(role), None);
    }
}

#[test]
fn long_names_and_many_names_are_told_shortly() {
    let options = Options::at(Instant::from_millis(NOON).unwrap());
    let base = || vec![("policy".into(), text("lancers")), ("state".into(), text("working"))];
    for name in ["x", "あ", "\u{1f38c}", "deliveredAt"] {
        let long = name.repeat(1_000_000 / name.len());
        let mut order = base();
        order.push((long.clone().into(), Data::Null));
        order.push(("params".into(), Data::Map(vec![(long.into(), Data::Null)])));
        let problems = preview(&Data::Map(order), &options).unwrap_err();
        check_problems(&problems, name);
        assert_eq!(problems.as_slice().len(), 2);
    }
    let many = |count: usize| (0..count).map(|number| (format!("fact{number}").into(), Data::Int(1)));
    let mut order = base();
    order.extend(many(10_000));
    order.push(("params".into(), Data::Map(many(10_000).collect())));
    let problems = preview(&Data::Map(order), &options).unwrap_err();
    check_problems(&problems, "many names");
    assert_eq!(problems.as_slice().len(), MAX_PROBLEMS);
    assert_eq!(problems.as_slice()[100].message, "19900 more problems are not listed");
}

#[test]
fn names_that_stand_twice_do_no_harm() {
    let options = Options::at(Instant::from_millis(NOON).unwrap());
    for (name, a, b) in [
        ("state", text("delivered"), text("completed")),
        ("state", text("delivered"), Data::Null),
        ("edition", text("guide"), text("official")),
        ("edition", text("guide"), Data::Int(1)),
        ("policy", text("coconala"), text("qoo10")),
        ("deliveredAt", Data::Int(NOON), text("soon")),
        ("deliveredAt", Data::Int(NOON), Data::Int(0)),
        ("params", Data::Null, map([("reviewWindow", text("1h"))])),
        ("params", map([("reviewWindow", text("1h")), ("reviewWindow", Data::Null)]), Data::List(vec![])),
    ] {
        for (first, second) in [(&a, &b), (&b, &a)] {
            let rest = [("policy", text("coconala")), ("state", text("delivered"))]
                .into_iter()
                .filter(|(key, _)| *key != name);
            let order = map(rest.chain([(name, first.clone()), (name, second.clone())]));
            ask(&order, &options, name);
        }
    }
}

#[test]
fn numbers_as_json_writes_them_are_read_or_refused() {
    let options = Options::at(Instant::from_millis(NOON).unwrap());
    for number in [
        "1e400",
        "-1e400",
        "1e308",
        "-0",
        "-0.0",
        "1e-400",
        "0.1",
        "18446744073709551616",
        "-9223372036854775809",
        "1.0e3",
        "5e-324",
    ] {
        for fact in ["deliveredAt", "revisionsUsed", "cancelRequestedBy", "state", "id"] {
            let json = format!(r#"{{ "policy": "coconala", "state": "delivered", "{fact}": {number} }}"#);
            if let Ok(order) = serde_json::from_str::<Data<'static>>(&json) {
                ask(&order, &options, fact);
            }
        }
    }
}

#[test]
fn instants_at_both_ends_of_time_are_answered() {
    let ends = [Instant::MIN, Instant::MAX];
    let near = |end: Instant| [-1, 0, 1].into_iter().filter_map(move |by| Instant::from_millis(end.millis() + by));
    let instants: Vec<Instant> = ends.into_iter().flat_map(near).chain([Instant::from_millis(0).unwrap()]).collect();
    for id in policy_ids() {
        let policy = policy(id).unwrap();
        for edition in Edition::ALL {
            let description = serde_json::to_value(policy.describe(edition, Locale::Ja)).unwrap();
            let list = |key: &str| description[key].as_array().unwrap().clone();
            let timestamps: Vec<String> = list("facts")
                .iter()
                .filter(|fact| fact["type"] == "timestamp")
                .map(|fact| fact["id"].as_str().unwrap().to_owned())
                .collect();
            let durations: Vec<String> = list("params")
                .iter()
                .filter(|param| param["type"] == "duration")
                .map(|param| param["id"].as_str().unwrap().to_owned())
                .collect();
            for state in list("states") {
                for at in &instants {
                    for window in [None, Some("0s"), Some("365000d")] {
                        let params = map(durations.iter().filter_map(|param| Some((&**param, text(window?)))));
                        let words = [
                            ("policy", text(id)),
                            ("edition", text(edition.word())),
                            ("state", text(state["id"].as_str().unwrap())),
                            ("params", params),
                        ];
                        let facts = timestamps.iter().map(|fact| (&**fact, Data::Date(at.millis())));
                        let order = map(words.into_iter().chain(facts));
                        for now in &instants {
                            assert!(ask(&order, &Options::at(*now), id).is_some(), "{order:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn what_comes_after_a_refusal_is_answered_as_before() {
    let options = Options::at(Instant::from_millis(NOON).unwrap()).role("buyer");
    let order = map([("policy", text("coconala")), ("state", text("delivered")), ("deliveredAt", Data::Int(NOON))]);
    let before = ask(&order, &options, "before").unwrap();
    for value in values() {
        ask(&value, &options, "in between");
    }
    assert_eq!(ask(&order, &options, "after").unwrap(), before);
}

/// A small policy that says something of everything.
fn document() -> Value {
    let text = |words: &str| json!({ "ja": words, "en": words });
    json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "+09:00", "roles": ["buyer", "seller"], "source": "book",
        "label": text("Deal"), "note": text("Note"),
        "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "sources": { "book": { "kind": "guide", "title": text("Book"), "url": "https://example.com/" } },
        "params": { "window": { "label": text("Window"), "value": "7d", "official": { "value": "1h" } } },
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
            "official": { "from": ["open"] },
        } },
        "duties": [{ "rule": "pay", "role": "buyer", "in": ["open"], "due": "paidAt", "message": text("Pay") }],
    })
}

fn data(value: Value) -> Data<'static> {
    serde_json::from_value(value).unwrap()
}

/// Makes a policy of a document, and asks it something where that works.
fn make(document: &Data<'_>, about: &str) {
    match Policy::new(document) {
        Ok(policy) => {
            for state in &serde_json::to_value(policy.describe(Edition::Guide, Locale::En)).unwrap()["states"]
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
