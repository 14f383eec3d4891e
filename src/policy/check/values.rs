//! The values of a policy in one edition, each checked by itself.

use super::definitions::entries;
use super::parts::note_divisors;
use super::rules::Compiler;
use crate::expr::Definition;
use crate::policy::NamedValue;
use crate::policy::document::Document;
use crate::problem::join;

impl Compiler<'_> {
    /// Checks each value by itself.
    pub(super) fn named_values(&mut self, document: &Document) -> Vec<NamedValue> {
        let mut found = Vec::new();
        for (name, written) in entries(document) {
            if !self.here(&written.edition, &join("values", name)) {
                continue;
            }
            let Some(value) = self.values.iter().find(|value| value.name == &**name) else { continue };
            match value.check(&self.expr_names()) {
                Ok((ty, expr)) => {
                    if let Some(expr) = &expr {
                        note_divisors(expr, self.divisors);
                    }
                    let mut names = Vec::new();
                    self.names_under(value, &mut names);
                    let number =
                        |of: &dyn Fn(&str) -> Option<usize>| names.iter().filter_map(|name| of(name)).collect();
                    found.push(NamedValue {
                        name: name.clone(),
                        label: written.label.clone(),
                        note: written.note.clone(),
                        ty,
                        text: written.is.clone(),
                        facts: number(&|name| self.names.facts.iter().position(|fact| fact.name == *name)),
                        params: number(&|name| self.names.params.iter().position(|param| param.name == *name)),
                        expr,
                    });
                }
                Err(mistakes) => self.mistakes(&written.is, &join(&join("values", name), "is"), mistakes),
            }
        }
        found
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
