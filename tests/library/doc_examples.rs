//! Every public item has an example, which `cargo test` then runs.
//!
//! Looked up in the source: nothing there is public that cannot be reached, because `unreachable_pub` is denied, and
//! `cargo fmt` keeps it in one form. What is in `src/js` is for JavaScript.

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

/// Whether doc comments have a block of code that runs.
fn has_example(above: &[&str]) -> bool {
    let fences = above.iter().filter_map(|line| line.strip_prefix("///")).map(str::trim);
    // Every other fence closes a block.
    fences.filter(|line| line.starts_with("```")).step_by(2).any(|fence| fence == "```")
}

#[test]
fn every_public_item_has_an_example_that_runs() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.retain(|file| !file.starts_with(src.join("js")) && !file.starts_with(src.join("js.rs")));

    let mut found = 0;
    let mut without = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        for (line, number, above) in items(&source) {
            found += 1;
            if !has_example(&above) {
                without.push(format!("{}:{number}: {line}", file.display()));
            }
        }
    }
    assert!(without.is_empty(), "no example for\n{}", without.join("\n"));
    // Were the source written in another form, nothing would be found and nothing would be missing.
    assert!(100 < found, "only {found} public items were found");
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
    let without = items(source).into_iter().filter(|(_, _, above)| !has_example(above));
    let lines: Vec<&str> = without.map(|(line, _, _)| line).collect();
    assert_eq!(lines, ["pub const fn without() {}", "Bare<'p> {}"]);
}
