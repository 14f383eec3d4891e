//! Ways that a good adviser would name: none hurts unsaid, none pays in order to cancel, none gets round a rule.

use serde_json::{Value, json};

use super::kit::{at, deal_document, made, merge, order, text};
use super::ways::step;
use crate::policy::Policy;
use crate::preview::Options;
use crate::preview::answer::{Step, WayOutcome};

fn loss(whom: &str, more: Value) -> Value {
    let mut effect =
        json!({ "rule": "loss", "kind": "payout", "severity": "danger", "audience": [whom], "message": text("x") });
    merge(&mut effect, &more);
    effect
}

/// The ways of the buyer, as `buyer ask; wait 10`, and what looking for them came to.
fn ways(policy: &Policy, facts: &Value, to: &str) -> (Vec<String>, WayOutcome) {
    let options = Options { locale: Some("en"), ..Options::at(at(0)).role("buyer") };
    let answer = policy.ways(&order("one", facts), to, &options).unwrap_or_else(|problems| panic!("{problems}"));
    let way = |steps: &[Step<'_>]| steps.iter().map(step).collect::<Vec<_>>().join("; ");
    (answer.ways.iter().map(|way_| way(&way_.steps)).collect(), answer.outcome)
}

/// What the buyer is told to do so that `go` is allowed.
fn unblock(policy: &Policy, facts: &Value) -> (Vec<String>, Option<WayOutcome>) {
    let options = Options { locale: Some("en"), ..Options::at(at(0)).role("buyer") };
    let answer = policy.preview(&order("one", facts), &options).unwrap_or_else(|problems| panic!("{problems}"));
    let go = answer.actions.iter().find(|action| action.id == "go").unwrap();
    (go.unblock.iter().map(step).collect(), go.unblock_outcome)
}

#[test]
fn a_wait_that_hurts_comes_last_with_what_follows_and_unblocks_nothing() {
    let actions = json!({ "ask": { "roles": ["buyer"], "to": "two" }, "go": { "roles": ["buyer"], "from": ["two"] } });
    let facts = json!({ "p": 10 });
    let with = |effect: Value| {
        let mut document = deal_document(&["x: one -> two at p"], actions.clone(), json!({}));
        document["transitions"][0]["effects"] = json!([effect]);
        made(document)
    };
    let harmless = with(loss("seller", json!({})));
    assert_eq!(ways(&harmless, &facts, "two").0, ["buyer ask", "wait 10"]);
    assert_eq!(unblock(&harmless, &facts).0, ["wait 10"]);

    let harmful = with(loss("buyer", json!({})));
    assert_eq!(ways(&harmful, &facts, "two").0, ["buyer ask", "wait 10"]);
    assert_eq!(unblock(&harmful, &facts).0, ["buyer ask"]);
    let options = Options { locale: Some("en"), ..Options::at(at(0)).role("buyer") };
    let answer = harmful.ways(&order("one", &facts), "two", &options).unwrap();
    let [Step::Wait(wait)] = answer.ways[1].steps.as_slice() else { panic!("{answer:?}") };
    assert_eq!(wait.effects.iter().map(|effect| &*effect.rule).collect::<Vec<_>>(), ["deal.x.loss"]);

    // What does not follow does not hurt.
    assert_eq!(unblock(&with(loss("buyer", json!({ "when": "f" }))), &json!({ "p": 10, "f": false })).0, ["wait 10"]);
    assert_eq!(unblock(&with(loss("buyer", json!({ "when": "f" }))), &json!({ "p": 10, "f": true })).0, ["buyer ask"]);

    // Where nothing else helps, there is a way, and nobody is told to take it.
    let mut document =
        deal_document(&["x: one -> two at p"], json!({ "go": { "roles": ["buyer"], "from": ["two"] } }), json!({}));
    document["transitions"][0]["effects"] = json!([loss("buyer", json!({}))]);
    let policy = made(document);
    assert_eq!(unblock(&policy, &facts), (Vec::new(), Some(WayOutcome::Found)));
    assert_eq!(ways(&policy, &facts, "two").0, ["wait 10"]);
}

/// What hurts today and no longer tomorrow is done tomorrow.
#[test]
fn a_step_is_put_off_until_it_no_longer_hurts() {
    let actions = json!({
        "withdraw": { "roles": ["buyer"], "to": "two" },
        "go": { "roles": ["buyer"], "from": ["two"] },
    });
    let mut document = deal_document(&[], actions, json!({}));
    document["actions"]["withdraw"]["effects"] = json!([loss("buyer", json!({ "when": "now < p" }))]);
    let policy = made(document);
    assert_eq!(unblock(&policy, &json!({ "p": 10 })).0, ["wait 10", "buyer withdraw"]);
    assert_eq!(unblock(&policy, &json!({ "p": -10 })).0, ["buyer withdraw"]);
}

#[test]
fn nobody_pays_in_order_to_cancel() {
    let actions = json!({
        "pay": { "roles": ["buyer"], "to": "two" },
        "end": { "verb": "cancel", "roles": ["buyer"], "from": ["two"], "to": "three" },
        "go": { "verb": "cancel", "roles": ["buyer"], "from": ["two"] },
    });
    let with = |effects: Value| {
        let mut document = deal_document(&[], actions.clone(), json!({}));
        document["actions"]["pay"]["effects"] = effects;
        made(document)
    };
    let free = with(json!([]));
    assert_eq!(ways(&free, &json!({}), "three"), (vec!["buyer pay; buyer end".to_owned()], WayOutcome::Found));
    assert_eq!(unblock(&free, &json!({})).0, ["buyer pay"]);

    let costly = with(json!([loss("buyer", json!({ "severity": "caution" }))]));
    assert_eq!(ways(&costly, &json!({}), "three"), (Vec::new(), WayOutcome::NotCovered));
    assert_eq!(ways(&costly, &json!({}), "go").0, Vec::<String>::new());
    assert_eq!(unblock(&costly, &json!({})), (Vec::new(), Some(WayOutcome::NotCovered)));
    // To go on with the deal is another thing.
    assert_eq!(ways(&costly, &json!({}), "two").0, ["buyer pay"]);
}

#[test]
fn what_is_to_be_refused_stays_asked_for() {
    let actions = json!({
        "withdraw": { "roles": ["seller"], "set": { "m": "null" } },
        "ask": { "roles": ["seller"], "requires": { "none": "m == null" }, "set": { "m": "now" } },
        "pack": { "roles": ["buyer"], "set": { "flag": "true" } },
        "go": { "verb": "refuse", "roles": ["buyer"], "requires": { "pending": "m != null", "packed": "flag && m != null && now < m + duration(\"1ms\")" } },
    });
    let policy = made(deal_document(&[], actions, json!({})));
    // It was asked for yesterday, before anything was packed.
    let (found, outcome) = ways(&policy, &json!({ "m": -86_400_000 }), "go");
    assert_eq!(found, Vec::<String>::new());
    assert_ne!(outcome, WayOutcome::Found);
}

#[test]
fn what_a_step_has_set_is_not_supposed_to_be_otherwise() {
    let mut document = deal_document(
        &[],
        json!({ "report": { "roles": ["buyer"], "set": { "fault": "role" }, "to": "two" },
            "go": { "roles": ["buyer"], "from": ["two"], "requires": { "by-the-seller": "fault == \"seller\"" } } }),
        json!({}),
    );
    document["facts"]["fault"]["changes"] = true.into();
    let policy = made(document);
    assert_eq!(ways(&policy, &json!({}), "go").0, Vec::<String>::new());
    assert_eq!(unblock(&policy, &json!({})).0, Vec::<String>::new());
}

#[test]
fn what_warns_of_an_untrue_assertion_keeps_nobody_from_a_step() {
    let with = |on: Option<&str>| {
        let actions = json!({
            "deliver": { "roles": ["buyer"], "to": "two" },
            "go": { "roles": ["buyer"], "from": ["two"] },
        });
        let mut document = deal_document(&[], actions, json!({}));
        document["actions"]["deliver"]["asserts"] = text("it is finished");
        document["actions"]["deliver"]["effects"] = json!([loss("buyer", json!({ "on": on }))]);
        made(document)
    };
    assert_eq!(unblock(&with(None), &json!({})), (Vec::new(), Some(WayOutcome::Found)));
    let policy = with(Some("untrue"));
    assert_eq!(unblock(&policy, &json!({})).0, ["buyer deliver"]);
    // The action itself warns of it.
    let answer = policy.preview(&order("one", &json!({})), &Options::at(at(0)).role("buyer")).unwrap();
    let deliver = answer.actions.iter().find(|action| action.id == "deliver").unwrap();
    assert_eq!(deliver.effects.len(), 1);
    let go = answer.actions.iter().find(|action| action.id == "go").unwrap();
    let [Step::Act(step)] = go.unblock.as_slice() else { panic!("{go:?}") };
    assert_eq!((&*step.asserts.clone().unwrap(), step.effects.len()), ("it is finished", 0));
}

/// Whoever is asked to cancel, and wants to, agrees.
#[test]
fn nobody_refuses_in_order_to_cancel() {
    let asked = json!({ "requires": { "none": "asker == null" }, "set": { "asker": "role" } });
    let mut go = json!({ "verb": "cancel", "from": ["one"], "consent": { "of": "other" } });
    merge(&mut go, &asked);
    let refuse = json!({ "from": ["one"], "requires": { "theirs": "asker != null && asker != role" }, "set": { "asker": "null" } });
    let with = |verb: &str| {
        let mut refuse = refuse.clone();
        refuse["verb"] = verb.into();
        made(deal_document(&[], json!({ "go": go, "no": refuse }), json!({})))
    };
    // The buyer is asked.
    let facts = json!({ "asker": "seller" });
    assert_eq!(unblock(&with("refuse"), &facts), (Vec::new(), Some(WayOutcome::NotCovered)));
    assert_eq!(unblock(&with("other"), &facts).0, ["buyer no"]);
    // Who has asked can ask again once that is refused.
    let facts = json!({ "asker": "buyer" });
    assert_eq!(unblock(&with("refuse"), &facts).0, ["seller no"]);
}
