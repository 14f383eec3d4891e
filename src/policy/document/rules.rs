//! Rules as they are written: transitions, actions with what belongs to them, and duties.

use super::{FactType, InForce, Only, Sources, element};
use crate::data::Data;
use crate::data::scalar::unexpected;
use crate::policy::read::{Fields, Keys, Read, Table, in_brackets};
use crate::policy::{Certainty, EffectKind, EffectOn, Severity, Verb};
use crate::problem::Report;
use crate::text::{Str, Text};

element! {
    /// Something that happens by itself, at an instant.
    Transition {
        required {
            /// The id of the rule, such as `completes`. Several may have one id, where one is in force when the other no longer is.
            rule: Str = "rule" [like(KEBAB)],
            /// The states from which it happens.
            from: Vec<Str> = "from" [like(KEBAB), some, unique],
            /// The instant at which it happens, as an expression: `"deliveredAt + reviewWindow"`.
            at: Str = "at" [like(WORDS)],
            /// The state to which it leads.
            to: Str = "to" [like(KEBAB)],
            /// What happens, as it is told to people. `{at}` is the instant, and parameters, facts and values stand in braces too.
            message: Text = "message",
        }
        optional {
            /// The condition under which it happens. Left out, it always does.
            when: Str = "when" [like(WORDS)],
            /// What it records when it happens: facts, and for each an expression, in which `at` is the instant.
            set: Table<Str> = "set" [named(CAMEL), like(WORDS)],
            /// Whether it happens for certain. Left out, it does.
            certainty: Certainty = "certainty",
            /// What follows when it happens.
            effects: Vec<Effect> = "effects",
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// The period in which it is in force, by the date of the order. Left out, always.
            in_force: InForce = "inForce" [some],
            /// The source of the rule, or a list of them. Left out, that of the document.
            source: Sources = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}

element! {
    /// Something that a party may try.
    Action {
        required {
            /// What kind of thing it is, so that pages of all marketplaces find it.
            verb: Verb = "verb",
            /// Who has the action.
            roles: Vec<Str> = "roles" [like(KEBAB), some, unique],
            /// The states in which it is possible.
            from: Vec<Str> = "from" [like(KEBAB), some, unique],
            /// What the action is called, as it stands on a button.
            label: Text = "label",
        }
        optional {
            /// What whoever does it says about the world, such as “the goods have arrived”. Advice then proposes it only as “if the
            /// goods have arrived”.
            asserts: Text = "asserts",
            /// What a person supplies with the action, such as a new due date, by names such as `newDueAt`.
            with: Table<Argument> = "with" [named(CAMEL)],
            /// The state to which it leads. Left out, the deal stays where it is.
            to: Str = "to" [like(KEBAB)],
            /// What it records: facts, and for each an expression, in which `now` is the instant at which it is done.
            set: Table<Str> = "set" [named(CAMEL), like(WORDS)],
            /// Who has to agree, so that the action is a request. Left out, nobody has to.
            consent: Consent = "consent",
            /// What holds once the other party has agreed; `to` and `set` are then what holds once it is asked for.
            agreed: Agreed = "agreed",
            /// Better messages for other states than those under `from`: why it is not possible there.
            elsewhere: Table<Text> = "elsewhere" [named(KEBAB)],
            /// What it needs beside the state. All of it has to be met.
            requires: Vec<Requirement> = "requires",
            /// What follows from it.
            effects: Vec<Effect> = "effects",
            /// Messages that a party can send with it.
            drafts: Vec<Draft> = "drafts",
            /// What single editions say differently, by their ids.
            editions: Table<ActionOverride> = "editions" [named(EDITION)],
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// The period in which it is in force, by the date of the order. Left out, always.
            in_force: InForce = "inForce" [some],
            /// The source of the action and of all its rules that name none, or a list of them.
            source: Sources = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}

element! {
    /// What one edition says differently of an action.
    ActionOverride {
        required {}
        optional {
            /// The states in which it is possible in this edition.
            from: Vec<Str> = "from" [like(KEBAB), some, unique],
            /// The state to which it leads there.
            to: Str = "to" [like(KEBAB)],
            /// What it records there: facts, and for each an expression.
            set: Table<Str> = "set" [named(CAMEL), like(WORDS)],
            /// Who has to agree there.
            consent: Consent = "consent",
            /// What holds there once the other party has agreed.
            agreed: Agreed = "agreed",
        }
    }
}

element! {
    /// What a person supplies with an action. Without a `default` it is needed.
    Argument {
        required {
            /// What kind of value it is; or a list of texts, one of which it is.
            ty: FactType = "type",
            /// What the argument is called.
            label: Text = "label",
        }
        optional {
            /// What else is good to know about it.
            note: Text = "note",
            /// What leaving it out means; `"none"` says that there is none.
            default: Data<'static> = "default",
            /// Whether one may say `null`, for “there is none”.
            nullable: bool = "nullable",
            /// The smallest number or amount, inclusive.
            min: i64 = "min",
            /// Whether the instant may lie ahead, as a due date does.
            deadline: bool = "deadline",
            /// What each choice is called. One that is a role has the label of that role.
            choice_labels: Table<Text> = "choiceLabels",
        }
    }
}

element! {
    /// What holds once the other party has agreed.
    Agreed {
        required {}
        optional {
            /// The state to which agreeing leads. Left out, the deal stays where it is.
            to: Str = "to" [like(KEBAB)],
            /// What agreeing records: facts, and for each an expression.
            set: Table<Str> = "set" [named(CAMEL), like(WORDS)],
        }
    }
}

element! {
    /// Who has to agree, and when nobody has to.
    Consent {
        required {
            /// The role that has to agree; `"other"` is the one of two that does not act. Or a role for each that acts, such as
            /// `{ buyer = "seller", platform = "seller" }`.
            of: ConsentOf = "of" [named(KEBAB), like(KEBAB)],
        }
        optional {
            /// The condition under which nobody has to agree.
            unless: Str = "unless" [like(WORDS)],
        }
    }
}

element! {
    /// Something that an action needs: a condition under `that`, or under `any` several of which one is enough.
    Requirement {
        required {
            /// The id of the rule, such as `in-time`.
            rule: Str = "rule" [like(KEBAB)],
            /// What holds, or would have to, as it is told to people. Parameters, facts and values may stand in braces:
            /// “Within {returnTime} of delivery”.
            message: Text = "message",
        }
        optional {
            /// The condition that has to be met, such as `"now < sentAt + returnTime"`; `"false"` for what people can try but must
            /// not. It stands in place of `any`.
            that: Str = "that" [like(WORDS)],
            /// Two to twenty conditions of which one is enough. They stand in place of `that`.
            any: Vec<Alternative> = "any" [several, most(20)],
            /// What is said in place of `message` while it is not met: what is missing.
            violated: Text = "violated",
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// The period in which it is in force, by the date of the order. Left out, always.
            in_force: InForce = "inForce" [some],
            /// The source of the rule, or a list of them. Left out, that of the action.
            source: Sources = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
        either { "that", "any", }
    }
}

element! {
    /// One of several conditions of which one is enough.
    Alternative {
        required {
            /// The id of the rule, such as `made-to-order`.
            rule: Str = "rule" [like(KEBAB)],
            /// The condition, such as `"madeToOrder"`.
            that: Str = "that" [like(WORDS)],
            /// What holds, or would have to, as it is told to people.
            message: Text = "message",
        }
        optional {
            /// What is said in place of `message` while it is not met: what is missing.
            violated: Text = "violated",
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// The period in which it is in force, by the date of the order. Left out, always.
            in_force: InForce = "inForce" [some],
            /// The source of the rule, or a list of them. Left out, that of the action.
            source: Sources = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}

element! {
    /// What follows from an action or a transition.
    Effect {
        required {
            /// The id of the rule, such as `full-refund`.
            rule: Str = "rule" [like(KEBAB)],
            /// What the effect is about.
            kind: EffectKind = "kind",
            /// How much it matters to those whom it concerns.
            severity: Severity = "severity",
            /// What follows, as it is told to people. `{amount}` is the amount, and parameters, facts and values stand in braces too.
            message: Text = "message",
        }
        optional {
            /// Whom it concerns: a list of roles, or `{ not = "asker" }` for all but the one that a fact names. Left out, everybody.
            audience: Audience = "audience" [like(KEBAB)],
            /// From what it follows, where that is not the action alone. Left out, of an action that needs consent, from its being
            /// agreed to.
            on: EffectOn = "on",
            /// Whether it follows for certain. Left out, it does; `possible` where somebody decides whether it does.
            certainty: Certainty = "certainty",
            /// The condition under which it follows. Left out, it always does.
            when: Str = "when" [like(WORDS)],
            /// How much money it is about, as an expression such as `"price * 50 / 100"`.
            amount: Str = "amount" [like(WORDS)],
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// The period in which it is in force, by the date of the order. Left out, always.
            in_force: InForce = "inForce" [some],
            /// The source of the rule, or a list of them. Left out, that of the action or the transition.
            source: Sources = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}

element! {
    /// A message that a party can send.
    Draft {
        required {
            /// The id of the draft, such as `ask-for-extension`.
            id: Str = "id" [like(KEBAB)],
            /// The subject of the message.
            subject: Text = "subject",
            /// The message itself. Parameters, facts and values may stand in braces.
            body: Text = "body",
        }
        optional {
            /// Who can send it. Left out, all roles that have the action.
            roles: Vec<Str> = "roles" [like(KEBAB), some, unique],
            /// The condition under which it is offered. Left out, it always is.
            when: Str = "when" [like(WORDS)],
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// The period in which it is in force, by the date of the order. Left out, always.
            in_force: InForce = "inForce" [some],
        }
    }
}

element! {
    /// Something that a party has to do.
    Duty {
        required {
            /// The id of the rule, such as `send`.
            rule: Str = "rule" [like(KEBAB)],
            /// What has to be done, without the role, which is told beside it. `{due}` is when it is due.
            message: Text = "message",
        }
        optional {
            /// Whose duty it is: a role, or `{ not = "asker" }` for those but the one that a fact names. Left out, the message says
            /// whose.
            role: DutyRole = "role" [like(KEBAB)],
            /// The states in which it stands. Left out, all that are not final.
            states: Vec<Str> = "in" [like(KEBAB), some, unique],
            /// The condition under which it stands. Left out, it always does.
            when: Str = "when" [like(WORDS)],
            /// The instant from which it is overdue, as an expression: `"paidAt + sendingTime"`.
            due: Str = "due" [like(WORDS)],
            /// The edition in which it exists, or a list of them. Left out, it exists in all.
            edition: Only = "edition" [like(EDITION)],
            /// The period in which it is in force, by the date of the order. Left out, always.
            in_force: InForce = "inForce" [some],
            /// The source of the rule, or a list of them. Left out, that of the document.
            source: Sources = "source" [like(KEBAB)],
            /// What else is good to know about it.
            note: Text = "note",
        }
    }
}

element! {
    /// The roles that a fact can name, but the one that it does name.
    Not {
        required {
            /// The fact, such as `"asker"`.
            fact: Str = "not" [like(CAMEL)],
        }
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
