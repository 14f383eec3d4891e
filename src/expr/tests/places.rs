//! What may stand where: facts that can be null, `now`, `state` and `role`.

use super::kit::{DAY, HOUR, NOON, World};
use super::mistakes::{check_condition_mistakes, check_mistakes};
use crate::expr::{Now, Place, Type, Value};

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
        ("(a ^? 1 : null) < 2", &["(give the case of null a value with `? :`)"]),
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
    const SCALED: &str =
        "what `now` is in can neither be multiplied nor divided (multiply or divide the other side of the comparison";
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
        ("(sentAt - now) ^* 2 < wait", &[SCALED]),
        ("2 ^* (now - sentAt) < wait", &[SCALED]),
        ("(now - sentAt) ^/ 2 < wait", &[SCALED]),
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
