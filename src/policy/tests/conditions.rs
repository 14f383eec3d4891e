//! Conditions and expressions, each where it stands.

use serde_json::json;

use super::kit::{Mistake, change, check, checked, document, gone, text};

/// Conditions that are wrong, and the rest of what is told of each.
pub(super) fn wrong_conditions() -> Vec<Mistake> {
    let all = [
        ("/transitions/0/at", "now", "transitions[0].at:1:1: `now` cannot stand here"),
        ("/transitions/0/at", "dueAt + window", "transitions[0].at:1:1: this can be null, where a value is needed"),
        ("/transitions/0/at", "sentAt +\n  asked", "transitions[0].at:1:8: a timestamp + a number has no meaning"),
        (
            "/transitions/0/at",
            "sentAt +\n  wndow",
            "transitions[0].at:2:3: `wndow` is no fact, no parameter and no value (did you mean `window`?)",
        ),
        (
            "/transitions/0/at",
            "state == \"done\" ? sentAt : sentAt",
            "transitions[0].at:1:1: `state` cannot stand here",
        ),
        ("/transitions/0/when", "now > sentAt", "transitions[0].when:1:1: `now` cannot stand here"),
        ("/transitions/0/when", "role == \"buyer\"", "transitions[0].when:1:1: `role` cannot stand here"),
        (
            "/transitions/0/effects/0/when",
            "role == \"buyer\"",
            "transitions[0].effects[0].when:1:1: `role` cannot stand here",
        ),
        (
            "/actions/revise/requires/0/that",
            "asked",
            "actions.revise.requires[0].that:1:1: this is a number, where a condition is needed",
        ),
        (
            "/actions/revise/requires/0/that",
            "now == sentAt",
            "actions.revise.requires[0].that:1:5: `now` is equal to something for one millisecond only",
        ),
        (
            "/actions/revise/requires/0/that",
            "/* 納品 */",
            "actions.revise.requires[0].that:1:1: `/*` has no meaning here",
        ),
        (
            "/actions/revise/requires/0/that",
            "size == '大' || 納",
            "actions.revise.requires[0].that:1:16: `納` has no meaning here",
        ),
        (
            "/actions/revise/consent/unless",
            "asker",
            "actions.revise.consent.unless:1:1: this is a choice of `buyer`, `seller`, where a condition is needed",
        ),
        ("/actions/revise/effects/0/when", "now >= dueAt", "actions.revise.effects[0].when:1:8: this can be null"),
        ("/actions/revise/drafts/0/when", "", "actions.revise.drafts[0].when:1:1: nothing stands here"),
        (
            "/actions/deliver/set/sentAt",
            "null",
            "actions.deliver.set.sentAt:1:1: this is null, where a timestamp is needed",
        ),
        (
            "/actions/deliver/set/asker",
            "size",
            "actions.deliver.set.asker:1:1: this can be `small`, which is not allowed here",
        ),
        ("/duties/0/when", "role == \"buyer\"", "duties[0].when:1:1: `role` cannot stand here"),
        ("/duties/0/due", "window", "duties[0].due:1:1: this is a duration, where a timestamp is needed"),
        ("/duties/1/due", "asked == 1 ? dueAt : null", "duties[1].due:1:12: this can be null, where a value is needed"),
    ];
    all.into_iter().map(|(pointer, condition, expected)| (pointer, json!(condition), expected)).collect()
}

#[test]
fn conditions_are_checked_where_they_stand() {
    for (pointer, condition, expected) in wrong_conditions() {
        check(&[(pointer, condition)], &[&format!("invalid-condition {expected}")]);
    }
    // What stands in a transition's or duty's own condition counts for its instant.
    check(&[("/duties/1/when", gone())], &["invalid-condition duties[1].due:1:1: this can be null"]);
    check(
        &[("/transitions/1/when", json!("dueAt == null"))],
        &["invalid-condition transitions[1].at:1:1: this can be null"],
    );
    // Each thing that is wrong in a condition is told.
    check(
        &[("/actions/revise/requires/0/that", json!("asked && nothing < 1 || now < size"))],
        &[
            "invalid-condition actions.revise.requires[0].that:1:1: this is a number",
            "invalid-condition actions.revise.requires[0].that:1:10: `nothing` is no fact",
            "invalid-condition actions.revise.requires[0].that:1:31: a choice of `small`, `large` has no order",
        ],
    );
}

