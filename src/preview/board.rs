//! Everything that an answer depends on, at every instant at which it can change.
//!
//! A board is a table. Its columns are criteria: is this requirement met, does this effect
//! follow, is this duty overdue? Its rows are instants: `now`, and then each later moment at
//! which something can change. `until`, `opensAt` and `next` are read off the columns, and
//! between two rows nothing changes, because the rows are all the moments that there are.
//!
//! The file is a long one, because what a column says, when its message is shown and what is told there belong together.

use super::situation::{Recorded, Situation, World, insert};
use super::view::{View, amount_of, verdict};
use crate::expr::{Expr, FactId, Symbol, Truth, Type, Value};
use crate::order::Order;
use crate::policy::{Action, Audience, Certainty, Consent, Duty, DutyRole, EffectOn, Message, Part, Rules, Written};
use crate::time::Instant;

/// A criterion, and for which role it is looked at.
#[derive(Clone, Copy, Debug)]
struct Column<'p> {
    kind: Kind,
    criterion: Criterion<'p>,
    role: Option<Symbol>,
}

impl Column<'_> {
    /// What the column says. An unknown consent counts as needed, and a draft of which it is
    /// unknown whether it fits is offered: an answer has no words for more than that.
    fn says(&self, view: &View<'_, '_>) -> Truth {
        match (self.kind, self.criterion.truth(view, self.role)) {
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

/// What a column asks of an order at an instant.
#[derive(Clone, Copy, Debug)]
enum Criterion<'p> {
    Always,
    Never,
    /// Is the deal in one of these states?
    In(&'p [Symbol]),
    That(&'p Written),
    Not(&'p Written),
    /// May it be so? Not where the condition does not hold.
    Perhaps(Option<&'p Written>),
    /// Does the condition hold? That is open while somebody has to agree, which the second condition spares.
    Agreed(Option<&'p Written>, Option<&'p Written>),
    /// Is the deal in one of these states, and does the condition hold?
    Stands(&'p [Symbol], Option<&'p Written>),
    /// If it stands, has `now` come to the instant at which it is due?
    Overdue(&'p [Symbol], Option<&'p Written>, &'p Written),
    /// Is `now` before the instant, in milliseconds since 1970?
    Before(i64),
}

impl Criterion<'_> {
    fn truth(self, view: &View<'_, '_>, role: Option<Symbol>) -> Truth {
        match self {
            Criterion::Always => Truth::True,
            Criterion::Never => Truth::False,
            Criterion::In(states) => view.stands_in(states),
            Criterion::That(that) => view.holds(&that.expr, role),
            Criterion::Not(that) => !view.holds(&that.expr, role),
            Criterion::Perhaps(when) => {
                when.map_or(Truth::True, |when| view.holds(&when.expr, role)).min(Truth::Unknown)
            }
            Criterion::Agreed(when, unless) => {
                let follows = when.map_or(Truth::True, |when| view.holds(&when.expr, role));
                let is_spared = unless.is_some_and(|unless| view.holds(&unless.expr, role) == Truth::True);
                if is_spared { follows } else { follows.min(Truth::Unknown) }
            }
            Criterion::Stands(states, when) => match view.stands_in(states) {
                Truth::False => Truth::False,
                there => there.min(when.map_or(Truth::True, |when| view.holds(&when.expr, role))),
            },
            Criterion::Overdue(states, when, due) => {
                let stands = Criterion::Stands(states, when).truth(view, role);
                // Where it may stand, as long as it does.
                let worlds = view.situation.possible.iter().filter(|world| states.contains(&world.state));
                let overdue = Truth::agreed(worlds.map(|world| {
                    let due = due.expr.eval(&view.scope(world, role)).number();
                    due.map_or(Truth::Unknown, |due| Truth::from(due <= view.now))
                }));
                if stands == Truth::False { Truth::False } else { overdue }
            }
            Criterion::Before(instant) => Truth::from(view.now < instant),
        }
    }

    /// Whether the answer can be another one at another time in the same situation.
    fn depends_on_now(self) -> bool {
        match self {
            Criterion::Always | Criterion::Never | Criterion::In(_) => false,
            Criterion::That(that) | Criterion::Not(that) => that.depends_on_now,
            Criterion::Perhaps(when) => when.is_some_and(|when| when.depends_on_now),
            Criterion::Agreed(when, unless) => when.into_iter().chain(unless).any(|part| part.depends_on_now),
            Criterion::Stands(_, when) => when.is_some_and(|when| when.depends_on_now),
            Criterion::Overdue(..) | Criterion::Before(_) => true,
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
    /// What each effect with an amount comes to, where that is known, in minor units.
    amounts: Vec<Option<i64>>,
    /// For each action, the missing facts that leave its verdict unknown.
    pub(crate) missing: Vec<Vec<FactId>>,
    /// The facts as far as they are known, where transitions recorded some.
    pub(crate) facts: Recorded,
    /// What else is told under which column: what its message names, and where transitions record, when a duty is
    /// due and whom it or an effect concerns.
    told: Vec<(usize, Value)>,
}

/// A message that tells something of the order.
#[derive(Clone, Copy, Debug)]
struct Saying<'p> {
    /// The column that it stands for.
    column: usize,
    message: &'p Message,
    shown: Shown,
}

/// When a message is shown.
#[derive(Clone, Copy, Debug)]
enum Shown {
    Always,
    /// Unless its column says no, and where it does.
    Unless,
    Violated,
    /// While the deal is in a state.
    In(Symbol),
}

impl Row {
    /// What a column says.
    pub(crate) fn truth(&self, column: usize) -> Truth {
        self.truths.get(column).copied().unwrap_or(Truth::Unknown)
    }

    /// Whether something else is told under a column than in another row.
    fn tells_otherwise(&self, other: &Row, column: usize) -> bool {
        let own = |row: &Row| -> Vec<Value> {
            row.told.iter().filter(|(told, _)| *told == column).map(|(_, value)| *value).collect()
        };
        self.told != other.told && own(self) != own(other)
    }

    /// Whether a column is otherwise than in another row: what it says, or what is told of it.
    pub(crate) fn changed(&self, other: &Row, column: usize) -> bool {
        self.truth(column) != other.truth(column) || self.tells_otherwise(other, column)
    }

    /// Whether an action is allowed.
    pub(crate) fn verdict(&self, columns: &Columns) -> Truth {
        verdict(columns.outcomes(&self.truths).iter().copied())
    }
}

/// The columns of one action as one role sees it, in the order in which they stand.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// The state, then every requirement.
    pub(crate) requires: std::ops::Range<usize>,
    /// The alternatives of every requirement that is a group.
    pub(crate) alternatives: std::ops::Range<usize>,
    pub(crate) consent: Option<usize>,
    pub(crate) effects: std::ops::Range<usize>,
    pub(crate) drafts: std::ops::Range<usize>,
}

impl Columns {
    /// How the requirements come out, of what all columns say.
    fn outcomes<'t>(&self, truths: &'t [Truth]) -> &'t [Truth] {
        truths.get(self.requires.clone()).unwrap_or_default()
    }
}

/// The table. See the module's own text.
#[derive(Debug)]
pub(crate) struct Board<'p> {
    columns: Vec<Column<'p>>,
    /// The effects that have an amount, by their columns.
    amounts: Vec<(usize, &'p Expr, Symbol)>,
    sayings: Vec<Saying<'p>>,
    /// The actions that are asked about, each with a role that has it.
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
    /// Draws up the table for an order and for actions, each asked about for a role that has it; `drafts`: with the
    /// drafts that go with them.
    pub(super) fn new(order: &Order<'p>, asked: &[(&'p Action, Symbol)], now: i64, drafts: bool) -> Board<'p> {
        let rules = order.rules();
        // Most actions have fewer of them.
        let mut columns = Vec::with_capacity(asked.len().saturating_mul(10));
        let mut amounts = Vec::new();
        let mut sayings = Vec::new();
        let mut actions: Vec<(&'p Action, Symbol, Columns)> = Vec::with_capacity(asked.len());
        for (action, role) in asked {
            let own = action_columns(&mut columns, action, *role, drafts);
            let effects = own.effects.clone().zip(&action.effects);
            amounts.extend(effects.filter_map(|(column, effect)| Some((column, &effect.amount.as_ref()?.expr, *role))));
            action_sayings(&mut sayings, action, &own);
            actions.push((action, *role, own));
        }
        let duties = rules.duties.iter().map(|duty| {
            let when = duty.when.as_ref();
            let stands = column(&mut columns, Kind::Duty, Criterion::Stands(&duty.states, when), None);
            let overdue = duty.due.as_ref().map_or(Criterion::Never, |due| Criterion::Overdue(&duty.states, when, due));
            (duty, stands, column(&mut columns, Kind::Duty, overdue, None))
        });
        let duties: Vec<(&'p Duty, usize, usize)> = duties.collect();
        for (duty, stands, _) in &duties {
            saying(&mut sayings, *stands, &duty.about.message, Shown::Unless);
        }
        let early = order.policy.facts.iter().enumerate().filter_map(|(number, fact)| {
            match (&fact.ty, fact.deadline, order.facts.get(number)) {
                (Type::Timestamp, false, Some(Value::Number(at))) if now < *at && fact.editions.has(order.edition) => {
                    Some((number, column(&mut columns, Kind::Warning, Criterion::Before(*at), None)))
                }
                _ => None,
            }
        });
        let early: Vec<(usize, usize)> = early.collect();
        let view = View::at(order, now);
        let mut moments = Moments::after(&view);
        for at in early.iter().filter_map(|(fact, _)| order.facts.get(*fact)?.number()) {
            insert(&mut moments.times, at);
        }
        let now = row(view, &columns, &amounts, &sayings, &actions, &duties, None);
        let mut board = Board { columns, amounts, sayings, actions, duties, early, now, later: Vec::new() };
        while let Some(at) = moments.next() {
            let view = View::at(order, at);
            moments.learn(&view);
            let Board { columns, amounts, sayings, actions, duties, .. } = &board;
            let next = row(view, columns, amounts, sayings, actions, duties, Some(board.end()));
            board.later.push(next);
        }
        board
    }

    /// The board of one of its rows alone.
    pub(super) fn as_of(&self, row: &Row) -> Board<'p> {
        let early = self.early.iter().filter(|(_, column)| row.truth(*column) == Truth::True);
        Board {
            columns: self.columns.clone(),
            amounts: self.amounts.clone(),
            actions: self.actions.clone(),
            duties: self.duties.clone(),
            sayings: self.sayings.clone(),
            early: early.copied().collect(),
            now: row.clone(),
            later: Vec::new(),
        }
    }

    /// What holds from the last moment on, until the end of time.
    pub(super) fn end(&self) -> &Row {
        self.later.last().unwrap_or(&self.now)
    }

    /// All rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        std::iter::once(&self.now).chain(&self.later)
    }

    /// The first later row with another value than now, of what `of` reads.
    pub(crate) fn change<T: PartialEq>(&self, of: impl Fn(&Row) -> T) -> Option<&Row> {
        let before = of(&self.now);
        self.later.iter().find(|row| of(row) != before)
    }

    /// The first later row in which something holds.
    pub(crate) fn first(&self, holds: impl Fn(&Row) -> bool) -> Option<&Row> {
        self.later.iter().find(|row| holds(row))
    }

    /// The first later row of which anything else is told than of now.
    pub(crate) fn next(&self) -> Option<&Row> {
        self.first(|row| self.differ(row, &self.now))
    }

    /// What the effect with a column comes to in a row, where it has an amount and that is known.
    pub(crate) fn amount(&self, row: &Row, column: usize) -> Option<i64> {
        let number = self.amounts.iter().position(|(effect, _, _)| *effect == column)?;
        row.amounts.get(number).copied().flatten()
    }

    /// Whether an answer would tell two rows differently.
    fn differ(&self, a: &Row, b: &Row) -> bool {
        !a.situation.looks_like(&b.situation)
            || a.truths != b.truths
            || a.amounts != b.amounts
            || a.missing != b.missing
            || a.told != b.told
            || self.leads_elsewhere(a, b)
    }

    /// Whether an action leads to another state, or another message tells of the state that it needs.
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
        let differs = |(number, _): &(usize, &Column<'_>)| a.changed(b, *number);
        // Beside the columns, the facts that are missing and the messages about the state can differ.
        let differing = self.columns.iter().enumerate().filter(differs).map(|(_, column)| column.kind);
        let missing = (a.missing != b.missing).then_some(Kind::Reason);
        let amounts = (a.amounts != b.amounts).then_some(Kind::Effect);
        differing.chain(missing).chain(amounts).min().unwrap_or(Kind::Reason)
    }
}

