//! Messages say something in every place: what they name, or that it is not known.

use serde_json::Value;
use torihiki::{ApplyOptions, TimelineOptions};

use super::failures::try_all;

/// Where a message of a made-up policy stands, every name in it between brackets.
const TEXTS: [&str; 3] = ["message", "subject", "body"];

#[test]
fn no_message_has_a_brace_or_says_nothing_where_it_names_something() {
    try_all(300, 90_000, |case, dice, failures| {
        let preview = case.preview(case.now, None);
        let mut answers = vec![serde_json::to_value(&preview).unwrap(), case.description.clone()];
        answers.push(serde_json::to_value(case.timeline(&TimelineOptions::from(case.now))).unwrap());
        if !preview.actions.is_empty() {
            let action = &preview.actions[dice.roll(preview.actions.len())];
            let options = ApplyOptions { agreed: true, ..ApplyOptions::at(case.now).role(&action.role) };
            let applied = case.apply_to(&case.order, &action.id, &options);
            answers.extend(applied.map(|applied| serde_json::to_value(applied).unwrap()));
        }
        for text in answers.iter().flat_map(texts) {
            let is_told = !text.trim().is_empty() && !text.contains(['{', '}']) && !text.contains("[]");
            failures.unless(is_told, "a message with a hole", case, || text.clone());
        }
    });
}

/// Every message in an answer.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Object(entries) => {
            let own = entries.iter().filter(|(key, _)| TEXTS.contains(&key.as_str()));
            let own: Vec<String> = own.filter_map(|(_, text)| text.as_str().map(str::to_owned)).collect();
            own.into_iter().chain(entries.values().flat_map(texts)).collect()
        }
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
