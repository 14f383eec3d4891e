//! When rules and values of parameters are in force: the periods, and what is wrong with them.
//!
//! Whatever is dated says from and until when it is in force, by the date of an order. All these days together
//! cut time into periods, in each of which the same rules are in force, and for each of which they are compiled.
//! `spans` reckons with them.

use std::collections::BTreeMap;

use super::identifier::twice;
use super::names::Names;
use super::spans::{Periods, Span, holes, instant};
use crate::expr::{FactId, Type};
use crate::policy::Editions;
use crate::policy::document::{self, Document, Only};
use crate::policy::read::{Table, is_unread};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};

/// As many days as may divide the periods of a policy, and as many sets of rules as there may be: one for each edition
/// in each period.
const MOST: usize = 30;
const MOST_READINGS: usize = 60;

/// With as many versions of a rule or a value another one is compared: more than there can be in that many periods and
/// editions.
const MOST_COMPARED: usize = 400;

/// The periods of a document, and whatever is wrong with what it says of them.
pub(super) fn periods(document: &Document, names: &Names, report: &mut Report) -> Periods {
    let mut found = Found { names, report, turns: Vec::new(), is_dated: false, twice: Vec::new() };
    found.params(document);
    found.rules(document);
    let Found { mut turns, is_dated, twice, .. } = found;
    turns.sort_unstable();
    turns.dedup();
    let editions = names.editions.count();
    if MOST < turns.len() || MOST_READINGS < turns.len().saturating_add(1).saturating_mul(editions) {
        let most = MOST.min(MOST_READINGS.checked_div(editions).unwrap_or(1).saturating_sub(1));
        let message = format!("the rules change on at most {most} days here, not on {}", turns.len());
        report.add(Problem::new(ProblemCode::TooLarge, "datedBy", message));
        turns.clear();
    }
    if !turns.is_empty() {
        twice.into_iter().for_each(|problem| report.add(problem));
    }
    Periods { dated_by: dated_by(document, names, is_dated, report), turns }
}

/// The fact that tells the date of an order.
fn dated_by(document: &Document, names: &Names, is_dated: bool, report: &mut Report) -> Option<FactId> {
    let timestamps = names.facts.iter().filter(|fact| fact.ty == Type::Timestamp).map(|fact| &*fact.name);
    if report.unread.has("datedBy") {
        return None;
    }
    let Some(name) = &document.dated_by else {
        if is_dated {
            let message = "`datedBy` is missing: the fact that tells by its date which rules are in force for an order";
            let example = timestamps.clone().next().unwrap_or("purchasedAt");
            let help = format!("name a timestamp under `facts`, such as `datedBy = \"{example}\"`");
            report.add(Problem::new(ProblemCode::MissingKey, "datedBy", message).help(help));
        }
        return None;
    };
    let found = names.facts.iter().position(|fact| fact.name == *name);
    let ty = found.and_then(|fact| names.facts.get(fact)).map(|fact| &fact.ty);
    if ty.is_some_and(|ty| !matches!(ty, Type::Timestamp | Type::Null)) {
        let problem = Problem::new(ProblemCode::WrongType, "datedBy", format!("{} is no timestamp", quoted(name)));
        report.add(problem.one_of(timestamps));
    } else if found.is_none() && !report.unread.has("facts") {
        let message = format!("{} is not under `facts`", quoted(name));
        report.add(Problem::new(ProblemCode::UnknownName, "datedBy", message).nearest(name, timestamps));
    }
    found
}

impl Names {
    /// When an element is in force; always, where it does not say.
    pub(super) fn span(&self, written: &Option<document::InForce>) -> Span {
        let always = Span::default();
        let Some(document::InForce { from, until }) = written else { return always };
        let span = Span::of(from, until, &self.clocks.zone);
        if span.is_empty() { always } else { span }
    }

    /// When a value of a parameter is in force.
    pub(super) fn span_of(&self, written: &document::DatedValue) -> Span {
        let span = Span::of(&written.from, &written.until, &self.clocks.zone);
        if span.is_empty() { Span::default() } else { span }
    }
}

