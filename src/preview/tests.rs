//! Answers to small made-up deals: where they stand, until when, and what comes next.

use crate::dice::Dice;
use serde_json::{Map, Value, json};

use super::situation::Situation;
use super::{Options, answer};
use crate::data::Data;
use crate::expr::Type;
use crate::order::Order;
use crate::policy::{Edition, Policy};
use crate::text::Locale;
use crate::time::Instant;

fn text(words: &str) -> Value {
    json!({ "ja": words, "en": words })
}

/// A policy with the states `one` to `five`, the timestamps `a` to `d` (unknown where they
/// are left out), the nullable timestamp `n`, and the flags `f` and `g`. Everybody may
/// `look` in every state.
///
/// What happens by itself is written as `rule: one -> two at a when f`. Of an action and a
/// duty, only what matters has to be given; conditions stand under their rules.
fn policy(transitions: &[&str], actions: Value, duties: Value) -> Policy {
    let states = ["one", "two", "three", "four", "five"];
    let labels = |names: &[&str], more: Value| -> Value {
        let element = |name: &&str| {
            let mut element = json!({ "label": text(name) });
            merge(&mut element, &more);
            ((*name).to_owned(), element)
        };
        names.iter().map(element).collect::<Map<_, _>>().into()
    };
    let mut facts = labels(&["a", "b", "c", "d"], json!({ "type": "timestamp" }));
    merge(&mut facts, &labels(&["f", "g"], json!({ "type": "bool" })));
    merge(
        &mut facts,
        &labels(&["n"], json!({ "type": "timestamp", "default": "none", "deadline": true, "after": ["a"] })),
    );
    merge(&mut facts, &labels(&["asker"], json!({ "type": ["buyer", "seller"], "default": "none" })));
    let mut all = json!({ "look": { "from": states } });
    merge(&mut all, &actions);
    let document = json!({
        "format": "torihiki/1",
        "id": "deal",
        "utcOffset": "+09:00",
        "roles": ["buyer", "seller"],
        "label": text("Deal"),
        "roleLabels": { "buyer": text("Buyer"), "seller": text("Seller") },
        "params": { "week": { "label": text("Week"), "value": "7d", "official": { "value": "1ms" } } },
        "facts": facts,
        "states": labels(&states, json!({})),
        "transitions": transitions.iter().map(|transition| self::transition(transition)).collect::<Value>(),
        "actions": all.as_object().unwrap().iter().map(|(id, written)| (id.clone(), action(written))).collect::<Map<_, _>>(),
        "duties": rules(&duties, json!({})),
    });
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    Policy::new(&document).unwrap_or_else(|problems| panic!("{problems}"))
}

fn merge(into: &mut Value, more: &Value) {
    let into = into.as_object_mut().unwrap();
    into.extend(more.as_object().unwrap().iter().map(|(key, value)| (key.clone(), value.clone())));
}

fn transition(written: &str) -> Value {
    let (rule, rest) = written.split_once(": ").unwrap();
    let (from, rest) = rest.split_once(" -> ").unwrap();
    let (to, rest) = rest.split_once(" at ").unwrap();
    let (at, when) = rest.split_once(" when ").map_or((rest, None), |(at, when)| (at, Some(when)));
    let mut transition =
        json!({ "rule": rule, "from": from.split('|').collect::<Value>(), "to": to, "at": at, "message": text(rule) });
    if let Some(when) = when {
        merge(&mut transition, &json!({ "when": when }));
    }
    transition
}

fn action(written: &Value) -> Value {
    let mut action = json!({ "verb": "other", "roles": ["buyer", "seller"], "from": ["one"], "label": text("x") });
    merge(&mut action, written);
    for (key, condition, more) in [
        ("requires", "that", json!({})),
        ("effects", "when", json!({ "kind": "notice", "severity": "info" })),
        ("drafts", "when", json!({ "subject": text("x"), "body": text("x") })),
    ] {
        if let Some(conditions) = action.get(key).cloned() {
            let conditions = conditions.as_object().unwrap().iter();
            let listed: Map<_, _> =
                conditions.map(|(rule, written)| (rule.clone(), json!({ condition: written }))).collect();
            merge(&mut action, &json!({ key: rules(&Value::Object(listed), more) }));
        }
    }
    action
}

/// Elements under their rules, as a list.
fn rules(written: &Value, more: Value) -> Value {
    let element = |(rule, written): (&String, &Value)| {
        let mut element = if more.get("subject").is_some() {
            json!({ "id": rule })
        } else {
            json!({ "rule": rule, "message": text(rule) })
        };
        merge(&mut element, &more);
        merge(&mut element, written);
        element
    };
    written.as_object().unwrap().iter().map(element).collect()
}

fn order(state: &str, facts: &Value) -> Data<'static> {
    let mut order = json!({ "state": state });
    merge(&mut order, facts);
    serde_json::from_value(order).unwrap()
}

