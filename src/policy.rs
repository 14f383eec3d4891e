//! Policies: documents that say what the rules are.
//!
//! A policy is read in three steps. `read` takes plain data apart; `document` is what was
//! written, element by element; `check` resolves every name, checks every condition and
//! binds every placeholder, and makes the [`Policy`], whose fields are private because a
//! policy that exists is right. Each edition is compiled to [`Rules`] of its own, for each period in
//! which other rules are in force; what both consist of stands in `model`.

mod ahead;
mod check;
#[allow(dead_code, reason = "the build script compiles into the program")]
mod compiled;
mod document;
mod edition;
mod extend;
pub(crate) mod fact;
mod model;
mod needs;
#[allow(dead_code, reason = "the build script packs, and calendars are packed there alone")]
mod packed;
mod read;
#[cfg(test)]
mod schema;
mod template;
mod useful;
mod vocabulary;
mod world;

#[cfg(test)]
mod tests;

#[cfg(target_arch = "wasm32")]
pub(crate) use compiled::not_compiled;
pub(crate) use edition::{Edition, EditionId, Editions, InForce, PerReading, PeriodId, Reading};
pub(crate) use model::{
    About, Action, Agreed, Audience, Calendar, Consent, Draft, Duty, DutyRole, Effect, Fact, NamedValue, Origin, Param,
    ParamValue, Requirement, Role, Source, SourceId, State, Transition, Written, generic, number_text,
};
pub(crate) use needs::{Bits, FAR, Needs};
pub(crate) use packed::Packer;
pub(crate) use template::{Message, Part};
pub(crate) use useful::Useful;
pub use vocabulary::{Certainty, EffectKind, EffectOn, Severity, SourceKind, Verb};
#[allow(unused_imports, reason = "the build script loads no policy")]
pub(crate) use world::{BuiltinCalendar, World};

use std::sync::OnceLock;

use crate::data::Data;
use crate::expr::{Clocks, Expr, FactId, ParamId, Symbol, Symbols, Type, Value};
use crate::problem::{Problem, ProblemCode, Problems, Report, quoted};
use crate::text::{Currency, Language, LanguageId, Str, Text, is_tag, lookup};
#[cfg(feature = "author")]
use crate::written::{self, Notice};

/// The rules of one kind of deal on one marketplace, checked.
///
/// Nothing can go wrong when a policy is evaluated: types, names, null-safety and the
/// placeholders of messages were checked when it was made. Making one is the expensive
/// part; evaluate it as often as you like.
///
/// ```
/// use torihiki::{Data, Policy};
///
/// let document: Data = serde_json::from_str(r#"{
///     "format": "torihiki/1",
///     "id": "library",
///     "utcOffset": "+09:00",
///     "roles": ["reader"],
///     "roleLabels": { "reader": { "ja": "利用者", "en": "Reader" } },
///     "label": { "ja": "図書の貸出", "en": "Library loan" },
///     "states": {
///         "lent": { "label": { "ja": "貸出中", "en": "Lent" } },
///         "returned": { "label": { "ja": "返却済み", "en": "Returned" } }
///     },
///     "actions": {
///         "return": {
///             "verb": "other",
///             "roles": ["reader"],
///             "from": ["lent"],
///             "to": "returned",
///             "label": { "ja": "返却する", "en": "Return" }
///         }
///     }
/// }"#).unwrap();
/// let policy = Policy::new(&document).unwrap();
/// assert_eq!(policy.id(), "library");
///
/// let problems = Policy::new(&Data::Map(vec![])).unwrap_err();
/// assert!(problems.as_slice().iter().any(|problem| problem.path == "format"));
/// ```
#[derive(Debug)]
pub struct Policy {
    pub(crate) id: Str,
    pub(crate) version: Str,
    /// The languages of its texts; always at least one. The first counts where nobody asks for another.
    pub(crate) languages: Vec<Language>,
    pub(crate) label: Text,
    pub(crate) note: Option<Text>,
    /// The name of its zone, or its offset from UTC as it was written.
    pub(crate) zone_name: Str,
    pub(crate) clocks: Clocks,
    pub(crate) calendar: Option<Calendar>,
    /// In whose minor units its amounts are.
    pub(crate) currency: Option<Currency>,
    pub(crate) symbols: Symbols,
    pub(crate) roles: Vec<Role>,
    pub(crate) states: Vec<State>,
    pub(crate) facts: Vec<Fact>,
    /// What people supply with its actions.
    pub(crate) arguments: Vec<Fact>,
    pub(crate) params: Vec<Param>,
    pub(crate) sources: Vec<Source>,
    /// The source of everything that names none.
    pub(crate) source: Option<SourceId>,
    /// The readings that it distinguishes; none: it is one reading, without a name.
    pub(crate) editions: Vec<Edition>,
    pub(crate) default_edition: EditionId,
    /// The fact that tells the date of an order, which decides what rules it takes.
    pub(crate) dated_by: Option<FactId>,
    /// The instants at which rules come into force or cease to be, in order: between them are the periods.
    pub(crate) turns: Vec<i64>,
    pub(crate) rules: PerReading<Rules>,
    pub(crate) kept: Kept,
}

