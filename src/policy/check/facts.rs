//! The facts of a policy: their types, choices and defaults.

use super::editions::Declared;
use super::identifier::{Case, identifier, not_reserved};
use crate::data::{Data, is_safe};
use crate::expr::{Choices, FactType, Symbol, Symbols, Type, Value};
use crate::policy::document::{self, Document};
use crate::policy::fact::{ORDER_KEYS, fact_value};
use crate::policy::read::Table;
use crate::policy::{Fact, Role};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::{Str, Text};

pub(super) fn facts(
    document: &Document,
    editions: &Declared,
    roles: &[Role],
    zones: &Choices,
    symbols: &mut Symbols,
    report: &mut Report,
) -> Vec<Fact> {
    let Some(Table(facts)) = &document.facts else { return Vec::new() };
    let mut checked: Vec<Fact> = Vec::new();
    for (name, fact) in facts {
        let path = join("facts", name);
        identifier(name, &path, Case::Camel, report);
        not_reserved(name, &path, &ORDER_KEYS, report);
        let (ty, choices) = choices(fact, roles, zones, &path, symbols, report);
        let only = |given: bool, key: &str, kind: &str, report: &mut Report| {
            if given {
                report.add(Problem::new(
                    ProblemCode::WrongType,
                    join(&path, key),
                    format!("`{key}` is for {kind} only"),
                ));
            }
        };
        only(
            fact.min.is_some() && !matches!(ty, Type::Int | Type::Money),
            "min",
            "numbers and amounts of money",
            report,
        );
        if fact.min.is_some_and(|min| !is_safe(min)) {
            report.add(Problem::new(
                ProblemCode::OutOfRange,
                join(&path, "min"),
                "from -(2^53 - 1) to 2^53 - 1, both inclusive",
            ));
        }
        only(fact.deadline.is_some() && ty != Type::Timestamp, "deadline", "timestamps", report);
        only(fact.after.is_some() && ty != Type::Timestamp, "after", "timestamps", report);
        let is_choice = matches!(fact.ty, document::FactType::Choice(_));
        only(fact.choice_labels.is_some() && !is_choice, "choiceLabels", "choices", report);
        let is_money = ty == Type::Money;
        let mut entry = Fact {
            name: name.clone(),
            ty,
            label: fact.label.clone(),
            note: fact.note.clone(),
            choices,
            default: Value::Unknown,
            nullable: fact.nullable.unwrap_or(false),
            // What is owed the other way round is an exception, which says so.
            min: fact.min.or(is_money.then_some(0)),
            deadline: fact.deadline.unwrap_or(false),
            changes: fact.changes.unwrap_or(false),
            after: Vec::new(),
            editions: editions.named(&fact.edition, &path, report),
        };
        match &fact.default {
            None => {}
            Some(Data::Null) => {
                let problem = Problem::new(
                    ProblemCode::WrongType,
                    join(&path, "default"),
                    "a default is a value or `\"none\"`, not null",
                );
                report.add(problem.help("write `\"none\"` for \"known to be absent\""));
            }
            Some(Data::Text(text)) if text == "none" => {
                entry.nullable = true;
                entry.default = Value::Null;
            }
            Some(default) => match fact_value(&entry, symbols, default, &join(&path, "default")) {
                Ok(value) => entry.default = value,
                Err(problem) => report.add(problem),
            },
        }
        checked.push(entry);
    }
    // Only now every fact has its number.
    let after = |fact: &document::Fact, name: &str, report: &mut Report| -> Vec<usize> {
        let earlier = fact.after.iter().flatten().enumerate();
        let find = |(index, other): (usize, &Str)| {
            let found = checked.iter().position(|fact| fact.name == *other && fact.ty == Type::Timestamp);
            if found.is_none() {
                let path = format!("{}.after[{index}]", join("facts", name));
                let problem = Problem::new(
                    ProblemCode::UnknownName,
                    path,
                    format!("{} is no timestamp under `facts`", quoted(other)),
                );
                report.add(problem.nearest(other, checked.iter().map(|fact| &*fact.name)));
            }
            found
        };
        earlier.filter_map(find).collect()
    };
    let orders: Vec<Vec<usize>> = facts.iter().map(|(name, fact)| after(fact, name, report)).collect();
    for (fact, after) in checked.iter_mut().zip(orders) {
        fact.after = after;
    }
    checked
}

/// The type of a fact, and the labels of its choices.
fn choices(
    fact: &document::Fact,
    roles: &[Role],
    zones: &Choices,
    path: &str,
    symbols: &mut Symbols,
    report: &mut Report,
) -> (Type, Vec<(Symbol, Text)>) {
    let written = match &fact.ty {
        document::FactType::Timestamp => return (Type::Timestamp, Vec::new()),
        document::FactType::Duration => return (Type::Duration, Vec::new()),
        document::FactType::Int => return (Type::Int, Vec::new()),
        document::FactType::Bool => return (Type::Bool, Vec::new()),
        document::FactType::Money => return (Type::Money, Vec::new()),
        document::FactType::Zone => {
            if zones.is_empty() {
                let problem = Problem::new(ProblemCode::Conflict, join(path, "type"), "this policy lists no zones");
                report.add(problem.help("list them under `zones`"));
            }
            // A zone is called the same in all languages.
            let label = |zone: &Symbol| {
                let name = Str::from(symbols.text(*zone));
                (*zone, Text(vec![name]))
            };
            return (Type::Choice(zones.clone()), zones.iter().map(label).collect());
        }
        document::FactType::Choice(written) => written,
    };
    if written.is_empty() {
        report.add(Problem::new(
            ProblemCode::MissingKey,
            join(path, "type"),
            "a choice needs something to choose from",
        ));
    }
    let own = fact.choice_labels.clone().unwrap_or_default().0;
    for (choice, _) in &own {
        if !written.contains(choice) {
            let problem = Problem::new(
                ProblemCode::UnknownName,
                join(&join(path, "choiceLabels"), choice),
                format!("{} is no choice", quoted(choice)),
            );
            report.add(problem.nearest(choice, written.iter().map(|choice| &**choice)));
        }
    }
    let mut labelled: Vec<(Symbol, Text)> = Vec::new();
    for choice in written {
        let symbol = symbols.intern(choice);
        let own = own.iter().find(|(name, _)| name == choice).map(|(_, label)| label);
        let label = own.or_else(|| roles.iter().find(|role| role.symbol == symbol).map(|role| &role.label));
        match label {
            _ if labelled.iter().any(|(known, _)| *known == symbol) => {
                report.add(Problem::new(
                    ProblemCode::Duplicate,
                    join(path, "type"),
                    format!("{} stands here twice", quoted(choice)),
                ));
            }
            Some(label) => labelled.push((symbol, label.clone())),
            None => {
                let path = join(&join(path, "choiceLabels"), choice);
                report.add(Problem::new(
                    ProblemCode::MissingKey,
                    path,
                    format!("the choice {} has no label", quoted(choice)),
                ));
            }
        }
    }
    (Type::Choice(labelled.iter().map(|(symbol, _)| *symbol).collect()), labelled)
}

/// A fact as conditions see it.
pub(super) fn fact_type(fact: &Fact) -> FactType {
    FactType { name: fact.name.to_string(), ty: fact.ty.clone(), nullable: fact.nullable, min: fact.min }
}
