//! How names are written.

use crate::expr::RESERVED;
use crate::policy::read::is_unread;
use crate::problem::{Problem, ProblemCode, Report, quoted};

/// Words that mean something else in a condition, beside those that CEL reserves.
const OWN: [&str; 6] = ["now", "state", "role", "duration", "timestamp", "edition"];

/// Notes a name that means something else already where it is read: in conditions, or as one of some others, each of which
/// comes with what it is.
pub(super) fn not_reserved<'n>(
    name: &str,
    path: &str,
    others: impl IntoIterator<Item = (&'n str, &'n str)>,
    report: &mut Report,
) {
    let what = if RESERVED.contains(&name) {
        "CEL, which conditions are written in, reserves it"
    } else if OWN.contains(&name) {
        "conditions have a meaning for it"
    } else if let Some((_, what)) = others.into_iter().find(|(other, _)| *other == name) {
        what
    } else {
        return;
    };
    let message = format!("{} means something else already", quoted(name));
    let problem = Problem::new(ProblemCode::ReservedName, path, message);
    report.add(problem.help(format!("{what}; choose another name")));
}

/// What is said of a rule that an action, or the policy, has twice.
pub(super) fn twice(rule: &str) -> String {
    match rule.rsplit('.').next() {
        Some("state") => "every action has a rule `state` already".to_owned(),
        _ => format!("the rule {} stands here twice", quoted(rule)),
    }
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
    let problem = |message: String| Problem::new(ProblemCode::InvalidName, path, message);
    if MAX_LENGTH < name.len() {
        let message = format!("{} is too long for a name", quoted(name));
        report.add(problem(message).help(format!("a name has at most {MAX_LENGTH} letters")));
    } else if !case.has(name) {
        let problem = problem(format!("{} is no name", quoted(name)));
        let meant = case.of(name);
        report.add(match case {
            _ if case.has(&meant) => problem.suggesting(&meant),
            Case::Kebab | Case::Edition => problem.help("write it like `review-window`"),
            Case::Camel => problem.help("write it like `reviewWindow`"),
        });
    }
}

/// How many letters a name may have.
const MAX_LENGTH: usize = 60;

impl Case {
    /// Whether a name is written so.
    fn has(self, name: &str) -> bool {
        let digit_first = self == Case::Edition && name.starts_with(|c: char| c.is_ascii_digit());
        let starts = digit_first || name.starts_with(|c: char| c.is_ascii_lowercase());
        let signs = |c: char| match self {
            Case::Kebab | Case::Edition => c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-',
            Case::Camel => c.is_ascii_alphanumeric(),
        };
        starts && name.chars().all(signs) && !name.ends_with('-') && !name.contains("--")
    }

    /// A name that is written otherwise, as it would be written so.
    fn of(self, name: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut before = ' ';
        for sign in name.chars() {
            let small = sign.to_ascii_lowercase();
            let begins = !before.is_alphanumeric() || (sign.is_ascii_uppercase() && !before.is_ascii_uppercase());
            match words.last_mut() {
                Some(word) if sign.is_alphanumeric() && !begins => word.push(small),
                _ if sign.is_alphanumeric() => words.push(small.into()),
                _ => {}
            }
            before = sign;
        }
        if self != Case::Camel {
            return words.join("-");
        }
        let capital = |word: &str| {
            let mut signs = word.chars();
            let first = signs.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(signs).collect::<String>()
        };
        let (first, others) =
            words.split_first().map_or((String::new(), &[][..]), |(first, rest)| (first.clone(), rest));
        first + &others.iter().map(|word| capital(word)).collect::<String>()
    }
}
