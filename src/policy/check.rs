//! From the document to the checked policy.
//!
//! First the names: roles, states, facts, parameters and sources. Then the rules, once for
//! each edition, in each period, with the names that the edition has. Nothing stops at the first problem.

mod actions;
mod clocks;
mod definitions;
mod editions;
mod facts;
mod found;
mod identifier;
mod languages;
mod links;
mod names;
mod never;
#[cfg(feature = "author")]
mod notices;
mod params;
mod parts;
mod periods;
mod reach;
mod requires;
mod rules;
mod spans;
mod values;
mod version;

use editions::Declared;
use facts::{arguments, fact_type, facts};
use identifier::{Case, identifier};
use names::{Names, roles, sources, states};
use params::params;
use periods::periods;
use spans::Periods;
use version::version;

use super::document::{self, Document, Format, Languages, Phrases};
use super::extend::extended;
use super::read::{Read, Table};
use super::world::taken;
use super::{Editions, Kept, PerReading, Policy, Reading, World};
use crate::data::Data;
use crate::expr::{Choices, Gaps, Symbols, Type};
use crate::problem::{Problem, ProblemCode, Problems, Report, join, quoted};
use crate::text::Language;
#[cfg(feature = "author")]
use crate::written::Notice;

/// Checks a document.
pub(super) fn policy(data: &Data<'_>, world: &World<'_>) -> Result<Policy, Problems> {
    // What is too large is told as it stands.
    let can_extend = data.get("extends").is_some() && {
        let mut report = Report::default();
        limit(data, &mut report);
        report.is_empty()
    };
    match if can_extend { extended(data, world, 0)? } else { None } {
        Some(extended) => whole(&extended.whole, extended.id.as_deref(), world)
            .map(|policy| policy.noticed_at(|path| extended.path(path)))
            .map_err(|problems| problems.moved(|path| extended.path(path))),
        None => whole(data, None, world),
    }
}

/// Checks a document that says everything itself; `extended` is the id of the one that it was made of, if it was.
fn whole(data: &Data<'_>, extended: Option<&str>, world: &World<'_>) -> Result<Policy, Problems> {
    let mut report = Report::default();
    limit(data, &mut report);
    let is_readable = report.is_empty();
    let mut languages = languages::languages(data, &mut report);
    // Where it is not known which languages there are, texts are compared with those that are usual in the document.
    if !report.is_empty() || languages.is_empty() {
        languages = languages::guessed(data);
    }
    report.languages = languages.iter().map(|language| language.tag.to_string()).collect();
    languages::phrases(data.get("phrases"), &mut languages, &mut report);
    let document = if is_readable { Document::read(data, "", &mut report) } else { None };
    let Some(document) = document else { return report.finish(None) };
    // That the format is the right one was checked when it was read, and languages were before that. The address of a
    // schema is for editors alone.
    let (Format, None | Some(Languages), None | Some(Phrases), _) =
        (&document.format, &document.languages, &document.phrases, &document.schema);
    #[cfg(feature = "author")]
    let notices =
        notices::notices(&document, data.get("languages").is_some_and(|list| *list != Data::Null), &languages);
    let names = names(&document, languages, world, &mut report);
    let mut divisors = Vec::new();
    let compile = |reading: Reading| {
        report.doubts.look_at(reading.edition);
        rules::compile(&document, &names, reading, &mut divisors, &mut report)
    };
    let rules = PerReading::make(names.editions.count(), names.periods.count(), compile);
    report.settle(names.editions.count());
    reach::states(&document, &mut report);
    let Names { languages, editions, periods, symbols, zone_name, clocks, calendar, currency, .. } = names;
    let Names { roles, states, facts, arguments, mut params, sources, source, .. } = names;
    for (number, param) in params.iter_mut().enumerate() {
        param.divides = divisors.contains(&number);
    }
    let version = version(data);
    match world.built_in.iter().find(|(id, _)| *id == &*document.id) {
        // The document of a built-in policy is that policy, whoever brings it along.
        Some((_, built_in)) if *built_in != &*version => report.add(taken(&document.id)),
        None if extended == Some(&*document.id) => {
            let message = format!("{} is the id of the document that it extends", quoted(&document.id));
            report.add(Problem::new(ProblemCode::ReservedName, "id", message).help("choose another id"));
        }
        _ => {}
    }
    let policy = Policy {
        id: document.id,
        version,
        languages,
        label: document.label,
        note: document.note,
        zone_name,
        clocks,
        calendar,
        currency,
        symbols,
        roles,
        states,
        facts,
        arguments: arguments.into_iter().map(|(_, argument)| argument).collect(),
        params,
        sources,
        source,
        editions: editions.list,
        default_edition: editions.default,
        dated_by: periods.dated_by,
        turns: periods.turns,
        rules,
        kept: Kept {
            #[cfg(feature = "author")]
            document: Some(data.owned()),
            #[cfg(feature = "author")]
            notices: notices.into_iter().map(|problem| Notice { problem, span: None }).collect(),
        },
    };
    report.finish(Some(policy))
}

