//! How two answers are compared, and what is said in words.

use serde_json::Value;
use torihiki::Instant;
use torihiki::answer::{Certainty, Change, Effect, Preview, Status, Verdict};

/// What is the same between two moments: everything but the instant itself, and what would have to happen first,
/// which counts from now.
pub(super) fn without_time<'p>(answer: &Preview<'p>) -> Preview<'p> {
    let mut answer = answer.clone();
    answer.as_of = Instant::MIN;
    for action in &mut answer.actions {
        action.unblock.clear();
        action.unblock_outcome = None;
        action.covered_by.clear();
    }
    answer
}

/// The first lines in which two answers differ.
pub(super) fn difference(a: &Preview<'_>, b: &Preview<'_>) -> String {
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
pub(super) fn contradiction(known: &Preview<'_>, then: &Preview<'_>) -> Option<String> {
    for (a, b) in known.actions.iter().zip(&then.actions) {
        if a.verdict != Verdict::Unknown && a.verdict != b.verdict {
            return Some(format!("{} is {:?} and then {:?}", a.id, a.verdict, b.verdict));
        }
        let other = a.reasons.iter().zip(&b.reasons).find(|(a, b)| a.status != Status::Unknown && a.status != b.status);
        if let Some((a, b)) = other {
            return Some(format!("{} is {:?} and then {:?}", a.rule, a.status, b.status));
        }
        // An amount may become known, and until when the effect is what it is; what was known of them stays.
        let is_kept = |a: &Effect<'_>| {
            let then = b.effects.iter().find(|b| a.rule == b.rule && a.certainty == b.certainty);
            then.is_some_and(|b| a.amount.is_none() || a.amount == b.amount)
        };
        let lost = a.effects.iter().find(|a| a.certainty == Certainty::Certain && !is_kept(a));
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
pub(super) fn what_changes(a: &Preview<'_>, b: &Preview<'_>) -> Option<Change> {
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
        (a.editions != b.editions || actions().any(|(a, b)| a.editions != b.editions), Change::Edition),
    ];
    changes.into_iter().find(|(differs, _)| *differs).map(|(_, change)| change)
}

/// Takes out what is said in words, and keeps what is not said well.
pub(super) fn take_texts(value: &mut Value, path: &str, bad: &mut Vec<(String, String)>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                let path = format!("{path}.{name}");
                match value {
                    Value::String(text)
                        if ["label", "note", "asserts", "step", "message", "subject", "body", "language"]
                            .contains(&&**name) =>
                    {
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
