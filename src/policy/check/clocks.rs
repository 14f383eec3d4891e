//! Zones and calendars: by what clocks a policy counts days, and which of these are business days.

use super::super::document::{self, Document};
use super::super::read::{Table, has_unread, is_unread};
use super::super::{Calendar, Source, SourceId, World};
use super::identifier::{Case, identifier};
use crate::data::scalar::{repeated, twice};
use crate::expr::{Choices, Clocks, Symbol, Symbols};
use crate::problem::{Problem, ProblemCode, Report, join, nearest, quoted};
use crate::text::{Language, Str};
use crate::time::{BusinessCalendar, Day, FIRST_DAY, LAST_DAY, Weekend, Zone};

/// What a document says of its clocks and calendars.
pub(super) struct Said {
    /// The name of the zone, or the offset as it was written.
    pub(super) zone_name: Str,
    pub(super) clocks: Clocks,
    pub(super) calendar: Option<Calendar>,
    /// The symbols of the zones that can be named.
    pub(super) zone_choices: Choices,
}

/// Finds the zones and the calendar of a document. The sources of built-in calendars that it uses are
/// added to its own.
pub(super) fn clocks(
    document: &Document,
    languages: &[Language],
    world: &World<'_>,
    symbols: &mut Symbols,
    sources: &mut Vec<Source>,
    report: &mut Report,
) -> Said {
    let (zone_name, zone) = own_zone(document, world, report);
    let others = zones(document, world, symbols, report);
    let mut calendars = Calendars { document, languages, world, sources, report, used: Vec::new(), has_gaps: false };
    let (calendar, business) = calendars.all();
    Said {
        zone_name,
        zone_choices: others.iter().map(|(symbol, _)| *symbol).collect(),
        clocks: Clocks { zone, others, business },
        calendar,
    }
}

/// The zone in which the policy counts days.
fn own_zone(document: &Document, world: &World<'_>, report: &mut Report) -> (Str, Zone) {
    match (&document.time_zone, &document.offset) {
        (None, Some(offset)) => return (offset.text.clone(), offset.value.clone()),
        (Some(name), None) => {
            if let Some(zone) = named(name, "timeZone", world, report) {
                return (name.clone(), zone);
            }
        }
        (None, None) if report.unread.has("timeZone") || report.unread.has("utcOffset") => {}
        (None, None) => {
            let problem = Problem::new(ProblemCode::MissingKey, "timeZone", "`timeZone` is missing");
            report.add(problem.help("name a zone such as `Asia/Tokyo`, or give a `utcOffset` such as `+09:00`"));
        }
        (Some(_), Some(_)) => {
            let message = "a policy has a `timeZone` or a `utcOffset`, not both";
            report.add(Problem::new(ProblemCode::Conflict, "utcOffset", message).help("leave one of them out"));
        }
    }
    // Only held so far: where there is a problem, no policy is made.
    (Str::from("Z"), Zone::fixed(0))
}

/// The zones that conditions and facts can name.
fn zones(document: &Document, world: &World<'_>, symbols: &mut Symbols, report: &mut Report) -> Vec<(Symbol, Zone)> {
    let mut found: Vec<(Symbol, Zone)> = Vec::new();
    for (index, name) in document.zones.iter().flatten().enumerate() {
        let path = format!("zones[{index}]");
        let symbol = symbols.intern(name);
        if is_unread(name) {
            continue;
        }
        if found.iter().any(|(known, _)| *known == symbol) {
            report.add(Problem::new(
                ProblemCode::Duplicate,
                &*path,
                format!("the zone {} stands here twice", quoted(name)),
            ));
        } else {
            // One that there is not stands for itself: what names it is told once.
            found.push((symbol, named(name, &path, world, report).unwrap_or_else(|| Zone::fixed(0))));
        }
    }
    found
}

/// The zone of a name.
fn named(name: &str, path: &str, world: &World<'_>, report: &mut Report) -> Option<Zone> {
    let zone = world.zones.zone(name);
    if zone.is_none() && !is_unread(name) {
        let problem = Problem::new(ProblemCode::UnknownName, path, format!("{} is no time zone", quoted(name)));
        let names = world.zones.names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        report.add(match nearest(name, &names) {
            Some(near) => problem.suggesting(near),
            // There are hundreds, too many to list.
            None if !names.is_empty() => problem.help("write it as in the time zone database, such as `Asia/Tokyo`"),
            None => problem.help("no zone is known where this is checked; give a `utcOffset` such as `+09:00`"),
        });
    }
    zone
}

