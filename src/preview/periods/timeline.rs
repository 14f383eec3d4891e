//! The future of an order whose date is not known.

use super::super::answer::{
    Action, Change, Duty, DutySpan, Preview, Reason, RoleVerdicts, Segment, Shift, Status, Timeline, Verdict, Words,
};
use super::super::parts::Parts;
use super::super::telling::{Telling, instant};
use super::Periods;
use crate::expr::Symbol;
use crate::order::Order;
use crate::text::LanguageId;
use crate::time::Instant;

/// The future from an instant on, read off what is told at every instant at which anything changes.
pub(in crate::preview) fn timeline<'p>(
    orders: &[Order<'p>],
    roles: &[Symbol],
    (from, until): (Instant, Option<Instant>),
    locale: LanguageId,
) -> Option<Timeline<'p>> {
    let periods = Periods::new(orders, roles, from.millis(), locale, Parts { unblock: false, ..Parts::ALL });
    let telling = Telling::of(orders.first()?, locale);
    let names: Vec<Words<'p>> = roles.iter().map(|role| telling.symbol(*role)).collect();
    let mut transitions = periods.coming();
    transitions.retain(|transition| until.is_none_or(|until| transition.at < until));
    let mut all = periods.all();
    all.retain(|(at, _)| *at <= from.millis() || until.is_none_or(|until| *at < until.millis()));
    let mut segments: Vec<Segment<'p>> = Vec::new();
    let mut before: Option<&Preview<'p>> = None;
    for (at, told) in &all {
        let verdicts = verdicts(&names, told);
        let goes_on = |last: &Segment<'p>| {
            (&last.state, &last.uncertain, &last.verdicts) == (&told.state.effective, &told.state.uncertain, &verdicts)
        };
        if !segments.last().is_some_and(goes_on) {
            if let Some(last) = segments.last_mut() {
                last.to = Some(instant(*at));
            }
            segments.push(Segment {
                from: instant(*at),
                to: until,
                state: told.state.effective.clone(),
                label: told.state.label.clone(),
                uncertain: told.state.uncertain.clone(),
                verdicts,
                changes: Vec::new(),
            });
        }
        if let (Some(before), Some(segment)) = (before, segments.last_mut()) {
            Shifts { at: instant(*at), found: &mut segment.changes }.between(before, told);
        }
        before = Some(told);
    }
    let state = all.first()?.1.state.clone();
    Some(Timeline { policy: telling.policy_ref(), from, until, state, segments, transitions, duties: duties(&all) })
}

/// The verdict of each action of each role.
fn verdicts<'p>(roles: &[Words<'p>], told: &Preview<'p>) -> RoleVerdicts<'p> {
    let of = |role: &Words<'p>| {
        let own = told.actions.iter().filter(|action| action.role == *role);
        (role.clone(), own.map(|action| (action.id.clone(), action.verdict)).collect())
    };
    RoleVerdicts(roles.iter().map(of).collect())
}

/// What becomes otherwise at an instant.
struct Shifts<'s, 'p> {
    at: Instant,
    found: &'s mut Vec<Shift<'p>>,
}

