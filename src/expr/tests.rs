//! The condition language as tables: what it means, what it refuses and where, and that
//! nothing changes between two moments. At the end, random conditions.

use super::check::Compiled;
use super::mistake::Mistake;
use super::parse::{Node, NodeKind, parse};
use super::{Choices, Expr, FactId, FactType, Names, Now, Place, Scope, Symbol, Symbols, Truth, Type, Value, compile};
use crate::dice::Dice;
use crate::time::{Duration, Instant, UtcOffset};

const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// 2026-11-10T09:00:00+09:00.
const NOON: i64 = 1_794_268_800_000;

const ANYWHERE: Place<'static> = Place { now: Now::Compared, state: true, role: true, present: &[] };

/// What the conditions of these tests can name.
struct World {
    symbols: Symbols,
    states: Choices,
    roles: Choices,
    facts: Vec<FactType>,
}

impl World {
    fn new() -> World {
        let mut symbols = Symbols::default();
        let mut choices =
            |names: &[&'static str]| names.iter().map(|name| symbols.intern(&(*name).into())).collect::<Choices>();
        let states = choices(&["working", "delivered", "done"]);
        let roles = choices(&["buyer", "seller"]);
        let sizes = choices(&["small", "large"]);
        let fact = |name: &str, ty: Type, nullable: bool| FactType { name: name.to_owned(), ty, nullable };
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
            fact("asker", Type::Choice(roles.clone()), true),
            fact("size", Type::Choice(sizes), false),
        ];
        World { symbols, states, roles, facts }
    }

    fn compile(&self, source: &str, place: Place<'_>, ty: &Type, nullable: bool) -> Result<Compiled, Vec<Mistake>> {
        let params = [("window", Some(Type::Duration)), ("most", Some(Type::Int)), ("elsewhere", None)];
        let Self { symbols, states, roles, facts } = self;
        compile(source, &Names { symbols, states, roles, facts, params: &params }, place, ty, nullable)
    }

    fn expr(&self, source: &str, ty: &Type) -> Expr {
        self.compile(source, ANYWHERE, ty, true).unwrap_or_else(|mistakes| panic!("{source}: {mistakes:?}")).expr
    }

    fn condition(&self, source: &str) -> Expr {
        self.expr(source, &Type::Bool)
    }

    fn fact(&self, name: &str) -> FactId {
        self.facts.iter().position(|fact| fact.name == name).unwrap_or_else(|| panic!("no fact {name}"))
    }

    fn symbol(&self, text: &str) -> Symbol {
        self.symbols.find(text).unwrap_or_else(|| panic!("no symbol {text}"))
    }

    /// The facts that are named; all others are unknown.
    fn given(&self, values: &[(&str, Value)]) -> Vec<Value> {
        let mut facts = vec![Value::Unknown; self.facts.len()];
        values.iter().for_each(|(name, value)| facts[self.fact(name)] = *value);
        facts
    }

    /// A deal in the state `working`, as the buyer sees it.
    fn scope<'s>(&self, facts: &'s [Value], now: i64) -> Scope<'s> {
        const PARAMS: [i64; 3] = [7 * DAY, 3, 0];
        let offset = UtcOffset::parse("+09:00").unwrap();
        Scope { facts, params: &PARAMS, offset, state: self.symbol("working"), role: Some(self.symbol("buyer")), now }
    }

    fn truth(&self, source: &str, values: &[(&str, Value)], now: i64) -> Truth {
        self.condition(source).truth(&self.scope(&self.given(values), now))
    }
}

const TRUTHS: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

fn truth_value(truth: Truth) -> Value {
    match truth {
        Truth::False => Value::Bool(false),
        Truth::Unknown => Value::Unknown,
        Truth::True => Value::Bool(true),
    }
}

fn letter(truth: Truth) -> char {
    match truth {
        Truth::False => 'F',
        Truth::Unknown => '?',
        Truth::True => 'T',
    }
}

#[test]
fn operators_bind_as_in_cel() {
    let world = World::new();
    for (written, meant) in [
        ("a || b && c", "a || (b && c)"),
        ("a && b || c", "(a && b) || c"),
        ("a || b || c", "(a || b) || c"),
        ("a && b && c", "(a && b) && c"),
        ("!a && b", "(!a) && b"),
        ("!a == b", "(!a) == b"),
        ("!!a", "!(!a)"),
        ("a == b == c", "(a == b) == c"),
        ("a != b && c", "(a != b) && c"),
        ("count + 1 < other", "(count + 1) < other"),
        ("count < other == a", "(count < other) == a"),
        ("count < other + 1 && a", "(count < (other + 1)) && a"),
        ("count - 1 - 2 == 0", "((count - 1) - 2) == 0"),
        ("count - 1 + 2 == 0", "((count - 1) + 2) == 0"),
        ("count + 2 * other == 0", "(count + (2 * other)) == 0"),
        ("count * 2 - other * 3 == 0", "((count * 2) - (other * 3)) == 0"),
        ("count * 2 * 3 == 0", "((count * 2) * 3) == 0"),
        ("-count + 1 == 0", "(-count) + 1 == 0"),
        ("-count * 2 == 0", "(-count) * 2 == 0"),
        ("count - -1 == 0", "count - (-1) == 0"),
        ("--count == 0", "-(-count) == 0"),
        ("count + 1 in [1, 2]", "(count + 1) in [1, 2]"),
        ("!(count in [1]) || a", "(!(count in [1])) || a"),
        ("count in [1] == a", "(count in [1]) == a"),
        ("a ? b : c ? a : b", "a ? b : (c ? a : b)"),
        ("a || b ? b : c", "(a || b) ? b : c"),
        ("a ? b || c : c && b", "a ? (b || c) : (c && b)"),
        ("now - sentAt >= window && a", "((now - sentAt) >= window) && a"),
        ("a&&b", " a \n && \t b "),
        ("size == 'small'", "size == \"small\""),
    ] {
        assert_eq!(world.condition(written), world.condition(meant), "{written}");
    }
}

