//! The rules of one edition.

use super::super::document::{self, Document};
use super::super::read::Table;
use super::super::template::{Message, TemplateError};
use super::super::{
    About, Action, Audience, Consent, ConsentOf, Draft, Duty, DutyRole, Edition, Effect, Requirement, Rules,
    Transition, Written,
};
use super::{Case, Names, identifier};
use crate::expr::{Expr, FactId, Names as ExprNames, Now, Place, Symbol, Type, compile as compile_expr};
use crate::policy::SourceId;
use crate::problem::{Problem, Report, join, quoted};
use crate::text::{Str, Text};

/// Compiles what a document says in one edition.
pub(super) fn compile(document: &Document, names: &Names, edition: Edition, report: &mut Report) -> Rules {
    let values = names.params.iter().map(|param| param.value(edition).map_or(0, |value| value.value)).collect();
    let params = names.params.iter().map(|param| {
        let ty = if param.is_duration { Type::Duration } else { Type::Int };
        (&*param.name, param.value(edition).map(|_| ty))
    });
    let mut compiler = Compiler { policy: &document.id, names, edition, params: params.collect(), values, report };
    let transitions = compiler.transitions(document);
    let actions = compiler.actions(document);
    let duties = compiler.duties(document);
    let moments = moments(&transitions, &actions, &duties);
    Rules { edition, transitions, actions, duties, moments }
}

/// The instants at which something can change, as expressions, each once.
fn moments(transitions: &[Transition], actions: &[Action], duties: &[Duty]) -> Vec<Expr> {
    let mut found: Vec<&Expr> = transitions.iter().map(|transition| &transition.at.expr).collect();
    let conditions = actions.iter().flat_map(|action| {
        let requires = action.requires.iter().map(|requirement| &requirement.that);
        let effects = action.effects.iter().filter_map(|effect| effect.when.as_ref());
        let drafts = action.drafts.iter().filter_map(|draft| draft.when.as_ref());
        let consent = action.consent.iter().filter_map(|consent| consent.unless.as_ref());
        requires.chain(effects).chain(drafts).chain(consent)
    });
    let duties_when = duties.iter().filter_map(|duty| duty.when.as_ref());
    for condition in conditions.chain(duties_when) {
        condition.expr.moments(&mut found);
    }
    found.extend(duties.iter().filter_map(|duty| duty.due.as_ref()).map(|due| &due.expr));
    let mut moments: Vec<Expr> = Vec::new();
    for expr in found {
        if !moments.contains(expr) {
            moments.push(expr.clone());
        }
    }
    moments
}

struct Compiler<'c> {
    policy: &'c str,
    names: &'c Names,
    edition: Edition,
    params: Vec<(&'c str, Option<Type>)>,
    /// The values of the parameters; 0 for one that this edition does not have.
    values: Vec<i64>,
    report: &'c mut Report,
}

/// What an expression may read.
#[derive(Clone, Copy)]
enum Reads {
    /// A condition that a role asks about: everything.
    Asked,
    /// A condition on what happens by itself, judged when it happens: everything but `role`.
    Happening,
    /// A condition on whether something happens by itself: facts, parameters and `state`.
    Standing,
    /// An instant at which something happens by itself: facts and parameters.
    Instant,
    /// What an action sets: everything, and `now` as a value.
    Set,
}

