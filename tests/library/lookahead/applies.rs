//! What-ifs: what a case expects of one, and what holds of every one.

use serde_json::{Value, json};

use super::calls::{Call, ask};
use super::values::{by_value, column, entries, instant, keys, list, only, same, text};

/// Everything that is not as a case expects, or as it has to be with every what-if.
pub(crate) fn check(call: Call, case: &Value) -> Result<Vec<String>, String> {
    let mut options = json!({ "now": case["now"] });
    for key in ["role", "with", "agreed"] {
        if let Some(value) = case.get(key) {
            options[key] = value.clone();
        }
    }
    let applied = ask(call, "apply", &[case["order"].clone(), case["action"].clone(), options])?;
    let mut differences = misspelt(case);
    differences.extend(entries(&case["expect"]).flat_map(|(key, expected)| compare(&applied, key, expected)));
    differences.extend(makes_sense(call, &applied, case)?);
    differences.extend(can_be_asked(call, &applied["order"], case)?);
    Ok(differences)
}

fn misspelt(case: &Value) -> Vec<String> {
    const EXPECT: &[&str] = &[
        "order",
        "agreed",
        "effective",
        "violated",
        "missing",
        "consentOf",
        "stops",
        "starts",
        "runsInto",
        "then",
        "next",
    ];
    let needed = ["name", "order", "action", "now", "expect"];
    let mut found = keys("a what-if", case, &needed, &["role", "with", "agreed"]);
    let expect = &case["expect"];
    found.extend(keys("what is expected", expect, &["applied"], EXPECT));
    for key in ["stops", "starts"] {
        found.extend(list(&expect[key]).iter().flat_map(|each| keys("a transition", each, &["rule", "at"], &[])));
    }
    let at_once = |each: &Value| keys("what happens at once", each, &["rule", "to"], &["effects"]);
    found.extend(list(&expect["runsInto"]).iter().flat_map(at_once));
    found
}

fn compare(applied: &Value, key: &str, expected: &Value) -> Vec<String> {
    let found = match key {
        "applied" | "missing" => applied[key].clone(),
        "order" | "agreed" => return same(key, &by_value(&applied[key]), &by_value(expected)),
        "effective" => applied["preview"]["state"]["effective"].clone(),
        "violated" => column(&violated(&applied["action"]), "rule"),
        "consentOf" => applied["action"][key].clone(),
        "stops" | "starts" => {
            let transitions = |value: &Value| only(value, &["rule", "at"]);
            return same(key, &transitions(&applied[key]), &transitions(expected));
        }
        "runsInto" => return compare_at_once(&applied[key], expected),
        "then" => return entries(expected).flat_map(|(who, verdict)| compare_then(applied, who, verdict)).collect(),
        "next" => return same(key, applied["preview"]["next"].get("at").unwrap_or(&Value::Null), &instant(expected)),
        // It has been told already that there is no such key.
        _ => return Vec::new(),
    };
    same(key, &found, expected)
}

fn violated(action: &Value) -> Value {
    list(&action["reasons"]).iter().filter(|reason| reason["status"] == "violated").cloned().collect()
}

fn compare_at_once(found: &Value, expected: &Value) -> Vec<String> {
    let transitions = |value: &Value| only(value, &["rule", "to"]);
    let mut differences = same("runsInto", &transitions(found), &transitions(expected));
    for (found, expected) in list(found).iter().zip(list(expected)) {
        if let Some(effects) = expected.get("effects") {
            let certain = list(&found["effects"]).iter().filter(|effect| effect["certainty"] == "certain");
            let what = format!("the effects of {}", found["rule"]);
            differences.extend(same(&what, &column(&certain.cloned().collect(), "rule"), effects));
        }
    }
    differences
}

/// What a role may do afterwards, written as `buyer revise`.
fn compare_then(applied: &Value, who: &str, verdict: &Value) -> Vec<String> {
    let (role, id) = who.split_once(' ').unwrap_or(("", who));
    let action =
        list(&applied["preview"]["actions"]).iter().find(|action| action["role"] == role && action["id"] == id);
    same(&format!("then {who}"), action.map_or(&Value::Null, |action| &action["verdict"]), verdict)
}

/// What holds of every what-if, by what a preview says before it and after it.
fn makes_sense(call: Call, applied: &Value, case: &Value) -> Result<Vec<String>, String> {
    let (given, after) = (&case["order"], &applied["order"]);
    let preview = |order: &Value| ask(call, "preview", &[order.clone(), json!({ "now": case["now"] })]);
    let (before, then) = (preview(given)?, preview(after)?);
    let mut differences = same("preview", &applied["preview"], &then);
    let allowed = applied["action"]["verdict"] == "allowed";
    if allowed != (applied["applied"] == true) && list(&applied["missing"]).is_empty() {
        differences.push(format!("it is {} and applied: {}", applied["action"]["verdict"], applied["applied"]));
    }
    differences.extend(same("action.id", &applied["action"]["id"], &case["action"]));
    if case.get("with").is_none() {
        let entry = |action: &&Value| {
            action["id"] == case["action"] && case.get("role").is_none_or(|role| action["role"] == *role)
        };
        let action = list(&before["actions"]).iter().find(entry).unwrap_or(&Value::Null);
        differences.extend(same("action", &applied["action"], action));
        let coming = |preview: &Value| only(&preview["ifNobodyActs"], &["rule", "at", "to", "from"]);
        let without = |one: &Value, other: &Value| -> Value {
            let same = |a: &Value, b: &Value| a["rule"] == b["rule"] && a["at"] == b["at"];
            list(one).iter().filter(|each| !list(other).iter().any(|other| same(each, other))).cloned().collect()
        };
        let (old, new) = (coming(&before), coming(&then));
        let told = |key: &str| only(&applied[key], &["rule", "at", "to", "from"]);
        differences.extend(same("stops", &told("stops"), &without(&old, &new)));
        differences.extend(same("starts", &told("starts"), &without(&new, &old)));
    }
    if applied["applied"] == true {
        let happened = |transitions: &Value| only(transitions, &["rule", "from", "to", "effects"]);
        differences.extend(same("runsInto", &happened(&applied["runsInto"]), &happened(&then["state"]["transitions"])));
    } else {
        differences.extend(same("order", after, given));
        for key in ["stops", "starts", "runsInto"] {
            differences.extend(same(key, &applied[key], &json!([])));
        }
    }
    Ok(differences)
}

/// The order after it can be asked about like any other.
fn can_be_asked(call: Call, order: &Value, case: &Value) -> Result<Vec<String>, String> {
    let now = &case["now"];
    ask(call, "timeline", &[order.clone(), json!({ "from": now })])?;
    let preview = ask(call, "preview", &[order.clone(), json!({ "now": now })])?;
    for action in list(&preview["actions"]) {
        let role = &action["role"];
        let again = ask(call, "apply", &[order.clone(), action["id"].clone(), json!({ "role": role, "now": now })]);
        // Nobody can tell here what a person would supply.
        if again.as_ref().is_err_and(|problems| problems.contains("missing-argument")) {
            continue;
        }
        let again = again.map_err(|problems| format!("then {} {}: {problems}", text(role), action["id"]))?;
        ask(call, "preview", &[again["order"].clone(), json!({ "now": now })])?;
    }
    ask(call, "ways", &[order.clone(), json!({ "to": case["action"], "role": case.get("role"), "now": now })])?;
    Ok(Vec::new())
}
