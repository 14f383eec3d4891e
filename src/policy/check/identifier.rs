//! How names are written.

use crate::problem::{Problem, ProblemCode, Report, quoted};

/// Words that mean something else in a condition.
pub(super) const RESERVED: [&str; 10] =
    ["now", "state", "role", "true", "false", "null", "in", "duration", "timestamp", "edition"];

/// How names of a kind are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `review-window-open`
    Kebab,
    /// `reviewWindow`
    Camel,
    /// As kebab, or with a digit first: `2026`
    Edition,
}

/// Notes a name that is not written in the case of its kind.
pub(super) fn identifier(name: &str, path: &str, case: Case, report: &mut Report) {
    let digit_first = case == Case::Edition && name.starts_with(|c: char| c.is_ascii_digit());
    let starts = digit_first || name.starts_with(|c: char| c.is_ascii_lowercase());
    let (right, help) = match case {
        Case::Kebab | Case::Edition => (
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