/// Each action with each of the roles that have it, in the order of the policy.
pub(super) fn actions_of<'p>(rules: &'p Rules, roles: &[Symbol]) -> Vec<(&'p Action, Symbol)> {
    let mut actions = Vec::new();
    for action in &rules.actions {
        for role in roles.iter().filter(|role| action.roles.contains(role)) {
            actions.push((action, *role));
        }
    }
    actions
}

/// The instants at which a condition can change, one after the other. What a transition records can bring
/// further ones, so whoever comes to one looks where the deal stands then.
#[derive(Debug)]
pub(super) struct Moments {
    /// Those that are still to come, in order.
    times: Vec<i64>,
    /// The facts that were looked at.
    known: Vec<Recorded>,
}

impl Moments {
    /// Those after the instant of a view.
    pub(super) fn after(view: &View<'_, '_>) -> Moments {
        let mut moments = Moments { times: Vec::new(), known: Vec::new() };
        moments.add(view, &None);
        moments.learn(view);
        moments
    }

    /// The next one.
    pub(super) fn next(&mut self) -> Option<i64> {
        if self.times.is_empty() { None } else { Some(self.times.remove(0)) }
    }

    /// Adds those that come from what was recorded by the instant of a view.
    pub(super) fn learn(&mut self, view: &View<'_, '_>) {
        for world in &view.situation.possible {
            if !self.known.contains(&world.recorded) {
                self.add(view, &world.recorded);
            }
        }
    }

