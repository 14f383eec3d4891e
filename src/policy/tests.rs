//! What a policy may say: one small document, and what is told when a single thing in it is
//! otherwise. At the end, documents that were damaged at random.

use crate::dice::Dice;
use serde_json::{Value, json};

use super::{Edition, Policy};
use crate::data::Data;
use crate::preview::Options;
use crate::problem::{Problem, Problems};
use crate::text::Locale;
use crate::time::Instant;

/// The same words in both languages.
fn text(words: &str) -> Value {
    json!({ "ja": words, "en": words })
}

/// A policy that says a little of everything.
fn document() -> Value {
    json!({
        "format": "torihiki/1",
        "id": "shop",
        "utcOffset": "+09:00",
        "roles": ["buyer", "seller"],
        "source": "manual",
        "label": text("Shop"),
        "note": text("Made up"),
        "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "sources": {
            "manual": { "kind": "guide", "title": text("Manual") },
            "page": { "kind": "official", "title": text("Page"), "url": "https://example.com/", "note": text("Old") },
        },
        "params": {
            "window": { "label": text("Window"), "value": "7d", "official": { "value": "72h", "source": "page" } },
            "most": { "label": text("Most"), "value": 2, "source": "manual" },
            "silence": { "label": text("Silence"), "value": "4d", "edition": "official" },
        },
        "facts": {
            "sentAt": { "type": "timestamp", "label": text("Sent") },
            "dueAt": { "type": "timestamp", "label": text("Due"), "default": "none", "deadline": true, "after": ["sentAt"] },
            "asked": { "type": "int", "label": text("Asked"), "default": 0, "min": 0 },
            "wait": { "type": "duration", "label": text("Wait"), "default": "2h" },
            "gift": { "type": "bool", "label": text("Gift"), "default": false, "edition": "official" },
            "asker": { "type": ["buyer", "seller"], "label": text("Asker"), "nullable": true },
            "size": {
                "type": ["small", "large"],
                "label": text("Size"),
                "choiceLabels": { "small": text("Small"), "large": text("Large") },
            },
        },
        "states": {
            "working": { "label": text("Working") },
            "delivered": { "label": text("Delivered"), "note": text("Waiting") },
            "done": { "label": text("Done"), "final": true },
            "held": { "label": text("Held"), "edition": "official" },
        },
        "transitions": [
            {
                "rule": "auto-done", "from": ["delivered"], "at": "sentAt + window", "to": "done",
                "message": text("After {window}"),
                "effects": [
                    { "rule": "payout", "kind": "payout", "severity": "info", "message": text("Paid"), "audience": ["seller"] },
                ],
            },
            {
                "rule": "due", "edition": "official", "from": ["working"], "when": "dueAt != null && state == \"working\"",
                "at": "dueAt", "to": "held", "message": text("Held"),
            },
        ],
        "actions": {
            "accept": { "verb": "other", "roles": ["buyer"], "from": ["delivered"], "to": "done", "label": text("Accept") },
            "deliver": {
                "verb": "other", "roles": ["seller"], "from": ["working", "held"], "to": "delivered",
                "set": { "sentAt": "now", "asked": "asked + 1", "asker": "role", "dueAt": "null" },
                "label": text("Deliver"),
                "official": { "from": ["held", "working"], "set": { "sentAt": "now" } },
            },
            "revise": {
                "verb": "revise", "roles": ["buyer", "seller"], "from": ["delivered"], "to": "working", "label": text("Revise"),
                "consent": { "of": "other", "unless": "role == \"seller\"" },
                "elsewhere": { "done": text("Too late") },
                "requires": [
                    { "rule": "window-open", "that": "now < sentAt + window", "message": text("Within {window}") },
                    { "rule": "not-too-often", "that": "asked < most", "message": text("Up to {most}"), "edition": "guide" },
                ],
                "effects": [
                    {
                        "rule": "counts", "kind": "metric", "severity": "caution", "message": text("Counts"),
                        "when": "now >= sentAt + wait", "audience": { "not": "asker" },
                    },
                ],
                "drafts": [
                    { "id": "revise", "subject": text("Please"), "body": text("Change {most} things"), "roles": ["buyer"] },
                ],
            },
        },
        "duties": [
            { "rule": "check", "role": "buyer", "in": ["delivered"], "due": "sentAt + window", "message": text("Check") },
            { "rule": "answer", "role": { "not": "asker" }, "when": "dueAt != null", "due": "dueAt", "message": text("Answer") },
        ],
    })
}

/// What stands for "left out" in a change.
fn gone() -> Value {
    json!("(gone)")
}

/// Puts a value where a JSON pointer leads; one past the end of a list adds to it.
fn change(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}"));
    match parent {
        Value::Object(entries) if value == gone() => assert!(entries.remove(key).is_some(), "nothing at {pointer}"),
        Value::Object(entries) => {
            entries.insert(key.to_owned(), value);
        }
        Value::Array(items) => {
            let index: usize = key.parse().unwrap();
            if index == items.len() { items.push(value) } else { items[index] = value }
        }
        _ => panic!("nothing can be put at {pointer}"),
    }
}

