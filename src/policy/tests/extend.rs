//! Documents that say what differs from another one.

use serde_json::{Value, json};

use super::kit::{checked, document, text, told};
use crate::policy::Policy;

/// The small document as another one extends it.
fn extending(changes: Value) -> Value {
    let mut own = json!({ "extends": document(), "id": "own" });
    own.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    own
}

fn policy(changes: Value) -> Policy {
    checked(extending(changes)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What is told about it.
fn problems(document: Value) -> Vec<String> {
    checked(document).unwrap_err().as_slice().iter().map(told).collect()
}

/// The whole document that comes of it, written out by hand.
fn by_hand(change: impl FnOnce(&mut Value)) -> Policy {
    let mut whole = document();
    whole["id"] = json!("own");
    change(&mut whole);
    checked(whole).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn nothing_but_an_id_is_the_same_policy_under_another_id() {
    assert_eq!(policy(json!({})).version(), by_hand(|_| {}).version());
}

#[test]
fn tables_are_changed_entry_by_entry() {
    let extended =
        policy(json!({ "params": { "most": { "value": 5 } }, "states": { "done": { "label": text("Over") } } }));
    let whole = by_hand(|whole| {
        whole["params"]["most"]["value"] = json!(5);
        whole["states"]["done"]["label"] = text("Over");
    });
    assert_eq!(extended.version(), whole.version());
}

#[test]
fn rules_of_a_list_are_changed_where_they_stand_and_new_ones_come_last() {
    let old = document();
    let rule = old["transitions"][0]["rule"].clone();
    let new = json!({ "rule": "lapses", "from": ["delivered"], "at": "sentAt + window + window", "to": "done", "message": text("It lapses") });
    let extended = policy(json!({ "transitions": [new.clone(), { "rule": rule, "message": text("Otherwise") }] }));
    let whole = by_hand(|whole| {
        whole["transitions"][0]["message"] = text("Otherwise");
        whole["transitions"].as_array_mut().unwrap().push(new);
    });
    assert_eq!(extended.version(), whole.version());
}

#[test]
fn what_is_removed_is_not_there_before_anything_is_changed() {
    let old = document();
    let action = "revise";
    let replaced = json!({ "verb": "other", "label": text("Look"), "roles": ["buyer"], "from": ["working"] });
    let extended = policy(json!({ "remove": [format!("actions.{action}")], "actions": { action: replaced.clone() } }));
    let whole = by_hand(|whole| whole["actions"][action] = replaced);
    assert_eq!(extended.version(), whole.version());

    let requirement = old["actions"][action]["requires"][0]["rule"].as_str().unwrap();
    let extended = policy(json!({ "remove": [format!("actions.{action}.requires.{requirement}")] }));
    let whole = by_hand(|whole| {
        whole["actions"][action]["requires"].as_array_mut().unwrap().remove(0);
    });
    assert_eq!(extended.version(), whole.version());
}

#[test]
fn texts_and_other_lists_are_replaced_as_a_whole() {
    let half = problems(extending(json!({ "label": { "ja": "店" } })));
    assert!(half.len() == 1 && half[0].starts_with("missing-key label.en: "), "{half:?}");
}

#[test]
fn with_fewer_languages_the_texts_that_are_taken_over_are_fewer() {
    let extended = policy(json!({ "languages": ["en"] }));
    assert_eq!(extended.describe(&crate::describe::DescribeOptions::default()).unwrap().languages, ["en"]);
    let extended = policy(json!({ "languages": ["en"], "states": { "done": { "label": "Over" } } }));
    assert_eq!(extended.id(), "own");
}

#[test]
fn what_is_wrong_is_told_where_it_was_written() {
    let rule = document()["transitions"][0]["rule"].clone();
    let wrong = extending(json!({
        "transitions": [{ "rule": "new", "from": ["working"], "at": "dueAt +", "to": "done", "message": text("New") },
                        { "rule": rule, "to": "gone" }],
        "params": { "most": { "value": "many" } },
        "remove": ["states.held"],
    }));
    let told = problems(wrong);
    let starts = |start: &str| told.iter().any(|problem| problem.contains(start));
    assert!(starts(" transitions[0].at:1:"), "{told:#?}");
    assert!(starts(" transitions[1].to: "), "{told:#?}");
    assert!(starts(" params.most.value: "), "{told:#?}");
    assert!(told.iter().any(|problem| problem.contains(" extends.")), "{told:#?}");
}

#[test]
fn what_cannot_be_extended_or_removed_is_told() {
    let only = |document: Value, expected: &str| {
        let told = problems(document);
        assert!(told[0].starts_with(expected), "{told:?}");
    };
    only(
        json!({ "extends": "coconla", "id": "own" }),
        "unknown-policy extends: there is no built-in policy `coconla` (did you mean `coconala`?)",
    );
    only(
        json!({ "extends": 7, "id": "own" }),
        "wrong-type extends: expected the id of a built-in policy, or a document, found `7`",
    );
    only(
        extending(json!({ "remove": "states.held" })),
        "wrong-type remove: expected a list of paths, found `states.held` (write them like `[\"actions.nudge\", \"duties.ship\"]`)",
    );
    only(
        extending(json!({ "remove": ["params.windw", 3] })),
        "unknown-name remove[0]: there is no `params.windw` in what is extended (did you mean `params.window`?)",
    );
    only(
        json!({ "extends": { "extends": { "extends": "ebay" } }, "id": "own" }),
        "unknown-policy extends.extends.extends: there is no built-in policy `ebay`",
    );
    only(
        json!({ "extends": document(), "id": document()["id"] }),
        "reserved-name id: `shop` is the id of the document that it extends (choose another id)",
    );
    let deep = (0..20).fold(document(), |base, _| json!({ "extends": base, "id": "own" }));
    assert!(problems(deep)[0].contains(": at most 8 documents extend one another"));
    let mut alone = document();
    alone["remove"] = json!(["states.held"]);
    assert!(problems(alone)[0].starts_with("unknown-key remove: "));
}

#[test]
fn a_policy_that_extends_another_one_has_an_id_of_its_own() {
    let told = problems(json!({ "extends": "coconala" }));
    assert!(told.len() == 1 && told[0].starts_with("missing-key id: `id` is missing"), "{told:?}");
}

#[cfg(feature = "author")]
#[test]
fn the_built_in_policies_can_be_extended() {
    for id in crate::builtin::policy_ids() {
        let document = json!({ "extends": id, "id": "own" });
        let own = checked(document).unwrap_or_else(|problems| panic!("{problems}"));
        assert_ne!(own.version(), crate::builtin::policy(id).unwrap().version());
    }
}
