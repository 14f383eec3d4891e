//! How to get somewhere: to a state, or to an action being allowed.

use std::borrow::Cow;

use super::Options;
use super::after::after;
use super::answer::{self, WayOutcome, Ways, Words};
use super::board::Board;
use super::periods;
use super::question::Question;
use super::search::{self, Bounds, Goal, Move, Outcome, Places, Search};
use super::steps::steps;
use super::telling::{Telling, instant};
use super::unblock::{Denial, ForGood, has_ended};
use super::view::View;
use crate::data::Data;
use crate::expr::{Symbol, Truth};
use crate::order::Order;
use crate::policy::{Action, Policy, Verb, Written};
#[cfg(feature = "builtin")]
use crate::policy_set::named_policy;
use crate::problem::{Problem, ProblemCode, Problems, Report, listed, quoted};
use crate::text::LanguageId;

/// How far a search for ways goes. With the built-in policies it comes to these bounds only
/// where several facts would have to be supposed.
const BOUNDS: Bounds = Bounds { steps: 5, ways: 5, orders: 600 };
const PATIENCE: usize = 150_000;

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
///     "The lancer has to do “Ask in the members’ consultation room”",
/// ]);
/// ```
#[cfg(feature = "builtin")]
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
    let Options { role, now, locale, .. } = *options;
    let question = Question::new(policy, order, role, now, locale, report)?;
    let own = role.and_then(|_| question.roles.first().copied());
    let mut problems = Report::default();
    let found = Found::look(&question, to, own, &mut problems);
    // What only another edition has is known by name, and not covered here.
    let elsewhere = || goal_elsewhere(&question, to).filter(|_| report.is_empty());
    let (goal, found) = match found {
        Some(Found { goal, outcome, way }) => (goal, Some((outcome, way))),
        None => match elsewhere() {
            Some(goal) => (goal, None),
            None => {
                report.extend(problems);
                return None;
            }
        },
    };
    if !report.is_empty() {
        return None;
    }
    let Question { order, locale, .. } = &question;
    let telling = Telling::of(order, *locale);
    let way = |way: &search::Way<'p>| answer::Way {
        steps: steps(order, now.millis(), &way.moves, *locale),
        at: instant(way.at),
    };
    let outcome = found.as_ref().map_or(WayOutcome::NotCovered, |(_, way)| *way);
    Some(Ways {
        policy: telling.policy_ref(),
        as_of: now,
        role: own.map(|role| telling.symbol(role)),
        goal,
        ways: found.iter().flat_map(|(outcome, _)| &outcome.ways).map(way).collect(),
        outcome,
        covered_by: if outcome == WayOutcome::NotCovered { covered_by(&question, to, own) } else { Vec::new() },
        gave_up: outcome == WayOutcome::GaveUp || found.is_some_and(|(outcome, _)| outcome.gave_up),
    })
}

/// The other editions by which there is a way.
fn covered_by<'p>(question: &Question<'p>, to: &Data<'_>, own: Option<Symbol>) -> Vec<Words<'p>> {
    let Question { order, roles, now, locale } = question;
    let mut knowing = Vec::new();
    for (id, order) in order.in_other_editions() {
        let asked = Question { order, roles: roles.clone(), now: *now, locale: *locale };
        let found = Found::look(&asked, to, own, &mut Report::default());
        knowing.extend(found.filter(|found| found.way == WayOutcome::Found).map(|_| Words::of(id)));
    }
    knowing
}

/// The goal of a name that only another edition knows: a state, or an action of a role that asks.
fn goal_elsewhere<'p>(question: &Question<'p>, to: &Data<'_>) -> Option<answer::Goal<'p>> {
    let Question { order, roles, locale, .. } = question;
    let policy = order.policy;
    let Data::Text(to) = to else { return None };
    let telling = Telling::of(order, *locale);
    if let Some(state) = policy.states.iter().find(|state| policy.symbols.text(state.symbol) == &**to) {
        return (!state.editions.has(order.edition)).then(|| state_goal(&telling, state.symbol));
    }
    if policy.has_action(order.edition, to) {
        return None;
    }
    let of = |action: &&Action| *action.id == **to && roles.iter().any(|role| action.roles.contains(role));
    policy.rules.iter().flat_map(|rules| &rules.actions).find(of).map(|action| action_goal(action, *locale))
}

fn state_goal<'p>(telling: &Telling<'_, 'p>, state: Symbol) -> answer::Goal<'p> {
    answer::Goal { state: Some(telling.symbol(state)), action: None, label: telling.state_label(state) }
}

fn action_goal(action: &Action, locale: LanguageId) -> answer::Goal<'_> {
    answer::Goal { state: None, action: Some(Words::of(&action.id)), label: Words::of(action.label.get(locale)) }
}

