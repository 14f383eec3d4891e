//! Orders, roles and instants of every wrong kind.

use serde_json::Value;
use torihiki::{Data, Instant, Options, Policy, policy, policy_ids, preview};

use super::values::{MAX_PROBLEMS, NOON, ask, check_problems, map, text, values};
use crate::editions;

/// Everything that an order of a policy may say: its own keys, its facts, its parameters.
fn keys(policy: &Policy) -> (Vec<String>, Vec<String>, Vec<String>) {
    let described = |edition: Option<String>| editions::described(policy, edition.as_deref(), "en");
    let descriptions: Vec<Value> = editions::of(policy).into_iter().map(described).collect();
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
        let options = Options::at(Instant::from_millis(NOON).unwrap()).locale(role);
        if let Err(problems) = preview(&order, &options) {
            check_problems(&problems, "the locale");
            assert_eq!(problems.as_slice()[0].path, "locale");
        }
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
        for edition in editions::BUILT_IN {
            let description = editions::described(policy, Some(edition), "ja");
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
                            ("edition", text(edition)),
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
