//! When rules and values are in force: what is told of mistakes, and what a policy says of its periods.

use serde_json::{Value, json};

use super::kit::{change, check, checked, document, gone, text};
use crate::data::Data;
use crate::describe::DescribeOptions;
use crate::policy::Reading;
use crate::time::Instant;

/// The document with a date, and some changes.
fn with(changes: &[(&str, Value)], expected: &[&str]) {
    let dated = [("/datedBy", json!("sentAt"))];
    let changes: Vec<(&str, Value)> = dated.iter().chain(changes).map(|(at, value)| (*at, value.clone())).collect();
    check(&changes, expected);
}

fn dated(values: Value) -> (&'static str, Value) {
    ("/params/most/dated", values)
}

/// A transition in two versions, in force in these periods.
fn twice(first: Value, second: Value) -> Vec<(&'static str, Value)> {
    let version = |period: Value| {
        let mut version = json!({
            "rule": "auto-done", "from": ["delivered"], "at": "sentAt + window", "to": "done", "message": text("After {window}"),
        });
        if period != json!(null) {
            version["inForce"] = period;
        }
        version
    };
    vec![("/transitions/0", version(first)), ("/transitions/2", version(second))]
}

#[test]
fn what_is_dated_needs_the_fact_that_tells_the_date() {
    let period = ("/actions/accept/inForce", json!({ "from": "2024-04-01" }));
    check(
        std::slice::from_ref(&period),
        &[
            "missing-key datedBy: `datedBy` is missing: the fact that tells by its date which rules are in force for an order (name a timestamp under `facts`, such as `datedBy = \"dueAt\"`)",
        ],
    );
    check(&[dated(json!([{ "until": "2024-04-01", "value": 3 }]))], &["missing-key datedBy: `datedBy` is missing"]);
    check(
        &[period.clone(), ("/datedBy", json!("sendAt"))],
        &["unknown-name datedBy: `sendAt` is not under `facts` (did you mean `sentAt`?)"],
    );
    check(
        &[period.clone(), ("/datedBy", json!("asked"))],
        &["wrong-type datedBy: `asked` is no timestamp (one of `dueAt`, `sentAt`)"],
    );
    check(
        &[period.clone(), ("/datedBy", json!(7))],
        &["wrong-type datedBy: expected a text, found `7` (write it in quotes)"],
    );
    check(&[period, ("/datedBy", json!("sentAt"))], &[]);
    check(&[("/datedBy", json!("sentAt"))], &[]);
}

#[test]
fn a_period_begins_before_it_ends() {
    let at = |period: Value| vec![("/duties/0/inForce", period)];
    with(&at(json!({ "from": "2024-04-01", "until": "2024-04-02" })), &[]);
    with(&at(json!({ "from": "2024-04-01", "until": "2024-04-01T00:00:00.001+09:00" })), &[]);
    with(
        &at(json!({ "from": "2024-04-01", "until": "2024-04-01T00:00:00+09:00" })),
        &[
            "conflict duties[0].inForce: no order is of a date from `2024-04-01` until `2024-04-01T00:00:00+09:00` (`until` is exclusive, and has to be later than `from`)",
        ],
    );
    with(
        &at(json!({ "from": "2024-04-02", "until": "2024-04-01" })),
        &["conflict duties[0].inForce: no order is of a date from `2024-04-02` until `2024-04-01`"],
    );
    with(
        &at(json!({})),
        &["missing-key duties[0].inForce: a period has `from` or `until` (leave it out for what is always in force)"],
    );
    with(
        &at(json!({ "from": "april" })),
        &[
            "invalid-date duties[0].inForce.from: `april` is no day and no instant (write it like `2024-04-01`, or like `2024-04-01T12:00:00+09:00`)",
        ],
    );
    with(
        &at(json!({ "from": "2024-04-01T12:00:00" })),
        &[
            "invalid-instant duties[0].inForce.from: `2024-04-01T12:00:00` has no offset from UTC, so it could mean several instants",
        ],
    );
    with(
        &at(json!({ "from": 2024 })),
        &["wrong-type duties[0].inForce.from: expected a day such as `2024-04-01`, or an instant, found `2024`"],
    );
    with(
        &at(json!({ "since": "2024-04-01" })),
        &[
            "unknown-key duties[0].inForce.since: `since` has no meaning here (one of `from`, `until`)",
            "missing-key duties[0].inForce: a period has `from` or `until`",
        ],
    );
    with(
        &[
            ("/utcOffset", gone()),
            ("/timeZone", json!("Asia/Tokyo")),
            ("/duties/0/inForce", json!({ "from": "1969-12-31" })),
        ],
        &[
            "out-of-range duties[0].inForce.from: when `1969-12-31` begins is not known (days of a zone are known from 1970-01-01 to 2100-12-31)",
        ],
    );
}

