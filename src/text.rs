//! Texts, in the two languages that torihiki speaks.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
///
/// The texts of all built-in policies stand one after the other in one long text, each
/// once, and a packed policy holds the place of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Str(Cow<'static, str>);

/// The texts of the built-in policies, while the build script packs them.
static PACKING: Mutex<String> = Mutex::new(String::new());

/// The texts of the built-in policies.
static PACKED: OnceLock<&'static str> = OnceLock::new();

impl Str {
    /// What was packed so far. Only the build script asks.
    pub(crate) fn packed() -> String {
        PACKING.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells where the texts of packed policies are.
    pub(crate) fn unpack_from(texts: &'static str) {
        PACKED.get_or_init(|| texts);
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut packing = PACKING.lock().unwrap_or_else(PoisonError::into_inner);
        let place = packing.find(&**self).unwrap_or_else(|| {
            packing.push_str(self);
            packing.len().saturating_sub(self.len())
        });
        let small = |number: usize| u32::try_from(number).map_err(ser::Error::custom);
        (small(place)?, small(self.len())?).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Str {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Str, D::Error> {
        let (place, length) = <(u32, u32)>::deserialize(deserializer)?;
        let text = PACKED.get().and_then(|texts| {
            let place = usize::try_from(place).ok()?;
            texts.get(place..place.checked_add(usize::try_from(length).ok()?)?)
        });
        text.map(|text| Str(Cow::Borrowed(text))).ok_or_else(|| de::Error::custom("a text out of place"))
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
