//! Timelines: what a case expects of one, and what holds of every one.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::calls::{Call, ask};
use super::values::{entries, instant, keys, list, millis, only, same, text};

/// How far beyond everything that changes it is tried that nothing changes any more.
const LONG: i64 = 50 * 365 * 24 * 3_600_000;

/// Everything that is not as a case expects, or as it has to be with every timeline.
pub(crate) fn check(call: Call, case: &Value) -> Result<Vec<String>, String> {
    let mut differences = misspelt(case);
    let mut options = json!({ "from": case["from"] });
    for key in ["role", "until"] {
        if let Some(value) = case.get(key) {
            options[key] = value.clone();
        }
    }
    let order = &case["order"];
    let timeline = ask(call, "timeline", &[order.clone(), options])?;
    differences.extend(compare(&timeline, case));
    differences.extend(tiles(&timeline, case));
    differences.extend(agrees_with_previews(call, &timeline, order, case.get("role"))?);
    Ok(differences)
}

fn misspelt(case: &Value) -> Vec<String> {
    let mut found = keys("a timeline case", case, &["name", "order", "from", "expect"], &["role", "until"]);
    let expect = &case["expect"];
    found.extend(keys("what is expected", expect, &["segments", "transitions"], &["duties", "changes"]));
    let each = |what: &'static str, entries: &Value, needed: &[&str], possible: &[&str]| {
        list(entries).iter().flat_map(|entry| keys(what, entry, needed, possible)).collect::<Vec<_>>()
    };
    found.extend(each("a segment", &expect["segments"], &["from", "to", "state", "verdicts"], &["uncertain"]));
    found.extend(each("a transition", &expect["transitions"], &["rule", "at", "to"], &["certainty"]));
    found.extend(each("a duty", &expect["duties"], &["rule", "role", "from", "to", "due"], &[]));
    found.extend(each("a change", &expect["changes"], &["at", "what"], &["rule", "action", "role"]));
    found
}

/// The transitions of a timeline; one of which nothing else is said is certain.
fn transitions(of: &Value) -> Value {
    let mut transitions = only(&of["transitions"], &["rule", "at", "to", "certainty"]);
    for transition in transitions.as_array_mut().into_iter().flatten() {
        if transition["certainty"].is_null() {
            transition["certainty"] = "certain".into();
        }
    }
    transitions
}

fn compare(timeline: &Value, case: &Value) -> Vec<String> {
    let expect = &case["expect"];
    let frame = |segments: &Value| only(segments, &["from", "to", "state"]);
    let mut differences = same("segments", &frame(&timeline["segments"]), &frame(&expect["segments"]));
    differences.extend(same("transitions", &transitions(timeline), &transitions(expect)));
    if expect.get("duties").is_some() {
        let duties = |value: &Value| only(&value["duties"], &["rule", "role", "from", "to", "due"]);
        differences.extend(same("duties", &duties(timeline), &duties(expect)));
    }
    for (found, expected) in list(&timeline["segments"]).iter().zip(list(&expect["segments"])) {
        let what = format!("the segment from {}", text(&expected["from"]));
        // A segment that says nothing about it is certain.
        let uncertain = expected.get("uncertain").cloned().unwrap_or_else(|| json!([]));
        differences.extend(same(&format!("{what}: uncertain"), &found["uncertain"], &uncertain));
        differences.extend(match case.get("role") {
            Some(role) => verdicts(&what, text(role), &found["verdicts"], &expected["verdicts"]),
            None => entries(&expected["verdicts"])
                .flat_map(|(role, expected)| verdicts(&what, role, &found["verdicts"], expected))
                .collect(),
        });
    }
    differences.extend(list(&expect["changes"]).iter().filter_map(|expected| unmet(timeline, expected)));
    differences
}

fn verdicts(what: &str, role: &str, found: &Value, expected: &Value) -> Vec<String> {
    let compare = |(action, verdict)| same(&format!("{what}: {role} {action}"), &found[role][action], verdict);
    entries(expected).flat_map(compare).collect()
}

/// A change that is expected and not among those of the segment in which it falls.
fn unmet(timeline: &Value, expected: &Value) -> Option<String> {
    let at = instant(&expected["at"]);
    let within = |segment: &&Value| {
        segment["from"].as_i64() <= at.as_i64() && (segment["to"].is_null() || at.as_i64() < segment["to"].as_i64())
    };
    let changes = list(&timeline["segments"]).iter().find(within).map_or(&Value::Null, |segment| &segment["changes"]);
    let meets =
        |found: &Value| found["at"] == at && entries(expected).all(|(key, value)| key == "at" || found[key] == *value);
    let then: Vec<&Value> = list(changes).iter().filter(|change| change["at"] == at).collect();
    (!then.iter().any(|change| meets(change))).then(|| format!("the change {expected} is not among {}", json!(then)))
}

