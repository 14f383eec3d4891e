//! What a drawn policy says in some of its editions only.

use serde_json::{Map, Value, json};

use super::text_of;
use crate::dice::Dice;

/// The editions that the parts of a drawn policy name, in the order in which JSON has them.
pub(crate) const EDITIONS: [&str; 3] = ["2024", "2025", "terms"];

/// A policy with none of the editions, or with the first few of them, the default being any of these.
pub(crate) fn with_editions(mut document: Value, dice: &mut Dice) -> Value {
    let here = &EDITIONS[..dice.pick(&[0, 1, 2, 2, 3])];
    keep_editions(&mut document, here);
    if !here.is_empty() {
        let edition = |id: &&str| ((*id).to_owned(), json!({ "label": text_of(id) }));
        let mut editions: Map<String, Value> = here.iter().map(edition).collect();
        if dice.roll(2) == 0 {
            editions[dice.pick(here)]["default"] = true.into();
        }
        document["editions"] = editions.into();
    }
    document
}

/// Removes what names other editions.
fn keep_editions(document: &mut Value, here: &[&str]) {
    match document {
        Value::Object(entries) => {
            if let Some(Value::Array(named)) = entries.get_mut("edition") {
                named.retain(|id| here.iter().any(|here| id == *here));
            }
            let is_gone = |only: &Value| match only {
                Value::Array(named) => named.is_empty(),
                only => !here.iter().any(|here| only == *here),
            };
            if entries.get("edition").is_some_and(is_gone) {
                entries.remove("edition");
            }
            // With one edition there is nothing that could differ.
            if here.len() < 2 {
                entries.remove("editions");
            }
            entries.values_mut().for_each(|value| keep_editions(value, here));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| keep_editions(value, here)),
        _ => {}
    }
}
