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
mod loaded;
mod options;
mod output;
mod questions;

use wasm_bindgen::prelude::*;

use crate::builtin;
use crate::data::Data;
use crate::describe::{Description, PolicySummary, describe_into};
use crate::policy::Policy;
use crate::policy_set::policy_by_id;
use crate::problem::Report;

/// `preview(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn preview(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::preview(None, order, options)
}

/// `timeline(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn timeline(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::timeline(None, order, options)
}

/// `apply(order, action, options)`
#[wasm_bindgen(skip_typescript)]
pub fn apply(order: &JsValue, action: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::apply(None, order, action, options)
}

/// `ways(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn ways(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::ways(None, order, options)
}

/// `calendar(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn calendar(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::calendar(None, order, options)
}

/// `describe(policyId?, options)`
#[wasm_bindgen(skip_typescript)]
pub fn describe(policy_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::ask(policy_id, options, &JsValue::UNDEFINED, &|[id, options, _], report| {
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

/// The policies that a caller wants described: one, or all.
fn described(id: &Data<'_>, report: &mut Report) -> Vec<&'static Policy> {
    match id {
        Data::Null => builtin::policy_ids().filter_map(builtin::policy).collect(),
        id => policy_by_id(id, report).into_iter().collect(),
    }
}
