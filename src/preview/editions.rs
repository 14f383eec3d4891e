//! What every other edition says of the same order.
//!
//! Nobody but the marketplace knows which reading it follows, so an answer by one edition says what the others come
//! to, whether they agree, and how long all of them hold.

use super::answer::{
    Action, Amount, Certainty, Change, Duty, EditionAnswer, Effect, Next, OtherEdition, Preview, Transition, Verdict,
    WayOutcome, Words,
};
use super::assemble;
use super::board::{Board, Moments};
use super::parts::Parts;
use super::periods::{self, Told};
use super::search::Places;
use super::unblock;
use super::view::View;
use crate::expr::{Symbol, Truth};
use crate::order::Order;
use crate::policy::{self, Severity};
use crate::text::LanguageId;
use crate::time::Instant;

/// Answers what holds for an order now, for some roles.
pub(super) fn tell<'p>(order: &Order<'p>, roles: &[Symbol], now: i64, locale: LanguageId, parts: Parts) -> Told<'p> {
    let mut told = periods::tell(order, roles, now, locale, parts);
    if parts.editions {
        compare(&mut told.preview, others(order, roles, now, locale));
    }
    told
}

/// The order under another edition that has its state, with what is told of it there.
pub(super) struct Other<'p> {
    id: Words<'p>,
    order: Order<'p>,
    preview: Preview<'p>,
    /// What it was read off; none where the order is not of one period alone.
    board: Option<Board<'p>>,
    /// Where looking for ways has led so far.
    places: Places<'p>,
    locale: LanguageId,
}

/// What the other editions say, for some roles.
pub(super) fn others<'p>(order: &Order<'p>, roles: &[Symbol], now: i64, locale: LanguageId) -> Vec<Other<'p>> {
    let other = |(id, order): (&'p str, Order<'p>)| {
        let told = |at: i64| periods::compared(&order, roles, at, locale);
        let (mut preview, board) = told(now);
        // Neither drafts nor warnings of another edition are told.
        while let Some(Next { at, what: Change::Warning }) = preview.next {
            preview.next = told(at.millis()).0.next;
        }
        let places = Places::new(unblock::PATIENCE);
        Other { id: Words::of(id), order, preview, board, places, locale }
    };
    order.in_other_editions().into_iter().map(other).collect()
}

/// Adds to an answer what other editions say.
fn compare<'p>(preview: &mut Preview<'p>, mut others: Vec<Other<'p>>) {
    for action in &mut preview.actions {
        compare_action(action, &mut others);
    }
    for other in others {
        let told = other.preview;
        if let Some(next) = told.next
            && preview.next.is_none_or(|own| next.at < own.at)
        {
            preview.next = Some(Next { at: next.at, what: Change::Edition });
        }
        preview.editions.push(EditionAnswer {
            agrees: agree(preview, &told),
            edition: other.id,
            state: told.state,
            next: told.next,
            if_nobody_acts: told.if_nobody_acts,
            duties: told.duties,
        });
    }
}

/// Adds to an action what other editions say of it.
pub(super) fn compare_action<'p>(action: &mut Action<'p>, others: &mut [Other<'p>]) {
    action.safe_until = action.until;
    action.editions.reserve_exact(others.len());
    for other in others {
        let Some(number) = other.preview.actions.iter().position(|told| action.is_of(told)) else { continue };
        let told = other.preview.actions.get_mut(number);
        let reasons = told.map(|told| std::mem::take(&mut told.reasons)).unwrap_or_default();
        let Some(told) = other.preview.actions.get(number) else { continue };
        action.editions.push(OtherEdition {
            edition: other.id.clone(),
            verdict: told.verdict,
            until: told.until,
            opens_at: told.opens_at,
            leads_to: told.leads_to.clone(),
            agrees: is_alike(action, told),
            reasons,
        });
        if action.unblock_outcome == Some(WayOutcome::NotCovered) && other.knows_a_way(told) {
            action.covered_by.push(other.id.clone());
        }
        let is_over = action.verdict == Verdict::Allowed && told.verdict != Verdict::Allowed;
        let safe = if is_over { Some(other.ended(told).unwrap_or(Instant::MIN)) } else { told.until };
        action.safe_until = [action.safe_until, safe].into_iter().flatten().min();
    }
}

impl<'p> Other<'p> {
    /// The rules of an action and the role that does it; none where the order is not of one period alone.
    fn rules_of(&self, told: &Action<'_>) -> Option<(&'p policy::Action, Symbol)> {
        self.order.dated()?;
        let action = self.order.rules().actions.iter().find(|action| action.id == *told.id)?;
        let role = action.roles.iter().copied().find(|role| self.order.policy.symbols.text(*role) == &*told.role)?;
        Some((action, role))
    }

