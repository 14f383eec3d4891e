//! What a document says and nobody can ever come to: of states in which it does not apply, or in which the deal is over.

use super::editions::Declared;
use super::reach;
use super::rules::Compiler;
use crate::expr::Symbol;
use crate::policy::document;
use crate::policy::read::{Table, is_unread};
use crate::policy::{EditionId, Editions};
use crate::problem::{Problem, ProblemCode, join, quoted};
use crate::text::Str;

impl Compiler<'_> {
    /// Notes what an action says under `elsewhere` of a state in which it is possible in every edition, or in which no
    /// deal of its editions is.
    pub(super) fn said_elsewhere(&mut self, action: &document::Action, exists: Editions, path: &str) {
        let path = join(path, "elsewhere");
        let editions = || (0..self.names.editions.count()).filter(|edition| exists.has(*edition));
        let mut problems = Vec::new();
        for (id, _) in action.elsewhere.iter().flat_map(|Table(entries)| entries) {
            let from = |edition: EditionId| from(action, &self.names.editions, edition);
            let in_edition = |edition: EditionId| self.has_state(id, edition);
            let (message, help) = if editions().all(|edition| from(edition).contains(id)) {
                (
                    "the action is possible in this state, so this is never said",
                    "leave it out, or take the state out of `from`",
                )
            } else if self.state_symbol(id).is_some() && !editions().any(in_edition) {
                ("no edition of the action has this state, so this is never said", "leave it out")
            } else {
                continue;
            };
            problems.push(Problem::new(ProblemCode::Conflict, join(&path, id), message).help(help));
        }
        problems.into_iter().for_each(|problem| self.report.add(problem));
    }

    /// Notes a duty in a state that is final: nobody can do anything there any more.
    pub(super) fn over(&mut self, states: &[Str], document: &document::Document, path: &str) {
        for (index, id) in states.iter().enumerate() {
            let symbol = self.state_symbol(id);
            let is_final = self.names.states.iter().any(|state| Some(state.symbol) == symbol && state.is_final);
            // Of one that something leads out of, it is told there.
            if is_final && !reach::is_left(id, document) {
                let message = format!("the state {} is final, and nobody has a duty once the deal is over", quoted(id));
                let problem = Problem::new(ProblemCode::Conflict, format!("{path}[{index}]"), message);
                self.report.add(problem.help("leave it out of `in`"));
            }
        }
    }

    fn state_symbol(&self, id: &str) -> Option<Symbol> {
        self.names.symbols.find(id).filter(|symbol| !is_unread(id) && self.names.state_choices.contains(symbol))
    }

    fn has_state(&self, id: &str, edition: EditionId) -> bool {
        let symbol = self.state_symbol(id);
        self.names.states.iter().any(|state| Some(state.symbol) == symbol && state.editions.has(edition))
    }
}

/// The states from which an action is possible in an edition, as written.
fn from<'a>(action: &'a document::Action, editions: &Declared, edition: EditionId) -> &'a [Str] {
    let own = editions.own(&action.editions, edition).and_then(|own| own.from.as_ref());
    own.unwrap_or(&action.from)
}