#[test]
fn a_misspelt_name_in_a_condition_is_suggested() {
    for (name, suggested) in [("sentAtt", Some("sentAt")), ("colour", None)] {
        let mut changed = document();
        change(&mut changed, "/actions/revise/requires/0/that", json!(format!("now < {name}")));
        let problems = checked(changed).unwrap_err();
        assert_eq!(problems.as_slice()[0].suggests.as_deref(), suggested, "{name}");
    }
}

/// A parameter divides in a condition or in a value that nothing names, and then no order sets it to zero.
#[test]
fn what_divides_is_never_set_to_zero() {
    let order = |most: i64| {
        let order = json!({ "state": "working", "params": { "most": most } });
        serde_json::from_value::<crate::data::Data<'_>>(order).unwrap()
    };
    let divided = [
        ("/actions/revise/requires/0/that", json!("asked / most == 0")),
        ("/actions/revise/requires/0/that", json!("asked % (gift ? most * 2 : 1) == 0")),
        ("/values", json!({ "share": { "is": "10 / most" } })),
    ];
    for (pointer, value) in divided {
        let mut document = document();
        change(&mut document, "/facts/gift/edition", gone());
        change(&mut document, pointer, value.clone());
        let policy = checked(document).unwrap_or_else(|problems| panic!("{value}: {problems}"));
        let problems = crate::order::Order::read(&policy, &order(0)).unwrap_err();
        let told: Vec<String> = problems.as_slice().iter().map(super::kit::told).collect();
        assert_eq!(
            told,
            ["out-of-range params.most: nothing can be divided by 0 (`most` divides something: pass another number)"],
            "{value}"
        );
        assert!(crate::order::Order::read(&policy, &order(-1)).is_ok(), "{value}");
    }
    // Where nothing is divided by it, it can be zero.
    assert!(crate::order::Order::read(&checked(document()).unwrap(), &order(0)).is_ok());
}

#[test]
fn a_requirement_guards_those_after_it_and_no_others() {
    let requires = |thats: &[&str]| {
        let element = |(index, that): (usize, &&str)| json!({ "rule": format!("rule-{index}"), "that": that, "message": text("x") });
        let listed: Vec<_> = thats.iter().enumerate().map(element).collect();
        ("/actions/revise/requires", json!(listed))
    };
    check(&[requires(&["dueAt != null", "now < dueAt"])], &[]);
    check(&[requires(&["dueAt != null", "dueAt == null || now < dueAt"])], &[]);
    let not_guarded = "this can be null, where a value is needed (guard it: `dueAt != null";
    check(
        &[requires(&["now < dueAt", "dueAt != null"])],
        &[&format!("invalid-condition actions.revise.requires[0].that:1:7: {not_guarded}")],
    );
    check(
        &[requires(&["dueAt != null || asked == 0", "now < dueAt"])],
        &[&format!("invalid-condition actions.revise.requires[1].that:1:7: {not_guarded}")],
    );
    // Only what is wrong besides is told, once.
    check(
        &[requires(&["dueAt != null", "now < dueAt && sentAd < dueAt"])],
        &["invalid-condition actions.revise.requires[1].that:1:16: `sentAd` is no fact, no parameter and no value"],
    );
    // A guard in one requirement is none for what stands elsewhere.
    check(
        &[requires(&["dueAt != null"]), ("/actions/revise/effects/0/when", json!("now < dueAt"))],
        &[&format!("invalid-condition actions.revise.effects[0].when:1:7: {not_guarded}")],
    );
}
