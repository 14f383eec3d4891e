//! The parameters of a policy, each with its value in every edition and period.

use super::facts::beyond_all;
use super::identifier::{Case, identifier, not_reserved};
use super::names::Names;
use crate::data::is_safe;
use crate::expr::Type;
use crate::policy::document::{self, Document};
use crate::policy::read::{Table, is_unread};
use crate::policy::{Param, ParamValue, PerReading, Reading};
use crate::problem::{Problem, ProblemCode, Report, join};
use crate::text::{Str, Text};

pub(super) fn params(document: &Document, names: &Names, report: &mut Report) -> Vec<Param> {
    let Some(Table(params)) = &document.params else { return Vec::new() };
    let mut checked = Vec::new();
    for (name, param) in params {
        let path = join("params", name);
        identifier(name, &path, Case::Camel, report);
        let facts = names.facts.iter().map(|fact| (&*fact.name, "a fact is called so"));
        not_reserved(name, &path, facts, report);
        // Also where no value names it.
        names.source_id(&param.source, &join(&path, "source"), report);
        let (ty, is_sound) = param_type(param);
        let is_known = !is_unread(name) && !report.unread.has(&path);
        // Where the type is not as written, the first value does not tell it either.
        let is_typed = is_known && !report.unread.has(&join(&path, "type"));
        let is_first_read = !report.unread.has(&join(&path, "value")) && !report.unread.within(&join(&path, "dated"));
        let ty = if is_typed && (param.ty.is_some() || is_first_read) { ty } else { Type::Null };
        let min = min(param.min.filter(|_| is_sound || ty != Type::Duration), &ty, &join(&path, "min"), report);
        let exists = names.editions.named(&param.edition, &path, report);
        names.editions.overridden(&param.editions, exists, "parameter", &path, report);
        let mut series = Vec::new();
        for edition in 0..names.editions.count() {
            let own = names.editions.own(&param.editions, edition);
            let at = join(&join(&path, "editions"), names.editions.id(edition));
            let mut series_of =
                Series { names, ty: &ty, min: min.filter(|_| is_sound), by_value: param.ty.is_none(), report };
            series.push(exists.has(edition).then(|| match own {
                None => series_of.values(&param.value, &param.dated, &param.source, &param.note, &path),
                Some(own) => {
                    let source = if own.source.is_some() { &own.source } else { &param.source };
                    let note = if own.note.is_some() { &own.note } else { &param.note };
                    if own.value.is_some() {
                        series_of.values(&own.value, &own.dated, source, note, &at)
                    } else {
                        let undated = series_of.values(&param.value, &None, &param.source, &param.note, &path);
                        let dated = series_of.values(&None, &own.dated, source, note, &at);
                        dated.into_iter().chain(undated).collect()
                    }
                }
            }));
        }
        let in_reading = |Reading { edition, period }: Reading| {
            let mut values = series.get(edition)?.as_ref()?.iter();
            let value = values.find(|value| value.in_force.is_none_or(|span| names.periods.has(period, span)));
            // Where none is in force, that has been told; what mentions the parameter is no problem beside it.
            Some(value.cloned().unwrap_or(ParamValue {
                value: 1,
                written: None,
                source: None,
                note: None,
                in_force: None,
            }))
        };
        let values = PerReading::make(names.editions.count(), names.periods.count(), in_reading);
        // Of a parameter that is of several types no condition is called wrong.
        let ty = if is_sound { ty } else { Type::Null };
        // By which of them something is divided is known once the rules are.
        checked.push(Param { name: name.clone(), label: param.label.clone(), ty, min, divides: false, values });
    }
    checked
}

/// The smallest number that makes sense: as written, and for money not less than nothing.
fn min(written: Option<i64>, ty: &Type, path: &str, report: &mut Report) -> Option<i64> {
    if written.is_some() && *ty == Type::Duration {
        report.add(Problem::new(ProblemCode::Conflict, path, "only numbers and amounts of money have a smallest one"));
        return None;
    }
    if written.is_some_and(|min| !is_safe(min)) {
        report.add(beyond_all(path.to_owned()));
        return None;
    }
    written.or((*ty == Type::Money).then_some(0))
}

