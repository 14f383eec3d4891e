//! The document as a whole: its keys and types, its version, its size, and the order of its problems.

use serde_json::{Value, json};

use super::kit::{Mistake, OLD, RECENT, change, check, checked, document, gone, text, told};
use crate::data::Data;
use crate::policy::{Policy, Reading};

#[test]
fn the_document_is_right() {
    check(&[], &[]);
    let policy = checked(document()).unwrap();
    assert_eq!(policy.id(), "shop");
    assert_eq!(policy.version().len(), 64);
    let count = |edition| {
        let rules = policy.rules(Reading::of(edition));
        [rules.transitions.len(), rules.actions.len(), rules.duties.len(), rules.actions[2].requires.len()]
    };
    assert_eq!(count(OLD), [1, 3, 2, 2]);
    assert_eq!(count(RECENT), [2, 3, 2, 1]);
}

#[test]
fn the_version_changes_with_the_document() {
    let version = |changes: &[(&str, Value)]| {
        let mut document = document();
        changes.iter().for_each(|(pointer, value)| change(&mut document, pointer, value.clone()));
        checked(document).unwrap().version().to_owned()
    };
    assert_eq!(version(&[]), version(&[]));
    assert_ne!(version(&[]), version(&[("/params/most/value", json!(3))]));
    assert_ne!(version(&[]), version(&[("/note/en", json!("Made-up"))]));
    assert_ne!(version(&[]), version(&[("/roles", json!(["seller", "buyer"]))]), "a list in another order");
    // Null is a key left out, wherever one can be.
    assert_eq!(version(&[("/note", gone())]), version(&[("/note", json!(null))]));
    assert_eq!(version(&[]), version(&[("/duties/0/when", json!(null)), ("/actions/accept/set", json!(null))]));
}

#[test]
fn the_version_is_the_hash_of_the_document_in_its_canonical_form() {
    let written = r#"{
        "format": "torihiki/1", "id": "x", "utcOffset": "+00:00", "languages": ["ja", "en"], "roles": ["me"], "note": null,
        "roleLabels": { "me": { "en": "I", "ja": "私" } }, "label": { "ja": "鶏", "en": "Hen" },
        "states": { "on": { "label": { "ja": "継", "en": "On" } } },
        "actions": { "go": {
            "verb": "other", "roles": ["me"], "from": ["on"], "label": { "ja": "行", "en": "Go" }
        } }
    }"#;
    let policy = checked(serde_json::from_str(written).unwrap()).unwrap_or_else(|problems| panic!("{problems}"));
    // The same as `sha256sum` says of the canonical form.
    assert_eq!(policy.version(), "5cb7b765ae0ccf1760d1f8d1aad361930f248a1cf77179d680e17adfc6abfce1");
}

/// Keys that are missing.
pub(super) fn missing_keys() -> Vec<Mistake> {
    let all = [
        ("/note/en", "missing-key note.en: the text in `en` is missing"),
        ("/sources/page/kind", "missing-key sources.page.kind: `kind` is missing"),
        ("/sources/page/title", "missing-key sources.page.title: `title` is missing"),
        ("/params/most/value", "missing-key params.most.value: `value` is missing"),
        ("/params/window/editions/recent/value", "missing-key params.window.editions.recent.value: `value` is missing"),
        ("/facts/size/type", "missing-key facts.size.type: `type` is missing"),
        ("/facts/size/label", "missing-key facts.size.label: `label` is missing"),
        ("/states/done/label", "missing-key states.done.label: `label` is missing"),
        ("/transitions/0/rule", "missing-key transitions[0].rule: `rule` is missing"),
        ("/transitions/0/from", "missing-key transitions[0].from: `from` is missing"),
        ("/transitions/0/at", "missing-key transitions[0].at: `at` is missing"),
        ("/transitions/0/to", "missing-key transitions[0].to: `to` is missing"),
        ("/transitions/0/message", "missing-key transitions[0].message: `message` is missing"),
        ("/transitions/0/effects/0/kind", "missing-key transitions[0].effects[0].kind: `kind` is missing"),
        ("/actions/revise/verb", "missing-key actions.revise.verb: `verb` is missing"),
        ("/actions/revise/roles", "missing-key actions.revise.roles: `roles` is missing"),
        ("/actions/revise/from", "missing-key actions.revise.from: `from` is missing"),
        ("/actions/revise/label", "missing-key actions.revise.label: `label` is missing"),
        ("/actions/revise/consent/of", "missing-key actions.revise.consent.of: `of` is missing"),
        (
            "/actions/revise/requires/0/that",
            "missing-key actions.revise.requires[0].that: a requirement needs a condition",
        ),
        ("/actions/revise/effects/0/severity", "missing-key actions.revise.effects[0].severity: `severity` is missing"),
        (
            "/actions/revise/effects/0/audience/not",
            "missing-key actions.revise.effects[0].audience.not: `not` is missing",
        ),
        ("/actions/revise/drafts/0/id", "missing-key actions.revise.drafts[0].id: `id` is missing"),
        ("/actions/revise/drafts/0/subject", "missing-key actions.revise.drafts[0].subject: `subject` is missing"),
        ("/duties/0/rule", "missing-key duties[0].rule: `rule` is missing"),
        ("/duties/0/message", "missing-key duties[0].message: `message` is missing"),
    ];
    all.into_iter().map(|(pointer, expected)| (pointer, gone(), expected)).collect()
}

