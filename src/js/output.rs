//! The way out: plain data becomes what JavaScript gets.
//!
//! There are two of them, and what a value is like decides which.
//!
//! - [`answer`] is for answers, which are large and asked for all the time: hundreds of objects and texts, most of them
//!   a policy's own. They are written on a [`tape`] and built by JavaScript in one go, which was several times as fast
//!   as setting each property from here when that was measured.
//! - [`plain`] is for what is small and rare: problems, and the list of policies. `serde-wasm-bindgen` sets each
//!   property from here, and there is nothing to be kept in step with JavaScript.
//!
//! Both give plain objects, lists and texts, as `JSON.parse` would.

#[cfg(feature = "single")]
mod tape;

use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/package/host.js")]
extern "C" {
    /// Makes a `TorihikiError`.
    fn failure(problems: &JsValue) -> JsValue;
}

/// An answer, which is large and asked for all the time.
#[cfg(feature = "single")]
pub(super) fn answer(value: &impl Serialize) -> JsValue {
    tape::value(value)
}

/// Something that is small and rare.
pub(super) fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// The error that is thrown, for a list of problems.
pub(super) fn error(problems: &impl Serialize) -> JsValue {
    plain(problems).map_or_else(|error| error, |problems| failure(&problems))
}
