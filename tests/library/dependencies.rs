//! That dependencies inside the library point downwards only.
//!
//! The order of the modules stands in the table of `src/lib.rs`, and nowhere else: a module may name those
//! above it in the table. Between the files of one folder no order is declared, but there are no circles. What a
//! file names is read from its text, `use` lines and paths alike; comments, texts and tests do not count. A
//! parent and its own files may name each other, because a parent hands out what its files hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by the names that lead to it from the root, which has none.
type Module = Vec<String>;

/// That a module names another one.
#[derive(Clone, Debug)]
struct Arrow {
    from: Module,
    to: Module,
    /// Where, as `src/time.rs:9`.
    place: String,
}

/// Every file of the library as a module with its path and its text, but for those that hold tests alone.
fn files() -> BTreeMap<Module, (String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inner = path.strip_prefix(&root).unwrap().with_extension("");
            let mut module: Module = inner.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
            if module.iter().any(|name| name == "tests") || module == ["dice"] {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                module.retain(|name| name != "lib");
                let name = path.strip_prefix(root.parent().unwrap()).unwrap().display().to_string();
                files.insert(module, (name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files
}

/// A word or a sign of Rust, and the line on which it stands.
type Token = (String, usize);

/// Splits a file into words and signs, without comments, texts and single characters.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if first == '"' {
            let mut chars = rest.char_indices().skip(1);
            loop {
                match chars.next() {
                    Some((_, '\\')) => drop(chars.next()),
                    Some((at, '"')) => break at + 1,
                    Some(_) => {}
                    None => break rest.len(),
                }
            }
        } else if first == '\'' {
            // A character ends with a quote; a lifetime does not.
            let end = rest.char_indices().nth(if rest.starts_with("'\\") { 3 } else { 2 });
            end.filter(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 1)
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            tokens.push((rest.split_at(end).0.to_owned(), line));
            end
        } else if rest.starts_with("::") {
            tokens.push(("::".to_owned(), line));
            2
        } else {
            if !first.is_whitespace() {
                tokens.push((first.to_string(), line));
            }
            first.len_utf8()
        };
        let (read, more) = rest.split_at(length);
        line += read.matches('\n').count();
        rest = more;
    }
    tokens
}

/// The tokens without what is compiled for tests only.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let words = |at: usize, words: &[&str]| {
        tokens.get(at..at + words.len()).is_some_and(|found| found.iter().map(|(word, _)| word).eq(words))
    };
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !words(at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        // The item ends with a semicolon, or with the brace that closes its first one.
        let mut depth = 0;
        for (word, _) in &tokens[at..] {
            at += 1;
            match word.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && (word == "}" || word == ";") {
                break;
            }
        }
    }
    kept
}

/// Every path that a file writes, name by name, with its line: those of `use`, and those in the code that start at
/// the root, at a parent or at the module itself.
fn paths(tokens: &[Token]) -> Vec<(Vec<String>, usize)> {
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens[at].0.as_str();
        let starts =
            matches!(word, "crate" | "super" | "self") && tokens.get(at + 1).is_some_and(|(sign, _)| sign == "::");
        if word == "use" {
            at = tree(tokens, at + 1, &[], &mut paths);
        } else if starts || (word == "in" && at > 1 && tokens[at - 1].0 == "(" && tokens[at - 2].0 == "pub") {
            at = tree(tokens, at + usize::from(word == "in"), &[], &mut paths);
        } else {
            at += 1;
        }
    }
    paths
}

/// Reads a path and the trees in braces that it branches into, and tells where it ends.
fn tree(tokens: &[Token], mut at: usize, before: &[String], paths: &mut Vec<(Vec<String>, usize)>) -> usize {
    let mut path = before.to_vec();
    let mut line = tokens[at].1;
    loop {
        let (word, here) = &tokens[at];
        if word == "{" {
            at += 1;
            while tokens[at].0 != "}" {
                at = if tokens[at].0 == "," { at + 1 } else { tree(tokens, at, &path, paths) };
            }
            return at + 1;
        }
        line = if path.len() == before.len() { *here } else { line };
        path.push(word.clone());
        at += 1;
        match tokens.get(at).map(|(sign, _)| sign.as_str()) {
            Some("::") => at += 1,
            // Another name for the same thing.
            Some("as") => {
                paths.push((path, line));
                return at + 2;
            }
            _ => {
                paths.push((path, line));
                return at;
            }
        }
    }
}

/// The modules and what they hand out of others.
struct Map {
    files: BTreeMap<Module, (String, String)>,
    /// For a module and a name, the path of what it re-exports under that name.
    handed_out: BTreeMap<(Module, String), Module>,
}

impl Map {
    fn new() -> Map {
        let files = files();
        let mut map = Map { files, handed_out: BTreeMap::new() };
        let mut handed_out = BTreeMap::new();
        for (module, (_, text)) in &map.files {
            for (path, _) in paths(&without_tests(&tokens(text))) {
                let target = map.absolute(module, &path);
                // A path that starts with the name of a file of this module.
                if let (Some(target), Some(name)) = (target, path.last())
                    && target.len() > module.len() + 1
                    && target.starts_with(module)
                {
                    handed_out.insert((module.clone(), name.clone()), target);
                }
            }
        }
        map.handed_out = handed_out;
        map
    }

