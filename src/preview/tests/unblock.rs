//! What would have to happen before a denied action is allowed.

use serde_json::{Value, json};

use super::kit::{at, deal, deal_document, differ, made, merge, order, report, text};
use super::ways::{is_reached, step, walk};
use crate::policy::Policy;
use crate::preview::Options;
use crate::preview::answer::{Action, Step, Verdict, WayOutcome};

/// What a preview tells the buyer of `go` at 10.
fn go<'p>(policy: &'p Policy, facts: &Value, locale: &str) -> Action<'p> {
    let options = Options { locale: Some(locale), ..Options::at(at(10)).role("buyer") };
    let preview = policy.preview(&order("one", facts), &options).unwrap_or_else(|problems| panic!("{problems}"));
    preview.actions.into_iter().find(|action| action.id == "go").unwrap()
}

/// The verdict and what would unblock it. A way is gone first.
fn told(policy: &Policy, facts: &Value) -> String {
    let go = go(policy, facts, "en");
    let steps = go.unblock.as_slice();
    if !matches!(steps, [] | [Step::Never(_)]) {
        walk(policy, facts, 10, steps, &|deal, now| is_reached(policy, deal, now, "go", Some("buyer")));
    }
    let steps = steps.iter().map(step).collect::<Vec<_>>().join(", ");
    // Where steps are told, what was looked for is found, and else what came of it.
    let outcome = go.unblock_outcome.map(WayOutcome::word);
    assert_eq!(outcome.is_none(), go.verdict != Verdict::Denied);
    match outcome {
        Some("found") if !steps.is_empty() => format!("denied: {steps}"),
        Some("never") => format!("denied: {steps}"),
        Some(outcome) => format!("denied: {steps}{outcome}"),
        None => format!("{}: {steps}", go.verdict.word()),
    }
}

/// Tries what helps; in each row the transitions, the actions, the facts, and what is told.
fn check(rows: &[(&[&str], Value, Value, &str)]) {
    let mut differences = Vec::new();
    for (transitions, actions, facts, expected) in rows {
        let policy = deal(transitions, actions.clone(), json!({}));
        let found = told(&policy, facts);
        differ(format!("{transitions:?} {actions} with {facts}"), found, (*expected).to_owned(), &mut differences);
    }
    report(&differences);
}

fn needs(that: &str) -> Value {
    json!({ "requires": { "r": that } })
}

#[test]
fn only_what_is_denied_is_unblocked() {
    check(&[
        (&[], json!({ "go": {} }), json!({}), "allowed: "),
        (&[], json!({ "go": needs("f") }), json!({}), "unknown: "),
        (&[], json!({ "go": needs("f") }), json!({ "f": true }), "allowed: "),
        (&["x: one -> two at p when f"], json!({ "go": {} }), json!({ "p": 5 }), "unknown: "),
    ]);
}

#[test]
fn what_can_never_be_allowed_again_is_told_so() {
    let never = "denied: never";
    let once = json!({ "requires": { "r": "count < 2" }, "set": { "count": "count + 1" } });
    let raise = json!({ "from": ["four"], "set": { "flag": "true" } });
    check(&[
        // It has been done as often as it may be.
        (&[], json!({ "go": once }), json!({ "count": 2 }), never),
        // A window has closed.
        (&[], json!({ "go": needs("now < p") }), json!({ "p": 10 }), never),
        (&[], json!({ "go": needs("now < a + duration(\"5ms\")") }), json!({ "a": 5 }), never),
        // Whatever the facts that are missing are.
        (&[], json!({ "go": { "requires": { "r": "f", "s": "now < p" } } }), json!({ "p": 10 }), never),
        (&[], json!({ "go": needs("busy == 0 && flag") }), json!({ "busy": 3 }), never),
        // What would help is out of reach.
        (&[], json!({ "go": needs("flag"), "raise": raise }), json!({}), never),
        // It is prohibited.
        (&[], json!({ "go": needs("false") }), json!({}), never),
        (&[], json!({ "go": { "from": ["two"], "requires": { "r": "false" } } }), json!({}), never),
    ]);
    let message = |actions: Value, locale: &str| {
        go(&deal(&[], actions, json!({})), &json!({ "a": 10 }), locale).unblock[0].message().to_string()
    };
    let gone = || json!({ "go": { "from": ["one"], "requires": { "r": "now < a" } } });
    let prohibited = || json!({ "go": needs("false") });
    assert_eq!(message(gone(), "en"), "Not possible for this order");
    assert_eq!(message(gone(), "ja"), "この取引ではできません");
    assert_eq!(message(prohibited(), "en"), "Never: it is prohibited");
    assert_eq!(message(prohibited(), "ja"), "禁止されているため、どのような場合も行えません");
}

