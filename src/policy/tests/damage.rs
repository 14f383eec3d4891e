//! Documents that were damaged at random.

use super::kit::document;
use crate::data::Data;
use crate::describe::DescribeOptions;
use crate::dice::Dice;
use crate::policy::Policy;
use crate::preview::Options;
use crate::problem::Problem;
use crate::time::Instant;

/// The value with a number, counted in the order of reading.
fn nth<'d>(data: &'d mut Data<'static>, number: usize) -> &'d mut Data<'static> {
    if number == 0 {
        return data;
    }
    let mut left = number - 1;
    let children: Vec<&'d mut Data<'static>> = match data {
        Data::List(items) => items.iter_mut().collect(),
        Data::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    for child in children {
        let size = child.size();
        if left < size {
            return nth(child, left);
        }
        left -= size;
    }
    panic!("there is no value {number}")
}

/// Deletes, replaces, renames or repeats something.
fn damage(document: &mut Data<'static>, dice: &mut Dice) {
    let count = document.size();
    let other = nth(document, dice.roll(count)).clone();
    let words = [
        "",
        "x",
        "now",
        "state",
        "role",
        "other",
        "none",
        "working",
        "done",
        "seller",
        "{window}",
        "{x}",
        "{",
        "true",
        "null",
        "now < sentAt",
        "dueAt",
        "sentAt + window",
        "dueAt == null",
        "asked < 3",
        "asker == role",
        "recent",
        "old",
        "72h",
        "納品",
        "timestamp",
        "bool",
        "deadline",
    ];
    let word = || -> Data<'static> { Data::Text(words[0].into()) };
    let value = match dice.roll(9) {
        0 => Data::Null,
        1 => Data::Bool(dice.roll(2) == 0),
        2 => Data::Int([0, 1, -1, i64::MAX, i64::MIN][dice.roll(5)]),
        3 => Data::List(vec![other.clone()]),
        4 => Data::Map(vec![("rule".into(), other.clone())]),
        5 => Data::Inexact("1.5".into()),
        6 => other.clone(),
        _ => match dice.roll(words.len()) {
            0 => word(),
            number => Data::Text(words[number].into()),
        },
    };
    let place = nth(document, dice.roll(count));
    let action = dice.roll(6);
    match place {
        Data::List(items) if !items.is_empty() => {
            let index = dice.roll(items.len());
            match action {
                0 => drop(items.remove(index)),
                1 => items.push(items[index].clone()),
                2 => items.push(other),
                3 => items.swap(0, index),
                _ => items[index] = value,
            }
        }
        Data::Map(entries) if !entries.is_empty() => {
            let index = dice.roll(entries.len());
            match action {
                0 => drop(entries.remove(index)),
                1 => entries.push(entries[index].clone()),
                2 => entries.push((words[dice.roll(words.len())].into(), other)),
                3 => entries[index].0 = words[dice.roll(words.len())].into(),
                4 => {
                    let with = dice.roll(entries.len());
                    let (a, b) = (entries[index].1.clone(), entries[with].1.clone());
                    entries[index].1 = b;
                    entries[with].1 = a;
                }
                _ => entries[index].1 = value,
            }
        }
        _ => *place = value,
    }
}

/// Asks everything of a policy that could be made.
fn use_policy(policy: &Policy) {
    let noon = 1_794_268_800_000;
    for edition in 0..policy.editions.len().max(1) {
        let id = policy.edition_id(edition);
        let options = DescribeOptions { edition: id, locale: Some("en") };
        assert_eq!(policy.describe(&options).unwrap().id, *policy.id());
        let here = policy.states.iter().filter(|state| state.editions.has(edition));
        for state in here {
            let word = |text: &str| Data::Text(text.to_owned().into());
            let bare = vec![
                ("state".into(), word(policy.symbols.text(state.symbol))),
                ("edition".into(), id.map_or(Data::Null, word)),
            ];
            let mut full = bare.clone();
            for (number, fact) in policy.facts.iter().enumerate() {
                let at = noon + i64::try_from(number).unwrap() * 3_600_000;
                let value = match &fact.ty {
                    crate::expr::Type::Timestamp => Data::Int(at),
                    crate::expr::Type::Duration => word("3h"),
                    crate::expr::Type::Int | crate::expr::Type::Money => Data::Int(fact.min.unwrap_or(1).max(1)),
                    crate::expr::Type::Choice(choices) => {
                        choices.first().map_or(Data::Null, |choice| word(policy.symbols.text(*choice)))
                    }
                    crate::expr::Type::Bool | crate::expr::Type::Null => Data::Bool(true),
                };
                // A smallest value beyond what any number may be leaves nothing to give.
                if fact.min.is_none_or(|min| min < i64::from(i32::MAX)) {
                    full.push((fact.name.to_string().into(), value));
                }
            }
            for order in [bare, full] {
                let order = Data::Map(order);
                let mut now = Some(Instant::MIN);
                let mut steps = 0;
                while let Some(at) = now {
                    let answer =
                        policy.preview(&order, &Options::at(at)).unwrap_or_else(|problems| panic!("{problems}"));
                    now = answer.next.map(|next| next.at);
                    steps += 1;
                    assert!(now.is_none_or(|next| at < next) && steps < 200, "next does not end");
                }
            }
        }
    }
}

#[test]
fn a_damaged_document_is_refused_or_makes_a_policy_that_works() {
    let whole: Data<'static> = serde_json::from_value(document()).unwrap();
    let mut dice = Dice(3);
    let (mut made, mut refused) = (0, 0);
    for _ in 0..5_000 {
        let mut damaged = whole.clone();
        for _ in 0..=dice.roll(2) {
            damage(&mut damaged, &mut dice);
        }
        match Policy::new(&damaged) {
            Ok(policy) => {
                use_policy(&policy);
                made += 1;
            }
            Err(problems) => {
                assert!(!problems.as_slice().is_empty());
                for problem in problems.as_slice() {
                    let Problem { code: _, path, message, help, suggests } = problem;
                    assert!(!message.is_empty(), "{problem:?}");
                    let texts = [Some(path), Some(message), help.as_ref(), suggests.as_ref()];
                    assert!(texts.into_iter().flatten().all(|text| text.chars().count() < 2_000), "{problem:?}");
                }
                refused += 1;
            }
        }
    }
    assert!(300 < made && 300 < refused, "{made} policies, {refused} refused");
}
