//! From a tree to an [`Expr`] that cannot fail: names, types, null-safety and `now`.
//!
//! Null-safety follows the condition as a reader does: in `x != null && now < x` the right
//! side is checked in the knowledge that `x` is there, in `x == null || …` likewise.
//! `logic` holds what is true or false, `sums` what is special about `now`, `calls` the functions, and `values` what
//! has a name.

mod calls;
mod logic;
mod sums;
mod values;

use sums::{Term, subtract};
pub(crate) use values::Definition;

use std::collections::BinaryHeap;

use super::mistake::Mistake;
use super::parse::{Node, NodeKind, parse};
use super::{Expr, FactId, Symbol, Symbols, Value};
use crate::problem::{listed, nearest, quoted};
use crate::time::{Duration, Instant};

/// The texts that a choice can be.
pub(crate) type Choices = Vec<Symbol>;

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Bool,
    Int,
    Timestamp,
    Duration,
    /// An amount in whole minor units of the currency of the policy. CEL has no such type: what mixes it up with
    /// numbers is refused.
    Money,
    Choice(Choices),
    /// The type of the word `null` alone, and of a fact or a parameter whose type could not be read.
    Null,
}

/// What a name in a condition can mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names<'n> {
    pub(crate) symbols: &'n Symbols,
    pub(crate) states: &'n Choices,
    pub(crate) roles: &'n Choices,
    /// Those of which one can ask here, which is what `role` is.
    pub(crate) acting: &'n Choices,
    pub(crate) facts: &'n [FactType],
    pub(crate) params: &'n [ParamType<'n>],
    pub(crate) values: &'n [Definition<'n>],
    /// The arguments that can be read elsewhere only, each with the action that reads it.
    pub(crate) foreign: &'n [(&'n str, &'n str)],
    /// The zones that can be named beside the policy's own.
    pub(crate) zones: &'n Choices,
    /// Whether it is known which days are business days.
    pub(crate) has_business_days: bool,
    /// What may be named although it is not here.
    pub(crate) gaps: Gaps,
}

/// What could not be read where names are declared. What may have been declared there is no mistake.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Gaps {
    /// Facts, parameters or values.
    pub(crate) names: bool,
    pub(crate) facts: bool,
    pub(crate) states: bool,
    pub(crate) roles: bool,
    pub(crate) zones: bool,
    /// Something that can be compared with a text: states, roles, zones or the choices of a fact.
    pub(crate) words: bool,
    /// The calendar that counts.
    pub(crate) calendar: bool,
}

/// A fact as conditions see it.
#[derive(Clone, Debug)]
pub(crate) struct FactType {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    /// The smallest number that it can be, inclusive.
    pub(crate) min: Option<i64>,
}

/// A parameter as conditions see it.
#[derive(Clone, Debug)]
pub(crate) struct ParamType<'n> {
    pub(crate) name: &'n str,
    /// Where it has a value in the edition at hand.
    pub(crate) ty: Option<Type>,
    /// Whether none of its values is zero, so that it can divide.
    pub(crate) never_zero: bool,
}

/// What `now` may be in the place where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Now {
    /// One side of a comparison that can be solved for it.
    Compared,
    /// An instant like any other: what an action sets is computed once, when it happens.
    Value,
    /// Nothing, but `at` is the instant at which it happens: what a transition records is computed then.
    At,
    /// Nothing: the instant at which something happens by itself cannot depend on the present.
    Forbidden,
}

/// Where an expression stands, and so what it may say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'p> {
    pub(crate) now: Now,
    pub(crate) state: bool,
    pub(crate) role: bool,
    /// Facts that are known not to be null here.
    pub(crate) present: &'p [FactId],
}

/// A checked expression, and the facts that are not null where it is true.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) expr: Expr,
    pub(crate) present: Vec<FactId>,
}

