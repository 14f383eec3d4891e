//! The shape of a parameter.

use serde::Serialize;

use crate::preview::answer::{ParamName, Scalar, SourceId, Words, shape};
use crate::text::vocabulary;

vocabulary! {
    /// The type of a parameter.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, ParamType, policy};
    ///
    /// let params = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).params;
    /// let r#type = |id| params.iter().find(|param| param.id == id).unwrap().r#type;
    /// assert_eq!(r#type("reviewWindow"), ParamType::Duration);
    /// assert_eq!(r#type("maxRevisions"), ParamType::Int);
    /// ```
    ParamType {
        /// A length of time.
        Duration = "duration",
        /// A whole number.
        Int = "int",
    }
}

shape! {
    /// A number of the policy that a caller may override.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let window = |edition| {
    ///     let params = policy("coconala").unwrap().describe(edition, Locale::En).params;
    ///     let window = params.into_iter().find(|param| param.id == "reviewWindow").unwrap();
    ///     let value = serde_json::to_value(&window.value).unwrap();
    ///     format!("{value} by {}", window.source.unwrap())
    /// };
    /// assert_eq!(window(Edition::Guide), r#""7d" by coconala-revision-guide"#);
    /// assert_eq!(window(Edition::Official), r#""72h" by coconala-magazine-delivery"#);
    /// ```
    ParamInfo<'p> {
        /// The key under `params` in an order.
        id: ParamName<'p>,
        /// Its type.
        r#type: ParamType,
        /// Its name.
        label: Words<'p>,
        /// Its value: a whole number, or a duration such as `7d`.
        value: Scalar<'p>,
        /// The id of the source.
        source: Option<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}
