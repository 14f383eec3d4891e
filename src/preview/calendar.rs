//! A timeline as an iCalendar text, for the calendar of a person.
//!
//! The format is written here, because it takes two rules: which characters are escaped, and
//! where a line is broken. Of the crates for it, one reads the clock, and one has rested since
//! 2022 and breaks lines an octet too late.

use super::TimelineOptions;
use super::answer::{Certainty, DutySpan, Timeline, Transition};
use super::timeline::timeline_into;
use crate::data::Data;
use crate::policy::Policy;
#[cfg(feature = "builtin")]
use crate::policy_set::named_policy;
use crate::problem::{Problems, Report};
use crate::text::{Language, LanguageId, Phrase};
use crate::time::{Instant, MINUTE};

/// The duties and the transitions of an order of a built-in policy as an iCalendar text (RFC 5545)
/// that calendars import; none where nothing has a date.
///
/// There is an event for each transition of the [timeline](crate::timeline()), and for each duty at the instant from
/// which it is overdue, as long as it still stands then; where that is the beginning of a day, a minute before, so that
/// what is due by the end of a day stands on that day. A duty that is not the role's says whose it is. Events have no
/// length. Instants are in UTC, in whole seconds, cut off. An alarm goes off a day before each event, and another an hour
/// before what the role has to do; those that would lie before `from` are left out.
///
/// Where the order has an `id`, an event keeps its identity (`UID`) when its time changes, and what is told later has the
/// higher `SEQUENCE`: the minutes from 1970 to `from`. So a calendar that goes by RFC 5545 moves what it has when the
/// text is imported again. Without an `id` it has the event twice once the time has changed. Nothing is invited to or
/// answered, so there is no `METHOD`, which would want an organizer (RFC 5546).
///
/// # Errors
///
/// Those of [`timeline`](crate::timeline()).
///
/// ```
/// use torihiki::{Data, Instant, TimelineOptions, calendar};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "id": 7, "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let text = calendar(&order, &TimelineOptions::from(now)).unwrap().unwrap();
///
/// assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
/// assert!(text.contains("UID:7.coconala.auto-complete@torihiki\r\n"));
/// assert!(text.contains("DTSTART:20261117T000000Z\r\n"));
/// ```
#[cfg(feature = "builtin")]
pub fn calendar(order: &Data<'_>, options: &TimelineOptions<'_>) -> Result<Option<String>, Problems> {
    let mut report = Report::default();
    let policy = named_policy(order, &mut report);
    let text = policy.and_then(|policy| calendar_into(policy, order, options, &mut report));
    report.finish(text)
}

impl Policy {
    /// The duties and the transitions of an order of this policy as an iCalendar text; see
    /// [`calendar`](crate::calendar()).
    ///
    /// # Errors
    ///
    /// Those of [`timeline`](Policy::timeline).
    ///
    /// ```
    /// use torihiki::{Data, Instant, TimelineOptions, policy};
    ///
    /// let coconala = policy("coconala").unwrap();
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// assert!(coconala.calendar(&order, &TimelineOptions::from(now)).unwrap().is_some());
    ///
    /// // Nothing happens any more to an order that is completed.
    /// let order: Data = serde_json::from_str(r#"{ "state": "completed" }"#).unwrap();
    /// assert_eq!(coconala.calendar(&order, &TimelineOptions::from(now)), Ok(None));
    /// ```
    pub fn calendar(&self, order: &Data<'_>, options: &TimelineOptions<'_>) -> Result<Option<String>, Problems> {
        let mut report = Report::default();
        let text = calendar_into(self, order, options, &mut report);
        report.finish(text)
    }
}

pub(crate) fn calendar_into(
    policy: &Policy,
    order: &Data<'_>,
    options: &TimelineOptions<'_>,
    report: &mut Report,
) -> Option<Option<String>> {
    let timeline = timeline_into(policy, order, options, report)?;
    let id = match order.get("id") {
        Some(Data::Text(id)) if !id.is_empty() => Some(id.to_string()),
        Some(Data::Int(id)) => Some(id.to_string()),
        _ => None,
    };
    let locale = policy.locale(options.locale, report);
    let writer = Writer { policy, timeline: &timeline, id, role: options.role, locale };
    Some(writer.text())
}

