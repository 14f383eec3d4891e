//! What `rules.json` says of a policy, beside what the policy says of itself.
//!
//! Both are written in the form of `rules.json`: one entry for each state, parameter, fact
//! and rule, with only what is not as usual. `ours` marks what the rules want without giving
//! it a name, or what was added to them; `edition`, what holds in one edition only.

use serde_json::{Map, Value, json};

use super::{describe, list, text};

const RULES: &str = include_str!("rules.json");

/// Where a policy does not say what `rules.json` says, in words.
pub(crate) fn differences(id: &str, edition: &str) -> Vec<String> {
    let rules: Value = serde_json::from_str(RULES).unwrap();
    let expected = &rules["policies"][id];
    let description = describe(id, edition, "ja");
    let found = Found { description: &description };
    let mut differences = Vec::new();
    if json!(found.names("roles")) != expected["roles"] {
        differences.push(format!("the roles are {}", expected["roles"]));
    }
    for (key, found) in
        [("states", found.states()), ("params", found.params()), ("facts", found.facts()), ("rules", found.rules())]
    {
        let expected =
            list(&expected[key]).iter().filter(|entry| entry.get("edition").is_none_or(|only| *only == *edition));
        differences.extend(compare(&found, &expected.collect::<Vec<_>>(), &expected_source(&rules, id)));
    }
    for source in list(&description["sources"]) {
        let found = entry([
            ("source", source["id"].clone()),
            ("kind", source["kind"].clone()),
            ("title", source["title"].clone()),
            ("url", source["url"].clone()),
            ("date", source["date"].clone()),
            ("read", source["read"].clone()),
        ]);
        if !list(&rules["sources"]).contains(&found) {
            differences.push(format!("there is no source {found}"));
        }
    }
    differences.into_iter().map(|difference| format!("{id} ({}): {difference}", edition)).collect()
}

/// The source of a rule that names none.
fn expected_source(rules: &Value, id: &str) -> Value {
    rules["policies"][id]["source"].clone()
}

/// Compares entries by what they are called and in their order.
fn compare(found: &[Value], expected: &[&Value], source: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    for entry in expected {
        match found.iter().find(|found| called(found) == called(entry)) {
            None => differences.push(format!("missing: {entry}")),
            Some(found) => {
                let (found, expected) = comparable(found, entry, source);
                if found != expected {
                    differences.push(format!("{}: expected {expected}, found {found}", called(entry)));
                }
            }
        }
    }
    let invented = found.iter().filter(|found| !expected.iter().any(|entry| called(entry) == called(found)));
    differences.extend(invented.map(|found| format!("invented: {found}")));
    let order = |entries: &mut dyn Iterator<Item = &Value>| entries.map(called).collect::<Vec<_>>();
    let (found, expected) = (order(&mut found.iter()), order(&mut expected.iter().copied()));
    if differences.is_empty() && found != expected {
        differences.push(format!("in another order: expected {expected:?}, found {found:?}"));
    }
    differences
}

/// What an entry is and what it is called: its first key and the value of that.
fn called(entry: &Value) -> String {
    let kinds =
        ["state", "param", "fact", "transition", "action", "requirement", "effect", "elsewhere", "draft", "duty"];
    let kind = kinds.into_iter().find(|kind| entry.get(kind).is_some_and(Value::is_string)).unwrap();
    format!("{kind} {}", text(&entry[kind]))
}

/// Two entries without what only one of them tells.
fn comparable(found: &Value, expected: &Value, source: &Value) -> (Value, Value) {
    let (mut found, mut expected) = (found.clone(), expected.clone());
    for key in ["edition", "ours"] {
        expected.as_object_mut().unwrap().remove(key);
    }
    match expected.get("source") {
        // A rule of one edition that names no source may have that of what it counts with.
        None => drop(found.as_object_mut().unwrap().remove("source")),
        Some(named) => assert_ne!(named, source, "the usual source is not named"),
    }
    (found, expected)
}

