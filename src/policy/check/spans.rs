//! Stretches of time in which something is in force, and the periods that they make.

use crate::expr::FactId;
use crate::policy::document::{self, BoundAt};
use crate::policy::{InForce, PeriodId};
use crate::text::Str;
use crate::time::Zone;

/// The date of an order, and the instants between the periods, in order.
#[derive(Default)]
pub(super) struct Periods {
    pub(super) dated_by: Option<FactId>,
    pub(super) turns: Vec<i64>,
}

impl Periods {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.turns.len().saturating_add(1)
    }

    /// Whether something is in force throughout a period.
    pub(super) fn has(&self, period: PeriodId, span: InForce) -> bool {
        let begins = period.checked_sub(1).and_then(|before| self.turns.get(before));
        let ends = self.turns.get(period);
        span.from.is_none_or(|from| begins.is_some_and(|begins| from <= *begins))
            && span.until.is_none_or(|until| ends.is_some_and(|ends| *ends <= until))
    }
}

/// When something is in force, with the days as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Option<(i64, Str)>,
    pub(super) until: Option<(i64, Str)>,
}

impl Span {
    /// What a document says, in a policy with this zone. Where that cannot be, always.
    pub(super) fn of(from: &Option<document::Bound>, until: &Option<document::Bound>, zone: &Zone) -> Span {
        let at = |bound: &Option<document::Bound>| {
            let bound = bound.as_ref()?;
            Some((instant(bound, zone)?, bound.text.clone()))
        };
        Span { from: at(from), until: at(until) }
    }

    pub(super) fn in_force(&self) -> InForce {
        InForce { from: self.from.as_ref().map(|(at, _)| *at), until: self.until.as_ref().map(|(at, _)| *at) }
    }

    /// Whether there is no instant in it.
    pub(super) fn is_empty(&self) -> bool {
        let InForce { from, until } = self.in_force();
        from.zip(until).is_some_and(|(from, until)| until <= from)
    }

    /// The stretch that two have in common.
    pub(super) fn with(&self, other: &Span) -> Span {
        let from = [&self.from, &other.from].into_iter().flatten().max_by_key(|(at, _)| *at);
        let until = [&self.until, &other.until].into_iter().flatten().min_by_key(|(at, _)| *at);
        Span { from: from.cloned(), until: until.cloned() }
    }

    /// The stretch in words.
    pub(super) fn words(&self) -> String {
        match (&self.from, &self.until) {
            (None, None) => "always".to_owned(),
            (Some((_, from)), None) => format!("from `{from}` on"),
            (None, Some((_, until))) => format!("until `{until}`"),
            (Some((_, from)), Some((_, until))) => format!("from `{from}` until `{until}`"),
        }
    }
}

/// The stretches that some leave open, in order, of stretches that do not overlap.
pub(super) fn holes(spans: &[Span]) -> Vec<Span> {
    let mut sorted: Vec<&Span> = spans.iter().collect();
    sorted.sort_by_key(|span| span.in_force().from);
    let mut holes = Vec::new();
    // Up to where everything is covered; none: up to the end of time.
    let mut covered: Option<Option<(i64, Str)>> = None;
    for span in sorted {
        let hole = Span { from: covered.take().flatten(), until: span.from.clone() };
        if hole.until.is_some() && !hole.is_empty() {
            holes.push(hole);
        }
        covered = Some(span.until.clone());
    }
    match covered {
        None => holes.push(Span::default()),
        Some(Some(end)) => holes.push(Span { from: Some(end), until: None }),
        Some(None) => {}
    }
    holes
}

/// The instant of a day or an instant; none where the zone does not know the day.
pub(super) fn instant(bound: &document::Bound, zone: &Zone) -> Option<i64> {
    match bound.at {
        BoundAt::Instant(at) => Some(at.millis()),
        BoundAt::Day(day) => zone.start_of(day),
    }
}
