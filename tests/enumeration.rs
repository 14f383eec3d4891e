//! Every built-in policy, by enumeration: each edition, state and role with many orders, at
//! every instant at which an answer changes, just before it and in between.
//!
//! The instants come from the answers themselves: from the beginning of time, `next` is
//! followed to its end. Whatever an answer says of later instants is compared with the
//! answers for these.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as expected"
)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use torihiki::answer::{Change, Preview, Verdict};
use torihiki::{Data, Edition, Instant, Locale, Options, Policy, policy};

const HOUR: i64 = 3_600_000;

/// 2026-11-10T09:00:00+09:00, an instant in the middle of a day and of a month.
const BASE: i64 = 1_794_268_800_000;

/// More steps than any answer can have moments.
const MAX_STEPS: usize = 200;

/// From this many combinations of facts on, a sample of `SAMPLE` is taken.
const MAX_PRODUCT: usize = 200;
const SAMPLE: usize = 150;

/// A simple sequence of numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }
}

type Entry = (&'static str, Data<'static>);

/// What a fact can be; `None` is left out. The last is a value.
fn choices(number: usize, fact: &Value) -> Vec<Option<Data<'static>>> {
    let mut choices = vec![None];
    if fact["nullable"] == true {
        choices.push(Some(Data::Null));
    }
    let text = |choice: &Value| Data::Text(choice["id"].as_str().unwrap().to_owned().into());
    match fact["type"].as_str().unwrap() {
        "timestamp" => {
            // One instant that all facts share, and one of their own.
            let own = BASE + (i64::try_from(number).unwrap() + 1) * 17 * HOUR;
            choices.extend([BASE, own].map(|at| Some(Data::Date(at))));
        }
        "int" => choices.extend([0, 1, 8].map(|value| Some(Data::Int(value)))),
        "bool" => choices.extend([false, true].map(|value| Some(Data::Bool(value)))),
        "choice" => choices.extend(fact["choices"].as_array().unwrap().iter().map(|choice| Some(text(choice)))),
        other => panic!("no values for a fact of type {other}"),
    }
    choices
}

/// Combinations of facts: all of them where they are few, else a sample that has the order
/// without any fact and one with every fact.
fn combinations(facts: &[Value], dice: &mut Dice) -> Vec<Vec<Entry>> {
    let names: Vec<&'static str> = facts.iter().map(|fact| &*fact["id"].as_str().unwrap().to_owned().leak()).collect();
    let choices: Vec<_> = facts.iter().enumerate().map(|(number, fact)| choices(number, fact)).collect();
    let order = |picks: &[usize]| -> Vec<Entry> {
        let picked = names.iter().zip(choices.iter().zip(picks));
        picked.filter_map(|(name, (choices, pick))| Some((*name, choices[*pick].clone()?))).collect()
    };
    let product = choices.iter().try_fold(1_usize, |product, choices| product.checked_mul(choices.len()));
    if let Some(product) = product.filter(|product| *product < MAX_PRODUCT) {
        let combination = |mut number: usize| {
            let digit = |choices: &Vec<_>| {
                let digit = number % choices.len();
                number /= choices.len();
                digit
            };
            choices.iter().map(digit).collect::<Vec<_>>()
        };
        return (0..product).map(|number| order(&combination(number))).collect();
    }
    let none = vec![0; choices.len()];
    let all: Vec<usize> = choices.iter().map(|choices| choices.len() - 1).collect();
    let mut orders = vec![order(&none), order(&all)];
    while orders.len() < SAMPLE {
        // Some orders have few facts and some have many, so that one rule after the other decides.
        let filled = dice.roll(4);
        let pick = |choices: &Vec<_>| if dice.roll(4) < filled { dice.roll(choices.len()) } else { 0 };
        orders.push(order(&choices.iter().map(pick).collect::<Vec<_>>()));
    }
    orders
}

/// What went wrong: each kind of failure with how often, and the first example.
#[derive(Default)]
struct Failures(BTreeMap<&'static str, (usize, String)>);

/// An order and who asks, with what went wrong about it.
struct Case<'c> {
    policy: &'static Policy,
    order: Data<'static>,
    role: Option<&'c str>,
    failures: &'c mut Failures,
}

