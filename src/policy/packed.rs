//! Compiled policies on their way from the build script into the library.
//!
//! [`Policy`] itself cannot be deserialised, or anyone could make one that was never
//! checked. What is packed here comes from a policy that was.

use serde::{Deserialize, Serialize};

use super::{Fact, Param, Policy, Role, Rules, Source, State};
use crate::expr::Symbols;
use crate::text::{Str, Text};
use crate::time::UtcOffset;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Policy")]
struct PolicyDef {
    id: Str,
    version: Str,
    label: Text,
    note: Option<Text>,
    offset: UtcOffset,
    offset_text: Str,
    symbols: Symbols,
    roles: Vec<Role>,
    states: Vec<State>,
    facts: Vec<Fact>,
    params: Vec<Param>,
    sources: Vec<Source>,
    rules: [Rules; 2],
}

#[derive(Serialize)]
struct Packed<'p>(#[serde(with = "PolicyDef")] &'p Policy);

#[derive(Deserialize)]
struct Unpacked(#[serde(with = "PolicyDef")] Policy);

impl Policy {
    /// Packs a policy; its texts go where [`Str::packed`] finds them.
    pub(crate) fn pack(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(&Packed(self))
    }

    /// Makes a policy of what was packed.
    pub(crate) fn unpack(packed: &[u8]) -> Option<Policy> {
        postcard::from_bytes(packed).ok().map(|Unpacked(policy)| policy)
    }
}
