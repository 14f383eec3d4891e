//! The editions of a policy: any number of them, what they may differ in, and what is told of mistakes.

use serde_json::{Value, json};

use super::kit::{change, check, checked, document, gone, text};
use crate::data::Data;
use crate::describe::DescribeOptions;
use crate::policy::{EditionId, Policy, Reading};
use crate::preview::Options;
use crate::time::Instant;

/// A policy of three editions, in which this is said differently.
fn three(elements: Value) -> Value {
    let mut document = json!({
        "format": "torihiki/1",
        "id": "shop",
        "utcOffset": "+09:00",
        "roles": ["buyer"],
        "label": text("Shop"),
        "roleLabels": { "buyer": text("Buyer") },
        "editions": {
            "2024": { "label": text("Terms of 2024") },
            "2026": { "label": text("Terms of 2026"), "default": true, "note": text("In force") },
            "help": { "label": text("Help") },
        },
        "params": { "window": { "label": text("Window"), "value": "1d" } },
        "facts": { "sentAt": { "type": "timestamp", "label": text("Sent") } },
        "states": { "open": { "label": text("Open") }, "held": { "label": text("Held"), "edition": ["2024", "help"] } },
        "actions": {
            "close": {
                "verb": "other", "roles": ["buyer"], "from": ["open", "held"], "label": text("Close"),
                "requires": [{ "rule": "in-time", "that": "now < sentAt + window", "message": text("{window}") }],
            },
        },
    });
    for (pointer, value) in elements.as_object().unwrap() {
        change(&mut document, pointer, value.clone());
    }
    document
}

/// What is wrong with a policy of three editions.
fn problems(elements: Value) -> Vec<String> {
    let problems = checked(three(elements)).err();
    problems.iter().flat_map(|problems| problems.as_slice()).map(super::kit::told).collect()
}

fn order(value: Value) -> Data<'static> {
    serde_json::from_value(value).unwrap()
}

fn verdicts(policy: &Policy, edition: Value) -> Vec<String> {
    let order = order(json!({ "state": "open", "edition": edition, "sentAt": 0 }));
    let answer = policy.preview(&order, &Options::at(Instant::from_millis(36 * 3_600_000).unwrap())).unwrap();
    let [close] = answer.actions.as_slice() else { panic!("one action") };
    let told = |edition: &str, verdict: &str| format!("{edition} {verdict}");
    let own = answer.policy.edition.as_deref().map_or("-".to_owned(), str::to_owned);
    let others = close.editions.iter().map(|other| told(&other.edition, other.verdict.word()));
    [told(&own, close.verdict.word())].into_iter().chain(others).collect()
}

#[test]
fn a_policy_has_as_many_editions_as_it_declares() {
    let own = json!({ "2024": { "value": "2d" }, "help": { "value": "3d" } });
    let policy = checked(three(json!({ "/params/window/editions": own }))).unwrap();
    // The default is the one that says so, and every other edition is told.
    assert_eq!(verdicts(&policy, json!(null)), ["2026 denied", "2024 allowed", "help allowed"]);
    assert_eq!(verdicts(&policy, json!("help")), ["help allowed", "2024 allowed", "2026 denied"]);

    let described = policy.describe(&DescribeOptions::default()).unwrap();
    let editions = serde_json::to_value(&described.editions).unwrap();
    assert_eq!(
        editions,
        json!([
            { "id": "2024", "label": "Terms of 2024", "note": null, "default": false },
            { "id": "2026", "label": "Terms of 2026", "note": "In force", "default": true },
            { "id": "help", "label": "Help", "note": null, "default": false },
        ])
    );
    assert_eq!(described.edition.as_deref(), Some("2026"));
    let states = |edition| policy.describe(&DescribeOptions::default().edition(edition)).unwrap().states.len();
    assert_eq!(["2024", "2026", "help"].map(states), [2, 1, 2]);
}

#[test]
fn a_policy_without_editions_has_one_without_a_name() {
    let plain = json!({ "/editions": gone(), "/states/held/edition": gone() });
    let policy = checked(three(plain)).unwrap();
    assert_eq!(verdicts(&policy, json!(null)), ["- denied"]);
    let described = policy.describe(&DescribeOptions::default()).unwrap();
    assert!(described.edition.is_none() && described.editions.is_empty());

    let empty = checked(three(json!({ "/editions": {}, "/states/held/edition": gone() }))).unwrap();
    assert_eq!(verdicts(&empty, json!(null)), ["- denied"]);

    let asked = order(json!({ "state": "open", "edition": "2026" }));
    let told = policy.preview(&asked, &Options::at(Instant::MIN)).unwrap_err().to_string();
    assert_eq!(told, "edition: `2026` is no edition of `shop` (this policy has no editions; leave it out)");
    let asked = order(json!({ "state": "open", "edition": 2026 }));
    let told = policy.preview(&asked, &Options::at(Instant::MIN)).unwrap_err().to_string();
    assert_eq!(told, "edition: an edition is a text, not `2026` (this policy has no editions; leave it out)");
    let told = policy.describe(&DescribeOptions::default().edition("2026")).unwrap_err().to_string();
    assert_eq!(told, "edition: `2026` is no edition of `shop` (this policy has no editions; leave it out)");
}

#[test]
fn a_policy_of_one_edition_names_it() {
    let one = json!({ "/editions": { "2026": { "label": text("Terms") } }, "/states/held/edition": gone() });
    let policy = checked(three(one)).unwrap();
    assert_eq!(verdicts(&policy, json!(null)), ["2026 denied"]);
    assert_eq!(verdicts(&policy, json!("2026")), ["2026 denied"]);
}

