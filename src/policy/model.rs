//! What a checked policy consists of.

use super::Derived;
use super::document;
use super::edition::{Editions, InForce, PerReading, Reading};
use super::template::{Message, Part};
use super::vocabulary::{Certainty, EffectKind, EffectOn, Severity, SourceKind, Verb};
use crate::expr::{Expr, FactId, ParamId, Symbol, Type, Value};
use crate::text::{Currency, Language, Phrase, Str, Text, length};
use crate::time::Units;

/// The number of a source in its policy.
pub(crate) type SourceId = usize;

#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) symbol: Symbol,
    pub(crate) label: Text,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) symbol: Symbol,
    pub(crate) label: Text,
    pub(crate) is_final: bool,
    /// The editions in which it exists.
    pub(crate) editions: Editions,
    pub(crate) note: Option<Text>,
}

#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) name: Str,
    pub(crate) ty: Type,
    pub(crate) label: Text,
    pub(crate) note: Option<Text>,
    /// The labels of the choices, in their order; empty unless the fact is a choice.
    pub(crate) choices: Vec<(Symbol, Text)>,
    /// What leaving the fact out means; [`Value::Unknown`] without a default.
    pub(crate) default: Value,
    /// The units in which a default that is a length of time was written.
    pub(crate) units: Units,
    pub(crate) nullable: bool,
    /// The smallest number allowed, inclusive.
    pub(crate) min: Option<i64>,
    /// Whether the instant may lie ahead, as a due date does.
    pub(crate) deadline: bool,
    /// Whether it changes while the deal runs by something that is no action of the policy.
    pub(crate) changes: bool,
    /// What has to happen for its instant to become now, as a step of a way tells it.
    pub(crate) step: Option<Text>,
    /// Facts that are normally not later than this one.
    pub(crate) after: Vec<FactId>,
    /// The facts that are given with this one or not at all.
    pub(crate) together: Vec<FactId>,
    /// The editions in which it exists.
    pub(crate) editions: Editions,
}

impl Fact {
    /// The label of a choice.
    pub(crate) fn label_of(&self, choice: Symbol) -> Option<&Text> {
        self.choices.iter().find(|(known, _)| *known == choice).map(|(_, label)| label)
    }
}

#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) name: Str,
    pub(crate) label: Text,
    /// A duration, a number or an amount of money.
    pub(crate) ty: Type,
    /// The smallest number that makes sense, inclusive.
    pub(crate) min: Option<i64>,
    /// Whether something is divided by it, so that it cannot be zero.
    pub(crate) divides: bool,
    /// The value in each edition and period; none where the parameter does not exist.
    pub(crate) values: PerReading<Option<ParamValue>>,
}

impl Param {
    /// The value in a reading, where the parameter exists there.
    pub(crate) fn value(&self, reading: Reading) -> Option<&ParamValue> {
        self.values.of(reading).as_ref()
    }

    /// A value of it, as people say it; a length in these units.
    pub(crate) fn text(&self, value: i64, units: Units, currency: Option<&Currency>, language: &Language) -> String {
        number_text(&self.ty, value, units, currency, language)
    }
}

/// What something of a type is called that has no label.
pub(crate) fn generic(ty: &Type) -> Phrase {
    match ty {
        Type::Timestamp => Phrase::Time,
        Type::Duration => Phrase::Length,
        Type::Money => Phrase::Amount,
        _ => Phrase::Value,
    }
}

