//! What the names of values stand for in one edition.

use super::identifier::{Case, identifier, not_reserved};
use super::names::Names;
use crate::expr::Definition;
use crate::policy::EditionId;
use crate::policy::document::{self, Document};
use crate::policy::fact::ORDER_KEYS;
use crate::policy::read::{Table, is_unread};
use crate::problem::{Problem, ProblemCode, Report, join};
use crate::text::Str;

/// The values that conditions of this edition can name. One that has a problem is there, but says nothing.
pub(super) fn definitions<'d>(
    document: &'d Document,
    names: &Names,
    edition: EditionId,
    report: &mut Report,
) -> Vec<Definition<'d>> {
    let mut values = Vec::new();
    for (name, written) in entries(document) {
        let path = join("values", name);
        identifier(name, &path, Case::Camel, report);
        let facts = names.facts.iter().map(|fact| (&*fact.name, "a fact is called so"));
        let params = names.params.iter().map(|param| (&*param.name, "a parameter is called so"));
        let keys = ORDER_KEYS.map(|key| (key, "it is a key of every order"));
        not_reserved(name, &path, facts.chain(params).chain(keys), report);
        if is_unread(&written.is) {
            values.push(Definition::broken(name));
            continue;
        }
        values.push(if names.editions.named(&written.edition, &path, report).has(edition) {
            Definition::parse(name, &written.is).unwrap_or_else(|mistake| {
                report.add(mistake.in_condition(&written.is, &join(&path, "is")));
                Definition::broken(name)
            })
        } else {
            Definition::elsewhere(name)
        });
    }
    break_circles(&mut values, report);
    values
}

/// Each value as it is written.
pub(super) fn entries(document: &Document) -> impl Iterator<Item = &(Str, document::Value)> {
    document.values.iter().flat_map(|Table(values)| values)
}

/// Notes the values that rest on themselves. A circle is told once, at its first value.
fn break_circles(values: &mut [Definition<'_>], report: &mut Report) {
    let mut circles: Vec<&str> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for value in &*values {
        let Some(circle) = circle(value.name, values) else { continue };
        circles.push(value.name);
        // What is in two circles is in one once it is mended.
        if !circle.iter().any(|name| told.contains(name)) {
            let path = join(&join("values", value.name), "is");
            let through = circle.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ");
            let problem = Problem::new(ProblemCode::Conflict, path, format!("the value rests on itself: {through}"));
            report.add(problem.help("write out in one of them what the next one stands for"));
        }
        told.extend(circle);
    }
    for value in values {
        if circles.contains(&value.name) {
            *value = Definition::broken(value.name);
        }
    }
}

/// The shortest way from a value over the values that it names back to itself.
fn circle<'n>(start: &'n str, values: &[Definition<'n>]) -> Option<Vec<&'n str>> {
    let mut ways = vec![vec![start]];
    let mut seen = Vec::new();
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next = next.saturating_add(1);
        let last = values.iter().find(|value| Some(&value.name) == way.last())?;
        for name in last.names() {
            if !values.iter().any(|value| value.name == name) {
                continue;
            }
            let mut onward = way.clone();
            onward.push(name);
            if name == start {
                return Some(onward);
            }
            if !seen.contains(&name) {
                seen.push(name);
                ways.push(onward);
            }
        }
    }
    None
}
