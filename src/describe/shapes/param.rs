//! The shape of a parameter.

use serde::Serialize;

use crate::preview::answer::{ParamName, Scalar, SourceId, Words, shape};
use crate::text::vocabulary;

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
        /// Its value: a whole number, an amount in minor units, or a duration such as `7d`.
        value: Scalar<'p>,
        /// The id of the source.
        source: Option<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}
