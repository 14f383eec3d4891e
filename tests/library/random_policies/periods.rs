//! Rules and values that are in force for some orders only, by their date.

use serde_json::{Value, json};

use super::{EDITIONS, STANDING};
use crate::dice::Dice;

/// The instants on which the rules of a drawn policy may change: the first in the middle of what happens to an
/// order, the second when the next day begins.
const TURNS: [&str; 2] = ["2026-11-10T09:00:00+09:00", "2026-11-11"];

/// When something is in force.
fn period(dice: &mut Dice) -> Value {
    let [first, second] = TURNS;
    match dice.roll(4) {
        0 => json!({ "until": first }),
        1 => json!({ "from": first }),
        2 => json!({ "from": first, "until": second }),
        _ => json!({ "from": second }),
    }
}

/// Every third policy with a date, by which some of its rules and values differ. All of its actions are always there.
pub(super) fn with_periods(mut document: Value, dice: &mut Dice) -> Value {
    if dice.roll(3) != 0 {
        return document;
    }
    let [first, second] = TURNS;
    document["datedBy"] = dice.pick(&["a", "a", "c", "d"]).into();
    let window = &mut document["params"]["window"];
    window["dated"] = json!([{ "until": first, "value": "6h" }]);
    window["editions"][EDITIONS[1]]["dated"] = json!([{ "from": first, "until": second, "value": "31h" }]);
    if dice.roll(2) == 0 {
        document["params"]["most"]["dated"] = json!([{ "from": second, "value": 3 }]);
    }
    for transition in document["transitions"].as_array_mut().into_iter().flatten() {
        if dice.roll(4) == 0 {
            transition["inForce"] = period(dice);
        } else {
            versions(&mut transition["effects"], dice);
        }
    }
    for action in document["actions"].as_object_mut().into_iter().flatten().map(|(_, action)| action) {
        for list in ["requires", "effects", "drafts"] {
            versions(&mut action[list], dice);
        }
    }
    for duty in document["duties"].as_array_mut().into_iter().flatten() {
        if dice.roll(4) == 0 {
            duty["inForce"] = period(dice);
        }
    }
    document
}

/// Lets some elements of a list be in force at times only, and some be otherwise from an instant on.
fn versions(list: &mut Value, dice: &mut Dice) {
    let Value::Array(elements) = list else { return };
    let mut added = Vec::new();
    for element in &mut *elements {
        match dice.roll(6) {
            0 => element["inForce"] = period(dice),
            1 => {
                let mut later = element.clone();
                element["inForce"] = json!({ "until": TURNS[0] });
                later["inForce"] = json!({ "from": TURNS[0] });
                for key in ["that", "when"] {
                    if later.get(key).is_some() {
                        later[key] = dice.pick(STANDING).into();
                    }
                }
                added.push(later);
            }
            _ => {}
        }
    }
    elements.extend(added);
}
