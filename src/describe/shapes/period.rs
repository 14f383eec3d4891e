//! The shape of a period.

use serde::Serialize;

use crate::time::Instant;

/// When a rule is in force, by the date of an order: the fact that `datedBy` names.
///
/// ```
/// use torihiki::{Data, DescribeOptions, Instant, Policy};
///
/// // Before April 2024, what was sent could not be sent back.
/// let document: Data = serde_json::from_str(r#"{
///     "format": "torihiki/1", "id": "parcel", "utcOffset": "+09:00", "datedBy": "boughtAt",
///     "label": { "ja": "荷物", "en": "Parcel" },
///     "roles": ["buyer"], "roleLabels": { "buyer": { "ja": "購入者", "en": "Buyer" } },
///     "facts": { "boughtAt": { "type": "timestamp", "label": { "ja": "購入", "en": "Bought" } } },
///     "states": { "sent": { "label": { "ja": "発送済み", "en": "Sent" } } },
///     "actions": { "send-back": {
///         "verb": "other", "roles": ["buyer"], "from": ["sent"], "label": { "ja": "返送する", "en": "Send back" },
///         "inForce": { "from": "2024-04-01" }
///     } }
/// }"#).unwrap();
/// let policy = Policy::new(&document).unwrap();
/// let described = policy.describe(&DescribeOptions::default()).unwrap();
/// let period = described.actions[0].in_force.unwrap();
/// assert_eq!(period.from, Instant::parse("2024-04-01T00:00:00+09:00").ok());
/// assert_eq!((period.until, described.dated_by.as_deref()), (None, Some("boughtAt")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
pub struct PeriodInfo {
    /// From this instant on, inclusive; none: it always was.
    pub from: Option<Instant>,
    /// Until this instant, exclusive; none: it has no end.
    pub until: Option<Instant>,
}
