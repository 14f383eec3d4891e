//! Policies whose rules are drawn: whatever a policy that is brought along may say, in a
//! small one.
//!
//! There are few states, few facts and short windows, so that rules meet: transitions come in
//! chains and in cycles, actions set what other rules read, and one instant matters to several.

mod editions;
mod outcomes;
mod periods;

pub(crate) use editions::{EDITIONS, with_editions};
use outcomes::{outcome, supplied};
use periods::with_periods;
use serde_json::{Map, Value, json};

use crate::dice::Dice;

const STATES: [&str; 5] = ["one", "two", "three", "four", "five"];

/// Two parties, and who stands by in some deals.
const ROLES: [&str; 3] = ["buyer", "seller", "platform"];

/// What a role may be asked about.
const ASKED: &[&str] = &[
    "role == \"buyer\" ? now < a : now < b",
    "role != \"buyer\" || f",
    "who != null && who != role",
    "who == role",
    "f && now < a",
    "f || now >= b",
    "now < a + window",
    "now - a >= window",
    "a <= now && now < b",
    "c != null && now - c >= step",
    "c == null || now < c + window",
    "d != null && d + window <= now",
    "e == null || now < e",
    "e != null && now < endOfDay(e)",
    "(f ? a : b) <= now",
    "(f && now < a) || g",
    "now < endOfDay(a) && k != 1",
    "now < endOfBusinessDay(a, 1)",
    "now >= addBusinessDays(b, k)",
    "f || now < addDays(a, m, \"America/Los_Angeles\")",
    "now >= a + u",
    "v == null || now < a + v",
];

/// How much money an effect is about; the first asks for the role.
const AMOUNTS: &[&str] = &[
    "role == \"buyer\" ? p : 0",
    "p",
    "p * k - cap",
    "now < a + window ? p : cap",
    "f && now < b ? p : p - p",
    "state == \"one\" ? p : cap",
    "-p * m",
    "0",
];

/// What is judged when it happens, whoever asks and whenever.
const STANDING: &[&str] = &[
    "true",
    "false",
    "f",
    "!g",
    "h == true",
    "h == null || g",
    "k < most",
    "k == 2",
    "m > 0",
    "k + m < 4",
    "j == 0",
    "j > most || g",
    "a < b",
    "p > cap",
    "p == 0 || f",
    "c != null",
    "c != null && a <= c",
    "d == null || a < d",
    "u > window",
    "v != null && v < u",
    "w == \"red\"",
    "w in [\"green\", \"blue\"]",
    "whim == \"red\"",
    "whim == null || f",
    "who == null",
    "who == \"seller\"",
    "state == \"two\" || f",
    "state != \"one\" && k < 3",
];

/// When something happens by itself, and on which condition.
const HAPPENING: &[(&str, &str)] = &[
    ("a", ""),
    ("a + window", ""),
    ("b", ""),
    ("b + step", ""),
    ("endOfDay(b)", ""),
    ("f ? a : b", ""),
    ("endOfBusinessDay(b, 1)", ""),
    ("addMonths(startOfDay(a, \"America/Los_Angeles\"), 1)", "g"),
    ("a + u", ""),
    ("a", "f"),
    ("a + window", "state != \"two\" && !f"),
    ("b", "g || k == 1"),
    ("b + window", "m > 0"),
    ("c", "c != null"),
    ("c + step", "c != null && k < most"),
    ("c + window", "c != null && who != null"),
    ("d + window", "d != null"),
    ("endOfMonth(e)", "e != null"),
    ("e", "e != null && !g"),
    ("a + v", "v != null"),
    ("b", "who == \"buyer\""),
    ("a", "whim == \"red\""),
    ("b", "j == 0"),
];

/// What a transition may record, fact by fact.
const RECORDS: &[(&str, &[&str])] = &[
    ("a", &["at", "at + window", "b"]),
    ("b", &["at", "endOfDay(at)", "a + step", "addBusinessDays(at, 1)"]),
    ("c", &["at", "null", "a"]),
    ("d", &["at", "null"]),
    ("e", &["at + step", "null"]),
    ("f", &["true", "!f", "a < b"]),
    ("g", &["true", "f || g"]),
    ("k", &["k + 1", "m", "0"]),
    ("m", &["m + 1", "k"]),
    ("u", &["window", "at - a", "b - a"]),
    ("w", &["\"red\"", "state == \"two\" ? \"green\" : \"blue\""]),
    ("who", &["\"buyer\"", "null"]),
];

