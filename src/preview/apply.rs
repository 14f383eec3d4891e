//! What an order would be after an action. Nothing is executed.

use std::borrow::Cow;

use super::after::after;
use super::answer::{Applied, Transition, Verdict};
use super::assemble;
use super::board::{Board, actions_of};
use super::question::{Question, named_policy};
use super::situation::{Happened, Situation};
use super::telling::Telling;
use crate::data::Data;
use crate::data::scalar::{not_an_object, twice};
use crate::expr::{FactId, Symbol, Value};
use crate::order::Order;
use crate::policy::fact::{fact_value, unknown_fact};
use crate::policy::{Action, Policy};
use crate::problem::{Problem, ProblemCode, Problems, Report, join, listed, quoted};
use crate::time::Instant;

/// Who acts, when and with what.
///
/// ```
/// use torihiki::{ApplyOptions, Data, Instant, apply};
///
/// // The seller will be late, and says until when.
/// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
/// let with: Data = serde_json::from_str(r#"{ "dueAt": "2026-11-20T09:00:00+09:00" }"#).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let options = ApplyOptions { with: Some(&with), ..ApplyOptions::at(now) };
/// let later = apply(&order, "announce-delay", &options).unwrap();
/// assert_eq!(serde_json::to_value(&later.order).unwrap()["dueAt"], "2026-11-20T09:00:00+09:00");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ApplyOptions<'o> {
    /// The role that acts; none where only one role has the action.
    pub role: Option<&'o str>,
    /// The instant at which the action is done.
    pub now: Instant,
    /// Facts that go with the action, by their names. One that the order leaves unknown counts from
    /// the start; one that the order has is changed by the action.
    pub with: Option<&'o Data<'o>>,
    /// Whether the other party's consent is taken as given, where the action needs it.
    pub agreed: bool,
    /// The language of the answer: a tag (BCP 47), or several with commas between them, the one wanted most first. Of
    /// those of the policy the nearest is spoken (RFC 4647, lookup); none, or where there is no near one: its first.
    pub locale: Option<&'o str>,
}

impl<'o> ApplyOptions<'o> {
    /// At an instant, by the only role that has the action, without anything else, in Japanese.
    ///
    /// ```
    /// use torihiki::{ApplyOptions, Instant};
    ///
    /// let options = ApplyOptions::at(Instant::from_millis(0).unwrap());
    /// assert!(options.role.is_none() && options.with.is_none() && !options.agreed);
    /// ```
    #[must_use]
    pub fn at(now: Instant) -> ApplyOptions<'o> {
        ApplyOptions { role: None, now, with: None, agreed: false, locale: None }
    }

    /// The same by a role.
    ///
    /// ```
    /// use torihiki::{ApplyOptions, Data, Instant, apply};
    ///
    /// // Both parties may ask to cancel, so it has to be said who does.
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
    /// let anyone = ApplyOptions::at(Instant::parse("2026-11-16T09:00:00+09:00").unwrap());
    /// assert_eq!(apply(&order, "request-cancel", &anyone).unwrap_err().as_slice()[0].path, "role");
    /// assert!(apply(&order, "request-cancel", &anyone.role("seller")).is_ok());
    /// ```
    #[must_use]
    pub fn role(self, role: &'o str) -> ApplyOptions<'o> {
        ApplyOptions { role: Some(role), ..self }
    }
}

/// What an order of a built-in policy would be after an action.
///
/// An action that is denied, or of which that is not known, is not applied: the answer says why.
///
/// # Errors
///
/// Everything in the order or the options that does not make sense; `unknown-action` at `action`
/// where the role has no such action; `unknown-role` at `role` where it is left out although
/// several roles have the action; for facts in `with`, paths such as `with.dueAt`.
///
/// ```
/// use torihiki::{ApplyOptions, Data, Instant, apply};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let sent_back = apply(&order, "revise", &ApplyOptions::at(now)).unwrap();
///
/// assert!(sent_back.applied);
/// assert_eq!(serde_json::to_value(&sent_back.order).unwrap(), serde_json::json!({
///     "policy": "coconala", "state": "revising", "deliveredAt": "2026-11-10T09:00:00+09:00", "revisionsUsed": 1,
/// }));
/// assert_eq!(sent_back.stops[0].rule, "coconala.auto-complete");
/// ```
pub fn apply(order: &Data<'_>, action: &str, options: &ApplyOptions<'_>) -> Result<Applied<'static>, Problems> {
    let mut report = Report::default();
    let policy = named_policy(order, &mut report);
    let action = Data::Text(Cow::Borrowed(action));
    let applied = policy.and_then(|policy| apply_into(policy, order, &action, options, &mut report));
    report.finish(applied)
}

