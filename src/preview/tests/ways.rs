//! Ways to a state, or to an action being allowed.

use serde_json::{Value, json};

use super::kit::{at, deal, deal_document, differ, made, merge, order, problems, report, words};
use crate::data::Data;
use crate::policy::Policy;
use crate::preview::answer::{Scalar, Step, Ways};
use crate::preview::ways::ways_into;
use crate::preview::{ApplyOptions, Options};
use crate::problem::Report;

/// A step as `buyer ask with seller`, `wait 10`, `f = true` or `never`.
pub(super) fn step(step: &Step<'_>) -> String {
    match step {
        Step::Act(act) => {
            let consent = act.consent_of.as_ref().map_or_else(String::new, |of| format!(" with {of}"));
            format!("{} {}{consent}", act.by, act.action)
        }
        Step::Wait(wait) => format!("wait {}", wait.wait_until.millis()),
        Step::Fact(fact) => format!(
            "{} = {}",
            fact.fact,
            value(&fact.value).as_str().map_or_else(|| value(&fact.value).to_string(), str::to_owned)
        ),
        Step::Never(_) => "never".to_owned(),
    }
}

fn value(scalar: &Scalar<'_>) -> Value {
    serde_json::to_value(scalar).unwrap()
}

/// Goes a way step by step: each can be done, and what is to be reached is reached then and not before.
pub(super) fn walk(
    policy: &Policy,
    facts: &Value,
    now: i64,
    steps: &[Step<'_>],
    reached: &dyn Fn(&Data<'_>, i64) -> bool,
) {
    let told: Vec<String> = steps.iter().map(step).collect();
    let mut now = now;
    let mut deal = order("one", facts);
    for (step, told_step) in steps.iter().zip(&told) {
        assert!(!reached(&deal, now), "it is so before {told_step} in {told:?} with {facts}");
        match step {
            Step::Act(act) => {
                let options =
                    ApplyOptions { agreed: act.consent_of.is_some(), ..ApplyOptions::at(at(now)).role(&act.by) };
                let applied = policy.apply(&deal, &act.action, &options).unwrap();
                assert!(applied.applied, "{told_step} cannot be done in {told:?} with {facts}");
                deal = applied.order.clone();
            }
            Step::Wait(wait) => {
                assert!(now < wait.wait_until.millis(), "{told_step} is no wait in {told:?}");
                now = wait.wait_until.millis();
            }
            Step::Fact(fact) => {
                let mut written = serde_json::to_value(&deal).unwrap();
                merge(&mut written, &json!({ &*fact.fact: value(&fact.value) }));
                deal = serde_json::from_value(written).unwrap();
            }
            Step::Never(_) => panic!("a way that is none: {told:?}"),
        }
    }
    assert!(reached(&deal, now), "{told:?} leads nowhere with {facts}");
}

/// Whether an order is in a state for sure, or lets a role do an action.
pub(super) fn is_reached(policy: &Policy, order: &Data<'_>, now: i64, to: &str, role: Option<&str>) -> bool {
    let preview = policy.preview(order, &Options { role, ..Options::at(at(now)) }).unwrap();
    let is_there = preview.state.uncertain.is_empty() && preview.state.effective == to;
    is_there || preview.actions.iter().any(|action| action.id == to && action.verdict.word() == "allowed")
}

fn answer<'p>(policy: &'p Policy, facts: &Value, to: &str, role: Option<&str>, now: i64) -> Ways<'p> {
    let options = Options { role, locale: Some("en"), ..Options::at(at(now)) };
    policy.ways(&order("one", facts), to, &options).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Every way with its steps, and whether the search gave up. Each of them is gone first.
fn ways(policy: &Policy, facts: &Value, to: &str, role: Option<&str>, now: i64) -> Vec<String> {
    let answer = answer(policy, facts, to, role, now);
    let mut told = Vec::new();
    for way in &answer.ways {
        walk(policy, facts, now, &way.steps, &|deal, now| is_reached(policy, deal, now, to, role));
        let mut waits = way.steps.iter().filter_map(|step| match step {
            Step::Wait(wait) => Some(wait.wait_until),
            _ => None,
        });
        assert_eq!(way.at, waits.next_back().unwrap_or(at(now)));
        told.push(if way.steps.is_empty() {
            "already".to_owned()
        } else {
            way.steps.iter().map(step).collect::<Vec<_>>().join(", ")
        });
    }
    told.extend(answer.gave_up.then(|| "gave up".to_owned()));
    told
}

/// The transitions and the actions of a deal, its facts, where the ways lead, and all of them.
type Row<'r> = (&'r [&'r str], Value, Value, &'r str, &'r [&'r str]);

