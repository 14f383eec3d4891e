//! The document as it was written: every element of a policy, before names are resolved.
//!
//! The structs here are the format `torihiki/1`, field by field; anything else in a
//! document is refused. src/policies/README.md describes the format for those who write policies.

use super::read::{Fields, Read, Table, word, wrong};
use super::{EffectKind, Severity, SourceKind, Verb};
use crate::data::Data;
use crate::problem::{Problem, ProblemCode, Report, quoted};
use crate::text::{Currency, Str, Text};
use crate::time::{Day, Duration, WEEKDAYS, Weekend, Zone, is_date};

/// The format of documents that this version reads.
const FORMAT: &str = "torihiki/1";

/// Declares an element: its fields, which of them may be left out, and the reader.
///
/// Each field stands with its type and the key under which it is written. Optional fields
/// are an `Option`.
macro_rules! element {
    ($(#[$about:meta])* $name:ident {
        required { $($required:ident: $required_type:ty = $required_key:literal,)* }
        optional { $($optional:ident: $optional_type:ty = $optional_key:literal,)* }
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            $(pub(crate) $required: $required_type,)*
            $(pub(crate) $optional: Option<$optional_type>,)*
        }

        impl Read for $name {
            fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
                let mut fields = Fields::of(data, path, report)?;
                $(let $required: Option<$required_type> = fields.required($required_key, report);)*
                $(let $optional: Option<$optional_type> = fields.optional($optional_key, report);)*
                fields.finish(report);
                Some($name { $($required: $required?,)* $($optional,)* })
            }
        }
    };
}

element! {
    /// A whole document.
    Document {
        required {
            format: Format = "format",
            id: Str = "id",
            roles: Vec<Str> = "roles",
            role_labels: Table<Text> = "roleLabels",
            label: Text = "label",
            states: Table<State> = "states",
        }
        optional {
            offset: Offset = "utcOffset",
            time_zone: Str = "timeZone",
            zones: Vec<Str> = "zones",
            calendar: Str = "calendar",
            calendars: Table<Calendar> = "calendars",
            currency: CurrencyCode = "currency",
            source: Str = "source",
            note: Text = "note",
            editions: Table<Edition> = "editions",
            sources: Table<Source> = "sources",
            params: Table<Param> = "params",
            values: Table<Value> = "values",
            facts: Table<Fact> = "facts",
            transitions: Vec<Transition> = "transitions",
            actions: Table<Action> = "actions",
            duties: Vec<Duty> = "duties",
        }
    }
}

element! {
    /// A reading that the policy distinguishes.
    Edition {
        required { label: Text = "label", }
        optional { note: Text = "note", default: bool = "default", }
    }
}

element! {
    Source {
        required { kind: SourceKind = "kind", title: Text = "title", }
        optional { url: Str = "url", date: PartialDate = "date", read: PartialDate = "read", note: Text = "note", }
    }
}

element! {
    /// Which days are business days.
    Calendar {
        required { weekend: Weekend = "weekend", }
        optional {
            holidays: Vec<Day> = "holidays",
            include: Vec<Str> = "include",
            from: Day = "from",
            verified: Day = "verified",
            source: Str = "source",
        }
    }
}

element! {
    /// A document that holds a built-in calendar, with the source of its holidays.
    #[allow(dead_code, reason = "the build script reads, the library unpacks")]
    CalendarDocument {
        required {
            id: Str = "id",
            weekend: Weekend = "weekend",
            holidays: Vec<Day> = "holidays",
            from: Day = "from",
            verified: Day = "verified",
            source: Source = "source",
        }
        optional {}
    }
}

element! {
    Param {
        required { label: Text = "label", value: ParamValue = "value", }
        optional {
            ty: ParamType = "type",
            source: Str = "source",
            note: Text = "note",
            edition: Only = "edition",
            editions: Table<ParamOverride> = "editions",
        }
    }
}

element! {
    /// What one edition says differently of a parameter.
    ParamOverride {
        required { value: ParamValue = "value", }
        optional { source: Str = "source", note: Text = "note", }
    }
}

element! {
    /// An expression that has a name.
    Value {
        required { is: Str = "is", }
        optional { label: Text = "label", note: Text = "note", edition: Only = "edition", }
    }
}

element! {
    Fact {
        required { ty: FactType = "type", label: Text = "label", }
        optional {
            note: Text = "note",
            default: Data<'static> = "default",
            nullable: bool = "nullable",
            min: i64 = "min",
            deadline: bool = "deadline",
            changes: bool = "changes",
            after: Vec<Str> = "after",
            choice_labels: Table<Text> = "choiceLabels",
            edition: Only = "edition",
        }
    }
}

element! {
    State {
        required { label: Text = "label", }
        optional { is_final: bool = "final", edition: Only = "edition", note: Text = "note", }
    }
}

