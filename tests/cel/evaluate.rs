//! Finds the values of CEL expressions with the condition language, for the conformance tests of CEL.
//!
//! It reads one JSON object a line, `{ source, texts, facts }`, and answers each with a line of its own:
//! `{ value }` as `[type, value]`, `{ unknown: true }`, or `{ refused }` with what is wrong with it. The modules below
//! are the very files of `src/`, so what is tested is what runs.

#![allow(dead_code, unreachable_pub, unused_imports, reason = "the tests need a part of these modules only")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as expected"
)]

#[path = "../../src"]
mod library {
    pub(crate) mod data;
    #[cfg(test)]
    #[path = "../tests/support/dice.rs"]
    pub(crate) mod dice;
    pub(crate) mod expr;
    pub(crate) mod problem;
    pub(crate) mod text;
    pub(crate) mod time;
}

use std::io::{BufRead, stdin};

#[cfg(test)]
use library::dice;
use library::expr::{
    Choices, Clocks, FactType, Gaps, Names, Now, Place, Scope, Symbols, Type, Value as Known, compile,
};
use library::{data, expr, problem, text, time};
use serde_json::{Value, json};

fn main() {
    for line in stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        println!("{}", answer(&asked));
    }
}

fn answer(asked: &Value) -> Value {
    let mut symbols = Symbols::default();
    let nobody = symbols.intern(&"nobody".into());
    let mut texts = Choices::new();
    for text in asked["texts"].as_array().expect("texts") {
        let symbol = symbols.intern(&text.as_str().expect("a text").into());
        if !texts.contains(&symbol) {
            texts.push(symbol);
        }
    }
    let mut facts = Vec::new();
    let mut values = Vec::new();
    for (name, given) in asked["facts"].as_object().expect("facts") {
        let (ty, value) = fact(given, &symbols, &texts);
        facts.push(FactType { name: name.clone(), ty, nullable: false, min: None });
        values.push(value);
    }
    let (states, zones) = (vec![nobody], Choices::new());
    let names = Names {
        symbols: &symbols,
        states: &states,
        roles: &states,
        acting: &states,
        facts: &facts,
        params: &[],
        values: &[],
        foreign: &[],
        zones: &zones,
        has_business_days: false,
        gaps: Gaps::default(),
    };
    let clocks = Clocks { zone: time::Zone::fixed(0), others: Vec::new(), business: None };
    let place = Place { now: Now::Forbidden, state: false, role: false, present: &[] };
    let scope = Scope { facts: &values, params: &[], clocks: &clocks, state: nobody, role: None, now: 0 };
    let source = asked["source"].as_str().expect("a source");
    let types = [
        ("bool", Type::Bool),
        ("int", Type::Int),
        ("timestamp", Type::Timestamp),
        ("duration", Type::Duration),
        ("string", Type::Choice(texts)),
        ("null", Type::Null),
    ];
    let mut refused = Vec::new();
    for (name, ty) in types {
        match compile(source, &names, place, &ty, false) {
            Err(mistakes) if name == "bool" => refused = mistakes,
            Err(_) => {}
            Ok(compiled) => {
                let value = match compiled.expr.eval(&scope) {
                    Known::Unknown => return json!({ "unknown": true }),
                    Known::Null => Value::Null,
                    Known::Bool(value) => json!(value),
                    // As a text: JavaScript would round it.
                    Known::Number(number) => json!(number.to_string()),
                    Known::Symbol(symbol) => json!(symbols.text(symbol)),
                };
                return json!({ "value": [name, value] });
            }
        }
    }
    if compile(source, &names, place, &Type::Bool, true).is_ok() {
        return json!({ "value": ["null", null] });
    }
    json!({ "refused": refused.into_iter().map(|mistake| mistake.message).collect::<Vec<_>>() })
}

/// A fact of a type with a value, `[type, value]`; without a value it is unknown.
fn fact(given: &Value, symbols: &Symbols, texts: &Choices) -> (Type, Known) {
    let number = || given[1].as_str().map_or(Known::Unknown, |number| Known::Number(number.parse().expect("a number")));
    match given[0].as_str().expect("a type") {
        "bool" => (Type::Bool, given[1].as_bool().map_or(Known::Unknown, Known::Bool)),
        "int" => (Type::Int, number()),
        "timestamp" => (Type::Timestamp, number()),
        "duration" => (Type::Duration, number()),
        "string" => {
            let symbol = given[1].as_str().and_then(|text| symbols.find(text));
            (Type::Choice(texts.clone()), symbol.map_or(Known::Unknown, Known::Symbol))
        }
        other => panic!("{other} is no type of the condition language"),
    }
}