impl Policy {
    /// What an order of this policy would be after an action; see [`apply`](crate::apply()).
    ///
    /// # Errors
    ///
    /// Everything in the order or the options that does not make sense.
    ///
    /// ```
    /// use torihiki::{ApplyOptions, Data, Instant, policy};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let coconala = policy("coconala").unwrap();
    /// let once = coconala.apply(&order, "revise", &ApplyOptions::at(now)).unwrap();
    /// assert!(once.applied);
    ///
    /// // What it makes of the order can be asked about again: while it is revised, it cannot be sent back.
    /// let twice = coconala.apply(&once.order, "revise", &ApplyOptions::at(now)).unwrap();
    /// assert_eq!((twice.applied, twice.action.verdict.word()), (false, "denied"));
    /// ```
    pub fn apply(&self, order: &Data<'_>, action: &str, options: &ApplyOptions<'_>) -> Result<Applied<'_>, Problems> {
        let mut report = Report::default();
        let action = Data::Text(Cow::Borrowed(action));
        let applied = apply_into(self, order, &action, options, &mut report);
        report.finish(applied)
    }
}

pub(crate) fn apply_into<'p>(
    policy: &'p Policy,
    given: &Data<'_>,
    action: &Data<'_>,
    options: &ApplyOptions<'_>,
    report: &mut Report,
) -> Option<Applied<'p>> {
    let ApplyOptions { role, now, with, agreed, locale } = *options;
    let question = Question::new(policy, given, role, now, locale, report);
    let supplied = with.map_or_else(Vec::new, |with| supplied(policy, with, report));
    // Without an order it is not known in which edition the action is looked for.
    let question = question?;
    let (action, role) = find(&question, action, role.is_some(), report)?;
    if !report.is_empty() {
        return None;
    }
    Try { question: &question, given, action, role, agreed, supplied }.outcome()
}

/// A fact that goes with an action: its value, and how it was written.
struct Supplied<'d> {
    fact: FactId,
    value: Value,
    written: &'d Data<'d>,
}

fn supplied<'d>(policy: &Policy, with: &'d Data<'d>, report: &mut Report) -> Vec<Supplied<'d>> {
    let entries = match with {
        Data::Null => return Vec::new(),
        Data::Map(entries) => entries,
        other => {
            report.add(not_an_object("with", "`with`", other));
            return Vec::new();
        }
    };
    let mut supplied = Vec::new();
    for (index, (name, written)) in entries.iter().enumerate() {
        let path = join("with", name);
        if entries.iter().take(index).any(|(earlier, _)| earlier == name) {
            report.add(twice(path, name));
            continue;
        }
        match policy.facts.iter().enumerate().find(|(_, fact)| fact.name == **name) {
            // As in an order, null for a fact that cannot be absent counts as left out.
            Some((_, fact)) if *written == Data::Null && !fact.nullable => {}
            Some((number, fact)) => match fact_value(fact, &policy.symbols, written, &path) {
                Ok(value) => supplied.push(Supplied { fact: number, value, written }),
                Err(problem) => report.add(problem),
            },
            None => report.add(unknown_fact(policy, path, name, &[])),
        }
    }
    supplied
}

/// The action with an id, and the role that does it.
fn find<'p>(
    question: &Question<'p>,
    id: &Data<'_>,
    role_was_given: bool,
    report: &mut Report,
) -> Option<(&'p Action, Symbol)> {
    let policy = question.order.policy;
    let actions = &policy.rules(question.order.edition).actions;
    let by = |action: &Action| listed(action.roles.iter().map(|role| policy.symbols.text(*role)));
    let offered = || {
        // To a role that is none, all are offered.
        let may = |role: &Symbol| question.roles.is_empty() || question.roles.contains(role);
        let own = actions.iter().filter(move |action| action.roles.iter().any(may));
        own.map(|action| &*action.id).collect::<Vec<_>>()
    };
    let problem = match id {
        Data::Text(id) => match actions.iter().find(|action| action.id == **id) {
            Some(action) => {
                let mut roles = action.roles.iter().filter(|role| question.roles.contains(role));
                match (roles.next(), roles.next()) {
                    (Some(role), None) => return Some((action, *role)),
                    (Some(_), Some(_)) => {
                        let message = format!("{} is an action of several roles", quoted(id));
                        let help = format!("say who acts: one of {}", by(action));
                        Problem::new(ProblemCode::UnknownRole, "role", message).help(help)
                    }
                    // A role that was given and is none has been reported already.
                    (None, _) if question.roles.is_empty() => return None,
                    (None, _) => {
                        let message = format!("{} is no action of this role", quoted(id));
                        let help = format!("it is an action of {}", by(action));
                        Problem::new(ProblemCode::UnknownAction, "action", message).help(help)
                    }
                }
            }
            None => {
                let message = match role_was_given {
                    true => format!("{} is no action of this role in `{}`", quoted(id), policy.id),
                    false => format!("{} is no action of `{}`", quoted(id), policy.id),
                };
                Problem::new(ProblemCode::UnknownAction, "action", message).nearest(id, offered())
            }
        },
        Data::Null => Problem::new(ProblemCode::UnknownAction, "action", "the action is missing").one_of(offered()),
        other => {
            Problem::new(ProblemCode::WrongType, "action", format!("an action is named by a text, not by {other}"))
                .one_of(offered())
        }
    };
    report.add(problem);
    None
}

