//! The rows of tables: expressions with their values, and orders with what becomes of them.

use serde_json::{Map, Value, json};
use toml::Table;
use torihiki::{ApplyOptions, Data, Instant, Options, Policy, ProblemCode};

use super::page::codes;
use super::{policy, put};

/// What the rows of a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Columns: `expression`, facts, perhaps `asked at`, and `is`.
    Expressions,
    /// Columns: what an order has, `asked at`, perhaps `action`, and what comes out.
    Orders,
}

/// What comes out of an order, and of an action that is tried on it.
const OF_ORDERS: [&str; 3] = ["is in", "has happened", "may have happened"];
const OF_ACTIONS: [&str; 4] = ["verdict", "the order then", "once agreed", "runs into"];

impl Kind {
    /// What a table is about by its header; none where it only tells something.
    pub(super) fn of(header: &[String]) -> Result<Option<Kind>, String> {
        let has = |name: &str| header.iter().any(|known| known == name);
        let (kind, asked, results) = if header.first().is_some_and(|first| first == "expression") {
            (Kind::Expressions, ["expression", "asked at"], vec!["is"])
        } else if has("asked at") {
            (Kind::Orders, ["action", "asked at"], [&OF_ORDERS[..], &OF_ACTIONS].concat())
        } else {
            return Ok(None);
        };
        let is_known = |name: &str| name.starts_with('`') || asked.contains(&name) || results.contains(&name);
        if let Some(unknown) = header.iter().find(|name| !is_known(name)) {
            return Err(format!("there is no column `{unknown}`"));
        }
        if OF_ACTIONS.iter().any(|name| has(name)) && !has("action") {
            return Err("no column says which action".to_owned());
        }
        if results.iter().any(|name| has(name)) {
            Ok(Some(kind))
        } else {
            Err("no column says what comes out".to_owned())
        }
    }
}

/// A row by the names of its columns.
struct Row<'r> {
    header: &'r [String],
    cells: &'r [String],
}

impl Row<'_> {
    /// The first code of a cell.
    fn code(&self, name: &str) -> Option<&str> {
        codes(self.cell(name)?).next()
    }

    fn cell(&self, name: &str) -> Option<&str> {
        let column = self.header.iter().position(|known| known == name)?;
        self.cells.get(column).map(String::as_str)
    }

    fn now(&self) -> Instant {
        Instant::parse(self.code("asked at").unwrap_or("2026-11-16T00:00:00Z")).unwrap()
    }

    /// What stands in columns that are called by code: facts, and whatever else an order has. An empty cell leaves it out.
    fn given(&self) -> Map<String, Value> {
        let mut given = Map::new();
        for (name, cell) in self.header.iter().zip(self.cells) {
            if let Some(name) = codes(name).next()
                && !cell.is_empty()
            {
                let text = codes(cell).next().unwrap_or(cell);
                given.insert(name.to_owned(), serde_json::from_str(text).unwrap_or_else(|_| json!(text)));
            }
        }
        given
    }
}

/// All that is not as a row says.
pub(super) fn ask(kind: Kind, document: &Table, header: &[String], cells: &[String]) -> Vec<String> {
    if header.len() != cells.len() {
        return vec![format!("{} cells under {} names", cells.len(), header.len())];
    }
    let row = Row { header, cells };
    match kind {
        Kind::Expressions => expression(document, &row).err().into_iter().collect(),
        Kind::Orders => order(document, &row).unwrap_or_else(|what| vec![what]),
    }
}

/// Whether code is an expression rather than a name, a value or a setting.
pub(super) fn is_expression(code: &str) -> bool {
    let has_sign = [" + ", " - ", " * ", " / ", " % ", "==", "!=", " < ", " <= ", " > ", " >= ", " && ", " || ", " ? "];
    let calls = code.split_once('(').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) && code.ends_with(')')
    });
    let is_sign = !code.contains(|c: char| c.is_alphanumeric());
    !is_sign && (calls || has_sign.iter().any(|sign| code.contains(sign)))
}

/// Whether an expression is right, whatever its type.
pub(super) fn compiles(document: &Table, expression: &str) -> Result<(), String> {
    trial(document, expression, expression).map(drop)
}

fn expression(document: &Table, row: &Row<'_>) -> Result<(), String> {
    let (Some(code), Some(is)) = (row.code("expression"), row.code("is")) else {
        return Err("an expression and its value are code".to_owned());
    };
    if ProblemCode::ALL.iter().any(|code| code.word() == is) {
        return match trial(document, code, code) {
            Err(problem) if problem.starts_with(is) => Ok(()),
            Err(problem) => Err(problem),
            Ok(_) => Err(format!("`{code}` is not refused")),
        };
    }
    let (that, expected) = match is {
        "true" => (code.to_owned(), "satisfied"),
        "false" => (code.to_owned(), "violated"),
        "unknown" => (code.to_owned(), "unknown"),
        is if Instant::parse(is).is_ok() => (format!("({code}) == timestamp(\"{is}\")"), "satisfied"),
        is => (format!("({code}) == {is}"), "satisfied"),
    };
    let policy = trial(document, &that, code).map_err(|problem| match problem.split_once(": ") {
        Some((_, what)) => what.to_owned(),
        None => problem,
    })?;
    let mut given = row.given();
    given.insert("state".to_owned(), json!(first(document, "states")));
    let now = row.now();
    let answer =
        policy.preview(&data(&Value::Object(given)), &Options::at(now)).map_err(|problems| problems.to_string())?;
    let tried = answer.actions.iter().find(|action| action.id == "try-it").unwrap();
    let found = tried.reasons[1].status.word();
    if found == expected { Ok(()) } else { Err(format!("`{code}` is not `{is}`, but {found}")) }
}

