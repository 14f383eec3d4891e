//! What may happen, and nobody knows whether it does.

use serde_json::{Value, json};

use super::kit::{answer_at, apply, at, check, deal, document, effect, made, order, policy, read, report};
use crate::preview::{ApplyOptions, Options, TimelineOptions};

const WEEK: i64 = 604_800_000;

/// What happens by itself as `rule from -> to at certainty`.
fn told(transitions: &Value) -> Vec<String> {
    let text = |each: &Value, name: &str| each[name].as_str().unwrap().trim_start_matches("deal.").to_owned();
    let each = |each: &Value| {
        let [rule, from, to, certainty] = ["rule", "from", "to", "certainty"].map(|name| text(each, name));
        format!("{rule} {from} -> {to} {} {certainty}", each["at"])
    };
    transitions.as_array().unwrap().iter().map(each).collect()
}

#[test]
fn what_may_happen_leaves_the_state_open_from_its_instant_on() {
    let actions = json!({
        "in-one": { "from": ["one"] },
        "in-both": { "from": ["one", "two"] },
        "in-none": { "from": ["three", "four"] },
        "told": { "from": ["one", "two"], "requires": { "g": "state == \"two\" || g" } },
    });
    let duties = json!({ "pay": { "in": ["two"], "due": "c" }, "wait": { "in": ["one", "two"] } });
    let transitions = ["perhaps may: one -> two at a", "then: two -> three at b", "end: one -> four at c"];
    let mut document = document(&transitions, actions, duties);
    document["transitions"][0]["effects"] = json!([effect("paid", "f"), effect("never", "!f")]);
    let policy = made(document);
    let facts = json!({ "a": 10, "b": 20, "c": 30, "f": true });
    check(
        &policy,
        "one",
        facts.clone(),
        9,
        json!({
            "state": { "effective": "one", "uncertain": [] },
            "actions": { "in-one": { "verdict": "allowed", "until": 10 }, "in-both": { "until": 20 } },
            "next": { "at": 10, "what": "state" },
        }),
    );
    let answer = answer_at(&policy, &order("one", &facts), 9);
    let expected = ["may one -> two 10 possible", "then two -> three 20 possible", "end one -> four 30 possible"];
    assert_eq!(told(&answer["ifNobodyActs"]), expected);
    let effects = answer["ifNobodyActs"][0]["effects"].as_array().unwrap();
    assert_eq!((effects.len(), &effects[0]["certainty"]), (1, &json!("possible")));
    check(
        &policy,
        "one",
        facts.clone(),
        10,
        json!({
            "state": { "effective": "one", "uncertain": ["deal.may"], "transitions": [] },
            "actions": {
                // No fact settles it.
                "in-one": { "verdict": "unknown", "missing": [], "until": 30 },
                "in-both": { "verdict": "allowed", "until": 20, "leadsTo": null },
                "in-none": { "verdict": "denied", "until": 20, "opensAt": 30 },
                "told": { "verdict": "unknown", "missing": ["g"] },
            },
            "duties": {
                "deal.pay": { "certainty": "possible", "overdue": false, "due": 30 },
                "deal.wait": { "certainty": "certain" },
            },
            "next": { "at": 20, "what": "state" },
        }),
    );
    let answer = answer_at(&policy, &order("one", &facts), 20);
    assert_eq!(told(&answer["ifNobodyActs"]), ["end one -> four 30 possible"]);
    // What would settle nothing is not asked for: chance has decided between allowed and denied already.
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "c": 30, "f": true, "g": false }),
        10,
        json!({ "actions": { "told": { "verdict": "unknown", "missing": [] } } }),
    );
    check(
        &policy,
        "one",
        facts,
        30,
        json!({ "state": { "effective": "one", "uncertain": ["deal.may"] }, "next": null }),
    );
}

#[test]
fn what_happens_either_way_is_certain_and_so_is_where_it_leads() {
    let transitions = ["perhaps may: one -> two at a", "end: one|two -> four at b", "perhaps again: four -> five at c"];
    let policy = policy(&transitions, json!({ "late": { "from": ["four"] } }), json!({}));
    let facts = json!({ "a": 10, "b": 20, "c": 30 });
    let given = order("one", &facts);
    let coming = told(&answer_at(&policy, &given, 9)["ifNobodyActs"]);
    assert_eq!(coming, ["may one -> two 10 possible", "end one -> four 20 certain", "again four -> five 30 possible"]);
    let answer = answer_at(&policy, &given, 20);
    assert_eq!((&answer["state"]["effective"], &answer["state"]["uncertain"]), (&json!("four"), &json!([])));
    assert_eq!(told(&answer["state"]["transitions"]), coming[..2]);
    assert_eq!(told(&answer["ifNobodyActs"]), coming[2..]);
    check(&policy, "one", facts.clone(), 15, json!({ "actions": { "late": { "verdict": "denied", "opensAt": 20 } } }));
    check(
        &policy,
        "one",
        facts,
        30,
        json!({ "state": { "effective": "four", "uncertain": ["deal.again"] }, "actions": { "late": { "verdict": "unknown" } } }),
    );
    let told: Vec<_> = policy.timeline(&given, &TimelineOptions::from(at(0))).unwrap().segments;
    let told: Vec<_> = told.iter().map(|each| (&*each.state, each.uncertain.len(), each.from.millis())).collect();
    assert_eq!(told, [("one", 0, 0), ("one", 1, 10), ("four", 0, 20), ("four", 1, 30)]);
}

