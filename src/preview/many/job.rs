//! Many orders of one policy, a block at a time.

use super::cells::{At, Cells, FALSE, Input, TRUE, number_of_state, put, refill};
use super::evaluation::{Evaluation, Rows};
use super::program::{Compiler, Program};
use super::row;
use super::table::{Entries, Subject, Table};
use super::{ManyOptions, Outputs};
use crate::data::Data;
use crate::expr::{FactId, Symbol, Value};
use crate::order::Order;
use crate::policy::{Action, EditionId, PeriodId, Policy, Reading, Rules};
use crate::preview::board::actions_of;
use crate::problem::{Problem, ProblemCode, Report};
use crate::time::Instant;

/// As many rows as a block has where that is up to nothing else: what is needed for them stays near the processor.
const BLOCK: usize = 4096;

/// In the place of a verdict: the rules that are in force for the order have no such action.
pub(super) const ABSENT: u8 = 3;

/// How many bytes a block takes at most, as far as that is up to how many rows it has.
const MOST_BYTES: usize = 16_000_000;

/// An action with a role that has it in some period.
#[derive(Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) id: String,
    pub(crate) role: Symbol,
}

impl Asked {
    /// The action, where some rules have it.
    pub(super) fn action_in<'p>(&self, rules: &'p Rules) -> Option<&'p Action> {
        rules.actions.iter().find(|action| action.id == *self.id && action.roles.contains(&self.role))
    }
}

/// What is to be answered, and the answers for the block that was worked last.
#[derive(Debug)]
pub(crate) struct Job {
    /// What is the same in all rows, as a single order has it. The state is one of the edition.
    shared: Data<'static>,
    pub(crate) edition: EditionId,
    pub(crate) now: Instant,
    outputs: Outputs,
    inputs: Vec<Input>,
    pub(crate) asked: Vec<Asked>,
    /// How many rows a block has at most.
    pub(crate) block: usize,
    /// The conditions in each period, once they were needed.
    programs: Vec<Option<Program>>,
    evaluation: Evaluation,
    /// The number of the first row of the block at hand, and how many it has.
    from: usize,
    rows: usize,
    facts: Vec<Option<Cells>>,
    /// The states that the orders record, by their numbers.
    states: Vec<u16>,
    /// What is wrong with the block at hand.
    report: Report,
    pub(crate) answers: Answers,
}

/// What was found for each row of a block. What is not asked for is empty.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// For each action and role: 0 denied, 1 unknown, 2 allowed, or [`ABSENT`].
    pub(crate) verdicts: Vec<Vec<u8>>,
    /// For each action and role, in milliseconds since 1970; NaN: never.
    pub(crate) until: Vec<Vec<f64>>,
    pub(crate) opens_at: Vec<Vec<f64>>,
    pub(crate) next: Vec<f64>,
    /// The number of the state.
    pub(crate) states: Vec<u16>,
    /// Whether it is open in which state the deal is: 0 or 1.
    pub(crate) uncertain: Vec<u8>,
}

impl Job {
    pub(super) fn new(policy: &Policy, table: &Table<'_>, roles: &[Symbol], options: &ManyOptions<'_>) -> Job {
        let mut asked: Vec<Asked> = Vec::new();
        for period in policy.periods() {
            for (action, role) in actions_of(policy.rules(Reading { edition: table.edition, period }), roles) {
                let it = Asked { id: (*action.id).to_owned(), role };
                if !asked.contains(&it) {
                    asked.push(it);
                }
            }
        }
        // A fact takes ten bytes of a row, a verdict with its instants sixteen and a condition one.
        let width = policy.facts.len().saturating_mul(10).saturating_add(asked.len().saturating_mul(32));
        let block = MOST_BYTES.checked_div(width).unwrap_or(BLOCK).clamp(64, BLOCK);
        Job {
            shared: table.shared.clone(),
            edition: table.edition,
            now: options.now,
            outputs: options.outputs,
            inputs: table.columns.iter().map(|column| Input::new(column, policy, table.edition)).collect(),
            asked,
            block,
            programs: Vec::new(),
            evaluation: Evaluation::default(),
            from: 0,
            rows: 0,
            facts: Vec::new(),
            states: Vec::new(),
            report: Report::default(),
            answers: Answers::default(),
        }
    }