/// How many values a document may hold: names, texts, numbers, lists and tables.
const MAX_VALUES: usize = 60_000;

/// How many elements each table of a document may have. Times grow with their products.
const MAX_ELEMENTS: [(&str, usize); 11] = [
    ("editions", Editions::MOST),
    ("roles", 20),
    ("sources", 200),
    ("params", 200),
    ("values", 200),
    ("facts", 300),
    ("states", 300),
    ("transitions", 60),
    ("actions", 1_000),
    ("zones", 20),
    ("calendars", 20),
];

/// Notes a document that is too large to be evaluated in good time.
fn limit(data: &Data<'_>, report: &mut Report) {
    if MAX_VALUES < data.size() {
        report.add(Problem::new(ProblemCode::TooLarge, "", format!("a policy has at most {MAX_VALUES} values")));
    }
    for (name, most) in MAX_ELEMENTS {
        let count = match data.get(name) {
            Some(Data::Map(entries)) => entries.len(),
            Some(Data::List(items)) => items.len(),
            _ => 0,
        };
        if most < count {
            report.add(Problem::new(
                ProblemCode::TooLarge,
                name,
                format!("a policy has at most {most} {name}, not {count}"),
            ));
        }
    }
}

fn names(document: &Document, languages: Vec<Language>, world: &World<'_>, report: &mut Report) -> Names {
    let mut symbols = Symbols::default();
    identifier(&document.id, "id", Case::Kebab, report);
    let mut sources = sources(document, report);
    let editions = Declared::of(document, report);
    let states = states(document, &editions, &mut symbols, report);
    let roles = roles(document, &mut symbols, report);
    let role_choices: Choices = roles.iter().map(|role| role.symbol).collect();
    let said = clocks::clocks(document, &languages, world, &mut symbols, &mut sources, report);
    let clocks::Said { zone_name, clocks, calendar, zone_choices } = said;
    let currency = document.currency.as_ref().and_then(|document::CurrencyCode(currency)| currency.clone());
    let facts = facts(document, &editions, &roles, &zone_choices, &mut symbols, report);
    let arguments = arguments(document, &facts, &roles, &zone_choices, &mut symbols, report);
    let mut names = Names {
        languages,
        editions,
        periods: Periods::default(),
        source: None,
        state_choices: states.iter().map(|state| state.symbol).collect(),
        fact_types: facts.iter().map(fact_type).collect(),
        role_choices,
        zone_choices,
        zone_name,
        clocks,
        calendar,
        currency,
        symbols,
        roles,
        states,
        facts,
        arguments,
        params: Vec::new(),
        sources,
        gaps: Gaps::default(),
    };
    names.source = names.source_id(&document.source, "source", report);
    names.periods = periods(document, &names, report);
    names.params = params(document, &names, report);
    names.gaps = gaps(document, &names, report);
    let mut facts = names.facts.iter().chain(names.arguments.iter().map(|(_, argument)| argument));
    if facts.any(|fact| fact.ty == Type::Money) || names.params.iter().any(|param| param.ty == Type::Money) {
        names.needs_currency(report);
    }
    names
}

/// What may be named although it is not there, because it could not be read.
fn gaps(document: &Document, names: &Names, report: &Report) -> Gaps {
    let [facts, params, values, states] = ["facts", "params", "values", "states"].map(|key| report.unread.has(key));
    let (roles, zones) = (report.unread.within("roles"), report.unread.within("zones"));
    let mut actions = document.actions.iter().flat_map(|Table(actions)| actions).map(|(id, _)| join("actions", id));
    let arguments = actions.any(|action| report.unread.has(&join(&action, "with")));
    // The choices of such a fact are words that may stand anywhere.
    let all = names.facts.iter().chain(names.arguments.iter().map(|(_, argument)| argument));
    let choices = all.into_iter().any(|fact| fact.ty == Type::Null);
    Gaps {
        names: facts || params || values || arguments,
        facts,
        states,
        roles,
        zones: zones
            || document.zones.iter().flatten().zip(0..).any(|(_, index)| report.has(&format!("zones[{index}]"))),
        words: facts || states || roles || zones || choices,
        calendar: document.calendar.is_some() || report.unread.has("calendar"),
    }
}
