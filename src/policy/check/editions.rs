//! The editions of a policy, and in which of them an element exists.

use super::identifier::{Case, identifier};
use crate::data::scalar::twice;
use crate::policy::document::{self, Document, Only};
use crate::policy::read::{Table, has_unread, is_unread};
use crate::policy::{Edition, EditionId, Editions};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::Str;

/// The editions that a document declares.
pub(super) struct Declared {
    pub(super) list: Vec<Edition>,
    pub(super) default: EditionId,
}

impl Declared {
    /// The editions of a document. The default is the first, unless one says that it is.
    pub(super) fn of(document: &Document, report: &mut Report) -> Declared {
        let mut default = None;
        let mut list = Vec::new();
        for (id, edition) in document.editions.iter().flat_map(|Table(editions)| editions) {
            let path = join("editions", id);
            identifier(id, &path, Case::Edition, report);
            if edition.default == Some(true) {
                if default.is_some() {
                    let problem =
                        Problem::new(ProblemCode::Conflict, join(&path, "default"), "another edition is the default");
                    report.add(problem.help("only one can be; without any it is the first"));
                }
                default = default.or(Some(list.len()));
            }
            let document::Edition { label, note, .. } = edition;
            list.push(Edition { id: id.clone(), label: label.clone(), note: note.clone() });
        }
        Declared { list, default: default.unwrap_or(0) }
    }

    /// How many there are; one without a name counts.
    pub(super) fn count(&self) -> usize {
        self.list.len().max(1)
    }

    /// The id of an edition; nothing for one without a name.
    pub(super) fn id(&self, edition: EditionId) -> &str {
        self.list.get(edition).map_or("", |edition| &*edition.id)
    }

    /// An edition in the words of a problem, which only an edition with a name can have.
    pub(super) fn words(&self, edition: EditionId) -> String {
        format!("the edition `{}`", self.id(edition))
    }

    /// The editions in which an element exists; `element` is its path. Where they cannot be told, all: so that there
    /// is one problem, and not one for each mention of the element beside it.
    pub(super) fn named(&self, only: &Option<Only>, element: &str, report: &mut Report) -> Editions {
        let path = join(element, "edition");
        let Some(Only { ids, is_list }) = only else {
            // What an edition says differently is easily taken for it.
            if report.unread.has(&path) || report.unread.has(&join(element, "editions")) {
                report.doubts.add(element);
            }
            return Editions::ALL;
        };
        let mut found = Vec::new();
        let mut is_sound = !ids.is_empty();
        if !is_sound {
            let problem = Problem::new(ProblemCode::MissingKey, &*path, "at least one edition is needed");
            report.add(problem.help("leave `edition` out for all of them"));
        }
        for (index, id) in ids.iter().enumerate() {
            let path = if *is_list { format!("{path}[{index}]") } else { path.clone() };
            match self.find(id, &path, report) {
                None => is_sound = false,
                Some(edition) if found.contains(&edition) => {
                    report.add(twice(path, id));
                }
                Some(edition) => found.push(edition),
            }
        }
        if is_sound {
            return Editions::of(&found);
        }
        report.doubts.add(element);
        Editions::ALL
    }

    fn find(&self, id: &str, path: &str, report: &mut Report) -> Option<EditionId> {
        let found = self.list.iter().position(|edition| edition.id == *id);
        if found.is_none() && !is_unread(id) && !has_unread(self.list.iter().map(|edition| &edition.id)) {
            let message = format!("{} is not under `editions`", quoted(id));
            let problem = Problem::new(ProblemCode::UnknownName, path, message);
            report.add(if self.list.is_empty() {
                problem.help("this policy has none; list them there first")
            } else {
                problem.nearest(id, self.list.iter().map(|edition| &*edition.id))
            });
        }
        found
    }

    /// Notes what is written for an edition in which the element does not exist, or in which nothing else of it is
    /// left; `kind` is what it is called, and `path` its own.
    pub(super) fn overridden<T>(
        &self,
        overrides: &Option<Table<T>>,
        exists: Editions,
        kind: &str,
        path: &str,
        report: &mut Report,
    ) {
        let path = join(path, "editions");
        for (id, _) in overrides.iter().flat_map(|Table(entries)| entries) {
            let path = join(&path, id);
            let Some(edition) = self.find(id, &path, report) else { continue };
            let message = if !exists.has(edition) {
                format!("the {kind} does not exist in {}", self.words(edition))
            } else if (0..self.count()).filter(|edition| exists.has(*edition)).count() == 1 {
                format!("the {kind} exists in this edition only, so there is nothing to differ from")
            } else {
                continue;
            };
            report.add(Problem::new(ProblemCode::Conflict, path, message));
        }
    }

    /// What is written for an edition.
    pub(super) fn own<'t, T>(&self, overrides: &'t Option<Table<T>>, edition: EditionId) -> Option<&'t T> {
        let id: &Str = &self.list.get(edition)?.id;
        let Table(entries) = overrides.as_ref()?;
        entries.iter().find(|(own, _)| own == id).map(|(_, own)| own)
    }
}
