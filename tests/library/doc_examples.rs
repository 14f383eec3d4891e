//! Every public item has an example, which `cargo test` then runs.
//!
//! Looked up in the source: nothing there is public that cannot be reached, because `unreachable_pub` is denied, and
//! `cargo fmt` keeps it in one form. What is in `src/js` is for JavaScript.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The macros that declare a public type, which has a doc comment where it is declared.
const DECLARING: [&str; 2] = ["shape! {", "vocabulary! {"];

/// What a public item begins with.
const ITEMS: [&str; 9] = ["async", "const", "enum", "fn", "static", "struct", "trait", "type", "union"];

/// The source files under a folder.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The public items of a file, each as the line on which it begins, its number and its doc comments and attributes.
fn items(source: &str) -> Vec<(&str, usize, Vec<&str>)> {
    let mut items = Vec::new();
    let mut above = Vec::new();
    let mut declares = false;
    for (line, number) in source.lines().map(str::trim).zip(1..) {
        if line.starts_with("///") || line.starts_with("#[") {
            above.push(line);
            continue;
        }
        let mut words = line.strip_prefix("pub ").unwrap_or_default().split(' ');
        let is_item = words.next().is_some_and(|word| ITEMS.contains(&word));
        // What a declaring macro makes is documented where the macro is used.
        if declares || (is_item && words.next().is_some_and(|name| !name.starts_with('$'))) {
            items.push((line, number, std::mem::take(&mut above)));
        }
        above.clear();
        declares = DECLARING.contains(&line);
    }
    items
}

/// Whether Markdown has a block of code that runs.
fn has_example<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    // Every other fence closes a block.
    lines.map(str::trim).filter(|line| line.starts_with("```")).step_by(2).any(|fence| fence == "```")
}

#[test]
fn every_public_item_has_an_example_that_runs() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.retain(|file| !file.starts_with(src.join("js")) && !file.starts_with(src.join("js.rs")));

    let mut found = 0;
    let mut without = Vec::new();
    let mut included = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        for (line, number, above) in items(&source) {
            found += 1;
            let path =
                above.iter().find_map(|attribute| attribute.split_once("doc = include_str!(\"")?.1.split('"').next());
            let runs = match path.map(|path| file.with_file_name(path).canonicalize().unwrap()) {
                Some(path) => {
                    let example = fs::read_to_string(&path).unwrap();
                    included.insert(path);
                    has_example(example.lines())
                }
                None => has_example(above.iter().filter_map(|line| line.strip_prefix("///"))),
            };
            if !runs {
                without.push(format!("{}:{number}: {line}", file.display()));
            }
        }
    }
    assert!(without.is_empty(), "no example for\n{}", without.join("\n"));
    // Were the source written in another form, nothing would be found and nothing would be missing.
    assert!(100 < found, "only {found} public items were found");

    let all = fs::read_dir(src.join("examples")).unwrap().map(|entry| entry.unwrap().path().canonicalize().unwrap());
    let unused: Vec<PathBuf> = all.filter(|path| !included.contains(path)).collect();
    assert!(unused.is_empty(), "examples of nothing: {unused:?}");
}

#[test]
fn a_missing_example_is_noticed() {
    let source = "
        /// With.
        ///
        /// ```
        /// assert!(true);
        /// ```
        #[must_use]
        pub fn with() {}
        /// Only with what does not run.
        ///
        /// ```text
        /// true
        /// ```
        pub const fn without() {}
        pub(crate) fn private() {}
        shape! {
            /// Nothing.
            Bare<'p> {}
        }
    ";
    let without = items(source)
        .into_iter()
        .filter(|(_, _, above)| !has_example(above.iter().filter_map(|line| line.strip_prefix("///"))));
    let lines: Vec<&str> = without.map(|(line, _, _)| line).collect();
    assert_eq!(lines, ["pub const fn without() {}", "Bare<'p> {}"]);
}
