//! From the document to the checked policy.
//!
//! First the names: roles, states, facts, parameters and sources. Then the rules, once for
//! each edition, with the names that the edition has. Nothing stops at the first problem.

mod parts;
mod rules;

use super::document::{self, Document, Format};
use super::fact::{ORDER_KEYS, fact_value};
use super::read::{Read, Table};
use super::{Edition, Fact, Param, ParamValue, Policy, Role, Rules, Source, SourceId, State};
use crate::data::{Data, MAX_SAFE_INT};
use crate::expr::{Choices, FactType, Symbols, Type, Value};
use crate::problem::{Problem, ProblemCode, Problems, Report, join, quoted};
use crate::text::{Str, Text};

/// Words that mean something else in a condition.
const RESERVED: [&str; 10] =
    ["now", "state", "role", "true", "false", "null", "in", "duration", "timestamp", "edition"];

/// Checks a document.
pub(super) fn policy(data: &Data<'_>) -> Result<Policy, Problems> {
    let mut report = Report::default();
    limit(data, &mut report);
    let document = if report.is_empty() { Document::read(data, "", &mut report) } else { None };
    // Where elements could not be read, every mention of them would be a problem too.
    let Some(document) = document.filter(|_| report.is_empty()) else { return report.finish(None) };
    // That the format is the right one was checked when it was read.
    let Format = document.format;
    let names = names(&document, &mut report);
    let [guide, official] = Edition::ALL.map(|edition| rules::compile(&document, &names, edition, &mut report));
    // A rule with a mistake is not there, so only where there is none is it known what is missing.
    if report.is_empty() {
        reachable(&names, &[&guide, &official], &mut report);
    }
    let Names { symbols, roles, states, facts, params, sources, .. } = names;
    let policy = Policy {
        id: document.id,
        version: version(data),
        label: document.label,
        note: document.note,
        offset: document.offset.value,
        offset_text: document.offset.text,
        symbols,
        roles,
        states,
        facts,
        params,
        sources,
        rules: [guide, official],
    };
    report.finish(Some(policy))
}

/// How many values a document may hold: names, texts, numbers, lists and tables.
const MAX_VALUES: usize = 20_000;

/// How many elements each table of a document may have. Times grow with their products.
const MAX_ELEMENTS: [(&str, usize); 7] = [
    ("roles", 20),
    ("sources", 200),
    ("params", 200),
    ("facts", 200),
    ("states", 100),
    ("transitions", 60),
    ("actions", 300),
];

/// Notes a document that is too large to be evaluated in good time.
fn limit(data: &Data<'_>, report: &mut Report) {
    if MAX_VALUES < data.size() {
        report.add(Problem::new(ProblemCode::TooLarge, "", format!("a policy has at most {MAX_VALUES} values")));
    }
    for (name, most) in MAX_ELEMENTS {
        let count = match data.get(name) {
            Some(Data::Map(entries)) => entries.len(),
            Some(Data::List(items)) => items.len(),
            _ => 0,
        };
        if most < count {
            report.add(Problem::new(
                ProblemCode::TooLarge,
                name,
                format!("a policy has at most {most} {name}, not {count}"),
            ));
        }
    }
}

/// Notes a state that no rule names, and a final one that something leads out of.
fn reachable(names: &Names, rules: &[&Rules; 2], report: &mut Report) {
    let transitions = || rules.iter().flat_map(|rules| &rules.transitions);
    let actions = || rules.iter().flat_map(|rules| &rules.actions);
    for state in &names.states {
        let symbol = state.symbol;
        let id = names.symbols.text(symbol);
        let mut problem = |code, message: &str| {
            report.add(Problem::new(code, join("states", id), format!("the state {} {message}", quoted(id))));
        };
        let leaves = transitions().any(|transition| transition.from.contains(&symbol))
            || actions().any(|action| action.from.contains(&symbol) && action.to.is_some_and(|to| to != symbol));
        let entered = transitions().any(|transition| transition.to == symbol)
            || actions().any(|action| action.to == Some(symbol));
        if !leaves && !entered && !actions().any(|action| action.from.contains(&symbol)) {
            problem(ProblemCode::Unreachable, "stands in no action and no transition");
        }
        if leaves && state.is_final {
            problem(ProblemCode::Conflict, "is final, but something leads out of it");
        }
    }
}

/// The FNV-1a hash of the document in its compact text form.
fn version(data: &Data<'_>) -> Str {
    let mut text = String::new();
    data.encode(&mut text);
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}").into()
}

/// Everything that rules name.
struct Names {
    symbols: Symbols,
    /// The symbols of all roles, and of all states.
    role_choices: Choices,
    state_choices: Choices,
    fact_types: Vec<FactType>,
    roles: Vec<Role>,
    states: Vec<State>,
    facts: Vec<Fact>,
    params: Vec<Param>,
    sources: Vec<Source>,
    /// The source of everything that names none.
    source: Option<SourceId>,
}

