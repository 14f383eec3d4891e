//! The orders that a policy is asked about.

use serde_json::Value;
use torihiki::Data;

use crate::dice::Dice;

const HOUR: i64 = 3_600_000;

/// 2026-11-10T09:00:00+09:00, an instant in the middle of a day and of a month.
const BASE: i64 = 1_794_268_800_000;

pub(super) type Entry = (&'static str, Data<'static>);

/// What a fact can be; `None` is left out. The last is a value.
fn choices(number: usize, fact: &Value) -> Vec<Option<Data<'static>>> {
    let mut choices = vec![None];
    if fact["nullable"] == true {
        choices.push(Some(Data::Null));
    }
    let text = |choice: &Value| Data::Text(choice["id"].as_str().unwrap().to_owned().into());
    match fact["type"].as_str().unwrap() {
        "timestamp" => {
            // One instant that all facts share, and one of their own.
            let own = BASE + (i64::try_from(number).unwrap() + 1) * 17 * HOUR;
            choices.extend([BASE, own].map(|at| Some(Data::Date(at))));
        }
        "int" | "money" => choices.extend([0, 1, 8].map(|value| Some(Data::Int(value)))),
        "bool" => choices.extend([false, true].map(|value| Some(Data::Bool(value)))),
        "choice" => choices.extend(fact["choices"].as_array().unwrap().iter().map(|choice| Some(text(choice)))),
        other => panic!("no values for a fact of type {other}"),
    }
    choices
}

/// Combinations of facts: all of them where they are few, else a sample that has the order
/// without any fact and one with every fact.
pub(super) fn combinations(facts: &[Value], sample: usize, dice: &mut Dice) -> Vec<Vec<Entry>> {
    let names: Vec<&'static str> = facts.iter().map(|fact| &*fact["id"].as_str().unwrap().to_owned().leak()).collect();
    let choices: Vec<_> = facts.iter().enumerate().map(|(number, fact)| choices(number, fact)).collect();
    let together: Vec<Vec<&str>> = facts
        .iter()
        .map(|fact| fact["together"].as_array().unwrap().iter().map(|other| other.as_str().unwrap()).collect())
        .collect();
    let order = |picks: &[usize]| -> Vec<Entry> {
        let picked = names.iter().zip(choices.iter().zip(picks));
        let picked: Vec<Entry> =
            picked.filter_map(|(name, (choices, pick))| Some((*name, choices[*pick].clone()?))).collect();
        // What is given without what it is given together with is tried with policies that are brought along.
        let is_given = |fact: &str| picked.iter().any(|(name, value)| *name == fact && *value != Data::Null);
        let lacks = |name: &&str| {
            let others = names.iter().position(|each| each == name).map_or(&[][..], |number| &together[number]);
            others.iter().any(|other| is_given(other) != is_given(name))
        };
        picked.iter().filter(|(name, _)| !lacks(name)).cloned().collect()
    };
    let product = choices.iter().try_fold(1_usize, |product, choices| product.checked_mul(choices.len()));
    if let Some(product) = product.filter(|product| *product < sample + 50) {
        let combination = |mut number: usize| {
            let digit = |choices: &Vec<_>| {
                let digit = number % choices.len();
                number /= choices.len();
                digit
            };
            choices.iter().map(digit).collect::<Vec<_>>()
        };
        return (0..product).map(|number| order(&combination(number))).collect();
    }
    let none = vec![0; choices.len()];
    let all: Vec<usize> = choices.iter().map(|choices| choices.len() - 1).collect();
    let mut orders = vec![order(&none), order(&all)];
    while orders.len() < sample {
        // Some orders have few facts and some have many, so that one rule after the other decides.
        let filled = dice.roll(4);
        let pick = |choices: &Vec<_>| if dice.roll(4) < filled { dice.roll(choices.len()) } else { 0 };
        orders.push(order(&choices.iter().map(pick).collect::<Vec<_>>()));
    }
    orders
}

/// The facts that are unknown where they are left out, with what they can be.
pub(super) fn unknown(facts: &[Value]) -> Vec<(&'static str, Vec<Data<'static>>)> {
    let facts = facts.iter().enumerate().filter(|(_, fact)| fact["hasDefault"] == false);
    let name = |fact: &Value| -> &'static str { fact["id"].as_str().unwrap().to_owned().leak() };
    facts.map(|(number, fact)| (name(fact), choices(number, fact).into_iter().flatten().collect())).collect()
}

/// A parameter with a shorter and with a longer value.
pub(super) fn overrides(description: &Value) -> Vec<Entry> {
    let param = |param: &Value| -> Vec<Data<'static>> {
        match &param["value"] {
            Value::String(_) => ["0s", "5h", "300d"].map(|text| Data::Text(text.into())).into(),
            _ => [0, 5].map(Data::Int).into(),
        }
    };
    let params = description["params"].as_array().unwrap().iter();
    let params = params.flat_map(|info| {
        let name = info["id"].as_str().unwrap().to_owned();
        param(info).into_iter().map(move |value| Data::Map(vec![(name.clone().into(), value)]))
    });
    params.map(|params| ("params", params)).collect()
}
