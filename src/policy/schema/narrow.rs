//! What a schema can say of values beyond their types: what is checked once the whole document is read.

use super::Schema;
use crate::data::Data;

/// How texts of a kind are written.
#[derive(Clone, Copy)]
pub(crate) struct Pattern {
    /// What the schema calls them, where lists and tables mention them.
    pub(super) name: &'static str,
    pattern: &'static str,
    shortest: Option<i64>,
    longest: Option<i64>,
    /// What an editor says where a text is written otherwise.
    help: &'static str,
}

const fn pattern(name: &'static str, pattern: &'static str, help: &'static str) -> Pattern {
    Pattern { name, pattern, shortest: None, longest: None, help }
}

/// A day of the calendar, and what may follow it.
macro_rules! day {
    ($rest:literal) => {
        concat!("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", $rest)
    };
}

// Without look-around, and with no classes beyond ASCII but `\s`: each language server has an engine of its own for these.
pub(crate) const KEBAB: Pattern =
    Pattern { longest: Some(60), ..pattern("Id", "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "write it like `review-window`") };
pub(crate) const EDITION: Pattern = Pattern {
    longest: Some(60),
    ..pattern("EditionId", "^[a-z0-9]+(-[a-z0-9]+)*$", "write it like `handbook` or `2026`")
};
pub(crate) const CAMEL: Pattern =
    Pattern { longest: Some(60), ..pattern("Name", "^[a-z][A-Za-z0-9]*$", "write it like `reviewWindow`") };
pub(crate) const WORDS: Pattern = pattern("Words", r"\S", "the text is empty");
pub(crate) const TAG: Pattern = pattern(
    "LanguageTag",
    concat!(
        "^(([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?",
        "(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*",
        "(-[Xx](-[A-Za-z0-9]{1,8})+)?|[Xx](-[A-Za-z0-9]{1,8})+)$",
    ),
    "write a language tag such as `en`, `pt-BR` or `zh-Hant`",
);
pub(crate) const ADDRESS: Pattern =
    pattern("WebAddress", r"^https?://\S+$", "write a web address such as `https://example.com/terms`");
pub(crate) const OFFSET: Pattern =
    pattern("Offset", "^(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$", "write an offset such as `+09:00`");
pub(crate) const DURATION: Pattern = Pattern {
    shortest: Some(1),
    ..pattern("Duration", "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$", "write it like `72h` or `1d12h`")
};
pub(crate) const DAY: Pattern = pattern("Day", day!("$"), "write it like `2026-12-29`");
pub(crate) const DATE: Pattern = pattern(
    "PartialDate",
    "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    "write it as far as it is known, like `2021-09-14`, `2021-09` or `2021`",
);
pub(crate) const BOUND: Pattern = pattern(
    "DayOrInstant",
    day!("([Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"),
    "write it like `2024-04-01`, or like `2024-04-01T12:00:00+09:00`",
);

/// The patterns that lists and tables mention.
pub(super) const MENTIONED: [Pattern; 6] = [KEBAB, EDITION, CAMEL, WORDS, TAG, DAY];

impl Pattern {
    /// Where it stands what such a text is.
    pub(crate) fn mention(self) -> Schema {
        debug_assert!(MENTIONED.iter().any(|known| known.name == self.name), "{}", self.name);
        Schema::default().with("$ref", format!("#/definitions/{}", self.name))
    }
}

/// The texts are written like this: the value itself, or those in its list or table.
pub(crate) fn like(pattern: Pattern) -> impl FnOnce(&mut Schema) {
    move |schema| {
        if schema.takes("string") {
            let mut put = |keyword: &'static str, value| schema.0.push((keyword.into(), value));
            put("pattern", pattern.pattern.into());
            put("patternErrorMessage", pattern.help.into());
            let lengths = [("minLength", pattern.shortest), ("maxLength", pattern.longest)];
            lengths.into_iter().filter_map(|(keyword, length)| Some((keyword, length?))).for_each(
                |(keyword, length)| {
                    put(keyword, Data::Int(length));
                },
            );
        }
        for inside in ["items", "additionalProperties"] {
            if let Some(texts @ Data::Map(_)) = schema.get_mut(inside) {
                *texts = pattern.mention().into();
            }
        }
    }
}

/// The keys of the table are written like this.
pub(crate) fn named(pattern: Pattern) -> impl FnOnce(&mut Schema) {
    move |schema| schema.0.push(("propertyNames".into(), pattern.mention().into()))
}

/// The list or table is not empty.
pub(crate) fn some(schema: &mut Schema) {
    bounds(schema, ["minItems", "minProperties"], 1);
}

/// The list or table has at least two parts.
pub(crate) fn several(schema: &mut Schema) {
    bounds(schema, ["minItems", "minProperties"], 2);
}

/// The list or table has at most so many parts.
pub(crate) fn most(count: i64) -> impl FnOnce(&mut Schema) {
    move |schema| bounds(schema, ["maxItems", "maxProperties"], count)
}

/// Nothing stands in the list twice.
pub(crate) fn unique(schema: &mut Schema) {
    schema.0.push(("uniqueItems".into(), Data::Bool(true)));
}

fn bounds(schema: &mut Schema, keywords: [&'static str; 2], count: i64) {
    for (keyword, ty) in keywords.into_iter().zip(["array", "object"]) {
        if schema.takes(ty) {
            schema.0.push((keyword.into(), Data::Int(count)));
        }
    }
}
