//! What has to hold of one order, whoever asks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use torihiki::answer::{Action, Certainty, Preview, Transition, Verdict, WarningCode};
use torihiki::{Data, DescribeOptions, Instant, Options, Policy};

use super::compare::{contradiction, difference, take_texts, what_changes, without_time};
use super::orders::Entry;

/// More steps than any answer can have moments.
const MAX_STEPS: usize = 200;

/// What went wrong: each kind of failure with how often, and the first example.
#[derive(Default)]
pub(super) struct Failures(pub(super) BTreeMap<&'static str, (usize, String)>);

impl Failures {
    pub(super) fn tell(&self) {
        let told = self.0.iter().map(|(kind, (count, example))| format!("{kind}, {count} times; the first: {example}"));
        assert!(self.0.is_empty(), "{}", told.collect::<Vec<_>>().join("\n"));
    }
}

/// An order and who asks, with what went wrong about it.
pub(super) struct Case<'c> {
    policy: &'c Policy,
    pub(super) order: Data<'static>,
    role: Option<&'c str>,
    failures: &'c mut Failures,
}

impl<'c> Case<'c> {
    pub(super) fn new(
        policy: &'c Policy,
        edition: Option<&str>,
        state: &str,
        facts: &[Entry],
        role: Option<&'c str>,
        failures: &'c mut Failures,
    ) -> Case<'c> {
        let words = [("policy", Some(policy.id())), ("edition", edition), ("state", Some(state))];
        let text = |word: &str| Data::Text(word.to_owned().into());
        let words = words.map(|(name, word)| (name.into(), word.map_or(Data::Null, text)));
        let facts = facts.iter().map(|(name, value)| ((*name).into(), value.clone()));
        Case { policy, order: Data::Map(words.into_iter().chain(facts).collect()), role, failures }
    }

    fn preview(&self, now: Instant, locale: &str) -> Preview<'c> {
        self.preview_of(&self.order, &Options { role: self.role, locale: Some(locale), ..Options::at(now) })
    }

    pub(super) fn preview_of(&self, order: &Data<'static>, options: &Options<'_>) -> Preview<'c> {
        self.policy.preview(order, options).unwrap_or_else(|problems| panic!("{order:?}: {problems}"))
    }

    pub(super) fn fails(&mut self, kind: &'static str, now: Instant, what: impl std::fmt::Display) {
        let (now, role, order) = (now.to_rfc3339(), self.role, &self.order);
        let example = || format!("{what}, at {now} for {role:?}: {order:?}");
        self.failures.0.entry(kind).or_insert_with(|| (0, example())).0 += 1;
    }

    /// The answers at all instants at which the answer is another one, from the beginning of time.
    fn walk(&self, locale: &str) -> Vec<Preview<'c>> {
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
    pub(super) fn check(&mut self) -> Vec<Preview<'c>> {
        let answers = self.walk("ja");
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
                let there = without_time(&self.preview(at, "ja"));
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
        // Where nothing that can be named changes, something else says so. Of two states that are possible, one may go on
        // to the other, and the state that is told stays open all the same.
        let is_open = |answer: &Preview<'_>| !answer.state.uncertain.is_empty();
        if found.is_some() && told != found && !(is_open(answer) && is_open(next)) {
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
    pub(super) fn check_what_is_missing(&mut self, answer: &Preview<'_>, facts: &[(&'static str, Vec<Data<'static>>)]) {
        let Data::Map(entries) = self.order.clone() else { panic!("an order is a map") };
        for action in &answer.actions {
            let missing = |fact: &str| {
                facts.iter().any(|(name, _)| *name == fact) && !entries.iter().any(|(name, _)| name == fact)
            };
            if (action.missing.is_empty() != (action.verdict != Verdict::Unknown) && !is_left_to_chance(answer, action))
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
                    &Options { role: self.role, locale: Some("ja"), ..Options::at(answer.as_of) },
                );
                let then_action = &then.actions[number];
                let is_settled = then_action.verdict != Verdict::Unknown || is_left_to_chance(&then, then_action);
                if !is_settled && !contradict_each_other(&then, &entries) {
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
            let entries: Vec<_> = entries.iter().cloned().chain([(name.into(), value.clone())]).collect();
            let then = self.preview_of(
                &Data::Map(entries.clone()),
                &Options { role: self.role, locale: Some("ja"), ..Options::at(answer.as_of) },
            );
            if contradict_each_other(&then, &entries) {
                continue;
            }
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
        // What only may happen is told as uncertain once it may have, and not as what has happened.
        let told = answer.state.transitions.iter().chain(&answer.if_nobody_acts);
        if !told.filter(|transition| is_certain(transition)).eq(&end.state.transitions) {
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
                Some(there) if is_certain(transition) && last && !self.may_be_there(there, &transition.to) => {
                    self.fails("a transition leads elsewhere", there.as_of, &transition.rule);
                }
                Some(_) => {}
            }
        }
    }

    /// Whether the deal is in a state, or may have gone on from there to where it is for sure: nobody knows how.
    fn may_be_there(&self, answer: &Preview<'_>, state: &str) -> bool {
        if answer.state.effective == *state {
            return true;
        }
        let options = DescribeOptions::default();
        let options = answer.policy.edition.as_deref().map_or(options, |edition| options.edition(edition));
        let transitions = self.policy.describe(&options).unwrap().transitions;
        transitions.iter().any(|it| it.from.iter().any(|from| **from == *state) && it.to == answer.state.effective)
    }

    /// Both languages say the same, in words that are there.
    pub(super) fn check_languages(&mut self, answers: &[Preview<'_>]) {
        for answer in answers {
            let english = self.preview(answer.as_of, "en");
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
    pub(super) fn check_bytes(&mut self, answers: &[Preview<'_>]) {
        for answer in answers {
            let again = self.preview(answer.as_of, "ja");
            if serde_json::to_string(answer).unwrap() != serde_json::to_string(&again).unwrap() {
                self.fails("the same question has two answers", answer.as_of, "");
            }
        }
    }
}

/// Whether no fact settles a verdict, because it is not known whether something has happened that only may happen.
fn is_left_to_chance(answer: &Preview<'_>, action: &Action<'_>) -> bool {
    action.verdict == Verdict::Unknown && action.missing.is_empty() && !answer.state.uncertain.is_empty()
}

fn is_certain(transition: &Transition<'_>) -> bool {
    transition.certainty == Certainty::Certain
}

/// Whether of facts that are given together one is known to be absent and another is there.
fn contradict_each_other(answer: &Preview<'_>, entries: &[(Cow<'_, str>, Data<'_>)]) -> bool {
    let is_absent = |fact: &str| entries.iter().any(|(given, _)| given == fact);
    answer.warnings.iter().any(|warning| warning.code == WarningCode::FactsApart && is_absent(&warning.path))
}
