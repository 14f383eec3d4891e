//! Policies that JavaScript brings along. `www/package/loaded-policy.js` makes of them what callers see.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::output;
use super::registry::{self, Kept, Shared};
#[cfg(feature = "single")]
use super::{VerdictDesk, options, questions};
#[cfg(feature = "single")]
use crate::describe::describe_into;
use crate::policy::Policy;
use crate::problem::Problems;

/// A policy that was loaded, until JavaScript has no more use for it.
#[wasm_bindgen]
pub struct LoadedPolicy(Shared);

impl From<Policy> for LoadedPolicy {
    fn from(policy: Policy) -> LoadedPolicy {
        LoadedPolicy(Rc::new(Kept(policy)))
    }
}

#[cfg(feature = "many")]
impl LoadedPolicy {
    pub(super) fn shared(&self) -> &Shared {
        &self.0
    }
}

fn thrown(problems: &Problems) -> JsValue {
    output::error(&problems.as_slice())
}

#[wasm_bindgen]
impl LoadedPolicy {
    /// `Policy.load(bytes)`
    pub fn load(bytes: &[u8]) -> Result<LoadedPolicy, JsValue> {
        Policy::load(bytes).map(LoadedPolicy::from).map_err(|problems| thrown(&problems))
    }

    /// From now on orders can name it.
    pub fn name(&self) {
        registry::name(&self.0);
    }

    /// From now on orders can name the policy that is compiled in these bytes; gives its id.
    #[wasm_bindgen(js_name = nameCompiled)]
    pub fn name_compiled(bytes: Vec<u8>) -> Result<String, JsValue> {
        let id = Policy::compiled_id(&bytes).map_err(|problems| thrown(&problems))?;
        registry::name_compiled(&id, bytes);
        Ok(id)
    }

    /// `policy.id`
    #[must_use]
    pub fn id(&self) -> String {
        self.0.0.id().to_owned()
    }

    /// `policy.version`
    #[must_use]
    pub fn version(&self) -> String {
        self.0.0.version().to_owned()
    }
}

#[cfg(feature = "single")]
#[wasm_bindgen]
impl LoadedPolicy {
    /// `policy.preview(order, options)`
    pub fn preview(&self, order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        questions::preview(Some(&self.0), order, options)
    }

    /// `policy.verdicts(order, options)`
    pub fn verdicts(&self, order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        questions::verdicts(Some(&self.0), order, options)
    }

    /// Where orders of the policy can be left, for `verdicts`.
    #[wasm_bindgen(js_name = verdictDesk)]
    #[must_use]
    pub fn verdict_desk(&self) -> VerdictDesk {
        VerdictDesk::of(Shared::clone(&self.0))
    }

    /// `policy.timeline(order, options)`
    pub fn timeline(&self, order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        questions::timeline(Some(&self.0), order, options)
    }

    /// `policy.apply(order, action, options)`
    pub fn apply(&self, order: &JsValue, action: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        questions::apply(Some(&self.0), order, action, options)
    }

    /// `policy.ways(order, options)`
    pub fn ways(&self, order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        questions::ways(Some(&self.0), order, options)
    }

    /// `policy.calendar(order, options)`
    pub fn calendar(&self, order: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        questions::calendar(Some(&self.0), order, options)
    }

    /// `policy.describe(options)`
    pub fn describe(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let nothing = &JsValue::UNDEFINED;
        questions::ask(options, nothing, nothing, &|[options, ..], report| {
            let options = options::describe(options, report);
            Some(output::answer(&describe_into(&self.0.0, &options, report)))
        })
    }
}

// What authors need, and nobody else loads.
#[cfg(feature = "author")]
#[wasm_bindgen]
impl LoadedPolicy {
    /// `Policy.parse(text, { syntax })`; `is_json` is null where it goes by how the text begins.
    pub fn parse(text: &str, is_json: Option<bool>) -> Result<LoadedPolicy, JsValue> {
        use crate::written::Syntax;
        let syntax = match is_json {
            None => Syntax::of(text),
            Some(true) => Syntax::Json,
            Some(false) => Syntax::Toml,
        };
        Policy::parse(text, syntax).map(LoadedPolicy::from).map_err(|mistakes| output::error(&mistakes.as_slice()))
    }

    /// `Policy.parse(document)`
    pub fn check(document: &JsValue) -> Result<LoadedPolicy, JsValue> {
        let nothing = &JsValue::UNDEFINED;
        let text = super::input::pack(document, nothing, nothing)?;
        let [document, ..] = super::input::unpacked(&text);
        Policy::new(&document).map(LoadedPolicy::from).map_err(|problems| thrown(&problems))
    }

    /// `policy.document`; null where the policy was loaded
    #[must_use]
    pub fn document(&self) -> JsValue {
        self.0.0.document().map_or(JsValue::NULL, output::answer)
    }

    /// `policy.notices`
    #[must_use]
    pub fn notices(&self) -> JsValue {
        output::plain(&self.0.0.notices()).unwrap_or(JsValue::NULL)
    }

    /// The built-in policy with an id, from its document.
    pub fn builtin(id: &str) -> Option<LoadedPolicy> {
        crate::builtin::checked(id).map(LoadedPolicy::from)
    }

    /// `policy.sql(action, options)`
    pub fn sql(&self, action: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        questions::ask(action, options, &JsValue::UNDEFINED, &|[action, given, _], report| {
            let keep = options::kept(given, report);
            let options = options::sql(given, keep.as_deref(), report);
            let sql = crate::sql::sql_into(&self.0.0, action, &options, report)?;
            output::plain(&sql).ok()
        })
    }

    /// `policy.compile()`
    #[must_use]
    pub fn compile(&self) -> Vec<u8> {
        self.0.0.compile()
    }
}
