//! A document that says only what differs from another one, and the whole document that comes of the two.
//!
//! | in the document | in the whole |
//! | --- | --- |
//! | a table | both tables, entry by entry |
//! | a list of rules: each has a `rule`, or a draft's `id` | both lists: a rule that both have stands where it stood, changed; the new ones come last |
//! | a text in several languages, any other list, and all else | as it is |
//! | `remove` | without what its paths lead to |
//! | `languages` | the texts that are taken over, in these languages only |
//!
//! What comes of it is checked as any document, and what is wrong with it is told with the path that it has in the document
//! as it was written; where it was taken over, the path begins with `extends`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::World;
use super::document::MAX_LANGUAGES;
use crate::data::Data;
use crate::problem::{Problem, ProblemCode, Problems, Report, join, nearest, quoted};

type Entries<'d> = [(Cow<'d, str>, Data<'d>)];

/// What the key of a rule in a list is called.
const KEYS: [&str; 2] = ["rule", "id"];

/// How often documents may extend one another.
const MAX_DEPTH: usize = 8;

/// How many paths a document may remove of another one: as many as that may have actions.
const MAX_REMOVED: usize = 1_000;

/// The whole document, and what it was made of.
pub(super) struct Extended<'d> {
    pub(super) whole: Data<'static>,
    /// The id of what is extended.
    pub(super) id: Option<String>,
    base: Data<'static>,
    written: &'d Data<'d>,
    languages: Vec<String>,
}

/// Makes the whole document of one that extends another; none where it extends none.
///
/// # Errors
///
/// What is wrong with `extends` and `remove`; then there is no whole document.
pub(super) fn extended<'d>(
    written: &'d Data<'d>,
    world: &World<'_>,
    depth: usize,
) -> Result<Option<Extended<'d>>, Problems> {
    let base = match written.get("extends") {
        None | Some(Data::Null) => return Ok(None),
        Some(_) if MAX_DEPTH <= depth => {
            let message = format!("at most {MAX_DEPTH} documents extend one another");
            return Err(Problem::new(ProblemCode::TooLarge, "extends", message).into());
        }
        Some(Data::Text(id)) => match (world.document_of)(id) {
            Some(base) => base,
            None if world.built_in.iter().any(|(known, _)| known == id) => {
                let message = format!("the document of {} is not part of this program", quoted(id));
                let problem = Problem::new(ProblemCode::UnknownPolicy, "extends", message);
                return Err(problem.help("build it with the feature `author`, or extend the document itself").into());
            }
            None => {
                let message = format!("there is no built-in policy {}", quoted(id));
                let problem = Problem::new(ProblemCode::UnknownPolicy, "extends", message);
                return Err(problem.nearest(id, world.built_in.iter().map(|(id, _)| *id)).into());
            }
        },
        Some(document @ Data::Map(_)) => document.owned(),
        Some(other) => {
            let message = format!("expected the id of a built-in policy, or a document, found {other}");
            return Err(Problem::new(ProblemCode::WrongType, "extends", message).into());
        }
    };
    let base = match extended(&base, world, depth.saturating_add(1)) {
        Ok(None) => base,
        Ok(Some(Extended { whole, .. })) => whole,
        Err(problems) => return Err(problems.moved(|path| join("extends", path))),
    };
    let languages = tags(&base);
    let mut base = in_languages(base, &languages, written);
    remove(&mut base, written)?;
    // A policy has an id of its own.
    let id = base.get("id").and_then(text).map(str::to_owned);
    if let Data::Map(entries) = &mut base {
        entries.retain(|(name, _)| name != "id");
    }
    let mut whole = merged(&base, written, &languages);
    if let Data::Map(entries) = &mut whole {
        // The address of a schema is that of extensions.
        let is_address = |name: &str, value: &Data<'_>| name == "$schema" && matches!(value, Data::Text(_));
        entries.retain(|(name, value)| !matches!(&**name, "extends" | "remove") && !is_address(name, value));
    }
    Ok(Some(Extended { whole, id, base, written, languages }))
}

