//! Calls that cannot be understood, and what has to be told of them.

use serde_json::{Value, json};

use super::calls::Call;
use super::values::{keys, list, same, text};

/// Whether the types of the library allow what a case passes; the others are tried with the package only.
pub(crate) fn can_be_asked(call: Call, case: &Value) -> bool {
    call(text(&case["call"]), list(&case["args"])).is_some()
}

/// Everything that is not as a case expects.
pub(crate) fn check(call: Call, case: &Value) -> Vec<String> {
    let mut differences = keys("a case of errors", case, &["name", "call", "args", "expectErrors"], &[]);
    let each = |each: &Value| keys("a problem", each, &["code", "path"], &["suggests"]);
    differences.extend(list(&case["expectErrors"]).iter().flat_map(each));
    if list(&case["expectErrors"]).is_empty() {
        differences.push("no problem is expected".to_owned());
    }
    match call(text(&case["call"]), list(&case["args"])) {
        None => {}
        Some(Ok(_)) => differences.push("an answer instead of errors".to_owned()),
        Some(Err(problems)) => differences.extend(compare(&problems, &case["expectErrors"])),
    }
    differences
}

fn compare(problems: &Value, expected: &Value) -> Vec<String> {
    let key = |problem: &Value| format!("{} at `{}`", text(&problem["code"]), text(&problem["path"]));
    let sorted = |problems: &Value| {
        let mut keys: Vec<String> = list(problems).iter().map(key).collect();
        keys.sort();
        json!(keys)
    };
    let mut differences = same("the problems", &sorted(problems), &sorted(expected));
    for each in list(expected).iter().filter(|each| each.get("suggests").is_some()) {
        let found = list(problems).iter().find(|problem| key(problem) == key(each));
        let found = found.map_or(&Value::Null, |found| &found["suggests"]);
        differences.extend(same(&format!("the suggestion of {}", key(each)), found, &each["suggests"]));
    }
    differences
}