fn checked(document: Value) -> Result<Policy, Problems> {
    Policy::new(&serde_json::from_value::<Data<'static>>(document).unwrap())
}

fn told(problem: &Problem) -> String {
    format!("{} {}: {} ({})", problem.code, problem.path, problem.message, problem.help.as_deref().unwrap_or_default())
}

/// Compares the problems of the document with some changes with those expected. Each is
/// told as `code path: message (help)`, of which the end may be left out.
fn check(changes: &[(&str, Value)], expected: &[&str]) {
    let mut document = document();
    for (pointer, value) in changes {
        change(&mut document, pointer, value.clone());
    }
    let problems = checked(document).err().map(|problems| problems.as_slice().iter().map(told).collect::<Vec<_>>());
    let problems = problems.unwrap_or_default();
    let same =
        problems.len() == expected.len() && problems.iter().zip(expected).all(|(told, start)| told.starts_with(start));
    assert!(same, "{changes:?}\nexpected {expected:#?}\nfound {problems:#?}");
}

#[test]
fn the_document_is_right() {
    check(&[], &[]);
    let policy = checked(document()).unwrap();
    assert_eq!(policy.id(), "shop");
    assert_eq!(policy.version().len(), 16);
    let count = |edition| {
        let rules = policy.rules(edition);
        [rules.transitions.len(), rules.actions.len(), rules.duties.len(), rules.actions[2].requires.len()]
    };
    assert_eq!(count(Edition::Guide), [1, 3, 2, 2]);
    assert_eq!(count(Edition::Official), [2, 3, 2, 1]);
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
}

#[test]
fn keys_that_are_missing_or_mean_nothing_are_told() {
    for key in ["format", "id", "utcOffset", "roles", "roleLabels", "label", "states"] {
        check(&[(&format!("/{key}"), gone())], &[&format!("missing-key {key}: `{key}` is missing")]);
    }
    for (pointer, expected) in [
        ("/label/en", "missing-key label.en: `en` is missing"),
        ("/sources/page/kind", "missing-key sources.page.kind: `kind` is missing"),
        ("/sources/page/title", "missing-key sources.page.title: `title` is missing"),
        ("/params/most/value", "missing-key params.most.value: `value` is missing"),
        ("/params/window/official/value", "missing-key params.window.official.value: `value` is missing"),
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
        ("/actions/revise/requires/0/that", "missing-key actions.revise.requires[0].that: `that` is missing"),
        ("/actions/revise/effects/0/severity", "missing-key actions.revise.effects[0].severity: `severity` is missing"),
        (
            "/actions/revise/effects/0/audience/not",
            "missing-key actions.revise.effects[0].audience.not: `not` is missing",
        ),
        ("/actions/revise/drafts/0/id", "missing-key actions.revise.drafts[0].id: `id` is missing"),
        ("/actions/revise/drafts/0/subject", "missing-key actions.revise.drafts[0].subject: `subject` is missing"),
        ("/duties/0/rule", "missing-key duties[0].rule: `rule` is missing"),
        ("/duties/0/message", "missing-key duties[0].message: `message` is missing"),
    ] {
        check(&[(pointer, gone())], &[expected]);
    }
    for (pointer, expected) in [
        ("/lable", "unknown-key lable: `lable` has no meaning here (did you mean `label`?)"),
        ("/label/fr", "unknown-key label.fr: `fr` has no meaning here (one of `ja`, `en`)"),
        ("/sources/page/link", "unknown-key sources.page.link: `link` has no meaning here"),
        ("/params/most/valu", "unknown-key params.most.valu: `valu` has no meaning here (did you mean `value`?)"),
        ("/params/window/official/label", "unknown-key params.window.official.label: `label` has no meaning here"),
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
        ("/actions/revise/guid", "unknown-key actions.revise.guid: `guid` has no meaning here (did you mean `guide`?)"),
        ("/actions/deliver/official/label", "unknown-key actions.deliver.official.label: `label` has no meaning here"),
        ("/actions/revise/consent/if", "unknown-key actions.revise.consent.if: `if` has no meaning here"),
        ("/actions/revise/drafts/0/text", "unknown-key actions.revise.drafts[0].text: `text` has no meaning here"),
        ("/duties/0/from", "unknown-key duties[0].from: `from` has no meaning here"),
        ("/duties/1/role/is", "unknown-key duties[1].role.is: `is` has no meaning here"),
    ] {
        check(&[(pointer, text("x"))], &[expected]);
    }
}

#[test]
fn values_of_a_wrong_type_are_told() {
    for (pointer, value, expected) in [
        ("/format", json!(1), "wrong-type format: expected a text, found `1`"),
        ("/format", json!("torihiki/2"), "unknown-format format: `torihiki/1` is the only format there is"),
        ("/id", json!(["shop"]), "wrong-type id: expected a text, found a list"),
        ("/utcOffset", json!(9), "wrong-type utcOffset: expected a text, found `9`"),
        ("/utcOffset", json!("+9"), "wrong-type utcOffset: expected an offset such as `+09:00`, found `+9`"),
        ("/roles", json!("buyer"), "wrong-type roles: expected a list, found `buyer`"),
        ("/roles/0", json!(null), "wrong-type roles[0]: expected a text, found null"),
        ("/source", json!(true), "wrong-type source: expected a text, found `true`"),
        ("/label", json!("Shop"), "wrong-type label: expected an object, found `Shop`"),
        ("/label/en", json!(3), "wrong-type label.en: expected a text, found `3`"),
        ("/label/en", json!(" \n"), "missing-text label.en: the text is empty"),
        ("/states/done/label/ja", json!(""), "missing-text states.done.label.ja: the text is empty"),
        ("/roleLabels", json!([]), "wrong-type roleLabels: expected an object, found a list"),
        ("/sources", json!(null), "wrong-type sources: expected an object, found null"),
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
            "invalid-duration params.most.value: `7 days` is no duration (write it like `72h` or `1d12h`)",
        ),
        (
            "/params/most/edition",
            json!("all"),
            "unknown-name params.most.edition: `all` has no meaning here (one of `guide`, `official`)",
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
            "wrong-type transitions[0].effects[0].audience: expected an object, found `buyer`",
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
            "/actions/deliver/official",
            json!(null),
            "wrong-type actions.deliver.official: expected an object, found null",
        ),
        ("/duties/0/role", json!(["buyer"]), "wrong-type duties[0].role: expected an object, found a list"),
        ("/duties/0/in", json!("delivered"), "wrong-type duties[0].in: expected a list, found `delivered`"),
    ] {
        check(&[(pointer, value)], &[expected]);
    }
    for (document, found) in [(json!(null), "null"), (json!("policy"), "`policy`"), (json!([]), "a list")] {
        let problems = checked(document).unwrap_err();
        assert_eq!(told(&problems.as_slice()[0]), format!("wrong-type : expected an object, found {found} ()"));
        assert_eq!(problems.as_slice().len(), 1);
    }
}