    /// Begins with a block; `from` is the number of its first row.
    pub(crate) fn begin(&mut self, policy: &Policy, from: usize, rows: usize) {
        (self.from, self.rows) = (from, rows.min(self.block));
        self.facts.resize_with(policy.facts.len(), || None);
        refill(&mut self.states, self.rows, 0);
    }

    /// Reads the rows of a column, by its number among those that differ from row to row.
    pub(crate) fn put(&mut self, policy: &Policy, column: usize, entries: &Entries<'_>) {
        let Some(input) = self.inputs.get(column) else { return };
        if !entries.is_whole(self.rows) {
            let message = format!("there are no {} entries from entry {} on", self.rows, self.from);
            let problem = Problem::new(ProblemCode::WrongType, input.name.as_str(), message);
            return self.report.add(problem.help("do not change a column while it is read"));
        }
        let at = At { policy, from: self.from, rows: self.rows };
        match input.subject {
            Subject::State => input.states(&mut self.states, entries, at, &mut self.report),
            Subject::Fact(number) => {
                if let Some((slot, fact)) = self.facts.get_mut(number).zip(policy.facts.get(number)) {
                    input.facts(slot.get_or_insert_default(), fact, entries, at, &mut self.report);
                }
            }
        }
    }

    /// Answers for the rows that were put in. Of rows that cannot be understood it adds the problems, and answers nothing.
    pub(crate) fn run(&mut self, policy: &Policy, report: &mut Report) {
        let found = std::mem::take(&mut self.report);
        let Some(order) = Order::read_into(policy, &self.shared, report) else { return };
        report.extend(found);
        if !report.is_empty() {
            return;
        }
        if !self.inputs.iter().any(|input| input.subject == Subject::State) {
            self.states.fill(number_of_state(policy, order.state).unwrap_or_default());
        }
        self.apart(&order);
        self.make_room();
        let mut alone = vec![true; self.rows];
        for (period, rows) in self.periods(&order) {
            let program = self.programs.get_mut(period).and_then(Option::take);
            self.period(&order.clone().in_period(period), program, &rows, &mut alone);
        }
        self.one_by_one(order, &alone);
    }

    /// Makes facts unknown in the rows that lack them although they have what is given together with them.
    fn apart(&mut self, order: &Order<'_>) {
        let policy = order.policy;
        let is_column = |number: &FactId| self.inputs.iter().any(|input| input.subject == Subject::Fact(*number));
        let is_named =
            |number: FactId| policy.facts.get(number).is_some_and(|fact| self.shared.get(&fact.name).is_some());
        let given =
            |number: FactId| match self.facts.get(number).and_then(Option::as_ref).filter(|_| is_column(&number)) {
                Some(cells) => cells.given.clone(),
                None => {
                    let value = order.facts.get(number).copied().unwrap_or(Value::Unknown);
                    vec![is_named(number) && !matches!(value, Value::Unknown | Value::Null); self.rows]
                }
            };
        let mut all_lacking = Vec::new();
        for (number, fact) in policy.facts.iter().enumerate().filter(|(_, fact)| !fact.together.is_empty()) {
            if !fact.together.iter().chain([&number]).any(is_column) {
                continue;
            }
            let mut lacking = vec![false; self.rows];
            for other in &fact.together {
                lacking.iter_mut().zip(given(*other)).for_each(|(lacking, other)| *lacking |= other);
            }
            lacking.iter_mut().zip(given(number)).for_each(|(lacking, own)| *lacking &= !own);
            all_lacking.push((number, fact, lacking, is_column(&number)));
        }
        for (number, fact, lacking, is_column) in all_lacking {
            let Some(slot) = self.facts.get_mut(number) else { continue };
            let cells = slot.get_or_insert_default();
            if !is_column {
                cells.fill(self.rows, fact, order.facts.get(number).copied().unwrap_or(Value::Unknown));
            }
            for (row, _) in lacking.iter().enumerate().filter(|(_, lacking)| **lacking) {
                cells.set(row, Value::Unknown);
            }
        }
    }

