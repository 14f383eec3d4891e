//! Pieces of SQL: what they say, and how they are put together.

/// A piece of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sql {
    pub(super) text: String,
    /// The first step that can compute it: every column that it reads is of an earlier one.
    pub(super) after: usize,
    /// Whether it is a name or a literal, which can stand anywhere as it is.
    pub(super) is_atom: bool,
}

impl Sql {
    /// A name or a literal that needs no step before it.
    pub(super) fn atom(text: impl Into<String>) -> Sql {
        Sql { text: text.into(), after: 0, is_atom: true }
    }

    pub(super) fn number(number: i64) -> Sql {
        // The least one cannot be written: a sign is no part of a number.
        Sql::atom(if number == i64::MIN { "(-9223372036854775807 - 1)".to_owned() } else { number.to_string() })
    }

    pub(super) fn bool(value: bool) -> Sql {
        Sql::atom(if value { "TRUE" } else { "FALSE" })
    }

    /// Nothing known, of a type.
    pub(super) fn unknown(ty: &str) -> Sql {
        Sql::atom(format!("CAST(NULL AS {ty})"))
    }

    /// A template in which each `?` is the next of the parts.
    pub(super) fn of(template: &str, parts: &[&Sql]) -> Sql {
        let mut text = String::new();
        let mut rest = parts.iter();
        for (number, between) in template.split('?').enumerate() {
            if number != 0 {
                text.push_str(rest.next().map_or("", |part| part.text()));
            }
            text.push_str(between);
        }
        Sql { text, after: parts.iter().map(|part| part.after).max().unwrap_or(0), is_atom: false }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The truth that it always has, where that is known before any row is read.
    pub(super) fn is(&self, value: bool) -> bool {
        self.text == if value { "TRUE" } else { "FALSE" }
    }

    /// The number that it is, where it is a literal.
    pub(super) fn literal(&self) -> Option<i64> {
        if self.is_atom { self.text.parse().ok() } else { None }
    }

    /// Whether it is a number, a text or a truth as it is written, so that two of them are equal where they look so.
    pub(super) fn is_literal(&self) -> bool {
        self.literal().is_some() || self.is(true) || self.is(false) || (self.is_atom && self.text.starts_with('\''))
    }

    pub(super) fn is_null(&self) -> Sql {
        Sql::of("(? IS NULL)", &[self])
    }

    pub(super) fn is_not_null(&self) -> Sql {
        Sql::of("(? IS NOT NULL)", &[self])
    }

    /// Whether it is true for sure, and never unknown.
    pub(super) fn surely(&self) -> Sql {
        if self.is(true) || self.is(false) { self.clone() } else { Sql::of("COALESCE(?, FALSE)", &[self]) }
    }

    /// Whether it is true or may be, and never unknown.
    pub(super) fn possibly(&self) -> Sql {
        if self.is(true) || self.is(false) { self.clone() } else { Sql::of("COALESCE(?, TRUE)", &[self]) }
    }

    /// One of two, where the condition is never unknown.
    pub(super) fn choose(condition: &Sql, yes: &Sql, no: &Sql) -> Sql {
        if condition.is(true) || yes == no {
            return yes.clone();
        }
        if condition.is(false) {
            return no.clone();
        }
        Sql::of("CASE WHEN ? THEN ? ELSE ? END", &[condition, yes, no])
    }
}

/// Whether a value is one of some, of which there is at least one; unknown where the value is.
pub(super) fn is_one_of(value: &Sql, list: &[Sql]) -> Sql {
    let mut parts = vec![value];
    parts.extend(list);
    Sql::of(&format!("(? IN ({}))", vec!["?"; list.len()].join(", ")), &parts)
}

/// The opposite; what is unknown stays so.
pub(super) fn not(part: &Sql) -> Sql {
    match part {
        part if part.is(true) => Sql::bool(false),
        part if part.is(false) => Sql::bool(true),
        part => Sql::of("(NOT ?)", &[part]),
    }
}

/// Whether all hold, in three values.
pub(super) fn all<'s>(parts: impl IntoIterator<Item = &'s Sql>) -> Sql {
    joined(parts, " AND ", true)
}

/// Whether one holds, in three values.
pub(super) fn any<'s>(parts: impl IntoIterator<Item = &'s Sql>) -> Sql {
    joined(parts, " OR ", false)
}

/// Parts with a word between them; `neutral` is the value that changes nothing, and the other one settles it.
fn joined<'s>(parts: impl IntoIterator<Item = &'s Sql>, word: &str, neutral: bool) -> Sql {
    let mut kept: Vec<&Sql> = Vec::new();
    for part in parts {
        if part.is(!neutral) {
            return Sql::bool(!neutral);
        }
        if !part.is(neutral) && !kept.contains(&part) {
            kept.push(part);
        }
    }
    match kept.as_slice() {
        [] => Sql::bool(neutral),
        [one] => (*one).clone(),
        several => Sql::of(&format!("({})", vec!["?"; several.len()].join(word)), several),
    }
}
