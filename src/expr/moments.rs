//! When a condition changes.
//!
//! A checked condition knows `now` only through [`Expr::Reached`], and what stands inside
//! one depends on facts and parameters alone. So a condition can change only at the
//! instants that these come to, and between two of them it cannot.

use super::Expr;

impl Expr {
    /// Adds the expressions whose values are the instants at which this one can change.
    pub(crate) fn moments<'e>(&'e self, found: &mut Vec<&'e Expr>) {
        if let Expr::Reached(instant) = self {
            found.push(instant);
        }
        self.parts().iter().for_each(|part| part.moments(found));
    }

    /// Whether the value can depend on the instant at which it is asked for.
    pub(crate) fn depends_on_now(&self) -> bool {
        self.any(&|part| matches!(part, Expr::Reached(_) | Expr::Now))
    }
}
