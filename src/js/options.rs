//! The options that JavaScript passes beside an order.

use crate::data::Data;
use crate::data::scalar::{instant, not_an_object};
#[cfg(feature = "single")]
use crate::describe::DescribeOptions;
#[cfg(feature = "single")]
use crate::preview::{ApplyOptions, Options, Parts, TimelineOptions};
#[cfg(feature = "many")]
use crate::preview::{ManyOptions, Outputs};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
#[cfg(feature = "author")]
use crate::sql::{SqlDialect, SqlInstants, SqlNulls, SqlOptions};
use crate::time::Instant;

/// The options of `preview` and of `verdicts`. Where one has a problem, its default stands in for it.
#[cfg(feature = "single")]
pub(super) fn preview<'d>(data: &'d Data<'_>, report: &mut Report) -> Options<'d> {
    let mut options = Options::at(clock());
    for (name, value) in entries(data, &["role", "now", "locale", "parts"], report) {
        match name {
            "role" => options.role = text(name, value, report),
            "now" => options.now = moment(name, value, report).unwrap_or(options.now),
            "parts" => options.parts = parts(name, value, report),
            _ => options.locale = text(name, value, report),
        }
    }
    options
}

/// The options of `previewMany`.
#[cfg(feature = "many")]
pub(super) fn many<'d>(data: &'d Data<'_>, report: &mut Report) -> ManyOptions<'d> {
    let mut options = ManyOptions::at(clock());
    for (name, value) in entries(data, &["role", "now", "outputs"], report) {
        match name {
            "role" => options.role = text(name, value, report),
            "now" => options.now = moment(name, value, report).unwrap_or(options.now),
            _ => options.outputs = outputs(name, value, report),
        }
    }
    options
}

/// The outputs that are listed.
#[cfg(feature = "many")]
fn outputs(name: &str, data: &Data<'_>, report: &mut Report) -> Outputs {
    const NAMES: [&str; 5] = ["verdict", "until", "opensAt", "state", "next"];
    let mut outputs = Outputs::NONE;
    texts(name, data, &NAMES, report, &mut |path, output, report| match output {
        "verdict" => outputs.verdicts = true,
        "until" => outputs.until = true,
        "opensAt" => outputs.opens_at = true,
        "state" => outputs.state = true,
        "next" => outputs.next = true,
        _ => {
            let problem = Problem::new(ProblemCode::UnknownOption, path, format!("{} is no output", quoted(output)));
            report.add(problem.nearest(output, NAMES));
        }
    });
    outputs
}

/// The options of `timeline`.
#[cfg(feature = "single")]
pub(super) fn timeline<'d>(data: &'d Data<'_>, report: &mut Report) -> TimelineOptions<'d> {
    let mut options = TimelineOptions::from(clock());
    for (name, value) in entries(data, &["role", "from", "until", "locale"], report) {
        match name {
            "role" => options.role = text(name, value, report),
            "from" => options.from = moment(name, value, report).unwrap_or(options.from),
            "until" => options.until = moment(name, value, report),
            _ => options.locale = text(name, value, report),
        }
    }
    options
}

/// The options of `apply`.
#[cfg(feature = "single")]
pub(super) fn apply<'d>(data: &'d Data<'_>, report: &mut Report) -> ApplyOptions<'d> {
    let mut options = ApplyOptions::at(clock());
    for (name, value) in entries(data, &["role", "now", "with", "agreed", "locale"], report) {
        match name {
            "role" => options.role = text(name, value, report),
            "now" => options.now = moment(name, value, report).unwrap_or(options.now),
            "with" => options.with = Some(value),
            "agreed" => options.agreed = flag(name, value, report),
            _ => options.locale = text(name, value, report),
        }
    }
    options
}

/// The options of `ways`: the goal, and the others.
#[cfg(feature = "single")]
pub(super) fn ways<'d>(data: &'d Data<'_>, report: &mut Report) -> (&'d Data<'d>, Options<'d>) {
    let mut options = (&Data::Null, Options::at(clock()));
    for (name, value) in entries(data, &["role", "to", "now", "locale"], report) {
        match name {
            "role" => options.1.role = text(name, value, report),
            "to" => options.0 = value,
            "now" => options.1.now = moment(name, value, report).unwrap_or(options.1.now),
            _ => options.1.locale = text(name, value, report),
        }
    }
    options
}

/// The options of `describe`.
#[cfg(feature = "single")]
pub(super) fn describe<'d>(data: &'d Data<'_>, report: &mut Report) -> DescribeOptions<'d> {
    let mut options = DescribeOptions::default();
    for (name, value) in entries(data, &["edition", "locale"], report) {
        match name {
            "edition" => options.edition = text(name, value, report),
            _ => options.locale = text(name, value, report),
        }
    }
    options
}

/// The columns that a query keeps, in the options of `sql`; none where they are left out.
#[cfg(feature = "author")]
pub(super) fn kept<'d>(data: &'d Data<'_>, report: &mut Report) -> Option<Vec<&'d str>> {
    let keep = data.get("keep").filter(|keep| **keep != Data::Null)?;
    let mut kept = Vec::new();
    texts("keep", keep, &[], report, &mut |_, column, _| kept.push(column));
    Some(kept)
}