/// A number of a type as people say it: a length of time in these units, an amount of money, or just the number.
pub(crate) fn number_text(
    ty: &Type,
    number: i64,
    units: Units,
    currency: Option<&Currency>,
    language: &Language,
) -> String {
    match (ty, currency) {
        (Type::Duration, _) => length(number, units, language),
        (Type::Money, Some(currency)) => currency.text(number, language),
        _ => number.to_string(),
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ParamValue {
    /// A whole number, a duration in milliseconds, or an amount in minor units.
    pub(crate) value: i64,
    /// A duration as it was written.
    pub(crate) written: Option<Str>,
    pub(crate) source: Option<SourceId>,
    pub(crate) note: Option<Text>,
    /// When it is in force, where it is dated.
    pub(crate) in_force: Option<InForce>,
}

impl ParamValue {
    /// The units in which a duration was written.
    pub(crate) fn units(&self) -> Units {
        self.written.as_ref().map_or(Units::ALL, |written| Units::of(written))
    }
}

/// An expression that has a name, as it is in one edition.
#[derive(Debug)]
pub(crate) struct NamedValue {
    pub(crate) name: Str,
    pub(crate) label: Option<Text>,
    pub(crate) note: Option<Text>,
    pub(crate) ty: Type,
    /// As it was written.
    pub(crate) text: Str,
    /// What it reads, also through other values, in the order in which it stands there.
    pub(crate) facts: Vec<FactId>,
    pub(crate) params: Vec<ParamId>,
    /// The units in which a length of time was written, where it is one that stands there.
    pub(crate) units: Units,
    /// What it comes to; none where that takes a comparison with `now`.
    pub(crate) expr: Option<Expr>,
}

impl Message {
    /// Those of the values of its edition that the message names.
    pub(crate) fn values<'v>(&self, values: &'v [NamedValue]) -> impl Iterator<Item = &'v NamedValue> {
        self.parts().filter_map(move |part| if let Part::Value(number) = part { values.get(*number) } else { None })
    }

    /// Adds the parameters that the message names, also through values, each once, in the order of its first language.
    pub(crate) fn params(&self, values: &[NamedValue], found: &mut Vec<ParamId>) {
        for part in self.parts() {
            let named = match part {
                Part::Param(param) => std::slice::from_ref(param),
                Part::Value(number) => values.get(*number).map_or(&[][..], |value| &value.params),
                _ => &[],
            };
            for param in named {
                if !found.contains(param) {
                    found.push(*param);
                }
            }
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) id: Str,
    pub(crate) kind: SourceKind,
    pub(crate) title: Text,
    pub(crate) url: Option<Str>,
    /// The date that the text bears, and the date on which it was read, as far as they are known.
    pub(crate) date: Option<Str>,
    pub(crate) read: Option<Str>,
    pub(crate) note: Option<Text>,
}

impl Source {
    /// What a document says of a source.
    pub(super) fn of(id: &Str, written: document::Source) -> Source {
        let document::Source { kind, title, url, date, read, note } = written;
        let [date, read] = [date, read].map(|date| date.map(|document::PartialDate(text)| text));
        Source { id: id.clone(), kind, title, url, date, read, note }
    }
}

/// The calendar of a policy, by which business days are counted.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// Its name: in the policy, or of a built-in one.
    pub(crate) id: Str,
    /// Where its holidays come from, those that it includes as well.
    pub(crate) sources: Vec<SourceId>,
}

/// A condition or expression with the text that it was made from.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) expr: Expr,
    pub(crate) text: Str,
    /// Whether the value can depend on the instant at which it is asked for.
    pub(crate) depends_on_now: bool,
    pub(super) reads: Derived<Reads>,
}

impl Written {
    pub(crate) fn new(expr: Expr, text: Str) -> Written {
        Written { depends_on_now: expr.depends_on_now(), expr, text, reads: Derived::default() }
    }

    /// What it reads.
    pub(crate) fn reads(&self) -> &Reads {
        self.reads.0.get_or_init(|| {
            let mut reads = Reads { facts: Vec::new(), state: self.expr.any(&|part| matches!(part, Expr::State)) };
            self.expr.facts(&mut reads.facts);
            reads
        })
    }
}

/// What an expression reads of an order.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    /// Each fact once, in the order in which they stand.
    pub(crate) facts: Vec<FactId>,
    pub(crate) state: bool,
}

