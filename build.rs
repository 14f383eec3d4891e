//! Checks the built-in policies and packs them into the crate.
//!
//! The checks are the library's own: the modules below are the very files of `src/`. So a
//! mistake in a built-in policy is told when the crate is built, with file, line and
//! column, and the TOML parser stays out of the library.

#![allow(dead_code, unreachable_pub, unused_imports, reason = "the build needs a part of these modules only")]

#[path = "src"]
mod library {
    pub(crate) mod data;
    pub(crate) mod expr;
    pub(crate) mod policy;
    pub(crate) mod problem;
    pub(crate) mod text;
    pub(crate) mod time;
}

use std::path::Path;
use std::{env, fs};

use library::{data, expr, policy, problem, text, time};
use toml::de::{DeTable, DeValue};

/// The built-in policies, in the order in which they are listed everywhere.
const POLICIES: [&str; 5] = ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"];

/// The built-in calendars, which policies can name.
const CALENDARS: [&str; 1] = ["jp"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    let mut mistakes = Vec::new();
    let mut calendars = Vec::new();
    for id in CALENDARS {
        match calendar(id) {
            Ok(calendar) => calendars.push(calendar),
            Err(messages) => mistakes.extend(messages),
        }
    }
    // While the built-in policies are made there are none.
    let world = policy::World { zones: &time::Database, calendars: &calendars, version_of: &|_| None };
    let mut policies = Vec::new();
    for id in POLICIES {
        match checked(id, &world) {
            Ok(policy) => policies.push(policy),
            Err(messages) => mistakes.extend(messages),
        }
    }
    if mistakes.is_empty() {
        mistakes.extend(pack(&policies, &calendars).err());
    }
    for mistake in mistakes {
        println!("cargo::error={mistake}");
    }
}

/// Writes the checked policies and calendars down, in the form that `src/builtin.rs` reads.
fn pack(policies: &[policy::Policy], calendars: &[policy::BuiltinCalendar]) -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    let write = |name: &str, content: &[u8]| {
        fs::write(Path::new(&out).join(name), content).map_err(|error| format!("cannot write {name}: {error}"))
    };
    let mut packer = policy::Packer::default();
    let mut list = String::from("&[\n");
    for policy in policies {
        policy.pack(&mut packer);
        let file = format!("{}.policy", policy.id());
        write(&file, &std::mem::take(&mut packer.bytes))?;
        list.push_str(&format!("    ({:?}, include_bytes!({file:?})),\n", policy.id()));
    }
    list.push_str("]\n");
    write("policies.rs", list.as_bytes())?;
    let mut list = String::from("&[\n");
    for calendar in calendars {
        calendar.pack(&mut packer);
        let file = format!("{}.calendar", calendar.id);
        write(&file, &std::mem::take(&mut packer.bytes))?;
        list.push_str(&format!("    include_bytes!({file:?}),\n"));
    }
    list.push_str("]\n");
    write("calendars.rs", list.as_bytes())?;
    write("policies.txt", packer.texts.as_bytes())
}

/// A policy, or what is wrong with its file.
fn checked(id: &str, world: &policy::World<'_>) -> Result<policy::Policy, Vec<String>> {
    let path = format!("src/policies/{id}.toml");
    let policy = read(&path, |data| policy::Policy::checked(data, world))?;
    if policy.id() == id { Ok(policy) } else { Err(vec![misnamed(&path, policy.id())]) }
}

/// A calendar, or what is wrong with its file.
fn calendar(id: &str) -> Result<policy::BuiltinCalendar, Vec<String>> {
    let path = format!("src/calendars/{id}.toml");
    let calendar = read(&path, policy::BuiltinCalendar::read)?;
    if *calendar.id == *id { Ok(calendar) } else { Err(vec![misnamed(&path, &calendar.id)]) }
}

fn misnamed(path: &str, id: &str) -> String {
    format!("{path}:1:1: the id is `{id}`, but the file is called otherwise")
}

/// What is made of a file, or what is wrong with it.
fn read<T>(path: &str, make: impl FnOnce(&data::Data<'_>) -> Result<T, problem::Problems>) -> Result<T, Vec<String>> {
    let text = fs::read_to_string(path).map_err(|error| vec![format!("{path}: {error}")])?;
    let syntax = |error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![format!("{path}:{}: {}", at_place(&text, at), error.message())]
    };
    let data: data::Data<'static> = toml::from_str(&text).map_err(syntax)?;
    let table = DeTable::parse(&text).map_err(syntax)?;
    make(&data).map_err(|problems| {
        let problems = problems.as_slice().iter().map(|problem| {
            let at = locate(table.get_ref(), &problem.path, &text);
            let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{path}:{}: {}: {}{help}", at_place(&text, at), problem.path, problem.message)
        });
        problems.collect::<Vec<_>>()
    })
}

/// The byte at which a problem is. Its path is followed as far as it leads.
fn locate(table: &DeTable<'_>, path: &str, text: &str) -> usize {
    // Inside a condition the path ends with line and column; these count from its quote.
    let mut parts = path.split(':');
    let names = parts.next().unwrap_or_default();
    let column: usize = parts.nth(1).and_then(|column| column.parse().ok()).unwrap_or(0);
    let mut at = 0;
    let mut value: Option<&DeValue<'_>> = None;
    for step in names.replace('[', ".[").split('.').filter(|step| !step.is_empty()) {
        let next = match (step.strip_prefix('['), value) {
            (Some(index), Some(DeValue::Array(items))) => {
                index.trim_end_matches(']').parse().ok().and_then(|index: usize| items.get(index))
            }
            (None, None) => table.get(step),
            (None, Some(DeValue::Table(table))) => table.get(step),
            _ => None,
        };
        let Some(next) = next else { break };
        at = next.span().start;
        value = Some(next.get_ref());
    }
    let written = text.get(at..).unwrap_or_default();
    let quotes = written.chars().take_while(|c| *c == '"' || *c == '\'').count();
    if column == 0 { at } else { at.saturating_add(quotes).saturating_add(column).saturating_sub(1) }
}

/// Line and column of a byte, as compilers write them.
fn at_place(text: &str, at: usize) -> String {
    let (line, column) = problem::place(text, at);
    format!("{line}:{column}")
}
