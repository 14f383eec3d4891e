//! Policies with mistakes in them: exactly what is told of each, and where.
//!
//! The cases stand in `tests/cases/broken`, and README.md there describes them. `WRITE=1 cargo test --test library broken` writes
//! down what is told now; then somebody has to read it as the author of a policy would.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use torihiki::{Data, Policy, ProblemCode, Syntax};

use crate::marks::marked;

/// The line with which what is told of a case begins.
const TOLD: &str = "[[case.problem]]\n";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    title: String,
    /// What is changed in the base, each a text that stands there once.
    #[serde(default)]
    change: Vec<Change>,
    /// What is added at the end of it.
    #[serde(default)]
    append: String,
    /// A document of its own, in place of the base.
    document: Option<String>,
    #[serde(default)]
    problem: Vec<Told>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    old: String,
    new: String,
}

/// One problem, as a case has it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Told {
    code: String,
    path: String,
    /// Line and column, and those behind the last character: `3:1-6`, or `3:1-4:2` where it ends on another line.
    at: String,
    /// What stands there.
    marks: String,
    message: String,
    help: Option<String>,
    suggests: Option<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/broken")
}

fn base() -> String {
    fs::read_to_string(folder().join("base.toml")).unwrap()
}

/// The files of cases, with their names, in order.
fn files() -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_cases = |path: &PathBuf| path.extension().is_some_and(|end| end == "toml") && !path.ends_with("base.toml");
    let mut paths: Vec<PathBuf> = entries.filter(is_cases).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn cases(text: &str) -> Vec<Case> {
    toml::from_str::<File>(text).unwrap_or_else(|error| panic!("{error}")).case
}

impl Case {
    /// The document that is wrong.
    fn document(&self, base: &str) -> String {
        if let Some(document) = &self.document {
            return document.clone();
        }
        let mut places: Vec<(usize, &Change)> = Vec::new();
        for change in &self.change {
            let found: Vec<usize> = base.match_indices(&change.old).map(|(at, _)| at).collect();
            let [at] = found[..] else { panic!("{}: {} stands {} times", self.title, change.old, found.len()) };
            places.push((at, change));
        }
        places.sort_by_key(|(at, _)| *at);
        let mut document = base.to_owned();
        for (at, Change { old, new }) in places.into_iter().rev() {
            let is_there = document.get(at..at + old.len()) == Some(&**old);
            assert!(is_there, "{}: two changes of one place", self.title);
            document.replace_range(at..at + old.len(), new);
        }
        document + &self.append
    }
}

/// What is told of a document.
fn told(document: &str) -> Vec<Told> {
    let mistakes = Policy::parse(document, Syntax::of(document)).err();
    let told = mistakes.iter().flat_map(|mistakes| mistakes.as_slice()).map(|mistake| {
        let span = mistake.span;
        let line = if span.line == span.end_line { String::new() } else { format!("{}:", span.end_line) };
        let problem = mistake.problem.clone();
        Told {
            code: problem.code.to_string(),
            path: problem.path,
            at: format!("{}:{}-{line}{}", span.line, span.column, span.end_column),
            marks: marked(document, mistake).to_owned(),
            message: problem.message,
            help: problem.help,
            suggests: problem.suggests,
        }
    });
    told.collect()
}

impl Told {
    /// As it stands in a file of cases.
    fn written(&self) -> String {
        let mut text = TOLD.to_owned();
        let help = self.help.as_deref().map(|help| ("help", help));
        let suggests = self.suggests.as_deref().map(|name| ("suggests", name));
        let always = [
            ("code", &self.code),
            ("path", &self.path),
            ("at", &self.at),
            ("marks", &self.marks),
            ("message", &self.message),
        ];
        for (key, value) in always.map(|(key, value)| (key, value.as_str())).into_iter().chain(help).chain(suggests) {
            writeln!(text, "{key} = {}", quoted(value)).unwrap();
        }
        text
    }
}

/// A text of TOML: as it stands where that can be read, with escapes otherwise.
fn quoted(text: &str) -> String {
    let needs_escapes = text.contains('\'') || text.chars().any(char::is_control);
    if text.contains(['"', '\\']) && !needs_escapes {
        return format!("'{text}'");
    }
    serde_json::to_string(text).unwrap()
}

/// A file of cases with what is told now.
fn rewritten(text: &str, base: &str) -> String {
    let (head, rest) = text.split_once("[[case]]\n").unwrap();
    let mut all = head.to_owned();
    for (written, case) in rest.split("\n[[case]]\n").zip(cases(text)) {
        let own = written.split(TOLD).next().unwrap().trim_end();
        write!(all, "{}[[case]]\n{own}\n", if all == head { "" } else { "\n" }).unwrap();
        told(&case.document(base)).iter().for_each(|told| write!(all, "\n{}", told.written()).unwrap());
    }
    all
}

