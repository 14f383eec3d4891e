//! The way in: what JavaScript passes becomes plain data.
//!
//! A call between JavaScript and WebAssembly costs more than what most functions do, and reading an object takes one
//! for each of its properties. So `pack` (`www/package/host.js`) writes everything that a function was passed into one
//! text, which crosses once and is read here. Nothing that is passed can make it throw: what cannot be read is written
//! down as that, and becomes a problem like any other.

use wasm_bindgen::prelude::*;

use crate::data::{Data, decode};

#[wasm_bindgen(module = "/www/package/host.js")]
extern "C" {
    /// Writes what a function was passed in the compact text form of [`Data`].
    #[wasm_bindgen(catch)]
    pub(super) fn pack(first: &JsValue, second: &JsValue, third: &JsValue) -> Result<String, JsValue>;
}

/// The three values that were packed.
pub(super) fn unpacked(text: &str) -> [Data<'_>; 3] {
    let mut rest = Some(text);
    [(); 3].map(|()| match rest.and_then(decode) {
        Some((value, after)) => {
            rest = Some(after);
            value
        }
        None => {
            rest = None;
            Data::Foreign("a value that cannot be read".into())
        }
    })
}
