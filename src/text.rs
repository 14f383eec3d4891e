//! Texts in the languages of a policy. `language` tells them apart, `phrases` has what the engine itself says, `saying`
//! the words for instants and lengths of time, `money` those for amounts, and `vocabulary` declares values that are words.

mod language;
mod money;
mod phrases;
mod saying;
mod vocabulary;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

pub(crate) use language::{Language, LanguageId, is_tag, lookup};
pub(crate) use money::Currency;
pub(crate) use phrases::{Phrase, PhraseError};
pub(crate) use saying::length;
pub(crate) use vocabulary::vocabulary;

/// A text of a policy in each of its languages, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) Vec<Str>);

impl Text {
    /// The text in a language. The name of a zone is the same in all of them, and stands there once.
    pub(crate) fn get(&self, locale: LanguageId) -> &str {
        self.0.get(locale).or(self.0.first()).map_or("", |text| text)
    }
}

/// A text of a policy: its own, or part of the program where the program says it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Str(Cow<'static, str>);

impl Str {
    /// A text that is part of the program.
    pub(crate) const fn part(text: &'static str) -> Str {
        Str(Cow::Borrowed(text))
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        Str(Cow::Owned(text.to_owned()))
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str(Cow::Owned(text))
    }
}