pub(crate) fn text_of(words: &str) -> Value {
    json!({ "ja": words, "en": words })
}

/// A policy.
pub(crate) fn policy(dice: &mut Dice) -> Value {
    let states = &STATES[..3 + dice.roll(3)];
    let roles = &ROLES[..2 + dice.roll(2)];
    let transitions: Vec<Value> = (0..dice.roll(5)).map(|number| transition(number, states, dice)).collect();
    let actions = (0..2 + dice.roll(4)).map(|number| (format!("action-{number}"), action(states, roles, dice)));
    let mut actions: Map<String, Value> = actions.collect();
    // So that each state stands in some rule.
    let look = json!({ "verb": "other", "roles": ["buyer"], "from": states, "label": text_of("look") });
    actions.insert("look".to_owned(), look);
    let mut duties = elements(dice, "when", &json!({ "rule": "" }), false);
    for duty in &mut duties {
        duty["message"] = message(dice, &[]);
        duty["in"] = json!(some(states, dice));
        match dice.roll(4) {
            0 => {}
            1 => duty["due"] = "b".into(),
            2 => duty["due"] = "endOfDay(b)".into(),
            _ => duty["due"] = "a + window".into(),
        }
        if duty.get("due").is_some() && dice.roll(2) == 0 {
            duty["message"] = message(dice, &["due"]);
        }
        match dice.roll(3) {
            0 => {}
            1 => duty["role"] = "buyer".into(),
            _ => duty["role"] = json!({ "not": "who" }),
        }
    }
    let leaves = |state: &str| {
        let is_from = |rule: &Value| rule["from"].as_array().is_some_and(|from| from.iter().any(|from| from == state));
        transitions.iter().any(is_from)
            || actions.values().any(|action| {
                // An edition may lead elsewhere than the others.
                let own = action.get("editions").map(|editions| &editions[EDITIONS[1]]);
                (action.get("to").is_some() || action.get("agreed").is_some() || own.is_some())
                    && (is_from(action) || own.is_some_and(is_from))
            })
    };
    let states: Map<String, Value> = states
        .iter()
        .map(|state| {
            let mut told = json!({ "label": text_of(state) });
            let has_duty = duties.iter().any(|duty| duty["in"].as_array().unwrap().iter().any(|known| known == state));
            if !leaves(state) && !has_duty && dice.roll(2) == 0 {
                told["final"] = true.into();
            }
            ((*state).to_owned(), told)
        })
        .collect();
    let document = json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "+09:00", "roles": roles,
        "zones": ["America/Los_Angeles"], "calendar": "jp", "currency": "USD",
        "label": text_of("deal"),
        "roleLabels": roles.iter().map(|role| ((*role).to_owned(), text_of(role))).collect::<Map<_, _>>(),
        "params": {
            "window": { "label": text_of("window"), "value": "30h", "editions": { EDITIONS[1]: { "value": "5h" } } },
            "step": { "label": text_of("step"), "value": "1h" },
            "cap": { "label": text_of("cap"), "value": 1_250, "type": "money" },
            "most": { "label": text_of("most"), "value": 2 },
        },
        "values": VALUES.iter().map(|(name, is)| ((*name).to_owned(), json!({ "is": is }))).collect::<Map<_, _>>(),
        "facts": facts(roles),
        "states": states,
        "transitions": transitions,
        "actions": actions,
        "duties": duties,
    });
    let document = with_periods(document, &mut Dice(dice.0 ^ 0x0da7_ed00));
    with_editions(document, dice)
}

/// What messages may name: facts and parameters of every type, and the values below.
const NAMED: &[&str] = &[
    "window",
    "step",
    "cap",
    "most",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "h",
    "k",
    "m",
    "p",
    "j",
    "u",
    "v",
    "w",
    "who",
    "whim",
    "later",
    "dayEnd",
    "businessEnd",
    "late",
    "left",
    "cost",
    "here",
    "tone",
    "phase",
    "some",
];