    /// Adds those after the instant of a view, by these facts. An instant after the year 9999 never comes.
    fn add(&mut self, view: &View<'_, '_>, recorded: &Recorded) {
        let world = World { state: view.order.state, recorded: recorded.clone() };
        let scope = view.scope(&world, None);
        for at in view.rules.moments.iter().filter_map(|moment| moment.eval(&scope).number()) {
            if view.now < at && at <= Instant::MAX.millis() {
                insert(&mut self.times, at);
            }
        }
        self.known.push(world.recorded);
    }
}

fn action_columns<'p>(columns: &mut Vec<Column<'p>>, action: &'p Action, role: Symbol, drafts: bool) -> Columns {
    let role = Some(role);
    let start = columns.len();
    column(columns, Kind::Reason, Criterion::In(&action.from), role);
    for requirement in &action.requires {
        column(columns, Kind::Reason, Criterion::That(&requirement.that), role);
    }
    let requires = start..columns.len();
    for alternative in action.requires.iter().flat_map(|requirement| &requirement.alternatives) {
        column(columns, Kind::Reason, Criterion::That(&alternative.that), role);
    }
    let alternatives = requires.end..columns.len();
    let consent = action.consent.as_ref().map(|consent| {
        let unless = consent.unless.as_ref();
        column(columns, Kind::Consent, unless.map_or(Criterion::Always, Criterion::Not), role)
    });
    let start = columns.len();
    for effect in &action.effects {
        let when = effect.when.as_ref();
        let criterion = match &action.consent {
            _ if effect.certainty == Certainty::Possible => Criterion::Perhaps(when),
            Some(Consent { unless, .. }) if effect.on == Some(EffectOn::Agreed) => {
                Criterion::Agreed(when, unless.as_ref())
            }
            _ => self::when(when),
        };
        column(columns, Kind::Effect, criterion, role);
    }
    let effects = start..columns.len();
    for draft in action.drafts.iter().filter(|_| drafts) {
        let sends = role.is_some_and(|role| draft.roles.contains(&role));
        let fits = if sends { when(draft.when.as_ref()) } else { Criterion::Never };
        column(columns, Kind::Draft, fits, role);
    }
    let drafts = effects.end..columns.len();
    Columns { requires, alternatives, consent, effects, drafts }
}