#[test]
fn where_the_rules_contain_no_way_they_do_not_say_how() {
    let silent = "denied: not-covered";
    check(&[
        // No rule leads there.
        (&["x: one -> five at p"], json!({ "go": {} }), json!({ "p": 10 }), silent),
        (&[], json!({ "go": { "from": ["two"] } }), json!({}), silent),
        (&["x: one -> five at p when f"], json!({ "go": { "from": ["three"] } }), json!({ "p": 5 }), silent),
        // The window opens when the deal is elsewhere.
        (&["x: one -> five at p"], json!({ "go": needs("q <= now") }), json!({ "p": 20, "q": 30 }), silent),
    ]);
    // A deal that has ended stays so.
    let mut document = deal_document(&["x: one -> five at p"], json!({ "go": {} }), json!({}));
    document["states"]["five"]["final"] = true.into();
    let looks = document["actions"]["look"]["from"].as_array_mut().unwrap();
    looks.retain(|state| *state != "five");
    assert_eq!(told(&made(document), &json!({ "p": 10 })), "denied: never");
}

#[test]
fn where_one_edition_is_silent_the_one_that_knows_more_is_told() {
    let mut document = deal_document(&[], json!({ "go": { "from": ["two"] }, "start": { "to": "two" } }), json!({}));
    document["actions"]["start"]["edition"] = "recent".into();
    let policy = made(document);
    let silent = go(&policy, &json!({}), "en");
    let covered: Vec<&str> = silent.covered_by.iter().map(|edition| &**edition).collect();
    assert_eq!((silent.unblock_outcome, covered), (Some(WayOutcome::NotCovered), vec!["recent"]));
    // What every edition leaves open is left open, and what one forbids is not looked for in another.
    let mut document = deal_document(&[], json!({ "go": { "from": ["two"] } }), json!({}));
    assert_eq!(go(&made(document.clone()), &json!({}), "en").covered_by.len(), 0);
    document["actions"]["go"] = json!({
        "verb": "other", "roles": ["buyer"], "from": ["one"], "label": text("x"),
        "requires": [{ "rule": "r", "that": "false", "message": text("x"), "edition": "old" }],
    });
    let forbids = made(document);
    let prohibited = go(&forbids, &json!({}), "en");
    assert_eq!((prohibited.unblock_outcome, prohibited.covered_by.len()), (Some(WayOutcome::Never), 0));
}

#[test]
fn nothing_is_advised_that_hurts() {
    let told = |effect: Value| {
        let raise = json!({ "roles": ["buyer"], "set": { "flag": "true" } });
        let mut document = deal_document(&[], json!({ "go": needs("flag"), "raise": raise }), json!({}));
        let mut whole = json!({ "rule": "e", "message": text("x") });
        merge(&mut whole, &effect);
        document["actions"]["raise"]["effects"] = json!([whole]);
        told(&made(document), &json!({}))
    };
    let does = "denied: buyer raise";
    assert_eq!(told(json!({ "kind": "notice", "severity": "caution" })), does);
    assert_eq!(told(json!({ "kind": "notice", "severity": "danger" })), "denied: found");
    assert_eq!(told(json!({ "kind": "notice", "severity": "danger", "when": "f" })), "denied: found");
    assert_eq!(told(json!({ "kind": "notice", "severity": "danger", "when": "count > 5" })), does);
    assert_eq!(told(json!({ "kind": "notice", "severity": "danger", "audience": ["seller"] })), does);
    // What costs money.
    assert_eq!(told(json!({ "kind": "penalty", "severity": "caution" })), "denied: found");
    assert_eq!(told(json!({ "kind": "payout", "severity": "caution", "audience": ["seller"] })), does);
    assert_eq!(told(json!({ "kind": "refund", "severity": "info" })), does);
    assert_eq!(told(json!({ "kind": "rating", "severity": "caution" })), does);
}

/// Packing after the buyer has asked would be a ground for refusing, if the buyer took the request back and asked again.
#[test]
fn what_speaks_for_an_action_is_not_taken_away_on_the_way_to_it() {
    let actions = json!({
        "go": { "requires": { "asked": "flag", "packed": "f" } },
        "undo": { "roles": ["buyer"], "requires": { "asked": "flag", "open": "!f" }, "set": { "flag": "false", "g": "true" } },
        "pack": { "roles": ["buyer"], "requires": { "free": "!flag && g" }, "set": { "f": "true" } },
        "ask": { "roles": ["buyer"], "requires": { "not": "!flag" }, "set": { "flag": "true" } },
    });
    check(&[(&[], actions, json!({ "flag": true, "f": false, "g": false }), "denied: not-covered")]);
}