struct Writer<'a> {
    policy: &'a Policy,
    timeline: &'a Timeline<'a>,
    /// What the caller calls the order.
    id: Option<String>,
    /// Whose calendar it is for.
    role: Option<&'a str>,
    locale: LanguageId,
}

/// Something with a date.
struct Event<'e> {
    rule: &'e str,
    at: Instant,
    summary: String,
    /// What follows from it, each on a line.
    effects: String,
    certainty: Certainty,
    /// How long before it an alarm goes off.
    alarms: &'static [Alarm],
}

/// How long before an event: in milliseconds, and as the format has it.
type Alarm = (i64, &'static str);

const DAY_BEFORE: Alarm = (86_400_000, "-P1D");
const HOUR_BEFORE: Alarm = (3_600_000, "-PT1H");

impl Writer<'_> {
    fn language(&self) -> &Language {
        self.policy.language(self.locale)
    }

    fn text(&self) -> Option<String> {
        let mut events = self.duties();
        events.extend(self.timeline.transitions.iter().map(|transition| self.transition(transition)));
        if events.is_empty() {
            return None;
        }
        let mut text = String::new();
        line(&mut text, "BEGIN", "VCALENDAR");
        line(&mut text, "VERSION", "2.0");
        line(&mut text, "PRODID", concat!("-//torihiki//torihiki ", env!("CARGO_PKG_VERSION"), "//EN"));
        line(&mut text, "X-WR-CALNAME", &escaped(self.policy.label.get(self.locale)));
        let mut uids: Vec<String> = Vec::new();
        for event in &events {
            let uid = self.uid(event, &uids);
            self.event(&mut text, event, &uid);
            uids.push(uid);
        }
        line(&mut text, "END", "VCALENDAR");
        Some(text)
    }

    /// The ends of the duties. What several roles must do is one event.
    fn duties(&self) -> Vec<Event<'_>> {
        let mut ends: Vec<(&DutySpan<'_>, Instant, Vec<&str>)> = Vec::new();
        for duty in &self.timeline.duties {
            let Some(due) = self.due(duty) else { continue };
            let same = |(other, at, _): &&mut (&DutySpan<'_>, Instant, Vec<&str>)| {
                (&other.rule, *at, &other.message, other.certainty) == (&duty.rule, due, &duty.message, duty.certainty)
            };
            match ends.iter_mut().find(same) {
                Some((_, _, roles)) => roles.extend(duty.role.as_deref()),
                None => ends.push((duty, due, duty.role.as_deref().into_iter().collect())),
            }
        }
        ends.into_iter().map(|(duty, at, roles)| self.duty(duty, at, &roles)).collect()
    }

    /// The instant from which a duty is overdue, where it is still to come and finds the duty standing.
    fn due(&self, duty: &DutySpan<'_>) -> Option<Instant> {
        let Timeline { from, until, .. } = self.timeline;
        let due = duty.due.filter(|due| from <= due && until.is_none_or(|until| *due < until))?;
        // A duty that becomes certain has two stretches; it is due in one of them.
        let stands = duty.from < due || duty.from == *from;
        (stands && duty.to.is_none_or(|to| due <= to)).then_some(due)
    }

    /// The end of a duty that these roles have, or whoever it may be.
    fn duty<'e>(&self, duty: &'e DutySpan<'_>, at: Instant, roles: &[&str]) -> Event<'e> {
        let is_own = roles.is_empty() || self.role.is_some_and(|own| roles.contains(&own));
        let (summary, alarms): (String, &[Alarm]) = if is_own {
            (self.language().say(Phrase::Due, &[&duty.message]), &[DAY_BEFORE, HOUR_BEFORE])
        } else {
            (self.language().say(Phrase::DueOf, &[&self.names(roles), &duty.message]), &[DAY_BEFORE])
        };
        let DutySpan { rule, certainty, .. } = duty;
        let at = self.on_its_day(at);
        Event { rule, at, summary, effects: String::new(), certainty: *certainty, alarms }
    }

    /// The instant at which something stands that is due until another one: a minute before where that begins a day.
    fn on_its_day(&self, due: Instant) -> Instant {
        let begins_a_day = self.policy.clocks.zone.start_of_day(due.millis()) == Some(due.millis());
        let before = Instant::from_millis(due.millis().saturating_sub(MINUTE));
        before.filter(|before| begins_a_day && self.timeline.from <= *before).unwrap_or(due)
    }

    fn names(&self, roles: &[&str]) -> String {
        let known = self.policy.roles.iter().filter(|role| roles.contains(&self.policy.symbols.text(role.symbol)));
        let names: Vec<&str> = known.map(|role| role.label.get(self.locale)).collect();
        names.join(self.language().phrase(Phrase::RoleAnd))
    }

    fn transition<'e>(&self, transition: &'e Transition<'_>) -> Event<'e> {
        let message = &transition.message;
        let summary = match transition.certainty {
            Certainty::Certain => message.to_string(),
            Certainty::Possible => self.language().say(Phrase::MayHappen, &[message]),
        };
        let effects = transition.effects.iter().map(|effect| format!("{}\n", effect.message)).collect();
        let Transition { rule, at, certainty, .. } = transition;
        Event { rule, at: *at, summary, effects, certainty: *certainty, alarms: &[DAY_BEFORE] }
    }

    /// What tells an event from all others, and stays the same where only its date becomes another one. The same may
    /// happen at several instants; then the instant tells the later ones from the first.
    fn uid(&self, event: &Event<'_>, used: &[String]) -> String {
        let Event { rule, at, .. } = event;
        let time = at.to_basic();
        // Without an id, the instant tells the events of different orders apart as well.
        let id = self.id.as_ref().map_or_else(String::new, |id| format!("{id}."));
        let mut name = if self.id.is_some() { format!("{id}{rule}") } else { format!("{rule}.{time}") };
        let mut number: usize = 1;
        while used.contains(&format!("{name}@torihiki")) {
            name = format!("{id}{rule}.{time}");
            // Several instants of one second look the same.
            if 1 < number {
                name.push_str(&format!(".{number}"));
            }
            number = number.saturating_add(1);
        }
        name.push_str("@torihiki");
        name
    }

    fn event(&self, text: &mut String, event: &Event<'_>, uid: &str) {
        let Event { at, summary, effects, certainty, alarms, .. } = event;
        let from = self.timeline.from;
        let advice = self.language().phrase(Phrase::Predicted);
        let status = match certainty {
            Certainty::Certain => "CONFIRMED",
            Certainty::Possible => "TENTATIVE",
        };
        line(text, "BEGIN", "VEVENT");
        line(text, "UID", &escaped(uid));
        line(text, "DTSTAMP", &from.to_basic());
        line(text, "LAST-MODIFIED", &from.to_basic());
        line(text, "SEQUENCE", &sequence(from).to_string());
        line(text, "DTSTART", &at.to_basic());
        line(text, "SUMMARY", &escaped(summary));
        line(text, "DESCRIPTION", &escaped(&format!("{effects}{advice}")));
        line(text, "CATEGORIES", &escaped(self.policy.label.get(self.locale)));
        line(text, "STATUS", status);
        // A date to remember does not make anybody busy.
        line(text, "TRANSP", "TRANSPARENT");
        let to_come = |(before, _): &&Alarm| from.millis() <= at.millis().saturating_sub(*before);
        for (_, trigger) in alarms.iter().filter(to_come) {
            line(text, "BEGIN", "VALARM");
            line(text, "ACTION", "DISPLAY");
            line(text, "DESCRIPTION", &escaped(summary));
            line(text, "TRIGGER", trigger);
            line(text, "END", "VALARM");
        }
        line(text, "END", "VEVENT");
    }
}

/// What tells a later version of an event from an earlier one. The format wants a number of 32 bits; minutes last until
/// the year 6053.
fn sequence(from: Instant) -> i64 {
    (from.millis() / 60_000).clamp(0, i32::MAX.into())
}

/// Adds a content line. One that is longer than 75 octets goes on after a line break and a space.
fn line(text: &mut String, name: &str, value: &str) {
    const LONGEST: usize = 75;
    let mut length: usize = 0;
    for c in format!("{name}:{value}").chars() {
        if LONGEST < length.saturating_add(c.len_utf8()) {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length = length.saturating_add(c.len_utf8());
    }
    text.push_str("\r\n");
}

/// A text as a value. Of control characters, the format has a place for tab and line break only.
fn escaped(text: &str) -> String {
    let mut value = String::new();
    for c in text.chars() {
        match c {
            '\n' => value.push_str("\\n"),
            '\\' | ';' | ',' => value.extend(['\\', c]),
            c if c.is_control() && c != '\t' => {}
            c => value.push(c),
        }
    }
    value
}
