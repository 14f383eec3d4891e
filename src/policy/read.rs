//! Taking plain data apart: each reader notes what is wrong and goes on.
//!
//! What could not be read has a stand-in, so that everything around it can be checked all the same. Names and
//! conditions that stand in say of themselves that they do ([`is_unread`]); where anything else could not be read,
//! [`Report::unread`] knows. Nothing is told of what rests on a stand-in. A document with one never becomes a policy,
//! because a problem has been noted.

use std::borrow::Cow;

use crate::data::Data;
use crate::data::scalar::{repeated, twice, unexpected};
use crate::problem::{MAX_PROBLEMS, Problem, ProblemCode, Report, join, listed, nearest, quoted, shortened};
use crate::text::{Str, Text};

/// How the elements of a document are read: the data, its path, and where problems go.
pub(crate) trait Read: Sized {
    /// Whether null is a value here. Anywhere else, a key with null counts as left out: JavaScript writes it so.
    const TAKES_NULL: bool = false;

    /// The keys of an element; none where it is none.
    const KEYS: Option<Keys> = None;

    /// Reads a value; `None` where a problem was noted.
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self>;

    /// What stands in for a value that could not be read.
    fn unread() -> Self;

    /// Reads a value, or has something stand in for it.
    fn read_or_stand_in(data: &Data<'_>, path: &str, report: &mut Report) -> Self {
        Self::read(data, path, report).unwrap_or_else(|| {
            report.unread.add(path.to_owned());
            Self::unread()
        })
    }
}

/// The text that stands in for one that could not be read. No document holds it.
const UNREAD: &str = "\0";

/// Whether a text stands in for one that could not be read.
pub(crate) fn is_unread(text: &str) -> bool {
    text == UNREAD
}

/// Whether one of the names of a table or list could not be read, so that any name may be meant to stand there.
pub(crate) fn has_unread<'n>(mut names: impl Iterator<Item = &'n Str>) -> bool {
    names.any(|name| is_unread(name))
}

/// The keys of an element.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    pub(crate) required: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
}

impl Keys {
    /// All of them.
    fn all(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.required.iter().chain(self.optional).copied()
    }

    /// Whether data says something of such an element, and nothing that it has to say.
    fn lack_all(&self, data: &Data<'_>) -> bool {
        let Data::Map(entries) = data else { return false };
        let mut names = entries.iter().map(|(name, _)| &**name);
        !self.required.is_empty() && !entries.is_empty() && names.all(|name| self.optional.contains(&name))
    }

    /// Whether a name is one of them.
    fn has(&self, name: &str) -> bool {
        self.all().any(|key| key == name)
    }

    /// What such an element looks like: with the keys that it has to have, or else with all.
    fn example(&self) -> String {
        let keys = if self.required.is_empty() { self.optional } else { self.required };
        let each: Vec<String> = keys.iter().map(|key| format!("{key} = …")).collect();
        format!("write it like `{{ {} }}`", each.join(", "))
    }
}

/// What other formats call something, and what it may be called here: the first that an element has.
const CALLED_OTHERWISE: [(&str, &[&str]); 8] = [
    ("condition", &["that", "when"]),
    ("if", &["that", "when"]),
    ("when", &["that"]),
    ("that", &["when"]),
    ("description", &["note"]),
    ("comment", &["note"]),
    ("title", &["label"]),
    ("name", &["label"]),
];

/// The entries of a map while they are read one by one.
pub(crate) struct Fields<'d> {
    path: &'d str,
    entries: &'d [(Cow<'d, str>, Data<'d>)],
    keys: Keys,
}

