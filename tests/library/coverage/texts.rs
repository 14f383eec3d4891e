//! Whether the texts of a policy are there in both languages, and written as texts are.

use serde_json::Value;

use super::describe;

/// The keys of a description under which texts stand.
const TEXTS: [&str; 9] = ["label", "asserts", "step", "message", "violated", "note", "subject", "body", "title"];

/// What is wrong with the texts of a policy in an edition.
pub(crate) fn complaints(id: &str, edition: &str) -> Vec<String> {
    let [ja, en] = ["ja", "en"].map(|locale| describe(id, edition, locale));
    let mut complaints = Vec::new();
    walk("", &ja, &en, &mut complaints);
    complaints
}

/// Goes through the descriptions in both languages, which differ in their texts only.
fn walk(path: &str, ja: &Value, en: &Value, complaints: &mut Vec<String>) {
    match (ja, en) {
        (Value::Object(ja), Value::Object(en)) => {
            assert!(ja.keys().eq(en.keys()), "{path}: other keys in the other language");
            // An element is told by its name, wherever it stands.
            let name = ["id", "rule", "state"].into_iter().find_map(|key| ja.get(key).and_then(Value::as_str));
            for ((key, ja), en) in ja.iter().zip(en.values()) {
                // Which language it is, the two say of themselves.
                if key == "language" {
                    assert_eq!((ja.as_str(), en.as_str()), (Some("ja"), Some("en")));
                    continue;
                }
                let place = [path, name.unwrap_or_default(), key].into_iter().filter(|part| !part.is_empty());
                let path = place.collect::<Vec<_>>().join(".");
                match (TEXTS.contains(&key.as_str()), ja.as_str(), en.as_str()) {
                    (true, Some(ja), Some(en)) => {
                        let wrong = wrong(key, ja, en).into_iter();
                        complaints.extend(wrong.map(|wrong| format!("{path} {wrong}: {ja:?}, {en:?}")));
                    }
                    _ => walk(&path, ja, en, complaints),
                }
            }
        }
        (Value::Array(ja), Value::Array(en)) => {
            assert_eq!(ja.len(), en.len(), "{path}: more or less in the other language");
            ja.iter().zip(en).for_each(|(ja, en)| walk(path, ja, en, complaints));
        }
        _ => assert_eq!(ja, en, "{path}: what is no text is the same in both languages"),
    }
}

fn wrong(key: &str, ja: &str, en: &str) -> Vec<&'static str> {
    // A title is told as the page has it; a draft is a letter with sentences of its own.
    let (is_title, is_short) = (key == "title", !matches!(key, "note" | "body"));
    // A note may tell what the marketplace calls something.
    let is_english = key != "note";
    [
        (ja.trim().is_empty() || en.trim().is_empty(), "is empty"),
        (ja.trim() != ja || en.trim() != en, "has space around it"),
        (ja == en, "is the same in both languages"),
        (!ja.chars().any(is_japanese), "is not in Japanese"),
        (is_english && en.chars().any(is_japanese), "is not in English"),
        (!is_title && has_half_width_punctuation(ja), "has half-width punctuation between Japanese characters"),
        (key == "body" && ja.contains([':', '(', ')']), "has half-width punctuation in a Japanese letter"),
        (is_short && ja.ends_with('。'), "ends with a full stop in Japanese"),
        (is_short && en.ends_with('.'), "ends with a full stop in English"),
        (ja.contains(['{', '}']) || en.contains(['{', '}']), "has a brace left"),
        (en.contains("  ") || ja.contains("  "), "has two spaces"),
    ]
    .into_iter()
    .filter_map(|(is_wrong, what)| is_wrong.then_some(what))
    .collect()
}

/// Kana, kanji, and the punctuation that goes with them.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// A percent sign stands for a word, as digits do, and is half-width like them.
fn has_half_width_punctuation(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(3).any(|three| {
        let [before, c, after] = three else { return false };
        c.is_ascii_punctuation() && *c != '%' && is_japanese(*before) && is_japanese(*after)
    })
}
