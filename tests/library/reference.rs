//! The reference of the format, `src/policies/README.md`: every example in it is run.
//!
//! | in the text | how it is run |
//! | --- | --- |
//! | a block of Rust | as a test of the documentation; that none is left out of these is seen to here |
//! | a block of TOML with a `format`, or that `extends` another one | it is a policy, and has to be right |
//! | any other block of TOML | it is part of one: it has to be right within `reference/around.toml` |
//! | a table of expressions or of orders | each row is asked of the last block of TOML before it in the same section, or else of `around.toml` |
//! | a condition or an expression in a sentence | it has to be right within `around.toml`, or be one of [`REFUSED`] |
//! | a line of TOML in a sentence | it has to be right somewhere in `around.toml` or in a policy of the page |
//!
//! A block of another kind, and a column that nobody knows, is a failure: so nothing stands there that nobody runs.

mod page;
mod rows;

use std::fs;
use std::path::Path;

use page::{Block, Page, codes};
use rows::{Kind, ask};
use toml::{Table, Value};
use torihiki::{Data, Policy, Problems};

const AROUND: &str = include_str!("reference/around.toml");

/// Expressions in sentences that are refused: the text says so, or says what has to stand before them.
const REFUSED: [&str; 3] = ["price > 500", "min(a, b)", "now < dueAt"];

/// How many examples of each kind were run.
#[derive(Debug, Default, PartialEq)]
struct Count {
    rust: usize,
    policies: usize,
    parts: usize,
    rows: usize,
    expressions: usize,
    settings: usize,
}

/// Runs all examples of a page, and tells which are not as it says, each with its line.
fn run(text: &str) -> (Vec<String>, Count) {
    let page = Page::read(text);
    let around: Table = toml::from_str(AROUND).unwrap();
    let (mut failures, mut count) = (Vec::new(), Count::default());
    let mut documents: Vec<Option<Table>> = Vec::new();
    for block in &page.blocks {
        let read = document(block, &around, &mut count);
        failures.extend(read.as_ref().err().map(|what| format!("{}: {what}", block.line)));
        documents.push(read.unwrap_or_default());
    }
    let mut spans = page.spans;
    for table in &page.tables {
        match Kind::of(&table.header) {
            Ok(None) => {
                let cells = table.rows.iter().flat_map(|(line, cells)| cells.iter().map(move |cell| (*line, cell)));
                spans.extend(cells.flat_map(|(line, cell)| codes(cell).map(move |code| (line, code.to_owned()))));
            }
            Ok(Some(kind)) => {
                let document = table.block.map_or(Some(&around), |block| documents[block].as_ref());
                // What is wrong with the block has been told.
                for (line, cells) in document.into_iter().flat_map(|_| &table.rows) {
                    count.rows += 1;
                    let differences = ask(kind, document.unwrap(), &table.header, cells);
                    failures.extend(differences.into_iter().map(|what| format!("{line}: {what}")));
                }
            }
            Err(what) => failures.extend(table.rows.first().map(|(line, _)| format!("{line}: {what}"))),
        }
    }
    for (line, code) in spans {
        // What a policy has in quotes may be an expression.
        let bare = code.strip_prefix('"').and_then(|code| code.strip_suffix('"')).unwrap_or(&code);
        let told = if rows::is_expression(bare) {
            count.expressions += 1;
            match (rows::compiles(&around, bare), REFUSED.contains(&bare)) {
                (Ok(()), true) => Err("it is not refused".to_owned()),
                (Err(problems), true) if problems.starts_with("invalid-condition: ") => Ok(()),
                (told, _) => told,
            }
        } else if let (Some((name, _)), Ok(setting)) = (code.split_once('='), toml::from_str::<Table>(&code)) {
            count.settings += 1;
            let mut policies = [&around].into_iter().chain(documents.iter().flatten());
            if policies.any(|policy| fits(policy, &setting)) {
                Ok(())
            } else {
                Err(format!("`{}` has this value nowhere", name.trim()))
            }
        } else {
            Ok(())
        };
        failures.extend(told.err().map(|what| format!("{line}: `{code}`: {what}")));
    }
    (failures, count)
}

/// The policy that a block is, or of which it is a part; none where it is not of a policy.
fn document(block: &Block, around: &Table, count: &mut Count) -> Result<Option<Table>, String> {
    match &*block.info {
        "rust" => {
            count.rust += 1;
            Ok(None)
        }
        "toml" => {
            let written: Table = toml::from_str(&block.text).map_err(|error| error.to_string())?;
            let is_whole = ["format", "extends"].iter().any(|key| written.contains_key(*key));
            *if is_whole { &mut count.policies } else { &mut count.parts } += 1;
            let mut document = if is_whole { Table::new() } else { around.clone() };
            put(&mut document, &written);
            policy(&document).map_err(|problems| problems.to_string())?;
            Ok(Some(document))
        }
        other => Err(format!("nobody runs a block of `{other}`")),
    }
}

/// The policy of a document.
fn policy(document: &Table) -> Result<Policy, Problems> {
    let document: Data<'static> = document.clone().try_into().unwrap();
    Policy::new(&document)
}

