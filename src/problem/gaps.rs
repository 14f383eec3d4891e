//! What cannot be told of an input because a part of it could not be read.

use std::collections::BTreeSet;

use super::Problem;

/// The places that could not be read. What rests on them is neither right nor wrong.
#[derive(Debug, Default)]
pub(crate) struct Unread(BTreeSet<String>);

impl Unread {
    /// Adds a place.
    pub(crate) fn add(&mut self, path: String) {
        self.0.insert(path);
    }

    /// Whether the value at a path could not be read.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.contains(path)
    }

    /// Whether the value at a path or something in it could not be read.
    pub(crate) fn within(&self, path: &str) -> bool {
        let inside = |sign: &str| {
            let start = format!("{path}{sign}");
            self.0.range(start.clone()..).next().is_some_and(|known| known.starts_with(&start))
        };
        self.has(path) || inside(".") || inside("[")
    }
}

/// Elements of which it cannot be told in which editions they exist. They are checked in all of them, and what is wrong
/// with them in each is wrong; what is wrong in some may be all right in their own.
#[derive(Debug, Default)]
pub(crate) struct Doubts {
    places: BTreeSet<String>,
    /// The edition that is looked at, and what was found in such elements, with the editions that have it.
    edition: Option<usize>,
    found: Vec<(Problem, Vec<usize>)>,
}

impl Doubts {
    /// How many problems are kept.
    const MOST: usize = 100;

    /// Adds an element.
    pub(crate) fn add(&mut self, path: &str) {
        self.places.insert(path.to_owned());
    }

    /// Whether a path leads to such an element or into one.
    pub(crate) fn has(&self, path: &str) -> bool {
        let around = path.match_indices(['.', '[', ':']).filter_map(|(at, _)| path.get(..at));
        !self.places.is_empty() && around.chain([path]).any(|place| self.places.contains(place))
    }

    /// Says which edition is looked at.
    pub(crate) fn look_at(&mut self, edition: usize) {
        self.edition = Some(edition);
    }

    /// Keeps a problem of such an element; gives back any other.
    pub(super) fn keep(&mut self, problem: Problem) -> Option<Problem> {
        let Some(edition) = self.edition.filter(|_| self.has(&problem.path)) else { return Some(problem) };
        if let Some((_, editions)) = self.found.iter_mut().find(|(known, _)| *known == problem) {
            if !editions.contains(&edition) {
                editions.push(edition);
            }
        } else if self.found.len() < Self::MOST {
            self.found.push((problem, vec![edition]));
        }
        None
    }

    /// What is wrong in each of so many editions.
    pub(super) fn settled(&mut self, editions: usize) -> Vec<Problem> {
        self.edition = None;
        let found = std::mem::take(&mut self.found);
        found.into_iter().filter(|(_, in_editions)| in_editions.len() == editions).map(|(problem, _)| problem).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ProblemCode;

    #[test]
    fn a_place_has_what_is_in_it_and_not_what_is_called_alike() {
        let mut unread = Unread::default();
        for path in ["facts.sent-at.x", "facts.sent", "facts.size.type[1]", "facts.sent"] {
            unread.add(path.to_owned());
        }
        assert!(unread.has("facts.sent") && !unread.has("facts") && !unread.has("facts.size.type"));
        for (path, expected) in [
            ("facts", true),
            ("facts.size", true),
            ("facts.size.type", true),
            ("facts.size.type[0]", false),
            ("facts.siz", false),
            ("facts.sent-a", false),
            ("fact", false),
        ] {
            assert_eq!(unread.within(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_in_doubt_counts_where_each_edition_has_it() {
        let mut doubts = Doubts::default();
        let problem = |path: &str| Problem::new(ProblemCode::Conflict, path, "x");
        doubts.add("duties[1]");
        assert!(doubts.keep(problem("duties[1].edition")).is_some(), "no edition is looked at yet");
        for edition in 0..2 {
            doubts.look_at(edition);
            assert!(doubts.keep(problem("duties[10].due:1:1")).is_some());
            assert!(doubts.keep(problem("duties[1].due:1:1")).is_none());
            assert!(doubts.keep(problem("duties[1].due:1:1")).is_none());
            assert!(edition == 1 || doubts.keep(problem("duties[1].in[0]")).is_none());
        }
        assert_eq!(doubts.settled(2), [problem("duties[1].due:1:1")]);
        assert_eq!(doubts.settled(2), []);
    }
}
