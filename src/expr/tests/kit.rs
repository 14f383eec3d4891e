//! What the conditions of these tests can name, and how they are compiled and evaluated.

use crate::expr::check::Compiled;
use crate::expr::mistake::Mistake;
use crate::expr::{
    Choices, Clocks, Definition, Expr, FactId, FactType, Gaps, Names, Now, ParamType, Place, Scope, Symbol, Symbols,
    Truth, Type, Value, compile,
};
use crate::time::{BusinessCalendar, Change, Day, Instant, Weekend, Zone};

pub(super) const SECOND: i64 = 1_000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// 2026-11-10T09:00:00+09:00.
pub(super) const NOON: i64 = 1_794_268_800_000;

pub(super) const ANYWHERE: Place<'static> = Place { now: Now::Compared, state: true, role: true, present: &[] };

/// The values that they can name.
const VALUES: [(&str, &str); 6] = [
    ("ends", "sentAt + window"),
    ("waited", "now - sentAt"),
    ("dueEnd", "endOfDay(dueAt)"),
    ("late", "dueAt != null && now >= dueEnd"),
    ("twice", "count * 2"),
    ("wrong", "count + sentAt"),
];

/// What the conditions of these tests can name.
pub(super) struct World {
    pub(super) symbols: Symbols,
    pub(super) states: Choices,
    pub(super) roles: Choices,
    pub(super) zones: Choices,
    pub(super) clocks: Clocks,
    pub(super) facts: Vec<FactType>,
    params: [ParamType<'static>; 5],
}

impl World {
    /// A world whose business days are known for 2026.
    pub(super) fn new() -> World {
        World::knowing("2026-01-01", "2026-12-31")
    }

    /// A world whose business days are known from a day to another.
    pub(super) fn knowing(from: &str, verified: &str) -> World {
        let mut symbols = Symbols::default();
        let mut choices =
            |names: &[&'static str]| names.iter().map(|name| symbols.intern(&(*name).into())).collect::<Choices>();
        let states = choices(&["working", "delivered", "done"]);
        let roles = choices(&["buyer", "seller"]);
        let sizes = choices(&["small", "large"]);
        let zones = choices(&["America/Los_Angeles", "Asia/Kathmandu"]);
        let fact = |name: &str, ty: Type, nullable: bool| FactType {
            name: name.to_owned(),
            ty,
            nullable,
            min: (name == "nights").then_some(1),
        };
        let facts = vec![
            fact("a", Type::Bool, false),
            fact("b", Type::Bool, false),
            fact("c", Type::Bool, false),
            fact("agreed", Type::Bool, true),
            fact("sentAt", Type::Timestamp, false),
            fact("paidAt", Type::Timestamp, false),
            fact("dueAt", Type::Timestamp, true),
            fact("endAt", Type::Timestamp, true),
            fact("wait", Type::Duration, false),
            fact("grace", Type::Duration, true),
            fact("count", Type::Int, false),
            fact("other", Type::Int, false),
            fact("limit", Type::Int, true),
            fact("price", Type::Money, false),
            fact("fee", Type::Money, true),
            fact("asker", Type::Choice(roles.clone()), true),
            fact("size", Type::Choice(sizes), false),
            fact("place", Type::Choice(zones.clone()), true),
            fact("nights", Type::Int, false),
        ];
        // A little summer time in Los Angeles, and none in Kathmandu.
        let change = |at: &str, hours: i64| Change { at: Instant::parse(at).unwrap().millis(), offset: hours * HOUR };
        let summer = vec![change("2026-03-08T10:00:00Z", -7), change("2026-11-01T09:00:00Z", -8)];
        let others = [Zone::named(-8 * HOUR, summer), Zone::named(5 * HOUR + 45 * MINUTE, Vec::new())];
        let day = |text: &str| Day::parse(text).unwrap();
        let weekend = Weekend::default().with(5).with(6);
        let (from, verified) = (day(from), day(verified));
        let holidays = vec![day("2026-11-03"), day("2026-11-23")];
        let clocks = Clocks {
            zone: Zone::parse("+09:00").unwrap(),
            others: zones.iter().copied().zip(others.map(Option::unwrap)).collect(),
            business: Some(BusinessCalendar::new(weekend, holidays, from, verified)),
        };
        let param = |name, ty, never_zero| ParamType { name, ty, never_zero };
        let params = [
            param("window", Some(Type::Duration), true),
            param("most", Some(Type::Int), true),
            param("elsewhere", None, false),
            param("none", Some(Type::Int), false),
            param("cap", Some(Type::Money), true),
        ];
        World { symbols, states, roles, zones, clocks, facts, params }
    }

    /// What conditions can name where there are these values.
    pub(super) fn names_with<'n>(&'n self, values: &'n [Definition<'n>]) -> Names<'n> {
        let Self { symbols, states, roles, zones, facts, params, .. } = self;
        Names {
            symbols,
            states,
            roles,
            acting: roles,
            facts,
            params,
            values,
            foreign: &[],
            zones,
            has_business_days: true,
            gaps: Gaps::default(),
        }
    }

    pub(super) fn compile(
        &self,
        source: &str,
        place: Place<'_>,
        ty: &Type,
        nullable: bool,
    ) -> Result<Compiled, Vec<Mistake>> {
        let values = VALUES.map(|(name, text)| Definition::parse(name, text).unwrap());
        let names = self.names_with(&values);
        compile(source, &names, place, ty, nullable)
    }

    pub(super) fn expr(&self, source: &str, ty: &Type) -> Expr {
        self.compile(source, ANYWHERE, ty, true).unwrap_or_else(|mistakes| panic!("{source}: {mistakes:?}")).expr
    }

    pub(super) fn condition(&self, source: &str) -> Expr {
        self.expr(source, &Type::Bool)
    }

    pub(super) fn fact(&self, name: &str) -> FactId {
        self.facts.iter().position(|fact| fact.name == name).unwrap_or_else(|| panic!("no fact {name}"))
    }

    pub(super) fn symbol(&self, text: &str) -> Symbol {
        self.symbols.find(text).unwrap_or_else(|| panic!("no symbol {text}"))
    }

    /// The facts that are named; all others are unknown.
    pub(super) fn given(&self, values: &[(&str, Value)]) -> Vec<Value> {
        let mut facts = vec![Value::Unknown; self.facts.len()];
        values.iter().for_each(|(name, value)| facts[self.fact(name)] = *value);
        facts
    }

    /// A deal in the state `working`, as the buyer sees it.
    pub(super) fn scope<'s>(&'s self, facts: &'s [Value], now: i64) -> Scope<'s> {
        const PARAMS: [i64; 5] = [7 * DAY, 3, 0, 0, 500];
        let (state, role) = (self.symbol("working"), Some(self.symbol("buyer")));
        Scope { facts, params: &PARAMS, clocks: &self.clocks, state, role, now }
    }

    pub(super) fn truth(&self, source: &str, values: &[(&str, Value)], now: i64) -> Truth {
        self.condition(source).truth(&self.scope(&self.given(values), now))
    }
}

pub(super) const TRUTHS: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

pub(super) fn truth_value(truth: Truth) -> Value {
    match truth {
        Truth::False => Value::Bool(false),
        Truth::Unknown => Value::Unknown,
        Truth::True => Value::Bool(true),
    }
}

pub(super) fn letter(truth: Truth) -> char {
    match truth {
        Truth::False => 'F',
        Truth::Unknown => '?',
        Truth::True => 'T',
    }
}
