//! What an action needs: conditions, and groups of conditions of which one is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::super::document;
use super::super::template::Message;
use super::super::{About, Requirement, Written};
use super::rules::{Compiler, Guards, Reads, Tells};
use crate::expr::{Expr, FactId, Type, compile as compile_expr};
use crate::policy::SourceId;
use crate::policy::read::Read;
use crate::problem::{Problem, ProblemCode, join};
use crate::text::{Str, Text};

/// How many alternatives a group may have. What holds of a group is asked of them one inside the other.
const MAX_ALTERNATIVES: usize = 20;

/// What the messages of requirements tell of.
const TELLS: Tells = Tells { amount: false, at: false, due: false, role: true };

/// The requirements before one, as far as it may rely on them.
#[derive(Default)]
struct Before {
    guards: Vec<Guard>,
    /// The first guard of each fact that they make sure of.
    guarding: BTreeMap<FactId, usize>,
    /// Whether one of them has problems, so that it is not known what it guards.
    is_unknown: bool,
}

/// What a requirement makes sure of for those after it.
struct Guard {
    /// Its condition without those that it relies on itself, which are these.
    that: Expr,
    relies_on: Vec<usize>,
    /// The facts that are not null where it is met.
    present: Vec<FactId>,
}

/// A rule with a condition, as it was written.
struct Plain<'d> {
    rule: &'d Str,
    that: &'d Str,
    message: &'d Text,
    violated: &'d Option<Text>,
    source: &'d Option<document::Sources>,
    note: &'d Option<Text>,
}