/// Adds the messages of an action that tell something of the order.
fn action_sayings<'p>(sayings: &mut Vec<Saying<'p>>, action: &'p Action, columns: &Columns) {
    for (state, message) in &action.elsewhere {
        saying(sayings, columns.requires.start, message, Shown::In(*state));
    }
    let alternatives = action.requires.iter().flat_map(|requirement| &requirement.alternatives);
    let requires = columns.requires.clone().skip(1).zip(&action.requires);
    for (column, requirement) in requires.chain(columns.alternatives.clone().zip(alternatives)) {
        let is_always = requirement.violated.is_none();
        saying(sayings, column, &requirement.about.message, if is_always { Shown::Always } else { Shown::Unless });
        requirement.violated.iter().for_each(|violated| saying(sayings, column, violated, Shown::Violated));
    }
    for (column, effect) in columns.effects.clone().zip(&action.effects) {
        saying(sayings, column, &effect.about.message, Shown::Unless);
    }
    for (column, draft) in columns.drafts.clone().zip(&action.drafts) {
        saying(sayings, column, &draft.subject, Shown::Unless);
        saying(sayings, column, &draft.body, Shown::Unless);
    }
}

fn saying<'p>(sayings: &mut Vec<Saying<'p>>, column: usize, message: &'p Message, shown: Shown) {
    if message.tells_of_order {
        sayings.push(Saying { column, message, shown });
    }
}

