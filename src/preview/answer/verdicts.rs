//! The shapes of verdicts without what they rest on.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{ActionId, PolicyRef, RoleId, StateId, Verdict, shape};
use crate::time::Instant;

shape! {
    /// What the parties of an order may do, without why, until when and what follows.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, verdicts};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = verdicts(&order, &Options::at(now).role("buyer")).unwrap();
    ///
    /// assert_eq!((&*answer.policy.id, answer.as_of), ("coconala", now));
    /// assert_eq!(answer.state.effective, "delivered");
    /// assert_eq!(answer.verdicts.get("buyer", "revise").unwrap().word(), "allowed");
    /// ```
    Verdicts<'p> {
        /// What they were computed from; its language is the one that a preview would be in.
        policy: PolicyRef<'p>,
        /// The instant for which they were computed.
        as_of: Instant,
        /// Where the deal stands.
        state: EffectiveState<'p>,
        /// For each role that was asked about, the verdict of each of its actions.
        verdicts: RoleVerdicts<'p>,
    }
}

shape! {
    /// The state that a deal is in, by its id alone.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, verdicts};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "delivered" }"#).unwrap();
    /// let now = Instant::parse("2026-11-18T09:00:00+09:00").unwrap();
    /// let state = verdicts(&order, &Options::at(now)).unwrap().state;
    /// // It is not known when it was delivered, so it may have completed by itself.
    /// assert_eq!(state.effective, "delivered");
    /// assert_eq!(state.possible, ["delivered", "completed"]);
    /// ```
    EffectiveState<'p> {
        /// The state that the deal is in, after what happened by itself; where that is uncertain, the last that it has
        /// certainly been in.
        effective: StateId<'p>,
        /// The states that the deal can be in: the effective one alone, unless that is uncertain.
        possible: Vec<StateId<'p>>,
    }
}

/// The verdict of each action of each role, as a map of maps.
///
/// Both are in the order of the policy.
///
/// ```
/// use torihiki::{Data, Instant, TimelineOptions, timeline};
///
/// let order: Data = serde_json::from_str(r#"{ "policy": "coconala-account", "state": "withdrawn" }"#).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let verdicts = &timeline(&order, &TimelineOptions::from(now)).unwrap().segments[0].verdicts;
/// assert_eq!(serde_json::to_value(verdicts).unwrap(), serde_json::json!({
///     "member": { "withdraw": "denied", "register-again": "allowed", "open-second-account": "denied" },
/// }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "Partial<Record<RoleId, Partial<Record<ActionId, Verdict>>>>"))]
pub struct RoleVerdicts<'p>(pub(crate) Vec<(RoleId<'p>, Vec<(ActionId<'p>, Verdict)>)>);

impl RoleVerdicts<'_> {
    /// The verdict of an action for a role; none where that role has no such action.
    ///
    /// ```
    /// use torihiki::{Data, Instant, TimelineOptions, timeline};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "completed" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let timeline = timeline(&order, &TimelineOptions::from(now)).unwrap();
    /// let verdicts = &timeline.segments[0].verdicts;
    /// assert_eq!(verdicts.get("buyer", "revise").unwrap().word(), "denied");
    /// assert_eq!(verdicts.get("seller", "revise"), None); // sending back is the buyer's
    /// ```
    #[must_use]
    pub fn get(&self, role: &str, action: &str) -> Option<Verdict> {
        let (_, actions) = self.0.iter().find(|(name, _)| name == role)?;
        actions.iter().find(|(name, _)| name == action).map(|(_, verdict)| *verdict)
    }
}

impl Serialize for RoleVerdicts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The actions of one role.
        struct Actions<'a>(&'a [(ActionId<'a>, Verdict)]);

        impl Serialize for Actions<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(self.0.len()))?;
                self.0.iter().try_for_each(|(action, verdict)| map.serialize_entry(action, verdict))?;
                map.end()
            }
        }

        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(role, actions)| map.serialize_entry(role, &Actions(actions)))?;
        map.end()
    }
}