/// The languages of a document, as far as it tells them and may have them.
fn tags(document: &Data<'_>) -> Vec<String> {
    let told: Vec<&str> = match (document.get("languages"), document.get("label")) {
        (Some(Data::List(tags)), _) => tags.iter().filter_map(text).collect(),
        (_, Some(Data::Map(labels))) => labels.iter().map(|(tag, _)| &**tag).collect(),
        _ => Vec::new(),
    };
    told.into_iter().take(MAX_LANGUAGES).map(str::to_owned).collect()
}

/// The base with its texts in the languages only that the document names.
fn in_languages(mut base: Data<'static>, before: &[String], written: &Data<'_>) -> Data<'static> {
    if let Some(Data::List(_)) = written.get("languages") {
        let after = tags(written);
        if before.iter().any(|tag| !after.contains(tag)) {
            reduce(&mut base, before, &after);
        }
    }
    base
}

/// Leaves out the languages that are no longer wanted; a text in one language is a plain text.
fn reduce(data: &mut Data<'static>, before: &[String], after: &[String]) {
    match data {
        Data::List(items) => items.iter_mut().for_each(|item| reduce(item, before, after)),
        Data::Map(entries) if is_text(entries, before) => {
            entries.retain(|(tag, _)| after.iter().any(|wanted| wanted == tag));
            if let ([_], [(_, only)]) = (after, entries.as_slice()) {
                *data = only.clone();
            }
        }
        Data::Map(entries) => entries.iter_mut().for_each(|(_, value)| reduce(value, before, after)),
        _ => {}
    }
}

/// Whether a table is a text in several languages.
fn is_text(entries: &Entries<'_>, languages: &[String]) -> bool {
    !entries.is_empty()
        && entries.iter().all(|(name, value)| {
            matches!(value, Data::Text(_)) && languages.iter().any(|tag| tag.eq_ignore_ascii_case(name))
        })
}

/// Removes what the document wants without.
fn remove(base: &mut Data<'static>, written: &Data<'_>) -> Result<(), Problems> {
    let paths = match written.get("remove") {
        None | Some(Data::Null) => return Ok(()),
        Some(Data::List(paths)) => paths,
        Some(other) => {
            let message = format!("expected a list of paths, found {other}");
            let problem = Problem::new(ProblemCode::WrongType, "remove", message);
            return Err(problem.help("write them like `[\"actions.nudge\", \"duties.ship\"]`").into());
        }
    };
    if MAX_REMOVED < paths.len() {
        let message = format!("at most {MAX_REMOVED} paths are removed, not {}", paths.len());
        return Err(Problem::new(ProblemCode::TooLarge, "remove", message).into());
    }
    let mut report = Report::default();
    for (index, path) in paths.iter().enumerate() {
        let at = format!("remove[{index}]");
        let Some(path) = text(path) else {
            report.add(Problem::new(ProblemCode::WrongType, at, format!("expected a path, found {path}")));
            continue;
        };
        if let Err(there) = without(base, path) {
            report.add_with(|| {
                let message = format!("there is no {} in what is extended", quoted(path));
                let names = there.paths();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let problem = Problem::new(ProblemCode::UnknownName, at, message);
                match nearest(path, &names) {
                    Some(name) => problem.suggesting(name),
                    None => problem.one_of(names),
                }
            });
        }
    }
    if report.is_empty() { Ok(()) } else { Err(report.problems()) }
}

/// As far as a path led that leads nowhere.
struct There<'d> {
    walked: String,
    data: &'d Data<'static>,
}

impl There<'_> {
    /// The paths on which it could have gone on.
    fn paths(&self) -> Vec<String> {
        names_of(self.data).map(|name| join(&self.walked, name)).collect()
    }
}

