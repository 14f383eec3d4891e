//! Rules as they are written: transitions, actions with what belongs to them, and duties.

use super::{FactType, InForce, Only, Sources, element};
use crate::data::Data;
use crate::policy::read::{Fields, Read, Table};
use crate::policy::{Certainty, EffectKind, EffectOn, Severity, Verb};
use crate::problem::Report;
use crate::text::{Str, Text};

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
            _ => Not::read(data, path, report).map(Audience::Not),
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
            _ => Not::read(data, path, report).map(DutyRole::Not),
        }
    }

    fn unread() -> Self {
        DutyRole::Role(Str::unread())
    }
}
