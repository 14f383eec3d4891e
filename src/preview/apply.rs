//! What an order would be after an action. Nothing is executed.

use std::borrow::Cow;

use super::after::{after, is_request, out_of_range};
use super::answer::{self, Applied, Transition, Verdict};
use super::board::Board;
use super::parts::Parts;
use super::periods::{self, Periods, Told};
use super::question::Question;
use super::telling::Telling;
use super::view::View;
use super::{assemble, editions};
use crate::data::Data;
use crate::data::scalar::{not_an_object, repeated, twice};
use crate::expr::{FactId, Symbol, Type, Value};
use crate::order::Order;
use crate::policy::fact::{ORDER_KEYS, fact_value, number_bounds};
use crate::policy::{Action, Fact, Policy};
#[cfg(feature = "builtin")]
use crate::policy_set::named_policy;
use crate::problem::{Problem, ProblemCode, Problems, Report, join, listed, quoted};
use crate::time::Instant;

/// Who acts, when and with what.
///
/// ```
/// use torihiki::{ApplyOptions, Data, Instant, apply};
///
/// // The worker needs more time, and says until when.
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "crowdworks", "state": "working", "dueAt": "2026-11-18T09:00:00+09:00" }"#,
/// ).unwrap();
/// let with: Data = serde_json::from_str(r#"{ "newDueAt": "2026-11-20T09:00:00+09:00" }"#).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let options = ApplyOptions { with: Some(&with), ..ApplyOptions::at(now) };
/// let asked = apply(&order, "request-extension", &options).unwrap();
///
/// // The date moves once the client has agreed.
/// let due_at = |order| serde_json::to_value(order).unwrap()["dueAt"].clone();
/// assert_eq!(due_at(&asked.order), "2026-11-18T09:00:00+09:00");
/// assert_eq!(due_at(asked.agreed.as_ref().unwrap()), Instant::parse("2026-11-20T09:00:00+09:00").unwrap().millis());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ApplyOptions<'o> {
    /// The role that acts; none where only one role has the action.
    pub role: Option<&'o str>,
    /// The instant at which the action is done.
    pub now: Instant,
    /// What is supplied with the action: its arguments, by their names. What is known of the order stands in the order.
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
/// several roles have the action; for arguments, paths such as `with.newDueAt`.
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
#[cfg(feature = "builtin")]
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
    // Without an order it is not known in which edition the action is looked for.
    let question = Question::new(policy, given, role, now, locale, report)?;
    let (action, role) = find(&question, action, role.is_some(), report)?;
    let arguments = arguments(policy, action, with.unwrap_or(&Data::Null), report);
    if !report.is_empty() {
        return None;
    }
    let mut before = question.order.by_period().into_owned();
    // The order as the action finds it: with its arguments.
    before.iter_mut().for_each(|before| before.facts.extend(&arguments));
    Try { question: &question, given, before, action, role, agreed }.outcome(report)
}

/// The values of all arguments, in the order of the policy; those of other actions are unknown.
fn arguments(policy: &Policy, action: &Action, with: &Data<'_>, report: &mut Report) -> Vec<Value> {
    let entries = match with {
        Data::Null => &[],
        Data::Map(entries) => entries.as_slice(),
        other => {
            report.add(not_an_object("with", "`with`", other));
            return Vec::new();
        }
    };
    let own: Vec<&Fact> = action.with.iter().filter_map(|number| policy.fact_or_argument(*number)).collect();
    for ((name, _), is_repeated) in entries.iter().zip(repeated(entries.iter().map(|(name, _)| name))) {
        let path = join("with", name);
        if is_repeated {
            report.add(twice(path, name));
        } else if own.iter().all(|argument| argument.name != **name) {
            report.add_with(|| unknown_argument(policy, action, &own, path, name));
        }
    }
    let value = |(number, argument): (usize, &Fact)| {
        let is_own = action.with.iter().any(|own| own.checked_sub(policy.facts.len()) == Some(number));
        if !is_own {
            return Value::Unknown;
        }
        let path = join("with", &argument.name);
        let given = entries.iter().find(|(name, _)| argument.name == **name).map(|(_, value)| value);
        match given {
            // Null for what cannot be absent is nothing, as it is in an order.
            Some(given) if *given != Data::Null || argument.nullable => {
                fact_value(argument, &policy.symbols, given, &path).unwrap_or_else(|problem| {
                    report.add(problem);
                    Value::Unknown
                })
            }
            _ if argument.default != Value::Unknown => argument.default,
            _ => {
                let message = format!("{} needs {}", quoted(&action.id), quoted(&argument.name));
                let help = format!("pass {}, as `with: {{ {}: … }}`", kind(policy, argument), argument.name);
                report.add(Problem::new(ProblemCode::MissingArgument, path, message).help(help));
                Value::Unknown
            }
        }
    };
    policy.arguments.iter().enumerate().map(value).collect()
}

