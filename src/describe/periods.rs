//! What a policy says in all of its periods, put together.
//!
//! Rules are compiled for each period. What is in force in several of them is described as it is in the last.

use super::shapes::{ActionInfo, DraftInfo, DutyInfo, EffectInfo, PeriodInfo, RequirementInfo, TransitionInfo};
use crate::policy::{self, InForce};
use crate::preview::answer::{Scalar, Words};
use crate::preview::telling;

/// A rule that may be in force in some periods only.
pub(super) trait Versioned: Sized {
    /// Whether another one is the same rule in the same version.
    fn is(&self, other: &Self) -> bool;

    /// Takes over what it has in an earlier period, and no later one.
    fn add_earlier(&mut self, _earlier: Self) {}
}

/// Adds what an earlier period has and no later one: after what it stands behind there.
pub(super) fn add_earlier<T: Versioned>(all: &mut Vec<T>, earlier: Vec<T>) {
    let mut place: usize = 0;
    for item in earlier {
        let known = all.iter().position(|known| known.is(&item));
        match known.and_then(|at| all.get_mut(at)) {
            Some(known) => known.add_earlier(item),
            None => all.insert(place.min(all.len()), item),
        }
        place = known.unwrap_or(place).saturating_add(1);
    }
}

impl Versioned for TransitionInfo<'_> {
    fn is(&self, other: &Self) -> bool {
        self.rule == other.rule && self.in_force == other.in_force
    }

    fn add_earlier(&mut self, earlier: Self) {
        add_earlier(&mut self.effects, earlier.effects);
    }
}

impl Versioned for ActionInfo<'_> {
    fn is(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn add_earlier(&mut self, earlier: Self) {
        add_earlier(&mut self.requires, earlier.requires);
        add_earlier(&mut self.effects, earlier.effects);
        add_earlier(&mut self.drafts, earlier.drafts);
    }
}

impl Versioned for RequirementInfo<'_> {
    fn is(&self, other: &Self) -> bool {
        self.rule == other.rule && self.in_force == other.in_force
    }

    fn add_earlier(&mut self, earlier: Self) {
        add_earlier(&mut self.alternatives, earlier.alternatives);
    }
}

impl Versioned for EffectInfo<'_> {
    fn is(&self, other: &Self) -> bool {
        self.rule == other.rule && self.in_force == other.in_force
    }
}

impl Versioned for DraftInfo<'_> {
    fn is(&self, other: &Self) -> bool {
        self.id == other.id && self.in_force == other.in_force
    }
}

impl Versioned for DutyInfo<'_> {
    fn is(&self, other: &Self) -> bool {
        self.rule == other.rule && self.in_force == other.in_force
    }
}

/// A value of a parameter, as it was written.
pub(super) fn scalar(value: &policy::ParamValue) -> Scalar<'_> {
    match &value.written {
        Some(written) => Scalar::Text(Words::of(written)),
        None => Scalar::Number(value.value),
    }
}

/// A period; none for what is always in force.
pub(super) fn period(in_force: Option<InForce>) -> Option<PeriodInfo> {
    let InForce { from, until } = in_force?;
    let [from, until] = [from, until].map(|at| at.map(telling::instant));
    Some(PeriodInfo { from, until })
}
