//! What an order may say, and what is told of one that cannot be understood.

use serde_json::{Value as Json, json};

use super::Order;
use crate::data::Data;
use crate::expr::Value;
use crate::policy::{EditionId, Policy};
use crate::problem::Problem;

/// The editions of the policy, by their numbers.
const OLD: EditionId = 0;
const RECENT: EditionId = 1;

/// 2026-11-10T09:00:00+09:00.
const NOON: i64 = 1_794_268_800_000;

fn policy() -> Policy {
    let text = |words: &str| json!({ "ja": words, "en": words });
    let document = json!({
        "format": "torihiki/1",
        "id": "shop",
        "utcOffset": "+09:00",
        "roles": ["buyer", "seller"],
        "label": text("Shop"),
        "editions": { "old": { "label": text("Old") }, "recent": { "label": text("Recent") } },
        "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "params": {
            "window": { "label": text("Window"), "value": "7d", "editions": { "recent": { "value": "72h" } } },
            "most": { "label": text("Most"), "value": 2 },
            "silence": { "label": text("Silence"), "value": "4d", "edition": "recent" },
        },
        "facts": {
            "sentAt": { "type": "timestamp", "label": text("Sent") },
            "dueAt": { "type": "timestamp", "label": text("Due"), "default": "none" },
            "endAt": { "type": "timestamp", "label": text("End"), "nullable": true },
            "wait": { "type": "duration", "label": text("Wait"), "default": "2h" },
            "count": { "type": "int", "label": text("Count"), "default": 1, "min": 0 },
            "balance": { "type": "int", "label": text("Balance") },
            "gift": { "type": "bool", "label": text("Gift"), "default": false },
            "asker": { "type": ["buyer", "seller"], "label": text("Asker"), "nullable": true },
        },
        "states": { "working": { "label": text("Working") }, "held": { "label": text("Held"), "edition": "recent" } },
        "actions": {
            "look": { "verb": "other", "roles": ["buyer"], "from": ["working", "held"], "label": text("Look") },
        },
    });
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    Policy::new(&document).unwrap_or_else(|problems| panic!("{problems}"))
}

fn data(order: Json) -> Data<'static> {
    serde_json::from_value(order).unwrap()
}

/// The value of a fact in an order that says it, or leaves it out.
fn fact(policy: &Policy, name: &str, given: Option<Data<'static>>) -> Value {
    let state = ("state".into(), Data::Text("working".into()));
    let given = given.map(|value| (name.to_owned().into(), value));
    let order = Data::Map([state].into_iter().chain(given).collect());
    let order = Order::read(policy, &order).unwrap_or_else(|problems| panic!("{problems}"));
    order.facts[policy.facts.iter().position(|fact| fact.name == *name).unwrap()]
}

#[test]
fn a_fact_that_is_left_out_has_its_default_or_is_unknown() {
    let policy = policy();
    for (name, left_out, null) in [
        ("sentAt", Value::Unknown, Value::Unknown),
        ("dueAt", Value::Null, Value::Null),
        ("endAt", Value::Unknown, Value::Null),
        ("wait", Value::Number(7_200_000), Value::Number(7_200_000)),
        ("count", Value::Number(1), Value::Number(1)),
        ("balance", Value::Unknown, Value::Unknown),
        ("gift", Value::Bool(false), Value::Bool(false)),
        ("asker", Value::Unknown, Value::Null),
    ] {
        assert_eq!(fact(&policy, name, None), left_out, "{name}");
        assert_eq!(fact(&policy, name, Some(Data::Null)), null, "{name}");
    }
}

#[test]
fn a_fact_is_read_in_every_form_it_has() {
    let policy = policy();
    let text = |text: &str| Data::Text(text.to_owned().into());
    let seller = Value::Symbol(policy.symbols.find("seller").unwrap());
    for (name, given, expected) in [
        ("sentAt", Data::Date(NOON), Value::Number(NOON)),
        ("sentAt", Data::Int(NOON), Value::Number(NOON)),
        ("sentAt", text("2026-11-10T09:00:00+09:00"), Value::Number(NOON)),
        ("sentAt", text("2026-11-10T00:00:00Z"), Value::Number(NOON)),
        ("sentAt", text("2026-11-09t18:00:00.0009-06:00"), Value::Number(NOON)),
        ("sentAt", Data::Int(0), Value::Number(0)),
        ("sentAt", Data::Int(-62_167_219_200_000), Value::Number(-62_167_219_200_000)),
        ("sentAt", Data::Date(253_402_300_799_999), Value::Number(253_402_300_799_999)),
        ("wait", text("1d12h"), Value::Number(36 * 3_600_000)),
        ("wait", Data::Int(5), Value::Number(5)),
        ("wait", text("0s"), Value::Number(0)),
        ("count", Data::Int(0), Value::Number(0)),
        ("count", Data::Int(9_007_199_254_740_991), Value::Number(9_007_199_254_740_991)),
        ("balance", Data::Int(-9_007_199_254_740_991), Value::Number(-9_007_199_254_740_991)),
        ("gift", Data::Bool(true), Value::Bool(true)),
        ("asker", text("seller"), seller),
    ] {
        assert_eq!(fact(&policy, name, Some(given.clone())), expected, "{name}: {given:?}");
    }
}

