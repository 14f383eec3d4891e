//! What the comparisons of all kinds of cases need.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use torihiki::Instant;

/// The entries of an object; none of anything else.
pub(crate) fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

/// The items of a list; none of anything else.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The text that a case or an answer has here.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("expected a text, found {value}"))
}

/// The instant that a case or an answer has here, in milliseconds.
pub(crate) fn millis(value: &Value) -> i64 {
    let parse = |text: &str| Instant::parse(text).ok().map(Instant::millis);
    let read = value.as_i64().or_else(|| value.as_str().and_then(parse));
    read.unwrap_or_else(|| panic!("expected an instant, found {value}"))
}

/// An instant of a case as an answer tells it.
pub(crate) fn instant(value: &Value) -> Value {
    if value.is_null() { Value::Null } else { json!(millis(value)) }
}

/// The same value with every instant in milliseconds, however it was written.
pub(crate) fn by_value(value: &Value) -> Value {
    match value {
        Value::String(text) => Instant::parse(text).map_or_else(|_| value.clone(), |instant| json!(instant.millis())),
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), by_value(value))).collect(),
        other => other.clone(),
    }
}

/// These keys of each entry of a list, with every instant in milliseconds.
pub(crate) fn only(entries: &Value, keys: &[&str]) -> Value {
    let pick = |entry: &Value| keys.iter().map(|key| ((*key).to_owned(), by_value(&entry[*key]))).collect::<Value>();
    list(entries).iter().map(pick).collect()
}

/// What each entry of a list has under a key.
pub(crate) fn column(entries: &Value, key: &str) -> Value {
    list(entries).iter().map(|entry| entry[key].clone()).collect()
}

/// A difference in words, unless there is none.
pub(crate) fn same(what: &str, found: &Value, expected: &Value) -> Vec<String> {
    if found == expected { Vec::new() } else { vec![format!("{what}: expected {expected}, found {found}")] }
}

/// A word for each key that has no meaning here, and for each that has to be here and is not.
pub(crate) fn keys(what: &str, value: &Value, needed: &[&str], possible: &[&str]) -> Vec<String> {
    let found: BTreeSet<&str> = entries(value).map(|(key, _)| key).collect();
    let unheard = found.iter().filter(|key| !needed.contains(key) && !possible.contains(key));
    let unheard = unheard.map(|key| format!("{what} has no `{key}`"));
    let missing = needed.iter().filter(|key| !found.contains(*key)).map(|key| format!("{what} needs `{key}`"));
    unheard.chain(missing).collect()
}
