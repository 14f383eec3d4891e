//! Everything that an answer depends on, at every instant at which it can change.
//!
//! A board is a table. Its columns are questions: is this requirement met, does this effect
//! follow, is this duty overdue? Its rows are instants: `now`, and then each later moment at
//! which something can change. `until`, `opensAt` and `next` are read off the columns, and
//! between two rows nothing changes, because the rows are all the moments that there are.

use super::situation::{Situation, insert};
use crate::expr::{Expr, FactId, Symbol, Truth, Type, Value};
use crate::order::Order;
use crate::policy::{Action, Duty, Rules};
use crate::time::Instant;

/// A question, and who asks it.
#[derive(Clone, Copy, Debug)]
struct Column<'p> {
    kind: Kind,
    question: Question<'p>,
    role: Option<Symbol>,
}

impl Column<'_> {
    /// The answer as far as anyone is told: of a consent and of a draft it is only told
    /// whether they may be needed.
    fn shown(&self, truth: Truth) -> Truth {
        match (self.kind, truth) {
            (Kind::Consent | Kind::Draft, Truth::Unknown) => Truth::True,
            (_, truth) => truth,
        }
    }
}

/// What a column is about, by how much its change matters: the first matters most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Reason,
    Effect,
    Consent,
    Duty,
    Draft,
    Warning,
}

#[derive(Clone, Copy, Debug)]
enum Question<'p> {
    Always,
    Never,
    /// Is the deal in one of these states?
    In(&'p [Symbol]),
    That(&'p Expr),
    Not(&'p Expr),
    /// Is the deal in one of these states, and does the condition hold?
    Stands(&'p [Symbol], Option<&'p Expr>),
    /// If it stands, has `now` come to the instant at which it is due?
    Overdue(&'p [Symbol], Option<&'p Expr>, &'p Expr),
    /// Is `now` before the instant, in milliseconds since 1970?
    Before(i64),
}

impl Question<'_> {
    fn truth(self, order: &Order<'_>, situation: &Situation, role: Option<Symbol>, now: i64) -> Truth {
        let that = |expr: &Expr| situation.agreed(|state| expr.truth(&order.scope(state, role, now)));
        match self {
            Question::Always => Truth::True,
            Question::Never => Truth::False,
            Question::In(states) => situation.agreed(|state| Truth::from(states.contains(&state))),
            Question::That(expr) => that(expr),
            Question::Not(expr) => !that(expr),
            Question::Stands(states, when) => {
                let there = situation.agreed(|state| Truth::from(states.contains(&state)));
                if there == Truth::False { there } else { there.min(when.map_or(Truth::True, that)) }
            }
            Question::Overdue(states, when, due) => {
                if Question::Stands(states, when).truth(order, situation, role, now) == Truth::False {
                    return Truth::False;
                }
                let due = due.eval(&order.scope(situation.effective, role, now)).number();
                due.map_or(Truth::Unknown, |due| Truth::from(due <= now))
            }
            Question::Before(instant) => Truth::from(now < instant),
        }
    }

    /// Whether the answer can be another one at another time in the same situation.
    fn depends_on_now(self) -> bool {
        match self {
            Question::Always | Question::Never | Question::In(_) => false,
            Question::That(expr) | Question::Not(expr) => expr.depends_on_now(),
            Question::Stands(_, when) => when.is_some_and(Expr::depends_on_now),
            Question::Overdue(..) | Question::Before(_) => true,
        }
    }
}

/// What holds at one instant.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) at: i64,
    pub(crate) situation: Situation,
    truths: Vec<Truth>,
    /// For each action, the missing facts that leave its verdict unknown.
    pub(crate) missing: Vec<Vec<FactId>>,
}

impl Row {
    /// The answer to the question of a column.
    pub(crate) fn truth(&self, column: usize) -> Truth {
        self.truths.get(column).copied().unwrap_or(Truth::Unknown)
    }

    /// Whether all requirements of an action are met.
    pub(crate) fn verdict(&self, columns: &Columns) -> Truth {
        let truths = self.truths.get(columns.requires.clone()).unwrap_or_default();
        truths.iter().copied().min().unwrap_or(Truth::True)
    }
}

/// The columns of one action as one role sees it, in the order in which they stand.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// The state, then every requirement.
    pub(crate) requires: std::ops::Range<usize>,
    pub(crate) consent: Option<usize>,
    pub(crate) effects: std::ops::Range<usize>,
    pub(crate) drafts: std::ops::Range<usize>,
}