#[test]
fn parameters_have_the_value_of_the_edition_unless_the_order_says_otherwise() {
    let policy = policy();
    let params = |order: Json| {
        let mut order = order;
        order["state"] = json!("working");
        let order = data(order);
        let order = Order::read(&policy, &order).unwrap_or_else(|problems| panic!("{problems}"));
        let other = order.in_edition(if order.edition == OLD { RECENT } else { OLD }).unwrap();
        // In the order of the policy: `most`, `silence`, `window`.
        (order.params.to_vec(), other.params.to_vec())
    };
    let (hour, day) = (3_600_000, 86_400_000);
    let (old, recent) = (vec![2, 0, 7 * day], vec![2, 4 * day, 3 * day]);
    assert_eq!(params(json!({})), (old.clone(), recent.clone()));
    assert_eq!(params(json!({ "edition": "recent" })), (recent.clone(), old.clone()));
    assert_eq!(params(json!({ "params": null, "edition": null })), (old.clone(), recent.clone()));
    assert_eq!(params(json!({ "params": { "most": null } })), (old, recent));
    let own = json!({ "params": { "window": "1h", "most": -1, "silence": 5 } });
    assert_eq!(params(own), (vec![-1, 5, hour], vec![-1, 5, hour]));
}

#[test]
fn a_state_of_another_edition_is_no_state_there() {
    let policy = policy();
    let order = data(json!({ "state": "held", "edition": "recent" }));
    let order = Order::read(&policy, &order).unwrap();
    assert!(order.in_edition(OLD).is_none());
    assert!(order.in_edition(RECENT).is_some());
}

#[test]
fn what_an_order_says_of_itself_is_read() {
    let policy = policy();
    for order in [
        json!({ "state": "working", "policy": "shop", "id": "A-1" }),
        json!({ "state": "working", "policy": null, "id": 7 }),
        json!({ "state": "working", "id": null, "edition": "old", "params": {} }),
    ] {
        assert!(Order::read(&policy, &data(order.clone())).is_ok(), "{order}");
    }
}

fn told(problem: &Problem) -> String {
    format!("{} {}: {} ({})", problem.code, problem.path, problem.message, problem.help.as_deref().unwrap_or_default())
}

/// Compares what is wrong with an order with what is expected: `code path: message (help)`,
/// of which the end may be left out.
fn check(order: Data<'static>, expected: &[&str]) {
    let problems = Order::read(&policy(), &order).err().map(|problems| problems.as_slice().iter().map(told).collect());
    let problems: Vec<String> = problems.unwrap_or_default();
    let same =
        problems.len() == expected.len() && problems.iter().zip(expected).all(|(told, start)| told.starts_with(start));
    assert!(same, "{order:?}\nexpected {expected:#?}\nfound {problems:#?}");
}

