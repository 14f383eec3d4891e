//! In which ways a rule can come out, and which of them a case asks about.
//!
//! Both are written as `<rule> <way>`, such as `revise.review-window-open violated`, without
//! the name of the policy.

use serde_json::{Value, json};
use torihiki::policy_ids;

use super::{answer, describe, list, text};
use crate::{acceptance_cases, editions};

/// Every way in which each rule of a policy can come out, from its description.
pub(crate) fn wanted(description: &Value) -> Vec<String> {
    let reader = Reader { description };
    let mut wanted = Vec::new();
    for transition in list(&description["transitions"]) {
        wanted.extend(["happened", "to come"].map(|way| reader.way(&transition["rule"], way)));
        wanted.extend(list(&transition["effects"]).iter().flat_map(|effect| reader.effect(effect)));
    }
    for action in list(&description["actions"]) {
        wanted.extend(reader.action(action));
    }
    for duty in list(&description["duties"]) {
        wanted.extend(["stands", "does not stand"].map(|way| reader.way(&duty["rule"], way)));
        wanted.extend(duty["due"].as_str().map(|_| reader.way(&duty["rule"], "overdue")));
    }
    wanted
}

/// Reads a description.
struct Reader<'d> {
    description: &'d Value,
}

impl Reader<'_> {
    fn way(&self, rule: &Value, way: &str) -> String {
        let prefix = format!("{}.", text(&self.description["id"]));
        format!("{} {way}", text(rule).strip_prefix(&prefix).unwrap())
    }

    fn action(&self, action: &Value) -> Vec<String> {
        let id = text(&action["id"]);
        let mut wanted = vec![format!("{id}.state satisfied"), format!("{id}.state violated")];
        wanted.extend(list(&action["roles"]).iter().map(|role| format!("{id} by {}", text(role))));
        wanted.extend(list(&action["from"]).iter().map(|state| format!("{id} allowed in {}", text(state))));
        wanted.extend(
            list(&action["elsewhere"]).iter().map(|each| format!("{id} explained in {}", text(&each["state"]))),
        );
        let requires = list(&action["requires"]).iter();
        for requirement in requires.flat_map(|each| [each].into_iter().chain(list(&each["alternatives"]))) {
            wanted.extend(["satisfied", "violated"].map(|way| self.way(&requirement["rule"], way)));
            let open = list(&requirement["facts"]).iter().any(|fact| self.can_be_unknown(text(fact)));
            wanted.extend(open.then(|| self.way(&requirement["rule"], "unknown")));
        }
        // What follows only once somebody has agreed is never certain before.
        let is_asked = action["consent"].is_object() && action["consent"]["unless"].is_null();
        for effect in list(&action["effects"]) {
            let (follows, may_follow) = ["follows", "may follow"].map(|way| self.way(&effect["rule"], way)).into();
            let ways = self.effect(effect).into_iter();
            match is_asked && effect["on"] == "agreed" {
                true => wanted.extend(ways.filter(|way| *way != follows).chain([may_follow])),
                false => wanted.extend(ways),
            }
        }
        for draft in list(&action["drafts"]) {
            let draft_id = text(&draft["id"]);
            wanted.push(format!("{id} with draft {draft_id}"));
            wanted.extend(draft["when"].as_str().map(|_| format!("{id} without draft {draft_id}")));
        }
        let ways = match (&action["consent"], &action["consent"]["unless"]) {
            (Value::Null, _) => [].as_slice(),
            (_, Value::Null) => ["needs consent"].as_slice(),
            _ => ["needs consent", "may need consent", "needs no consent"].as_slice(),
        };
        wanted.extend(ways.iter().map(|way| format!("{id} {way}")));
        wanted
    }

    fn effect(&self, effect: &Value) -> Vec<String> {
        // What the rules only call possible never follows for sure.
        let is_possible = effect["certainty"] == "possible";
        let mut ways = vec![if is_possible { "may follow" } else { "follows" }];
        if let Some(when) = effect["when"].as_str() {
            ways.push("does not follow");
            let mut words = when.split(|c: char| !c.is_ascii_alphanumeric());
            if !is_possible && words.any(|word| self.can_be_unknown(word)) {
                ways.push("may follow");
            }
        }
        ways.into_iter().map(|way| self.way(&effect["rule"], way)).collect()
    }

    /// Whether this is a fact that is not known where it is left out.
    fn can_be_unknown(&self, name: &str) -> bool {
        list(&self.description["facts"]).iter().any(|fact| fact["id"] == name && fact["hasDefault"] == false)
    }
}

/// Every case that expects an answer: its name, what it is about, and what it asks about.
pub(crate) fn hits() -> Vec<(String, (&'static str, &'static str), Vec<String>)> {
    let cases = acceptance_cases::cases().into_iter().filter(|(_, case)| case.get("expect").is_some());
    let hits = |(name, case): (String, Value)| {
        let options = acceptance_cases::options(&case).unwrap();
        let answer = answer(&case["order"], &options);
        let id = policy_ids().find(|id| answer["policy"]["id"] == **id).unwrap();
        let edition = editions::BUILT_IN.into_iter().find(|edition| answer["policy"]["edition"] == **edition).unwrap();
        let locale = options["locale"].as_str().unwrap_or("ja");
        let description = describe(id, edition, locale);
        let asked =
            Asked { case: &case, options: &options, answer: &answer, reader: Reader { description: &description } };
        (name, (id, edition), asked.about())
    };
    cases.map(hits).collect()
}

/// A case and how it was answered.
struct Asked<'a> {
    case: &'a Value,
    options: &'a Value,
    answer: &'a Value,
    reader: Reader<'a>,
}