/// Parses and checks an expression that has to be of a type, or null where that is allowed.
///
/// # Errors
///
/// Everything that is wrong with it; where it cannot be parsed, the first thing.
pub(crate) fn compile(
    source: &str,
    names: &Names<'_>,
    place: Place<'_>,
    expected: &Type,
    nullable: bool,
) -> Result<Compiled, Vec<Mistake>> {
    let tree = parse(source).map_err(|mistake| vec![mistake])?;
    let is_condition = *expected == Type::Bool;
    let mut checker =
        Checker { names, place, mistakes: Vec::new(), is_condition, is_alone: false, parts: 0, within: 0 };
    let compiled = checker.whole(&tree, expected, nullable);
    match compiled {
        Some(compiled) if checker.mistakes.is_empty() => Ok(compiled),
        _ => Err(checker.mistakes),
    }
}

/// A part of a condition after it was checked.
struct Checked {
    term: Term,
    ty: Type,
    nullable: bool,
    /// Facts that are not null where this part is true.
    if_true: Vec<FactId>,
    /// Facts that are not null where this part is false.
    if_false: Vec<FactId>,
}

impl Checked {
    fn plain(expr: Expr, ty: Type) -> Checked {
        Checked { term: Term::Plain(expr), ty, nullable: false, if_true: Vec::new(), if_false: Vec::new() }
    }

    /// The same, where a literal 0 beside an amount is no money: nothing is nothing in any currency.
    fn or_nothing_of(self, other: &Type) -> Checked {
        let is_zero = matches!(self.term, Term::Plain(Expr::Constant(Value::Number(0)))) && self.ty == Type::Int;
        if is_zero && *other == Type::Money { Checked { ty: Type::Money, ..self } } else { self }
    }

    /// Two parts that have to be of one type, of which one may be a literal 0.
    fn alike(a: Checked, b: Checked) -> (Checked, Checked) {
        let a = a.or_nothing_of(&b.ty);
        let b = b.or_nothing_of(&a.ty);
        (a, b)
    }
}

struct Checker<'c> {
    names: &'c Names<'c>,
    place: Place<'c>,
    mistakes: Vec<Mistake>,
    /// Whether what is checked is a condition, which can guard its own facts.
    is_condition: bool,
    /// Whether a value is checked by itself. Then it is not known yet what guards the facts in it.
    is_alone: bool,
    /// How many parts the values that it names have come to, and in how many of them the checker is.
    parts: usize,
    within: usize,
}

