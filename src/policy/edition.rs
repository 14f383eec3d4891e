//! The readings that a policy distinguishes, and the periods in which its rules are in force.

use crate::text::{Str, Text};

/// The number of an edition in its policy.
pub(crate) type EditionId = usize;

/// One of the readings that a policy distinguishes.
#[derive(Debug)]
pub(crate) struct Edition {
    pub(crate) id: Str,
    pub(crate) label: Text,
    pub(crate) note: Option<Text>,
}

/// A set of editions of a policy: those in which something exists. A bit for each; [`Editions::MOST`] are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Editions(pub(super) u16);

impl Editions {
    /// As many editions as a policy may have.
    pub(crate) const MOST: usize = 10;

    /// All editions of any policy.
    pub(crate) const ALL: Editions = Editions(u16::MAX);

    /// The editions of a list.
    pub(super) fn of(editions: &[EditionId]) -> Editions {
        Editions(editions.iter().fold(0, |bits, edition| bits | bit(*edition)))
    }

    /// Those that are also among others.
    pub(super) fn and(self, others: Editions) -> Editions {
        Editions(self.0 & others.0)
    }

    /// Whether an edition is among them.
    pub(crate) fn has(self, edition: EditionId) -> bool {
        self.0 & bit(edition) != 0
    }
}

fn bit(edition: EditionId) -> u16 {
    u32::try_from(edition).ok().and_then(|edition| 1_u16.checked_shl(edition)).unwrap_or(0)
}

/// The number of a period, between two days on which rules of the policy change.
pub(crate) type PeriodId = usize;

/// Which of the rules are read: those of an edition that are in force in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) edition: EditionId,
    pub(crate) period: PeriodId,
}

impl Reading {
    /// An edition in the first period, which is the only one where nothing is dated.
    #[cfg(test)]
    pub(crate) const fn of(edition: EditionId) -> Reading {
        Reading { edition, period: 0 }
    }
}

/// When something is in force, by the date of an order: half-open, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct InForce {
    /// Inclusive; none: it always was.
    pub(crate) from: Option<i64>,
    /// Exclusive; none: it still is.
    pub(crate) until: Option<i64>,
}

/// A thing for each reading of a policy. There is always one edition, be it without a name, and one period.
#[derive(Debug)]
pub(crate) struct PerReading<T> {
    /// How many periods there are.
    pub(super) periods: usize,
    /// All periods of the first edition, then those of the others.
    pub(super) first: T,
    pub(super) others: Vec<T>,
}

impl<T> PerReading<T> {
    /// What a function makes of each reading, of so many editions in so many periods.
    pub(super) fn make(editions: usize, periods: usize, mut make: impl FnMut(Reading) -> T) -> PerReading<T> {
        let reading = |edition| (0..periods).map(move |period| Reading { edition, period });
        let first = make(Reading { edition: 0, period: 0 });
        PerReading { periods, first, others: (0..editions).flat_map(reading).skip(1).map(make).collect() }
    }

    /// The one of a reading; that of the first for a reading that there is not.
    pub(crate) fn of(&self, reading: Reading) -> &T {
        let number = reading.edition.saturating_mul(self.periods).saturating_add(reading.period);
        number.checked_sub(1).and_then(|other| self.others.get(other)).unwrap_or(&self.first)
    }

    /// The things, in the order of the editions and then of the periods.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        std::iter::once(&self.first).chain(&self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_editions_that_it_was_made_of() {
        let some = Editions::of(&[0, 2, 9]);
        let found: Vec<EditionId> = (0..Editions::MOST).filter(|edition| some.has(*edition)).collect();
        assert_eq!(found, [0, 2, 9]);
        assert!((0..Editions::MOST).all(|edition| Editions::ALL.has(edition) && !Editions::of(&[]).has(edition)));
        assert!(!Editions::ALL.has(16) && !Editions::ALL.has(usize::MAX));
    }

    #[test]
    fn each_reading_has_its_own() {
        for (editions, periods) in [(1, 1), (2, 1), (10, 1), (1, 3), (3, 4)] {
            let made = PerReading::make(editions, periods, |reading| reading);
            for edition in 0..editions {
                for period in 0..periods {
                    let reading = Reading { edition, period };
                    assert_eq!(*made.of(reading), reading);
                }
            }
            assert_eq!(made.iter().count(), editions * periods);
        }
    }
}