#[test]
fn rules_of_one_id_follow_one_another() {
    let (first, second) = (json!({ "until": "2024-04-01" }), json!({ "from": "2024-04-01" }));
    with(&twice(first.clone(), second.clone()), &[]);
    with(&twice(second, first.clone()), &[]);
    with(
        &twice(first.clone(), json!({ "from": "2024-03-01" })),
        &[
            "conflict transitions[2].inForce: the rule `shop.auto-done` is in force twice from `2024-03-01` until `2024-04-01` (`until` is exclusive: let the one end where the other begins)",
        ],
    );
    with(
        &twice(first.clone(), json!(null)),
        &["conflict transitions[2].inForce: the rule `shop.auto-done` is in force twice until `2024-04-01`"],
    );
    with(
        &twice(first.clone(), json!({ "from": "2024-04-02" })),
        &[
            "conflict transitions[2].inForce: the rule `shop.auto-done` is not in force from `2024-04-01` until `2024-04-02` (`until` is exclusive: let the earlier one end where the later begins, or call the later one otherwise if neither held in between)",
        ],
    );
    // A millisecond is a gap, and one too many is an overlap.
    with(
        &twice(first.clone(), json!({ "from": "2024-04-01T00:00:00.001+09:00" })),
        &[
            "conflict transitions[2].inForce: the rule `shop.auto-done` is not in force from `2024-04-01` until `2024-04-01T00:00:00.001+09:00`",
        ],
    );
    with(
        &twice(first, json!({ "from": "2024-03-31T23:59:59.999+09:00" })),
        &[
            "conflict transitions[2].inForce: the rule `shop.auto-done` is in force twice from `2024-03-31T23:59:59.999+09:00` until `2024-04-01`",
        ],
    );
    // What stands twice without a period is told as in a policy that has none.
    let mut undated = twice(json!(null), json!(null));
    undated.push(("/duties/0/inForce", json!({ "from": "2024-04-01" })));
    with(&undated, &["duplicate transitions[2].rule: the rule `shop.auto-done` stands here twice"]);
}

#[test]
fn every_kind_of_rule_has_its_periods() {
    let (first, second, third) = (
        json!({ "until": "2024-04-01" }),
        json!({ "from": "2024-04-01", "until": "2025-01-01" }),
        json!({ "from": "2025-02-01" }),
    );
    let requirement =
        |period: &Value| json!({ "rule": "once", "that": "asked < 1", "message": text("Once"), "inForce": period });
    let effect = |period: &Value| json!({ "rule": "fee", "kind": "payout", "severity": "info", "message": text("Fee"), "inForce": period });
    let draft =
        |period: &Value| json!({ "id": "please", "subject": text("Please"), "body": text("Do"), "inForce": period });
    let duty = |period: &Value| json!({ "rule": "pay", "message": text("Pay"), "inForce": period });
    let list = |of: &dyn Fn(&Value) -> Value, periods: &[&Value]| -> Value {
        periods.iter().map(|period| of(period)).collect()
    };
    for (place, of, id, key) in [
        ("/actions/accept/requires", &requirement as &dyn Fn(&Value) -> Value, "the rule `shop.accept.once`", "rule"),
        ("/actions/accept/effects", &effect, "the rule `shop.accept.fee`", "rule"),
        ("/transitions/0/effects", &effect, "the rule `shop.auto-done.fee`", "rule"),
        ("/actions/accept/drafts", &draft, "the draft `please`", "id"),
        ("/duties", &duty, "the rule `shop.pay`", "rule"),
    ] {
        let path = place.trim_start_matches('/').replace("/0/", "[0].").replace('/', ".");
        with(&[(place, list(&of, &[&first, &second]))], &[]);
        with(
            &[(place, list(&of, &[&first, &second, &second]))],
            &[&format!("conflict {path}[2].inForce: {id} is in force twice from `2024-04-01` until `2025-01-01`")],
        );
        with(
            &[(place, list(&of, &[&third, &first, &second]))],
            &[&format!("conflict {path}[0].inForce: {id} is not in force from `2025-01-01` until `2025-02-01`")],
        );
        let mut plain = list(&of, &[&first, &first]);
        plain.as_array_mut().unwrap().iter_mut().for_each(|element| {
            element.as_object_mut().unwrap().remove("inForce");
        });
        with(
            &[(place, plain), ("/actions/revise/inForce", first.clone())],
            &[&format!("duplicate {path}[1].{key}: {id} stands here twice")],
        );
    }
    // In different editions they do not meet.
    let mut editions = list(&requirement, &[&first, &first]);
    editions[0]["edition"] = "old".into();
    editions[1]["edition"] = "recent".into();
    with(&[("/actions/accept/requires", editions.clone())], &[]);
    editions[1]["edition"] = json!(["old", "recent"]);
    with(
        &[("/actions/accept/requires", editions)],
        &[
            "conflict actions.accept.requires[1].inForce: the rule `shop.accept.once` is in force twice until `2024-04-01`",
        ],
    );
    // The rule that an action has beside its own is always there.
    with(
        &[(
            "/actions/accept/requires",
            json!([{ "rule": "state", "that": "asked < 1", "message": text("x"), "inForce": first }]),
        )],
        &[
            "conflict actions.accept.requires[0].inForce: the rule `shop.accept.state` is in force twice until `2024-04-01`",
        ],
    );
}

