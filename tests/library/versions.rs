//! What the version of a policy tells apart, and what depends on the order of keys.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;
use torihiki::{Data, Instant, Options, Policy, policy, policy_ids};

use crate::acceptance_cases;
use crate::dice::Dice;

const DOCUMENTS: [(&str, &str); 5] = [
    ("coconala", include_str!("../../src/policies/coconala.toml")),
    ("coconala-account", include_str!("../../src/policies/coconala-account.toml")),
    ("qoo10", include_str!("../../src/policies/qoo10.toml")),
    ("crowdworks", include_str!("../../src/policies/crowdworks.toml")),
    ("lancers", include_str!("../../src/policies/lancers.toml")),
];

/// The documents of the built-in policies.
fn documents() -> impl Iterator<Item = (&'static str, Data<'static>)> {
    assert!(policy_ids().eq(DOCUMENTS.iter().map(|(id, _)| *id)));
    DOCUMENTS.into_iter().map(|(id, text)| (id, toml::from_str(text).unwrap()))
}

/// The same with the keys of every table in another order.
fn shuffled(data: &Data<'static>, dice: &mut Dice) -> Data<'static> {
    match data {
        Data::List(items) => Data::List(items.iter().map(|item| shuffled(item, dice)).collect()),
        Data::Map(entries) => {
            let mut entries: Vec<_> =
                entries.iter().map(|(name, value)| (name.clone(), shuffled(value, dice))).collect();
            for end in (1..entries.len()).rev() {
                entries.swap(end, dice.roll(end + 1));
            }
            Data::Map(entries)
        }
        other => other.clone(),
    }
}

#[test]
fn the_order_of_keys_changes_no_version_and_no_verdict() {
    let mut dice = Dice(1);
    for (id, document) in documents() {
        let built_in = policy(id).unwrap();
        assert_eq!(Policy::new(&document).unwrap().version(), built_in.version(), "{id}");
        let others = [(); 2].map(|()| {
            let other = shuffled(&document, &mut dice);
            assert_ne!(other, document, "{id}");
            let other = Policy::new(&other).unwrap_or_else(|problems| panic!("{id}: {problems}"));
            assert_eq!(other.version(), built_in.version(), "{id}");
            other
        });
        for (name, order, options) in asked(id) {
            let told =
                |policy: &Policy| unordered(serde_json::to_value(policy.preview(&order, &options).unwrap()).unwrap());
            let expected = told(built_in);
            for other in &others {
                assert_eq!(told(other), expected, "{name}");
            }
        }
    }
}

type Entries = Vec<(Cow<'static, str>, Data<'static>)>;

/// The entries of a document, and those of a table in it.
fn entries<'d>(document: &'d mut Data<'static>) -> &'d mut Entries {
    let Data::Map(entries) = document else { panic!() };
    entries
}

fn table<'d>(document: &'d mut Data<'static>, name: &str) -> &'d mut Entries {
    let table = entries(document).iter_mut().find(|(known, _)| known == name);
    table.map(|(_, table)| entries(table)).unwrap()
}

fn version(document: &Data<'static>) -> String {
    Policy::new(document).unwrap().version().to_owned()
}

/// A document under an id of its own: what is changed in one that is built in cannot have the id of that.
fn renamed(mut document: Data<'static>) -> Data<'static> {
    for (name, value) in entries(&mut document) {
        if name == "id" {
            *value = Data::Text("deal".into());
        }
    }
    document
}

#[test]
fn the_first_language_counts_where_it_is_the_default_because_it_is_the_first() {
    let named = renamed(documents().next().unwrap().1);
    let mut unnamed = named.clone();
    entries(&mut unnamed).retain(|(name, _)| name != "languages");
    let mut none = unnamed.clone();
    entries(&mut none).push(("languages".into(), Data::Null));
    assert_eq!(version(&none), version(&unnamed));
    for (document, differs) in [(named, false), (unnamed, true), (none, true)] {
        let mut other = document.clone();
        table(&mut other, "label").reverse();
        assert_eq!(version(&other) != version(&document), differs);
    }
}

#[test]
fn the_first_edition_counts_where_it_is_the_default_because_it_is_the_first() {
    fn editions<'d>(document: &'d mut Data<'static>) -> &'d mut Entries {
        table(document, "editions")
    }
    let named = renamed(documents().next().unwrap().1);
    let mut unnamed = named.clone();
    for (_, edition) in editions(&mut unnamed) {
        let Data::Map(edition) = edition else { panic!() };
        edition.retain(|(name, _)| name != "default");
    }
    for (document, differs) in [(named, false), (unnamed, true)] {
        let mut other = document.clone();
        editions(&mut other).reverse();
        assert_eq!(version(&other) != version(&document), differs);
    }
}

/// The questions that the cases ask about a policy, to whoever looks.
fn asked(id: &str) -> Vec<(String, Data<'static>, Options<'static>)> {
    let cases = acceptance_cases::cases().into_iter().filter(|(_, case)| case["order"]["policy"] == *id);
    let cases = cases.filter(|(_, case)| case.get("expect").is_some());
    let asked = cases.map(|(name, case)| {
        let now = acceptance_cases::options(&case).unwrap()["now"].as_i64().unwrap();
        let order = serde_json::from_value(case["order"].clone()).unwrap();
        (name, order, Options::at(Instant::from_millis(now).unwrap()))
    });
    asked.collect()
}

/// An answer without what the order of tables decides: in which order actions, warnings and the facts of reasons come,
/// and which of several ways that are equally short is told.
fn unordered(mut answer: Value) -> Value {
    sort_facts(&mut answer);
    let sort = |list: &mut Value| list.as_array_mut().unwrap().sort_by_key(Value::to_string);
    for action in answer["actions"].as_array_mut().unwrap() {
        let steps = action["unblock"].as_array().unwrap().len();
        action["unblock"] = steps.into();
        sort(&mut action["with"]);
    }
    ["actions", "warnings"].into_iter().for_each(|key| sort(&mut answer[key]));
    answer["verbs"].as_object_mut().unwrap().values_mut().for_each(sort);
    answer
}

fn sort_facts(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                match value {
                    Value::Array(facts) if name == "facts" => facts.sort_by_key(Value::to_string),
                    value => sort_facts(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(sort_facts),
        _ => {}
    }
}

#[test]
fn a_list_in_another_order_and_a_value_that_is_another_are_another_version() {
    for (id, document) in documents() {
        let document = renamed(document);
        let mut versions = BTreeSet::from([version(&document)]);
        let mut changed = 0;
        // To try every value would take minutes; a step that divides no other tries some of all kinds.
        for number in (0..).step_by(11) {
            let mut other = document.clone();
            let mut rest = number;
            if !change(&mut other, &mut rest) {
                break;
            }
            // What is no policy has no version.
            if let Ok(policy) = Policy::new(&other) {
                changed += 1;
                assert!(versions.insert(policy.version().to_owned()), "{id}: change {number} tells nothing");
            }
        }
        assert!(5 < changed, "{id}: only {changed} changes made a policy");
    }
}

/// Counts one value off, and tells whether it was the one.
fn is_it(rest: &mut usize) -> bool {
    let is_it = *rest == 0;
    *rest = rest.saturating_sub(1);
    is_it
}

/// Changes the value with a number; false where there are not as many.
fn change(data: &mut Data<'static>, rest: &mut usize) -> bool {
    match data {
        Data::List(items) => {
            if items.iter_mut().any(|item| change(item, rest)) {
                return true;
            }
            if items.first() == items.last() || !is_it(rest) {
                return false;
            }
            items.reverse();
            true
        }
        Data::Map(entries) => entries.iter_mut().any(|(_, value)| change(value, rest)),
        value => {
            if !is_it(rest) {
                return false;
            }
            match value {
                Data::Text(text) => *text = format!("{text}x").into(),
                Data::Int(number) => *number += 1,
                Data::Bool(flag) => *flag = !*flag,
                other => panic!("{other}"),
            }
            true
        }
    }
}
