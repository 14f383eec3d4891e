//! The acceptance cases, and how an answer is compared with what a case expects.
//!
//! The cases are data, in `tests/cases`. Whoever can answer an order can be tried with
//! them: the library natively, and the JavaScript functions in a browser. What a case may
//! expect is the same in `tests/support/acceptance-cases.mjs`, which tries the package.

use serde_json::{Map, Value, json};
use torihiki::Instant;

/// Each file of cases with its name.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("given/coconala", include_str!("../cases/given/coconala.json")),
    ("given/coconala-account", include_str!("../cases/given/coconala-account.json")),
    ("given/qoo10", include_str!("../cases/given/qoo10.json")),
    ("given/crowdworks", include_str!("../cases/given/crowdworks.json")),
    ("given/lancers", include_str!("../cases/given/lancers.json")),
    ("given/errors", include_str!("../cases/given/errors.json")),
    ("own/coconala", include_str!("../cases/own/coconala.json")),
    ("own/coconala-account", include_str!("../cases/own/coconala-account.json")),
    ("own/qoo10", include_str!("../cases/own/qoo10.json")),
    ("own/crowdworks", include_str!("../cases/own/crowdworks.json")),
    ("own/lancers", include_str!("../cases/own/lancers.json")),
    ("own/errors", include_str!("../cases/own/errors.json")),
];

/// What a case may consist of.
const KEYS: [&str; 8] = ["name", "editions", "order", "role", "now", "locale", "expect", "expectErrors"];

/// Every case with the name of its file.
///
/// A case that names `editions` holds in each of them, and becomes one case for each.
pub(crate) fn cases() -> Vec<(String, Value)> {
    FILES.iter().flat_map(|(file, text)| read(file, text)).flat_map(in_editions).collect()
}

fn read(file: &str, text: &str) -> Vec<(String, Value)> {
    let cases: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    // The cases of a policy that is brought along stand in one file, by their kind.
    let previews = cases.get("previews").unwrap_or(&cases);
    list(previews).iter().cloned().map(|case| (format!("{file}: {}", case["name"].as_str().unwrap()), case)).collect()
}

fn in_editions((name, case): (String, Value)) -> Vec<(String, Value)> {
    let Some(editions) = case.get("editions").cloned() else { return vec![(name, case)] };
    let in_edition = |edition: &Value| {
        let mut case = case.clone();
        case["order"]["edition"] = edition.clone();
        (format!("{name} ({})", edition.as_str().unwrap()), case)
    };
    list(&editions).iter().map(in_edition).collect()
}

/// The options `role`, `now` and `locale` of a case; `None` where only JavaScript can pass
/// them, because the types of the library rule them out.
pub(crate) fn options(case: &Value) -> Option<Value> {
    // A case without an instant is about errors, which do not depend on it.
    let now = match case.get("now") {
        None => 0,
        Some(now) => Instant::parse(now.as_str()?).ok()?.millis(),
    };
    let mut options = json!({ "now": now });
    if let Some(role) = case.get("role") {
        options["role"] = json!(role.as_str()?);
    }
    if let Some(locale) = case.get("locale") {
        let tag = locale.as_str()?;
        options["locale"] = json!(tag);
    }
    Some(options)
}

/// Runs every case and tells all that is not as expected.
///
/// `answer` takes an order and the options `role`, `now` and `locale`, and returns the
/// answer or the problems, as JSON.
pub(crate) fn run(answer: impl Fn(&Value, &Value) -> Result<Value, Value>) {
    run_files(FILES, answer);
}

