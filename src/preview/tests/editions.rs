//! What every other edition says, whether it agrees, and until when all of them hold.

use serde_json::{Value, json};

use super::kit::{answer_at, at, check, deal_document, document, made, order, text, with_short_week};
use crate::preview::Options;
use crate::time::Instant;

const WEEK: i64 = 604_800_000;

/// A week is one of days in the edition `old`, which is the default, and one millisecond in `recent`.
fn short_week(transitions: &[&str], actions: Value, duties: Value) -> crate::policy::Policy {
    made(with_short_week(document(transitions, actions, duties)))
}

#[test]
fn each_other_edition_that_has_an_action_says_what_it_comes_to() {
    let actions = json!({
        "go": { "requires": { "in-time": "now < a + week" } },
        "stay": { "requires": { "in-time": "now < a + week", "open": "f" } },
        "late": { "requires": { "late": "now >= a + week" } },
        "only-old": { "edition": "old", "requires": { "in-time": "now < a + week" } },
        "always": {},
    });
    let policy = short_week(&[], actions, json!({}));
    let open = |until: i64| json!({ "verdict": "allowed", "until": until, "opensAt": null, "leadsTo": "one" });
    let with = |mut told: Value, agrees: bool| {
        told["agrees"] = agrees.into();
        told
    };
    check(
        &policy,
        "one",
        json!({ "a": 0 }),
        0,
        json!({ "actions": {
            "go": { "verdict": "allowed", "until": WEEK, "safeUntil": 1, "editions": [with(open(1), false)] },
            "late": {
                "verdict": "denied", "opensAt": WEEK, "safeUntil": 1,
                "editions": [{ "verdict": "denied", "until": 1, "opensAt": 1, "agrees": false }],
            },
            "always": { "until": null, "safeUntil": null, "editions": [{ "verdict": "allowed", "until": null, "agrees": true }] },
            "only-old": { "safeUntil": WEEK, "editions": [] },
        } }),
    );
    // Afterwards it is no longer safe, and since when it is not stays the same.
    for now in [1, 2, WEEK - 1] {
        check(
            &policy,
            "one",
            json!({ "a": 0, "edition": "old" }),
            now,
            json!({
                "policy": { "edition": "old" },
                "actions": {
                    "go": {
                        "verdict": "allowed", "until": WEEK, "safeUntil": 1,
                        "editions": [{
                            "edition": "recent", "verdict": "denied", "agrees": false,
                            "reasons": [{ "status": "satisfied" }, { "status": "violated", "until": null }],
                        }],
                    },
                    "stay": { "verdict": "unknown", "editions": [{ "edition": "recent", "verdict": "denied" }] },
                },
            }),
        );
    }
    // In the other direction, and where something is unknown there.
    check(
        &policy,
        "one",
        json!({ "a": 0, "edition": "recent" }),
        1,
        json!({ "actions": {
            "go": { "verdict": "denied", "safeUntil": WEEK, "editions": [{ "edition": "old", "verdict": "allowed", "agrees": false }] },
            "stay": { "verdict": "denied", "editions": [{ "edition": "old", "verdict": "unknown", "agrees": false }] },
            "only-old": null,
        } }),
    );
}

#[test]
fn what_another_edition_never_allowed_is_not_safe_now() {
    let mut document = document(&[], json!({ "go": {}, "run": {} }), json!({}));
    let requirement = |that: &str| json!({ "rule": "told", "that": that, "message": text("x"), "edition": "recent" });
    document["actions"]["go"]["requires"] = json!([requirement("f")]);
    document["actions"]["run"]["requires"] = json!([requirement("now < b || f")]);
    let policy = made(document);
    let safe = |facts: Value, now: i64, go: Value, run: Value| {
        check(
            &policy,
            "one",
            facts,
            now,
            json!({ "actions": { "go": { "verdict": "allowed", "safeUntil": go }, "run": { "verdict": "allowed", "safeUntil": run } } }),
        );
    };
    let ever = Instant::MIN.millis();
    safe(json!({ "f": false, "b": 20 }), 50, json!(ever), json!(20));
    // Not known to be allowed is not safe either.
    safe(json!({ "b": 20 }), 50, json!(ever), json!(20));
    safe(json!({ "b": 60 }), 50, json!(ever), json!(60));
    safe(json!({ "f": true, "b": 60 }), 50, json!(null), json!(null));
}

#[test]
fn where_it_may_have_been_allowed_it_is_over_when_it_is_denied_for_sure() {
    let mut document = document(&[], json!({ "go": {} }), json!({}));
    document["actions"]["go"]["requires"] =
        json!([{ "rule": "told", "that": "now < b && f", "message": text("x"), "edition": "recent" }]);
    let policy = made(document);
    for (facts, safe) in [
        (json!({ "b": 20 }), 20),
        (json!({ "b": 20, "f": true }), 20),
        (json!({ "b": 20, "f": false }), Instant::MIN.millis()),
    ] {
        check(&policy, "one", facts, 50, json!({ "actions": { "go": { "verdict": "allowed", "safeUntil": safe } } }));
    }
}

