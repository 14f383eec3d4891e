//! Whether the cases ask about everything, and whether the policies say what the rules are.
//!
//! `describe` tells which rules there are. Each has to be named by what some case expects, in
//! each edition that has it, and in every way in which it can come out. The list of the rules
//! in `rules.json` was written from the rules themselves, not from the policies, so what is
//! left out, invented or miswritten shows.

mod hits;
mod rules;
mod texts;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use torihiki::{Data, Instant, Options, policy, policy_ids, preview};

use crate::editions;

/// What no case can ask about, and why: policy, edition (none: each), what, and the reason.
const EXCEPTIONS: &[(&str, Option<&str>, &str, &str)] = &[
    ("coconala-account", None, "open-second-account.prohibited satisfied", PROHIBITED),
    ("coconala-account", None, "open-second-account allowed in active", PROHIBITED),
    ("qoo10", None, "ask-buyer-to-cancel.prohibited satisfied", PROHIBITED),
    ("qoo10", None, "ask-buyer-to-cancel allowed in preparing", PROHIBITED),
    ("qoo10", None, "ask-buyer-to-cancel allowed in packed", PROHIBITED),
    ("crowdworks", None, "abandon.prohibited satisfied", PROHIBITED),
    ("crowdworks", None, "abandon allowed in working", PROHIBITED),
    ("lancers", None, "deal-directly.prohibited satisfied", PROHIBITED),
    ("lancers", None, "deal-directly allowed in agreed", PROHIBITED),
    ("lancers", None, "deal-directly allowed in working", PROHIBITED),
    ("lancers", None, "deal-directly allowed in delivered", PROHIBITED),
    ("crowdworks", Some("official"), "start-work allowed in contracted", ESCROW),
    ("lancers", None, "start-work allowed in agreed", ESCROW),
    ("crowdworks", Some("guide"), "termination-unanswered.full-refund does not follow", NO_STATE),
    ("crowdworks", Some("guide"), "request-termination.full-refund does not follow", NO_STATE),
    ("crowdworks", Some("guide"), "approve-termination.full-refund does not follow", NO_STATE),
    ("coconala", None, "review-delivery overdue", "the order completes at the instant at which the review is due"),
    (
        "coconala",
        Some("official"),
        "send-first-message overdue",
        "the order is cancelled at the instant at which the first message is due",
    ),
    (
        "coconala",
        Some("official"),
        "answer-cancel-request overdue",
        "the order is cancelled at the instant at which the answer is due",
    ),
];
const PROHIBITED: &str = "nobody may ever do it";
const NO_STATE: &str = "the guide does not know the state in which it is so";
const ESCROW: &str = "people try it in this state, but the escrow that it needs leads to the next one";

/// Each policy in each edition.
fn each_edition() -> impl Iterator<Item = (&'static str, &'static str)> {
    policy_ids().flat_map(|id| editions::BUILT_IN.map(|edition| (id, edition)))
}

/// A policy as data.
fn describe(id: &str, edition: &str, locale: &str) -> Value {
    editions::described(policy(id).unwrap(), Some(edition), locale)
}

