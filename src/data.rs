//! Plain data, as orders and policies arrive: from JavaScript, from TOML, from JSON.
//!
//! One type for all of them means that one reader checks them all, and that nothing a
//! caller passed gets lost before it was looked at. [`Data`] is anything that serde can
//! read; from JavaScript it comes in the form that `compact` describes.

mod compact;
pub(crate) mod scalar;

use std::borrow::Cow;
use std::fmt;

#[cfg(target_arch = "wasm32")]
pub(crate) use compact::decode;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// The largest whole number that every JSON reader keeps exactly, 2^53 − 1.
pub(crate) const MAX_SAFE_INT: i64 = 9_007_199_254_740_991;

/// Whether every JSON reader keeps a whole number exactly.
pub(crate) fn is_safe(value: i64) -> bool {
    value.unsigned_abs() <= MAX_SAFE_INT.unsigned_abs()
}

/// A value as the caller wrote it.
///
/// ```
/// use torihiki::Data;
///
/// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "revisionsUsed": 1 }"#).unwrap();
/// assert_eq!(order, Data::Map(vec![
///     ("policy".into(), Data::Text("coconala".into())),
///     ("revisionsUsed".into(), Data::Int(1)),
/// ]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data<'a> {
    /// Known to be absent: `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number. One that is too large for an `i64` is the nearest `i64`.
    Int(i64),
    /// A point in time, in milliseconds since 1970-01-01T00:00:00Z: a JavaScript `Date`.
    Date(i64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Data<'a>>),
    /// Names and values, in the order in which they were written.
    Map(Vec<(Cow<'a, str>, Data<'a>)>),
    /// A number or date that is not exact, such as `1.5`, `NaN` or `Invalid Date`: how it reads.
    Inexact(Cow<'a, str>),
    /// Anything that is not data, such as a function: what it is.
    Foreign(Cow<'a, str>),
}

impl<'a> Data<'a> {
    /// The name under which a date is serialised. A serialiser that knows dates may make one of
    /// it; to any other it is a number.
    pub(crate) const DATE: &'static str = "torihiki::Date";

    /// A number that was written with a point or an exponent. One such as 1.0 or 1e3 is still a whole number; beyond the
    /// range of an `i64` the cast gives the nearest one.
    pub(crate) fn from_float(value: f64) -> Data<'static> {
        if value.fract() == 0.0 { Data::Int(value as i64) } else { Data::Inexact(Cow::Owned(value.to_string())) }
    }

    /// The same data with texts of its own.
    pub(crate) fn owned(&self) -> Data<'static> {
        let own = |text: &str| Cow::Owned(text.to_owned());
        match self {
            Data::Null => Data::Null,
            Data::Bool(value) => Data::Bool(*value),
            Data::Int(value) => Data::Int(*value),
            Data::Date(value) => Data::Date(*value),
            Data::Text(text) => Data::Text(own(text)),
            Data::Inexact(text) => Data::Inexact(own(text)),
            Data::Foreign(text) => Data::Foreign(own(text)),
            Data::List(items) => Data::List(items.iter().map(Data::owned).collect()),
            Data::Map(entries) => Data::Map(entries.iter().map(|(name, value)| (own(name), value.owned())).collect()),
        }
    }

    /// How many values this is, with all that are inside it.
    pub(crate) fn size(&self) -> usize {
        let inside: usize = match self {
            Data::List(items) => items.iter().map(Data::size).fold(0, usize::saturating_add),
            Data::Map(entries) => entries.iter().map(|(_, value)| value.size()).fold(0, usize::saturating_add),
            _ => 0,
        };
        inside.saturating_add(1)
    }

    /// The value with this name, where this is a map that has it.
    ///
    /// ```
    /// use torihiki::Data;
    ///
    /// let order: Data = serde_json::from_str(r#"{ "state": "delivered" }"#).unwrap();
    /// assert_eq!(order.get("state"), Some(&Data::Text("delivered".into())));
    /// assert_eq!(order.get("policy"), None);
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data<'a>> {
        match self {
            Data::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// What a value is, for a sentence such as "expected a date, found `1.5`".
impl fmt::Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Data::Null => f.write_str("null"),
            Data::Bool(value) => write!(f, "`{value}`"),
            Data::Int(value) => write!(f, "`{value}`"),
            Data::Date(_) => f.write_str("a date"),
            Data::Text(text) => f.write_str(&crate::problem::quoted(text)),
            Data::Inexact(text) => f.write_str(&crate::problem::quoted(text)),
            Data::Foreign(text) => f.write_str(&crate::problem::shortened(text)),
            Data::List(_) => f.write_str("a list"),
            Data::Map(_) => f.write_str("an object"),
        }
    }
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Int(value) => serializer.serialize_i64(*value),
            Data::Date(millis) => serializer.serialize_newtype_struct(Data::DATE, millis),
            Data::Text(text) | Data::Inexact(text) | Data::Foreign(text) => serializer.serialize_str(text),
            Data::List(items) => serializer.collect_seq(items),
            Data::Map(entries) => serializer.collect_map(entries.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Data<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DataVisitor)
    }
}

/// The name under which the crate `toml` hands on a date.
const TOML_DATE: &str = "$__toml_private_datetime";

struct DataVisitor;

impl<'de> Visitor<'de> for DataVisitor {
    type Value = Data<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain data")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Data::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Data::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Data::Int(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Data::from_float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Data::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Data::Text(Cow::Owned(value)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Data::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Data::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Deserialize::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Data::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = Vec::new();
        while let Some((name, value)) = entries.next_entry::<String, Data<'static>>()? {
            // A day or an instant that TOML has without quotes comes in a map of its own.
            if name == TOML_DATE && map.is_empty() {
                return Ok(value);
            }
            map.push((Cow::Owned(name), value));
        }
        Ok(Data::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_from_json_are_whole_where_they_can_be() {
        let read = |json: &str| serde_json::from_str::<Data>(json).unwrap();
        assert_eq!(read("1.0"), Data::Int(1));
        assert_eq!(read("-3"), Data::Int(-3));
        assert_eq!(read("1.5"), Data::Inexact("1.5".into()));
        assert_eq!(read("1e300"), Data::Int(i64::MAX));
        assert_eq!(read("18446744073709551615"), Data::Int(i64::MAX));
    }
}