/// Every method that returns an `Option` returns `None` after it has noted what is wrong, or where something that could
/// not be read stands in the condition.
impl Checker<'_> {
    fn whole(&mut self, tree: &Node<'_>, expected: &Type, nullable: bool) -> Option<Compiled> {
        let checked = self.part(tree, self.place.present)?.or_nothing_of(expected);
        let allowed_null = nullable && checked.ty == Type::Null;
        if !allowed_null && *expected != Type::Null && !compatible(&checked.ty, expected) {
            let message = format!("this is {}, where {} is needed", self.of(&checked.ty), self.of(expected));
            let is_set = matches!(self.place.now, Now::Value | Now::At);
            let help = if checked.ty == Type::Null && is_set {
                "only a fact with `nullable = true`, or with the default `\"none\"`, is ever null"
            } else {
                needs(&checked.ty, expected)
            };
            return self.mistake(tree.at, message, help);
        }
        if let (Type::Choice(given), Type::Choice(wanted)) = (&checked.ty, expected)
            && let Some(other) = given.iter().find(|symbol| !wanted.contains(symbol))
        {
            let message = format!("this can be {}, which is not allowed here", quoted(self.names.symbols.text(*other)));
            return self.mistake(tree.at, message, &format!("one of {}", self.listed(wanted)));
        }
        if checked.nullable && !nullable {
            let help = match (&checked.term, self.place.now) {
                (Term::Plain(Expr::Fact(fact)), Now::Forbidden | Now::At) => self.guard(*fact),
                _ => "give the case of null a value with `? :`".to_owned(),
            };
            return self.mistake(tree.at, "this can be null, where a value is needed", &help);
        }
        let expr = self.without_now(checked.term, tree.at)?;
        Some(Compiled { expr, present: checked.if_true })
    }

    /// Checks a part of a condition where the `present` facts are known not to be null.
    fn part(&mut self, node: &Node<'_>, present: &[FactId]) -> Option<Checked> {
        match &node.kind {
            NodeKind::Null => {
                let null = Checked::plain(Expr::Constant(Value::Null), Type::Null);
                Some(Checked { nullable: true, ..null })
            }
            NodeKind::Bool(value) => Some(Checked::plain(Expr::Constant(Value::Bool(*value)), Type::Bool)),
            NodeKind::Int(value) => Some(Checked::plain(Expr::Constant(Value::Number(*value)), Type::Int)),
            NodeKind::Text(text) => match self.names.symbols.find(text) {
                Some(symbol) => Some(Checked::plain(Expr::Constant(Value::Symbol(symbol)), Type::Choice(vec![symbol]))),
                None if self.names.gaps.words => None,
                None => self.no_word(text, node.at),
            },
            NodeKind::Name(name) => self.name(name, node.at, present),
            NodeKind::Call(name, arguments) => self.call(name, arguments, node.at, present),
            NodeKind::List(_) => {
                self.mistake(node.at, "a list can stand only after `in`", "write it like `x in [1, 2]`")
            }
            NodeKind::Unary("!", part) => self.not(part, present),
            NodeKind::Unary(_, part) => self.negative(part, node.at, present),
            NodeKind::Binary("&&", parts) => self.and_or(parts, present, true),
            NodeKind::Binary("||", parts) => self.and_or(parts, present, false),
            NodeKind::Binary("==", parts) => self.equal(parts, node.at, present),
            NodeKind::Binary("!=", parts) => {
                let equal = self.equal(parts, node.at, present)?;
                self.negated(equal, node.at)
            }
            NodeKind::Binary("in", parts) => self.within(parts, present),
            NodeKind::Binary(operator @ ("<" | "<=" | ">" | ">="), parts) => {
                self.ordered(operator, parts, node.at, present)
            }
            NodeKind::Binary(operator, parts) => self.arithmetic(operator, parts, node.at, present),
            NodeKind::Conditional(parts) => self.conditional(parts, node.at, present),
        }
    }

    fn name(&mut self, name: &str, at: usize, present: &[FactId]) -> Option<Checked> {
        match name {
            "now" => {
                return match self.place.now {
                    Now::Compared => {
                        Some(Checked { term: Term::NowPlus(None), ..Checked::plain(Expr::Now, Type::Timestamp) })
                    }
                    Now::Value => Some(Checked::plain(Expr::Now, Type::Timestamp)),
                    Now::At => {
                        self.mistake(at, "`now` cannot stand here", "the instant at which it happens is called `at`")
                    }
                    Now::Forbidden => self.mistake(at, "`now` cannot stand here", self.standing()),
                };
            }
            "at" if self.place.now == Now::At => return Some(Checked::plain(Expr::Now, Type::Timestamp)),
            "state" if self.place.state && self.names.gaps.states => return None,
            "role" if self.place.role && self.names.gaps.roles => return None,
            "state" if self.place.state => {
                return Some(Checked::plain(Expr::State, Type::Choice(self.names.states.clone())));
            }
            "state" => {
                return self.mistake(at, "`state` cannot stand here", self.standing());
            }
            "role" if self.place.role => {
                return Some(Checked::plain(Expr::Role, Type::Choice(self.names.acting.clone())));
            }
            "role" => {
                return self.mistake(at, "`role` cannot stand here", "what happens by itself happens whoever asks");
            }
            _ => {}
        }
        if let Some(id) = self.names.facts.iter().position(|fact| fact.name == name) {
            let fact = self.names.facts.get(id)?;
            if fact.ty == Type::Null {
                return None;
            }
            let nullable = fact.nullable && !present.contains(&id);
            return Some(Checked { nullable, ..Checked::plain(Expr::Fact(id), fact.ty.clone()) });
        }
        if let Some(id) = self.names.params.iter().position(|param| param.name == name) {
            return match &self.names.params.get(id)?.ty {
                Some(Type::Null) => None,
                Some(ty) => Some(Checked::plain(Expr::Param(id), ty.clone())),
                None => self.mistake(
                    at,
                    format!("not every edition that has this has the parameter `{name}`"),
                    "give the element the edition of the parameter",
                ),
            };
        }
        let names = self.names;
        if let Some(value) = names.values.iter().find(|value| value.name == name) {
            return self.named_value(value, at, present);
        }
        if names.gaps.names {
            return None;
        }
        if let Some((_, action)) = names.foreign.iter().find(|(argument, _)| *argument == name) {
            let message = format!("{} is an argument of the action {}", quoted(name), quoted(action));
            return self.mistake(at, message, "only that action reads what is supplied with it");
        }
        if names.symbols.find(name).is_some() {
            let message = format!("{} is no fact, no parameter and no value", quoted(name));
            return self.mistake(at, message, &format!("put a text in quotes: `\"{name}\"`"));
        }
        let known = names.facts.iter().map(|fact| fact.name.as_str());
        let known = known.chain(names.params.iter().map(|param| param.name));
        let known = known.chain(names.values.iter().map(|value| value.name)).chain(["now", "state", "role"]);
        // As other languages write it.
        let word = match name.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some("true"),
            "false" | "no" => Some("false"),
            "null" | "nil" | "none" | "undefined" => Some("null"),
            "today" => Some("now"),
            // Two letters that are exchanged, which is how such words are misspelt.
            other => ["true", "false", "null"].into_iter().find(|word| has_letters_of(other, word)),
        };
        let suggests = word.or(nearest(name, &known.collect::<Vec<_>>())).map(str::to_owned);
        let mistake = Mistake::new(at, format!("{} is no fact, no parameter and no value", quoted(name)));
        self.mistakes.push(match suggests {
            Some(right) => {
                Mistake { suggests: Some(right.clone()), ..mistake.help(format!("did you mean `{right}`?")) }
            }
            None => mistake.help("declare it under `facts`, `params` or `values`"),
        });
        None
    }

    /// What the instant at which something happens by itself, or whether it does, depends on.
    fn standing(&self) -> &'static str {
        if self.place.state {
            "whether something happens by itself depends on facts, parameters and `state` alone"
        } else {
            "an instant at which something happens by itself depends on facts and parameters alone"
        }
    }

    /// Notes a text that is no state, role or choice.
    fn no_word<T>(&mut self, text: &str, at: usize) -> Option<T> {
        let zone = if self.names.zones.is_empty() { "" } else { ", and no zone" };
        let mistake = Mistake::new(at, format!("{} is no state, role or choice of this policy{zone}", quoted(text)));
        let words: Vec<&str> = self.names.symbols.texts.iter().map(|word| &**word).collect();
        self.mistakes.push(if Duration::parse_cel(text).is_some() {
            mistake.help(format!("write a length of time like `duration(\"{text}\")`"))
        } else if Instant::parse(text).is_ok() {
            mistake.help(format!("write an instant like `timestamp(\"{text}\")`"))
        } else {
            match nearest(text, &words) {
                Some(meant) => {
                    Mistake { suggests: Some(meant.to_owned()), ..mistake.help(format!("did you mean `{meant}`?")) }
                }
                None => mistake,
            }
        });
        None
    }

    /// Notes a text beside a choice of which it can be none, where a text alone might be one.
    fn compared_text(&mut self, node: &Node<'_>, beside: &Option<Checked>) {
        if let (NodeKind::Text(text), Some(Checked { ty: Type::Choice(_), .. })) = (&node.kind, beside)
            && self.names.gaps.words
            && self.names.symbols.find(text).is_none()
        {
            let _: Option<()> = self.no_word(text, node.at);
        }
    }

    fn negative(&mut self, part: &Node<'_>, at: usize, present: &[FactId]) -> Option<Checked> {
        let checked = self.part(part, present)?;
        let ty = if checked.ty == Type::Money { Type::Money } else { Type::Int };
        let term = self.value(checked, part.at, &ty)?;
        let expr = match self.without_now(term, at)? {
            Expr::Constant(Value::Number(number)) if number != i64::MIN => {
                Expr::Constant(Value::Number(number.saturating_neg()))
            }
            expr => subtract(Expr::Constant(Value::Number(0)), expr),
        };
        Some(Checked::plain(expr, ty))
    }

    /// The term of a part that has to be there and of a type.
    fn value(&mut self, checked: Checked, at: usize, ty: &Type) -> Option<Term> {
        if checked.ty != *ty {
            let message = format!("this is {}, where {} is needed", self.of(&checked.ty), self.of(ty));
            return self.mistake(at, message, needs(&checked.ty, ty));
        }
        if checked.nullable && !self.is_alone {
            let help = match checked.term {
                Term::Plain(Expr::Fact(fact)) => self.guard(fact),
                _ => "give the case of null a value with `? :`".to_owned(),
            };
            return self.mistake(at, "this can be null, where a value is needed", &help);
        }
        Some(checked.term)
    }

    /// How a fact that can be null is guarded where this expression stands.
    fn guard(&self, fact: FactId) -> String {
        let name = self.names.facts.get(fact).map_or("x", |fact| fact.name.as_str());
        match self.place.now {
            _ if self.is_condition => format!("guard it: `{name} != null && …` or `{name} == null || …`"),
            Now::Value => format!("give the case of null a value: `{name} == null ? … : …`"),
            _ => format!("guard it with `when = \"{name} != null\"`, or give the case of null a value with `? :`"),
        }
    }

    fn mistake<T>(&mut self, at: usize, message: impl Into<String>, help: &str) -> Option<T> {
        let mistake = Mistake::new(at, message);
        self.mistakes.push(if help.is_empty() { mistake } else { mistake.help(help) });
        None
    }

    /// A type in words, with its article.
    fn of(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "a condition".to_owned(),
            Type::Int => "a number".to_owned(),
            Type::Timestamp => "a timestamp".to_owned(),
            Type::Duration => "a duration".to_owned(),
            Type::Money => "an amount of money".to_owned(),
            Type::Null => "null".to_owned(),
            Type::Choice(choices) => format!("a choice of {}", self.listed(choices)),
        }
    }

    fn listed(&self, choices: &Choices) -> String {
        listed(choices.iter().map(|symbol| self.names.symbols.text(*symbol)))
    }
}

