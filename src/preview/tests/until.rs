//! Until when an answer holds, from when on an action is possible, and what changes next.

use serde_json::{Value, json};

use super::kit::{check, policy};
use crate::time::Instant;

#[test]
fn until_and_opens_at_follow_a_window_that_opens_again() {
    let actions = json!({ "go": { "requires": { "open": "(a <= now && now < b) || c < now" } } });
    let policy = policy(&[], actions, json!({}));
    let facts = json!({ "a": 10, "b": 20, "c": 30 });
    for (now, verdict, until, opens) in [
        (0, "denied", json!(10), json!(10)),
        (9, "denied", json!(10), json!(10)),
        (10, "allowed", json!(20), json!(null)),
        (19, "allowed", json!(20), json!(null)),
        (20, "denied", json!(31), json!(31)),
        (30, "denied", json!(31), json!(31)),
        (31, "allowed", json!(null), json!(null)),
    ] {
        check(
            &policy,
            "one",
            facts.clone(),
            now,
            json!({
                "actions": { "go": { "verdict": verdict, "until": until, "opensAt": opens, "reasons": [{ "until": null }, { "until": until }] } },
            }),
        );
    }
    // In a state that it leads out of by itself, a window that opens later is of no use.
    check(
        &policy,
        "two",
        facts.clone(),
        0,
        json!({ "actions": { "go": { "verdict": "denied", "until": null, "opensAt": null } } }),
    );
    let leaving = self::policy(
        &["x: one -> two at d"],
        json!({ "go": { "requires": { "open": "(a <= now && now < b) || c < now" } } }),
        json!({}),
    );
    let facts = json!({ "a": 10, "b": 20, "c": 30, "d": 25 });
    check(&leaving, "one", facts.clone(), 0, json!({ "actions": { "go": { "opensAt": 10, "until": 10 } } }));
    check(
        &leaving,
        "one",
        facts.clone(),
        20,
        json!({
            "actions": { "go": { "opensAt": null, "until": null, "reasons": [{ "until": 25 }, { "until": 31 }] } },
        }),
    );
}

#[test]
fn until_passes_over_changes_that_leave_the_verdict_as_it_is() {
    let actions = json!({
        "swap": { "requires": { "first": "now < a", "second": "a <= now" } },
        "twice": { "requires": { "first": "now < b", "second": "now < c" } },
        "open": { "requires": { "first": "f && now < b" } },
        "late": { "requires": { "first": "now >= a", "second": "f || now >= b" } },
    });
    let policy = policy(&[], actions, json!({}));
    let facts = json!({ "a": 10, "b": 20, "c": 30 });
    check(
        &policy,
        "one",
        facts.clone(),
        0,
        json!({
            "actions": {
                "swap": { "verdict": "denied", "until": null, "opensAt": null, "reasons": [{}, { "status": "satisfied", "until": 10 }, { "status": "violated", "until": 10 }] },
                "twice": { "verdict": "allowed", "until": 20, "reasons": [{}, { "until": 20 }, { "until": 30 }] },
                "open": { "verdict": "unknown", "until": 20, "opensAt": null, "missing": ["f"] },
                // Denied, then unknown, then allowed.
                "late": { "verdict": "denied", "until": 10, "opensAt": 20, "missing": [] },
            },
            "next": { "at": 10, "what": "verdict" },
        }),
    );
    check(
        &policy,
        "one",
        facts.clone(),
        10,
        json!({
            "actions": { "late": { "verdict": "unknown", "until": 20, "opensAt": null, "missing": ["f"] } },
        }),
    );
    check(
        &policy,
        "one",
        facts,
        20,
        json!({
            "actions": { "twice": { "verdict": "denied", "until": null, "reasons": [{}, { "until": null }, { "until": 30 }] } },
            "next": { "at": 30, "what": "reason" },
        }),
    );
}

#[test]
fn an_action_opens_when_the_deal_comes_into_its_state() {
    let actions = json!({ "go": { "from": ["three"], "to": "four", "requires": { "early": "now < d" } } });
    let policy = policy(&["x: one -> two at a", "y: two -> three at b"], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "d": 30 }),
        0,
        json!({
            "actions": { "go": { "verdict": "denied", "until": 20, "opensAt": 20, "leadsTo": "four" } },
            "next": { "at": 10, "what": "state" },
            "ifNobodyActs": [
                { "rule": "deal.x", "at": 10, "from": "one", "to": "two" },
                { "rule": "deal.y", "at": 20, "from": "two", "to": "three" },
            ],
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "d": 20 }),
        0,
        json!({ "actions": { "go": { "opensAt": null, "until": null } } }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "d": 30 }),
        20,
        json!({
            "state": { "given": "one", "effective": "three", "label": "three", "transitions": [{ "rule": "deal.x" }, { "rule": "deal.y", "at": 20 }] },
            "actions": { "go": { "verdict": "allowed", "until": 30, "opensAt": null } },
            "ifNobodyActs": [],
        }),
    );
}

