//! The conditions of a reading, taken apart so that each part is looked at once for a whole block.
//!
//! A part that compares numbers, a flag, a state or a null works on whole columns, and so does what joins them. Any other
//! part is evaluated row by row, by the evaluator that evaluates it everywhere else.

use super::cells::{is_flag, number_of_state};
use crate::expr::{Expr, FactId, Range, Scope, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{Action, Certainty, Transition};

/// The number of a condition; those that it is made of come before it.
pub(super) type NodeId = usize;

/// The number of a column of numbers; those that it is made of come before it.
pub(super) type NumbersId = usize;

/// A condition that holds, does not hold or is unknown, for each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Constant(Truth),
    /// Is the deal in the state with this number?
    State(u16),
    /// A fact that is true or false.
    Flag(FactId),
    Null(FactId),
    /// Has the instant come?
    Reached(NumbersId),
    Less(NumbersId, NumbersId),
    Equal(NumbersId, NumbersId),
    Not(NodeId),
    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    /// Row by row, by the number of the expression.
    Each(usize),
}

/// Where a column of numbers comes from: from nothing but the facts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Numbers {
    Constant(i64),
    Fact(FactId),
    /// The sum of two columns, or their difference; unknown beyond the range.
    Sum {
        left: NumbersId,
        right: NumbersId,
        minus: bool,
        range: Range,
    },
    /// Row by row, by the number of the expression.
    Each(usize),
}

/// What is evaluated row by row.
#[derive(Debug, PartialEq)]
pub(super) struct Each {
    pub(super) expr: Expr,
    pub(super) role: Option<Symbol>,
    /// The facts that it reads, and whether it reads the state.
    pub(super) facts: Vec<FactId>,
    pub(super) reads_state: bool,
}

/// Something that happens by itself.
#[derive(Debug)]
pub(super) struct Step {
    /// Whether the deal is in one of its states.
    pub(super) from: NodeId,
    pub(super) when: NodeId,
    /// Whether its instant has come.
    pub(super) reached: NodeId,
    /// Whether it happens for sure where `when` holds, and changes nothing but the state.
    pub(super) is_plain: bool,
    /// The number of the state that it leads to.
    pub(super) to: u16,
}

/// The conditions of a reading.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) nodes: Vec<Node>,
    pub(super) numbers: Vec<Numbers>,
    pub(super) each: Vec<Each>,
    pub(super) steps: Vec<Step>,
    /// How many of the nodes the steps need; they are the first ones.
    pub(super) of_steps: usize,
    /// For each action and role that is asked about, whether it is allowed; none where the reading has not the action.
    pub(super) verdicts: Vec<Option<NodeId>>,
    /// The columns of the instants at which a state or a verdict can change.
    pub(super) turns: Vec<NumbersId>,
}

/// What takes conditions apart.
pub(super) struct Compiler<'c, 'p> {
    /// An order of the reading, with the facts that are the same in all rows.
    order: &'c Order<'p>,
    /// Whether a fact differs from row to row, by its number.
    differs: &'c [bool],
    role: Option<Symbol>,
    program: Program,
}