#[test]
fn operators_compute_and_compare() {
    let world = World::new();
    let (seller, small) = (Value::Symbol(world.symbol("seller")), Value::Symbol(world.symbol("small")));
    let facts = [
        ("a", Value::Bool(true)),
        ("agreed", Value::Bool(false)),
        ("sentAt", Value::Number(NOON)),
        ("paidAt", Value::Number(NOON + DAY)),
        ("dueAt", Value::Null),
        ("wait", Value::Number(2 * HOUR)),
        ("count", Value::Number(5)),
        ("other", Value::Number(-2)),
        ("limit", Value::Number(5)),
        ("asker", seller),
        ("size", small),
    ];
    for condition in [
        // Numbers.
        "2 + 3 * 4 == 14",
        "(2 + 3) * 4 == 20",
        "10 - 4 - 3 == 3",
        "count * other == -10",
        "count - other == 7",
        "-other == 2",
        "1 < 2 && 1 <= 1 && 2 > 1 && 2 >= 2",
        "!(1 < 1) && !(2 <= 1) && !(1 > 1) && !(1 >= 2)",
        "1 == 1 && 1 != 2 && !(1 != 1)",
        "count == limit && limit == 5",
        "count in [1, 5] && !(count in [1]) && !(count in [])",
        "most == 3",
        // Instants and durations.
        "sentAt + duration(\"24h\") == paidAt",
        "duration(\"1d\") + sentAt == paidAt",
        "paidAt - duration('24h') == sentAt",
        "paidAt - sentAt == duration(\"1d\")",
        "sentAt - paidAt < duration(\"0s\")",
        "wait + wait == duration(\"4h\") && wait - wait == duration(\"0s\")",
        "window == duration(\"7d\") && wait < window",
        "sentAt == timestamp(\"2026-11-10T00:00:00Z\")",
        "sentAt in [timestamp('2026-11-10T09:00:00+09:00')]",
        "endOfDay(sentAt) == timestamp(\"2026-11-11T00:00:00+09:00\")",
        "endOfMonth(sentAt) == timestamp(\"2026-12-01T00:00:00+09:00\")",
        "endOfDay(endOfDay(sentAt)) == timestamp(\"2026-11-12T00:00:00+09:00\")",
        // Choices.
        "state == \"working\" && state != \"done\" && state in [\"done\", \"working\"]",
        "role == \"buyer\" && role != asker && asker == \"seller\"",
        "size == \"small\" && !(size in [\"large\"])",
        // Null.
        "dueAt == null && null == dueAt && null == null && !(null != null)",
        "!(dueAt == sentAt) && dueAt != sentAt && sentAt != dueAt",
        "limit != null && agreed != null && agreed == false && agreed != true",
        "!(dueAt in [timestamp(\"2026-11-10T00:00:00Z\")])",
        // Choosing.
        "(a ? 1 : 2) == 1 && (!a ? 1 : 2) == 2",
        "(a ? limit : null) == 5 && (a ? null : limit) == null",
        "(a ? \"small\" : \"large\") == size",
        "a ? true : now < sentAt",
    ] {
        assert_eq!(world.truth(condition, &facts, NOON), Truth::True, "{condition}");
    }
}

/// The outcome for each of false, unknown and true in `a` (the rows) and `b` (the columns).
#[test]
fn what_is_unknown_decides_only_where_it_matters() {
    let world = World::new();
    let table = |source: &str, c: Truth| {
        let row = |a: Truth| {
            TRUTHS.map(|b| {
                let given = [("a", truth_value(a)), ("b", truth_value(b)), ("c", truth_value(c))];
                letter(world.truth(source, &given, NOON))
            })
        };
        TRUTHS.map(row).map(String::from_iter).join(" ")
    };
    for (source, expected) in [
        ("a && b", "FFF F?? F?T"),
        ("a || b", "F?T ??T TTT"),
        ("a == b", "T?F ??? F?T"),
        ("a != b", "F?T ??? T?F"),
        ("!a", "TTT ??? FFF"),
        ("!(a && b)", "TTT T?? T?F"),
        ("!(a || b)", "T?F ??F FFF"),
        ("a ? b : b", "F?T F?T F?T"),
        ("a ? true : b", "F?T ??T TTT"),
        ("a ? b : false", "FFF F?? F?T"),
        ("(a ? b : true) && a", "FFF ??? F?T"),
    ] {
        assert_eq!(table(source, Truth::Unknown), expected, "{source}");
    }
    for (c, expected) in [(Truth::False, "FFF F?? F?T"), (Truth::Unknown, "??? ??? F?T"), (Truth::True, "TTT ??T F?T")]
    {
        assert_eq!(table("a ? b : c", c), expected, "a ? b : c, where c is {c:?}");
    }
}

#[test]
fn what_is_unknown_spreads_through_everything_else() {
    let world = World::new();
    let given =
        [("sentAt", Value::Number(NOON)), ("count", Value::Number(0)), ("limit", Value::Null), ("dueAt", Value::Null)];
    for source in [
        "other + 1 == 1",
        "other * 0 == 0",
        "count * other == 0",
        "-other == 0",
        "other - other == 0",
        "other == other",
        "other in [0, 1]",
        "other in []",
        "other < other",
        "1 < other",
        "paidAt < sentAt",
        "now < paidAt",
        "now - paidAt >= window",
        "paidAt - now < wait",
        "endOfDay(paidAt) == sentAt",
        "endOfMonth(paidAt) > sentAt",
        "asker == role",
        "asker == null",
        "null != asker",
        "limit == other",
        "asker in [\"buyer\", \"seller\"]",
        "size == \"small\"",
        "(a ? count : 1) == 0",
        "(a ? count : 0) == other",
        "(a ? limit : null) == other",
    ] {
        assert_eq!(world.truth(source, &given, NOON), Truth::Unknown, "{source}");
    }
    for (source, expected) in [
        ("(a ? count : 0) == 0", Truth::True),
        ("(a ? limit : null) == null", Truth::True),
        ("dueAt != null && paidAt < dueAt", Truth::False),
        ("dueAt == null || paidAt < dueAt", Truth::True),
        ("limit == count", Truth::False),
    ] {
        assert_eq!(world.truth(source, &given, NOON), expected, "{source}");
    }
}

#[test]
fn missing_facts_are_those_that_could_still_matter() {
    let world = World::new();
    let given =
        [("b", Value::Bool(true)), ("c", Value::Bool(false)), ("sentAt", Value::Number(NOON)), ("dueAt", Value::Null)];
    for (source, expected) in [
        ("a", "a"),
        ("a && b", "a"),
        ("a && c", ""),
        ("b || a", ""),
        ("c || a", "a"),
        ("a && count == 1", "a count"),
        ("count == 1 && a && count == 2", "count a"),
        ("b ? a : count == 1", "a"),
        ("c ? a : count == 1", "count"),
        ("a ? b : b", ""),
        ("a ? b : c", "a"),
        ("a ? count == 1 : other == 1", "a count other"),
        ("count + other < 3", "count other"),
        ("count in [1] || other in [1]", "count other"),
        ("(a && now < sentAt) || count == 1", "count"),
        ("(a && now >= sentAt) || count == 1", "a count"),
        ("dueAt == null || paidAt < dueAt", ""),
        ("now < paidAt + wait", "paidAt wait"),
        ("endOfDay(paidAt) < sentAt", "paidAt"),
        ("asker == role", "asker"),
    ] {
        let facts = world.given(&given);
        let mut found = Vec::new();
        world.condition(source).missing(&world.scope(&facts, NOON), &mut found);
        let names: Vec<&str> = found.iter().map(|fact| &*world.facts[*fact].name).collect();
        assert_eq!(names.join(" "), expected, "{source}");
    }
}

