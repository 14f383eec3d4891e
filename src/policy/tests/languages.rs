//! The languages of a policy: which there are, in which its texts have to be, and which is spoken.

use serde_json::{Value, json};

use super::kit::{change, check, checked, gone};
use crate::data::Data;
use crate::describe::DescribeOptions;
use crate::policy::Policy;
use crate::preview::Options;
use crate::time::Instant;

/// A policy of one language, with plain texts.
fn plain(tag: &str) -> Value {
    json!({
        "format": "torihiki/1", "id": "shop", "utcOffset": "Z", "languages": [tag], "roles": ["buyer"], "label": "Laden",
        "roleLabels": { "buyer": "Käufer" },
        "params": { "window": { "label": "Frist", "value": "25h" } },
        "facts": { "sentAt": { "type": "timestamp", "label": "Versand" } },
        "states": { "open": { "label": "offen" }, "held": { "label": "angehalten" } },
        "actions": {
            "close": {
                "verb": "other", "roles": ["buyer"], "from": ["open", "held"], "label": "Abschließen",
                "requires": [{ "rule": "in-time", "that": "now < sentAt + window", "message": "Nur {window} lang" }],
            },
        },
    })
}

fn messages(policy: &Policy, locale: Option<&str>) -> (String, Vec<String>) {
    let order: Data<'static> = serde_json::from_value(json!({ "state": "open", "sentAt": 172_800_000 })).unwrap();
    let options = Options { locale, ..Options::at(Instant::from_millis(0).unwrap()) };
    let answer = policy.preview(&order, &options).unwrap_or_else(|problems| panic!("{problems}"));
    let reasons = answer.actions[0].reasons.iter().map(|reason| &reason.message);
    let warnings = answer.warnings.iter().map(|warning| &warning.message);
    (answer.policy.language.to_string(), reasons.chain(warnings).map(ToString::to_string).collect())
}

#[test]
fn a_policy_of_one_language_has_plain_texts_and_its_phrases_in_english() {
    let policy = checked(plain("de")).unwrap_or_else(|problems| panic!("{problems}"));
    let (language, said) = messages(&policy, None);
    assert_eq!(language, "de");
    assert_eq!(
        said,
        ["Possible while the state is “offen” or “angehalten”", "Nur 25 hours lang", "“Versand” lies in the future"]
    );
    assert_eq!(messages(&policy, Some("ja, en")).0, "de");
}

#[test]
fn a_policy_says_the_phrases_of_the_engine_in_its_own_words() {
    let mut document = plain("de");
    document["phrases"] = json!({
        "state": "Möglich im Zustand {states}",
        "stateName": { "de": "„{state}“" },
        "stateOr": " oder ",
        "hours": "{count} Stunden",
        "factInFuture": "„{fact}“ liegt in der Zukunft",
        "instant": "{day}. {monthName} {year}, {hour2}:{minute}{seconds} Uhr",
        "month1": "Januar",
        "wait": "Bis {instant} warten",
    });
    let policy = checked(document).unwrap_or_else(|problems| panic!("{problems}"));
    let expected =
        ["Möglich im Zustand „offen“ oder „angehalten“", "Nur 25 Stunden lang", "„Versand“ liegt in der Zukunft"];
    assert_eq!(messages(&policy, None).1, expected);

    // Packed, they are the same.
    let unpacked = Policy::load(&policy.compile()).unwrap();
    assert_eq!(messages(&unpacked, None).1, expected);
}

