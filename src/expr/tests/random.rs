//! Random conditions that are right.

use super::kit::{ANYWHERE, DAY, HOUR, NOON, World, truth_value};
use crate::dice::Dice;
use crate::expr::parse::parse;
use crate::expr::{Expr, FactId, FactType, Truth, Type, Value};
use crate::time::Instant;

/// Writes random conditions that are right.
struct Writer<'w> {
    world: &'w World,
    dice: Dice,
}

/// Where a random expression stands.
#[derive(Clone)]
struct Spot {
    /// How deep it may still become.
    depth: usize,
    /// The nullable facts that are known to be there.
    present: Vec<&'static str>,
    /// Whether `now`, `state` and `role` may be read.
    free: bool,
}

impl Spot {
    fn deeper(&self) -> Spot {
        Spot { depth: self.depth.saturating_sub(1), ..self.clone() }
    }

    fn fixed(&self) -> Spot {
        Spot { free: false, ..self.deeper() }
    }

    fn with(&self, fact: &'static str) -> Spot {
        let mut spot = self.deeper();
        spot.present.push(fact);
        spot
    }

    /// The names that may be read, where those in the second list have to be known to be there.
    fn names(&self, always: &[&'static str], guarded: &[&'static str]) -> Vec<&'static str> {
        always.iter().chain(guarded.iter().filter(|name| self.present.contains(name))).copied().collect()
    }
}