/// The options of `sql`, of which `keep` has been read.
#[cfg(feature = "author")]
pub(super) fn sql<'d>(data: &'d Data<'d>, keep: Option<&'d [&'d str]>, report: &mut Report) -> SqlOptions<'d> {
    let mut options = SqlOptions::of(SqlDialect::DuckDb);
    options.keep = keep.unwrap_or(options.keep);
    let known = &["dialect", "role", "edition", "params", "table", "keep", "instants", "nulls"];
    let mut dialect = None;
    for (name, value) in entries(data, known, report) {
        match name {
            "dialect" => dialect = Some(word(name, value, &SqlDialect::ALL.map(SqlDialect::word), report)),
            "role" => options.role = text(name, value, report),
            "edition" => options.edition = text(name, value, report),
            "params" => options.params = Some(value),
            "table" => options.table = text(name, value, report).unwrap_or(options.table),
            "instants" => {
                let instants = word(name, value, &SqlInstants::ALL.map(SqlInstants::word), report);
                options.instants = instants.and_then(SqlInstants::parse).unwrap_or(options.instants);
            }
            "nulls" => {
                let nulls = word(name, value, &SqlNulls::ALL.map(SqlNulls::word), report);
                options.nulls = nulls.and_then(SqlNulls::parse).unwrap_or(options.nulls);
            }
            _ => {}
        }
    }
    match dialect {
        Some(dialect) => options.dialect = dialect.and_then(SqlDialect::parse).unwrap_or(options.dialect),
        None => {
            let problem = Problem::new(ProblemCode::UnknownOption, "dialect", "the option `dialect` is left out");
            report.add(problem.one_of(SqlDialect::ALL.map(SqlDialect::word)));
        }
    }
    options
}

/// One of the words that an option can be.
#[cfg(feature = "author")]
fn word<'d>(name: &str, data: &'d Data<'_>, words: &[&'static str], report: &mut Report) -> Option<&'d str> {
    let word = text(name, data, report)?;
    if words.contains(&word) {
        return Some(word);
    }
    let problem = Problem::new(ProblemCode::UnknownOption, name, format!("{} is no {name}", quoted(word)));
    report.add(problem.nearest(word, words.iter().copied()));
    None
}

/// The options that were passed, of those that there are. `null` is an option left out.
fn entries<'d>(
    data: &'d Data<'_>,
    known: &'static [&'static str],
    report: &mut Report,
) -> Vec<(&'static str, &'d Data<'d>)> {
    let entries = match data {
        Data::Null => return Vec::new(),
        Data::Map(entries) => entries,
        other => {
            report.add(not_an_object("options", "the last argument", other));
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for (name, value) in entries {
        match known.iter().find(|known| **known == &**name) {
            Some(_) if *value == Data::Null => {}
            Some(known) => found.push((*known, value)),
            None => report.add_with(|| unknown(name, known)),
        }
    }
    found
}

fn text<'d>(name: &str, data: &'d Data<'_>, report: &mut Report) -> Option<&'d str> {
    if let Data::Text(text) = data {
        return Some(text);
    }
    report.add(Problem::new(ProblemCode::WrongType, name, format!("expected a text, found {data}")));
    None
}

/// The parts that are listed; all of them where what is passed is no list.
#[cfg(feature = "single")]
fn parts(name: &str, data: &Data<'_>, report: &mut Report) -> Parts {
    let mut parts = if matches!(data, Data::List(_)) { Parts::NONE } else { Parts::ALL };
    texts(name, data, &Parts::NAMES, report, &mut |path, part, report| match parts.with(part) {
        Some(more) => parts = more,
        None => {
            let problem =
                Problem::new(ProblemCode::UnknownOption, path, format!("{} is no part of a preview", quoted(part)));
            report.add(problem.nearest(part, Parts::NAMES));
        }
    });
    parts
}

/// Takes the texts of a list, each with its path. `known` are those that there are, where not any text will do.
fn texts<'d>(
    name: &str,
    data: &'d Data<'_>,
    known: &[&'static str],
    report: &mut Report,
    take: &mut dyn FnMut(String, &'d str, &mut Report),
) {
    let wrong = |path: &str, expected: &str, found: &Data<'_>| {
        let problem = Problem::new(ProblemCode::WrongType, path, format!("expected {expected}, found {found}"));
        if known.is_empty() { problem } else { problem.one_of(known.iter().copied()) }
    };
    let Data::List(items) = data else {
        report.add(wrong(name, "a list of texts", data));
        return;
    };
    for (number, item) in items.iter().enumerate() {
        let path = format!("{name}[{number}]");
        match item {
            Data::Text(text) => take(path, text, report),
            other => report.add(wrong(&path, "a text", other)),
        }
    }
}

#[cfg(feature = "single")]
fn flag(name: &str, data: &Data<'_>, report: &mut Report) -> bool {
    if let Data::Bool(flag) = data {
        return *flag;
    }
    report.add(Problem::new(ProblemCode::WrongType, name, format!("expected true or false, found {data}")));
    false
}

fn moment(name: &str, data: &Data<'_>, report: &mut Report) -> Option<Instant> {
    instant(data, name).map_err(|problem| report.add(problem)).ok()
}

fn unknown(name: &str, known: &[&'static str]) -> Problem {
    let problem = Problem::new(ProblemCode::UnknownOption, join("", name), format!("{} is no option", quoted(name)));
    problem.nearest(name, known.iter().copied())
}

/// The present, where the caller left `now` out.
fn clock() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the boundary is where a `now` that was left out is filled in")]
    let millis = js_sys::Date::now();
    // A clock counts whole milliseconds, far inside the range of an `i64`.
    Instant::from_millis(millis as i64).unwrap_or(Instant::MIN)
}
