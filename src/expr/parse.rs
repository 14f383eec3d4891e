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
//! product     = unary { ( "*" | "/" | "%" ) unary }
//! unary       = { "!" } primary | { "-" } primary
//! primary     = literal | name [ "(" list ")" ] | "(" conditional ")" | "[" list "]"
//! ```

use super::mistake::Mistake;
use super::token::{Token, TokenKind, tokens};
use crate::problem::quoted;

/// Words that CEL keeps for itself or for languages that it stands in.
pub(crate) const RESERVED: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

/// What other languages write before a name, with a point after it.
const PREFIXES: [&str; 9] = ["facts", "params", "values", "order", "this", "args", "arguments", "context", "request"];

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
    if let [Token { at, .. }] = &*tokens {
        return Err(Mistake::new(*at, "nothing stands here").help("write a condition or an expression"));
    }
    let mut parser = Parser { tokens: &tokens, depth: 0 };
    let node = parser.conditional()?;
    match parser.next() {
        Token { kind: TokenKind::End, .. } => Ok(node),
        token => Err(unexpected(&token, "expected an operator or the end of the condition")),
    }
}

struct Parser<'t, 'a> {
    tokens: &'t [Token<'a>],
    depth: usize,
}

/// Binary operators by how tightly they bind, the loosest first.
const LEVELS: [&[&str]; 5] =
    [&["||"], &["&&"], &["==", "!=", "<", "<=", ">", ">=", "in"], &["+", "-"], &["*", "/", "%"]];

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
            if operator == "%" && !self.starts_value() && !self.comes("(") && !self.comes("-") {
                let mistake = Mistake::new(at, "`%` is what a division leaves over");
                return Err(mistake.help("write `x * 50 / 100` for 50 percent of `x`"));
            }
            let right = self.binary(tighter)?;
            left = Node { kind: NodeKind::Binary(operator, Box::new([left, right])), at };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node<'a>, Mistake> {
        for operator in ["!", "-"] {
            if let Some(at) = self.sign(operator) {
                // The smallest integer has no positive counterpart: only with its sign it is one.
                if operator == "-"
                    && let Some((Token { kind: TokenKind::Int(size), .. }, rest)) = self.tokens.split_first()
                {
                    let number = 0_i64.checked_sub_unsigned(*size).unwrap_or(i64::MIN);
                    self.tokens = rest;
                    return Ok(Node { kind: NodeKind::Int(number), at });
                }
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
            TokenKind::Int(size) => match i64::try_from(size) {
                Ok(number) => NodeKind::Int(number),
                Err(_) => return Err(Mistake::new(token.at, "the largest whole number is 9223372036854775807")),
            },
            TokenKind::Text(text) => NodeKind::Text(text),
            TokenKind::Name("true") => NodeKind::Bool(true),
            TokenKind::Name("false") => NodeKind::Bool(false),
            TokenKind::Name("null") => NodeKind::Null,
            TokenKind::Name(name) if !RESERVED.contains(&name) => match self.sign("(") {
                Some(_) => NodeKind::Call(name, self.list(")")?),
                None if name.eq_ignore_ascii_case("not") && self.starts_value() => {
                    return Err(unexpected(&token, "write `!` for not"));
                }
                None => match self.tokens {
                    [Token { kind: TokenKind::Sign("."), at }, Token { kind: TokenKind::Name(of), .. }, ..]
                        if PREFIXES.contains(&name) =>
                    {
                        let mistake = Mistake::new(*at, "`.` is unexpected here");
                        return Err(mistake.help(format!("write {} alone", quoted(of))));
                    }
                    _ => NodeKind::Name(name),
                },
            },
            TokenKind::Sign("[") => NodeKind::List(self.list("]")?),
            TokenKind::Sign("(") => {
                let node = self.conditional()?;
                self.expect(")")?;
                return Ok(node);
            }
            TokenKind::Name(name) if name != "in" => {
                let mistake = Mistake::new(token.at, format!("`{name}` is a word that CEL reserves"));
                return Err(match name {
                    "if" | "else" => mistake.help("write `condition ? a : b`"),
                    "var" | "let" | "const" => mistake.help("give an expression a name under `values`"),
                    _ => mistake,
                });
            }
            _ => return Err(unexpected(&token, "expected a value, a name or `(`")),
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

    /// Whether a value comes next.
    fn starts_value(&self) -> bool {
        matches!(
            self.tokens.first().map(|token| &token.kind),
            Some(TokenKind::Name(_) | TokenKind::Int(_) | TokenKind::Text(_))
        )
    }

    fn comes(&self, sign: &str) -> bool {
        matches!(self.tokens.first(), Some(Token { kind: TokenKind::Sign(first), .. }) if *first == sign)
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
            None => Err(unexpected(&self.next(), &format!("expected `{sign}`"))),
        }
    }

    fn deeper(&mut self) -> Result<(), Mistake> {
        self.depth = self.depth.saturating_add(1);
        if MAX_DEPTH < self.depth {
            let at = self.next().at;
            let mistake = Mistake::new(at, format!("the condition is nested more than {MAX_DEPTH} deep"));
            return Err(mistake.help("give parts of it names under `values`"));
        }
        Ok(())
    }
}

/// A token that cannot stand where it does, and what could.
fn unexpected(token: &Token<'_>, expected: &str) -> Mistake {
    let what = match &token.kind {
        TokenKind::Name(name) => quoted(name),
        TokenKind::Int(value) => format!("`{value}`"),
        TokenKind::Text(text) => format!("the text {}", quoted(text)),
        TokenKind::Sign(sign) => format!("`{sign}`"),
        TokenKind::End => "the end".to_owned(),
    };
    let help = match &token.kind {
        TokenKind::Name(name) if name.eq_ignore_ascii_case("and") => "write `&&` for and",
        TokenKind::Name(name) if name.eq_ignore_ascii_case("or") => "write `||` for or",
        TokenKind::Name(name) if name.eq_ignore_ascii_case("is") => "compare with `==`",
        TokenKind::Name(name) if name.eq_ignore_ascii_case("not") => "write `!` for not, and `!=` for is not",
        TokenKind::Name("mod") => "write `%` for the remainder",
        TokenKind::Name(name) if name.eq_ignore_ascii_case("xor") => "write `a != b` for either",
        TokenKind::Name(name) if name.eq_ignore_ascii_case("between") => "write `a <= x && x < b`",
        TokenKind::Name(name) if name.eq_ignore_ascii_case("equals") => "compare with `==`",
        TokenKind::Name(name) if name.eq_ignore_ascii_case("unless") => "write `&& !(…)` for unless",
        TokenKind::Sign(">") => "write `!=` for is not, and `>=` for at least",
        TokenKind::Sign("?") => "write `x == null ? a : x` for another value where there is none",
        TokenKind::Name("then") => "write `condition ? a : b`",
        TokenKind::Sign(".") => "facts have no fields and no methods",
        _ => expected,
    };
    Mistake::new(token.at, format!("{what} is unexpected here")).help(help)
}