impl<'d> Fields<'d> {
    /// The entries of a map; a name that stands twice, and one that has no meaning, is a problem.
    ///
    /// Where such a name is a key misspelt, that key is neither missing nor left out: what it says could not be read.
    pub(crate) fn of(data: &'d Data<'d>, path: &'d str, keys: Keys, report: &mut Report) -> Option<Fields<'d>> {
        let entries = entries(data, path, || keys.example(), report)?;
        let fields = Fields { path, entries, keys };
        let unknown = entries.iter().filter(|(name, _)| !fields.keys.has(name));
        for (name, _) in unknown.take(MAX_PROBLEMS) {
            if let Some(meant) = fields.misspelt(name).filter(|meant| fields.find(meant).is_none()) {
                report.unread.add(join(path, meant));
            }
        }
        Some(fields)
    }

    /// An entry that has to be there.
    pub(crate) fn required<T: Read>(&mut self, name: &'static str, report: &mut Report) -> T {
        self.optional(name, report).unwrap_or_else(|| {
            let path = join(self.path, name);
            if !report.unread.has(&path) {
                report.add(Problem::new(ProblemCode::MissingKey, &*path, format!("`{name}` is missing")));
                report.unread.add(path);
            }
            T::unread()
        })
    }

    /// An entry that may be left out.
    pub(crate) fn optional<T: Read>(&mut self, name: &'static str, report: &mut Report) -> Option<T> {
        let data = self.find(name).filter(|data| **data != Data::Null || T::TAKES_NULL)?;
        Some(T::read_or_stand_in(data, &join(self.path, name), report))
    }

    /// Notes the entries that nobody asked for.
    pub(crate) fn finish(self, report: &mut Report) {
        // What an edition says differently is easily written one level too high.
        let can_differ = !self.path.is_empty() && self.keys.has("editions");
        for (name, data) in self.entries.iter().filter(|(name, _)| !self.keys.has(name)) {
            report.add_with(|| {
                let message = format!("{} has no meaning here", quoted(name));
                let problem = Problem::new(ProblemCode::UnknownKey, join(self.path, name), message);
                let problem = match self.called_otherwise(name) {
                    Some(key) => problem.suggesting(key),
                    None => problem.nearest(name, self.keys.all()),
                };
                if can_differ && problem.suggests.is_none() && matches!(data, Data::Map(_)) {
                    problem.help("what an edition says differently stands under `editions`")
                } else {
                    problem
                }
            });
        }
    }

    /// The key that a name, which is none itself, was probably meant to be.
    fn misspelt(&self, name: &str) -> Option<&'static str> {
        self.called_otherwise(name).or_else(|| nearest(name, &self.keys.all().collect::<Vec<_>>()))
    }

    /// The key for what has this name in other formats, or elsewhere in this one.
    fn called_otherwise(&self, name: &str) -> Option<&'static str> {
        let (_, keys) = CALLED_OTHERWISE.iter().find(|(other, _)| name.eq_ignore_ascii_case(other))?;
        keys.iter().find(|key| self.keys.has(key)).copied()
    }

    fn find(&self, name: &str) -> Option<&'d Data<'d>> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, data)| data)
    }
}

/// The entries of a map.
fn entries<'d>(
    data: &'d Data<'d>,
    path: &str,
    example: impl FnOnce() -> String,
    report: &mut Report,
) -> Option<&'d [(Cow<'d, str>, Data<'d>)]> {
    let Data::Map(entries) = data else {
        report.add(unexpected(data, path, "an object").help(example()));
        return None;
    };
    let names = entries.iter().map(|(name, _)| &**name);
    for (name, is_repeated) in names.clone().zip(repeated(names)) {
        if is_unread(name) {
            report.add(Problem::new(ProblemCode::InvalidName, path, "a name cannot be the character U+0000"));
        }
        if is_repeated {
            report.add(twice(join(path, name), name));
        }
    }
    Some(entries)
}

/// Notes that something else was expected.
pub(crate) fn wrong<T>(data: &Data<'_>, path: &str, expected: &str, report: &mut Report) -> Option<T> {
    report.add(unexpected(data, path, expected));
    None
}

/// A word out of a few.
pub(crate) fn word<T>(
    data: &Data<'_>,
    path: &str,
    report: &mut Report,
    parse: impl Fn(&str) -> Option<T>,
    words: impl Iterator<Item = &'static str> + Clone,
) -> Option<T> {
    let Data::Text(text) = data else {
        report.add(unexpected(data, path, "a text").one_of(words));
        return None;
    };
    let value = parse(text);
    if value.is_none() {
        let problem = Problem::new(ProblemCode::UnknownName, path, format!("{} has no meaning here", quoted(text)));
        report.add(problem.nearest(text, words));
    }
    value
}