/// The answer for the buyer, with actions and duties under their names.
fn answer_at(policy: &Policy, order: &Data<'_>, now: i64) -> Value {
    let options = Options::at(Instant::from_millis(now).unwrap()).role("buyer").locale(Locale::En);
    let answer = policy.preview(order, &options).unwrap_or_else(|problems| panic!("{problems}"));
    let mut answer = serde_json::to_value(answer).unwrap();
    for (list, name) in [("actions", "id"), ("duties", "rule")] {
        let named =
            answer[list].as_array().unwrap().iter().map(|each| (each[name].as_str().unwrap().to_owned(), each.clone()));
        answer[list] = Value::Object(named.collect());
    }
    answer
}

/// Compares what is expected of an answer; it may say more.
fn check(policy: &Policy, state: &str, facts: Value, now: i64, expected: Value) {
    let answer = answer_at(policy, &order(state, &facts), now);
    let mut differences = Vec::new();
    compare("", &answer, &expected, &mut differences);
    assert!(differences.is_empty(), "{state} with {facts} at {now}:\n{}", differences.join("\n"));
}

fn compare(path: &str, found: &Value, expected: &Value, differences: &mut Vec<String>) {
    match (found, expected) {
        (Value::Object(_), Value::Object(expected)) => {
            expected
                .iter()
                .for_each(|(name, expected)| compare(&format!("{path}.{name}"), &found[name], expected, differences));
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let pairs = found.iter().zip(expected).enumerate();
            pairs.for_each(|(index, (found, expected))| {
                compare(&format!("{path}[{index}]"), found, expected, differences)
            });
        }
        _ if found == expected => {}
        _ => differences.push(format!("{path}: expected {expected}, found {found}")),
    }
}

fn situation(policy: &Policy, state: &str, facts: &Value, now: i64) -> Situation {
    let data = order(state, facts);
    let order = Order::read(policy, &data).unwrap();
    Situation::at(&order, policy.rules(Edition::Guide), now)
}

/// Where a deal stands: the state, what led there, and what may have happened since.
fn standing(transitions: &[&str], facts: &Value, now: i64) -> String {
    let policy = policy(transitions, json!({}), json!({}));
    let Situation { effective, happened, possible, uncertain, .. } = situation(&policy, "one", facts, now);
    let rule = |number: usize| {
        policy.rules(Edition::Guide).transitions[number].about.rule.trim_start_matches("deal.").to_owned()
    };
    let mut told = policy.symbols.text(effective).to_owned();
    happened.iter().for_each(|happened| told.push_str(&format!(" {}@{}", rule(happened.transition), happened.at)));
    if !uncertain.is_empty() {
        let mut states: Vec<&str> = possible.iter().map(|state| policy.symbols.text(*state)).collect();
        states.sort_unstable();
        let rules: Vec<String> = uncertain.into_iter().map(rule).collect();
        told.push_str(&format!(", perhaps {} by {}", states.join(" "), rules.join(" ")));
    }
    told
}

#[test]
fn what_is_due_has_happened() {
    const CHAIN: &[&str] = &["x: one -> two at a", "y: two -> three at b"];
    const FORK: &[&str] = &["x: one -> two at a", "y: one -> three at b"];
    const LATE: &[&str] = &["x: one -> two at a", "y: two -> three at b", "z: two -> four at c"];
    const CIRCLE: &[&str] = &["x: one -> two at a", "y: two -> one at b"];
    const LONG_CIRCLE: &[&str] = &["x: one -> two at a", "y: two -> three at b", "z: three -> one at c"];
    let ab = |a: i64, b: i64| json!({ "a": a, "b": b });
    let abc = |a: i64, b: i64, c: i64| json!({ "a": a, "b": b, "c": c });
    for (transitions, facts, now, expected) in [
        // One after the other, each at its instant.
        (CHAIN, ab(10, 20), 9, "one"),
        (CHAIN, ab(10, 20), 10, "two x@10"),
        (CHAIN, ab(10, 20), 19, "two x@10"),
        (CHAIN, ab(10, 20), 20, "three x@10 y@20"),
        // Both at the same instant.
        (CHAIN, ab(10, 10), 10, "three x@10 y@10"),
        // What was due before the deal came into its state happens when it comes there.
        (CHAIN, ab(10, 5), 9, "one"),
        (CHAIN, ab(10, 5), 10, "three x@10 y@10"),
        (LATE, abc(10, 7, 5), 10, "three x@10 y@10"),
        (LATE, abc(10, 5, 7), 10, "three x@10 y@10"),
        (LATE, abc(10, 12, 11), 12, "four x@10 z@11"),
        // The earlier one wins, and of two at once the one that is written first.
        (FORK, ab(10, 20), 30, "two x@10"),
        (FORK, ab(20, 10), 30, "three y@10"),
        (FORK, ab(10, 10), 30, "two x@10"),
        // Each happens once, so circles end.
        (CIRCLE, ab(10, 20), 30, "one x@10 y@20"),
        (CIRCLE, ab(10, 10), 10, "one x@10 y@10"),
        (CIRCLE, ab(20, 10), 30, "one x@20 y@20"),
        (LONG_CIRCLE, abc(10, 20, 30), 40, "one x@10 y@20 z@30"),
        (LONG_CIRCLE, abc(30, 20, 10), 40, "one x@30 y@30 z@30"),
    ] {
        assert_eq!(standing(transitions, &facts, now), expected, "{transitions:?} {facts} at {now}");
    }
    let conditional: &[&str] = &["x: one -> two at a when f", "y: one|two -> three at b when n != null"];
    for (facts, expected) in [
        (json!({ "a": 10, "b": 20, "f": true }), "two x@10"),
        (json!({ "a": 10, "b": 20, "f": false }), "one"),
        (json!({ "a": 10, "b": 20, "f": true, "n": 0 }), "three x@10 y@20"),
        (json!({ "a": 10, "b": 20, "f": false, "n": 0 }), "three y@20"),
        (json!({ "b": 20, "f": false, "n": 0 }), "three y@20"),
    ] {
        assert_eq!(standing(conditional, &facts, 30), expected, "{facts}");
    }
}

