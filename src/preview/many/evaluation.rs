//! The conditions of a program, for all rows of a block.

use super::cells::{Cells, FALSE, TRUE, UNKNOWN, put, refill};
use super::program::{Each, Node, NodeId, Numbers, NumbersId, Program};
use crate::expr::FactId;
use crate::order::Order;

/// What the rows of a block have for each fact that differs from row to row, by its number.
pub(super) type Facts = [Option<Cells>];

/// The rows of a block at the instants at which they are looked at.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) facts: &'a Facts,
    /// The numbers of the states in which the deals are.
    pub(super) states: &'a [u16],
    /// In milliseconds since 1970.
    pub(super) at: &'a [f64],
}

impl Rows<'_> {
    /// Gives an order the value that a row has for a fact.
    fn fill(&self, order: &mut Order<'_>, row: usize, fact: FactId) {
        let cells = self.facts.get(fact).and_then(Option::as_ref);
        let slot = order.facts.get_mut(fact).zip(order.policy.facts.get(fact));
        if let Some((cells, (slot, fact))) = cells.zip(slot) {
            *slot = cells.value(fact, row);
        }
    }

    fn fill_state(&self, order: &mut Order<'_>, row: usize) {
        let number = self.states.get(row).copied().map(usize::from);
        if let Some(state) = number.and_then(|number| order.policy.states.get(number)) {
            order.state = state.symbol;
        }
    }

    /// Makes an order that of a row.
    pub(super) fn fill_all(&self, order: &mut Order<'_>, row: usize) {
        (0..self.facts.len()).for_each(|fact| self.fill(order, row, fact));
        self.fill_state(order, row);
    }
}

/// What a program comes to in a block: a byte for each row and condition, and a number for each row and column.
#[derive(Debug, Default)]
pub(super) struct Evaluation {
    truths: Vec<Vec<u8>>,
    numbers: Vec<Vec<f64>>,
}

impl Evaluation {
    /// How each row comes out.
    pub(super) fn truth<'a>(&'a self, program: &Program, facts: &'a Facts, node: NodeId) -> &'a [u8] {
        let cells = |fact: FactId| facts.get(fact).and_then(Option::as_ref);
        match program.nodes.get(node) {
            Some(Node::Flag(fact)) => cells(*fact).map_or(&[], |cells| &cells.flags),
            Some(Node::Null(fact)) => cells(*fact).map_or(&[], |cells| &cells.null),
            _ => self.truths.get(node).map_or(&[], |truths| truths),
        }
    }

    /// The numbers of each row.
    pub(super) fn numbers<'a>(&'a self, program: &Program, facts: &'a Facts, numbers: NumbersId) -> &'a [f64] {
        if let Some(Numbers::Fact(fact)) = program.numbers.get(numbers) {
            return facts.get(*fact).and_then(Option::as_ref).map_or(&[], |cells| &cells.numbers);
        }
        self.numbers.get(numbers).map_or(&[], |numbers| numbers)
    }

    /// Fills in the columns of numbers, which come from the facts alone.
    pub(super) fn prepare(&mut self, program: &Program, rows: Rows<'_>, order: &Order<'_>) {
        self.truths.resize_with(program.nodes.len(), Vec::new);
        self.numbers.resize_with(program.numbers.len(), Vec::new);
        let count = rows.states.len();
        for (number, numbers) in program.numbers.iter().enumerate() {
            let mut own = self.numbers.get_mut(number).map(std::mem::take).unwrap_or_default();
            refill(&mut own, count, f64::NAN);
            match numbers {
                Numbers::Fact(_) => {}
                Numbers::Constant(value) => own.fill(*value as f64),
                Numbers::Sum { left, right, minus, range } => {
                    let [left, right] = [left, right].map(|part| self.numbers(program, rows.facts, *part));
                    let sums = left.iter().zip(right).map(|(a, b)| if *minus { a - b } else { a + b });
                    // What is not known becomes 0 here, and is not known all the same.
                    let known = |sum: &f64| !sum.is_nan() && range.has(*sum as i64);
                    own.iter_mut().zip(sums).for_each(|(own, sum)| *own = if known(&sum) { sum } else { f64::NAN });
                }
                Numbers::Each(each) => {
                    let Some(each) = program.each.get(*each) else { continue };
                    let mut order = order.clone();
                    for (row, own) in own.iter_mut().enumerate() {
                        each.facts.iter().for_each(|fact| rows.fill(&mut order, row, *fact));
                        let value = each.expr.eval(&order.scope(order.state, each.role, 0)).number();
                        *own = value.map_or(f64::NAN, |value| value as f64);
                    }
                }
            }
            put(&mut self.numbers, number, own);
        }
    }