/// Adds a column, and tells its number.
fn column<'p>(columns: &mut Vec<Column<'p>>, kind: Kind, criterion: Criterion<'p>, role: Option<Symbol>) -> usize {
    columns.push(Column { kind, criterion, role });
    columns.len().saturating_sub(1)
}

/// Fills in every column at an instant. What cannot have changed since the row before is as it was there.
fn row(
    view: View<'_, '_>,
    columns: &[Column<'_>],
    amounts: &[(usize, &Expr, Symbol)],
    sayings: &[Saying<'_>],
    actions: &[(&Action, Symbol, Columns)],
    duties: &[(&Duty, usize, usize)],
    before: Option<&Row>,
) -> Row {
    let unmoved = before.filter(|before| before.situation == *view.situation);
    let truth = |(number, column): (usize, &Column<'_>)| match unmoved {
        Some(before) if !column.criterion.depends_on_now() => before.truth(number),
        _ => column.says(&view),
    };
    let truths: Vec<Truth> = columns.iter().enumerate().map(truth).collect();
    let missing = actions.iter().map(|(action, role, columns)| {
        let outcomes = columns.outcomes(&truths);
        match verdict(outcomes.iter().copied()) {
            Truth::Unknown => view.missing(action, *role, outcomes),
            Truth::False | Truth::True => Vec::new(),
        }
    });
    let missing = missing.collect();
    let amounts = amounts.iter().map(|(_, amount, role)| amount_of(view.value(amount, Some(*role)))).collect();
    let facts = view.situation.facts(view.order);
    let mut told = if view.rules.record() { told(&view, &facts, &truths, actions, duties) } else { Vec::new() };
    sayings.iter().for_each(|saying| named(&view, &facts, &truths, columns, saying, &mut told));
    Row { at: view.now, situation: view.situation.into_owned(), truths, amounts, missing, facts, told }
}

/// When duties are due and whom duties and effects concern, of those that are told.
fn told(
    view: &View<'_, '_>,
    facts: &Recorded,
    truths: &[Truth],
    actions: &[(&Action, Symbol, Columns)],
    duties: &[(&Duty, usize, usize)],
) -> Vec<(usize, Value)> {
    let named = |fact: FactId| facts.as_deref().unwrap_or(&view.order.facts).get(fact).copied();
    let is_told = |column: usize| truths.get(column) != Some(&Truth::False);
    let mut told = Vec::new();
    for (duty, stands, _) in duties.iter().filter(|(_, stands, _)| is_told(*stands)) {
        let due = view.situation.due(duty, view.order).map_or(Value::Unknown, Value::Number);
        told.push((*stands, due));
        if let DutyRole::Not(fact) = duty.role {
            told.extend(named(fact).map(|value| (*stands, value)));
        }
    }
    for (action, _, columns) in actions {
        for (effect, column) in
            action.effects.iter().zip(columns.effects.clone()).filter(|(_, column)| is_told(*column))
        {
            if let Audience::Not(fact) = effect.audience {
                told.extend(named(fact).map(|value| (column, value)));
            }
        }
    }
    told
}

/// Adds what a message names, where it is shown.
fn named(
    view: &View<'_, '_>,
    facts: &Recorded,
    truths: &[Truth],
    columns: &[Column<'_>],
    saying: &Saying<'_>,
    told: &mut Vec<(usize, Value)>,
) {
    let Saying { column, message, shown } = *saying;
    let is_shown = match shown {
        Shown::Always => true,
        Shown::Unless => truths.get(column) != Some(&Truth::False),
        Shown::Violated => truths.get(column) == Some(&Truth::False),
        Shown::In(state) => view.situation.sure() == Some(state),
    };
    if !is_shown {
        return;
    }
    let role = columns.get(column).and_then(|column| column.role);
    for part in message.parts() {
        let value = match part {
            Part::Fact(fact) => facts.as_deref().unwrap_or(&view.order.facts).get(*fact).copied(),
            Part::Value(number) => {
                let value = view.rules.values.get(*number).and_then(|value| value.expr.as_ref());
                value.map(|expr| view.value(expr, role))
            }
            // What else there is, other columns tell of.
            _ => None,
        };
        told.extend(value.map(|value| (column, value)));
    }
}

/// Whether a condition holds; without a condition, always.
fn when(condition: Option<&Written>) -> Criterion<'_> {
    condition.map_or(Criterion::Always, Criterion::That)
}