impl Writer<'_> {
    /// A nullable fact that is not yet known to be there.
    fn nullable(&mut self, spot: &Spot) -> Option<&'static str> {
        let names = ["agreed", "dueAt", "endAt", "grace", "limit", "fee", "asker"];
        let open: Vec<&str> = names.into_iter().filter(|name| !spot.present.contains(name)).collect();
        (!open.is_empty()).then(|| self.dice.pick(&open))
    }

    /// An expression that may use a fact where it is there, written in one of several ways.
    fn guarded(&mut self, spot: &Spot, write: fn(&mut Self, &Spot) -> String) -> Option<String> {
        let fact = self.nullable(spot)?;
        let (there, absent) = (write(self, &spot.with(fact)), write(self, &spot.deeper()));
        Some(match self.dice.roll(3) {
            0 => format!("({fact} != null ? {there} : {absent})"),
            1 => format!("(null == {fact} ? {absent} : {there})"),
            _ => format!("(!({fact} == null) ? {there} : {absent})"),
        })
    }

    fn chosen(&mut self, spot: &Spot, write: fn(&mut Self, &Spot) -> String) -> String {
        let (condition, yes, no) =
            (self.condition(&spot.deeper()), write(self, &spot.deeper()), write(self, &spot.deeper()));
        format!("({condition} ? {yes} : {no})")
    }

    fn condition(&mut self, spot: &Spot) -> String {
        let kinds = if spot.depth == 0 { 4 } else { 17 };
        let deeper = spot.deeper();
        match self.dice.roll(kinds) {
            0 => self.dice.pick(&["true", "false", "a", "b"]).to_owned(),
            1 => self
                .dice
                .pick(&spot.names(&["a", "b", "c", "(agreed == true)", "(false != agreed)"], &["agreed"]))
                .to_owned(),
            2 => match self.nullable(spot) {
                Some(fact) => format!("({fact} {} null)", self.dice.pick(&["==", "!="])),
                None => "c".to_owned(),
            },
            3 => {
                let fixed = [
                    "(size == \"small\")",
                    "(\"large\" != size)",
                    "(asker in [\"seller\"])",
                    "(limit in [0, 2])",
                    "(dueAt == endAt)",
                ];
                let free = [
                    "(state == \"working\")",
                    "(state in [\"delivered\", \"done\"])",
                    "(role == asker)",
                    "(role != \"buyer\")",
                ];
                if spot.free && self.dice.roll(2) == 0 {
                    self.dice.pick(&free).to_owned()
                } else {
                    self.dice.pick(&fixed).to_owned()
                }
            }
            4 => format!("(!{})", self.condition(&deeper)),
            5 | 6 => {
                let operator = self.dice.pick(&["&&", "||", "==", "!="]);
                format!("({} {operator} {})", self.condition(&deeper), self.condition(&deeper))
            }
            7 => self.chosen(spot, Self::condition),
            8 | 9 => match self.nullable(spot) {
                Some(fact) => {
                    let (before, there) = (self.condition(&deeper), self.condition(&spot.with(fact)));
                    match self.dice.roll(4) {
                        0 => format!("({fact} != null && {there})"),
                        1 => format!("({fact} == null || {there})"),
                        2 => format!("({before} && {fact} != null && {there})"),
                        _ => format!("(!({fact} != null && {before}) || {there})"),
                    }
                }
                None => self.guarded(spot, Self::condition).unwrap_or_else(|| "b".to_owned()),
            },
            10 => format!("({} {} {})", self.number(&deeper), self.order(true), self.number(&deeper)),
            11 => format!("({} {} {})", self.duration(&deeper), self.order(true), self.duration(&deeper)),
            12 => format!("({} {} {})", self.instant(&deeper), self.order(true), self.instant(&deeper)),
            13 => format!("({} in [0, 1, 5])", self.number(&deeper)),
            14 => format!("({} {} {})", self.money(&deeper), self.order(true), self.money(&deeper)),
            _ if spot.free => self.with_now(&spot.fixed()),
            _ => self.guarded(spot, Self::condition).unwrap_or_else(|| "a".to_owned()),
        }
    }

    fn order(&mut self, equal: bool) -> &'static str {
        if equal {
            self.dice.pick(&["<", "<=", ">", ">=", "==", "!="])
        } else {
            self.dice.pick(&["<", "<=", ">", ">="])
        }
    }

    /// A comparison that can be solved for `now`.
    fn with_now(&mut self, spot: &Spot) -> String {
        let operator = self.order(false);
        let (t, u, d) = (self.instant(spot), self.instant(spot), self.duration(spot));
        let (now, other) = match self.dice.roll(7) {
            0 | 1 => ("now".to_owned(), t),
            2 => (format!("(now - {t})"), d),
            3 => (format!("({t} - now)"), d),
            4 => (format!("(now + {d})"), t),
            5 => (format!("({t} - (now - {u}))"), t),
            _ => (format!("({d} + ({t} - now))"), self.duration(spot)),
        };
        if self.dice.roll(2) == 0 {
            format!("({now} {operator} {other})")
        } else {
            format!("({other} {operator} {now})")
        }
    }

    fn number(&mut self, spot: &Spot) -> String {
        let deeper = spot.deeper();
        match self.dice.roll(if spot.depth == 0 { 2 } else { 7 }) {
            0 => self.dice.pick(&["0", "1", "3", "most"]).to_owned(),
            1 => self.dice.pick(&spot.names(&["count", "other"], &["limit"])).to_owned(),
            2 => format!("({} {} {})", self.number(&deeper), self.dice.pick(&["+", "-", "*"]), self.number(&deeper)),
            3 => format!("(-{})", self.number(&deeper)),
            6 => {
                let divisor = self.dice.pick(&["3", "-2", "most", "nights", "(nights + 1)", "(-nights)"]);
                format!("({} {} {divisor})", self.number(&deeper), self.dice.pick(&["/", "%"]))
            }
            4 => self.chosen(spot, Self::number),
            _ => self.guarded(spot, Self::number).unwrap_or_else(|| "count".to_owned()),
        }
    }

    fn money(&mut self, spot: &Spot) -> String {
        let deeper = spot.deeper();
        match self.dice.roll(if spot.depth == 0 { 2 } else { 7 }) {
            0 => self.dice.pick(&["cap", "price"]).to_owned(),
            1 => self.dice.pick(&spot.names(&["price"], &["fee"])).to_owned(),
            2 => format!("({} {} {})", self.money(&deeper), self.dice.pick(&["+", "-"]), self.money(&deeper)),
            3 => {
                let (amount, times) = (self.money(&deeper), self.number(&deeper));
                if self.dice.roll(2) == 0 { format!("({amount} * {times})") } else { format!("({times} * {amount})") }
            }
            4 => format!("(-{})", self.money(&deeper)),
            5 => self.chosen(spot, Self::money),
            _ => self.guarded(spot, Self::money).unwrap_or_else(|| "price".to_owned()),
        }
    }

    fn duration(&mut self, spot: &Spot) -> String {
        let deeper = spot.deeper();
        match self.dice.roll(if spot.depth == 0 { 2 } else { 8 }) {
            0 => self.dice.pick(&["duration(\"0s\")", "duration('1d')", "window", "duration(\"1ms\")"]).to_owned(),
            1 => self.dice.pick(&spot.names(&["wait"], &["grace"])).to_owned(),
            2 => format!("({} {} {})", self.duration(&deeper), self.dice.pick(&["+", "-"]), self.duration(&deeper)),
            3 => format!("({} - {})", self.instant(&deeper), self.instant(&deeper)),
            4 => self.chosen(spot, Self::duration),
            5 => {
                let (length, times) = (self.duration(&deeper), self.number(&deeper));
                if self.dice.roll(2) == 0 { format!("({length} * {times})") } else { format!("({times} * {length})") }
            }
            6 => format!("({} / {})", self.duration(&deeper), self.dice.pick(&["3", "-2", "most", "nights"])),
            _ => self.guarded(spot, Self::duration).unwrap_or_else(|| "wait".to_owned()),
        }
    }

    fn instant(&mut self, spot: &Spot) -> String {
        let deeper = spot.deeper();
        match self.dice.roll(if spot.depth == 0 { 2 } else { 8 }) {
            0 => self.dice.pick(&["timestamp(\"2026-11-10T09:00:00+09:00\")", "sentAt"]).to_owned(),
            1 => self.dice.pick(&spot.names(&["sentAt", "paidAt"], &["dueAt", "endAt"])).to_owned(),
            2 => format!("({} {} {})", self.instant(&deeper), self.dice.pick(&["+", "-"]), self.duration(&deeper)),
            3 => format!("({} + {})", self.duration(&deeper), self.instant(&deeper)),
            4 => {
                let function = self.dice.pick(&["startOfDay", "endOfDay", "endOfMonth"]);
                format!("{function}({})", self.instant(&deeper))
            }
            5 => {
                let function = self.dice.pick(&["addDays", "addMonths", "endOfBusinessDay", "addBusinessDays"]);
                format!("{function}({}, {})", self.instant(&deeper), self.dice.pick(&["0", "1", "most", "count"]))
            }
            6 => self.chosen(spot, Self::instant),
            _ => self.guarded(spot, Self::instant).unwrap_or_else(|| "paidAt".to_owned()),
        }
    }

    /// A value that a fact can have.
    fn value(&mut self, fact: FactId) -> Value {
        let FactType { ty, nullable, min, .. } = &self.world.facts[fact];
        if min.is_some() {
            return Value::Number(self.dice.pick(&[1, 2, 7]));
        }
        if *nullable && self.dice.roll(3) == 0 {
            return Value::Null;
        }
        match ty {
            Type::Bool | Type::Null => Value::Bool(self.dice.roll(2) == 0),
            Type::Int => Value::Number(self.dice.pick(&[0, 1, 3, 8])),
            Type::Money => Value::Number(self.dice.pick(&[0, 1, 500, 999, 1_000])),
            Type::Timestamp => Value::Number(NOON + self.dice.pick(&[-DAY, 0, 0, 1, HOUR, 7 * DAY, 40 * DAY])),
            Type::Duration => Value::Number(self.dice.pick(&[0, 1, HOUR, DAY, 7 * DAY])),
            Type::Choice(choices) => Value::Symbol(self.dice.pick(choices)),
        }
    }

    fn facts(&mut self) -> Vec<Value> {
        let unknown = self.dice.roll(4);
        let facts = 0..self.world.facts.len();
        facts.map(|fact| if self.dice.roll(4) < unknown { Value::Unknown } else { self.value(fact) }).collect()
    }
}