#[test]
fn what_belongs_to_a_rule_is_not_in_force_without_it() {
    let before = json!({ "until": "2024-04-01" });
    with(
        &[
            ("/actions/revise/inForce", json!({ "from": "2024-04-01" })),
            ("/actions/revise/requires/0/inForce", before.clone()),
        ],
        &[
            "conflict actions.revise.requires[0].inForce: it is in force until `2024-04-01`, but what it belongs to only from `2024-04-01` on (then it never counts; leave it out, or correct the days)",
        ],
    );
    let group = json!({
        "rule": "ground", "message": text("Ground"), "inForce": before,
        "any": [
            { "rule": "one", "that": "asked < 1", "message": text("One") },
            { "rule": "two", "that": "asked < 2", "message": text("Two"), "inForce": { "from": "2023-01-01" } },
            { "rule": "two", "that": "asked < 3", "message": text("Two"), "inForce": { "until": "2023-01-01" } },
        ],
    });
    with(&[("/actions/accept/requires", json!([group]))], &[]);
}

#[test]
fn the_values_of_a_parameter_leave_no_gap() {
    with(&[dated(json!([{ "until": "2024-04-01", "value": 3 }]))], &[]);
    with(&[dated(json!([]))], &[]);
    // What is undated holds before, after or in between, and around single periods.
    with(&[dated(json!([{ "until": "2023-01-01", "value": 3 }, { "from": "2027-01-01", "value": 1 }]))], &[]);
    with(
        &[dated(json!([
            { "from": "2023-12-25", "until": "2024-01-05", "value": 3 },
            { "from": "2024-12-25", "until": "2025-01-05", "value": 4 },
        ]))],
        &[],
    );
    with(
        &[dated(json!([
            { "from": "2023-02-01", "until": "2024-04-01", "value": 4 },
            { "until": "2023-01-01", "value": 3 },
        ]))],
        &[
            "conflict params.most.dated: none of the dated values is in force from `2023-01-01` until `2023-02-01` (say what held then, even if that is the undated value)",
        ],
    );
    with(
        &[dated(
            json!([{ "until": "2024-04-01", "value": 3 }, { "from": "2024-03-01", "until": "2025-01-01", "value": 4 }]),
        )],
        &[
            "conflict params.most.dated[1]: two values are in force from `2024-03-01` until `2024-04-01` (`until` is exclusive: let the one end where the other begins)",
        ],
    );
    with(
        &[dated(json!([{ "until": "2024-04-01", "value": 3 }, { "from": "2024-04-01", "value": 4 }]))],
        &["conflict params.most.value: `value` is never in force: the dated ones leave nothing open (leave it out)"],
    );
    with(
        &[
            ("/params/most/value", gone()),
            dated(json!([{ "until": "2024-04-01", "value": 3 }, { "from": "2024-04-01", "value": 4 }])),
        ],
        &[],
    );
    with(
        &[
            ("/params/most/value", gone()),
            dated(
                json!([{ "from": "2023-01-01", "until": "2024-03-31", "value": 3 }, { "from": "2024-04-01", "value": 4 }]),
            ),
        ],
        &[
            "conflict params.most.dated: no value is in force until `2023-01-01` (give one for these dates, or a `value` for all that the others leave open)",
            "conflict params.most.dated: no value is in force from `2024-03-31` until `2024-04-01`",
        ],
    );
    with(
        &[("/params/most/value", gone()), dated(json!([{ "until": "2024-04-01", "value": 3 }]))],
        &["conflict params.most.dated: no value is in force from `2024-04-01` on"],
    );
    with(&[("/params/most/value", gone()), dated(json!([]))], &["missing-key params.most.value: `value` is missing"]);
    with(
        &[dated(json!([{ "value": 3 }]))],
        &[
            "missing-key params.most.dated[0]: a period has `from` or `until`",
            "conflict params.most.value: `value` is never in force",
        ],
    );
    with(
        &[dated(json!([{ "until": "2024-04-01", "value": "3d" }]))],
        &["wrong-type params.most.value: a parameter is of one type in all editions and periods"],
    );
    with(
        &[dated(json!([{ "until": "2024-04-01", "value": 3, "source": "pages" }]))],
        &["unknown-name params.most.dated[0].source: `pages` is not under `sources` (did you mean `page`?)"],
    );
    // An edition that says otherwise says for when.
    with(
        &[("/params/window/dated", json!([{ "until": "2024-04-01", "value": "9d" }]))],
        &[
            "missing-key params.window.editions.recent.dated: the parameter is dated, so this edition has to say what held when (write `dated = []` if its value always held)",
        ],
    );
    for own in [json!([]), json!([{ "until": "2024-05-01", "value": "8d" }])] {
        with(
            &[
                ("/params/window/dated", json!([{ "until": "2024-04-01", "value": "9d" }])),
                ("/params/window/editions/recent/dated", own),
            ],
            &[],
        );
    }
}

