//! What transitions record, and what follows from it.

use serde_json::json;

use super::kit::{answer_at, apply, at, check, deal, deal_document, made, order, policy, read, text};
use crate::preview::{ApplyOptions, Options, TimelineOptions};

const WEEK: i64 = 604_800_000;

#[test]
fn what_is_recorded_counts_from_then_on() {
    let actions = json!({
        "soon": { "from": ["two"], "requires": { "within": "now < c + week" } },
        "noted": { "from": ["one", "two"], "requires": { "told": "f" } },
    });
    let duties = json!({ "pay": { "in": ["two"], "due": "c + week", "role": "buyer" } });
    let policy = policy(&["x: one -> two at a set c = at, f = true", "y: two -> three at c + week"], actions, duties);
    let facts = json!({ "a": 10, "f": false });
    check(
        &policy,
        "one",
        facts.clone(),
        9,
        json!({
            "state": { "effective": "one" },
            "actions": {
                "noted": { "verdict": "denied", "until": 10, "opensAt": 10 },
                "soon": { "verdict": "denied", "opensAt": 10, "until": 10 },
            },
            "next": { "at": 10, "what": "state" },
            "ifNobodyActs": [{ "rule": "deal.x", "at": 10 }, { "rule": "deal.y", "at": 10 + WEEK, "from": "two" }],
        }),
    );
    check(
        &policy,
        "one",
        facts.clone(),
        10,
        json!({
            "state": { "effective": "two", "uncertain": [] },
            "actions": {
                "noted": { "verdict": "allowed", "until": 10 + WEEK },
                "soon": { "verdict": "allowed", "until": 10 + WEEK },
            },
            "duties": { "deal.pay": { "due": 10 + WEEK, "overdue": false, "certainty": "certain" } },
            "next": { "at": 10 + WEEK, "what": "state" },
            "ifNobodyActs": [{ "rule": "deal.y", "at": 10 + WEEK }],
        }),
    );
    check(&policy, "one", facts, 10 + WEEK, json!({ "state": { "effective": "three" }, "next": null }));
    // What an order says itself counts until then.
    check(
        &policy,
        "one",
        json!({ "a": 10, "c": 5, "f": true }),
        9,
        json!({ "actions": { "noted": { "verdict": "allowed", "until": 10 + WEEK } } }),
    );
}

#[test]
fn what_is_recorded_is_unknown_where_it_is_not_known_when() {
    let actions = json!({
        "soon": { "from": ["one", "two"], "requires": { "within": "now < c + week" } },
        "always": { "from": ["one", "two"], "requires": { "later": "now >= d" } },
    });
    let policy = policy(&["x: one -> two at a set c = at, d = b"], actions, json!({}));
    // It is known neither whether it has happened nor when; what was written before it is known where it has not.
    check(
        &policy,
        "one",
        json!({ "c": 0, "d": 5, "b": 5 }),
        10,
        json!({
            "state": { "uncertain": ["deal.x"] },
            "actions": {
                "soon": { "verdict": "unknown", "missing": ["a"] },
                "always": { "verdict": "allowed", "missing": [] },
            },
        }),
    );
    // Where it has happened, only what it was recorded from is missing.
    check(
        &policy,
        "one",
        json!({ "a": 7, "d": 5 }),
        10,
        json!({
            "state": { "effective": "two", "uncertain": [] },
            "actions": { "soon": { "verdict": "allowed", "until": 7 + WEEK }, "always": { "missing": ["b"] } },
        }),
    );
}

#[test]
fn worlds_with_other_facts_are_told_apart() {
    // Whichever comes first, the deal is in two, but since when is another question.
    let transitions = ["x: one -> two at a when f set c = at", "y: one -> two at b set c = at"];
    let actions = json!({ "soon": { "from": ["two"], "requires": { "within": "now < c + week" } } });
    let policy = policy(&transitions, actions, json!({ "pay": { "in": ["two"], "due": "c + week" } }));
    let facts = json!({ "a": 10, "b": 20 });
    let soon = |now: i64| answer_at(&policy, &order("one", &facts), now)["actions"]["soon"].clone();
    assert_eq!((&soon(20)["verdict"], &soon(20)["until"]), (&json!("allowed"), &json!(10 + WEEK)));
    assert_eq!((&soon(10 + WEEK)["verdict"], &soon(10 + WEEK)["missing"]), (&json!("unknown"), &json!(["f"])));
    assert_eq!(soon(20 + WEEK)["verdict"], json!("denied"));
    let due = |now: i64| answer_at(&policy, &order("one", &facts), now)["duties"]["deal.pay"].clone();
    assert_eq!(
        (&due(20)["due"], &due(20)["overdue"], &due(20)["certainty"]),
        (&json!(null), &json!(false), &json!("certain"))
    );
    assert_eq!(due(10 + WEEK)["overdue"], json!(null));
    assert_eq!(due(20 + WEEK)["overdue"], json!(true));
}

#[test]
fn a_duty_is_due_by_what_was_recorded_last() {
    let duties = json!({ "pay": { "in": ["one", "two"], "due": "c + week", "role": { "not": "asker" } } });
    let policy = policy(&["x: one -> two at a set c = at, asker = \"buyer\""], json!({}), duties);
    let given = order("one", &json!({ "a": 10, "c": 0, "asker": "seller" }));
    let told = policy.timeline(&given, &TimelineOptions::from(at(5))).unwrap();
    let spans: Vec<_> = told
        .duties
        .iter()
        .map(|span| {
            (span.from.millis(), span.to.map(|to| to.millis()), span.due.unwrap().millis(), span.role.as_deref())
        })
        .collect();
    assert_eq!(spans, [(5, Some(10), WEEK, Some("buyer")), (10, None, 10 + WEEK, Some("seller"))]);
}

