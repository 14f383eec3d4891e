//! What conditions mean: operators, what is unknown, and which facts are missing.

use super::kit::{DAY, HOUR, NOON, TRUTHS, World, letter, truth_value};
use crate::expr::{Truth, Value};

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
        ("size == r'small'", "size == \"small\""),
        ("size == \"\"\"small\"\"\"", "size == \"small\""),
        ("size == '\\x73m\\u0061\\154l'", "size == \"small\""),
        ("count / 2 % most * 3 == 0", "((count / 2) % most) * 3 == 0"),
        ("count == 0x1F", "count == 31"),
        ("count == -0x8000000000000000", "count == -9223372036854775808"),
        ("a // and then\n && b // the end", "a && b"),
        ("// first\r\n\ta", "a"),
        ("wait < duration(\"-1.5h\")", "wait < duration(\"-90m\")"),
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
        ("price", Value::Number(1_200)),
        ("fee", Value::Number(300)),
        ("asker", seller),
        ("size", small),
        ("place", Value::Symbol(world.symbol("Asia/Kathmandu"))),
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
        "7 / 2 == 3 && -7 / 2 == -3 && 7 % 2 == 1 && -7 % 2 == -1 && -7 % most == -1",
        "-9223372036854775808 < -9223372036854775807",
        // Money.
        "price * 2 == price + price && 2 * price > cap * 4 && price - cap * 2 - (price - cap * 2) == 0",
        "price * 50 / 100 == price / 2 && (price + price) / 7 * 7 + (price + price) % 7 == price * 2",
        "price > 0 && 0 < price && 0 != price && !(price == 0) && price + 0 == price && 0 - price == -price",
        "(a ? price : 0) == price && (a ? 0 : price) == 0 && price in [0] == false && fee != null && fee < price",
        // Instants and durations.
        "sentAt + duration(\"24h\") == paidAt",
        "duration(\"1d\") + sentAt == paidAt",
        "paidAt - duration('24h') == sentAt",
        "paidAt - sentAt == duration(\"1d\")",
        "sentAt - paidAt < duration(\"0s\")",
        "wait + wait == duration(\"4h\") && wait - wait == duration(\"0s\")",
        "window == duration(\"7d\") && wait < window",
        "wait * count == duration(\"10h\") && count * wait == wait * count && wait * 0 == duration(\"0s\")",
        "wait * other == duration(\"-4h\") && sentAt + duration(\"12h\") * 2 == paidAt",
        "window / 2 == duration(\"84h\") && duration(\"-1ms\") / 2 == duration(\"0s\") && wait / most * most < wait + wait",
        "sentAt == timestamp(\"2026-11-10T00:00:00Z\")",
        "sentAt in [timestamp('2026-11-10T09:00:00+09:00')]",
        "endOfDay(sentAt) == timestamp(\"2026-11-11T00:00:00+09:00\")",
        "endOfMonth(sentAt) == timestamp(\"2026-12-01T00:00:00+09:00\")",
        "endOfDay(endOfDay(sentAt)) == timestamp(\"2026-11-12T00:00:00+09:00\")",
        // The calendar: of the policy's zone, of another, and of business days.
        "startOfDay(sentAt + wait) == timestamp(\"2026-11-10T00:00:00+09:00\")",
        "addDays(sentAt, 1) == paidAt && addDays(paidAt, -1) == sentAt && addDays(sentAt, 0) == sentAt",
        "addMonths(sentAt, most) == timestamp(\"2027-02-10T09:00:00+09:00\")",
        "addMonths(timestamp(\"2026-01-31T09:00:00+09:00\"), 1) == timestamp(\"2026-02-28T09:00:00+09:00\")",
        "startOfDay(sentAt, \"Asia/Kathmandu\") == timestamp(\"2026-11-10T00:00:00+05:45\")",
        "endOfDay(sentAt, \"America/Los_Angeles\") == timestamp(\"2026-11-10T00:00:00-08:00\")",
        "place != null && endOfDay(sentAt, place) == timestamp(\"2026-11-11T00:00:00+05:45\")",
        "endOfMonth(sentAt, a ? \"Asia/Kathmandu\" : \"America/Los_Angeles\") == timestamp(\"2026-12-01T00:00:00+05:45\")",
        // A day of 23 hours.
        "addDays(timestamp(\"2026-03-07T09:00:00-08:00\"), 1, \"America/Los_Angeles\") == timestamp(\"2026-03-08T09:00:00-07:00\")",
        // Tuesday the 10th; the 23rd is a holiday on a Monday.
        "endOfBusinessDay(sentAt, 1) == timestamp(\"2026-11-12T00:00:00+09:00\")",
        "endOfBusinessDay(sentAt, count + 4) == timestamp(\"2026-11-25T00:00:00+09:00\")",
        "addBusinessDays(sentAt, 9) == timestamp(\"2026-11-24T09:00:00+09:00\")",
        "endOfBusinessDay(sentAt, 0, \"America/Los_Angeles\") == timestamp(\"2026-11-10T00:00:00-08:00\")",
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