/// An entry with what there is.
fn entry<const N: usize>(keys: [(&str, Value); N]) -> Value {
    let given = keys.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(given.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

/// Reads a description.
struct Found<'d> {
    description: &'d Value,
}

impl Found<'_> {
    fn names(&self, key: &str) -> Vec<Value> {
        list(&self.description[key]).iter().map(|each| each["id"].clone()).collect()
    }

    fn states(&self) -> Vec<Value> {
        let state = |state: &Value| {
            let is_final = if state["final"] == true { json!(true) } else { Value::Null };
            entry([("state", state["id"].clone()), ("final", is_final)])
        };
        list(&self.description["states"]).iter().map(state).collect()
    }

    fn params(&self) -> Vec<Value> {
        let param = |param: &Value| {
            entry([
                ("param", param["id"].clone()),
                ("value", param["value"].clone()),
                ("source", param["source"].clone()),
            ])
        };
        list(&self.description["params"]).iter().map(param).collect()
    }

    fn facts(&self) -> Vec<Value> {
        let edition = &self.description["edition"];
        let fact = |fact: &Value| {
            let choices: Vec<&Value> = list(&fact["choices"]).iter().map(|choice| &choice["id"]).collect();
            let ty = if choices.is_empty() { fact["type"].clone() } else { json!(choices) };
            let mut found = entry([("fact", fact["id"].clone()), ("type", ty)]);
            if fact["hasDefault"] == true {
                found["default"] = fact["default"].clone();
            } else if fact["nullable"] == true {
                found["nullable"] = json!(true);
            }
            found
        };
        // A fact of another edition is described too.
        let here = |fact: &&Value| fact["editions"].is_null() || list(&fact["editions"]).contains(edition);
        list(&self.description["facts"]).iter().filter(here).map(fact).collect()
    }

    fn rules(&self) -> Vec<Value> {
        let mut found = Vec::new();
        for transition in list(&self.description["transitions"]) {
            found.push(entry([
                ("transition", self.short(&transition["rule"])),
                ("from", transition["from"].clone()),
                ("at", transition["at"].clone()),
                ("when", transition["when"].clone()),
                ("to", transition["to"].clone()),
                ("source", transition["sources"][0].clone()),
            ]));
            found.extend(self.effects(transition));
        }
        for action in list(&self.description["actions"]) {
            found.push(action_entry(action));
            for requirement in list(&action["requires"]) {
                let alternatives = list(&requirement["alternatives"]);
                let any: Vec<Value> = alternatives.iter().map(|each| self.short(&each["rule"])).collect();
                found.extend([requirement].into_iter().chain(alternatives).map(|requirement| {
                    entry([
                        ("requirement", self.short(&requirement["rule"])),
                        ("that", requirement["that"].clone()),
                        ("source", requirement["sources"][0].clone()),
                    ])
                }));
                if !any.is_empty() {
                    let at = found.len() - any.len() - 1;
                    found[at]["any"] = any.into();
                }
            }
            let of_action = |each: &Value| json!(format!("{}.{}", text(&action["id"]), text(each)));
            let elsewhere = list(&action["elsewhere"]).iter();
            found.extend(elsewhere.map(|each| entry([("elsewhere", of_action(&each["state"]))])));
            found.extend(self.effects(action));
            found.extend(list(&action["drafts"]).iter().map(|draft| {
                entry([
                    ("draft", of_action(&draft["id"])),
                    ("roles", draft["roles"].clone()),
                    ("when", draft["when"].clone()),
                ])
            }));
        }
        found.extend(list(&self.description["duties"]).iter().map(|duty| self.duty(duty)));
        found
    }

    fn effects(&self, owner: &Value) -> Vec<Value> {
        let effect = |effect: &Value| {
            let mut found = entry([
                ("effect", self.short(&effect["rule"])),
                ("is", json!(format!("{}/{}", text(&effect["kind"]), text(&effect["severity"])))),
                ("certainty", if effect["certainty"] == "possible" { json!("possible") } else { Value::Null }),
                ("when", effect["when"].clone()),
                ("source", effect["sources"][0].clone()),
            ]);
            if effect["audience"] != json!(self.names("roles")) {
                found["audience"] = effect["audience"].clone();
            }
            found
        };
        list(&owner["effects"]).iter().map(effect).collect()
    }

    fn duty(&self, duty: &Value) -> Value {
        let open = list(&self.description["states"]).iter().filter(|state| state["final"] == false);
        let everywhere: Vec<&Value> = open.map(|state| &state["id"]).collect();
        let states = if duty["in"] == json!(everywhere) { Value::Null } else { duty["in"].clone() };
        let mut found = entry([
            ("duty", self.short(&duty["rule"])),
            ("in", states),
            ("when", duty["when"].clone()),
            ("due", duty["due"].clone()),
            ("source", duty["sources"][0].clone()),
        ]);
        found["role"] = duty["role"].clone();
        found
    }

    /// The id of a rule without the name of the policy.
    fn short(&self, rule: &Value) -> Value {
        let prefix = format!("{}.", text(&self.description["id"]));
        json!(text(rule).strip_prefix(&prefix).unwrap())
    }
}

/// Who has to agree as the tables say it: one role, or the other one of two.
fn agreeing(of: &Value) -> Value {
    match of.as_array().unwrap().as_slice() {
        [one] => one["of"].clone(),
        [one, other] if one["of"] == other["by"] && other["of"] == one["by"] => "other".into(),
        _ => of.clone(),
    }
}

fn action_entry(action: &Value) -> Value {
    let set: Map<String, Value> =
        list(&action["set"]).iter().map(|set| (text(&set["fact"]).to_owned(), set["value"].clone())).collect();
    let consent = &action["consent"];
    entry([
        ("action", action["id"].clone()),
        ("verb", action["verb"].clone()),
        ("roles", action["roles"].clone()),
        ("from", action["from"].clone()),
        ("to", action["to"].clone()),
        ("set", if set.is_empty() { Value::Null } else { Value::Object(set) }),
        (
            "consent",
            if consent.is_null() {
                Value::Null
            } else {
                entry([("of", agreeing(&consent["of"])), ("unless", consent["unless"].clone())])
            },
        ),
        ("source", action["sources"][0].clone()),
    ])
}
