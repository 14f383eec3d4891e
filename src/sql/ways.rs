//! Where a deal may stand, in SQL: every way that its transitions can have taken it, as `preview::situation` follows them.
//!
//! The ways are few and known before any row is read, so each is a handful of columns: whether the deal has gone it, and
//! what it recorded there. No row needs another one, and no order has to be told apart from the others.

use super::expression::{Bounds, SqlValue, Writing};
use super::piece::{Sql, all, any, is_one_of, not};
use super::steps::Steps;
use super::table::Table;
use crate::expr::{Expr, FactId, Symbol, Symbols};
use crate::order::Order;
use crate::policy::fact::number_bounds;
use crate::policy::{Certainty, Rules, Transition};
use crate::problem::{Problem, ProblemCode};

/// A world that the deal may be in.
pub(super) struct World {
    /// Whether it may; never unknown.
    pub(super) is_possible: Sql,
    pub(super) state: Sql,
    /// The state, where it is the same for all rows.
    pub(super) symbol: Option<Symbol>,
    /// What transitions recorded.
    pub(super) recorded: Vec<(FactId, SqlValue)>,
}

/// How many ways are told apart. The engine tells as many worlds apart, and 200 ways, so that it never has to say less
/// than what is said here.
const MOST_WAYS: usize = 100;

/// When a way came into its state.
#[derive(Clone)]
struct Entered {
    /// At the earliest and at the latest, both inclusive.
    earliest: Sql,
    latest: Sql,
    /// Whether it is known when; then the two are the same.
    is_known: Sql,
}

/// A way that the deal may have gone so far.
#[derive(Clone)]
struct Way {
    /// The state; none: as the order says.
    symbol: Option<Symbol>,
    state: Sql,
    recorded: Vec<(FactId, SqlValue)>,
    /// Whether it has gone it, or may have; never unknown.
    is_gone: Sql,
    /// None at the start.
    entered: Option<Entered>,
    taken: Vec<usize>,
    /// The transitions of which chance has decided that they do not come, each with the condition for that.
    skipped: Vec<(usize, Sql)>,
}

/// A transition that may be due on a way.
struct Due<'p> {
    number: usize,
    transition: &'p Transition,
    /// When; NULL where that is unknown.
    at: Sql,
    /// Whether it is due or may be; never unknown.
    is_due: Sql,
    /// Whether it is due, unless another one came before it.
    is_sure: Sql,
    /// Whether its condition holds for sure.
    happens: Sql,
}

/// Follows the ways of an order.
pub(super) struct Ways<'w, 'p> {
    pub(super) order: &'w Order<'p>,
    pub(super) rules: &'p Rules,
    pub(super) table: &'w Table<'w, 'p>,
    pub(super) asked: &'w Sql,
    /// The facts that matter, so that others need not be recorded.
    pub(super) facts: &'w [FactId],
    pub(super) worlds: Vec<World>,
}