fn names(document: &Document, report: &mut Report) -> Names {
    let mut symbols = Symbols::default();
    identifier(&document.id, "id", Case::Kebab, report);
    let sources = sources(document, report);
    let states = states(document, &mut symbols, report);
    let roles = roles(document, &mut symbols, report);
    let role_choices: Choices = roles.iter().map(|role| role.symbol).collect();
    let facts = facts(document, &roles, &mut symbols, report);
    let mut names = Names {
        source: None,
        state_choices: states.iter().map(|state| state.symbol).collect(),
        fact_types: facts.iter().map(fact_type).collect(),
        role_choices,
        symbols,
        roles,
        states,
        facts,
        params: Vec::new(),
        sources,
    };
    names.source = names.source_id(&document.source, "source", report);
    names.params = params(document, &names, report);
    names
}

fn fact_type(fact: &Fact) -> FactType {
    FactType { name: fact.name.to_string(), ty: fact.ty.clone(), nullable: fact.nullable }
}

impl Names {
    /// The number of a source, or of the default where none is named.
    fn source_id(&self, source: &Option<Str>, path: &str, report: &mut Report) -> Option<SourceId> {
        let Some(id) = source else { return self.source };
        let found = self.sources.iter().position(|source| source.id == *id);
        if found.is_none() {
            let problem =
                Problem::new(ProblemCode::UnknownName, path, format!("{} is not under `sources`", quoted(id)));
            report.add(problem.nearest(id, self.sources.iter().map(|source| &*source.id)));
        }
        found
    }
}

fn sources(document: &Document, report: &mut Report) -> Vec<Source> {
    let Some(Table(sources)) = &document.sources else { return Vec::new() };
    let check = |(id, source): &(Str, document::Source)| {
        identifier(id, &join("sources", id), Case::Kebab, report);
        let document::Source { kind, title, url, note } = source.clone();
        if let Some(url) = &url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            let path = format!("{}.url", join("sources", id));
            report.add(Problem::new(ProblemCode::WrongType, path, format!("{} is no web address", quoted(url))));
        }
        Source { id: id.clone(), kind, title, url, note }
    };
    sources.iter().map(check).collect()
}

fn states(document: &Document, symbols: &mut Symbols, report: &mut Report) -> Vec<State> {
    let Table(states) = &document.states;
    if states.is_empty() {
        report.add(Problem::new(ProblemCode::MissingKey, "states", "a policy needs at least one state"));
    }
    let check = |(id, state): &(Str, document::State)| {
        identifier(id, &join("states", id), Case::Kebab, report);
        State {
            symbol: symbols.intern(id),
            label: state.label.clone(),
            is_final: state.is_final.unwrap_or(false),
            edition: state.edition,
            note: state.note.clone(),
        }
    };
    states.iter().map(check).collect()
}

fn roles(document: &Document, symbols: &mut Symbols, report: &mut Report) -> Vec<Role> {
    let Table(labels) = &document.role_labels;
    if document.roles.is_empty() {
        report.add(Problem::new(ProblemCode::MissingKey, "roles", "a policy needs at least one role"));
    }
    for (id, _) in labels {
        if !document.roles.contains(id) {
            let problem = Problem::new(
                ProblemCode::UnknownName,
                join("roleLabels", id),
                format!("{} is not under `roles`", quoted(id)),
            );
            report.add(problem.nearest(id, document.roles.iter().map(|role| &**role)));
        }
    }
    let mut roles: Vec<Role> = Vec::new();
    for (index, id) in document.roles.iter().enumerate() {
        let path = format!("roles[{index}]");
        identifier(id, &path, Case::Kebab, report);
        let Some((_, label)) = labels.iter().find(|(label, _)| label == id) else {
            report.add(Problem::new(
                ProblemCode::MissingKey,
                join("roleLabels", id),
                format!("the role {} has no label", quoted(id)),
            ));
            continue;
        };
        let symbol = symbols.intern(id);
        if roles.iter().any(|role| role.symbol == symbol) {
            report.add(Problem::new(
                ProblemCode::Duplicate,
                &*path,
                format!("the role {} stands here twice", quoted(id)),
            ));
            continue;
        }
        roles.push(Role { symbol, label: label.clone() });
    }
    roles
}