/// Keys that mean nothing.
pub(super) fn unknown_keys() -> Vec<Mistake> {
    let all = [
        ("/lable", "unknown-key lable: `lable` has no meaning here (did you mean `label`?)"),
        ("/note/fr", "unknown-key note.fr: `fr` is no language of this policy (one of `en`, `ja`)"),
        ("/sources/page/link", "unknown-key sources.page.link: `link` has no meaning here"),
        ("/params/most/valu", "unknown-key params.most.valu: `valu` has no meaning here (did you mean `value`?)"),
        (
            "/params/window/editions/recent/label",
            "unknown-key params.window.editions.recent.label: `label` has no meaning here",
        ),
        (
            "/facts/asked/minimum",
            "unknown-key facts.asked.minimum: `minimum` has no meaning here (did you mean `min`?)",
        ),
        ("/states/done/finall", "unknown-key states.done.finall: `finall` has no meaning here (did you mean `final`?)"),
        ("/transitions/0/verb", "unknown-key transitions[0].verb: `verb` has no meaning here"),
        ("/transitions/0/effects/0/that", "unknown-key transitions[0].effects[0].that: `that` has no meaning here"),
        (
            "/actions/revise/require",
            "unknown-key actions.revise.require: `require` has no meaning here (did you mean `requires`?)",
        ),
        (
            "/actions/revise/guid",
            "unknown-key actions.revise.guid: `guid` has no meaning here (what an edition says differently",
        ),
        (
            "/actions/deliver/editions/recent/label",
            "unknown-key actions.deliver.editions.recent.label: `label` has no meaning here",
        ),
        ("/actions/revise/consent/if", "unknown-key actions.revise.consent.if: `if` has no meaning here"),
        ("/actions/revise/drafts/0/text", "unknown-key actions.revise.drafts[0].text: `text` has no meaning here"),
        ("/duties/0/from", "unknown-key duties[0].from: `from` has no meaning here"),
        ("/duties/1/role/is", "unknown-key duties[1].role.is: `is` has no meaning here"),
    ];
    all.into_iter().map(|(pointer, expected)| (pointer, text("x"), expected)).collect()
}

#[test]
fn keys_that_are_missing_or_mean_nothing_are_told() {
    for key in ["format", "id", "roles", "roleLabels", "label", "states"] {
        for left_out in [gone(), json!(null)] {
            check(&[(&format!("/{key}"), left_out)], &[&format!("missing-key {key}: `{key}` is missing")]);
        }
    }
    for (pointer, value, expected) in missing_keys() {
        check(&[(pointer, value)], &[expected]);
    }
    for (pointer, value, expected) in unknown_keys() {
        check(&[(pointer, value)], &[expected]);
    }
}