/// Puts what is written into a table: tables into those that are there, and anything else in the place of what is there.
fn put(table: &mut Table, written: &Table) {
    for (name, value) in written {
        match (table.get_mut(name), value) {
            (Some(Value::Table(inner)), Value::Table(written)) => put(inner, written),
            _ => drop(table.insert(name.clone(), value.clone())),
        }
    }
}

/// Whether some table of a policy may have a setting.
fn fits(document: &Table, setting: &Table) -> bool {
    let mut places = vec![Vec::new()];
    tables(&Value::Table(document.clone()), &[], &mut places);
    places.into_iter().any(|place| {
        let mut document = Value::Table(document.clone());
        let inner = place.iter().try_fold(&mut document, |value, step: &String| match value {
            Value::Array(items) => items.get_mut(step.parse::<usize>().unwrap()),
            value => value.get_mut(step),
        });
        put(inner.unwrap().as_table_mut().unwrap(), setting);
        policy(document.as_table().unwrap()).is_ok()
    })
}

/// The ways to all tables inside a value.
fn tables(value: &Value, way: &[String], found: &mut Vec<Vec<String>>) {
    let inside: Vec<(String, &Value)> = match value {
        Value::Table(table) => table.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (step, value) in inside {
        let way = [way, &[step]].concat();
        found.extend(value.is_table().then(|| way.clone()));
        tables(value, &way, found);
    }
}

#[test]
fn every_example_of_the_reference_comes_out_as_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (failures, count) = run(&fs::read_to_string(root.join("src/policies/README.md")).unwrap());
    assert!(failures.is_empty(), "src/policies/README.md:\n{}", failures.join("\n"));
    // Were the page written in another form, nothing would be found and nothing would be wrong.
    let Count { rust, policies, parts, rows, expressions, settings } = count;
    assert!(rust > 1 && policies > 2 && parts > 2, "{count:?}");
    assert!(rows > 60 && expressions > 20 && settings > 8, "{count:?}");
    // What runs the blocks of Rust.
    let library = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    assert!(library.contains("#[cfg(doctest)]\n#[doc = include_str!(\"policies/README.md\")]"));
}

#[test]
fn an_example_that_is_not_as_it_says_is_noticed() {
    let told = |text: &str| run(text).0;
    let fine = "```toml\nparams.week.value = \"8d\"\n```\n| expression | `n` | is |\n| --- | --- | --- |\n| `n + 1` | 1 | `2` |";
    assert_eq!(told(fine), [] as [&str; 0]);
    for (text, line, what) in [
        ("```json\n{}\n```", 1, "nobody runs a block of `json`"),
        ("```rust,ignore\n```", 1, "nobody runs a block of `rust,ignore`"),
        ("Text\n\n```toml\nfacts.n.type = \"number\"\n```", 3, "facts.n.type: "),
        ("```toml\nformat = \"torihiki/1\"\n```", 1, "id: "),
        ("It is `now < deliverdAt`.", 1, "`now < deliverdAt`: "),
        ("Such as `price > 500`, or `\"price + 500\"`.", 1, "`\"price + 500\"`: "),
        ("It has `certainty = \"maybe\"`.", 1, "`certainty = \"maybe\"`: `certainty` has this value nowhere"),
        ("| key | may be |\n| --- | --- |\n| `at` | `endOfDy(t)` |", 3, "`endOfDy(t)`: "),
        (&fine.replace("`2`", "`3`"), 6, "`n + 1` is not `3`, but violated"),
        (&fine.replace("`2`", "`unknown`"), 6, "`n + 1` is not `unknown`, but satisfied"),
        (&fine.replace("| 1 |", "| |"), 6, "`n + 1` is not `2`, but unknown"),
        (&fine.replace("`2`", "`invalid-condition`"), 6, "`n + 1` is not refused"),
        (&fine.replace("`n + 1`", "`n + week`"), 6, "actions.try-it.requires[0].that:1:"),
        (&fine.replace("| is |", "| gives |"), 6, "there is no column `gives`"),
        (&fine.replace("| is |", "| |"), 6, "there is no column ``"),
        (&fine.replace("| 1 | `2` |", "| 1 |"), 6, "2 cells under 3 names"),
        ("| `state` | asked at |\n| --- | --- |\n| `active` | |", 3, "no column says what comes out"),
        ("| `state` | asked at | verdict |\n| --- | --- | --- |\n| `active` | | |", 3, "no column says which action"),
        (
            "| `state` | asked at | is in |\n| --- | --- | --- |\n| `active` | | `granted` |",
            3,
            "is in: it says `granted`, and it is `active`",
        ),
        ("| `state` | asked at | is in |\n| --- | --- | --- |\n| `activ` | | `active` |", 3, "state: "),
        (
            "| `state` | asked at | action | verdict |\n| --- | --- | --- | --- |\n| `active` | | `buyer claim` | `denied` |",
            3,
            "verdict: it says `denied`, and it is `allowed`",
        ),
        (
            "| `state` | asked at | action | the order then |\n| --- | --- | --- | --- |\n| `active` | | `buyer claim` | |",
            3,
            "the order then: it says , and it is `state` is `claimed`",
        ),
    ] {
        let told = told(text);
        assert!(told.len() == 1 && told[0].starts_with(&format!("{line}: {what}")), "{text}\n{told:?}");
    }
}
