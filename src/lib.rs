//! torihiki
#![allow(missing_docs)]

mod builtin;
mod data;
mod describe;
mod expr;
#[cfg(target_arch = "wasm32")]
pub mod js;
mod order;
mod policy;
mod preview;
mod problem;
mod text;
mod time;

pub use builtin::{policy, policy_ids};
pub use data::Data;
pub use order::Order;
pub use policy::{Edition, EffectKind, Policy, Severity, SourceKind, Verb};
pub use preview::{Options, answer, preview};
pub use problem::{Problem, Problems};
pub use text::Locale;
pub use time::{Duration, Instant, InstantError, UtcOffset};
