//! The whole future of an order.
//!
//! The board's rows are all the moments at which anything changes, so a timeline is read
//! off it: a segment is a run of rows that agree on the state and on every verdict.

use super::answer::{self, Change, DutySpan, RoleVerdicts, Segment, Shift, Timeline, Verdict, Words};
use super::board::{Board, Row, actions_of};
use super::periods;
use super::question::Question;
use super::telling::{Telling, instant};
use crate::data::Data;
use crate::expr::{Symbol, Truth};
use crate::policy::{Action, Duty, Policy};
#[cfg(feature = "builtin")]
use crate::policy_set::named_policy;
use crate::problem::{Problem, ProblemCode, Problems, Report};
use crate::time::Instant;

/// Which stretch of an order's future is asked about, for whom and in which language.
///
/// ```
/// use torihiki::{Data, Instant, TimelineOptions, timeline};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let from = Instant::parse("2026-11-12T09:00:00+09:00").unwrap();
/// let until = Instant::parse("2026-11-13T09:00:00+09:00").ok();
/// let day = timeline(&order, &TimelineOptions { until, ..TimelineOptions::from(from) }).unwrap();
///
/// // On that day nothing changes: one segment, which ends where the timeline does.
/// assert_eq!(day.segments.len(), 1);
/// assert_eq!(day.segments[0].to, until);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TimelineOptions<'o> {
    /// The role whose verdicts are asked about; none: all roles.
    pub role: Option<&'o str>,
    /// Where the timeline begins, inclusive.
    pub from: Instant,
    /// Where it ends, exclusive; none: it goes on until nothing changes any more.
    pub until: Option<Instant>,
    /// The language of the answer: a tag (BCP 47), or several with commas between them, the one wanted most first. Of
    /// those of the policy the nearest is spoken (RFC 4647, lookup); none, or where there is no near one: its first.
    pub locale: Option<&'o str>,
}

impl<'o> TimelineOptions<'o> {
    /// All roles, from an instant on, to the end, in Japanese.
    ///
    /// ```
    /// use torihiki::{Instant, TimelineOptions};
    ///
    /// let options = TimelineOptions::from(Instant::from_millis(0).unwrap());
    /// assert_eq!((options.role, options.until), (None, None));
    /// ```
    #[must_use]
    pub fn from(from: Instant) -> TimelineOptions<'o> {
        TimelineOptions { role: None, from, until: None, locale: None }
    }
}

/// The whole future of an order of a built-in policy, if nobody acts.
///
/// # Errors
///
/// Everything in the order or the options that does not make sense; `out-of-range` at `until`
/// where that does not come after `from`.
///
/// ```
/// use torihiki::{Data, Instant, TimelineOptions, timeline};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let timeline = timeline(&order, &TimelineOptions::from(now)).unwrap();
///
/// let [before, after] = timeline.segments.as_slice() else { panic!() };
/// assert_eq!((&*before.state, &*after.state), ("delivered", "completed"));
/// assert_eq!(before.to, Instant::parse("2026-11-17T09:00:00+09:00").ok());
/// assert_eq!(before.verdicts.get("buyer", "revise").unwrap().word(), "allowed");
/// assert_eq!(timeline.transitions[0].rule, "coconala.auto-complete");
/// ```
#[cfg(feature = "builtin")]
pub fn timeline(order: &Data<'_>, options: &TimelineOptions<'_>) -> Result<Timeline<'static>, Problems> {
    let mut report = Report::default();
    let policy = named_policy(order, &mut report);
    let timeline = policy.and_then(|policy| timeline_into(policy, order, options, &mut report));
    report.finish(timeline)
}

impl Policy {
    /// The whole future of an order of this policy, if nobody acts; see [`timeline`](crate::timeline()).
    ///
    /// # Errors
    ///
    /// Everything in the order or the options that does not make sense.
    ///
    /// ```
    /// use torihiki::{Data, Instant, TimelineOptions, policy};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let timeline = policy("coconala").unwrap().timeline(&order, &TimelineOptions::from(now)).unwrap();
    /// assert_eq!(timeline.transitions[0].to, "completed");
    /// ```
    pub fn timeline(&self, order: &Data<'_>, options: &TimelineOptions<'_>) -> Result<Timeline<'_>, Problems> {
        let mut report = Report::default();
        let timeline = timeline_into(self, order, options, &mut report);
        report.finish(timeline)
    }
}

