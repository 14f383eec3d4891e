//! The values of a policy in one edition, each checked by itself.

use super::definitions::entries;
use super::parts::note_divisors;
use super::rules::Compiler;
use crate::expr::Definition;
use crate::policy::NamedValue;
use crate::policy::document::Document;
use crate::problem::join;
use crate::time::Units;

impl Compiler<'_> {
    /// Checks each value by itself. What is wrong with one is told there, and not again where it is named.
    pub(super) fn named_values(&mut self, document: &Document) -> Vec<NamedValue> {
        let mut found = Vec::new();
        let mut wrong = Vec::new();
        for number in self.inner_first() {
            let Some(((name, written), value)) = entries(document).nth(number).zip(self.values.get(number)) else {
                continue;
            };
            if !self
                .names
                .editions
                .named(&written.edition, &join("values", name), self.report)
                .has(self.reading.edition)
            {
                continue;
            }
            match value.check(&self.expr_names()) {
                Ok((ty, expr)) => {
                    if let Some(expr) = &expr {
                        note_divisors(expr, self.divisors);
                    }
                    let mut names = Vec::new();
                    self.names_under(value, &mut names);
                    let index = |of: &dyn Fn(&str) -> Option<usize>| names.iter().filter_map(|name| of(name)).collect();
                    let value = NamedValue {
                        name: name.clone(),
                        label: written.label.clone(),
                        note: written.note.clone(),
                        ty,
                        text: written.is.clone(),
                        facts: index(&|name| self.names.facts.iter().position(|fact| fact.name == *name)),
                        params: index(&|name| self.names.params.iter().position(|param| param.name == *name)),
                        units: units(&written.is),
                        expr,
                    };
                    found.push((number, value));
                }
                Err(mistakes) => {
                    wrong.push((number, join(&join("values", name), "is"), &written.is, mistakes));
                    if let Some(value) = self.values.get_mut(number) {
                        *value = Definition::broken(value.name);
                    }
                }
            }
        }
        wrong.sort_by_key(|(number, ..)| *number);
        wrong.into_iter().for_each(|(_, path, text, mistakes)| self.mistakes(text, &path, mistakes));
        found.sort_by_key(|(number, _)| *number);
        found.into_iter().map(|(_, value)| value).collect()
    }

    /// The numbers of the values, each after those that it names. None names itself: circles were broken before.
    fn inner_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        let mut open: Vec<usize> = (0..self.values.len()).collect();
        while !open.is_empty() {
            let waits = |number: &usize| {
                let names = self.values.get(*number).map(Definition::names).unwrap_or_default();
                let inner = open.iter().filter(|other| *other != number).filter_map(|other| self.values.get(*other));
                inner.into_iter().any(|inner| names.contains(&inner.name))
            };
            let Some(at) = open.iter().position(|number| !waits(number)) else { break };
            order.push(open.remove(at));
        }
        order.extend(open);
        order
    }

    /// Adds the names in a value, and those in the values that it names, each once.
    fn names_under<'n>(&self, value: &Definition<'n>, found: &mut Vec<&'n str>)
    where
        Self: 'n,
    {
        for name in value.names() {
            if found.contains(&name) {
                continue;
            }
            found.push(name);
            if let Some(inner) = self.values.iter().find(|value| value.name == name) {
                self.names_under(inner, found);
            }
        }
    }
}

/// The units in which a length is written, where an expression is nothing but one.
fn units(text: &str) -> Units {
    let inside = text.trim().strip_prefix("duration(").and_then(|rest| rest.strip_suffix(')'));
    inside.map_or(Units::ALL, |literal| Units::of(literal.trim().trim_matches(['"', '\''])))
}
