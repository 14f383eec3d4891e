//! What a rule rests on: sources, with their dates, and parameters.

use serde_json::json;

use super::kit::{OLD, RECENT, change, check, checked, document, gone, text};
use crate::describe::DescribeOptions;
use crate::policy::{EditionId, Origin, Policy, Reading};

/// The ids of the sources that a rule rests on, where nothing is overridden.
fn sources<'p>(policy: &'p Policy, edition: EditionId, origin: &Origin) -> Vec<&'p str> {
    let source_of = |param| policy.source_of(param, Reading::of(edition));
    let mut sources: Vec<&str> = Vec::new();
    for source in policy.sources(origin, &source_of).filter_map(|source| policy.source_id(source)) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// The names of the parameters that a rule rests on.
fn params<'p>(policy: &'p Policy, origin: &Origin) -> Vec<&'p str> {
    origin.params.iter().map(|param| policy.param_name(*param)).collect()
}

#[test]
fn a_rule_rests_on_its_own_source_and_on_those_of_its_parameters() {
    let condition = "now < sentAt + (asked < most ? window : wait)";
    let sourced = json!({ "label": text("Wait"), "value": "2h", "source": "page" });
    for (changes, edition, expected) in [
        // It names no source: the parameter of the edition has one, or else inherits that of the policy.
        (vec![], OLD, vec!["manual"]),
        (vec![], RECENT, vec!["page"]),
        // It names one, which comes first.
        (vec![("source", json!("manual"))], RECENT, vec!["manual", "page"]),
        (vec![("source", json!("page"))], OLD, vec!["page", "manual"]),
        (vec![("source", json!("page"))], RECENT, vec!["page"]),
        // Several parameters count in the order in which the rule names them, and those of the message last.
        (vec![("that", json!(condition))], RECENT, vec!["manual", "page"]),
        (vec![("that", json!("asked < 3")), ("message", text("{pause} {most}"))], OLD, vec!["page", "manual"]),
        // No number, no source but that of the policy.
        (vec![("that", json!("asked < 3")), ("message", text("x"))], RECENT, vec!["manual"]),
    ] {
        let mut document = document();
        change(&mut document, "/params/pause", sourced.clone());
        for (key, value) in &changes {
            change(&mut document, &format!("/actions/revise/requires/0/{key}"), value.clone());
        }
        let policy = checked(document).unwrap();
        let origin = &policy.rules(Reading::of(edition)).actions[2].requires[0].about.origin;
        assert_eq!(sources(&policy, edition, origin), expected, "{changes:?} {edition:?}");
    }
}

#[test]
fn what_belongs_to_a_rule_with_a_source_has_that_source() {
    let mut document = document();
    change(&mut document, "/actions/revise/source", json!("page"));
    change(&mut document, "/transitions/0/source", json!("page"));
    change(&mut document, "/actions/revise/requires/1/source", json!("manual"));
    let policy = checked(document).unwrap();
    let rules = policy.rules(Reading::of(OLD));
    let told = |origin: &Origin| sources(&policy, OLD, origin).join(" ");
    let revise = &rules.actions[2];
    assert_eq!(told(&revise.state.origin), "page");
    assert_eq!(told(&revise.requires[0].about.origin), "page manual", "it counts with a number of the manual");
    assert_eq!(told(&revise.requires[1].about.origin), "manual", "its own counts before that of the action");
    assert_eq!(told(&revise.effects[0].about.origin), "page");
    assert_eq!(told(&rules.transitions[0].about.origin), "page manual");
    assert_eq!(told(&rules.transitions[0].effects[0].about.origin), "page");
    assert_eq!(told(&rules.duties[0].about.origin), "manual");
}

#[test]
fn a_policy_without_sources_names_none() {
    let mut document = document();
    for pointer in ["/source", "/sources", "/params/window/editions/recent/source", "/params/most/source"] {
        change(&mut document, pointer, gone());
    }
    let policy = checked(document).unwrap();
    for edition in [OLD, RECENT] {
        let rules = policy.rules(Reading::of(edition));
        assert!(sources(&policy, edition, &rules.transitions[0].about.origin).is_empty());
        assert!(sources(&policy, edition, &rules.actions[2].state.origin).is_empty());
    }
}

#[test]
fn the_parameters_that_a_rule_rests_on_are_those_that_it_names_anywhere() {
    let mut document = document();
    change(&mut document, "/transitions/0/when", json!("asked < most"));
    change(&mut document, "/duties/0/when", json!("asked >= most"));
    change(&mut document, "/actions/revise/effects/0/when", json!("now >= sentAt + window"));
    change(&mut document, "/actions/revise/effects/0/message", text("{most}"));
    let policy = checked(document).unwrap();
    let rules = policy.rules(Reading::of(OLD));
    let revise = &rules.actions[2];
    assert_eq!(
        params(&policy, &rules.transitions[0].about.origin),
        ["window", "most"],
        "its instant, then its condition"
    );
    assert_eq!(params(&policy, &rules.transitions[0].effects[0].about.origin), [""; 0]);
    assert_eq!(params(&policy, &revise.requires[0].about.origin), ["window"], "in the condition and the message, once");
    assert_eq!(params(&policy, &revise.effects[0].about.origin), ["window", "most"], "its condition, then its message");
    assert_eq!(params(&policy, &rules.duties[0].about.origin), ["most", "window"], "its condition, then its due date");
    assert_eq!(params(&policy, &rules.duties[1].about.origin), [""; 0]);
}

#[test]
fn sources_are_dated_as_far_as_that_is_known() {
    for key in ["date", "read"] {
        let pointer = format!("/sources/page/{key}");
        for date in ["2021-09-14", "2021-09", "2021", "2024-02-29"] {
            check(&[(&pointer, json!(date))], &[]);
        }
        let help = "(write it as far as it is known, like `\"2021-09-14\"`, `\"2021-09\"` or `\"2021\"`)";
        for date in ["2021-02-29", "2021-13", "2021-9-14", "21", "September 2021", ""] {
            let expected = format!("invalid-date sources.page.{key}: `{date}` is no date {help}");
            check(&[(&pointer, json!(date))], &[&expected]);
        }
        let expected = format!("wrong-type sources.page.{key}: expected a date as a text, found `2021` {help}");
        check(&[(&pointer, json!(2021))], &[&expected]);
    }
    let mut document = document();
    change(&mut document, "/sources/page/date", json!("2021-09-14"));
    change(&mut document, "/sources/page/read", json!("2024"));
    let policy = checked(document).unwrap();
    let sources = policy.describe(&DescribeOptions::default().locale("en")).unwrap().sources;
    let dates = |number: usize| [sources[number].date.as_deref(), sources[number].read.as_deref()];
    assert_eq!(dates(0), [None, None]);
    assert_eq!(dates(1), [Some("2021-09-14"), Some("2024")]);
}