#[test]
fn what_is_wrong_with_a_fact_is_told_with_what_would_be_right() {
    let text = |text: &str| Data::Text(text.to_owned().into());
    let instant = "(write it like `2026-11-10T09:00:00+09:00`)";
    let duration = "(write it like `72h` or `1d12h`, from `0s` to `365000d`)";
    let pass = "(pass a Date, an RFC 3339 text with an offset, or milliseconds since 1970)";
    let range = "(an instant as a number is in milliseconds since 1970-01-01T00:00:00Z)";
    let numbers = "(from 0 to 9007199254740991, both inclusive)";
    for (name, given, expected) in [
        ("sentAt", text("soon"), format!("invalid-instant sentAt: `soon` is no instant {instant}")),
        ("sentAt", text(""), format!("invalid-instant sentAt: `` is no instant {instant}")),
        ("sentAt", text("2026-02-30T00:00:00Z"), "invalid-instant sentAt: `2026-02-30T00:00:00Z` is no instant".to_owned()),
        ("sentAt", text("2026-11-10"), "invalid-instant sentAt: `2026-11-10` has no offset from UTC, so it could mean several instants (write it like `2026-11-10T09:00:00+09:00`)".to_owned()),
        ("sentAt", text("2026-11-10T09:00:00"), "invalid-instant sentAt: `2026-11-10T09:00:00` has no offset".to_owned()),
        ("sentAt", text("0000-01-01T00:00:00+00:01"), format!("out-of-range sentAt: `0000-01-01T00:00:00+00:01` is outside the years 0000 to 9999 {range}")),
        ("sentAt", Data::Int(-62_167_219_200_001), format!("out-of-range sentAt: `-62167219200001` is outside the years 0000 to 9999 {range}")),
        ("sentAt", Data::Date(253_402_300_800_000), "out-of-range sentAt: a date is outside the years 0000 to 9999".to_owned()),
        ("sentAt", Data::Inexact("Invalid Date".into()), "invalid-instant sentAt: `Invalid Date` is no instant (pass a valid date or whole milliseconds)".to_owned()),
        ("sentAt", Data::Inexact("1.5".into()), "invalid-instant sentAt: `1.5` is no instant".to_owned()),
        ("sentAt", Data::Bool(true), format!("wrong-type sentAt: expected an instant, found `true` {pass}")),
        ("sentAt", Data::List(vec![]), format!("wrong-type sentAt: expected an instant, found a list {pass}")),
        ("sentAt", Data::Map(vec![]), format!("wrong-type sentAt: expected an instant, found an object {pass}")),
        ("sentAt", Data::Foreign("a function".into()), format!("wrong-type sentAt: expected an instant, found a function {pass}")),
        ("wait", text("2 hours"), format!("invalid-duration wait: `2 hours` is no duration {duration}")),
        ("wait", text("-1h"), format!("invalid-duration wait: `-1h` is negative {duration}")),
        ("wait", text("365001d"), format!("invalid-duration wait: `365001d` is too long {duration}")),
        ("wait", Data::Inexact("0.5".into()), format!("invalid-duration wait: `0.5` is no duration {duration}")),
        ("wait", Data::Int(-1), format!("out-of-range wait: `-1` is no duration in milliseconds {duration}")),
        ("wait", Data::Date(0), format!("wrong-type wait: expected a duration, found a date {duration}")),
        ("count", Data::Int(-1), format!("out-of-range count: `-1` is out of range {numbers}")),
        ("count", Data::Int(9_007_199_254_740_992), format!("out-of-range count: `9007199254740992` is out of range {numbers}")),
        ("count", Data::Inexact("1.5".into()), "wrong-type count: expected a whole number, found `1.5` ()".to_owned()),
        ("count", text("1"), "wrong-type count: expected a whole number, found `1` (write it without quotes)".to_owned()),
        ("balance", Data::Int(i64::MIN), "out-of-range balance: `-9223372036854775808` is out of range (from -9007199254740991 to".to_owned()),
        ("gift", Data::Int(0), "wrong-type gift: expected true or false, found `0` ()".to_owned()),
        ("gift", text("false"), "wrong-type gift: expected true or false, found `false` (write it without quotes)".to_owned()),
        ("asker", text("byer"), "wrong-type asker: `byer` is no choice of `asker` (did you mean `buyer`?)".to_owned()),
        ("asker", text("?"), "wrong-type asker: `?` is no choice of `asker` (one of `buyer`, `seller`)".to_owned()),
        ("asker", Data::Bool(false), "wrong-type asker: `false` is no choice of `asker` (one of `buyer`, `seller`)".to_owned()),
        ("params", text("x"), "not-an-object params: `params` is an object with names and values, not `x` ()".to_owned()),
        ("id", Data::Bool(true), "wrong-type id: an id is a text or a whole number, not `true` ()".to_owned()),
        ("id", Data::Map(vec![]), "wrong-type id: an id is a text or a whole number, not an object ()".to_owned()),
        ("policy", text("coconala"), "unknown-policy policy: `coconala` is not the policy at hand (leave it out, or write `shop`)".to_owned()),
        ("policy", Data::Int(1), "unknown-policy policy: `1` is not the policy at hand".to_owned()),
    ] {
        check(Data::Map(vec![("state".into(), text("working")), (name.into(), given)]), &[&expected]);
    }
}

