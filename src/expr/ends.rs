//! Which instants are ends of days. An end is the first instant that no longer belongs to a day, so people say it as
//! the minute before.

use super::{CalendarFunction, Expr, Scope, Truth};

impl Expr {
    /// Whether an instant that this expression comes to is the end of a day, which no longer belongs to it.
    ///
    /// So it is where a function gives it, and where one that a function gave was moved by whole days.
    pub(crate) fn ends_day(&self, scope: &Scope<'_>) -> bool {
        let is_midnight = || self.eval(scope).number().is_some_and(|at| scope.clocks.zone.start_of_day(at) == Some(at));
        match self {
            Expr::OnCalendar(function, arguments) => match function {
                CalendarFunction::EndOfDay | CalendarFunction::EndOfMonth | CalendarFunction::EndOfBusinessDay => true,
                CalendarFunction::AddDays | CalendarFunction::AddMonths => {
                    arguments.first().is_some_and(|moved| moved.ends_day(scope)) && is_midnight()
                }
                CalendarFunction::StartOfDay | CalendarFunction::AddBusinessDays => false,
            },
            Expr::Add(parts) | Expr::Subtract(parts) => parts.iter().any(|part| part.ends_day(scope)) && is_midnight(),
            Expr::Within(_, part) => part.ends_day(scope),
            Expr::Conditional(parts) => {
                let [condition, yes, no] = &**parts;
                match condition.truth(scope) {
                    Truth::True => yes.ends_day(scope),
                    Truth::False => no.ends_day(scope),
                    Truth::Unknown => yes.ends_day(scope) && no.ends_day(scope),
                }
            }
            _ => false,
        }
    }
}