element! {
    Transition {
        required {
            rule: Str = "rule",
            from: Vec<Str> = "from",
            at: Str = "at",
            to: Str = "to",
            message: Text = "message",
        }
        optional {
            when: Str = "when",
            set: Table<Str> = "set",
            effects: Vec<Effect> = "effects",
            edition: Only = "edition",
            source: Str = "source",
            note: Text = "note",
        }
    }
}

element! {
    Action {
        required {
            verb: Verb = "verb",
            roles: Vec<Str> = "roles",
            from: Vec<Str> = "from",
            label: Text = "label",
        }
        optional {
            to: Str = "to",
            set: Table<Str> = "set",
            consent: Consent = "consent",
            elsewhere: Table<Text> = "elsewhere",
            requires: Vec<Requirement> = "requires",
            effects: Vec<Effect> = "effects",
            drafts: Vec<Draft> = "drafts",
            editions: Table<ActionOverride> = "editions",
            edition: Only = "edition",
            source: Str = "source",
            note: Text = "note",
        }
    }
}

element! {
    /// What one edition says differently of an action.
    ActionOverride {
        required {}
        optional {
            from: Vec<Str> = "from",
            to: Str = "to",
            set: Table<Str> = "set",
            consent: Consent = "consent",
        }
    }
}

element! {
    Consent {
        required { of: Str = "of", }
        optional { unless: Str = "unless", }
    }
}

element! {
    /// A condition under `that`, or under `any` several of which one is enough.
    Requirement {
        required { rule: Str = "rule", message: Text = "message", }
        optional {
            that: Str = "that",
            any: Vec<Alternative> = "any",
            edition: Only = "edition",
            source: Str = "source",
            note: Text = "note",
        }
    }
}

element! {
    /// One of several conditions of which one is enough.
    Alternative {
        required { rule: Str = "rule", that: Str = "that", message: Text = "message", }
        optional { edition: Only = "edition", source: Str = "source", note: Text = "note", }
    }
}

element! {
    Effect {
        required {
            rule: Str = "rule",
            kind: EffectKind = "kind",
            severity: Severity = "severity",
            message: Text = "message",
        }
        optional {
            audience: Audience = "audience",
            when: Str = "when",
            amount: Str = "amount",
            edition: Only = "edition",
            source: Str = "source",
            note: Text = "note",
        }
    }
}

element! {
    Draft {
        required { id: Str = "id", subject: Text = "subject", body: Text = "body", }
        optional { roles: Vec<Str> = "roles", when: Str = "when", edition: Only = "edition", }
    }
}

element! {
    Duty {
        required { rule: Str = "rule", message: Text = "message", }
        optional {
            role: DutyRole = "role",
            states: Vec<Str> = "in",
            when: Str = "when",
            due: Str = "due",
            edition: Only = "edition",
            source: Str = "source",
            note: Text = "note",
        }
    }
}

element! {
    /// The role that a fact does not name.
    Not {
        required { fact: Str = "not", }
        optional {}
    }
}

/// The editions in which an element exists, as written: an id or a list of ids.
#[derive(Clone, Debug)]
pub(crate) struct Only {
    pub(crate) ids: Vec<Str>,
    /// Whether it is a list.
    pub(crate) is_list: bool,
}

impl Read for Only {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Text(id) => Some(Only { ids: vec![Str::from(&**id)], is_list: false }),
            Data::List(_) => Vec::read(data, path, report).map(|ids| Only { ids, is_list: true }),
            _ => wrong(data, path, "the id of an edition, or a list of them", report),
        }
    }
}

/// The marker of the format; it holds nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Format;

impl Read for Format {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let format = Str::read(data, path, report)?;
        if format != FORMAT {
            let problem =
                Problem::new(ProblemCode::UnknownFormat, path, format!("`{FORMAT}` is the only format there is"));
            report.add(problem);
        }
        Some(Format)
    }
}

/// An offset from UTC, and how it was written.
#[derive(Clone, Debug)]
pub(crate) struct Offset {
    pub(crate) value: Zone,
    pub(crate) text: Str,
}

impl Read for Offset {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let text = Str::read(data, path, report)?;
        match Zone::parse(&text) {
            Some(value) => Some(Offset { value, text }),
            None => wrong(data, path, "an offset such as `+09:00`", report),
        }
    }
}

/// A date as far as it is known: a day, a month or a year.
#[derive(Clone, Debug)]
pub(crate) struct PartialDate(pub(crate) Str);

impl Read for PartialDate {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let problem = match data {
            Data::Text(text) if is_date(text) => return Some(PartialDate(Str::from(&**text))),
            Data::Text(_) => Problem::new(ProblemCode::InvalidDate, path, format!("{data} is no date")),
            _ => Problem::new(ProblemCode::WrongType, path, format!("expected a date as a text, found {data}")),
        };
        report.add(problem.help("write it as far as it is known, like `\"2021-09-14\"`, `\"2021-09\"` or `\"2021\"`"));
        None
    }
}

