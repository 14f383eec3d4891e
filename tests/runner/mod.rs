//! The acceptance cases, and how an answer is compared with what a case expects.
//!
//! The cases are data, in `tests/cases`. Whoever can answer an order can be tried with
//! them: the library natively, and the JavaScript functions in a browser.

use serde_json::{Map, Value, json};
use torihiki::Instant;

/// Each file of cases with its name.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("coconala", include_str!("../cases/coconala.json")),
    ("coconala-account", include_str!("../cases/coconala-account.json")),
    ("qoo10", include_str!("../cases/qoo10.json")),
    ("crowdworks", include_str!("../cases/crowdworks.json")),
    ("lancers", include_str!("../cases/lancers.json")),
    ("errors", include_str!("../cases/errors.json")),
];

/// Every case with the name of its file.
pub(crate) fn cases() -> Vec<(String, Value)> {
    let read = |(file, text): &(&str, &str)| {
        let cases: Vec<Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        cases.into_iter().map(|case| (format!("{file}: {}", case["name"].as_str().unwrap()), case)).collect::<Vec<_>>()
    };
    FILES.iter().flat_map(read).collect()
}

/// Runs every case and tells all that is not as expected.
///
/// `answer` takes an order and the options `role`, `now` and `locale`, and returns the
/// answer or the problems, as JSON.
pub(crate) fn run(answer: impl Fn(&Value, &Value) -> Result<Value, Value>) {
    let cases = cases();
    let mut failures = Vec::new();
    for (name, case) in &cases {
        // A case without an instant is about errors, which do not depend on it.
        let now = case.get("now").map_or(0, |now| millis(now));
        let mut options = json!({ "now": now });
        for key in ["role", "locale"] {
            if let Some(value) = case.get(key) {
                options[key] = value.clone();
            }
        }
        let differences = match (answer(&case["order"], &options), case.get("expectErrors")) {
            (Ok(answer), None) => compare(&answer, &case["expect"]),
            (Err(problems), Some(expected)) => compare_problems(&problems, expected),
            (Ok(_), Some(_)) => vec!["an answer instead of errors".to_owned()],
            (Err(problems), None) => vec![format!("problems: {problems}")],
        };
        failures.extend(differences.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(failures.is_empty(), "{} differences in {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn millis(instant: &Value) -> i64 {
    Instant::parse(instant.as_str().unwrap()).unwrap_or_else(|error| panic!("{instant}: {error:?}")).millis()
}

/// An instant of a case as an answer tells it.
fn instant(expected: &Value) -> Value {
    if expected.is_null() { Value::Null } else { json!(millis(expected)) }
}

fn entries(value: &Value) -> Vec<(&String, &Value)> {
    value.as_object().map(|map: &Map<String, Value>| map.iter().collect()).unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn same(what: &str, found: &Value, expected: &Value) -> Vec<String> {
    if found == expected { Vec::new() } else { vec![format!("{what}: expected {expected}, found {found}")] }
}

fn compare(answer: &Value, expect: &Value) -> Vec<String> {
    let compare = |(key, expected): (&String, &Value)| match key.as_str() {
        "state" => same("state", &answer["state"]["effective"], expected),
        "next" => same("next", answer["next"].get("at").unwrap_or(&Value::Null), &instant(expected)),
        "warnings" => {
            let found: Value =
                list(&answer["warnings"]).iter().map(|warning| json!([warning["code"], warning["path"]])).collect();
            same("warnings", &found, expected)
        }
        "uncertain" => same("state.uncertain", &answer["state"]["uncertain"], expected),
        "happened" => {
            same("state.transitions", &transitions(&answer["state"]["transitions"]), &expected_transitions(expected))
        }
        "ifNobodyActs" => same("ifNobodyActs", &transitions(&answer["ifNobodyActs"]), &expected_transitions(expected)),
        "ifNobodyActsEffects" => {
            let effects = list(&answer["ifNobodyActs"]).iter().chain(list(&answer["state"]["transitions"]));
            let found: Value =
                effects.flat_map(|transition| rules(&transition["effects"], "certainty", "certain")).collect();
            contains("effects of transitions", &found, expected, true)
        }
        "duties" => entries(expected).into_iter().flat_map(|(rule, duty)| compare_duty(answer, rule, duty)).collect(),
        "noDuties" => {
            let found: Value = list(&answer["duties"]).iter().map(|duty| duty["rule"].clone()).collect();
            contains("duties", &found, expected, false)
        }
        "actions" => {
            entries(expected).into_iter().flat_map(|(id, action)| compare_action(answer, id, action)).collect()
        }
        other => vec![format!("a case cannot expect `{other}`")],
    };
    entries(expect).into_iter().flat_map(compare).collect()
}

fn transitions(found: &Value) -> Value {
    list(found).iter().map(|each| json!({ "rule": each["rule"], "at": each["at"], "to": each["to"] })).collect()
}

fn expected_transitions(expected: &Value) -> Value {
    let each = |each: &Value| json!({ "rule": each["rule"], "at": instant(&each["at"]), "to": each["to"] });
    list(expected).iter().map(each).collect()
}

fn compare_duty(answer: &Value, rule: &str, expected: &Value) -> Vec<String> {
    let Some(duty) = list(&answer["duties"]).iter().find(|duty| duty["rule"] == *rule) else {
        return vec![format!("there is no duty {rule}")];
    };
    let compare = |(key, expected): (&String, &Value)| {
        let expected = if key == "due" { instant(expected) } else { expected.clone() };
        same(&format!("{rule}.{key}"), &duty[key], &expected)
    };
    entries(expected).into_iter().flat_map(compare).collect()
}

/// Where a case asks for all roles, an action stands once for each, and all have to be as expected.
fn compare_action(answer: &Value, id: &str, expected: &Value) -> Vec<String> {
    let found: Vec<&Value> = list(&answer["actions"]).iter().filter(|action| action["id"] == *id).collect();
    if found.is_empty() && expected.is_null() {
        return Vec::new();
    }
    if found.is_empty() || expected.is_null() {
        return vec![format!("{id}: listed {} times, expected {expected}", found.len())];
    }
    let compare = |action: &Value, key: &str, expected: &Value| {
        let what = format!("{id}.{key}");
        match key {
            "verdict" | "consentOf" | "leadsTo" | "missing" => same(&what, &action[key], expected),
            "until" | "opensAt" => same(&what, &action[key], &instant(expected)),
            "violated" => same(&what, &rules(&action["reasons"], "status", "violated").into(), expected),
            "satisfied" => contains(&what, &rules(&action["reasons"], "status", "satisfied").into(), expected, true),
            "unknown" => same(&what, &rules(&action["reasons"], "status", "unknown").into(), expected),
            "effects" => contains(&what, &rules(&action["effects"], "certainty", "certain").into(), expected, true),
            "possibleEffects" => {
                contains(&what, &rules(&action["effects"], "certainty", "possible").into(), expected, true)
            }
            "noEffects" => {
                let all: Value = list(&action["effects"]).iter().map(|effect| effect["rule"].clone()).collect();
                contains(&what, &all, expected, false)
            }
            "drafts" => {
                let ids: Value = list(&action["drafts"]).iter().map(|draft| draft["id"].clone()).collect();
                same(&what, &ids, expected)
            }
            "message" => {
                let messages: Value = list(&action["reasons"]).iter().map(|reason| reason["message"].clone()).collect();
                contains(&what, &messages, &json!([expected]), true)
            }
            "editions" => {
                let found = list(&action["editions"]).iter();
                let found: Map<String, Value> =
                    found.map(|each| (each["edition"].as_str().unwrap().to_owned(), each["verdict"].clone())).collect();
                same(&what, &Value::Object(found), expected)
            }
            other => vec![format!("a case cannot expect `{other}` of an action")],
        }
    };
    let found = found.into_iter();
    found
        .flat_map(|action| entries(expected).into_iter().flat_map(move |(key, value)| compare(action, key, value)))
        .collect()
}

/// The rule ids of the entries in which a key has a value.
fn rules(entries: &Value, key: &str, value: &str) -> Vec<Value> {
    list(entries).iter().filter(|entry| entry[key] == *value).map(|entry| entry["rule"].clone()).collect()
}

fn contains(what: &str, found: &Value, expected: &Value, wanted: bool) -> Vec<String> {
    let differs = |each: &&Value| list(found).contains(each) != wanted;
    let verb = if wanted { "is missing from" } else { "should not be among" };
    list(expected).iter().filter(differs).map(|each| format!("{what}: {each} {verb} {found}")).collect()
}

fn compare_problems(problems: &Value, expected: &Value) -> Vec<String> {
    let key =
        |problem: &Value| format!("{} at `{}`", problem["code"].as_str().unwrap(), problem["path"].as_str().unwrap());
    let keys = |problems: &Value| {
        let mut keys: Vec<String> = list(problems).iter().map(key).collect();
        keys.sort();
        json!(keys)
    };
    let mut differences = same("problems", &keys(problems), &keys(expected));
    for each in list(expected).iter().filter(|each| each.get("suggests").is_some()) {
        let found = list(problems).iter().find(|problem| key(problem) == key(each));
        differences.extend(same(
            &key(each),
            &found.map_or(Value::Null, |found| found["suggests"].clone()),
            &each["suggests"],
        ));
    }
    differences
}