/// The table. See the module's own text.
#[derive(Debug)]
pub(crate) struct Board<'p> {
    columns: Vec<Column<'p>>,
    /// Each action with each role that was asked about, in the order of the policy.
    pub(crate) actions: Vec<(&'p Action, Symbol, Columns)>,
    /// Each duty with the columns for whether it stands and whether it is overdue.
    pub(crate) duties: Vec<(&'p Duty, usize, usize)>,
    /// Each fact that tells of the future, with its column.
    pub(crate) early: Vec<(usize, usize)>,
    /// What holds now.
    pub(crate) now: Row,
    /// What holds from every later moment on, in order.
    pub(crate) later: Vec<Row>,
}

impl<'p> Board<'p> {
    /// Draws up the table for an order, for the roles that were asked about.
    pub(crate) fn new(order: &Order<'_>, rules: &'p Rules, roles: &[Symbol], now: i64) -> Board<'p> {
        let mut columns = Vec::new();
        let mut actions = Vec::new();
        for action in &rules.actions {
            for role in roles.iter().filter(|role| action.roles.contains(role)) {
                actions.push((action, *role, action_columns(&mut columns, action, *role)));
            }
        }
        let duties = rules.duties.iter().map(|duty| {
            let when = duty.when.as_ref().map(|when| &when.expr);
            let stands = column(&mut columns, Kind::Duty, Question::Stands(&duty.states, when), None);
            let overdue =
                duty.due.as_ref().map_or(Question::Never, |due| Question::Overdue(&duty.states, when, &due.expr));
            (duty, stands, column(&mut columns, Kind::Duty, overdue, None))
        });
        let duties = duties.collect();
        let early = order.policy.facts.iter().enumerate().filter_map(|(number, fact)| {
            match (&fact.ty, fact.deadline, order.facts.get(number)) {
                (Type::Timestamp, false, Some(Value::Number(at))) if now < *at => {
                    Some((number, column(&mut columns, Kind::Warning, Question::Before(*at), None)))
                }
                _ => None,
            }
        });
        let early: Vec<(usize, usize)> = early.collect();
        let now_row = row(order, rules, &columns, &actions, now, None);
        let mut moments = moments(order, rules, now);
        for at in early.iter().filter_map(|(fact, _)| order.facts.get(*fact)?.number()) {
            insert(&mut moments, at);
        }
        let mut board = Board { columns, actions, duties, early, now: now_row, later: Vec::new() };
        for at in moments {
            let before = board.later.last().unwrap_or(&board.now);
            let next = row(order, rules, &board.columns, &board.actions, at, Some(before));
            board.later.push(next);
        }
        board
    }

    /// All rows.
    pub(crate) fn rows(&self) -> Vec<&Row> {
        let mut rows = vec![&self.now];
        rows.extend(&self.later);
        rows
    }

    /// The first later row that answers a question otherwise than now.
    pub(crate) fn change<T: PartialEq>(&self, of: impl Fn(&Row) -> T) -> Option<&Row> {
        let before = of(&self.now);
        self.later.iter().find(|row| of(row) != before)
    }

    /// The first later row in which something holds.
    pub(crate) fn first(&self, holds: impl Fn(&Row) -> bool) -> Option<&Row> {
        self.later.iter().find(|row| holds(row))
    }

    /// The first later row in which anything is otherwise than now.
    pub(crate) fn next(&self) -> Option<&Row> {
        self.first(|row| self.differ(row, &self.now))
    }

    /// Whether an answer says one thing in one row and another thing in another.
    fn differ(&self, a: &Row, b: &Row) -> bool {
        !a.situation.looks_like(&b.situation)
            || a.truths != b.truths
            || a.missing != b.missing
            || self.leads_elsewhere(a, b)
    }

    /// Whether it is otherwise where an action leads, or what is said of the state that it needs.
    pub(crate) fn leads_elsewhere(&self, a: &Row, b: &Row) -> bool {
        let (before, after) = (a.situation.sure(), b.situation.sure());
        let about_state = |action: &Action| {
            action.leads_to(before) != action.leads_to(after)
                || !std::ptr::eq(action.state_message(before), action.state_message(after))
        };
        before != after && self.actions.iter().any(|(action, _, _)| about_state(action))
    }

    /// What matters most of the columns in which two rows differ.
    pub(crate) fn difference(&self, a: &Row, b: &Row) -> Kind {
        let differs = |(number, _): &(usize, &Column<'_>)| a.truth(*number) != b.truth(*number);
        // Beside the columns, the facts that are missing and the messages about the state can differ.
        let differing = self.columns.iter().enumerate().filter(differs).map(|(_, column)| column.kind);
        differing.min().unwrap_or(Kind::Reason).min(if a.missing == b.missing { Kind::Warning } else { Kind::Reason })
    }
}

/// The instants after `now` at which a condition can change, in order. One that no calendar
/// can tell never comes.
pub(super) fn moments(order: &Order<'_>, rules: &Rules, now: i64) -> Vec<i64> {
    let scope = order.scope(order.state, None, now);
    let mut moments = Vec::new();
    for at in rules.moments.iter().filter_map(|moment| moment.eval(&scope).number()) {
        if now < at && at <= Instant::MAX.millis() {
            insert(&mut moments, at);
        }
    }
    moments
}

fn action_columns<'p>(columns: &mut Vec<Column<'p>>, action: &'p Action, role: Symbol) -> Columns {
    let role = Some(role);
    let start = columns.len();
    column(columns, Kind::Reason, Question::In(&action.from), role);
    for requirement in &action.requires {
        column(columns, Kind::Reason, Question::That(&requirement.that.expr), role);
    }
    let requires = start..columns.len();
    let consent = action.consent.as_ref().map(|consent| {
        let unless = consent.unless.as_ref();
        column(columns, Kind::Consent, unless.map_or(Question::Always, |unless| Question::Not(&unless.expr)), role)
    });
    let start = columns.len();
    for effect in &action.effects {
        column(columns, Kind::Effect, when(effect.when.as_ref().map(|when| &when.expr)), role);
    }
    let effects = start..columns.len();
    for draft in &action.drafts {
        let sends = role.is_some_and(|role| draft.roles.contains(&role));
        let fits = if sends { when(draft.when.as_ref().map(|when| &when.expr)) } else { Question::Never };
        column(columns, Kind::Draft, fits, role);
    }
    let drafts = effects.end..columns.len();
    Columns { requires, consent, effects, drafts }
}