#[test]
fn it_happens_at_its_instant_or_not_at_all() {
    let duties = json!({ "pay": { "in": ["two"], "due": "d + week" } });
    // The deal comes back to where it did not happen.
    let transitions = ["perhaps may: one -> two at a set d = at", "x: one -> three at b", "y: three -> one at c"];
    let policy = policy(&transitions, json!({}), duties);
    let facts = json!({ "a": 10, "b": 20, "c": 30 });
    let paid = json!({ "due": 10 + WEEK, "certainty": "possible", "overdue": false });
    check(&policy, "one", facts.clone(), 10, json!({ "duties": { "deal.pay": paid } }));
    check(&policy, "one", facts, 40, json!({ "duties": { "deal.pay": paid } }));
    // It was due before the deal came to where it may happen, so it may at once; by then something certain has come first.
    check(
        &policy,
        "three",
        json!({ "a": 10, "b": 40, "c": 30 }),
        30,
        json!({ "state": { "effective": "one", "uncertain": ["deal.may"] }, "next": { "at": 40 } }),
    );
    check(
        &policy,
        "three",
        json!({ "a": 10, "b": 10, "c": 30 }),
        30,
        json!({ "state": { "uncertain": ["deal.may"] } }),
    );
    let transitions = ["x: one -> three at b", "perhaps may: one -> two at a"];
    let policy = super::kit::policy(&transitions, json!({}), json!({}));
    let facts = json!({ "a": 10, "b": 10 });
    check(&policy, "one", facts, 10, json!({ "state": { "effective": "three", "uncertain": [] } }));
}

