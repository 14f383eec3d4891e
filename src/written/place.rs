//! From the path of a problem to its place in a text.

use std::iter::Peekable;
use std::str::CharIndices;

use super::{Key, Node, Span, Value};
use crate::data::Data;
use crate::problem::{Problem, ProblemCode, line, quoted};

/// The bytes from which and to which a problem stands.
///
/// What a path leads to is shown by its value where that is one word, and else by its name. A key that has no meaning, or of
/// which the message begins to speak, is itself the problem. A path is followed as far as it leads.
pub(super) fn of(root: &Node, text: &str, problem: &Problem) -> (usize, usize) {
    let (path, inside) = split(&problem.path);
    let Found { key, node } = find(root, path);
    match (&node.value, key, inside) {
        (Value::Leaf(Data::Text(_)), _, Some(inside)) => {
            let token = text.get(node.from..node.to).unwrap_or_default();
            let (from, length) = within(token, inside);
            let from = node.from.saturating_add(from);
            (from, from.saturating_add(length))
        }
        (Value::Leaf(_), Some(key), _) if problem.code == ProblemCode::UnknownKey => (key.from, key.to),
        (Value::Leaf(_), Some(key), _) if problem.message.starts_with(&quoted(&key.name)) => (key.from, key.to),
        (Value::Leaf(_), ..) => (node.from, node.to),
        (_, Some(key), _) => (key.from, key.to),
        (Value::Map(_), None, _) if node.from == root.from => (0, 0),
        _ => (node.from, node.to),
    }
}

/// A path, and where it goes on inside a condition: at which line and column.
fn split(path: &str) -> (&str, Option<(usize, usize)>) {
    let mut parts = path.rsplitn(3, ':');
    let (column, line, rest) = (parts.next(), parts.next(), parts.next());
    let number = |part: Option<&str>| part.and_then(|part| part.parse().ok());
    match (rest, number(line), number(column)) {
        (Some(rest), Some(line), Some(column)) => (rest, Some((line, column))),
        _ => (path, None),
    }
}

struct Found<'n> {
    key: Option<&'n Key>,
    node: &'n Node,
}

fn find<'n>(root: &'n Node, path: &str) -> Found<'n> {
    let mut found = Found { key: None, node: root };
    let mut rest = path;
    loop {
        let step = match &found.node.value {
            Value::Map(entries) => entries
                .iter()
                .filter_map(|(key, node)| Some((key, node, after(rest, &key.name)?)))
                // Of a key that stands twice, the second is one too many.
                .rev()
                .min_by_key(|(.., rest)| rest.len())
                .map(|(key, node, rest)| (Some(key), node, rest)),
            Value::List(items) => {
                let (index, rest) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).unzip();
                let item = index.and_then(|index| items.get(index.parse::<usize>().ok()?));
                item.zip(rest).map(|(node, rest)| (None, node, rest))
            }
            Value::Leaf(_) => None,
        };
        let Some((key, node, left)) = step else { return found };
        found = Found { key, node };
        rest = left.strip_prefix('.').unwrap_or(left);
    }
}

/// What is left of a path after a name.
fn after<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
}

/// The byte in a quoted text at which a character of what it says stands, and how many bytes its word has.
fn within(token: &str, (line, column): (usize, usize)) -> (usize, usize) {
    let mut place = (1_usize, 1_usize);
    let signs: Vec<(usize, char)> = Signs::new(token).collect();
    let mut rest = &*signs;
    while let Some(((_, sign), after)) = rest.split_first().filter(|(_, after)| !after.is_empty())
        && place != (line, column)
    {
        place = if *sign == '\n' { (place.0.saturating_add(1), 1) } else { (place.0, place.1.saturating_add(1)) };
        rest = after;
    }
    let from = rest.first().map_or(0, |(at, _)| *at);
    let end = rest.get(word(rest)).map_or(token.len(), |(at, _)| *at);
    (from, end.saturating_sub(from))
}