#[test]
fn facts_are_listed_once_in_the_order_of_reading() {
    let world = World::new();
    let mut found = Vec::new();
    world
        .condition("now < paidAt + wait && (a ? sentAt < paidAt : endOfDay(dueAt == null ? sentAt : dueAt) < paidAt)")
        .facts(&mut found);
    let names: Vec<&str> = found.iter().map(|fact| &*world.facts[*fact].name).collect();
    assert_eq!(names, ["paidAt", "wait", "a", "sentAt", "dueAt"]);
}

/// Compares the mistakes of a condition with those expected. A `^` stands before each place
/// that is wrong, and for each there is a part of what is said about it.
fn check_mistakes(mistakes: impl Fn(&str) -> Vec<Mistake>, marked: &str, messages: &[&str]) {
    let source = marked.replace('^', "");
    let mut mistakes = mistakes(&source);
    mistakes.sort_by_key(|mistake| mistake.at);
    let places: Vec<usize> = marked.match_indices('^').enumerate().map(|(earlier, (at, _))| at - earlier).collect();
    let found: Vec<usize> = mistakes.iter().map(|mistake| mistake.at).collect();
    assert_eq!(found, places, "{marked}: {mistakes:#?}");
    assert_eq!(messages.len(), places.len(), "{marked}");
    for (mistake, message) in mistakes.iter().zip(messages) {
        let told = format!("{} ({})", mistake.message, mistake.help.as_deref().unwrap_or_default());
        assert!(told.contains(message), "{marked}: expected {message}, found {told}");
    }
}

fn check_condition_mistakes(marked: &str, messages: &[&str]) {
    let world = World::new();
    let mistakes = |source: &str| world.compile(source, ANYWHERE, &Type::Bool, false).err().unwrap_or_default();
    check_mistakes(mistakes, marked, messages);
}

#[test]
fn what_cannot_be_parsed_is_refused_where_it_stands() {
    for (marked, message) in [
        ("^", "the end is unexpected here (expected a value, a name or `(`)"),
        (" ^", "the end is unexpected here"),
        ("a &&^", "the end is unexpected here"),
        ("a ^b", "`b` is unexpected here (expected an operator or the end of the condition)"),
        ("a ^1", "`1` is unexpected here"),
        ("a ^\"small\"", "the text `small` is unexpected here"),
        ("(a^", "the end is unexpected here (expected `)`)"),
        ("(a ^]", "`]` is unexpected here (expected `)`)"),
        ("^)", "`)` is unexpected here"),
        ("a ^)", "`)` is unexpected here"),
        ("a ? b^", "the end is unexpected here (expected `:`)"),
        ("a ? b : c ^: b", "`:` is unexpected here"),
        ("count in [1 ^2]", "`2` is unexpected here (expected `,`)"),
        ("count in [1, ^]", "`]` is unexpected here"),
        ("count in [^, 1]", "`,` is unexpected here"),
        ("count < ^< 1", "`<` is unexpected here"),
        ("^in [1]", "`in` is unexpected here"),
        ("count + ^in", "`in` is unexpected here"),
        ("a ^= b", "`=` has no meaning here (compare with `==`)"),
        ("a ^& b", "`&` has no meaning here (write `&&` for and)"),
        ("a ^| b", "`|` has no meaning here (write `||` for or)"),
        ("count ^/ 2 == 1", "`/` has no meaning here"),
        ("count ^% 2 == 1", "`%` has no meaning here"),
        ("^== 1", "`==` is unexpected here"),
        ("a && ^納品", "`納` has no meaning here"),
        ("a ^; b", "`;` has no meaning here"),
        ("^1.5 < 2", "`1.5` is not a whole number (write whole numbers such as `3`"),
        ("count < ^3h", "`3h` is not a whole number"),
        ("count < ^9223372036854775808", "`9223372036854775808` is not a whole number"),
        ("size == ^\"small", "a text that is not closed (end it with \")"),
        ("size == ^'small\"", "a text that is not closed (end it with ')"),
        ("size == \"sm^\\all\"", "a backslash that escapes nothing"),
        ("size == \"small^\\", "a backslash that escapes nothing"),
        ("size^.length == 1", "`.` is unexpected here"),
        ("size^[0] == 1", "`[` is unexpected here"),
    ] {
        check_condition_mistakes(marked, &[message]);
    }
}

#[test]
fn limits_are_told_where_they_are_passed() {
    let world = World::new();
    let mistakes = |source: &str| world.compile(source, ANYWHERE, &Type::Bool, false).err().unwrap_or_default();
    let at =
        |source: &str| mistakes(source).into_iter().map(|mistake| (mistake.at, mistake.message)).collect::<Vec<_>>();

    // Length, in bytes.
    let padded = |length: usize| format!("a{}", " ".repeat(length - 1));
    assert_eq!(at(&padded(2_000)), []);
    assert_eq!(at(&padded(2_001)), [(0, "the condition is longer than 2000 bytes".to_owned())]);
    assert_eq!(at(&"納".repeat(1_000_000)), [(0, "the condition is longer than 2000 bytes".to_owned())]);

    // Words and signs: `a` and then `&&a`, over and over.
    let chain = |tokens: usize| format!("a{}", "&&a".repeat((tokens - 1) / 2));
    assert_eq!(at(&chain(399)), []);
    assert_eq!(at(&chain(401)), [(600, "the condition has more than 400 words and signs".to_owned())]);

    // Nesting. The whole condition counts as the first level.
    let too_deep = "the condition is nested more than 32 deep".to_owned();
    let nested = |open: &str, close: &str, levels: usize| format!("{}a{}", open.repeat(levels), close.repeat(levels));
    assert_eq!(at(&nested("(", ")", 31)), []);
    assert_eq!(at(&nested("(", ")", 32)), [(32, too_deep.clone())]);
    assert_eq!(at(&nested("!", "", 31)), []);
    assert_eq!(at(&nested("!", "", 32)), [(32, too_deep.clone())]);
    assert_eq!(at(&nested("a ? b : ", "", 31)), []);
    assert_eq!(at(&nested("a ? b : ", "", 32)), [(8 * 32, too_deep.clone())]);
    assert_eq!(at(&format!("count in {}", "[".repeat(100))), [(9 + 32, too_deep.clone())]);
    assert_eq!(at(&format!("{}count == 1", "-".repeat(100))), [(32, too_deep.clone())]);
    assert_eq!(at(&format!("a && {}", "(".repeat(100))), [(5 + 32, too_deep)]);
    // Levels that were closed do not count.
    assert_eq!(at(&["(a)"; 90].join("&&")), []);
    assert_eq!(at(&["!!a"; 90].join("||")), []);
}

