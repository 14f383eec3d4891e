//! Facts that name other facts: those that they normally come after, and those that they are given together with.

use crate::data::scalar::{repeated, twice};
use crate::expr::{FactId, Type};
use crate::policy::Fact;
use crate::policy::document;
use crate::policy::read::{has_unread, is_unread};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::Str;

/// The facts of a document, with their names.
type Written = [(Str, document::Fact)];

/// What is said of a fact that names itself, and of a name that cannot stand there.
struct Words {
    itself: &'static str,
    is_no: &'static str,
}

/// The facts that each fact normally is not earlier than.
pub(super) fn after(written: &Written, facts: &[Fact], report: &mut Report) -> Vec<Vec<FactId>> {
    let words = Words { itself: "a fact cannot come after itself", is_no: "is no timestamp under `facts`" };
    let is_timestamp = |fact: &Fact| fact.ty == Type::Timestamp;
    let named = |(name, fact): &(Str, document::Fact)| {
        named((name, "after", fact.after.as_deref()), facts, &is_timestamp, &words, report)
    };
    let orders: Vec<Vec<FactId>> = written.iter().map(named).collect();
    in_circles(facts, &orders, report);
    orders
}

/// The facts that each fact is given together with, whichever of them says so.
pub(super) fn together(written: &Written, facts: &[Fact], report: &mut Report) -> Vec<Vec<FactId>> {
    let words = Words { itself: "a fact is always given together with itself", is_no: "is not under `facts`" };
    // The group of each fact, by the number of one in it.
    let mut groups: Vec<FactId> = (0..facts.len()).collect();
    for (number, (name, fact)) in written.iter().enumerate() {
        for other in named((name, "together", fact.together.as_deref()), facts, &|_| true, &words, report) {
            let [one, another] = [number, other].map(|fact| groups.get(fact).copied().unwrap_or(fact));
            groups.iter_mut().filter(|group| **group == another).for_each(|group| *group = one);
        }
    }
    let others = |(number, group): (usize, &FactId)| {
        let members = groups.iter().enumerate().filter(|(other, theirs)| *theirs == group && *other != number);
        members.map(|(other, _)| other).collect()
    };
    groups.iter().enumerate().map(others).collect()
}

/// The facts that a fact names under a key, of those that `fit` there.
fn named(
    (name, key, others): (&Str, &str, Option<&[Str]>),
    facts: &[Fact],
    fit: &dyn Fn(&Fact) -> bool,
    words: &Words,
    report: &mut Report,
) -> Vec<FactId> {
    let others = others.unwrap_or_default();
    let mut found = Vec::new();
    let again = repeated(others.iter().map(|other| &**other));
    for ((index, other), is_repeated) in
        others.iter().enumerate().zip(again).filter(|((_, other), _)| !is_unread(other))
    {
        let path = format!("{}[{index}]", join(&join("facts", name), key));
        let known = facts.iter().enumerate().find(|(_, fact)| fact.name == *other);
        if other == name {
            report.add(Problem::new(ProblemCode::Conflict, path, words.itself));
        } else if is_repeated {
            report.add(twice(path, other));
        } else if let Some((number, _)) = known.filter(|(_, fact)| fit(fact)) {
            found.push(number);
        } else if known.is_none_or(|(_, fact)| fact.ty != Type::Null)
            && !has_unread(facts.iter().map(|fact| &fact.name))
        {
            report.add_with(|| {
                let fitting = facts.iter().filter(|fact| fit(fact) && fact.name != *name);
                let message = format!("{} {}", quoted(other), words.is_no);
                Problem::new(ProblemCode::UnknownName, path, message).nearest(other, fitting.map(|fact| &*fact.name))
            });
        }
    }
    found
}

/// Notes facts each of which would have to come after the other. A circle is told once, at its first fact.
fn in_circles(facts: &[Fact], orders: &[Vec<usize>], report: &mut Report) {
    let mut told: Vec<usize> = Vec::new();
    for (start, fact) in facts.iter().enumerate() {
        // Each fact that is reached with the one from which it was reached, the nearest first.
        let mut reached: Vec<(usize, usize)> = Vec::new();
        let mut next = vec![start];
        let mut closed_by = None;
        while let Some(from) = next.first().copied() {
            next.remove(0);
            for to in orders.get(from).into_iter().flatten() {
                if *to == start {
                    closed_by = closed_by.or(Some(from));
                } else if !reached.iter().any(|(known, _)| known == to) {
                    reached.push((*to, from));
                    next.push(*to);
                }
            }
        }
        let Some(mut last) = closed_by else { continue };
        let mut circle = vec![start];
        while last != start {
            circle.insert(1, last);
            last = reached.iter().find(|(known, _)| *known == last).map_or(start, |(_, from)| *from);
        }
        // What is in two circles is in one once it is mended.
        let is_told = circle.iter().any(|number| told.contains(number));
        told.extend(&circle);
        if is_told {
            continue;
        }
        circle.push(start);
        let names = circle.iter().filter_map(|number| facts.get(*number)).map(|fact| format!("`{}`", fact.name));
        let through = names.collect::<Vec<_>>().join(" → ");
        let path = join(&join("facts", &fact.name), "after");
        let message = format!("each of these comes after the other: {through}");
        report.add(Problem::new(ProblemCode::Conflict, path, message).help("leave one of them out"));
    }
}