#[test]
fn the_language_that_is_spoken_is_found_by_lookup() {
    let mut document = plain("de");
    let text = |words: &str| json!({ "pt-BR": format!("{words} (pt)"), "de": words, "ja": format!("{words}（ja）") });
    document["languages"] = json!(["de", "pt-BR", "ja"]);
    for pointer in [
        "/label",
        "/roleLabels/buyer",
        "/params/window/label",
        "/facts/sentAt/label",
        "/states/open/label",
        "/states/held/label",
        "/actions/close/label",
        "/actions/close/requires/0/message",
    ] {
        let words = document.pointer(pointer).unwrap().as_str().unwrap().to_owned();
        change(&mut document, pointer, text(&words));
    }
    let policy = checked(document).unwrap_or_else(|problems| panic!("{problems}"));
    for (locale, language) in [
        (None, "de"),
        (Some("ja"), "ja"),
        (Some("ja-JP"), "ja"),
        (Some("pt-br-x-a"), "pt-BR"),
        (Some("pt"), "de"),
        (Some("en"), "de"),
        (Some("fr,JA"), "ja"),
    ] {
        assert_eq!(messages(&policy, locale).0, language, "{locale:?}");
    }
    let described = policy.describe(&DescribeOptions { locale: Some("ja"), edition: None }).unwrap();
    assert_eq!((&*described.language, &*described.label), ("ja", "Laden（ja）"));
    assert_eq!(serde_json::to_value(&described.languages).unwrap(), json!(["de", "pt-BR", "ja"]));
    let summary = serde_json::to_value(policy.summary()).unwrap();
    assert_eq!(summary["label"], json!({ "de": "Laden", "pt-BR": "Laden (pt)", "ja": "Laden（ja）" }));
    assert_eq!(messages(&policy, Some("ja")).1[1], "Nur 25時間 lang（ja）");
    assert_eq!(messages(&policy, Some("pt-BR")).1[1], "Nur 25 hours lang (pt)");

    for locale in ["", "en_US", "e", "日本語", "ja,"] {
        let order: Data<'static> = serde_json::from_value(json!({ "state": "open" })).unwrap();
        let problems = policy.preview(&order, &Options::at(Instant::MIN).locale(locale)).unwrap_err();
        assert_eq!(problems.as_slice()[0].path, "locale", "{locale}");
    }
}

#[test]
fn each_text_is_in_each_language_and_in_no_other() {
    for (pointer, value, expected) in [
        // Without `languages`, those of the label are the languages, but where all other texts have one more.
        ("/label/en", gone(), vec!["missing-key label.en: the text in `en` is missing"]),
        (
            "/note",
            json!({ "ja": "x", "fr": "y" }),
            vec![
                // Of the two languages, the one was meant to be the other.
                "unknown-key note.fr: `fr` is no language of this policy (did you mean `en`?)",
            ],
        ),
        (
            "/note",
            json!("x"),
            vec!["wrong-type note: expected a text in each language, found `x` (write `{ en = \"…\", ja = \"…\" }`)"],
        ),
        ("/note", json!({ "ja": " ", "EN": "x" }), vec!["missing-text note.ja: the text is empty"]),
        ("/note", json!({ "ja": 1, "en": "x" }), vec!["wrong-type note.ja: expected a text, found `1`"]),
        ("/languages", json!(["ja", "en", "JA"]), vec!["duplicate languages[2]: `JA` stands here twice"]),
        (
            "/languages",
            json!(["ja", "en_US"]),
            vec!["invalid-name languages[1]: `en_US` is no language tag (did you mean `en-US`?)"],
        ),
        ("/languages", json!([]), vec!["missing-key languages: at least one language is needed"]),
        ("/languages", json!("ja"), vec!["wrong-type languages: expected a list, found `ja`"]),
        ("/languages", json!([7]), vec!["wrong-type languages[0]: expected a language tag such as `en`, found `7`"]),
        (
            "/phrases",
            json!({ "wiat": "x" }),
            vec!["unknown-key phrases.wiat: `wiat` is no phrase (did you mean `wait`?)"],
        ),
        ("/phrases", json!({ "wait": "x" }), vec!["wrong-type phrases.wait: expected texts by language, found `x`"]),
        (
            "/phrases",
            json!({ "wait": { "ja": "{x}まで", "en": "Wait", "fr": "x" }, "due": { "en": "{duty" } }),
            vec![
                "invalid-placeholder phrases.due.en: a brace stands alone",
                "invalid-placeholder phrases.wait.en: the placeholder `{instant}` is missing",
                "unknown-key phrases.wait.fr: `fr` is no language of this policy",
                "invalid-placeholder phrases.wait.ja: `x` is no placeholder of this phrase (one of `instant`)",
            ],
        ),
        ("/phrases", json!({ "none": { "en": "nothing" }, "due": { "ja": "期限：{duty}" } }), vec![]),
    ] {
        check(&[(pointer, value)], &expected);
    }
}