impl Case<'_> {
    fn new<'c>(
        policy: &'static Policy,
        edition: Edition,
        state: &str,
        facts: &[Entry],
        role: Option<&'c str>,
        failures: &'c mut Failures,
    ) -> Case<'c> {
        let words = [("policy", policy.id()), ("edition", edition.word()), ("state", state)];
        let words = words.map(|(name, word)| (name.into(), Data::Text(word.to_owned().into())));
        let facts = facts.iter().map(|(name, value)| ((*name).into(), value.clone()));
        Case { policy, order: Data::Map(words.into_iter().chain(facts).collect()), role, failures }
    }

    fn preview(&self, now: Instant, locale: Locale) -> Preview<'static> {
        let options = Options { role: self.role, now, locale };
        self.policy.preview(&self.order, &options).unwrap_or_else(|problems| panic!("{:?}: {problems}", self.order))
    }

    fn fails(&mut self, kind: &'static str, now: Instant, what: impl std::fmt::Display) {
        let (now, role, order) = (now.to_rfc3339(), self.role, &self.order);
        let example = || format!("{what}, at {now} for {role:?}: {order:?}");
        self.failures.0.entry(kind).or_insert_with(|| (0, example())).0 += 1;
    }

    /// The answers at all instants at which the answer is another one, from the beginning of time.
    fn walk(&mut self, locale: Locale) -> Vec<Preview<'static>> {
        let mut answers = vec![self.preview(Instant::MIN, locale)];
        while let Some(next) = answers.last().and_then(|answer| answer.next) {
            let before = &answers[answers.len() - 1];
            assert!(before.as_of < next.at, "next is not later");
            assert!(answers.len() < MAX_STEPS, "next does not end: {:?}", self.order);
            let answer = self.preview(next.at, locale);
            answers.push(answer);
        }
        answers
    }

    /// Everything that has to hold of one order.
    fn check(&mut self) -> Vec<Preview<'static>> {
        let answers = self.walk(Locale::Ja);
        self.nothing_changes_in_between(&answers);
        for (index, answer) in answers.iter().enumerate() {
            let later = &answers[index + 1..];
            self.next_is_what_changes(answer, later.first());
            self.until_is_when_it_changes(answer, later);
            self.transitions_are_as_told(answer, later, &answers[answers.len() - 1]);
        }
        answers
    }

    fn nothing_changes_in_between(&mut self, answers: &[Preview<'static>]) {
        for (index, answer) in answers.iter().enumerate() {
            let (start, next) = (answer.as_of.millis(), answers.get(index + 1).map(|next| next.as_of.millis()));
            let end = next.map_or(Instant::MAX.millis(), |next| next - 1);
            let here = without_time(answer.clone());
            for at in [start + (end - start) / 2, end] {
                let at = Instant::from_millis(at).unwrap();
                let there = without_time(self.preview(at, Locale::Ja));
                if here != there {
                    let changed = difference(&here, &there);
                    let what = format!("next is {next:?}, but at {}: {changed}", at.to_rfc3339());
                    self.fails("something changes between two moments", answer.as_of, what);
                }
            }
            if let Some(next) = answers.get(index + 1)
                && (Preview { next: None, ..here }) == (Preview { next: None, ..without_time(next.clone()) })
            {
                self.fails("nothing changes at `next`", answer.as_of, format_args!("{:?}", answer.next));
            }
        }
    }

    fn next_is_what_changes(&mut self, answer: &Preview<'static>, next: Option<&Preview<'static>>) {
        let Some(next) = next else { return };
        let told = answer.next.map(|next| next.what);
        let found = what_changes(answer, next);
        // Where nothing that can be named changes, something else says so.
        if found.is_some() && told != found {
            let changed = difference(&without_time(answer.clone()), &without_time(next.clone()));
            self.fails("`next.what` is wrong", answer.as_of, format_args!("told {told:?}, found {found:?}: {changed}"));
        }
    }

    fn until_is_when_it_changes(&mut self, answer: &Preview<'static>, later: &[Preview<'static>]) {
        for (number, action) in answer.actions.iter().enumerate() {
            let then = |answer: &Preview<'static>| answer.actions[number].verdict;
            let until = later.iter().find(|answer| then(answer) != action.verdict).map(|answer| answer.as_of);
            if action.until != until {
                self.fails("`until` is wrong", answer.as_of, format_args!("{}: told {:?}, found {until:?}", action.id, action.until));
            }
            let opens = later.iter().find(|answer| then(answer) == Verdict::Allowed).map(|answer| answer.as_of);
            let opens = opens.filter(|_| action.verdict == Verdict::Denied);
            if action.opens_at != opens {
                let what = format!("{}: told {:?}, found {opens:?}", action.id, action.opens_at);
                self.fails("`opensAt` is wrong", answer.as_of, what);
            }
            for (index, reason) in action.reasons.iter().enumerate() {
                let then = |answer: &Preview<'static>| answer.actions[number].reasons[index].status;
                let until = later.iter().find(|answer| then(answer) != reason.status).map(|answer| answer.as_of);
                if reason.until != until {
                    let what = format!("{}: told {:?}, found {until:?}", reason.rule, reason.until);
                    self.fails("`until` of a reason is wrong", answer.as_of, what);
                }
            }
        }
    }

    /// What is said to happen if nobody acts is what has happened in the end.
    fn transitions_are_as_told(&mut self, answer: &Preview<'static>, later: &[Preview<'static>], end: &Preview<'static>) {
        let told: Vec<_> = answer.state.transitions.iter().chain(&answer.if_nobody_acts).collect();
        if !told.iter().copied().eq(&end.state.transitions) {
            self.fails("what is told to happen is not what happens", answer.as_of, format_args!("{:?}", answer.if_nobody_acts));
        }
        for (index, transition) in answer.if_nobody_acts.iter().enumerate() {
            let last = answer.if_nobody_acts.get(index + 1).is_none_or(|next| next.at != transition.at);
            let there = later.iter().find(|answer| answer.as_of == transition.at);
            match there {
                None => self.fails("a transition happens at no moment", answer.as_of, &transition.rule),
                Some(there) if last && there.state.effective != transition.to => {
                    self.fails("a transition leads elsewhere", there.as_of, &transition.rule);
                }
                Some(_) => {}
            }
        }
    }

    /// Both languages say the same, in words that are there.
    fn check_languages(&mut self, answers: &[Preview<'static>]) {
        for answer in answers {
            let english = self.preview(answer.as_of, Locale::En);
            let [mut ja, mut en] = [answer, &english].map(|answer| serde_json::to_value(answer).unwrap());
            for texts in [&mut ja, &mut en] {
                let mut bad = Vec::new();
                take_texts(texts, "", &mut bad);
                for (path, text) in bad {
                    self.fails("a text is not well said", answer.as_of, format_args!("{path} is {text:?}"));
                }
            }
            if ja != en {
                self.fails("the languages differ in more than texts", answer.as_of, "");
            }
        }
    }

    /// The same input gives the same bytes.
    fn check_bytes(&mut self, answers: &[Preview<'static>]) {
        for answer in answers {
            let again = self.preview(answer.as_of, Locale::Ja);
            if serde_json::to_string(answer).unwrap() != serde_json::to_string(&again).unwrap() {
                self.fails("the same question has two answers", answer.as_of, "");
            }
        }
    }
}

/// What is the same between two moments: everything but the instant itself and what other
/// editions say, which change at moments of their own.
fn without_time(mut answer: Preview<'static>) -> Preview<'static> {
    answer.as_of = Instant::MIN;
    answer.actions.iter_mut().for_each(|action| action.editions.clear());
    answer
}

/// The first lines in which two answers differ.
fn difference(a: &Preview<'static>, b: &Preview<'static>) -> String {
    let [a, b] = [a, b].map(|answer| serde_json::to_value(answer).unwrap());
    let mut found = Vec::new();
    differences(&a, &b, "", &mut found);
    found.truncate(3);
    found.join(", ")
}

fn differences(a: &Value, b: &Value, path: &str, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.iter().for_each(|(name, a)| differences(a, &b[name], &format!("{path}.{name}"), found));
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().for_each(|(index, (a, b))| differences(a, b, &format!("{path}[{index}]"), found));
        }
        _ if a == b => {}
        _ => found.push(format!("{path}: {a} and {b}")),
    }
}