#[test]
fn an_order_is_told_by_every_edition_that_has_its_state() {
    let mut document = with_short_week(document(
        &["x: one -> two at a + week"],
        json!({ "go": { "from": ["two"] } }),
        json!({ "pay": { "in": ["one"], "due": "a + week", "role": "buyer" } }),
    ));
    document["states"]["five"]["edition"] = "old".into();
    document["actions"]["look"]["from"] = json!(["one", "two", "three", "four"]);
    document["actions"]["end"] =
        json!({ "verb": "other", "roles": ["buyer"], "from": ["five"], "edition": "old", "label": text("End") });
    let policy = made(document);
    check(
        &policy,
        "one",
        json!({ "a": 0 }),
        0,
        json!({
            "state": { "effective": "one" },
            "next": { "at": 1, "what": "edition" },
            "editions": [{
                "edition": "recent", "agrees": false, "state": { "effective": "one" }, "next": { "at": 1, "what": "state" },
                "ifNobodyActs": [{ "rule": "deal.x", "at": 1 }], "duties": [{ "rule": "deal.pay", "due": 1 }],
            }],
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 0 }),
        1,
        json!({
            "state": { "effective": "one" },
            "next": { "at": WEEK, "what": "state" },
            "editions": [{ "agrees": false, "state": { "effective": "two" }, "next": null, "ifNobodyActs": [], "duties": [] }],
        }),
    );
    // In the end both say the same.
    check(
        &policy,
        "one",
        json!({ "a": 0 }),
        WEEK,
        json!({ "state": { "effective": "two" }, "next": null, "editions": [{ "agrees": true }] }),
    );
    let answer = answer_at(&policy, &order("five", &json!({ "a": 0 })), 0);
    assert_eq!(answer["editions"], json!([]));
}

#[test]
fn an_action_that_only_one_of_the_editions_has_is_no_agreement() {
    let requires = json!({ "open": "f" });
    let policy = made(document(&[], json!({ "extra": { "edition": "recent", "requires": requires } }), json!({})));
    let agrees = |facts: Value| answer_at(&policy, &order("one", &facts), 0)["editions"][0]["agrees"].clone();
    assert_eq!(agrees(json!({ "f": true })), false);
    assert_eq!(agrees(json!({})), false);
    // What can be done in neither makes no difference.
    assert_eq!(agrees(json!({ "f": false })), true);
    assert_eq!(agrees(json!({ "f": true, "edition": "recent" })), false);
}

#[test]
fn whose_consent_and_what_harm_it_does_count_as_well() {
    let with = |key: &str, value: Value| {
        let mut document = document(&[], json!({ "go": { "roles": ["buyer"] } }), json!({}));
        document["actions"]["go"][key] = value;
        let answer = answer_at(&made(document), &order("one", &json!({})), 0);
        (answer["actions"]["go"]["harm"].clone(), answer["actions"]["go"]["editions"][0]["agrees"].clone())
    };
    let effect = |severity: &str, more: Value| {
        let mut effect = json!({ "rule": severity, "kind": "notice", "severity": severity, "message": text("x"), "edition": "recent" });
        super::kit::merge(&mut effect, &more);
        json!([effect])
    };
    assert_eq!(with("note", text("x")), (json!(null), json!(true)));
    assert_eq!(with("effects", effect("danger", json!({}))), (json!(null), json!(false)));
    assert_eq!(
        with("effects", effect("danger", json!({ "edition": ["old", "recent"] }))),
        (json!("danger"), json!(true))
    );
    // What comes to somebody else is no harm to whoever acts.
    assert_eq!(with("effects", effect("danger", json!({ "audience": ["seller"] }))), (json!(null), json!(true)));
    // A person acts on what may come as well.
    assert_eq!(with("effects", effect("danger", json!({ "when": "f" }))), (json!(null), json!(false)));
    assert_eq!(with("editions", json!({ "recent": { "consent": { "of": "other" } } })), (json!(null), json!(false)));
}

#[test]
fn another_edition_speaks_with_its_own_parameters_where_the_order_overrides_others() {
    let mut document =
        with_short_week(deal_document(&[], json!({ "go": { "requires": { "r": "now < a + week" } } }), json!({})));
    document["params"]["most"] = json!({ "label": text("Most"), "value": 2 });
    document["actions"]["go"]["requires"][0]["message"] = text("within {week}, {most} times");
    let policy = made(document);
    let said = |params: Value| {
        let order = order("one", &json!({ "a": 0, "params": params }));
        let preview = policy.preview(&order, &Options::at(at(10)).role("buyer").locale("en")).unwrap();
        let go = preview.actions.into_iter().find(|action| action.id == "go").unwrap();
        let others = go.editions.iter().flat_map(|other| &other.reasons);
        go.reasons.iter().chain(others).skip(1).step_by(2).map(|reason| reason.message.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(said(json!({})), ["within 7 days, 2 times", "within 1 millisecond, 2 times"]);
    assert_eq!(said(json!({ "most": 3 })), ["within 7 days, 3 times", "within 1 millisecond, 3 times"]);
    // What the order overrides holds in both.
    assert_eq!(said(json!({ "week": "4d" })), ["within 4 days, 2 times", "within 4 days, 2 times"]);
}