pub(crate) fn timeline_into<'p>(
    policy: &'p Policy,
    order: &Data<'_>,
    options: &TimelineOptions<'_>,
    report: &mut Report,
) -> Option<Timeline<'p>> {
    let TimelineOptions { role, from, until, locale } = *options;
    if until.is_some_and(|until| until <= from) {
        let problem =
            Problem::new(ProblemCode::OutOfRange, "until", "the end of a timeline does not come after its beginning");
        report.add(problem.help("pass an `until` that is later than `from`, or leave it out"));
    }
    let question = Question::new(policy, order, role, from, locale, report)?;
    (report.is_empty()).then(|| tell(&question, until))
}

/// Tells the future from the instant of the question on.
fn tell<'p>(question: &Question<'p>, until: Option<Instant>) -> Timeline<'p> {
    let Question { order, roles, now: from, locale } = question;
    let by_period = order.by_period();
    if by_period.len() != 1
        && let Some(timeline) = periods::timeline(&by_period, roles, (*from, until), *locale)
    {
        return timeline;
    }
    let telling = Telling::of(order, *locale);
    let mut board = Board::new(order, &actions_of(telling.rules, roles), from.millis(), true);
    let transitions = telling.coming(&board.end().situation, from.millis()).into_iter();
    if let Some(until) = until {
        board.later.retain(|row| row.at < until.millis());
    }
    let future = Future { telling, board: &board, roles, until };
    Timeline {
        policy: telling.policy_ref(),
        from: *from,
        until,
        state: telling.standing(&board.now.situation),
        segments: future.segments(),
        transitions: transitions.filter(|transition| until.is_none_or(|until| transition.at < until)).collect(),
        duties: future.duties(),
    }
}

struct Future<'a, 'p> {
    telling: Telling<'a, 'p>,
    board: &'a Board<'p>,
    roles: &'a [Symbol],
    until: Option<Instant>,
}