/// Whether two words have the same letters.
fn has_letters_of(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.bytes().collect::<BinaryHeap<u8>>().into_sorted_vec();
    one.len() == other.len() && letters(one) == letters(other)
}

/// What helps where one type meets another.
fn advice(a: &Type, b: &Type) -> &'static str {
    match (a, b) {
        (Type::Money, Type::Int) | (Type::Int, Type::Money) => {
            "a number has no currency: make the amount a parameter with `type = \"money\"`; only 0 may stand as it is"
        }
        (Type::Duration, Type::Int) | (Type::Int, Type::Duration) => "write a length of time like `duration(\"7d\")`",
        (Type::Timestamp, Type::Int) | (Type::Int, Type::Timestamp) => {
            "write an instant like `timestamp(\"2026-11-10T09:00:00+09:00\")`"
        }
        (Type::Timestamp, Type::Duration) | (Type::Duration, Type::Timestamp) => {
            "an instant and a length of time make an instant: `t + d`"
        }
        _ => "",
    }
}

/// What helps where one type stands and another is needed.
fn needs(found: &Type, needed: &Type) -> &'static str {
    match (found, needed) {
        (Type::Duration | Type::Timestamp, Type::Int) | (Type::Timestamp, Type::Duration) => "",
        _ => advice(found, needed),
    }
}

/// Whether two types can be of one kind; any two choices can.
fn compatible(a: &Type, b: &Type) -> bool {
    matches!((a, b), (Type::Choice(_), Type::Choice(_))) || a == b
}
