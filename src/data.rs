//! Plain data, as orders and policies arrive: from JavaScript, from TOML, from JSON.
//!
//! One type for all of them means that one reader checks them all, and that nothing a
//! caller passed gets lost before it was looked at. [`Data`] is anything that serde can
//! read; from JavaScript and from the built-in policies it comes in the compact text
//! form that [`Data::decode`] describes.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// The largest whole number that every JSON reader keeps exactly, 2^53 − 1.
pub(crate) const MAX_SAFE_INT: i64 = 9_007_199_254_740_991;

/// How deep lists and maps may be nested.
const MAX_DEPTH: u8 = 16;

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
    /// Reads the compact text form.
    ///
    /// Each value starts with a letter that tells its kind, so that a reader never has to
    /// guess or to look back:
    ///
    /// | form | value |
    /// | --- | --- |
    /// | `n`, `t`, `f` | null, true, false |
    /// | `i-12;`, `d1762743600000;` | a whole number, a date in milliseconds |
    /// | `s5:hello` | a text; the number counts UTF-16 units, as JavaScript does |
    /// | `x3:1.5`, `y10:a function` | inexact, foreign |
    /// | `[` … `]` | a list |
    /// | `{` `5:state` … `}` | a map: each name, then its value |
    ///
    /// Returns the value and the text that follows it; `None` where the text is anything
    /// else or nested too deep.
    pub(crate) fn decode(text: &'a str) -> Option<(Data<'a>, &'a str)> {
        let mut reader = Reader { rest: text };
        let data = reader.value(MAX_DEPTH)?;
        Some((data, reader.rest))
    }

    /// Writes the compact text form; see [`Data::decode`].
    pub(crate) fn encode(&self, out: &mut String) {
        match self {
            Data::Null => out.push('n'),
            Data::Bool(true) => out.push('t'),
            Data::Bool(false) => out.push('f'),
            Data::Int(value) => out.push_str(&format!("i{value};")),
            Data::Date(value) => out.push_str(&format!("d{value};")),
            Data::Text(text) => encode_text("s", text, out),
            Data::Inexact(text) => encode_text("x", text, out),
            Data::Foreign(text) => encode_text("y", text, out),
            Data::List(items) => {
                out.push('[');
                items.iter().for_each(|item| item.encode(out));
                out.push(']');
            }
            Data::Map(entries) => {
                out.push('{');
                for (name, value) in entries {
                    encode_text("", name, out);
                    value.encode(out);
                }
                out.push('}');
            }
        }
    }

    /// The same data with texts of its own.
    pub(crate) fn into_owned(self) -> Data<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Data::Null => Data::Null,
            Data::Bool(value) => Data::Bool(value),
            Data::Int(value) => Data::Int(value),
            Data::Date(value) => Data::Date(value),
            Data::Text(text) => Data::Text(own(text)),
            Data::Inexact(text) => Data::Inexact(own(text)),
            Data::Foreign(text) => Data::Foreign(own(text)),
            Data::List(items) => Data::List(items.into_iter().map(Data::into_owned).collect()),
            Data::Map(entries) => {
                Data::Map(entries.into_iter().map(|(name, value)| (own(name), value.into_owned())).collect())
            }
        }
    }

    /// The value with this name, where this is a map that has it.
    pub(crate) fn get(&self, name: &str) -> Option<&Data<'a>> {
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

/// Writes a text with its length before it.
fn encode_text(kind: &str, text: &str, out: &mut String) {
    out.push_str(kind);
    out.push_str(&format!("{}:", text.encode_utf16().count()));
    out.push_str(text);
}

/// A place in the compact text form.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: u8) -> Option<Data<'a>> {
        let depth = depth.checked_sub(1)?;
        match self.byte()? {
            b'n' => Some(Data::Null),
            b't' => Some(Data::Bool(true)),
            b'f' => Some(Data::Bool(false)),
            b'i' => self.number(';').map(Data::Int),
            b'd' => self.number(';').map(Data::Date),
            b's' => self.text().map(Data::Text),
            b'x' => self.text().map(Data::Inexact),
            b'y' => self.text().map(Data::Foreign),
            b'[' => {
                let mut items = Vec::new();
                while !self.skip(']') {
                    items.push(self.value(depth)?);
                }
                Some(Data::List(items))
            }
            b'{' => {
                let mut entries = Vec::new();
                while !self.skip('}') {
                    entries.push((self.text()?, self.value(depth)?));
                }
                Some(Data::Map(entries))
            }
            _ => None,
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_at_checked(1)?;
        self.rest = rest;
        first.bytes().next()
    }

    fn skip(&mut self, end: char) -> bool {
        let rest = self.rest.strip_prefix(end);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn number(&mut self, end: char) -> Option<i64> {
        let (digits, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        digits.parse().ok()
    }

    fn text(&mut self) -> Option<Cow<'a, str>> {
        let units = usize::try_from(self.number(':')?).ok()?;
        let bytes = utf8_length(self.rest, units)?;
        let (text, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(Cow::Borrowed(text))
    }
}

/// How many bytes the first `units` UTF-16 units of a text take.
fn utf8_length(text: &str, units: usize) -> Option<usize> {
    if text.as_bytes().get(..units)?.is_ascii() {
        return Some(units);
    }
    let mut left = units;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

impl<'de> Deserialize<'de> for Data<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DataVisitor)
    }
}

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
        // A whole number that was written as 1.0 or 1e3 is still a whole number; beyond
        // the range of an `i64` the cast gives the nearest one.
        if value.fract() == 0.0 {
            return Ok(Data::Int(value as i64));
        }
        Ok(Data::Inexact(Cow::Owned(value.to_string())))
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
            map.push((Cow::Owned(name), value));
        }
        Ok(Data::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_comes_back_as_it_was() {
        let data = Data::Map(vec![
            ("ja".into(), Data::Text("差し戻し 🎌 ok".into())),
            ("".into(), Data::List(vec![Data::Null, Data::Bool(true), Data::Bool(false)])),
            ("n".into(), Data::Int(-12)),
            ("at".into(), Data::Date(1_762_743_600_000)),
            ("x".into(), Data::Inexact("1.5".into())),
            ("f".into(), Data::Foreign("a function".into())),
        ]);
        let mut text = String::new();
        data.encode(&mut text);
        assert_eq!(Data::decode(&text), Some((data, "")));
    }

    #[test]
    fn a_broken_text_is_no_data() {
        for broken in
            ["", "q", "i12", "ix;", "s5:abc", "s1:🎌", "[n", "{1:a", "{1:an", "s-1:", "s99999999999999999999:a"]
        {
            assert_eq!(Data::decode(broken), None, "{broken}");
        }
        assert_eq!(Data::decode(&"[".repeat(100_000)), None);
    }

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
