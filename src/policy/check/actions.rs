//! The actions of one edition in one period.

use std::collections::BTreeSet;

use super::super::document::{self, Document};
use super::super::read::{Table, is_unread};
use super::super::template::Message;
use super::super::{About, Action, Agreed, Consent, Draft, EffectOn, InForce, Written};
use super::facts::fact_type;
use super::identifier::{Case, identifier};
use super::rules::{Compiler, Guards, Reads, Tells};
use crate::expr::{Expr, FactType, Symbol};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::{Str, Text};

impl Compiler<'_> {
    pub(super) fn actions(&mut self, document: &Document) -> Vec<Action> {
        let Some(Table(actions)) = &document.actions else { return Vec::new() };
        let mut found = Vec::new();
        for (id, written) in actions {
            let path = join("actions", id);
            identifier(id, &path, Case::Kebab, self.report);
            let exists = self.names.editions.named(&written.edition, &path, self.report);
            self.names.editions.overridden(&written.editions, exists, "action", &path, self.report);
            self.said_elsewhere(written, exists, &path);
            if !exists.has(self.reading.edition) {
                continue;
            }
            let Some(in_force) = self.stands(&None, &written.in_force, &path) else { continue };
            self.with_arguments_of(Some(id));
            found.extend(self.action(id, written, in_force, &path));
        }
        self.with_arguments_of(None);
        self.acting = self.names.role_choices.clone();
        found
    }

    /// Lets expressions read the arguments of an action, and of no other.
    pub(super) fn with_arguments_of(&mut self, action: Option<&Str>) {
        self.facts.truncate(self.names.facts.len());
        self.foreign.clear();
        for (owner, argument) in &self.names.arguments {
            let ty = fact_type(argument);
            if action == Some(owner) {
                self.facts.push(ty);
            } else {
                // No name in a condition is empty.
                self.facts.push(FactType { name: String::new(), ..ty });
                self.foreign.push((&argument.name, owner));
            }
        }
    }

    fn action(
        &mut self,
        id: &Str,
        written: &document::Action,
        in_force: Option<InForce>,
        path: &str,
    ) -> Option<Action> {
        let other = self.names.editions.own(&written.editions, self.reading.edition);
        let other_path = join(&join(path, "editions"), self.names.editions.id(self.reading.edition));
        // A key stands in the edition's own table or, for all editions, in the action's.
        let at = |own: bool, key: &str| join(if own { &other_path } else { path }, key);
        let own_from = other.and_then(|other| other.from.as_ref());
        let own_to = other.and_then(|other| other.to.as_ref());
        let own_set = other.and_then(|other| other.set.as_ref());
        let own_consent = other.and_then(|other| other.consent.as_ref());
        let own_agreed = other.and_then(|other| other.agreed.as_ref());

        let roles = self.roles(&written.roles, &join(path, "roles"));
        self.acting = roles.to_vec();
        let from = self.states_in(own_from.unwrap_or(&written.from), &at(own_from.is_some(), "from"));
        let to = match own_to.or(written.to.as_ref()) {
            Some(to) => self.state_here(to, &at(own_to.is_some(), "to")),
            None => None,
        };
        let set = own_set.or(written.set.as_ref());
        let set = self.set(set, &at(own_set.is_some(), "set"), Reads::Set, &Guards::NOTHING);
        let consent = own_consent.or(written.consent.as_ref());
        let agreed = own_agreed.or(written.agreed.as_ref());
        let agreed_path = at(own_agreed.is_some(), "agreed");
        let unread = |key: &str, report: &Report| {
            report.unread.has(&join(path, key)) || report.unread.has(&join(&other_path, key))
        };
        if agreed.is_some() && consent.is_none() && !unread("consent", self.report) {
            let problem = Problem::new(ProblemCode::Conflict, &*agreed_path, "nobody has to agree to this action");
            self.report.add(problem.help("add `consent`, or write what holds at once under `set` and `to`"));
        }
        let facts_count = self.names.facts.len();
        if agreed.is_none() && consent.is_some() && !unread("agreed", self.report) {
            let reads_argument =
                |written: &Written| written.expr.any(&|part| matches!(part, Expr::Fact(fact) if facts_count <= *fact));
            for (fact, _) in set.iter().filter(|(_, written)| reads_argument(written)) {
                let name = self.names.facts.get(*fact).map_or("", |fact| &*fact.name);
                let path = join(&at(own_set.is_some(), "set"), name);
                let problem = Problem::new(ProblemCode::Conflict, path, "this would hold before anybody has agreed");
                self.report.add(problem.help(
                    "write it under `agreed.set`, or write `agreed = {}` where it is to hold once it is asked for",
                ));
            }
        }
        let agreed = agreed.map(|agreed| Agreed {
            to: agreed.to.as_ref().and_then(|to| self.state_here(to, &join(&agreed_path, "to"))),
            set: self.set(agreed.set.as_ref(), &join(&agreed_path, "set"), Reads::Set, &Guards::NOTHING),
        });
        let is_role = |role: &Str| self.names.symbols.find(role).is_some_and(|role| roles.contains(&role));
        let is_whole = written.roles.iter().all(is_role);
        let consent = consent
            .and_then(|consent| self.consent(consent, (&roles, is_whole), &at(own_consent.is_some(), "consent")));

        let origin = self.origin(&written.source, &[], path);
        let named = origin.named.clone();
        let state = About {
            rule: self.rule(&[id, "state"]),
            message: Message::plain(self.state_message(&from)),
            origin,
            note: None,
        };
        let elsewhere = self.elsewhere(written.elsewhere.as_ref(), &from, &join(path, "elsewhere"));
        let mut seen = BTreeSet::from([state.rule.clone()]);
        let requires = self.requires(&written.requires, id, &named, path, &mut seen);
        let mut effects = self.effects(&written.effects, &[id], &named, path, Reads::Asked, &mut seen);
        let overrides = written.editions.iter().flat_map(|Table(editions)| editions);
        let has_consent = written.consent.is_some() || overrides.clone().any(|(_, other)| other.consent.is_some());
        if !has_consent && !unread("consent", self.report) {
            self.nobody_agrees(&written.effects, path);
        }
        if written.asserts.is_none() && !unread("asserts", self.report) {
            self.nothing_asserted(&written.effects, path);
        }
        for effect in &mut effects {
            let usual = consent.as_ref().map(|_| EffectOn::Agreed);
            // An edition in which nobody has to agree has nothing to wait for.
            effect.on = effect.on.filter(|on| consent.is_some() || *on == EffectOn::Untrue).or(usual);
        }
        let drafts = self.drafts(&written.drafts, &roles, written.roles.len(), &join(path, "drafts"));
        Some(Action {
            id: id.clone(),
            verb: written.verb,
            roles,
            from,
            with: (facts_count..)
                .zip(&self.names.arguments)
                .filter(|(_, (owner, _))| owner == id)
                .map(|(number, _)| number)
                .collect(),
            to,
            set,
            agreed,
            label: written.label.clone(),
            asserts: written.asserts.clone(),
            note: written.note.clone(),
            consent,
            state,
            elsewhere,
            requires,
            effects,
            drafts,
            in_force,
        })
    }

    /// `roles` are those of the action that are known, with whether these are all.
    fn consent(
        &mut self,
        written: &document::Consent,
        (roles, is_whole): (&[Symbol], bool),
        path: &str,
    ) -> Option<Consent> {
        let of_path = join(path, "of");
        let of = match &written.of {
            document::ConsentOf::One(of) if of == "other" => Some(self.other_of_two((roles, is_whole), &of_path)),
            document::ConsentOf::One(of) => self.agreeing(of, roles, &of_path),
            document::ConsentOf::Each(of) => Some(self.agreeing_by_role(of, roles, &of_path)),
        };
        let (unless, _) = self.condition(&written.unless, &join(path, "unless"), Reads::Asked);
        Some(Consent { of: of?, unless })
    }

    /// The role that does not act: of two that have the action, or else of the two that there are.
    fn other_of_two(&mut self, (roles, is_whole): (&[Symbol], bool), path: &str) -> Vec<(Symbol, Symbol)> {
        let all: Vec<Symbol> = self.names.roles.iter().map(|role| role.symbol).collect();
        let two = if roles.len() == 2 { roles } else { &all };
        if two.len() != 2 && is_whole && !self.names.gaps.roles {
            let message = "`other` needs an action or a policy of exactly two roles";
            let problem = Problem::new(ProblemCode::Conflict, path, message);
            self.report.add(problem.help(
                "name the role that has to agree, or one for each that acts, such as `{ buyer = \"seller\", platform = \"seller\" }`",
            ));
        }
        let other = |role: Symbol| two.iter().copied().find(|other| *other != role);
        roles.iter().filter_map(|role| Some((*role, other(*role)?))).collect()
    }

    /// One role, whoever acts.
    fn agreeing(&mut self, written: &Str, roles: &[Symbol], path: &str) -> Option<Vec<(Symbol, Symbol)>> {
        let of = self.role(written, path)?;
        if roles.contains(&of) {
            let problem = Problem::new(ProblemCode::Conflict, path, "nobody consents to an action of their own");
            self.report.add(problem.help("write `other`, or a role for each that acts"));
        }
        Some(roles.iter().map(|role| (*role, of)).collect())
    }

    /// A role for each that acts.
    fn agreeing_by_role(&mut self, written: &Table<Str>, roles: &[Symbol], path: &str) -> Vec<(Symbol, Symbol)> {
        let mut found = Vec::new();
        for (id, of) in &written.0 {
            let path = join(path, id);
            let (Some(by), Some(of)) = (self.role(id, &path), self.role(of, &path)) else { continue };
            if by == of {
                self.problem(ProblemCode::Conflict, &*path, "nobody consents to an action of their own");
            } else if !roles.contains(&by) && !self.names.gaps.roles {
                let message = format!("{} does not have this action", quoted(id));
                self.problem(ProblemCode::Conflict, &*path, message);
            }
            found.push((by, of));
        }
        for role in roles.iter().filter(|role| found.iter().all(|(by, _)| by != *role)) {
            let id = self.names.symbols.text(*role);
            // A role that is there with something wrong has been told.
            if written.0.iter().all(|(given, _)| *given != *id) {
                let problem = Problem::new(ProblemCode::MissingKey, path, format!("{} is missing", quoted(id)));
                let help = "name who has to agree for each role of the action; `unless` says when nobody has to";
                self.report.add(problem.help(help));
            }
        }
        found
    }

    fn elsewhere(&mut self, written: Option<&Table<Text>>, from: &[Symbol], path: &str) -> Vec<(Symbol, Message)> {
        let mut found = Vec::new();
        for (id, text) in written.iter().flat_map(|Table(entries)| entries) {
            let path = join(path, id);
            let Some(state) = self.state(id, &path) else { continue };
            // An override may make the state one of `from` in one edition; then nobody asks there.
            if !from.contains(&state)
                && let Some(message) = self.message(text, Tells { role: true, ..Tells::default() }, &path)
            {
                found.push((state, message));
            }
        }
        found
    }

    /// Notes the effects of what nobody has to agree to that say whether they follow from that.
    pub(super) fn nobody_agrees(&mut self, written: &Option<Vec<document::Effect>>, path: &str) {
        let waits = |effect: &document::Effect| matches!(effect.on, Some(EffectOn::Asked | EffectOn::Agreed));
        self.effects_on(written, path, &waits, "nobody has to agree to this");
    }

    /// Notes the effects of what asserts nothing that say that they follow where the assertion is not true.
    pub(super) fn nothing_asserted(&mut self, written: &Option<Vec<document::Effect>>, path: &str) {
        let is_untrue = |effect: &document::Effect| effect.on == Some(EffectOn::Untrue);
        self.effects_on(written, path, &is_untrue, "this asserts nothing");
    }

    fn effects_on(
        &mut self,
        written: &Option<Vec<document::Effect>>,
        path: &str,
        is_wrong: &dyn Fn(&document::Effect) -> bool,
        message: &str,
    ) {
        for (index, _) in written.iter().flatten().enumerate().filter(|(_, effect)| is_wrong(effect)) {
            let problem = Problem::new(ProblemCode::Conflict, format!("{path}.effects[{index}].on"), message);
            self.report.add(problem.help("leave `on` out: the effect follows at once"));
        }
    }

    /// `roles` are those of the action that are known, of as many as are `named`.
    fn drafts(
        &mut self,
        written: &Option<Vec<document::Draft>>,
        roles: &[Symbol],
        named: usize,
        path: &str,
    ) -> Vec<Draft> {
        let mut found: Vec<Draft> = Vec::new();
        let mut seen: BTreeSet<&Str> = BTreeSet::new();
        for (index, draft) in written.iter().flatten().enumerate() {
            let path = format!("{path}[{index}]");
            let Some(in_force) = self.stands(&draft.edition, &draft.in_force, &path) else { continue };
            identifier(&draft.id, &join(&path, "id"), Case::Kebab, self.report);
            if !self.is_dated() && seen.contains(&draft.id) && !is_unread(&draft.id) {
                self.problem(
                    ProblemCode::Duplicate,
                    join(&path, "id"),
                    format!("the draft {} stands here twice", quoted(&draft.id)),
                );
            }
            if !self.report.doubts.has(&path) {
                seen.insert(&draft.id);
            }
            let senders = match &draft.roles {
                Some(written) => self.roles(written, &join(&path, "roles")),
                None => roles.to_vec(),
            };
            let ids = draft.roles.iter().flatten().enumerate();
            for (index, id) in ids.filter(|_| roles.len() == named) {
                let symbol = self.names.symbols.find(id);
                if senders.iter().any(|sender| Some(*sender) == symbol && !roles.contains(sender)) {
                    let message = format!("{} does not have this action, so it sends nothing with it", quoted(id));
                    self.problem(ProblemCode::Conflict, format!("{}[{index}]", join(&path, "roles")), message);
                }
            }
            let (when, _) = self.condition(&draft.when, &join(&path, "when"), Reads::Asked);
            let tells = Tells { role: true, ..Tells::default() };
            let subject = self.message(&draft.subject, tells, &join(&path, "subject"));
            let body = self.message(&draft.body, tells, &join(&path, "body"));
            if let (Some(subject), Some(body)) = (subject, body) {
                found.push(Draft { id: draft.id.clone(), roles: senders, when, subject, body, in_force });
            }
        }
        found
    }
}