#[test]
fn what_opens_by_itself_only_takes_time() {
    check(&[
        (&[], json!({ "go": needs("p <= now") }), json!({ "p": 20 }), "denied: wait 20"),
        (&["x: one -> two at p"], json!({ "go": { "from": ["two"] } }), json!({ "p": 20 }), "denied: wait 20"),
        (
            &["x: one -> five at p"],
            json!({ "go": needs("p - duration(\"1ms\") <= now") }),
            json!({ "p": 20 }),
            "denied: wait 19",
        ),
        // Unknown at 20, and allowed from 30 on.
        (
            &[],
            json!({ "go": { "requires": { "r": "p <= now", "s": "f || q <= now" } } }),
            json!({ "p": 20, "q": 30 }),
            "denied: wait 30",
        ),
    ]);
}

#[test]
fn what_somebody_can_do_about_it_is_told_step_by_step() {
    let raise = |more: Value| {
        let mut raise = json!({ "set": { "flag": "true" } });
        merge(&mut raise, &more);
        raise
    };
    let steps = |count: usize| {
        let names = ["one", "two", "three", "four", "five"];
        let mut actions = json!({ "go": { "from": [names[count]] } });
        for number in 0..count {
            actions[format!("step-{number}")] = json!({ "from": [names[number]], "to": names[number + 1] });
        }
        actions
    };
    check(&[
        (&[], json!({ "go": needs("flag"), "raise": raise(json!({})) }), json!({}), "denied: buyer raise"),
        (
            &[],
            json!({ "go": needs("flag"), "raise": raise(json!({ "roles": ["seller"] })) }),
            json!({}),
            "denied: seller raise",
        ),
        (
            &[],
            json!({ "ask": { "to": "two", "consent": { "of": "other" } }, "go": { "from": ["two"] } }),
            json!({}),
            "denied: buyer ask with seller",
        ),
        (
            &[],
            json!({ "extend": { "set": { "p": "now + duration(\"1ms\")" } }, "go": needs("now < p") }),
            json!({ "p": 5 }),
            "denied: buyer extend",
        ),
        (
            &[],
            json!({
                "go": { "requires": { "r": "count < 2" }, "set": { "count": "count + 1" } },
                "reset": { "set": { "count": "0" } },
            }),
            json!({ "count": 2 }),
            "denied: buyer reset",
        ),
        (&[], steps(2), json!({}), "denied: buyer step-0, buyer step-1"),
        (&[], steps(3), json!({}), "denied: buyer step-0, buyer step-1, buyer step-2"),
        // Something is done, and time passes.
        (
            &[],
            json!({ "go": { "requires": { "r": "flag", "s": "p <= now" } }, "raise": raise(json!({})) }),
            json!({ "p": 20 }),
            "denied: buyer raise, wait 20",
        ),
        (
            &["x: one -> five at n when n != null"],
            json!({ "go": needs("q <= now"), "refuse": { "set": { "n": "null" } } }),
            json!({ "n": 20, "q": 30 }),
            "denied: buyer refuse, wait 30",
        ),
        (
            &[],
            json!({
                "go": { "requires": { "late": "q <= now", "fresh": "now < r + duration(\"5ms\")" } },
                "touch": { "set": { "r": "now" } },
            }),
            json!({ "q": 20, "r": 10 }),
            "denied: wait 20, buyer touch",
        ),
        // A fact would have to be otherwise.
        (&[], json!({ "go": needs("busy == 0") }), json!({ "busy": 3 }), "denied: busy = 0"),
        (
            &[],
            json!({ "go": { "requires": { "r": "f", "s": "busy == 0" } } }),
            json!({ "busy": 3 }),
            "denied: f = true, busy = 0",
        ),
    ]);
}

#[test]
fn where_no_short_way_is_found_nothing_is_told() {
    let mut far = json!({ "go": { "from": ["five"] } });
    for (number, (from, to)) in
        [("one", "two"), ("two", "three"), ("three", "four"), ("four", "five")].into_iter().enumerate()
    {
        far[format!("step-{number}")] = json!({ "from": [from], "to": to });
    }
    check(&[
        (&[], far, json!({}), "denied: gave-up"),
        (
            &[],
            json!({ "bump": { "set": { "count": "count + 1" } }, "go": needs("count >= 100") }),
            json!({}),
            "denied: gave-up",
        ),
        // No value that is tried helps, which does not prove that none does.
        (&[], json!({ "go": needs("busy * busy == 49") }), json!({ "busy": 3 }), "denied: gave-up"),
    ]);
}

#[test]
fn of_ways_that_are_equally_long_the_one_without_others_is_told() {
    let actions = json!({
        "go": { "from": ["four"] },
        // The way over `two` is met first, but the seller has to help.
        "a-ask": { "roles": ["buyer"], "to": "two" },
        "b-help": { "roles": ["seller"], "from": ["two"], "to": "four" },
        "c-begin": { "roles": ["buyer"], "to": "three" },
        "d-finish": { "roles": ["buyer"], "from": ["three"], "to": "four" },
    });
    check(&[(&[], actions, json!({}), "denied: buyer c-begin, buyer d-finish")]);
}