/// The type of a parameter: as written, else that of its values; and whether all of these are of it.
///
/// Where they are of several, most of them tell it, or that there is a smallest one. Of as many numbers as lengths of time
/// the numbers are wrong: a unit is easily forgotten.
fn param_type(param: &document::Param) -> (Type, bool) {
    let own = param.editions.iter().flat_map(|Table(editions)| editions).map(|(_, own)| (&own.value, &own.dated));
    let all = std::iter::once((&param.value, &param.dated)).chain(own);
    let values = all.flat_map(|(value, dated)| value.iter().chain(dated.iter().flatten().map(|dated| &dated.value)));
    let (lengths, numbers): (Vec<_>, Vec<_>) =
        values.partition(|value| matches!(value, document::ParamValue::Duration(..)));
    let ty = match param.ty {
        Some(document::ParamType::Money) => Type::Money,
        Some(document::ParamType::Int) => Type::Int,
        Some(document::ParamType::Duration) => Type::Duration,
        None if lengths.len() < numbers.len() || (param.min.is_some() && !numbers.is_empty()) => Type::Int,
        None => Type::Duration,
    };
    let is_sound = if ty == Type::Duration { numbers.is_empty() } else { lengths.is_empty() };
    (ty, is_sound)
}

/// Reads the values that a parameter has one after the other.
struct Series<'s> {
    names: &'s Names,
    ty: &'s Type,
    min: Option<i64>,
    /// Whether the type comes from the first value.
    by_value: bool,
    report: &'s mut Report,
}

impl Series<'_> {
    /// The dated values, and after them the one that holds where none of these does.
    fn values(
        &mut self,
        undated: &Option<document::ParamValue>,
        dated: &Option<Vec<document::DatedValue>>,
        source: &Option<Str>,
        note: &Option<Text>,
        path: &str,
    ) -> Vec<ParamValue> {
        let mut found = Vec::new();
        for (index, written) in dated.iter().flatten().enumerate() {
            let path = format!("{path}.dated[{index}]");
            let source = if written.source.is_some() { &written.source } else { source };
            let note = if written.note.is_some() { &written.note } else { note };
            let read = self.value(&written.value, source, note, &path);
            found.push(ParamValue { in_force: Some(self.names.span_of(written).in_force()), ..read });
        }
        found.extend(undated.as_ref().map(|undated| self.value(undated, source, note, path)));
        found
    }

    fn value(
        &mut self,
        written: &document::ParamValue,
        source: &Option<Str>,
        note: &Option<Text>,
        path: &str,
    ) -> ParamValue {
        let value = value(written, source, note, self.names, path, self.report);
        let is_read = !self.report.unread.has(path) && !self.report.unread.has(&join(path, "value"));
        if *self.ty != Type::Null && is_read {
            fits(self.by_value, self.ty, self.min, &value, path, self.report);
        }
        value
    }
}

/// Notes a value that is not of the type of its parameter; `by_value` says that this comes from the values.
fn fits(by_value: bool, ty: &Type, min: Option<i64>, value: &ParamValue, path: &str, report: &mut Report) {
    const ONE_TYPE: &str = "a parameter is of one type in all editions and periods";
    let is_duration = value.written.is_some();
    let mut problem = |message: &str, help: &str| {
        let problem = Problem::new(ProblemCode::WrongType, join(path, "value"), message);
        report.add(if help.is_empty() { problem } else { problem.help(help) });
    };
    match ty {
        _ if is_duration == (*ty == Type::Duration) => {
            let Some(min) = min.filter(|min| value.value < *min) else { return };
            let problem = |message: String| Problem::new(ProblemCode::OutOfRange, join(path, "value"), message);
            report.add(if *ty == Type::Money && min == 0 {
                problem(format!("`{}` is a negative amount of money", value.value))
                    .help("give the parameter a `min` below 0 if it may be one")
            } else {
                problem(format!("`{}` is less than the `min` of the parameter", value.value))
                    .help(format!("at least {min}"))
            });
        }
        Type::Duration if by_value => problem(ONE_TYPE, "write a duration such as `7d`, as it is elsewhere"),
        _ if by_value => problem(ONE_TYPE, "write a whole number, as it is elsewhere"),
        Type::Duration => problem("expected a duration such as `7d`, as `type` says", ""),
        Type::Money => problem("expected whole minor units of the currency, as `type` says", ""),
        _ => problem("expected a whole number, as `type` says", ""),
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
                report.add(beyond_all(join(path, "value")));
            }
            (*value, None)
        }
        document::ParamValue::Duration(duration, written) => (duration.millis(), Some(written.clone())),
    };
    ParamValue {
        value,
        written,
        source: names.source_id(source, &join(path, "source"), report),
        note: note.clone(),
        in_force: None,
    }
}
