//! The document as it was written: every element of a policy, before names are resolved.
//!
//! The structs here are the format `torihiki/1`, field by field; anything else in a
//! document is refused; `written` has the single values in them. src/policies/README.md describes the format for those who write policies.

mod written;

pub(crate) use written::{
    Bound, BoundAt, CurrencyCode, FactType, Format, Offset, Only, ParamType, ParamValue, PartialDate, Sources,
};

use super::read::{Fields, Keys, Read, Table, in_brackets};
use super::{Certainty, EffectKind, EffectOn, Severity, SourceKind, Verb};
use crate::data::Data;
use crate::data::scalar::unexpected;
use crate::problem::Report;
use crate::text::{Str, Text};
use crate::time::{Day, Weekend};

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
                let keys = Keys { required: &[$($required_key),*], optional: &[$($optional_key),*] };
                let mut fields = Fields::of(data, path, keys, report)?;
                $(let $required: $required_type = fields.required($required_key, report);)*
                $(let $optional: Option<$optional_type> = fields.optional($optional_key, report);)*
                fields.finish(report);
                Some($name { $($required,)* $($optional,)* })
            }

            fn unread() -> Self {
                $name { $($required: <$required_type>::unread(),)* $($optional: None,)* }
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
            dated_by: Str = "datedBy",
            source: Str = "source",
            languages: Data<'static> = "languages",
            phrases: Data<'static> = "phrases",
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
    /// The period in which something is in force, by the date of the order.
    InForce {
        required {}
        optional { from: Bound = "from", until: Bound = "until", }
    }
}

element! {
    Param {
        required { label: Text = "label", }
        optional {
            value: ParamValue = "value",
            dated: Vec<DatedValue> = "dated",
            ty: ParamType = "type",
            min: i64 = "min",
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
        required {}
        optional {
            value: ParamValue = "value",
            dated: Vec<DatedValue> = "dated",
            source: Str = "source",
            note: Text = "note",
        }
    }
}

element! {
    /// What a parameter is for orders of one period.
    DatedValue {
        required { value: ParamValue = "value", }
        optional { from: Bound = "from", until: Bound = "until", source: Str = "source", note: Text = "note", }
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
            step: Text = "step",
            after: Vec<Str> = "after",
            together: Vec<Str> = "together",
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
            certainty: Certainty = "certainty",
            effects: Vec<Effect> = "effects",
            edition: Only = "edition",
            in_force: InForce = "inForce",
            source: Sources = "source",
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
            asserts: Text = "asserts",
            with: Table<Argument> = "with",
            to: Str = "to",
            set: Table<Str> = "set",
            consent: Consent = "consent",
            agreed: Agreed = "agreed",
            elsewhere: Table<Text> = "elsewhere",
            requires: Vec<Requirement> = "requires",
            effects: Vec<Effect> = "effects",
            drafts: Vec<Draft> = "drafts",
            editions: Table<ActionOverride> = "editions",
            edition: Only = "edition",
            in_force: InForce = "inForce",
            source: Sources = "source",
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
            agreed: Agreed = "agreed",
        }
    }
}

element! {
    /// What a person supplies with an action.
    Argument {
        required { ty: FactType = "type", label: Text = "label", }
        optional {
            note: Text = "note",
            default: Data<'static> = "default",
            nullable: bool = "nullable",
            min: i64 = "min",
            deadline: bool = "deadline",
            choice_labels: Table<Text> = "choiceLabels",
        }
    }
}

element! {
    /// What holds once the other party has agreed.
    Agreed {
        required {}
        optional { to: Str = "to", set: Table<Str> = "set", }
    }
}

element! {
    Consent {
        required { of: ConsentOf = "of", }
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
            violated: Text = "violated",
            edition: Only = "edition",
            in_force: InForce = "inForce",
            source: Sources = "source",
            note: Text = "note",
        }
    }
}

element! {
    /// One of several conditions of which one is enough.
    Alternative {
        required { rule: Str = "rule", that: Str = "that", message: Text = "message", }
        optional {
            violated: Text = "violated",
            edition: Only = "edition",
            in_force: InForce = "inForce",
            source: Sources = "source",
            note: Text = "note",
        }
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
            on: EffectOn = "on",
            when: Str = "when",
            amount: Str = "amount",
            edition: Only = "edition",
            in_force: InForce = "inForce",
            source: Sources = "source",
            note: Text = "note",
        }
    }
}

element! {
    Draft {
        required { id: Str = "id", subject: Text = "subject", body: Text = "body", }
        optional {
            roles: Vec<Str> = "roles",
            when: Str = "when",
            edition: Only = "edition",
            in_force: InForce = "inForce",
        }
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
            in_force: InForce = "inForce",
            source: Sources = "source",
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
            Data::Map(_) => Not::read(data, path, report).map(Audience::Not),
            _ => {
                report.add(in_brackets(unexpected(data, path, "a list of roles, or `{ not = … }`"), data));
                None
            }
        }
    }

    fn unread() -> Self {
        Audience::Roles(Vec::unread())
    }
}

/// Who has to agree.
#[derive(Clone, Debug)]
pub(crate) enum ConsentOf {
    /// A role, or `other`.
    One(Str),
    /// A role for each that acts.
    Each(Table<Str>),
}

impl Read for ConsentOf {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Map(_) => Table::read(data, path, report).map(ConsentOf::Each),
            _ => Str::read(data, path, report).map(ConsentOf::One),
        }
    }

    fn unread() -> Self {
        ConsentOf::One(Str::unread())
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
            Data::Map(_) => Not::read(data, path, report).map(DutyRole::Not),
            _ => {
                let problem = unexpected(data, path, "a role, or `{ not = … }`");
                report.add(problem.help("write a duty for each role, or leave `role` out where it is that of all"));
                None
            }
        }
    }

    fn unread() -> Self {
        DutyRole::Role(Str::unread())
    }
}
