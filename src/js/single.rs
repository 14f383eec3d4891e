//! The functions of the package that ask about one order, or about policies.

use wasm_bindgen::prelude::*;

use super::{VerdictDesk, options, output, questions, registry};
use crate::data::Data;
use crate::describe::{Description, PolicySummary, describe_into};

/// `preview(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn preview(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::preview(None, order, options)
}

/// `verdicts(order, options)`
#[wasm_bindgen(skip_typescript)]
pub fn verdicts(order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    questions::verdicts(None, order, options)
}

/// Where orders can be left that name a policy, for `verdicts`; none where no policy has the id.
#[wasm_bindgen(js_name = verdictDesk)]
#[must_use]
pub fn verdict_desk(policy_id: &str) -> Option<VerdictDesk> {
    registry::get(policy_id).map(VerdictDesk::of)
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
        let policies = match id {
            Data::Null => registry::all(),
            id => registry::with_id(id, report).into_iter().collect(),
        };
        let all: Vec<Description<'_>> =
            policies.iter().map(|policy| describe_into(&policy.0, &options, report)).collect();
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
    let policies = registry::all();
    let summaries: Vec<PolicySummary<'_>> = policies.iter().map(|policy| policy.0.summary()).collect();
    output::plain(&summaries)
}

/// `version()`
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
