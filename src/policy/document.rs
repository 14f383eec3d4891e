//! The document as it was written: every element of a policy, before names are resolved.
//!
//! The structs here are the format `torihiki/1`, field by field; anything else in a
//! document is refused. Here is what rules name; `rules` has the rules, and `written` the single values in both.
//! src/policies/README.md describes the format for those who write policies.

#[cfg(test)]
mod described;
mod rules;
mod written;

pub(crate) use rules::{
    Action, Alternative, Argument, Audience, Consent, ConsentOf, Draft, Duty, DutyRole, Effect, Requirement, Transition,
};
pub(crate) use written::{
    Bound, BoundAt, CurrencyCode, FactType, Format, Languages, Offset, Only, ParamType, ParamValue, PartialDate,
    Phrases, Sources,
};

use super::SourceKind;
use super::read::{Fields, Keys, Read, Table};
use crate::data::Data;
use crate::problem::Report;
use crate::text::{Str, Text};
use crate::time::{Day, Weekend};

/// As many languages as a policy may have.
pub(crate) const MAX_LANGUAGES: usize = 20;

/// Declares an element: its fields, which of them may be left out, the reader, and what the JSON Schema says of it.
///
/// Each field stands with its type and the key under which it is written. Optional fields are an `Option`. What is
/// written above an element or a field is what editors show of it. In brackets stands what is checked of a value later
/// than it is read, as far as a schema can tell it (`schema::narrow`), and so it is with `either`: the keys of which one
/// has to be there, and no other beside it.
macro_rules! element {
    ($(#[$($about:tt)*])* $name:ident {
        required {
            $($(#[doc = $required_about:literal])*
            $required:ident: $required_type:ty = $required_key:literal $([$($required_narrowed:expr),+])?,)*
        }
        optional {
            $($(#[doc = $optional_about:literal])*
            $optional:ident: $optional_type:ty = $optional_key:literal $([$($optional_narrowed:expr),+])?,)*
        }
        $(either { $($either:literal,)+ })?
    }) => {
        $(#[$($about)*])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            $($(#[doc = $required_about])* pub(crate) $required: $required_type,)*
            $($(#[doc = $optional_about])* pub(crate) $optional: Option<$optional_type>,)*
        }

        impl Read for $name {
            const KEYS: Option<Keys> =
                Some(Keys { required: &[$($required_key),*], optional: &[$($optional_key),*] });

            fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
                let mut fields = Fields::of(data, path, Self::KEYS?, report)?;
                $(let $required: $required_type = fields.required($required_key, report);)*
                $(let $optional: Option<$optional_type> = fields.optional($optional_key, report);)*
                fields.finish(report);
                Some($name { $($required,)* $($optional,)* })
            }

            fn unread() -> Self {
                $name { $($required: <$required_type>::unread(),)* $($optional: None,)* }
            }
        }

        #[cfg(test)]
        impl crate::policy::schema::Described for $name {
            fn schema(shared: &mut crate::policy::schema::Shared) -> crate::policy::schema::Schema {
                #[allow(unused_imports, reason = "not every element narrows what its types say")]
                use crate::policy::schema::narrow::*;
                crate::policy::schema::Schema::element(crate::policy::schema::comment!($(#[$($about)*])*))
                    $(.field(
                        $required_key,
                        &[$($required_about),*].join("\n"),
                        <$required_type>::schema(shared)$($(.narrowed($required_narrowed))+)?,
                        true,
                    ))*
                    $(.field(
                        $optional_key,
                        &[$($optional_about),*].join("\n"),
                        <$optional_type>::schema(shared)$($(.narrowed($optional_narrowed))+)?,
                        false,
                    ))*
                    $(.either(&[$($either),+]))?
            }

            fn mentioned(shared: &mut crate::policy::schema::Shared) -> crate::policy::schema::Schema {
                shared.element(stringify!($name), Self::schema)
            }
        }
    };
}
use element;

element! {
    /// The rules of one kind of deal on one marketplace, in the format of torihiki.
    Document {
        required {
            /// The format: always `"torihiki/1"`.
            format: Format = "format",
            /// The id of the policy, such as `our-shop`. It begins the ids of all rules, and those of the built-in policies are taken.
            id: Str = "id" [like(KEBAB)],
            /// Who takes part, by ids such as `buyer` and `seller`. Each needs a label under `roleLabels`.
            roles: Vec<Str> = "roles" [like(KEBAB), some, most(20), unique],
            /// What each of `roles` is called.
            role_labels: Table<Text> = "roleLabels" [named(KEBAB)],
            /// What the policy is called.
            label: Text = "label",
            /// The stages of the deal, by ids such as `paid`, as the marketplace shows them. An order says which one it is in.
            states: Table<State> = "states" [named(KEBAB), some, most(100)],
        }
        optional {
            /// The address of this schema, for editors that ask a document for it. It says nothing about the deal and makes no
            /// other version.
            schema: Str = "$schema",
            /// How far clocks are ahead of UTC where days and months end, such as `"+09:00"`. For a place that has summer time,
            /// name its `timeZone` instead.
            offset: Offset = "utcOffset",
            /// The time zone in which days and months end, by its name in the time zone database, such as `"Asia/Tokyo"`. It
            /// stands in place of `utcOffset`.
            time_zone: Str = "timeZone" [like(WORDS)],
            /// Further time zones, which conditions and facts of the type `zone` can name.
            zones: Vec<Str> = "zones" [like(WORDS), most(20), unique],
            /// The calendar that says which days are business days: one of `calendars`, or `"jp"`, which is built in and has the
            /// national holidays of Japan.
            calendar: Str = "calendar" [like(KEBAB)],
            /// Calendars of the policy's own, by their ids.
            calendars: Table<Calendar> = "calendars" [named(KEBAB), most(20)],
            /// The currency of all amounts, by its code of ISO 4217, such as `"JPY"`. Amounts are whole minor units of it: `1234` is
            /// ¥1,234, and $12.34.
            currency: CurrencyCode = "currency",
            /// The fact that tells the date of an order, such as `purchasedAt`. By that date it is decided which of the rules that
            /// are in force for a time only count for it.
            dated_by: Str = "datedBy" [like(CAMEL)],
            /// The source, one of `sources`, of every rule and parameter that names none.
            source: Str = "source" [like(KEBAB)],
            /// The languages of the texts, by their tags, such as `["en"]` or `["ja", "en"]`. The first is spoken to whoever asks for
            /// none of them. Left out, they are those of `label`.
            languages: Languages = "languages",
            /// What the engine itself says, such as that one has to wait, in the policy's words. Without them it speaks Japanese and
            /// English, and English to a policy of another language.
            phrases: Phrases = "phrases",
            /// What else is good to know about the policy.
            note: Text = "note",
            /// The readings that the policy distinguishes, such as what a handbook says and what the terms say, or the terms of two
            /// years. Left out, there is one reading without a name.
            editions: Table<Edition> = "editions" [named(EDITION), most(10)],
            /// The texts that the rules come from, by ids that rules name under `source`.
            sources: Table<Source> = "sources" [named(KEBAB), most(200)],
            /// Numbers that the rules count with, by names such as `reviewWindow`: lengths of time, limits, amounts. An order may
            /// override one for itself.
            params: Table<Param> = "params" [named(CAMEL), most(200)],
            /// Expressions that have a name, such as `reviewEnds`. Conditions and messages can name them.
            values: Table<Value> = "values" [named(CAMEL), most(200)],
            /// What is known of an order beside its state, by names such as `paidAt`.
            facts: Table<Fact> = "facts" [named(CAMEL), most(200)],
            /// What happens by itself, such as that an order completes when nobody objects.
            transitions: Vec<Transition> = "transitions" [most(60)],
            /// What the parties may try, by ids such as `cancel`, in the order in which answers tell them.
            actions: Table<Action> = "actions" [named(KEBAB), most(300)],
            /// What a party has to do, and by when.
            duties: Vec<Duty> = "duties",
        }
        either { "timeZone", "utcOffset", }
    }
}

element! {
    /// A reading that the policy distinguishes.
    Edition {
        required {
            /// What the edition is called.
            label: Text = "label",
        }
        optional {
            /// What else is good to know about the edition.
            note: Text = "note",
            /// Whether it counts for orders that name no edition. Without one that says so, the first does.
            default: bool = "default",
        }
    }
}

element! {
    /// A text that rules come from.
    Source {
        required {
            /// What kind of text it is.
            kind: SourceKind = "kind",
            /// What the text is called.
            title: Text = "title",
        }
        optional {
            /// Its address on the web.
            url: Str = "url" [like(ADDRESS)],
            /// The date that the text itself bears, as far as it is known: `"2021-09-14"`, `"2021-09"` or `"2021"`.
            date: PartialDate = "date",
            /// When it was read, as far as that is known. It is not before `date`.
            read: PartialDate = "read",
            /// What else is good to know about it; of an assumption, what was assumed.
            note: Text = "note",
        }
    }
}

element! {
    /// Which days are business days.
    Calendar {
        required {
            /// The days of the week that are no business days, such as `["sat", "sun"]`; `[]` where there are none.
            weekend: Weekend = "weekend",
        }
        optional {
            /// Days that are no business days, such as `"2026-12-29"`.
            holidays: Vec<Day> = "holidays" [unique],
            /// Calendars whose holidays count too, such as `["jp"]`. Their weekends do not.
            include: Vec<Str> = "include" [like(KEBAB), unique],
            /// The first day of which it is known whether it is a business day. Left out, the 1st of January of the year of the
            /// first holiday.
            from: Day = "from",
            /// The last day of which it is known. Left out, that of the calendars that are included.
            verified: Day = "verified",
            /// Where the holidays come from.
            source: Str = "source" [like(KEBAB)],
        }
    }
}

element! {
    /// A document that holds a built-in calendar, with the source of its holidays.
    #[allow(dead_code, reason = "the build script reads, the library unpacks")]
    CalendarDocument {
        required {
            /// The id by which policies name it.
            id: Str = "id",
            /// The days of the week that are no business days.
            weekend: Weekend = "weekend",
            /// Days that are no business days.
            holidays: Vec<Day> = "holidays",
            /// The first day of which it is known whether it is a business day.
            from: Day = "from",
            /// The last one.
            verified: Day = "verified",
            /// Where the holidays come from.
            source: Source = "source",
        }
        optional {}
    }
}

element! {
    /// The period in which a rule is in force, by the date of the order (`datedBy`).
    InForce {
        required {}
        optional {
            /// The first day of the period, such as `"2024-04-01"`, or the instant at which it begins. Left out, it has always been
            /// in force.
            from: Bound = "from",
            /// The day on which it is in force no more, or the instant. Left out, it has no end.
            until: Bound = "until",
        }
    }
}

element! {
    /// A number that the rules count with.
    Param {
        required {
            /// What the parameter is called.
            label: Text = "label",
        }
        optional {
            /// A length of time such as `"7d"`, `"72h"` or `"1d12h"`, a day counted as 24 hours; or a whole number. It may be left out
            /// where `dated` leaves no order without a value.
            value: ParamValue = "value",
            /// What it is for orders of certain dates, where that differs.
            dated: Vec<DatedValue> = "dated",
            /// What the parameter is. Left out, a length of time or a number, as its value is.
            ty: ParamType = "type",
            /// The smallest number that makes sense, inclusive.
            min: i64 = "min",
            /// The source of the value, one of `sources`.
            source: Str = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// What single editions say differently, by their ids.
            editions: Table<ParamOverride> = "editions" [named(EDITION)],
        }
    }
}

element! {
    /// What one edition says differently of a parameter.
    ParamOverride {
        required {}
        optional {
            /// The value in this edition.
            value: ParamValue = "value",
            /// What it is there for orders of certain dates; `[]` where `value` has always held.
            dated: Vec<DatedValue> = "dated",
            /// The source of the value in this edition.
            source: Str = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}

element! {
    /// What a parameter is for orders of one period.
    DatedValue {
        required {
            /// The value in this period.
            value: ParamValue = "value",
        }
        optional {
            /// The first day of the period, such as `"2024-04-01"`, or the instant at which it begins.
            from: Bound = "from",
            /// The day on which the value holds no more, or the instant.
            until: Bound = "until",
            /// The source of this value.
            source: Str = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}

element! {
    /// An expression that has a name.
    Value {
        required {
            /// The expression, such as `"deliveredAt + reviewWindow"`. Where the name is used, it counts as if it stood there.
            is: Str = "is" [like(WORDS)],
        }
        optional {
            /// What the value is called where a message names it and no order is known.
            label: Text = "label",
            /// What else is good to know about it.
            note: Text = "note",
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
        }
    }
}

element! {
    /// Something that is known of an order. One that an order leaves out is its `default`, or else unknown, which is never
    /// taken for false.
    Fact {
        required {
            /// What kind of value it is; or a list of texts, one of which it is.
            ty: FactType = "type",
            /// What the fact is called.
            label: Text = "label",
        }
        optional {
            /// What else is good to know about it.
            note: Text = "note",
            /// What leaving the fact out means; `"none"` says that it is known to be absent.
            default: Data<'static> = "default",
            /// Whether an order may say `null`, for “there is none”.
            nullable: bool = "nullable",
            /// The smallest number or amount, inclusive. Amounts are never negative unless it is.
            min: i64 = "min",
            /// Whether the instant may lie ahead, as a due date does. Of any other that does, an answer warns.
            deadline: bool = "deadline",
            /// Whether the fact changes by something that is no action here, such as a message. Advice may then ask for it.
            changes: bool = "changes",
            /// What advice says in place of “… has to be …”, as a sentence: “The seller has to send a message”.
            step: Text = "step",
            /// Facts that are instants and normally not later than this one. An answer warns where one is.
            after: Vec<Str> = "after" [like(CAMEL), unique],
            /// Facts that are given with this one or not at all, such as who asked and when.
            together: Vec<Str> = "together" [like(CAMEL), unique],
            /// What each choice is called. One that is a role has the label of that role.
            choice_labels: Table<Text> = "choiceLabels",
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
        }
    }
}

element! {
    /// A stage of the deal.
    State {
        required {
            /// What the state is called, as the marketplace shows it.
            label: Text = "label",
        }
        optional {
            /// Whether the deal is over in it, so that nothing leads out of it.
            is_final: bool = "final",
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}