#[test]
fn the_policy_that_the_cases_change_is_sound() {
    assert_eq!(told(&base()), []);
}

#[test]
fn everything_that_is_wrong_is_told_as_the_cases_say() {
    let base = base();
    if env::var("WRITE").is_ok() {
        files().iter().for_each(|(path, text)| fs::write(path, rewritten(text, &base)).unwrap());
        return;
    }
    let mut differences = String::new();
    for (path, text) in files() {
        for case in cases(&text) {
            let (expected, found) = (&case.problem, told(&case.document(&base)));
            if *expected == found {
                continue;
            }
            writeln!(differences, "\n{}: {}", path.file_name().unwrap().display(), case.title).unwrap();
            let missing = expected.iter().filter(|told| !found.contains(told)).map(|told| ("is missing", told));
            let more = found.iter().filter(|told| !expected.contains(told)).map(|told| ("is told", told));
            for (what, told) in missing.chain(more) {
                writeln!(differences, "  {what}:\n    {}", told.written().trim_end().replace('\n', "\n    ")).unwrap();
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn each_case_is_told_something_and_has_a_title_of_its_own() {
    let mut titles = BTreeSet::new();
    for (path, text) in files() {
        for case in cases(&text) {
            assert!(!case.problem.is_empty(), "{}: {}", path.display(), case.title);
            assert!(titles.insert(case.title.clone()), "{} stands twice", case.title);
        }
    }
    assert!(120 < titles.len());
}

/// Problems of orders, of questions, of what is compiled and of JavaScript, and what is only noticed: a document causes none
/// of them.
const OF_OTHERS: [ProblemCode; 21] = [
    ProblemCode::UnknownVersion,
    ProblemCode::UnknownEdition,
    ProblemCode::UnknownState,
    ProblemCode::UnknownRole,
    ProblemCode::UnknownFact,
    ProblemCode::UnknownParam,
    ProblemCode::UnknownOption,
    ProblemCode::UnknownAction,
    ProblemCode::UnknownArgument,
    ProblemCode::MissingArgument,
    ProblemCode::UnknownGoal,
    ProblemCode::NotAnObject,
    ProblemCode::Damaged,
    ProblemCode::NotInitialised,
    ProblemCode::WasmUnavailable,
    ProblemCode::WasmNotLoaded,
    ProblemCode::PolicyNotLoaded,
    ProblemCode::InvalidJson,
    ProblemCode::NotExpressible,
    ProblemCode::DeadEnd,
    ProblemCode::MissingPhrases,
];

#[test]
fn every_code_that_a_document_can_cause_stands_in_a_case() {
    let told: BTreeSet<String> =
        files().iter().flat_map(|(_, text)| cases(text)).flat_map(|case| case.problem).map(|told| told.code).collect();
    let all = ProblemCode::ALL.into_iter().filter(|code| !OF_OTHERS.contains(code));
    assert_eq!(told, all.map(|code| code.to_string()).collect());
}

fn has_fraction(data: &Data<'_>) -> bool {
    match data {
        Data::Inexact(_) => true,
        Data::List(items) => items.iter().any(has_fraction),
        Data::Map(entries) => entries.iter().any(|(_, value)| has_fraction(value)),
        _ => false,
    }
}

/// What is told of a text is told of plain data too, and of the same as JSON on one line.
#[test]
fn a_document_in_another_form_has_the_same_problems() {
    let base = base();
    let mut compared = 0;
    for (path, text) in files() {
        for case in cases(&text) {
            let document = case.document(&base);
            let Ok(data) = toml::from_str::<Data<'static>>(&document) else { continue };
            // A number with a fraction goes on as a text.
            if has_fraction(&data) {
                continue;
            }
            let problems = Policy::new(&data).unwrap_err();
            let json = serde_json::to_string(&data).unwrap();
            let as_json = Policy::parse(&json, Syntax::Json).unwrap_err();
            let as_toml = Policy::parse(&document, Syntax::Toml).unwrap_err();
            let name = format!("{}: {}", path.display(), case.title);
            for mistakes in [as_toml, as_json] {
                let told: Vec<_> = mistakes.as_slice().iter().map(|mistake| mistake.problem.clone()).collect();
                assert_eq!(told, problems.as_slice(), "{name}");
            }
            compared += 1;
        }
    }
    assert!(120 < compared);
}