    fn make_room(&mut self) {
        let Job { outputs, asked, rows, answers, .. } = self;
        let Outputs { verdicts: _, until, opens_at, next, state } = *outputs;
        answers.verdicts.resize_with(asked.len(), Vec::new);
        answers.verdicts.iter_mut().for_each(|column| refill(column, *rows, ABSENT));
        for (is_wanted, columns) in [(until, &mut answers.until), (opens_at, &mut answers.opens_at)] {
            columns.resize_with(if is_wanted { asked.len() } else { 0 }, Vec::new);
            columns.iter_mut().for_each(|column| refill(column, *rows, f64::NAN));
        }
        refill(&mut answers.next, if next { *rows } else { 0 }, f64::NAN);
        refill(&mut answers.states, if state { *rows } else { 0 }, 0);
        refill(&mut answers.uncertain, if state { *rows } else { 0 }, 0);
    }

    /// The periods of the rows, each with those that are of it.
    fn periods(&self, order: &Order<'_>) -> Vec<(PeriodId, Vec<bool>)> {
        let policy = order.policy;
        let dates = policy.dated_by.and_then(|fact| self.facts.get(fact)?.as_ref());
        let Some(dates) = dates.filter(|_| !policy.turns.is_empty()) else {
            return order.dated().map(|period| (period, vec![true; self.rows])).into_iter().collect();
        };
        let mut periods: Vec<(PeriodId, Vec<bool>)> = Vec::new();
        for (row, date) in dates.numbers.iter().enumerate().filter(|(_, date)| !date.is_nan()) {
            let period = policy.period(*date as i64);
            let known = periods.iter().position(|(known, _)| *known == period).unwrap_or_else(|| {
                periods.push((period, vec![false; self.rows]));
                periods.len().saturating_sub(1)
            });
            if let Some((_, rows)) = periods.get_mut(known) {
                put(rows, row, true);
            }
        }
        periods
    }

    /// Answers for the rows of a period, of which the order is one. In `alone` are left those that it cannot answer for.
    fn period(&mut self, order: &Order<'_>, program: Option<Program>, rows: &[bool], alone: &mut [bool]) {
        let program = program.unwrap_or_else(|| {
            let differs: Vec<bool> = self.facts.iter().map(Option::is_some).collect();
            let actions = self.asked.iter().map(|asked| (asked.action_in(order.rules()), asked.role));
            Compiler::program(order, &differs, actions)
        });
        let Job { evaluation, facts, states, answers, outputs, now, .. } = self;
        let mut at = vec![now.millis() as f64; states.len()];
        let mut block = Block { program: &program, order, facts, states, evaluation, here: Vec::new() };
        let mut active = rows.to_vec();
        block.evaluation.prepare(&program, Rows { facts, states, at: &at }, order);
        block.stand(&at, &mut active);
        block.ask(&at);
        alone.iter_mut().zip(&active).for_each(|(alone, active)| *alone &= !active);
        answers.take(&block, &active);
        if outputs.look_ahead() {
            block.ahead(answers, *outputs, &mut at, &active, alone);
        }
        let number = order.period;
        self.programs.resize_with(self.programs.len().max(number.saturating_add(1)), || None);
        put(&mut self.programs, number, Some(program));
    }