#[test]
fn what_may_have_happened_leaves_several_states_possible() {
    for (transitions, facts, now, expected) in [
        // Whether it happens is not known.
        (&["x: one -> two at a when f"][..], json!({ "a": 10 }), 9, "one"),
        (&["x: one -> two at a when f"], json!({ "a": 10 }), 10, "one, perhaps one two by x"),
        // When it happens is not known.
        (&["x: one -> two at a"], json!({}), -1_000_000, "one, perhaps one two by x"),
        (&["x: one -> two at a when f"], json!({ "f": true }), 0, "one, perhaps one two by x"),
        (&["x: one -> two at a when f"], json!({ "f": false }), 0, "one"),
        (&["x: one -> two at a when f"], json!({}), 0, "one, perhaps one two by x"),
        // Something certain came before it.
        (&["x: one -> two at a", "y: one -> three at b when f"], json!({ "a": 10, "b": 20 }), 30, "two x@10"),
        (&["x: one -> two at a", "y: one -> three at b when f"], json!({ "a": 10, "b": 10 }), 30, "two x@10"),
        (&["y: one -> three at b when f", "x: one -> two at a"], json!({ "a": 10, "b": 20 }), 30, "two x@10"),
        // It came before something certain, or may have.
        (
            &["x: one -> two at a when f", "y: one -> three at b"],
            json!({ "a": 10, "b": 20 }),
            15,
            "one, perhaps one two by x",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b"],
            json!({ "a": 10, "b": 20 }),
            20,
            "one, perhaps three two by x",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b"],
            json!({ "a": 10, "b": 10 }),
            10,
            "one, perhaps three two by x",
        ),
        (&["x: one -> two at a", "y: one -> three at b"], json!({ "b": 20 }), 10, "one, perhaps one two by x"),
        (&["x: one -> two at a", "y: one -> three at b"], json!({ "b": 20 }), 20, "one, perhaps three two by x"),
        // Only after something that is certain.
        (
            &["x: one -> two at a", "y: two -> three at b when f"],
            json!({ "a": 10, "b": 5 }),
            10,
            "two x@10, perhaps three two by y",
        ),
        (&["x: one -> two at a", "y: two -> three at b when f"], json!({ "a": 10, "b": 20 }), 19, "two x@10"),
        // What follows from it.
        (
            &["x: one -> two at a when f", "y: two -> three at b"],
            json!({ "a": 10, "b": 20 }),
            15,
            "one, perhaps one two by x",
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b"],
            json!({ "a": 10, "b": 20 }),
            20,
            "one, perhaps one three by x",
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b"],
            json!({ "a": 10, "b": 5 }),
            10,
            "one, perhaps one three by x",
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b when g"],
            json!({ "a": 1, "b": 2 }),
            3,
            "one, perhaps one three two by x y",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b when g"],
            json!({ "a": 1, "b": 2 }),
            3,
            "one, perhaps one three two by x y",
        ),
        (
            &["x: one -> two at a when f", "y: one -> three at b when !f"],
            json!({ "a": 1, "b": 1 }),
            1,
            "one, perhaps one three two by x y",
        ),
    ] {
        assert_eq!(standing(transitions, &facts, now), expected, "{transitions:?} {facts} at {now}");
    }
}

