//! The facts of a policy: their types, choices and defaults.

use std::collections::{BTreeMap, BTreeSet};

use super::editions::Declared;
use super::identifier::{Case, identifier, not_reserved};
use super::links::{after, together};
use crate::data::scalar::{repeated, twice, units};
use crate::data::{Data, is_safe};
use crate::expr::{Choices, FactType, Symbol, Symbols, Type, Value};
use crate::policy::document::{self, Document};
use crate::policy::fact::{ORDER_KEYS, fact_value};
use crate::policy::read::{Table, is_unread};
use crate::policy::{Editions, Fact, Role};
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
        not_reserved(name, &path, ORDER_KEYS.map(|key| (key, "it is a key of every order")), report);
        let mut entry = entry(name, fact, &path, roles, zones, symbols, report);
        entry.editions = editions.named(&fact.edition, &path, report);
        checked.push(entry);
    }
    // Only now every fact has its number.
    let (orders, groups) = (after(facts, &checked, report), together(facts, &checked, report));
    for ((fact, after), together) in checked.iter_mut().zip(orders).zip(groups) {
        fact.after = after;
        fact.together = together;
    }
    checked
}

/// A fact of all editions, but for those that it comes after.
fn entry(
    name: &Str,
    fact: &document::Fact,
    path: &str,
    roles: &[Role],
    zones: &Choices,
    symbols: &mut Symbols,
    report: &mut Report,
) -> Fact {
    let unread = |key: &str, report: &Report| report.unread.within(&join(path, key));
    let is_typed = !is_unread(name) && !report.unread.has(path) && !unread("type", report);
    let (ty, choices) =
        if is_typed { choices(fact, roles, zones, path, symbols, report) } else { (Type::Null, Vec::new()) };
    let only = |given: bool, key: &str, kind: &str, report: &mut Report| {
        if given && is_typed {
            report.add(Problem::new(ProblemCode::WrongType, join(path, key), format!("`{key}` is for {kind} only")));
        }
    };
    let is_number = matches!(ty, Type::Int | Type::Money);
    let is_instant = matches!(fact.ty, document::FactType::Timestamp);
    only(fact.step.is_some() && !is_instant, "step", "timestamps", report);
    only(fact.min.is_some() && !is_number, "min", "numbers and amounts of money", report);
    if fact.min.is_some_and(|min| !is_safe(min)) {
        report.add(beyond_all(join(path, "min")));
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
        units: units(fact.default.as_ref()),
        nullable: fact.nullable.unwrap_or(false),
        // What is owed the other way round is an exception, which says so.
        min: fact.min.filter(|_| !unread("min", report)).or(is_money.then_some(0)),
        deadline: fact.deadline.unwrap_or(false),
        changes: fact.changes.unwrap_or(false),
        step: fact.step.clone(),
        after: Vec::new(),
        together: Vec::new(),
        editions: Editions::ALL,
    };
    match &fact.default {
        _ if !is_typed => {}
        None => {}
        Some(Data::Null) => {
            let problem = Problem::new(
                ProblemCode::WrongType,
                join(path, "default"),
                "a default is a value or `\"none\"`, not null",
            );
            report.add(problem.help(NONE));
            entry.nullable = true;
        }
        Some(Data::Text(text)) if text == "none" => {
            let says_never = fact.nullable == Some(false) && !unread("nullable", report);
            let mut problem = |key: &str, message: &str, help: &str| {
                report.add(Problem::new(ProblemCode::Conflict, join(path, key), message).help(help));
            };
            if entry.choices.iter().any(|(choice, _)| symbols.text(*choice) == "none") {
                let message = "`none` means that there is none, and is one of the choices as well";
                problem("default", message, "give the choice another name");
            }
            if says_never {
                problem("nullable", "the default says that there may be none", "leave `nullable` out");
            }
            entry.nullable = true;
            entry.default = Value::Null;
        }
        Some(_) if entry.ty == Type::Null => {}
        Some(default) => match fact_value(&entry, symbols, default, &join(path, "default")) {
            Ok(value) => entry.default = value,
            Err(problem) if matches!(default, Data::Text(text) if text.eq_ignore_ascii_case("null")) => {
                report.add(problem.help(NONE));
                entry.nullable = true;
            }
            Err(problem) => report.add(problem),
        },
    }
    // It cannot be told whether such a fact has to be guarded, or can divide.
    if unread("nullable", report) {
        entry.ty = Type::Null;
    }
    if unread("min", report) {
        entry.min = Some(1);
    }
    entry
}

/// What helps where a default is null.
const NONE: &str = "write `\"none\"` for \"known to be absent\"";

/// How many arguments all actions together may have.
const MAX_ARGUMENTS: usize = 200;

