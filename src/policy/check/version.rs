//! The version of a document: what tells two of them apart.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::data::Data;
use crate::text::Str;

/// The SHA-256 hash of the document in its canonical form, in 64 hexadecimal digits.
///
/// The keys of a table have no order in JSON and in TOML, so they are sorted, and a key with null is a key left out.
/// Lists keep their order, and texts and numbers are what they are, however a format spells them. The address of a
/// schema, which tells an editor where to look, makes no other policy and does not count.
///
/// Where the order of keys decides which edition or which language is the default, that one counts as well: a reader
/// that sorts the keys makes another policy then, and so another version.
pub(super) fn version(document: &Data<'_>) -> Str {
    let mut text = String::new();
    let mut counted = canonical(document);
    if let Data::Map(entries) = &mut counted {
        entries.retain(|(name, _)| name != "$schema");
    }
    counted.encode(&mut text);
    if let Some(Data::Map(editions)) = document.get("editions")
        && let [(first, _), _, ..] = editions.as_slice()
        && editions.iter().all(|(_, edition)| edition.get("default") != Some(&Data::Bool(true)))
    {
        text.push_str(first);
    }
    if document.get("languages").is_none_or(|languages| *languages == Data::Null)
        && let Some(Data::Map(labels)) = document.get("label")
        && let [(first, _), _, ..] = labels.as_slice()
    {
        text.push_str(first);
    }
    let digits = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    Str::from(digits)
}

fn canonical<'d>(data: &'d Data<'_>) -> Data<'d> {
    match data {
        Data::Null => Data::Null,
        Data::Bool(value) => Data::Bool(*value),
        Data::Int(value) => Data::Int(*value),
        Data::Date(value) => Data::Date(*value),
        Data::Text(text) => Data::Text(Cow::Borrowed(text)),
        Data::Inexact(text) => Data::Inexact(Cow::Borrowed(text)),
        Data::Foreign(text) => Data::Foreign(Cow::Borrowed(text)),
        Data::List(items) => Data::List(items.iter().map(canonical).collect()),
        Data::Map(entries) => {
            let given = entries.iter().filter(|(_, value)| *value != Data::Null);
            let mut entries: Vec<_> = given.map(|(name, value)| (Cow::Borrowed(&**name), canonical(value))).collect();
            entries.sort_by(|(name, _), (other, _)| name.cmp(other));
            Data::Map(entries)
        }
    }
}
