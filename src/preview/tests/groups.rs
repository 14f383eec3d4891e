//! Requirements that are met by one of several alternatives.

use serde_json::{Value, json};

use super::kit::{answer_at, check, order, policy};
use crate::data::Data;
use crate::preview::answer::{Status, Step};
use crate::preview::{Options, preview_into};
use crate::problem::Report;
use crate::time::Instant;

/// The status of the group `ground` of the action `go`, and of its alternatives.
fn statuses(any: &Value, state: &str, facts: &Value, now: i64) -> String {
    let policy = policy(&[], json!({ "go": { "from": ["one", "two"], "requires": { "ground": any } } }), json!({}));
    let answer = answer_at(&policy, &order(state, facts), now);
    let reasons = &answer["actions"]["go"]["reasons"];
    assert_eq!(reasons.as_array().unwrap().len(), 2, "a group is one reason: {reasons}");
    assert_eq!(reasons[0]["alternatives"], json!([]));
    let status = |reason: &Value| reason["status"].as_str().unwrap().to_owned();
    let alternatives = reasons[1]["alternatives"].as_array().unwrap().iter().map(status);
    format!("{}: {}", status(&reasons[1]), alternatives.collect::<Vec<_>>().join(" "))
}

#[test]
fn one_alternative_is_enough_and_what_is_missing_is_not_false() {
    let any = json!({ "first": "f", "second": "g" });
    for (facts, expected) in [
        (json!({ "f": true, "g": true }), "satisfied: satisfied satisfied"),
        (json!({ "f": true, "g": false }), "satisfied: satisfied violated"),
        (json!({ "f": false, "g": true }), "satisfied: violated satisfied"),
        (json!({ "f": false, "g": false }), "violated: violated violated"),
        (json!({ "f": true }), "satisfied: satisfied unknown"),
        (json!({ "g": true }), "satisfied: unknown satisfied"),
        (json!({ "f": false }), "unknown: violated unknown"),
        (json!({ "g": false }), "unknown: unknown violated"),
        (json!({}), "unknown: unknown unknown"),
    ] {
        assert_eq!(statuses(&any, "one", &facts, 0), expected, "{facts}");
    }
    let states = json!({ "first": "state == \"one\"", "second": "state == \"three\"", "third": "f" });
    assert_eq!(statuses(&states, "one", &json!({}), 0), "satisfied: satisfied violated unknown");
    assert_eq!(statuses(&states, "two", &json!({}), 0), "unknown: violated violated unknown");
}

#[test]
fn a_group_and_its_alternatives_change_at_their_own_moments() {
    let any = json!({ "early": "now < a", "late": "now >= b", "other": "f" });
    let policy = policy(&[], json!({ "go": { "requires": { "ground": any } } }), json!({}));
    let facts = json!({ "a": 10, "b": 20, "f": false });
    for (now, verdict, group, early, late) in [
        (9, "allowed", json!(10), json!(10), json!(20)),
        (10, "denied", json!(20), json!(null), json!(20)),
        (19, "denied", json!(20), json!(null), json!(20)),
        (20, "allowed", json!(null), json!(null), json!(null)),
    ] {
        let alternatives = json!([
            { "rule": "deal.go.early", "until": early, "message": "early", "facts": ["a"] },
            { "rule": "deal.go.late", "until": late, "facts": ["b"] },
            { "rule": "deal.go.other", "until": null, "status": "violated", "facts": ["f"] },
        ]);
        let reason = json!({
            "rule": "deal.go.ground", "until": group, "facts": ["a", "b", "f"], "alternatives": alternatives,
        });
        let expected = json!({ "actions": { "go": { "verdict": verdict, "reasons": [{}, reason] } } });
        check(&policy, "one", facts.clone(), now, expected);
    }
    // A change of an alternative is a change of a reason, even where the group stays as it is.
    let expected = json!({ "next": { "at": 10, "what": "reason" }, "actions": { "go": { "until": null } } });
    check(&policy, "one", json!({ "a": 10, "b": 20, "f": true }), 9, expected);
}

