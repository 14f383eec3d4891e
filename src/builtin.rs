//! The policies that are part of the program.
//!
//! The build script has checked each of them and packed it as [`Data`]; here each becomes a
//! [`Policy`] when it is first asked for, by the same steps as a policy that a caller
//! brings along.

use std::sync::OnceLock;

use crate::data::Data;
use crate::policy::Policy;

/// Ids and packed documents.
const PACKED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// As many as there are packed documents.
static POLICIES: [OnceLock<Option<Policy>>; PACKED.len()] = [const { OnceLock::new() }; PACKED.len()];

/// The ids of the built-in policies: `coconala`, `coconala-account`, `qoo10`, `crowdworks`, `lancers`.
pub fn policy_ids() -> impl Iterator<Item = &'static str> + Clone {
    PACKED.iter().map(|(id, _)| *id)
}

/// The built-in policy with this id.
///
/// It is checked and compiled when it is first asked for, and kept.
///
/// ```
/// assert_eq!(torihiki::policy("qoo10").unwrap().id(), "qoo10");
/// assert!(torihiki::policy("ebay").is_none());
/// ```
#[must_use]
pub fn policy(id: &str) -> Option<&'static Policy> {
    let at = PACKED.iter().position(|(known, _)| *known == id)?;
    let (_, packed) = PACKED.get(at)?;
    let load = || {
        let (document, _) = Data::decode(packed)?;
        Policy::new_static(document).ok()
    };
    POLICIES.get(at)?.get_or_init(load).as_ref()
}
