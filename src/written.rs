//! A document that is text: what it says, and where in it what stands.
//!
//! TOML and JSON become one tree of values with the bytes at which they stand. A document is checked as [`Data`], as one
//! that comes without a text is; a problem names an element by its path, and the tree leads from there to line and
//! column. Inside a condition the path goes on with line and column of its own, which are those behind the quotes and
//! escapes of the text.

mod parse;
mod place;

use serde::Serialize;

use crate::data::Data;
use crate::problem::{MAX_PROBLEMS, Problem, ProblemCode, Problems, not_listed, shortened};

/// How long a document may be, in bytes; the longest of the built-in ones has 65 000.
const MAX_LENGTH: usize = 1_000_000;

/// The syntax of a document that is text.
///
/// ```
/// use torihiki::Syntax;
///
/// assert_eq!(Syntax::of("{ \"format\": \"torihiki/1\" }"), Syntax::Json);
/// assert_eq!(Syntax::of("# Ours\nformat = \"torihiki/1\""), Syntax::Toml);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON; comments, as `//` and `/* */`, may stand in it.
    Json,
    /// TOML 1.1.
    Toml,
}

impl Syntax {
    /// The syntax that a text is in by how it begins: JSON where that is a brace or a comment of JSON, else TOML.
    ///
    /// ```
    /// use torihiki::Syntax;
    ///
    /// assert_eq!(Syntax::of(" // Ours\n{}"), Syntax::Json);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Syntax {
        match text.trim_start_matches('\u{feff}').trim_start().as_bytes() {
            [b'{' | b'/', ..] => Syntax::Json,
            _ => Syntax::Toml,
        }
    }
}

/// Where something stands in a text: from a line and column to others. All count from 1; a column counts UTF-16 units, as
/// editors do, and the end is exclusive.
///
/// ```
/// use torihiki::{Policy, Syntax};
///
/// let mistakes = Policy::parse("{\n  \"format\": 7\n}", Syntax::Json).unwrap_err();
/// let span = mistakes.as_slice()[0].span;
/// assert_eq!((span.line, span.column, span.end_line, span.end_column), (2, 13, 2, 14));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the last character.
    pub end_line: usize,
    /// The column behind the last character.
    pub end_column: usize,
}

/// One thing that is wrong with a document that is text, and where.
///
/// ```
/// use torihiki::{Policy, Syntax};
///
/// let mistakes = Policy::parse("{\n  \"format\": 7\n}", Syntax::Json).unwrap_err();
/// let mistake = &mistakes.as_slice()[0];
/// assert_eq!((&*mistake.problem.path, mistake.span.line), ("format", 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
    /// Where it stands; what is missing has the place of what it is missing from.
    #[serde(flatten)]
    pub span: Span,
}

/// Something of a policy that may not be meant as it stands, although nothing is wrong with it ([`Policy::notices`]).
///
/// [`Policy::notices`]: crate::Policy::notices
///
/// ```
/// use torihiki::policy;
///
/// // There is none of the built-in policies.
/// assert!(policy("qoo10").unwrap().notices().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it is.
    #[serde(flatten)]
    pub problem: Problem,
    /// Where it stands, where the document is text.
    #[serde(flatten)]
    pub span: Option<Span>,
}

/// Everything that is wrong with a document that is text. Never empty.
///
/// ```
/// use torihiki::{Policy, Syntax};
///
/// let mistakes = Policy::parse("{\n  \"format\": 7\n}", Syntax::Json).unwrap_err();
/// assert!(mistakes.to_string().starts_with("2:13: format: "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// The mistakes, in the order in which they were found.
    ///
    /// ```
    /// use torihiki::{Policy, Syntax};
    ///
    /// let mistakes = Policy::parse("{\n  \"format\": 7\n}", Syntax::Json).unwrap_err();
    /// assert!(mistakes.as_slice().iter().all(|mistake| mistake.span.line <= 3));
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[Mistake] {
        &self.0
    }
}

impl std::fmt::Display for Mistakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, Mistake { problem, span }) in self.0.iter().enumerate() {
            let between = if index == 0 { "" } else { "\n" };
            write!(f, "{between}{}:{}: {problem}", span.line, span.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

/// A document that is text, read.
pub(crate) struct Written<'t> {
    text: &'t str,
    root: Node,
}

/// A value, and the bytes from which and to which it stands.
struct Node {
    from: usize,
    to: usize,
    value: Value,
}

enum Value {
    Map(Vec<(Key, Node)>),
    List(Vec<Node>),
    Leaf(Data<'static>),
}

struct Key {
    from: usize,
    to: usize,
    name: String,
}

impl<'t> Written<'t> {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// `invalid-syntax`, for each place at which the text is none of its syntax, as far as it can be told; `too-large` where it
    /// is longer than a document may be.
    pub(crate) fn read(text: &'t str, syntax: Syntax) -> Result<Written<'t>, Mistakes> {
        let wrong = |code, message: String, from, to| Mistake {
            problem: Problem::new(code, "", message),
            span: place::span(text, from, to),
        };
        if MAX_LENGTH < text.len() {
            let message = format!("a document has at most {MAX_LENGTH} bytes, not {}", text.len());
            return Err(Mistakes(vec![wrong(ProblemCode::TooLarge, message, 0, 0)]));
        }
        let tree = match syntax {
            Syntax::Json => parse::json(text),
            Syntax::Toml => parse::toml(text),
        };
        match tree {
            Ok(root) => Ok(Written { text, root }),
            Err(errors) => {
                let more = not_listed(errors.len().saturating_sub(MAX_PROBLEMS));
                let told = errors.into_iter().take(MAX_PROBLEMS).map(|parse::Error { message, help, from, to }| {
                    let Mistake { problem, span } =
                        wrong(ProblemCode::InvalidSyntax, shortened_line(&message), from, to);
                    Mistake { problem: help.into_iter().fold(problem, Problem::help), span }
                });
                let more = more.map(|problem| Mistake { problem, span: place::span(text, 0, 0) });
                Err(Mistakes(told.chain(more).collect()))
            }
        }
    }

    /// What the document says.
    pub(crate) fn data(&self) -> Data<'static> {
        self.root.data()
    }

    /// Problems of the document, each with its place.
    pub(crate) fn mistakes(&self, problems: &Problems) -> Mistakes {
        let placed =
            problems.as_slice().iter().map(|problem| Mistake { problem: problem.clone(), span: self.span(problem) });
        Mistakes(placed.collect())
    }

    /// Where a problem of the document stands.
    pub(crate) fn span(&self, problem: &Problem) -> Span {
        let (from, to) = place::of(&self.root, self.text, problem);
        place::span(self.text, from, to)
    }
}

impl Node {
    fn data(&self) -> Data<'static> {
        match &self.value {
            Value::Leaf(data) => data.clone(),
            Value::List(items) => Data::List(items.iter().map(Node::data).collect()),
            Value::Map(entries) => {
                Data::Map(entries.iter().map(|(key, value)| (key.name.clone().into(), value.data())).collect())
            }
        }
    }
}

/// The message of a parser, in our manner: one line that begins small.
fn shortened_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let mut letters = line.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().collect::<String>()).unwrap_or_default();
    shortened(&format!("{first}{}", letters.as_str()))
}
