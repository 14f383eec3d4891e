//! The functions of the calendar, such as `endOfDay(t)` and `addBusinessDays(t, n)`.
//!
//! All take an instant first and give an instant. Those that count take a number after it. Last may come a
//! zone, one of those that the policy lists; without it they count in the zone of the policy.

use super::Symbol;
use crate::time::{BusinessCalendar, Zone};

/// A function of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CalendarFunction {
    StartOfDay,
    EndOfDay,
    EndOfMonth,
    AddDays,
    AddMonths,
    EndOfBusinessDay,
    AddBusinessDays,
}

impl CalendarFunction {
    pub(super) const ALL: [CalendarFunction; 7] = [
        CalendarFunction::StartOfDay,
        CalendarFunction::EndOfDay,
        CalendarFunction::EndOfMonth,
        CalendarFunction::AddDays,
        CalendarFunction::AddMonths,
        CalendarFunction::EndOfBusinessDay,
        CalendarFunction::AddBusinessDays,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            CalendarFunction::StartOfDay => "startOfDay",
            CalendarFunction::EndOfDay => "endOfDay",
            CalendarFunction::EndOfMonth => "endOfMonth",
            CalendarFunction::AddDays => "addDays",
            CalendarFunction::AddMonths => "addMonths",
            CalendarFunction::EndOfBusinessDay => "endOfBusinessDay",
            CalendarFunction::AddBusinessDays => "addBusinessDays",
        }
    }

    /// Whether it takes a number after the instant.
    pub(crate) fn counts(self) -> bool {
        !matches!(self, CalendarFunction::StartOfDay | CalendarFunction::EndOfDay | CalendarFunction::EndOfMonth)
    }

    /// Whether it needs a business calendar, and a number that is not negative.
    pub(crate) fn is_of_business_days(self) -> bool {
        matches!(self, CalendarFunction::EndOfBusinessDay | CalendarFunction::AddBusinessDays)
    }

    /// What it makes of an instant in milliseconds, and of a number where it counts; unknown where the calendar
    /// does not reach. Without a zone it counts in that of the policy.
    pub(super) fn of(self, clocks: &Clocks, at: i64, count: i64, zone: Option<Symbol>) -> Option<i64> {
        let zone = match zone {
            None => &clocks.zone,
            Some(name) => clocks.other(name)?,
        };
        let business = || clocks.business.as_ref();
        match self {
            CalendarFunction::StartOfDay => zone.start_of_day(at),
            CalendarFunction::EndOfDay => zone.end_of_day(at),
            CalendarFunction::EndOfMonth => zone.end_of_month(at),
            CalendarFunction::AddDays => zone.add_days(at, count),
            CalendarFunction::AddMonths => zone.add_months(at, count),
            CalendarFunction::EndOfBusinessDay => business()?.end_of_business_day(zone, at, count),
            CalendarFunction::AddBusinessDays => business()?.add_business_days(zone, at, count),
        }
    }
}

/// By what clocks and calendars a policy counts days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clocks {
    /// The zone in which days are counted where none is named.
    pub(crate) zone: Zone,
    /// The other zones, by their names.
    pub(crate) others: Vec<(Symbol, Zone)>,
    /// Where it is known which days are business days.
    pub(crate) business: Option<BusinessCalendar>,
}

impl Clocks {
    /// One of the other zones.
    fn other(&self, name: Symbol) -> Option<&Zone> {
        self.others.iter().find(|(other, _)| *other == name).map(|(_, zone)| zone)
    }
}