/// Tries ways of the buyer from 0 on.
pub(super) fn check(rows: &[Row<'_>]) {
    let mut differences = Vec::new();
    for (transitions, actions, facts, to, expected) in rows {
        let policy = deal(transitions, actions.clone(), json!({}));
        let found = ways(&policy, facts, to, Some("buyer"), 0);
        differ(format!("{transitions:?} {actions} with {facts} to {to}"), found, words(expected), &mut differences);
    }
    report(&differences);
}

#[test]
fn the_shortest_way_comes_first() {
    let actions = json!({
        "first": { "to": "two" },
        "go": { "from": ["three"] },
        "jump": { "to": "three" },
        "then": { "from": ["two"], "to": "three" },
        "undo": { "from": ["two"], "to": "one" },
    });
    check(&[
        (&[], actions.clone(), json!({}), "two", &["buyer first"]),
        (&[], actions.clone(), json!({}), "three", &["buyer jump", "buyer first, buyer then"]),
        (&[], actions.clone(), json!({}), "go", &["buyer jump", "buyer first, buyer then"]),
        // It is so already.
        (&[], actions.clone(), json!({}), "one", &["already"]),
        (&[], actions.clone(), json!({}), "jump", &["already"]),
        (&["x: one -> two at p"], actions.clone(), json!({ "p": 0 }), "two", &["already"]),
        // There is none, and the search is sure of it.
        (&[], actions.clone(), json!({}), "four", &[]),
        (&["x: one -> four at p"], actions, json!({ "p": 0 }), "go", &[]),
    ]);
}

#[test]
fn of_ways_that_are_equally_long_those_with_fewer_steps_of_others_come_first() {
    let actions = json!({
        "a-theirs": { "roles": ["seller"], "to": "two", "set": { "free": "1" } },
        "b-mine": { "roles": ["buyer"], "to": "two", "set": { "free": "2" } },
        "either": { "to": "three" },
        "first": { "roles": ["buyer"], "to": "four" },
        "then": { "roles": ["buyer"], "from": ["four"], "to": "two", "set": { "free": "3" } },
    });
    let policy = deal(&[], actions, json!({}));
    let (mine, theirs, longer) = ("buyer b-mine", "seller a-theirs", "buyer first, buyer then");
    for (role, expected) in [
        (Some("buyer"), [mine, theirs, longer]),
        (Some("seller"), [theirs, mine, longer]),
        // For nobody in particular, in the order of the policy.
        (None, [theirs, mine, longer]),
    ] {
        assert_eq!(ways(&policy, &json!({}), "two", role, 0), expected, "{role:?}");
    }
    // Where it does not matter who acts, whoever asks does.
    for (role, expected) in [(Some("buyer"), "buyer either"), (Some("seller"), "seller either"), (None, "buyer either")]
    {
        assert_eq!(ways(&policy, &json!({}), "three", role, 0), [expected], "{role:?}");
    }
}

#[test]
fn a_way_is_told_once() {
    let bump = json!({ "set": { "count": "count + 1" } });
    let raise = json!({ "set": { "flag": "true" } });
    let once = json!({ "set": { "count": "1" } });
    let both = json!({ "r": "flag", "s": "count == 1" });
    check(&[
        // The same steps in another order are the same way.
        (
            &[],
            json!({ "a-count": once, "b-raise": raise, "go": { "requires": both } }),
            json!({}),
            "go",
            &["buyer a-count, buyer b-raise"],
        ),
        // Nor is it another way to do more than a shorter one.
        (
            &[],
            json!({ "bump": bump, "go": { "requires": { "r": "flag || count > 2" } }, "raise": raise }),
            json!({}),
            "go",
            &["buyer raise", "buyer bump, buyer bump, buyer bump"],
        ),
        // Nor to do more before a wait that ends at the same instant.
        (
            &[],
            json!({
                "bump": bump,
                "go": { "from": ["two"] },
                "then": { "to": "two", "requires": { "r": "now >= p || count > 9" } },
            }),
            json!({ "p": 10 }),
            "go",
            &["wait 10, buyer then"],
        ),
        // What has nothing to do with it is not done.
        (
            &[],
            json!({ "bump": bump, "go": { "requires": { "r": "flag" } }, "raise": raise }),
            json!({}),
            "go",
            &["buyer raise"],
        ),
    ]);
    // Not more than five are told.
    let lead =
        |number: usize| (format!("lead-{number}"), json!({ "to": "two", "set": { "free": number.to_string() } }));
    let policy = deal(&[], (1..=7).map(lead).collect::<serde_json::Map<_, _>>().into(), json!({}));
    let expected: Vec<String> = (1..=5).map(|number| format!("buyer lead-{number}")).collect();
    assert_eq!(ways(&policy, &json!({}), "two", Some("buyer"), 0), expected);
}

#[test]
fn a_step_says_who_has_to_agree_where_it_depends_on_that() {
    let ask = |more: Value| {
        let mut ask = json!({ "consent": { "of": "other" } });
        merge(&mut ask, &more);
        ask
    };
    check(&[
        (&[], json!({ "ask": ask(json!({ "to": "two" })) }), json!({}), "two", &["buyer ask with seller"]),
        // To have asked is enough.
        (
            &[],
            json!({
                "ask": ask(json!({ "to": "two", "set": { "flag": "true" } })),
                "go": { "requires": { "r": "flag" } },
            }),
            json!({}),
            "go",
            &["buyer ask"],
        ),
        (
            &[],
            json!({ "ask": ask(json!({ "set": { "flag": "true" } })), "go": { "requires": { "r": "flag" } } }),
            json!({}),
            "go",
            &["buyer ask"],
        ),
        // Nobody has to agree where it is known that nobody has to.
        (
            &[],
            json!({ "ask": { "to": "two", "consent": { "of": "other", "unless": "flag" } } }),
            json!({ "flag": true }),
            "two",
            &["buyer ask"],
        ),
        (
            &[],
            json!({ "ask": { "to": "two", "consent": { "of": "other", "unless": "f" } } }),
            json!({}),
            "two",
            &["buyer ask with seller"],
        ),
        // To see to that is another way.
        (
            &[],
            json!({
                "ask": { "to": "two", "consent": { "of": "other", "unless": "flag" } },
                "raise": { "set": { "flag": "true" } },
            }),
            json!({}),
            "two",
            &["buyer ask with seller", "buyer raise, buyer ask"],
        ),
    ]);
}

#[test]
fn a_step_is_told_as_people_say_it() {
    let mut document = deal_document(
        &["x: three -> four at p"],
        json!({
            "ask": { "to": "two", "consent": { "of": "other" } },
            "then": { "from": ["two"], "roles": ["seller"], "to": "three" },
        }),
        json!({}),
    );
    document["roleLabels"] =
        json!({ "buyer": { "ja": "購入者", "en": "Buyer" }, "seller": { "ja": "出品者", "en": "QA team" } });
    document["actions"]["ask"]["label"] = json!({ "ja": "頼む", "en": "Ask" });
    let policy = made(document);
    let order = order("one", &json!({ "p": "2026-11-17T09:00:00+09:00" }));
    let told = |locale| {
        let options = Options { locale: Some(locale), ..Options::at(at(0)).role("buyer") };
        let answer = policy.ways(&order, "four", &options).unwrap();
        answer.ways[0].steps.iter().map(|step| step.message().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        told("en"),
        [
            "The buyer has to do “Ask”, and the QA team has to agree",
            "The QA team has to do “x”",
            "Wait until 17 November 2026, 09:00",
        ]
    );
    assert_eq!(
        told("ja"),
        [
            "購入者が「頼む」を行い、出品者が同意する必要があります",
            "出品者が「x」を行う必要があります",
            "2026年11月17日 9:00まで待つ必要があります",
        ]
    );
}

#[test]
fn a_goal_is_a_state_or_an_action() {
    let policy = deal(&["x: one -> two at p"], json!({ "go": {}, "two": { "to": "three" } }), json!({}));
    let goal = |to: &str, role: Option<&str>| {
        let answer = serde_json::to_value(answer(&policy, &json!({ "p": 10 }), to, role, 0)).unwrap();
        assert_eq!(answer["policy"]["id"], "deal");
        assert_eq!(answer["asOf"], 0);
        (answer["goal"].clone(), answer["role"].clone(), answer["ways"].clone())
    };
    // A state comes before an action of its name.
    let (two, role, ways) = goal("two", Some("seller"));
    assert_eq!((two, role), (json!({ "state": "two", "action": null, "label": "two" }), json!("seller")));
    assert_eq!(
        ways,
        json!([{ "steps": [{ "waitUntil": 10, "effects": [], "message": "Wait until 1 January 1970, 09:01" }], "at": 10 }])
    );
    let (go, role, ways) = goal("go", None);
    assert_eq!((go, role), (json!({ "state": null, "action": "go", "label": "x" }), json!(null)));
    assert_eq!(ways, json!([{ "steps": [], "at": 0 }]));
}

#[test]
fn what_is_no_goal_is_a_problem() {
    let actions = json!({ "go": {}, "sell": { "roles": ["seller"] }, "only-old": { "edition": "old" } });
    let policy = deal(&[], actions, json!({}));
    let told = |to: Data<'_>, role: Option<&str>, facts: Value| {
        let mut report = Report::default();
        let options = Options { role, ..Options::at(at(0)) };
        let ways = ways_into(&policy, &order("one", &facts), &to, &options, &mut report);
        let wrong = report.finish(ways).map(|ways| ways.gave_up).expect_err("it should not be understood");
        problems(&wrong)
    };
    let text = |to: &'static str| Data::Text(to.into());
    let buyer = Some("buyer");
    let mut differences = Vec::new();
    for (to, role, facts, expected) in [
        (text("thre"), buyer, json!({}), &["unknown-goal at to, three"][..]),
        (text("sel"), None, json!({}), &["unknown-goal at to, sell"]),
        (text(""), None, json!({}), &["unknown-goal at to"]),
        (text("edition"), None, json!({}), &["unknown-goal at to"]),
        // An action of another role, here or in another edition.
        (text("sell"), buyer, json!({}), &["unknown-goal at to"]),
        (
            text("only-old"),
            Some("carrier"),
            json!({ "edition": "recent" }),
            &["unknown-role at role", "unknown-goal at to"],
        ),
        (Data::Null, buyer, json!({}), &["unknown-goal at to"]),
        (Data::Int(1), buyer, json!({}), &["wrong-type at to"]),
        (Data::List(vec![text("two")]), buyer, json!({}), &["wrong-type at to"]),
        // All that is wrong is told at once.
        (text("go"), Some("byer"), json!({}), &["unknown-role at role, buyer"]),
        (text("thre"), Some("byer"), json!({}), &["unknown-role at role, buyer", "unknown-goal at to, three"]),
        (text("two"), Some("byer"), json!({ "p": "soon" }), &["invalid-instant at p", "unknown-role at role, buyer"]),
    ] {
        let about = format!("{to} for {role:?} with {facts}");
        differ(about, told(to, role, facts), words(expected), &mut differences);
    }
    report(&differences);
}

#[test]
fn what_a_step_asserts_is_told_as_a_condition() {
    let mut document = deal_document(&[], json!({ "confirm": { "to": "two" }, "go": { "from": ["two"] } }), json!({}));
    document["actions"]["confirm"]["asserts"] = json!({ "ja": "商品が届いた", "en": "the goods have arrived" });
    let policy = made(document);
    for (locale, asserts, message) in [
        ("ja", "商品が届いた", "商品が届いた場合は、Buyerが「x」を行う必要があります"),
        ("en", "the goods have arrived", "If the goods have arrived: The buyer has to do “x”"),
    ] {
        let options = Options::at(at(0)).role("buyer").locale(locale);
        let answer = policy.preview(&order("one", &json!({})), &options).unwrap();
        let go = answer.actions.iter().find(|action| action.id == "go").unwrap();
        let [Step::Act(step)] = go.unblock.as_slice() else { panic!("{:?}", go.unblock) };
        assert_eq!((step.asserts.as_deref(), &*step.message), (Some(asserts), message));
    }
}

#[test]
fn what_came_of_looking_for_ways_is_told() {
    let actions = json!({
        "go": { "from": ["two"] },
        "stop": { "requires": { "open": "now < p" } },
        "extra": { "edition": "recent" },
        "open": { "edition": "recent", "to": "two" },
    });
    let policy = deal(&[], actions, json!({}));
    let told = |to: &str, facts: Value| {
        let answer = answer(&policy, &facts, to, Some("buyer"), 10);
        let covered: Vec<String> = answer.covered_by.iter().map(ToString::to_string).collect();
        (answer.outcome.word(), answer.ways.len(), covered.join(" "), answer.goal.label.to_string())
    };
    let is = |outcome: &'static str, ways: usize, covered: &str, label: &str| {
        (outcome, ways, covered.to_owned(), label.to_owned())
    };
    assert_eq!(told("stop", json!({ "p": 20 })), is("found", 1, "", "x"));
    assert_eq!(told("stop", json!({ "p": 5 })), is("never", 0, "", "x"));
    // Nothing leads to `two` here.
    assert_eq!(told("go", json!({})), is("not-covered", 0, "recent", "x"));
    assert_eq!(told("two", json!({})), is("not-covered", 0, "recent", "two"));
    assert_eq!(told("three", json!({})), is("not-covered", 0, "", "three"));
    assert_eq!(told("two", json!({ "edition": "recent" })), is("found", 1, "", "two"));
    // What only another edition has is known by name.
    assert_eq!(told("extra", json!({})), is("not-covered", 0, "recent", "x"));
}