/// Values by what they are, with and without `now` and `state`. Only who asks can be told of the last.
const VALUES: &[(&str, &str)] = &[
    ("later", "a + window"),
    ("dayEnd", "now < a ? endOfDay(b) : endOfMonth(b)"),
    ("businessEnd", "endOfBusinessDay(b, k)"),
    ("late", "now >= later"),
    ("left", "b - a"),
    ("cost", "p * k"),
    ("here", "state"),
    ("tone", "f ? \"red\" : \"blue\""),
    ("phase", "now < b ? k : most"),
    ("some", "c == null ? e : c"),
    ("mine", "who == role"),
];

/// A message that names a few things, each between brackets, and sometimes what only such messages may tell.
fn message(dice: &mut Dice, own: &[&str]) -> Value {
    let mut words = String::new();
    for _ in 0..dice.roll(4) {
        let name = if !own.is_empty() && dice.roll(4) == 0 { dice.pick(own) } else { dice.pick(NAMED) };
        words.push_str(&format!("[{{{name}}}]"));
    }
    json!({ "ja": format!("言葉{words}"), "en": format!("words {words}") })
}

fn facts(roles: &[&str]) -> Value {
    let fact = |ty: &str, more: Value| {
        let mut fact = json!({ "type": ty, "label": text_of("fact") });
        let more = more.as_object().cloned().unwrap_or_default();
        more.into_iter().for_each(|(name, value)| fact[&name] = value);
        fact
    };
    let labels = json!({ "red": text_of("red"), "green": text_of("green"), "blue": text_of("blue") });
    json!({
        "a": fact("timestamp", json!({})),
        "b": fact("timestamp", json!({ "after": ["a"] })),
        "c": fact("timestamp", json!({ "default": "none" })),
        "d": fact("timestamp", json!({ "changes": true, "nullable": true })),
        "e": fact("timestamp", json!({ "nullable": true, "deadline": true, "after": ["a"] })),
        "f": fact("bool", json!({})),
        "g": fact("bool", json!({ "default": false })),
        "h": fact("bool", json!({ "changes": true, "nullable": true })),
        "k": fact("int", json!({ "default": 0, "min": 0 })),
        "m": fact("int", json!({})),
        "p": fact("money", json!({})),
        "j": fact("int", json!({ "changes": true, "default": 1, "min": -5 })),
        "u": fact("duration", json!({})),
        "v": fact("duration", json!({ "nullable": true })),
        "w": { "type": ["red", "green", "blue"], "label": text_of("fact"), "choiceLabels": labels },
        "who": { "type": roles, "label": text_of("fact"), "default": "none" },
        "whim": {
            "type": ["red", "green"], "label": text_of("fact"), "changes": true, "nullable": true,
            "choiceLabels": { "red": text_of("red"), "green": text_of("green") },
        },
    })
}

/// Some of several things, at least one, in their order.
fn some<'t>(all: &[&'t str], dice: &mut Dice) -> Vec<&'t str> {
    let sure = dice.roll(all.len());
    all.iter().enumerate().filter(|(index, _)| *index == sure || dice.roll(3) == 0).map(|(_, each)| *each).collect()
}

/// Up to two elements with a condition under a key, each with a name of its own.
fn elements(dice: &mut Dice, key: &str, like: &Value, asked: bool) -> Vec<Value> {
    let one = |number: usize, dice: &mut Dice| {
        let mut element = like.clone();
        let pool = if dice.roll(2) == 0 { ASKED } else { STANDING };
        let condition = dice.pick(pool);
        element[key] = if asked || !condition.contains("role") { condition } else { "g" }.into();
        for name in ["rule", "id"] {
            if element.get(name).is_some() {
                element[name] = format!("{key}-{number}").into();
            }
        }
        if dice.roll(6) == 0 {
            element["edition"] = some(&EDITIONS, dice).into();
        }
        element
    };
    (0..dice.roll(3)).map(|number| one(number, dice)).collect()
}