#[test]
fn types_that_do_not_fit_are_refused_where_they_stand() {
    for (marked, messages) in [
        // The whole condition.
        ("^count", &["this is a number, where a condition is needed"][..]),
        ("sentAt ^+ wait", &["this is a timestamp, where a condition is needed"]),
        ("^null", &["this is null, where a condition is needed"]),
        ("^\"small\"", &["this is a choice of `small`, where a condition is needed"]),
        ("^agreed", &["this can be null, where a value is needed (give the case of null a value with `? :`)"]),
        ("a ^? b : null", &["this can be null, where a value is needed"]),
        // Conditions.
        ("a && ^count", &["this is a number, where a condition is needed"]),
        ("^1 || a", &["this is a number, where a condition is needed"]),
        ("^count && ^wait", &["this is a number", "this is a duration"]),
        ("!^sentAt", &["this is a timestamp, where a condition is needed"]),
        ("!^null", &["this is null, where a condition is needed"]),
        ("^agreed && a", &["this is a condition that can be null, where a condition is needed"]),
        ("!^agreed", &["this is a condition that can be null"]),
        ("^count ? a : b", &["this is a number, where a condition is needed"]),
        ("a ^? count : wait", &["one case is a number, the other a duration (both cases need the same type)"]),
        // Comparing.
        ("count ^== wait", &["a number and a duration cannot be equal"]),
        ("a ^!= count", &["a condition and a number cannot be equal"]),
        ("sentAt ^== wait", &["a timestamp and a duration cannot be equal"]),
        ("state ^== 1", &["a choice of `working`, `delivered`, `done` and a number cannot be equal"]),
        (
            "state ^== \"buyer\"",
            &["this is never equal: `working`, `delivered`, `done` on one side, `buyer` on the other"],
        ),
        ("size ^!= role", &["this is never equal"]),
        ("size == ^\"huge\"", &["`huge` is no state, role or choice of this policy"]),
        ("count ^< wait", &["a number and a duration cannot be compared"]),
        ("sentAt ^>= 3", &["a timestamp and a number cannot be compared"]),
        ("^a < ^b", &["a condition has no order", "a condition has no order"]),
        ("^size < 1", &["a choice of `small`, `large` has no order"]),
        ("^null < 1", &["null has no order"]),
        // Computing.
        ("sentAt ^+ paidAt == sentAt", &["a timestamp + a timestamp has no meaning"]),
        ("wait ^- sentAt == wait", &["a duration - a timestamp has no meaning"]),
        ("wait ^* 2 == wait", &["a duration * a number has no meaning"]),
        ("count ^+ wait == count", &["a number + a duration has no meaning"]),
        ("a ^+ b", &["a condition + a condition has no meaning"]),
        ("size ^+ size == size", &["a choice of `small`, `large` + a choice of `small`, `large` has no meaning"]),
        ("null ^+ 1 == 1", &["null + a number has no meaning"]),
        ("-^wait < wait", &["this is a duration, where a number is needed"]),
        ("-^a", &["this is a condition, where a number is needed"]),
        // Lists.
        ("count in ^count", &["`in` needs a list of literals"]),
        ("count in [1, ^other]", &["a list holds literals only"]),
        ("count in [1 ^+ 1]", &["a list holds literals only"]),
        ("count in [^wait]", &["a list holds literals only"]),
        ("count in [^\"small\"]", &["a number is never a choice of `small`"]),
        ("size in [\"small\", ^\"buyer\"]", &["a choice of `small`, `large` is never a choice of `buyer`"]),
        ("limit in [^null]", &["a number is never null"]),
        ("^[1]", &["a list can stand only after `in`"]),
        ("count == ^[1]", &["a list can stand only after `in`"]),
        // Functions.
        ("^length(size) == 1", &["`length` is no function (one of `duration`, `timestamp`, `endOfDay`, `endOfMonth`)"]),
        ("now < ^endOfDay()", &["`endOfDay` takes one argument, not 0"]),
        ("now < ^endOfDay(sentAt, paidAt)", &["`endOfDay` takes one argument, not 2"]),
        ("now < endOfDay(^wait)", &["this is a duration, where a timestamp is needed"]),
        ("now < endOfMonth(^1)", &["this is a number, where a timestamp is needed"]),
        ("wait < duration(^\"soon\")", &["`soon` is no duration (write it like `72h` or `1d12h`)"]),
        ("wait < duration(^\"365001d\")", &["`365001d` is no duration"]),
        ("wait < duration(^3)", &["`duration` takes a text in quotes"]),
        ("wait < duration(^wait)", &["`duration` takes a text in quotes"]),
        ("now < timestamp(^\"2026-11-10T09:00:00\")", &["`2026-11-10T09:00:00` is no instant"]),
        ("now < timestamp(^1)", &["`timestamp` takes a text in quotes"]),
        // Several at once, each told.
        ("^count && (size ^== 1 || ^nothing)", &["this is a number", "cannot be equal", "`nothing` is no fact"]),
    ] {
        check_condition_mistakes(marked, messages);
    }
}

#[test]
fn names_that_mean_nothing_are_refused_with_the_nearest_one() {
    let world = World::new();
    for (marked, suggests) in [
        ("now < ^sntAt", Some("sentAt")),
        ("^cuont == 1", Some("count")),
        ("^sate == \"done\"", Some("state")),
        ("^rolle == \"buyer\"", Some("role")),
        ("now < sentAt + ^windows", Some("window")),
        ("^noww < sentAt", Some("now")),
        ("^AGREED == true", Some("agreed")),
        ("^qqq == 1", None),
        ("^x", None),
    ] {
        check_condition_mistakes(marked, &["is no fact and no parameter"]);
        let mistakes = world.compile(&marked.replace('^', ""), ANYWHERE, &Type::Bool, false).unwrap_err();
        assert_eq!(mistakes[0].suggests.as_deref(), suggests, "{marked}");
        let help = suggests
            .map_or("declare it under `facts` or `params`".to_owned(), |name| format!("did you mean `{name}`?"));
        assert_eq!(mistakes[0].help.as_ref(), Some(&help), "{marked}");
    }
    check_condition_mistakes(
        "now < sentAt + ^elsewhere",
        &["`elsewhere` has no value in this edition (give the element the edition"],
    );
}

#[test]
fn what_is_guarded_may_be_used() {
    let world = World::new();
    for source in [
        "dueAt != null && now < dueAt",
        "dueAt != null && a && now < dueAt",
        "a && dueAt != null && now < dueAt",
        "dueAt != null && (a || now < dueAt)",
        "(dueAt != null && a) && now < dueAt",
        "(a && (b && null != dueAt)) && now < dueAt",
        "dueAt == null || now < dueAt",
        "a || dueAt == null || now < dueAt",
        "(dueAt == null || a) || now < dueAt",
        "!(dueAt == null) && now < dueAt",
        "!(dueAt == null || a) && now < dueAt",
        "!(dueAt != null) || now < dueAt",
        "!(a && dueAt != null) || b",
        "!(dueAt != null && a) || now < dueAt",
        "dueAt != null ? now < dueAt : a",
        "dueAt == null ? a : now < dueAt",
        "dueAt == null || a ? b : now < dueAt",
        "dueAt != null && a ? now < dueAt : b",
        "dueAt != null && endAt != null && dueAt < endAt",
        "(dueAt != null && endAt != null) && dueAt < endAt",
        "dueAt == null || endAt == null || dueAt < endAt",
        "!(dueAt == null || endAt == null) && dueAt < endAt",
        "((dueAt != null && a) || (dueAt != null && b)) && now < dueAt",
        "(dueAt == null && a) || dueAt == null || now < dueAt",
        // What equals something that is there, or is one of a list, is there.
        "dueAt == sentAt && now < dueAt",
        "dueAt != sentAt || now < dueAt",
        "limit in [1, 2] && limit < count",
        "!(limit in [1, 2]) || limit < count",
        "dueAt != null && dueAt == endAt && dueAt < endAt",
        "agreed != null && agreed",
        "agreed == true || agreed == null || !agreed",
        "(limit == null ? 0 : limit) < count",
        "now < (dueAt == null ? sentAt : dueAt)",
        "endOfDay(dueAt != null ? dueAt : sentAt) < paidAt",
        // Where null makes sense, nothing has to be guarded.
        "dueAt == endAt",
        "asker == role",
        "limit in [1]",
        "(a ? dueAt : endAt) == null",
    ] {
        world.condition(source);
    }
}

