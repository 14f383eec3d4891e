//! What an action sets, worked out a second time.

use serde_json::Value;
use torihiki::answer::{Certainty, Preview, RuleId};
use torihiki::{Data, Duration, Instant};

use super::orders::{Case, MAX_NUMBER};
use super::walks::supposed;

/// 0001-01-01T00:00:00Z: CEL computes no instant before it.
const FIRST_COMPUTED: i128 = -62_135_596_800_000;

/// The longest time that is computed: as many nanoseconds as fit into 64 bits, in milliseconds.
const MOST_COMPUTED: i128 = 9_223_372_036_854;

/// A value of a fact or of a part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Unknown,
    Null,
    Bool(bool),
    /// A whole number, or an instant or a duration in milliseconds.
    Number(i128),
    Text(String),
}

/// What an order says of a fact, however that is written.
pub(crate) fn of(case: &Case, order: &Data<'_>, name: &str) -> Fact {
    said(case.fact(name), order, name)
}

/// What some entries say of a fact or of an argument.
fn said(about: &Value, order: &Data<'_>, name: &str) -> Fact {
    let Data::Map(entries) = order else { panic!("an order is a map") };
    let default = match &about["default"] {
        _ if about["hasDefault"] == false => Fact::Unknown,
        Value::Null => Fact::Null,
        Value::Bool(value) => Fact::Bool(*value),
        Value::Number(number) => Fact::Number(number.as_i64().unwrap().into()),
        other => written(&about["type"], other.as_str().unwrap()),
    };
    match entries.iter().find(|(given, _)| given == name).map(|(_, value)| value) {
        None => default,
        Some(Data::Null) => {
            if about["nullable"] == true {
                Fact::Null
            } else {
                default
            }
        }
        Some(Data::Bool(value)) => Fact::Bool(*value),
        Some(Data::Int(number) | Data::Date(number)) => Fact::Number((*number).into()),
        Some(Data::Text(text)) => written(&about["type"], text),
        Some(other) => panic!("{other:?} is no value of `{name}`"),
    }
}

fn written(ty: &Value, text: &str) -> Fact {
    match ty.as_str().unwrap() {
        "timestamp" => Fact::Number(Instant::parse(text).unwrap().millis().into()),
        "duration" => Fact::Number(Duration::parse(text).unwrap().millis().into()),
        _ => Fact::Text(text.to_owned()),
    }
}

/// The order with what transitions have recorded, where the expressions are simple ones, and the facts that are
/// otherwise. Where it is uncertain what has happened, nobody can tell.
pub(crate) fn recorded(case: &Case, before: &Preview<'_>) -> Option<(Data<'static>, Vec<String>)> {
    let mut order = case.order.clone();
    let mut facts = Vec::new();
    for happened in &before.state.transitions {
        let sets = case.transition(&happened.rule)["set"].as_array().unwrap().clone();
        if happened.certainty == Certainty::Possible && !sets.is_empty() {
            return None;
        }
        let value = |set: &Value| {
            let (fact, value) = (set["fact"].as_str().unwrap(), set["value"].as_str().unwrap());
            let act = Act { action: None, role: "", now: happened.at };
            Some((fact.to_owned(), result(case, &order, &act, fact, value)?))
        };
        for (fact, value) in sets.iter().map(value).collect::<Option<Vec<_>>>()? {
            order = match value {
                Fact::Unknown if case.fact(&fact)["hasDefault"] == true => return None,
                Fact::Unknown => without(&order, &fact),
                Fact::Null => supposed(&order, &fact, Data::Null),
                Fact::Bool(value) => supposed(&order, &fact, Data::Bool(value)),
                Fact::Number(number) => supposed(&order, &fact, Data::Int(i64::try_from(number).unwrap())),
                Fact::Text(text) => supposed(&order, &fact, Data::Text(text.into())),
            };
            facts.push(fact);
        }
    }
    let may_record = |rule: &RuleId<'_>| !case.transition(rule)["set"].as_array().unwrap().is_empty();
    (!before.state.uncertain.iter().any(may_record)).then_some((order, facts))
}

fn without(order: &Data<'static>, fact: &str) -> Data<'static> {
    let Data::Map(entries) = order else { panic!("an order is a map") };
    Data::Map(entries.iter().filter(|(name, _)| name != fact).cloned().collect())
}

/// What sets facts: an action, by whom and when; or a transition, which nobody does.
#[derive(Clone, Copy)]
pub(crate) struct Act<'a> {
    pub(crate) action: Option<&'a str>,
    pub(crate) role: &'a str,
    pub(crate) now: Instant,
}