/// The arguments of all actions, each with the id of its action.
pub(super) fn arguments(
    document: &Document,
    facts: &[Fact],
    roles: &[Role],
    zones: &Choices,
    symbols: &mut Symbols,
    report: &mut Report,
) -> Vec<(Str, Fact)> {
    let mut found = Vec::new();
    for (action, written) in document.actions.iter().flat_map(|Table(actions)| actions) {
        for (name, argument) in written.with.iter().flat_map(|Table(arguments)| arguments) {
            let path = join(&format!("{}.with", join("actions", action)), name);
            if found.len() == MAX_ARGUMENTS {
                let message = format!("a policy has at most {MAX_ARGUMENTS} arguments");
                report.add(Problem::new(ProblemCode::TooLarge, path, message));
                return found;
            }
            identifier(name, &path, Case::Camel, report);
            let params = document.params.iter().flat_map(|Table(params)| params).map(|(param, _)| param);
            let mut taken =
                params.chain(document.values.iter().flat_map(|Table(values)| values).map(|(value, _)| value));
            let is_taken = taken.any(|taken| taken == name);
            let is_fact = facts.iter().any(|fact| fact.name == *name);
            if (is_fact || is_taken) && !is_unread(name) {
                let message = format!("{} means something else already", quoted(name));
                let problem = Problem::new(ProblemCode::ReservedName, &*path, message);
                report.add(problem.help("call the argument otherwise, such as `newDueAt` for what `dueAt` becomes"));
            } else {
                not_reserved(name, &path, [], report);
            }
            let document::Argument { ty, label, note, default, nullable, min, deadline, choice_labels } =
                argument.clone();
            let like = document::Fact {
                ty,
                label,
                note,
                default,
                nullable,
                min,
                deadline,
                choice_labels,
                changes: None,
                step: None,
                after: None,
                together: None,
                edition: None,
            };
            found.push((action.clone(), entry(name, &like, &path, roles, zones, symbols, report)));
        }
    }
    found
}

/// The problem of a number that not every reader of JSON keeps exactly.
pub(super) fn beyond_all(path: String) -> Problem {
    let problem = Problem::new(ProblemCode::OutOfRange, path, "the number is out of range");
    problem.help("from -(2^53 - 1) to 2^53 - 1, both inclusive")
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
            if zones.is_empty() && !report.unread.within("zones") {
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
        let problem =
            Problem::new(ProblemCode::MissingKey, join(path, "type"), "a choice needs something to choose from");
        report.add(problem.help("list what it can be, such as `[\"small\", \"large\"]`"));
        return (Type::Null, Vec::new());
    }
    let Table(own) = fact.choice_labels.clone().unwrap_or_default();
    let choices: BTreeSet<&Str> = written.iter().collect();
    let mut misspelt: BTreeSet<String> = BTreeSet::new();
    for (choice, _) in own.iter().filter(|(choice, _)| !choices.contains(choice) && !is_unread(choice)) {
        report.add_with(|| {
            let problem = Problem::new(
                ProblemCode::UnknownName,
                join(&join(path, "choiceLabels"), choice),
                format!("{} is no choice", quoted(choice)),
            );
            let problem = problem.nearest(choice, written.iter().map(|choice| &**choice));
            misspelt.extend(problem.suggests.clone());
            problem
        });
    }
    let own: BTreeMap<&Str, &Text> = own.iter().rev().map(|(choice, label)| (choice, label)).collect();
    let mut labelled: Vec<(Symbol, Text)> = Vec::new();
    let again = repeated(written.iter().map(|choice| &**choice));
    for ((index, choice), is_repeated) in written.iter().enumerate().zip(again) {
        let at = format!("{}[{index}]", join(path, "type"));
        if choice.trim().is_empty() {
            report.add(Problem::new(ProblemCode::InvalidName, at, "a choice needs a name"));
            continue;
        }
        let symbol = symbols.intern(choice);
        let label = own
            .get(choice)
            .copied()
            .or_else(|| roles.iter().find(|role| role.symbol == symbol).map(|role| &role.label));
        match label {
            _ if is_repeated => report.add(twice(at, choice)),
            Some(label) => labelled.push((symbol, label.clone())),
            None => {
                let path = join(path, "choiceLabels");
                let is_known = !report.unread.has(&path) && !report.unread.within("roles");
                if is_known && !report.unread.has("roleLabels") && !misspelt.contains(&**choice) {
                    let message = format!("the choice {} has no label", quoted(choice));
                    let problem = Problem::new(ProblemCode::MissingKey, join(&path, choice), message);
                    report.add(problem.help("write it under `choiceLabels`"));
                }
                labelled.push((symbol, Text::default()));
            }
        }
    }
    (Type::Choice(labelled.iter().map(|(symbol, _)| *symbol).collect()), labelled)
}

/// A fact as conditions see it.
pub(super) fn fact_type(fact: &Fact) -> FactType {
    FactType { name: fact.name.to_string(), ty: fact.ty.clone(), nullable: fact.nullable, min: fact.min }
}
