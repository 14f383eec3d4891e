//! What is true or false: `!`, `&&`, `||`, equality, `in` and `? :`, and which facts are known to be there after them.

use super::sums::{Term, not};
use super::{Checked, Checker, advice, compatible};
use crate::expr::parse::{Node, NodeKind};
use crate::expr::{Expr, FactId, Type};

impl Checker<'_> {
    pub(super) fn not(&mut self, part: &Node<'_>, present: &[FactId]) -> Option<Checked> {
        let checked = self.bool(part, present)?;
        self.negated(checked, part.at)
    }

    pub(super) fn negated(&mut self, checked: Checked, at: usize) -> Option<Checked> {
        let expr = self.without_now(checked.term, at)?;
        Some(Checked { if_true: checked.if_false, if_false: checked.if_true, ..Checked::plain(not(expr), Type::Bool) })
    }

    pub(super) fn and_or(&mut self, parts: &[Node<'_>; 2], present: &[FactId], and: bool) -> Option<Checked> {
        let [left, right] = parts;
        let a = self.bool(left, present);
        // The right side is looked at only where the left one did not settle it.
        let learnt = a.iter().flat_map(|a| if and { &a.if_true } else { &a.if_false });
        let present: Vec<FactId> = present.iter().chain(learnt).copied().collect();
        let b = self.bool(right, &present);
        let (a, b) = (a?, b?);
        let both = |x: &[FactId], y: &[FactId]| x.iter().chain(y).copied().collect::<Vec<_>>();
        let shared = |x: &[FactId], y: &[FactId]| x.iter().copied().filter(|fact| y.contains(fact)).collect::<Vec<_>>();
        let (if_true, if_false) = if and {
            (both(&a.if_true, &b.if_true), shared(&a.if_false, &b.if_false))
        } else {
            (shared(&a.if_true, &b.if_true), both(&a.if_false, &b.if_false))
        };
        let parts = Box::new([self.without_now(a.term, left.at)?, self.without_now(b.term, right.at)?]);
        let expr = if and { Expr::And(parts) } else { Expr::Or(parts) };
        Some(Checked { if_true, if_false, ..Checked::plain(expr, Type::Bool) })
    }

    fn bool(&mut self, node: &Node<'_>, present: &[FactId]) -> Option<Checked> {
        let checked = self.part(node, present)?;
        if checked.ty == Type::Bool && (!checked.nullable || self.is_alone) {
            return Some(checked);
        }
        let what = self.of(&checked.ty);
        let what =
            if checked.nullable && checked.ty == Type::Bool { "a condition that can be null".to_owned() } else { what };
        self.mistake(node.at, format!("this is {what}, where a condition is needed"), "")
    }

    pub(super) fn equal(&mut self, parts: &[Node<'_>; 2], at: usize, present: &[FactId]) -> Option<Checked> {
        let [left, right] = parts;
        let (a, b) = (self.part(left, present), self.part(right, present));
        self.compared_text(right, &a);
        self.compared_text(left, &b);
        let (a, b) = Checked::alike(a?, b?);
        for (side, other, place) in [(&a, &b, left.at), (&b, &a, right.at)] {
            // What a value guards may be guarded around it as well, and what is guarded around a condition in it.
            let is_guarded_around =
                matches!(side.term, Term::Plain(Expr::Fact(fact)) if self.place.present.contains(&fact));
            let is_never_null = side.ty != Type::Null && !side.nullable && !is_guarded_around;
            if other.ty == Type::Null && is_never_null && self.within == 0 {
                return self.mistake(place, "this is never null here", "leave the comparison out");
            }
        }
        let with_null = a.ty == Type::Null || b.ty == Type::Null;
        if !with_null && !compatible(&a.ty, &b.ty) {
            let message = format!("{} and {} cannot be equal", self.of(&a.ty), self.of(&b.ty));
            return self.mistake(at, message, advice(&a.ty, &b.ty));
        }
        // A value may ask for a role that has not the action, since it stands in other actions as well.
        let all = Type::Choice(self.names.roles.clone());
        let [one, other] =
            [&a, &b].map(|side| if matches!(side.term, Term::Plain(Expr::Role)) { &all } else { &side.ty });
        if let (Type::Choice(a), Type::Choice(b)) = (one, other)
            && !a.iter().any(|symbol| b.contains(symbol))
        {
            let message =
                format!("this is never equal: {} on one side, {} on the other", self.listed(a), self.listed(b));
            return self.mistake(at, message, "");
        }
        // A fact that equals something that is there is there itself; one that does not
        // equal null is there too.
        let mut if_true = Vec::new();
        let mut if_false = Vec::new();
        for (side, other) in [(&a, &b), (&b, &a)] {
            if let Term::Plain(Expr::Fact(fact)) = side.term {
                if other.ty == Type::Null {
                    if_false.push(fact);
                } else if !other.nullable {
                    if_true.push(fact);
                }
            }
        }
        let advice = "compare `now` with `<`, `<=`, `>` or `>=`";
        let (Term::Plain(a), Term::Plain(b)) = (a.term, b.term) else {
            return self.mistake(at, "`now` is equal to something for one millisecond only", advice);
        };
        Some(Checked { if_true, if_false, ..Checked::plain(Expr::Equal(Box::new([a, b])), Type::Bool) })
    }

    pub(super) fn within(&mut self, parts: &[Node<'_>; 2], present: &[FactId]) -> Option<Checked> {
        let [left, right] = parts;
        let checked = self.part(left, present);
        let NodeKind::List(items) = &right.kind else {
            return self.mistake(
                right.at,
                "`in` needs a list of literals",
                "write it like `state in [\"working\", \"delivered\"]`",
            );
        };
        items.iter().for_each(|item| self.compared_text(item, &checked));
        let mut checked = checked?;
        if matches!(checked.term, Term::Plain(Expr::Role)) {
            checked.ty = Type::Choice(self.names.roles.clone());
        }
        let mut values = Vec::new();
        for item in items {
            let literal = self.part(item, present)?.or_nothing_of(&checked.ty);
            let Term::Plain(Expr::Constant(value)) = literal.term else {
                return self.mistake(item.at, "a list holds literals only", "write `x == a || x == b`");
            };
            let known = match (&literal.ty, &checked.ty) {
                (Type::Choice(one), Type::Choice(all)) => one.iter().all(|symbol| all.contains(symbol)),
                (one, all) => one == all,
            };
            if !known {
                let message = format!("{} is never {}", self.of(&checked.ty), self.of(&literal.ty));
                return self.mistake(item.at, message, advice(&checked.ty, &literal.ty));
            }
            values.push(value);
        }
        let if_true = match checked.term {
            Term::Plain(Expr::Fact(fact)) => vec![fact],
            _ => Vec::new(),
        };
        let part = self.without_now(checked.term, left.at)?;
        Some(Checked { if_true, ..Checked::plain(Expr::In(Box::new(part), values), Type::Bool) })
    }

    pub(super) fn conditional(&mut self, parts: &[Node<'_>; 3], at: usize, present: &[FactId]) -> Option<Checked> {
        let [condition, yes, no] = parts;
        let asked = self.bool(condition, present);
        let with = |learnt: Option<&Vec<FactId>>| -> Vec<FactId> {
            present.iter().chain(learnt.into_iter().flatten()).copied().collect()
        };
        let a = self.part(yes, &with(asked.as_ref().map(|asked| &asked.if_true)));
        let b = self.part(no, &with(asked.as_ref().map(|asked| &asked.if_false)));
        let (asked, a, b) = (asked?, a?, b?);
        let (a, b) = Checked::alike(a, b);
        let ty = match (&a.ty, &b.ty) {
            (Type::Null, other) | (other, Type::Null) => other.clone(),
            (Type::Choice(a), Type::Choice(b)) => {
                let new = b.iter().filter(|symbol| !a.contains(symbol));
                Type::Choice(a.iter().chain(new).copied().collect())
            }
            (a, b) if a == b => a.clone(),
            (a, b) => {
                let message = format!("one case is {}, the other {}", self.of(a), self.of(b));
                let help = advice(a, b);
                return self.mistake(at, message, if help.is_empty() { "both cases need the same type" } else { help });
            }
        };
        let nullable = a.nullable || b.nullable;
        let expr = Expr::Conditional(Box::new([
            self.without_now(asked.term, condition.at)?,
            self.without_now(a.term, yes.at)?,
            self.without_now(b.term, no.at)?,
        ]));
        Some(Checked { nullable, ..Checked::plain(expr, ty) })
    }
}