#[test]
fn ways_that_hurt_come_last_with_what_follows() {
    let actions = json!({
        "give": { "roles": ["buyer"], "to": "two" },
        "ask": { "roles": ["buyer"], "to": "three" },
        "sell": { "roles": ["seller"], "from": ["three"], "to": "two" },
    });
    let mut document = deal_document(&[], actions, json!({}));
    let loss = json!({ "rule": "loss", "kind": "payout", "severity": "danger", "audience": ["buyer"], "message": super::kit::text("x") });
    document["actions"]["give"]["effects"] = json!([loss]);
    let policy = made(document);
    let told = |role: Option<&str>| -> Vec<String> {
        let answer = answer(&policy, &json!({}), "two", role, 0);
        let way = |way: &crate::preview::answer::Way<'_>| -> String {
            let step = |step: &Step<'_>| match step {
                Step::Act(act) => {
                    let effects: Vec<&str> = act.effects.iter().map(|effect| effect.severity.word()).collect();
                    format!("{} {}", act.action, effects.join(" "))
                }
                other => format!("{other:?}"),
            };
            way.steps.iter().map(step).collect::<Vec<_>>().join(", ")
        };
        answer.ways.iter().map(way).collect()
    };
    let harmless = "ask , sell ".to_owned();
    assert_eq!(told(Some("buyer")), [harmless.clone(), "give danger".to_owned()]);
    // Whoever asks, the role that acts is the one that is hurt.
    assert_eq!(told(None), [harmless.clone(), "give danger".to_owned()]);
    assert_eq!(told(Some("seller")), ["give danger".to_owned(), harmless]);
}

