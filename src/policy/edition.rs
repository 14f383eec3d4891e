//! The readings that a policy distinguishes.

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

    /// Whether an edition is among them.
    pub(crate) fn has(self, edition: EditionId) -> bool {
        self.0 & bit(edition) != 0
    }
}

fn bit(edition: EditionId) -> u16 {
    u32::try_from(edition).ok().and_then(|edition| 1_u16.checked_shl(edition)).unwrap_or(0)
}

/// A thing for each edition of a policy. There is always one edition, be it without a name.
#[derive(Debug)]
pub(crate) struct PerEdition<T> {
    pub(super) first: T,
    pub(super) others: Vec<T>,
}

impl<T> PerEdition<T> {
    /// What a function makes of each of so many editions.
    pub(super) fn make(count: usize, mut make: impl FnMut(EditionId) -> T) -> PerEdition<T> {
        PerEdition { first: make(0), others: (1..count).map(make).collect() }
    }

    /// The one of an edition; that of the first for an edition that there is not.
    pub(crate) fn of(&self, edition: EditionId) -> &T {
        edition.checked_sub(1).and_then(|other| self.others.get(other)).unwrap_or(&self.first)
    }

    /// The things, in the order of the editions.
    #[cfg(test)]
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
    fn each_edition_has_its_own() {
        for count in [1, 2, 10] {
            let made = PerEdition::make(count, |edition| edition);
            assert!((0..count).all(|edition| *made.of(edition) == edition));
            assert_eq!(made.iter().count(), count);
        }
    }
}
