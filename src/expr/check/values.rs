//! Values: expressions to which a policy gives a name.
//!
//! Where the name of a value stands, the value is checked as if it were written there in parentheses. So what guards a
//! fact guards it inside a value too, and `now - sentAt` can have a name, although only a comparison can say `now`.

use super::sums::Term;
use super::{Checked, Checker, Names, Now, Place, Type};
use crate::expr::mistake::Mistake;
use crate::expr::parse::{Node, NodeKind, parse};
use crate::expr::{Expr, FactId};

/// How many parts the values of one condition may come to, so that values of values cannot grow without end.
const MAX_PARTS: usize = 400;

/// A named value, parsed.
#[derive(Debug)]
pub(crate) struct Definition<'n> {
    pub(crate) name: &'n str,
    is: Is<'n>,
}

/// What a name stands for.
#[derive(Debug)]
enum Is<'n> {
    Tree(Node<'n>),
    /// Something in other editions only.
    Elsewhere,
    /// Something that cannot be read, of which has been told already.
    Broken,
}

impl<'n> Definition<'n> {
    /// A value that exists in the edition at hand.
    pub(crate) fn parse(name: &'n str, text: &'n str) -> Result<Definition<'n>, Mistake> {
        parse(text).map(|tree| Definition { name, is: Is::Tree(tree) })
    }

    /// A value of which only other editions know.
    pub(crate) fn elsewhere(name: &'n str) -> Definition<'n> {
        Definition { name, is: Is::Elsewhere }
    }

    /// A value that has a problem, so that nothing is told of what names it.
    pub(crate) fn broken(name: &'n str) -> Definition<'n> {
        Definition { name, is: Is::Broken }
    }

    /// Whether only other editions know of it.
    pub(crate) fn is_elsewhere(&self) -> bool {
        matches!(self.is, Is::Elsewhere)
    }

    /// The names in it, in the order in which they stand.
    pub(crate) fn names(&self) -> Vec<&'n str> {
        let mut found = Vec::new();
        let mut open: Vec<&Node<'n>> = Vec::new();
        if let Is::Tree(tree) = &self.is {
            open.push(tree);
        }
        while let Some(node) = open.pop() {
            if let NodeKind::Name(name) = node.kind {
                found.push(name);
            }
            open.extend(node.parts().iter().rev());
        }
        found
    }

    /// Checks the value by itself: its type, and what it comes to where that does not take a comparison with `now`.
    /// Whether a fact in it can be null shows where the value is used.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub(crate) fn check(&self, names: &Names<'_>) -> Result<(Type, Option<Expr>), Vec<Mistake>> {
        let Is::Tree(tree) = &self.is else { return Err(Vec::new()) };
        let place = Place { now: Now::Compared, state: true, role: true, present: &[] };
        let mut checker =
            Checker { names, place, mistakes: Vec::new(), is_condition: false, is_alone: true, parts: 0, within: 0 };
        let checked = checker.part(tree, &[]);
        if checked.as_ref().is_some_and(|checked| checked.ty == Type::Null) {
            checker.mistakes.push(Mistake::new(tree.at, "`null` alone is no value"));
        }
        match checked {
            Some(Checked { term, ty, .. }) if checker.mistakes.is_empty() => match term {
                Term::Plain(expr) => Ok((ty, Some(expr))),
                Term::NowPlus(_) | Term::MinusNow(_) => Ok((ty, None)),
            },
            _ => Err(checker.mistakes),
        }
    }
}

impl<'a> Node<'a> {
    /// The parts that it is made of.
    fn parts(&self) -> &[Node<'a>] {
        match &self.kind {
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Text(_) | NodeKind::Name(_) => &[],
            NodeKind::Call(_, parts) | NodeKind::List(parts) => parts,
            NodeKind::Unary(_, part) => std::slice::from_ref(&**part),
            NodeKind::Binary(_, parts) => &**parts,
            NodeKind::Conditional(parts) => &**parts,
        }
    }

    /// How many parts it has, itself included.
    fn size(&self) -> usize {
        self.parts().iter().fold(1, |size, part| size.saturating_add(part.size()))
    }
}

impl Checker<'_> {
    /// Checks a value where its name stands.
    pub(super) fn named_value(&mut self, value: &Definition<'_>, at: usize, present: &[FactId]) -> Option<Checked> {
        let tree = match &value.is {
            Is::Tree(tree) => tree,
            Is::Elsewhere => {
                let message = format!("not every edition that has this has the value `{}`", value.name);
                return self.mistake(at, message, "give the element the edition of the value");
            }
            Is::Broken => return None,
        };
        if MAX_PARTS < self.parts {
            return None;
        }
        self.parts = self.parts.saturating_add(tree.size());
        if MAX_PARTS < self.parts {
            let message = format!("the values in it come to more than {MAX_PARTS} parts");
            return self.mistake(at, message, "name fewer values, or shorter ones");
        }
        let known = self.mistakes.len();
        self.within = self.within.saturating_add(1);
        let checked = self.part(tree, present);
        self.within = self.within.saturating_sub(1);
        for mistake in self.mistakes.iter_mut().skip(known) {
            mistake.at = at;
            mistake.message = format!("in the value `{}`: {}", value.name, mistake.message);
        }
        checked
    }
}
