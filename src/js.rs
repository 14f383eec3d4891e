//! What JavaScript calls. The only place that knows WebAssembly.
//!
//! Each function takes whatever was passed, reads it as [`Data`], lets the library answer
//! and returns plain data or throws a `TorihikiError`. `input` is the way in and `output` the
//! way out; each says how values cross and why that way.
//!
//! TypeScript learns of the shapes by the derives where they are defined, and of the functions
//! in `declarations`.

#[cfg(feature = "single")]
mod declarations;
mod input;
mod loaded;
#[cfg(feature = "many")]
mod many;
mod options;
mod output;
#[cfg(feature = "single")]
mod questions;
mod registry;
#[cfg(feature = "single")]
mod single;
#[cfg(feature = "single")]
mod verdict_desk;

pub use loaded::LoadedPolicy;
#[cfg(feature = "many")]
pub use many::ManyOrders;
#[cfg(feature = "single")]
pub use single::*;
#[cfg(feature = "single")]
pub use verdict_desk::VerdictDesk;