#[test]
fn what_all_possible_states_agree_on_is_known() {
    let actions = json!({
        "in-one": { "from": ["one"] },
        "in-both": { "from": ["one", "two"] },
        "in-three": { "from": ["three"] },
        "by-state": { "from": ["one", "two"], "requires": { "there": "state == \"two\" || g" } },
    });
    let policy = policy(&["x: one -> two at a when f"], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        9,
        json!({
            "state": { "effective": "one", "uncertain": [] },
            "actions": { "in-one": { "verdict": "allowed", "until": 10, "leadsTo": "one" }, "by-state": { "missing": ["g"] } },
            "next": { "at": 10, "what": "state" },
            "ifNobodyActs": [],
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        10,
        json!({
            "state": { "given": "one", "effective": "one", "uncertain": ["deal.x"], "transitions": [] },
            "actions": {
                "in-one": { "verdict": "unknown", "missing": ["f"], "until": null, "leadsTo": null },
                "in-both": { "verdict": "allowed", "missing": [], "leadsTo": null },
                "in-three": { "verdict": "denied", "missing": [], "opensAt": null },
                "by-state": { "verdict": "unknown", "missing": ["g", "f"] },
            },
            "next": null,
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "g": true }),
        10,
        json!({ "actions": { "by-state": { "verdict": "allowed" } } }),
    );
    check(
        &policy,
        "one",
        json!({}),
        0,
        json!({ "actions": { "in-one": { "verdict": "unknown", "missing": ["f", "a"] } } }),
    );
    check(&policy, "one", json!({ "f": true }), 0, json!({ "actions": { "in-one": { "missing": ["a"] } } }));
    check(
        &policy,
        "one",
        json!({ "f": false }),
        0,
        json!({ "actions": { "in-one": { "verdict": "allowed", "until": null } } }),
    );
}

#[test]
fn until_and_opens_at_follow_a_window_that_opens_again() {
    let actions = json!({ "go": { "requires": { "open": "(a <= now && now < b) || c < now" } } });
    let policy = policy(&[], actions, json!({}));
    let facts = json!({ "a": 10, "b": 20, "c": 30 });
    for (now, verdict, until, opens) in [
        (0, "denied", json!(10), json!(10)),
        (9, "denied", json!(10), json!(10)),
        (10, "allowed", json!(20), json!(null)),
        (19, "allowed", json!(20), json!(null)),
        (20, "denied", json!(31), json!(31)),
        (30, "denied", json!(31), json!(31)),
        (31, "allowed", json!(null), json!(null)),
    ] {
        check(
            &policy,
            "one",
            facts.clone(),
            now,
            json!({
                "actions": { "go": { "verdict": verdict, "until": until, "opensAt": opens, "reasons": [{ "until": null }, { "until": until }] } },
            }),
        );
    }
    // In a state that it leads out of by itself, a window that opens later is of no use.
    check(
        &policy,
        "two",
        facts.clone(),
        0,
        json!({ "actions": { "go": { "verdict": "denied", "until": null, "opensAt": null } } }),
    );
    let leaving = self::policy(
        &["x: one -> two at d"],
        json!({ "go": { "requires": { "open": "(a <= now && now < b) || c < now" } } }),
        json!({}),
    );
    let facts = json!({ "a": 10, "b": 20, "c": 30, "d": 25 });
    check(&leaving, "one", facts.clone(), 0, json!({ "actions": { "go": { "opensAt": 10, "until": 10 } } }));
    check(
        &leaving,
        "one",
        facts.clone(),
        20,
        json!({
            "actions": { "go": { "opensAt": null, "until": null, "reasons": [{ "until": 25 }, { "until": 31 }] } },
        }),
    );
}

#[test]
fn until_passes_over_changes_that_leave_the_verdict_as_it_is() {
    let actions = json!({
        "swap": { "requires": { "first": "now < a", "second": "a <= now" } },
        "twice": { "requires": { "first": "now < b", "second": "now < c" } },
        "open": { "requires": { "first": "f && now < b" } },
        "late": { "requires": { "first": "now >= a", "second": "f || now >= b" } },
    });
    let policy = policy(&[], actions, json!({}));
    let facts = json!({ "a": 10, "b": 20, "c": 30 });
    check(
        &policy,
        "one",
        facts.clone(),
        0,
        json!({
            "actions": {
                "swap": { "verdict": "denied", "until": null, "opensAt": null, "reasons": [{}, { "status": "satisfied", "until": 10 }, { "status": "violated", "until": 10 }] },
                "twice": { "verdict": "allowed", "until": 20, "reasons": [{}, { "until": 20 }, { "until": 30 }] },
                "open": { "verdict": "unknown", "until": 20, "opensAt": null, "missing": ["f"] },
                // Denied, then unknown, then allowed.
                "late": { "verdict": "denied", "until": 10, "opensAt": 20, "missing": [] },
            },
            "next": { "at": 10, "what": "verdict" },
        }),
    );
    check(
        &policy,
        "one",
        facts.clone(),
        10,
        json!({
            "actions": { "late": { "verdict": "unknown", "until": 20, "opensAt": null, "missing": ["f"] } },
        }),
    );
    check(
        &policy,
        "one",
        facts,
        20,
        json!({
            "actions": { "twice": { "verdict": "denied", "until": null, "reasons": [{}, { "until": null }, { "until": 30 }] } },
            "next": { "at": 30, "what": "reason" },
        }),
    );
}

#[test]
fn an_action_opens_when_the_deal_comes_into_its_state() {
    let actions = json!({ "go": { "from": ["three"], "to": "four", "requires": { "early": "now < d" } } });
    let policy = policy(&["x: one -> two at a", "y: two -> three at b"], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "d": 30 }),
        0,
        json!({
            "actions": { "go": { "verdict": "denied", "until": 20, "opensAt": 20, "leadsTo": "four" } },
            "next": { "at": 10, "what": "state" },
            "ifNobodyActs": [
                { "rule": "deal.x", "at": 10, "from": "one", "to": "two" },
                { "rule": "deal.y", "at": 20, "from": "two", "to": "three" },
            ],
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "d": 20 }),
        0,
        json!({ "actions": { "go": { "opensAt": null, "until": null } } }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "d": 30 }),
        20,
        json!({
            "state": { "given": "one", "effective": "three", "label": "three", "transitions": [{ "rule": "deal.x" }, { "rule": "deal.y", "at": 20 }] },
            "actions": { "go": { "verdict": "allowed", "until": 30, "opensAt": null } },
            "ifNobodyActs": [],
        }),
    );
}

