//! How to get somewhere: to a state, or to an action being allowed.

use std::borrow::Cow;

use super::Options;
use super::answer::{self, Ways};
use super::board::Board;
use super::question::{Question, named_policy};
use super::search::{self, Bounds, Goal, Outcome, Patience, Search};
use super::telling::{Telling, instant};
use super::unblock::Denial;
use crate::data::Data;
use crate::expr::Symbol;
use crate::policy::{Action, Policy};
use crate::problem::{Problem, ProblemCode, Problems, Report, listed, quoted};

/// How far a search for ways goes. With the built-in policies it comes to these bounds only
/// where several facts would have to be supposed.
const BOUNDS: Bounds = Bounds { steps: 5, ways: 5, orders: 600 };
const PATIENCE: usize = 100_000;

/// The shortest ways from an order of a built-in policy to a goal: the id of a state, or of an
/// action that is to be allowed for the role that asks. A state comes before an action of that name.
///
/// # Errors
///
/// Everything in the order or the options that does not make sense; `unknown-goal` at `to` for
/// what is neither a state nor an action of the role.
///
/// ```
/// use torihiki::{Data, Instant, Options, ways};
///
/// // A freelancer whose client keeps silent, and who has not tried anything yet.
/// let order: Data = serde_json::from_str(r#"{ "policy": "lancers", "state": "working" }"#).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let answer = ways(&order, "contact-support", &Options::at(now).role("lancer").locale("en")).unwrap();
///
/// let steps: Vec<String> = answer.ways[0].steps.iter().map(|step| step.message().to_string()).collect();
/// assert_eq!(steps, [
///     "The lancer has to do “Settle it with the other party”",
///     "The lancer has to do “Ask in the members' consultation room”",
/// ]);
/// ```
pub fn ways(order: &Data<'_>, to: &str, options: &Options<'_>) -> Result<Ways<'static>, Problems> {
    let mut report = Report::default();
    let policy = named_policy(order, &mut report);
    let to = Data::Text(Cow::Borrowed(to));
    let ways = policy.and_then(|policy| ways_into(policy, order, &to, options, &mut report));
    report.finish(ways)
}

impl Policy {
    /// The shortest ways from an order of this policy to a goal; see [`ways`](crate::ways()).
    ///
    /// # Errors
    ///
    /// Everything in the order or the options that does not make sense.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Step, policy};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = policy("coconala").unwrap().ways(&order, "completed", &Options::at(now)).unwrap();
    ///
    /// // The buyer accepts, or everybody waits.
    /// assert!(answer.ways.iter().any(|way| matches!(way.steps.as_slice(), [Step::Act(step)] if step.action == "accept")));
    /// assert!(answer.ways.iter().any(|way| matches!(way.steps.as_slice(), [Step::Wait(_)])));
    /// ```
    pub fn ways(&self, order: &Data<'_>, to: &str, options: &Options<'_>) -> Result<Ways<'_>, Problems> {
        let mut report = Report::default();
        let to = Data::Text(Cow::Borrowed(to));
        let ways = ways_into(self, order, &to, options, &mut report);
        report.finish(ways)
    }
}

pub(crate) fn ways_into<'p>(
    policy: &'p Policy,
    order: &Data<'_>,
    to: &Data<'_>,
    options: &Options<'_>,
    report: &mut Report,
) -> Option<Ways<'p>> {
    let Options { role, now, locale } = *options;
    let question = Question::new(policy, order, role, now, locale, report)?;
    let destination = Destination::read(&question, to, report)?;
    if !report.is_empty() {
        return None;
    }
    let locale = question.locale;
    let telling = Telling::of(&question.order, locale);
    let own = role.and_then(|_| question.roles.first().copied());
    let outcome = destination.search(&question, own);
    let way = |way: &search::Way<'p>| answer::Way {
        steps: way.moves.iter().map(|step| telling.step(step)).collect(),
        at: instant(way.at),
    };
    Some(Ways {
        policy: telling.policy_ref(),
        as_of: now,
        role: own.map(|role| telling.symbol(role)),
        goal: match &destination {
            Destination::State(state) => {
                answer::Goal { state: Some(telling.symbol(*state)), action: None, label: telling.state_label(*state) }
            }
            Destination::Action(_, action, _) => answer::Goal {
                state: None,
                action: Some(answer::Words::of(&action.id)),
                label: answer::Words::of(action.label.get(locale)),
            },
        },
        ways: outcome.ways.iter().map(way).collect(),
        gave_up: outcome.gave_up,
    })
}

