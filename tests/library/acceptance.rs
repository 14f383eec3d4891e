//! The acceptance cases, run against the library.

use serde_json::{Value, json};
use torihiki::{Data, Instant, Options, preview};

use crate::acceptance_cases;

/// Answers as JSON, the way JavaScript sees it.
fn answer(order: &Value, options: &Value) -> Result<Value, Value> {
    let order: Data<'static> = serde_json::from_value(order.clone()).unwrap();
    let options = Options {
        role: options["role"].as_str(),
        locale: options["locale"].as_str(),
        ..Options::at(Instant::from_millis(options["now"].as_i64().unwrap()).unwrap())
    };
    match preview(&order, &options) {
        Ok(answer) => Ok(serde_json::to_value(answer).unwrap()),
        Err(problems) => Err(json!(problems.as_slice())),
    }
}

#[test]
fn every_case_is_answered_as_expected() {
    acceptance_cases::run(answer);
}
