//! From the document to the checked policy.
//!
//! First the names: roles, states, facts, parameters and sources. Then the rules, once for
//! each edition, with the names that the edition has. Nothing stops at the first problem.

mod clocks;
mod definitions;
mod editions;
mod facts;
mod identifier;
mod languages;
mod names;
mod params;
mod parts;
mod requires;
mod rules;
mod values;
mod version;

use editions::Declared;
use facts::{arguments, fact_type, facts};
use identifier::{Case, identifier};
use names::{Names, roles, sources, states};
use params::params;
use version::version;

use super::document::{self, Document, Format};
use super::read::Read;
use super::{Editions, PerEdition, Policy, Rules, World};
use crate::data::Data;
use crate::expr::{Choices, Symbol, Symbols, Type};
use crate::problem::{Problem, ProblemCode, Problems, Report, join, quoted};
use crate::text::Language;

/// Checks a document.
pub(super) fn policy(data: &Data<'_>, world: &World<'_>) -> Result<Policy, Problems> {
    let mut report = Report::default();
    limit(data, &mut report);
    let is_readable = report.is_empty();
    let mut languages = languages::languages(data, &mut report);
    // Where it is not known which languages there are, no text is compared with them.
    if report.is_empty() {
        report.languages = languages.iter().map(|language| language.tag.to_string()).collect();
    }
    languages::phrases(data.get("phrases"), &mut languages, &mut report);
    let document = if is_readable { Document::read(data, "", &mut report) } else { None };
    // Where elements could not be read, every mention of them would be a problem too.
    let Some(document) = document.filter(|_| report.is_empty()) else { return report.finish(None) };
    // That the format is the right one was checked when it was read, and languages were before that.
    let (Format, _languages, _phrases) = (&document.format, &document.languages, &document.phrases);
    let names = names(&document, languages, world, &mut report);
    let mut divisors = Vec::new();
    let compile = |edition| rules::compile(&document, &names, edition, &mut divisors, &mut report);
    let rules = PerEdition::make(names.editions.count(), compile);
    // A rule with a mistake is not there, so only where there is none is it known what is missing.
    if report.is_empty() {
        reachable(&names, &rules, &mut report);
    }
    let Names { languages, editions, symbols, zone_name, clocks, calendar, currency, .. } = names;
    let Names { roles, states, facts, arguments, mut params, sources, source, .. } = names;
    for (number, param) in params.iter_mut().enumerate() {
        param.divides = divisors.contains(&number);
    }
    let policy = Policy {
        id: document.id,
        version: version(data),
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
        rules,
    };
    report.finish(Some(policy))
}

/// How many values a document may hold: names, texts, numbers, lists and tables.
const MAX_VALUES: usize = 20_000;

/// How many elements each table of a document may have. Times grow with their products.
const MAX_ELEMENTS: [(&str, usize); 11] = [
    ("editions", Editions::MOST),
    ("roles", 20),
    ("sources", 200),
    ("params", 200),
    ("values", 200),
    ("facts", 200),
    ("states", 100),
    ("transitions", 60),
    ("actions", 300),
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

/// Notes a state that no rule names, and a final one that something leads out of.
fn reachable(names: &Names, rules: &PerEdition<Rules>, report: &mut Report) {
    let transitions = || rules.iter().flat_map(|rules| &rules.transitions);
    let actions = || rules.iter().flat_map(|rules| &rules.actions);
    for state in &names.states {
        let symbol = state.symbol;
        let id = names.symbols.text(symbol);
        let mut problem = |code, message: &str| {
            report.add(Problem::new(code, join("states", id), format!("the state {} {message}", quoted(id))));
        };
        let others: Vec<Symbol> = names.state_choices.iter().copied().filter(|other| *other != symbol).collect();
        let leaves = transitions().any(|transition| transition.from.contains(&symbol))
            || actions().any(|action| action.from.contains(&symbol) && action.leads_into(&others));
        let entered = transitions().any(|transition| transition.to == symbol)
            || actions().any(|action| action.leads_into(&[symbol]));
        if !leaves && !entered && !actions().any(|action| action.from.contains(&symbol)) {
            problem(ProblemCode::Unreachable, "stands in no action and no transition");
        }
        if leaves && state.is_final {
            problem(ProblemCode::Conflict, "is final, but something leads out of it");
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
    let currency = document.currency.as_ref().map(|document::CurrencyCode(currency)| currency.clone());
    let facts = facts(document, &editions, &roles, &zone_choices, &mut symbols, report);
    let arguments = arguments(document, &facts, &roles, &zone_choices, &mut symbols, report);
    let mut names = Names {
        languages,
        editions,
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
    };
    names.source = names.source_id(&document.source, "source", report);
    names.params = params(document, &names, report);
    let mut facts = names.facts.iter().chain(names.arguments.iter().map(|(_, argument)| argument));
    if facts.any(|fact| fact.ty == Type::Money) || names.params.iter().any(|param| param.ty == Type::Money) {
        names.needs_currency(report);
    }
    names
}