#[test]
fn what_is_not_guarded_is_refused() {
    const NULL: &str = "this can be null, where a value is needed";
    for (marked, messages) in [
        ("now < ^dueAt", &["(guard it: `dueAt != null && …` or `dueAt == null || …`)"][..]),
        ("^limit + 1 < count", &[NULL]),
        ("-^limit < count", &[NULL]),
        ("count * ^limit == 1", &[NULL]),
        ("^dueAt < ^endAt", &[NULL, NULL]),
        ("sentAt + ^grace < paidAt", &[NULL]),
        ("endOfDay(^dueAt) < paidAt", &[NULL]),
        ("endOfMonth(^dueAt) < paidAt", &[NULL]),
        ("now - ^dueAt < wait", &[NULL]),
        ("(a ^? 1 : null) < 2", &["(guard it: `x != null && …`"]),
        // The guard comes too late.
        ("now < ^dueAt && dueAt != null", &[NULL]),
        ("now < ^dueAt || dueAt == null", &[NULL]),
        // The guard says the opposite.
        ("dueAt == null && now < ^dueAt", &[NULL]),
        ("dueAt != null || now < ^dueAt", &[NULL]),
        ("dueAt == null ? now < ^dueAt : a", &[NULL]),
        ("dueAt != null ? a : now < ^dueAt", &[NULL]),
        ("!(dueAt == null) || now < ^dueAt", &[NULL]),
        ("!(dueAt != null) && now < ^dueAt", &[NULL]),
        // The guard holds on one way only.
        ("(a || dueAt != null) && now < ^dueAt", &[NULL]),
        ("(dueAt == null && a) || now < ^dueAt", &[NULL]),
        ("!(dueAt == null && a) && now < ^dueAt", &[NULL]),
        ("(dueAt != null || endAt != null) && now < ^dueAt", &[NULL]),
        ("(dueAt != null && a || b) && now < ^dueAt", &[NULL]),
        ("(a ? dueAt != null : b) && now < ^dueAt", &[NULL]),
        // The guard is about something else.
        ("endAt != null && now < ^dueAt", &[NULL]),
        ("dueAt != null && now < ^endAt", &[NULL]),
        ("dueAt == endAt && now < ^dueAt", &[NULL]),
        ("dueAt != sentAt && now < ^dueAt", &[NULL]),
        ("!(limit in [1]) && ^limit < count", &[NULL]),
        ("(dueAt != null && a) || now < ^dueAt", &[NULL]),
        // Nothing to guard.
        ("^sentAt != null && a", &["this is never null here (leave the comparison out)"]),
        ("null == ^count", &["this is never null here"]),
        ("^1 == null", &["this is never null here"]),
        ("dueAt != null && ^dueAt != null", &["this is never null here"]),
        ("dueAt == null || ^dueAt == null", &["this is never null here"]),
        ("^state == null", &["this is never null here"]),
    ] {
        check_condition_mistakes(marked, messages);
    }
}

#[test]
fn now_stands_only_where_it_can_be_solved_for() {
    const ALONE: &str = "`now` cannot stand here: the moment at which this changes could not be computed";
    const EQUAL: &str =
        "`now` is equal to something for one millisecond only (compare `now` with `<`, `<=`, `>` or `>=`)";
    const TWICE: &str = "`now` stands here twice (it may stand once in a comparison)";
    const DEPENDS: &str = "`now` is compared with something that depends on `now`";
    const OUTSIDE: &str = "cannot depend on `state` or `role` (choose outside: `state == \"…\" ? now < a : now < b`)";
    for (marked, messages) in [
        ("now ^== sentAt", &[EQUAL][..]),
        ("sentAt ^== now", &[EQUAL]),
        ("now ^!= sentAt", &[EQUAL]),
        ("now - sentAt ^== wait", &[EQUAL]),
        ("sentAt - now ^!= wait", &[EQUAL]),
        ("now ^== now", &[EQUAL]),
        ("^now == null", &["this is never null here"]),
        ("now ^< now", &["`now` stands on both sides"]),
        ("now - sentAt ^< paidAt - now", &["`now` stands on both sides"]),
        ("now + wait ^<= now", &["`now` stands on both sides"]),
        ("now ^- now < wait", &[TWICE]),
        ("(sentAt - now) ^- (paidAt - now) < wait", &[TWICE]),
        ("(now - sentAt) ^+ now < paidAt", &[TWICE]),
        ("now ^* 2 < sentAt", &["a timestamp * a number has no meaning"]),
        ("(sentAt - now) ^* 2 < wait", &["a duration * a number has no meaning"]),
        ("-(now ^- sentAt) < wait", &["this is a duration, where a number is needed"]),
        ("endOfDay(^now) < sentAt", &[ALONE]),
        ("endOfMonth(now ^+ wait) > sentAt", &[ALONE]),
        ("sentAt < endOfDay(^now)", &[ALONE]),
        ("(a ? ^now : sentAt) < paidAt", &[ALONE]),
        ("(a ? sentAt : now ^+ wait) < paidAt", &[ALONE]),
        ("a ? ^now : sentAt", &[ALONE]),
        ("^now in [timestamp(\"2026-11-10T00:00:00Z\")]", &[ALONE]),
        ("sentAt in [^now]", &["a list holds literals only"]),
        ("^now", &["this is a timestamp, where a condition is needed"]),
        ("^now && a", &["this is a timestamp, where a condition is needed"]),
        ("now ^< wait", &["a timestamp and a duration cannot be compared"]),
        ("now ^< 1794268800000", &["a timestamp and a number cannot be compared"]),
        ("now ^< (now < sentAt ? paidAt : sentAt)", &[DEPENDS]),
        ("now ^< endOfDay(now < sentAt ? paidAt : sentAt)", &[DEPENDS]),
        ("(now < sentAt ? paidAt : sentAt) - now ^< wait", &[DEPENDS]),
        ("now ^< (state == \"done\" ? sentAt : paidAt)", &[OUTSIDE]),
        ("(role == \"buyer\" ? sentAt : paidAt) ^<= now", &[OUTSIDE]),
        ("now - sentAt ^>= (asker == role ? wait : window)", &[OUTSIDE]),
    ] {
        check_condition_mistakes(marked, messages);
    }
    let world = World::new();
    for source in [
        "now < sentAt && now < paidAt",
        "(now < sentAt) == (now < paidAt)",
        "now < sentAt ? now < paidAt : now - sentAt > wait",
        "sentAt < (now < paidAt ? endOfDay(paidAt) : paidAt)",
        "now < (a ? sentAt : paidAt)",
        "state == \"done\" ? now < sentAt : now < paidAt",
        "sentAt + (paidAt - now) < paidAt",
        "wait - (sentAt - now) < window",
    ] {
        assert!(world.condition(source).depends_on_now(), "{source}");
    }
}