    /// Whether an action is allowed, or there is a way to it.
    fn knows_a_way(&self, told: &Action<'_>) -> bool {
        if told.verdict == Verdict::Allowed || told.opens_at.is_some() {
            return true;
        }
        let way =
            self.board.as_ref().and_then(|board| assemble::way(&self.order, board, &self.places, told, self.locale));
        way == Some(WayOutcome::Found)
    }

    /// Since when an action is no longer allowed, or surely denied; none where it never was anything else, or where that
    /// is not known.
    fn ended(&self, told: &Action<'_>) -> Option<Instant> {
        // Without its date, the order is of several periods, and each has a past of its own.
        let (action, role) = self.rules_of(told)?;
        // Where it may have been allowed, it is over for sure when it is denied.
        let holds = |view: &View<'_, 'p>| match told.verdict {
            Verdict::Denied => view.verdict(action, role) != Truth::False,
            Verdict::Allowed | Verdict::Unknown => view.verdict(action, role) == Truth::True,
        };
        let first = View::at(&self.order, Instant::MIN.millis());
        let mut moments = Moments::after(&first);
        let mut ended = None;
        let mut held = holds(&first);
        while let Some(at) = moments.next().filter(|at| *at <= self.preview.as_of.millis()) {
            let view = View::at(&self.order, at);
            moments.learn(&view);
            let holds = holds(&view);
            if held && !holds {
                ended = Instant::from_millis(at);
            }
            held = holds;
        }
        ended
    }
}

/// Whether two editions say the same of an action, as far as a person acts on it: whether it may be done, until when
/// and from when on, where it leads, who has to agree, and what it costs the role that acts.
fn is_alike(a: &Action<'_>, b: &Action<'_>) -> bool {
    (a.verdict, a.until, a.opens_at, a.harm) == (b.verdict, b.until, b.opens_at, b.harm)
        && (&a.leads_to, &a.consent_of) == (&b.leads_to, &b.consent_of)
        && cost_alike(&a.effects, &b.effects, Some(&a.role))
}

/// Whether the same of what follows is more than information, for a role or for anybody.
fn cost_alike(a: &[Effect<'_>], b: &[Effect<'_>], whom: Option<&Words<'_>>) -> bool {
    costs(a, whom).eq(costs(b, whom))
}

/// What tells one effect that is more than information from another.
type Cost<'e, 'p> = (&'e Words<'p>, Severity, Certainty, &'e [Words<'p>], &'e Option<Amount<'p>>);

fn costs<'e, 'p>(effects: &'e [Effect<'p>], whom: Option<&'e Words<'_>>) -> impl Iterator<Item = Cost<'e, 'p>> {
    let concerns = move |effect: &&Effect<'_>| whom.is_none_or(|whom| effect.audience.iter().any(|role| role == whom));
    let costs = effects.iter().filter(|effect| effect.severity != Severity::Info).filter(concerns);
    costs.map(|effect| (&effect.rule, effect.severity, effect.certainty, &*effect.audience, &effect.amount))
}

/// Whether two editions say the same of an order, as far as a person acts on it.
fn agree(a: &Preview<'_>, b: &Preview<'_>) -> bool {
    let same_transition = |(a, b): (&Transition<'_>, &Transition<'_>)| {
        (&a.rule, a.at, &a.from, &a.to, a.certainty) == (&b.rule, b.at, &b.from, &b.to, b.certainty)
            && cost_alike(&a.effects, &b.effects, None)
    };
    let same_duty = |(a, b): (&Duty<'_>, &Duty<'_>)| {
        (&a.rule, &a.role, a.due, a.overdue, a.certainty) == (&b.rule, &b.role, b.due, b.overdue, b.certainty)
    };
    (&a.state.effective, &a.state.uncertain) == (&b.state.effective, &b.state.uncertain)
        && a.if_nobody_acts.len() == b.if_nobody_acts.len()
        && a.if_nobody_acts.iter().zip(&b.if_nobody_acts).all(same_transition)
        && a.duties.len() == b.duties.len()
        && a.duties.iter().zip(&b.duties).all(same_duty)
        && has_alike(a, b)
        && has_alike(b, a)
}

/// Whether each action that may be possible in one answer is told alike in another.
fn has_alike(a: &Preview<'_>, b: &Preview<'_>) -> bool {
    a.actions.iter().all(|action| match b.actions.iter().find(|other| action.is_of(other)) {
        Some(other) => is_alike(action, other),
        None => action.verdict == Verdict::Denied,
    })
}