/// The same for the cases of these files.
pub(crate) fn run_files(files: &[(&str, &str)], answer: impl Fn(&Value, &Value) -> Result<Value, Value>) {
    let cases: Vec<(String, Value)> =
        files.iter().flat_map(|(file, text)| read(file, text)).flat_map(in_editions).collect();
    assert!(!cases.is_empty(), "there are no cases");
    let mut failures = Vec::new();
    for (name, case) in &cases {
        let unheard = entries(case).into_iter().filter(|(key, _)| !KEYS.contains(&key.as_str()));
        failures.extend(unheard.map(|(key, _)| format!("{name}: a case has no `{key}`")));
        let Some(options) = options(case) else {
            // What cannot be asked cannot be answered, so such a case has to be about errors.
            failures.extend(case.get("expect").map(|_| format!("{name}: the options cannot be read")));
            continue;
        };
        let differences = match (answer(&case["order"], &options), case.get("expect"), case.get("expectErrors")) {
            (Ok(answer), Some(expected), None) => compare(&answer, expected),
            (Err(problems), None, Some(expected)) => compare_problems(&problems, expected),
            (Ok(_), None, Some(_)) => vec!["an answer instead of errors".to_owned()],
            (Err(problems), Some(_), None) => vec![format!("problems: {problems}")],
            _ => vec!["a case has either `expect` or `expectErrors`".to_owned()],
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
        // What follows from a transition, before it happens and after it has.
        "ifNobodyActsEffects" => {
            let certain = |transition: &Value| rules(&transition["effects"], "certainty", "certain");
            contains("effects of transitions", &each_transition(answer).flat_map(certain).collect(), expected, true)
        }
        "noIfNobodyActsEffects" => {
            let all = |transition: &Value| names(&transition["effects"], "rule");
            contains("effects of transitions", &each_transition(answer).flat_map(all).collect(), expected, false)
        }
        "duties" => entries(expected).into_iter().flat_map(|(rule, duty)| compare_duty(answer, rule, duty)).collect(),
        "sources" | "messages" => {
            entries(expected).into_iter().flat_map(|(rule, told)| compare_told(answer, rule, key, told)).collect()
        }
        "editions" => {
            let compare = |(edition, expected): (&String, &Value)| {
                let found = list(&answer["editions"]).iter().find(|each| each["edition"] == **edition);
                let told = |each: &Value| json!({ "state": each["state"]["effective"], "agrees": each["agrees"] });
                same(&format!("editions.{edition}"), &found.map_or(Value::Null, told), expected)
            };
            entries(expected).into_iter().flat_map(compare).collect()
        }
        "noDuties" => contains("duties", &names(&answer["duties"], "rule").into(), expected, false),
        "actions" => {
            entries(expected).into_iter().flat_map(|(id, action)| compare_action(answer, id, action)).collect()
        }
        other => vec![format!("a case cannot expect `{other}`")],
    };
    entries(expect).into_iter().flat_map(compare).collect()
}

/// What happened by itself, and what is still to come.
fn each_transition(answer: &Value) -> impl Iterator<Item = &Value> {
    list(&answer["state"]["transitions"]).iter().chain(list(&answer["ifNobodyActs"]))
}

fn transitions(found: &Value) -> Value {
    let each = |each: &Value| json!({ "rule": each["rule"], "at": each["at"], "to": each["to"], "certainty": each["certainty"] });
    list(found).iter().map(each).collect()
}

fn expected_transitions(expected: &Value) -> Value {
    let each = |each: &Value| {
        let certainty = each.get("certainty").cloned().unwrap_or_else(|| "certain".into());
        json!({ "rule": each["rule"], "at": instant(&each["at"]), "to": each["to"], "certainty": certainty })
    };
    list(expected).iter().map(each).collect()
}

fn compare_duty(answer: &Value, rule: &str, expected: &Value) -> Vec<String> {
    let Some(duty) = list(&answer["duties"]).iter().find(|duty| duty["rule"] == *rule) else {
        return vec![format!("there is no duty {rule}")];
    };
    let compare = |(key, expected): (&String, &Value)| {
        let what = format!("{rule}.{key}");
        match key.as_str() {
            "role" | "overdue" => same(&what, &duty[key], expected),
            "due" => same(&what, &duty[key], &instant(expected)),
            other => vec![format!("a case cannot expect `{other}` of a duty")],
        }
    };
    entries(expected).into_iter().flat_map(compare).collect()
}

/// What is told of a rule under a key, wherever the answer tells of it, but for what it says of other editions.
fn compare_told(answer: &Value, rule: &str, what: &str, expected: &Value) -> Vec<String> {
    let told = if what == "messages" { "message" } else { what };
    let mut found = Vec::new();
    let mut open = vec![answer];
    while let Some(value) = open.pop() {
        found.extend((value["rule"] == *rule).then(|| value.get(told)).flatten());
        open.extend(list(value));
        open.extend(entries(value).into_iter().filter(|(key, _)| *key != "editions").map(|(_, inside)| inside));
    }
    if found.is_empty() {
        return vec![format!("nothing tells of {rule}")];
    }
    found.into_iter().flat_map(|found| same(&format!("{rule}.{told}"), found, expected)).collect()
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
            "verdict" | "consentOf" | "leadsTo" | "missing" | "harm" | "unblockOutcome" | "coveredBy" => {
                same(&what, &action[key], expected)
            }
            "until" | "opensAt" | "safeUntil" => same(&what, &action[key], &instant(expected)),
            "violated" => same(&what, &rules(&action["reasons"], "status", "violated").into(), expected),
            "satisfied" => contains(&what, &rules(&action["reasons"], "status", "satisfied").into(), expected, true),
            "unknown" => same(&what, &rules(&action["reasons"], "status", "unknown").into(), expected),
            "alternatives" => {
                let of_groups = list(&action["reasons"]).iter().flat_map(|reason| list(&reason["alternatives"]));
                let found: Value =
                    of_groups.map(|each| (each["rule"].as_str().unwrap().to_owned(), each["status"].clone())).collect();
                same(&what, &found, expected)
            }
            "effects" => contains(&what, &rules(&action["effects"], "certainty", "certain").into(), expected, true),
            "possibleEffects" => {
                contains(&what, &rules(&action["effects"], "certainty", "possible").into(), expected, true)
            }
            "amounts" => {
                let compare = |(rule, expected): (&String, &Value)| {
                    let effect = list(&action["effects"]).iter().find(|effect| effect["rule"] == **rule);
                    same(
                        &format!("{what}.{rule}"),
                        effect.map_or(&json!("no such effect"), |each| &each["amount"]),
                        expected,
                    )
                };
                entries(expected).into_iter().flat_map(compare).collect()
            }
            "effectsUntil" => {
                let compare = |(rule, expected): (&String, &Value)| {
                    let effect = list(&action["effects"]).iter().find(|effect| effect["rule"] == **rule);
                    let until = effect.map_or_else(|| json!("no such effect"), |each| each["until"].clone());
                    same(&format!("{what}.{rule}"), &until, &instant(expected))
                };
                entries(expected).into_iter().flat_map(compare).collect()
            }
            "effectMessage" => contains(&what, &names(&action["effects"], "message").into(), &json!([expected]), true),
            "noEffects" => contains(&what, &names(&action["effects"], "rule").into(), expected, false),
            "drafts" => same(&what, &names(&action["drafts"], "id").into(), expected),
            "message" => contains(&what, &names(&action["reasons"], "message").into(), &json!([expected]), true),
            // An edition that is not listed does not have the action, or not the state: null asks for that.
            "editions" | "agrees" => {
                let field = if key == "agrees" { "agrees" } else { "verdict" };
                let compare = |(edition, expected): (&String, &Value)| {
                    let found = list(&action["editions"]).iter().find(|each| each["edition"] == **edition);
                    same(&format!("{what}.{edition}"), found.map_or(&Value::Null, |each| &each[field]), expected)
                };
                entries(expected).into_iter().flat_map(compare).collect()
            }
            other => vec![format!("a case cannot expect `{other}` of an action")],
        }
    };
    let found = found.into_iter();
    found
        .flat_map(|action| entries(expected).into_iter().flat_map(move |(key, value)| compare(action, key, value)))
        .collect()
}

/// What the entries have under a key.
fn names(entries: &Value, key: &str) -> Vec<Value> {
    list(entries).iter().map(|entry| entry[key].clone()).collect()
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