/// What every rule says of itself.
#[derive(Debug)]
pub(crate) struct About {
    /// The whole id, `<policy>.<action>.<rule>`.
    pub(crate) rule: Str,
    pub(crate) message: Message,
    pub(crate) origin: Origin,
    pub(crate) note: Option<Text>,
}

/// What a rule rests on.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The sources that are named for the rule: its own, or that of the action or transition that it belongs to; of a
    /// group, after it those of its alternatives.
    pub(crate) named: Vec<SourceId>,
    /// The parameters in its conditions and its message, in the order in which they stand there.
    pub(crate) params: Vec<ParamId>,
    /// Whether its conditions count business days, and so rest on the calendar too.
    pub(crate) counts_business_days: bool,
}

#[derive(Debug)]
pub(crate) struct Transition {
    pub(crate) about: About,
    pub(crate) from: Vec<Symbol>,
    pub(crate) at: Written,
    pub(crate) when: Option<Written>,
    pub(crate) to: Symbol,
    /// Whether it happens for sure, where `when` holds, or may.
    pub(crate) certainty: Certainty,
    /// What it records: the instant at which it happens is `now` in these expressions.
    pub(crate) set: Vec<(FactId, Written)>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) in_force: Option<InForce>,
}

#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) id: Str,
    pub(crate) verb: Verb,
    pub(crate) roles: Vec<Symbol>,
    pub(crate) from: Vec<Symbol>,
    /// What a person supplies with it, by the numbers of [`Policy::fact_or_argument`](super::Policy::fact_or_argument).
    pub(crate) with: Vec<FactId>,
    pub(crate) to: Option<Symbol>,
    pub(crate) set: Vec<(FactId, Written)>,
    /// Where it needs consent, what holds once that is given.
    pub(crate) agreed: Option<Agreed>,
    pub(crate) label: Text,
    /// What whoever does it asserts, which only the world can make true.
    pub(crate) asserts: Option<Text>,
    pub(crate) note: Option<Text>,
    pub(crate) consent: Option<Consent>,
    /// The implicit requirement: the deal is in one of `from`.
    pub(crate) state: About,
    /// Better messages for some of the other states.
    pub(crate) elsewhere: Vec<(Symbol, Message)>,
    pub(crate) requires: Vec<Requirement>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) in_force: Option<InForce>,
}

impl Action {
    /// Everything that the action sets, when it is asked for and once it is agreed to.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &(FactId, Written)> + Clone {
        self.set.iter().chain(self.agreed.iter().flat_map(|agreed| &agreed.set))
    }

    /// Whether it sets something from what is supplied with it, in a policy with so many facts.
    pub(crate) fn sets_from_arguments(&self, facts: usize) -> bool {
        let reads = |part: &Expr| matches!(part, Expr::Fact(number) if facts <= *number);
        !self.with.is_empty() && self.sets().any(|(_, written)| written.expr.any(&reads))
    }

    /// Whether it leads to one of these states, at once or once it is agreed to.
    pub(crate) fn leads_into(&self, states: &[Symbol]) -> bool {
        let agreed = self.agreed.as_ref().and_then(|agreed| agreed.to);
        self.to.iter().chain(&agreed).any(|to| states.contains(to))
    }

    /// The state after the action, once it is agreed to: where it leads, or else the state that it stays in.
    pub(crate) fn leads_to(&self, state: Option<Symbol>) -> Option<Symbol> {
        let prohibited = self.requires.iter().any(Requirement::is_never);
        let to = self.agreed.as_ref().and_then(|agreed| agreed.to).or(self.to);
        to.or(state.filter(|state| self.from.contains(state) && !prohibited))
    }

    /// Every message that tells of it.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        let elsewhere = self.elsewhere.iter().map(|(_, message)| message);
        let requires = self.requires.iter().flat_map(Requirement::messages);
        let effects = self.effects.iter().map(|effect| &effect.about.message);
        let drafts = self.drafts.iter().flat_map(|draft| [&draft.subject, &draft.body]);
        elsewhere.chain(requires).chain(effects).chain(drafts)
    }

    /// What is said of the state: the better message for one of the other states, if there is one.
    pub(crate) fn state_message(&self, state: Option<Symbol>) -> &Message {
        let elsewhere = self.elsewhere.iter().find(|(elsewhere, _)| Some(*elsewhere) == state);
        elsewhere.map_or(&self.state.message, |(_, message)| message)
    }
}

