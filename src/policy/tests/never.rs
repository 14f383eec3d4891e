//! What is said and can never apply, and what cannot be meant.

use serde_json::{Value, json};

use super::kit::{Mistake, check, checked, document, problems, text, told};
use crate::data::Data;
use crate::policy::Policy;

/// What can never apply, or cannot be meant.
pub(super) fn mistakes() -> Vec<Mistake> {
    vec![
        (
            "/actions/revise/elsewhere/delivered",
            text("x"),
            "conflict actions.revise.elsewhere.delivered: the action is possible in this state, so this is never said (leave it out, or take",
        ),
        (
            "/duties/0/in/1",
            json!("done"),
            "conflict duties[0].in[1]: the state `done` is final, and nobody has a duty once the deal is over (leave it out of `in`)",
        ),
        ("/facts/dueAt/after/1", json!("dueAt"), "conflict facts.dueAt.after[1]: a fact cannot come after itself"),
        ("/facts/dueAt/after/1", json!("sentAt"), "duplicate facts.dueAt.after[1]: `sentAt` stands here twice"),
        (
            "/facts/sentAt/after",
            json!(["dueAt"]),
            "conflict facts.dueAt.after: each of these comes after the other: `dueAt` → `sentAt` → `dueAt` (leave one of them out)",
        ),
        (
            "/facts/dueAt/nullable",
            json!(false),
            "conflict facts.dueAt.nullable: the default says that there may be none (leave `nullable` out)",
        ),
        (
            "/sources/page/url",
            json!("https://example.com/a b"),
            "wrong-type sources.page.url: `https://example.com/a b` is no web address",
        ),
        (
            "/transitions/0/message/en",
            json!("Soon"),
            "invalid-placeholder transitions[0].message.en: `{window}` stands in the text in `ja` and not in this one (write it",
        ),
        (
            "/duties/0/message/en",
            json!("Check {most}"),
            "invalid-placeholder duties[0].message.ja: `{most}` stands in the text in `en` and not in this one",
        ),
    ]
}

#[test]
fn what_can_never_apply_is_told() {
    for (pointer, value, expected) in mistakes() {
        check(&[(pointer, value)], &[expected]);
    }
    // Where it is possible in some edition only, it is said in the others.
    let elsewhere = ("/actions/deliver/elsewhere", json!({ "working": text("x") }));
    check(&[elsewhere.clone(), ("/actions/deliver/editions/recent/from", json!(["held"]))], &[]);
    check(&[elsewhere], &["conflict actions.deliver.elsewhere.working: the action is possible in this state"]);
    check(
        &[("/actions/accept/elsewhere", json!({ "held": text("x") })), ("/actions/accept/edition", json!("old"))],
        &["conflict actions.accept.elsewhere.held: no edition of the action has this state, so this is never said"],
    );
}

#[test]
fn facts_that_come_after_one_another_are_told_once() {
    let fact = |after: &[&str]| json!({ "type": "timestamp", "label": text("x"), "after": after });
    check(
        &[
            ("/facts/a", fact(&["b"])),
            ("/facts/b", fact(&["sentAt", "c"])),
            ("/facts/c", fact(&["d", "a"])),
            ("/facts/d", fact(&["a"])),
            ("/facts/e", fact(&["a", "b"])),
        ],
        &["conflict facts.a.after: each of these comes after the other: `a` → `b` → `c` → `a` (leave one of them out)"],
    );
    check(&[("/facts/a", fact(&["sentAt", "dueAt"])), ("/facts/b", fact(&["a", "sentAt"]))], &[]);
}

#[test]
fn words_that_mean_something_else_are_refused() {
    let choices = json!({
        "type": ["none", "some"], "label": text("x"), "default": "none",
        "choiceLabels": { "none": text("None"), "some": text("Some") },
    });
    check(
        &[("/facts/wish", choices)],
        &["conflict facts.wish.default: `none` means that there is none, and is one of the choices as well"],
    );
    let roles = json!(["buyer", "other"]);
    let told = problems(&[("/roles", roles), ("/roleLabels/other", text("Other"))]);
    let expected = "reserved-name roles[1]: `other` means something else already (under `consent` it is the role";
    assert!(told.iter().any(|told| told.starts_with(expected)), "{told:?}");
    check(&[("/facts/size/type/2", json!(" "))], &["invalid-name facts.size.type[2]: a choice needs a name"]);
}

#[test]
fn a_text_is_not_read_before_its_date() {
    let source = |date: &str, read: &str| json!({ "kind": "official", "title": text("x"), "date": date, "read": read });
    for (date, read) in
        [("2026-04-01", "2026-04-01"), ("2026-04-01", "2026-04"), ("2026", "2026-01-01"), ("2025-12", "2026")]
    {
        check(&[("/sources/terms", source(date, read))], &[]);
    }
    for (date, read) in [("2026-04-01", "2026-03"), ("2026", "2025-12-31"), ("2026-10", "2026-09-30")] {
        let expected =
            format!("conflict sources.terms.read: it was read before `{date}`, the date that the text bears");
        check(&[("/sources/terms", source(date, read))], &[&expected]);
    }
}

#[test]
fn the_id_of_a_built_in_policy_is_its_own() {
    let mut other = document();
    other["id"] = json!("qoo10");
    other["duties"][0]["due"] = json!("now");
    let problems: Vec<String> = checked(other).unwrap_err().as_slice().iter().map(told).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("invalid-condition duties[0].due:1:1"), "{problems:?}");
    assert_eq!(problems[1], "reserved-name id: `qoo10` is a policy that is built in (choose another id)");

    // Its own document has it, in whatever order its keys come.
    let own: Data<'static> = toml::from_str(include_str!("../../policies/qoo10.toml")).unwrap();
    assert_eq!(Policy::new(&own).unwrap().version(), crate::builtin::policy("qoo10").unwrap().version());
}

#[test]
fn in_a_policy_of_one_language_nothing_can_differ() {
    let mut one: Value = document();
    one["languages"] = json!(["en"]);
    fn plain(value: &mut Value) {
        if let Some(text) = value.get("en").cloned() {
            *value = text;
        } else if let Value::Object(entries) = value {
            entries.values_mut().for_each(plain);
        } else if let Value::Array(items) = value {
            items.iter_mut().for_each(plain);
        }
    }
    plain(&mut one);
    checked(one).unwrap_or_else(|problems| panic!("{problems}"));
}