#[test]
fn what_exists_in_some_editions_does_not_exist_in_the_others() {
    let some = json!({
        "/facts/sentAt/edition": ["2024", "2026"],
        "/actions/close/requires/0/edition": ["2026", "2024"],
        "/params/window/edition": ["2024", "2026"],
        "/params/window/editions": { "2024": { "value": "2d" } },
    });
    let policy = checked(three(some)).unwrap();
    assert_eq!(verdicts(&policy, json!("2024")), ["2024 allowed", "2026 denied", "help allowed"]);
    assert_eq!(verdicts(&policy, json!("help")), ["help allowed", "2024 allowed", "2026 denied"]);
    let values = |edition: EditionId| policy.params[0].value(Reading::of(edition)).map(|value| value.value / 3_600_000);
    assert_eq!([0, 1, 2].map(values), [Some(48), Some(24), None]);
    let fact = &policy.describe(&DescribeOptions::default()).unwrap().facts[0];
    assert_eq!(serde_json::to_value(&fact.editions).unwrap(), json!(["2024", "2026"]));

    let asked = order(json!({ "state": "held" }));
    let told = policy.preview(&asked, &Options::at(Instant::MIN)).unwrap_err().to_string();
    assert_eq!(told, "state: the edition `2026` has no state `held` (it belongs to the editions `2024`, `help`)");
}

#[test]
fn mistakes_about_editions_are_told_where_they_are() {
    for (elements, expected) in [
        (
            json!({ "/editions/2024/default": true }),
            vec![
                "conflict editions.2026.default: another edition is the default (only one can be; without any it is the first)",
            ],
        ),
        (
            json!({ "/editions/My Terms": { "label": text("x") } }),
            vec!["invalid-name editions.My Terms: `My Terms` is no name (did you mean `my-terms`?)"],
        ),
        (
            json!({ "/actions/close/requires/0/edition": "2025" }),
            vec![
                "unknown-name actions.close.requires[0].edition: `2025` is not under `editions` (did you mean `2026`?)",
            ],
        ),
        (
            json!({ "/actions/close/requires/0/edition": ["help", "x", "help"] }),
            vec![
                "unknown-name actions.close.requires[0].edition[1]: `x` is not under `editions` (one of `2024`, `2026`, `help`)",
                "duplicate actions.close.requires[0].edition[2]: `help` stands here twice ()",
            ],
        ),
        (
            json!({ "/facts/sentAt/edition": [], "/states/held/edition": "hlep" }),
            vec![
                "unknown-name states.held.edition: `hlep` is not under `editions` (did you mean `help`?)",
                "missing-key facts.sentAt.edition: at least one edition is needed (leave `edition` out for all of them)",
            ],
        ),
        (
            json!({ "/facts/sentAt/edition": 2024 }),
            vec!["wrong-type facts.sentAt.edition: expected the id of an edition, or a list of them, found `2024` ()"],
        ),
        (
            json!({ "/params/window/editions": { "2025": { "value": "2d" } } }),
            vec!["unknown-name params.window.editions.2025: `2025` is not under `editions` (did you mean `2026`?)"],
        ),
        (
            json!({ "/params/window/help": { "value": "2d" } }),
            vec![
                "unknown-key params.window.help: `help` has no meaning here (what an edition says differently stands under `editions`)",
            ],
        ),
        (
            json!({ "/actions/close/edition": ["2024", "2026"], "/actions/close/editions": { "help": { "to": "held" } } }),
            vec!["conflict actions.close.editions.help: the action does not exist in the edition `help` ()"],
        ),
        (
            json!({ "/actions/close/editions": { "2026": { "to": "held" } } }),
            vec![
                "conflict actions.close.editions.2026.to: the edition `2026` has no state `held` (give the element the edition of the state)",
            ],
        ),
    ] {
        assert_eq!(problems(elements.clone()), expected, "{elements}");
    }
    let document = three(json!({ "/editions": gone() }));
    let told: Vec<String> = checked(document).unwrap_err().as_slice().iter().map(super::kit::told).collect();
    assert_eq!(
        told,
        [
            "unknown-name states.held.edition[0]: `2024` is not under `editions` (this policy has none; list them there first)",
            "unknown-name states.held.edition[1]: `help` is not under `editions` (this policy has none; list them there first)",
        ]
    );
}

#[test]
fn there_are_at_most_ten_editions() {
    let editions = |count: usize| -> Value {
        (0..count)
            .map(|number| (format!("e{number}"), json!({ "label": text("x") })))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let with = |count| three(json!({ "/editions": editions(count), "/states/held/edition": gone() }));
    let policy = checked(with(10)).unwrap();
    assert_eq!(verdicts(&policy, json!("e9")), {
        let others = (0..9).map(|number| format!("e{number} denied"));
        std::iter::once("e9 denied".to_owned()).chain(others).collect::<Vec<_>>()
    });
    let told = checked(with(11)).unwrap_err().to_string();
    assert_eq!(told, "editions: a policy has at most 10 editions, not 11");
}

#[test]
fn editions_are_packed_with_a_policy() {
    let policy = Policy::load(&checked(three(json!({}))).unwrap().compile()).unwrap();
    assert_eq!(verdicts(&policy, json!(null)), verdicts(&checked(three(json!({}))).unwrap(), json!(null)));
    assert!(policy.edition_ids().eq(["2024", "2026", "help"]));
    assert!(policy.states[0].editions.has(0) && !policy.states[0].editions.has(1));
}

#[test]
fn the_small_document_says_what_it_says_of_editions() {
    check(&[("/editions/old/default", json!(true))], &[]);
    check(&[("/editions/old/default", json!("yes"))], &["wrong-type editions.old.default: expected true or false"]);
    check(&[("/editions/old/label", gone())], &["missing-key editions.old.label: `label` is missing"]);
    assert_eq!(checked(document()).unwrap().default_edition, 0);
}