/// Random conditions, each with random facts, until `test` has seen as many as it wants.
fn for_random_conditions(seed: u64, count: usize, mut test: impl FnMut(&mut Writer<'_>, &str, &Expr, Vec<Value>)) {
    // Of all days that the random instants come to: else what is unknown would not only be what is missing.
    let world = World::knowing("1970-01-01", "2100-12-31");
    let mut writer = Writer { world: &world, dice: Dice(seed) };
    let mut done = 0;
    while done < count {
        let depth = writer.dice.roll(5);
        let source = writer.condition(&Spot { depth, present: Vec::new(), free: true });
        if parse(&source).is_err() {
            continue; // Too long.
        }
        let expr = match world.compile(&source, ANYWHERE, &Type::Bool, false) {
            Ok(compiled) => compiled.expr,
            // The writer does not follow everything that is learnt on the way.
            Err(mistakes) if mistakes.iter().any(|mistake| mistake.message == "this is never null here") => continue,
            Err(mistakes) => panic!("{source}: {mistakes:?}"),
        };
        for _ in 0..4 {
            let facts = writer.facts();
            test(&mut writer, &source, &expr, facts);
        }
        done += 1;
    }
}

/// Instants at and around the moments of a condition, and far from them.
fn instants(world: &World, expr: &Expr, facts: &[Value]) -> Vec<i64> {
    let moments = world.moments(expr, facts);
    let around = moments.iter().flat_map(|at| [at - 1, *at, at + 1]);
    around.chain([Instant::MIN.millis(), NOON, Instant::MAX.millis()]).collect()
}

#[test]
fn random_conditions_mean_what_their_trees_say() {
    for_random_conditions(1, 3_000, |writer, source, expr, facts| {
        for now in instants(writer.world, expr, &facts) {
            let scope = writer.world.scope(&facts, now);
            assert_eq!(
                expr.truth(&scope),
                writer.world.reference_truth(source, &scope),
                "{source} at {now} with {facts:?}"
            );
            assert_eq!(expr.eval(&scope), truth_value(expr.truth(&scope)), "{source}");
        }
    });
}

#[test]
fn learning_a_fact_never_changes_what_is_known() {
    for_random_conditions(2, 3_000, |writer, source, expr, facts| {
        for now in instants(writer.world, expr, &facts).into_iter().take(4) {
            let known = expr.truth(&writer.world.scope(&facts, now));
            if known == Truth::Unknown {
                continue;
            }
            for fact in (0..facts.len()).filter(|fact| facts[*fact] == Value::Unknown) {
                let mut more = facts.clone();
                more[fact] = writer.value(fact);
                let then = expr.truth(&writer.world.scope(&more, now));
                assert_eq!(then, known, "{source} at {now} with {facts:?} and then {more:?}");
            }
        }
    });
}

#[test]
fn nothing_changes_between_two_moments() {
    for_random_conditions(3, 3_000, |writer, source, expr, facts| {
        let truth = |now: i64| expr.truth(&writer.world.scope(&facts, now));
        let moments = writer.world.moments(expr, &facts);
        let edges =
            [Instant::MIN.millis()].into_iter().chain(moments).chain([Instant::MAX.millis() + 1]).collect::<Vec<_>>();
        for (start, end) in edges.iter().zip(edges.iter().skip(1)) {
            for now in [start + (end - start) / 2, end - 1] {
                assert_eq!(truth(now), truth(*start), "{source} between {start} and {end} with {facts:?}");
            }
        }
    });
}

#[test]
fn facts_are_missing_exactly_where_the_outcome_is_unknown() {
    for_random_conditions(4, 3_000, |writer, source, expr, facts| {
        for now in instants(writer.world, expr, &facts).into_iter().take(4) {
            let scope = writer.world.scope(&facts, now);
            let mut missing = Vec::new();
            expr.missing(&scope, &mut missing);
            assert_eq!(missing.is_empty(), expr.truth(&scope) != Truth::Unknown, "{source} at {now} with {facts:?}");
            assert!(missing.iter().all(|fact| facts[*fact] == Value::Unknown), "{source}");
            // Whatever they turn out to be, they settle it.
            let mut more = facts.clone();
            missing.iter().for_each(|fact| more[*fact] = writer.value(*fact));
            let settled = expr.truth(&writer.world.scope(&more, now));
            assert_ne!(settled, Truth::Unknown, "{source} at {now} with {facts:?}, {missing:?}");
        }
    });
}

#[test]
fn what_is_settled_by_state_and_role_leaves_the_outcome() {
    let mut shorter = 0;
    for_random_conditions(19, 3_000, |writer, source, expr, facts| {
        let unknown = vec![Value::Unknown; facts.len()];
        let settled = expr.settled(&writer.world.scope(&unknown, NOON));
        for now in [NOON - DAY, NOON, NOON + HOUR] {
            let scope = writer.world.scope(&facts, now);
            assert_eq!(settled.truth(&scope), expr.truth(&scope), "{source} at {now} with {facts:?}");
        }
        shorter += usize::from(settled != *expr);
    });
    assert!(100 < shorter, "{shorter}");
}