#[test]
fn next_tells_what_matters_most() {
    let moving: &[&str] = &["x: one -> two at a"];
    let go = |go: Value| json!({ "go": go });
    for (transitions, actions, duties, what) in [
        (moving, go(json!({ "requires": { "r": "now < a" } })), json!({ "d": { "due": "a" } }), "state"),
        (
            &[],
            go(json!({ "requires": { "r": "now < a" }, "effects": { "e": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "verdict",
        ),
        (
            &[],
            go(json!({ "requires": { "r": "now < a", "s": "false" }, "effects": { "e": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "reason",
        ),
        (
            &[],
            go(json!({ "effects": { "e": "now >= a" }, "drafts": { "d": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "effect",
        ),
        (
            &[],
            go(json!({ "consent": { "of": "other", "unless": "now < a" }, "drafts": { "d": "now < a" } })),
            json!({ "d": { "due": "a" } }),
            "consent",
        ),
        (&[], go(json!({ "drafts": { "d": "now < a" } })), json!({ "d": { "due": "a" } }), "duty"),
        (&[], go(json!({ "drafts": { "d": "now < a" } })), json!({ "d": { "when": "now < a" } }), "duty"),
        (&[], go(json!({ "drafts": { "d": "now < a" } })), json!({}), "draft"),
        (&[], json!({}), json!({}), "warning"),
    ] {
        let policy = policy(transitions, actions.clone(), duties.clone());
        check(&policy, "one", json!({ "a": 10 }), 0, json!({ "next": { "at": 10, "what": what } }));
        check(&policy, "one", json!({ "a": 10 }), 10, json!({ "next": null }));
        check(&policy, "one", json!({}), 0, json!({ "next": null }));
    }
}

#[test]
fn a_duty_is_overdue_from_its_due_instant_on() {
    let duties = json!({
        "always": { "role": "buyer", "in": ["one"], "due": "a" },
        "when-asked": { "role": { "not": "asker" }, "when": "asker != null", "due": "a + week" },
        "sooner": { "when": "now < b" },
        "perhaps": { "when": "f", "due": "b" },
        "with-n": { "when": "n != null", "due": "n" },
    });
    let policy = policy(&["x: one -> two at c"], json!({}), duties);
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "c": 30 }),
        9,
        json!({
            "duties": {
                "deal.always": { "role": "buyer", "due": 10, "overdue": false, "certainty": "certain" },
                "deal.when-asked": null,
                "deal.sooner": { "role": null, "due": null, "overdue": false, "certainty": "certain" },
                "deal.perhaps": { "due": 20, "overdue": false, "certainty": "possible" },
                "deal.with-n": null,
            },
            "next": { "at": 10, "what": "duty" },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "c": 30, "asker": "buyer", "f": false, "n": 5 }),
        10,
        json!({
            "duties": {
                "deal.always": { "due": 10, "overdue": true },
                "deal.when-asked": { "role": "seller", "due": 604_800_010, "overdue": false },
                "deal.perhaps": null,
                "deal.with-n": { "due": 5, "overdue": true },
            },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "b": 20, "c": 30, "f": true }),
        20,
        json!({
            "duties": {
                "deal.always": { "due": null, "overdue": null, "certainty": "certain" },
                "deal.sooner": null,
                "deal.perhaps": { "due": 20, "overdue": true, "certainty": "certain" },
            },
        }),
    );
    // It stands in its states only, and for sure only where all possible ones are among them.
    check(&policy, "one", json!({ "a": 10, "c": 30 }), 30, json!({ "duties": { "deal.always": null } }));
    check(&policy, "one", json!({ "a": 10 }), 0, json!({ "duties": { "deal.always": { "certainty": "possible" } } }));
}

#[test]
fn consent_is_needed_unless_it_is_known_not_to_be() {
    let actions = json!({
        "always": { "consent": { "of": "other" } },
        "of-seller": { "roles": ["buyer"], "consent": { "of": "seller" } },
        "until-late": { "consent": { "of": "other", "unless": "n != null && now >= n" } },
        "for-buyer": { "consent": { "of": "other", "unless": "role == \"seller\"" } },
        "open": { "consent": { "of": "other", "unless": "f" } },
    });
    let policy = policy(&[], actions, json!({}));
    let consent = |always: &str, late: Option<&str>, buyer: Option<&str>, open: Option<&str>| {
        json!({ "actions": {
            "always": { "consentOf": always },
            "until-late": { "consentOf": late },
            "for-buyer": { "consentOf": buyer },
            "open": { "consentOf": open },
            "look": { "consentOf": null },
        }})
    };
    let seller = Some("seller");
    check(&policy, "one", json!({}), 0, consent("seller", seller, seller, seller));
    check(&policy, "one", json!({ "n": 10 }), 9, json!({ "next": { "at": 10, "what": "consent" } }));
    check(&policy, "one", json!({ "n": 10, "f": true }), 10, consent("seller", None, seller, None));
    check(&policy, "one", json!({ "f": false }), 0, consent("seller", seller, seller, seller));
    check(&policy, "one", json!({}), 0, json!({ "actions": { "of-seller": { "consentOf": "seller" } } }));
    let options = Options::at(Instant::from_millis(0).unwrap()).role("seller");
    let answer = policy.preview(&order("one", &json!({})), &options).unwrap();
    let of =
        |id: &str| answer.actions.iter().find(|action| action.id == *id).map(|action| action.consent_of.as_deref());
    assert_eq!(of("always"), Some(Some("buyer")));
    assert_eq!(of("for-buyer"), Some(None));
    assert_eq!(of("of-seller"), None);
}

#[test]
fn what_is_unknown_is_possible_and_what_is_impossible_is_left_out() {
    let actions = json!({
        "go": {
            "to": "two",
            "effects": { "always": "true", "never": "false", "perhaps": "f", "early": "now < a" },
            "drafts": { "early": "now < a", "perhaps": "f", "never": "false" },
        },
        "prohibited": { "to": "two", "requires": { "prohibited": "false" } },
        "prohibited-here": { "requires": { "prohibited": "false" } },
    });
    let policy = policy(&[], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        9,
        json!({
            "actions": {
                "go": {
                    "effects": [
                        { "rule": "deal.go.always", "certainty": "certain", "audience": ["buyer", "seller"] },
                        { "rule": "deal.go.early", "certainty": "certain" },
                        { "rule": "deal.go.perhaps", "certainty": "possible" },
                    ],
                    "drafts": [{ "id": "early" }, { "id": "perhaps" }],
                    "leadsTo": "two",
                },
                "prohibited": { "verdict": "denied", "until": null },
                "prohibited-here": { "verdict": "denied", "leadsTo": null },
            },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "f": false }),
        10,
        json!({
            "actions": { "go": { "effects": [{ "rule": "deal.go.always" }], "drafts": [] } },
        }),
    );
}

#[test]
fn what_is_odd_about_an_order_is_warned_about() {
    let policy = policy(&[], json!({}), json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "n": 30 }),
        0,
        json!({
            "warnings": [
                { "code": "fact-in-future", "path": "a", "message": "“a” lies in the future" },
                { "code": "fact-in-future", "path": "b" },
            ],
            "next": { "at": 10, "what": "warning" },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20, "n": 5 }),
        10,
        json!({
            "warnings": [
                { "code": "fact-in-future", "path": "b" },
                { "code": "facts-out-of-order", "path": "n", "message": "“n” is before “a”" },
            ],
            "next": { "at": 20, "what": "warning" },
        }),
    );
    // At the same instant is not before; what is not known is not odd.
    check(&policy, "one", json!({ "a": 10, "b": 20, "n": 10 }), 20, json!({ "warnings": [], "next": null }));
    check(&policy, "one", json!({ "n": 10 }), 20, json!({ "warnings": [], "next": null }));
}

#[test]
fn another_edition_is_told_where_it_decides_otherwise() {
    let actions = json!({
        "go": { "requires": { "in-time": "now < a + week" } },
        "stay": { "requires": { "in-time": "now < a + week", "open": "f" } },
        "only-guide": { "edition": "guide", "requires": { "in-time": "now < a + week" } },
    });
    let policy = policy(&[], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 0 }),
        0,
        json!({ "actions": { "go": { "verdict": "allowed", "editions": [] } } }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 0, "edition": "guide" }),
        1,
        json!({
            "policy": { "edition": "guide" },
            "actions": {
                "go": {
                    "verdict": "allowed",
                    "until": 604_800_000,
                    "editions": [{ "edition": "official", "verdict": "denied", "reasons": [{ "status": "satisfied" }, { "status": "violated", "until": null }] }],
                },
                "stay": { "verdict": "unknown", "editions": [{ "edition": "official", "verdict": "denied" }] },
                "only-guide": { "editions": [] },
            },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 0, "edition": "official" }),
        1,
        json!({
            "actions": {
                "go": { "verdict": "denied", "editions": [{ "edition": "guide", "verdict": "allowed" }] },
                // An unknown there is no disagreement.
                "stay": { "verdict": "denied", "editions": [] },
                "only-guide": null,
            },
        }),
    );
}

#[test]
fn a_moment_beyond_the_calendar_never_comes() {
    let actions = json!({ "go": { "requires": { "in-time": "now < a + week" } } });
    let policy = policy(&["x: one -> two at a + week"], actions, json!({}));
    let (min, max) = (Instant::MIN.millis(), Instant::MAX.millis());
    check(
        &policy,
        "one",
        json!({ "a": max }),
        0,
        json!({
            "actions": { "go": { "verdict": "allowed", "until": null } },
            "next": { "at": max, "what": "warning" },
            "ifNobodyActs": [],
        }),
    );
    check(&policy, "one", json!({ "a": max }), max, json!({ "state": { "effective": "one" }, "next": null }));
    check(
        &policy,
        "one",
        json!({ "a": max - 604_800_000 }),
        max - 1,
        json!({
            "actions": { "go": { "verdict": "allowed", "until": max } },
            "ifNobodyActs": [{ "at": max }],
        }),
    );
    check(
        &policy,
        "one",
        json!({ "a": max - 604_800_000 }),
        max,
        json!({ "state": { "effective": "two" }, "next": null }),
    );
    check(
        &policy,
        "one",
        json!({ "a": min }),
        min,
        json!({ "state": { "effective": "one" }, "ifNobodyActs": [{ "at": min + 604_800_000 }] }),
    );
}

#[test]
fn every_verb_is_listed_with_each_action_once() {
    let actions = json!({ "go": { "verb": "cancel" }, "run": { "verb": "cancel", "roles": ["seller"] }, "no": { "verb": "refuse" } });
    let policy = policy(&[], actions, json!({}));
    let verbs = |role: Option<&str>| {
        let options = Options { role, ..Options::at(Instant::from_millis(0).unwrap()) };
        serde_json::to_value(policy.preview(&order("one", &json!({})), &options).unwrap().verbs).unwrap()
    };
    assert_eq!(
        verbs(None),
        json!({ "revise": [], "cancel": ["go", "run"], "refuse": ["no"], "report-unresponsive": [] })
    );
    assert_eq!(
        verbs(Some("buyer")),
        json!({ "revise": [], "cancel": ["go"], "refuse": ["no"], "report-unresponsive": [] })
    );
}

#[test]
fn what_follows_from_a_transition_is_judged_when_it_happens() {
    let mut document = json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "Z", "roles": ["buyer"], "label": text("x"),
        "roleLabels": { "buyer": text("x") },
        "facts": { "a": { "type": "timestamp", "label": text("x") }, "b": { "type": "timestamp", "label": text("x") } },
        "states": { "one": { "label": text("x") }, "two": { "label": text("x") } },
    });
    let effect = |rule: &str, when: &str| json!({ "rule": rule, "kind": "notice", "severity": "info", "message": text("x"), "when": when });
    let effects = json!([
        effect("early", "now < b"),
        effect("at-once", "now <= a"),
        effect("from-one", "state == \"one\""),
        effect("late", "now > a"),
    ]);
    document["transitions"] =
        json!([{ "rule": "x", "from": ["one"], "to": "two", "at": "a", "message": text("x"), "effects": effects }]);
    let document: Data<'static> = serde_json::from_value(document).unwrap();
    let policy = Policy::new(&document).unwrap();
    let follows = json!([{ "rule": "deal.x.early" }, { "rule": "deal.x.at-once" }, { "rule": "deal.x.from-one" }]);
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20 }),
        0,
        json!({ "ifNobodyActs": [{ "at": 10, "effects": follows }] }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10, "b": 20 }),
        30,
        json!({ "state": { "transitions": [{ "at": 10, "effects": follows }] } }),
    );
    check(
        &policy,
        "one",
        json!({ "a": 10 }),
        0,
        json!({
            "ifNobodyActs": [{ "effects": [{ "rule": "deal.x.early", "certainty": "possible" }, { "certainty": "certain" }, {}] }],
        }),
    );
}

