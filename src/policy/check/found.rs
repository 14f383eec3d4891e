//! What rules name, found: roles, states and facts.

use super::rules::Compiler;
use crate::data::scalar;
use crate::expr::{FactId, Symbol, Type};
use crate::policy::read::is_unread;
use crate::problem::{Problem, ProblemCode, quoted};
use crate::text::Str;

impl Compiler<'_> {
    pub(super) fn roles(&mut self, written: &[Str], path: &str) -> Vec<Symbol> {
        if written.is_empty() {
            self.problem(ProblemCode::MissingKey, path, "at least one role is needed");
        }
        self.distinct(written, path);
        let mut roles: Vec<Symbol> = Vec::new();
        for (index, role) in written.iter().enumerate() {
            let found = self.role(role, &format!("{path}[{index}]"));
            roles.extend(found.filter(|found| !roles.contains(found)));
        }
        roles
    }

    /// Notes a name that a list has twice.
    fn distinct(&mut self, written: &[Str], path: &str) {
        let names = written.iter().map(|name| &**name);
        for ((index, name), is_repeated) in names.clone().enumerate().zip(scalar::repeated(names)) {
            if is_repeated && !is_unread(name) {
                self.report.add(scalar::twice(format!("{path}[{index}]"), name));
            }
        }
    }

    pub(super) fn role(&mut self, id: &str, path: &str) -> Option<Symbol> {
        self.symbol(id, path, &self.names.role_choices, "roles", self.names.gaps.roles)
    }

    pub(super) fn state(&mut self, id: &str, path: &str) -> Option<Symbol> {
        self.symbol(id, path, &self.names.state_choices, "states", self.names.gaps.states)
    }

    fn symbol(&mut self, id: &str, path: &str, known: &[Symbol], table: &str, has_gaps: bool) -> Option<Symbol> {
        let symbols = &self.names.symbols;
        let found = symbols.find(id).filter(|symbol| known.contains(symbol) && !is_unread(id));
        if found.is_none() && !has_gaps && !is_unread(id) {
            self.report.add_with(|| {
                let message = format!("{} is not under `{table}`", quoted(id));
                let names = known.iter().map(|symbol| symbols.text(*symbol));
                Problem::new(ProblemCode::UnknownName, path, message).nearest(id, names)
            });
        }
        found
    }

    /// A state that exists in this edition.
    pub(super) fn state_here(&mut self, id: &str, path: &str) -> Option<Symbol> {
        let state = self.state(id, path)?;
        if !self.exists(state) {
            let message = format!("{} has no state {}", self.names.editions.words(self.reading.edition), quoted(id));
            let problem = Problem::new(ProblemCode::Conflict, path, message);
            self.report.add(problem.help("give the element the edition of the state"));
        }
        Some(state)
    }

    /// The states of a list that exist in this edition; at least one has to.
    pub(super) fn states_in(&mut self, written: &[Str], path: &str) -> Vec<Symbol> {
        self.distinct(written, path);
        if written.is_empty() {
            self.problem(ProblemCode::MissingKey, path, "at least one state is needed");
            return Vec::new();
        }
        let listed = written.iter().enumerate();
        let states: Vec<Symbol> =
            listed.filter_map(|(index, id)| self.state(id, &format!("{path}[{index}]"))).collect();
        let all_known = states.len() == written.len();
        let here: Vec<Symbol> = states.into_iter().filter(|state| self.exists(*state)).collect();
        if all_known && here.is_empty() {
            let message = format!("no state of {} is listed", self.names.editions.words(self.reading.edition));
            let problem = Problem::new(ProblemCode::Conflict, path, message);
            self.report.add(problem.help("list one, or give the element the edition of these states"));
        }
        here
    }

    fn exists(&self, symbol: Symbol) -> bool {
        self.names.states.iter().any(|state| state.symbol == symbol && state.editions.has(self.reading.edition))
    }

    pub(super) fn fact(&mut self, name: &str, path: &str) -> Option<FactId> {
        let found = self.names.facts.iter().position(|fact| fact.name == name);
        if found.is_none() && !self.names.gaps.facts && !is_unread(name) {
            self.report.add_with(|| {
                let message = format!("{} is not under `facts`", quoted(name));
                let names = self.names.facts.iter().map(|fact| &*fact.name);
                Problem::new(ProblemCode::UnknownName, path, message).nearest(name, names)
            });
        }
        found
    }

    /// A fact that names a role.
    pub(super) fn role_fact(&mut self, name: &str, path: &str) -> Option<FactId> {
        let fact = self.fact(name, path)?;
        let names_role = self.names.facts.get(fact).is_some_and(|fact| match &fact.ty {
            Type::Choice(choices) => choices.iter().all(|choice| self.names.role_choices.contains(choice)),
            Type::Null => true,
            _ => false,
        });
        if !names_role && !self.names.gaps.roles {
            let message = format!("{} would have to be a choice of roles", quoted(name));
            let problem = Problem::new(ProblemCode::Conflict, path, message);
            self.report.add(problem.help("name a fact whose `type` lists roles"));
        }
        Some(fact)
    }
}
