//! How to get somewhere: to a state, or to an action being allowed.

use std::borrow::Cow;

use super::Options;
use super::after::after;
use super::answer::{self, Ways};
use super::board::Board;
use super::periods;
use super::question::{Question, named_policy};
use super::search::{self, Bounds, Goal, Move, Outcome, Patience, Search};
use super::telling::{Telling, instant};
use super::unblock::Denial;
use super::view::View;
use crate::data::Data;
use crate::expr::{Symbol, Truth};
use crate::order::Order;
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
    let Question { order, roles, locale, .. } = question;
    let questions: Vec<Question<'p>> = order
        .by_period()
        .into_owned()
        .into_iter()
        .map(|order| Question { order, roles: roles.clone(), now, locale })
        .collect();
    let mut destinations: Vec<(&Question<'p>, Destination<'p>)> = Vec::new();
    let mut problems = Report::default();
    for question in &questions {
        destinations.extend(Destination::read(question, to, &mut problems).map(|found| (question, found)));
    }
    let Some((question, destination)) = destinations.last() else {
        report.extend(problems);
        return None;
    };
    if !report.is_empty() {
        return None;
    }
    let telling = Telling::of(&question.order, locale);
    let own = role.and_then(|_| question.roles.first().copied());
    let mut found: Vec<Outcome<'p>> = Vec::new();
    for (question, destination) in &destinations {
        found.push(destination.search(question, own));
    }
    // By the rules of a period in which there is no such action, no way leads to its being allowed.
    found.resize_with(questions.len(), Outcome::default);
    let outcome = in_all(found, &order, now.millis());
    let way = |way: &search::Way<'p>| answer::Way {
        steps: way.moves.iter().map(|step| telling.step(step)).collect(),
        at: instant(way.at),
    };
    Some(Ways {
        policy: telling.policy_ref(),
        as_of: now,
        role: own.map(|role| telling.symbol(role)),
        goal: match destination {
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

/// The ways that lead there by the rules of every period, and whether there may be others: where they are not the
/// same ones in all.
fn in_all<'p>(mut found: Vec<Outcome<'p>>, order: &Order<'p>, now: i64) -> Outcome<'p> {
    let mut all = found.pop().unwrap_or_default();
    let is_single = found.is_empty();
    for other in found {
        let has = |way: &search::Way<'p>| other.ways.iter().any(|known| known.moves == way.moves);
        all.gave_up |= other.gave_up || all.ways.len() != other.ways.len() || !all.ways.iter().all(has);
        all.ways.retain(has);
    }
    if !is_single {
        let ways = all.ways.len();
        all.ways.retain(|way| can_be_gone(order, &way.moves, now));
        all.gave_up |= all.ways.len() != ways;
    }
    all
}

/// Whether every step makes the same of an order by the rules of each period.
fn can_be_gone<'p>(order: &Order<'p>, moves: &[Move<'p>], mut now: i64) -> bool {
    let mut order = order.clone();
    for step in moves {
        match step {
            Move::Wait(until) => now = *until,
            Move::Suppose(fact, value) => {
                if let Some(slot) = order.facts.get_mut(*fact) {
                    *slot = *value;
                }
                order = order.redated();
            }
            Move::Act { action, role, agreed } => {
                let act = |view: &View<'_, 'p>| {
                    let action = view.rules.actions.iter().find(|other| other.id == action.id);
                    let action = action.filter(|action| view.verdict(action, *role) == Truth::True);
                    after(view, action.ok_or_else(Vec::new)?, *role, *agreed)
                };
                match periods::after(&order.by_period(), now, act) {
                    Ok(after) => order = after,
                    Err(_) => return false,
                }
            }
        }
    }
    true
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
        let actions = order.rules().actions.iter().enumerate();
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
                    None if policy.has_action(order.edition, to) => {
                        let message = format!("{} is not in force on the date of this order", quoted(to));
                        Problem::new(ProblemCode::UnknownGoal, "to", message).one_of(offered())
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
        let rules = order.rules();
        let here = View::at(order, now.millis()).situation;
        let states = here.possible.iter().map(|world| world.state);
        // What helps by the rules of another date is not known beforehand.
        let may_redate = order.policy.may_redate(order.edition, states);
        let towards;
        let (goal, useful) = match self {
            Destination::State(state) => {
                towards = if may_redate { rules.everything() } else { rules.useful(&[*state], None) };
                (Goal::State(*state), Some(&towards))
            }
            Destination::Action(_, action, roles) if may_redate => {
                towards = rules.everything();
                (Goal::Allowed(action, roles), Some(&towards))
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