impl<'c, 'p> Compiler<'c, 'p> {
    /// Takes apart what tells the states and the verdicts of actions, each for a role.
    pub(super) fn program(
        order: &'c Order<'p>,
        differs: &'c [bool],
        actions: impl Iterator<Item = (Option<&'p Action>, Symbol)>,
    ) -> Program {
        let mut compiler = Compiler { order, differs, role: None, program: Program::default() };
        for transition in &order.rules().transitions {
            compiler.step(transition);
        }
        compiler.program.of_steps = compiler.program.nodes.len();
        for (action, role) in actions {
            compiler.role = Some(role);
            let verdict = action.map(|action| compiler.verdict(action));
            compiler.program.verdicts.push(verdict);
        }
        compiler.program
    }

    fn step(&mut self, transition: &Transition) {
        let from = self.in_states(&transition.from);
        let when = match &transition.when {
            Some(when) => self.condition(&when.expr),
            None => self.node(Node::Constant(Truth::True)),
        };
        let at = self.numbers(&transition.at.expr);
        self.turn(at);
        let reached = self.node(Node::Reached(at));
        let is_plain = transition.certainty == Certainty::Certain && transition.set.is_empty();
        let to = number_of_state(self.order.policy, transition.to).unwrap_or(u16::MAX);
        self.program.steps.push(Step { from, when, reached, is_plain, to });
    }

    fn verdict(&mut self, action: &Action) -> NodeId {
        let mut all = self.in_states(&action.from);
        for requirement in &action.requires {
            let that = self.condition(&requirement.that.expr);
            all = self.node(Node::And(all, that));
        }
        all
    }

    /// A condition, with the instants at which it can change.
    fn condition(&mut self, expr: &Expr) -> NodeId {
        let mut moments = Vec::new();
        expr.moments(&mut moments);
        for moment in moments {
            let at = self.numbers(moment);
            self.turn(at);
        }
        self.truth(expr)
    }

    fn turn(&mut self, at: NumbersId) {
        if !self.program.turns.contains(&at) {
            self.program.turns.push(at);
        }
    }

    fn node(&mut self, node: Node) -> NodeId {
        let nodes = &mut self.program.nodes;
        // Rules that read alike mostly stand near one another, and a policy may have very many.
        if let Some(before) = nodes.iter().rev().take(1_000).position(|known| *known == node) {
            return nodes.len().saturating_sub(before).saturating_sub(1);
        }
        nodes.push(node);
        nodes.len().saturating_sub(1)
    }

    fn in_states(&mut self, states: &[Symbol]) -> NodeId {
        let any = states.iter().filter_map(|state| number_of_state(self.order.policy, *state).map(Node::State));
        let any: Vec<Node> = any.collect();
        self.any(any)
    }

    /// Whether any of some conditions holds.
    fn any(&mut self, nodes: Vec<Node>) -> NodeId {
        let mut any = None;
        for node in nodes {
            let node = self.node(node);
            any = Some(any.map_or(node, |any| self.node(Node::Or(any, node))));
        }
        any.unwrap_or_else(|| self.node(Node::Constant(Truth::False)))
    }

    /// The value of an expression, where it is the same in all rows at every instant.
    fn constant(&self, expr: &Expr) -> Option<Value> {
        let varies = |part: &Expr| match part {
            Expr::Fact(fact) => self.differs.get(*fact) == Some(&true),
            Expr::State | Expr::Reached(_) | Expr::Now => true,
            _ => false,
        };
        (!expr.any(&varies)).then(|| expr.eval(&self.order.scope(self.order.state, self.role, Scope::NO_INSTANT)))
    }

    /// Whether a condition holds.
    fn truth(&mut self, expr: &Expr) -> NodeId {
        if let Some(value) = self.constant(expr) {
            return self.node(Node::Constant(match value {
                Value::Bool(value) => Truth::from(value),
                _ => Truth::Unknown,
            }));
        }
        let node = match expr {
            Expr::Fact(fact) if self.order.policy.facts.get(*fact).is_some_and(is_flag) => Some(Node::Flag(*fact)),
            Expr::Reached(instant) => Some(Node::Reached(self.numbers(instant))),
            Expr::Not(part) => Some(Node::Not(self.truth(part))),
            Expr::And(parts) => {
                let [a, b] = &**parts;
                Some(Node::And(self.truth(a), self.truth(b)))
            }
            Expr::Or(parts) => {
                let [a, b] = &**parts;
                Some(Node::Or(self.truth(a), self.truth(b)))
            }
            Expr::Less(parts) => {
                let [a, b] = &**parts;
                Some(Node::Less(self.numbers(a), self.numbers(b)))
            }
            Expr::Equal(parts) => {
                let [a, b] = &**parts;
                self.equal(a, b)
            }
            Expr::In(part, list) => {
                let each = list.iter().map(|value| self.equal(part, &Expr::Constant(*value)));
                let each: Option<Vec<Node>> = each.collect();
                if let Some(each) = each {
                    return self.any(each);
                }
                None
            }
            _ => None,
        };
        let node = node.unwrap_or_else(|| Node::Each(self.each(expr)));
        self.node(node)
    }

    fn equal(&mut self, a: &Expr, b: &Expr) -> Option<Node> {
        let (expr, other, constant) = match (self.constant(a), self.constant(b)) {
            (Some(value), _) => (b, a, Some(value)),
            (_, value) => (a, b, value),
        };
        match (expr, constant) {
            (Expr::Fact(fact), Some(Value::Null)) => Some(Node::Null(*fact)),
            (Expr::State, Some(Value::Symbol(state))) => {
                Some(number_of_state(self.order.policy, state).map_or(Node::Constant(Truth::False), Node::State))
            }
            // Of anything else it is not known whether it can be absent.
            (Expr::Fact(fact), Some(Value::Number(_) | Value::Symbol(_))) if self.has_numbers(*fact) => {
                Some(Node::Equal(self.numbers(expr), self.numbers(other)))
            }
            (Expr::Fact(fact), None) if self.has_numbers(*fact) => match other {
                Expr::Fact(other_fact) if self.has_numbers(*other_fact) => {
                    Some(Node::Equal(self.numbers(expr), self.numbers(other)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a fact has a column of numbers.
    fn has_numbers(&self, fact: FactId) -> bool {
        self.order.policy.facts.get(fact).is_some_and(|fact| !is_flag(fact))
    }

    /// A column of numbers.
    fn numbers(&mut self, expr: &Expr) -> NumbersId {
        let constant = self.constant(expr);
        let numbers = match (expr, constant) {
            (_, Some(Value::Number(number))) if crate::data::is_safe(number) => Some(Numbers::Constant(number)),
            (_, Some(Value::Symbol(Symbol(number)))) => Some(Numbers::Constant(i64::from(number))),
            (_, Some(_)) => None,
            (Expr::Fact(fact), _) if self.has_numbers(*fact) => Some(Numbers::Fact(*fact)),
            (Expr::Within(range, sum), _) => match &**sum {
                Expr::Add(parts) | Expr::Subtract(parts) => {
                    let [left, right] = &**parts;
                    let minus = matches!(**sum, Expr::Subtract(_));
                    Some(Numbers::Sum { left: self.numbers(left), right: self.numbers(right), minus, range: *range })
                }
                _ => None,
            },
            _ => None,
        };
        let numbers = numbers.unwrap_or_else(|| Numbers::Each(self.each(expr)));
        place_of(&mut self.program.numbers, numbers)
    }

    fn each(&mut self, expr: &Expr) -> usize {
        let mut facts = Vec::new();
        expr.facts(&mut facts);
        facts.retain(|fact| self.differs.get(*fact) == Some(&true));
        let role = self.role.filter(|_| expr.any(&|part| *part == Expr::Role));
        let reads_state = expr.any(&|part| *part == Expr::State);
        place_of(&mut self.program.each, Each { expr: expr.clone(), role, facts, reads_state })
    }
}

/// Where something stands in a list, to whose end it is added where it is new.
fn place_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len().saturating_sub(1)
    })
}
