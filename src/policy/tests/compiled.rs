//! Compiled policies that nobody compiled: bytes that were made up, with the checksum that they should have.

use super::super::compiled::CHECKSUM;
use super::kit::{checked, document};
use crate::data::Data;
use crate::describe::DescribeOptions;
use crate::dice::Dice;
use crate::expr::Type;
use crate::policy::Policy;
use crate::preview::{ApplyOptions, Options, TimelineOptions};
use crate::time::Instant;

/// A file with the right checksum of what stands behind it.
fn with_checksum(mut file: Vec<u8>) -> Vec<u8> {
    let checksum = CHECKSUM.checksum(&file[13..]).to_le_bytes();
    file[9..13].copy_from_slice(&checksum);
    file
}

/// Asks of a policy whatever can be asked; what it answers does not matter.
fn ask(policy: &Policy) {
    let word = |text: &str| Data::Text(text.to_owned().into());
    for locale in ["en", "ja"] {
        drop(policy.describe(&DescribeOptions { edition: None, locale: Some(locale) }));
    }
    for state in policy.states.iter().take(4) {
        let mut entries = vec![("state".into(), word(policy.symbols.text(state.symbol)))];
        for fact in policy.facts.iter().take(20) {
            let value = match &fact.ty {
                Type::Timestamp => Data::Int(1_794_268_800_000),
                Type::Duration => word("3h"),
                Type::Int | Type::Money => Data::Int(3),
                Type::Choice(choices) => choices.first().map_or(Data::Null, |it| word(policy.symbols.text(*it))),
                Type::Bool | Type::Null => Data::Bool(true),
            };
            entries.push((fact.name.to_string().into(), value));
        }
        let bare = Data::Map(entries[..1].to_vec());
        for order in [bare, Data::Map(entries)] {
            for millis in [0, 1_794_268_800_000, Instant::MAX.millis()] {
                let now = Instant::from_millis(millis).unwrap();
                drop(policy.preview(&order, &Options::at(now)));
                drop(policy.timeline(&order, &TimelineOptions::from(now)));
                drop(policy.calendar(&order, &TimelineOptions::from(now)));
                for action in policy.rules.first.actions.iter().take(3) {
                    drop(policy.apply(&order, &action.id, &ApplyOptions::at(now)));
                    drop(policy.ways(&order, &action.id, &Options::at(now)));
                }
            }
        }
    }
}

#[test]
fn bytes_that_were_made_up_are_refused_or_make_a_policy_that_does_not_panic() {
    let whole = checked(document()).unwrap().compile();
    let texts = u32::from_le_bytes(whole[13..17].try_into().unwrap()) as usize;
    let packed = 17 + texts;
    let mut dice = Dice(11);
    let (mut loaded, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut file = whole.clone();
        for _ in 0..=dice.roll(3) {
            let at = packed + dice.roll(file.len() - packed);
            match dice.roll(5) {
                0 => drop(file.remove(at)),
                1 => file.insert(at, u8::try_from(dice.roll(256)).unwrap()),
                2 => file[at] ^= 1 << dice.roll(8),
                _ => file[at] = u8::try_from(dice.roll(30)).unwrap(),
            }
        }
        match Policy::load(&with_checksum(file)) {
            Ok(policy) => {
                ask(&policy);
                loaded += 1;
            }
            Err(problems) => {
                assert_eq!(problems.as_slice()[0].code.word(), "damaged");
                refused += 1;
            }
        }
    }
    assert!(1_000 < loaded && 1_000 < refused, "{loaded} loaded, {refused} refused");
}

/// A condition that nests deeper than any stack is refused.
#[test]
fn bytes_that_nest_without_end_are_refused() {
    let whole = checked(document()).unwrap().compile();
    let texts = u32::from_le_bytes(whole[13..17].try_into().unwrap()) as usize;
    // `!!!!…`, wherever a condition may stand.
    let mut nested = 0;
    for at in 17 + texts..whole.len() {
        let mut file = whole.clone();
        file.splice(at..at, std::iter::repeat_n(7, 200_000));
        if let Ok(policy) = Policy::load(&with_checksum(file)) {
            ask(&policy);
        } else {
            nested += 1;
        }
    }
    assert!(nested > 100, "{nested}");
}

#[test]
fn the_id_is_read_without_unpacking_and_what_was_cut_or_damaged_is_refused_all_the_same() {
    let whole = checked(document()).unwrap().compile();
    assert_eq!(Policy::compiled_id(&whole).unwrap(), Policy::load(&whole).unwrap().id());
    for length in 0..whole.len() {
        let cut = &whole[..length];
        assert_eq!(Policy::compiled_id(cut).unwrap_err(), Policy::load(cut).unwrap_err(), "{length}");
    }
    let mut damaged = whole;
    damaged[60] ^= 1;
    assert_eq!(Policy::compiled_id(&damaged).unwrap_err(), Policy::load(&damaged).unwrap_err());
}
