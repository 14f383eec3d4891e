//! Where the zones that a policy names come from when it is checked.
//!
//! The time zone database stays where policies are checked: in the build script for the built-in ones, and
//! in a program that calls `Policy::new`. What comes out of it is a list of changes, which is all that a
//! compiled policy carries. Another source may stand in for it, such as the offsets that `Intl` tells a
//! browser.

use super::Zone;
#[cfg(any(not(target_arch = "wasm32"), feature = "author"))]
use super::zone::{Change, FIRST_DAY, LAST_DAY};
#[cfg(any(not(target_arch = "wasm32"), feature = "author"))]
use super::{DAY, SECOND};

/// The instants whose changes are taken: those of the days that a named zone knows, on whatever clock,
/// and of a day more at both ends.
#[cfg(any(not(target_arch = "wasm32"), feature = "author"))]
const KNOWN: std::ops::Range<i64> =
    (FIRST_DAY.0.saturating_sub(2)).saturating_mul(DAY)..(LAST_DAY.0.saturating_add(3)).saturating_mul(DAY);

/// A source of zones.
pub(crate) trait ZoneSource {
    /// The zone of this very name, such as `America/Los_Angeles`.
    fn zone(&self, name: &str) -> Option<Zone>;

    /// The names of all zones, so that the nearest to a misspelt one can be told.
    fn names(&self) -> Vec<String>;
}

/// The time zone database that `jiff` carries, the same on every machine.
///
/// Not for WebAssembly, where it would weigh more than everything else: without the feature `author` it knows no zone there.
pub(crate) struct Database;

#[cfg(any(not(target_arch = "wasm32"), feature = "author"))]
impl ZoneSource for Database {
    fn zone(&self, name: &str) -> Option<Zone> {
        let zone = jiff::tz::TimeZoneDatabase::bundled().get(name).ok()?;
        // jiff does not mind capital letters; whoever reads the policy next may.
        if zone.iana_name() != Some(name) {
            return None;
        }
        let start = jiff::Timestamp::from_millisecond(KNOWN.start).ok()?;
        let first = i64::from(zone.to_offset(start).seconds()).checked_mul(SECOND)?;
        let mut changes = Vec::new();
        let mut offset = first;
        for change in zone.following(start) {
            let at = change.timestamp().as_millisecond();
            if KNOWN.end <= at {
                break;
            }
            let next = i64::from(change.offset().seconds()).checked_mul(SECOND)?;
            // Some changes are of the name alone, such as from a summer time that stays.
            if next != offset {
                changes.push(Change { at, offset: next });
                offset = next;
            }
        }
        Zone::named(first, changes)
    }

    fn names(&self) -> Vec<String> {
        jiff::tz::TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect()
    }
}

#[cfg(all(target_arch = "wasm32", not(feature = "author")))]
impl ZoneSource for Database {
    fn zone(&self, _name: &str) -> Option<Zone> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}
