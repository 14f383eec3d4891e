//! How names are written.

use crate::expr::RESERVED;
use crate::policy::read::is_unread;
use crate::problem::{Problem, ProblemCode, Report, quoted};

/// Words that mean something else in a condition, beside those that CEL reserves.
const OWN: [&str; 6] = ["now", "state", "role", "duration", "timestamp", "edition"];

/// Notes a name that means something else already where it is read.
pub(super) fn not_reserved(name: &str, path: &str, others: &[&str], report: &mut Report) {
    let help = if RESERVED.contains(&name) {
        "CEL, which conditions are written in, reserves it"
    } else if OWN.contains(&name) || others.contains(&name) {
        "choose another name"
    } else {
        return;
    };
    let message = format!("{} means something else already", quoted(name));
    report.add(Problem::new(ProblemCode::ReservedName, path, message).help(help));
}

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
    if is_unread(name) {
        return;
    }
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
