//! The document as it was written: every element of a policy, before names are resolved.
//!
//! The structs here are the format `torihiki/1`, field by field; anything else in a
//! document is refused. Here is what rules name; `rules` has the rules, and `written` the single values in both.
//! src/policies/README.md describes the format for those who write policies.

mod rules;
mod written;

pub(crate) use rules::{
    Action, Alternative, Argument, Audience, Consent, ConsentOf, Draft, Duty, DutyRole, Effect, Requirement, Transition,
};
pub(crate) use written::{
    Bound, BoundAt, CurrencyCode, FactType, Format, Offset, Only, ParamType, ParamValue, PartialDate, Sources,
};

use super::SourceKind;
use super::read::{Fields, Read, Table};
use crate::data::Data;
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
                let mut fields = Fields::of(data, path, report)?;
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
use element;

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
