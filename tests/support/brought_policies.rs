//! Policies that are brought along, with cases: what the built-in ones do not need, and any marketplace may.
//!
//! They stand in `tests/cases/brought`, a document and a file of cases for each; the document of `ebay-de` is an example in the
//! description of the format. Whoever answers looks a policy up by the id that an order names.

use std::sync::OnceLock;

use serde_json::Value;
use torihiki::{Data, Policy};

/// The cases of each policy, with its name.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("asking", include_str!("../cases/brought/asking.json")),
    ("auction", include_str!("../cases/brought/auction.json")),
    ("chances", include_str!("../cases/brought/chances.json")),
    ("claims", include_str!("../cases/brought/claims.json")),
    ("ebay-de", include_str!("../cases/brought/ebay-de.json")),
    ("language", include_str!("../cases/brought/language.json")),
    ("messages", include_str!("../cases/brought/messages.json")),
    ("terms", include_str!("../cases/brought/terms.json")),
];

/// The larger example in the description of the format.
fn example() -> &'static str {
    let blocks = include_str!("../../src/policies/README.md").split("```");
    blocks
        .filter_map(|block| block.strip_prefix("toml\n"))
        .find(|block| block.contains("id        = \"ebay-de\""))
        .unwrap()
}

/// The policy with this id.
pub(crate) fn policy(id: &str) -> Option<&'static Policy> {
    static POLICIES: OnceLock<Vec<Policy>> = OnceLock::new();
    let documents = || {
        [
            include_str!("../cases/brought/asking.toml"),
            include_str!("../cases/brought/auction.toml"),
            include_str!("../cases/brought/chances.toml"),
            include_str!("../cases/brought/claims.toml"),
            example(),
            include_str!("../cases/brought/language.toml"),
            include_str!("../cases/brought/messages.toml"),
            include_str!("../cases/brought/terms.toml"),
        ]
    };
    let read = |text: &str| -> Policy {
        let document: Data<'static> = toml::from_str(text).unwrap();
        Policy::new(&document).unwrap_or_else(|problems| panic!("{problems}"))
    };
    POLICIES.get_or_init(|| documents().map(read).into()).iter().find(|policy| policy.id() == id)
}

/// The policy that an order names.
pub(crate) fn of(order: &Value) -> &'static Policy {
    let id = order["policy"].as_str().unwrap();
    policy(id).unwrap_or_else(|| panic!("no policy `{id}` is brought along"))
}
