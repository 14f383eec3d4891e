//! Values that are words in documents and in answers.

/// Declares an enum whose values have names in documents and answers.
macro_rules! vocabulary {
    ($(#[$about:meta])* $name:ident { $($(#[doc = $doc:literal])* $value:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub enum $name {
            $($(#[doc = $doc])* #[cfg_attr(target_arch = "wasm32", serde(rename = $word))] $value,)+
        }

        // As serde's derive does it, but with the table of words that is there already instead of a branch for each.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_unit_variant(stringify!($name), *self as u32, self.word())
            }
        }

        impl $name {
            /// Every value, in the order in which they are listed.
            ///
            /// As in:
            ///
            /// ```
            /// use torihiki::{Severity, answer::Verdict};
            ///
            /// assert_eq!(Severity::ALL, [Severity::Info, Severity::Caution, Severity::Danger]);
            /// assert_eq!(Verdict::ALL.map(Verdict::word), ["allowed", "denied", "unknown"]);
            /// ```
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$value),+];

            /// What each value means, in that order: what is written above it.
            #[cfg(test)]
            #[allow(dead_code, reason = "a test writes them down of the words that documents have")]
            pub(crate) const ABOUT: [&str; $name::ALL.len()] = [$(concat!($($doc, "\n"),*)),+];

            /// The word for this value.
            ///
            /// As in:
            ///
            /// ```
            /// use torihiki::{Verb, answer::Verdict};
            ///
            /// assert_eq!(Verb::ReportUnresponsive.word(), "report-unresponsive");
            /// assert_eq!(Verdict::Denied.word(), "denied");
            /// ```
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$value => $word,)+
                }
            }

            /// The value that a word stands for.
            ///
            /// As in:
            ///
            /// ```
            /// use torihiki::Severity;
            ///
            /// assert_eq!(Severity::parse("danger"), Some(Severity::Danger));
            /// assert!(Severity::ALL.into_iter().all(|severity| Severity::parse(severity.word()) == Some(severity)));
            /// assert_eq!(Severity::parse("Danger"), None);
            /// ```
            #[must_use]
            pub fn parse(word: &str) -> Option<$name> {
                Self::ALL.into_iter().find(|value| value.word() == word)
            }
        }
    };
}

pub(crate) use vocabulary;
