//! What effects come to: amounts, until when, and what is said of them.

use serde_json::{Value, json};

use super::kit::{answer_at, at, deal_document, made, order, read, text};
use crate::policy::Policy;
use crate::preview::{ApplyOptions, TimelineOptions};

/// A deal with a price, a fee that is a parameter, and tips that may be negative. To cancel gives the whole price
/// back before the instant `p`, half of it before `q`, and after that nothing but the tip.
fn stay() -> Policy {
    let tier = |rule: &str, when: &str, amount: &str| {
        json!({
            "rule": rule, "kind": "refund", "severity": "info", "when": when, "amount": amount,
            "message": { "ja": "{amount}戻ります", "en": "You get {amount} back" },
        })
    };
    let mut document = deal_document(&["end: one -> two at r"], json!({}), json!({}));
    document["currency"] = json!("USD");
    document["params"]["fee"] = json!({ "label": text("Fee"), "value": 250, "type": "money" });
    document["facts"]["price"] = json!({ "type": "money", "label": text("Price") });
    document["facts"]["tip"] = json!({ "type": "money", "label": text("Tip"), "default": 0, "min": -5_000 });
    document["actions"]["cancel"] = json!({
        "verb": "cancel", "roles": ["buyer"], "from": ["one"], "to": "five", "label": text("Cancel"),
        "effects": [
            tier("whole", "now < p", "price"),
            tier("half", "now >= p && now < q", "price + tip"),
            tier("nothing", "now >= q", "tip"),
            tier("moving", "true", "now < p ? price - fee : fee"),
            { "rule": "known", "kind": "notice", "severity": "info", "message": text("Nothing of money") },
        ],
    });
    document["transitions"][0]["effects"] = json!([{
        "rule": "pay", "kind": "payout", "severity": "info", "amount": "price - fee", "message": text("Paid {amount}"),
    }]);
    made(document)
}

