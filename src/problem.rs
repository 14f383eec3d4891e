//! What is wrong with an input: every problem, where it is and what would help.

mod code;
mod gaps;

pub use code::ProblemCode;
pub(crate) use gaps::{Doubts, Unread};
use serde::Serialize;

/// How many problems are told one by one; a last one says how many more there are.
pub(crate) const MAX_PROBLEMS: usize = 100;

/// How many names a message lists.
const MAX_LISTED: usize = 20;

/// How many characters of the caller's own text a message repeats.
const MAX_QUOTED: usize = 60;

/// One thing that could not be understood.
///
/// ```
/// use torihiki::{Data, Instant, Options, ProblemCode, preview};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliverdAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let problems = preview(&order, &Options::at(Instant::from_millis(0).unwrap())).unwrap_err();
///
/// let problem = &problems.as_slice()[0];
/// assert_eq!((problem.code, &*problem.path), (ProblemCode::UnknownFact, "deliverdAt"));
/// assert_eq!(problem.message, "`deliverdAt` is no fact of `coconala`");
/// assert_eq!(problem.help.as_deref(), Some("did you mean `deliveredAt`?"));
/// assert_eq!(problem.suggests.as_deref(), Some("deliveredAt"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
pub struct Problem {
    /// What kind of problem it is.
    pub code: ProblemCode,
    /// Where it is: `deliveredAt`, `params.reviewWindow`; empty for the order itself.
    pub path: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The name that was probably meant.
    pub suggests: Option<String>,
}

/// Everything that is wrong with an input. Never empty.
///
/// ```
/// use torihiki::{Data, Instant, Options, preview};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliverdAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let problems = preview(&order, &Options::at(Instant::from_millis(0).unwrap())).unwrap_err();
/// assert!(problems.to_string().starts_with("deliverdAt: "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// The problems, in the order in which they were found.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, ProblemCode, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivred", "revisionsUsed": "two" }"#,
    /// ).unwrap();
    /// let problems = preview(&order, &Options::at(Instant::from_millis(0).unwrap())).unwrap_err();
    /// let [state, revisions] = problems.as_slice() else { panic!() };
    /// assert_eq!((state.code, &*state.path), (ProblemCode::UnknownState, "state"));
    /// assert_eq!(state.suggests.as_deref(), Some("delivered"));
    /// assert_eq!((revisions.code, &*revisions.path), (ProblemCode::WrongType, "revisionsUsed"));
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }

    /// The same at other paths.
    pub(crate) fn moved(self, path: impl Fn(&str) -> String) -> Problems {
        Problems(self.0.into_iter().map(|problem| Problem { path: path(&problem.path), ..problem }).collect())
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        Problems(vec![problem])
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Collects problems while an input is read to its end.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The tags of the languages in which every text of a document has to be.
    pub(crate) languages: Vec<String>,
    /// What could not be read, and of which elements it is in doubt where they exist.
    pub(crate) unread: Unread,
    pub(crate) doubts: Doubts,
    problems: Vec<Problem>,
    left_out: usize,
}

impl Report {
    /// Adds a problem; one that was added before is not told again.
    pub(crate) fn add(&mut self, problem: Problem) {
        let Some(problem) = self.doubts.keep(problem) else { return };
        if self.problems.contains(&problem) {
            return;
        }
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    /// Adds a problem that takes time to word. Where no more are told, it is only counted.
    pub(crate) fn add_with(&mut self, problem: impl FnOnce() -> Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.add(problem());
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    /// Adds what is wrong with elements in each of so many editions, where it is in doubt in which they exist.
    pub(crate) fn settle(&mut self, editions: usize) {
        self.doubts.settled(editions).into_iter().for_each(|problem| self.add(problem));
    }

    /// Whether something is wrong at a place.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.problems.iter().any(|problem| problem.path == path)
    }

    /// Adds everything that another one has.
    pub(crate) fn extend(&mut self, other: Report) {
        other.problems.into_iter().for_each(|problem| self.add(problem));
    }

    /// Whether nothing was wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// The value where nothing was wrong, else all problems.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Problems> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems()),
        }
    }

    /// Everything that was wrong.
    pub(crate) fn problems(mut self) -> Problems {
        self.problems.extend(not_listed(self.left_out));
        Problems(self.problems)
    }
}

/// Says how many problems are not told one by one.
pub(crate) fn not_listed(left_out: usize) -> Option<Problem> {
    let message = format!("{left_out} more problems are not listed");
    let problem = Problem::new(ProblemCode::TooManyProblems, "", message).help("correct the ones above first");
    (left_out != 0).then_some(problem)
}