/// Removes what a path leads to.
fn without<'d>(data: &'d mut Data<'static>, path: &str) -> Result<(), There<'d>> {
    fn go<'d>(data: &'d mut Data<'static>, rest: &str, walked: String) -> Result<(), There<'d>> {
        let found = names_of(data).find_map(|name| {
            let rest = rest.strip_prefix(name)?;
            (rest.is_empty() || rest.starts_with('.')).then(|| (name.to_owned(), rest))
        });
        let Some((name, rest)) = found else { return Err(There { walked, data }) };
        match (data, rest.strip_prefix('.')) {
            (Data::Map(entries), None) => entries.retain(|(key, _)| **key != name),
            (Data::List(items), None) => items.retain(|item| key_of(item) != Some(&name)),
            (Data::Map(entries), Some(rest)) => {
                if let Some((_, value)) = entries.iter_mut().find(|(key, _)| **key == name) {
                    return go(value, rest, join(&walked, &name));
                }
            }
            (Data::List(items), Some(rest)) => {
                if let Some(item) = items.iter_mut().find(|item| key_of(item) == Some(&name)) {
                    return go(item, rest, join(&walked, &name));
                }
            }
            _ => {}
        }
        Ok(())
    }
    go(data, path, String::new())
}

/// The names of what is in a table, or in a list of rules.
fn names_of<'d>(data: &'d Data<'_>) -> impl Iterator<Item = &'d str> {
    let (entries, items): (&[_], &[_]) = match data {
        Data::Map(entries) => (entries, &[]),
        Data::List(items) => (&[], items),
        _ => (&[], &[]),
    };
    entries.iter().map(|(name, _)| &**name).chain(items.iter().filter_map(key_of))
}

/// The key of a rule in a list.
fn key_of<'d>(item: &'d Data<'_>) -> Option<&'d str> {
    KEYS.iter().find_map(|key| text(item.get(key)?))
}

fn text<'d>(data: &'d Data<'_>) -> Option<&'d str> {
    match data {
        Data::Text(text) => Some(text),
        _ => None,
    }
}

/// The base as the document changes it.
fn merged(base: &Data<'_>, written: &Data<'_>, languages: &[String]) -> Data<'static> {
    match (base, written) {
        (Data::Map(own), Data::Map(changes)) if are_tables(base, written, languages) => {
            let mut whole: Vec<(Cow<'static, str>, Data<'static>)> = Vec::new();
            // Of a name that stands twice, the first counts.
            let changed: BTreeMap<&str, &Data<'_>> =
                changes.iter().rev().map(|(name, change)| (&**name, change)).collect();
            let known: BTreeSet<&str> = own.iter().map(|(name, _)| &**name).collect();
            for (name, value) in own {
                let changed = changed.get(&**name).map(|change| merged(value, change, languages));
                whole.push((Cow::Owned(name.to_string()), changed.unwrap_or_else(|| value.owned())));
            }
            let new = changes.iter().filter(|(name, _)| !known.contains(&**name));
            whole.extend(new.map(|(name, value)| (Cow::Owned(name.to_string()), value.owned())));
            Data::Map(whole)
        }
        (Data::List(own), Data::List(changes)) => match pairs(own, changes) {
            Some(pairs) => Data::List(pairs.iter().filter_map(|pair| pair.merged(own, changes, languages)).collect()),
            None => written.owned(),
        },
        _ => written.owned(),
    }
}

/// Whether two values are tables that are merged entry by entry.
fn are_tables(base: &Data<'_>, written: &Data<'_>, languages: &[String]) -> bool {
    matches!((base, written), (Data::Map(own), Data::Map(changes)) if !is_text(own, languages) && !is_text(changes, languages))
}

/// An item of a merged list: where it stands in the base and in the document, in one of them at least.
struct Pair {
    base: Option<usize>,
    written: Option<usize>,
}

impl Pair {
    fn merged(&self, own: &[Data<'_>], changes: &[Data<'_>], languages: &[String]) -> Option<Data<'static>> {
        let base = self.base.and_then(|at| own.get(at));
        let written = self.written.and_then(|at| changes.get(at));
        match (base, written) {
            (Some(base), Some(change)) => Some(merged(base, change, languages)),
            (one, other) => one.or(other).map(Data::owned),
        }
    }
}