    /// Answers for each of some rows by itself.
    fn one_by_one(&mut self, mut order: Order<'_>, rows: &[bool]) {
        let Job { facts, states, asked, answers, outputs, now, .. } = self;
        let policy = order.policy;
        let as_given = Rows { facts, states, at: &[] };
        for (row, _) in rows.iter().enumerate().filter(|(_, alone)| **alone) {
            as_given.fill_all(&mut order, row);
            let order = order.clone().redated();
            let told = row::tell(&order, asked, now.millis(), outputs.look_ahead());
            put(&mut answers.states, row, number_of_state(policy, told.now.state).unwrap_or(u16::MAX));
            put(&mut answers.uncertain, row, u8::from(told.now.is_uncertain));
            put(&mut answers.next, row, told.next.map_or(f64::NAN, |at| at as f64));
            for (column, verdict) in answers.verdicts.iter_mut().zip(&told.now.verdicts) {
                put(column, row, verdict.map_or(ABSENT, |verdict| verdict as u8));
            }
            for (columns, found) in [(&mut answers.until, &told.until), (&mut answers.opens_at, &told.opens_at)] {
                for (column, at) in columns.iter_mut().zip(found) {
                    put(column, row, at.map_or(f64::NAN, |at| at as f64));
                }
            }
        }
    }
}

impl Answers {
    /// Takes over what holds now in some rows.
    fn take(&mut self, block: &Block<'_, '_>, rows: &[bool]) {
        for (column, verdict) in self.verdicts.iter_mut().zip(&block.program.verdicts) {
            let Some(verdict) = verdict else { continue };
            let found = block.evaluation.truth(block.program, block.facts, *verdict);
            for ((own, found), row) in column.iter_mut().zip(found).zip(rows) {
                *own = if *row { *found } else { *own };
            }
        }
        for ((own, here), row) in self.states.iter_mut().zip(&block.here).zip(rows) {
            *own = if *row { *here } else { *own };
        }
    }
}

/// The rows of a block that are looked at by the rules of one period.
struct Block<'b, 'p> {
    program: &'b Program,
    order: &'b Order<'p>,
    facts: &'b [Option<Cells>],
    /// The states that the orders record.
    states: &'b [u16],
    evaluation: &'b mut Evaluation,
    /// The states in which the deals are.
    here: Vec<u16>,
}

impl Block<'_, '_> {
    /// Finds out where the deals of the active rows are at an instant, each at its own. Rows do not stay active where
    /// several transitions may have happened, or one that is not just another state.
    fn stand(&mut self, at: &[f64], active: &mut [bool]) {
        let Block { program, order, facts, states, evaluation, here } = self;
        here.clear();
        here.extend_from_slice(states);
        let mut moving = active.to_vec();
        // The step that is due in each row, or none or several of them; and those that were taken.
        let mut due = vec![NONE; states.len()];
        let mut taken = vec![0_u64; states.len()];
        loop {
            let rows = Rows { facts, states: here, at };
            evaluation.run(program, rows, order, 0..program.of_steps);
            due.fill(NONE);
            for (number, step) in program.steps.iter().enumerate() {
                let [from, when, reached] =
                    [step.from, step.when, step.reached].map(|node| evaluation.truth(program, facts, node));
                let own = u8::try_from(number).ok().filter(|own| step.is_plain && *own < 64).unwrap_or(SEVERAL);
                for (((due, from), when), reached) in due.iter_mut().zip(from).zip(when).zip(reached) {
                    let may_be = (*from == TRUE) & (*when != FALSE) & (*reached != FALSE);
                    let is_sure = (*when == TRUE) & (*reached == TRUE) & (*due == NONE);
                    *due = if !may_be {
                        *due
                    } else if is_sure {
                        own
                    } else {
                        SEVERAL
                    };
                }
            }
            let mut is_any = false;
            due.iter_mut().zip(&moving).for_each(|(due, moving)| *due = if *moving { *due } else { NONE });
            moving.fill(false);
            for (row, own) in due.iter().enumerate().filter(|(_, own)| **own != NONE) {
                let bit = 1_u64.checked_shl(u32::from(*own)).unwrap_or(0);
                let to = program.steps.get(usize::from(*own)).map(|step| step.to);
                match (to, here.get_mut(row), taken.get_mut(row)) {
                    // Each happens at most once; where one would happen again, it depends on the others.
                    (Some(to), Some(here), Some(taken)) if *taken & bit == 0 => {
                        *here = to;
                        *taken |= bit;
                        put(&mut moving, row, true);
                        is_any = true;
                    }
                    _ => put(active, row, false),
                }
            }
            if !is_any {
                break;
            }
        }
    }