/// What an argument has to be, in words.
fn kind(policy: &Policy, argument: &Fact) -> String {
    match &argument.ty {
        Type::Timestamp => "an instant".to_owned(),
        Type::Duration => "a duration".to_owned(),
        Type::Int => "a whole number".to_owned(),
        Type::Money => "an amount in minor units".to_owned(),
        Type::Bool | Type::Null => "true or false".to_owned(),
        Type::Choice(choices) => {
            format!("one of {}", listed(choices.iter().map(|choice| policy.symbols.text(*choice))))
        }
    }
}

fn unknown_argument(policy: &Policy, action: &Action, own: &[&Fact], path: String, name: &str) -> Problem {
    let message = format!("{} is no argument of {}", quoted(name), quoted(&action.id));
    let problem = Problem::new(ProblemCode::UnknownArgument, path, message);
    let is_known = policy.facts.iter().any(|fact| fact.name == *name) || ORDER_KEYS.contains(&name);
    if is_known {
        problem.help("it belongs to the order: pass it there")
    } else if own.is_empty() {
        problem.help("the action takes no arguments")
    } else {
        problem.nearest(name, own.iter().map(|argument| &*argument.name))
    }
}

/// The action with an id, and the role that does it.
pub(crate) fn find<'p>(
    question: &Question<'p>,
    id: &Data<'_>,
    role_was_given: bool,
    report: &mut Report,
) -> Option<(&'p Action, Symbol)> {
    let policy = question.order.policy;
    let mut actions: Vec<&'p Action> = Vec::new();
    // Where it is not known of what date the order is, an action may be there by the rules of some period only.
    for order in question.order.by_period().iter().rev() {
        let rules = order.rules().actions.iter();
        let new = rules.filter(|action| !actions.iter().any(|known| known.id == action.id));
        actions.extend(new.collect::<Vec<_>>());
    }
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
            None if policy.has_action(question.order.edition, id) => {
                let message = format!("{} is not in force on the date of this order", quoted(id));
                Problem::new(ProblemCode::UnknownAction, "action", message).one_of(offered())
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
    /// The order as the action finds it, with its arguments, by the rules of each period that it can be of.
    before: Vec<Order<'p>>,
    action: &'p Action,
    role: Symbol,
    agreed: bool,
}

impl<'p> Try<'_, 'p> {
    /// Always there: the role has the action.
    fn outcome(&self, report: &mut Report) -> Option<Applied<'p>> {
        let Question { now, locale, .. } = *self.question;
        let (action, coming) = self.untouched()?;
        let before = self.before.first().filter(|_| action.verdict == Verdict::Allowed);
        let view = before.map(|before| View::at(before, now.millis()));
        if let Some((fact, value)) = view.and_then(|view| out_of_range(&view, self.action_in(&view), self.role)) {
            let (least, most) = number_bounds(fact).unwrap_or_default();
            let message = format!("{} would be {value}, which no order can hold", quoted(&fact.name));
            let problem = Problem::new(ProblemCode::OutOfRange, join("", &fact.name), message);
            let help = format!("from {least} to {most}, both inclusive; a requirement of the action can keep it there");
            report.add(problem.help(help));
            return None;
        }
        let telling = Telling::of(&self.question.order, locale);
        let after = match action.verdict {
            Verdict::Allowed => self.becomes(self.agreed).map_err(|missing| telling.facts(&missing)),
            Verdict::Denied | Verdict::Unknown => Err(action.missing.clone()),
        };
        let (after, missing) = match after {
            Ok(after) => (Some(after), Vec::new()),
            Err(missing) => (None, missing),
        };
        // Where it was only asked for, the order once it is agreed to is another one.
        let is_request = |order: &Order<'p>| {
            let view = View::at(order, now.millis());
            is_request(&view, self.action_in(&view), self.role)
        };
        let is_open = after.is_some() && !self.agreed && self.before.iter().any(is_request);
        let agreed = if is_open { self.becomes(true).ok() } else { None };
        // Where agreeing changes nothing of the order, that is the order already.
        let agreed = agreed.filter(|agreed| after.as_ref().is_none_or(|after| !agreed.is_like(after)));
        let result = after.as_ref().unwrap_or(&self.question.order);
        let roles: Vec<Symbol> = result.policy.roles.iter().map(|role| role.symbol).collect();
        let Told { preview, at_once } = editions::tell(result, &roles, now.millis(), locale, Parts::ALL);
        let mut applied = Applied {
            applied: after.is_some(),
            order: after.as_ref().map_or_else(|| self.given.owned(), |after| self.written(after)),
            agreed: agreed.map(|agreed| self.written(&agreed)),
            action,
            missing,
            stops: Vec::new(),
            starts: Vec::new(),
            runs_into: Vec::new(),
            preview,
        };
        if after.is_some() {
            applied.stops = only_in(&coming, &applied.preview.if_nobody_acts);
            applied.starts = only_in(&applied.preview.if_nobody_acts, &coming);
            applied.runs_into = at_once;
        }
        Some(applied)
    }

    /// The order after the action, without its arguments.
    fn becomes(&self, agreed: bool) -> Result<Order<'p>, Vec<FactId>> {
        let acted = |view: &View<'_, 'p>| after(view, self.action_in(view), self.role, agreed);
        let mut after = periods::after(&self.before, self.question.now.millis(), acted)?;
        after.facts.truncate(after.policy.facts.len());
        Ok(after)
    }

    /// The action by the rules of a view.
    fn action_in(&self, view: &View<'_, 'p>) -> &'p Action {
        view.rules.actions.iter().find(|action| action.id == self.action.id).unwrap_or(self.action)
    }

    /// The action before it is done, and what would happen by itself without it.
    fn untouched(&self) -> Option<(answer::Action<'p>, Vec<Transition<'p>>)> {
        let Question { now, locale, .. } = *self.question;
        if let [before] = self.before.as_slice() {
            let board = Board::new(before, &[(self.action, self.role)], now.millis(), true);
            let coming = Telling::of(before, locale).coming(&board.end().situation, now.millis());
            let mut action = assemble::actions(before, &board, locale).pop()?;
            let mut others = editions::others(before, &[self.role], now.millis(), locale);
            editions::compare_action(&mut action, &mut others);
            return Some((action, coming));
        }
        let roles = [self.role];
        let periods = Periods::new(&self.before, &roles, now.millis(), locale, Parts::ALL);
        let mut actions = periods.preview()?.actions.into_iter();
        let mut action = actions.find(|action| action.id == *self.action.id)?;
        if let Some(before) = self.before.first() {
            let mut others = editions::others(before, &roles, now.millis(), locale);
            editions::compare_action(&mut action, &mut others);
        }
        Some((action, periods.coming()))
    }

    /// The order in the shape in which it was given. What the action leaves as it is stays as it was written.
    fn written(&self, after: &Order<'p>) -> Data<'static> {
        let Data::Map(given) = self.given else { return Data::Null };
        let policy = after.policy;
        let mut changes = vec![(Cow::Borrowed("state"), data(policy, Value::Symbol(after.state)))];
        let before = &self.question.order;
        for (number, (fact, value)) in policy.facts.iter().zip(&after.facts).enumerate() {
            if before.facts.get(number) != Some(value) {
                changes.push((Cow::Owned(fact.name.to_string()), data(policy, *value)));
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
