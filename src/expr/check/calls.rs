//! Calls: constants that are written as texts, and the functions of the calendar.

use super::{Checked, Checker, Type};
use crate::expr::mistake::Mistake;
use crate::expr::parse::{Node, NodeKind};
use crate::expr::{CalendarFunction, Expr, FactId, Range, Value};
use crate::problem::{listed, nearest, quoted};
use crate::time::{Duration, Instant, InstantError};

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        name: &str,
        arguments: &[Node<'_>],
        at: usize,
        present: &[FactId],
    ) -> Option<Checked> {
        if let Some(function) = CalendarFunction::ALL.into_iter().find(|function| function.name() == name) {
            return self.on_calendar(function, arguments, at, present);
        }
        let constant = |number: i64, ty: Type| Some(Checked::plain(Expr::Constant(Value::Number(number)), ty));
        match (name, arguments) {
            ("duration", [Node { kind: NodeKind::Text(text), at }]) => match Duration::parse_cel(text) {
                Some(millis) if Range::Duration.has(millis) => constant(millis, Type::Duration),
                Some(_) => self.mistake(*at, format!("{} is too long", quoted(text)), "at most about 292 years"),
                None => {
                    let is_finer = [".", "ns", "us", "µs"].iter().any(|part| text.contains(part));
                    let finer = if is_finer { " of whole milliseconds" } else { "" };
                    let message = format!("{} is no duration{finer}", quoted(text));
                    self.mistake(*at, message, "write it like `72h`, `1d12h` or `-1.5h`")
                }
            },
            ("timestamp", [Node { kind: NodeKind::Text(text), at }]) => match Instant::parse_exact(text) {
                Some(instant) if Range::Timestamp.has(instant.millis()) => constant(instant.millis(), Type::Timestamp),
                Some(_) => self.mistake(*at, format!("{} is too early", quoted(text)), "the first year is 0001"),
                None => {
                    let message = match Instant::parse(text) {
                        Ok(_) => format!("{} is no instant of whole milliseconds", quoted(text)),
                        Err(InstantError::NoOffset) => format!("{} has no offset from UTC", quoted(text)),
                        Err(_) => format!("{} is no instant", quoted(text)),
                    };
                    self.mistake(*at, message, "write it like `2026-11-10T09:00:00+09:00`")
                }
            },
            ("duration", [other]) => {
                self.mistake(other.at, "`duration` takes a text in quotes", "write it like `duration(\"72h\")`")
            }
            ("timestamp", [other]) => {
                let help = "write it like `timestamp(\"2026-11-10T09:00:00+09:00\")`";
                self.mistake(other.at, "`timestamp` takes a text in quotes", help)
            }
            ("duration" | "timestamp", _) => self.takes(name, "one text in quotes", arguments.len(), at),
            _ => {
                let known =
                    ["duration", "timestamp"].into_iter().chain(CalendarFunction::ALL.map(CalendarFunction::name));
                let known: Vec<&str> = known.collect();
                let help = match name {
                    "if" | "iif" | "cond" => "write `condition ? a : b`".to_owned(),
                    "and" | "all" => "write `a && b`".to_owned(),
                    "or" | "any" => "write `a || b`".to_owned(),
                    "date" | "datetime" | "Date" => {
                        "write an instant like `timestamp(\"2026-11-10T09:00:00+09:00\")`".to_owned()
                    }
                    "today" => "compare with `now`".to_owned(),
                    "min" => "write `a < b ? a : b`".to_owned(),
                    "max" => "write `a > b ? a : b`".to_owned(),
                    "abs" => "write `a < 0 ? -a : a`".to_owned(),
                    "not" | "NOT" | "Not" => "write `!(…)` for not".to_owned(),
                    "has" | "defined" => "write `fact != null`".to_owned(),
                    "now" | "state" | "role" => format!("write `{name}` without parentheses"),
                    "days" | "hours" | "minutes" | "seconds" => {
                        "write a length of time like `duration(\"3d\")`".to_owned()
                    }
                    _ => format!("one of {}", listed(known.iter().copied())),
                };
                let message = format!("{} is no function", quoted(name));
                let suggests = nearest(name, &known).map(str::to_owned);
                self.mistakes.push(Mistake { suggests, ..Mistake::new(at, message).help(help) });
                None
            }
        }
    }

    /// A call of a function of the calendar.
    fn on_calendar(
        &mut self,
        function: CalendarFunction,
        arguments: &[Node<'_>],
        at: usize,
        present: &[FactId],
    ) -> Option<Checked> {
        let name = function.name();
        let (instant, count, zone) = match (function.counts(), arguments) {
            (false, [instant]) => (instant, None, None),
            (false, [instant, zone]) => (instant, None, Some(zone)),
            (true, [instant, count]) => (instant, Some(count), None),
            (true, [instant, count, zone]) => (instant, Some(count), Some(zone)),
            (false, _) => return self.takes(name, "an instant and perhaps a zone", arguments.len(), at),
            (true, _) => return self.takes(name, "an instant, a number and perhaps a zone", arguments.len(), at),
        };
        if function.is_of_business_days() && !self.names.has_business_days {
            let message = format!("`{name}` needs a calendar, and this policy has none");
            return self.mistake(at, message, "name one with `calendar`, such as `calendar = \"jp\"`");
        }
        // All of them are looked at, so that everything that is wrong is told at once.
        let instant = self.argument(instant, &Type::Timestamp, present);
        let count = count.map(|node| (node.at, self.argument(node, &Type::Int, present)));
        let zone = zone.map(|node| self.zone(node, present));
        let mut parts = vec![instant?];
        if let Some((at, count)) = count {
            let count = count?;
            if let Expr::Constant(Value::Number(number)) = count
                && number < 0
                && function.is_of_business_days()
            {
                return self.mistake(at, "business days are counted forwards only", "write 0 or more");
            }
            parts.push(count);
        }
        if let Some(zone) = zone {
            parts.push(zone?);
        }
        Some(Checked::plain(Expr::OnCalendar(function, parts), Type::Timestamp))
    }

    /// An argument that has to be there and of a type, without `now` where that has to be solved for.
    fn argument(&mut self, node: &Node<'_>, ty: &Type, present: &[FactId]) -> Option<Expr> {
        let checked = self.part(node, present)?;
        let term = self.value(checked, node.at, ty)?;
        self.without_now(term, node.at)
    }

    /// The zone in which a function of the calendar counts.
    fn zone(&mut self, node: &Node<'_>, present: &[FactId]) -> Option<Expr> {
        let names = self.names;
        let texts = || names.zones.iter().map(|zone| names.symbols.text(*zone));
        if names.zones.is_empty() && !names.gaps.zones {
            return self.mistake(node.at, "this policy lists no zones", "list them under `zones`");
        }
        if let NodeKind::Text(text) = &node.kind
            && !texts().any(|zone| zone == text)
        {
            if names.gaps.zones {
                return None;
            }
            let message = format!("{} is not under `zones`", quoted(text));
            let suggests = nearest(text, &texts().collect::<Vec<_>>()).map(str::to_owned);
            let mistake = Mistake::new(node.at, message).help(format!("one of {}", listed(texts())));
            self.mistakes.push(Mistake { suggests, ..mistake });
            return None;
        }
        let checked = self.part(node, present)?;
        match &checked.ty {
            Type::Choice(choices) if choices.iter().all(|choice| names.zones.contains(choice)) => {
                let ty = checked.ty.clone();
                let term = self.value(checked, node.at, &ty)?;
                self.without_now(term, node.at)
            }
            other => {
                let message = format!("this is {}, where a zone is needed", self.of(other));
                self.mistake(node.at, message, &format!("one of {}, or a fact of the type `zone`", listed(texts())))
            }
        }
    }

    fn takes<T>(&mut self, name: &str, what: &str, given: usize, at: usize) -> Option<T> {
        let given = if given == 1 { "1 argument".to_owned() } else { format!("{given} arguments") };
        self.mistake(at, format!("{} takes {what}, not {given}", quoted(name)), "")
    }
}
