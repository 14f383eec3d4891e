//! Documents that are text: what is wrong is told at its line and column, in TOML and in JSON.

use std::fs;

use serde_json::Value;
use torihiki::{Data, Mistake, Policy, ProblemCode, Syntax, policy, policy_ids};

use crate::dice::Dice;
use crate::marks::marked;

fn mistakes(text: &str) -> Vec<Mistake> {
    Policy::parse(text, Syntax::of(text)).err().map_or_else(Vec::new, |mistakes| mistakes.as_slice().to_vec())
}

/// The path of each mistake with what is marked in the text.
fn told(text: &str) -> Vec<(String, String)> {
    let told = |mistake: &Mistake| (mistake.problem.path.clone(), marked(text, mistake).to_owned());
    mistakes(text).iter().map(told).collect()
}

/// The document of a built-in policy.
fn document(id: &str) -> String {
    fs::read_to_string(format!("src/policies/{id}.toml")).unwrap()
}

const SHOP: &str = r#"
format = "torihiki/1"
id = "shop"
languages = ["en"]
utcOffset = "+00:00"
roles = ["buyer"]
roleLabels = { buyer = "Buyer" }
label = "Shop"
source = "page"

[sources.page]
kind = "guide"
title = "Page"
url = "https://example.com/"
date = "2026-01-01"
read = "2026-01-01"

[facts.sentAt]
type = "timestamp"
label = "Sent"
nullable = true

[states.open]
label = "Open"

[states.done]
label = "Done"
final = true

[actions.close]
verb = "cancel"
label = "Close"
roles = ["buyer"]
from = ["open"]
to = "done"
requires = [{ rule = "sent", that = "sentAt != null && now < sentAt", message = "Not sent" }]
"#;

/// The same as JSON, on one line.
fn as_json(toml: &str) -> String {
    serde_json::to_string(&toml::from_str::<Data<'static>>(toml).unwrap()).unwrap()
}

#[test]
fn a_policy_in_toml_and_the_same_in_json_are_the_policy() {
    for id in policy_ids() {
        let toml = document(id);
        let parsed = Policy::parse(&toml, Syntax::Toml).unwrap_or_else(|mistakes| panic!("{id}: {mistakes}"));
        assert_eq!(parsed.version(), policy(id).unwrap().version(), "{id}");
        let json = as_json(&toml);
        let parsed = Policy::parse(&json, Syntax::of(&json)).unwrap_or_else(|mistakes| panic!("{id}: {mistakes}"));
        assert_eq!(parsed.version(), policy(id).unwrap().version(), "{id}");
        assert_eq!(parsed.compile(), policy(id).unwrap().compile(), "{id}");
    }
}

#[test]
fn a_mistake_is_marked_where_it_stands() {
    let wrong = |from: &str, to: &str| {
        assert!(SHOP.contains(from), "{from}");
        told(&SHOP.replacen(from, to, 1))
    };
    // A value of the wrong type, a key that has no meaning, a word that is none, an item of a list.
    assert_eq!(wrong("id = \"shop\"", "id = 7"), [("id".into(), "7".into())]);
    assert_eq!(wrong("id = \"shop\"", "id = \"shop\"\ncolour = \"red\""), [("colour".into(), "colour".into())]);
    assert_eq!(wrong("kind = \"guide\"", "kind = \"book\""), [("sources.page.kind".into(), "\"book\"".into())]);
    assert_eq!(
        wrong("from = [\"open\"]", "from = [\"open\", \"opne\"]"),
        [("actions.close.from[1]".into(), "\"opne\"".into())]
    );
}

#[test]
fn inside_a_condition_the_very_word_is_marked() {
    assert_eq!(mistakes(SHOP), []);
    assert_eq!(mistakes(&as_json(SHOP)), []);
    let misspelt = SHOP.replace("now < sentAt", "now < sendAt");
    let path = "actions.close.requires[0].that:1:25";
    assert_eq!(told(&misspelt), [(path.into(), "sendAt".into())]);
    assert_eq!(told(&as_json(&misspelt)), [(path.into(), "sendAt".into())]);
    let span = mistakes(&misspelt)[0].span;
    assert_eq!((span.line, span.column, span.end_line, span.end_column), (36, 62, 36, 68));

    // On several lines, in texts that are taken as they stand, and behind escapes.
    let condition = "\"sentAt != null && now < sentAt\"";
    for (written, marked) in [
        ("\"\"\"\nsentAt != null\n  && now < sendAt\"\"\"", "sendAt"),
        ("'''\nsentAt != null &&\nnow < sendAt'''", "sendAt"),
        ("'''\r\nsentAt != null &&\r\nnow < sendAt'''", "sendAt"),
        ("'sentAt != null && now < sendAt'", "sendAt"),
        ("\"\"\"sentAt != null && \\\n    now < sendAt\"\"\"", "sendAt"),
        ("\"sentAt \\u0021= null && now\\u0020< sendAt\"", "sendAt"),
        ("\"sentAt \\U00000021= null\\t&& now < sendAt\"", "sendAt"),
        ("\"sentAt \\x21= null\\n&& now < sendAt\"", "sendAt"),
    ] {
        assert!(SHOP.contains(condition));
        let text = SHOP.replace(condition, written);
        let told = told(&text);
        assert_eq!(told.iter().map(|(_, marked)| &**marked).collect::<Vec<_>>(), [marked], "{written}");
    }
    // JSON writes an emoji as two halves, which are one character of the condition.
    let json = as_json(SHOP).replace("\"sentAt != null", "\"\\ud83d\\ude00 != null");
    assert_eq!(told(&json)[0].1, "\\ud83d\\ude00");
    let json = as_json(SHOP).replace("now < sentAt", "\\\"\\ud83d\\ude00\\\" == sendAt");
    assert!(told(&json).iter().any(|(_, marked)| marked == "sendAt"), "{:?}", told(&json));
}

#[test]
fn columns_count_as_editors_do() {
    let json = as_json(SHOP).replace("\"label\":\"Shop\"", "\"label\":\"\u{1f4e6} 店\",\"colour\":1");
    let mistake = &mistakes(&json)[0];
    assert_eq!((mistake.problem.path.as_str(), marked(&json, mistake)), ("colour", "\"colour\""));
    let before = json.split("\"colour\"").next().unwrap();
    assert_eq!(mistake.span.column, before.encode_utf16().count() + 1);
}

#[test]
fn what_is_missing_is_marked_where_it_is_missing() {
    let without = SHOP.replace("verb = \"cancel\"\n", "");
    assert_eq!(told(&without), [("actions.close.verb".into(), "close".into())]);
    let without = SHOP.replace("label = \"Shop\"\n", "");
    assert_eq!(mistakes(&without)[0].problem.path, "label");
    assert_eq!((mistakes(&without)[0].span.line, mistakes(&without)[0].span.column), (1, 1));
}

#[test]
fn a_text_that_is_none_of_its_syntax_says_where() {
    for (text, line, column, message) in [
        ("{ \"format\": \"torihiki/1\",, }", 1, 26, "unexpected"),
        ("{ \"format\": \"torihiki/1\" ", 1, 1, "unterminated object"),
        ("{ format: 1 }", 1, 3, "expected string for object property"),
        ("// nothing", 1, 1, "there is nothing in it"),
        ("[roles\nx = 1\n", 1, 7, "unclosed table"),
        ("format = \n", 1, 10, "string values must be quoted"),
        ("a = 1\na = 2\n", 2, 1, "duplicate key"),
    ] {
        let mistakes = mistakes(text);
        let Mistake { problem, span } = &mistakes[0];
        assert_eq!(problem.code, ProblemCode::InvalidSyntax, "{text}");
        assert!(problem.message.contains(message), "{text}: {}", problem.message);
        assert_eq!((span.line, span.column), (line, column), "{text}: {}", problem.message);
    }
    // TOML tells all of them.
    assert_eq!(mistakes("a = \nb = 1\nc = ]\n").len(), 2);
}

#[test]
fn a_document_without_bounds_is_refused() {
    let code = |text: &str| mistakes(text)[0].problem.code;
    assert_eq!(code(&format!("# {}", "x".repeat(1_000_000))), ProblemCode::TooLarge);
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = |depth: usize| format!("{{\"a\":{}1{}}}", open.repeat(depth), close.repeat(depth));
        assert_eq!(code(&deep(100_000)), ProblemCode::InvalidSyntax);
        assert_ne!(code(&deep(200)), ProblemCode::InvalidSyntax);
    }
    assert_eq!(code(&format!("a = {}", "[".repeat(400_000))), ProblemCode::InvalidSyntax);
}