    /// Asks all conditions, now that it is known where the deals are.
    fn ask(&mut self, at: &[f64]) {
        let Block { program, order, facts, evaluation, here, .. } = self;
        let rows = Rows { facts, states: here, at };
        evaluation.run(program, rows, order, program.of_steps..program.nodes.len());
    }

    /// Finds out until when what holds now holds: all rows go from one instant at which something of theirs can change to
    /// the next one, each in its own time. Where a row cannot be answered for any more, it is left in `alone`.
    fn ahead(&mut self, answers: &mut Answers, outputs: Outputs, at: &mut [f64], rows: &[bool], alone: &mut [bool]) {
        let before = self.here.clone();
        let mut open = rows.to_vec();
        loop {
            let mut active = self.soonest(at, &open);
            if !active.contains(&true) {
                break;
            }
            let went_on = active.clone();
            self.stand(at, &mut active);
            for (row, (went_on, active)) in went_on.iter().zip(&active).enumerate() {
                if *went_on && !active {
                    put(alone, row, true);
                    put(&mut open, row, false);
                }
            }
            self.ask(at);
            let Answers { verdicts, until, opens_at, next, .. } = answers;
            note(next, at, |row| is(&active, row) && self.here.get(row) != before.get(row));
            for (number, verdict) in self.program.verdicts.iter().enumerate() {
                let Some((verdict, now)) = verdict.zip(verdicts.get(number)) else { continue };
                let then = self.evaluation.truth(self.program, self.facts, verdict);
                let differs = |row: usize| is(&active, row) && now.get(row) != then.get(row);
                note(next, at, differs);
                until.get_mut(number).into_iter().for_each(|column| note(column, at, differs));
                let opens = |row: usize| now.get(row) == Some(&FALSE) && then.get(row) == Some(&TRUE) && differs(row);
                opens_at.get_mut(number).into_iter().for_each(|column| note(column, at, opens));
            }
            if !outputs.until && !outputs.opens_at {
                open.iter_mut().zip(next.iter()).for_each(|(open, next)| *open &= next.is_nan());
            }
        }
    }

    /// Goes on to the soonest instant after the one at hand, row by row. Tells which rows have one.
    fn soonest(&self, at: &mut [f64], rows: &[bool]) -> Vec<bool> {
        let mut next = vec![f64::INFINITY; at.len()];
        for turn in &self.program.turns {
            let turns = self.evaluation.numbers(self.program, self.facts, *turn);
            for ((next, at), turn) in next.iter_mut().zip(at.iter()).zip(turns) {
                // An instant that is unknown is NaN, and so neither.
                *next = if (at < turn) & (turn < next) { *turn } else { *next };
            }
        }
        // An instant after the year 9999 never comes.
        let end = Instant::MAX.millis() as f64;
        at.iter_mut().zip(&next).for_each(|(at, next)| *at = *next);
        next.iter().zip(rows).map(|(next, row)| *row && *next <= end).collect()
    }
}

/// In the place of a step that is due.
const NONE: u8 = u8::MAX;
const SEVERAL: u8 = 254;

/// Writes an instant down in the rows in which something changes and none is written yet.
fn note(column: &mut [f64], at: &[f64], changes: impl Fn(usize) -> bool) {
    for (row, (slot, at)) in column.iter_mut().zip(at).enumerate() {
        if slot.is_nan() && changes(row) {
            *slot = *at;
        }
    }
}

fn is(rows: &[bool], row: usize) -> bool {
    rows.get(row) == Some(&true)
}
