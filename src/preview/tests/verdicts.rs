//! Orders that come as numbers are the same orders, and a number stands for what they come to.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::kit::deal;
use crate::data::Data;
use crate::dice::Dice;
use crate::expr::{FactId, Symbol, Type};
use crate::order::{Desk, Order};
use crate::policy::{Fact, Policy};
use crate::preview::verdicts::{Asking, Outcomes, tell};
use crate::time::Instant;

const NOON: i64 = 1_794_268_800_000;
const HOUR: i64 = 3_600_000;

/// The number of a fact and what it stands for; sometimes of none.
fn fact(policy: &Policy, fact: &Fact, dice: &mut Dice) -> (f64, Option<Data<'static>>) {
    let number = match dice.roll(6) {
        0 => return (f64::NAN, None),
        1 => return (f64::INFINITY, Some(Data::Null)),
        _ => match &fact.ty {
            Type::Timestamp => NOON + dice.pick(&[0, 1, -1, 24, -24, -72, 72, -168, 168, -2_400]) * HOUR,
            Type::Choice(choices) => i64::from(dice.pick(choices).0),
            Type::Bool | Type::Null => dice.pick(&[0, 1]),
            _ => dice.pick(&[0, 1, 2, 7, 50, HOUR]),
        },
    };
    // Sometimes it is the number of nothing.
    let number = if dice.roll(60) == 0 { dice.pick(&[-5, Instant::MAX.millis() + 1, 1 << 60]) } else { number };
    let data = match &fact.ty {
        Type::Choice(_) => {
            let text = u16::try_from(number).map_or("", |number| policy.symbols.text(Symbol(number)));
            Data::Text(text.to_owned().into())
        }
        Type::Bool | Type::Null => [Data::Bool(false), Data::Bool(true)]
            .get(usize::try_from(number).unwrap_or(usize::MAX))
            .map_or(Data::Int(number), Data::clone),
        _ => Data::Int(number),
    };
    (number as f64, Some(data))
}

/// What is told of a drawn order, by the number that it has, of a role or of all.
fn draw(policy: &Policy, desk: &mut Desk, outcomes: &mut Outcomes, dice: &mut Dice) -> Option<(usize, String)> {
    let edition = dice.roll(policy.editions.len().max(1));
    let state = &policy.states[dice.roll(policy.states.len())];
    let facts: Vec<(f64, Option<Data<'static>>)> = policy.facts.iter().map(|about| fact(policy, about, dice)).collect();
    let mut entries = vec![("state".into(), Data::Text(policy.symbols.text(state.symbol).to_owned().into()))];
    entries.extend(policy.edition_id(edition).map(|id| ("edition".into(), Data::Text(id.to_owned().into()))));
    let written = policy.facts.iter().zip(&facts).filter_map(|(about, (_, data))| Some((about, data.clone()?)));
    entries.extend(written.map(|(about, data)| (about.name.to_string().into(), data)));
    let read = Order::read(policy, &Data::Map(entries)).ok().filter(|order| order.dated().is_some());
    desk.numbers().iter().zip(&facts).for_each(|(slot, (number, _))| slot.set(*number));

    let all: Vec<Symbol> = policy.roles.iter().map(|role| role.symbol).collect();
    let asked = dice.roll(all.len() + 1);
    let roles = all.get(asked).map_or(all.as_slice(), std::slice::from_ref);
    let asking =
        Asking { policy, edition, state: state.symbol, roles, number: u16::try_from(asked).unwrap(), now: NOON };
    let is_right = |(number, fact): (FactId, &Fact)| match (&fact.ty, facts[number].0) {
        (_, given) if given.is_nan() || given.is_infinite() => true,
        (Type::Choice(choices), given) => choices.iter().any(|choice| f64::from(choice.0) == given),
        (_, given) => desk.range(number).0 <= given && given <= desk.range(number).1,
    };
    let is_right = policy.facts.iter().enumerate().all(is_right);
    let number = if is_right { outcomes.number(desk, asking) } else { None };
    assert_eq!(number.is_some(), read.is_some(), "{facts:?}");
    number.map(|number| {
        let told = desk.order(policy, edition, state.symbol, |order| {
            let of = |order: &Order<'_>| {
                format!("{:?}", (order.reading(), order.state, &order.facts, &order.params, &order.apart))
            };
            assert_eq!(read.as_ref().map(of), Some(of(order)));
            // Of a policy with one role, that role and all of them are told alike.
            (number, format!("{asked}: {}", serde_json::to_string(&tell(order, roles, NOON, 0)).unwrap()))
        });
        told.unwrap()
    })
}

/// Draws orders, and tells how many outcomes they had.
fn try_orders(policy: &Policy, seed: u64) -> usize {
    let (mut desk, mut outcomes, mut dice) = (Desk::of(policy), Outcomes::new(), Dice(seed));
    let mut known: BTreeMap<usize, String> = BTreeMap::new();
    for _ in 0..400 {
        let Some((number, told)) = draw(policy, &mut desk, &mut outcomes, &mut dice) else { continue };
        assert_eq!(*known.entry(number).or_insert_with(|| told.clone()), told);
    }
    let mut different: Vec<&String> = known.values().collect();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), known.len(), "one outcome has two numbers");
    assert!(known.keys().copied().eq(0..known.len()), "a number was left out");
    known.len()
}

#[test]
fn a_number_stands_for_the_verdicts_of_every_order_that_has_it() {
    for (seed, id) in crate::policy_ids().enumerate() {
        let outcomes = try_orders(crate::policy(id).unwrap(), u64::try_from(seed).unwrap());
        assert!(5 < outcomes, "{id} has {outcomes}");
    }
}

#[test]
fn it_does_so_where_transitions_record_and_chance_decides() {
    let act = |from: Json, that: &str| json!({ "from": from, "requires": { "met": that } });
    let policy = deal(
        &[
            "moves: one -> two at a set c = at, flag = true",
            "perhaps may: two -> three at c + week",
            "ends: three -> four at b when count > 1",
        ],
        json!({
            "early": act(json!(["one", "two"]), "now < b && !flag"),
            "late": act(json!(["two", "three"]), "free > count || fault == role"),
            "long": act(json!(["one", "three", "four"]), "m == null || now < m + length"),
        }),
        json!({}),
    );
    assert!(20 < try_orders(&policy, 1));
}

#[test]
fn what_orders_come_to_is_forgotten_before_it_fills_the_memory() {
    let policy = crate::policy("qoo10").unwrap();
    let (mut desk, mut outcomes) = (Desk::of(policy), Outcomes::new());
    let state = policy.states[0].symbol;
    let roles: Vec<Symbol> = policy.roles.iter().map(|role| role.symbol).collect();
    let mut number = |number: u16| {
        let asking = Asking { policy, edition: 0, state, roles: &roles, number, now: NOON };
        (outcomes.number(&mut desk, asking).unwrap(), outcomes.is_full())
    };
    // Each list of roles has outcomes of its own.
    let full = (0..u16::MAX).find(|asked| {
        let (found, is_full) = number(*asked);
        assert_eq!(found, usize::from(*asked));
        is_full
    });
    let full = full.unwrap();
    assert!((1_000..60_000).contains(&full), "{full}");
    assert_eq!(number(full / 2).0, usize::from(full / 2));
}