#[test]
fn names_that_mean_nothing_are_told_with_the_nearest_one() {
    for (order, expected) in [
        (json!({ "state": "workin" }), "unknown-state state: `workin` is no state of `shop` (did you mean `working`?)"),
        (json!({ "state": "done" }), "unknown-state state: `done` is no state of `shop` (one of `working`)"),
        (
            json!({ "state": "done", "edition": "recent" }),
            "unknown-state state: `done` is no state of `shop` (one of `held`, `working`)",
        ),
        (
            json!({ "state": "held" }),
            "unknown-state state: the edition `old` has no state `held` (only the edition `recent` has it: add `edition: \"recent\"`)",
        ),
        (json!({ "state": null }), "unknown-state state: the state of the order is missing (one of `working`)"),
        (json!({}), "unknown-state state: the state of the order is missing (one of `working`)"),
        (json!({ "state": 3 }), "wrong-type state: a state is a text, not `3` (one of `working`)"),
        (
            json!({ "state": "working", "edition": "resent" }),
            "unknown-edition edition: `resent` is no edition of `shop` (did you mean `recent`?)",
        ),
        (
            json!({ "state": "working", "edition": "x" }),
            "unknown-edition edition: `x` is no edition of `shop` (one of `old`, `recent`)",
        ),
        (
            json!({ "state": "working", "edition": [] }),
            "wrong-type edition: an edition is a text, not a list (one of `old`, `recent`)",
        ),
        (
            json!({ "state": "working", "snetAt": 1 }),
            "unknown-fact snetAt: `snetAt` is no fact of `shop` (did you mean `sentAt`?)",
        ),
        (
            json!({ "state": "working", "parms": {} }),
            "unknown-fact parms: `parms` is no fact of `shop` (did you mean `params`?)",
        ),
        (
            json!({ "state": "working", "?": null }),
            "unknown-fact ?: `?` is no fact of `shop` (one of `asker`, `balance`, `count`, ",
        ),
        (
            json!({ "state": "working", "params": { "windw": "1h" } }),
            "unknown-param params.windw: `windw` is no parameter of `shop` (did you mean `window`?)",
        ),
        (
            json!({ "state": "working", "params": { "?": 1 } }),
            "unknown-param params.?: `?` is no parameter of `shop` (one of `most`, `silence`, `window`)",
        ),
        (
            json!({ "state": "working", "params": { "window": 1.5 } }),
            "invalid-duration params.window: `1.5` is no duration",
        ),
        (
            json!({ "state": "working", "params": { "window": "x" } }),
            "invalid-duration params.window: `x` is no duration",
        ),
        (
            json!({ "state": "working", "params": { "window": true } }),
            "wrong-type params.window: expected a duration, found `true`",
        ),
        (
            json!({ "state": "working", "params": { "most": "2" } }),
            "wrong-type params.most: expected a whole number, found `2`",
        ),
        (
            json!({ "state": "working", "params": { "most": i64::MAX } }),
            "out-of-range params.most: `9223372036854775807` is out of range",
        ),
    ] {
        check(data(order), &[expected]);
    }
    for (order, found) in
        [(json!(null), "null"), (json!([]), "a list"), (json!("working"), "`working`"), (json!(1), "`1`")]
    {
        check(data(order), &[&format!("not-an-object : an order is an object with names and values, not {found}")]);
    }
}

#[test]
fn everything_that_is_wrong_is_told_in_the_order_in_which_it_stands() {
    let order = r#"{
        "sentAt": "x", "state": "x", "params": { "most": "x", "window": "x" }, "edition": "old",
        "colour": 1, "gift": 0, "count": -1, "policy": "x"
    }"#;
    check(
        serde_json::from_str(order).unwrap(),
        &[
            "invalid-instant sentAt",
            "unknown-state state",
            "wrong-type params.most",
            "invalid-duration params.window",
            "unknown-fact colour",
            "wrong-type gift",
            "out-of-range count",
            "unknown-policy policy",
        ],
    );
    // A missing state stands last, for it stands nowhere.
    check(data(json!({ "gift": 0 })), &["wrong-type gift", "unknown-state state: the state of the order is missing"]);
}

#[test]
fn what_a_problem_repeats_is_cut() {
    let long = "あ".repeat(10_000);
    let cut = format!("{}…", "あ".repeat(60));
    let order = Data::Map(vec![
        ("state".into(), Data::Text(long.clone().into())),
        (long.clone().into(), Data::Null),
        ("sentAt".into(), Data::Inexact(long.clone().into())),
        ("wait".into(), Data::Foreign(long.clone().into())),
        ("params".into(), Data::Map(vec![(long.into(), Data::Null)])),
    ]);
    check(
        order,
        &[
            &format!("unknown-state state: `{cut}` is no state of `shop` (one of `working`)"),
            &format!("unknown-fact {cut}: `{cut}` is no fact of `shop` ("),
            &format!("invalid-instant sentAt: `{cut}` is no instant ("),
            &format!("wrong-type wait: expected a duration, found {cut} ("),
            &format!("unknown-param params.{cut}: `{cut}` is no parameter of `shop` ("),
        ],
    );
}
