//! The rules of one edition in one period.

use std::collections::BTreeSet;

use super::super::document::{self, Document, Only};
use super::super::read::{Table, is_unread};
use super::super::{
    Action, Audience, Certainty, Derived, Duty, DutyRole, Effect, InForce, NamedValue, Reading, Rules, Transition,
    Written,
};
use super::definitions::definitions;
use super::names::Names;
use crate::expr::{Choices, Definition, Expr, FactId, FactType, ParamId, ParamType, Type, Value};
use crate::policy::SourceId;
use crate::policy::fact::number_bounds;
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::Str;

/// Compiles what a document says in one reading, and adds the parameters by which something is divided.
pub(super) fn compile(
    document: &Document,
    names: &Names,
    reading: Reading,
    divisors: &mut Vec<ParamId>,
    report: &mut Report,
) -> Rules {
    let param_values = names.params.iter().map(|param| param.value(reading).map_or(0, |value| value.value)).collect();
    let params = names.params.iter().map(|param| {
        let never_zero = param.value(reading).is_some_and(|value| value.value != 0);
        ParamType { name: &param.name, ty: param.value(reading).map(|_| param.ty.clone()), never_zero }
    });
    let params = params.collect();
    let values = definitions(document, names, reading.edition, report);
    let mut compiler = Compiler {
        policy: &document.id,
        names,
        reading,
        params,
        param_values,
        values,
        named: Vec::new(),
        divisors,
        facts: names.fact_types.clone(),
        foreign: Vec::new(),
        acting: names.role_choices.clone(),
        report,
    };
    compiler.with_arguments_of(None);
    compiler.named = compiler.named_values(document);
    let mut seen = BTreeSet::new();
    let transitions = compiler.transitions(document, &mut seen);
    let actions = compiler.actions(document);
    let duties = compiler.duties(document, &mut seen);
    let values = compiler.named;
    let moments = moments(&transitions, &actions, &duties, &values);
    Rules {
        reading,
        transitions,
        actions,
        duties,
        values,
        moments,
        useful_for: Derived::default(),
        ahead_of: Derived::default(),
    }
}

/// The instants at which something can change, as expressions, each once.
fn moments(transitions: &[Transition], actions: &[Action], duties: &[Duty], values: &[NamedValue]) -> Vec<Expr> {
    let mut found: Vec<&Expr> = transitions.iter().map(|transition| &transition.at.expr).collect();
    let conditions = actions.iter().flat_map(|action| {
        let requires = action.requires.iter().map(|requirement| &requirement.that);
        let effects = action.effects.iter().flat_map(|effect| effect.when.iter().chain(&effect.amount));
        let drafts = action.drafts.iter().filter_map(|draft| draft.when.as_ref());
        let consent = action.consent.iter().filter_map(|consent| consent.unless.as_ref());
        requires.chain(effects).chain(drafts).chain(consent)
    });
    let duties_when = duties.iter().filter_map(|duty| duty.when.as_ref());
    for condition in conditions.chain(duties_when) {
        condition.expr.moments(&mut found);
    }
    found.extend(duties.iter().filter_map(|duty| duty.due.as_ref()).map(|due| &due.expr));
    // What a message tells can change as well. What happens by itself is told of its own instant.
    let messages = actions.iter().flat_map(Action::messages).chain(duties.iter().map(|duty| &duty.about.message));
    let told = messages.flat_map(|message| message.values(values)).filter_map(|value| value.expr.as_ref());
    told.for_each(|expr| expr.moments(&mut found));
    let mut moments: Vec<Expr> = Vec::new();
    for expr in found {
        if !moments.contains(expr) {
            moments.push(expr.clone());
        }
    }
    moments
}

pub(super) struct Compiler<'c> {
    pub(super) policy: &'c str,
    pub(super) names: &'c Names,
    pub(super) reading: Reading,
    pub(super) params: Vec<ParamType<'c>>,
    /// The values of the parameters; 0 for one that this edition does not have.
    pub(super) param_values: Vec<i64>,
    pub(super) values: Vec<Definition<'c>>,
    /// The values that are right, as messages can name them.
    pub(super) named: Vec<NamedValue>,
    /// The parameters by which something is divided.
    pub(super) divisors: &'c mut Vec<ParamId>,
    /// The facts and, within an action, its arguments; those of others are there without a name.
    pub(super) facts: Vec<FactType>,
    /// The arguments of other actions, each with its action.
    pub(super) foreign: Vec<(&'c str, &'c str)>,
    /// The roles of which one can ask: within an action those that have it, else all.
    pub(super) acting: Choices,
    pub(super) report: &'c mut Report,
}

/// What a message tells of beside facts, parameters and values.
#[derive(Clone, Copy, Default)]
pub(super) struct Tells {
    /// Something that has an amount.
    pub(super) amount: bool,
    /// Something that happens at an instant.
    pub(super) at: bool,
    /// Something that is due.
    pub(super) due: bool,
    /// Something that a role asks about.
    pub(super) role: bool,
}