fn effects(dice: &mut Dice, asked: bool) -> Vec<Value> {
    let like = json!({
        "rule": "", "kind": dice.pick(&["notice", "refund", "payout", "penalty"]),
        "severity": dice.pick(&["info", "info", "info", "caution", "danger"]),
    });
    let mut effects = elements(dice, "when", &like, asked);
    let own = if asked { "mine" } else { "at" };
    for effect in &mut effects {
        effect["message"] = message(dice, &[own]);
        if dice.roll(4) == 0 {
            effect["audience"] = json!({ "not": "who" });
        }
        if dice.roll(6) == 0 {
            effect["certainty"] = "possible".into();
        }
        if dice.roll(3) == 0 {
            let may_ask = if asked { AMOUNTS } else { AMOUNTS.get(1..).unwrap_or_default() };
            effect["amount"] = dice.pick(may_ask).into();
            effect["message"] = message(dice, &[own, "amount", "amount"]);
        }
    }
    effects
}

fn transition(number: usize, states: &[&str], dice: &mut Dice) -> Value {
    let mut from = some(states, dice);
    let to = dice.pick(states);
    from.retain(|state| *state != to);
    if from.is_empty() {
        from.extend(states.iter().find(|state| **state != to));
    }
    let (at, when) = dice.pick(HAPPENING);
    let mut transition =
        json!({ "rule": format!("t{number}"), "from": from, "at": at, "to": to, "message": message(dice, &["at"]) });
    if !when.is_empty() {
        transition["when"] = when.into();
    }
    if dice.roll(3) == 0 {
        for _ in 0..=dice.roll(2) {
            let (fact, values) = dice.pick(RECORDS);
            transition["set"][fact] = dice.pick(values).into();
        }
    }
    match dice.roll(8) {
        0 | 1 => transition["certainty"] = "possible".into(),
        2 => transition["certainty"] = "certain".into(),
        _ => {}
    }
    transition["effects"] = effects(dice, false).into();
    if dice.roll(6) == 0 {
        transition["edition"] = dice.pick(&EDITIONS).into();
    }
    transition
}

fn action(states: &[&str], roles: &[&str], dice: &mut Dice) -> Value {
    let from = some(states, dice);
    let rule = json!({ "rule": "" });
    let draft = json!({ "id": "" });
    let mut action = json!({
        "verb": dice.pick(&["cancel", "revise", "refuse", "other"]),
        "roles": some(roles, dice),
        "from": from,
        "label": text_of("x"),
        "requires": elements(dice, "that", &rule, true),
        "effects": effects(dice, true),
        "drafts": elements(dice, "when", &draft, true),
    });
    for draft in action["drafts"].as_array_mut().into_iter().flatten() {
        for key in ["subject", "body"] {
            draft[key] = message(dice, &["mine"]);
        }
    }
    for requirement in action["requires"].as_array_mut().into_iter().flatten() {
        requirement["message"] = message(dice, &["mine"]);
        if dice.roll(4) == 0 {
            let that = requirement["that"].take();
            requirement.as_object_mut().unwrap().remove("that");
            let pool = if dice.roll(2) == 0 { ASKED } else { STANDING };
            let other = dice.pick(pool).into();
            let mut alternative = |rule: &str, that: Value| json!({ "rule": format!("{}-{rule}", requirement["rule"].as_str().unwrap()), "that": that, "message": message(dice, &["mine"]) });
            let any = json!([alternative("one", that), alternative("other", other)]);
            requirement["any"] = any;
        }
    }
    let others: Vec<&str> = states
        .iter()
        .filter(|state| action["from"].as_array().unwrap().iter().all(|from| from != *state))
        .copied()
        .collect();
    if !others.is_empty() {
        action["elsewhere"] = json!({ dice.pick(&others): message(dice, &["mine"]) });
    }
    outcome(&mut action, states, roles, dice);
    if dice.roll(4) == 0 {
        action["asserts"] = text_of("it is so");
    }
    if dice.roll(3) == 0 {
        supplied(&mut action, dice);
    }
    if dice.roll(5) == 0 {
        let mut own = json!({ "from": some(states, dice), "roles": action["roles"] });
        outcome(&mut own, states, roles, dice);
        own.as_object_mut().unwrap().remove("roles");
        if own.get("consent").is_some() && action.get("consent").is_none() && action.get("with").is_some() {
            // What an argument supplies holds once it is asked for.
            own["agreed"] = json!({});
        }
        action["editions"] = json!({ EDITIONS[1]: own });
    }
    action
}
