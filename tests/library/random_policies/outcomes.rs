//! What drawn actions lead to: what they set, by what is supplied with them, and who has to agree.

use serde_json::{Map, Value, json};

use super::{ASKED, STANDING, some, text_of};
use crate::dice::Dice;

/// What a person may supply with an action.
const ARGUMENTS: &[&str] = &["soon", "often", "price", "whose"];

/// What an action may set by an argument, fact by fact.
const SUPPLIED: &[(&str, &str, &str)] = &[
    ("soon", "a", "soon"),
    ("soon", "b", "soon + step"),
    ("soon", "e", "soon"),
    ("often", "k", "k + often"),
    ("often", "m", "often"),
    ("price", "p", "price"),
    ("whose", "who", "whose"),
];

/// What an action may set, fact by fact.
const SETS: &[(&str, &[&str])] = &[
    ("a", &["now", "now + window", "a + window", "b", "f ? a : b", "a + u"]),
    ("b", &["now", "endOfDay(now)", "addBusinessDays(now, 1)", "b + step", "a"]),
    ("c", &["now", "null", "c == null ? now : c", "a"]),
    ("d", &["now", "null"]),
    ("e", &["now + step", "null", "endOfMonth(now)", "timestamp(\"9999-12-31T23:59:59.999Z\")"]),
    ("f", &["true", "false", "!f", "now < a"]),
    ("g", &["true", "false", "f", "f || g"]),
    ("h", &["null", "g"]),
    ("k", &["k + 1", "k - 1", "0", "k * 3 + 1", "m", "k + most"]),
    ("p", &["p * 2", "p - cap", "cap", "0"]),
    ("m", &["m + 1", "-m", "m * m", "k", "0 - 9007199254740991"]),
    ("j", &["0", "j - 3"]),
    ("u", &["u + window", "window", "b - a", "now - a", "a - now"]),
    ("v", &["null", "step", "v == null ? u : v + v"]),
    ("w", &["\"red\"", "role == \"buyer\" ? \"green\" : \"blue\""]),
    ("who", &["role", "null", "role == \"buyer\" ? \"seller\" : \"buyer\""]),
    ("whim", &["\"red\"", "null"]),
];

/// Where an action leads, what it sets and who has to agree.
pub(super) fn outcome(action: &mut Value, states: &[&str], roles: &[&str], dice: &mut Dice) {
    if dice.roll(3) != 0 {
        action["to"] = dice.pick(states).into();
    }
    let mut set = Map::new();
    for _ in 0..dice.roll(4) {
        let (fact, values) = dice.pick(SETS);
        set.insert(fact.to_owned(), dice.pick(values).into());
    }
    if !set.is_empty() {
        action["set"] = set.into();
    }
    match dice.roll(5) {
        0 => action["consent"] = json!({ "of": agreeing(&action["roles"], roles, dice) }),
        1 => {
            let pool = if dice.roll(2) == 0 { ASKED } else { STANDING };
            action["consent"] = json!({ "of": agreeing(&action["roles"], roles, dice), "unless": dice.pick(pool) });
        }
        _ => {}
    }
    if action.get("consent").is_some() && dice.roll(2) == 0 {
        let (fact, values) = dice.pick(SETS);
        action["agreed"] = json!({ "to": dice.pick(states), "set": { fact: dice.pick(values) } });
    }
    if action.get("consent").is_some() {
        // What one edition says otherwise of an action has no effects.
        let effects = action.get_mut("effects").and_then(Value::as_array_mut);
        for effect in effects.into_iter().flatten() {
            if dice.roll(3) == 0 {
                effect["on"] = dice.pick(&["asked", "agreed"]).into();
            }
        }
    }
}

/// Who has to agree to what some of the roles may do: the other one, one who cannot do it, or one for each.
fn agreeing(acting: &Value, roles: &[&str], dice: &mut Dice) -> Value {
    let acting: Vec<&str> = acting.as_array().unwrap().iter().map(|role| role.as_str().unwrap()).collect();
    let idle: Vec<&str> = roles.iter().copied().filter(|role| !acting.contains(role)).collect();
    match dice.roll(3) {
        0 if roles.len() == 2 || acting.len() == 2 => "other".into(),
        1 if !idle.is_empty() => dice.pick(&idle).into(),
        _ => {
            let mut each = Map::new();
            for by in acting {
                let others: Vec<&str> = roles.iter().copied().filter(|role| *role != by).collect();
                each.insert(by.to_owned(), dice.pick(&others).into());
            }
            each.into()
        }
    }
}

/// Lets an action take an argument or two, and set facts by them, once it is agreed to where somebody has to agree.
pub(super) fn supplied(action: &mut Value, dice: &mut Dice) {
    for name in some(ARGUMENTS, dice) {
        let mut argument = match name {
            "soon" => json!({ "type": "timestamp", "deadline": true }),
            "often" => json!({ "type": "int", "min": 1, "default": 2 }),
            "price" => json!({ "type": "money", "min": 0 }),
            _ => json!({ "type": ["buyer", "seller"] }),
        };
        argument["label"] = text_of(name);
        action["with"][name] = argument;
        let sets: Vec<(&str, &str)> =
            SUPPLIED.iter().filter(|(argument, ..)| *argument == name).map(|(_, fact, is)| (*fact, *is)).collect();
        let (fact, is) = dice.pick(&sets);
        if action.get("consent").is_some() {
            action["agreed"]["set"][fact] = is.into();
        } else {
            action["set"][fact] = is.into();
        }
    }
}