#[test]
fn rules_change_on_so_many_days_at_most() {
    let days = |count: usize| {
        let day = |number: usize| format!("{}-01-01", 2000 + number);
        let between = |number: usize| json!({ "from": day(number), "until": day(number + 1), "value": number + 1 });
        dated((0..count - 1).map(between).collect())
    };
    let one = ("/editions", json!({ "old": { "label": text("Old") }, "recent": { "label": text("Recent") } }));
    with(&[days(29), one.clone()], &[]);
    with(&[days(30), one], &["too-large datedBy: the rules change on at most 29 days here, not on 30"]);
}

#[test]
fn each_period_has_its_rules_and_values() {
    let mut document = document();
    change(&mut document, "/datedBy", json!("sentAt"));
    for (at, value) in twice(json!({ "until": "2024-04-01" }), json!({ "from": "2024-04-01" })) {
        change(&mut document, at, value);
    }
    change(
        &mut document,
        "/params/most/dated",
        json!([{ "until": "2023-01-01", "value": 5, "source": "page", "note": text("Then") }]),
    );
    change(&mut document, "/actions/revise/requires/1/inForce", json!({ "until": "2023-01-01" }));
    let policy = checked(document).unwrap();
    let day = |day: &str| Instant::parse(&format!("{day}T00:00:00+09:00")).unwrap();
    assert_eq!(policy.turns, [day("2023-01-01").millis(), day("2024-04-01").millis()]);
    for (at, period) in [("2022-12-31", 0), ("2023-01-01", 1), ("2024-03-31", 1), ("2024-04-01", 2)] {
        assert_eq!(policy.period(day(at).millis()), period, "{at}");
        assert_eq!(policy.period(day(at).millis() - 1), policy.period(day(at).millis() - 86_400_000), "{at}");
    }
    let most = |period| policy.params[0].value(Reading { edition: 0, period }).unwrap().value;
    assert_eq!([0, 1, 2].map(most), [5, 2, 2]);
    let requires = |period| policy.rules(Reading { edition: 0, period }).actions[2].requires.len();
    assert_eq!([0, 1, 2].map(requires), [2, 1, 1]);

    let described = serde_json::to_value(policy.describe(&DescribeOptions::default().locale("en")).unwrap()).unwrap();
    assert_eq!(described["datedBy"], "sentAt");
    let (first, second) = (day("2023-01-01").millis(), day("2024-04-01").millis());
    assert_eq!(
        described["params"][0]["dated"],
        json!([{ "from": null, "until": first, "value": 5, "source": "page", "note": "Then" }])
    );
    assert_eq!(described["params"][0]["value"], 2);
    let periods =
        |list: &Value| -> Vec<Value> { list.as_array().unwrap().iter().map(|rule| rule["inForce"].clone()).collect() };
    assert_eq!(
        periods(&described["transitions"]),
        [json!({ "from": null, "until": second }), json!({ "from": second, "until": null })]
    );
    let requires = &described["actions"][2]["requires"];
    assert_eq!(periods(requires), [json!(null), json!({ "from": null, "until": first })]);
    // What is told is what it was while it was in force.
    assert_eq!(requires[1]["message"], "Up to 5");
}

#[test]
fn days_and_instants_of_toml_need_no_quotes() {
    let dates = "day = 2024-04-01\nat = 2024-04-01T12:00:00+09:00\n[table]\nday = 2024-04-01";
    let read: Data<'static> = toml::from_str(dates).unwrap();
    assert_eq!(
        serde_json::to_value(read).unwrap(),
        json!({ "day": "2024-04-01", "at": "2024-04-01T12:00:00+09:00", "table": { "day": "2024-04-01" } })
    );
}
