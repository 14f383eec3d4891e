//! The parameters of a policy, each with its value in every edition.

use super::identifier::{Case, identifier, not_reserved};
use super::names::Names;
use crate::data::is_safe;
use crate::expr::Type;
use crate::policy::document::{self, Document};
use crate::policy::read::{Table, is_unread};
use crate::policy::{EditionId, Param, ParamValue, PerEdition};
use crate::problem::{Problem, ProblemCode, Report, join};
use crate::text::{Str, Text};

pub(super) fn params(document: &Document, names: &Names, report: &mut Report) -> Vec<Param> {
    let Some(Table(params)) = &document.params else { return Vec::new() };
    let mut checked = Vec::new();
    for (name, param) in params {
        let path = join("params", name);
        identifier(name, &path, Case::Camel, report);
        let facts: Vec<&str> = names.facts.iter().map(|fact| &*fact.name).collect();
        not_reserved(name, &path, &facts, report);
        let base = value(&param.value, &param.source, &param.note, names, &path, report);
        let ty = param_type(param.ty, &base);
        let is_known = !is_unread(name) && !report.unread.has(&path);
        let unread = |report: &Report, path: &str| report.unread.has(path) || report.unread.has(&join(path, "value"));
        // Where the type is not as written, the first value does not tell it either.
        let first = !unread(report, &path) && is_known && !report.unread.has(&join(&path, "type"));
        let ty = if first || param.ty.is_some() && !report.unread.has(&join(&path, "type")) { ty } else { Type::Null };
        if first {
            fits(param.ty.is_none(), &ty, &base, &path, report);
        }
        let exists = names.editions.named(&param.edition, &path, report);
        names.editions.overridden(&param.editions, exists, "parameter", &path, report);
        let in_edition = |edition: EditionId| {
            if !exists.has(edition) {
                return None;
            }
            let Some(own) = names.editions.own(&param.editions, edition) else { return Some(base.clone()) };
            let path = join(&join(&path, "editions"), names.editions.id(edition));
            let source = if own.source.is_some() { &own.source } else { &param.source };
            let note = if own.note.is_some() { &own.note } else { &param.note };
            let value = value(&own.value, source, note, names, &path, report);
            if ty != Type::Null && !unread(report, &path) {
                fits(param.ty.is_none(), &ty, &value, &path, report);
            }
            Some(value)
        };
        let values = PerEdition::make(names.editions.count(), in_edition);
        // By which of them something is divided is known once the rules are.
        checked.push(Param { name: name.clone(), label: param.label.clone(), ty, divides: false, values });
    }
    checked
}

/// The type of a parameter: as written, else that of its value.
fn param_type(written: Option<document::ParamType>, value: &ParamValue) -> Type {
    match (written, &value.written) {
        (Some(document::ParamType::Money), _) => Type::Money,
        (Some(document::ParamType::Int), _) | (None, None) => Type::Int,
        (Some(document::ParamType::Duration), _) | (None, Some(_)) => Type::Duration,
    }
}

/// Notes a value that is not of the type of its parameter; `by_value` says that this comes from its first value.
fn fits(by_value: bool, ty: &Type, value: &ParamValue, path: &str, report: &mut Report) {
    let is_duration = value.written.is_some();
    let mut problem = |code, message: &str| report.add(Problem::new(code, join(path, "value"), message));
    match ty {
        _ if is_duration == (*ty == Type::Duration) => {
            if *ty == Type::Money && value.value < 0 {
                problem(ProblemCode::OutOfRange, "an amount of money is not negative here");
            }
        }
        _ if by_value => problem(ProblemCode::WrongType, "a parameter is of one type in all editions"),
        Type::Duration => problem(ProblemCode::WrongType, "expected a duration such as `7d`, as `type` says"),
        Type::Money => problem(ProblemCode::WrongType, "expected whole minor units of the currency, as `type` says"),
        _ => problem(ProblemCode::WrongType, "expected a whole number, as `type` says"),
    }
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
