//! The JSON Schema of documents, made from what reads them.
//!
//! Editors complete and check a document by it. It is no second description of the format: each type that can be
//! [`Read`](super::read::Read) says here what it takes, and the macro that declares an element declares what the schema
//! says of it. A test writes it down; no program needs it.
//!
//! It is of draft 7, which the language servers for TOML and for JSON both know. A keyword that is about one type says
//! nothing about others, so a value of two types is one schema with both types. Alternatives (`anyOf`) would hide from
//! the servers what is said of all of them.

pub(crate) mod narrow;

use std::borrow::Cow;

use super::read::Table;
use crate::data::Data;
use crate::text::{Str, Text};

/// What a schema says of a value of a type.
pub(crate) trait Described {
    /// The schema of a value.
    fn schema(shared: &mut Shared) -> Schema;

    /// The schema of a value in a list or a table: of an element, where its schema stands.
    fn mentioned(shared: &mut Shared) -> Schema {
        Self::schema(shared)
    }
}

/// The schemas of elements, which lists and tables mention.
#[derive(Default)]
pub(crate) struct Shared(Vec<(&'static str, Schema)>);

impl Shared {
    pub(crate) fn element(&mut self, name: &'static str, schema: impl FnOnce(&mut Shared) -> Schema) -> Schema {
        if !self.0.iter().any(|(known, _)| *known == name) {
            let schema = schema(self);
            self.0.push((name, schema));
        }
        Schema::default().with("$ref", format!("#/definitions/{name}"))
    }
}

/// A schema: its keywords, in the order in which they are written.
#[derive(Clone, Default)]
pub(crate) struct Schema(Vec<(Cow<'static, str>, Data<'static>)>);

impl Schema {
    /// A value of one of these types.
    pub(crate) fn of(types: &[&str]) -> Schema {
        match types {
            [one] => Schema::default().with("type", *one),
            several => Schema::default().with("type", list(several)),
        }
    }

    /// One of a few words, and what each of them means.
    pub(crate) fn words(words: &[&str], meanings: &[&str]) -> Schema {
        assert_eq!(words.len(), meanings.len());
        let meanings: Vec<String> = meanings.iter().map(|meaning| prose(meaning)).collect();
        let meanings: Vec<&str> = meanings.iter().map(String::as_str).collect();
        // VS Code reads the first, and taplo what stands under its name.
        let taplo = Schema::default().with("docs", Schema::default().with("enumValues", list(&meanings)));
        Schema::of(&["string"])
            .with("enum", list(words))
            .with("enumDescriptions", list(&meanings))
            .with("x-taplo", taplo)
    }

    /// A table with keys that are known.
    pub(crate) fn element(about: &str) -> Schema {
        Schema::default()
            .with("description", prose(about))
            .with("type", "object")
            .with("properties", Schema::default())
            .with("required", Data::List(Vec::new()))
            .with("additionalProperties", Data::Bool(false))
    }

    /// A value that is either of this type or of another one.
    pub(crate) fn or(mut self, other: Schema) -> Schema {
        for (keyword, value) in other.0 {
            match self.get_mut(&keyword) {
                None => self.0.push((keyword, value)),
                Some(mine) => {
                    assert_eq!(keyword, "type", "both say something of `{keyword}`");
                    *mine = Data::List(vec![mine.clone(), value]);
                }
            }
        }
        self
    }

    pub(crate) fn with(mut self, keyword: &'static str, value: impl Into<Data<'static>>) -> Schema {
        self.0.push((keyword.into(), value.into()));
        self
    }

    /// The table with one more key.
    pub(crate) fn field(mut self, key: &'static str, about: &str, schema: Schema, is_required: bool) -> Schema {
        if let Some(Data::Map(properties)) = self.get_mut("properties") {
            properties.push((key.into(), schema.about(&prose(about)).into()));
        }
        if let Some(Data::List(required)) = self.get_mut("required")
            && is_required
        {
            required.push(key.into());
        }
        self
    }

    /// The table, which has exactly one of these keys.
    pub(crate) fn either(self, keys: &[&'static str]) -> Schema {
        let needs = |key: &&str| Schema::default().with("required", list(&[key])).into();
        self.with("oneOf", Data::List(keys.iter().map(needs).collect()))
    }

    /// The schema with a narrower reading of its values.
    pub(crate) fn narrowed(mut self, narrow: impl FnOnce(&mut Schema)) -> Schema {
        narrow(&mut self);
        self
    }

    /// The schema with a description of the value, in place of that of its type.
    pub(crate) fn about(mut self, about: &str) -> Schema {
        assert!(!about.is_empty(), "every key is described");
        self.0.retain(|(keyword, _)| keyword != "description");
        // Of alternatives, VS Code shows what is said of all of them, and taplo what is said of the first.
        if let Some(Data::List(alternatives)) = self.get_mut("anyOf")
            && let [Data::Map(first), ..] = alternatives.as_mut_slice()
        {
            first.insert(0, ("description".into(), about.into()));
        } else {
            self.0.insert(0, ("description".into(), about.into()));
        }
        // VS Code shows a description as it is written, with its backticks.
        if self.has("anyOf") || about.contains('`') {
            self.0.insert(1.min(self.0.len()), ("markdownDescription".into(), about.into()));
        }
        self
    }

    fn has(&self, keyword: &str) -> bool {
        self.0.iter().any(|(known, _)| known == keyword)
    }

    fn get_mut(&mut self, keyword: &str) -> Option<&mut Data<'static>> {
        self.0.iter_mut().find(|(known, _)| known == keyword).map(|(_, value)| value)
    }

    /// Whether values of a type are among those that it takes.
    fn takes(&self, ty: &str) -> bool {
        self.0.iter().any(|(keyword, types)| {
            let is_type = |data: &Data<'_>| *data == ty.into();
            keyword == "type" && (is_type(types) || matches!(types, Data::List(types) if types.iter().any(is_type)))
        })
    }
}

impl From<Schema> for Data<'static> {
    fn from(Schema(mut keywords): Schema) -> Self {
        keywords.retain(|(keyword, value)| !(keyword == "required" && *value == Data::List(Vec::new())));
        Data::Map(keywords)
    }
}

impl From<&str> for Data<'static> {
    fn from(text: &str) -> Self {
        Data::Text(text.to_owned().into())
    }
}

