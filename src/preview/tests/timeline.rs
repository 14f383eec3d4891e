//! The whole future of a made-up deal.

use serde_json::{Value, json};

use super::kit::{at, deal, differ, order, report, words};
use crate::policy::Policy;
use crate::preview::TimelineOptions;

/// The timeline for the buyer, or its problems.
pub(super) fn timeline(policy: &Policy, facts: &Value, from: i64, until: Option<i64>) -> Result<Value, String> {
    let options = TimelineOptions {
        role: Some("buyer"),
        until: until.map(at),
        locale: Some("en"),
        ..TimelineOptions::from(at(from))
    };
    let timeline = policy.timeline(&order("one", facts), &options);
    timeline.map(|timeline| serde_json::to_value(timeline).unwrap()).map_err(|problems| problems.to_string())
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// A word without its quotes, and a rule without the name of the policy.
pub(super) fn word(value: &Value) -> &str {
    value.as_str().unwrap().trim_start_matches("deal.")
}

/// A stretch as `0..10`, and as `0..` where it has no end.
pub(super) fn stretch(value: &Value) -> String {
    let end = if value["to"].is_null() { String::new() } else { value["to"].to_string() };
    format!("{}..{end}", value["from"])
}

/// Each segment as `0..10 one: go allowed | 10 verdict go.in-time (go)`. A state that is uncertain has
/// the rules that leave it open behind a question mark. Everybody may always `look`, so that is not told.
pub(super) fn segments(timeline: &Value) -> Vec<String> {
    let tell = |segment: &Value| {
        let mut told = format!("{} {}", stretch(segment), word(&segment["state"]));
        list(&segment["uncertain"]).iter().for_each(|rule| told.push_str(&format!("?{}", word(rule))));
        let verdicts = segment["verdicts"]["buyer"].as_object().unwrap().iter();
        let verdicts = verdicts.filter(|(action, _)| *action != "look");
        let verdicts: Vec<String> = verdicts.map(|(action, verdict)| format!("{action} {}", word(verdict))).collect();
        told.push_str(&format!(": {}", verdicts.join(", ")));
        changes(segment).iter().for_each(|change| told.push_str(&format!(" | {change}")));
        told
    };
    list(&timeline["segments"]).iter().map(tell).collect()
}

/// Each change as `10 verdict go.in-time (go)`.
pub(super) fn changes(segment: &Value) -> Vec<String> {
    let tell = |change: &Value| {
        let mut told = format!("{} {}", change["at"], word(&change["what"]));
        if !change["rule"].is_null() {
            told.push_str(&format!(" {}", word(&change["rule"])));
        }
        if !change["action"].is_null() {
            assert_eq!(change["role"], "buyer");
            told.push_str(&format!(" ({})", word(&change["action"])));
        }
        told
    };
    list(&segment["changes"]).iter().map(tell).collect()
}

/// Each transition as `x 10`.
pub(super) fn transitions(timeline: &Value) -> Vec<String> {
    list(&timeline["transitions"]).iter().map(|each| format!("{} {}", word(&each["rule"]), each["at"])).collect()
}

#[test]
fn a_segment_ends_where_the_state_or_a_verdict_changes() {
    let policy = deal(&["x: one -> two at q"], json!({ "go": { "requires": { "in-time": "now < p" } } }), json!({}));
    let facts = json!({ "p": 10, "q": 20 });
    let last = "20.. two: go denied | 20 state x | 20 reason go.state (go)";
    let mut differences = Vec::new();
    for (from, expected) in [
        (0, &["0..10 one: go allowed", "10..20 one: go denied | 10 verdict go.in-time (go)", last][..]),
        (9, &["9..10 one: go allowed", "10..20 one: go denied | 10 verdict go.in-time (go)", last]),
        // What changed when the timeline begins has changed before it.
        (10, &["10..20 one: go denied", last]),
        (19, &["19..20 one: go denied", last]),
        (20, &["20.. two: go denied"]),
        (1_000_000, &["1000000.. two: go denied"]),
    ] {
        let timeline = timeline(&policy, &facts, from, None).unwrap();
        differ(format!("from {from}"), segments(&timeline), words(expected), &mut differences);
    }
    report(&differences);
}

#[test]
fn what_leaves_state_and_verdicts_as_they_are_changes_within_a_segment() {
    let actions = json!({
        "go": {
            "requires": { "closed": "flag", "in-time": "now < p" },
            "effects": { "early": "now < q", "sure": "f || q + duration(\"1ms\") <= now" },
            "consent": { "of": "other", "unless": "now >= q + duration(\"2ms\")" },
            "drafts": { "early": "now < r" },
        },
        // It is told in the same words whether these are possible or certain.
        "keep": {
            "consent": { "of": "other", "unless": "f && now < q" },
            "drafts": { "perhaps": "f || now >= q" },
        },
    });
    let duties = json!({
        "due": { "due": "p + duration(\"2ms\")" },
        "stands": { "when": "now < r + duration(\"2ms\")" },
        "elsewhere": { "in": ["two"], "due": "p" },
    });
    let policy = deal(&[], actions, duties);
    let timeline = timeline(&policy, &json!({ "p": 10, "q": 20, "r": 30, "a": 40 }), 0, None).unwrap();
    let [segment] = list(&timeline["segments"]) else { panic!("one segment: {timeline}") };
    assert_eq!(segment["to"], Value::Null);
    assert_eq!(
        changes(segment),
        [
            "10 reason go.in-time (go)",
            "12 duty due",
            "20 effect go.early (go)",
            "22 effect go.sure (go)",
            "22 consent (go)",
            "30 draft (go)",
            "32 duty stands",
            "40 warning",
        ]
    );
}

#[test]
fn a_changed_verdict_names_the_requirement_that_decides() {
    let mut differences = Vec::new();
    for (requires, expected) in [
        (json!({ "a": "now < p" }), "10 verdict go.a (go)"),
        (json!({ "a": "now < p + duration(\"1ms\")", "b": "now < p" }), "10 verdict go.b (go)"),
        // Of several at once the first.
        (json!({ "a": "now < p", "b": "now < p" }), "10 verdict go.a (go)"),
        (json!({ "a": "now >= p", "b": "now >= p" }), "10 verdict go.a (go)"),
        // From unknown, and to unknown.
        (json!({ "a": "f", "b": "now < p" }), "10 verdict go.b (go)"),
        (json!({ "a": "f || now >= p" }), "10 verdict go.a (go)"),
        (json!({ "a": "f || now < p" }), "10 verdict go.a (go)"),
        // What opens leaves the verdict to what was unknown all along.
        (json!({ "a": "now >= p", "b": "f" }), "10 verdict go.b (go)"),
        // Where the verdict stays, each reason is told.
        (json!({ "a": "now >= p", "b": "flag" }), "10 reason go.a (go)"),
        (json!({ "a": "flag", "b": "now < p", "c": "now >= p" }), "10 reason go.b (go), 10 reason go.c (go)"),
        // The facts that are missing belong to no single rule.
        (json!({ "a": "(f && now < p) || g" }), "10 reason (go)"),
    ] {
        let policy = deal(&[], json!({ "go": { "requires": requires } }), json!({}));
        let timeline = timeline(&policy, &json!({ "p": 10 }), 0, Some(11)).unwrap();
        let found: Vec<String> = list(&timeline["segments"]).iter().flat_map(changes).collect();
        differ(requires, found.join(", "), expected.to_owned(), &mut differences);
    }
    report(&differences);
}

#[test]
fn a_verdict_that_changes_with_the_state_names_the_state() {
    let actions = json!({ "go": { "from": ["two"] }, "leave": { "from": ["one"] }, "never": { "from": ["three"] } });
    let policy = deal(&["x: one -> two at p"], actions, json!({}));
    let timeline = timeline(&policy, &json!({ "p": 10 }), 0, None).unwrap();
    assert_eq!(
        segments(&timeline),
        [
            "0..10 one: go denied, leave allowed, never denied",
            "10.. two: go allowed, leave denied, never denied \
             | 10 state x | 10 verdict go.state (go) | 10 verdict leave.state (leave)",
        ]
    );
}

#[test]
fn several_transitions_at_one_instant_are_all_told() {
    let policy = deal(&["x: one -> two at p", "y: two -> three at q"], json!({}), json!({}));
    let timeline = timeline(&policy, &json!({ "p": 10, "q": 5 }), 0, None).unwrap();
    assert_eq!(segments(&timeline), ["0..10 one: ", "10.. three:  | 10 state x | 10 state y"]);
    assert_eq!(transitions(&timeline), ["x 10", "y 10"]);
}

#[test]
fn what_may_have_happened_leaves_a_segment_uncertain() {
    let actions = json!({ "both": { "from": ["one", "two"] }, "go": {}, "then": { "from": ["two"] } });
    let policy = deal(&["x: one -> two at p when f", "y: one -> three at q"], actions, json!({}));
    let before = "0..10 one: both allowed, go allowed, then denied";
    let mut differences = Vec::new();
    for (facts, expected) in [
        (
            json!({ "p": 10, "q": 20 }),
            &[
                before,
                "10..20 one?x: both allowed, go unknown, then unknown \
                 | 10 state x | 10 verdict go.state (go) | 10 verdict then.state (then)",
                // In `two` or in `three`: where it was before is over.
                "20.. one?x: both unknown, go denied, then unknown \
                 | 20 state | 20 verdict both.state (both) | 20 verdict go.state (go)",
            ][..],
        ),
        (
            json!({ "p": 10, "q": 20, "f": true }),
            &[
                before,
                "10.. two: both allowed, go denied, then allowed \
                 | 10 state x | 10 verdict go.state (go) | 10 verdict then.state (then)",
            ],
        ),
        (
            json!({ "p": 10, "q": 20, "f": false }),
            &[
                "0..20 one: both allowed, go allowed, then denied",
                "20.. three: both denied, go denied, then denied \
                 | 20 state y | 20 verdict both.state (both) | 20 verdict go.state (go)",
            ],
        ),
        // When it happens is not known either.
        (
            json!({ "q": 20 }),
            &[
                "0..20 one?x: both allowed, go unknown, then unknown",
                "20.. one?x: both unknown, go denied, then unknown \
                 | 20 state | 20 verdict both.state (both) | 20 verdict go.state (go)",
            ],
        ),
    ] {
        let timeline = timeline(&policy, &facts, 0, None).unwrap();
        differ(facts.to_string(), segments(&timeline), words(expected), &mut differences);
    }
    report(&differences);
}