impl<'p> Ways<'_, 'p> {
    /// Follows them all.
    pub(super) fn follow(&mut self, steps: &mut Steps) -> Result<(), Problem> {
        let mut open = vec![Way {
            symbol: None,
            state: self.table.state.clone(),
            recorded: Vec::new(),
            is_gone: Sql::bool(true),
            entered: None,
            taken: Vec::new(),
            skipped: Vec::new(),
        }];
        let mut number: usize = 0;
        while let Some(way) = open.get(number).cloned() {
            number = number.saturating_add(1);
            for piece in self.pieces(&way, steps)? {
                open.extend(self.step(&piece, steps)?);
            }
            if MOST_WAYS < open.len() {
                let message = format!("the transitions can follow one another in more than {MOST_WAYS} ways");
                let problem = Problem::new(ProblemCode::NotExpressible, "transitions", message);
                return Err(problem.help("ask the engine"));
            }
        }
        Ok(())
    }

    fn symbols(&self) -> &'p Symbols {
        &self.order.policy.symbols
    }

    /// What an expression is written against on a way.
    fn writing<'s>(
        &'s self,
        way: &'s Way,
        facts: &'s dyn Fn(FactId) -> SqlValue,
        place: &'s str,
        steps: &'s mut Steps,
    ) -> Writing<'s> {
        Writing {
            steps,
            symbols: self.symbols(),
            clocks: &self.order.policy.clocks,
            params: &self.order.params,
            asked: self.asked,
            facts,
            state: &way.state,
            role: None,
            at: None,
            place,
        }
    }

    /// The transitions that lead on from a way, by number.
    fn onward(&self, way: &Way) -> Vec<(usize, &'p Transition)> {
        let leads = |transition: &Transition| way.symbol.is_none_or(|state| transition.from.contains(&state));
        let all = self.rules.transitions.iter().enumerate();
        all.filter(|(number, transition)| !way.taken.contains(number) && leads(transition)).collect()
    }

    /// When a transition is due on a way, by its own instant.
    fn at(&self, way: &Way, transition: &Transition, steps: &mut Steps) -> Result<Sql, Problem> {
        let place = place(transition, "at");
        let at = self.writing(way, &|fact| self.fact(way, fact), &place, steps).value(&transition.at.expr)?;
        Ok(steps.name(&format!("{} at", short(transition)), at.sql))
    }

    fn fact(&self, way: &Way, fact: FactId) -> SqlValue {
        let own = way.recorded.iter().find(|(number, _)| *number == fact).map(|(_, value)| value.clone());
        own.unwrap_or_else(|| self.table.fact(fact))
    }

    /// A way in pieces of the time at which it may have come into its state, within which it makes no difference when: no
    /// transition becomes due inside one.
    fn pieces(&self, way: &Way, steps: &mut Steps) -> Result<Vec<Way>, Problem> {
        let Some(entered) = &way.entered else { return Ok(vec![way.clone()]) };
        let mut cuts: Vec<Sql> = Vec::new();
        for (_, transition) in self.onward(way) {
            let at = self.at(way, transition, steps)?;
            let is_inside = Sql::of("(? < ? AND ? <= ?)", &[&entered.earliest, &at, &at, &entered.latest]);
            let cut = Sql::of("CASE WHEN ? THEN ? END", &[&is_inside, &at]);
            cuts.push(steps.name("cut", cut));
        }
        // A piece ends before the next cut.
        let until = |from: &Sql, steps: &mut Steps| {
            let mut parts = vec![entered.latest.clone()];
            for cut in cuts.iter().filter(|cut| *cut != from) {
                let ends = Sql::of("CASE WHEN ? < ? THEN ? - 1 ELSE ? END", &[from, cut, cut, &entered.latest]);
                parts.push(ends);
            }
            least(&parts, "until", steps)
        };
        let mut pieces = Vec::new();
        for from in std::iter::once(&entered.earliest).chain(&cuts) {
            let is_gone = if *from == entered.earliest {
                way.is_gone.clone()
            } else {
                steps.name("is piece", all([&way.is_gone, &from.is_not_null()]))
            };
            let latest = until(from, steps);
            let entered = Entered { earliest: from.clone(), latest, is_known: entered.is_known.clone() };
            pieces.push(Way { is_gone, entered: Some(entered), ..way.clone() });
        }
        Ok(pieces)
    }

    /// Follows a piece of a way to the next ones, and notes the world where it may end.
    fn step(&mut self, way: &Way, steps: &mut Steps) -> Result<Vec<Way>, Problem> {
        let mut due: Vec<Due<'p>> = Vec::new();
        for (number, transition) in self.onward(way) {
            due.push(self.due(way, number, transition, steps)?);
        }
        let sure: Vec<&Due<'_>> = due.iter().filter(|due| !due.is_sure.is(false)).collect();
        let is_certain = any(sure.iter().map(|due| &due.is_sure));
        let is_certain = steps.name("something has happened", is_certain);
        let none = Sql::number(i64::MAX);
        let instants: Vec<Sql> = sure.iter().map(|due| Sql::choose(&due.is_sure, &due.at, &none)).collect();
        let first_at = least(&instants, "first at", steps);
        // Which of them that is, by its number.
        let first = match sure.as_slice() {
            [] => Sql::number(-1),
            [one] => Sql::atom(one.number.to_string()),
            several => {
                let mut cases = String::new();
                let mut parts = Vec::new();
                for due in several {
                    cases.push_str(&format!(" WHEN ? AND ? = ? THEN {}", due.number));
                    parts.extend([&due.is_sure, &due.at, &first_at]);
                }
                steps.name("first", Sql::of(&format!("CASE{cases} ELSE -1 END"), &parts))
            }
        };
        let is_alone = sure.len() == 1;
        let is_end = steps.name("is here", all([&way.is_gone, &not(&is_certain)]));
        self.end(way, is_end);
        let mut perhaps: Vec<Sql> = Vec::new();
        for due in &due {
            perhaps.push(may_come(due, &is_certain, &first_at, &first, steps));
        }
        let some_time = match &way.entered {
            Some(Entered { earliest, latest, .. }) => {
                let at = Sql::of("CASE WHEN ? <= ? THEN ? ELSE ? END", &[&first_at, earliest, latest, &first_at]);
                Sql::choose(&is_certain, &at, self.asked)
            }
            None => Sql::choose(&is_certain, &first_at, self.asked),
        };
        let mut onward = Vec::new();
        for (number, is_perhaps) in perhaps.iter().enumerate() {
            let Some(this) = due.get(number) else { continue };
            let is_first =
                if is_alone { Sql::bool(true) } else { Sql::of(&format!("(? = {})", this.number), &[&first]) };
            let is_gone = any([&all([&this.is_sure, &is_first]), is_perhaps]);
            let is_gone = steps.name(&format!("by {}", short(this.transition)), is_gone);
            let mut next = self.after(way, this, is_gone, &some_time, steps)?;
            for (other, may_come) in due.iter().zip(&perhaps) {
                self.skip(&mut next, this, other, may_come);
            }
            onward.push(next);
        }
        Ok(onward)
    }

    /// A transition that may be due on a piece of a way.
    fn due(&self, way: &Way, number: usize, transition: &'p Transition, steps: &mut Steps) -> Result<Due<'p>, Problem> {
        let happens = match &transition.when {
            Some(when) => {
                let place = place(transition, "when");
                self.writing(way, &|fact| self.fact(way, fact), &place, steps).truth(&when.expr)?
            }
            None => Sql::bool(true),
        };
        let happens = steps.name(&format!("{} holds", short(transition)), happens);
        let own = self.at(way, transition, steps)?;
        // What was due on entering happens then.
        let at = match &way.entered {
            Some(Entered { earliest, .. }) => {
                let late = Sql::of("CASE WHEN ? < ? THEN ? ELSE ? END", &[&own, earliest, earliest, &own]);
                steps.name("late", late)
            }
            None => own,
        };
        let is_from = match way.symbol {
            Some(_) => Sql::bool(true),
            None => {
                let states: Vec<Sql> =
                    transition.from.iter().map(|state| steps.dialect.text(self.symbols().text(*state))).collect();
                is_one_of(&way.state, &states).surely()
            }
        };
        let skipped = way.skipped.iter().filter(|(skipped, _)| *skipped == number);
        let is_left = not(&any(skipped.map(|(_, condition)| condition)));
        let is_past = Sql::of("(? IS NULL OR ? <= ?)", &[&at, &at, self.asked]).surely();
        let is_due = all([&way.is_gone, &is_from, &is_left, &happens.possibly(), &is_past]);
        let is_due = steps.name(&format!("{} may be due", short(transition)), is_due);
        let is_sure = match transition.certainty {
            Certainty::Certain => all([&is_due, &at.is_not_null(), &happens.surely()]),
            Certainty::Possible => Sql::bool(false),
        };
        let is_sure = steps.name(&format!("{} is due", short(transition)), is_sure);
        Ok(Due { number, transition, at, is_due, is_sure, happens })
    }

    /// Notes a world in which a way may end.
    fn end(&mut self, way: &Way, is_possible: Sql) {
        let is_it = |world: &&mut World| world.state == way.state && world.recorded == way.recorded;
        match self.worlds.iter_mut().find(is_it) {
            Some(world) => world.is_possible = any([&world.is_possible, &is_possible]),
            None => self.worlds.push(World {
                is_possible,
                state: way.state.clone(),
                symbol: way.symbol,
                recorded: way.recorded.clone(),
            }),
        }
    }

    /// The way after a transition; `some_time` is the latest instant at which one without an instant may have come.
    fn after(
        &self,
        way: &Way,
        due: &Due<'p>,
        is_gone: Sql,
        some_time: &Sql,
        steps: &mut Steps,
    ) -> Result<Way, Problem> {
        let at = &due.at;
        let state = steps.dialect.text(self.symbols().text(due.transition.to));
        let mut taken = way.taken.clone();
        taken.push(due.number);
        let mut next = Way { symbol: Some(due.transition.to), state, is_gone, entered: None, taken, ..way.clone() };
        let leads_on = !self.onward(&next).is_empty();
        if !leads_on && due.transition.set.is_empty() {
            return Ok(next);
        }
        let entered = match &way.entered {
            None => Entered {
                earliest: Sql::of("COALESCE(?, ?)", &[at, &Sql::number(i64::MIN)]),
                latest: Sql::of("COALESCE(?, ?)", &[at, some_time]),
                is_known: at.is_not_null(),
            },
            Some(Entered { earliest, latest, is_known }) => {
                let by = |unknown: &Sql, before: &Sql, after: &Sql| {
                    let parts = [at, unknown, at, earliest, before, after];
                    Sql::of("CASE WHEN ? IS NULL THEN ? WHEN ? <= ? THEN ? ELSE ? END", &parts)
                };
                Entered {
                    earliest: by(earliest, earliest, at),
                    latest: by(some_time, latest, at),
                    is_known: by(&Sql::bool(false), is_known, &Sql::bool(true)),
                }
            }
        };
        let entered = Entered {
            earliest: steps.name("earliest", entered.earliest),
            latest: steps.name("latest", entered.latest),
            is_known: steps.name("is known when", entered.is_known),
        };
        let happened = Sql::of("CASE WHEN ? THEN ? END", &[&entered.is_known, &entered.earliest]);
        next.recorded = self.recorded(way, due.transition, happened, steps)?;
        next.entered = Some(entered);
        Ok(next)
    }

    /// What is recorded after a transition at an instant, which is NULL where it is not known.
    fn recorded(
        &self,
        way: &Way,
        transition: &Transition,
        at: Sql,
        steps: &mut Steps,
    ) -> Result<Vec<(FactId, SqlValue)>, Problem> {
        let mut recorded = way.recorded.clone();
        let place = place(transition, "set");
        let at = SqlValue::present(steps.name("at", at));
        for (number, written) in transition.set.iter().filter(|(number, _)| self.facts.contains(number)) {
            let facts = |fact| self.fact(way, fact);
            let mut writing = Writing { at: Some(at.clone()), ..self.writing(way, &facts, &place, steps) };
            let value = writing.named(&written.expr)?;
            let fact = self.order.policy.facts.get(*number);
            let value = match fact.and_then(number_bounds) {
                Some((least, most)) => within(value, Bounds::of(least, most), steps),
                None => value,
            };
            let name = fact.map_or("fact", |fact| &fact.name);
            let value =
                SqlValue { sql: steps.name(name, value.sql), absent: steps.name("absent", value.absent), ..value };
            recorded.retain(|(known, _)| known != number);
            recorded.push((*number, value));
        }
        Ok(recorded)
    }

    /// Notes on a way after a transition that chance has decided against another one, which was due by then.
    fn skip(&self, next: &mut Way, this: &Due<'p>, other: &Due<'p>, may_come: &Sql) {
        let Some(entered) = &next.entered else { return };
        if other.transition.certainty == Certainty::Certain || next.taken.contains(&other.number) {
            return;
        }
        let is_by = if other.number < this.number { "(? <= ?)" } else { "(? < ?)" };
        let is_by = Sql::of(is_by, &[&other.at, &entered.earliest]).surely();
        let by_chance = all([may_come, &other.at.is_not_null(), &other.happens.surely()]);
        next.skipped.push((other.number, all([&entered.is_known, &by_chance, &is_by])));
    }
}