/// What looking for ways in one edition came to, by the rules of every period that the order may be of.
struct Found<'p> {
    goal: answer::Goal<'p>,
    outcome: Outcome<'p>,
    way: WayOutcome,
}

impl<'p> Found<'p> {
    fn look(question: &Question<'p>, to: &Data<'_>, own: Option<Symbol>, report: &mut Report) -> Option<Found<'p>> {
        let Question { order, roles, now, locale } = question;
        let (now, locale) = (*now, *locale);
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
        let Some((_, destination)) = destinations.last() else {
            report.extend(problems);
            return None;
        };
        let goal = match destination {
            Destination::State(state) => state_goal(&Telling::of(order, locale), *state),
            Destination::Action(_, action, _) => action_goal(action, locale),
        };
        let mut found: Vec<Outcome<'p>> = Vec::new();
        let mut is_forbidden = destinations.len() == questions.len();
        for (question, destination) in &destinations {
            let (outcome, forbidden) = destination.search(question, own);
            found.push(outcome);
            is_forbidden &= forbidden;
        }
        // By the rules of a period in which there is no such action, no way leads to its being allowed.
        found.resize_with(questions.len(), Outcome::default);
        let outcome = in_all(found, order, now.millis());
        let way = match () {
            () if !outcome.ways.is_empty() => WayOutcome::Found,
            () if is_forbidden => WayOutcome::Never,
            () if outcome.is_open() => WayOutcome::GaveUp,
            () => WayOutcome::NotCovered,
        };
        Some(Found { goal, outcome, way })
    }
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
            Move::Suppose(fact, value) => order = order.supposing(*fact, *value),
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
    /// which facts would have to be otherwise. Tells as well whether a rule forbids it.
    fn search(&self, question: &Question<'p>, own: Option<Symbol>) -> (Outcome<'p>, bool) {
        let Question { order, now, .. } = question;
        let rules = order.rules();
        let view = View::at(order, now.millis());
        let here = &view.situation;
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
        let Some(useful) = useful else { return (Outcome::default(), false) };
        let places = &Places::new(PATIENCE);
        let mut is_forbidden = !may_redate && has_ended(order.policy, here);
        if let Destination::Action(_, action, roles) = self {
            let (telling, patience) = (&Telling::of(order, question.locale), &places.patience);
            let board = &Board::new(order, &[], now.millis(), false);
            let denials: Vec<Denial<'_, 'p>> =
                roles.iter().map(|role| Denial { telling, board, patience, action, role: *role, useful }).collect();
            is_forbidden = !may_redate && denials.iter().all(Denial::is_forbidden);
            let for_good: Vec<Option<ForGood>> = denials.iter().map(|denial| denial.for_good(true)).collect();
            if for_good.iter().all(Option::is_some) {
                return (Outcome::default(), is_forbidden || !for_good.contains(&Some(ForGood::NoWay)));
            }
        }
        // What is to be refused stays asked for.
        let keeps: Vec<(&Written, Symbol)> = match self {
            Destination::Action(_, action, roles) if action.verb == Verb::Refuse && roles.len() == 1 => {
                let requires = action.requires.iter().map(|requirement| &requirement.that);
                let each = requires.flat_map(|that| roles.iter().map(move |role| (that, *role)));
                each.filter(|(that, role)| view.holds(&that.expr, Some(*role)) == Truth::True).collect()
            }
            _ => Vec::new(),
        };
        let search = |supposing: bool, spares: bool| {
            let search = Search::new(rules, goal, useful, BOUNDS, places);
            Search { own, supposing, spares, keeps: &keeps, ..search }.run(order, now.millis())
        };
        // Those that hurt come last.
        let in_turn = |supposing: bool| {
            let mut outcome = search(supposing, true);
            if outcome.spared && outcome.ways.len() < BOUNDS.ways {
                let all = search(supposing, false);
                let new = all
                    .ways
                    .into_iter()
                    .filter(|way| !outcome.ways.iter().any(|known| search::covers(&known.moves, &way.moves)));
                let new: Vec<search::Way<'p>> = new.collect();
                outcome.ways.extend(new);
                outcome.ways.truncate(BOUNDS.ways);
                outcome.gave_up |= all.gave_up;
                outcome.stopped |= all.stopped;
                outcome.kept |= all.kept;
            }
            outcome
        };
        let outcome = in_turn(false);
        if !outcome.ways.is_empty() {
            return (outcome, false);
        }
        let supposed = in_turn(true);
        let kept = outcome.kept || supposed.kept;
        let outcome = Outcome { gave_up: outcome.gave_up || supposed.gave_up, kept, ..supposed };
        (outcome, is_forbidden && !kept)
    }
}