#[test]
fn what_it_records_counts_where_it_happened() {
    let actions = json!({
        "soon": { "from": ["one", "two"], "requires": { "within": "now < c + week" } },
        "go": { "from": ["one", "two"], "to": "three", "roles": ["buyer"] },
    });
    let transitions = ["perhaps may: one -> two at a set c = at, f = true", "y: two -> three at c + week"];
    let policy = policy(&transitions, actions, json!({}));
    let facts = json!({ "a": 10, "c": 0, "f": false });
    check(&policy, "one", facts.clone(), 10, json!({ "actions": { "soon": { "verdict": "allowed", "until": WEEK } } }));
    check(
        &policy,
        "one",
        facts.clone(),
        WEEK,
        json!({ "actions": { "soon": { "verdict": "unknown", "missing": [], "until": 10 + WEEK } } }),
    );
    check(&policy, "one", facts.clone(), 10 + WEEK, json!({ "actions": { "soon": { "verdict": "denied" } } }));
    assert_eq!(
        told(&answer_at(&policy, &order("one", &facts), 10)["ifNobodyActs"]),
        [format!("y two -> three {} possible", 10 + WEEK)]
    );
    // What an action leads to is certain; what may have been recorded before it is not known.
    let applied = apply(&policy, "", &read(r#"{"state":"one","a":10,"c":0,"f":false}"#), &ApplyOptions::at(at(20)));
    assert!(applied.applied);
    assert_eq!(serde_json::to_string(&applied.order).unwrap(), r#"{"state":"three","a":10}"#);
}

#[test]
fn an_action_stops_what_may_happen_and_what_then_may_have_leaves_its_state_open() {
    let actions = json!({ "go": { "from": ["one"], "to": "three", "roles": ["buyer"] } });
    let policy = policy(&["perhaps may: one -> two at a", "perhaps late: three -> four at b"], actions, json!({}));
    let applied = apply(&policy, "", &read(r#"{"state":"one","a":30,"b":10}"#), &ApplyOptions::at(at(20)));
    let applied = serde_json::to_value(&applied).unwrap();
    assert_eq!(told(&applied["stops"]), ["may one -> two 30 possible"]);
    assert_eq!(applied["runsInto"], json!([]));
    assert_eq!(applied["preview"]["state"]["uncertain"], json!(["deal.late"]));
}

#[test]
fn an_order_cannot_say_what_chance_has_decided() {
    // `count` is 0 where it is left out, so leaving it out would say more than is known, and no fact settles it.
    let set = json!({ "go": { "from": ["one", "two"], "to": "three", "roles": ["buyer"] } });
    let policy = deal(&["perhaps x: one -> two at a set count = count + 1"], set, json!({}));
    let applied = apply(&policy, "", &read(r#"{"state":"one","a":10}"#), &ApplyOptions::at(at(20)));
    assert_eq!((applied.applied, applied.action.verdict.word(), applied.missing.len()), (false, "allowed", 0));
}

#[test]
fn in_a_calendar_it_is_tentative_and_no_two_events_are_the_same() {
    let transitions = [
        "perhaps may: one -> two at a set c = b",
        "x: one -> three at b set c = d",
        "y: two|three -> four at c + week",
    ];
    let policy = policy(&transitions, json!({}), json!({}));
    let given = |id: Value| order("one", &json!({ "a": 10, "b": 20_000, "d": 20_500, "id": id }));
    let mut differences = Vec::new();
    for (id, expected) in [
        (json!("7"), ["7.deal.may", "7.deal.x", "7.deal.y", "7.deal.y.19700108T000020Z"]),
        (
            json!(null),
            [
                "deal.may.19700101T000000Z",
                "deal.x.19700101T000020Z",
                "deal.y.19700108T000020Z",
                "deal.y.19700108T000020Z.2",
            ],
        ),
    ] {
        let options = TimelineOptions { locale: Some("en"), ..TimelineOptions::from(at(0)) };
        let text = policy.calendar(&given(id), &options).unwrap().unwrap();
        let all = |name: &str| -> Vec<String> {
            let lines = text.lines().filter_map(|line| line.strip_prefix(name));
            lines.map(|value| value.trim_end_matches("@torihiki").to_owned()).collect()
        };
        super::kit::differ("uids", all("UID:"), super::kit::words(&expected), &mut differences);
        super::kit::differ("statuses", all("STATUS:"), super::kit::words(&["TENTATIVE"; 4]), &mut differences);
        let first = all("SUMMARY:").first().cloned().unwrap();
        super::kit::differ("summary", first, "Not certain: may".to_owned(), &mut differences);
    }
    report(&differences);
}

#[test]
fn no_way_counts_on_what_may_happen_and_none_is_ruled_out_for_it() {
    let actions = json!({
        "go": { "from": ["two"] },
        "late": { "from": ["four"] },
        "stay": { "from": ["one"], "requires": { "later": "now >= b" } },
    });
    let transitions = ["perhaps may: one -> two at a", "y: two -> three at b", "perhaps more: three -> four at c"];
    let policy = policy(&transitions, actions, json!({}));
    let given = order("one", &json!({ "a": 10, "b": 20, "c": 30 }));
    let options = Options::at(at(0)).role("buyer");
    let answer = answer_at(&policy, &given, 0);
    for to in ["two", "go", "four", "late", "stay"] {
        let ways = policy.ways(&given, to, &options).unwrap();
        assert!(ways.ways.is_empty(), "{to}: {:?}", ways.ways);
        let action = &answer["actions"][to];
        if !action.is_null() {
            let expected = (&json!("denied"), &json!(null), &json!([]));
            assert_eq!((&action["verdict"], &action["opensAt"], &action["unblock"]), expected, "{to}");
        }
    }
}

#[test]
fn a_fact_that_is_missing_as_well_is_told() {
    // Whether `x` has happened depends on `f`, and only where it has, chance comes in.
    let transitions = ["x: one -> two at a when f", "perhaps may: two -> three at b"];
    let policy = policy(&transitions, json!({ "go": { "from": ["one"] } }), json!({}));
    let facts = |f: Option<bool>| f.map_or(json!({ "a": 10, "b": 20 }), |f| json!({ "a": 10, "b": 20, "f": f }));
    for (f, expected) in [
        (None, json!({ "verdict": "unknown", "missing": ["f"] })),
        (Some(false), json!({ "verdict": "allowed" })),
        (Some(true), json!({ "verdict": "denied" })),
    ] {
        check(&policy, "one", facts(f), 30, json!({ "actions": { "go": expected } }));
    }
    check(&policy, "one", facts(None), 30, json!({ "state": { "uncertain": ["deal.x", "deal.may"] } }));
    // What may happen only on a condition is told as what is missing for it.
    let policy =
        super::kit::policy(&["perhaps may: one -> two at a when f"], json!({ "go": { "from": ["one"] } }), json!({}));
    for (f, expected) in [
        (None, json!({ "verdict": "unknown", "missing": ["f"] })),
        (Some(false), json!({ "verdict": "allowed" })),
        (Some(true), json!({ "verdict": "unknown", "missing": [] })),
    ] {
        check(&policy, "one", facts(f), 30, json!({ "actions": { "go": expected } }));
    }
}

#[test]
fn many_chances_come_to_an_end() {
    let states = ["one", "two", "three", "four", "five"];
    let mut transitions = Vec::new();
    for (index, (from, to)) in states.iter().flat_map(|from| states.map(|to| (*from, to))).enumerate() {
        let fact = ["a", "b", "c", "d"][index % 4];
        if from != to {
            transitions.push(format!("perhaps t{index}: {from} -> {to} at {fact} set {fact} = at + week"));
        }
    }
    let transitions: Vec<&str> = transitions.iter().map(|transition| &**transition).collect();
    let policy = policy(&transitions, json!({ "go": { "from": ["one"] } }), json!({}));
    let facts = json!({ "a": 10, "b": 20, "c": 30, "d": 40 });
    let answer = answer_at(&policy, &order("one", &facts), 9);
    assert_eq!(answer["actions"]["go"]["verdict"], "allowed");
    check(
        &policy,
        "one",
        facts,
        100 * WEEK,
        json!({ "actions": { "go": { "verdict": "unknown", "missing": [] }, "look": { "verdict": "allowed" } } }),
    );
}

#[test]
fn what_may_follow_is_never_certain_whoever_agrees_and_is_no_harm() {
    let mut document = document(
        &["end: one -> two at a"],
        json!({
            "go": { "from": ["one"], "to": "two", "requires": { "f": "f" } },
            "ask": { "from": ["one"], "to": "three", "consent": { "of": "other", "unless": "g" } },
        }),
        json!({}),
    );
    let perhaps = |rule: &str, when: &str| {
        let mut perhaps = effect(rule, when);
        perhaps["severity"] = json!("danger");
        perhaps["certainty"] = json!("possible");
        perhaps
    };
    document["transitions"][0]["effects"] = json!([perhaps("paid", "f"), effect("told", "f")]);
    document["actions"]["go"]["effects"] = json!([perhaps("fined", "f"), perhaps("soon", "now < b")]);
    document["actions"]["ask"]["effects"] = json!([perhaps("agreed", "true")]);
    let policy = made(document);
    let certainties = |effects: &Value| -> Vec<(String, String)> {
        let word = |value: &Value| value.as_str().unwrap().rsplit('.').next().unwrap().to_owned();
        effects.as_array().unwrap().iter().map(|each| (word(&each["rule"]), word(&each["certainty"]))).collect()
    };
    let possible = |rule: &str| (rule.to_owned(), "possible".to_owned());
    for flags in [json!({ "f": true, "g": true }), json!({ "f": true, "g": false }), json!({ "f": true })] {
        let mut facts = json!({ "a": 10, "b": 5 });
        super::kit::merge(&mut facts, &flags);
        let answer = answer_at(&policy, &order("one", &facts), 0);
        let [go, ask] = ["go", "ask"].map(|action| &answer["actions"][action]);
        assert_eq!(certainties(&go["effects"]), [possible("fined"), possible("soon")], "{flags}");
        assert_eq!((&go["effects"][1]["until"], &go["harm"]), (&json!(5), &json!(null)), "{flags}");
        assert_eq!(certainties(&ask["effects"]), [possible("agreed")], "{flags}");
        let coming = certainties(&answer["ifNobodyActs"][0]["effects"]);
        assert_eq!(coming, [possible("paid"), ("told".to_owned(), "certain".to_owned())], "{flags}");
    }
    // Where its condition does not hold, it does not follow at all.
    let answer = answer_at(&policy, &order("one", &json!({ "a": 10, "b": 5, "f": false, "g": true })), 0);
    assert_eq!(certainties(&answer["actions"]["go"]["effects"]), [possible("soon")]);
    assert_eq!(answer["ifNobodyActs"][0]["effects"], json!([]));
    // A step tells it as the action does.
    let facts = json!({ "a": 10, "b": 5, "f": true, "g": true });
    let options = Options::at(at(0)).role("buyer").locale("en");
    let ways = policy.ways(&order("one", &facts), "two", &options).unwrap();
    let steps: Vec<Value> = ways.ways.iter().map(|way| serde_json::to_value(&way.steps).unwrap()).collect();
    assert!(steps.iter().any(|steps| steps[0]["effects"][0]["certainty"] == "possible"), "{steps:?}");
}
