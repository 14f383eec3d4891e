//! Facts that are given together or not at all.

use crate::expr::FactId;
use crate::policy::document;
use crate::policy::read::{Table, has_unread, is_unread};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::Str;

/// The facts that each fact is given together with, whichever of them says so.
pub(super) fn together(facts: &Table<document::Fact>, report: &mut Report) -> Vec<Vec<FactId>> {
    let Table(facts) = facts;
    let names: Vec<&Str> = facts.iter().map(|(name, _)| name).collect();
    // The group of each fact, by the first fact of it.
    let mut groups: Vec<FactId> = (0..names.len()).collect();
    for (number, (name, fact)) in facts.iter().enumerate() {
        let path = join(&join("facts", name), "together");
        let others = fact.together.as_deref().unwrap_or_default();
        for (index, other) in others.iter().enumerate().filter(|(_, other)| !is_unread(other)) {
            let path = format!("{path}[{index}]");
            let found = names.iter().position(|known| *known == other);
            if other == name {
                report.add(Problem::new(ProblemCode::Conflict, path, "a fact is always given together with itself"));
            } else if others.iter().take(index).any(|earlier| earlier == other) {
                report.add(Problem::new(ProblemCode::Duplicate, path, format!("{} stands here twice", quoted(other))));
            } else if let Some(found) = found {
                let [one, another] = [number, found].map(|fact| groups.get(fact).copied().unwrap_or(fact));
                for group in groups.iter_mut().filter(|group| **group == another) {
                    *group = one;
                }
            } else if !has_unread(names.iter().copied()) {
                let message = format!("{} is not under `facts`", quoted(other));
                report.add(
                    Problem::new(ProblemCode::UnknownName, path, message)
                        .nearest(other, names.iter().map(|name| &***name)),
                );
            }
        }
    }
    let others = |(number, group): (usize, &FactId)| {
        let members = groups.iter().enumerate().filter(|(other, theirs)| *theirs == group && *other != number);
        members.map(|(other, _)| other).collect()
    };
    groups.iter().enumerate().map(others).collect()
}
