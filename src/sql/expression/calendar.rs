//! The functions of the calendar in SQL, where the clocks of a place never change.
//!
//! Then a day has 24 hours, and days and months are whole numbers that can be computed. Where clocks change, and where
//! business days are counted, a query would need the calendar as a table of its own: that is refused.
//!
//! Months are counted as if years began in March, so that a leap day is the last day of a year: then the days before a
//! month are a simple sum.

use super::super::piece::Sql;
use super::{Bounds, SqlValue, Writing};
use crate::expr::{CalendarFunction, Expr, Value};
use crate::problem::Problem;
use crate::time::{DAY, FIRST_DAY, LAST_DAY, Zone};

/// What a function makes of its arguments.
pub(super) fn value(
    writing: &mut Writing<'_>,
    function: CalendarFunction,
    arguments: &[Expr],
) -> Result<SqlValue, Problem> {
    if function.is_of_business_days() {
        let message = "business days cannot be counted in SQL";
        return Err(writing.refusal(message).help("count days with `addDays`, or ask the engine"));
    }
    let (at, count, zone) = match (function.counts(), arguments) {
        (false, [at, zone @ ..]) => (at, None, zone.first()),
        (true, [at, count, zone @ ..]) => (at, Some(count), zone.first()),
        _ => return Ok(SqlValue::present(Sql::unknown("BIGINT"))),
    };
    let clocks = writing.clocks;
    let zone = match zone {
        None => &clocks.zone,
        Some(Expr::Constant(Value::Symbol(name))) => {
            let Some((_, zone)) = clocks.others.iter().find(|(other, _)| *other == *name) else {
                return Ok(SqlValue::present(Sql::unknown("BIGINT")));
            };
            zone
        }
        Some(_) => return Err(writing.refusal("the zone in which days are counted has to be the same for all orders")),
    };
    let (offset, changes) = zone.changes();
    if !changes.is_empty() {
        let message = "days cannot be counted in SQL in a zone whose clocks change";
        return Err(writing.refusal(message).help("give the policy a fixed `utcOffset`, or ask the engine"));
    }
    let at = writing.named(at)?;
    // Whatever the count, a day that the zone does not know makes the result unknown.
    let at = known(writing, zone, at, offset);
    match function {
        CalendarFunction::StartOfDay => Ok(start_of_day(writing, at, offset)),
        CalendarFunction::EndOfDay => {
            let start = start_of_day(writing, at, offset);
            let day = SqlValue::number(Sql::number(DAY), Bounds::of(DAY, DAY));
            Ok(writing.computed(&start, &day, "(? + ?)", i128::saturating_add))
        }
        CalendarFunction::AddDays => {
            let Some(count) = count else { return Ok(at) };
            let count = writing.named(count)?;
            let day = SqlValue::number(Sql::number(DAY), Bounds::of(DAY, DAY));
            let length = writing.computed(&count, &day, "(? * ?)", i128::saturating_mul);
            let sum = writing.computed(&at, &length, "(? + ?)", i128::saturating_add);
            // The engine looks a day around, in the time of the place, so that close to the ends there is no answer.
            let room = i128::from(DAY).saturating_mul(2);
            let Bounds { least, most } = Bounds::ALL;
            if !sum.bounds.is_within(Bounds { least: least.saturating_add(room), most: most.saturating_sub(room) }) {
                return Err(writing.refusal("so many days cannot be added in SQL with certainty"));
            }
            Ok(known(writing, zone, sum, offset))
        }
        CalendarFunction::EndOfMonth => {
            let Date { month, .. } = date(writing, &at, offset)?;
            let next = start_of_month(writing, &Sql::of("(? + 1)", &[&month]));
            let end = Sql::of(&format!("((? - {EPOCH}) * {DAY} - {offset})"), &[&next]);
            Ok(SqlValue::number(writing.steps.name("end of month", end), MONTHS_REACH))
        }
        CalendarFunction::AddMonths => {
            let Some(count) = count else { return Ok(at) };
            let count = writing.named(count)?;
            if !count.bounds.is_within(Bounds::of(-MOST_MONTHS, MOST_MONTHS)) {
                let message = format!("only at most {MOST_MONTHS} months can be added in SQL, and this may be more");
                return Err(writing.refusal(message));
            }
            let Date { month, day, time } = date(writing, &at, offset)?;
            let then = writing.steps.name("month then", Sql::of("(? + ?)", &[&month, &count.sql]));
            let start = start_of_month(writing, &then);
            let next = start_of_month(writing, &Sql::of("(? + 1)", &[&then]));
            // The last day of a month that is too short.
            let day =
                Sql::of("CASE WHEN ? < ? - ? THEN ? ELSE ? - ? - 1 END", &[&day, &next, &start, &day, &next, &start]);
            let moved = Sql::of(&format!("((? + ? - {EPOCH}) * {DAY} + ? - {offset})"), &[&start, &day, &time]);
            let moved = SqlValue::number(writing.steps.name("months later", moved), MONTHS_REACH);
            Ok(known(writing, zone, moved, offset))
        }
        CalendarFunction::EndOfBusinessDay | CalendarFunction::AddBusinessDays => Ok(at),
    }
}