/// A rule as it is in one period: the same may be otherwise in another.
struct Version {
    /// The whole id.
    rule: String,
    editions: Editions,
    span: Span,
    path: String,
}

/// What is found out about a document.
struct Found<'f> {
    names: &'f Names,
    report: &'f mut Report,
    turns: Vec<i64>,
    /// Whether anything is dated.
    is_dated: bool,
    /// What stands twice without a period. Where nothing is dated, it is told with the rules themselves.
    twice: Vec<Problem>,
}

impl Found<'_> {
    fn problem(&mut self, code: ProblemCode, path: impl Into<String>, message: impl Into<String>, help: &str) {
        self.report.add(Problem::new(code, path, message).help(help));
    }

    /// Notes the days of something that is dated.
    fn bounds(&mut self, from: &Option<document::Bound>, until: &Option<document::Bound>, path: &str) {
        self.is_dated = true;
        if from.is_none() && until.is_none() {
            self.problem(
                ProblemCode::MissingKey,
                path,
                "a period has `from` or `until`",
                "leave it out for what is always in force",
            );
        }
        for (key, bound) in [("from", from), ("until", until)] {
            let Some(bound) = bound else { continue };
            match instant(bound, &self.names.clocks.zone) {
                Some(at) => self.turns.push(at),
                None => {
                    let message = format!("when {} begins is not known", quoted(&bound.text));
                    let help = "days of a zone are known from 1970-01-01 to 2100-12-31";
                    self.problem(ProblemCode::OutOfRange, join(path, key), message, help);
                }
            }
        }
        let span = Span::of(from, until, &self.names.clocks.zone);
        if span.is_empty() {
            let message = format!("no order is of a date {}", span.words());
            self.problem(ProblemCode::Conflict, path, message, "`until` is exclusive, and has to be later than `from`");
        }
    }

    fn params(&mut self, document: &Document) {
        for (name, param) in document.params.iter().flat_map(|Table(params)| params) {
            let path = join("params", name);
            if is_unread(name) {
                continue;
            }
            let dated = param.dated.as_deref();
            self.values(param.value.is_some(), dated, &path);
            for (id, own) in param.editions.iter().flat_map(|Table(editions)| editions) {
                let path = join(&join(&path, "editions"), id);
                if is_unread(id) {
                    continue;
                }
                if dated.is_some() && own.dated.is_none() && !self.report.unread.within(&path) {
                    self.problem(
                        ProblemCode::MissingKey,
                        join(&path, "dated"),
                        "the parameter is dated, so this edition has to say what held when",
                        "write `dated = []` if its value always held",
                    );
                }
                // What an edition says differently is a value, if not the one that is undated.
                let has_other = own.value.is_some() || (own.dated.is_some() && param.value.is_some());
                self.values(has_other, own.dated.as_deref(), &path);
            }
        }
    }

    /// The values of a parameter: the dated ones, and whether there is one for what they leave open.
    fn values(&mut self, has_other: bool, dated: Option<&[document::DatedValue]>, path: &str) {
        let dated = dated.unwrap_or_default();
        if self.report.unread.has(path) || self.report.unread.within(&join(path, "dated")) {
            // What of it could not be read has been told, and the rest does not tell where it leaves gaps.
            self.is_dated |= !dated.is_empty();
            return;
        }
        let path_of = |index: usize| format!("{path}.dated[{index}]");
        let mut spans: Vec<Span> = Vec::new();
        let mut is_sound = true;
        for (index, written) in dated.iter().enumerate() {
            self.bounds(&written.from, &written.until, &path_of(index));
            let span = self.names.span_of(written);
            let overlaps = spans.iter().take(MOST_COMPARED).map(|earlier| span.with(earlier));
            if let Some(both) = overlaps.into_iter().find(|both| !both.is_empty()) {
                is_sound = false;
                let message = format!("two values are in force {}", both.words());
                let help = "`until` is exclusive: let the one end where the other begins";
                self.problem(ProblemCode::Conflict, path_of(index), message, help);
            }
            spans.push(span);
        }
        if !is_sound || (dated.is_empty() && has_other) {
            return;
        }
        if dated.is_empty() {
            self.report.unread.add(join(path, "value"));
            return self.report.add(Problem::new(ProblemCode::MissingKey, join(path, "value"), "`value` is missing"));
        }
        let mut holes = holes(&spans);
        if !has_other {
            for hole in holes {
                let message = format!("no value is in force {}", hole.words());
                let help = "give one for these dates, or a `value` for all that the others leave open";
                self.problem(ProblemCode::Conflict, join(path, "dated"), message, help);
            }
            return;
        }
        let last = holes.pop();
        if last.is_none() {
            let message = "`value` is never in force: the dated ones leave nothing open";
            self.problem(ProblemCode::Conflict, join(path, "value"), message, "leave it out");
        }
        // Values one after the other, from the beginning on, with another one at the end: what they leave open in
        // between is hardly meant to be as it is at the end. Single periods around which it is the same are.
        if spans.iter().any(|span| span.from.is_none()) {
            for hole in holes {
                let message = format!("none of the dated values is in force {}", hole.words());
                let help = "say what held then, even if that is the undated value";
                self.problem(ProblemCode::Conflict, join(path, "dated"), message, help);
            }
        }
    }

    fn rules(&mut self, document: &Document) {
        let policy = &document.id;
        let always = (Editions::ALL, Span::default());
        let mut versions = Vec::new();
        for (index, written) in document.transitions.iter().flatten().enumerate() {
            let path = format!("transitions[{index}]");
            let rule = format!("{policy}.{}", written.rule);
            let own = self.version(&written.edition, &written.in_force, &always, &path, &rule, &mut versions);
            let mut effects = Vec::new();
            self.effects(&written.effects, &rule, &own, &path, &mut effects);
            self.compare(effects, "rule");
        }
        for (index, written) in document.duties.iter().flatten().enumerate() {
            let rule = format!("{policy}.{}", written.rule);
            let path = format!("duties[{index}]");
            self.version(&written.edition, &written.in_force, &always, &path, &rule, &mut versions);
        }
        self.compare(versions, "rule");
        for (id, written) in document.actions.iter().flat_map(|Table(actions)| actions) {
            self.action(&format!("{policy}.{id}"), written, &join("actions", id));
        }
    }

    fn action(&mut self, id: &str, written: &document::Action, path: &str) {
        let always = (Editions::ALL, Span::default());
        let mut versions = Vec::new();
        let state = format!("{id}.state");
        let action = self.version(&written.edition, &written.in_force, &always, path, &state, &mut versions);
        for (index, requirement) in written.requires.iter().flatten().enumerate() {
            let path = format!("{path}.requires[{index}]");
            let rule = format!("{id}.{}", requirement.rule);
            let document::Requirement { edition, in_force, any, .. } = requirement;
            let own = self.version(edition, in_force, &action, &path, &rule, &mut versions);
            for (index, alternative) in any.iter().flatten().enumerate() {
                let path = format!("{path}.any[{index}]");
                let rule = format!("{id}.{}", alternative.rule);
                let document::Alternative { edition, in_force, .. } = alternative;
                self.version(edition, in_force, &own, &path, &rule, &mut versions);
            }
        }
        self.effects(&written.effects, id, &action, path, &mut versions);
        self.compare(versions, "rule");
        let mut drafts = Vec::new();
        for (index, draft) in written.drafts.iter().flatten().enumerate() {
            let path = format!("{path}.drafts[{index}]");
            self.version(&draft.edition, &draft.in_force, &action, &path, &draft.id, &mut drafts);
        }
        self.compare(drafts, "id");
    }

    fn effects(
        &mut self,
        written: &Option<Vec<document::Effect>>,
        owner: &str,
        within: &(Editions, Span),
        path: &str,
        versions: &mut Vec<Version>,
    ) {
        for (index, effect) in written.iter().flatten().enumerate() {
            let path = format!("{path}.effects[{index}]");
            let rule = format!("{owner}.{}", effect.rule);
            self.version(&effect.edition, &effect.in_force, within, &path, &rule, versions);
        }
    }

    /// Adds a rule, and tells where it exists: `within` is where that to which it belongs does.
    fn version(
        &mut self,
        only: &Option<Only>,
        in_force: &Option<document::InForce>,
        within: &(Editions, Span),
        path: &str,
        rule: &str,
        versions: &mut Vec<Version>,
    ) -> (Editions, Span) {
        let is_unread = is_unread(rule.rsplit('.').next().unwrap_or_default());
        if self.report.unread.has(path) || self.report.unread.within(&join(path, "inForce")) || is_unread {
            // Where it could not be read when it is in force, nothing is told of what else is.
            self.is_dated |= in_force.is_some();
            return within.clone();
        }
        if let Some(document::InForce { from, until }) = in_force {
            self.bounds(from, until, &join(path, "inForce"));
        }
        let (outer_editions, outer) = within;
        let editions = self.names.editions.named(only, path, self.report).and(*outer_editions);
        let own = self.names.span(in_force);
        let span = own.with(outer);
        if span.is_empty() {
            let message = format!("it is in force {}, but what it belongs to only {}", own.words(), outer.words());
            let help = "then it never counts; leave it out, or correct the days";
            self.problem(ProblemCode::Conflict, join(path, "inForce"), message, help);
            return (editions, outer.clone());
        }
        versions.push(Version { rule: rule.to_owned(), editions, span: span.clone(), path: path.to_owned() });
        (editions, span)
    }

    /// Notes where rules of one name are in force at the same time, and where there is a time between them.
    fn compare(&mut self, versions: Vec<Version>, key: &str) {
        let kind = if key == "id" { "draft" } else { "rule" };
        // Of each rule, the versions that others are compared with.
        let mut compared: BTreeMap<&str, Vec<&Version>> = BTreeMap::new();
        for version in &versions {
            let earlier = compared.entry(&version.rule).or_default();
            for earlier in &*earlier {
                let both = version.span.with(&earlier.span);
                let editions = version.editions.and(earlier.editions);
                if both.is_empty() || !(0..self.names.editions.count()).any(|edition| editions.has(edition)) {
                    continue;
                }
                let name = quoted(&version.rule);
                if version.span == Span::default() && earlier.span == Span::default() {
                    let message =
                        if key == "id" { format!("the draft {name} stands here twice") } else { twice(&version.rule) };
                    self.twice.push(Problem::new(ProblemCode::Duplicate, join(&version.path, key), message));
                    break;
                }
                let message = format!("the {kind} {name} is in force twice {}", both.words());
                let help = "`until` is exclusive: let the one end where the other begins";
                self.problem(ProblemCode::Conflict, join(&version.path, "inForce"), message, help);
                break;
            }
            // More than these are too many, or two of them are in force at the same time.
            if earlier.len() < MOST_COMPARED {
                earlier.push(version);
            }
        }
        for edition in 0..self.names.editions.count() {
            let mut of_rules: Vec<Vec<&Version>> = Vec::new();
            let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
            for version in versions.iter().filter(|version| version.editions.has(edition)) {
                let number = *numbers.entry(&version.rule).or_insert(of_rules.len());
                match of_rules.get_mut(number) {
                    Some(all) => all.push(version),
                    None => of_rules.push(vec![version]),
                }
            }
            for all in of_rules {
                let spans: Vec<Span> = all.iter().map(|version| version.span.clone()).collect();
                for hole in holes(&spans).into_iter().filter(|hole| hole.from.is_some() && hole.until.is_some()) {
                    let Some(later) = all.iter().find(|version| version.span.from == hole.until) else { continue };
                    let message = format!("the {kind} {} is not in force {}", quoted(&later.rule), hole.words());
                    let help = "`until` is exclusive: let the earlier one end where the later begins, or call the later one otherwise if neither held in between";
                    self.problem(ProblemCode::Conflict, join(&later.path, "inForce"), message, help);
                }
            }
        }
    }
}