#[test]
fn a_message_that_is_needed_is_asked_for_as_a_message() {
    let mut document = deal_document(&[], json!({ "go": { "requires": { "wrote": "now < seen + week" } } }), json!({}));
    document["facts"]["seen"]["step"] = json!({ "ja": "相手が書く必要があります", "en": "The other one has to write" });
    let policy = made(document);
    let week = 604_800_000;
    for facts in [json!({ "seen": 0 }), json!({})] {
        let answer = answer(&policy, &facts, "go", Some("buyer"), week);
        let [Step::Fact(step)] = answer.ways[0].steps.as_slice() else { panic!("{answer:?}") };
        assert_eq!((&*step.fact, &*step.message), ("seen", "The other one has to write"));
    }
}

/// What was sent is not unsent.
#[test]
fn an_instant_that_has_been_does_not_become_none() {
    let mut document = deal_document(&[], json!({ "go": { "requires": { "silent": "m == null" } } }), json!({}));
    document["facts"]["m"]["changes"] = true.into();
    let policy = made(document);
    let told = |facts: Value| answer(&policy, &facts, "go", Some("buyer"), 10).ways.len();
    assert_eq!((told(json!({ "m": 5 })), told(json!({ "m": null })), told(json!({}))), (0, 1, 1));
}

/// A report that somebody does not answer cannot wait for what they do.
#[test]
fn who_does_not_answer_takes_no_step() {
    let report = json!({ "verb": "report-unresponsive", "roles": ["buyer"], "requires": { "open": "flag" } });
    let by = |role: &str, consent: Value| {
        let mut raise = json!({ "roles": [role], "set": { "flag": "true" } });
        merge(&mut raise, &consent);
        let policy = deal(&[], json!({ "go": report, "raise": raise }), json!({}));
        let answer = answer(&policy, &json!({}), "go", Some("buyer"), 0);
        (answer.outcome.word(), answer.ways.len())
    };
    assert_eq!(by("buyer", json!({})), ("found", 1));
    assert_eq!(by("seller", json!({})), ("not-covered", 0));
    let agreed = json!({ "set": null, "consent": { "of": "other" }, "agreed": { "set": { "flag": "true" } } });
    assert_eq!(by("buyer", agreed), ("not-covered", 0));
}