/// Checks that, whatever the facts that are missing turn out to be, the deal is in one of the
/// states that are possible, and what has certainly happened has happened.
fn check_possible(policy: &Policy, some: &Value, all: &Value, now: i64, about: &str) {
    let open = situation(policy, "one", some, now);
    let settled = situation(policy, "one", all, now);
    assert_eq!(settled.possible, [settled.effective], "{about}");
    let told = format!("{about} at {now} with {some} and then {all}: {open:?} and then {settled:?}");
    assert!(open.possible.contains(&settled.effective), "{told}");
    assert!(settled.happened.starts_with(&open.happened), "{told}");
}

#[test]
fn what_may_have_happened_goes_on_as_if_it_had() {
    for (transitions, some) in [
        // The deal comes late into its state, where of two things that are due the first wins.
        (
            &["x: one -> two at a when f", "y: two -> three at b", "z: two -> four at c"][..],
            json!({ "a": 10, "b": 7, "c": 5 }),
        ),
        (
            &["x: one -> two at a when f", "y: two -> three at b when g", "z: two -> four at c"],
            json!({ "a": 10, "b": 7, "c": 5 }),
        ),
        // It comes into a circle, which ends where everything has happened once.
        (
            &["x: one -> two at a when f", "y: two -> three at b", "z: three -> two at c"],
            json!({ "a": 1, "b": 2, "c": 3 }),
        ),
        // It comes back to a state that it cannot leave in the same way again.
        (&["x: one -> two at a", "y: two -> one at b when f"], json!({ "a": 1, "b": 2 })),
    ] {
        let policy = policy(transitions, json!({}), json!({}));
        for (f, g) in [(false, false), (false, true), (true, false), (true, true)] {
            let mut all = some.clone();
            merge(&mut all, &json!({ "f": f, "g": g }));
            check_possible(&policy, &some, &all, 10, &format!("{transitions:?}"));
        }
    }
}