/// Named elements, in the order in which they were written.
#[derive(Clone, Debug)]
pub(crate) struct Table<T>(pub(crate) Vec<(Str, T)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table(Vec::new())
    }
}

impl<T: Read> Read for Table<T> {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let entries = entries(data, path, || "write it like `{ name = … }`".to_owned(), report)?;
        let is_part = |data: &Data<'_>| T::KEYS.is_some_and(|keys| keys.lack_all(data));
        let whole: Vec<&str> = entries.iter().filter(|(_, data)| !is_part(data)).map(|(name, _)| &**name).collect();
        let read = |(name, data): &(Cow<'_, str>, Data<'_>)| {
            let path = join(path, name);
            if let Some(keys) = T::KEYS.filter(|_| is_part(data)) {
                undefined(name, data, &path, keys, &whole, report);
            }
            (Str::from(&**name), T::read_or_stand_in(data, &path, report))
        };
        Some(Table(entries.iter().map(read).collect()))
    }

    fn unread() -> Self {
        Table(vec![(Str::unread(), T::unread())])
    }
}

/// Notes an element of which only parts are said, as where `[[actions.revize.requires]]` means `revise`. What else it would
/// say is not missing as well, since it stands where the one that was meant does.
///
/// Where none was, and it lacks only a key or two, these are told as anywhere.
fn undefined(name: &str, data: &Data<'_>, path: &str, keys: Keys, whole: &[&str], report: &mut Report) {
    let Data::Map(entries) = data else { return };
    let meant = nearest(name, whole);
    if meant.is_none() && keys.required.len() < 3 {
        return;
    }
    let parts = listed(entries.iter().map(|(part, _)| &**part));
    let message = format!("{} is not defined: there is only its {parts}", quoted(name));
    let problem = Problem::new(ProblemCode::UnknownName, path, message);
    report.add(match meant {
        Some(meant) => problem.suggesting(meant),
        None => problem.help(format!("it needs {} too", listed(keys.required.iter().copied()))),
    });
    let elsewhere = keys.all().filter(|key| data.get(key).is_none());
    elsewhere.for_each(|key| report.unread.add(join(path, key)));
}

impl<T: Read> Read for Vec<T> {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let Data::List(items) = data else {
            let problem = Problem::new(ProblemCode::WrongType, path, format!("expected a list, found {data}"));
            report.add(match data {
                Data::Map(_) if T::KEYS.is_some() => {
                    let numbers = |part: &str| part.split('[').next().unwrap_or(part).to_owned();
                    let header = path.split('.').map(numbers).collect::<Vec<_>>().join(".");
                    problem.help(format!("write it in brackets: `[{{ … }}]`; in TOML each begins with `[[{header}]]`"))
                }
                _ => in_brackets(problem, data),
            });
            return None;
        };
        let read = |(index, item)| T::read_or_stand_in(item, &format!("{path}[{index}]"), report);
        Some(items.iter().enumerate().map(read).collect())
    }

    fn unread() -> Self {
        vec![T::unread()]
    }
}

/// Says how a list is written that holds what stands there alone.
pub(crate) fn in_brackets(problem: Problem, data: &Data<'_>) -> Problem {
    match data {
        Data::Text(text) => problem.help(format!("write it in brackets: `[\"{}\"]`", shortened(text))),
        Data::Map(entries) if !entries.is_empty() => {
            let names = entries.iter().take(3).map(|(name, _)| format!("\"{}\"", shortened(name)));
            let more = if 3 < entries.len() { ", …" } else { "" };
            problem.help(format!("write the names in brackets: `[{}{more}]`", names.collect::<Vec<_>>().join(", ")))
        }
        _ => problem,
    }
}

impl Read for Str {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Text(text) if is_unread(text) => wrong(data, path, "a text that people can read", report),
            Data::Text(text) => Some(Str::from(&**text)),
            Data::Bool(_) | Data::Int(_) => {
                let problem = Problem::new(ProblemCode::WrongType, path, format!("expected a text, found {data}"));
                report.add(problem.help("write it in quotes"));
                None
            }
            _ => wrong(data, path, "a text", report),
        }
    }

    fn unread() -> Self {
        Str::part(UNREAD)
    }
}