#[test]
fn what_happens_by_itself_knows_neither_now_nor_who_asks() {
    let world = World::new();
    let check = |place: Place<'_>, ty: &Type, marked: &str, message: &str| {
        check_mistakes(|source| world.compile(source, place, ty, false).err().unwrap_or_default(), marked, &[message]);
    };
    let instant = Place { now: Now::Forbidden, state: false, role: false, present: &[] };
    check(instant, &Type::Timestamp, "^now", "`now` cannot stand here");
    check(instant, &Type::Timestamp, "sentAt + (^now - paidAt)", "`now` cannot stand here");
    check(instant, &Type::Timestamp, "^state == \"done\" ? sentAt : paidAt", "`state` cannot stand here");
    check(instant, &Type::Timestamp, "^role == \"buyer\" ? sentAt : paidAt", "`role` cannot stand here");
    check(instant, &Type::Timestamp, "^wait", "this is a duration, where a timestamp is needed");
    check(instant, &Type::Timestamp, "^dueAt", "this can be null, where a value is needed");
    let present = [world.fact("dueAt")];
    assert!(world.compile("dueAt + wait", Place { present: &present, ..instant }, &Type::Timestamp, false).is_ok());
    let standing = Place { now: Now::Forbidden, state: true, role: false, present: &[] };
    assert!(world.compile("state == \"done\" && a", standing, &Type::Bool, false).is_ok());
    check(standing, &Type::Bool, "a && ^role == \"buyer\"", "`role` cannot stand here");
    check(standing, &Type::Bool, "^now < sentAt", "`now` cannot stand here");
}

#[test]
fn what_an_action_sets_may_be_now_and_must_fit_the_fact() {
    let world = World::new();
    let set = Place { now: Now::Value, state: true, role: true, present: &[] };
    let facts = world.given(&[("count", Value::Number(1)), ("sentAt", Value::Number(NOON))]);
    for (source, fact, expected) in [
        ("now", "sentAt", Value::Number(NOON + 5)),
        ("now + window", "dueAt", Value::Number(NOON + 5 + 7 * DAY)),
        ("endOfDay(now)", "sentAt", Value::Number(NOON + 15 * HOUR)),
        ("now - sentAt", "wait", Value::Number(5)),
        ("now == sentAt", "a", Value::Bool(false)),
        ("null", "dueAt", Value::Null),
        ("count + 1", "count", Value::Number(2)),
        ("role", "asker", Value::Symbol(world.symbol("buyer"))),
        ("state == \"done\" ? null : role", "asker", Value::Symbol(world.symbol("buyer"))),
        ("other + 1", "count", Value::Unknown),
        ("asker", "asker", Value::Unknown),
    ] {
        let fact = &world.facts[world.fact(fact)];
        let compiled = world.compile(source, set, &fact.ty, fact.nullable).unwrap();
        assert_eq!(compiled.expr.eval(&world.scope(&facts, NOON + 5)), expected, "{source}");
    }
    for (marked, fact, message) in [
        ("^null", "sentAt", "this is null, where a timestamp is needed"),
        ("^dueAt", "sentAt", "this can be null, where a value is needed"),
        ("^now", "count", "this is a timestamp, where a number is needed"),
        ("^state", "asker", "this can be `working`, which is not allowed here (one of `buyer`, `seller`)"),
        ("^\"small\"", "asker", "this can be `small`, which is not allowed here"),
        ("^count", "a", "this is a number, where a condition is needed"),
    ] {
        let fact = &world.facts[world.fact(fact)];
        let mistakes = |source: &str| world.compile(source, set, &fact.ty, fact.nullable).err().unwrap_or_default();
        check_mistakes(mistakes, marked, &[message]);
    }
}

/// A value of the reference, which counts without a limit.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Unknown,
    Null,
    Bool(bool),
    Number(i128),
    Text(String),
}

impl World {
    /// What a condition means, computed straight from its tree: `now` is a number like any other.
    fn reference(&self, node: &Node<'_>, scope: &Scope<'_>) -> Plain {
        let plain = |value: Value| match value {
            Value::Unknown => Plain::Unknown,
            Value::Null => Plain::Null,
            Value::Bool(value) => Plain::Bool(value),
            Value::Number(value) => Plain::Number(value.into()),
            Value::Symbol(symbol) => Plain::Text(self.symbols.text(symbol).to_owned()),
        };
        let of = |node: &Node<'_>| self.reference(node, scope);
        match &node.kind {
            NodeKind::Null => Plain::Null,
            NodeKind::Bool(value) => Plain::Bool(*value),
            NodeKind::Int(value) => Plain::Number((*value).into()),
            NodeKind::Text(text) => Plain::Text(text.clone()),
            NodeKind::Name("now") => Plain::Number(scope.now.into()),
            NodeKind::Name("state") => plain(Value::Symbol(scope.state)),
            NodeKind::Name("role") => plain(scope.role.map_or(Value::Unknown, Value::Symbol)),
            NodeKind::Name("window") => Plain::Number(scope.params[0].into()),
            NodeKind::Name("most") => Plain::Number(scope.params[1].into()),
            NodeKind::Name(name) => plain(scope.facts[self.fact(name)]),
            NodeKind::Call(name, arguments) => match (*name, of(&arguments[0])) {
                ("duration", Plain::Text(text)) => Plain::Number(Duration::parse(&text).unwrap().millis().into()),
                ("timestamp", Plain::Text(text)) => Plain::Number(Instant::parse(&text).unwrap().millis().into()),
                ("endOfDay", Plain::Number(at)) => Plain::Number(end_of_day(at)),
                ("endOfMonth", Plain::Number(at)) => Plain::Number(end_of_month(at)),
                _ => Plain::Unknown,
            },
            NodeKind::List(_) => panic!("a list stands only after `in`"),
            NodeKind::Unary(operator, part) => match (*operator, of(part)) {
                ("!", Plain::Bool(value)) => Plain::Bool(!value),
                ("-", Plain::Number(value)) => Plain::Number(-value),
                _ => Plain::Unknown,
            },
            NodeKind::Binary("in", parts) => match (of(&parts[0]), &parts[1].kind) {
                (Plain::Unknown, _) => Plain::Unknown,
                (value, NodeKind::List(items)) => Plain::Bool(items.iter().any(|item| of(item) == value)),
                _ => panic!("`in` needs a list"),
            },
            NodeKind::Binary(operator, parts) => match (*operator, of(&parts[0]), of(&parts[1])) {
                ("&&", Plain::Bool(false), _) | ("&&", _, Plain::Bool(false)) => Plain::Bool(false),
                ("&&", Plain::Bool(true), Plain::Bool(true)) => Plain::Bool(true),
                ("||", Plain::Bool(true), _) | ("||", _, Plain::Bool(true)) => Plain::Bool(true),
                ("||", Plain::Bool(false), Plain::Bool(false)) => Plain::Bool(false),
                (_, Plain::Unknown, _) | (_, _, Plain::Unknown) => Plain::Unknown,
                ("==", a, b) => Plain::Bool(a == b),
                ("!=", a, b) => Plain::Bool(a != b),
                ("<", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a < b),
                ("<=", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a <= b),
                (">", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a > b),
                (">=", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a >= b),
                ("+", Plain::Number(a), Plain::Number(b)) => Plain::Number(a + b),
                ("-", Plain::Number(a), Plain::Number(b)) => Plain::Number(a - b),
                ("*", Plain::Number(a), Plain::Number(b)) => Plain::Number(a * b),
                _ => Plain::Unknown,
            },
            NodeKind::Conditional(parts) => match (of(&parts[0]), of(&parts[1]), of(&parts[2])) {
                (Plain::Bool(true), yes, _) => yes,
                (Plain::Bool(false), _, no) => no,
                (_, yes, no) if yes == no => yes,
                _ => Plain::Unknown,
            },
        }
    }