#[test]
fn names_are_written_in_their_own_way_and_mean_one_thing() {
    let label = |more: Value| {
        let mut element = json!({ "label": text("x") });
        more.as_object()
            .unwrap()
            .iter()
            .for_each(|(key, value)| change(&mut element, &format!("/{key}"), value.clone()));
        element
    };
    let fact = || label(json!({ "type": "bool" }));
    let param = || label(json!({ "value": 1 }));
    let kebab = "(write it like `review-window`)";
    let camel = "(write it like `reviewWindow`)";
    for (pointer, value, expected) in [
        ("/id", json!("Shop"), format!("invalid-name id: `Shop` is no name {kebab}")),
        ("/id", json!(""), format!("invalid-name id: `` is no name {kebab}")),
        ("/id", json!("a".repeat(61)), format!("invalid-name id: `{}…` is no name {kebab}", "a".repeat(60))),
        (
            "/sources/New_page",
            json!({ "kind": "guide", "title": text("x") }),
            format!("invalid-name sources.New_page: `New_page` is no name {kebab}"),
        ),
        (
            "/transitions/0/rule",
            json!("autoDone"),
            format!("invalid-name transitions[0].rule: `autoDone` is no name {kebab}"),
        ),
        (
            "/actions/revise/requires/0/rule",
            json!("-open"),
            format!("invalid-name actions.revise.requires[0].rule: `-open` is no name {kebab}"),
        ),
        (
            "/actions/revise/requires/0/rule",
            json!("open-"),
            format!("invalid-name actions.revise.requires[0].rule: `open-` is no name {kebab}"),
        ),
        (
            "/actions/revise/requires/0/rule",
            json!("a--b"),
            format!("invalid-name actions.revise.requires[0].rule: `a--b` is no name {kebab}"),
        ),
        (
            "/actions/revise/effects/0/rule",
            json!("2nd"),
            format!("invalid-name actions.revise.effects[0].rule: `2nd` is no name {kebab}"),
        ),
        (
            "/actions/revise/drafts/0/id",
            json!("re vise"),
            format!("invalid-name actions.revise.drafts[0].id: `re vise` is no name {kebab}"),
        ),
        ("/duties/0/rule", json!("確認"), format!("invalid-name duties[0].rule: `確認` is no name {kebab}")),
        ("/facts/Gift", fact(), format!("invalid-name facts.Gift: `Gift` is no name {camel}")),
        ("/facts/gift-wrapped", fact(), format!("invalid-name facts.gift-wrapped: `gift-wrapped` is no name {camel}")),
        ("/facts/gift_wrapped", fact(), format!("invalid-name facts.gift_wrapped: `gift_wrapped` is no name {camel}")),
        ("/params/Most", param(), format!("invalid-name params.Most: `Most` is no name {camel}")),
        // Words that conditions or orders need.
        ("/facts/now", fact(), "reserved-name facts.now: `now` means something else already ()".to_owned()),
        ("/facts/state", fact(), "reserved-name facts.state: `state` means something else already ()".to_owned()),
        ("/facts/role", fact(), "reserved-name facts.role: `role` means".to_owned()),
        ("/facts/in", fact(), "reserved-name facts.in: `in` means".to_owned()),
        ("/facts/true", fact(), "reserved-name facts.true: `true` means".to_owned()),
        ("/facts/duration", fact(), "reserved-name facts.duration: `duration` means".to_owned()),
        ("/facts/policy", fact(), "reserved-name facts.policy: `policy` means".to_owned()),
        ("/facts/edition", fact(), "reserved-name facts.edition: `edition` means".to_owned()),
        ("/facts/params", fact(), "reserved-name facts.params: `params` means".to_owned()),
        ("/facts/id", fact(), "reserved-name facts.id: `id` means".to_owned()),
        ("/params/null", param(), "reserved-name params.null: `null` means".to_owned()),
        ("/params/asked", param(), "reserved-name params.asked: `asked` means something else already ()".to_owned()),
    ] {
        check(&[(pointer, value)], &[&expected]);
    }
}

