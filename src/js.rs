//! What JavaScript calls. The only place that knows WebAssembly.
//!
//! Each function takes whatever was passed, reads it as [`Data`], lets the library answer
//! and returns plain data or throws a `TorihikiError`. `input` is the way in and `output` the
//! way out; each says how values cross and why that way.
//!
//! TypeScript learns of the shapes by the derives where they are defined, and of the functions
//! in `declarations`.

mod declarations;
mod input;
mod options;
mod output;

use wasm_bindgen::prelude::*;

use crate::builtin;
use crate::data::Data;
use crate::describe::{Description, PolicySummary, describe_into};
use crate::policy::Policy;
use crate::preview::{apply_into, calendar_into, named_policy, policy_by_id, preview_into, timeline_into, ways_into};
use crate::problem::Report;

/// `preview(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn preview(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::preview(options, report);
        preview_into(named_policy(order, report)?, order, &options, report).map(|preview| output::answer(&preview))
    })
}

/// `timeline(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn timeline(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::timeline(options, report);
        timeline_into(named_policy(order, report)?, order, &options, report).map(|timeline| output::answer(&timeline))
    })
}

/// `apply(order, action, options)`
#[wasm_bindgen(skip_typescript)]
pub fn apply(order: &JsValue, action: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, action, options, &|[order, action, options], report| {
        let options = options::apply(options, report);
        apply_into(named_policy(order, report)?, order, action, &options, report)
            .map(|applied| output::answer(&applied))
    })
}

/// `ways(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn ways(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let (to, options) = options::ways(options, report);
        ways_into(named_policy(order, report)?, order, to, &options, report).map(|ways| output::answer(&ways))
    })
}

/// `calendar(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn calendar(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::timeline(options, report);
        calendar_into(named_policy(order, report)?, order, &options, report).map(|calendar| output::answer(&calendar))
    })
}

/// `describe(policyId?, options)`
#[wasm_bindgen(skip_typescript)]
pub fn describe(policy_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    ask(policy_id, options, &JsValue::UNDEFINED, &|[id, options, _], report| {
        let options = options::describe(options, report);
        let policies = described(id, report);
        let all: Vec<Description<'_>> =
            policies.into_iter().map(|policy| describe_into(policy, &options, report)).collect();
        if !report.is_empty() {
            return None;
        }
        Some(match (all.as_slice(), id) {
            ([one], Data::Text(_)) => output::answer(one),
            (all, _) => output::answer(&all),
        })
    })
}

/// `policies()`
#[wasm_bindgen(skip_typescript)]
pub fn policies() -> Result<JsValue, JsValue> {
    let policies: Vec<PolicySummary<'_>> =
        builtin::policy_ids().filter_map(builtin::policy).map(Policy::summary).collect();
    output::plain(&policies)
}

/// `version()`
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Answers a question from the three values that were passed, or throws all that is wrong with them.
#[inline(never)]
fn ask(
    first: &JsValue,
    second: &JsValue,
    third: &JsValue,
    answer: &dyn Fn(&[Data<'_>; 3], &mut Report) -> Option<JsValue>,
) -> Result<JsValue, JsValue> {
    let text = input::pack(first, second, third)?;
    let mut report = Report::default();
    match answer(&input::unpacked(&text), &mut report) {
        Some(answer) if report.is_empty() => Ok(answer),
        _ => Err(output::error(report)),
    }
}

/// The policies that a caller wants described: one, or all.
fn described(id: &Data<'_>, report: &mut Report) -> Vec<&'static Policy> {
    match id {
        Data::Null => builtin::policy_ids().filter_map(builtin::policy).collect(),
        id => policy_by_id(id, report).into_iter().collect(),
    }
}
