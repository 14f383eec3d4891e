//! Policies whose rules are drawn, made to be enumerated.
//!
//! They are not those of `random_policies`, which are made for acting: there actions set facts, and many facts have
//! a default. Here no action is taken, and every fact is unknown where it is left out. Enumerated alike, twenty of
//! these took half the time of twenty of those, and met 10,376 unknown requirements against 6,238, and 11,187 effects
//! that are only possible against 4,012.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::random_policies::{EDITIONS, text_of, with_editions};

/// A policy.
pub(super) fn policy(dice: &mut Dice) -> Value {
    const STATES: [&str; 4] = ["one", "two", "three", "four"];
    const CONDITIONS: [&str; 17] = [
        "true",
        "false",
        "f",
        "!g",
        "f && now < a",
        "f || now >= b",
        "now < a + window",
        "now - a >= window",
        "a <= now && now < c",
        "n != null && now < n",
        "n == null || n < now",
        "state == \"two\" || f",
        "role == \"buyer\" ? now < b : now < c",
        "k < 3",
        "now < endOfDay(a) && k != 1",
        "(f ? a : b) <= now",
        "(f && now < a) || g",
    ];
    let text = json!({ "ja": "言葉{window}", "en": "words {window}" });
    let conditions = |dice: &mut Dice, key: &str, more: Value, by_role: bool| -> Value {
        let one = |number: usize, dice: &mut Dice| {
            let condition = CONDITIONS[dice.roll(CONDITIONS.len())];
            let condition = if by_role || !condition.contains("role") { condition } else { "g" };
            let mut element = more.clone();
            element[key] = condition.into();
            for name in ["rule", "id"] {
                if element.get(name).is_some() {
                    element[name] = format!("{key}-{number}").into();
                }
            }
            if dice.roll(6) == 0 {
                element["edition"] = EDITIONS[dice.roll(3)].into();
            }
            element
        };
        (0..dice.roll(3)).map(|number| one(number, dice)).collect()
    };
    let rule = json!({ "rule": "", "message": text });
    let effect = json!({ "rule": "", "kind": "notice", "severity": "info", "message": text });
    let transitions = (0..dice.roll(4)).map(|number| {
        let from = dice.roll(3);
        let to = from + 1 + dice.roll(3 - from);
        let mut transition =
            json!({ "rule": format!("t{number}"), "from": [STATES[from]], "to": STATES[to], "message": text });
        transition["at"] = ["a", "b + window", "c", "endOfDay(b)", "(f ? a : b)"][dice.roll(5)].into();
        let when = ["", "", "f", "g || k == 1", "state != \"two\" && !f"][dice.roll(5)];
        if !when.is_empty() {
            transition["when"] = when.into();
        }
        transition["effects"] = conditions(dice, "when", effect.clone(), false);
        transition
    });
    let transitions: Value = transitions.collect();
    let actions = (0..3).map(|number| {
        let mut action = json!({ "verb": "cancel", "roles": ["buyer", "seller"], "from": [STATES[dice.roll(4)]], "label": text_of("x") });
        action["requires"] = conditions(dice, "that", rule.clone(), true);
        action["effects"] = conditions(dice, "when", effect.clone(), true);
        action["drafts"] = conditions(dice, "when", json!({ "id": "", "subject": text, "body": text }), true);
        if dice.roll(2) == 0 {
            action["consent"] = json!({ "of": "other", "unless": CONDITIONS[dice.roll(CONDITIONS.len())] });
        }
        (format!("action-{number}"), action)
    });
    let mut actions: serde_json::Map<String, Value> = actions.collect();
    actions.insert(
        "look".to_owned(),
        json!({ "verb": "other", "roles": ["buyer"], "from": STATES, "label": text_of("look") }),
    );
    let mut duties = conditions(dice, "when", rule, false);
    for duty in duties.as_array_mut().unwrap() {
        duty["due"] = ["a + window", "b"][dice.roll(2)].into();
        duty["in"] = json!([STATES[dice.roll(4)]]);
    }
    let fact = |ty: &str| json!({ "type": ty, "label": text_of("fact") });
    let document = json!({
        "format": "torihiki/1", "id": "deal", "utcOffset": "+09:00", "roles": ["buyer", "seller"], "label": text_of("deal"),
        "roleLabels": { "buyer": text_of("buyer"), "seller": text_of("seller") },
        "params": { "window": { "label": text_of("window"), "value": "30h", "editions": { EDITIONS[1]: { "value": "5h" } } } },
        "facts": {
            "a": fact("timestamp"), "b": fact("timestamp"), "c": fact("timestamp"), "f": fact("bool"), "g": fact("bool"), "k": fact("int"),
            "n": { "type": "timestamp", "label": text_of("n"), "nullable": true, "deadline": true, "after": ["a"] },
        },
        "states": STATES.map(|state| (state.to_owned(), json!({ "label": text_of(state) }))).into_iter().collect::<serde_json::Map<_, _>>(),
        "transitions": transitions,
        "actions": actions,
        "duties": duties,
    });
    with_editions(document, dice)
}