#[test]
fn names_that_stand_for_nothing_are_told_with_the_nearest_one() {
    for (pointer, value, expected) in [
        ("/source", json!("manuel"), "unknown-name source: `manuel` is not under `sources` (did you mean `manual`?)"),
        (
            "/params/most/source",
            json!("?"),
            "unknown-name params.most.source: `?` is not under `sources` (one of `manual`, `page`)",
        ),
        (
            "/params/window/official/source",
            json!("pag"),
            "unknown-name params.window.official.source: `pag` is not under `sources`",
        ),
        (
            "/roleLabels/worker",
            text("x"),
            "unknown-name roleLabels.worker: `worker` is not under `roles` (one of `buyer`, `seller`)",
        ),
        (
            "/facts/dueAt/after/0",
            json!("sendAt"),
            "unknown-name facts.dueAt.after[0]: `sendAt` is no timestamp under `facts` (did you mean `sentAt`?)",
        ),
        (
            "/facts/dueAt/after/1",
            json!("asked"),
            "unknown-name facts.dueAt.after[1]: `asked` is no timestamp under `facts`",
        ),
        ("/facts/size/choiceLabels/huge", text("x"), "unknown-name facts.size.choiceLabels.huge: `huge` is no choice"),
        (
            "/transitions/0/from/0",
            json!("deliverd"),
            "unknown-name transitions[0].from[0]: `deliverd` is not under `states` (did you mean `delivered`?)",
        ),
        ("/transitions/0/to", json!("finished"), "unknown-name transitions[0].to: `finished` is not under `states`"),
        ("/transitions/0/to", json!("buyer"), "unknown-name transitions[0].to: `buyer` is not under `states`"),
        ("/transitions/0/source", json!("x"), "unknown-name transitions[0].source: `x` is not under `sources`"),
        (
            "/transitions/0/effects/0/audience/0",
            json!("selller"),
            "unknown-name transitions[0].effects[0].audience[0]: `selller` is not under `roles` (did you mean `seller`?)",
        ),
        (
            "/actions/revise/roles/1",
            json!("guest"),
            "unknown-name actions.revise.roles[1]: `guest` is not under `roles`",
        ),
        ("/actions/revise/from/0", json!("sent"), "unknown-name actions.revise.from[0]: `sent` is not under `states`"),
        ("/actions/revise/to", json!("sent"), "unknown-name actions.revise.to: `sent` is not under `states`"),
        ("/actions/revise/source", json!("x"), "unknown-name actions.revise.source: `x` is not under `sources`"),
        (
            "/actions/deliver/official/to",
            json!("sent"),
            "unknown-name actions.deliver.official.to: `sent` is not under `states`",
        ),
        (
            "/actions/deliver/set/sendAt",
            json!("now"),
            "unknown-name actions.deliver.set.sendAt: `sendAt` is not under `facts` (did you mean `sentAt`?)",
        ),
        (
            "/actions/revise/consent/of",
            json!("guest"),
            "unknown-name actions.revise.consent.of: `guest` is not under `roles`",
        ),
        (
            "/actions/revise/elsewhere/don",
            text("x"),
            "unknown-name actions.revise.elsewhere.don: `don` is not under `states` (did you mean `done`?)",
        ),
        (
            "/actions/revise/requires/0/source",
            json!("x"),
            "unknown-name actions.revise.requires[0].source: `x` is not under `sources`",
        ),
        (
            "/actions/revise/effects/0/audience/not",
            json!("askr"),
            "unknown-name actions.revise.effects[0].audience.not: `askr` is not under `facts` (did you mean `asker`?)",
        ),
        (
            "/actions/revise/drafts/0/roles/0",
            json!("x"),
            "unknown-name actions.revise.drafts[0].roles[0]: `x` is not under `roles`",
        ),
        (
            "/duties/0/role",
            json!("byer"),
            "unknown-name duties[0].role: `byer` is not under `roles` (did you mean `buyer`?)",
        ),
        ("/duties/0/in/0", json!("x"), "unknown-name duties[0].in[0]: `x` is not under `states`"),
        ("/duties/1/role/not", json!("x"), "unknown-name duties[1].role.not: `x` is not under `facts`"),
    ] {
        check(&[(pointer, value)], &[expected]);
    }
}