impl<'p> Shifts<'_, 'p> {
    fn add(&mut self, what: Change, rule: Option<&Words<'p>>, by: Option<&Action<'p>>) {
        self.found.push(Shift {
            at: self.at,
            what,
            rule: rule.cloned(),
            action: by.map(|action| action.id.clone()),
            role: by.map(|action| action.role.clone()),
        });
    }

    fn between(&mut self, before: &Preview<'p>, now: &Preview<'p>) {
        let (past, present) = (&before.state, &now.state);
        let is_new = |rule: &Words<'p>| {
            !past.transitions.iter().any(|known| known.rule == *rule) && !past.uncertain.contains(rule)
        };
        let happened = present.transitions.iter().filter(|transition| !past.transitions.contains(transition));
        let mut rules: Vec<&Words<'p>> = happened.map(|transition| &transition.rule).collect();
        rules.extend(present.uncertain.iter().filter(|rule| is_new(rule)));
        let leads = |told: &Preview<'p>| told.actions.iter().map(|action| action.leads_to.clone()).collect::<Vec<_>>();
        if rules.is_empty() && (past != present || leads(before) != leads(now)) {
            self.add(Change::State, None, None);
        }
        rules.into_iter().for_each(|rule| self.add(Change::State, Some(rule), None));
        for action in &now.actions {
            match before.actions.iter().find(|known| known.is_of(action)) {
                Some(known) => self.action(known, action),
                None => self.add(Change::Verdict, None, Some(action)),
            }
        }
        for gone in before.actions.iter().filter(|known| !now.actions.iter().any(|action| action.is_of(known))) {
            self.add(Change::Verdict, None, Some(gone));
        }
        let mut duties: Vec<&Words<'p>> = Vec::new();
        for duty in now.duties.iter().filter(|duty| !before.duties.contains(duty)) {
            duties.push(&duty.rule);
        }
        let gone = |duty: &&Duty<'p>| !now.duties.iter().any(|still| still.rule == duty.rule);
        duties.extend(before.duties.iter().filter(gone).map(|duty| &duty.rule));
        duties.into_iter().for_each(|rule| self.add(Change::Duty, Some(rule), None));
        if before.warnings != now.warnings {
            self.add(Change::Warning, None, None);
        }
    }

    fn action(&mut self, before: &Action<'p>, now: &Action<'p>) {
        let by = Some(now);
        if before.verdict != now.verdict {
            let decides = match now.verdict {
                Verdict::Allowed => Status::Satisfied,
                Verdict::Denied => Status::Violated,
                Verdict::Unknown => Status::Unknown,
            };
            let decisive = || now.reasons.iter().filter(|reason| reason.status == decides);
            let changed = |reason: &&Reason<'p>| !before.reasons.contains(reason);
            let rule = decisive().find(changed).or_else(|| decisive().next()).map(|reason| &reason.rule);
            self.add(Change::Verdict, rule, by);
        } else {
            self.reasons(&before.reasons, &now.reasons, by);
            for reason in &now.reasons {
                let known = before.reasons.iter().find(|known| known.rule == reason.rule);
                self.reasons(known.map_or(&[], |known| &known.alternatives), &reason.alternatives, by);
            }
            if before.missing != now.missing {
                self.add(Change::Reason, None, by);
            }
        }
        for effect in now.effects.iter().filter(|effect| !before.effects.contains(effect)) {
            self.add(Change::Effect, Some(&effect.rule), by);
        }
        for effect in before.effects.iter().filter(|gone| !now.effects.iter().any(|still| still.rule == gone.rule)) {
            self.add(Change::Effect, Some(&effect.rule), by);
        }
        if before.consent_of != now.consent_of {
            self.add(Change::Consent, None, by);
        }
        if before.drafts != now.drafts {
            self.add(Change::Draft, None, by);
        }
    }

    fn reasons(&mut self, before: &[Reason<'p>], now: &[Reason<'p>], by: Option<&Action<'p>>) {
        for reason in now {
            let known = before.iter().find(|known| known.rule == reason.rule);
            let same = |known: &Reason<'p>| {
                let plain = |reason: &Reason<'p>| Reason { alternatives: Vec::new(), ..reason.clone() };
                plain(known) == plain(reason)
            };
            if !known.is_some_and(same) {
                self.add(Change::Reason, Some(&reason.rule), by);
            }
        }
    }
}

/// The stretches in which duties stand, one duty after the other.
fn duties<'p>(all: &[(i64, Preview<'p>)]) -> Vec<DutySpan<'p>> {
    let is_of = |duty: &Duty<'p>, other: &Duty<'p>| (&duty.rule, &duty.role) == (&other.rule, &other.role);
    let mut known: Vec<&Duty<'p>> = Vec::new();
    for duty in all.iter().flat_map(|(_, told)| &told.duties) {
        if !known.iter().any(|other| is_of(duty, other)) {
            // The roles that have the same duty stand together.
            let place = known.iter().rposition(|other| other.rule == duty.rule);
            known.insert(place.map_or(known.len(), |place| place.saturating_add(1)), duty);
        }
    }
    let mut spans: Vec<DutySpan<'p>> = Vec::new();
    for one in known {
        let mut before: Option<&Duty<'p>> = None;
        for (at, told) in all {
            let now = told.duties.iter().find(|duty| is_of(duty, one));
            let key = |duty: Option<&Duty<'p>>| duty.map(|duty| Duty { overdue: None, ..duty.clone() });
            if key(now) == key(before) {
                continue;
            }
            if let Some(last) = spans.last_mut().filter(|_| before.is_some()) {
                last.to = Some(instant(*at));
            }
            spans.extend(now.cloned().map(|duty| DutySpan {
                rule: duty.rule,
                role: duty.role,
                from: instant(*at),
                to: None,
                due: duty.due,
                certainty: duty.certainty,
                message: duty.message,
                sources: duty.sources,
            }));
            before = now;
        }
    }
    spans
}