#[test]
fn what_is_missing_is_what_could_settle_the_group() {
    let policy =
        policy(&[], json!({ "go": { "requires": { "ground": { "first": "f", "second": "now < a" } } } }), json!({}));
    let missing = |facts: Value, expected: Value| {
        check(&policy, "one", facts, 0, json!({ "actions": { "go": { "missing": expected } } }));
    };
    missing(json!({}), json!(["f", "a"]));
    missing(json!({ "f": false }), json!(["a"]));
    missing(json!({ "f": true }), json!([]));
    missing(json!({ "a": 10 }), json!([]));
    missing(json!({ "a": 0 }), json!(["f"]));
}

#[test]
fn a_way_goes_by_any_alternative_and_there_is_none_where_each_is_prohibited() {
    let actions = json!({
        "go": { "requires": { "ground": { "first": "count > 0", "second": "flag" } } },
        "raise": { "set": { "flag": "true" } },
        "never": { "requires": { "ground": { "first": "false", "second": "false" } } },
        "mend": { "requires": { "ground": { "first": "false", "second": "flag" } } },
    });
    let policy = super::kit::deal(&[], actions, json!({}));
    let data: Data<'static> = order("one", &json!({}));
    let options = Options::at(Instant::from_millis(0).unwrap()).role("buyer").locale("en");
    let answer = preview_into(&policy, &data, &options, &mut Report::default()).unwrap();
    let unblock = |id: &str| &answer.actions.iter().find(|action| action.id == id).unwrap().unblock;
    for id in ["go", "mend"] {
        let [Step::Act(step)] = unblock(id).as_slice() else { panic!("{id}: {:?}", unblock(id)) };
        assert_eq!(step.action, "raise");
    }
    let [Step::Never(never)] = unblock("never").as_slice() else { panic!("{:?}", unblock("never")) };
    assert_eq!(never.message, "Never: it is prohibited");
    let never = answer.actions.iter().find(|action| action.id == "never").unwrap();
    assert_eq!((never.reasons[1].status, never.leads_to.as_deref()), (Status::Violated, None));
}

#[test]
fn other_editions_tell_their_alternatives_too() {
    let mut document = super::kit::deal_document(
        &[],
        json!({ "go": { "requires": { "ground": { "early": "now < a + week", "flag": "flag" } } } }),
        json!({}),
    );
    document["params"]["week"]["editions"] = json!({ "recent": { "value": "1d" } });
    let policy = super::kit::made(document);
    let day = 86_400_000;
    let reasons = json!([{}, {
        "rule": "deal.go.ground", "status": "violated",
        "alternatives": [
            { "rule": "deal.go.early", "status": "violated", "until": null },
            { "rule": "deal.go.flag", "status": "violated", "until": null },
        ],
    }]);
    let expected = json!({ "actions": { "go": {
        "verdict": "allowed", "editions": [{ "edition": "recent", "verdict": "denied", "reasons": reasons }],
    } } });
    check(&policy, "one", json!({ "a": 0 }), day, expected);
}

#[test]
fn a_timeline_tells_when_an_alternative_changes() {
    let any = json!({ "early": "now < a", "other": "f" });
    let policy = policy(&[], json!({ "go": { "requires": { "ground": any } } }), json!({}));
    let options = crate::preview::TimelineOptions::from(Instant::from_millis(0).unwrap());
    let options = crate::preview::TimelineOptions { role: Some("buyer"), ..options };
    let timeline = policy.timeline(&order("one", &json!({ "a": 10, "f": true })), &options).unwrap();
    let changes = serde_json::to_value(&timeline.segments[0].changes).unwrap();
    let expected = json!([
        { "at": 10, "what": "reason", "rule": "deal.go.early", "action": "go", "role": "buyer" },
        // Until then, a fact lies in the future.
        { "at": 10, "what": "warning", "rule": null, "action": null, "role": null },
    ]);
    assert_eq!((timeline.segments.len(), changes), (1, expected));
}
