//! Policies as files: what is loaded says what was compiled, and what was damaged is refused.

use serde_json::Value;
use torihiki::{Data, DescribeOptions, Instant, Options, Policy, ProblemCode, Syntax, policy, policy_ids};

use crate::acceptance_cases::{cases, options};
use crate::dice::Dice;
use crate::random_policies;

fn described(policy: &Policy) -> Vec<Value> {
    let describe = |edition, locale| policy.describe(&DescribeOptions { edition, locale: Some(locale) }).unwrap();
    let first = describe(None, "en");
    let named: Vec<Option<&str>> = first.editions.iter().map(|edition| Some(&*edition.id)).collect();
    let editions = if named.is_empty() { vec![None] } else { named };
    let describe = |edition, locale| serde_json::to_value(describe(edition, locale)).unwrap();
    editions.into_iter().flat_map(|edition| ["ja", "en"].map(|locale| describe(edition, locale))).collect()
}

fn code(bytes: &[u8]) -> ProblemCode {
    Policy::load(bytes).unwrap_err().as_slice()[0].code
}

#[test]
fn a_policy_that_is_loaded_says_what_was_compiled() {
    for id in policy_ids() {
        let own = policy(id).unwrap();
        let bytes = own.compile();
        let loaded = Policy::load(&bytes).unwrap();
        assert_eq!(loaded.compile(), bytes, "{id}");
        assert_eq!((loaded.id(), loaded.version()), (own.id(), own.version()));
        assert_eq!(described(&loaded), described(own), "{id}");
    }
    let mut seeds = 0;
    for seed in 0..150 {
        let document: Data<'static> = serde_json::from_value(random_policies::policy(&mut Dice(seed))).unwrap();
        let Ok(own) = Policy::new(&document) else { continue };
        let loaded = Policy::load(&own.compile()).unwrap();
        assert_eq!(described(&loaded), described(&own), "seed {seed}");
        assert_eq!(loaded.compile(), own.compile(), "seed {seed}");
        seeds += 1;
    }
    assert!(seeds > 100, "{seeds}");
}

#[test]
fn a_policy_that_is_loaded_answers_as_the_one_that_was_compiled() {
    let loaded: Vec<Policy> = policy_ids().map(|id| Policy::load(&policy(id).unwrap().compile()).unwrap()).collect();
    let mut asked = 0;
    for (name, case) in cases().into_iter().filter(|(_, case)| case.get("expectErrors").is_none()) {
        let own = policy(case["order"]["policy"].as_str().unwrap()).unwrap();
        let other = loaded.iter().find(|policy| policy.id() == own.id()).unwrap();
        let order: Data<'static> = serde_json::from_value(case["order"].clone()).unwrap();
        let now = Instant::from_millis(options(&case).unwrap()["now"].as_i64().unwrap()).unwrap();
        let answer =
            |policy: &Policy| serde_json::to_value(policy.preview(&order, &Options::at(now)).unwrap()).unwrap();
        assert_eq!(answer(other), answer(own), "{name}");
        asked += 1;
    }
    assert!(asked > 800, "{asked}");
}

#[test]
fn what_was_damaged_or_is_something_else_is_refused() {
    let whole = policy("lancers").unwrap().compile();
    for length in 0..whole.len() {
        let expected = if length < 9 { ProblemCode::UnknownFormat } else { ProblemCode::Damaged };
        assert_eq!(code(&whole[..length]), expected, "cut after {length} bytes");
    }
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        let expected = if at < 9 { ProblemCode::UnknownFormat } else { ProblemCode::Damaged };
        assert_eq!(code(&damaged), expected, "byte {at} is another");
    }
    let mut longer = whole.clone();
    longer.push(0);
    assert_eq!(code(&longer), ProblemCode::Damaged);
    assert_eq!(code(&vec![b' '; 5_000_000]), ProblemCode::UnknownFormat);

    let problem = |bytes: &[u8]| Policy::load(bytes).unwrap_err().to_string();
    assert_eq!(
        problem(b"<!doctype html><html>"),
        "this is no compiled policy: it begins with `<!doctype html><html` (pass the bytes that `compile` gave, or that it wrote)"
    );
    assert_eq!(
        problem(b""),
        "this is no compiled policy: it begins with nothing (pass the bytes that `compile` gave, or that it wrote)"
    );
    let mut newer = whole;
    newer[8] = 200;
    assert_eq!(
        problem(&newer),
        "the policy is compiled in format 200, and this version reads format 4 (compile the policy with the version that loads it)"
    );
}

/// A policy with everything that a policy can have, as far as it is packed in a way of its own.
const PINNED: &str = r#"
format = "torihiki/1"
id = "pinned"
languages = ["en"]
timeZone = "Asia/Tokyo"
currency = "JPY"
calendar = "weekdays"
roles = ["buyer", "seller"]
roleLabels = { buyer = "Buyer", seller = "Seller" }
label = "Pinned"
source = "page"

[sources.page]
kind = "official"
title = "Page"
url = "https://example.com/"
date = "2026-01-01"
read = "2026-02-01"

[calendars.weekdays]
weekend = ["sat", "sun"]
holidays = ["2026-01-01", "2026-12-25"]
verified = "2026-12-31"

[params.week]
label = "Week"
value = "7d"

[facts]
sentAt = { type = "timestamp", label = "Sent", nullable = true, step = "The seller has to send it" }
price = { type = "money", label = "Price", default = 0, min = 0 }
size = { type = ["small", "large"], label = "Size", choiceLabels = { small = "Small", large = "Large" } }
asker = { type = ["buyer", "seller"], label = "Asker", nullable = true }
count = { type = "int", label = "Count", default = 0, min = 0, changes = true }

[values.ends]
label = "End"
is = "endOfBusinessDay(sentAt, 3)"

[states]
open = { label = "Open" }
done = { label = "Done", final = true, note = "Paid" }

[[transitions]]
rule = "ends"
from = ["open"]
at = "ends"
to = "done"
when = "sentAt != null && size == \"small\" && count * 2 < 9"
certainty = "possible"
message = "It ends on {at}"

[actions.close]
verb = "cancel"
label = "Close"
roles = ["buyer", "seller"]
from = ["open"]
to = "done"
asserts = "it is over"
with.newEnd = { type = "timestamp", label = "New end" }
set.asker = "role"
agreed = { to = "done", set.sentAt = "newEnd" }
consent = { of = "other", unless = "count == 1" }
requires = [
    { rule = "sent", that = "sentAt != null", message = "Sent" },
    { rule = "early", message = "Early", violated = "Late", any = [
        { rule = "one", that = "now < sentAt + week", message = "One" },
        { rule = "two", that = "!(asker == role)", message = "Two" },
    ] },
]
effects = [{ rule = "refund", kind = "refund", severity = "info", on = "asked", certainty = "possible", amount = "price", message = "Back: {amount}" }]
drafts = [{ id = "ask", subject = "Close", body = "Please close" }]

[[duties]]
rule = "pay"
role = "buyer"
in = ["open"]
due = "ends"
message = "Pay"
when = "sentAt != null"
"#;

/// The format is the same as long as the bytes are: whoever changes what is packed gives it another number.
#[test]
fn the_format_has_another_number_when_it_changes() {
    let bytes = Policy::parse(PINNED, Syntax::Toml).unwrap_or_else(|mistakes| panic!("{mistakes}")).compile();
    assert_eq!((bytes[8], &bytes[9..13]), (4, &[220, 250, 84, 89][..]));
}
