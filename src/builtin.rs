//! The policies that are part of the program.
//!
//! The build script has checked and compiled each of them, by the very code that checks a
//! policy that a caller brings along, and packed what came out. Here it becomes a [`Policy`]
//! again when it is first asked for. Neither the TOML parser nor, where nobody calls
//! [`Policy::new`], the checker is part of the program.

use std::sync::OnceLock;

use crate::policy::Policy;

/// Ids and packed policies.
const PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// The texts of all of them.
const TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/policies.txt"));

/// As many as there are packed documents, each with whether it is sound.
static POLICIES: [OnceLock<(Policy, bool)>; PACKED.len()] = [const { OnceLock::new() }; PACKED.len()];

/// The ids of the built-in policies: `coconala`, `coconala-account`, `qoo10`, `crowdworks`, `lancers`.
///
/// ```
/// let ids: Vec<&str> = torihiki::policy_ids().collect();
/// assert_eq!(ids, ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]);
/// ```
pub fn policy_ids() -> impl Iterator<Item = &'static str> + Clone {
    PACKED.iter().map(|(id, _)| *id)
}

/// The built-in policy with this id.
///
/// It is unpacked when it is first asked for, and kept.
///
/// ```
/// assert_eq!(torihiki::policy("qoo10").unwrap().id(), "qoo10");
/// assert!(torihiki::policy("ebay").is_none());
/// ```
#[must_use]
pub fn policy(id: &str) -> Option<&'static Policy> {
    let at = PACKED.iter().position(|(known, _)| *known == id)?;
    let (_, packed) = PACKED.get(at)?;
    let (policy, is_sound) = POLICIES.get(at)?.get_or_init(|| Policy::unpack(TEXTS, packed));
    is_sound.then_some(policy)
}