    /// Finds out how some conditions come out; `order` is one of the reading.
    pub(super) fn run(
        &mut self,
        program: &Program,
        rows: Rows<'_>,
        order: &Order<'_>,
        nodes: impl Iterator<Item = NodeId>,
    ) {
        for node in nodes {
            let mut own = self.truths.get_mut(node).map(std::mem::take).unwrap_or_default();
            own.resize(rows.states.len(), UNKNOWN);
            if let Some(known) = program.nodes.get(node) {
                self.find(*known, &mut own, program, rows, order);
            }
            put(&mut self.truths, node, own);
        }
    }

    fn find(&self, node: Node, own: &mut [u8], program: &Program, rows: Rows<'_>, order: &Order<'_>) {
        let truth = |node: NodeId| self.truth(program, rows.facts, node);
        let numbers = |numbers: NumbersId| self.numbers(program, rows.facts, numbers);
        match node {
            // These are read where they stand.
            Node::Flag(_) | Node::Null(_) => {}
            Node::Constant(truth) => own.fill(truth as u8),
            Node::State(state) => each(own, rows.states, |here| if *here == state { TRUE } else { FALSE }),
            Node::Not(of) => each(own, truth(of), |of| TRUE.wrapping_sub(*of)),
            Node::And(a, b) => both(own, truth(a), truth(b), |a, b| *a.min(b)),
            Node::Or(a, b) => both(own, truth(a), truth(b), |a, b| *a.max(b)),
            // What is not a number is in no order with anything, and so neither side counts.
            Node::Reached(at) => both(own, numbers(at), rows.at, |at, now| decided(at <= now, now < at)),
            Node::Less(a, b) => both(own, numbers(a), numbers(b), |a, b| decided(a < b, b <= a)),
            Node::Equal(a, b) => {
                both(own, numbers(a), numbers(b), |a, b| decided(a == b, (a < b) | (b < a)));
                self.with_null(own, [a, b], program, rows);
            }
            Node::Each(number) => {
                let Some(Each { expr, role, facts, reads_state }) = program.each.get(number) else { return };
                let mut order = order.clone();
                for (row, (own, at)) in own.iter_mut().zip(rows.at).enumerate() {
                    facts.iter().for_each(|fact| rows.fill(&mut order, row, *fact));
                    if *reads_state {
                        rows.fill_state(&mut order, row);
                    }
                    *own = expr.truth(&order.scope(order.state, *role, *at as i64)) as u8;
                }
            }
        }
    }

    /// What is absent is equal to what is absent, and to nothing else.
    fn with_null(&self, own: &mut [u8], sides: [NumbersId; 2], program: &Program, rows: Rows<'_>) {
        let nulls = sides.map(|side| match program.numbers.get(side) {
            Some(Numbers::Fact(fact)) => rows.facts.get(*fact).and_then(Option::as_ref).map(|cells| &*cells.null),
            _ => None,
        });
        match nulls {
            [Some(a), Some(b)] => {
                for ((own, a), b) in own.iter_mut().zip(a).zip(b) {
                    match (*a, *b) {
                        (TRUE, TRUE) => *own = TRUE,
                        (TRUE, FALSE) | (FALSE, TRUE) => *own = FALSE,
                        _ => {}
                    }
                }
            }
            [Some(null), None] | [None, Some(null)] => {
                own.iter_mut().zip(null).for_each(|(own, null)| *own = if *null == TRUE { FALSE } else { *own });
            }
            [None, None] => {}
        }
    }
}

/// The byte of what holds, what does not, or neither.
#[inline(always)]
fn decided(holds: bool, fails: bool) -> u8 {
    UNKNOWN.wrapping_add(u8::from(holds)).wrapping_sub(u8::from(fails))
}

#[inline(always)]
fn each<T>(own: &mut [u8], of: &[T], how: impl Fn(&T) -> u8) {
    own.iter_mut().zip(of).for_each(|(own, of)| *own = how(of));
}

#[inline(always)]
fn both<T>(own: &mut [u8], a: &[T], b: &[T], how: impl Fn(&T, &T) -> u8) {
    own.iter_mut().zip(a).zip(b).for_each(|((own, a), b)| *own = how(a, b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Truth;

    #[test]
    fn a_byte_joins_as_a_truth_does() {
        let all = [Truth::False, Truth::Unknown, Truth::True];
        for a in all {
            assert_eq!(TRUE.wrapping_sub(a as u8), !a as u8);
            for b in all {
                assert_eq!(((a as u8).min(b as u8), (a as u8).max(b as u8)), (a.min(b) as u8, a.max(b) as u8));
            }
        }
        assert_eq!([decided(true, false), decided(false, true), decided(false, false)], [TRUE, FALSE, UNKNOWN]);
    }
}