/// What an expression may read.
#[derive(Clone, Copy)]
pub(super) enum Reads {
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
    /// What a transition sets: facts, parameters, `state`, and `at` as a value.
    Recorded,
}

/// What a condition guards where it holds.
pub(super) enum Guards {
    /// These facts, which are not null then.
    Facts(Vec<FactId>),
    /// Not known: there is something wrong with the condition.
    Unknown,
}

impl Guards {
    /// Nothing.
    pub(super) const NOTHING: Guards = Guards::Facts(Vec::new());
}

impl Compiler<'_> {
    /// Whether an element exists in the edition at hand; `path` is that of the element.
    pub(super) fn here(&mut self, only: &Option<Only>, path: &str) -> bool {
        self.names.editions.named(only, path, self.report).has(self.reading.edition)
    }

    /// Whether a rule exists in the edition at hand and is in force in the period, and when it is, where it says so.
    pub(super) fn stands(
        &mut self,
        only: &Option<Only>,
        in_force: &Option<document::InForce>,
        path: &str,
    ) -> Option<Option<InForce>> {
        let in_force = in_force.is_some().then(|| self.names.span(in_force).in_force());
        let stands = in_force.is_none_or(|span| self.names.periods.has(self.reading.period, span));
        (self.here(only, path) && stands).then_some(in_force)
    }

    /// The transitions; their rules are added to those that were `seen`.
    fn transitions(&mut self, document: &Document, seen: &mut BTreeSet<Str>) -> Vec<Transition> {
        let mut found: Vec<Transition> = Vec::new();
        for (index, written) in document.transitions.iter().flatten().enumerate() {
            let path = format!("transitions[{index}]");
            let Some(in_force) = self.stands(&written.edition, &written.in_force, &path) else { continue };
            let message = (&written.message, Tells { at: true, ..Tells::default() });
            let about = self.about(&[&written.rule], message, &written.source, &written.note, &[], &path);
            self.unique(&about.rule, seen, &path);
            let is_action = |Table(actions): &Table<_>| actions.iter().any(|(id, _)| *id == *written.rule);
            if !is_unread(&written.rule) && document.actions.as_ref().is_some_and(is_action) {
                let message = format!("an action is called {} too", quoted(&written.rule));
                self.problem(ProblemCode::Duplicate, join(&path, "rule"), message);
            }
            let from = self.states_in(&written.from, &join(&path, "from"));
            let to = self.state_here(&written.to, &join(&path, "to"));
            if let Some(to) = to
                && from.contains(&to)
            {
                let message = format!("the transition comes from {} as well", quoted(&written.to));
                let problem = Problem::new(ProblemCode::Conflict, join(&path, "to"), message);
                self.report.add(problem.help("name another state, or leave this one out of `from`"));
            }
            let (when, guards) = self.condition(&written.when, &join(&path, "when"), Reads::Standing);
            let at = self.expr(&written.at, &join(&path, "at"), Reads::Instant, &guards, &Type::Timestamp, false);
            let named = about.origin.named.clone();
            let set = self.set(written.set.as_ref(), &join(&path, "set"), Reads::Recorded, &guards);
            let effects =
                self.effects(&written.effects, &[&written.rule], &named, &path, Reads::Happening, &mut BTreeSet::new());
            self.nobody_agrees(&written.effects, &path);
            self.nothing_asserted(&written.effects, &path);
            if let (Some(to), Some(at)) = (to, at) {
                let about = about.resting_on(&[Some(&at), when.as_ref()], &self.named);
                let certainty = written.certainty.unwrap_or(Certainty::Certain);
                found.push(Transition { about, from, at, when, to, certainty, set, effects, in_force });
            }
        }
        found
    }

    /// What a name is that can be read, but not set.
    fn no_fact(&self, name: &str) -> Option<&'static str> {
        if self.names.facts.iter().any(|fact| *fact.name == *name) {
            None
        } else if self.params.iter().any(|param| param.name == name) {
            Some("a parameter")
        } else if self.values.iter().any(|value| value.name == name) {
            Some("a value")
        } else {
            None
        }
    }

    /// The facts that something sets, and to what, where something is guarded.
    pub(super) fn set(
        &mut self,
        written: Option<&Table<Str>>,
        path: &str,
        reads: Reads,
        guards: &Guards,
    ) -> Vec<(FactId, Written)> {
        let mut set = Vec::new();
        for (name, text) in written.iter().flat_map(|Table(entries)| entries) {
            let path = join(path, name);
            if let Some(what) = self.no_fact(name) {
                let problem =
                    Problem::new(ProblemCode::UnknownName, path, format!("{} is {what}, not a fact", quoted(name)));
                self.report.add(problem.help("only facts can be set"));
                continue;
            }
            let Some(fact) = self.fact(name, &path) else { continue };
            let Some(ty) = self.names.fact_types.get(fact) else { continue };
            // What cannot be told of a fact cannot be wrong.
            let (ty, nullable) = (ty.ty.clone(), ty.nullable || ty.ty == Type::Null);
            let Some(value) = self.expr(text, &path, reads, guards, &ty, nullable) else { continue };
            let bounds = self.names.facts.get(fact).and_then(number_bounds);
            if let (Expr::Constant(Value::Number(number)), Some((least, most))) = (&value.expr, bounds)
                && !(least..=most).contains(number)
            {
                let message = format!("{number} is out of the range of {}", quoted(name));
                let problem = Problem::new(ProblemCode::OutOfRange, &*path, message);
                self.report.add(problem.help(format!("from {least} to {most}, both inclusive")));
            }
            set.push((fact, value));
        }
        set
    }

    /// `named` are the sources that are named for what they belong to.
    pub(super) fn effects(
        &mut self,
        written: &Option<Vec<document::Effect>>,
        owner: &[&str],
        named: &[SourceId],
        path: &str,
        reads: Reads,
        seen: &mut BTreeSet<Str>,
    ) -> Vec<Effect> {
        let mut found: Vec<Effect> = Vec::new();
        for (index, effect) in written.iter().flatten().enumerate() {
            let path = format!("{path}.effects[{index}]");
            let Some(in_force) = self.stands(&effect.edition, &effect.in_force, &path) else { continue };
            let id: Vec<&str> = owner.iter().copied().chain([&*effect.rule]).collect();
            let asked = matches!(reads, Reads::Asked);
            let tells = Tells { amount: effect.amount.is_some(), at: !asked, role: asked, due: false };
            let message = (&effect.message, tells);
            let about = self.about(&id, message, &effect.source, &effect.note, named, &path);
            self.unique(&about.rule, seen, &path);
            let audience = match &effect.audience {
                None => Some(Audience::Roles(self.names.role_choices.clone())),
                Some(document::Audience::Roles(roles)) => {
                    Some(Audience::Roles(self.roles(roles, &join(&path, "audience"))))
                }
                Some(document::Audience::Not(not)) => {
                    self.role_fact(&not.fact, &join(&path, "audience.not")).map(Audience::Not)
                }
            };
            let (when, guards) = self.condition(&effect.when, &join(&path, "when"), reads);
            let amount = effect.amount.as_ref().and_then(|amount| {
                self.names.needs_currency(self.report);
                self.expr(amount, &join(&path, "amount"), reads, &guards, &Type::Money, false)
            });
            let about = about.resting_on(&[when.as_ref(), amount.as_ref()], &self.named);
            let document::Effect { kind, severity, on, certainty, .. } = *effect;
            let certainty = certainty.unwrap_or(Certainty::Certain);
            if let Some(audience) = audience {
                found.push(Effect { about, kind, severity, audience, on, certainty, when, amount, in_force });
            }
        }
        found
    }

    /// The duties; `seen` are the rules of the transitions.
    fn duties(&mut self, document: &Document, seen: &mut BTreeSet<Str>) -> Vec<Duty> {
        let mut found: Vec<Duty> = Vec::new();
        for (index, written) in document.duties.iter().flatten().enumerate() {
            let path = format!("duties[{index}]");
            let Some(in_force) = self.stands(&written.edition, &written.in_force, &path) else { continue };
            let message = (&written.message, Tells { due: written.due.is_some(), ..Tells::default() });
            let about = self.about(&[&written.rule], message, &written.source, &written.note, &[], &path);
            self.unique(&about.rule, seen, &path);
            let role = match &written.role {
                None => Some(DutyRole::Either),
                Some(document::DutyRole::Role(role)) => self.role(role, &join(&path, "role")).map(DutyRole::Role),
                Some(document::DutyRole::Not(not)) => {
                    self.role_fact(&not.fact, &join(&path, "role.not")).map(DutyRole::Not)
                }
            };
            let states = match &written.states {
                Some(states) => {
                    self.over(states, document, &join(&path, "in"));
                    self.states_in(states, &join(&path, "in"))
                }
                None => {
                    let open = self
                        .names
                        .states
                        .iter()
                        .filter(|state| !state.is_final && state.editions.has(self.reading.edition));
                    open.map(|state| state.symbol).collect()
                }
            };
            let (when, guards) = self.condition(&written.when, &join(&path, "when"), Reads::Happening);
            let due = written.due.as_ref();
            let due = due
                .and_then(|due| self.expr(due, &join(&path, "due"), Reads::Instant, &guards, &Type::Timestamp, false));
            let about = about.resting_on(&[when.as_ref(), due.as_ref()], &self.named);
            if let Some(role) = role {
                found.push(Duty { about, role, states, when, due, in_force });
            }
        }
        found
    }
}
