//! The rows of a block that are of one period: where their deals are, what may be done, and until when.

use super::Outputs;
use super::answers::Answers;
use super::cells::{FALSE, TRUE, put};
use super::evaluation::{Evaluation, Facts, Rows};
use super::program::Program;
use crate::order::Order;
use crate::time::Instant;

/// The rows of a block that are looked at by the rules of one period.
pub(super) struct Block<'b, 'p> {
    pub(super) program: &'b Program,
    pub(super) order: &'b Order<'p>,
    pub(super) facts: &'b Facts,
    /// The states that the orders record.
    pub(super) states: &'b [u16],
    pub(super) evaluation: &'b mut Evaluation,
    /// The states in which the deals are, once that was found out.
    pub(super) here: Vec<u16>,
}

impl Block<'_, '_> {
    /// Answers for some rows. In `alone` are left those that have to be answered for by themselves.
    pub(super) fn answer(
        &mut self,
        now: i64,
        outputs: Outputs,
        rows: &[bool],
        answers: &mut Answers,
        alone: &mut [bool],
    ) {
        let mut at = vec![now as f64; self.states.len()];
        self.evaluation.prepare(self.program, Rows { facts: self.facts, states: self.states, at: &at }, self.order);
        let mut active = rows.to_vec();
        self.stand(&at, &mut active);
        self.ask(&at);
        alone.iter_mut().zip(&active).for_each(|(alone, active)| *alone &= !active);
        self.tell(answers, &active);
        if outputs.look_ahead() {
            self.look_ahead(answers, outputs, &mut at, &active, alone);
        }
    }

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

    /// Tells what holds now in some rows.
    fn tell(&self, answers: &mut Answers, rows: &[bool]) {
        for (column, verdict) in answers.verdicts.iter_mut().zip(&self.program.verdicts) {
            let Some(verdict) = verdict else { continue };
            let found = self.evaluation.truth(self.program, self.facts, *verdict);
            for ((own, found), row) in column.iter_mut().zip(found).zip(rows) {
                *own = if *row { *found } else { *own };
            }
        }
        for ((own, here), row) in answers.states.iter_mut().zip(&self.here).zip(rows) {
            *own = if *row { *here } else { *own };
        }
    }

    /// Finds out until when what holds now holds: all rows go from one instant at which something of theirs can change to
    /// the next one, each in its own time. Where a row cannot be answered for any more, it is left in `alone`.
    fn look_ahead(
        &mut self,
        answers: &mut Answers,
        outputs: Outputs,
        at: &mut [f64],
        rows: &[bool],
        alone: &mut [bool],
    ) {
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
