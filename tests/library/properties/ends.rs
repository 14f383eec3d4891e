//! Every call ends, whatever a policy is like: how much is looked at is bounded, and where that
//! was not enough to be sure, it is said.

use serde_json::{Map, Value, json};
use torihiki::answer::{Step, Verdict};
use torihiki::{ApplyOptions, Data, Options, Policy, TimelineOptions};

use super::orders::{BASE, near};
use crate::random_policies::text_of;

/// An order of a policy that asks for as much work as it can, two days after the beginning.
struct Nasty {
    policy: Policy,
    order: Data<'static>,
}

impl Nasty {
    /// The policy of a document in which only what is special about it is said, and an order in a
    /// state of it.
    fn new(states: usize, special: Value, order: Value) -> Nasty {
        let names = (0..states).map(|number| (format!("s{number}"), json!({ "label": text_of("s") })));
        let mut document = json!({
            "format": "torihiki/1", "id": "deal", "utcOffset": "+09:00", "label": text_of("deal"),
            "roles": ["buyer", "seller"], "roleLabels": { "buyer": text_of("buyer"), "seller": text_of("seller") },
            "states": names.collect::<Map<_, _>>(),
        });
        special.as_object().unwrap().iter().for_each(|(name, value)| document[name] = value.clone());
        let policy = Policy::new(&serde_json::from_value(document).unwrap());
        let policy = policy.unwrap_or_else(|problems| panic!("{problems}"));
        Nasty { policy, order: serde_json::from_value(order).unwrap() }
    }

    fn options(&self) -> Options<'static> {
        Options::at(near(BASE, 0))
    }

    /// What has to be done first for an action is not known, and that is what is said.
    fn is_not_known(&self, action: &str) {
        let ways = self.policy.ways(&self.order, action, &self.options()).unwrap();
        assert!(ways.gave_up && ways.ways.is_empty(), "{ways:?}");
        let preview = self.policy.preview(&self.order, &self.options()).unwrap();
        for told in preview.actions.iter().filter(|told| told.id == *action) {
            assert_eq!(told.verdict, Verdict::Denied);
            assert!(told.unblock.is_empty(), "{:?}", told.unblock);
        }
    }

    /// Every call is answered for every action and every state.
    fn is_answered(&self, goals: &[&str]) {
        let Options { now, .. } = self.options();
        let preview = self.policy.preview(&self.order, &self.options()).unwrap();
        let timeline = self.policy.timeline(&self.order, &TimelineOptions::from(now)).unwrap();
        assert_eq!(timeline.transitions, preview.if_nobody_acts);
        self.policy.calendar(&self.order, &TimelineOptions::from(now)).unwrap();
        for goal in goals {
            let ways = self.policy.ways(&self.order, goal, &self.options()).unwrap().ways;
            assert!(ways.len() <= 5 && ways.iter().all(|way| way.steps.len() <= 5));
        }
        let action = preview.actions.iter().find(|action| action.verdict == Verdict::Allowed).unwrap();
        let applied = self.policy.apply(&self.order, &action.id, &ApplyOptions::at(now).role(&action.role)).unwrap();
        assert!(applied.applied);
    }
}

fn fact(ty: &str, default: Value) -> Value {
    json!({ "type": ty, "label": text_of("fact"), "default": default })
}

fn action(from: &[String], more: Value) -> Value {
    let mut action = json!({ "verb": "other", "roles": ["buyer", "seller"], "from": from, "label": text_of("a") });
    more.as_object().unwrap().iter().for_each(|(name, value)| action[name] = value.clone());
    action
}

fn requires(conditions: &[String]) -> Value {
    let requirement = |(number, that): (usize, &String)| json!({ "rule": format!("r{number}"), "that": that, "message": text_of("m") });
    conditions.iter().enumerate().map(requirement).collect()
}

fn here() -> Vec<String> {
    vec!["s0".to_owned()]
}

/// A table of numbered elements.
fn table(name: &str, count: usize, element: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count).map(|number| (format!("{name}{number}"), element(number))).collect()
}

#[test]
fn counters_without_end_are_given_up() {
    let mut actions =
        table("a", 12, |number| action(&here(), json!({ "set": { format!("k{number}"): format!("k{number} + 1") } })));
    let sum = (0..12).map(|number| format!("k{number}")).collect::<Vec<_>>().join(" + ");
    actions.insert("goal".to_owned(), action(&here(), json!({ "requires": requires(&[format!("{sum} > 1000")]) })));
    let facts = table("k", 12, |_| fact("int", json!(0)));
    let nasty = Nasty::new(1, json!({ "facts": facts, "actions": actions }), json!({ "state": "s0" }));
    nasty.is_not_known("goal");
    nasty.is_answered(&["a0", "s0"]);
}

#[test]
fn a_lock_of_many_flags_is_given_up() {
    let mut actions = table("a", 20, |number| {
        action(&here(), json!({ "set": { format!("f{number}"): format!("!f{number}"), "at": "now" } }))
    });
    let all: Vec<String> = (0..20).map(|number| format!("f{number}")).collect();
    let late = "now - at > duration(\"30d\")".to_owned();
    actions.insert("goal".to_owned(), action(&here(), json!({ "requires": requires(&[all.join(" && "), late]) })));
    let mut facts = table("f", 20, |_| fact("bool", json!(false)));
    facts.insert("at".to_owned(), fact("timestamp", json!("2026-11-10T00:00:00Z")));
    let nasty = Nasty::new(1, json!({ "facts": facts, "actions": actions }), json!({ "state": "s0" }));
    nasty.is_not_known("goal");
    nasty.is_answered(&["a0", "s0"]);
}