/// Values of a wrong type.
pub(super) fn wrong_types() -> Vec<Mistake> {
    vec![
        ("/format", json!(1), "wrong-type format: expected a text, found `1`"),
        ("/format", json!("torihiki/2"), "unknown-format format: `torihiki/1` is the only format there is"),
        ("/id", json!(["shop"]), "wrong-type id: expected a text, found a list"),
        ("/utcOffset", json!(9), "wrong-type utcOffset: expected an offset such as `+09:00`, found `9`"),
        ("/utcOffset", json!("+9"), "wrong-type utcOffset: expected an offset such as `+09:00`, found `+9`"),
        ("/roles", json!("buyer"), "wrong-type roles: expected a list, found `buyer`"),
        ("/roles/0", json!(null), "wrong-type roles[0]: expected a text, found null"),
        ("/source", json!(true), "wrong-type source: expected a text, found `true`"),
        (
            "/label",
            json!("Shop"),
            "wrong-type label: expected a text in each language, found `Shop` (write `{ en = \"…\", ja = \"…\" }`)",
        ),
        ("/label/en", json!(3), "wrong-type label.en: expected a text, found `3`"),
        ("/label/en", json!(" \n"), "missing-text label.en: the text is empty"),
        ("/states/done/label/ja", json!(""), "missing-text states.done.label.ja: the text is empty"),
        ("/roleLabels", json!([]), "wrong-type roleLabels: expected an object, found a list"),
        ("/sources/page", json!(null), "wrong-type sources.page: expected an object, found null"),
        (
            "/sources/page/kind",
            json!("oficial"),
            "unknown-name sources.page.kind: `oficial` has no meaning here (did you mean `official`?)",
        ),
        (
            "/sources/page/kind",
            json!("?"),
            "unknown-name sources.page.kind: `?` has no meaning here (one of `guide`, `official`, `third-party`, `assumption`)",
        ),
        (
            "/params/most/value",
            json!(1.5),
            "wrong-type params.most.value: expected a duration such as `7d`, or a whole number, found `1.5`",
        ),
        (
            "/params/most/value",
            json!("7 days"),
            "invalid-duration params.most.value: `7 days` is no duration (did you mean `7d`?)",
        ),
        (
            "/params/most/value",
            json!("7 dais"),
            "invalid-duration params.most.value: `7 dais` is no duration (write a duration like `72h` or `1d12h`, up to",
        ),
        (
            "/params/most/edition",
            json!("all"),
            "unknown-name params.most.edition: `all` is not under `editions` (one of `old`, `recent`)",
        ),
        ("/facts/asked/type", json!("integer"), "unknown-name facts.asked.type: `integer` has no meaning here"),
        ("/facts/asked/type", json!(1), "wrong-type facts.asked.type: expected a text, found `1`"),
        ("/facts/size/type/0", json!(1), "wrong-type facts.size.type[0]: expected a text, found `1`"),
        ("/facts/asked/min", json!("0"), "wrong-type facts.asked.min: expected a whole number, found `0`"),
        ("/facts/asker/nullable", json!(1), "wrong-type facts.asker.nullable: expected true or false, found `1`"),
        ("/facts/dueAt/deadline", json!("yes"), "wrong-type facts.dueAt.deadline: expected true or false, found `yes`"),
        ("/facts/dueAt/after", json!("sentAt"), "wrong-type facts.dueAt.after: expected a list, found `sentAt`"),
        ("/states", json!(["working"]), "wrong-type states: expected an object, found a list"),
        ("/states/done/final", json!("true"), "wrong-type states.done.final: expected true or false, found `true`"),
        ("/transitions", json!({}), "wrong-type transitions: expected a list, found an object"),
        ("/transitions/0", json!("x"), "wrong-type transitions[0]: expected an object, found `x`"),
        ("/transitions/0/at", json!(0), "wrong-type transitions[0].at: expected a text, found `0`"),
        (
            "/transitions/0/effects/0/audience",
            json!("buyer"),
            "wrong-type transitions[0].effects[0].audience: expected a list of roles, or `{ not = … }`, found `buyer`",
        ),
        (
            "/transitions/0/effects/0/kind",
            json!("fine"),
            "unknown-name transitions[0].effects[0].kind: `fine` has no meaning here",
        ),
        (
            "/transitions/0/effects/0/severity",
            json!("dangr"),
            "unknown-name transitions[0].effects[0].severity: `dangr` has no meaning here (did you mean `danger`?)",
        ),
        ("/actions", json!([]), "wrong-type actions: expected an object, found a list"),
        ("/actions/revise/verb", json!("send"), "unknown-name actions.revise.verb: `send` has no meaning here"),
        (
            "/actions/revise/consent",
            json!("seller"),
            "wrong-type actions.revise.consent: expected an object, found `seller`",
        ),
        ("/actions/revise/requires", json!({}), "wrong-type actions.revise.requires: expected a list, found an object"),
        (
            "/actions/revise/requires/0/that",
            json!(true),
            "wrong-type actions.revise.requires[0].that: expected a text, found `true`",
        ),
        ("/actions/deliver/set/asked", json!(1), "wrong-type actions.deliver.set.asked: expected a text, found `1`"),
        (
            "/actions/deliver/editions/recent",
            json!(7),
            "wrong-type actions.deliver.editions.recent: expected an object, found `7`",
        ),
        (
            "/duties/0/role",
            json!(["buyer"]),
            "wrong-type duties[0].role: expected a role, or `{ not = … }`, found a list",
        ),
        ("/duties/0/in", json!("delivered"), "wrong-type duties[0].in: expected a list, found `delivered`"),
    ]
}