/// What differs between two answers, by how much it matters.
fn what_changes(a: &Preview<'static>, b: &Preview<'static>) -> Option<Change> {
    let actions = || a.actions.iter().zip(&b.actions);
    let statuses = || actions().flat_map(|(a, b)| a.reasons.iter().zip(&b.reasons));
    let changes = [
        (a.state != b.state, Change::State),
        (actions().any(|(a, b)| a.verdict != b.verdict), Change::Verdict),
        (statuses().any(|(a, b)| a.status != b.status), Change::Reason),
        (actions().any(|(a, b)| a.effects != b.effects), Change::Effect),
        (actions().any(|(a, b)| a.consent_of != b.consent_of), Change::Consent),
        (a.duties != b.duties, Change::Duty),
        (actions().any(|(a, b)| a.drafts != b.drafts), Change::Draft),
        (a.warnings != b.warnings, Change::Warning),
    ];
    changes.into_iter().find(|(differs, _)| *differs).map(|(_, change)| change)
}

/// Takes out what is said in words, and keeps what is not said well.
fn take_texts(value: &mut Value, path: &str, bad: &mut Vec<(String, String)>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                let path = format!("{path}.{name}");
                match value {
                    Value::String(text) if ["label", "message", "subject", "body"].contains(&&**name) => {
                        if text.trim().is_empty() || text.contains(['{', '}']) {
                            bad.push((path, text.clone()));
                        }
                        text.clear();
                    }
                    _ => take_texts(value, &path, bad),
                }
            }
        }
        Value::Array(items) => {
            items.iter_mut().enumerate().for_each(|(index, item)| take_texts(item, &format!("{path}[{index}]"), bad));
        }
        _ => {}
    }
}

