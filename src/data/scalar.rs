//! Reading single values: instants, durations, whole numbers and amounts, and what is said where a value is none.

use std::collections::BTreeSet;

use super::{Data, MAX_SAFE_INT};
use crate::problem::{Problem, ProblemCode, quoted};
use crate::time::{Day, Duration, Instant, InstantError, Units};

/// The problem of a value that should be a map.
pub(crate) fn not_an_object(path: &str, what: &str, data: &Data<'_>) -> Problem {
    Problem::new(ProblemCode::NotAnObject, path, format!("{what} is an object with names and values, not {data}"))
}

/// The problem that something else was expected. What a text says may be right but for its quotes.
pub(crate) fn unexpected(data: &Data<'_>, path: &str, expected: &str) -> Problem {
    let problem = Problem::new(ProblemCode::WrongType, path, format!("expected {expected}, found {data}"));
    let Data::Text(text) = data else { return problem };
    let is_quoted = match expected {
        "true or false" => matches!(&**text, "true" | "false"),
        "a whole number" => text.parse::<i64>().is_ok(),
        _ => false,
    };
    if is_quoted { problem.help("write it without quotes") } else { problem }
}

/// The problem of a name that stands somewhere twice.
pub(crate) fn twice(path: String, name: &str) -> Problem {
    Problem::new(ProblemCode::Duplicate, path, format!("{} stands here twice", quoted(name)))
}

/// Of each of several things, whether it stood there before.
pub(crate) fn repeated<T: Ord>(things: impl IntoIterator<Item = T>) -> impl Iterator<Item = bool> {
    let mut seen = BTreeSet::new();
    things.into_iter().map(move |thing| !seen.insert(thing))
}

/// An instant: a date, an RFC 3339 text with an offset, or milliseconds since 1970.
pub(crate) fn instant(data: &Data<'_>, path: &str) -> Result<Instant, Problem> {
    let out_of_range = || {
        Problem::new(ProblemCode::OutOfRange, path, format!("{data} is outside the years 0000 to 9999"))
            .help("an instant as a number is in milliseconds since 1970-01-01T00:00:00Z")
    };
    let invalid = |message: String| Problem::new(ProblemCode::InvalidInstant, path, message);
    const LIKE: &str = "write it like `2026-11-10T09:00:00+09:00`";
    match data {
        Data::Date(millis) | Data::Int(millis) => Instant::from_millis(*millis).ok_or_else(out_of_range),
        Data::Text(text) => Instant::parse(text).map_err(|error| match error {
            InstantError::OutOfRange => out_of_range(),
            InstantError::NoOffset => {
                let problem = invalid(format!("{data} has no offset from UTC, so it could mean several instants"));
                let is_day = Day::parse(text).is_some();
                problem.help(if is_day { LIKE } else { "add the offset, such as `+09:00` for Japan or `Z` for UTC" })
            }
            InstantError::NotRfc3339 => invalid(format!("{data} is no instant")).help(LIKE),
        }),
        Data::Inexact(_) => {
            Err(invalid(format!("{data} is no instant")).help("pass a valid date or whole milliseconds"))
        }
        _ => Err(Problem::new(ProblemCode::WrongType, path, format!("expected an instant, found {data}"))
            .help("pass a Date, an RFC 3339 text with an offset, or milliseconds since 1970")),
    }
}

/// A duration: a text such as `72h`, or milliseconds.
pub(crate) fn duration(data: &Data<'_>, path: String) -> Result<i64, Problem> {
    const LIKE: &str = "write it like `72h` or `1d12h`, from `0s` to `365000d`";
    let duration = match data {
        Data::Text(text) => Duration::parse(text),
        Data::Int(millis) => match Duration::from_millis(*millis) {
            None => {
                return Err(Problem::new(
                    ProblemCode::OutOfRange,
                    path,
                    format!("{data} is no duration in milliseconds"),
                )
                .help(LIKE));
            }
            duration => duration,
        },
        Data::Inexact(_) => None,
        _ => {
            return Err(
                Problem::new(ProblemCode::WrongType, path, format!("expected a duration, found {data}")).help(LIKE)
            );
        }
    };
    duration.map(Duration::millis).ok_or_else(|| match data {
        Data::Text(text) => no_duration(text, &path).help(LIKE),
        _ => Problem::new(ProblemCode::InvalidDuration, path, format!("{data} is no duration")).help(LIKE),
    })
}

/// The problem of a text that is no duration, or one that is negative or too long.
pub(crate) fn no_duration(text: &str, path: &str) -> Problem {
    let what = match Duration::parse_cel(text) {
        Some(millis) if millis < 0 => "is negative",
        Some(millis) if Duration::from_millis(millis).is_none() => "is too long",
        _ => "is no duration",
    };
    Problem::new(ProblemCode::InvalidDuration, path, format!("{} {what}", quoted(text)))
}

/// The units in which a duration is written; all where it is a number.
pub(crate) fn units(data: Option<&Data<'_>>) -> Units {
    match data {
        Some(Data::Text(text)) => Units::of(text),
        _ => Units::ALL,
    }
}

/// A whole number that is at least `min` and that every reader of JSON keeps exactly.
pub(crate) fn whole_number(data: &Data<'_>, path: String, min: Option<i64>) -> Result<i64, Problem> {
    let min = min.unwrap_or(MAX_SAFE_INT.saturating_neg());
    match data {
        Data::Int(value) if min <= *value && *value <= MAX_SAFE_INT => Ok(*value),
        Data::Int(_) => Err(Problem::new(ProblemCode::OutOfRange, path, format!("{data} is out of range"))
            .help(format!("from {min} to {MAX_SAFE_INT}, both inclusive"))),
        _ => Err(unexpected(data, &path, "a whole number")),
    }
}

/// What helps where an amount of money is written otherwise.
pub(crate) const MINOR_UNITS: &str =
    "an amount of money is in whole minor units of the currency: 1234 for $12.34, and for ¥1,234";

/// An amount of money in whole minor units; without a `min`, it is not negative.
pub(crate) fn amount(data: &Data<'_>, path: String, min: Option<i64>) -> Result<i64, Problem> {
    whole_number(data, path, Some(min.unwrap_or(0))).map_err(|problem| match problem.code {
        ProblemCode::WrongType => problem.help(MINOR_UNITS),
        _ => problem,
    })
}
