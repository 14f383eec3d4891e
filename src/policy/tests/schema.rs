//! The JSON Schema of documents, as it is checked in. That it takes what the checker takes, `tests/package/schema` sees to.

use std::{env, fs};

use super::kit::document;
use crate::data::Data;
use crate::policy::document::Document;
use crate::policy::schema::{of_documents, of_extensions};
use crate::{Policy, Problems};

/// How wide the file may be where a value stands on one line.
const WIDTH: usize = 120;

/// A value as JSON on one line.
fn line(data: &Data<'_>) -> String {
    match data {
        Data::Map(entries) => {
            let parts: Vec<_> = entries.iter().map(|(name, value)| format!("{name:?}: {}", line(value))).collect();
            format!("{{{}}}", parts.join(", "))
        }
        Data::List(items) => format!("[{}]", items.iter().map(line).collect::<Vec<_>>().join(", ")),
        scalar => serde_json::to_string(scalar).unwrap(),
    }
}

/// A value as JSON: on one line where it fits there behind what stands before it, else with a line for each of its parts,
/// but for those of a list of texts.
fn written(data: &Data<'_>, before: usize, indent: usize) -> String {
    let whole = line(data);
    let (open, parts, close) = match data {
        _ if before + indent + whole.chars().count() <= WIDTH => return whole,
        Data::Map(entries) => {
            let part = |(name, value): &(_, Data<'_>)| {
                let name = format!("{name:?}: ");
                format!("{name}{}", written(value, name.len(), indent + 2))
            };
            ('{', entries.iter().map(part).collect::<Vec<_>>(), '}')
        }
        Data::List(items) if items.iter().any(|item| matches!(item, Data::Map(_))) => {
            ('[', items.iter().map(|item| written(item, 0, indent + 2)).collect(), ']')
        }
        _ => return whole,
    };
    let margin = " ".repeat(indent);
    format!("{open}\n{margin}  {}\n{margin}{close}", parts.join(&format!(",\n{margin}  ")))
}

/// `WRITE=1 cargo test --lib schema` writes them.
#[test]
fn the_schemas_in_the_package_are_those_of_what_is_read() {
    compare("policy.schema.json", &of_documents::<Document>());
    compare("policy-extension.schema.json", &of_extensions::<Document>());
}

fn compare(file: &str, schema: &Data<'_>) {
    let path = format!("{}/www/package/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = format!("{}\n", written(schema, 0, 0));
    assert_eq!(&serde_json::from_str::<Data>(&text).unwrap(), schema);
    if env::var_os("WRITE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "run `WRITE=1 cargo test --lib schema`, and read what has changed");
}

#[test]
fn the_address_of_a_schema_may_stand_in_a_document_and_makes_no_other_version() {
    let version = |schema: Option<&str>| -> Result<String, Problems> {
        let mut document = document();
        if let Some(schema) = schema {
            document["$schema"] = schema.into();
        }
        let document: Data = serde_json::from_value(document).unwrap();
        Ok(Policy::new(&document)?.version().to_owned())
    };
    let without = version(None).unwrap();
    assert_eq!(version(Some("./node_modules/torihiki/pkg/policy.schema.json")).unwrap(), without);
    assert_eq!(version(Some("")).unwrap(), without);

    let mut inside = document();
    inside["states"]["done"]["$schema"] = "x".into();
    let problems = Policy::new(&serde_json::from_value(inside).unwrap()).unwrap_err();
    assert_eq!(problems.as_slice()[0].path, "states.done.$schema");
    let mut number = document();
    number["$schema"] = 7.into();
    let problems = Policy::new(&serde_json::from_value(number).unwrap()).unwrap_err();
    assert_eq!((&*problems.as_slice()[0].path, problems.as_slice().len()), ("$schema", 1));
}