#[test]
fn values_of_a_wrong_type_are_told() {
    for (pointer, value, expected) in wrong_types() {
        check(&[(pointer, value)], &[expected]);
    }
    for (document, found) in [(json!(null), "null"), (json!("policy"), "`policy`"), (json!([]), "a list")] {
        let problems = checked(document).unwrap_err();
        let expected = format!("wrong-type : expected an object, found {found} (write it like `{{ format = …, id = …");
        assert!(told(&problems.as_slice()[0]).starts_with(&expected), "{problems}");
        assert_eq!(problems.as_slice().len(), 1);
    }
}

#[test]
fn a_key_that_stands_twice_is_told() {
    for (json, expected) in [
        (r#"{ "id": "a", "id": "b" }"#, "duplicate id: `id` stands here twice"),
        (r#"{ "label": { "ja": "a", "en": "b", "en": "c" } }"#, "duplicate label.en: `en` stands here twice"),
        (r#"{ "states": { "a": 1, "a": 2 } }"#, "duplicate states.a: `a` stands here twice"),
    ] {
        let problems = Policy::new(&serde_json::from_str::<Data<'static>>(json).unwrap()).unwrap_err();
        assert!(problems.as_slice().iter().map(told).any(|told| told.starts_with(expected)), "{json}: {problems}");
    }
}

#[test]
fn several_problems_are_told_in_the_order_of_the_document() {
    // First what cannot be read, in the order of the format.
    check(
        &[
            ("/duties/0/rule", json!(1)),
            ("/actions/revise/verb", json!("send")),
            ("/facts/asked/min", json!("0")),
            ("/utcOffset", json!("JST")),
            ("/colour", json!("red")),
        ],
        &[
            "wrong-type utcOffset",
            "wrong-type facts.asked.min",
            "unknown-name actions.revise.verb",
            "wrong-type duties[0].rule",
            "unknown-key colour",
        ],
    );
    // Then what can be read and makes no sense.
    check(
        &[
            ("/duties/0/due", json!("now")),
            ("/actions/revise/to", json!("x")),
            ("/transitions/0/at", json!("window")),
            ("/params/most/source", json!("x")),
            ("/facts/gift/min", json!(1)),
        ],
        &[
            "wrong-type facts.gift.min",
            "unknown-name params.most.source",
            "invalid-condition transitions[0].at:1:1",
            "unknown-name actions.revise.to",
            "invalid-condition duties[0].due:1:1",
        ],
    );
}

#[test]
fn a_problem_in_both_editions_is_told_once() {
    check(&[("/transitions/0/at", json!("sentAt +"))], &["invalid-condition transitions[0].at:1:9"]);
    check(&[("/actions/revise/roles/0", json!("x"))], &["unknown-name actions.revise.roles[0]"]);
    check(&[("/transitions/0/message", text("{"))], &["invalid-placeholder transitions[0].message"]);
}

#[test]
fn a_document_has_a_limit() {
    let states: serde_json::Map<String, Value> =
        (0..301).map(|number| (format!("s{number}"), json!({ "label": text("x") }))).collect();
    check(&[("/states", Value::Object(states))], &["too-large states: a policy has at most 300 states, not 301"]);
    check(&[("/note", json!(vec![0; 60_000]))], &["too-large : a policy has at most 60000 values"]);
}
