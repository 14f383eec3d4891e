//! Numbers and texts as CEL writes them.

use super::TokenKind;
use crate::expr::mistake::Mistake;
use crate::problem::quoted;

/// The size of an integer, decimal or hexadecimal. The smallest integer has one more than the largest.
pub(super) fn int(digits: &str, at: usize) -> Result<u64, Mistake> {
    let hexadecimal = digits.strip_prefix("0x").or(digits.strip_prefix("0X"));
    let read = match hexadecimal {
        // `from_str_radix` takes a sign, which no token of digits has.
        Some(digits) => u64::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    read.ok().filter(|number| *number <= i64::MIN.unsigned_abs()).ok_or_else(|| {
        let mistake = Mistake::new(at, format!("{} is not a whole number", quoted(digits)));
        if digits.parse::<f64>().is_ok() && digits.contains('.') {
            return mistake.help("write whole numbers: `x * 3 / 2` is 1.5 times `x`");
        }
        mistake.help("write whole numbers such as `3`, and durations as `duration(\"3h\")`")
    })
}

/// The text that starts here, if one does, and the number of bytes that it takes.
///
/// It stands in single or double quotes, or in three of either, between which lines may end. After `r` a
/// backslash is a character like any other.
pub(super) fn text(rest: &str, at: usize) -> Option<Result<(TokenKind<'static>, usize), Mistake>> {
    let mut chars = rest.chars();
    let (prefix, first) = match chars.next()? {
        'r' | 'R' => (1, chars.next()?),
        'b' | 'B' => match chars.next()? {
            '"' | '\'' => return Some(Err(Mistake::new(at, "bytes have no meaning here").help("leave out the `b`"))),
            _ => return None,
        },
        first => (0, first),
    };
    let quote = match first {
        '"' if rest.get(prefix..)?.starts_with("\"\"\"") => "\"\"\"",
        '"' => "\"",
        '\'' if rest.get(prefix..)?.starts_with("'''") => "'''",
        '\'' => "'",
        _ => return None,
    };
    let inner = prefix.saturating_add(quote.len());
    let text = Text { rest: rest.get(inner..)?, quote, raw: prefix == 1 };
    Some(text.read(at, at.saturating_add(inner)).map(|(text, length)| {
        let length = length.saturating_add(inner).saturating_add(quote.len());
        (TokenKind::Text(text), length)
    }))
}

/// What stands between quotes.
struct Text<'a> {
    rest: &'a str,
    quote: &'static str,
    raw: bool,
}

impl Text<'_> {
    /// The text, and the number of bytes up to the closing quote. It starts at `start`, and with its quotes at `at`.
    fn read(&self, at: usize, start: usize) -> Result<(String, usize), Mistake> {
        let mut value = String::new();
        let mut rest = self.rest;
        while let Some(c) = rest.chars().next() {
            let offset = self.rest.len().saturating_sub(rest.len());
            if rest.starts_with(self.quote) {
                return Ok((value, offset));
            }
            let length = match c {
                '\\' if !self.raw => {
                    let (escaped, length) = escape(rest).ok_or_else(|| {
                        Mistake::new(start.saturating_add(offset), "a backslash that escapes nothing")
                            .help("write `\\\\` for a backslash and `\\\"` for a quote")
                    })?;
                    value.push(escaped);
                    length
                }
                '\n' | '\r' if self.quote.len() == 1 => break,
                c => {
                    value.push(c);
                    c.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        Err(Mistake::new(at, "a text that is not closed").help(format!("end it with {}", self.quote)))
    }
}

/// The character that a backslash and what follows it stand for, and how many bytes they take.
fn escape(text: &str) -> Option<(char, usize)> {
    let c = text.chars().nth(1)?;
    let code = |from: usize, digits: usize, radix: u32| {
        let end = from.checked_add(digits)?;
        let digits = text.get(from..end)?;
        let digits = digits.chars().all(|c| c.is_digit(radix)).then_some(digits)?;
        Some((char::from_u32(u32::from_str_radix(digits, radix).ok()?)?, end))
    };
    let plain = match c {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '\\' | '?' | '"' | '\'' | '`' => c,
        'x' | 'X' => return code(2, 2, 16),
        'u' => return code(2, 4, 16),
        'U' => return code(2, 8, 16),
        '0'..='3' => return code(1, 3, 8),
        _ => return None,
    };
    Some((plain, 2))
}