/// Signs of conditions that are longer than one character, and such as people take for some.
const LONG_SIGNS: [&str; 11] = ["&&", "||", "==", "!=", "<=", ">=", "=<", "=>", "<>", "??", "/*"];

/// How many characters belong to the word, the quoted text or the sign with which these begin. The last of them all is the
/// quote that ends the text in which they stand.
fn word(signs: &[(usize, char)]) -> usize {
    let said: String = signs.iter().map(|(_, sign)| *sign).collect();
    let inside = signs.len().saturating_sub(1).max(1);
    let run = |belongs: &dyn Fn(char) -> bool| said.chars().take_while(|sign| belongs(*sign)).count();
    let is_of_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    let length = match said.chars().next() {
        Some(first) if first.is_ascii_digit() => run(&|sign| is_of_word(sign) || sign == '.'),
        Some(first) if is_of_word(first) => run(&is_of_word),
        Some(quote @ ('"' | '\'')) => {
            let text = said.chars().skip(1).take_while(|sign| *sign != quote).count();
            text.saturating_add(2)
        }
        _ if LONG_SIGNS.iter().any(|long| said.starts_with(long)) => 2,
        _ => 1,
    };
    length.min(inside)
}

/// The characters that a quoted text says, each with the byte at which it is written. After the last one comes the quote.
struct Signs<'t> {
    rest: Peekable<CharIndices<'t>>,
    has_escapes: bool,
}

impl<'t> Signs<'t> {
    fn new(token: &'t str) -> Signs<'t> {
        let is_long = ["\"\"\"", "'''"].iter().any(|quotes| token.starts_with(quotes));
        let mut rest = token.char_indices().peekable();
        for _ in 0..if is_long { 3 } else { 1 } {
            rest.next();
        }
        // A line break right behind three quotes says nothing.
        if is_long {
            rest.next_if(|(_, sign)| *sign == '\r');
            rest.next_if(|(_, sign)| *sign == '\n');
        }
        Signs { rest, has_escapes: token.starts_with('"') }
    }

    /// The number that so many digits tell.
    fn number(&mut self, digits: usize) -> u32 {
        let mut number = 0_u32;
        for _ in 0..digits {
            let digit = self.rest.next().and_then(|(_, sign)| sign.to_digit(16)).unwrap_or(0);
            number = number.wrapping_mul(16).wrapping_add(digit);
        }
        number
    }
}

impl Iterator for Signs<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        loop {
            let (at, sign) = self.rest.next()?;
            if sign != '\\' || !self.has_escapes {
                return Some((at, sign));
            }
            let (_, escaped) = self.rest.next()?;
            match escaped {
                'n' => return Some((at, '\n')),
                '"' | '\\' => return Some((at, escaped)),
                'x' => drop(self.number(2)),
                'U' => drop(self.number(8)),
                'u' => {
                    // JSON writes a character beyond 16 bits as two.
                    let is_first_half = (0xd800..0xdc00).contains(&self.number(4));
                    if is_first_half {
                        self.rest.next();
                        self.rest.next();
                        self.number(4);
                    }
                }
                // A line that ends so goes on at the next word.
                space if space.is_whitespace() => {
                    while self.rest.next_if(|(_, sign)| sign.is_whitespace()).is_some() {}
                    continue;
                }
                _ => {}
            }
            return Some((at, '.'));
        }
    }
}

/// Line and column of two bytes.
pub(super) fn span(text: &str, from: usize, to: usize) -> Span {
    let (line, column) = place(text, from);
    let (end_line, end_column) = place(text, to.max(from));
    Span { line, column, end_line, end_column }
}

fn place(text: &str, at: usize) -> (usize, usize) {
    // A byte inside a character is that character's.
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (line, before) = line(text, at);
    (line, before.encode_utf16().count().saturating_add(1))
}
