//! What may not be meant as it stands, although nothing is wrong with it: a policy is made all the same.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::{is_left, steps};
use crate::policy::document::Document;
use crate::policy::read::Table;
use crate::problem::{Problem, ProblemCode, join, quoted};
use crate::text::{Language, Phrase, Str};

/// Everything of a sound document at which its author may want to look again. Its languages are listed, or those of its
/// label.
pub(super) fn notices(document: &Document, are_listed: bool, languages: &[Language]) -> Vec<Problem> {
    let phrases = languages.iter().enumerate().filter_map(|(index, language)| {
        let path = match (&document.phrases, are_listed) {
            (Some(_), _) => "phrases".to_owned(),
            (None, true) => format!("languages[{index}]"),
            (None, false) => join("label", &language.tag),
        };
        phrases(language, languages.len(), path)
    });
    phrases.chain(states(document)).collect()
}

/// Notes what the engine says in English in the middle of another language.
fn phrases(language: &Language, languages: usize, path: String) -> Option<Problem> {
    let is_own = |id: &&str| language.phrases.iter().any(|(own, _)| Phrase::parse(id) == Some(*own));
    let lacks: Vec<&str> = Phrase::ids().filter(|id| !is_own(id)).collect();
    let first = *lacks.first().filter(|_| !language.is("ja") && !language.is("en"))?;
    let tag = &language.tag;
    let message = if language.phrases.is_empty() {
        format!("what the engine itself says is English in `{tag}` too, since it has no phrases")
    } else {
        let lacks: Vec<String> = lacks.into_iter().map(quoted).collect();
        format!("these phrases are English in `{tag}` too: {}", lacks.join(", "))
    };
    let example =
        if languages == 1 { format!("{first} = \"…\"") } else { format!("{first} = {{ {tag} = \"…\" }}") };
    let help = format!("give them under `phrases`, such as `{example}`");
    Some(Problem::new(ProblemCode::MissingPhrases, path, message).help(help))
}

/// Notes each state in which a deal stays for ever without being over, and each that it never comes to from the first.
fn states(document: &Document) -> Vec<Problem> {
    let Table(states) = &document.states;
    let islands = islands(document);
    let mut notices = Vec::new();
    for (id, state) in states {
        let path = join("states", id);
        if islands.contains(&**id) {
            let first = states.first().map_or("", |(first, _)| first);
            let message = format!("nothing leads from the first state, {}, to {}", quoted(first), quoted(id));
            let help = "let an action or a transition lead to it; it is all right where deals begin in it";
            notices.push(Problem::new(ProblemCode::Unreachable, &*path, message).help(help));
        }
        if state.is_final != Some(true) && !is_left(id, document) {
            let message = format!("nothing leads out of the state {}, and it is not final", quoted(id));
            let help = "give it `final = true` where the deal is over then, or let an action or a transition lead on";
            notices.push(Problem::new(ProblemCode::DeadEnd, path, message).help(help));
        }
    }
    notices
}

/// The states that a deal does not come to from the first, but for those to which others of these lead.
fn islands(document: &Document) -> BTreeSet<&str> {
    let Table(states) = &document.states;
    let mut next: BTreeMap<&Str, BTreeSet<&Str>> = BTreeMap::new();
    for step in steps(document) {
        for from in step.from {
            next.entry(from).or_default().extend(step.to.iter().filter(|to| **to != from));
        }
    }
    let has_way_in: BTreeSet<&Str> = next.values().flatten().copied().collect();
    let mut reached: BTreeSet<&Str> = BTreeSet::new();
    let mut islands = BTreeSet::new();
    let ids = || states.iter().map(|(id, _)| id);
    // What has no way in comes first, since the others may be reached from there.
    for id in ids().take(1).chain(ids().filter(|id| !has_way_in.contains(id))).chain(ids()) {
        if reached.contains(id) {
            continue;
        }
        if !reached.is_empty() {
            islands.insert(&**id);
        }
        let mut ahead = vec![id];
        while let Some(here) = ahead.pop() {
            if reached.insert(here) {
                ahead.extend(next.get(here).into_iter().flatten().copied());
            }
        }
    }
    islands
}