/// The value of a fact after an action sets it, where the expression is one of the simple ones:
/// one thing, its opposite, or a sum, difference or product of two.
pub(crate) fn result(case: &Case, order: &Data<'_>, act: &Act<'_>, fact: &str, expr: &str) -> Option<Fact> {
    let atom = |text: &str| atom(case, order, act, text);
    let parts: Vec<&str> = expr.split(' ').collect();
    let value = match parts.as_slice() {
        [one] => match one.strip_prefix(['-', '!']) {
            None => atom(one)?,
            Some(part) => match atom(part)? {
                Fact::Number(number) => Fact::Number(-number),
                Fact::Bool(value) => Fact::Bool(!value),
                other => other,
            },
        },
        [a, operator @ ("+" | "-" | "*"), b] => match (atom(a)?, atom(b)?) {
            (Fact::Number(a), Fact::Number(b)) => {
                let number = match *operator {
                    "+" => a + b,
                    "-" => a - b,
                    _ => a * b,
                };
                // What cannot be counted with is unknown, as in CEL.
                let (least, most) = match case.fact(fact)["type"].as_str().unwrap() {
                    "timestamp" => (FIRST_COMPUTED, Instant::MAX.millis().into()),
                    "duration" => (-MOST_COMPUTED, MOST_COMPUTED),
                    _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
                };
                if (least..=most).contains(&number) { Fact::Number(number) } else { Fact::Unknown }
            }
            _ => Fact::Unknown,
        },
        _ => return None,
    };
    Some(within_range(case.fact(fact), value))
}

fn atom(case: &Case, order: &Data<'_>, act: &Act<'_>, text: &str) -> Option<Fact> {
    let Act { action, role, now } = *act;
    if let Some(action) = action
        && let Some(argument) = case.action(action)["with"].as_array().unwrap().iter().find(|it| it["id"] == text)
    {
        return Some(said(argument, &case.supplied(action)?, text));
    }
    let param = || case.description["params"].as_array().unwrap().iter().find(|param| param["id"] == text);
    Some(match text {
        "now" | "at" => Fact::Number(now.millis().into()),
        "role" => Fact::Text(role.to_owned()),
        "null" => Fact::Null,
        "true" | "false" => Fact::Bool(text == "true"),
        _ if text.starts_with('"') => Fact::Text(text.trim_matches('"').to_owned()),
        _ if text.parse::<i64>().is_ok() => Fact::Number(text.parse().unwrap()),
        _ if case.ids("facts").iter().any(|fact| fact == text) => of(case, order, text),
        _ => {
            let param = param()?;
            let Data::Map(entries) = order else { panic!("an order is a map") };
            let own = entries.iter().find_map(|(name, value)| match value {
                Data::Map(params) if name == "params" => params.iter().find(|(name, _)| name == text),
                _ => None,
            });
            let held = if own.is_none() { held(case, order, param)? } else { &param["value"] };
            match (own.map(|(_, value)| value), held) {
                (Some(Data::Int(number)), _) => Fact::Number((*number).into()),
                (Some(Data::Text(text)), _) => written(&param["type"], text),
                (_, Value::String(text)) => written(&param["type"], text),
                (_, number) => Fact::Number(number.as_i64()?.into()),
            }
        }
    })
}

/// The value that a parameter has for an order; none where that depends on a date that is not known.
fn held<'c>(case: &'c Case, order: &Data<'_>, param: &'c Value) -> Option<&'c Value> {
    let dated = param["dated"].as_array().unwrap();
    if dated.is_empty() {
        return Some(&param["value"]);
    }
    let Fact::Number(date) = of(case, order, case.description["datedBy"].as_str()?) else { return None };
    let is_held = |dated: &&Value| {
        let [from, until] = ["from", "until"].map(|key| dated[key].as_i64().map(i128::from));
        from.is_none_or(|from| from <= date) && until.is_none_or(|until| date < until)
    };
    Some(dated.iter().find(is_held).map_or(&param["value"], |dated| &dated["value"]))
}

/// A number beyond what an order can have stands for nothing that is known.
fn within_range(fact: &Value, value: Fact) -> Fact {
    let (least, most) = match fact["type"].as_str().unwrap() {
        "timestamp" => (Instant::MIN.millis(), Instant::MAX.millis()),
        "duration" => (0, Duration::MAX.millis()),
        _ => (fact["min"].as_i64().unwrap_or(-MAX_NUMBER), MAX_NUMBER),
    };
    match value {
        Fact::Number(number) if !(i128::from(least)..=i128::from(most)).contains(&number) => Fact::Unknown,
        value => value,
    }
}