    fn reference_truth(&self, source: &str, scope: &Scope<'_>) -> Truth {
        match self.reference(&parse(source).unwrap(), scope) {
            Plain::Bool(value) => Truth::from(value),
            Plain::Unknown => Truth::Unknown,
            other => panic!("{source} is {other:?}"),
        }
    }

    /// The instants at which a condition can change, in order, each once.
    fn moments(&self, expr: &Expr, facts: &[Value]) -> Vec<i64> {
        let mut found = Vec::new();
        expr.moments(&mut found);
        let instants = found.iter().filter_map(|moment| match moment.eval(&self.scope(facts, 0)) {
            Value::Number(at) => Some(at),
            _ => None,
        });
        let mut moments: Vec<i64> = instants.collect();
        moments.sort_unstable();
        moments.dedup();
        moments
    }
}

/// The next midnight in Japan.
fn end_of_day(at: i128) -> i128 {
    let (day, offset) = (i128::from(DAY), i128::from(9 * HOUR));
    (at + offset).div_euclid(day) * day + day - offset
}

/// The first midnight of the next month in Japan, found day by day.
fn end_of_month(at: i128) -> i128 {
    let mut end = end_of_day(at);
    while day_of_month(end) != 1 {
        end += i128::from(DAY);
    }
    end
}

/// The day of the month in Japan, counted from 1, in the Gregorian calendar.
fn day_of_month(at: i128) -> i128 {
    // Days since 0000-03-01; an era has 400 years, and a year begins in March.
    let days = (at + i128::from(9 * HOUR)).div_euclid(i128::from(DAY)) + 719_468;
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    day_of_year - (153 * month + 2) / 5 + 1
}

#[test]
fn a_comparison_with_now_changes_at_its_moment_and_at_no_other() {
    let world = World::new();
    let facts = world.given(&[
        ("a", Value::Bool(true)),
        ("sentAt", Value::Number(NOON)),
        ("paidAt", Value::Number(NOON + 3 * DAY)),
        ("dueAt", Value::Number(NOON - DAY)),
        ("wait", Value::Number(2 * HOUR)),
        ("grace", Value::Number(0)),
    ]);
    let sides = [
        ("now", "sentAt", NOON),
        ("now", "sentAt + wait", NOON + 2 * HOUR),
        ("now", "sentAt - wait", NOON - 2 * HOUR),
        ("now", "endOfDay(sentAt)", NOON + 15 * HOUR),
        ("now", "endOfMonth(sentAt)", NOON - 9 * HOUR + 21 * DAY),
        ("now", "timestamp(\"2026-11-10T00:00:00.001Z\")", NOON + 1),
        ("now", "(a ? sentAt : paidAt)", NOON),
        ("now - sentAt", "wait", NOON + 2 * HOUR),
        ("now - sentAt", "window", NOON + 7 * DAY),
        ("now - sentAt", "paidAt - sentAt", NOON + 3 * DAY),
        ("now - sentAt", "duration(\"0s\")", NOON),
        ("sentAt - now", "wait", NOON - 2 * HOUR),
        ("sentAt - now", "sentAt - paidAt", NOON + 3 * DAY),
        ("now + wait", "sentAt", NOON - 2 * HOUR),
        ("wait + now", "sentAt", NOON - 2 * HOUR),
        ("now - wait", "sentAt", NOON + 2 * HOUR),
        ("now + wait - window", "sentAt + wait", NOON + 7 * DAY),
        ("now - sentAt + wait", "window", NOON + 7 * DAY - 2 * HOUR),
        ("now - sentAt - wait", "window", NOON + 7 * DAY + 2 * HOUR),
        ("sentAt - now + wait", "window", NOON - 7 * DAY + 2 * HOUR),
        ("wait + (sentAt - now)", "window", NOON - 7 * DAY + 2 * HOUR),
        ("sentAt - now - wait", "window", NOON - 7 * DAY - 2 * HOUR),
        ("window - (sentAt - now)", "wait", NOON - 7 * DAY + 2 * HOUR),
        ("sentAt - (now - paidAt)", "sentAt", NOON + 3 * DAY),
        ("sentAt + (now - paidAt)", "sentAt", NOON + 3 * DAY),
        ("paidAt + (sentAt - now)", "paidAt", NOON),
    ];
    for (now_side, other_side, at) in sides {
        for operator in ["<", "<=", ">", ">="] {
            for source in [format!("{now_side} {operator} {other_side}"), format!("{other_side} {operator} {now_side}")]
            {
                let expr = world.condition(&source);
                let moments = world.moments(&expr, &facts);
                let truth = |now: i64| expr.truth(&world.scope(&facts, now));
                for near in [at - 1, at, at + 1] {
                    let expected = world.reference_truth(&source, &world.scope(&facts, near));
                    assert_eq!(truth(near), expected, "{source}, {} ms after {at}", near - at);
                }
                // What holds at the instant itself holds before or after it: the moment is where it stops.
                let moment = if truth(at) == truth(at - 1) { at + 1 } else { at };
                assert_eq!(moments, [moment], "{source}");
                assert_ne!(truth(moment - 1), truth(moment), "{source}");
                assert_eq!(truth(moment - 1), truth(Instant::MIN.millis()), "{source}");
                assert_eq!(truth(moment), truth(Instant::MAX.millis()), "{source}");
            }
        }
    }
}

