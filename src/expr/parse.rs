//! From tokens to a tree.
//!
//! The grammar, from the loosest binding to the tightest, is CEL's:
//!
//! ```text
//! conditional = or [ "?" or ":" conditional ]
//! or          = and { "||" and }
//! and         = relation { "&&" relation }
//! relation    = sum { ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) sum }
//! sum         = product { ( "+" | "-" ) product }
//! product     = unary { "*" unary }
//! unary       = { "!" } primary | { "-" } primary
//! primary     = literal | name [ "(" list ")" ] | "(" conditional ")" | "[" list "]"
//! ```

use super::mistake::Mistake;
use super::token::{Token, TokenKind, tokens};
use crate::problem::quoted;

/// How deep parentheses, lists, `!`, `-` and `? :` may be nested.
const MAX_DEPTH: usize = 32;

/// A part of a condition and the byte at which it starts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node<'a> {
    pub(super) kind: NodeKind<'a>,
    pub(super) at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Name(&'a str),
    Call(&'a str, Vec<Node<'a>>),
    List(Vec<Node<'a>>),
    Unary(&'static str, Box<Node<'a>>),
    /// The operator stands at the node's own place.
    Binary(&'static str, Box<[Node<'a>; 2]>),
    Conditional(Box<[Node<'a>; 3]>),
}

/// Parses a whole condition.
pub(super) fn parse(source: &str) -> Result<Node<'_>, Mistake> {
    let tokens = tokens(source)?;
    let mut parser = Parser { tokens: &tokens, depth: 0 };
    let node = parser.conditional()?;
    match parser.next() {
        Token { kind: TokenKind::End, .. } => Ok(node),
        token => Err(unexpected(&token).help("expected an operator or the end of the condition")),
    }
}

struct Parser<'t, 'a> {
    tokens: &'t [Token<'a>],
    depth: usize,
}

/// Binary operators by how tightly they bind, the loosest first.
const LEVELS: [&[&str]; 5] = [&["||"], &["&&"], &["==", "!=", "<", "<=", ">", ">=", "in"], &["+", "-"], &["*"]];

impl<'a> Parser<'_, 'a> {
    fn conditional(&mut self) -> Result<Node<'a>, Mistake> {
        self.deeper()?;
        let mut node = self.binary(&LEVELS)?;
        if let Some(at) = self.sign("?") {
            let yes = self.binary(&LEVELS)?;
            self.expect(":")?;
            let no = self.conditional()?;
            node = Node { kind: NodeKind::Conditional(Box::new([node, yes, no])), at };
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(node)
    }

    /// A chain of operators of one level, which bind to the left.
    fn binary(&mut self, levels: &[&[&'static str]]) -> Result<Node<'a>, Mistake> {
        let Some((operators, tighter)) = levels.split_first() else { return self.unary() };
        let mut left = self.binary(tighter)?;
        while let Some((operator, at)) = operators.iter().find_map(|sign| self.sign(sign).map(|at| (*sign, at))) {
            let right = self.binary(tighter)?;
            left = Node { kind: NodeKind::Binary(operator, Box::new([left, right])), at };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node<'a>, Mistake> {
        for operator in ["!", "-"] {
            if let Some(at) = self.sign(operator) {
                self.deeper()?;
                let node = self.unary()?;
                self.depth = self.depth.saturating_sub(1);
                return Ok(Node { kind: NodeKind::Unary(operator, Box::new(node)), at });
            }
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Node<'a>, Mistake> {
        let token = self.next();
        let kind = match token.kind {
            TokenKind::Int(value) => NodeKind::Int(value),
            TokenKind::Text(text) => NodeKind::Text(text),
            TokenKind::Name("true") => NodeKind::Bool(true),
            TokenKind::Name("false") => NodeKind::Bool(false),
            TokenKind::Name("null") => NodeKind::Null,
            TokenKind::Name(name) if name != "in" => match self.sign("(") {
                Some(_) => NodeKind::Call(name, self.list(")")?),
                None => NodeKind::Name(name),
            },
            TokenKind::Sign("[") => NodeKind::List(self.list("]")?),
            TokenKind::Sign("(") => {
                let node = self.conditional()?;
                self.expect(")")?;
                return Ok(node);
            }
            _ => return Err(unexpected(&token).help("expected a value, a name or `(`")),
        };
        Ok(Node { kind, at: token.at })
    }

    /// Conditions with commas between them, up to the closing sign.
    fn list(&mut self, end: &'static str) -> Result<Vec<Node<'a>>, Mistake> {
        let mut items = Vec::new();
        while self.sign(end).is_none() {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(self.conditional()?);
        }
        Ok(items)
    }

    fn next(&mut self) -> Token<'a> {
        match self.tokens.split_first() {
            Some((token, rest)) => {
                // The end stays where it is, however often it is read.
                if token.kind != TokenKind::End {
                    self.tokens = rest;
                }
                token.clone()
            }
            None => Token { kind: TokenKind::End, at: 0 },
        }
    }

    /// Takes a sign (or the word `in`) if it comes next, and tells where it stood.
    fn sign(&mut self, sign: &str) -> Option<usize> {
        let (token, rest) = self.tokens.split_first()?;
        let found = matches!(token.kind, TokenKind::Sign(text) | TokenKind::Name(text) if text == sign);
        found.then(|| {
            self.tokens = rest;
            token.at
        })
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), Mistake> {
        match self.sign(sign) {
            Some(_) => Ok(()),
            None => Err(unexpected(&self.next()).help(format!("expected `{sign}`"))),
        }
    }

    fn deeper(&mut self) -> Result<(), Mistake> {
        self.depth = self.depth.saturating_add(1);
        if MAX_DEPTH < self.depth {
            let at = self.next().at;
            return Err(Mistake::new(at, format!("the condition is nested more than {MAX_DEPTH} deep")));
        }
        Ok(())
    }
}

fn unexpected(token: &Token<'_>) -> Mistake {
    let what = match &token.kind {
        TokenKind::Name(name) => quoted(name),
        TokenKind::Int(value) => format!("`{value}`"),
        TokenKind::Text(text) => format!("the text {}", quoted(text)),
        TokenKind::Sign(sign) => format!("`{sign}`"),
        TokenKind::End => "the end".to_owned(),
    };
    Mistake::new(token.at, format!("{what} is unexpected here"))
}
