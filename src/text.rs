//! Texts, in the two languages that torihiki speaks. `saying` has the words for instants and lengths of time, `money`
//! those for amounts, and `vocabulary` declares values that are words.

mod money;
pub(crate) mod saying;
mod vocabulary;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

pub(crate) use money::Currency;
pub(crate) use vocabulary::vocabulary;

/// The language of an answer.
///
/// ```
/// use torihiki::{DescribeOptions, Locale, policy};
///
/// let label = |locale| policy("lancers").unwrap().describe(&DescribeOptions::default().locale(locale)).unwrap().roles[0].label.to_string();
/// assert_ne!(label(Locale::Ja), label(Locale::En));
/// assert_eq!(Locale::default(), Locale::Ja);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

impl Locale {
    /// Both languages, the default first.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, Locale, policy};
    ///
    /// let qoo10 = policy("qoo10").unwrap();
    /// let labels = Locale::ALL.map(|locale| qoo10.describe(&DescribeOptions::default().locale(locale)).unwrap().label.to_string());
    /// assert_eq!(labels, ["Qoo10の注文", "Qoo10 order"]);
    /// ```
    pub const ALL: [Locale; 2] = [Locale::Ja, Locale::En];

    /// The language with this tag, `ja` or `en`.
    ///
    /// ```
    /// use torihiki::Locale;
    ///
    /// assert_eq!(Locale::parse("en"), Some(Locale::En));
    /// assert_eq!(Locale::parse("en-GB"), None);
    /// ```
    #[must_use]
    pub fn parse(tag: &str) -> Option<Locale> {
        match tag {
            "ja" => Some(Locale::Ja),
            "en" => Some(Locale::En),
            _ => None,
        }
    }
}

/// A text of a policy in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) ja: Str,
    pub(crate) en: Str,
}

impl Text {
    /// The text in one language.
    pub(crate) fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Ja => &self.ja,
            Locale::En => &self.en,
        }
    }
}

/// A text of a policy: part of the program where the policy is built in, else its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Str(Cow<'static, str>);

impl Str {
    /// A text that is part of the program.
    pub(crate) fn part(text: &'static str) -> Str {
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