#[test]
fn many_facts_that_are_missing_are_given_up() {
    let all: Vec<String> = (0..150).map(|number| format!("f{number}")).collect();
    let mut actions = table("a", 1, |_| action(&here(), json!({})));
    actions.insert("goal".to_owned(), action(&here(), json!({ "requires": requires(&all) })));
    let facts = table("f", 150, |_| json!({ "type": "bool", "label": text_of("fact"), "changes": true }));
    let mut order = json!({ "state": "s0" });
    all.iter().for_each(|fact| order[fact] = false.into());
    let nasty = Nasty::new(1, json!({ "facts": facts, "actions": actions }), order);
    nasty.is_not_known("goal");
    nasty.is_answered(&["a0", "s0"]);
}

#[test]
fn transitions_in_cycles_happen_once_each() {
    let ring: Vec<Value> = (0..60)
        .map(|number| {
            let (from, to) = (format!("s{}", number % 20), format!("s{}", (number + 1) % 20));
            json!({ "rule": format!("t{number}"), "from": [from], "to": to, "at": "at", "message": text_of("m") })
        })
        .collect();
    let states: Vec<String> = (0..20).map(|number| format!("s{number}")).collect();
    let actions = table("a", 5, |_| action(&states, json!({ "set": { "at": "now + duration(\"1h\")" } })));
    let document = json!({
        "transitions": ring, "actions": actions,
        "facts": { "at": { "type": "timestamp", "label": text_of("fact") } },
    });
    let nasty = Nasty::new(20, document.clone(), json!({ "state": "s0", "at": BASE + 1 }));
    nasty.is_answered(&["s7", "a3"]);
    let coming = nasty.policy.preview(&nasty.order, &nasty.options()).unwrap().if_nobody_acts;
    assert_eq!(coming.len(), 60);
    // The same where it is not known when.
    let nasty = Nasty::new(20, document, json!({ "state": "s0" }));
    nasty.is_answered(&["s7", "a3"]);
}

#[test]
fn transitions_from_everywhere_to_everywhere_leave_everything_open() {
    let pairs = (0..8).flat_map(|from| (0..8).map(move |to| (from, to))).filter(|(from, to)| from != to);
    let transitions: Vec<Value> = pairs
        .enumerate()
        .map(|(number, (from, to))| {
            let (from, to, at) = (format!("s{from}"), format!("s{to}"), format!("at{}", number % 5));
            json!({ "rule": format!("t{number}"), "from": [from], "to": to, "at": at, "message": text_of("m") })
        })
        .collect();
    let states: Vec<String> = (0..8).map(|number| format!("s{number}")).collect();
    let actions = table("a", 5, |number| action(&states[number..], json!({ "to": "s0" })));
    let facts = table("at", 5, |_| json!({ "type": "timestamp", "label": text_of("fact") }));
    let document = json!({ "transitions": transitions, "actions": actions, "facts": facts });
    let nasty = Nasty::new(8, document, json!({ "state": "s0" }));
    nasty.is_answered(&["s7", "a3"]);
    let state = nasty.policy.preview(&nasty.order, &nasty.options()).unwrap().state;
    assert_eq!(state.uncertain.len(), 56);
}

#[test]
fn as_much_as_a_document_may_hold_is_answered() {
    let (states, facts, actions, transitions) = (100, 200, 300, 60);
    let actions = table("a", actions, |number| {
        let (count, at) = (format!("k{}", number % 100), format!("t{}", number % 100));
        let that = format!("{count} > {number} && now > {at} + duration(\"{number}h\")");
        let from: Vec<String> = (0..6).map(|step| format!("s{}", (number + step * 7) % states)).collect();
        action(
            &from,
            json!({
                "to": format!("s{}", (number * 7 + 1) % states),
                "set": { count.clone(): format!("{count} + 1"), at: "now" },
                "requires": if number % 10 == 0 { json!([]) } else { requires(&[that]) },
            }),
        )
    });
    let mut all = table("k", facts / 2, |_| fact("int", json!(0)));
    all.extend(table("t", facts / 2, |_| fact("timestamp", json!("2026-11-10T00:00:00Z"))));
    let transitions: Vec<Value> = (0..transitions)
        .map(|number| {
            let (from, to, at) = (format!("s{number}"), format!("s{}", number + 1), format!("t{number}"));
            json!({ "rule": format!("t{number}"), "from": [from], "to": to, "at": format!("{at} + duration(\"{number}d\")"), "message": text_of("m") })
        })
        .collect();
    let document = json!({ "facts": all, "actions": actions, "transitions": transitions });
    let nasty = Nasty::new(states, document, json!({ "state": "s70" }));
    nasty.is_answered(&["s3", "s99", "a5", "a299"]);
    let preview = nasty.policy.preview(&nasty.order, &nasty.options()).unwrap();
    assert_eq!(preview.actions.len(), 600);
    // Every counter can be raised, but not in as few steps as are looked at.
    let said_never = |steps: &[Step<'_>]| matches!(steps, [Step::Never(_)]);
    let never: Vec<&str> =
        preview.actions.iter().filter(|action| said_never(&action.unblock)).map(|action| &*action.id).collect();
    assert!(never.is_empty(), "{never:?}");
}
