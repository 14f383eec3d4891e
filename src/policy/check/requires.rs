//! What an action needs: conditions, and groups of conditions of which one is enough.

use super::super::document;
use super::super::{About, Requirement, Written};
use super::rules::{Compiler, Guards, Reads};
use crate::expr::{Expr, Type};
use crate::policy::SourceId;
use crate::policy::read::Read;
use crate::problem::{Problem, ProblemCode, join};
use crate::text::{Str, Text};

/// How many alternatives a group may have. What holds of a group is asked of them one inside the other.
const MAX_ALTERNATIVES: usize = 20;

/// A rule with a condition, as it was written.
struct Plain<'d> {
    rule: &'d Str,
    that: &'d Str,
    message: &'d Text,
    source: &'d Option<Str>,
    note: &'d Option<Text>,
}

impl Compiler<'_> {
    /// The requirements of an action with an id. `named` is the source that is named for it, and `seen` the rules that it
    /// has so far.
    pub(super) fn requires(
        &mut self,
        written: &Option<Vec<document::Requirement>>,
        action: &str,
        named: Option<SourceId>,
        path: &str,
        seen: &mut Vec<Str>,
    ) -> Vec<Requirement> {
        let mut found: Vec<Requirement> = Vec::new();
        let list = join(path, "requires");
        for (index, requirement) in written.iter().flatten().enumerate() {
            let path = format!("{list}[{index}]");
            if !self.here(&requirement.edition, &path) {
                continue;
            }
            let document::Requirement { rule, message, that, any, source, note, .. } = requirement;
            match (that, any) {
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
            let plain = that
                .and_then(|that| self.plain(&Plain { rule, that, message, source, note }, action, named, &path, seen));
            let group = any.as_ref().and_then(|any| {
                let about = self.about(&[action, rule], message, source, note, named, &path);
                if that.is_none() {
                    self.unique(&about.rule, seen, &path);
                }
                self.group(about, any, action, &path, seen)
            });
            found.extend(plain.or(group));
        }
        found
    }

    fn plain(
        &mut self,
        written: &Plain<'_>,
        action: &str,
        named: Option<SourceId>,
        path: &str,
        seen: &mut Vec<Str>,
    ) -> Option<Requirement> {
        let about = self.about(&[action, written.rule], written.message, written.source, written.note, named, path);
        self.unique(&about.rule, seen, path);
        let that = self.expr(written.that, &join(path, "that"), Reads::Asked, &Guards::NOTHING, &Type::Bool, false)?;
        let mut facts = Vec::new();
        that.expr.facts(&mut facts);
        Some(Requirement { about: about.resting_on(&[Some(&that)]), that, facts, alternatives: Vec::new() })
    }

    /// A group rests on what its alternatives rest on.
    fn group(
        &mut self,
        mut about: About,
        any: &[document::Alternative],
        action: &str,
        path: &str,
        seen: &mut Vec<Str>,
    ) -> Option<Requirement> {
        let path = join(path, "any");
        if any.len() < 2 && !self.report.unread.has(&path) {
            let problem = Problem::new(ProblemCode::Conflict, &*path, "a group needs at least two alternatives");
            self.report.add(problem.help("write a single condition under `that`"));
        }
        if MAX_ALTERNATIVES < any.len() {
            let message = format!("a group has at most {MAX_ALTERNATIVES} alternatives, not {}", any.len());
            self.problem(ProblemCode::TooLarge, &*path, message);
        }
        let named = about.origin.named.first().copied();
        let mut alternatives: Vec<Requirement> = Vec::new();
        let mut here: usize = 0;
        for (index, alternative) in any.iter().enumerate() {
            let path = format!("{path}[{index}]");
            if !self.here(&alternative.edition, &path) {
                continue;
            }
            here = here.saturating_add(1);
            let document::Alternative { rule, that, message, source, note, .. } = alternative;
            let found = self.plain(&Plain { rule, that, message, source, note }, action, named, &path, seen);
            alternatives.extend(found);
        }
        if here == 0 && !any.is_empty() {
            let message = format!("no alternative of {} is listed", self.names.editions.words(self.edition));
            self.problem(ProblemCode::Conflict, &*path, message);
        }
        let that = Written { expr: any_of(&alternatives)?, text: Str::from("") };
        let mut facts = Vec::new();
        that.expr.facts(&mut facts);
        for source in alternatives.iter().flat_map(|alternative| &alternative.about.origin.named) {
            if !about.origin.named.contains(source) {
                about.origin.named.push(*source);
            }
        }
        let mut about = about.resting_on(&[Some(&that)]);
        alternatives.iter().for_each(|alternative| alternative.about.message.params(&mut about.origin.params));
        // A group whose alternatives have problems is not there.
        (alternatives.len() == here && here <= MAX_ALTERNATIVES).then_some(Requirement {
            about,
            that,
            facts,
            alternatives,
        })
    }
}

/// That one of several requirements is met.
fn any_of(alternatives: &[Requirement]) -> Option<Expr> {
    let mut exprs = alternatives.iter().rev().map(|alternative| alternative.that.expr.clone());
    let last = exprs.next()?;
    Some(exprs.fold(last, |rest, first| Expr::Or(Box::new([first, rest]))))
}
