//! Ways on which facts would have to be otherwise, because no party can see to it.

use serde_json::{Value, json};

use super::kit::{at, deal, differ, order, report, words};
use super::ways::{is_reached, step, walk};
use crate::policy::Policy;
use crate::preview::Options;

/// Late enough for windows of a week to have closed.
const NOW: i64 = 1_000_000_000;
const WEEK: i64 = 604_800_000;

/// Each way to `go` for the buyer, and whether the search gave up. Each of them is gone first.
fn ways(policy: &Policy, facts: &Value, to: &str) -> Vec<String> {
    let options = Options { locale: Some("en"), ..Options::at(at(NOW)).role("buyer") };
    let answer = policy.ways(&order("one", facts), to, &options).unwrap();
    let tell = |steps: &[_]| {
        walk(policy, facts, NOW, steps, &|deal, now| is_reached(policy, deal, now, to, Some("buyer")));
        steps.iter().map(step).collect::<Vec<_>>().join(", ")
    };
    answer.ways.iter().map(|way| tell(&way.steps)).chain(answer.gave_up.then(|| "gave up".to_owned())).collect()
}

/// Tries what `go` requires, with the facts that are known.
fn check(rows: &[(Value, Value, &[&str])]) {
    let mut differences = Vec::new();
    for (requires, facts, expected) in rows {
        let raise = json!({ "from": ["one"], "requires": { "r": "g" }, "set": { "flag": "true" } });
        let policy = deal(&[], json!({ "go": { "requires": requires }, "raise": raise }), json!({}));
        differ(format!("{requires} with {facts}"), ways(&policy, facts, "go"), words(expected), &mut differences);
    }
    report(&differences);
}

fn one(that: &str) -> Value {
    json!({ "r": that })
}

#[test]
fn a_flag_or_a_choice_is_supposed_so_that_it_fits() {
    check(&[
        (one("f"), json!({}), &["f = true"]),
        (one("!f"), json!({}), &["f = false"]),
        (one("f == false"), json!({}), &["f = false"]),
        (one("f || count > 3"), json!({}), &["f = true"]),
        (one("fault == \"seller\""), json!({}), &["fault = seller"]),
        (one("fault != \"buyer\""), json!({}), &["fault = seller"]),
        (one("fault == role"), json!({}), &["fault = buyer"]),
        (one("fault in [\"seller\"]"), json!({}), &["fault = seller"]),
        (one("m == null"), json!({}), &["m = null"]),
    ]);
}

#[test]
fn a_number_is_supposed_to_be_nothing_a_limit_or_next_to_one() {
    check(&[
        (one("free < 3"), json!({}), &["free = 0"]),
        (one("free > 0"), json!({}), &["free = 1"]),
        (one("free < 0"), json!({}), &["free = -1"]),
        (one("free >= 3"), json!({}), &["free = 3"]),
        (one("free > 3"), json!({}), &["free = 4"]),
        (one("free <= -5"), json!({}), &["free = -5"]),
        (one("free < -5"), json!({}), &["free = -6"]),
        (one("free == 7"), json!({}), &["free = 7"]),
        (one("free >= count"), json!({ "count": 5 }), &["free = 5"]),
        (one("free > count"), json!({ "count": 5 }), &["free = 6"]),
        (one("free > 9007199254740990"), json!({}), &["free = 9007199254740991"]),
        (one("length >= week"), json!({}), &["length = 604800000"]),
        (one("length > duration(\"1h\")"), json!({}), &["length = 3600001"]),
        (one("length > duration(\"1h\")"), json!({ "params": { "week": "1h" } }), &["length = 3600001"]),
        (one("length >= week"), json!({ "params": { "week": "1h" } }), &["length = 3600000"]),
        // What no order can say does not help; whether something else does is not told.
        (one("length < duration(\"0s\")"), json!({}), &["gave up"]),
        (one("free > 9007199254740991"), json!({}), &["gave up"]),
    ]);
}

#[test]
fn an_instant_that_is_missing_is_supposed_to_be_one_that_works() {
    let of = |at: i64| vec![format!("a = {at}")];
    let mut differences = Vec::new();
    for (that, facts, expected) in [
        ("now < a + week", json!({}), of(NOW)),
        ("a <= now", json!({}), of(NOW)),
        ("now >= a + week", json!({}), of(NOW - WEEK)),
        ("now > a + week", json!({}), of(NOW - WEEK - 1)),
        ("a < now", json!({}), of(NOW - 1)),
        ("now < a", json!({}), of(NOW + 60_000)),
        ("now - a >= week", json!({}), of(NOW - WEEK)),
        ("a == b", json!({ "b": 7 }), of(7)),
        ("now >= a + length", json!({ "length": "1h" }), of(NOW - 3_600_000)),
    ] {
        let policy = deal(&[], json!({ "go": { "requires": one(that) } }), json!({}));
        differ(format!("{that} with {facts}"), ways(&policy, &facts, "go"), expected, &mut differences);
    }
    report(&differences);
}