impl Asked<'_> {
    fn about(&self) -> Vec<String> {
        let expect = &self.case["expect"];
        let rules = |key: &str, way: &str| -> Vec<String> {
            list(&expect[key]).iter().map(|rule| self.reader.way(rule.get("rule").unwrap_or(rule), way)).collect()
        };
        let mut hits = [
            self.about_possible(),
            rules("happened", "happened"),
            rules("ifNobodyActs", "to come"),
            rules("ifNobodyActsEffects", "follows"),
            rules("noIfNobodyActsEffects", "does not follow"),
            rules("noDuties", "does not stand"),
        ]
        .concat();
        for (rule, expected) in expect["duties"].as_object().into_iter().flatten() {
            let duty = list(&self.answer["duties"]).iter().find(|duty| duty["rule"] == **rule).unwrap();
            if duty["certainty"] == "certain" {
                hits.push(self.reader.way(&json!(rule), "stands"));
            }
            if expected["overdue"] == true {
                hits.push(self.reader.way(&json!(rule), "overdue"));
            }
        }
        for (id, expected) in expect["actions"].as_object().into_iter().flatten() {
            for action in list(&self.answer["actions"]).iter().filter(|action| action["id"] == **id) {
                hits.extend(self.about_action(action, expected));
            }
        }
        hits
    }

    /// What only may happen is told as uncertain once it may have, and what follows from it is never certain.
    fn about_possible(&self) -> Vec<String> {
        let expect = &self.case["expect"];
        let mut hits = Vec::new();
        for transition in list(&self.reader.description["transitions"]) {
            if transition["certainty"] != "possible" {
                continue;
            }
            if list(&expect["uncertain"]).contains(&transition["rule"]) {
                hits.push(self.reader.way(&transition["rule"], "happened"));
            }
            let told = list(&transition["effects"]).iter().map(|effect| &effect["rule"]);
            let told = told.filter(|rule| expect["messages"].get(text(rule)).is_some());
            hits.extend(told.map(|rule| self.reader.way(rule, "follows")));
        }
        hits
    }

    fn about_action(&self, action: &Value, expected: &Value) -> Vec<String> {
        let id = text(&action["id"]);
        let described = list(&self.reader.description["actions"]).iter().find(|each| each["id"] == id).unwrap();
        let state = text(&self.answer["state"]["effective"]);
        let mut hits = vec![format!("{id} by {}", text(&action["role"]))];
        let ways = [
            ("satisfied", "satisfied"),
            ("violated", "violated"),
            ("unknown", "unknown"),
            ("effects", "follows"),
            ("possibleEffects", "may follow"),
            ("noEffects", "does not follow"),
        ];
        for (key, way) in ways {
            hits.extend(list(&expected[key]).iter().map(|rule| self.reader.way(rule, way)));
        }
        for (rule, status) in expected["alternatives"].as_object().into_iter().flatten() {
            hits.push(self.reader.way(&json!(rule), text(status)));
        }
        if expected["verdict"] == "allowed" && list(&self.answer["state"]["uncertain"]).is_empty() {
            hits.push(format!("{id} allowed in {state}"));
        }
        if list(&expected["violated"]).iter().any(|rule| text(rule).ends_with(&format!(".{id}.state"))) {
            hits.extend(self.explained(action, described, state));
        }
        if expected.get("drafts").is_some() {
            let offered = |draft: &Value| list(&expected["drafts"]).contains(draft);
            let sent =
                list(&described["drafts"]).iter().filter(|draft| list(&draft["roles"]).contains(&action["role"]));
            for draft in sent {
                let draft_id = text(&draft["id"]);
                let way = if offered(&draft["id"]) { "with" } else { "without" };
                hits.push(format!("{id} {way} draft {draft_id}"));
            }
        }
        if !described["consent"].is_null() && expected.get("consentOf").is_some() {
            let way = match &expected["consentOf"] {
                Value::Null => "needs no consent",
                _ if self.consent_is_open(action) => "may need consent",
                _ => "needs consent",
            };
            hits.push(format!("{id} {way}"));
        }
        hits
    }

    /// An action that is not possible in a state says why in the words meant for this state.
    fn explained(&self, action: &Value, described: &Value, state: &str) -> Option<String> {
        let own = list(&described["elsewhere"]).iter().find(|each| each["state"] == state)?;
        let message = &action["reasons"][0]["message"];
        assert_eq!(message, &own["message"], "{}: the message of {} in {state}", self.case["name"], action["id"]);
        Some(format!("{} explained in {state}", text(&action["id"])))
    }

    /// Whether what the order leaves out decides if the other party has to agree.
    fn consent_is_open(&self, action: &Value) -> bool {
        let order = &self.case["order"];
        let facts = list(&self.reader.description["facts"]).iter();
        let mut missing = facts.filter(|fact| fact["hasDefault"] == false && order.get(text(&fact["id"])).is_none());
        missing.any(|fact| {
            let extremes = match text(&fact["type"]) {
                "bool" => [json!(false), json!(true)],
                "money" => [json!(0), json!(9_007_199_254_740_991_i64)],
                "timestamp" => [json!("1970-01-01T00:00:00Z"), json!("9999-12-31T00:00:00Z")],
                other => panic!("what are the extremes of a {other}?"),
            };
            let consent_with = |value: &Value| {
                let mut order = order.clone();
                order[text(&fact["id"])] = value.clone();
                let answer = answer(&order, self.options);
                let same = |each: &&Value| each["id"] == action["id"] && each["role"] == action["role"];
                list(&answer["actions"]).iter().find(same).unwrap()["consentOf"].clone()
            };
            consent_with(&extremes[0]) != consent_with(&extremes[1])
        })
    }
}