/// Whether a transition may have come, if another one did not come before it for sure.
fn may_come(due: &Due<'_>, is_certain: &Sql, first_at: &Sql, first: &Sql, steps: &mut Steps) -> Sql {
    let is_before = Sql::of(
        &format!("(? IS NULL OR ? < ? OR (? = ? AND {} < ?))", due.number),
        &[&due.at, &due.at, first_at, &due.at, first_at, first],
    );
    let may_come = all([&due.is_due, &not(&due.is_sure), &any([&not(is_certain), &is_before])]);
    steps.name(&format!("perhaps by {}", short(due.transition)), may_come)
}

/// The least of some numbers, none of which is unknown.
fn least(numbers: &[Sql], hint: &str, steps: &mut Steps) -> Sql {
    match numbers {
        [] => Sql::number(i64::MAX),
        [one] => steps.name(hint, one.clone()),
        several => {
            let parts: Vec<&Sql> = several.iter().collect();
            let least = Sql::of(&format!("LEAST({})", vec!["?"; parts.len()].join(", ")), &parts);
            steps.name(hint, least)
        }
    }
}

/// A value of a fact, which is unknown beyond its range.
fn within(value: SqlValue, bounds: Bounds, steps: &mut Steps) -> SqlValue {
    if value.bounds.is_within(bounds) {
        return value;
    }
    let Bounds { least, most } = bounds;
    let sql = steps.name("value", value.sql);
    // Where nothing is ever within, the type has to be told.
    let template = format!("CASE WHEN ? BETWEEN {least} AND {most} THEN ? ELSE ? END");
    SqlValue { sql: Sql::of(&template, &[&sql, &sql, &Sql::unknown("BIGINT")]), bounds, ..value }
}

/// Where something of a transition stands.
fn place(transition: &Transition, key: &str) -> String {
    format!("transitions.{}.{key}", short(transition))
}

/// The id of a transition within its policy.
fn short(transition: &Transition) -> &str {
    transition.about.rule.rsplit('.').next().unwrap_or_default()
}

/// The facts that matter for some conditions, and those from which transitions record them.
pub(super) fn facts_for<'e>(rules: &'e Rules, conditions: impl Iterator<Item = &'e Expr>) -> Vec<FactId> {
    let mut facts = Vec::new();
    let when = |transition: &'e Transition| transition.when.as_ref().map(|when| &when.expr);
    let of_transitions = rules.transitions.iter().flat_map(|one| when(one).into_iter().chain([&one.at.expr]));
    conditions.chain(of_transitions).for_each(|condition| condition.facts(&mut facts));
    let mut next: usize = 0;
    while let Some(fact) = facts.get(next).copied() {
        next = next.saturating_add(1);
        for (_, written) in rules.transitions.iter().flat_map(|one| &one.set).filter(|(set, _)| *set == fact) {
            written.expr.facts(&mut facts);
        }
    }
    facts
}
