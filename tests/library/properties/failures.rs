//! What went wrong, told with a case that is as small as it could be made.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde_json::Value;
use torihiki::{Data, Policy};

use super::orders::Case;
use crate::dice::Dice;
use crate::editions;

/// Each kind of failure with how often, and the first example.
#[derive(Default)]
pub(crate) struct Failures(BTreeMap<&'static str, (usize, String, Case)>);

impl Failures {
    pub(crate) fn add(&mut self, kind: &'static str, case: &Case, what: impl Display) {
        self.0.entry(kind).or_insert_with(|| (0, what.to_string(), case.clone())).0 += 1;
    }

    /// Adds a failure where something is not so.
    pub(crate) fn unless(&mut self, so: bool, kind: &'static str, case: &Case, what: impl FnOnce() -> String) {
        if !so {
            self.add(kind, case, what());
        }
    }
}

/// How many times as many cases are tried, where the environment says so.
pub(crate) fn times() -> u64 {
    std::env::var("TIMES").map_or(1, |times| times.parse().unwrap())
}

/// Checks the cases of some seeds, every second one of a built-in policy.
pub(crate) fn try_all(cases: u64, seeds: u64, check: impl Fn(&Case, &mut Dice, &mut Failures)) {
    let case = |number: u64| {
        let seed = seeds + number;
        if number.is_multiple_of(2) { Case::built_in(seed) } else { Case::made_up(seed) }
    };
    try_each((0..cases * times()).map(case), check);
}

/// Checks some cases, and tells all kinds of failures.
pub(crate) fn try_each(cases: impl Iterator<Item = Case>, check: impl Fn(&Case, &mut Dice, &mut Failures)) {
    let mut failures = Failures::default();
    for case in cases {
        check(&case, &mut Dice(case.seed), &mut failures);
    }
    let told: Vec<String> = failures
        .0
        .into_iter()
        .map(|(kind, (count, what, case))| {
            // To make it smaller can take a while.
            eprintln!("{kind}, {count} times; the first: {what}, for {case}\n");
            let (what, small) = smaller(kind, what, &case, &check);
            format!("{kind}, {count} times; the first, made smaller: {what}, for {small}")
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
}

/// The same failure with as little as possible in the order and in the policy.
fn smaller(
    kind: &'static str,
    mut what: String,
    case: &Case,
    check: &impl Fn(&Case, &mut Dice, &mut Failures),
) -> (String, Case) {
    let mut smallest = case.clone();
    let mut index = 0;
    // Each round leaves something out, and starts anew where the failure is still there.
    while let Some(candidate) = candidates(&smallest).into_iter().nth(index) {
        index += 1;
        let Some(candidate) = candidate.rebuilt() else { continue };
        let mut failures = Failures::default();
        check(&candidate, &mut Dice(candidate.seed), &mut failures);
        if let Some((_, still, _)) = failures.0.remove(kind) {
            (what, smallest, index) = (still, candidate, 0);
        }
    }
    (what, smallest)
}

/// A case of which nothing has been checked yet.
struct Candidate<'c> {
    case: &'c Case,
    order: Data<'static>,
    document: Option<Value>,
}

impl Candidate<'_> {
    /// The case, where its policy and its order make sense.
    fn rebuilt(self) -> Option<Case> {
        let Candidate { case, order, document } = self;
        let policy = match &document {
            Some(document) => {
                let policy = Policy::new(&serde_json::from_value(document.clone()).unwrap());
                Box::leak(Box::new(policy.ok()?))
            }
            None => case.policy,
        };
        torihiki::Order::read(policy, &order).ok()?;
        let edition = case.description["edition"].as_str();
        let description = editions::described(policy, edition, "en");
        Some(Case { policy, document, description, order, ..case.clone() })
    }
}

/// The cases that have one thing less.
fn candidates(case: &Case) -> Vec<Candidate<'_>> {
    let mut found = Vec::new();
    let whole = || Candidate { case, order: case.order.clone(), document: case.document.clone() };
    let Data::Map(entries) = &case.order else { panic!("an order is a map") };
    for (index, (name, _)) in entries.iter().enumerate() {
        if !["state", "edition"].contains(&&**name) {
            let mut entries = entries.clone();
            entries.remove(index);
            found.push(Candidate { order: Data::Map(entries), ..whole() });
        }
    }
    for path in case.document.iter().flat_map(|document| places(document, "")) {
        let (parent, name) = path.rsplit_once('/').unwrap();
        let mut document = case.document.clone();
        match document.as_mut().and_then(|document| document.pointer_mut(parent)) {
            Some(Value::Object(entries)) => {
                entries.remove(name);
            }
            Some(Value::Array(items)) => {
                items.remove(name.parse().unwrap());
            }
            _ => continue,
        }
        found.push(Candidate { document, ..whole() });
    }
    found
}

/// Every place in a document that something stands at, the larger things first.
fn places(value: &Value, at: &str) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(entries) => entries.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (format!("{at}/{index}"), value)).collect()
        }
        _ => Vec::new(),
    };
    let mut found: Vec<String> = inside.iter().map(|(path, _)| path.clone()).collect();
    found.extend(inside.iter().flat_map(|(path, value)| places(value, path)));
    found
}