#[test]
fn what_is_missing_on_the_way_to_a_state_is_told() {
    let transitions = ["x: one -> two at a when f", "y: two -> three at b when g", "z: two -> four at c"];
    let policy = policy(&transitions, json!({ "go": { "from": ["three"] } }), json!({}));
    check(
        &policy,
        "one",
        json!({ "a": 1, "b": 2, "c": 3 }),
        10,
        json!({
            "state": { "uncertain": ["deal.x", "deal.y"] },
            "actions": { "go": { "verdict": "unknown", "missing": ["f", "g"] } },
        }),
    );
}

#[test]
fn nothing_is_next_where_nothing_in_the_answer_changes() {
    let actions = json!({
        "asks": { "consent": { "of": "other", "unless": "n != null && f && now < n" } },
        "writes": { "drafts": { "d": "f || (n != null && now >= n)" } },
    });
    let duties = json!({
        "elsewhere": { "in": ["two"], "when": "n != null", "due": "n" },
        "impossible": { "when": "n != null && n < n", "due": "n" },
    });
    let policy = self::policy(&[], actions, duties);
    // At 10 what was possible becomes certain, which the answer tells in the same words.
    for now in [0, 10] {
        check(
            &policy,
            "one",
            json!({ "n": 10 }),
            now,
            json!({
                "actions": { "asks": { "consentOf": "seller" }, "writes": { "drafts": [{ "id": "d" }] } },
                "duties": { "deal.elsewhere": null, "deal.impossible": null },
                "next": null,
            }),
        );
    }
    // From one of two states that are possible the deal goes on to a third, and all look alike.
    let policy = self::policy(
        &["x: one -> two at n when n != null && f", "y: two -> three at n + week when n != null"],
        json!({}),
        json!({}),
    );
    check(&policy, "one", json!({ "n": 0 }), 10, json!({ "state": { "uncertain": ["deal.x"] }, "next": null }));
}