#[test]
fn nothing_stands_twice() {
    let document = document();
    let effect = document.pointer("/transitions/0/effects/0").unwrap();
    let requirement = document.pointer("/actions/revise/requires/0").unwrap();
    let draft = document.pointer("/actions/revise/drafts/0").unwrap();
    for (changes, expected) in [
        (vec![("/roles/2", json!("buyer"))], "duplicate roles[2]: the role `buyer` stands here twice"),
        (vec![("/facts/size/type/2", json!("small"))], "duplicate facts.size.type: `small` stands here twice"),
        (
            vec![("/transitions/1/rule", json!("auto-done"))],
            "duplicate transitions[1].rule: the rule `shop.auto-done` stands here twice",
        ),
        (
            vec![("/transitions/0/effects/1", effect.clone())],
            "duplicate transitions[0].effects[1].rule: the rule `shop.auto-done.payout` stands",
        ),
        (
            vec![("/actions/revise/requires/2", requirement.clone())],
            "duplicate actions.revise.requires[2].rule: the rule `shop.revise.window-open` stands",
        ),
        (
            vec![("/actions/revise/requires/0/rule", json!("state"))],
            "duplicate actions.revise.requires[0].rule: the rule `shop.revise.state` stands",
        ),
        (
            vec![("/actions/revise/drafts/1", draft.clone())],
            "duplicate actions.revise.drafts[1].id: the draft `revise` stands here twice",
        ),
        (vec![("/duties/1/rule", json!("check"))], "duplicate duties[1].rule: the rule `shop.check` stands here twice"),
    ] {
        // The third role makes two of them ambiguous; the other problems are not at stake here.
        let mut changed = document.clone();
        changes.iter().for_each(|(pointer, value)| change(&mut changed, pointer, value.clone()));
        let problems: Vec<String> = checked(changed).unwrap_err().as_slice().iter().map(told).collect();
        assert!(problems[0].starts_with(expected), "expected {expected}, found {problems:#?}");
    }
    // In different editions a rule may stand twice.
    let mut other = requirement.clone();
    change(&mut other, "/edition", json!("guide"));
    check(&[("/actions/revise/requires/0/edition", json!("official")), ("/actions/revise/requires/2", other)], &[]);
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
fn facts_are_described_as_their_type_allows() {
    for (pointer, value, expected) in [
        ("/facts/gift/min", json!(0), "wrong-type facts.gift.min: `min` is for whole numbers only"),
        ("/facts/sentAt/min", json!(0), "wrong-type facts.sentAt.min: `min` is for whole numbers only"),
        ("/facts/asked/deadline", json!(true), "wrong-type facts.asked.deadline: `deadline` is for timestamps only"),
        ("/facts/wait/deadline", json!(false), "wrong-type facts.wait.deadline: `deadline` is for timestamps only"),
        ("/facts/asked/after", json!(["sentAt"]), "wrong-type facts.asked.after: `after` is for timestamps only"),
        (
            "/facts/gift/choiceLabels",
            json!({}),
            "wrong-type facts.gift.choiceLabels: `choiceLabels` is for choices only",
        ),
        ("/facts/gift/default", json!("yes"), "wrong-type facts.gift.default: expected true or false, found `yes`"),
        ("/facts/asked/default", json!("0"), "wrong-type facts.asked.default: expected a whole number, found `0`"),
        ("/facts/asked/default", json!(-1), "out-of-range facts.asked.default: `-1` is out of range (from 0 to"),
        ("/facts/asked/default", json!(0.5), "wrong-type facts.asked.default: expected a whole number, found `0.5`"),
        ("/facts/wait/default", json!("2 hours"), "invalid-duration facts.wait.default: `2 hours` is no duration"),
        ("/facts/wait/default", json!(-1), "out-of-range facts.wait.default: `-1` is no duration in milliseconds"),
        (
            "/facts/sentAt/default",
            json!("2026-11-10"),
            "invalid-instant facts.sentAt.default: `2026-11-10` has no offset from UTC",
        ),
        ("/facts/sentAt/default", json!(true), "wrong-type facts.sentAt.default: expected an instant, found `true`"),
        (
            "/facts/size/default",
            json!("lage"),
            "wrong-type facts.size.default: `lage` is no choice of `size` (did you mean `large`?)",
        ),
        (
            "/facts/size/default",
            json!(1),
            "wrong-type facts.size.default: `1` is no choice of `size` (one of `small`, `large`)",
        ),
        (
            "/facts/size/choiceLabels/large",
            gone(),
            "missing-key facts.size.choiceLabels.large: the choice `large` has no label",
        ),
        (
            "/facts/asker/type/2",
            json!("operator"),
            "missing-key facts.asker.choiceLabels.operator: the choice `operator` has no label",
        ),
        ("/facts/asker/type", json!([]), "missing-key facts.asker.type: a choice needs something to choose from"),
    ] {
        let mut changed = document();
        change(&mut changed, pointer, value);
        let problems: Vec<String> = checked(changed).unwrap_err().as_slice().iter().map(told).collect();
        assert!(problems[0].starts_with(expected), "expected {expected}, found {problems:#?}");
    }
    for (pointer, value) in [
        ("/facts/size/default", json!("large")),
        ("/facts/sentAt/default", json!("2026-11-10T09:00:00+09:00")),
        ("/facts/wait/default", json!(1_000)),
        ("/facts/asked/default", json!("none")),
        ("/facts/asked/default", json!(1.0)),
        ("/facts/asker/choiceLabels", json!({ "buyer": text("She who buys") })),
    ] {
        let mut changed = document();
        change(&mut changed, pointer, value);
        // A fact that can be null has to be guarded from then on; nothing else may be wrong.
        let problems = checked(changed).err().map_or(Vec::new(), |problems| problems.as_slice().to_vec());
        assert!(problems.iter().all(|problem| problem.message.contains("can be null")), "{pointer}: {problems:#?}");
    }
}

#[test]
fn parameters_are_of_one_type_and_belong_to_their_editions() {
    let window = json!({ "value": "1h" });
    check(
        &[("/params/window/official/value", json!(3))],
        &["wrong-type params.window.official.value: a parameter is of one type in both editions"],
    );
    check(
        &[("/params/most/guide", window.clone())],
        &["wrong-type params.most.guide.value: a parameter is of one type in both editions"],
    );
    check(
        &[("/params/silence/official", window.clone())],
        &["conflict params.silence.official: the parameter exists in one edition only"],
    );
    check(
        &[("/params/silence/guide", window)],
        &["conflict params.silence.guide: the parameter exists in one edition only"],
    );
    // Where an edition does not have a parameter, nothing may read or say it.
    check(
        &[("/actions/revise/requires/0/that", json!("now < sentAt + silence"))],
        &[
            "invalid-condition actions.revise.requires[0].that:1:16: `silence` has no value in this edition (give the element the edition of the parameter)",
        ],
    );
    check(
        &[("/actions/revise/requires/0/message/en", json!("{silence}"))],
        &[
            "invalid-placeholder actions.revise.requires[0].message: `silence` is no parameter of the guide edition (one of `most`, `window`)",
        ],
    );
    check(
        &[
            ("/actions/revise/requires/0/edition", json!("official")),
            ("/actions/revise/requires/0/that", json!("now < sentAt + silence")),
            ("/actions/revise/requires/0/message/en", json!("{silence}")),
        ],
        &[],
    );
}

#[test]
fn placeholders_are_bound() {
    let braces = "a brace stands alone (write `{param}` for a parameter and `{{` for a brace)";
    for (pointer, message) in [
        ("/transitions/0/message", "{window"),
        ("/transitions/0/effects/0/message", "window}"),
        ("/actions/revise/requires/0/message", "{"),
        ("/actions/revise/effects/0/message", "}"),
        ("/actions/revise/drafts/0/body", "{{window}"),
        ("/actions/revise/drafts/0/subject", "{window}}"),
        ("/actions/revise/elsewhere/done", "{window}}}"),
        ("/duties/0/message", "{{}"),
    ] {
        let path = pointer.trim_start_matches('/').replace('/', ".");
        let path = path.replace(".0", "[0]");
        let closed = ["{{}", "{window}}}"].contains(&message);
        let expected = format!("invalid-placeholder {path}: {braces}");
        if !closed {
            check(&[(pointer, text(message))], &[&expected]);
        }
    }
    check(&[("/duties/0/message/ja", json!("{{}}{window}{{{most}}}"))], &[]);
    check(
        &[("/duties/0/edition", json!("guide")), ("/duties/0/message/ja", json!("{windw}"))],
        &["invalid-placeholder duties[0].message: `windw` is no parameter (did you mean `window`?)"],
    );
    check(
        &[("/duties/0/edition", json!("official")), ("/duties/0/message/ja", json!("{sentAt}"))],
        &["invalid-placeholder duties[0].message: `sentAt` is no parameter"],
    );
    check(
        &[("/duties/0/edition", json!("official")), ("/duties/0/message/ja", json!("{}"))],
        &["invalid-placeholder duties[0].message: `` is no parameter (one of `most`, `silence`, `window`)"],
    );
}

#[test]
fn states_lead_where_they_can() {
    let label = || json!({ "label": text("x") });
    for (changes, expected) in [
        (vec![("/states", json!({}))], "missing-key states: a policy needs at least one state"),
        (vec![("/roles", json!([]))], "missing-key roles: a policy needs at least one role"),
        (vec![("/roleLabels/seller", gone())], "missing-key roleLabels.seller: the role `seller` has no label"),
        (
            vec![("/states/lost", label())],
            "unreachable states.lost: the state `lost` stands in no action and no transition",
        ),
        (
            vec![("/states/working/final", json!(true))],
            "conflict states.working: the state `working` is final, but something leads out of it",
        ),
        // Only an action does.
        (
            vec![("/states/held/final", json!(true))],
            "conflict states.held: the state `held` is final, but something leads out of it",
        ),
        (
            vec![("/transitions/0/from/1", json!("done"))],
            "conflict transitions[0].to: a transition leads to another state than it comes from",
        ),
        (vec![("/transitions/0/from", json!([]))], "missing-key transitions[0].from: at least one state is needed"),
        (
            vec![("/actions/revise/from", json!(["held"]))],
            "conflict actions.revise.from: no state of the guide edition is listed",
        ),
        (
            vec![("/transitions/0/to", json!("held"))],
            "conflict transitions[0].to: the guide edition has no state `held`",
        ),
        (
            vec![("/actions/revise/to", json!("held"))],
            "conflict actions.revise.to: the guide edition has no state `held`",
        ),
        (vec![("/actions/revise/roles", json!([]))], "missing-key actions.revise.roles: at least one role is needed"),
        (
            vec![("/actions/revise/effects/0/audience", json!([]))],
            "missing-key actions.revise.effects[0].audience: at least one role is needed",
        ),
        (
            vec![("/actions/deliver/edition", json!("official"))],
            "conflict actions.deliver.official: the action exists in one edition only",
        ),
    ] {
        let mut changed = document();
        changes.iter().for_each(|(pointer, value)| change(&mut changed, pointer, value.clone()));
        let problems: Vec<String> = checked(changed).unwrap_err().as_slice().iter().map(told).collect();
        assert!(problems.iter().any(|told| told.starts_with(expected)), "expected {expected}, found {problems:#?}");
    }
}

#[test]
fn the_other_party_is_known_only_among_two() {
    check(
        &[("/actions/revise/consent/of", json!("seller"))],
        &["conflict actions.revise.consent.of: nobody consents to an action of their own; write `other`"],
    );
    check(&[("/actions/deliver/consent", json!({ "of": "buyer" }))], &[]);
    check(
        &[("/actions/deliver/official/consent", json!({ "of": "seller" }))],
        &["conflict actions.deliver.official.consent.of: nobody consents to an action of their own"],
    );
    for (pointer, value) in
        [("/actions/revise/effects/0/audience/not", "size"), ("/actions/revise/effects/0/audience/not", "sentAt")]
    {
        check(
            &[(pointer, json!(value))],
            &[&format!(
                "conflict actions.revise.effects[0].audience.not: `{value}` would have to be a choice of roles, in a policy of exactly two"
            )],
        );
    }
    check(
        &[("/duties/1/role/not", json!("asked"))],
        &["conflict duties[1].role.not: `asked` would have to be a choice of roles, in a policy of exactly two"],
    );
    check(
        &[
            ("/roles/2", json!("carrier")),
            ("/roleLabels/carrier", text("Carrier")),
            ("/actions/deliver/set/asker", gone()),
        ],
        &[
            "conflict actions.revise.consent.of: `other` needs a policy of exactly two roles",
            "conflict actions.revise.effects[0].audience.not: `asker` would have to be a choice of roles",
            "conflict duties[1].role.not: `asker` would have to be a choice of roles",
        ],
    );
}

#[test]
fn conditions_are_checked_where_they_stand() {
    for (pointer, condition, expected) in [
        ("/transitions/0/at", "now", "transitions[0].at:1:1: `now` cannot stand here"),
        ("/transitions/0/at", "dueAt + window", "transitions[0].at:1:1: this can be null, where a value is needed"),
        ("/transitions/0/at", "sentAt +\n  asked", "transitions[0].at:1:8: a timestamp + a number has no meaning"),
        (
            "/transitions/0/at",
            "sentAt +\n  wndow",
            "transitions[0].at:2:3: `wndow` is no fact and no parameter (did you mean `window`?)",
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
            "actions.revise.requires[0].that:1:1: `/` has no meaning here",
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
        ("/actions/revise/drafts/0/when", "", "actions.revise.drafts[0].when:1:1: the end is unexpected here"),
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
    ] {
        check(&[(pointer, json!(condition))], &[&format!("invalid-condition {expected}")]);
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

/// The value with a number, counted in the order of reading.
fn nth<'d>(data: &'d mut Data<'static>, number: usize) -> &'d mut Data<'static> {
    if number == 0 {
        return data;
    }
    let mut left = number - 1;
    let children: Vec<&'d mut Data<'static>> = match data {
        Data::List(items) => items.iter_mut().collect(),
        Data::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    for child in children {
        let size = child.size();
        if left < size {
            return nth(child, left);
        }
        left -= size;
    }
    panic!("there is no value {number}")
}

/// Deletes, replaces, renames or repeats something.
fn damage(document: &mut Data<'static>, dice: &mut Dice) {
    let count = document.size();
    let other = nth(document, dice.roll(count)).clone();
    let words = [
        "",
        "x",
        "now",
        "state",
        "role",
        "other",
        "none",
        "working",
        "done",
        "seller",
        "{window}",
        "{x}",
        "{",
        "true",
        "null",
        "now < sentAt",
        "dueAt",
        "sentAt + window",
        "dueAt == null",
        "asked < 3",
        "asker == role",
        "official",
        "guide",
        "72h",
        "納品",
        "timestamp",
        "bool",
        "deadline",
    ];
    let word = || -> Data<'static> { Data::Text(words[0].into()) };
    let value = match dice.roll(9) {
        0 => Data::Null,
        1 => Data::Bool(dice.roll(2) == 0),
        2 => Data::Int([0, 1, -1, i64::MAX, i64::MIN][dice.roll(5)]),
        3 => Data::List(vec![other.clone()]),
        4 => Data::Map(vec![("rule".into(), other.clone())]),
        5 => Data::Inexact("1.5".into()),
        6 => other.clone(),
        _ => match dice.roll(words.len()) {
            0 => word(),
            number => Data::Text(words[number].into()),
        },
    };
    let place = nth(document, dice.roll(count));
    let action = dice.roll(6);
    match place {
        Data::List(items) if !items.is_empty() => {
            let index = dice.roll(items.len());
            match action {
                0 => drop(items.remove(index)),
                1 => items.push(items[index].clone()),
                2 => items.push(other),
                3 => items.swap(0, index),
                _ => items[index] = value,
            }
        }
        Data::Map(entries) if !entries.is_empty() => {
            let index = dice.roll(entries.len());
            match action {
                0 => drop(entries.remove(index)),
                1 => entries.push(entries[index].clone()),
                2 => entries.push((words[dice.roll(words.len())].into(), other)),
                3 => entries[index].0 = words[dice.roll(words.len())].into(),
                4 => {
                    let with = dice.roll(entries.len());
                    let (a, b) = (entries[index].1.clone(), entries[with].1.clone());
                    entries[index].1 = b;
                    entries[with].1 = a;
                }
                _ => entries[index].1 = value,
            }
        }
        _ => *place = value,
    }
}

/// Asks everything of a policy that could be made.
fn use_policy(policy: &Policy) {
    let noon = 1_794_268_800_000;
    for edition in Edition::ALL {
        assert_eq!(policy.describe(edition, Locale::En).id, *policy.id());
        let here = policy.states.iter().filter(|state| state.edition.is_none_or(|only| only == edition));
        for state in here {
            let word = |text: &str| Data::Text(text.to_owned().into());
            let bare = vec![
                ("state".into(), word(policy.symbols.text(state.symbol))),
                ("edition".into(), word(edition.word())),
            ];
            let mut full = bare.clone();
            for (number, fact) in policy.facts.iter().enumerate() {
                let at = noon + i64::try_from(number).unwrap() * 3_600_000;
                let value = match &fact.ty {
                    crate::expr::Type::Timestamp => Data::Int(at),
                    crate::expr::Type::Duration => word("3h"),
                    crate::expr::Type::Int => Data::Int(fact.min.unwrap_or(1).max(1)),
                    crate::expr::Type::Choice(choices) => {
                        choices.first().map_or(Data::Null, |choice| word(policy.symbols.text(*choice)))
                    }
                    crate::expr::Type::Bool | crate::expr::Type::Null => Data::Bool(true),
                };
                // A smallest value beyond what any number may be leaves nothing to give.
                if fact.min.is_none_or(|min| min < i64::from(i32::MAX)) {
                    full.push((fact.name.to_string().into(), value));
                }
            }
            for order in [bare, full] {
                let order = Data::Map(order);
                let mut now = Some(Instant::MIN);
                let mut steps = 0;
                while let Some(at) = now {
                    let answer =
                        policy.preview(&order, &Options::at(at)).unwrap_or_else(|problems| panic!("{problems}"));
                    now = answer.next.map(|next| next.at);
                    steps += 1;
                    assert!(now.is_none_or(|next| at < next) && steps < 200, "next does not end");
                }
            }
        }
    }
}

#[test]
fn a_damaged_document_is_refused_or_makes_a_policy_that_works() {
    let whole: Data<'static> = serde_json::from_value(document()).unwrap();
    let mut dice = Dice(3);
    let (mut made, mut refused) = (0, 0);
    for _ in 0..5_000 {
        let mut damaged = whole.clone();
        for _ in 0..=dice.roll(2) {
            damage(&mut damaged, &mut dice);
        }
        match Policy::new(&damaged) {
            Ok(policy) => {
                use_policy(&policy);
                made += 1;
            }
            Err(problems) => {
                assert!(!problems.as_slice().is_empty());
                for problem in problems.as_slice() {
                    let Problem { code: _, path, message, help, suggests } = problem;
                    assert!(!message.is_empty(), "{problem:?}");
                    let texts = [Some(path), Some(message), help.as_ref(), suggests.as_ref()];
                    assert!(texts.into_iter().flatten().all(|text| text.chars().count() < 2_000), "{problem:?}");
                }
                refused += 1;
            }
        }
    }
    assert!(300 < made && 300 < refused, "{made} policies, {refused} refused");
}

#[test]
fn what_could_only_be_a_slip_is_refused() {
    let effect = |rule: &str| json!({ "rule": rule, "kind": "notice", "severity": "info", "message": text("x") });
    for (pointer, value, expected) in [
        ("/roles", json!(["buyer", "seller", "buyer"]), "duplicate roles[2]: the role `buyer` stands here twice"),
        (
            "/actions/revise/roles",
            json!(["buyer", "seller", "buyer"]),
            "duplicate actions.revise.roles[2]: `buyer` stands here twice",
        ),
        (
            "/actions/accept/from",
            json!(["delivered", "delivered"]),
            "duplicate actions.accept.from[1]: `delivered` stands here twice",
        ),
        (
            "/actions/revise/effects/1",
            effect("window-open"),
            "duplicate actions.revise.effects[1].rule: the rule `shop.revise.window-open` stands here twice",
        ),
        (
            "/actions/revise/effects/1",
            effect("state"),
            "duplicate actions.revise.effects[1].rule: the rule `shop.revise.state` stands here twice",
        ),
        ("/transitions/0/rule", json!("accept"), "duplicate transitions[0].rule: an action has the same name"),
        ("/duties/0/rule", json!("auto-done"), "duplicate duties[0].rule: the rule `shop.auto-done` stands here twice"),
        (
            "/actions/accept/drafts",
            json!([{ "id": "d", "subject": text("x"), "body": text("x"), "roles": ["seller"] }]),
            "conflict actions.accept.drafts[0].roles: only who may act sends a message with it",
        ),
        ("/facts/gift/default", json!(null), "wrong-type facts.gift.default: a default is a value or"),
        ("/facts/asked/min", json!(i64::MIN), "out-of-range facts.asked.min: from -(2^53 - 1) to 2^53 - 1"),
        ("/params/most/value", json!(i64::MAX), "out-of-range params.most.value: from -(2^53 - 1) to 2^53 - 1"),
        (
            "/sources/page/url",
            json!("javascript:alert(1)"),
            "wrong-type sources.page.url: `javascript:alert(1)` is no web",
        ),
    ] {
        check(&[(pointer, value)], &[expected]);
    }
    check(
        &[("/actions/deliver/edition", json!("guide"))],
        &["conflict actions.deliver.official: the action exists in one edition only"],
    );
    check(&[("/actions/revise/requires/0/that", json!("asked in [-1, 0]"))], &[]);
}

#[test]
fn a_document_has_a_limit() {
    let states: serde_json::Map<String, Value> =
        (0..101).map(|number| (format!("s{number}"), json!({ "label": text("x") }))).collect();
    check(&[("/states", Value::Object(states))], &["too-large states: a policy has at most 100 states, not 101"]);
    check(&[("/note", json!(vec![0; 20_000]))], &["too-large : a policy has at most 20000 values"]);
}
