//! Everything that rules name; the sources, the states and the roles.

use super::editions::Declared;
use super::identifier::{Case, identifier};
use super::spans::Periods;
use crate::expr::{Choices, Clocks, FactType, Gaps, Symbols};
use crate::policy::document::{self, Document};
use crate::policy::read::{Table, has_unread, is_unread};
use crate::policy::{Calendar, Fact, Param, Role, Source, SourceId, State};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::{Currency, Language, Str};

/// Everything that rules name.
pub(super) struct Names {
    pub(super) languages: Vec<Language>,
    pub(super) editions: Declared,
    pub(super) periods: Periods,
    pub(super) symbols: Symbols,
    /// The symbols of all roles, and of all states.
    pub(super) role_choices: Choices,
    pub(super) state_choices: Choices,
    /// The symbols of the zones that conditions and facts can name.
    pub(super) zone_choices: Choices,
    pub(super) zone_name: Str,
    pub(super) clocks: Clocks,
    pub(super) calendar: Option<Calendar>,
    pub(super) currency: Option<Currency>,
    pub(super) fact_types: Vec<FactType>,
    pub(super) roles: Vec<Role>,
    pub(super) states: Vec<State>,
    pub(super) facts: Vec<Fact>,
    /// The arguments of all actions, each with the id of its action.
    pub(super) arguments: Vec<(Str, Fact)>,
    pub(super) params: Vec<Param>,
    pub(super) sources: Vec<Source>,
    /// The source of everything that names none.
    pub(super) source: Option<SourceId>,
    /// What may be named although it is not here, because it could not be read.
    pub(super) gaps: Gaps,
}

impl Names {
    /// Notes that something is an amount of money where no currency is named. However often, it is told once.
    pub(super) fn needs_currency(&self, report: &mut Report) {
        if self.currency.is_none() && !report.unread.has("currency") {
            let message = "`currency` is missing, in whose minor units amounts of money are";
            let problem = Problem::new(ProblemCode::MissingKey, "currency", message);
            report.add(problem.help("name it by its code, such as `currency = \"JPY\"`"));
        }
    }

    /// The number of a source, or of the default where none is named.
    pub(super) fn source_id(&self, source: &Option<Str>, path: &str, report: &mut Report) -> Option<SourceId> {
        source.as_ref().map_or(self.source, |id| self.named_source(id, path, report))
    }

    /// The number of the source with this id.
    pub(super) fn named_source(&self, id: &str, path: &str, report: &mut Report) -> Option<SourceId> {
        let found = self.sources.iter().position(|source| source.id == *id);
        if found.is_none() && !is_unread(id) && !has_unread(self.sources.iter().map(|source| &source.id)) {
            report.add_with(|| {
                let message = format!("{} is not under `sources`", quoted(id));
                let names = self.sources.iter().map(|source| &*source.id);
                Problem::new(ProblemCode::UnknownName, path, message).nearest(id, names)
            });
        }
        found
    }
}

pub(super) fn sources(document: &Document, report: &mut Report) -> Vec<Source> {
    let Some(Table(sources)) = &document.sources else { return Vec::new() };
    let check = |(id, source): &(Str, document::Source)| {
        identifier(id, &join("sources", id), Case::Kebab, report);
        if let Some(url) = &source.url
            && !is_unread(url)
            && !is_address(url)
        {
            let path = format!("{}.url", join("sources", id));
            let problem = Problem::new(ProblemCode::WrongType, path, format!("{} is no web address", quoted(url)));
            report.add(problem.help("write the whole address, which begins with `https://` or `http://`"));
        }
        // A text that bears a date cannot have been read before it, as far as both are known.
        if let Some((date, read)) = source.date.as_ref().zip(source.read.as_ref())
            && let Some((document::PartialDate(date), document::PartialDate(read))) = Some((date, read))
            && !is_unread(date)
            && !is_unread(read)
            && date.as_bytes().iter().zip(read.as_bytes()).find(|(a, b)| a != b).is_some_and(|(a, b)| b < a)
        {
            let path = format!("{}.read", join("sources", id));
            let message = format!("it was read before {}, the date that the text bears", quoted(date));
            report.add(Problem::new(ProblemCode::Conflict, path, message).help("correct one of the two"));
        }
        Source::of(id, source.clone())
    };
    sources.iter().map(check).collect()
}

/// Whether a text looks like a web address: a scheme, something after it, and no blanks.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or(url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

pub(super) fn states(
    document: &Document,
    editions: &Declared,
    symbols: &mut Symbols,
    report: &mut Report,
) -> Vec<State> {
    let Table(states) = &document.states;
    if states.is_empty() {
        report.add(Problem::new(ProblemCode::MissingKey, "states", "a policy needs at least one state"));
        report.unread.add("states".to_owned());
    }
    let check = |(id, state): &(Str, document::State)| {
        identifier(id, &join("states", id), Case::Kebab, report);
        State {
            symbol: symbols.intern(id),
            label: state.label.clone(),
            is_final: state.is_final.unwrap_or(false),
            editions: editions.named(&state.edition, &join("states", id), report),
            note: state.note.clone(),
        }
    };
    states.iter().map(check).collect()
}

pub(super) fn roles(document: &Document, symbols: &mut Symbols, report: &mut Report) -> Vec<Role> {
    let Table(labels) = &document.role_labels;
    if document.roles.is_empty() {
        report.add(Problem::new(ProblemCode::MissingKey, "roles", "a policy needs at least one role"));
        report.unread.add("roles".to_owned());
        return Vec::new();
    }
    let mut misspelt: Vec<String> = Vec::new();
    for (id, _) in labels {
        if !document.roles.contains(id) && !is_unread(id) && !has_unread(document.roles.iter()) {
            let problem = Problem::new(
                ProblemCode::UnknownName,
                join("roleLabels", id),
                format!("{} is not under `roles`", quoted(id)),
            );
            let problem = problem.nearest(id, document.roles.iter().map(|role| &**role));
            misspelt.extend(problem.suggests.clone());
            report.add(problem);
        }
    }
    let mut roles: Vec<Role> = Vec::new();
    for (index, id) in document.roles.iter().enumerate() {
        let path = format!("roles[{index}]");
        identifier(id, &path, Case::Kebab, report);
        if *id == "other" {
            let problem = Problem::new(ProblemCode::ReservedName, &*path, "`other` means something else already");
            report.add(problem.help("under `consent` it is the role that does not act; choose another name"));
        }
        let label = labels.iter().find(|(label, _)| label == id).map(|(_, label)| label.clone());
        let is_labelled = label.is_some() || misspelt.iter().any(|meant| *meant == **id);
        if !is_labelled && !is_unread(id) && !has_unread(labels.iter().map(|(label, _)| label)) {
            let message = format!("the role {} has no label", quoted(id));
            let problem = Problem::new(ProblemCode::MissingKey, join("roleLabels", id), message);
            report.add(problem.help("write it under `roleLabels`"));
        }
        let symbol = symbols.intern(id);
        if is_unread(id) {
            continue;
        }
        if roles.iter().any(|role| role.symbol == symbol) {
            report.add(Problem::new(
                ProblemCode::Duplicate,
                &*path,
                format!("the role {} stands here twice", quoted(id)),
            ));
            continue;
        }
        roles.push(Role { symbol, label: label.unwrap_or_default() });
    }
    roles
}
