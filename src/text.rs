//! Texts in the two languages that torihiki speaks.

use std::borrow::Cow;

/// The language of an answer.
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
    pub const ALL: [Locale; 2] = [Locale::Ja, Locale::En];

    /// The language with this tag, `ja` or `en`.
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
    pub(crate) ja: Cow<'static, str>,
    pub(crate) en: Cow<'static, str>,
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
