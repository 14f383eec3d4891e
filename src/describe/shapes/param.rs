//! The shape of a parameter.

use serde::Serialize;

use crate::preview::answer::{ParamName, Scalar, SourceId, Words, shape};
use crate::text::vocabulary;
use crate::time::Instant;

vocabulary! {
    /// The type of a parameter.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, ParamType, policy};
    ///
    /// let params = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().params;
    /// let r#type = |id| params.iter().find(|param| param.id == id).unwrap().r#type;
    /// assert_eq!(r#type("reviewWindow"), ParamType::Duration);
    /// assert_eq!(r#type("maxRevisions"), ParamType::Int);
    /// ```
    ParamType {
        /// A length of time.
        Duration = "duration",
        /// A whole number.
        Int = "int",
        /// An amount of money, in whole minor units of the currency of the policy.
        Money = "money",
    }
}

shape! {
    /// A number of the policy that a caller may override.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let params = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().params;
    /// let window = params.into_iter().find(|param| param.id == "reviewWindow").unwrap();
    /// let value = serde_json::to_value(&window.value).unwrap();
    /// assert_eq!(format!("{value} by {}", window.source.unwrap()), r#""7d" by coconala-revision-guide"#);
    /// ```
    ParamInfo<'p> {
        /// The key under `params` in an order.
        id: ParamName<'p>,
        /// Its type.
        r#type: ParamType,
        /// Its name.
        label: Words<'p>,
        /// Its value: a whole number, an amount in minor units, or a duration such as `7d`. Where it is dated, the one
        /// that holds where no other does, or else that of the last period.
        value: Scalar<'p>,
        /// The smallest number that an order may override it with, inclusive; none: any number, and any length of time.
        min: Option<i64>,
        /// The id of the source.
        source: Option<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The values that it has for orders of certain dates, the earliest first; empty: it has one value.
        dated: Vec<DatedInfo<'p>>,
    }
}

shape! {
    /// The value of a parameter for orders of certain dates.
    ///
    /// ```
    /// use torihiki::{Data, DescribeOptions, Instant, Policy};
    ///
    /// let document: Data = serde_json::from_str(r#"{
    ///     "format": "torihiki/1", "id": "parcel", "utcOffset": "+09:00", "datedBy": "boughtAt",
    ///     "label": { "ja": "荷物", "en": "Parcel" },
    ///     "roles": ["buyer"], "roleLabels": { "buyer": { "ja": "購入者", "en": "Buyer" } },
    ///     "facts": { "boughtAt": { "type": "timestamp", "label": { "ja": "購入", "en": "Bought" } } },
    ///     "params": { "window": {
    ///         "label": { "ja": "期間", "en": "Window" }, "value": "72h",
    ///         "dated": [{ "until": "2024-04-01", "value": "7d" }]
    ///     } },
    ///     "states": { "sent": { "label": { "ja": "発送済み", "en": "Sent" } } },
    ///     "actions": { "send-back": {
    ///         "verb": "other", "roles": ["buyer"], "from": ["sent"], "label": { "ja": "返送する", "en": "Send back" },
    ///         "requires": [{
    ///             "rule": "in-time", "that": "now < boughtAt + window",
    ///             "message": { "ja": "購入から{window}以内です", "en": "Within {window}" }
    ///         }]
    ///     } }
    /// }"#).unwrap();
    /// let policy = Policy::new(&document).unwrap();
    /// let described = policy.describe(&DescribeOptions::default()).unwrap();
    /// let old = &described.params[0].dated[0];
    /// assert_eq!((old.from, old.until), (None, Instant::parse("2024-04-01T00:00:00+09:00").ok()));
    /// assert_eq!(serde_json::to_value(&old.value).unwrap(), "7d");
    /// ```
    DatedInfo<'p> {
        /// From orders of this instant on, inclusive; none: of any before.
        from: Option<Instant>,
        /// Until orders of this instant, exclusive; none: of any after.
        until: Option<Instant>,
        /// The value.
        value: Scalar<'p>,
        /// The id of the source.
        source: Option<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}
