//! From text to a tree, by the parsers of others.

use jsonc_parser::ast::{ObjectPropName, Value as Json};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Key, Node, Value};
use crate::data::Data;

/// Where a text is none of its syntax.
pub(super) struct Error {
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// # Errors
///
/// The first error: what follows it would mostly be due to it.
pub(super) fn json(text: &str) -> Result<Node, Vec<Error>> {
    let options = ParseOptions {
        allow_comments: true,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let error = |message: String, range: Range| {
        let help = help(&message, JSON);
        vec![Error { message, help, from: range.start, to: range.end }]
    };
    // Some editors begin a file with this mark, which is no JSON; blanks of as many bytes leave all places as they are.
    let blank = text.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
    let text = blank.as_deref().unwrap_or(text);
    let parsed = parse_to_ast(text, &CollectOptions::default(), &options)
        .map_err(|failure| error(failure.kind().to_string(), failure.range()))?;
    let root = parsed.value.ok_or_else(|| error("there is nothing in it".to_owned(), Range::new(0, 0)))?;
    Ok(json_node(root))
}

fn json_node(json: Json<'_>) -> Node {
    let Range { start: from, end: to } = json.range();
    let leaf = Value::Leaf;
    let value = match json {
        Json::NullKeyword(_) => leaf(Data::Null),
        Json::BooleanLit(literal) => leaf(Data::Bool(literal.value)),
        Json::StringLit(literal) => leaf(Data::Text(literal.value.into_owned().into())),
        Json::NumberLit(literal) => leaf(number(literal.value)),
        Json::Array(array) => Value::List(array.elements.into_iter().map(json_node).collect()),
        Json::Object(object) => Value::Map(
            object
                .properties
                .into_iter()
                .map(|property| {
                    let range = match &property.name {
                        ObjectPropName::String(name) => name.range,
                        ObjectPropName::Word(name) => name.range,
                    };
                    let key = Key { from: range.start, to: range.end, name: property.name.into_string() };
                    (key, json_node(property.value))
                })
                .collect(),
        ),
    };
    Node { from, to, value }
}

/// What helps where a message begins so.
type Help = &'static [(&'static str, &'static str)];

const JSON: Help = &[
    ("Expected string for object property", "put keys in double quotes"),
    ("Single-quoted strings", "put texts and keys in double quotes"),
    ("Trailing commas", "leave the comma out"),
    ("Unterminated object", "end it with `}`"),
    ("Unterminated array", "end it with `]`"),
    ("Unterminated string", "end it with `\"`"),
    ("Unterminated comment", "end it with `*/`"),
    ("Text cannot contain more than one", "leave out what stands behind the end"),
];

const TOML: Help = &[
    ("key with no value", "write `key = \"value\"`; a document that is JSON begins with `{`"),
    ("invalid unquoted key", "write `key = \"value\"`; a document that is JSON begins with `{`"),
    ("string values must be quoted", "put texts in quotes: `key = \"value\"`"),
    ("missing comma", "write a comma, or end the list with `]`"),
    ("duplicate key", "write what belongs to it in one place"),
    ("invalid basic string", "end the text with `\"` in the same line"),
    ("missing escaped value", "write `\\\\` for a backslash, or put the text in single quotes"),
    ("unexpected key or value", "begin a new line, or write `\\\"` for a quote in a text"),
];

fn help(message: &str, known: Help) -> Option<&'static str> {
    known.iter().find(|(start, _)| message.starts_with(start)).map(|(_, help)| *help)
}

/// # Errors
///
/// Each line in which the text is no TOML: the first place in it, as what follows it would mostly be due to it.
pub(super) fn toml(text: &str) -> Result<Node, Vec<Error>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let span = table.span();
        let value = Value::Map(entries(table.into_inner()));
        return Ok(Node { from: span.start, to: span.end, value });
    }
    let told = errors.into_iter().map(|error| {
        let span = error.span().unwrap_or_default();
        let message = error.message().to_owned();
        Error { help: help(&message, TOML), message, from: span.start, to: span.end }
    });
    let mut told: Vec<Error> = told.collect();
    told.sort_by_key(|error| error.from);
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    told.dedup_by_key(|error| ends.partition_point(|end| *end < error.from));
    Err(told)
}

fn entries(table: DeTable<'_>) -> Vec<(Key, Node)> {
    let entries = table.into_iter().map(|(key, value)| {
        let span = key.span();
        let key = Key { from: span.start, to: span.end, name: key.into_inner().into_owned() };
        (key, toml_node(value))
    });
    entries.collect()
}

fn toml_node(written: Spanned<DeValue<'_>>) -> Node {
    let span = written.span();
    Node { from: span.start, to: span.end, value: toml_value(written.into_inner()) }
}

fn toml_value(value: DeValue<'_>) -> Value {
    let leaf = Value::Leaf;
    match value {
        DeValue::String(text) => leaf(Data::Text(text.into_owned().into())),
        DeValue::Boolean(value) => leaf(Data::Bool(value)),
        DeValue::Integer(value) => leaf(match i64::from_str_radix(value.as_str(), value.radix()) {
            Ok(whole) => Data::Int(whole),
            Err(_) if value.as_str().starts_with('-') => Data::Int(i64::MIN),
            Err(_) => Data::Int(i64::MAX),
        }),
        DeValue::Float(value) => leaf(number(value.as_str())),
        DeValue::Datetime(value) => leaf(Data::Text(value.to_string().into())),
        DeValue::Array(items) => Value::List(items.into_iter().map(toml_node).collect()),
        DeValue::Table(table) => Value::Map(entries(table)),
    }
}

/// A number as it is written, as serde hands one on. But 25.00 is no whole number here: whoever writes it means 25 of
/// something that has hundredths, such as euros.
fn number(text: &str) -> Data<'static> {
    if let Ok(whole) = text.parse::<i64>() {
        return Data::Int(whole);
    }
    if text.contains('.') {
        return Data::Inexact(text.to_owned().into());
    }
    text.parse::<f64>().map_or_else(|_| Data::Inexact(text.to_owned().into()), Data::from_float)
}