/// Adds a column, and tells its number.
fn column<'p>(columns: &mut Vec<Column<'p>>, kind: Kind, question: Question<'p>, role: Option<Symbol>) -> usize {
    columns.push(Column { kind, question, role });
    columns.len().saturating_sub(1)
}

/// Answers every question at an instant. What cannot have changed since the row before is as it was there.
fn row(
    order: &Order<'_>,
    rules: &Rules,
    columns: &[Column<'_>],
    actions: &[(&Action, Symbol, Columns)],
    at: i64,
    before: Option<&Row>,
) -> Row {
    let situation = Situation::at(order, rules, at);
    let unmoved = before.filter(|before| before.situation == situation);
    let truth = |(number, column): (usize, &Column<'_>)| match unmoved {
        Some(before) if !column.question.depends_on_now() => before.truth(number),
        _ => column.shown(column.question.truth(order, &situation, column.role, at)),
    };
    let truths = columns.iter().enumerate().map(truth).collect();
    let mut row = Row { at, situation, truths, missing: Vec::new() };
    let missing = actions.iter().map(|(action, role, columns)| match row.verdict(columns) {
        Truth::Unknown => missing(order, rules, action, *role, &row),
        Truth::False | Truth::True => Vec::new(),
    });
    row.missing = missing.collect();
    row
}

/// The question whether a condition holds, which without a condition is always so.
fn when(condition: Option<&Expr>) -> Question<'_> {
    condition.map_or(Question::Always, Question::That)
}

/// The facts that would settle an unknown verdict, in the order in which they are read.
fn missing(order: &Order<'_>, rules: &Rules, action: &Action, role: Symbol, row: &Row) -> Vec<FactId> {
    let Row { at, situation, .. } = row;
    let mut found = Vec::new();
    if situation.agreed(|state| Truth::from(action.from.contains(&state))) == Truth::Unknown {
        situation.missing(order, rules, *at, &mut found);
    }
    for requirement in &action.requires {
        let that = &requirement.that.expr;
        if situation.agreed(|state| that.truth(&order.scope(state, Some(role), *at))) != Truth::Unknown {
            continue;
        }
        for state in &situation.possible {
            that.missing(&order.scope(*state, Some(role), *at), &mut found);
        }
        if situation.sure().is_none() && that.any(&|part| matches!(part, Expr::State)) {
            situation.missing(order, rules, *at, &mut found);
        }
    }
    found
}