/// The effects of cancelling, as `rule amount until: message`.
fn effects(facts: &Value, now: i64) -> Vec<String> {
    let answer = answer_at(&stay(), &order("one", facts), now);
    let told = |effect: &Value| {
        let amount = match &effect["amount"] {
            Value::Null => "?".to_owned(),
            amount => format!("{} {}", amount["value"], amount["currency"].as_str().unwrap()),
        };
        let rule = effect["rule"].as_str().unwrap().rsplit('.').next().unwrap();
        assert!(effect.as_object().unwrap().contains_key("until"));
        format!("{rule} {amount} {}: {}", effect["until"], effect["message"].as_str().unwrap())
    };
    answer["actions"]["cancel"]["effects"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn tiers_follow_one_another_and_say_until_when() {
    let facts = json!({ "price": 12_345, "p": 100, "q": 200, "r": 300 });
    let known = "known ? null: Nothing of money".to_owned();
    let before = ["whole 12345 USD 100: You get $123.45 back", "moving 12095 USD 100: You get $120.95 back"];
    let between = ["half 12345 USD 200: You get $123.45 back", "moving 250 USD null: You get $2.50 back"];
    let after = ["nothing 0 USD null: You get $0.00 back", "moving 250 USD null: You get $2.50 back"];
    for (now, expected) in [(0, before), (99, before), (100, between), (199, between), (200, after), (250, after)] {
        let mut expected: Vec<String> = expected.map(str::to_owned).into();
        expected.push(known.clone());
        assert_eq!(effects(&facts, now), expected, "at {now}");
    }
}

#[test]
fn an_amount_of_which_a_fact_is_missing_is_unknown_and_said_to_be() {
    let facts = json!({ "p": 100, "q": 200, "r": 300 });
    assert_eq!(
        effects(&facts, 0),
        [
            "whole ? 100: You get an amount that is not known yet back",
            // From 100 on it is the fee, which is known.
            "moving ? 100: You get an amount that is not known yet back",
            "known ? null: Nothing of money",
        ]
    );
    // Which tier it is, is not known either: each may be.
    let rules: Vec<String> = effects(&json!({ "price": 500 }), 0);
    assert_eq!(rules[0], "whole 500 USD null: You get $5.00 back");
    assert_eq!(rules.len(), 5);
}

#[test]
fn an_amount_that_no_number_of_json_holds_is_unknown() {
    let most = 9_007_199_254_740_991_i64;
    let facts = json!({ "price": most, "tip": 1, "p": 0, "q": 200, "r": 300 });
    assert!(effects(&facts, 50).contains(&"half ? 200: You get an amount that is not known yet back".to_owned()));
    let facts = json!({ "price": most, "p": 0, "q": 200, "r": 300 });
    assert!(effects(&facts, 50)[0].starts_with("half 9007199254740991 USD 200: You get $90,071,992,547,409.91 back"));
}

#[test]
fn an_amount_may_be_negative_where_its_fact_may() {
    let facts = json!({ "price": 500, "tip": -5_000, "p": 0, "q": 0, "r": 300 });
    assert_eq!(effects(&facts, 50)[0], "nothing -5000 USD null: You get -$50.00 back");
}

#[test]
fn what_follows_from_a_transition_has_its_amount_too() {
    let policy = stay();
    let order = order("one", &json!({ "price": 1_000, "p": 100, "q": 200, "r": 300 }));
    let effect = |transition: &Value| transition["effects"][0].clone();
    let expected = json!({ "value": 750, "currency": "USD" });
    let answer = answer_at(&policy, &order, 0);
    let pays = effect(&answer["ifNobodyActs"][0]);
    assert_eq!((&pays["amount"], &pays["until"], &pays["message"]), (&expected, &Value::Null, &json!("Paid $7.50")));
    let timeline = policy.timeline(&order, &TimelineOptions { locale: Some("ja"), ..TimelineOptions::from(at(0)) });
    let timeline = serde_json::to_value(timeline.unwrap()).unwrap();
    assert_eq!(effect(&timeline["transitions"][0])["amount"], expected);
    // What an amount changes at stands in the timeline, once for each effect.
    let changes: Vec<(Value, Value)> = timeline["segments"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|segment| {
            let changes = segment["changes"].as_array().unwrap().iter();
            changes
                .filter(|change| change["what"] == "effect")
                .map(|change| (change["at"].clone(), change["rule"].clone()))
        })
        .collect();
    let change = |at: i64, rule: &str| (json!(at), json!(format!("deal.cancel.{rule}")));
    assert_eq!(
        changes,
        [change(100, "whole"), change(100, "half"), change(100, "moving"), change(200, "half"), change(200, "nothing")]
    );
}

#[test]
fn next_is_when_an_amount_changes_and_nothing_else() {
    let mut document = deal_document(&[], json!({}), json!({}));
    document["currency"] = json!("JPY");
    document["facts"]["price"] = json!({ "type": "money", "label": text("Price") });
    document["actions"]["cancel"] = json!({
        "verb": "cancel", "roles": ["buyer"], "from": ["one"], "label": text("Cancel"),
        "effects": [{
            "rule": "fee", "kind": "payout", "severity": "caution", "message": text("x"),
            "amount": "now < p ? 0 : price",
        }],
    });
    let policy = made(document);
    let answer = answer_at(&policy, &order("one", &json!({ "price": 5, "p": 100 })), 0);
    assert_eq!(answer["next"], json!({ "at": 100, "what": "effect" }));
    // Where both cases come to the same, nothing changes.
    let answer = answer_at(&policy, &order("one", &json!({ "price": 0, "p": 100 })), 0);
    assert_eq!(answer["next"], Value::Null);
}

#[test]
fn an_order_gives_amounts_as_whole_minor_units() {
    let policy = stay();
    let problem = |given: Value| {
        let problems = policy.apply(&order("one", &given), "cancel", &ApplyOptions::at(at(0))).unwrap_err();
        let [problem] = problems.as_slice() else { panic!("{problems}") };
        format!("{} {}: {} ({})", problem.code, problem.path, problem.message, problem.help.clone().unwrap_or_default())
    };
    assert!(problem(json!({ "price": -1 })).starts_with("out-of-range price: `-1` is out of range (from 0 to"));
    assert!(problem(json!({ "tip": -5_001 })).starts_with("out-of-range tip: `-5001` is out of range (from -5000 to"));
    let whole = "(an amount of money is in whole minor units of the currency: 1234 for $12.34, and for ¥1,234)";
    assert_eq!(
        problem(json!({ "price": 12.34 })),
        format!("wrong-type price: expected a whole number, found `12.34` {whole}")
    );
    assert!(problem(json!({ "price": "$12" })).ends_with(whole));
    assert!(problem(json!({ "params": { "fee": -1 } })).starts_with("out-of-range params.fee"));
    // An override counts, and is told.
    let given = json!({ "price": 500, "p": 0, "q": 0, "r": 300, "params": { "fee": 100 } });
    assert!(effects(&given, 50).contains(&"moving 100 USD null: You get $1.00 back".to_owned()));
}

#[test]
fn an_action_can_set_an_amount() {
    let mut document = deal_document(&[], json!({}), json!({}));
    document["currency"] = json!("JPY");
    document["facts"]["price"] = json!({ "type": "money", "label": text("Price") });
    document["actions"]["go"] = json!({
        "verb": "other", "roles": ["buyer"], "from": ["one"], "label": text("Go"), "set": { "price": "price * 2" },
    });
    let policy = made(document);
    let given = read(r#"{ "state": "one", "price": 700 }"#);
    let after = policy.apply(&given, "go", &ApplyOptions::at(at(0))).unwrap().order;
    assert_eq!(after, read(r#"{ "state": "one", "price": 1400 }"#));
}