/// The segments cover the whole stretch without a gap, and each is otherwise than the one before.
fn tiles(timeline: &Value, case: &Value) -> Vec<String> {
    let segments = list(&timeline["segments"]);
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return vec!["there is no segment".to_owned()];
    };
    let until = case.get("until").map_or(Value::Null, instant);
    let mut differences = same("the beginning of the first segment", &first["from"], &instant(&case["from"]));
    differences.extend(same("the end of the last segment", &last["to"], &until));
    differences.extend(same("from", &timeline["from"], &instant(&case["from"])));
    differences.extend(same("until", &timeline["until"], &until));
    for pair in segments.windows(2) {
        let [before, after] = pair else { continue };
        differences.extend(same("the end of a segment", &before["to"], &after["from"]));
        if before["from"].as_i64() >= before["to"].as_i64() {
            differences.push(format!("the segment from {} does not end after its beginning", before["from"]));
        }
        if ["state", "uncertain", "verdicts"].iter().all(|key| before[*key] == after[*key]) {
            differences.push(format!("the segment from {} is as the one before it", after["from"]));
        }
    }
    differences
}

/// At every instant that matters, a timeline says what a preview says.
fn agrees_with_previews(
    call: Call,
    timeline: &Value,
    order: &Value,
    role: Option<&Value>,
) -> Result<Vec<String>, String> {
    let preview = |at: i64| {
        let mut options = json!({ "now": at });
        if let Some(role) = role {
            options["role"] = role.clone();
        }
        ask(call, "preview", &[order.clone(), options])
    };
    let from = millis(&timeline["from"]);
    let before_end = |at: i64| at >= from && timeline["until"].as_i64().is_none_or(|until| at < until);
    let first = preview(from)?;
    let mut differences = same("policy", &timeline["policy"], &first["policy"]);
    differences.extend(same("state", &timeline["state"], &first["state"]));
    let coming = list(&first["ifNobodyActs"]).iter().filter(|transition| before_end(millis(&transition["at"])));
    differences.extend(same("transitions", &timeline["transitions"], &coming.cloned().collect()));
    for at in instants(timeline).into_iter().filter(|at| before_end(*at)) {
        let preview = preview(at)?;
        let holds = |entry: &&Value| {
            entry["from"].as_i64() <= Some(at) && (entry["to"].is_null() || Some(at) < entry["to"].as_i64())
        };
        let segment = list(&timeline["segments"]).iter().find(holds).unwrap_or(&Value::Null);
        let what = |key: &str| format!("{key} at {at}");
        differences.extend(same(&what("state"), &segment["state"], &preview["state"]["effective"]));
        differences.extend(same(&what("label"), &segment["label"], &preview["state"]["label"]));
        differences.extend(same(&what("uncertain"), &segment["uncertain"], &preview["state"]["uncertain"]));
        differences.extend(same(&what("verdicts"), &segment["verdicts"], &verdicts_of(&preview)));
        let duties = |duties: &Value| only(duties, &["rule", "role", "due", "certainty", "message", "sources"]);
        let spans: Value = list(&timeline["duties"]).iter().filter(holds).cloned().collect();
        differences.extend(same(&what("duties"), &duties(&spans), &duties(&preview["duties"])));
    }
    differences.extend(same("the instants of the changes", &changes(timeline), &each_next(from, before_end, preview)?));
    Ok(differences)
}

/// Where segments and duties begin and end, where anything changes, just before, and in between.
fn instants(timeline: &Value) -> BTreeSet<i64> {
    let bounds = list(&timeline["segments"]).iter().chain(list(&timeline["duties"]));
    let bounds = bounds.flat_map(|each| [&each["from"], &each["to"]]).filter_map(Value::as_i64);
    let marks: BTreeSet<i64> = bounds.chain(list(&changes(timeline)).iter().map(millis)).collect();
    let between = marks.iter().zip(marks.iter().skip(1)).map(|(one, next)| one + (next - one) / 2);
    let after = marks.last().map(|last| last + LONG);
    marks.iter().copied().chain(marks.iter().map(|mark| mark - 1)).chain(between).chain(after).collect()
}

/// The instants at which a timeline says that something changes.
fn changes(timeline: &Value) -> Value {
    let changes = list(&timeline["segments"]).iter().flat_map(|segment| list(&segment["changes"]));
    changes.map(|change| millis(&change["at"])).collect::<BTreeSet<i64>>().into_iter().collect()
}

/// The instants that previews give one after the other as the next at which something changes by this edition.
fn each_next(
    from: i64,
    before_end: impl Fn(i64) -> bool,
    preview: impl Fn(i64) -> Result<Value, String>,
) -> Result<Value, String> {
    let mut found = Vec::new();
    let mut at = from;
    loop {
        let next = preview(at)?["next"].clone();
        let Some(then) = next["at"].as_i64().filter(|next| before_end(*next)) else { break };
        if next["what"] != "edition" {
            found.push(then);
        }
        at = then;
    }
    Ok(json!(found))
}

/// The verdicts of a preview in the form of a timeline.
fn verdicts_of(preview: &Value) -> Value {
    let mut verdicts = json!({});
    for action in list(&preview["actions"]) {
        verdicts[text(&action["role"])][text(&action["id"])] = action["verdict"].clone();
    }
    verdicts
}
