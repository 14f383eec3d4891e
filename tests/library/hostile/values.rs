//! Values of every wrong kind, and what has to hold of whatever is answered to them.

use serde_json::Value;
use torihiki::{Data, Options, Problem, Problems, preview};

pub(super) const NOON: i64 = 1_794_268_800_000;

/// More than any problem says, and far less than any of the long inputs here.
pub(super) const MAX_TEXT: usize = 2_000;

/// One hundred problems, and one that says how many more there are.
pub(super) const MAX_PROBLEMS: usize = 101;

/// What a problem says is there, and is short.
pub(super) fn check_problems(problems: &Problems, about: &str) {
    let problems = problems.as_slice();
    assert!(!problems.is_empty() && problems.len() <= MAX_PROBLEMS, "{about}: {} problems", problems.len());
    for Problem { code, path, message, help, suggests } in problems {
        assert!(!message.is_empty(), "{about}: {code} {path}");
        let texts = [
            ("path", Some(path)),
            ("message", Some(message)),
            ("help", help.as_ref()),
            ("suggests", suggests.as_ref()),
        ];
        for (which, text) in texts {
            let length = text.map_or(0, |text| text.chars().count());
            assert!(length < MAX_TEXT, "{about}: the {which} of {code} has {length} characters");
        }
    }
}

/// Asks an order at an instant, and whatever comes, has a look at all of it.
pub(super) fn ask(order: &Data<'_>, options: &Options<'_>, about: &str) -> Option<Value> {
    match preview(order, options) {
        Ok(answer) => Some(serde_json::to_value(answer).unwrap()),
        Err(problems) => {
            check_problems(&problems, about);
            assert!(!problems.to_string().is_empty());
            None
        }
    }
}

pub(super) fn text(text: impl Into<String>) -> Data<'static> {
    Data::Text(text.into().into())
}

pub(super) fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Data<'static>)>) -> Data<'static> {
    Data::Map(entries.into_iter().map(|(name, value)| (name.to_owned().into(), value)).collect())
}

/// Lists in lists, or objects in objects.
pub(super) fn nested(levels: usize, object: bool) -> Data<'static> {
    (0..levels).fold(Data::Null, |inner, _| if object { map([("a", inner)]) } else { Data::List(vec![inner]) })
}

/// Values of every kind, of which at most a few fit anywhere.
pub(super) fn values() -> Vec<Data<'static>> {
    values_up_to(1_000_000)
}

/// The same with long texts of this many bytes.
pub(super) fn values_up_to(length: usize) -> Vec<Data<'static>> {
    let texts =
        ["", " ", "x", "none", "null", "true", "0", "-1", "7d", "99999999999999999999d", "delivered", "buyer", "guide"];
    let times = [
        "2026-11-10",
        "2026-11-10T09:00:00",
        "2026-11-10T09:00:00+09:00",
        "+010000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
    ];
    let odd = ["\0", "\u{202e}abc", "🎌🎌", "{reviewWindow}", "__proto__", "\u{fffd}", "a\nb\r\n"];
    let numbers = [
        i64::MIN,
        i64::MIN + 1,
        -62_167_219_200_001,
        -9_007_199_254_740_992,
        -1,
        0,
        1,
        9_007_199_254_740_992,
        i64::MAX - 1,
        i64::MAX,
    ];
    let long = ["x", "7", "あ", "{", "\u{1f38c}", "2026-11-10T09:00:00.0"].map(|part| part.repeat(length / part.len()));
    let plain = [Data::Null, Data::Bool(true), Data::Bool(false), Data::List(vec![]), Data::Map(vec![])];
    let inexact = ["1.5", "NaN", "Infinity", "Invalid Date", ""].map(|text| Data::Inexact(text.into()));
    let foreign = ["a function", "a symbol", ""].map(|text| Data::Foreign(text.into()));
    let mut values: Vec<Data<'static>> = plain.into_iter().chain(inexact).chain(foreign).collect();
    values.extend(texts.into_iter().chain(times).chain(odd).map(text));
    values.extend(numbers.iter().flat_map(|number| [Data::Int(*number), Data::Date(*number)]));
    values.extend(long.iter().map(|long| text(long.clone())));
    values.extend([Data::Inexact(long[0].clone().into()), Data::Foreign(long[2].clone().into())]);
    values.extend([nested(500, false), nested(500, true), Data::List(vec![Data::Int(1); 10_000])]);
    values
}