/// An action that is tried on an order.
struct Try<'a, 'p> {
    question: &'a Question<'p>,
    given: &'a Data<'a>,
    action: &'p Action,
    role: Symbol,
    agreed: bool,
    supplied: Vec<Supplied<'a>>,
}

impl<'p> Try<'_, 'p> {
    /// Always there: the role has the action.
    fn outcome(&self) -> Option<Applied<'p>> {
        let Question { now, locale, .. } = *self.question;
        let before = self.before();
        let board = Board::new(&before, &[(self.action, self.role)], now.millis());
        let action = assemble::actions(&before, &board, locale).pop()?;
        let given: Vec<(FactId, Value)> = self.supplied.iter().map(|fact| (fact.fact, fact.value)).collect();
        let telling = Telling::of(&before, locale);
        let after = match action.verdict {
            Verdict::Allowed => after(&board.view(&before), self.action, self.role, self.agreed, &given)
                .map_err(|missing| telling.facts(&missing)),
            Verdict::Denied | Verdict::Unknown => Err(action.missing.clone()),
        };
        let (after, missing) = match after {
            Ok(after) => (Some(after), Vec::new()),
            Err(missing) => (None, missing),
        };
        let result = after.as_ref().unwrap_or(&self.question.order);
        let everything = self.board(result);
        let mut applied = Applied {
            applied: after.is_some(),
            order: after.as_ref().map_or_else(|| self.given.owned(), |after| self.written(after)),
            action,
            missing,
            stops: Vec::new(),
            starts: Vec::new(),
            runs_into: Vec::new(),
            preview: assemble::preview(result, &everything, locale),
        };
        if let Some(after) = &after {
            // What would have happened by itself without the action.
            let coming = telling.coming(&board.end().situation, now.millis());
            applied.stops = only_in(&coming, &applied.preview.if_nobody_acts);
            applied.starts = only_in(&applied.preview.if_nobody_acts, &coming);
            applied.runs_into =
                Telling::of(after, locale).transitions(&at_once(&everything.now.situation, now.millis()));
        }
        Some(applied)
    }

    /// The order as the action finds it: with the facts that the given order leaves unknown.
    fn before(&self) -> Order<'p> {
        let mut before = self.question.order.clone();
        for Supplied { fact, value, .. } in &self.supplied {
            if let Some(unknown) = before.facts.get_mut(*fact).filter(|known| **known == Value::Unknown) {
                *unknown = *value;
            }
        }
        before
    }

    /// The board for everything that any party may do with an order.
    fn board(&self, order: &Order<'p>) -> Board<'p> {
        let roles: Vec<Symbol> = order.policy.roles.iter().map(|role| role.symbol).collect();
        let asked = actions_of(order.policy.rules(order.edition), &roles);
        Board::new(order, &asked, self.question.now.millis())
    }

    /// The order in the shape in which it was given. What the action leaves as it is stays as it was written.
    fn written(&self, after: &Order<'p>) -> Data<'static> {
        let Data::Map(given) = self.given else { return Data::Null };
        let policy = after.policy;
        let mut changes = vec![(Cow::Borrowed("state"), data(policy, Value::Symbol(after.state)))];
        let before = &self.question.order;
        for (number, (fact, value)) in policy.facts.iter().zip(&after.facts).enumerate() {
            if before.facts.get(number) != Some(value) {
                let supplied = self.supplied.iter().find(|given| given.fact == number && given.value == *value);
                let written = supplied.map_or_else(|| data(policy, *value), |supplied| Some(supplied.written.owned()));
                changes.push((Cow::Owned(fact.name.to_string()), written));
            }
        }
        let mut order = Vec::new();
        for (name, value) in given {
            let change = changes.iter().position(|(changed, _)| changed == name).map(|at| changes.remove(at));
            order.push(change.unwrap_or_else(|| (Cow::Owned(name.to_string()), Some(value.owned()))));
        }
        order.extend(changes);
        Data::Map(order.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
    }
}

/// What happens at once to an order that came into its state now, and so into this situation.
///
/// A preview of the order computes from its facts, and by these all of it was due earlier.
fn at_once(situation: &Situation, now: i64) -> Vec<Happened> {
    situation.happened.iter().map(|happened| Happened { at: now, ..happened.clone() }).collect()
}

/// The transitions that one future has and another has not, or not at the same time.
fn only_in<'p>(future: &[Transition<'p>], other: &[Transition<'p>]) -> Vec<Transition<'p>> {
    let has = |each: &&Transition<'p>| other.iter().any(|other| other.rule == each.rule && other.at == each.at);
    future.iter().filter(|each| !has(each)).cloned().collect()
}

/// A value as an order has it; none for what nobody knows, which an order leaves out.
fn data(policy: &Policy, value: Value) -> Option<Data<'static>> {
    Some(match value {
        Value::Unknown => return None,
        Value::Null => Data::Null,
        Value::Bool(value) => Data::Bool(value),
        Value::Number(number) => Data::Int(number),
        Value::Symbol(symbol) => Data::Text(policy.symbols.text(symbol).to_owned().into()),
    })
}
