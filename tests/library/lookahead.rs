//! Acceptance cases for what lies ahead of an order, run against the library.
//!
//! The cases are data, in `tests/cases/lookahead`, and the README there says how to read them.
//! Beside what a case expects, everything is checked that has to hold of every answer.
//! `tests/package/lookahead.test.mjs` does the same with the package.

pub(crate) mod applies;
pub(crate) mod calls;
pub(crate) mod errors;
pub(crate) mod timelines;
pub(crate) mod values;
pub(crate) mod ways;

use calls::{Call, call};
use serde_json::Value;
use values::{entries, keys, list, text};

/// Each file of cases with its name.
const FILES: &[(&str, &str)] = &[
    ("coconala", include_str!("../cases/lookahead/coconala.json")),
    ("coconala-account", include_str!("../cases/lookahead/coconala-account.json")),
    ("qoo10", include_str!("../cases/lookahead/qoo10.json")),
    ("crowdworks", include_str!("../cases/lookahead/crowdworks.json")),
    ("lancers", include_str!("../cases/lookahead/lancers.json")),
];

/// Every case of one kind with the name of its file.
///
/// A case that names `editions` holds in each of them, and becomes one case for each.
fn cases(files: &[(&str, &str)], kind: &str) -> Vec<(String, Value)> {
    let read = |(file, text): &(&str, &str)| -> (String, Value) {
        let cases: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let misspelt = keys(file, &cases, &[], &["previews", "timelines", "applies", "ways"]);
        assert!(misspelt.is_empty(), "{misspelt:?}");
        ((*file).to_owned(), cases[kind].clone())
    };
    let files = files.iter().map(read);
    let named = |file: &str, case: &Value| (format!("{file}: {}", text(&case["name"])), case.clone());
    files
        .flat_map(|(file, cases)| list(&cases).iter().map(|case| named(&file, case)).collect::<Vec<_>>())
        .flat_map(in_editions)
        .collect()
}

fn in_editions((name, mut case): (String, Value)) -> Vec<(String, Value)> {
    let Some(editions) = case.as_object_mut().and_then(|case| case.remove("editions")) else {
        return vec![(name, case)];
    };
    let in_edition = |edition: &Value| {
        let mut case = case.clone();
        case["order"]["edition"] = edition.clone();
        (format!("{name} ({})", text(edition)), case)
    };
    list(&editions).iter().map(in_edition).collect()
}

/// Asks every case of a kind and tells all that is not as expected.
pub(crate) fn run(call: Call, kind: &str, check: impl Fn(Call, &Value) -> Result<Vec<String>, String>) {
    run_files(call, FILES, kind, check);
}

/// The same for the cases of these files.
pub(crate) fn run_files(
    call: Call,
    files: &[(&str, &str)],
    kind: &str,
    check: impl Fn(Call, &Value) -> Result<Vec<String>, String>,
) {
    let cases = cases(files, kind);
    assert!(!cases.is_empty(), "there are no {kind}");
    let mut failures = Vec::new();
    for (name, case) in &cases {
        let differences = check(call, case).unwrap_or_else(|failure| vec![failure]);
        failures.extend(differences.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(failures.is_empty(), "{} differences in {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// Asks every call that cannot be understood; how many that were, and the calls that cannot be asked.
pub(crate) fn run_errors(call: Call) -> (usize, Vec<Value>) {
    let cases: Value = serde_json::from_str(include_str!("../cases/lookahead/errors.json")).unwrap();
    let (asked, others): (Vec<Value>, Vec<Value>) =
        list(&cases).iter().cloned().partition(|case| errors::can_be_asked(call, case));
    let named = |case: &Value, difference| format!("{}: {difference}", text(&case["name"]));
    let failures =
        list(&cases).iter().flat_map(|case| errors::check(call, case).into_iter().map(|each| named(case, each)));
    let failures: Vec<String> = failures.collect();
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
    (asked.len(), others)
}

#[test]
fn every_timeline_is_as_expected() {
    run(call, "timelines", timelines::check);
}

#[test]
fn every_what_if_is_as_expected() {
    run(call, "applies", applies::check);
}

#[test]
fn every_way_is_as_expected() {
    run(call, "ways", ways::check);
}

#[test]
fn every_error_is_as_expected() {
    let (asked, others) = run_errors(call);
    assert!(others.len() < asked, "only {asked} cases can be asked here");
}

#[test]
fn no_two_cases_have_the_same_name() {
    for kind in ["timelines", "applies", "ways"] {
        let cases = cases(FILES, kind);
        let mut names: Vec<&String> = cases.iter().map(|(name, _)| name).collect();
        names.sort();
        let twice: Vec<&String> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
        assert!(cases.iter().all(|(_, case)| entries(case).count() > 0));
    }
}
