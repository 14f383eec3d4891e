//! Data as one text, in which every value says what it is.
//!
//! JavaScript writes down whatever it was passed in this form (`pack` in `www/package/host.js`), and
//! the version of a policy is computed from it. A reader never has to guess or to look back:
//!
//! | form | value |
//! | --- | --- |
//! | `n`, `t`, `f` | null, true, false |
//! | `i-12;`, `d1762743600000;` | a whole number, a date in milliseconds |
//! | `s5:hello` | a text; the number counts UTF-16 units, as JavaScript does |
//! | `x3:1.5`, `y10:a function` | inexact, foreign |
//! | `[` … `]` | a list |
//! | `{` `5:state` … `}` | a map: each name, then its value |

use super::Data;

impl Data<'_> {
    /// Writes the compact form.
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
}

/// Writes a text with its length before it.
fn encode_text(kind: &str, text: &str, out: &mut String) {
    out.push_str(kind);
    out.push_str(&format!("{}:", text.encode_utf16().count()));
    out.push_str(text);
}

#[cfg(any(target_arch = "wasm32", test))]
pub(crate) use reader::decode;

/// Only JavaScript sends data in this form.
#[cfg(any(target_arch = "wasm32", test))]
mod reader {
    use std::borrow::Cow;

    use super::Data;

    /// How deep lists and maps may be nested.
    const MAX_DEPTH: u8 = 16;

    /// Reads the compact form: the value, and the text that follows it. `None` where the text
    /// is anything else or nested too deep.
    pub(crate) fn decode(text: &str) -> Option<(Data<'_>, &str)> {
        let mut reader = Reader { rest: text };
        let data = reader.value(MAX_DEPTH)?;
        Some((data, reader.rest))
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
}

#[cfg(test)]
mod tests {
    use super::{Data, decode};

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
        assert_eq!(decode(&text), Some((data, "")));
    }

    #[test]
    fn a_broken_text_is_no_data() {
        for broken in
            ["", "q", "i12", "ix;", "s5:abc", "s1:🎌", "[n", "{1:a", "{1:an", "s-1:", "s99999999999999999999:a"]
        {
            assert_eq!(decode(broken), None, "{broken}");
        }
        assert_eq!(decode(&"[".repeat(100_000)), None);
    }
}
