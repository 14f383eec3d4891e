//! The shape of a value.

use serde::Serialize;

use crate::preview::answer::{FactName, FactType, ParamName, Words, shape};

shape! {
    /// An expression of the policy that has a name.
    ///
    /// ```
    /// use torihiki::{Data, DescribeOptions, FactType, Policy};
    ///
    /// let document: Data = serde_json::from_str(r#"{
    ///     "format": "torihiki/1", "id": "parcel", "utcOffset": "+09:00",
    ///     "label": { "ja": "荷物", "en": "Parcel" },
    ///     "roles": ["buyer"], "roleLabels": { "buyer": { "ja": "購入者", "en": "Buyer" } },
    ///     "params": { "claimWindow": { "label": { "ja": "期間", "en": "Window" }, "value": "3d" } },
    ///     "facts": { "arrivedAt": { "type": "timestamp", "label": { "ja": "到着", "en": "Arrived" } } },
    ///     "values": { "claimEnds": { "is": "arrivedAt + claimWindow" } },
    ///     "states": { "arrived": { "label": { "ja": "到着済み", "en": "Arrived" } } },
    ///     "actions": { "claim": {
    ///         "verb": "other", "roles": ["buyer"], "from": ["arrived"], "label": { "ja": "申し立てる", "en": "Claim" },
    ///         "requires": [{
    ///             "rule": "in-time", "that": "now < claimEnds",
    ///             "message": { "ja": "到着から{claimWindow}以内です", "en": "Within {claimWindow}" }
    ///         }]
    ///     } }
    /// }"#).unwrap();
    /// let policy = Policy::new(&document).unwrap();
    /// let ends = &policy.describe(&DescribeOptions::default()).unwrap().values[0];
    /// assert_eq!((&*ends.id, ends.r#type, &*ends.is), ("claimEnds", FactType::Timestamp, "arrivedAt + claimWindow"));
    /// assert_eq!(ends.facts, ["arrivedAt"]);
    /// assert_eq!(ends.params, ["claimWindow"]);
    /// ```
    ValueInfo<'p> {
        /// The name by which conditions call it.
        id: Words<'p>,
        /// The type of what it comes to.
        r#type: FactType,
        /// Its name, where it has one for people.
        label: Option<Words<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The expression, as it is written in the document.
        is: Words<'p>,
        /// The facts that it reads, also through other values.
        facts: Vec<FactName<'p>>,
        /// The parameters that it reads, also through other values.
        params: Vec<ParamName<'p>>,
    }
}