impl Read for bool {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Bool(value) => Some(*value),
            _ => wrong(data, path, "true or false", report),
        }
    }

    fn unread() -> Self {
        false
    }
}

impl Read for i64 {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Int(value) => Some(*value),
            _ => wrong(data, path, "a whole number", report),
        }
    }

    fn unread() -> Self {
        0
    }
}

/// Whatever stands there; what it may be depends on something else.
impl Read for Data<'static> {
    const TAKES_NULL: bool = true;

    fn read(data: &Data<'_>, _path: &str, _report: &mut Report) -> Option<Self> {
        Some(data.owned())
    }

    fn unread() -> Self {
        Data::Null
    }
}

/// A text in each language; in a policy of one, plainly that text.
impl Read for Text {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let languages = std::mem::take(&mut report.languages);
        let text = text(data, path, &languages, report);
        report.languages = languages;
        text
    }

    fn unread() -> Self {
        Text::default()
    }
}

fn text(data: &Data<'_>, path: &str, languages: &[String], report: &mut Report) -> Option<Text> {
    if languages.is_empty() && matches!(data, Data::Text(_) | Data::Map(_)) {
        return Some(Text::default());
    }
    if let (Data::Text(plain), [_]) = (data, languages) {
        return Some(Text(vec![said(plain, path, report)]));
    }
    if !matches!(data, Data::Map(_)) {
        let one = matches!(languages, [_]);
        let expected = if one { "a text" } else { "a text in each language" };
        let problem = Problem::new(ProblemCode::WrongType, path, format!("expected {expected}, found {data}"));
        let each: Vec<String> = languages.iter().map(|language| format!("{language} = \"…\"")).collect();
        report.add(if one { problem } else { problem.help(format!("write `{{ {} }}`", each.join(", "))) });
        return None;
    }
    let entries = entries(data, path, String::new, report)?;
    let has = |language: &String| entries.iter().any(|(name, _)| language.eq_ignore_ascii_case(name));
    let is_language = |name: &str| languages.iter().any(|language| language.eq_ignore_ascii_case(name));
    let mut missing: Vec<&String> = languages.iter().filter(|language| !has(language)).collect();
    let is_told = |name: &str, report: &Report| report.has(&join(path, name));
    let others: Vec<_> = entries.iter().filter(|(name, _)| !is_language(name) && !is_told(name, report)).collect();
    for (name, _) in &others {
        let message = format!("{} is no language of this policy", quoted(name));
        let problem = Problem::new(ProblemCode::UnknownKey, join(path, name), message);
        // One too many and one missing are one and the same.
        report.add(match (&*missing, &*others) {
            ([meant], [_]) => problem.suggesting(meant),
            _ => problem.nearest(name, languages.iter().map(String::as_str)),
        });
    }
    if others.len() == 1 && missing.len() == 1 {
        missing.clear();
    }
    let mut texts = Vec::new();
    for language in languages {
        let mut found = entries.iter().filter(|(name, _)| language.eq_ignore_ascii_case(name));
        match found.next() {
            None => {
                if missing.contains(&language) {
                    let message = format!("the text in `{language}` is missing");
                    report.add(Problem::new(ProblemCode::MissingKey, join(path, language), message));
                }
                texts.push(Str::unread());
            }
            Some((name, data)) => {
                let path = join(path, name);
                let text = match data {
                    Data::Text(text) => Some(said(text, &path, report)),
                    _ => wrong(data, &path, "a text", report),
                };
                texts.push(text.unwrap_or_else(Str::unread));
            }
        }
        if let Some((again, _)) = found.next() {
            report.add(twice(join(path, again), again));
        }
    }
    Some(Text(texts))
}

fn said(text: &str, path: &str, report: &mut Report) -> Str {
    if text.trim().is_empty() || is_unread(text) {
        report.add(Problem::new(ProblemCode::MissingText, path, "the text is empty"));
    }
    Str::from(text)
}