impl Compiler<'_> {
    /// The requirements of an action with an id. `named` are the sources that are named for it, and `seen` the rules that it
    /// has so far.
    pub(super) fn requires(
        &mut self,
        written: &Option<Vec<document::Requirement>>,
        action: &str,
        named: &[SourceId],
        path: &str,
        seen: &mut BTreeSet<Str>,
    ) -> Vec<Requirement> {
        let mut found: Vec<Requirement> = Vec::new();
        let mut before = Before::default();
        let list = join(path, "requires");
        for (index, requirement) in written.iter().flatten().enumerate() {
            let path = format!("{list}[{index}]");
            let Some(in_force) = self.stands(&requirement.edition, &requirement.in_force, &path) else { continue };
            let document::Requirement { rule, message, violated, that, any, source, note, .. } = requirement;
            match (that, any) {
                (None, None) if ["that", "any"].iter().any(|key| self.report.unread.has(&join(&path, key))) => {}
                (None, None) if !self.report.unread.has(&path) && !self.report.unread.has(&list) => {
                    let problem =
                        Problem::new(ProblemCode::MissingKey, join(&path, "that"), "a requirement needs a condition");
                    self.report
                        .add(problem.help("write it under `that`, or several of which one is enough under `any`"));
                }
                (Some(_), Some(_)) => {
                    let problem =
                        Problem::new(ProblemCode::Conflict, join(&path, "any"), "`that` and `any` exclude each other");
                    self.report.add(problem.help("write the condition under `that` as one more alternative of `any`, or as a requirement of its own"));
                }
                _ => {}
            }
            let unread = Str::unread();
            let that = if any.is_none() { that.as_ref().or(Some(&unread)) } else { that.as_ref() };
            let plain = that.and_then(|that| {
                self.plain(&Plain { rule, that, message, violated, source, note }, action, named, &path, &before, seen)
            });
            let group = any.as_ref().and_then(|any| {
                let about = self.about(&[action, rule], (message, TELLS), source, note, named, &path);
                if that.is_none() {
                    self.unique(&about.rule, seen, &path);
                }
                let violated = self.violated(violated, &path);
                self.group((about, violated), any, action, &path, &before, seen)
            });
            match plain.or(group) {
                None => before.is_unknown = true,
                Some((requirement, guard)) => {
                    for fact in &guard.present {
                        before.guarding.entry(*fact).or_insert(before.guards.len());
                    }
                    before.guards.push(guard);
                    found.push(Requirement { in_force, ..requirement });
                }
            }
        }
        found
    }

    fn plain(
        &mut self,
        written: &Plain<'_>,
        action: &str,
        named: &[SourceId],
        path: &str,
        before: &Before,
        seen: &mut BTreeSet<Str>,
    ) -> Option<(Requirement, Guard)> {
        let about =
            self.about(&[action, written.rule], (written.message, TELLS), written.source, written.note, named, path);
        self.unique(&about.rule, seen, path);
        let violated = self.violated(written.violated, path);
        let (that, guard) = self.guarded(written.that, &join(path, "that"), before)?;
        let mut facts = Vec::new();
        that.expr.facts(&mut facts);
        facts.sort_unstable();
        let mut about = about.resting_on(&[Some(&that)], &self.named);
        if let Some(violated) = &violated {
            violated.params(&self.named, &mut about.origin.params);
        }
        Some((Requirement { about, violated, that, facts, alternatives: Vec::new(), in_force: None }, guard))
    }

    /// A condition that may rely on the requirements before it. Where it does, it is met only where those that it
    /// relies on are, as if they stood before it with `&&`.
    fn guarded(&mut self, text: &Str, path: &str, before: &Before) -> Option<(Written, Guard)> {
        let place = self.place(Reads::Asked, &[]);
        if compile_expr(text, &self.expr_names(), place, &Type::Bool, false).is_ok() {
            let (that, present) = self.compiled(text, path, Reads::Asked, &[], &Type::Bool, false)?;
            let guard = Guard { that: that.expr.clone(), relies_on: Vec::new(), present };
            return Some((that, guard));
        }
        if before.is_unknown {
            self.expr(text, path, Reads::Asked, &Guards::Unknown, &Type::Bool, false);
            return None;
        }
        let known: Vec<FactId> = before.guarding.keys().copied().collect();
        let (mut that, present) = self.compiled(text, path, Reads::Asked, &known, &Type::Bool, false)?;
        let mut facts = Vec::new();
        that.expr.facts(&mut facts);
        let mut relies_on: Vec<usize> = Vec::new();
        for fact in facts {
            let Some(index) = before.guarding.get(&fact) else { continue };
            let relied_on = before.guards.get(*index).map(|guard| &guard.relies_on);
            relies_on.extend(relied_on.into_iter().flatten().chain([index]));
        }
        relies_on.sort_unstable();
        relies_on.dedup();
        let guard = Guard { that: that.expr.clone(), relies_on, present };
        for relied_on in guard.relies_on.iter().rev().filter_map(|index| before.guards.get(*index)) {
            that.expr = Expr::And(Box::new([relied_on.that.clone(), that.expr]));
        }
        Some((that, guard))
    }

    /// A group rests on what its alternatives rest on.
    fn group(
        &mut self,
        (mut about, violated): (About, Option<Message>),
        any: &[document::Alternative],
        action: &str,
        path: &str,
        before: &Before,
        seen: &mut BTreeSet<Str>,
    ) -> Option<(Requirement, Guard)> {
        let path = join(path, "any");
        if any.len() < 2 && !self.report.unread.has(&path) {
            let problem = Problem::new(ProblemCode::Conflict, &*path, "a group needs at least two alternatives");
            self.report.add(problem.help("write a single condition under `that`"));
        }
        if MAX_ALTERNATIVES < any.len() {
            let message = format!("a group has at most {MAX_ALTERNATIVES} alternatives, not {}", any.len());
            self.problem(ProblemCode::TooLarge, &*path, message);
        }
        let named = &about.origin.named.clone();
        let mut alternatives: Vec<Requirement> = Vec::new();
        // Facts that are there whichever alternative is met. One that relies on others does not say so by itself.
        let mut present: Option<Vec<FactId>> = None;
        let mut here: usize = 0;
        for (index, alternative) in any.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let Some(in_force) = self.stands(&alternative.edition, &alternative.in_force, &path) else { continue };
            here = here.saturating_add(1);
            let document::Alternative { rule, that, message, violated, source, note, .. } = alternative;
            let written = Plain { rule, that, message, violated, source, note };
            let Some((found, mut guard)) = self.plain(&written, action, named, &path, before, seen) else { continue };
            alternatives.push(Requirement { in_force, ..found });
            if !guard.relies_on.is_empty() {
                guard.present.clear();
            }
            match &mut present {
                None => present = Some(guard.present),
                Some(present) => present.retain(|fact| guard.present.contains(fact)),
            }
        }
        if here == 0 && !any.is_empty() {
            let message = format!("no alternative of {} is listed", self.names.editions.words(self.reading.edition));
            let problem = Problem::new(ProblemCode::Conflict, &*path, message);
            self.report.add(problem.help("list one, or give the requirement the edition of these alternatives"));
        }
        let that = Written::new(any_of(&alternatives)?, Str::from(""));
        let mut facts = Vec::new();
        that.expr.facts(&mut facts);
        facts.sort_unstable();
        for source in alternatives.iter().flat_map(|alternative| &alternative.about.origin.named) {
            if !about.origin.named.contains(source) {
                about.origin.named.push(*source);
            }
        }
        let mut about = about.resting_on(&[Some(&that)], &self.named);
        if let Some(violated) = &violated {
            violated.params(&self.named, &mut about.origin.params);
        }
        for alternative in &alternatives {
            alternative.own_messages().for_each(|message| message.params(&self.named, &mut about.origin.params));
            about.origin.counts_business_days |= alternative.about.origin.counts_business_days;
        }
        let guard = Guard { that: that.expr.clone(), relies_on: Vec::new(), present: present.unwrap_or_default() };
        // A group whose alternatives have problems is not there.
        let is_whole = alternatives.len() == here && here <= MAX_ALTERNATIVES;
        is_whole.then_some((Requirement { about, violated, that, facts, alternatives, in_force: None }, guard))
    }

    /// What is said while a requirement is violated.
    fn violated(&mut self, written: &Option<Text>, path: &str) -> Option<Message> {
        written.as_ref().and_then(|text| self.message(text, TELLS, &join(path, "violated")))
    }
}

/// That one of several requirements is met.
fn any_of(alternatives: &[Requirement]) -> Option<Expr> {
    let mut exprs = alternatives.iter().rev().map(|alternative| alternative.that.expr.clone());
    let last = exprs.next()?;
    Some(exprs.fold(last, |rest, first| Expr::Or(Box::new([first, rest]))))
}
