//! A condition changes at its moments and at no other time, and what leaves its range is unknown.

use super::kit::{DAY, HOUR, NOON, World};
use crate::expr::{Beyond, Truth, Type, Value};
use crate::time::Instant;

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
fn what_leaves_its_range_is_unknown_and_says_so() {
    let world = World::new();
    let (first, last) = (-62_135_596_800_000, Instant::MAX.millis());
    let longest = 9_223_372_036_854;
    for (source, ty, a, b, expected) in [
        ("count + other", Type::Int, i64::MAX, 0, Some(i64::MAX)),
        ("count + other", Type::Int, i64::MAX, 1, None),
        ("count + other", Type::Int, i64::MIN, -1, None),
        ("count - other", Type::Int, i64::MIN, 1, None),
        ("count - other", Type::Int, -1, i64::MIN, Some(i64::MAX)),
        ("count * other", Type::Int, i64::MAX, 2, None),
        ("count * other", Type::Int, i64::MIN, 1, Some(i64::MIN)),
        ("-count", Type::Int, i64::MIN, 0, None),
        ("-count", Type::Int, i64::MAX, 0, Some(-i64::MAX)),
        ("count / -1", Type::Int, i64::MIN, 0, None),
        ("count / 2", Type::Int, -7, 0, Some(-3)),
        ("count % 2", Type::Int, -7, 0, Some(-1)),
        ("count % -2", Type::Int, 7, 0, Some(1)),
        ("sentAt + wait", Type::Timestamp, last, 0, Some(last)),
        ("sentAt + wait", Type::Timestamp, last, 1, None),
        ("sentAt - wait", Type::Timestamp, first, 0, Some(first)),
        ("sentAt - wait", Type::Timestamp, first, 1, None),
        ("wait + wait", Type::Duration, 0, longest / 2, Some(longest)),
        ("wait + wait", Type::Duration, 0, longest / 2 + 1, None),
        ("sentAt - paidAt", Type::Duration, longest, 0, Some(longest)),
        ("sentAt - paidAt", Type::Duration, -longest, 1, None),
        // A part that does not matter may be unknown.
        ("a ? count + other : 1", Type::Int, i64::MAX, 1, Some(1)),
    ] {
        let facts = [("count", a), ("other", b), ("sentAt", a), ("wait", b), ("paidAt", b)];
        let mut facts: Vec<_> = facts.into_iter().map(|(name, value)| (name, Value::Number(value))).collect();
        facts.push(("a", Value::Bool(false)));
        let facts = world.given(&facts);
        let (expr, scope) = (world.expr(source, &ty), world.scope(&facts, 0));
        assert_eq!(expr.eval(&scope), expected.map_or(Value::Unknown, Value::Number), "{source} with {a}, {b}");
        let beyond = expr.beyond(&scope);
        assert!(expected.is_some() || beyond == Some(Beyond::Numbers), "{source} with {a}, {b}: {beyond:?}");
        // No fact is missing.
        let mut missing = Vec::new();
        expr.missing(&scope, &mut missing);
        assert_eq!(missing, Vec::<usize>::new(), "{source}");
    }
    // What a comparison is solved to is no sum that was written, and need not be in the range of its type.
    let facts = [("sentAt", Value::Number(last)), ("wait", Value::Number(1_000))];
    for (source, truth) in [
        ("now - sentAt < wait", Truth::True),
        ("sentAt - now < wait", Truth::False),
        ("now < sentAt + wait", Truth::Unknown),
    ] {
        assert_eq!(world.truth(source, &facts, NOON), truth, "{source}");
    }
}

/// What no calendar tells is unknown, though no fact is missing.
#[test]
fn what_lies_beyond_a_calendar_is_unknown() {
    let world = World::new();
    let at = |text: &str| Value::Number(Instant::parse(text).unwrap().millis());
    for (source, sent, known) in [
        ("endOfBusinessDay(sentAt, 2) < paidAt", "2026-12-29T09:00:00+09:00", true),
        ("endOfBusinessDay(sentAt, 3) < paidAt", "2026-12-29T09:00:00+09:00", false),
        ("addBusinessDays(sentAt, 1) < paidAt", "2025-12-31T09:00:00+09:00", true),
        ("addBusinessDays(sentAt, 1) < paidAt", "2025-12-30T09:00:00+09:00", false),
        ("addBusinessDays(sentAt, other) < paidAt", "2026-11-10T09:00:00+09:00", false),
        ("endOfDay(sentAt, \"Asia/Kathmandu\") < paidAt", "2100-12-31T18:14:59.999Z", true),
        ("endOfDay(sentAt, \"Asia/Kathmandu\") < paidAt", "2100-12-31T18:15:00Z", false),
        ("endOfDay(sentAt) < paidAt", "9999-12-31T23:59:59.999Z", true),
        ("addDays(sentAt, 9223372036854775807) < paidAt", "2026-11-10T09:00:00+09:00", false),
        ("addMonths(sentAt, -9223372036854775807) < paidAt", "2026-11-10T09:00:00+09:00", false),
    ] {
        let given = [("sentAt", at(sent)), ("paidAt", Value::Number(i64::MAX)), ("other", Value::Number(-2))];
        let (expr, facts) = (world.condition(source), world.given(&given));
        let scope = world.scope(&facts, NOON);
        assert_eq!(expr.truth(&scope), if known { Truth::True } else { Truth::Unknown }, "{source} {sent}");
        let mut missing = Vec::new();
        expr.missing(&scope, &mut missing);
        assert!(missing.is_empty(), "{source} {sent}");
    }
    for source in ["endOfDay(sentAt)", "endOfMonth(sentAt)", "startOfDay(sentAt)", "addMonths(sentAt, 1)"] {
        let facts = world.given(&[("sentAt", Value::Number(i64::MAX))]);
        assert_eq!(world.expr(source, &Type::Timestamp).eval(&world.scope(&facts, 0)), Value::Unknown, "{source}");
    }
}