#[test]
fn what_changes_by_itself_may_change_now() {
    check(&[
        (one("busy == 0"), json!({ "busy": 3 }), &["busy = 0"]),
        (one("busy > 3"), json!({ "busy": 3 }), &["busy = 4"]),
        (one("busy >= 0"), json!({}), &["busy = 0"]),
        (one("now < seen + week"), json!({ "seen": 0 }), &["seen = 1000000000"]),
        // What it was in the past cannot change, but time passes.
        (one("now >= seen + week"), json!({ "seen": NOW - 1 }), &["wait 1604799999"]),
        (one("seen < timestamp(\"1970-01-02T00:00:00Z\")"), json!({ "seen": NOW - 1 }), &[]),
    ]);
}

#[test]
fn what_is_known_and_does_not_change_is_not_supposed() {
    check(&[
        (one("f"), json!({ "f": false }), &[]),
        (one("free > 0"), json!({ "free": 0 }), &[]),
        (one("now < a + week"), json!({ "a": 0 }), &[]),
        (one("fault == \"seller\""), json!({ "fault": "buyer" }), &[]),
        (one("m == null"), json!({ "m": 5 }), &[]),
        // Nor is what has a default.
        (one("count > 0"), json!({}), &[]),
        (one("n != null"), json!({}), &[]),
    ]);
}

#[test]
fn several_facts_may_have_to_be_otherwise() {
    check(&[
        (json!({ "r": "f", "s": "g" }), json!({}), &["f = true, g = true"]),
        (json!({ "r": "fault == role", "s": "free > 3" }), json!({}), &["fault = buyer, free = 4"]),
        // Also where one requirement needs both.
        (one("f && g"), json!({}), &["f = true, g = true"]),
        (one("f && g"), json!({ "g": true }), &["f = true"]),
        (one("f || g"), json!({}), &["f = true", "g = true"]),
    ]);
}

#[test]
fn facts_are_supposed_only_where_nobody_can_see_to_it() {
    check(&[
        (one("f || flag"), json!({ "g": true }), &["buyer raise"]),
        // What somebody can do may depend on a fact.
        (one("flag"), json!({}), &["g = true, buyer raise"]),
        (json!({ "r": "flag", "s": "f" }), json!({ "g": true }), &["buyer raise, f = true"]),
    ]);
}

#[test]
fn facts_are_supposed_that_settle_which_state_the_deal_is_in() {
    let actions = json!({ "before": { "from": ["one"] }, "then": { "from": ["two"] } });
    let policy = deal(&["x: one -> two at p when f"], actions, json!({}));
    let mut differences = Vec::new();
    for (facts, to, expected) in [
        (json!({ "p": 5 }), "two", &["f = true"][..]),
        (json!({ "p": 5 }), "then", &["f = true"]),
        (json!({ "p": 5 }), "one", &["f = false"]),
        (json!({ "p": 5 }), "before", &["f = false"]),
        (json!({ "f": true }), "then", &["p = 1000000000"]),
        (json!({ "f": true }), "before", &["p = 1000060000"]),
    ] {
        differ(format!("{to} with {facts}"), ways(&policy, &facts, to), words(expected), &mut differences);
    }
    report(&differences);
}

#[test]
fn a_supposed_fact_is_told_as_people_say_it() {
    let mut differences = Vec::new();
    for (that, facts, ja, en) in [
        ("f", json!({}), "「f」が「はい」である必要があります", "“f” has to be: yes"),
        ("!f", json!({}), "「f」が「いいえ」である必要があります", "“f” has to be: no"),
        ("m == null", json!({}), "「m」が「なし」である必要があります", "“m” has to be: none"),
        ("fault == role", json!({}), "「fault」が「Buyer」である必要があります", "“fault” has to be: Buyer"),
        // Of a number that is missing, others would do as well.
        ("free > 3", json!({}), "「free」が、たとえば「4」である必要があります", "“free” has to be, for example: 4"),
        (
            "length >= week",
            json!({}),
            "「length」が、たとえば「7日」である必要があります",
            "“length” has to be, for example: 7 days",
        ),
        (
            "a <= now",
            json!({}),
            "「a」が、たとえば「1970年1月12日 22:46:40」である必要があります",
            "“a” has to be, for example: 12 January 1970, 22:46:40",
        ),
        // One that is known has to change to this.
        ("busy == 0", json!({ "busy": 3 }), "「busy」が「0」である必要があります", "“busy” has to be: 0"),
    ] {
        let policy = deal(&[], json!({ "go": { "requires": one(that) } }), json!({}));
        let told = |locale| {
            let options = Options { locale: Some(locale), ..Options::at(at(NOW)).role("buyer") };
            let answer = policy.ways(&order("one", &facts), "go", &options).unwrap();
            answer.ways[0].steps[0].message().to_string()
        };
        differ(that, (told("ja"), told("en")), (ja.to_owned(), en.to_owned()), &mut differences);
    }
    report(&differences);
}