#[test]
fn conditions_with_several_moments_are_right_around_each() {
    let world = World::new();
    let facts = world.given(&[
        ("a", Value::Bool(true)),
        ("b", Value::Bool(false)),
        ("sentAt", Value::Number(NOON)),
        ("paidAt", Value::Number(NOON + 3 * DAY)),
        ("dueAt", Value::Number(NOON + 1)),
        ("endAt", Value::Null),
        ("wait", Value::Number(2 * HOUR)),
    ]);
    for (source, count) in [
        ("sentAt <= now && now < paidAt", 2),
        ("now < sentAt || paidAt < now", 2),
        ("now < sentAt ? a : now < paidAt", 2),
        ("(now < sentAt) == (now < paidAt)", 2),
        ("(now >= sentAt) != (now > sentAt)", 2),
        ("now >= sentAt && now >= sentAt", 1),
        ("dueAt != null && now < dueAt && now >= sentAt", 2),
        ("endAt == null || now < endAt", 0),
        ("sentAt < (now < paidAt ? endOfDay(sentAt) : sentAt - wait)", 1),
        ("(now < sentAt ? wait : window) < duration(\"1d\")", 1),
        ("count == 1 || now < sentAt", 1),
        ("now < sentAt + wait && (a ? now >= sentAt : now < endOfMonth(paidAt))", 3),
        ("count + 1 < other", 0),
    ] {
        let expr = world.condition(source);
        let moments = world.moments(&expr, &facts);
        assert_eq!(moments.len(), count, "{source}: {moments:?}");
        for now in moments.iter().flat_map(|at| [at - 1, *at, at + 1]) {
            let scope = world.scope(&facts, now);
            assert_eq!(expr.truth(&scope), world.reference_truth(source, &scope), "{source} at {now}");
        }
    }
}

#[test]
fn numbers_stop_at_the_ends_of_their_range() {
    let world = World::new();
    let numbers =
        [i64::MIN, i64::MIN + 1, Instant::MIN.millis(), -1, 0, 1, Instant::MAX.millis(), i64::MAX - 1, i64::MAX];
    for (source, ty) in [
        ("count + other", Type::Int),
        ("count - other", Type::Int),
        ("count * other", Type::Int),
        ("-count", Type::Int),
        ("-(count * other) - -count", Type::Int),
        ("sentAt + wait", Type::Timestamp),
        ("sentAt - wait", Type::Timestamp),
        ("sentAt - paidAt", Type::Duration),
        ("endOfDay(sentAt)", Type::Timestamp),
        ("endOfMonth(sentAt)", Type::Timestamp),
        ("endOfMonth(endOfDay(sentAt) + wait)", Type::Timestamp),
        ("now <= sentAt + wait", Type::Bool),
        ("sentAt < now - wait", Type::Bool),
        ("sentAt - now > wait", Type::Bool),
        ("now - sentAt >= paidAt - sentAt", Type::Bool),
    ] {
        let expr = world.expr(source, &ty);
        for (a, b) in numbers.iter().flat_map(|a| numbers.map(|b| (Value::Number(*a), Value::Number(b)))) {
            let facts = world.given(&[("count", a), ("other", b), ("sentAt", a), ("wait", b), ("paidAt", b)]);
            for now in numbers {
                assert_ne!(expr.eval(&world.scope(&facts, now)), Value::Unknown, "{source}");
            }
        }
    }
    let facts = world.given(&[("count", Value::Number(i64::MAX)), ("other", Value::Number(i64::MIN))]);
    for (source, expected) in [
        ("count + 1", i64::MAX),
        ("other - 1", i64::MIN),
        ("count * other", i64::MIN),
        ("other * other", i64::MAX),
        ("-other", i64::MAX),
        ("9223372036854775807 + count", i64::MAX),
    ] {
        assert_eq!(world.expr(source, &Type::Int).eval(&world.scope(&facts, 0)), Value::Number(expected), "{source}");
    }
}

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
        let names = ["agreed", "dueAt", "endAt", "grace", "limit", "asker"];
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
        let kinds = if spot.depth == 0 { 4 } else { 16 };
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
        match self.dice.roll(if spot.depth == 0 { 2 } else { 6 }) {
            0 => self.dice.pick(&["0", "1", "3", "most"]).to_owned(),
            1 => self.dice.pick(&spot.names(&["count", "other"], &["limit"])).to_owned(),
            2 => format!("({} {} {})", self.number(&deeper), self.dice.pick(&["+", "-", "*"]), self.number(&deeper)),
            3 => format!("(-{})", self.number(&deeper)),
            4 => self.chosen(spot, Self::number),
            _ => self.guarded(spot, Self::number).unwrap_or_else(|| "count".to_owned()),
        }
    }

    fn duration(&mut self, spot: &Spot) -> String {
        let deeper = spot.deeper();
        match self.dice.roll(if spot.depth == 0 { 2 } else { 6 }) {
            0 => self.dice.pick(&["duration(\"0s\")", "duration('1d')", "window", "duration(\"1ms\")"]).to_owned(),
            1 => self.dice.pick(&spot.names(&["wait"], &["grace"])).to_owned(),
            2 => format!("({} {} {})", self.duration(&deeper), self.dice.pick(&["+", "-"]), self.duration(&deeper)),
            3 => format!("({} - {})", self.instant(&deeper), self.instant(&deeper)),
            4 => self.chosen(spot, Self::duration),
            _ => self.guarded(spot, Self::duration).unwrap_or_else(|| "wait".to_owned()),
        }
    }

    fn instant(&mut self, spot: &Spot) -> String {
        let deeper = spot.deeper();
        match self.dice.roll(if spot.depth == 0 { 2 } else { 7 }) {
            0 => self.dice.pick(&["timestamp(\"2026-11-10T09:00:00+09:00\")", "sentAt"]).to_owned(),
            1 => self.dice.pick(&spot.names(&["sentAt", "paidAt"], &["dueAt", "endAt"])).to_owned(),
            2 => format!("({} {} {})", self.instant(&deeper), self.dice.pick(&["+", "-"]), self.duration(&deeper)),
            3 => format!("({} + {})", self.duration(&deeper), self.instant(&deeper)),
            4 => format!("{}({})", self.dice.pick(&["endOfDay", "endOfMonth"]), self.instant(&deeper)),
            5 => self.chosen(spot, Self::instant),
            _ => self.guarded(spot, Self::instant).unwrap_or_else(|| "paidAt".to_owned()),
        }
    }

    /// A value that a fact can have.
    fn value(&mut self, fact: FactId) -> Value {
        let FactType { ty, nullable, .. } = &self.world.facts[fact];
        if *nullable && self.dice.roll(3) == 0 {
            return Value::Null;
        }
        match ty {
            Type::Bool | Type::Null => Value::Bool(self.dice.roll(2) == 0),
            Type::Int => Value::Number(self.dice.pick(&[0, 1, 3, 8])),
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
    let world = World::new();
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
