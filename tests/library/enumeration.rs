//! Every built-in policy, by enumeration: each edition, state and role with many orders, at
//! every instant at which an answer changes, just before it and in between.
//!
//! The instants come from the answers themselves: from the beginning of time, `next` is
//! followed to its end. Whatever an answer says of later instants is compared with the
//! answers for these.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use torihiki::answer::{Certainty, Change, Preview, Status, Verdict};
use torihiki::{Data, Edition, Instant, Locale, Options, Policy, policy};

use crate::dice::Dice;

const HOUR: i64 = 3_600_000;

/// 2026-11-10T09:00:00+09:00, an instant in the middle of a day and of a month.
const BASE: i64 = 1_794_268_800_000;

/// More steps than any answer can have moments.
const MAX_STEPS: usize = 200;

/// How many combinations of facts are tried in each state, where there are many more.
const SAMPLE: usize = 150;

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
fn combinations(facts: &[Value], sample: usize, dice: &mut Dice) -> Vec<Vec<Entry>> {
    let names: Vec<&'static str> = facts.iter().map(|fact| &*fact["id"].as_str().unwrap().to_owned().leak()).collect();
    let choices: Vec<_> = facts.iter().enumerate().map(|(number, fact)| choices(number, fact)).collect();
    let order = |picks: &[usize]| -> Vec<Entry> {
        let picked = names.iter().zip(choices.iter().zip(picks));
        picked.filter_map(|(name, (choices, pick))| Some((*name, choices[*pick].clone()?))).collect()
    };
    let product = choices.iter().try_fold(1_usize, |product, choices| product.checked_mul(choices.len()));
    if let Some(product) = product.filter(|product| *product < sample + 50) {
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
    while orders.len() < sample {
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

impl Failures {
    fn tell(&self) {
        let told = self.0.iter().map(|(kind, (count, example))| format!("{kind}, {count} times; the first: {example}"));
        assert!(self.0.is_empty(), "{}", told.collect::<Vec<_>>().join("\n"));
    }
}

/// An order and who asks, with what went wrong about it.
struct Case<'c> {
    policy: &'c Policy,
    order: Data<'static>,
    role: Option<&'c str>,
    failures: &'c mut Failures,
}

impl<'c> Case<'c> {
    fn new(
        policy: &'c Policy,
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

    fn preview(&self, now: Instant, locale: Locale) -> Preview<'c> {
        self.preview_of(&self.order, &Options { role: self.role, now, locale })
    }

    fn preview_of(&self, order: &Data<'static>, options: &Options<'_>) -> Preview<'c> {
        self.policy.preview(order, options).unwrap_or_else(|problems| panic!("{order:?}: {problems}"))
    }

    fn fails(&mut self, kind: &'static str, now: Instant, what: impl std::fmt::Display) {
        let (now, role, order) = (now.to_rfc3339(), self.role, &self.order);
        let example = || format!("{what}, at {now} for {role:?}: {order:?}");
        self.failures.0.entry(kind).or_insert_with(|| (0, example())).0 += 1;
    }

    /// The answers at all instants at which the answer is another one, from the beginning of time.
    fn walk(&self, locale: Locale) -> Vec<Preview<'c>> {
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
    fn check(&mut self) -> Vec<Preview<'c>> {
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

    fn nothing_changes_in_between(&mut self, answers: &[Preview<'_>]) {
        for (index, answer) in answers.iter().enumerate() {
            let (start, next) = (answer.as_of.millis(), answers.get(index + 1).map(|next| next.as_of.millis()));
            let end = next.map_or(Instant::MAX.millis(), |next| next - 1);
            let here = without_time(answer);
            for at in [(start + 1).min(end), start + (end - start) / 2, end] {
                let at = Instant::from_millis(at).unwrap();
                let there = without_time(&self.preview(at, Locale::Ja));
                if here != there {
                    let changed = difference(&here, &there);
                    let what = format!("next is {next:?}, but at {}: {changed}", at.to_rfc3339());
                    self.fails("something changes between two moments", answer.as_of, what);
                }
            }
            if let Some(next) = answers.get(index + 1)
                && (Preview { next: None, ..here }) == (Preview { next: None, ..without_time(next) })
            {
                self.fails("nothing changes at `next`", answer.as_of, format_args!("{:?}", answer.next));
            }
        }
    }

    fn next_is_what_changes(&mut self, answer: &Preview<'_>, next: Option<&Preview<'_>>) {
        let Some(next) = next else { return };
        let told = answer.next.map(|next| next.what);
        let found = what_changes(answer, next);
        // Where nothing that can be named changes, something else says so.
        if found.is_some() && told != found {
            let changed = difference(&without_time(answer), &without_time(next));
            self.fails("`next.what` is wrong", answer.as_of, format_args!("told {told:?}, found {found:?}: {changed}"));
        }
    }

    fn until_is_when_it_changes(&mut self, answer: &Preview<'_>, later: &[Preview<'_>]) {
        for (number, action) in answer.actions.iter().enumerate() {
            let then = |answer: &Preview<'_>| answer.actions[number].verdict;
            let until = later.iter().find(|answer| then(answer) != action.verdict).map(|answer| answer.as_of);
            if action.until != until {
                self.fails(
                    "`until` is wrong",
                    answer.as_of,
                    format_args!("{}: told {:?}, found {until:?}", action.id, action.until),
                );
            }
            let opens = later.iter().find(|answer| then(answer) == Verdict::Allowed).map(|answer| answer.as_of);
            let opens = opens.filter(|_| action.verdict == Verdict::Denied);
            if action.opens_at != opens {
                let what = format!("{}: told {:?}, found {opens:?}", action.id, action.opens_at);
                self.fails("`opensAt` is wrong", answer.as_of, what);
            }
            for (index, reason) in action.reasons.iter().enumerate() {
                let then = |answer: &Preview<'_>| answer.actions[number].reasons[index].status;
                let until = later.iter().find(|answer| then(answer) != reason.status).map(|answer| answer.as_of);
                if reason.until != until {
                    let what = format!("{}: told {:?}, found {until:?}", reason.rule, reason.until);
                    self.fails("`until` of a reason is wrong", answer.as_of, what);
                }
            }
        }
    }

    /// An unknown verdict says which facts are missing, and no other does. They settle it. Whatever
    /// one fact turns out to be, nothing that was known before is otherwise then.
    fn check_what_is_missing(&mut self, answer: &Preview<'_>, facts: &[(&'static str, Vec<Data<'static>>)]) {
        let Data::Map(entries) = self.order.clone() else { panic!("an order is a map") };
        for action in &answer.actions {
            let missing = |fact: &str| {
                facts.iter().any(|(name, _)| *name == fact) && !entries.iter().any(|(name, _)| name == fact)
            };
            if action.missing.is_empty() != (action.verdict != Verdict::Unknown)
                || !action.missing.iter().all(|fact| missing(fact))
            {
                self.fails("`missing` is wrong", answer.as_of, format_args!("{}: {:?}", action.id, action.missing));
            }
        }
        for (number, action) in
            answer.actions.iter().enumerate().filter(|(_, action)| action.verdict == Verdict::Unknown)
        {
            for pick in 0..3 {
                let missing = facts.iter().filter(|(name, _)| action.missing.iter().any(|fact| **fact == **name));
                let values = missing
                    .enumerate()
                    .map(|(index, (name, values))| ((*name).into(), values[(pick + index) % values.len()].clone()));
                let entries: Vec<_> = entries.iter().cloned().chain(values).collect();
                let then = self.preview_of(
                    &Data::Map(entries.clone()),
                    &Options { role: self.role, now: answer.as_of, locale: Locale::Ja },
                );
                if then.actions[number].verdict == Verdict::Unknown {
                    let what = format!(
                        "{}: {:?}, and then {:?} with {entries:?}",
                        action.id, action.missing, then.actions[number].missing
                    );
                    self.fails("what is missing does not settle the verdict", answer.as_of, what);
                }
            }
        }
        let absent = facts.iter().filter(|(name, _)| !entries.iter().any(|(given, _)| given == name));
        for (name, value) in absent.flat_map(|(name, values)| values.iter().map(move |value| (*name, value))) {
            let entries = entries.iter().cloned().chain([(name.into(), value.clone())]).collect();
            let then = self
                .preview_of(&Data::Map(entries), &Options { role: self.role, now: answer.as_of, locale: Locale::Ja });
            if let Some(otherwise) = contradiction(answer, &then) {
                self.fails(
                    "what was known is otherwise with one fact more",
                    answer.as_of,
                    format_args!("{name} = {value:?}: {otherwise}"),
                );
            }
        }
    }

    /// What is said to happen if nobody acts is what has happened in the end.
    fn transitions_are_as_told(&mut self, answer: &Preview<'_>, later: &[Preview<'_>], end: &Preview<'_>) {
        let told: Vec<_> = answer.state.transitions.iter().chain(&answer.if_nobody_acts).collect();
        if !told.iter().copied().eq(&end.state.transitions) {
            self.fails(
                "what is told to happen is not what happens",
                answer.as_of,
                format_args!("{:?}", answer.if_nobody_acts),
            );
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
    fn check_languages(&mut self, answers: &[Preview<'_>]) {
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
    fn check_bytes(&mut self, answers: &[Preview<'_>]) {
        for answer in answers {
            let again = self.preview(answer.as_of, Locale::Ja);
            if serde_json::to_string(answer).unwrap() != serde_json::to_string(&again).unwrap() {
                self.fails("the same question has two answers", answer.as_of, "");
            }
        }
    }
}

/// What is the same between two moments: everything but the instant itself, what other
/// editions say, which change at moments of their own, and what would have to happen first,
/// which counts from now.
fn without_time<'p>(answer: &Preview<'p>) -> Preview<'p> {
    let mut answer = answer.clone();
    answer.as_of = Instant::MIN;
    for action in &mut answer.actions {
        action.editions.clear();
        action.unblock.clear();
    }
    answer
}

/// The first lines in which two answers differ.
fn difference(a: &Preview<'_>, b: &Preview<'_>) -> String {
    let [a, b] = [a, b].map(|answer| serde_json::to_value(answer).unwrap());
    let mut found = Vec::new();
    differences(&a, &b, "", &mut found);
    found.truncate(3);
    found.join(", ")
}

fn differences(a: &Value, b: &Value, path: &str, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.iter().for_each(|(name, a)| {
                differences(a, b.get(name).unwrap_or(&Value::Null), &format!("{path}.{name}"), found)
            });
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter()
                .zip(b)
                .enumerate()
                .for_each(|(index, (a, b))| differences(a, b, &format!("{path}[{index}]"), found));
        }
        _ if a == b => {}
        _ => found.push(format!("{path}: {a} and {b}")),
    }
}

/// Something that the second answer says otherwise though the first one knew it.
fn contradiction(known: &Preview<'_>, then: &Preview<'_>) -> Option<String> {
    for (a, b) in known.actions.iter().zip(&then.actions) {
        if a.verdict != Verdict::Unknown && a.verdict != b.verdict {
            return Some(format!("{} is {:?} and then {:?}", a.id, a.verdict, b.verdict));
        }
        let other = a.reasons.iter().zip(&b.reasons).find(|(a, b)| a.status != Status::Unknown && a.status != b.status);
        if let Some((a, b)) = other {
            return Some(format!("{} is {:?} and then {:?}", a.rule, a.status, b.status));
        }
        let lost = a.effects.iter().find(|a| a.certainty == Certainty::Certain && !b.effects.contains(a));
        if let Some(effect) = lost {
            return Some(format!("{} follows and then does not", effect.rule));
        }
        if let Some(new) = b.effects.iter().find(|b| !a.effects.iter().any(|a| a.rule == b.rule)) {
            return Some(format!("{} does not follow and then does", new.rule));
        }
    }
    let [before, after] = [known, then].map(|answer| &answer.state.transitions);
    let kept = before.iter().zip(after).take_while(|(a, b)| (&a.rule, a.at) == (&b.rule, b.at)).count();
    (kept < before.len()).then(|| format!("{} has happened and then has not", before[kept].rule))
}

/// What differs between two answers, by how much it matters.
fn what_changes(a: &Preview<'_>, b: &Preview<'_>) -> Option<Change> {
    let actions = || a.actions.iter().zip(&b.actions);
    let reasons = || actions().flat_map(|(a, b)| a.reasons.iter().zip(&b.reasons));
    let changes = [
        (a.state != b.state || actions().any(|(a, b)| a.leads_to != b.leads_to), Change::State),
        (actions().any(|(a, b)| a.verdict != b.verdict), Change::Verdict),
        (
            actions().any(|(a, b)| a.missing != b.missing) || reasons().any(|(a, b)| a.status != b.status),
            Change::Reason,
        ),
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

/// The facts that are unknown where they are left out, with what they can be.
fn unknown(facts: &[Value]) -> Vec<(&'static str, Vec<Data<'static>>)> {
    let facts = facts.iter().enumerate().filter(|(_, fact)| fact["hasDefault"] == false);
    let name = |fact: &Value| -> &'static str { fact["id"].as_str().unwrap().to_owned().leak() };
    facts.map(|(number, fact)| (name(fact), choices(number, fact).into_iter().flatten().collect())).collect()
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
    let mut failures = Failures::default();
    enumerate_policy(policy(id).unwrap(), SAMPLE, &mut Dice(7), &mut failures);
    failures.tell();
}

fn enumerate_policy(policy: &Policy, sample: usize, dice: &mut Dice, failures: &mut Failures) {
    for edition in Edition::ALL {
        let description = serde_json::to_value(policy.describe(edition, Locale::En)).unwrap();
        let list = |key: &str| description[key].as_array().unwrap().clone();
        let ids = |key: &str| list(key).iter().map(|each| each["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let (facts, roles, overrides) = (list("facts"), ids("roles"), overrides(&description));
        let unknown = unknown(&facts);
        for state in ids("states") {
            for (number, facts) in combinations(&facts, sample, dice).iter().enumerate() {
                let mut case = Case::new(policy, edition, &state, facts, None, failures);
                let answers = case.check();
                let some = answers.iter().step_by(1 + number % 3);
                some.for_each(|answer| case.check_what_is_missing(answer, &unknown));
                // The first orders are those with no fact and with all; of the others, some are enough.
                if number % 10 < 2 {
                    case.check_languages(&answers);
                    case.check_bytes(&answers);
                }
                if number % 5 < 2 {
                    for role in &roles {
                        let mut case = Case::new(policy, edition, &state, facts, Some(role), failures);
                        for answer in case.check() {
                            let all = case.preview_of(&case.order, &Options::at(answer.as_of));
                            let own = all.actions.iter().filter(|action| action.role == **role);
                            if !own.eq(&answer.actions) {
                                case.fails("one role alone is told otherwise than among all", answer.as_of, "");
                            }
                        }
                    }
                }
                if !overrides.is_empty() && number % 3 < 2 {
                    let facts: Vec<Entry> =
                        facts.iter().chain([&overrides[number % overrides.len()]]).cloned().collect();
                    Case::new(policy, edition, &state, &facts, None, failures).check();
                }
            }
        }
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

/// A policy whose rules were drawn: whatever a policy brought along may say.
fn made_up(dice: &mut Dice) -> Value {
    const STATES: [&str; 4] = ["one", "two", "three", "four"];
    const CONDITIONS: [&str; 17] = [
        "true",
        "false",
        "f",
        "!g",
        "f && now < a",
        "f || now >= b",
        "now < a + window",
        "now - a >= window",
        "a <= now && now < c",
        "n != null && now < n",
        "n == null || n < now",
        "state == \"two\" || f",
        "role == \"buyer\" ? now < b : now < c",
        "k < 3",
        "now < endOfDay(a) && k != 1",
        "(f ? a : b) <= now",
        "(f && now < a) || g",
    ];
    let text = json!({ "ja": "言葉{window}", "en": "words {window}" });
    let conditions = |dice: &mut Dice, key: &str, more: Value, by_role: bool| -> Value {
        let one = |number: usize, dice: &mut Dice| {
            let condition = CONDITIONS[dice.roll(CONDITIONS.len())];
            let condition = if by_role || !condition.contains("role") { condition } else { "g" };
            let mut element = more.clone();
            element[key] = condition.into();
            for name in ["rule", "id"] {
                if element.get(name).is_some() {
                    element[name] = format!("{key}-{number}").into();
                }
            }
            if dice.roll(6) == 0 {
                element["edition"] = ["guide", "official"][dice.roll(2)].into();
            }
            element
        };
        (0..dice.roll(3)).map(|number| one(number, dice)).collect()
    };
    let rule = json!({ "rule": "", "message": text });
    let effect = json!({ "rule": "", "kind": "notice", "severity": "info", "message": text });
    let transitions = (0..dice.roll(4)).map(|number| {
        let from = dice.roll(3);
        let to = from + 1 + dice.roll(3 - from);
        let mut transition =
            json!({ "rule": format!("t{number}"), "from": [STATES[from]], "to": STATES[to], "message": text });
        transition["at"] = ["a", "b + window", "c", "endOfDay(b)", "(f ? a : b)"][dice.roll(5)].into();
        let when = ["", "", "f", "g || k == 1", "state != \"two\" && !f"][dice.roll(5)];
        if !when.is_empty() {
            transition["when"] = when.into();
        }
        transition["effects"] = conditions(dice, "when", effect.clone(), false);
        transition
    });
    let transitions: Value = transitions.collect();
    let actions = (0..3).map(|number| {
        let mut action = json!({ "verb": "cancel", "roles": ["buyer", "seller"], "from": [STATES[dice.roll(4)]], "label": text_of("x") });
        action["requires"] = conditions(dice, "that", rule.clone(), true);
        action["effects"] = conditions(dice, "when", effect.clone(), true);
        action["drafts"] = conditions(dice, "when", json!({ "id": "", "subject": text, "body": text }), true);
        if dice.roll(2) == 0 {
            action["consent"] = json!({ "of": "other", "unless": CONDITIONS[dice.roll(CONDITIONS.len())] });
        }
        (format!("action-{number}"), action)
    });
    let mut actions: serde_json::Map<String, Value> = actions.collect();
    actions.insert(
        "look".to_owned(),
        json!({ "verb": "other", "roles": ["buyer"], "from": STATES, "label": text_of("look") }),
    );
    let mut duties = conditions(dice, "when", rule, false);
    for duty in duties.as_array_mut().unwrap() {
        duty["due"] = ["a + window", "b"][dice.roll(2)].into();
        duty["in"] = json!([STATES[dice.roll(4)]]);
    }
    let fact = |ty: &str| json!({ "type": ty, "label": text_of("fact") });
    json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "+09:00", "roles": ["buyer", "seller"], "label": text_of("deal"),
        "roleLabels": { "buyer": text_of("buyer"), "seller": text_of("seller") },
        "params": { "window": { "label": text_of("window"), "value": "30h", "official": { "value": "5h" } } },
        "facts": {
            "a": fact("timestamp"), "b": fact("timestamp"), "c": fact("timestamp"), "f": fact("bool"), "g": fact("bool"), "k": fact("int"),
            "n": { "type": "timestamp", "label": text_of("n"), "nullable": true, "deadline": true, "after": ["a"] },
        },
        "states": STATES.map(|state| (state.to_owned(), json!({ "label": text_of(state) }))).into_iter().collect::<serde_json::Map<_, _>>(),
        "transitions": transitions,
        "actions": actions,
        "duties": duties,
    })
}

fn text_of(words: &str) -> Value {
    json!({ "ja": words, "en": words })
}

#[test]
fn made_up_policies_hold_together() {
    let mut dice = Dice(5);
    let mut failures = Failures::default();
    for _ in 0..60 {
        let document = made_up(&mut dice);
        let policy = Policy::new(&serde_json::from_value(document.clone()).unwrap());
        let policy = policy.unwrap_or_else(|problems| panic!("{problems}: {document}"));
        let before = failures.0.len();
        enumerate_policy(&policy, 12, &mut dice, &mut failures);
        if before < failures.0.len() {
            println!("new kinds of failures with {document}");
        }
    }
    failures.tell();
}

#[test]
fn every_built_in_policy_is_enumerated() {
    let ids: Vec<_> = torihiki::policy_ids().collect();
    assert_eq!(json!(ids), json!(["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]));
}
