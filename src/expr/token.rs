//! From text to tokens.

use super::mistake::Mistake;

/// The longest condition, in bytes.
const MAX_LENGTH: usize = 2_000;

/// The most tokens in one condition. It also bounds how deep a chain such as
/// `a && b && c …` nests when it is evaluated.
const MAX_TOKENS: usize = 400;

/// A word or sign of a condition and the byte at which it starts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    Name(&'a str),
    Int(i64),
    Text(String),
    Sign(&'static str),
    End,
}

/// Signs, the longer before those that they start with.
const SIGNS: [&str; 20] =
    ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "?", ":", "(", ")", "[", "]", ",", "."];

/// Splits a condition into tokens; the last one is always `End`.
pub(super) fn tokens(source: &str) -> Result<Vec<Token<'_>>, Mistake> {
    if MAX_LENGTH < source.len() {
        return Err(Mistake::new(0, format!("the condition is longer than {MAX_LENGTH} bytes")));
    }
    let mut found = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let at = source.len().saturating_sub(rest.len());
        if found.len() == MAX_TOKENS {
            return Err(Mistake::new(at, format!("the condition has more than {MAX_TOKENS} words and signs")));
        }
        let (kind, length) = if first.is_ascii_alphabetic() || first == '_' {
            let name = leading(rest, |c| c.is_ascii_alphanumeric() || c == '_');
            (TokenKind::Name(name), name.len())
        } else if first.is_ascii_digit() {
            let digits = leading(rest, |c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
            let number = digits.parse().map_err(|_| {
                Mistake::new(at, format!("`{digits}` is not a whole number"))
                    .help("write whole numbers such as `3`, and durations as `duration(\"3h\")`")
            })?;
            (TokenKind::Int(number), digits.len())
        } else if first == '"' || first == '\'' {
            text(rest, first, at)?
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            (TokenKind::Sign(sign), sign.len())
        } else {
            let mistake = Mistake::new(at, format!("`{first}` has no meaning here"));
            return Err(match first {
                '=' => mistake.help("compare with `==`"),
                '&' => mistake.help("write `&&` for and"),
                '|' => mistake.help("write `||` for or"),
                _ => mistake,
            });
        };
        found.push(Token { kind, at });
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    found.push(Token { kind: TokenKind::End, at: source.len() });
    Ok(found)
}

/// The part at the start of a text in which every character is as asked.
fn leading(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// A text in quotes, and the number of bytes it takes with them.
fn text(rest: &str, quote: char, at: usize) -> Result<(TokenKind<'static>, usize), Mistake> {
    let mut value = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((offset, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, escaped @ ('\\' | '"' | '\''))) => value.push(escaped),
                _ => {
                    let mistake = Mistake::new(at.saturating_add(offset), "a backslash that escapes nothing");
                    return Err(mistake.help("write `\\\\` for a backslash and `\\\"` for a quote"));
                }
            },
            c if c == quote => return Ok((TokenKind::Text(value), offset.saturating_add(1))),
            c => value.push(c),
        }
    }
    Err(Mistake::new(at, "a text that is not closed").help(format!("end it with {quote}")))
}
