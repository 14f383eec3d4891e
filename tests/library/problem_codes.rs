//! That the codes of problems are one vocabulary: what the library and the package say, and what README.md tells of.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use torihiki::ProblemCode;

fn vocabulary() -> BTreeSet<String> {
    ProblemCode::ALL.map(|code| code.word().to_owned()).into()
}

/// The texts of all files with an extension in a folder and the folders in it.
fn texts(folder: &Path, extension: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tests") || path.ends_with("tests.rs") {
            continue;
        }
        if path.is_dir() {
            texts.extend(self::texts(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) && !path.ends_with("src/problem/code.rs") {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
    texts
}

/// What stands behind a text, as far as its characters belong to a name or a code.
fn behind<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    let belongs = |c: char| c.is_ascii_alphanumeric() || c == '-';
    text.split(before).skip(1).map(|rest| rest.split(|c| !belongs(c)).next().unwrap()).collect()
}

#[test]
fn the_readme_tells_of_every_code_and_of_no_other() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, table) = readme.split_once("| code | meaning |").unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.is_empty() || line.starts_with('|'));
    let rows = rows.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    let codes = rows.filter_map(|row| row.split('|').nth(1));
    let told: BTreeSet<String> =
        codes.flat_map(|codes| codes.split('`').skip(1).step_by(2)).map(str::to_owned).collect();
    assert_eq!(told, vocabulary());
}

#[test]
fn every_code_is_said_by_the_library_or_by_the_package_and_no_other_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rust = texts(&root.join("src"), "rs").concat();
    let rust: String = rust.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let variants: BTreeSet<&str> = behind(&rust, "ProblemCode::").into_iter().collect();
    let by_rust = ProblemCode::ALL.into_iter().filter(|code| variants.contains(&*format!("{code:?}")));
    let javascript = ["www/package", "www/element"].map(|folder| texts(&root.join(folder), "js").concat()).concat();
    let by_javascript = [behind(&javascript, "failure(\""), behind(&javascript, "failure(\n      \"")].concat();
    let by_javascript: Vec<String> = by_javascript.into_iter().map(str::to_owned).collect();
    assert!(by_javascript.len() > 3, "{by_javascript:?}");
    let mut said: BTreeSet<String> = by_rust.map(|code| code.word().to_owned()).collect();
    said.extend(by_javascript);
    assert_eq!(said, vocabulary());
}
