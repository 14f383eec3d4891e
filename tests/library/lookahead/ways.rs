//! Ways: what a case expects of them, and what holds of every one.

use serde_json::{Value, json};

use super::calls::{Call, ask};
use super::values::{by_value, instant, keys, list, millis, same, text};

/// Everything that is not as a case expects, or as it has to be with all ways.
pub(crate) fn check(call: Call, case: &Value) -> Result<Vec<String>, String> {
    let mut options = json!({ "to": case["to"], "now": case["now"] });
    if let Some(role) = case.get("role") {
        options["role"] = role.clone();
    }
    let answer = ask(call, "ways", &[case["order"].clone(), options])?;
    let mut differences = keys("a case of ways", case, &["name", "order", "to", "now", "expect"], &["role"]);
    differences.extend(keys(
        "what is expected",
        &case["expect"],
        &["ways"],
        &["only", "gaveUp", "outcome", "coveredBy"],
    ));
    differences.extend(compare(&answer, &case["expect"]));
    differences.extend(same("asOf", &answer["asOf"], &instant(&case["now"])));
    differences.extend(same("role", &answer["role"], case.get("role").unwrap_or(&Value::Null)));
    let ways = list(&answer["ways"]);
    if ways.len() > 5 {
        differences.push(format!("there are {} ways", ways.len()));
    }
    for (index, way) in ways.iter().enumerate() {
        if ways.iter().take(index).any(|earlier| steps(earlier) == steps(way)) {
            differences.push(format!("the way {:?} is told twice", steps(way)));
        }
        // Those that hurt come last.
        let rank = |way: &Value| (hurts(way, &answer["role"]), list(&way["steps"]).len());
        if index > 0 && rank(way) < rank(&ways[index - 1]) {
            differences.push(format!("the way {:?} stands after one that is longer, or that hurts", steps(way)));
        }
        let walked = walk(call, way, case).unwrap_or_else(|failure| vec![failure]);
        differences.extend(walked.into_iter().map(|difference| format!("the way {:?}: {difference}", steps(way))));
    }
    Ok(differences)
}

fn compare(answer: &Value, expect: &Value) -> Vec<String> {
    let found: Vec<Vec<String>> = list(&answer["ways"]).iter().map(steps).collect();
    let expected: Vec<Vec<String>> =
        list(&expect["ways"]).iter().map(|way| list(way).iter().map(|step| written(text(step))).collect()).collect();
    let mut differences = Vec::new();
    for key in ["gaveUp", "outcome", "coveredBy"] {
        if let Some(expected) = expect.get(key) {
            differences.extend(same(key, &answer[key], expected));
        }
    }
    if expected.is_empty() || expect.get("only") == Some(&Value::Bool(true)) {
        differences.extend(same("ways", &json!(found), &json!(expected)));
        return differences;
    }
    let mut rest = found.iter();
    let in_order = expected.iter().all(|way| rest.any(|other| other == way));
    if !in_order || found.first() != expected.first() {
        differences.push(format!("ways: expected {expected:?}, found {found:?}"));
    }
    differences
}

/// Whether a step hurts the role that asks, or else the one that acts, or costs it money.
fn hurts(way: &Value, role: &Value) -> bool {
    list(&way["steps"]).iter().any(|step| {
        let whom = if role.is_null() { &step["by"] } else { role };
        let effects = list(&step["effects"]).iter().filter(|effect| list(&effect["audience"]).contains(whom));
        let is_money = |effect: &Value| ["refund", "payout", "penalty"].contains(&text(&effect["kind"]));
        let is_bad =
            |effect: &Value| effect["severity"] == "danger" || (effect["severity"] == "caution" && is_money(effect));
        effects.into_iter().any(is_bad)
    })
}

/// The steps of a way in the words of a case, with every instant in milliseconds.
fn steps(way: &Value) -> Vec<String> {
    list(&way["steps"]).iter().map(told).collect()
}

fn told(step: &Value) -> String {
    if let (Some(by), Some(action)) = (step["by"].as_str(), step["action"].as_str()) {
        return format!("{by}: {action}");
    }
    if let Some(until) = step["waitUntil"].as_i64() {
        return format!("wait until {until}");
    }
    match (step["fact"].as_str(), &step["value"]) {
        (Some(fact), Value::String(value)) => format!("{fact} = {value}"),
        (Some(fact), value) => format!("{fact} = {value}"),
        _ => format!("something else: {step}"),
    }
}

/// A step as a case writes it, with an instant in milliseconds.
fn written(step: &str) -> String {
    let by_value = |text: &str| match by_value(&json!(text)) {
        Value::String(text) => text,
        instant => instant.to_string(),
    };
    match (step.strip_prefix("wait until "), step.split_once(" = ")) {
        (Some(until), _) => format!("wait until {}", by_value(until)),
        (None, Some((fact, value))) => format!("{fact} = {}", by_value(value)),
        (None, None) => step.to_owned(),
    }
}

/// Goes a way step by step, and tells where it does not lead to the goal, or not at its end.
fn walk(call: Call, way: &Value, case: &Value) -> Result<Vec<String>, String> {
    let mut order = case["order"].clone();
    let mut now = millis(&case["now"]);
    let mut differences = Vec::new();
    for step in list(&way["steps"]) {
        if reached(call, &order, now, case)? {
            differences.push(format!("the goal is reached before `{}`", told(step)));
        }
        if step["message"].as_str().is_none_or(str::is_empty) {
            differences.push(format!("`{}` has no message", told(step)));
        }
        if let Some(action) = step.get("action") {
            let agreed = !step["consentOf"].is_null();
            let options = json!({ "role": step["by"], "now": now, "agreed": agreed });
            let applied = ask(call, "apply", &[order.clone(), action.clone(), options])?;
            if applied["applied"] != true {
                return Err(format!("`{}` cannot be done: {}", told(step), applied["action"]["reasons"]));
            }
            order = applied["order"].clone();
        } else if let Some(until) = step["waitUntil"].as_i64() {
            if until <= now {
                differences.push(format!("`{}` does not lie ahead of {now}", told(step)));
            }
            now = until;
        } else {
            order[text(&step["fact"])] = step["value"].clone();
        }
    }
    if !reached(call, &order, now, case)? {
        differences.push("it does not lead to the goal".to_owned());
    }
    differences.extend(same("at", &way["at"], &json!(now)));
    Ok(differences)
}

/// Whether an order is where a case wants to get: in the state for sure, or the action is allowed.
fn reached(call: Call, order: &Value, now: i64, case: &Value) -> Result<bool, String> {
    let mut options = json!({ "now": now });
    if let Some(role) = case.get("role") {
        options["role"] = role.clone();
    }
    let preview = ask(call, "preview", &[order.clone(), options])?;
    let state = &preview["state"];
    let there = state["effective"] == case["to"] && list(&state["uncertain"]).is_empty();
    let mut actions = list(&preview["actions"]).iter();
    Ok(there || actions.any(|action| action["id"] == case["to"] && action["verdict"] == "allowed"))
}
