//! A dated policy is, for each order of which the date is known, the policy that stands alone of the period of that
//! date: of random policies, as of the one in `periods`.

use serde_json::Value;
use torihiki::Data;

use super::failures::try_each;
use super::orders::{BASE, Case};
use super::walks::supposed;
use crate::dice::Dice;
use crate::{periods, random_policies};

/// A case of a dated policy in which nothing changes the date, with a date next to one on which rules change.
fn case(seed: u64) -> Case {
    let mut dice = Dice(seed);
    let (document, date) = loop {
        let mut document = random_policies::policy(&mut dice);
        let Some(date) = document["datedBy"].as_str().map(str::to_owned) else { continue };
        forget_setting(&mut document, &date);
        // No way asks for another date.
        document["facts"][&date].as_object_mut().unwrap().remove("changes");
        if !periods::turns(&document).is_empty() {
            break (document, date);
        }
    };
    let turns = periods::turns(&document);
    let turn = turns[dice.roll(turns.len())];
    let mut case = Case::of(seed, document, &mut dice);
    let at = if dice.roll(6) == 0 { BASE } else { turn + dice.pick(&[-1, 0, 1]) };
    case.order = supposed(&case.order, &date, Data::Int(at));
    case
}

/// Lets no action and no transition set a fact.
fn forget_setting(value: &mut Value, fact: &str) {
    match value {
        Value::Object(entries) => {
            if let Some(Value::Object(set)) = entries.get_mut("set") {
                set.remove(fact);
            }
            entries.values_mut().for_each(|value| forget_setting(value, fact));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| forget_setting(value, fact)),
        _ => {}
    }
}

/// When the order of a case is of.
fn date(case: &Case) -> Option<i64> {
    let name = case.document.as_ref()?["datedBy"].as_str()?;
    let Data::Map(entries) = &case.order else { panic!("an order is a map") };
    let (_, value) = entries.iter().find(|(given, _)| given == name)?;
    if let Data::Int(at) = value { Some(*at) } else { None }
}

#[test]
fn an_order_of_a_random_policy_takes_the_rules_in_force_on_its_date() {
    let asked = std::cell::Cell::new(0);
    try_each((140_000..140_300).map(case), |case, _, failures| {
        let Some(date) = date(case) else { return };
        let alone = periods::at(case.document.as_ref().unwrap(), date);
        // What is left of a policy in one period may be no policy, with a state that nothing leaves any more.
        let Ok(alone) = torihiki::Policy::new(&serde_json::from_value(alone).unwrap()) else { return };
        asked.set(asked.get() + 1);
        let goals: Vec<String> = case.ids("actions").into_iter().chain(case.ids("states")).collect();
        let found = periods::everything(case.policy, &case.order, &goals, case.now);
        let expected = periods::everything(&alone, &case.order, &goals, case.now);
        for (question, answer) in &expected {
            failures.unless(found[question] == *answer, "a dated policy answers otherwise", case, || {
                format!("{question}: {answer}, and not {}", found[question])
            });
        }
    });
    assert!(200 < asked.get(), "only {asked:?} orders were asked about");
}
