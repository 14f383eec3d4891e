//! Checks the built-in policies and compiles them into the crate.
//!
//! The checks are the library's own: the modules below are the very files of `src/`. So a
//! mistake in a built-in policy is told when the crate is built, with file, line and
//! column, and nothing has to be parsed or checked when the library is used.

#![allow(dead_code, unreachable_pub, unused_imports, reason = "the build needs a part of these modules only")]

#[path = "src"]
mod library {
    pub(crate) mod data;
    pub(crate) mod expr;
    pub(crate) mod policy;
    pub(crate) mod problem;
    pub(crate) mod text;
    pub(crate) mod time;
    pub(crate) mod written;
}

use std::path::Path;
use std::{env, fs};

use library::{data, expr, policy, problem, text, time, written};

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
    let world = policy::World { zones: &time::Database, calendars: &calendars, built_in: &[], document_of: &|_| None };
    let mut policies = Vec::new();
    for id in POLICIES {
        match checked(id, &world) {
            Ok(policy) => policies.push(policy),
            Err(messages) => mistakes.extend(messages),
        }
    }
    if mistakes.is_empty() {
        mistakes.extend(write(&policies, &calendars).err());
    }
    for mistake in mistakes {
        println!("cargo::error={mistake}");
    }
}

/// Writes the compiled policies and the packed calendars down, as `src/builtin.rs` takes them in.
fn write(policies: &[policy::Policy], calendars: &[policy::BuiltinCalendar]) -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    let write = |name: &str, content: &[u8]| {
        fs::write(Path::new(&out).join(name), content).map_err(|error| format!("cannot write {name}: {error}"))
    };
    let root = env::var("CARGO_MANIFEST_DIR").map_err(|error| format!("CARGO_MANIFEST_DIR: {error}"))?;
    let [mut compiled, mut documents, mut versions, mut packed] = [const { String::new() }; 4];
    for policy in policies {
        let (id, file) = (policy.id(), format!("{}.policy", policy.id()));
        write(&file, &policy.compile())?;
        compiled.push_str(&format!("    ({id:?}, include_bytes!({file:?})),\n"));
        let document = Path::new(&root).join(format!("src/policies/{id}.toml"));
        documents.push_str(&format!("    ({id:?}, include_str!({document:?})),\n"));
        versions.push_str(&format!("    ({id:?}, {:?}),\n", policy.version()));
    }
    let mut packer = policy::Packer::default();
    for calendar in calendars {
        calendar.pack(&mut packer);
        let file = format!("{}.calendar", calendar.id);
        write(&file, &std::mem::take(&mut packer.bytes))?;
        packed.push_str(&format!("    include_bytes!({file:?}),\n"));
    }
    write("calendars.txt", packer.texts.as_bytes())?;
    let lists =
        [("policies.rs", compiled), ("documents.rs", documents), ("versions.rs", versions), ("calendars.rs", packed)];
    for (name, list) in lists {
        write(name, format!("&[\n{list}]\n").as_bytes())?;
    }
    Ok(())
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
    let told =
        |mistakes: &written::Mistakes| mistakes.to_string().lines().map(|line| format!("{path}:{line}")).collect();
    let written = written::Written::read(&text, written::Syntax::Toml).map_err(|mistakes| told(&mistakes))?;
    make(&written.data()).map_err(|problems| told(&written.mistakes(&problems)))
}