impl Problem {
    /// A problem without advice.
    #[inline(never)]
    pub(crate) fn new(code: ProblemCode, path: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { code, path: path.into(), message: message.into(), help: None, suggests: None }
    }

    /// Says what to do about it.
    #[inline(never)]
    pub(crate) fn help(self, help: impl Into<String>) -> Problem {
        Problem { help: Some(help.into()), ..self }
    }

    /// Suggests the name that is nearest to what was written, or lists the names there are.
    pub(crate) fn nearest<'n>(self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Problem {
        self.nearest_of(written, &names.into_iter().collect::<Vec<_>>())
    }

    /// Lists the names there are.
    pub(crate) fn one_of<'n>(self, names: impl IntoIterator<Item = &'n str>) -> Problem {
        match listed(names) {
            none if none.is_empty() => self.help("there is none so far"),
            names => self.help(format!("one of {names}")),
        }
    }

    /// Suggests a name.
    pub(crate) fn suggesting(self, name: &str) -> Problem {
        Problem { suggests: Some(name.to_owned()), ..self }.help(format!("did you mean `{name}`?"))
    }

    /// As [`Problem::nearest`]; apart from it, so that there is one of it and not one for each kind of iterator.
    fn nearest_of(self, written: &str, names: &[&str]) -> Problem {
        match nearest(written, names) {
            Some(name) => self.suggesting(name),
            None => self.one_of(names.iter().copied()),
        }
    }
}

/// The name that a misspelt one was probably meant to be.
pub(crate) fn nearest<'n>(written: &str, names: &[&'n str]) -> Option<&'n str> {
    // Comparing takes time in the product of the lengths, and no name is long.
    if MAX_QUOTED < written.len() {
        return None;
    }
    let folded = written.to_ascii_lowercase();
    names
        .iter()
        .filter(|name| name.len() <= MAX_QUOTED)
        .map(|name| (strsim::jaro_winkler(&folded, &name.to_ascii_lowercase()), *name))
        .filter(|(likeness, _)| 0.8 <= *likeness)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

/// Names in backticks, with commas between them; the first few where there are many.
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    list(&names.into_iter().collect::<Vec<_>>())
}

fn list(names: &[&str]) -> String {
    let mut list = String::new();
    for name in names.iter().take(MAX_LISTED) {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(&quoted(name));
    }
    let more = names.len().saturating_sub(MAX_LISTED);
    if more != 0 {
        list.push_str(&format!(" and {more} more"));
    }
    list
}

/// The caller's own text in backticks, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text))
}

/// The caller's own text, cut where it is long.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A path with one more name: `params` and `reviewWindow` make `params.reviewWindow`.
pub(crate) fn join(path: &str, name: &str) -> String {
    let name = shortened(name);
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

/// The path of a byte in the text that a path leads to: with its line and column, both counted from 1.
pub(crate) fn placed(path: &str, text: &str, at: usize) -> String {
    let (line, before) = line(text, at);
    format!("{path}:{line}:{}", before.chars().count().saturating_add(1))
}

/// The line of a byte, counted from 1, and what stands before it in that line.
pub(crate) fn line(text: &str, at: usize) -> (usize, &str) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    (line, before.rsplit('\n').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["deliveredAt", "dueAt", "reviewWindow"];
        assert_eq!(nearest("deliverdAt", &names), Some("deliveredAt"));
        assert_eq!(nearest("DELIVEREDAT", &names), Some("deliveredAt"));
        assert_eq!(nearest("reviewDays", &names), Some("reviewWindow"));
        assert_eq!(nearest("colour", &names), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), &names), None);
    }

    #[test]
    fn a_long_list_of_problems_ends_with_how_many_more_there_are() {
        let mut report = Report::default();
        for index in 0..250 {
            report.add(Problem::new(ProblemCode::UnknownFact, format!("fact{index}"), "no such fact"));
        }
        let problems = report.finish(Some(())).unwrap_err();
        assert_eq!(problems.as_slice().len(), 101);
        assert_eq!(problems.as_slice()[99].path, "fact99");
        assert_eq!(problems.as_slice()[100].code, ProblemCode::TooManyProblems);
        assert_eq!(problems.as_slice()[100].message, "150 more problems are not listed");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened(&"あ".repeat(61)), format!("{}…", "あ".repeat(60)));
        assert_eq!(quoted("two"), "`two`");
    }
}