/// Some editors begin a file with a mark that nobody sees.
#[test]
fn a_mark_of_the_byte_order_is_not_part_of_a_document() {
    for (syntax, text) in [(Syntax::Toml, SHOP.to_owned()), (Syntax::Json, as_json(SHOP))] {
        let marked = format!("\u{feff}{text}");
        assert_eq!(Policy::parse(&marked, syntax).unwrap().version(), Policy::parse(&text, syntax).unwrap().version());
    }
    let mistakes = Policy::parse("\u{feff}{ \"format\": 7 }", Syntax::Json).unwrap_err();
    let span = mistakes.as_slice()[0].span;
    // The mark is one unit of UTF-16.
    assert_eq!((span.line, span.column, span.end_column), (1, 14, 15));
}

/// Whatever the text is, there is an answer; and whatever is told has a place in the text.
#[test]
fn what_is_wrong_with_damaged_texts_has_a_place_in_them() {
    let mut dice = Dice(7);
    let (mut refused, mut read) = (0, 0);
    for (syntax, text) in [(Syntax::Toml, SHOP.to_owned()), (Syntax::Json, as_json(SHOP))] {
        for _ in 0..3_000 {
            let mut signs: Vec<char> = text.chars().collect();
            for _ in 0..=dice.roll(3) {
                let at = dice.roll(signs.len());
                match dice.roll(3) {
                    0 => drop(signs.remove(at)),
                    1 => signs.insert(at, ['"', '[', '}', '\n', '=', '店', '\\', ':'][dice.roll(8)]),
                    _ => signs[at] = ['"', ']', '{', ' ', '.', '\u{1f4e6}', '7', ','][dice.roll(8)],
                }
            }
            let damaged: String = signs.into_iter().collect();
            let Err(mistakes) = Policy::parse(&damaged, syntax) else {
                read += 1;
                continue;
            };
            refused += 1;
            let lines: Vec<&str> = damaged.split('\n').collect();
            for Mistake { span, .. } in mistakes.as_slice() {
                let width = |line: usize| lines[line - 1].encode_utf16().count() + 1;
                assert!(span.column <= width(span.line), "{span:?} in {damaged}");
                assert!(span.end_column <= width(span.end_line), "{span:?} in {damaged}");
                assert!((span.line, span.column) <= (span.end_line, span.end_column), "{span:?} in {damaged}");
            }
        }
    }
    assert!(refused > 3_000 && read > 50, "{refused} refused, {read} read");
}

#[test]
fn a_mistake_is_serialised_flat() {
    let told = serde_json::to_value(&mistakes("format = 7\nid = 7\n")[0]).unwrap();
    let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["code", "column", "endColumn", "endLine", "help", "line", "message", "path", "suggests"]);
    assert_eq!(told["line"], Value::from(1));
}