/// A parameter with a shorter and with a longer value.
fn overrides(description: &Value) -> Vec<Entry> {
    let param = |param: &Value| -> Vec<Data<'static>> {
        match &param["value"] {
            Value::String(_) => ["0s", "5h", "300d"].map(|text| Data::Text(text.into())).into(),
            _ => [0, 5].map(Data::Int).into(),
        }
    };
    let params = description["params"].as_array().unwrap().iter();
    let params = params.flat_map(|info| {
        let name = info["id"].as_str().unwrap().to_owned();
        param(info).into_iter().map(move |value| Data::Map(vec![(name.clone().into(), value)]))
    });
    params.map(|params| ("params", params)).collect()
}

fn enumerate(id: &str) {
    let policy = policy(id).unwrap();
    let mut failures = Failures::default();
    let mut dice = Dice(7);
    for edition in Edition::ALL {
        let description = serde_json::to_value(policy.describe(edition, Locale::En)).unwrap();
        let list = |key: &str| description[key].as_array().unwrap().clone();
        let ids = |key: &str| list(key).iter().map(|each| each["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let (facts, roles, overrides) = (list("facts"), ids("roles"), overrides(&description));
        for state in ids("states") {
            for (number, facts) in combinations(&facts, &mut dice).iter().enumerate() {
                let mut case = Case::new(policy, edition, &state, facts, None, &mut failures);
                let answers = case.check();
                // The first orders are those with no fact and with all; of the others, some are enough.
                if number % 10 < 2 {
                    case.check_languages(&answers);
                    case.check_bytes(&answers);
                }
                if number % 5 < 2 {
                    for role in &roles {
                        let mut case = Case::new(policy, edition, &state, facts, Some(role), &mut failures);
                        for answer in case.check() {
                            let all = case.preview_of_all(answer.as_of);
                            let own = all.actions.iter().filter(|action| action.role == **role);
                            if !own.eq(&answer.actions) {
                                case.fails("one role alone is told otherwise than among all", answer.as_of, "");
                            }
                        }
                    }
                }
                if !overrides.is_empty() && number % 3 < 2 {
                    let facts: Vec<Entry> = facts.iter().chain([&overrides[number % overrides.len()]]).cloned().collect();
                    Case::new(policy, edition, &state, &facts, None, &mut failures).check();
                }
            }
        }
    }
    let told = failures.0.iter().map(|(kind, (count, example))| format!("{kind}, {count} times; the first: {example}"));
    assert!(failures.0.is_empty(), "{}", told.collect::<Vec<_>>().join("\n"));
}

impl Case<'_> {
    fn preview_of_all(&self, now: Instant) -> Preview<'static> {
        self.policy.preview(&self.order, &Options::at(now)).unwrap()
    }
}

#[test]
fn coconala_holds_together() {
    enumerate("coconala");
}

#[test]
fn coconala_account_holds_together() {
    enumerate("coconala-account");
}

#[test]
fn qoo10_holds_together() {
    enumerate("qoo10");
}

#[test]
fn crowdworks_holds_together() {
    enumerate("crowdworks");
}

#[test]
fn lancers_holds_together() {
    enumerate("lancers");
}

#[test]
fn every_built_in_policy_is_enumerated() {
    let ids: Vec<_> = torihiki::policy_ids().collect();
    assert_eq!(json!(ids), json!(["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]));
}