impl Read for Day {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Text(text) => Day::parse(text).or_else(|| {
                let problem = Problem::new(ProblemCode::InvalidDate, path, format!("{data} is no day"));
                report.add(problem.help("write it like `2026-12-29`"));
                None
            }),
            _ => wrong(data, path, "a day such as `2026-12-29`", report),
        }
    }
}

impl Read for Weekend {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let days = Vec::<Weekday>::read(data, path, report)?;
        Some(days.into_iter().fold(Weekend::default(), |weekend, Weekday(number)| weekend.with(number)))
    }
}

/// A day of the week, by its number.
struct Weekday(u8);

impl Read for Weekday {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let parse = |text: &str| (0..).zip(WEEKDAYS).find(|(_, name)| *name == text).map(|(number, _)| Weekday(number));
        word(data, path, report, parse, WEEKDAYS.into_iter())
    }
}

/// A currency by its code.
#[derive(Clone, Debug)]
pub(crate) struct CurrencyCode(pub(crate) Currency);

impl Read for CurrencyCode {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let code = Str::read(data, path, report)?;
        let currency = Currency::find(&code);
        if currency.is_none() {
            let message = format!("{} is no currency of ISO 4217", quoted(&code));
            let capital = code.trim().to_ascii_uppercase();
            let problem = Problem::new(ProblemCode::UnknownName, path, message);
            report.add(match Currency::codes().find(|known| *known == capital) {
                Some(known) => problem.nearest(&capital, [known]),
                None => problem.help("write its code of three capital letters, such as `JPY` or `USD`"),
            });
        }
        currency.map(CurrencyCode)
    }
}

/// The type of a parameter, as written; left out, it is a duration or a number, as its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParamType {
    Duration,
    Int,
    Money,
}

impl Read for ParamType {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let parse = |text: &str| match text {
            "duration" => Some(ParamType::Duration),
            "int" => Some(ParamType::Int),
            "money" => Some(ParamType::Money),
            _ => None,
        };
        word(data, path, report, parse, ["duration", "int", "money"].into_iter())
    }
}

/// The value of a parameter: a number, or a duration and how it was written.
#[derive(Clone, Debug)]
pub(crate) enum ParamValue {
    Int(i64),
    Duration(Duration, Str),
}

impl Read for ParamValue {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Int(value) => Some(ParamValue::Int(*value)),
            Data::Text(text) => match Duration::parse(text) {
                Some(duration) => Some(ParamValue::Duration(duration, Str::from(&**text))),
                None => {
                    let problem = Problem::new(ProblemCode::InvalidDuration, path, format!("{data} is no duration"));
                    report.add(problem.help("write it like `72h` or `1d12h`"));
                    None
                }
            },
            _ => wrong(data, path, "a duration such as `7d`, or a whole number", report),
        }
    }
}

/// The type of a fact, as written.
#[derive(Clone, Debug)]
pub(crate) enum FactType {
    Timestamp,
    Duration,
    Int,
    Bool,
    /// An amount in whole minor units of the currency of the policy.
    Money,
    /// One of the zones of the policy.
    Zone,
    Choice(Vec<Str>),
}

impl Read for FactType {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        if let Data::List(_) = data {
            return Vec::read(data, path, report).map(FactType::Choice);
        }
        let parse = |text: &str| match text {
            "timestamp" => Some(FactType::Timestamp),
            "duration" => Some(FactType::Duration),
            "int" => Some(FactType::Int),
            "bool" => Some(FactType::Bool),
            "money" => Some(FactType::Money),
            "zone" => Some(FactType::Zone),
            _ => None,
        };
        word(data, path, report, parse, ["timestamp", "duration", "int", "bool", "money", "zone"].into_iter())
    }
}

/// Whom an effect concerns.
#[derive(Clone, Debug)]
pub(crate) enum Audience {
    Roles(Vec<Str>),
    Not(Not),
}

impl Read for Audience {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::List(_) => Vec::read(data, path, report).map(Audience::Roles),
            _ => Not::read(data, path, report).map(Audience::Not),
        }
    }
}

/// Whose duty it is.
#[derive(Clone, Debug)]
pub(crate) enum DutyRole {
    Role(Str),
    Not(Not),
}

impl Read for DutyRole {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Text(role) => Some(DutyRole::Role(Str::from(&**role))),
            _ => Not::read(data, path, report).map(DutyRole::Not),
        }
    }
}

/// Reads one of the words of a vocabulary.
macro_rules! read_word {
    ($($name:ident),+) => {
        $(impl Read for $name {
            fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
                word(data, path, report, $name::parse, $name::ALL.into_iter().map($name::word))
            }
        })+
    };
}

read_word!(EffectKind, Severity, SourceKind, Verb);