#[test]
fn next_comes_where_other_facts_are_missing() {
    let actions = json!({ "go": { "requires": { "r": "n != null && ((f && now < n) || g)" } } });
    let policy = policy(&[], actions, json!({}));
    check(
        &policy,
        "one",
        json!({ "n": 10 }),
        9,
        json!({
            "actions": { "go": { "verdict": "unknown", "missing": ["f", "g"] } },
            "next": { "at": 10, "what": "reason" },
        }),
    );
    check(
        &policy,
        "one",
        json!({ "n": 10 }),
        10,
        json!({
            "actions": { "go": { "verdict": "unknown", "missing": ["g"] } },
            "next": null,
        }),
    );
}

#[test]
fn the_possible_states_are_all_that_there_can_be() {
    const STATES: [&str; 4] = ["one", "two", "three", "four"];
    let mut dice = Dice(11);
    for _ in 0..1_500 {
        let mut transitions = Vec::new();
        for number in 0..=dice.roll(5) {
            let from = dice.roll(4);
            let to = (from + 1 + dice.roll(3)) % 4;
            let at = dice.pick(&["a", "b", "c", "d", "a + week", "(f ? a : b)"]);
            let when = dice.pick(&[
                "",
                "",
                " when f",
                " when g",
                " when !f",
                " when n != null",
                " when f || g",
                " when a < b",
            ]);
            transitions.push(format!("t{number}: {} -> {} at {at}{when}", STATES[from], STATES[to]));
        }
        let transitions: Vec<&str> = transitions.iter().map(|transition| &**transition).collect();
        let policy = policy(&transitions, json!({}), json!({}));
        for _ in 0..4 {
            let mut value = |ty: &Type| match ty {
                Type::Bool => json!(dice.roll(2) == 0),
                _ => json!(dice.roll(4) * 10),
            };
            let facts = policy.facts.iter().filter(|fact| fact.name != *"asker");
            let all: Map<String, Value> = facts.map(|fact| (fact.name.to_string(), value(&fact.ty))).collect();
            let mut some = all.clone();
            some.retain(|name, _| *name == *"n" || dice.roll(3) != 0);
            let (all, some) = (Value::Object(all), Value::Object(some));
            for now in [0, 5, 10, 20, 30, 604_800_030] {
                check_possible(&policy, &some, &all, now, &format!("{transitions:?}"));
            }
        }
    }
}

/// The shapes of an answer can be named from outside.
#[test]
fn an_answer_says_what_it_was_computed_from() {
    let policy = policy(&[], json!({}), json!({}));
    let now = Instant::from_millis(5).unwrap();
    let answer: answer::Preview<'_> = policy.preview(&order("two", &json!({})), &Options::at(now)).unwrap();
    assert_eq!(answer.as_of, now);
    assert_eq!((&*answer.policy.id, &*answer.policy.version), ("deal", policy.version()));
    assert_eq!(answer.state.given, "two");
    assert_eq!(answer.actions.iter().map(|action| &*action.role).collect::<Vec<_>>(), ["buyer", "seller"]);
}
