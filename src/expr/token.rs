//! From text to tokens, as CEL has them.

mod literal;

use super::mistake::Mistake;
use literal::{int, text};

/// The longest condition, in bytes.
const MAX_LENGTH: usize = 2_000;

/// The most tokens in one condition. It also bounds how deep a chain such as
/// `a && b && c …` nests when it is evaluated.
const MAX_TOKENS: usize = 400;

const SHORTER: &str = "give parts of it names under `values`";

/// A word or sign of a condition and the byte at which it starts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    Name(&'a str),
    /// The size of an integer; its sign is a token before it, so that the smallest one can be written.
    Int(u64),
    Text(String),
    Sign(&'static str),
    End,
}

/// Signs, the longer before those that they start with.
const SIGNS: [&str; 22] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", "(", ")", "[", "]", ",", ".",
];

/// Splits a condition into tokens; the last one is always `End`.
pub(super) fn tokens(source: &str) -> Result<Vec<Token<'_>>, Mistake> {
    if MAX_LENGTH < source.len() {
        let mistake = Mistake::new(0, format!("the condition is longer than {MAX_LENGTH} bytes"));
        return Err(mistake.help(SHORTER));
    }
    let mut found = Vec::new();
    let mut rest = after_space(source);
    while let Some(first) = rest.chars().next() {
        let at = source.len().saturating_sub(rest.len());
        if found.len() == MAX_TOKENS {
            let mistake = Mistake::new(at, format!("the condition has more than {MAX_TOKENS} words and signs"));
            return Err(mistake.help(SHORTER));
        }
        let (kind, length) = if let Some(text) = text(rest, at) {
            text?
        } else if first.is_ascii_alphabetic() || first == '_' {
            let name = leading(rest, |c| c.is_ascii_alphanumeric() || c == '_');
            (TokenKind::Name(name), name.len())
        } else if first.is_ascii_digit() {
            let digits = leading(rest, |c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
            (TokenKind::Int(int(digits, at)?), digits.len())
        } else if rest.starts_with("/*") {
            return Err(Mistake::new(at, "`/*` has no meaning here").help("write `//` before a comment"));
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            (TokenKind::Sign(sign), sign.len())
        } else {
            if is_invisible(first) {
                let mistake =
                    Mistake::new(at, format!("`U+{:04X}`, which does not show, has no meaning here", u32::from(first)));
                return Err(mistake.help("leave this character out"));
            }
            let mistake = Mistake::new(at, format!("`{first}` has no meaning here"));
            return Err(match first {
                '=' if rest.starts_with("=<") => mistake.help("write `<=`"),
                '=' if rest.starts_with("=>") => mistake.help("write `>=`"),
                '=' => mistake.help("compare with `==`"),
                '&' => mistake.help("write `&&` for and"),
                '|' => mistake.help("write `||` for or"),
                '≤' => mistake.help("write `<=`"),
                '≥' => mistake.help("write `>=`"),
                '≠' => mistake.help("write `!=`"),
                '×' => mistake.help("write `*`"),
                '÷' => mistake.help("write `/`"),
                '{' | '}' | '$' | '@' => mistake.help("write names as they are, without signs around them"),
                '¥' | '￥' | '€' | '£' => mistake.help("make the amount a parameter with `type = \"money\"`"),
                ';' => mistake.help("write one condition, with `&&` or `||` between its parts"),
                '#' => mistake.help("write `//` before a comment"),
                '“' | '”' | '‘' | '’' | '「' | '」' => mistake.help("put texts in straight quotes"),
                first if first.is_whitespace() => mistake.help("write an ordinary space"),
                first => match ordinary(first) {
                    Some(ordinary) => mistake.help(format!("write `{ordinary}`, which takes half the width")),
                    None => mistake,
                },
            });
        };
        found.push(Token { kind, at });
        rest = after_space(rest.get(length..).unwrap_or_default());
    }
    found.push(Token { kind: TokenKind::End, at: source.len() });
    Ok(found)
}

/// Whether a character leaves no trace: a control, or one that joins, parts or turns others.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The character of ASCII that a keyboard of East Asia wrote in full width.
fn ordinary(c: char) -> Option<char> {
    let distance = u32::from(c).checked_sub(0xFF01)?;
    char::from_u32(distance.checked_add(0x21)?).filter(char::is_ascii_graphic)
}

/// What comes after spaces and comments. A comment goes from `//` to the end of its line.
fn after_space(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']);
        let Some(comment) = rest.strip_prefix("//") else { return rest };
        rest = comment.trim_start_matches(|c| c != '\n');
    }
}

/// The part at the start of a text in which every character is as asked.
fn leading(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}