impl From<String> for Data<'static> {
    fn from(text: String) -> Self {
        Data::Text(text.into())
    }
}

fn list(texts: &[&str]) -> Data<'static> {
    Data::List(texts.iter().map(|text| Data::from(*text)).collect())
}

/// What a comment says, without the line breaks inside its paragraphs.
fn prose(comment: &str) -> String {
    let paragraphs = comment.split("\n\n").map(|paragraph| {
        paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    });
    paragraphs.collect::<Vec<_>>().join("\n\n").trim().to_owned()
}

/// The comment above a declaration, out of its attributes.
macro_rules! comment {
    () => { "" };
    (#[doc = $line:literal] $($rest:tt)*) => { concat!($line, "\n", crate::policy::schema::comment!($($rest)*)) };
    (#[$($other:tt)*] $($rest:tt)*) => { crate::policy::schema::comment!($($rest)*) };
}
pub(crate) use comment;

/// The schema of whole documents.
pub(crate) fn of_documents<D: Described>() -> Data<'static> {
    let mut shared = Shared::default();
    let document = D::schema(&mut shared);
    let Shared(elements) = shared;
    let texts =
        narrow::MENTIONED.map(|pattern| (pattern.name, Schema::of(&["string"]).narrowed(narrow::like(pattern))));
    let definitions = elements.into_iter().chain(texts).map(|(name, schema)| (name.into(), schema.into())).collect();
    let mut schema = Schema::default()
        .with("$schema", "http://json-schema.org/draft-07/schema#")
        .with("$comment", "Written by `WRITE=1 cargo test --lib schema` from src/policy/document.rs.")
        .with("title", "A policy of torihiki");
    schema.0.extend(document.0);
    schema.with("definitions", Data::Map(definitions)).into()
}

/// The schema of documents that extend another one: nothing has to be said again, so nothing is required but what makes
/// them such.
pub(crate) fn of_extensions<D: Described>() -> Data<'static> {
    let mut schema = of_documents::<D>();
    let Data::Map(keywords) = &mut schema else { return schema };
    keywords.retain(|(name, _)| name != "oneOf");
    for (name, value) in keywords {
        match (&**name, value) {
            ("title", title) => *title = "A policy of torihiki that extends another one".into(),
            ("required", required) => *required = list(&["extends", "id"]),
            ("definitions", definitions) => allow_less(definitions),
            ("properties", properties) => {
                allow_less(properties);
                extend(properties);
            }
            _ => {}
        }
    }
    schema
}

/// Adds the keys by which a document extends another one.
fn extend(properties: &mut Data<'static>) {
    let Data::Map(properties) = properties else { return };
    let base = "The policy that is extended: the id of a built-in one, or a whole document.";
    let paths = "What is left out of it, as paths: `actions.nudge`, `duties.ship`, `actions.revise.requires.in-time`.";
    let removed = Schema::of(&["array"]).with("items", Schema::of(&["string"]));
    properties.insert(0, ("extends".into(), Schema::of(&["string", "object"]).about(base).into()));
    properties.insert(1, ("remove".into(), removed.about(paths).into()));
}

/// Takes away what says that something has to be there.
fn allow_less(schema: &mut Data<'static>) {
    match schema {
        Data::Map(keywords) => {
            // A property may have such a name as well.
            keywords.retain(|(name, value)| !(name == "required" && matches!(value, Data::List(_)) || name == "oneOf"));
            keywords.iter_mut().for_each(|(_, value)| allow_less(value));
        }
        Data::List(items) => items.iter_mut().for_each(allow_less),
        _ => {}
    }
}

impl Described for Str {
    fn schema(_: &mut Shared) -> Schema {
        Schema::of(&["string"])
    }
}

impl Described for bool {
    fn schema(_: &mut Shared) -> Schema {
        Schema::of(&["boolean"])
    }
}

impl Described for i64 {
    fn schema(_: &mut Shared) -> Schema {
        Schema::of(&["integer"])
    }
}

/// The value of a fact, by itself.
impl Described for Data<'static> {
    fn schema(_: &mut Shared) -> Schema {
        Schema::of(&["string", "integer", "boolean"])
    }
}

/// One text, or one for each language.
impl Described for Text {
    fn schema(_: &mut Shared) -> Schema {
        let by_language = Schema::of(&["object"]).with("additionalProperties", narrow::WORDS.mention());
        let by_language = by_language.narrowed(narrow::named(narrow::TAG)).narrowed(narrow::some);
        Schema::of(&["string"]).narrowed(narrow::like(narrow::WORDS)).or(by_language)
    }
}

impl<T: Described> Described for Vec<T> {
    fn schema(shared: &mut Shared) -> Schema {
        Schema::of(&["array"]).with("items", T::mentioned(shared))
    }
}

impl<T: Described> Described for Table<T> {
    fn schema(shared: &mut Shared) -> Schema {
        Schema::of(&["object"]).with("additionalProperties", T::mentioned(shared))
    }
}