fn facts(document: &Document, roles: &[Role], symbols: &mut Symbols, report: &mut Report) -> Vec<Fact> {
    let Some(Table(facts)) = &document.facts else { return Vec::new() };
    let mut checked: Vec<Fact> = Vec::new();
    for (name, fact) in facts {
        let path = join("facts", name);
        identifier(name, &path, Case::Camel, report);
        if RESERVED.contains(&&**name) || ORDER_KEYS.contains(&&**name) {
            report.add(Problem::new(
                ProblemCode::ReservedName,
                &*path,
                format!("{} means something else already", quoted(name)),
            ));
        }
        let (ty, choices) = choices(fact, roles, &path, symbols, report);
        let only = |given: bool, key: &str, kind: &str, report: &mut Report| {
            if given {
                report.add(Problem::new(
                    ProblemCode::WrongType,
                    join(&path, key),
                    format!("`{key}` is for {kind} only"),
                ));
            }
        };
        only(fact.min.is_some() && ty != Type::Int, "min", "whole numbers", report);
        if fact.min.is_some_and(|min| !is_safe(min)) {
            report.add(Problem::new(
                ProblemCode::OutOfRange,
                join(&path, "min"),
                "from -(2^53 - 1) to 2^53 - 1, both inclusive",
            ));
        }
        only(fact.deadline.is_some() && ty != Type::Timestamp, "deadline", "timestamps", report);
        only(fact.after.is_some() && ty != Type::Timestamp, "after", "timestamps", report);
        only(fact.choice_labels.is_some() && choices.is_empty(), "choiceLabels", "choices", report);
        let mut entry = Fact {
            name: name.clone(),
            ty,
            label: fact.label.clone(),
            note: fact.note.clone(),
            choices,
            default: Value::Unknown,
            nullable: fact.nullable.unwrap_or(false),
            min: fact.min,
            deadline: fact.deadline.unwrap_or(false),
            changes: fact.changes.unwrap_or(false),
            after: Vec::new(),
            edition: fact.edition,
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
    path: &str,
    symbols: &mut Symbols,
    report: &mut Report,
) -> (Type, Vec<(crate::expr::Symbol, Text)>) {
    let written = match &fact.ty {
        document::FactType::Timestamp => return (Type::Timestamp, Vec::new()),
        document::FactType::Duration => return (Type::Duration, Vec::new()),
        document::FactType::Int => return (Type::Int, Vec::new()),
        document::FactType::Bool => return (Type::Bool, Vec::new()),
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
    let mut labelled: Vec<(crate::expr::Symbol, Text)> = Vec::new();
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

fn params(document: &Document, names: &Names, report: &mut Report) -> Vec<Param> {
    let Some(Table(params)) = &document.params else { return Vec::new() };
    let mut checked = Vec::new();
    for (name, param) in params {
        let path = join("params", name);
        identifier(name, &path, Case::Camel, report);
        let is_fact = names.facts.iter().any(|fact| fact.name == *name);
        if RESERVED.contains(&&**name) || is_fact {
            report.add(Problem::new(
                ProblemCode::ReservedName,
                &*path,
                format!("{} means something else already", quoted(name)),
            ));
        }
        let base = value(&param.value, &param.source, &param.note, names, &path, report);
        let is_duration = base.written.is_some();
        let in_edition = |edition: Edition, other: &Option<document::ParamOverride>, report: &mut Report| {
            let key = join(&path, edition.word());
            let elsewhere = param.edition.is_some_and(|only| only != edition);
            match other {
                Some(_) if param.edition.is_some() => {
                    report.add(Problem::new(ProblemCode::Conflict, key, "the parameter exists in one edition only"));
                    None
                }
                Some(other) => {
                    let source = if other.source.is_some() { &other.source } else { &param.source };
                    let note = if other.note.is_some() { &other.note } else { &param.note };
                    let value = value(&other.value, source, note, names, &key, report);
                    if value.written.is_some() != is_duration {
                        report.add(Problem::new(
                            ProblemCode::WrongType,
                            join(&key, "value"),
                            "a parameter is of one type in both editions",
                        ));
                    }
                    Some(value)
                }
                None if elsewhere => None,
                None => Some(base.clone()),
            }
        };
        let values =
            [in_edition(Edition::Guide, &param.guide, report), in_edition(Edition::Official, &param.official, report)];
        checked.push(Param { name: name.clone(), label: param.label.clone(), is_duration, values });
    }
    checked
}

fn value(
    value: &document::ParamValue,
    source: &Option<Str>,
    note: &Option<Text>,
    names: &Names,
    path: &str,
    report: &mut Report,
) -> ParamValue {
    let (value, written) = match value {
        document::ParamValue::Int(value) => {
            if !is_safe(*value) {
                let problem = Problem::new(
                    ProblemCode::OutOfRange,
                    join(path, "value"),
                    "from -(2^53 - 1) to 2^53 - 1, both inclusive",
                );
                report.add(problem);
            }
            (*value, None)
        }
        document::ParamValue::Duration(duration, written) => (duration.millis(), Some(written.clone())),
    };
    ParamValue { value, written, source: names.source_id(source, &join(path, "source"), report), note: note.clone() }
}

/// Whether every JSON reader keeps a whole number exactly.
fn is_safe(value: i64) -> bool {
    value.unsigned_abs() <= MAX_SAFE_INT.unsigned_abs()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// `review-window-open`
    Kebab,
    /// `reviewWindow`
    Camel,
}

/// Notes a name that is not written in the case of its kind.
fn identifier(name: &str, path: &str, case: Case, report: &mut Report) {
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let (right, help) = match case {
        Case::Kebab => (
            name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                && !name.ends_with('-')
                && !name.contains("--"),
            "write it like `review-window`",
        ),
        Case::Camel => (name.chars().all(|c| c.is_ascii_alphanumeric()), "write it like `reviewWindow`"),
    };
    if !(starts && right && name.len() <= 60) {
        report.add(Problem::new(ProblemCode::InvalidName, path, format!("{} is no name", quoted(name))).help(help));
    }
}