/// Where a way leads.
enum Destination<'p> {
    State(Symbol),
    /// The number of an action in the rules, the action, and the roles of which one is to be allowed to do it.
    Action(usize, &'p Action, Vec<Symbol>),
}

impl<'p> Destination<'p> {
    fn read(question: &Question<'p>, to: &Data<'_>, report: &mut Report) -> Option<Destination<'p>> {
        let Question { order, roles, .. } = question;
        let policy = order.policy;
        let states = policy.states.iter().filter(|state| state.editions.has(order.edition));
        let states = states.map(|state| (policy.symbols.text(state.symbol), state.symbol));
        let actions = policy.rules(order.edition).actions.iter().enumerate();
        let own = |action: &Action| -> Vec<Symbol> {
            roles.iter().copied().filter(|role| action.roles.contains(role)).collect()
        };
        let offered = || {
            let actions = actions.clone().filter(|(_, action)| roles.is_empty() || !own(action).is_empty());
            let states = states.clone().map(|(name, _)| name);
            states.chain(actions.map(|(_, action)| &*action.id)).collect::<Vec<_>>()
        };
        let problem = match to {
            Data::Text(to) => {
                if let Some((_, state)) = states.clone().find(|(name, _)| *name == &**to) {
                    return Some(Destination::State(state));
                }
                let action = actions.clone().find(|(_, action)| action.id == **to);
                match action.map(|(number, action)| (number, action, own(action))) {
                    Some((number, action, roles)) if !roles.is_empty() => {
                        return Some(Destination::Action(number, action, roles));
                    }
                    // A role that is none has been reported already.
                    Some(_) if roles.is_empty() => return None,
                    Some((_, action, _)) => {
                        let by = listed(action.roles.iter().map(|role| policy.symbols.text(*role)));
                        Problem::new(
                            ProblemCode::UnknownGoal,
                            "to",
                            format!("{} is no action of this role", quoted(to)),
                        )
                        .help(format!("it is an action of {by}"))
                    }
                    None => {
                        let message = format!("{} is neither a state nor an action of `{}`", quoted(to), policy.id);
                        Problem::new(ProblemCode::UnknownGoal, "to", message).nearest(to, offered())
                    }
                }
            }
            Data::Null => Problem::new(ProblemCode::UnknownGoal, "to", "it is missing where the way leads")
                .help("pass the id of a state or of an action"),
            other => Problem::new(ProblemCode::WrongType, "to", format!("a goal is named by a text, not by {other}"))
                .help("pass the id of a state or of an action"),
        };
        report.add(problem);
        None
    }

    /// Looks for ways on which parties act and time passes. Only where there is none, it looks for ways on
    /// which facts would have to be otherwise.
    fn search(&self, question: &Question<'p>, own: Option<Symbol>) -> Outcome<'p> {
        let Question { order, now, .. } = question;
        let rules = order.policy.rules(order.edition);
        let towards_state;
        let (goal, useful) = match self {
            Destination::State(state) => {
                towards_state = rules.useful(&[*state], None);
                (Goal::State(*state), Some(&towards_state))
            }
            Destination::Action(number, action, roles) => (Goal::Allowed(action, roles), rules.useful_for(*number)),
        };
        let Some(useful) = useful else { return Outcome::default() };
        let patience = Patience::new(PATIENCE);
        if let Destination::Action(_, action, roles) = self {
            let telling = &Telling::of(order, question.locale);
            let board = &Board::new(order, &[], now.millis());
            let is_for_good = |role: &Symbol| {
                Denial { telling, board, patience: &patience, action, role: *role, useful }.is_for_good(true)
            };
            if roles.iter().all(is_for_good) {
                return Outcome::default();
            }
        }
        let search = Search { rules, goal, useful, bounds: BOUNDS, patience: &patience, own, supposing: false };
        let outcome = search.run(order, now.millis());
        if !outcome.ways.is_empty() {
            return outcome;
        }
        let supposed = Search { supposing: true, ..search }.run(order, now.millis());
        Outcome { gave_up: outcome.gave_up || supposed.gave_up, ..supposed }
    }
}
