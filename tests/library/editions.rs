//! The editions of a policy, as its users see them.

use serde_json::Value;
use torihiki::{DescribeOptions, Policy};

/// The editions of the built-in policies.
pub(crate) const BUILT_IN: [&str; 2] = ["guide", "official"];

/// The ids of the editions of a policy; where it has none, one without a name.
pub(crate) fn of(policy: &Policy) -> Vec<Option<String>> {
    let editions = policy.describe(&DescribeOptions::default()).unwrap().editions;
    let ids: Vec<Option<String>> = editions.iter().map(|edition| Some(edition.id.to_string())).collect();
    if ids.is_empty() { vec![None] } else { ids }
}

/// A policy as data.
pub(crate) fn described(policy: &Policy, edition: Option<&str>, locale: &str) -> Value {
    serde_json::to_value(policy.describe(&DescribeOptions { edition, locale: Some(locale) }).unwrap()).unwrap()
}

/// An edition is the policy's own: the engine knows none by name. Kinds of sources are words of its own.
#[test]
fn the_engine_names_no_edition() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut naming = Vec::new();
    let mut lines = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.extend((!path.ends_with("src/policies")).then_some(path));
                continue;
            }
            for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
                lines += 1;
                let names = |word: &str| BUILT_IN.contains(&&*word.to_ascii_lowercase());
                let is_kind = line.to_ascii_lowercase().contains("kind") || path.ends_with("policy/vocabulary.rs");
                if !is_kind && line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).any(names) {
                    naming.push(format!("{}:{}: {line}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(10_000 < lines && naming.is_empty(), "{}", naming.join("\n"));
}

#[test]
fn every_built_in_policy_has_the_same_editions_the_first_being_the_default() {
    for id in torihiki::policy_ids() {
        let policy = torihiki::policy(id).unwrap();
        assert_eq!(of(policy), BUILT_IN.map(|edition| Some(edition.to_owned())));
        let editions = policy.describe(&DescribeOptions::default()).unwrap().editions;
        assert!(editions.iter().map(|edition| edition.default).eq([true, false]), "{id}");
    }
}