impl<'p> Future<'_, 'p> {
    fn segments(&self) -> Vec<Segment<'p>> {
        let mut segments: Vec<Segment<'p>> = Vec::new();
        let mut before: Option<&Row> = None;
        for row in self.board.rows() {
            if before.is_none_or(|before| !self.agree(before, row)) {
                if let Some(last) = segments.last_mut() {
                    last.to = Some(instant(row.at));
                }
                segments.push(self.segment(row));
            }
            if let (Some(before), Some(segment)) = (before, segments.last_mut()) {
                self.shifts(before, row, &mut segment.changes);
            }
            before = Some(row);
        }
        segments
    }

    /// Whether two rows belong to the same segment.
    fn agree(&self, a: &Row, b: &Row) -> bool {
        let (one, other) = (&a.situation, &b.situation);
        one.effective.state == other.effective.state
            && one.open() == other.open()
            && self.board.actions.iter().all(|(_, _, columns)| a.verdict(columns) == b.verdict(columns))
    }

    fn segment(&self, row: &Row) -> Segment<'p> {
        let actions = |role: Symbol| {
            let own = self.board.actions.iter().filter(move |(_, by, _)| *by == role);
            own.map(|(action, _, columns)| (Words::of(&action.id), Verdict::from(row.verdict(columns)))).collect()
        };
        let roles = self.roles.iter().map(|role| (self.telling.symbol(*role), actions(*role)));
        Segment {
            from: instant(row.at),
            to: self.until,
            state: self.telling.symbol(row.situation.effective.state),
            label: self.telling.state_label(row.situation.effective.state),
            uncertain: self.telling.uncertain(&row.situation),
            verdicts: RoleVerdicts(roles.collect()),
            changes: Vec::new(),
        }
    }

    /// Adds what is otherwise in a row than in the one before it.
    fn shifts(&self, before: &Row, row: &Row, found: &mut Vec<Shift<'p>>) {
        let mut shift = |what, rule: Option<&'p str>, by| found.push(self.shift(row, what, rule, by));
        let (past, present) = (&before.situation, &row.situation);
        let happened = present.all().filter(|happened| !past.all().any(|before| before.is(happened)));
        let mut new: Vec<usize> = happened.map(|happened| happened.transition).collect();
        for number in present.open().iter().filter(|number| !past.open().contains(number)) {
            if !new.contains(number) {
                new.push(*number);
            }
        }
        if new.is_empty() && (!past.looks_like(present) || self.board.leads_elsewhere(before, row)) {
            shift(Change::State, None, None);
        }
        for number in new {
            let transition = self.telling.rules.transitions.get(number);
            shift(Change::State, transition.map(|transition| &*transition.about.rule), None);
        }
        let changed = |column: usize| row.changed(before, column);
        for (number, (action, role, columns)) in self.board.actions.iter().enumerate() {
            let by = Some((*action, *role));
            let mut rules: Vec<&'p str> = vec![&action.state.rule];
            rules.extend(action.requires.iter().map(|requirement| &*requirement.about.rule));
            let reasons = columns.requires.clone().zip(rules);
            if before.verdict(columns) != row.verdict(columns) {
                // A requirement decides if its outcome is the verdict; one that has just changed comes first.
                let decisive = reasons.filter(|(column, _)| row.truth(*column) == row.verdict(columns));
                let decisive: Vec<(usize, &'p str)> = decisive.collect();
                let decides = decisive.iter().find(|(column, _)| changed(*column)).or(decisive.first());
                shift(Change::Verdict, decides.map(|(_, rule)| *rule), by);
            } else {
                let reasons = reasons.filter(|(column, _)| changed(*column));
                reasons.for_each(|(_, rule)| shift(Change::Reason, Some(rule), by));
                let alternatives = action.requires.iter().flat_map(|requirement| &requirement.alternatives);
                for (alternative, _) in
                    alternatives.zip(columns.alternatives.clone()).filter(|(_, column)| changed(*column))
                {
                    shift(Change::Reason, Some(&alternative.about.rule), by);
                }
                if before.missing.get(number) != row.missing.get(number) {
                    shift(Change::Reason, None, by);
                }
            }
            let otherwise =
                |column: usize| changed(column) || self.board.amount(before, column) != self.board.amount(row, column);
            let effects = action.effects.iter().zip(columns.effects.clone());
            for (effect, _) in effects.filter(|(_, column)| otherwise(*column)) {
                shift(Change::Effect, Some(&effect.about.rule), by);
            }
            if columns.consent.is_some_and(changed) {
                shift(Change::Consent, None, by);
            }
            if columns.drafts.clone().any(changed) {
                shift(Change::Draft, None, by);
            }
        }
        for (duty, stands, overdue) in &self.board.duties {
            if changed(*stands) || changed(*overdue) {
                shift(Change::Duty, Some(&duty.about.rule), None);
            }
        }
        if self.board.early.iter().any(|(_, column)| changed(*column)) {
            shift(Change::Warning, None, None);
        }
    }

    #[inline(never)]
    fn shift(&self, row: &Row, what: Change, rule: Option<&'p str>, by: Option<(&'p Action, Symbol)>) -> Shift<'p> {
        Shift {
            at: instant(row.at),
            what,
            rule: rule.map(Words::of),
            action: by.map(|(action, _)| Words::of(&action.id)),
            role: by.map(|(_, role)| self.telling.symbol(role)),
        }
    }

    /// The stretches in which duties stand, one duty after the other.
    fn duties(&self) -> Vec<DutySpan<'p>> {
        let mut spans = Vec::new();
        for (duty, stands, _) in &self.board.duties {
            self.duty(duty, *stands, &mut spans);
        }
        spans
    }

    /// Adds the stretches in which a duty stands, for each role that has it. While it is not certain whether it does,
    /// that is a stretch of its own, and so it is where something that was recorded makes it due at another time.
    fn duty(&self, duty: &'p Duty, stands: usize, spans: &mut Vec<DutySpan<'p>>) {
        // The roles whose stretches go on, each with the number of its stretch.
        let mut open: Vec<(Option<Symbol>, usize)> = Vec::new();
        let mut before = Truth::False;
        for row in self.board.rows() {
            let telling = self.telling.at(&row.situation, &row.facts, row.at);
            let now = row.truth(stands);
            let roles = if now == Truth::False { Vec::new() } else { telling.roles_of(duty) };
            // Whether it is overdue changes within the stretch; when it is due, and what is said of it, does not.
            let told = roles
                .into_iter()
                .filter_map(|role| Some((role, telling.duty(duty, role, &row.situation, now, Truth::Unknown)?)));
            let told: Vec<(Option<Symbol>, answer::Duty<'p>)> = told.collect();
            open.retain(|(role, number)| {
                let Some(span) = spans.get_mut(*number) else { return false };
                let same = |duty: &answer::Duty<'p>| duty.due == span.due && duty.message == span.message;
                let goes_on = now == before && told.iter().any(|(other, duty)| other == role && same(duty));
                if !goes_on {
                    span.to = Some(instant(row.at));
                }
                goes_on
            });
            for (role, told) in told {
                if open.iter().any(|(other, _)| *other == role) {
                    continue;
                }
                open.push((role, spans.len()));
                spans.push(DutySpan {
                    rule: told.rule,
                    role: told.role,
                    from: instant(row.at),
                    to: None,
                    due: told.due,
                    certainty: told.certainty,
                    message: told.message,
                    sources: told.sources,
                });
            }
            before = now;
        }
    }
}