/// What only the author of a policy asks for: its document, where it was made of one, and what was noticed in it. What
/// was loaded has none, and where documents cannot be asked for, none is kept.
#[derive(Debug, Default)]
#[allow(dead_code, reason = "the build script asks for none")]
pub(crate) struct Kept {
    #[cfg(feature = "author")]
    document: Option<Data<'static>>,
    #[cfg(feature = "author")]
    notices: Vec<Notice>,
}

impl Policy {
    /// Checks a document where this is the world around it; [`Policy::new`] brings its own.
    pub(crate) fn checked(document: &Data<'_>, world: &World<'_>) -> Result<Policy, Problems> {
        check::policy(document, world)
    }

    /// The id of the policy, such as `coconala`.
    ///
    /// ```
    /// assert!(torihiki::policy_ids().all(|id| torihiki::policy(id).unwrap().id() == id));
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version of the document: its SHA-256 hash, in 64 hexadecimal digits.
    ///
    /// An answer names it, so that whoever keeps one can tell whether the rules have changed since. It is that of the
    /// same document in whatever format: the order of the keys in a table makes no difference, and a key with null
    /// counts as left out. The order of a list does make one, and so does every other value.
    ///
    /// ```
    /// use torihiki::policy;
    ///
    /// let version = policy("coconala").unwrap().version();
    /// assert!(version.len() == 64 && version.chars().all(|digit| digit.is_ascii_hexdigit()));
    /// assert_ne!(version, policy("lancers").unwrap().version());
    /// ```
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The document that the policy was made of: of one that extends another, the whole that came of both.
    ///
    /// A policy that is made of it is the same, and has the same document. One that was loaded has none, because what is
    /// compiled leaves out what only authors read.
    ///
    /// ```
    /// use torihiki::{Policy, Syntax};
    ///
    /// let ours = "format = 'torihiki/1'\nextends = 'lancers'\nid = 'our-lancers'\nlanguages = ['en']";
    /// let policy = Policy::parse(ours, Syntax::Toml).unwrap();
    /// let whole = policy.document().unwrap();
    /// let json = serde_json::to_value(whole).unwrap();
    /// assert_eq!((&json["id"], &json["roles"][0]), (&"our-lancers".into(), &"lancer".into()));
    ///
    /// let again = Policy::new(whole).unwrap();
    /// assert_eq!(again.compile(), policy.compile());
    /// assert!(Policy::load(&policy.compile()).unwrap().document().is_none());
    /// ```
    #[cfg(feature = "author")]
    #[must_use]
    #[allow(dead_code, reason = "the build script asks for none")]
    pub fn document(&self) -> Option<&Data<'static>> {
        self.kept.document.as_ref()
    }

    /// What may not be meant as the document says it, although nothing is wrong with it, in the order in which it was
    /// found: a state without a way out that is not final, one to which nothing leads, phrases that are said in English.
    ///
    /// A policy that was loaded has none.
    ///
    /// ```
    /// use torihiki::{Policy, ProblemCode, Syntax};
    ///
    /// let document = "format = 'torihiki/1'\nid = 'loan'\nutcOffset = '+00:00'\nroles = ['reader']\nlanguages = ['en']\n\
    ///     roleLabels.reader = 'Reader'\nlabel = 'Loan'\nstates.lent.label = 'Lent'\nstates.back.label = 'Back'\n\
    ///     actions.return = { verb = 'other', roles = ['reader'], from = ['lent'], to = 'back', label = 'Return' }";
    /// let policy = Policy::parse(document, Syntax::Toml).unwrap();
    /// let [notice] = policy.notices() else { panic!() };
    /// assert_eq!((notice.problem.code, &*notice.problem.path), (ProblemCode::DeadEnd, "states.back"));
    /// assert_eq!(notice.span.unwrap().line, 9);
    /// ```
    #[cfg(feature = "author")]
    #[must_use]
    #[allow(dead_code, reason = "the build script asks for none")]
    pub fn notices(&self) -> &[Notice] {
        &self.kept.notices
    }

    /// The same policy, with what was noticed at other paths.
    #[cfg_attr(not(feature = "author"), allow(unused_mut, unused_variables, reason = "nothing is noticed then"))]
    fn noticed_at(mut self, path: impl Fn(&str) -> String) -> Policy {
        #[cfg(feature = "author")]
        for Notice { problem, .. } in &mut self.kept.notices {
            problem.path = path(&problem.path);
        }
        self
    }

    /// The same policy, with the places of what was noticed in the text that it was made of.
    #[cfg(feature = "author")]
    #[allow(dead_code, reason = "the build script asks for none")]
    pub(crate) fn noticed_in(mut self, text: &written::Written<'_>) -> Policy {
        for Notice { problem, span } in &mut self.kept.notices {
            *span = Some(text.span(problem));
        }
        self
    }

    /// A language, by its number.
    pub(crate) fn language(&self, locale: LanguageId) -> &Language {
        static UNKNOWN: Language = Language { tag: Str::part("en"), phrases: Vec::new() };
        self.languages.get(locale).or(self.languages.first()).unwrap_or(&UNKNOWN)
    }

    /// The language that is spoken to somebody who asks for a locale.
    pub(crate) fn locale(&self, asked: Option<&str>, report: &mut Report) -> LanguageId {
        let Some(asked) = asked else { return 0 };
        let is_range = |range: &str| range == "*" || is_tag(range);
        if !asked.split(',').all(|range| is_range(range.trim())) {
            let message = format!("{} is no language tag", quoted(asked));
            let problem = Problem::new(ProblemCode::WrongType, "locale", message);
            report.add(problem.help("write it like `en`, `en-GB` or `zh-Hant`; several with commas between them"));
        }
        lookup(&self.languages, asked)
    }

    /// The rules of an edition that are in force in a period.
    pub(crate) fn rules(&self, reading: Reading) -> &Rules {
        self.rules.of(reading)
    }

    /// The periods, in order.
    pub(crate) fn periods(&self) -> std::ops::RangeInclusive<PeriodId> {
        0..=self.turns.len()
    }

    /// Whether other rules are in force for orders of other dates.
    pub(crate) fn is_dated(&self) -> bool {
        !self.turns.is_empty()
    }

    /// The period in which an instant lies.
    pub(crate) fn period(&self, at: i64) -> PeriodId {
        self.turns.partition_point(|turn| *turn <= at)
    }

    /// The period in which the date of an order with these facts lies, where that is known. It always is where nothing is
    /// dated.
    pub(crate) fn period_of(&self, facts: &[Value]) -> Option<PeriodId> {
        let Some(fact) = self.dated_by.filter(|_| !self.turns.is_empty()) else { return Some(0) };
        Some(self.period(facts.get(fact)?.number()?))
    }

    /// The id of an edition; none where the policy has one without a name.
    pub(crate) fn edition_id(&self, edition: EditionId) -> Option<&str> {
        self.editions.get(edition).map(|edition| &*edition.id)
    }

    /// Whether something can still give an order another date, and so other rules, from one of these states on.
    pub(crate) fn may_redate(&self, edition: EditionId, states: impl Iterator<Item = Symbol>) -> bool {
        let Some(date) = self.dated_by.filter(|_| !self.turns.is_empty()) else { return false };
        let sets = |set: &[(FactId, Written)]| set.iter().any(|(fact, _)| *fact == date);
        let mut reached: Vec<Symbol> = states.collect();
        let mut next: usize = 0;
        while let Some(state) = reached.get(next).copied() {
            next = next.saturating_add(1);
            for rules in self.periods().map(|period| self.rules(Reading { edition, period })) {
                let transitions = rules.transitions.iter().filter(|transition| transition.from.contains(&state));
                let transitions = transitions.map(|transition| (Some(transition.to), &transition.set));
                let actions = || rules.actions.iter().filter(|action| action.from.contains(&state));
                let agreed = actions().filter_map(|action| action.agreed.as_ref());
                let asked = actions().map(|action| (action.to, &action.set));
                for (to, set) in transitions.chain(asked).chain(agreed.map(|agreed| (agreed.to, &agreed.set))) {
                    if sets(set) {
                        return true;
                    }
                    reached.extend(to.filter(|to| !reached.contains(to)));
                }
            }
        }
        false
    }

    /// Whether an edition has an action in some period.
    pub(crate) fn has_action(&self, edition: EditionId, id: &str) -> bool {
        let of_edition = self.periods().map(|period| self.rules(Reading { edition, period }));
        of_edition.into_iter().any(|rules| rules.actions.iter().any(|action| action.id == *id))
    }

    /// The ids of the editions.
    pub(crate) fn edition_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.editions.iter().map(|edition| &*edition.id)
    }

    /// The state with this symbol.
    pub(crate) fn state(&self, symbol: Symbol) -> Option<&State> {
        self.states.iter().find(|state| state.symbol == symbol)
    }

    /// The sources that a rule rests on: what is named for it, after that those of its parameters, and those of the
    /// calendar where it counts business days.
    ///
    /// The source of the whole policy counts only where there is no other. `source_of` tells the source of a
    /// parameter.
    pub(crate) fn sources(
        &self,
        origin: &Origin,
        source_of: &dyn Fn(ParamId) -> Option<SourceId>,
    ) -> impl Iterator<Item = SourceId> {
        let of_params = origin.params.iter().filter_map(move |param| source_of(*param));
        let calendar = self.calendar.as_ref().filter(|_| origin.counts_business_days);
        let of_calendar = calendar.map_or(&[][..], |calendar| &calendar.sources);
        let mut own = origin.named.iter().copied().chain(of_params).chain(of_calendar.iter().copied()).peekable();
        let of_policy = self.source.filter(|_| own.peek().is_none());
        own.chain(of_policy)
    }

    /// The id of a source.
    pub(crate) fn source_id(&self, source: SourceId) -> Option<&str> {
        self.sources.get(source).map(|source| &*source.id)
    }

    /// The source of the value that a parameter has in a reading.
    pub(crate) fn source_of(&self, param: ParamId, reading: Reading) -> Option<SourceId> {
        self.params.get(param)?.value(reading)?.source
    }

    /// What a symbol is called: as the choice of one of these facts, else as a state, as a role, or as a choice of
    /// any fact.
    pub(crate) fn label_of(&self, symbol: Symbol, facts: &[FactId], locale: LanguageId) -> &str {
        let own = facts.iter().find_map(|fact| self.fact_or_argument(*fact)?.label_of(symbol));
        let role = || self.roles.iter().find(|role| role.symbol == symbol).map(|role| &role.label);
        let label = own
            .or_else(|| self.state(symbol).map(|state| &state.label))
            .or_else(role)
            .or_else(|| self.facts.iter().find_map(|fact| fact.label_of(symbol)));
        label.map_or_else(|| self.symbols.text(symbol), |label| label.get(locale))
    }

    /// The name of a parameter.
    pub(crate) fn param_name(&self, param: ParamId) -> &str {
        self.params.get(param).map_or("", |param| &*param.name)
    }

    /// The name of a fact, or of an argument.
    pub(crate) fn fact_name(&self, fact: FactId) -> &str {
        self.fact_or_argument(fact).map_or("", |fact| &*fact.name)
    }

    /// A fact, or an argument: these are numbered after the facts, so that expressions read both alike. No order has
    /// a value for an argument, so that it is unknown until an action is done.
    pub(crate) fn fact_or_argument(&self, number: FactId) -> Option<&Fact> {
        let argument = || self.arguments.get(number.checked_sub(self.facts.len())?);
        self.facts.get(number).or_else(argument)
    }

    /// The roles of which a fact names one: those that it can name, or all where it can name one only.
    pub(crate) fn parties(&self, fact: FactId) -> Vec<Symbol> {
        match self.facts.get(fact).map(|fact| &fact.ty) {
            Some(Type::Choice(choices)) if 1 < choices.len() => choices.clone(),
            _ => self.roles.iter().map(|role| role.symbol).collect(),
        }
    }

    /// Whether a number is that of an argument.
    pub(crate) fn is_argument(&self, number: FactId) -> bool {
        self.facts.len() <= number
    }
}

impl Rules {
    /// Whether transitions record facts.
    pub(crate) fn record(&self) -> bool {
        self.transitions.iter().any(|transition| !transition.set.is_empty())
    }
}

/// What holds in one edition for orders of one period.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) reading: Reading,
    pub(crate) transitions: Vec<Transition>,
    pub(crate) actions: Vec<Action>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) values: Vec<NamedValue>,
    /// Each expression whose value is an instant at which a condition can change, once.
    pub(crate) moments: Vec<Expr>,
    /// What can help towards each action.
    pub(crate) useful_for: useful::UsefulFor,
    /// What may happen by itself from each state on.
    pub(crate) ahead_of: ahead::AheadOf,
}

/// What follows from the rules, worked out when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Derived<T>(OnceLock<T>);
