//! The parameters of a policy, each with its value in either edition.

use super::identifier::{Case, RESERVED, identifier};
use super::names::Names;
use crate::data::is_safe;
use crate::policy::document::{self, Document};
use crate::policy::read::Table;
use crate::policy::{Edition, Param, ParamValue};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::{Str, Text};

pub(super) fn params(document: &Document, names: &Names, report: &mut Report) -> Vec<Param> {
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