/// Answers as JSON, in Japanese unless a case wants another language.
fn answer(order: &Value, options: &Value) -> Value {
    let order: Data<'static> = serde_json::from_value(order.clone()).unwrap();
    let options = Options {
        role: options["role"].as_str(),
        locale: options["locale"].as_str(),
        ..Options::at(Instant::from_millis(options["now"].as_i64().unwrap()).unwrap())
    };
    serde_json::to_value(preview(&order, &options).unwrap()).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// The rule that something is about.
fn rule(what: &str) -> &str {
    what.split(' ').next().unwrap_or_default()
}

#[test]
fn a_description_names_no_state_that_its_edition_lacks() {
    let mut named = 0;
    for (id, edition) in each_edition() {
        let description = describe(id, edition, "ja");
        let states: Vec<&Value> = list(&description["states"]).iter().map(|state| &state["id"]).collect();
        let mut check = |state: &Value, whose: &Value| {
            named += 1;
            assert!(states.contains(&state), "{id} has no {state} in {edition}, but {whose} names it");
        };
        for action in list(&description["actions"]) {
            list(&action["from"]).iter().for_each(|state| check(state, &action["id"]));
            list(&action["elsewhere"]).iter().for_each(|told| check(&told["state"], &action["id"]));
        }
        for transition in list(&description["transitions"]) {
            list(&transition["from"]).iter().for_each(|state| check(state, &transition["rule"]));
        }
        for duty in list(&description["duties"]) {
            list(&duty["in"]).iter().for_each(|state| check(state, &duty["rule"]));
        }
    }
    assert!(named > 300, "{named}");
}

/// Whoever looks at an order that is over is told what came of it: who is paid, who is refunded, what is lost.
#[test]
fn a_final_state_says_what_came_of_it() {
    let mut finals = 0;
    for (id, edition) in each_edition() {
        for locale in ["ja", "en"] {
            let description = describe(id, edition, locale);
            for state in list(&description["states"]).iter().filter(|state| state["final"] == json!(true)) {
                let order = json!({ "policy": id, "edition": edition, "state": state["id"] });
                let answer = answer(&order, &json!({ "now": 0, "locale": locale }));
                assert!(answer["state"]["note"].is_string(), "{order} in {locale}");
                assert_eq!(answer["state"]["note"], state["note"], "{order} in {locale}");
                finals += 1;
            }
        }
    }
    assert!(finals > 20, "{finals}");
}

#[test]
fn the_cases_ask_about_every_rule_in_every_way() {
    let mut wanted = BTreeSet::new();
    for (id, edition) in each_edition() {
        let name = |what| (id, edition, what);
        wanted.extend(hits::wanted(&describe(id, edition, "ja")).into_iter().map(name));
    }
    let known: BTreeSet<(&str, &str)> = wanted.iter().map(|(id, _, what)| (*id, rule(what))).collect();
    let mut hit = BTreeSet::new();
    for (case, (id, edition), found) in hits::hits() {
        for what in found {
            assert!(known.contains(&(id, rule(&what))), "{case}: it names {what:?}, but there is no such rule");
            hit.insert((id, edition, what));
        }
    }
    let excepted: BTreeSet<_> = EXCEPTIONS
        .iter()
        .flat_map(|(id, only, what, _)| {
            let editions =
                editions::BUILT_IN.into_iter().filter(move |edition| only.is_none_or(|only| only == *edition));
            editions.map(move |edition| (*id, edition, (*what).to_owned()))
        })
        .collect();
    let complaints: Vec<String> = wanted
        .iter()
        .filter(|what| hit.contains(what) == excepted.contains(what))
        .map(|what| {
            format!("{} {what:?}", if hit.contains(what) { "no exception is needed for" } else { "no case for" })
        })
        .chain(excepted.difference(&wanted).map(|what| format!("there is no {what:?} to except")))
        .collect();
    assert!(complaints.is_empty(), "{} of {}:\n{}", complaints.len(), wanted.len(), complaints.join("\n"));
}

#[test]
fn the_policies_say_what_the_rules_are() {
    let differences: Vec<String> = each_edition().flat_map(|(id, edition)| rules::differences(id, edition)).collect();
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_text_is_in_both_languages_and_reads_like_one() {
    let complaints: BTreeSet<String> =
        each_edition().flat_map(|(id, edition)| texts::complaints(id, edition)).collect();
    let complaints: Vec<String> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

/// The rules of a description, with what each is written in.
fn rules_of(description: &Value) -> Vec<(&Value, String)> {
    let owners = list(&description["actions"]).iter().chain(list(&description["transitions"]));
    let inside = owners.flat_map(|owner| list(&owner["requires"]).iter().chain(list(&owner["effects"])));
    let rules = inside.chain(list(&description["transitions"])).chain(list(&description["duties"]));
    let written = |rule: &Value| {
        ["that", "at", "when", "due"].iter().filter_map(|key| rule[key].as_str()).collect::<Vec<_>>().join(" ")
    };
    rules.map(|rule| (rule, written(rule))).collect()
}

#[test]
fn a_rule_names_the_parameters_in_its_condition_and_their_sources() {
    let mut found = 0;
    for (id, edition) in each_edition() {
        let description = describe(id, edition, "en");
        for (rule, written) in rules_of(&description) {
            let words: Vec<&str> = written.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            for param in list(&description["params"]) {
                let named = list(&rule["params"]).contains(&param["id"]);
                if words.contains(&text(&param["id"])) {
                    found += 1;
                    assert!(named, "{rule} counts with {param}");
                }
                assert!(!named || list(&rule["sources"]).contains(&param["source"]), "{rule} rests on {param}");
            }
            let known = |source: &&Value| list(&description["sources"]).iter().any(|each| each["id"] == **source);
            assert_eq!(list(&rule["sources"]).iter().filter(known).count(), list(&rule["sources"]).len(), "{rule}");
            assert!(!list(&rule["sources"]).is_empty(), "{rule} has no source");
        }
    }
    assert!(40 < found, "only {found} parameters in conditions were found");
}