impl Compiler<'_> {
    fn here(&self, edition: Option<Edition>) -> bool {
        edition.is_none_or(|only| only == self.edition)
    }

    fn transitions(&mut self, document: &Document) -> Vec<Transition> {
        let mut found: Vec<Transition> = Vec::new();
        for (index, written) in document.transitions.iter().flatten().enumerate() {
            if !self.here(written.edition) {
                continue;
            }
            let path = format!("transitions[{index}]");
            let about = self.about(&[&written.rule], &written.message, &written.source, &written.note, None, &path);
            self.unique(&about.rule, found.iter().map(|transition| &transition.about), &path);
            let from = self.states_in(&written.from, &join(&path, "from"));
            let to = self.state_here(&written.to, &join(&path, "to"));
            if let Some(to) = to
                && from.contains(&to)
            {
                self.problem("conflict", join(&path, "to"), "a transition leads to another state than it comes from");
            }
            let (when, present) = self.condition(&written.when, &join(&path, "when"), Reads::Standing);
            let at = self.expr(&written.at, &join(&path, "at"), Reads::Instant, &present, &Type::Timestamp, false);
            let effects = self.effects(&written.effects, &[&written.rule], about.source, &path, Reads::Happening);
            if let (Some(to), Some(at)) = (to, at) {
                found.push(Transition { about, from, at, when, to, effects });
            }
        }
        found
    }

    fn actions(&mut self, document: &Document) -> Vec<Action> {
        let Some(Table(actions)) = &document.actions else { return Vec::new() };
        let mut found = Vec::new();
        for (id, written) in actions {
            let path = join("actions", id);
            identifier(id, &path, Case::Kebab, self.report);
            if self.here(written.edition)
                && let Some(action) = self.action(id, written, &path)
            {
                found.push(action);
            }
        }
        found
    }

    fn action(&mut self, id: &Str, written: &document::Action, path: &str) -> Option<Action> {
        let (key, other) = match self.edition {
            Edition::Guide => ("guide", written.guide.as_ref()),
            Edition::Official => ("official", written.official.as_ref()),
        };
        let other_path = join(path, key);
        if other.is_some() && written.edition.is_some() {
            self.problem("conflict", &*other_path, "the action exists in one edition only");
        }
        // A key stands in the edition's own table or, for both editions, in the action's.
        let at = |own: bool, key: &str| join(if own { &other_path } else { path }, key);
        let own_from = other.and_then(|other| other.from.as_ref());
        let own_to = other.and_then(|other| other.to.as_ref());
        let own_set = other.and_then(|other| other.set.as_ref());
        let own_consent = other.and_then(|other| other.consent.as_ref());

        let roles = self.roles(&written.roles, &join(path, "roles"));
        let from = self.states_in(own_from.unwrap_or(&written.from), &at(own_from.is_some(), "from"));
        let to = match own_to.or(written.to.as_ref()) {
            Some(to) => Some(self.state_here(to, &at(own_to.is_some(), "to"))?),
            None => None,
        };
        let set = self.set(own_set.or(written.set.as_ref()), &at(own_set.is_some(), "set"));
        let consent = own_consent.or(written.consent.as_ref());
        let consent = consent.and_then(|consent| self.consent(consent, &roles, &at(own_consent.is_some(), "consent")));

        let source = self.names.source_id(&written.source, &join(path, "source"), self.report);
        let state = About {
            rule: self.rule(&[id, "state"]),
            message: Message::plain(self.state_message(&from)),
            source,
            note: None,
        };
        let elsewhere = self.elsewhere(written.elsewhere.as_ref(), &from, &join(path, "elsewhere"));
        let mut requires: Vec<Requirement> = Vec::new();
        for (index, requirement) in written.requires.iter().flatten().enumerate() {
            if !self.here(requirement.edition) {
                continue;
            }
            let path = format!("{path}.requires[{index}]");
            let document::Requirement { rule, that, message, source: own, note, .. } = requirement;
            let about = self.about(&[id, rule], message, own, note, source, &path);
            self.unique(&about.rule, requires.iter().map(|requirement| &requirement.about).chain([&state]), &path);
            let that = self.expr(that, &join(&path, "that"), Reads::Asked, &[], &Type::Bool, false);
            if let Some(that) = that {
                let mut facts = Vec::new();
                that.expr.facts(&mut facts);
                requires.push(Requirement { about, that, facts });
            }
        }
        let effects = self.effects(&written.effects, &[id], source, path, Reads::Asked);
        let drafts = self.drafts(&written.drafts, &roles, &join(path, "drafts"));
        Some(Action {
            id: id.clone(),
            verb: written.verb,
            roles,
            from,
            to,
            set,
            label: written.label.clone(),
            note: written.note.clone(),
            consent,
            state,
            elsewhere,
            requires,
            effects,
            drafts,
        })
    }

    fn set(&mut self, written: Option<&Table<Str>>, path: &str) -> Vec<(FactId, Written)> {
        let mut set = Vec::new();
        for (name, text) in written.iter().flat_map(|Table(entries)| entries) {
            let path = join(path, name);
            let Some(fact) = self.fact(name, &path) else { continue };
            let Some(ty) = self.names.fact_types.get(fact) else { continue };
            let (ty, nullable) = (ty.ty.clone(), ty.nullable);
            if let Some(value) = self.expr(text, &path, Reads::Set, &[], &ty, nullable) {
                set.push((fact, value));
            }
        }
        set
    }

    fn consent(&mut self, written: &document::Consent, roles: &[Symbol], path: &str) -> Option<Consent> {
        let of = if written.of == "other" {
            if self.names.roles.len() != 2 {
                self.problem("conflict", join(path, "of"), "`other` needs a policy of exactly two roles");
            }
            ConsentOf::Other
        } else {
            let role = self.role(&written.of, &join(path, "of"))?;
            if roles.contains(&role) {
                self.problem("conflict", join(path, "of"), "nobody consents to an action of their own; write `other`");
            }
            ConsentOf::Role(role)
        };
        let (unless, _) = self.condition(&written.unless, &join(path, "unless"), Reads::Asked);
        Some(Consent { of, unless })
    }

    fn elsewhere(&mut self, written: Option<&Table<Text>>, from: &[Symbol], path: &str) -> Vec<(Symbol, Message)> {
        let mut found = Vec::new();
        for (id, text) in written.iter().flat_map(|Table(entries)| entries) {
            let path = join(path, id);
            let Some(state) = self.state(id, &path) else { continue };
            // An override may make the state one of `from` in this edition; then nobody asks.
            if !from.contains(&state)
                && let Some(message) = self.message(text, &path)
            {
                found.push((state, message));
            }
        }
        found
    }

    fn effects(
        &mut self,
        written: &Option<Vec<document::Effect>>,
        owner: &[&str],
        source: Option<SourceId>,
        path: &str,
        reads: Reads,
    ) -> Vec<Effect> {
        let mut found: Vec<Effect> = Vec::new();
        for (index, effect) in written.iter().flatten().enumerate() {
            if !self.here(effect.edition) {
                continue;
            }
            let path = format!("{path}.effects[{index}]");
            let id: Vec<&str> = owner.iter().copied().chain([&*effect.rule]).collect();
            let about = self.about(&id, &effect.message, &effect.source, &effect.note, source, &path);
            self.unique(&about.rule, found.iter().map(|effect| &effect.about), &path);
            let audience = match &effect.audience {
                None => Audience::Roles(self.names.role_choices.clone()),
                Some(document::Audience::Roles(roles)) => Audience::Roles(self.roles(roles, &join(&path, "audience"))),
                Some(document::Audience::Not(not)) => match self.role_fact(&not.fact, &join(&path, "audience.not")) {
                    Some(fact) => Audience::Not(fact),
                    None => continue,
                },
            };
            let (when, _) = self.condition(&effect.when, &join(&path, "when"), reads);
            found.push(Effect { about, kind: effect.kind, severity: effect.severity, audience, when });
        }
        found
    }

    fn drafts(&mut self, written: &Option<Vec<document::Draft>>, roles: &[Symbol], path: &str) -> Vec<Draft> {
        let mut found: Vec<Draft> = Vec::new();
        for (index, draft) in written.iter().flatten().enumerate() {
            if !self.here(draft.edition) {
                continue;
            }
            let path = format!("{path}[{index}]");
            identifier(&draft.id, &join(&path, "id"), Case::Kebab, self.report);
            if found.iter().any(|earlier| earlier.id == draft.id) {
                self.problem(
                    "duplicate",
                    join(&path, "id"),
                    format!("the draft {} stands here twice", quoted(&draft.id)),
                );
            }
            let senders = match &draft.roles {
                Some(written) => self.roles(written, &join(&path, "roles")),
                None => roles.to_vec(),
            };
            let (when, _) = self.condition(&draft.when, &join(&path, "when"), Reads::Asked);
            let subject = self.message(&draft.subject, &join(&path, "subject"));
            let body = self.message(&draft.body, &join(&path, "body"));
            if let (Some(subject), Some(body)) = (subject, body) {
                found.push(Draft { id: draft.id.clone(), roles: senders, when, subject, body });
            }
        }
        found
    }

    fn duties(&mut self, document: &Document) -> Vec<Duty> {
        let mut found: Vec<Duty> = Vec::new();
        for (index, written) in document.duties.iter().flatten().enumerate() {
            if !self.here(written.edition) {
                continue;
            }
            let path = format!("duties[{index}]");
            let about = self.about(&[&written.rule], &written.message, &written.source, &written.note, None, &path);
            self.unique(&about.rule, found.iter().map(|duty| &duty.about), &path);
            let role = match &written.role {
                None => DutyRole::Either,
                Some(document::DutyRole::Role(role)) => match self.role(role, &join(&path, "role")) {
                    Some(role) => DutyRole::Role(role),
                    None => continue,
                },
                Some(document::DutyRole::Not(not)) => match self.role_fact(&not.fact, &join(&path, "role.not")) {
                    Some(fact) => DutyRole::Not(fact),
                    None => continue,
                },
            };
            let states = match &written.states {
                Some(states) => self.states_in(states, &join(&path, "in")),
                None => {
                    let open = self.names.states.iter().filter(|state| !state.is_final && self.here(state.edition));
                    open.map(|state| state.symbol).collect()
                }
            };
            let (when, present) = self.condition(&written.when, &join(&path, "when"), Reads::Happening);
            let due = written.due.as_ref();
            let due = due
                .and_then(|due| self.expr(due, &join(&path, "due"), Reads::Instant, &present, &Type::Timestamp, false));
            found.push(Duty { about, role, states, when, due });
        }
        found
    }

    /// What the implicit requirement says: the states in which an action is possible.
    fn state_message(&self, from: &[Symbol]) -> Text {
        let labels = |locale| {
            let states =
                from.iter().filter_map(|symbol| self.names.states.iter().find(|state| state.symbol == *symbol));
            states.map(move |state| state.label.get(locale).to_owned())
        };
        let ja = labels(crate::text::Locale::Ja).map(|label| format!("「{label}」")).collect::<String>();
        let en = labels(crate::text::Locale::En).map(|label| format!("“{label}”")).collect::<Vec<_>>().join(" or ");
        Text {
            ja: Str::from(format!("取引の状態が{ja}のときに行えます")),
            en: Str::from(format!("Possible while the state is {en}")),
        }
    }

    fn about(
        &mut self,
        id: &[&str],
        message: &Text,
        source: &Option<Str>,
        note: &Option<Text>,
        default: Option<SourceId>,
        path: &str,
    ) -> About {
        if let Some(own) = id.last() {
            identifier(own, &join(path, "rule"), Case::Kebab, self.report);
        }
        let source = match source {
            Some(_) => self.names.source_id(source, &join(path, "source"), self.report),
            None => default.or(self.names.source),
        };
        let message = self.message(message, &join(path, "message"));
        About {
            rule: self.rule(id),
            // Where the message has a problem, no policy is made; it is only held so far.
            message: message.unwrap_or_else(|| Message::plain(Text { ja: "".into(), en: "".into() })),
            source,
            note: note.clone(),
        }
    }

    /// The whole id of a rule.
    fn rule(&self, id: &[&str]) -> Str {
        let parts: Vec<&str> = [self.policy].into_iter().chain(id.iter().copied()).collect();
        Str::from(parts.join("."))
    }

    fn message(&mut self, text: &Text, path: &str) -> Option<Message> {
        let param = |name: &str| {
            let id = self.params.iter().position(|(param, ty)| *param == name && ty.is_some())?;
            self.names.params.get(id).map(|param| (id, param.is_duration))
        };
        match Message::new(text, &param, &self.values) {
            Ok(message) => Some(message),
            Err(TemplateError::Brace) => {
                let problem = Problem::new("invalid-placeholder", path, "a brace stands alone");
                self.report.add(problem.help("write `{param}` for a parameter and `{{` for a brace"));
                None
            }
            Err(TemplateError::Name(name)) => {
                let message = format!("{} is no parameter of the {} edition", quoted(&name), self.edition.word());
                let known = self.params.iter().filter(|(_, ty)| ty.is_some()).map(|(param, _)| *param);
                self.report.add(Problem::new("invalid-placeholder", path, message).nearest(&name, known));
                None
            }
        }
    }

    fn unique<'a>(&mut self, rule: &str, mut earlier: impl Iterator<Item = &'a About>, path: &str) {
        if earlier.any(|about| about.rule == rule) {
            self.problem("duplicate", join(path, "rule"), format!("the rule {} stands here twice", quoted(rule)));
        }
    }

    /// A condition, and the facts that are not null where it holds.
    fn condition(&mut self, text: &Option<Str>, path: &str, reads: Reads) -> (Option<Written>, Vec<FactId>) {
        match text {
            None => (None, Vec::new()),
            Some(text) => match self.compiled(text, path, reads, &[], &Type::Bool, false) {
                None => (None, Vec::new()),
                Some((written, present)) => (Some(written), present),
            },
        }
    }

    fn expr(
        &mut self,
        text: &Str,
        path: &str,
        reads: Reads,
        present: &[FactId],
        ty: &Type,
        nullable: bool,
    ) -> Option<Written> {
        self.compiled(text, path, reads, present, ty, nullable).map(|(written, _)| written)
    }

    fn compiled(
        &mut self,
        text: &Str,
        path: &str,
        reads: Reads,
        present: &[FactId],
        ty: &Type,
        nullable: bool,
    ) -> Option<(Written, Vec<FactId>)> {
        let names = ExprNames {
            symbols: &self.names.symbols,
            states: &self.names.state_choices,
            roles: &self.names.role_choices,
            facts: &self.names.fact_types,
            params: &self.params,
        };
        let (now, state, role) = match reads {
            Reads::Asked => (Now::Compared, true, true),
            Reads::Happening => (Now::Compared, true, false),
            Reads::Standing => (Now::Forbidden, true, false),
            Reads::Instant => (Now::Forbidden, false, false),
            Reads::Set => (Now::Value, true, true),
        };
        match compile_expr(text, &names, Place { now, state, role, present }, ty, nullable) {
            Ok(compiled) => Some((Written { expr: compiled.expr, text: text.clone() }, compiled.present)),
            Err(errors) => {
                for error in errors {
                    let (line, column) = place(text, error.at);
                    let problem = Problem::new("invalid-condition", format!("{path}:{line}:{column}"), error.message);
                    self.report.add(Problem { help: error.help, suggests: error.suggests, ..problem });
                }
                None
            }
        }
    }

    fn roles(&mut self, written: &[Str], path: &str) -> Vec<Symbol> {
        if written.is_empty() {
            self.problem("missing-key", path, "at least one role is needed");
        }
        let roles = written.iter().enumerate();
        roles.filter_map(|(index, role)| self.role(role, &format!("{path}[{index}]"))).collect()
    }

    fn role(&mut self, id: &str, path: &str) -> Option<Symbol> {
        self.symbol(id, path, &self.names.role_choices, "roles")
    }

    fn state(&mut self, id: &str, path: &str) -> Option<Symbol> {
        self.symbol(id, path, &self.names.state_choices, "states")
    }

    fn symbol(&mut self, id: &str, path: &str, known: &[Symbol], table: &str) -> Option<Symbol> {
        let symbols = &self.names.symbols;
        let found = symbols.find(id).filter(|symbol| known.contains(symbol));
        if found.is_none() {
            let problem = Problem::new("unknown-name", path, format!("{} is not under `{table}`", quoted(id)));
            self.report.add(problem.nearest(id, known.iter().map(|symbol| symbols.text(*symbol))));
        }
        found
    }

    /// A state that exists in this edition.
    fn state_here(&mut self, id: &str, path: &str) -> Option<Symbol> {
        let state = self.state(id, path)?;
        if !self.exists(state) {
            self.problem("conflict", path, format!("the {} edition has no state {}", self.edition.word(), quoted(id)));
        }
        Some(state)
    }

    /// The states of a list that exist in this edition; at least one has to.
    fn states_in(&mut self, written: &[Str], path: &str) -> Vec<Symbol> {
        let listed = written.iter().enumerate();
        let states: Vec<Symbol> =
            listed.filter_map(|(index, id)| self.state(id, &format!("{path}[{index}]"))).collect();
        let all_known = states.len() == written.len();
        let here: Vec<Symbol> = states.into_iter().filter(|state| self.exists(*state)).collect();
        if all_known && here.is_empty() {
            self.problem("conflict", path, format!("no state of the {} edition is listed", self.edition.word()));
        }
        here
    }

    fn exists(&self, symbol: Symbol) -> bool {
        self.names.states.iter().any(|state| state.symbol == symbol && self.here(state.edition))
    }

    fn fact(&mut self, name: &str, path: &str) -> Option<FactId> {
        let found = self.names.facts.iter().position(|fact| fact.name == name);
        if found.is_none() {
            let problem = Problem::new("unknown-name", path, format!("{} is not under `facts`", quoted(name)));
            self.report.add(problem.nearest(name, self.names.facts.iter().map(|fact| &*fact.name)));
        }
        found
    }

    /// A fact that names a role, in a policy of two.
    fn role_fact(&mut self, name: &str, path: &str) -> Option<FactId> {
        let fact = self.fact(name, path)?;
        let names_role = self.names.facts.get(fact).is_some_and(|fact| match &fact.ty {
            Type::Choice(choices) => choices.iter().all(|choice| self.names.role_choices.contains(choice)),
            _ => false,
        });
        if !names_role || self.names.roles.len() != 2 {
            let message = format!("{} would have to be a choice of roles, in a policy of exactly two", quoted(name));
            self.problem("conflict", path, message);
        }
        Some(fact)
    }

    fn problem(&mut self, code: &'static str, path: impl Into<String>, message: impl Into<String>) {
        self.report.add(Problem::new(code, path, message));
    }
}

/// The line and column of a byte, both counted from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or("").chars().count().saturating_add(1);
    (line, column)
}
