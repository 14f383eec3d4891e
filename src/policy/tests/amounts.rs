//! Currencies, facts and parameters that are money, and the amounts of effects.

use serde_json::{Value, json};

use super::kit::{change, check, checked, document, gone, text};
use crate::policy::Policy;
use crate::written::Syntax;

/// Changes that give the document a currency, a price and a fee.
fn priced() -> Vec<(&'static str, Value)> {
    vec![
        ("/currency", json!("JPY")),
        ("/facts/price", json!({ "type": "money", "label": text("Price") })),
        ("/params/fee", json!({ "label": text("Fee"), "value": 500, "type": "money" })),
    ]
}

/// Compares the problems of the document with a price and more changes with those expected.
fn check_priced(changes: &[(&'static str, Value)], expected: &[&str]) {
    let all: Vec<(&str, Value)> = priced().into_iter().chain(changes.iter().cloned()).collect();
    check(&all, expected);
}

fn made(changes: &[(&'static str, Value)]) -> Policy {
    let mut document = document();
    for (pointer, value) in priced().iter().chain(changes) {
        change(&mut document, pointer, value.clone());
    }
    checked(document).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn a_currency_is_a_code_of_iso_4217() {
    check(&[("/currency", json!("USD"))], &[]);
    check(
        &[("/currency", json!("yen"))],
        &["unknown-name currency: `yen` is no currency of ISO 4217 (write its code of three capital letters"],
    );
    check(
        &[("/currency", json!("usd"))],
        &["unknown-name currency: `usd` is no currency of ISO 4217 (did you mean `USD`?)"],
    );
    check(&[("/currency", json!(392))], &["wrong-type currency: expected a text"]);
}

#[test]
fn money_needs_a_currency_and_that_is_told_once() {
    let missing = "missing-key currency: `currency` is missing, in whose minor units amounts of money are (name it";
    check_priced(&[("/currency", gone())], &[missing]);
    check(&[("/facts/price", json!({ "type": "money", "label": text("Price") }))], &[missing]);
    check(&[("/params/fee", json!({ "label": text("Fee"), "value": 5, "type": "money" }))], &[missing]);
    check(
        &[("/actions/revise/effects/0/amount", json!("0")), ("/transitions/0/effects/0/amount", json!("0"))],
        &[missing],
    );
}

#[test]
fn an_amount_is_not_negative_unless_its_fact_says_so() {
    let policy = made(&[("/facts/owed", json!({ "type": "money", "label": text("Owed"), "min": -100 }))]);
    let min = |name: &str| policy.facts.iter().find(|fact| fact.name == *name).unwrap().min;
    assert_eq!((min("price"), min("owed"), min("sentAt")), (Some(0), Some(-100), None));
    check_priced(&[("/facts/price/default", json!(-1))], &["out-of-range facts.price.default"]);
    check_priced(
        &[("/facts/price/default", json!("12.34"))],
        &["wrong-type facts.price.default: expected a whole number, found `12.34` (an amount of money is in"],
    );
    check_priced(&[("/facts/price/min", json!(i64::MAX))], &["out-of-range facts.price.min"]);
    check(
        &[("/facts/sentAt/min", json!(1))],
        &["wrong-type facts.sentAt.min: `min` is for numbers and amounts of money only"],
    );
}

#[test]
fn a_parameter_says_that_it_is_money() {
    check_priced(
        &[("/params/fee/value", json!(-1))],
        &["out-of-range params.fee.value: `-1` is a negative amount of money"],
    );
    check_priced(
        &[("/params/fee/value", json!("7d"))],
        &["wrong-type params.fee.value: expected whole minor units of the currency, as `type` says"],
    );
    check(
        &[("/params/most/type", json!("duration"))],
        &["wrong-type params.most.value: expected a duration such as `7d`, as `type` says"],
    );
    check_priced(
        &[("/params/fee/type", json!("int")), ("/params/fee/value", json!("7d"))],
        &["wrong-type params.fee.value: expected a whole number, as `type` says"],
    );
    check(&[("/params/most/type", json!("int")), ("/params/window/type", json!("duration"))], &[]);
    check(
        &[("/params/most/type", json!("mony"))],
        &["unknown-name params.most.type: `mony` has no meaning here (did you"],
    );
}

#[test]
fn the_amount_of_an_effect_is_money() {
    let amount = |expression: &str| ("/actions/revise/effects/0/amount", json!(expression));
    for right in [
        "price",
        "price - fee",
        "fee * asked",
        "now < sentAt + window ? price : 0",
        "0",
        "role == \"buyer\" ? price : fee",
    ] {
        check_priced(&[amount(right)], &[]);
    }
    const PLACE: &str = "invalid-condition actions.revise.effects[0].amount:1:1:";
    for (wrong, message) in [
        ("asked", "this is a number, where an amount of money is needed (a number has no currency"),
        ("500", "this is a number, where an amount of money is needed (a number has no currency"),
        ("wait", "this is a duration, where an amount of money is needed"),
        ("prize", "`prize` is no fact"),
    ] {
        check_priced(&[amount(wrong)], &[&format!("{PLACE} {message}")]);
    }
    // What happens by itself happens whoever asks.
    check_priced(
        &[("/transitions/0/effects/0/amount", json!("role == \"buyer\" ? price : 0"))],
        &["invalid-condition transitions[0].effects[0].amount:1:1: `role` cannot stand here"],
    );
    // What `when` guards is guarded.
    let tip = ("/facts/tip", json!({ "type": "money", "label": text("Tip"), "nullable": true }));
    let guarded = ("/actions/revise/effects/0/when", json!("tip != null"));
    check_priced(&[tip.clone(), guarded, amount("tip")], &[]);
    check_priced(&[tip, amount("tip")], &[&format!("{PLACE} this can be null, where a value is needed")]);
}

#[test]
fn only_the_message_of_an_effect_with_an_amount_tells_it() {
    let message = |words: &str| ("/actions/revise/effects/0/message", text(words));
    check_priced(&[("/actions/revise/effects/0/amount", json!("price")), message("You get {amount}, or {fee}")], &[]);
    check_priced(
        &[message("You get {amount}")],
        &["invalid-placeholder actions.revise.effects[0].message: there is no `amount` here (only the message of an"],
    );
    check_priced(
        &[("/actions/revise/requires/0/message", text("{amount}"))],
        &["invalid-placeholder actions.revise.requires[0].message: there is no `amount` here"],
    );
}

#[test]
fn a_sign_beside_an_amount_would_be_told_twice() {
    const MESSAGE: &str = "/actions/revise/effects/0/message";
    let told = |message: &str| {
        let mut document = document();
        let amount = ("/actions/revise/effects/0/amount", json!("price * 2"));
        let value = ("/values", json!({ "half": { "is": "price / 2" }, "reviewEnds": { "is": "sentAt + window" } }));
        for (pointer, value) in priced().iter().chain(&[amount, value, (MESSAGE, text(message))]) {
            change(&mut document, pointer, value.clone());
        }
        let problems = checked(document).err();
        let told = problems.iter().flat_map(|problems| problems.as_slice());
        told.map(|problem| problem.message.clone()).collect::<Vec<_>>()
    };
    for (message, sign) in [
        ("${amount}", "$"),
        ("US$ {price} back", "$"),
        ("¥{price}", "¥"),
        ("{fee}円", "円"),
        ("{half} €", "€"),
        ("JPY {half}", "JPY"),
    ] {
        let expected = format!("`{sign}` stands beside an amount, which is told with its currency");
        assert_eq!(told(message), [expected.clone(), expected], "{message}");
    }
    for message in ["until ${reviewEnds}", "for ${window}", "${dueAt}"] {
        assert_eq!(told(message), ["a `$` stands before a placeholder"; 2], "{message}");
    }
    for message in ["${asked}", "${most}", "{amount} of {price}", "$5 or {price}", "{price}, € or not", "EUR {price}"]
    {
        assert_eq!(told(message), [] as [&str; 0], "{message}");
    }
}

#[test]
fn what_is_written_with_a_fraction_is_no_amount_in_minor_units() {
    let help = "(an amount of money is in whole minor units of the currency: 1234 for $12.34, and for ¥1,234)";
    let told = |fee: &str, price: &str| -> Vec<String> {
        let mut document = document();
        for (pointer, value) in priced() {
            change(&mut document, pointer, value);
        }
        change(&mut document, "/params/fee/value", json!("FEE"));
        change(&mut document, "/facts/price/default", json!("PRICE"));
        let text = document.to_string().replace("\"FEE\"", fee).replace("\"PRICE\"", price);
        let mistakes = Policy::parse(&text, Syntax::Json).err();
        mistakes.iter().flat_map(|mistakes| mistakes.as_slice()).map(|mistake| mistake.problem.to_string()).collect()
    };
    assert_eq!(told("25", "25"), [] as [&str; 0]);
    assert_eq!(
        told("25.00", "25"),
        [format!("params.fee.value: expected a duration such as `7d`, or a whole number, found `25.00` {help}")]
    );
    assert_eq!(told("25", "25.0"), [format!("facts.price.default: expected a whole number, found `25.0` {help}")]);
}