/// An instant, unknown on a day that the zone does not know.
fn known(writing: &mut Writing<'_>, zone: &Zone, at: SqlValue, offset: i64) -> SqlValue {
    if !zone.is_named() {
        return at;
    }
    let midnight = |day: i64| i128::from(day).saturating_mul(DAY.into()).saturating_sub(offset.into());
    let most = midnight(LAST_DAY.0.saturating_add(1)).saturating_sub(1);
    writing.within(at, Bounds { least: midnight(FIRST_DAY.0), most })
}

/// The number of 1970-01-01 among the days from 1 March of the year -10 000 on.
const EPOCH: i64 = 719_468 + 25 * 146_097;

/// How many months can be added to any instant of the years 0000 to 9999 without coming before the first of these days.
const MOST_MONTHS: i64 = 100_000;

/// Where the instants lie to which months are added, and what can come of it: inside of what the engine knows.
const MONTHS_FROM: Bounds = Bounds { least: -62_200_000_000_000, most: 253_500_000_000_000 };
const MONTHS_REACH: Bounds = Bounds { least: -350_000_000_000_000, most: 550_000_000_000_000 };

/// An instant as a calendar shows it: months and days of a month count from 0, months from that of the first day.
struct Date {
    month: Sql,
    day: Sql,
    /// Milliseconds since midnight.
    time: Sql,
}

fn date(writing: &mut Writing<'_>, at: &SqlValue, offset: i64) -> Result<Date, Problem> {
    if !at.bounds.is_within(MONTHS_FROM) {
        return Err(writing.refusal("months cannot be counted in SQL from an instant that may be so far away"));
    }
    let dialect = writing.steps.dialect;
    let number = |number: i64| Sql::number(number);
    let local = Sql::of(&format!("(? + {})", EPOCH.saturating_mul(DAY).saturating_add(offset)), &[&at.sql]);
    let local = writing.steps.name("local", local);
    let time = writing.steps.name("time of day", Sql::of(&format!("(? % {DAY})"), &[&local]));
    let days = writing.steps.name("days", dialect.quotient(&local, &number(DAY)));
    // A cycle of 400 years has as many days whenever it begins.
    let cycles = writing.steps.name("cycles", dialect.quotient(&days, &number(146_097)));
    let of_cycle = writing.steps.name("day of cycle", Sql::of("(? % 146097)", &[&days]));
    let [short, long, all] = [1_460, 36_524, 146_096].map(|days| dialect.quotient(&of_cycle, &number(days)));
    let even = Sql::of("(? - ? + ? - ?)", &[&of_cycle, &short, &long, &all]);
    let year = writing.steps.name("year of cycle", dialect.quotient(&even, &number(365)));
    let [leap, centuries] = [4, 100].map(|years| dialect.quotient(&year, &number(years)));
    let of_year = Sql::of("(? - (365 * ? + ? - ?))", &[&of_cycle, &year, &leap, &centuries]);
    let of_year = writing.steps.name("day of year", of_year);
    let of_months = Sql::of("(5 * ? + 2)", &[&of_year]);
    let month = writing.steps.name("month of year", dialect.quotient(&of_months, &number(153)));
    let before = dialect.quotient(&Sql::of("(153 * ? + 2)", &[&month]), &number(5));
    let day = writing.steps.name("day of month", Sql::of("(? - ?)", &[&of_year, &before]));
    let month = Sql::of("((? * 400 + ?) * 12 + ?)", &[&cycles, &year, &month]);
    Ok(Date { month: writing.steps.name("month", month), day, time })
}

/// How many days come before a month.
fn start_of_month(writing: &mut Writing<'_>, month: &Sql) -> Sql {
    let dialect = writing.steps.dialect;
    let month = writing.steps.name("month", month.clone());
    let year = writing.steps.name("year", dialect.quotient(&month, &Sql::number(12)));
    let [leap, centuries, cycles] = [4, 100, 400].map(|years| dialect.quotient(&year, &Sql::number(years)));
    let before = Sql::of("(153 * (? % 12) + 2)", &[&month]);
    let before = dialect.quotient(&before, &Sql::number(5));
    let start = Sql::of("(365 * ? + ? - ? + ? + ?)", &[&year, &leap, &centuries, &cycles, &before]);
    writing.steps.name("start of month", start)
}

/// Where the day of an instant begins.
fn start_of_day(writing: &mut Writing<'_>, at: SqlValue, offset: i64) -> SqlValue {
    let ahead = SqlValue::number(Sql::number(offset), Bounds::of(offset, offset));
    let local = writing.computed(&at, &ahead, "(? + ?)", i128::saturating_add);
    let into_day = Sql::of(&format!("((? % {DAY} + {DAY}) % {DAY})"), &[&local.sql]);
    let into_day = SqlValue::number(into_day, Bounds::of(0, DAY.saturating_sub(1)));
    writing.computed(&at, &into_day, "(? - ?)", i128::saturating_sub)
}