#[test]
fn next_tells_what_matters_most() {
    let moving: &[&str] = &["x: one -> two at a"];
    let go = |go: Value| json!({ "go": go });
    for (transitions, actions, duties, what) in [
        (moving, go(json!({ "requires": { "r": "now < a" } })), json!({ "d": { "due": "a" } }), "state"),
        (
            &[],
            go(json!({ "requires": { "r": "now < a" }, "effects": { "e": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "verdict",
        ),
        (
            &[],
            go(json!({ "requires": { "r": "now < a", "s": "false" }, "effects": { "e": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "reason",
        ),
        (
            &[],
            go(json!({ "effects": { "e": "now >= a" }, "drafts": { "d": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "effect",
        ),
        (
            &[],
            go(json!({ "consent": { "of": "other", "unless": "now < a" }, "drafts": { "d": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "consent",
        ),
        (&[], go(json!({ "drafts": { "d": "now < a" } })), json!({ "d": { "due": "a" } }), "duty"),
        (&[], go(json!({ "drafts": { "d": "now < a" } })), json!({ "d": { "when": "now < a" } }), "duty"),
        (&[], go(json!({ "drafts": { "d": "now < a" } })), json!({}), "draft"),
        (&[], json!({}), json!({}), "warning"),
    ] {
        let policy = policy(transitions, actions.clone(), duties.clone());
        check(&policy, "one", json!({ "a": 10 }), 0, json!({ "next": { "at": 10, "what": what } }));
        check(&policy, "one", json!({ "a": 10 }), 10, json!({ "next": null }));
        check(&policy, "one", json!({}), 0, json!({ "next": null }));
    }
}

#[test]
fn a_moment_beyond_the_end_of_time_is_unknown() {
    let actions = json!({ "go": { "requires": { "in-time": "now < a + week" } } });
    let policy = policy(&["x: one -> two at a + week"], actions, json!({}));
    let max = Instant::MAX.millis();
    let warning = json!({
        "code": "overflow",
        "path": "a",
        "message": "A result is too large or too small to be counted with, so it cannot be told",
    });
    let unknown = json!({
        "state": { "uncertain": ["deal.x"] },
        "actions": { "go": { "verdict": "unknown", "until": null } },
        "next": null,
        "ifNobodyActs": [],
        "warnings": [warning],
    });
    check(&policy, "one", json!({ "a": max }), max, unknown);
    check(
        &policy,
        "one",
        json!({ "a": max - 604_800_000 }),
        max - 1,
        json!({
            "actions": { "go": { "verdict": "allowed", "until": max } },
            "ifNobodyActs": [{ "at": max }],
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": max - 604_800_000 }),
        max,
        json!({ "state": { "effective": "two" }, "next": null }),
    );
}

#[test]
fn nothing_is_next_where_nothing_in_the_answer_changes() {
    let actions = json!({
        "asks": { "consent": { "of": "other", "unless": "n != null && f && now < n" } },
        "writes": { "drafts": { "d": "f || (n != null && now >= n)" } },
    });
    let duties = json!({
        "elsewhere": { "in": ["two"], "when": "n != null", "due": "n" },
        "impossible": { "when": "n != null && n < n", "due": "n" },
    });
    let policy = self::policy(&[], actions, duties);
    // At 10 what was possible becomes certain, which the answer tells in the same words.
    for now in [0, 10] {
        check(
            &policy,
            "one",
            json!({ "n": 10 }),
            now,
            json!({
                "actions": { "asks": { "consentOf": "seller" }, "writes": { "drafts": [{ "id": "d" }] } },
                "duties": { "deal.elsewhere": null, "deal.impossible": null },
                "next": null,
            }),
        );
    }
    // From one of two states that are possible the deal goes on to a third, and the answer says which remain.
    let policy = self::policy(
        &["x: one -> two at n when n != null && f", "y: two -> three at n + week when n != null"],
        json!({}),
        json!({}),
    );
    let remain = |states: serde_json::Value| json!({ "uncertain": ["deal.x"], "possible": states });
    let week = 604_800_000;
    let next = json!({ "at": week, "what": "state" });
    check(&policy, "one", json!({ "n": 0 }), 10, json!({ "state": remain(json!(["one", "two"])), "next": next }));
    check(&policy, "one", json!({ "n": 0 }), week, json!({ "state": remain(json!(["one", "three"])), "next": null }));
}

#[test]
fn next_comes_where_other_facts_are_missing() {
    let actions = json!({ "go": { "requires": { "r": "n != null && ((f && now < n) || g)" } } });
    let policy = policy(&[], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "n": 10 }),
        9,
        json!({
            "actions": { "go": { "verdict": "unknown", "missing": ["f", "g"] } },
            "next": { "at": 10, "what": "reason" },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "n": 10 }),
        10,
        json!({
            "actions": { "go": { "verdict": "unknown", "missing": ["g"] } },
            "next": null,
        }),
    );
}
