//! Reading single values: instants, durations, whole numbers and amounts, and what is said where a value is none.

use super::{Data, MAX_SAFE_INT};
use crate::problem::{Problem, ProblemCode, quoted};
use crate::time::{Duration, Instant, InstantError, Units};

/// The problem of a value that should be a map.
pub(crate) fn not_an_object(path: &str, what: &str, data: &Data<'_>) -> Problem {
    Problem::new(ProblemCode::NotAnObject, path, format!("{what} is an object with names and values, not {data}"))
}

/// The problem of a name that stands somewhere twice.
pub(crate) fn twice(path: String, name: &str) -> Problem {
    Problem::new(ProblemCode::Duplicate, path, format!("{} stands here twice", quoted(name)))
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
                invalid(format!("{data} has no offset from UTC, so it could mean several instants"))
                    .help("add the offset, such as `+09:00` for Japan or `Z` for UTC")
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
    match duration {
        Some(duration) => Ok(duration.millis()),
        None => Err(Problem::new(ProblemCode::InvalidDuration, path, format!("{data} is no duration")).help(LIKE)),
    }
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
        _ => Err(Problem::new(ProblemCode::WrongType, path, format!("expected a whole number, found {data}"))),
    }
}

/// An amount of money in whole minor units; without a `min`, it is not negative.
pub(crate) fn amount(data: &Data<'_>, path: String, min: Option<i64>) -> Result<i64, Problem> {
    whole_number(data, path, Some(min.unwrap_or(0))).map_err(|problem| match problem.code {
        ProblemCode::WrongType => {
            problem.help("an amount of money is in whole minor units of the currency: 1234 for $12.34, and for ¥1,234")
        }
        _ => problem,
    })
}
