//! Values: a name stands for its expression as if it were written there.

use super::kit::{ANYWHERE, World};
use crate::expr::check::Definition;
use crate::expr::{Type, compile};

#[test]
fn a_value_is_as_if_it_were_written_there_in_parentheses() {
    let world = World::new();
    for (written, meant) in [
        ("now < ends", "now < (sentAt + window)"),
        ("now < ends + wait", "now < ((sentAt + window) + wait)"),
        ("ends - paidAt < wait", "((sentAt + window) - paidAt) < wait"),
        ("twice * 3 == 6", "(count * 2) * 3 == 6"),
        ("6 - twice == 6", "6 - (count * 2) == 6"),
        // Only a comparison can say `now`, and a value can be part of one.
        ("waited >= window", "(now - sentAt) >= window"),
        ("waited - wait < window", "((now - sentAt) - wait) < window"),
        // What guards a fact guards it in a value, and a value can be a guard.
        ("dueAt != null && now >= dueEnd", "dueAt != null && now >= endOfDay(dueAt)"),
        ("!late || dueAt < sentAt", "!(dueAt != null && now >= endOfDay(dueAt)) || dueAt < sentAt"),
        ("late && dueAt < sentAt", "(dueAt != null && now >= endOfDay(dueAt)) && dueAt < sentAt"),
    ] {
        assert_eq!(world.condition(written), world.condition(meant), "{written}");
    }
    // A guard that a value has already does no harm.
    assert!(world.compile("dueAt != null && late", ANYWHERE, &Type::Bool, false).is_ok());
}

#[test]
fn what_is_wrong_with_a_value_is_told_where_its_name_stands() {
    let world = World::new();
    for (condition, expected) in [
        ("now < dueEnd", "in the value `dueEnd`: this can be null, where a value is needed"),
        ("a && wrong == 1", "in the value `wrong`: a number + a timestamp has no meaning"),
        ("twice", "this is a number, where a condition is needed"),
        ("now < twoice", "`twoice` is no fact, no parameter and no value"),
    ] {
        let mistakes = world.compile(condition, ANYWHERE, &Type::Bool, false).unwrap_err();
        assert_eq!((mistakes.len(), &*mistakes[0].message), (1, expected), "{condition}");
        let name = condition.find(['d', 't']).filter(|_| condition.starts_with("now")).or(condition.find("w"));
        let at = mistakes[0].at;
        assert!(condition == "twice" || Some(at) == name, "{condition}: {at}");
    }
}

#[test]
fn values_of_values_cannot_grow_without_end() {
    let texts: Vec<(String, String)> = (1..20).map(|n| (format!("v{n}"), format!("v{0} + v{0}", n - 1))).collect();
    let first = Definition::parse("v0", "count + 1").unwrap();
    let others = texts.iter().map(|(name, text)| Definition::parse(name, text).unwrap());
    let values: Vec<Definition<'_>> = std::iter::once(first).chain(others).collect();
    let world = World::new();
    let names = world.names_with(&values);
    assert!(compile("v6 == 64", &names, ANYWHERE, &Type::Bool, false).is_ok());
    let mistakes = compile("v19 == 64", &names, ANYWHERE, &Type::Bool, false).unwrap_err();
    assert!(mistakes[0].message.ends_with("the values in it come to more than 400 parts"), "{}", mistakes[0].message);
}

#[test]
fn a_value_of_which_only_another_edition_knows_cannot_be_named() {
    let values = [Definition::elsewhere("gone"), Definition::broken("broken")];
    let world = World::new();
    let names = world.names_with(&values);
    let mistakes = compile("count < gone", &names, ANYWHERE, &Type::Bool, false).unwrap_err();
    assert_eq!((&*mistakes[0].message, mistakes.len()), ("not every edition that has this has the value `gone`", 1));
    // What is wrong with it has been told where it is defined.
    assert!(compile("count < broken", &names, ANYWHERE, &Type::Bool, false).unwrap_err().is_empty());
}