/// How two lists of rules become one; none where one of them is no list of rules, or names a rule twice.
fn pairs(own: &[Data<'_>], changes: &[Data<'_>]) -> Option<Vec<Pair>> {
    // Each rule with its place.
    fn places<'d>(items: &'d [Data<'_>]) -> Option<BTreeMap<&'d str, usize>> {
        let keys = items.iter().enumerate().map(|(at, item)| Some((key_of(item)?, at)));
        let places = keys.collect::<Option<BTreeMap<_, _>>>()?;
        (places.len() == items.len()).then_some(places)
    }
    let (in_own, in_changes) = (places(own)?, places(changes)?);
    let place = |item: &Data<'_>, places: &BTreeMap<&str, usize>| places.get(key_of(item)?).copied();
    let kept = own.iter().enumerate().map(|(at, item)| Pair { base: Some(at), written: place(item, &in_changes) });
    let new = changes.iter().enumerate().filter(|(_, item)| place(item, &in_own).is_none());
    Some(kept.chain(new.map(|(at, _)| Pair { base: None, written: Some(at) })).collect())
}

impl Extended<'_> {
    /// The path in the document as it was written, of a path in the whole.
    pub(super) fn path(&self, whole: &str) -> String {
        let (mut base, mut written): (Option<&Data<'_>>, &Data<'_>) = (Some(&self.base), self.written);
        let (mut in_base, mut in_written) = (String::new(), String::new());
        let mut rest = whole;
        // Where it goes on with line and column, it is inside a condition.
        while !rest.is_empty() && !rest.starts_with(':') {
            let Some((place, after)) = step(rest) else { break };
            let (own, change) = match place {
                Place::Name(name) => {
                    let own = base.and_then(|base| base.get(name));
                    let change = written.get(name);
                    if own.is_none() && change.is_none() {
                        break;
                    }
                    (in_base, in_written) = (join(&in_base, name), join(&in_written, name));
                    (own, change)
                }
                Place::Index(at) => {
                    let Some(pair) = pair(at, base, written) else { break };
                    let numbered = |at: Option<usize>| at.map_or_else(String::new, |at| format!("[{at}]"));
                    in_base.push_str(&numbered(pair.base));
                    in_written.push_str(&numbered(pair.written));
                    (base.and_then(|base| item(base, pair.base)), item(written, pair.written))
                }
            };
            rest = after;
            match change {
                Some(change) => {
                    (base, written) = (
                        own.filter(|own| !matches!(own, Data::Map(_)) || are_tables(own, change, &self.languages)),
                        change,
                    )
                }
                None => return format!("extends.{in_base}{rest}"),
            }
        }
        let is_apart = !rest.is_empty() && !rest.starts_with(['.', '[', ':']) && !in_written.is_empty();
        format!("{in_written}{}{rest}", if is_apart { "." } else { "" })
    }
}

/// A step of a path.
enum Place<'p> {
    Name(&'p str),
    Index(usize),
}

/// The first step of a path, and what is left of it.
fn step(path: &str) -> Option<(Place<'_>, &str)> {
    if let Some((index, rest)) = path.strip_prefix('[').and_then(|path| path.split_once(']')) {
        return Some((Place::Index(index.parse().ok()?), rest));
    }
    let path = path.strip_prefix('.').unwrap_or(path);
    let end = path.find(['.', '[', ':']).unwrap_or(path.len());
    let (name, rest) = path.split_at_checked(end)?;
    Some((Place::Name(name), rest))
}

/// Which items of the two lists became the one with this number in the whole.
fn pair(at: usize, base: Option<&Data<'_>>, written: &Data<'_>) -> Option<Pair> {
    let Data::List(changes) = written else { return None };
    match base {
        Some(Data::List(own)) => match pairs(own, changes) {
            Some(pairs) => pairs.into_iter().nth(at),
            None => Some(Pair { base: None, written: Some(at) }),
        },
        _ => Some(Pair { base: None, written: Some(at) }),
    }
}

fn item<'d>(list: &'d Data<'d>, at: Option<usize>) -> Option<&'d Data<'d>> {
    match list {
        Data::List(items) => items.get(at?),
        _ => None,
    }
}