/// What is found out about calendars, one after the other.
struct Calendars<'c> {
    document: &'c Document,
    world: &'c World<'c>,
    languages: &'c [Language],
    sources: &'c mut Vec<Source>,
    report: &'c mut Report,
    /// The calendars of the policy that count, by name.
    used: Vec<&'c Str>,
    /// Whether a calendar is named that there is not.
    has_gaps: bool,
}

/// The holidays of a calendar and of those that it includes.
struct Holidays {
    days: Vec<Day>,
    from: Day,
    verified: Day,
    sources: Vec<SourceId>,
}

impl<'c> Calendars<'c> {
    /// The calendar of the policy, and whatever is wrong with the others.
    fn all(&mut self) -> (Option<Calendar>, Option<BusinessCalendar>) {
        let own = self.document.calendars.iter().flat_map(|Table(calendars)| calendars);
        for (id, _) in own.clone() {
            let path = join("calendars", id);
            identifier(id, &path, Case::Kebab, self.report);
            if self.world.calendars.iter().any(|builtin| builtin.id == *id) {
                let message = format!("{} is a calendar that is built in already", quoted(id));
                self.report.add(
                    Problem::new(ProblemCode::ReservedName, path, message).help("choose another name, and include it"),
                );
            }
        }
        let found = self.document.calendar.as_ref().and_then(|id| {
            let (weekend, holidays) = self.calendar(id, "calendar", &mut Vec::new())?;
            let Holidays { days, from, verified, sources } = holidays;
            let business = BusinessCalendar::new(weekend, days, from, verified).without_weekends();
            Some((Calendar { id: id.clone(), sources }, business))
        });
        for (id, calendar) in own {
            if !self.used.contains(&id) && !is_unread(id) {
                // Its mistakes are told all the same.
                self.holidays(id, calendar, &mut Vec::new());
                // It may have been meant.
                if self.has_gaps || self.report.unread.has("calendar") {
                    continue;
                }
                let message = format!("the calendar {} is not used", quoted(id));
                let problem = Problem::new(ProblemCode::Unreachable, join("calendars", id), message);
                self.report.add(problem.help("name it with `calendar`, or include it in the one that is"));
            }
        }
        found.unzip()
    }

    /// The calendar of a name: of the policy, or built in. `within` are those that include it.
    fn calendar(&mut self, id: &Str, path: &str, within: &mut Vec<&'c Str>) -> Option<(Weekend, Holidays)> {
        let own = self.document.calendars.iter().flat_map(|Table(calendars)| calendars);
        if let Some((id, calendar)) = own.clone().find(|(own, _)| own == id) {
            if within.contains(&id) {
                let message = format!("the calendar {} would include itself", quoted(id));
                self.report.add(Problem::new(ProblemCode::Conflict, path, message));
                return None;
            }
            self.used.push(id);
            within.push(id);
            let holidays = self.holidays(id, calendar, within);
            within.pop();
            return Some((calendar.weekend, holidays?));
        }
        if let Some(builtin) = self.world.calendars.iter().find(|builtin| builtin.id == *id) {
            let (weekend, days, from, verified) = builtin.days.parts();
            let name = format!("calendar-{id}");
            let source = self.sources.iter().position(|source| *source.id == *name).unwrap_or_else(|| {
                self.sources.push(Source { id: name.into(), ..builtin.source_in(self.languages) });
                self.sources.len().saturating_sub(1)
            });
            return Some((weekend, Holidays { days: days.to_vec(), from, verified, sources: vec![source] }));
        }
        self.has_gaps = true;
        if is_unread(id) || has_unread(own.clone().map(|(id, _)| id)) {
            return None;
        }
        let builtin = self.world.calendars.iter().map(|builtin| &*builtin.id);
        // None includes itself. A name that a built-in one has already is told elsewhere, and listed once.
        let own = own.map(|(id, _)| id).filter(|id| !within.contains(id)).map(|id| &**id);
        let known = own.filter(|id| builtin.clone().all(|builtin| builtin != *id)).chain(builtin.clone());
        let problem = Problem::new(ProblemCode::UnknownName, path, format!("{} is no calendar", quoted(id)));
        self.report.add(problem.nearest(id, known));
        None
    }