/// What holds once the other party has agreed to an action. Without it, the state to which the action leads does.
#[derive(Debug)]
pub(crate) struct Agreed {
    pub(crate) to: Option<Symbol>,
    pub(crate) set: Vec<(FactId, Written)>,
}

#[derive(Debug)]
pub(crate) struct Consent {
    /// The role that acts and the one that has to agree, for each role of the action.
    pub(crate) of: Vec<(Symbol, Symbol)>,
    pub(crate) unless: Option<Written>,
}

impl Consent {
    /// Who has to agree when a role acts.
    pub(crate) fn of(&self, role: Symbol) -> Option<Symbol> {
        self.of.iter().find(|(by, _)| *by == role).map(|(_, of)| *of)
    }
}

#[derive(Debug)]
pub(crate) struct Requirement {
    pub(crate) about: About,
    /// What is said in place of its message while it is violated.
    pub(crate) violated: Option<Message>,
    /// The condition; of a group, that one of its alternatives holds.
    pub(crate) that: Written,
    /// The facts that the condition reads.
    pub(crate) facts: Vec<FactId>,
    /// Of a group, the requirements of which one is enough. They have none of their own.
    pub(crate) alternatives: Vec<Requirement>,
    pub(crate) in_force: Option<InForce>,
}

impl Requirement {
    /// Every message that tells of it.
    fn messages(&self) -> impl Iterator<Item = &Message> {
        self.alternatives.iter().chain([self]).flat_map(Requirement::own_messages)
    }

    /// Those without those of its alternatives.
    pub(crate) fn own_messages(&self) -> impl Iterator<Item = &Message> {
        std::iter::once(&self.about.message).chain(&self.violated)
    }

    /// Whether the requirement can never be met: the action is prohibited.
    pub(crate) fn is_never(&self) -> bool {
        match self.alternatives.as_slice() {
            [] => matches!(self.that.expr, Expr::Constant(Value::Bool(false))),
            alternatives => alternatives.iter().all(Requirement::is_never),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Effect {
    pub(crate) about: About,
    pub(crate) kind: EffectKind,
    pub(crate) severity: Severity,
    pub(crate) audience: Audience,
    /// Of an action that needs consent, from what it follows.
    pub(crate) on: Option<EffectOn>,
    /// Whether it follows for sure, where `when` holds, or may.
    pub(crate) certainty: Certainty,
    pub(crate) when: Option<Written>,
    /// How much money it is about, where the policy says so.
    pub(crate) amount: Option<Written>,
    pub(crate) in_force: Option<InForce>,
}

/// Whom an effect concerns.
#[derive(Debug)]
pub(crate) enum Audience {
    /// These roles.
    Roles(Vec<Symbol>),
    /// Those that a fact can name but the one that it names.
    Not(FactId),
}

#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) id: Str,
    pub(crate) roles: Vec<Symbol>,
    pub(crate) when: Option<Written>,
    pub(crate) subject: Message,
    pub(crate) body: Message,
    pub(crate) in_force: Option<InForce>,
}

#[derive(Debug)]
pub(crate) struct Duty {
    pub(crate) about: About,
    pub(crate) role: DutyRole,
    /// The states in which it stands.
    pub(crate) states: Vec<Symbol>,
    pub(crate) when: Option<Written>,
    pub(crate) due: Option<Written>,
    pub(crate) in_force: Option<InForce>,
}

/// Whose duty it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DutyRole {
    Role(Symbol),
    /// Those that a fact can name but the one that it names, each by itself.
    Not(FactId),
    /// Whichever party it concerns; the message says which.
    Either,
}
