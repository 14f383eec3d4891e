//! The shape of an order after an action.

use serde::Serialize;

use super::{Action, FactName, Preview, Transition, shape};
use crate::data::Data;

shape! {
    /// What an order would be after an action.
    ///
    /// ```
    /// use torihiki::{ApplyOptions, Data, Instant, apply};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "crowdworks", "state": "working" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let asked = apply(&order, "request-termination", &ApplyOptions::at(now).role("worker")).unwrap();
    ///
    /// // The contract goes on, but now it ends by itself unless the client answers.
    /// assert!(asked.applied && asked.stops.is_empty());
    /// assert_eq!(asked.preview.state.effective, "working");
    /// assert_eq!(asked.starts[0].rule, "crowdworks.termination-unanswered");
    /// assert_eq!(asked.starts[0].at, Instant::parse("2026-11-23T09:00:00+09:00").unwrap());
    /// ```
    Applied<'p> {
        /// Whether the action may be done; otherwise `action` says why not, or `missing` what is not known.
        applied: bool,
        /// The order after the action, in the shape in which it was given; where the action is not
        /// applied, the order as it was given.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Order"))]
        order: Data<'static>,
        /// Where the action is only asked for, the order once the other party has agreed; none where nobody has to, or
        /// `order` is that one already.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Order | null"))]
        agreed: Option<Data<'static>>,
        /// The action before it is done, as a preview tells it.
        action: Action<'p>,
        /// The facts without which it cannot be told what the order would be.
        missing: Vec<FactName<'p>>,
        /// What was going to happen by itself and is no longer, or no longer at that time.
        stops: Vec<Transition<'p>>,
        /// What is now going to happen by itself and was not, or not at that time.
        starts: Vec<Transition<'p>>,
        /// What the action runs straight into: transitions that are already due in the state to which
        /// it leads. Their `at` is the instant of the action.
        runs_into: Vec<Transition<'p>>,
        /// The preview of that order at the same instant, for all roles.
        preview: Preview<'p>,
    }
}