    /// The holidays of a calendar of the policy.
    fn holidays(&mut self, id: &Str, calendar: &document::Calendar, within: &mut Vec<&'c Str>) -> Option<Holidays> {
        let path = join("calendars", id);
        let mut days = calendar.holidays.clone().unwrap_or_default();
        if calendar.weekend.is_whole_week() {
            self.problem(ProblemCode::Conflict, join(&path, "weekend"), "a week needs a business day");
        }
        let mut sources = Vec::new();
        if let Some(source) = &calendar.source {
            let found = self.sources.iter().position(|known| known.id == *source);
            if found.is_none() && !is_unread(source) && !has_unread(self.sources.iter().map(|source| &source.id)) {
                let message = format!("{} is not under `sources`", quoted(source));
                let problem = Problem::new(ProblemCode::UnknownName, join(&path, "source"), message);
                self.report.add(problem.nearest(source, self.sources.iter().map(|source| &*source.id)));
            }
            sources.extend(found);
        }
        // Who lists holidays from one year on says nothing of the years before.
        let first = days.iter().min().and_then(|first| first.first_of_year());
        let known = |day: Option<Day>, key: &str| day.filter(|_| !self.report.unread.has(&join(&path, key)));
        let mut from = known(calendar.from, "from").or(first).unwrap_or(FIRST_DAY);
        let mut verified = known(calendar.verified, "verified");
        self.span(&path, calendar, from);
        let mut is_whole = true;
        let included = calendar.include.iter().flatten();
        let again = repeated(included.clone().map(|include| &**include));
        for ((index, include), is_repeated) in included.enumerate().zip(again) {
            let path = format!("{path}.include[{index}]");
            if is_repeated && !is_unread(include) {
                self.report.add(twice(path, include));
                continue;
            }
            let Some((_, other)) = self.calendar(include, &path, within) else {
                is_whole = false;
                continue;
            };
            days.extend(other.days);
            from = from.max(other.from);
            verified = Some(verified.map_or(other.verified, |verified| verified.min(other.verified)));
            sources.extend(other.sources.into_iter().filter(|source| !sources.contains(source)).collect::<Vec<_>>());
        }
        let is_open = self.report.unread.has(&path) || self.report.unread.has(&join(&path, "verified"));
        if verified.is_none() && is_whole && !is_open {
            let problem = Problem::new(ProblemCode::MissingKey, join(&path, "verified"), "`verified` is missing");
            self.report.add(problem.help("give the last day of which it is known whether it is a business day"));
        }
        is_whole.then_some(Holidays { days, from, verified: verified?, sources })
    }

    /// Notes days that stand twice, or outside what the calendar says that it knows.
    fn span(&mut self, path: &str, calendar: &document::Calendar, from: Day) {
        let known = |day: Day| FIRST_DAY <= day && day <= LAST_DAY;
        let read = |key: &str, day: Option<Day>| day.filter(|_| !self.report.unread.has(&join(path, key)));
        let (first, verified) = (read("from", calendar.from), read("verified", calendar.verified));
        for (key, day) in [("from", first), ("verified", verified)] {
            if day.is_some_and(|day| !known(day)) {
                let problem = Problem::new(ProblemCode::OutOfRange, join(path, key), "the day is out of range");
                self.report.add(problem.help("from `1970-01-01` to `2100-12-31`, both inclusive"));
            }
        }
        if verified.is_some_and(|verified| verified < from) {
            let last = verified.map(Day::text).unwrap_or_default();
            let message = format!("`{last}` is before the first day of the calendar, `{}`", from.text());
            self.problem(ProblemCode::Conflict, join(path, "verified"), &message);
        }
        let holidays = calendar.holidays.iter().flatten();
        for ((index, day), is_repeated) in holidays.clone().enumerate().zip(repeated(holidays)) {
            let path = format!("{path}.holidays[{index}]");
            if self.report.unread.has(&path) {
                continue;
            }
            if is_repeated {
                self.problem(ProblemCode::Duplicate, path, &format!("`{}` stands here twice", day.text()));
            } else if *day < from {
                self.problem(ProblemCode::Conflict, path, &format!("`{}` is before the first day, `from`", day.text()));
            } else if verified.is_some_and(|verified| from <= verified && verified < *day) {
                self.problem(
                    ProblemCode::Conflict,
                    path,
                    &format!("`{}` is after the last day, `verified`", day.text()),
                );
            }
        }
    }

    fn problem(&mut self, code: ProblemCode, path: String, message: &str) {
        self.report.add(Problem::new(code, path, message));
    }
}
