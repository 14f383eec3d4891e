//! What messages may name, and what is told of them where there is no order.

use serde_json::{Value, json};

use super::kit::{change, check, checked, document, text};
use crate::DescribeOptions;

const RULE: &str = "/actions/revise/requires/0/message";

/// The values that these messages name, beside facts and parameters.
fn values() -> Value {
    json!({
        "ends": { "is": "sentAt + window", "label": { "ja": "期限", "en": "Limit" } },
        "bare": { "is": "sentAt + window" },
        "left": { "is": "dueAt == null ? wait : dueAt - sentAt" },
        "isMine": { "is": "asker == role" },
        "since": { "is": "now - sentAt" },
        "late": { "is": "now >= ends" },
        "recently": { "is": "gift", "edition": "recent" },
    })
}

#[test]
fn a_message_names_facts_parameters_and_values() {
    let due = "/duties/0/message";
    for (pointer, message, expected) in [
        (RULE, "{window} {sentAt} {asker} {size} {ends} {left} {isMine} {late}", vec![]),
        ("/actions/revise/effects/0/message", "{ends} {isMine}", vec![]),
        ("/actions/revise/drafts/0/subject", "{ends} {isMine}", vec![]),
        ("/actions/revise/elsewhere/done", "{ends} {isMine}", vec![]),
        ("/transitions/0/message", "{at} {ends} {late}", vec![]),
        ("/transitions/0/effects/0/message", "{at} {ends}", vec![]),
        (due, "{due} {ends}", vec![]),
        (RULE, "{isMien}", vec!["`isMien` is no fact, no parameter and no value (did you mean `isMine`?)"]),
        (
            RULE,
            "{since}",
            vec![
                "`since` is another one at every instant, so no message tells it (tell the instant from which it counts",
            ],
        ),
        (
            RULE,
            "{recently}",
            vec![
                "not every edition that has this has the value `recently` (give the element the edition of the value)",
            ],
        ),
        (due, "{isMine}", vec!["`isMine` depends on `role`, which cannot be told here (what happens by itself"]),
        ("/transitions/0/message", "{isMine}", vec!["`isMine` depends on `role`, which cannot be told here"]),
        ("/transitions/0/effects/0/message", "{isMine}", vec!["`isMine` depends on `role`"]),
        (RULE, "{at}", vec!["there is no `at` here (only the message of a transition, or of what follows from it"]),
        (due, "{at}", vec!["there is no `at` here"]),
        (RULE, "{due}", vec!["there is no `due` here (only the message of a duty with a `due` tells it)"]),
        (RULE, "{amount}", vec!["there is no `amount` here (only the message of an effect with an `amount` tells it)"]),
        (RULE, "{now}", vec!["`now` is no fact, no parameter and no value"]),
        (RULE, "{state}", vec!["`state` is no fact, no parameter and no value"]),
        (RULE, "{ends }", vec!["`ends ` is no fact, no parameter and no value (did you mean `ends`?)"]),
    ] {
        let path = pointer.trim_start_matches('/').replace('/', ".").replace(".0", "[0]");
        let expected: Vec<String> =
            expected.iter().map(|problem| format!("invalid-placeholder {path}: {problem}")).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&[("/values", values()), (pointer, text(message))], &expected);
    }
    // A value with a problem of its own is told of once.
    check(
        &[("/values", json!({ "ends": { "is": "sentAt +" } })), (RULE, text("{ends}"))],
        &["invalid-condition values.ends.is:1:9"],
    );
    check(
        &[("/values", json!({ "ends": { "is": "sentAt + most" } })), (RULE, text("{ends}"))],
        &["invalid-condition values.ends.is:1:8"],
    );
    // A duty without a date has none to tell.
    check(
        &[("/duties/0", json!({ "rule": "check", "message": text("{due}") }))],
        &["invalid-placeholder duties[0].message: there is no `due` here"],
    );
}

#[test]
fn where_there_is_no_order_it_is_told_what_they_are_called() {
    let mut changed = document();
    change(&mut changed, "/values", values());
    let said = |message: &str, locale: &str, more: Value| {
        let mut changed = changed.clone();
        change(&mut changed, RULE, text(message));
        change(&mut changed, "/transitions/0/message", text("{at}"));
        change(&mut changed, "/phrases", more);
        let policy = checked(changed).unwrap_or_else(|problems| panic!("{problems}"));
        let description = policy.describe(&DescribeOptions::default().locale(locale)).unwrap();
        let revise = description.actions.iter().find(|action| action.id == "revise").unwrap();
        (revise.requires[0].message.to_string(), description.transitions[0].message.to_string())
    };
    let message = "{window}, {sentAt}, {ends}, {bare}, {left}, {isMine}";
    assert_eq!(
        said(message, "en", json!({})),
        ("7 days, “Sent”, “Limit”, the time, the length of time, the value".to_owned(), "the time".to_owned())
    );
    assert_eq!(
        said(message, "ja", json!({})),
        ("7日, 「Sent」, 「期限」, 所定の日時, 所定の期間, 所定の値".to_owned(), "所定の日時".to_owned())
    );
    let own = json!({ "name": { "en": "({name})" }, "time": { "en": "then" }, "value": { "en": "so" } });
    assert_eq!(said("{sentAt} {bare} {isMine}", "en", own), ("(Sent) then so".to_owned(), "then".to_owned()));
}

#[test]
fn a_rule_rests_on_what_its_message_names() {
    let mut changed = document();
    change(&mut changed, "/values", json!({ "ends": { "is": "addBusinessDays(sentAt + wait, most)" } }));
    change(&mut changed, "/calendar", json!("jp"));
    change(&mut changed, "/params/most/source", json!("page"));
    change(&mut changed, RULE, text("{ends}"));
    let policy = checked(changed).unwrap_or_else(|problems| panic!("{problems}"));
    let description = policy.describe(&DescribeOptions::default()).unwrap();
    let rule = &description.actions.iter().find(|action| action.id == "revise").unwrap().requires[0];
    assert_eq!(rule.params, ["window", "most"]);
    // The parameter of the condition, that of the message, and the calendar by which the message counts.
    let sources = serde_json::to_value(&rule.sources).unwrap();
    assert_eq!(sources.as_array().unwrap().len(), 3);
    assert_eq!(sources.as_array().unwrap()[..2], [json!("manual"), json!("page")]);
}

#[test]
fn what_is_said_of_a_violated_requirement_is_a_message_too() {
    let violated = "/actions/revise/requires/0/violated";
    check(&[(violated, text("{window} {sentAt}"))], &[]);
    check(
        &[(violated, text("{windw}"))],
        &["invalid-placeholder actions.revise.requires[0].violated: `windw` is no fact, no parameter and no value"],
    );
    check(&[(violated, json!({ "ja": "x" }))], &["missing-key actions.revise.requires[0].violated.en"]);
    check(&[("/duties/0/violated", text("x"))], &["unknown-key duties[0].violated"]);
    // It counts for what the rule rests on.
    let mut changed = document();
    change(&mut changed, violated, text("{most}"));
    let policy = checked(changed).unwrap_or_else(|problems| panic!("{problems}"));
    let description = policy.describe(&DescribeOptions::default()).unwrap();
    let rule = &description.actions.iter().find(|action| action.id == "revise").unwrap().requires[0];
    assert_eq!(rule.params, ["window", "most"]);
    assert_eq!(rule.violated.as_deref(), Some("2"));
}
