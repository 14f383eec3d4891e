//! Languages by their tags (BCP 47), and which of them is spoken to somebody who asks for another.

use super::Str;
use super::phrases::Phrase;

/// The number of a language in its policy.
pub(crate) type LanguageId = usize;

/// A language of a policy.
#[derive(Clone, Debug)]
pub(crate) struct Language {
    /// Its tag, such as `ja` or `pt-BR`.
    pub(crate) tag: Str,
    /// What the policy has the engine say otherwise in this language.
    pub(crate) phrases: Vec<(Phrase, Str)>,
}

impl Language {
    /// A language in which the engine says what it says by itself.
    pub(crate) fn of(tag: &str) -> Language {
        Language { tag: Str::from(tag), phrases: Vec::new() }
    }

    /// Whether it is this language, whatever the region and the script.
    pub(crate) fn is(&self, primary: &str) -> bool {
        self.tag.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case(primary))
    }

    /// A phrase in this language: the policy's own, or else the engine's in Japanese or English.
    pub(crate) fn phrase(&self, phrase: Phrase) -> &str {
        let own = self.phrases.iter().find(|(known, _)| *known == phrase);
        own.map_or_else(|| phrase.text(self.is("ja")), |(_, text)| text)
    }

    /// A phrase with values in place of its placeholders, in the order in which it lists them.
    pub(crate) fn say(&self, phrase: Phrase, values: &[&str]) -> String {
        let mut said = String::new();
        let mut rest = self.phrase(phrase);
        while let Some((before, inside)) = rest.split_once('{') {
            let (name, after) = inside.split_once('}').unwrap_or((inside, ""));
            let value = phrase.placeholders().iter().zip(values).find(|(known, _)| **known == name);
            said.push_str(before);
            said.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        said.push_str(rest);
        said
    }

    /// The name of a month, from 1 to 12.
    pub(crate) fn month(&self, number: u32) -> &str {
        self.phrase(Phrase::month(number))
    }
}

/// Whether a tag is written as BCP 47 has it; whether there is such a language is not asked.
pub(crate) fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let is_alpha = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part =
        |part: &str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !tag.split('-').all(is_part) {
        return false;
    }
    // The language, and up to three extensions of it.
    let Some(first) = parts.next() else { return false };
    if !first.eq_ignore_ascii_case("x") {
        if !is_alpha(first) || first.len() < 2 {
            return false;
        }
        let mut extensions = 0;
        while first.len() < 4 && extensions < 3 && parts.next_if(|part| part.len() == 3 && is_alpha(part)).is_some() {
            extensions = i32::saturating_add(extensions, 1);
        }
        // Script and region.
        parts.next_if(|part| part.len() == 4 && is_alpha(part));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        parts.next_if(|part| (part.len() == 2 && is_alpha(part)) || (part.len() == 3 && is_number(part)));
        // Variants.
        let is_variant =
            |part: &str| 5 <= part.len() || (part.len() == 4 && part.starts_with(|first: char| first.is_ascii_digit()));
        while parts.next_if(|part| is_variant(part)).is_some() {}
        // Extensions, each a letter or digit with at least one part of two or more.
        while parts.next_if(|part| part.len() == 1 && !part.eq_ignore_ascii_case("x")).is_some() {
            let mut has_part = false;
            while parts.next_if(|part| 2 <= part.len()).is_some() {
                has_part = true;
            }
            if !has_part {
                return false;
            }
        }
        match parts.next() {
            None => return true,
            Some(part) if !part.eq_ignore_ascii_case("x") => return false,
            Some(_) => {}
        }
    }
    // What is agreed privately.
    parts.next().is_some()
}

/// The language of a policy that is spoken to somebody who asks for others, which are separated by commas, the one
/// wanted most first: the lookup of RFC 4647. Where it finds none, it is the first of the policy.
pub(crate) fn lookup(languages: &[Language], wanted: &str) -> LanguageId {
    for range in wanted.split(',') {
        let mut range = range.trim();
        loop {
            if let Some(found) = languages.iter().position(|language| language.tag.eq_ignore_ascii_case(range)) {
                return found;
            }
            let Some((shorter, _)) = range.rsplit_once('-') else { break };
            // A single letter only begins what follows it.
            range = match shorter.rsplit_once('-') {
                Some((before, last)) if last.len() == 1 => before,
                _ => shorter,
            };
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_what_bcp_47_says() {
        for tag in [
            "ja",
            "EN",
            "pt-BR",
            "zh-Hant-TW",
            "zh-cmn-Hans-CN",
            "es-419",
            "sl-rozaj-biske",
            "de-CH-1901",
            "x-pirate",
            "en-a-bbb-x-a-ccc",
            "en-u-ca-buddhist",
            "abcd",
            "abcde-Latn",
            "de-x-y",
            "az-Arab-x-AZE-derbend",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in [
            "",
            "e",
            "-",
            "en-",
            "-en",
            "en--US",
            "en_US",
            "日本語",
            "x",
            "x-",
            "1e",
            "abcdefghi",
            "en-a",
            "en-a-x-y",
            "de-DE-Latn",
            "en-abcdefghi",
            "a-DE",
            "ar-a-aaa-b",
            "en-us-gb",
        ] {
            assert!(!is_tag(tag), "{tag}");
        }
    }

    #[test]
    fn who_asks_for_another_language_gets_the_nearest_by_lookup() {
        let languages = ["ja", "zh-Hant", "pt-BR", "en"].map(Language::of);
        let found = |wanted| &*languages[lookup(&languages, wanted)].tag;
        for (wanted, tag) in [
            ("en", "en"),
            ("EN-us", "en"),
            ("zh-Hant-TW-x-a", "zh-Hant"),
            ("zh-hant-u-ca-roc", "zh-Hant"),
            ("zh-Hans", "ja"),
            ("zh", "ja"),
            ("pt", "ja"),
            ("pt-br", "pt-BR"),
            ("fr", "ja"),
            ("fr-CH, en-GB, ja", "en"),
            ("*", "ja"),
            ("", "ja"),
        ] {
            assert_eq!(found(wanted), tag, "{wanted}");
        }
    }

    #[test]
    fn every_phrase_can_be_said_in_place_of_itself() {
        for (number, (phrase, id, placeholders, _, ja, en)) in Phrase::TABLE.iter().enumerate() {
            assert_eq!(
                (Phrase::parse(id), Phrase::numbered(number), phrase.number()),
                (Some(*phrase), Some(*phrase), number)
            );
            assert!(phrase.check(ja).is_ok() && phrase.check(en).is_ok(), "{id}");
            let values: Vec<String> = placeholders.iter().map(|name| format!("<{name}>")).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            for (tag, text) in [("ja", ja), ("en", en), ("de", en), ("ja-JP", ja)] {
                let said = Language::of(tag).say(*phrase, &values);
                assert_eq!(said, text.replace('{', "<").replace('}', ">"), "{id}");
            }
        }
        assert_eq!(Language::of("en").month(12), "December");
        assert_eq!(Language::of("ja").month(1), "1月");
    }
}