    /// The path from the root, where a path leads into the library.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Vec<String>> {
        let mut names = path.iter().peekable();
        let mut base = match names.peek()?.as_str() {
            "crate" => {
                names.next();
                Vec::new()
            }
            "self" | "super" => module.clone(),
            first => {
                let mut child = module.clone();
                child.push(first.to_owned());
                self.files.contains_key(&child).then(|| module.clone())?
            }
        };
        while let Some(step) = names.next_if(|name| *name == "self" || *name == "super") {
            if step == "super" {
                base.pop();
            }
        }
        base.extend(names.cloned());
        Some(base)
    }

    /// The module in which what a path from the root leads to stands, followed through what others hand out.
    fn home(&self, path: &[String]) -> Module {
        let mut path = path.to_vec();
        for _ in 0..8 {
            let module = (0..=path.len()).rev().map(|length| path[..length].to_vec());
            let module = module.into_iter().find(|module| self.files.contains_key(module)).unwrap();
            let name = path.get(module.len()).cloned().unwrap_or_default();
            match self.handed_out.get(&(module.clone(), name)) {
                Some(target) => path = [target.as_slice(), &path[module.len() + 1..]].concat(),
                None => return module,
            }
        }
        panic!("{path:?} is handed out in a circle");
    }

    fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for (from, (name, text)) in &self.files {
            for (path, line) in paths(&without_tests(&tokens(text))) {
                let Some(path) = self.absolute(from, &path) else { continue };
                arrows.push(Arrow { from: from.clone(), to: self.home(&path), place: format!("{name}:{line}") });
            }
        }
        arrows
    }
}

/// The modules in the order of the table in `src/lib.rs`, the lowest first.
fn declared(text: &str) -> Vec<String> {
    let rows = text.lines().skip_while(|line| !line.starts_with("//! | module")).skip(2);
    let rows = rows.take_while(|line| line.starts_with("//! |"));
    rows.map(|row| row.split('`').nth(1).expect("a module in backticks").to_owned()).collect()
}

#[test]
fn every_module_names_only_those_above_it_in_the_table() {
    let map = Map::new();
    let order = declared(&map.files[&Module::new()].1);
    let rank = |module: &str| order.iter().position(|known| known == module);
    let mut wrong = Vec::new();
    for module in map.files.keys().filter_map(|module| module.first()).collect::<BTreeSet<_>>() {
        if rank(module).is_none() {
            wrong.push(format!("src/lib.rs: `{module}` is not in the table of modules"));
        }
    }
    for module in order.iter().filter(|module| !map.files.contains_key(&vec![module.to_string()])) {
        wrong.push(format!("src/lib.rs: `{module}` is in the table of modules, and there is no such file"));
    }
    let arrows = map.arrows();
    for Arrow { from, to, place } in &arrows {
        // The root hands out what the modules hold; nothing but examples names it.
        let (Some(from), Some(to)) = (from.first(), to.first()) else { continue };
        if rank(from).is_some() && rank(from) < rank(to) {
            wrong.push(format!("{place}: `{from}` names `{to}`, which comes after it in the table of src/lib.rs"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(200 < arrows.len(), "only {} paths were read", arrows.len());
}

#[test]
fn the_files_of_one_folder_name_each_other_without_a_circle() {
    let map = Map::new();
    let arrows = map.arrows();
    let folders: BTreeSet<&[String]> =
        map.files.keys().filter_map(|module| module.split_last()).map(|(_, up)| up).collect();
    let mut wrong = Vec::new();
    for folder in folders.into_iter().filter(|folder| !folder.is_empty()) {
        // For each file of the folder the others that it names, with the first place.
        let mut names: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for Arrow { from, to, place } in &arrows {
            if let (Some(from), Some(to)) = (from.strip_prefix(folder), to.strip_prefix(folder))
                && let (Some(from), Some(to)) = (from.first(), to.first())
                && from != to
            {
                names.entry(from).or_default().entry(to).or_insert(place);
            }
        }
        // What names no other file that is left, or is named by none, is in no circle and is taken away.
        let loose = |names: &BTreeMap<&str, BTreeMap<&str, &str>>, file: &str| {
            names[file].keys().all(|to| !names.contains_key(to)) || names.values().all(|to| !to.contains_key(file))
        };
        while let Some(file) = names.keys().copied().find(|file| loose(&names, file)) {
            names.remove(file);
        }
        for (from, others) in &names {
            for (to, place) in others.iter().filter(|(to, _)| names.contains_key(*to)) {
                wrong.push(format!("{place}: `{from}` names `{to}`, and they are in a circle"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_are_read_wherever_they_stand() {
    let text = r#"
        // use crate::comment;
        use crate::policy::{self, Action, template::{Message as Said, Part}};
        pub(crate) use parse::*;
        /// ```
        /// use crate::example;
        /// ```
        pub(in crate::preview) fn f<'a>(text: &'a str) -> char {
            let place = "crate::text";
            let _ = crate::time::Duration::from_millis(1);
            super::super::after::within_range('\'')
        }
        #[cfg(test)]
        mod tests {
            use crate::hidden;
        }
        use self::last;
    "#;
    let told: Vec<String> = paths(&without_tests(&tokens(text)))
        .into_iter()
        .map(|(path, line)| format!("{line} {}", path.join("::")))
        .collect();
    assert_eq!(
        told,
        [
            "3 crate::policy::self",
            "3 crate::policy::Action",
            "3 crate::policy::template::Message",
            "3 crate::policy::template::Part",
            "4 parse::*",
            "8 crate::preview",
            "10 crate::time::Duration::from_millis",
            "11 super::super::after::within_range",
            "17 self::last",
        ]
    );
}