#[test]
fn an_action_finds_what_happened_before_it_in_the_order() {
    let actions = json!({
        "go": { "from": ["two"], "to": "three", "roles": ["buyer"], "requires": { "since": "now >= p + duration(\"1ms\")" } },
    });
    let policy = deal(&["x: one -> two at a set p = at, count = count + 1"], actions, json!({}));
    let go = |given: &str, now: i64| {
        let applied = apply(&policy, given, &read(given), &ApplyOptions::at(at(now)));
        let missing: Vec<String> = applied.missing.iter().map(|fact| fact.to_string()).collect();
        (applied.applied, serde_json::to_string(&applied.order).unwrap(), missing)
    };
    let (applied, after, _) = go(r#"{"state":"one","a":10}"#, 20);
    assert!(applied);
    assert_eq!(after, r#"{"state":"three","a":10,"count":1,"p":10}"#);
    assert!(!go(r#"{"state":"one","a":10}"#, 10).0);
}

#[test]
fn an_order_that_cannot_say_what_is_unknown_is_not_made_up() {
    // `count` is 0 where it is left out, so leaving it out would say more than is known.
    let set = json!({ "go": { "from": ["one", "two"], "to": "three", "roles": ["buyer"] } });
    let policy = deal(&["x: one -> two at a when f set count = count + 1"], set, json!({}));
    let applied = apply(&policy, "", &read(r#"{"state":"one","a":10}"#), &ApplyOptions::at(at(20)));
    assert!(!applied.applied);
    assert_eq!(applied.missing, ["f"]);
    let applied = apply(&policy, "", &read(r#"{"state":"one","a":10,"f":true}"#), &ApplyOptions::at(at(20)));
    assert_eq!(serde_json::to_value(&applied.order).unwrap()["count"], 1);
}

#[test]
fn a_way_leads_through_what_will_be_recorded() {
    let actions = json!({
        "go": { "from": ["three"], "to": "four", "roles": ["buyer"], "requires": { "later": "f && now >= c + week" } },
        "note": { "from": ["two"], "to": "three", "roles": ["buyer"] },
    });
    let policy = policy(&["x: one -> two at a set c = at, f = true"], actions, json!({}));
    let options = Options::at(at(0)).role("buyer");
    let ways = policy.ways(&order("one", &json!({ "a": 10, "f": false })), "go", &options).unwrap();
    let told = serde_json::to_value(&ways.ways[0]).unwrap();
    assert_eq!(told["at"], json!(10 + WEEK));
    let steps: Vec<String> = told["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["action"].as_str().map_or_else(|| step["waitUntil"].to_string(), str::to_owned))
        .collect();
    assert_eq!(steps, [(10 + WEEK).to_string(), "note".to_owned()]);
    let denied = answer_at(&policy, &order("one", &json!({ "a": 10, "f": false })), 0)["actions"]["go"].clone();
    assert_eq!(denied["unblock"].as_array().unwrap().len(), 2, "{denied}");
}

#[test]
fn further_transitions_follow_from_what_was_recorded() {
    // Each records what the next one counts from, to the end of a chain, and each once.
    let transitions = [
        "x: one -> two at a set b = at + week",
        "y: two -> three at b set c = at + week",
        "z: three -> one at c set a = at + week",
    ];
    let policy = policy(&transitions, json!({}), json!({}));
    let answer = answer_at(&policy, &order("one", &json!({ "a": 0 })), -1);
    let coming: Vec<(&str, i64)> = answer["ifNobodyActs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| (each["rule"].as_str().unwrap(), each["at"].as_i64().unwrap()))
        .collect();
    assert_eq!(coming, [("deal.x", 0), ("deal.y", WEEK), ("deal.z", 2 * WEEK)]);
    let end = answer_at(&policy, &order("one", &json!({ "a": 0 })), 2 * WEEK);
    assert_eq!((&end["state"]["effective"], &end["next"]), (&json!("one"), &json!(null)));
}

#[test]
fn a_transition_may_record_the_date_that_tells_which_rules_are_in_force() {
    const DAY: i64 = 86_400_000;
    let mut document =
        deal_document(&["x: one -> two at a set p = at"], json!({ "go": { "from": ["two"] } }), json!({}));
    document["datedBy"] = "p".into();
    let requirement = |that: &str, in_force: serde_json::Value| json!({ "rule": "old", "that": that, "message": text(that), "inForce": in_force });
    let turn = "1970-01-02T00:00:00Z";
    document["actions"]["go"]["requires"] =
        json!([requirement("f", json!({ "until": turn })), requirement("!f", json!({ "from": turn }))]);
    let policy = made(document);
    let verdict = |verdict: &str| json!({ "verdict": verdict });
    for (recorded, f, expected) in
        [(DAY - 1, true, "allowed"), (DAY - 1, false, "denied"), (DAY, true, "denied"), (DAY, false, "allowed")]
    {
        let facts = json!({ "a": recorded, "f": f });
        let then = json!({ "state": { "effective": "two" }, "actions": { "go": verdict(expected) } });
        check(&policy, "one", facts.clone(), recorded, then);
        // Before, the order has no date yet.
        let before = json!({ "state": { "effective": "one" }, "actions": { "go": verdict("denied") } });
        check(&policy, "one", facts, recorded - 1, before);
    }
    // An order after an action says what was recorded.
    let given = order("one", &json!({ "a": DAY, "f": false }));
    let applied = apply(&policy, "", &given, &ApplyOptions::at(at(DAY)).role("buyer"));
    assert!(applied.applied);
    assert!(serde_json::to_string(&applied.order).unwrap().contains(&format!("\"p\":{DAY}")), "{applied:?}");
}
