//! A timeline as an iCalendar text, for the calendar of a person.
//!
//! The format is written here, because it takes two rules: which characters are escaped, and
//! where a line is broken. Of the crates for it, one reads the clock, and one has rested since
//! 2022 and breaks lines an octet too late.

use super::TimelineOptions;
use super::answer::{Certainty, DutySpan, Timeline, Transition};
use super::question::named_policy;
use super::timeline::timeline_into;
use crate::data::Data;
use crate::policy::Policy;
use crate::problem::{Problems, Report};
use crate::text::{Language, LanguageId, Phrase};
use crate::time::Instant;

/// The duties and the transitions of an order of a built-in policy as an iCalendar text (RFC 5545)
/// that calendars import; none where nothing has a date.
///
/// There is an event for each transition, and for each duty of the role at the instant from which
/// it is overdue, as long as it still stands then. Events have no length. Instants are in UTC, in whole seconds, cut off. Where the
/// order has an `id`, an event keeps its identity when its time changes, so importing again moves it.
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
        Some(Data::Text(id)) => Some(id.to_string()),
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
    role: Option<&'a str>,
    locale: LanguageId,
}

/// Something with a date.
#[derive(PartialEq)]
struct Event<'e> {
    rule: &'e str,
    at: Instant,
    summary: String,
    /// What follows from it, each on a line.
    effects: String,
    certainty: Certainty,
}

impl Writer<'_> {
    fn language(&self) -> &Language {
        self.policy.language(self.locale)
    }

    fn text(&self) -> Option<String> {
        let duties = self.timeline.duties.iter().filter_map(|duty| self.duty(duty));
        let transitions = self.timeline.transitions.iter().map(|transition| self.transition(transition));
        let mut events: Vec<Event<'_>> = Vec::new();
        for event in duties.chain(transitions) {
            // What several roles must do is one date.
            if !events.contains(&event) {
                events.push(event);
            }
        }
        if events.is_empty() {
            return None;
        }
        let mut text = String::new();
        line(&mut text, "BEGIN", "VCALENDAR");
        line(&mut text, "VERSION", "2.0");
        line(&mut text, "PRODID", concat!("-//torihiki//torihiki ", env!("CARGO_PKG_VERSION"), "//EN"));
        line(&mut text, "METHOD", "PUBLISH");
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

    /// The end of a duty, where it has one that is still to come and that finds the duty standing.
    fn duty<'e>(&self, duty: &'e DutySpan<'_>) -> Option<Event<'e>> {
        let Timeline { from, until, .. } = self.timeline;
        let due = duty.due.filter(|due| from <= due && until.is_none_or(|until| *due < until))?;
        let is_own = self.role.is_none_or(|own| duty.role.as_ref().is_none_or(|role| *role == *own));
        // A duty that becomes certain has two stretches; it is due in one of them.
        let stands = duty.from < due || duty.from == *from;
        if !is_own || !stands || duty.to.is_some_and(|to| to < due) {
            return None;
        }
        let summary = self.language().say(Phrase::Due, &[&duty.message]);
        Some(Event { rule: &duty.rule, at: due, summary, effects: String::new(), certainty: duty.certainty })
    }

    fn transition<'e>(&self, transition: &'e Transition<'_>) -> Event<'e> {
        let message = &transition.message;
        let summary = match transition.certainty {
            Certainty::Certain => message.to_string(),
            Certainty::Possible => self.language().say(Phrase::MayHappen, &[message]),
        };
        let effects = transition.effects.iter().map(|effect| format!("{}\n", effect.message)).collect();
        Event { rule: &transition.rule, at: transition.at, summary, effects, certainty: transition.certainty }
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
        let Event { at, summary, effects, certainty, .. } = event;
        let advice = self.language().phrase(Phrase::Predicted);
        let status = match certainty {
            Certainty::Certain => "CONFIRMED",
            Certainty::Possible => "TENTATIVE",
        };
        line(text, "BEGIN", "VEVENT");
        line(text, "UID", &escaped(uid));
        line(text, "DTSTAMP", &self.timeline.from.to_basic());
        line(text, "DTSTART", &at.to_basic());
        line(text, "SUMMARY", &escaped(summary));
        line(text, "DESCRIPTION", &escaped(&format!("{effects}{advice}")));
        line(text, "CATEGORIES", &escaped(self.policy.label.get(self.locale)));
        line(text, "STATUS", status);
        // A date to remember does not make anybody busy.
        line(text, "TRANSP", "TRANSPARENT");
        line(text, "END", "VEVENT");
    }
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