/// A policy with an action that needs a condition. Where that is an expression of another type, it needs that this is what
/// it is, or shorter than some time. Problems are told with their codes before them.
fn trial(document: &Table, that: &str, expression: &str) -> Result<Policy, String> {
    let texts = |texts: &Table| texts.keys().map(|tag| (tag.clone(), json!("It"))).collect();
    let label = document["label"].as_table().map_or(json!("It"), texts);
    let with = |that: &str| {
        let action = json!({
            "verb": "other",
            "label": label,
            "roles": [document["roles"][0].as_str()],
            "from": [first(document, "states")],
            "with": { "newDueAt": { "type": "timestamp", "label": label, "deadline": true } },
            "requires": [{ "rule": "it", "that": that, "message": label }],
        });
        let mut document = document.clone();
        put(&mut document, &Table::try_from(json!({ "actions": { "try-it": action } })).unwrap());
        policy(&document)
    };
    let mut tried = with(that);
    if that == expression {
        let others = [format!("({that}) == ({that})"), format!("{that} < duration(\"1s\")")];
        let other = if tried.is_err() { others.iter().find_map(|that| with(that).ok()) } else { None };
        tried = other.map_or(tried, Ok);
    }
    let told = |problem: &torihiki::Problem| format!("{}: {problem}", problem.code);
    tried.map_err(|problems| problems.as_slice().iter().map(told).collect::<Vec<_>>().join("; "))
}

/// The first name in a table of a document.
fn first<'d>(document: &'d Table, table: &str) -> &'d str {
    document[table].as_table().unwrap().keys().next().unwrap()
}

fn order(document: &Table, row: &Row<'_>) -> Result<Vec<String>, String> {
    let policy = policy(document).unwrap();
    let mut given = row.given();
    let with = given.remove("with").map(|with| data(&with));
    let (order, now) = (Value::Object(given), row.now());
    let told = |problems: torihiki::Problems| problems.to_string();
    let mut differences = Vec::new();
    let mut same = |name: &str, found: String| {
        if let Some(expected) = row.cell(name).filter(|expected| **expected != *found) {
            differences.push(format!("{name}: it says {expected}, and it is {found}"));
        }
    };
    let answer = policy.preview(&data(&order), &Options::at(now)).map_err(told)?;
    let answer = serde_json::to_value(answer).unwrap();
    same("is in", format!("`{}`", answer["state"]["effective"].as_str().unwrap()));
    same("has happened", happened(&answer["state"]["transitions"]));
    let uncertain = answer["state"]["uncertain"].as_array().unwrap().iter();
    same("may have happened", uncertain.map(|id| format!("`{}`", rule(id))).collect::<Vec<_>>().join(", "));
    if row.cell("action").is_none() {
        return Ok(differences);
    }
    let action = row.code("action").and_then(|action| action.split_once(' '));
    let (role, action) = action.ok_or("an action is code: a role, and the id of the action")?;
    let options = ApplyOptions { with: with.as_ref(), ..ApplyOptions::at(now).role(role) };
    let applied = serde_json::to_value(policy.apply(&data(&order), action, &options).map_err(told)?).unwrap();
    same("verdict", format!("`{}`", applied["action"]["verdict"].as_str().unwrap()));
    let is_applied = applied["applied"] == true;
    same("the order then", if is_applied { changes(&order, &applied["order"]) } else { String::new() });
    same(
        "once agreed",
        if applied["agreed"].is_null() { String::new() } else { changes(&applied["order"], &applied["agreed"]) },
    );
    same("runs into", happened(&applied["runsInto"]));
    Ok(differences)
}

/// A rule as the policy calls it.
fn rule(id: &Value) -> &str {
    id.as_str().unwrap().rsplit('.').next().unwrap()
}

/// Transitions and when they happened, as a cell tells them.
fn happened(transitions: &Value) -> String {
    let each = |each: &Value| format!("`{}` at `{}`", rule(&each["rule"]), instant(&each["at"]).unwrap());
    transitions.as_array().unwrap().iter().map(each).collect::<Vec<_>>().join(", ")
}

/// What an order has that another one had not, as a cell tells it.
fn changes(before: &Value, after: &Value) -> String {
    let after = after.as_object().unwrap();
    let new = after.iter().filter(|(name, value)| before.get(name) != Some(value));
    let told = |(name, value): (&String, &Value)| match value {
        Value::String(text) => format!("`{name}` is `{text}`"),
        value => format!(
            "`{name}` is `{}`",
            instant(value).filter(|_| name.ends_with("At")).unwrap_or_else(|| value.to_string())
        ),
    };
    new.map(told).collect::<Vec<_>>().join(", ")
}

/// An instant as people write it, without the milliseconds where there are none.
fn instant(millis: &Value) -> Option<String> {
    Some(Instant::from_millis(millis.as_i64()?)?.to_rfc3339().replace(".000Z", "Z"))
}

fn data(value: &Value) -> Data<'static> {
    serde_json::from_value(value.clone()).unwrap()
}
