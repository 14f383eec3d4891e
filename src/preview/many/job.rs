//! Many orders of one policy, a block at a time.

use super::answers::{self, Answers, Asked};
use super::block::Block;
use super::cells::{At, Cells, Input, number_of_state, put, refill};
use super::evaluation::{Evaluation, Rows};
use super::program::{Compiler, Program};
use super::row;
use super::table::{Entries, Subject, Table};
use super::{ManyOptions, Outputs};
use crate::data::Data;
use crate::expr::{FactId, Symbol, Value};
use crate::order::Order;
use crate::policy::{EditionId, PeriodId, Policy};
use crate::problem::{Problem, ProblemCode, Report};
use crate::time::Instant;

/// As many rows as a block has where that is up to nothing else: what is needed for them stays near the processor.
const BLOCK: usize = 4096;

/// How many bytes a block takes at most, as far as that is up to how many rows it has.
const MOST_BYTES: usize = 16_000_000;

/// What is to be answered, and the answers for the block that was worked last.
#[derive(Debug)]
pub(crate) struct Job {
    /// What is the same in all rows, as a single order has it. The state is one of the edition.
    shared: Data<'static>,
    pub(crate) edition: EditionId,
    pub(crate) now: Instant,
    outputs: Outputs,
    inputs: Vec<Input>,
    asked: Vec<Asked>,
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

impl Job {
    pub(super) fn new(policy: &Policy, table: &Table<'_>, roles: &[Symbol], options: &ManyOptions<'_>) -> Job {
        let asked = Asked::all(policy, table.edition, roles);
        let width = answers::width(policy, table.edition, &asked);
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

    /// The actions that are asked about, each with a role that has it: the ids of both, in the order of the answers.
    pub(crate) fn actions<'p>(&self, policy: &'p Policy) -> impl Iterator<Item = (&'p str, &'p str)> {
        self.asked.iter().map(|asked| asked.ids(policy, self.edition))
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
        self.answers.make_room(self.outputs, self.asked.len(), self.rows);
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
            let actions = self.asked.iter().map(|asked| (asked.action_in(order.policy, order.reading()), asked.role));
            Compiler::program(order, &differs, actions)
        });
        let Job { evaluation, facts, states, answers, outputs, now, .. } = self;
        let mut block = Block { program: &program, order, facts, states, evaluation, here: Vec::new() };
        block.answer(now.millis(), *outputs, rows, answers, alone);
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
            answers.set(policy, row, &told);
        }
    }
}
