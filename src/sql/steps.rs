//! A query as it grows: pieces of SQL, and the steps in which their values are computed.
//!
//! What is read in several places gets a name, and the name is a column of a step that reads the step before it. So the
//! query never says the same thing twice, however deep the rules are, and an engine computes each value once a row.

use std::collections::{HashMap, HashSet};

use super::dialect::SqlDialect;
use super::piece::Sql;

/// The steps of a query.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) dialect: SqlDialect,
    /// The columns of each, by name: the first reads the table, each other the one before it.
    steps: Vec<Vec<(String, String)>>,
    names: HashSet<String>,
    /// The column that has a value, by its text.
    known: HashMap<String, Sql>,
}

/// How long the name of a column may become, which leaves room for a number after it in any database.
const LONGEST: usize = 50;

impl Steps {
    pub(super) fn new(dialect: SqlDialect) -> Steps {
        Steps { dialect, steps: Vec::new(), names: HashSet::new(), known: HashMap::new() }
    }

    /// Gives a name to a value that is read in several places, unless it is one already.
    pub(super) fn name(&mut self, hint: &str, sql: Sql) -> Sql {
        if sql.is_atom { sql } else { self.column(hint, sql) }
    }

    /// The column that holds a value.
    pub(super) fn column(&mut self, hint: &str, sql: Sql) -> Sql {
        if let Some(known) = self.known.get(&sql.text) {
            return known.clone();
        }
        let name = self.dialect.name(&self.free(hint));
        let column = Sql { text: name.clone(), after: sql.after.saturating_add(1), is_atom: true };
        while self.steps.len() <= sql.after {
            self.steps.push(Vec::new());
        }
        if let Some(step) = self.steps.get_mut(sql.after) {
            step.push((name, sql.text.clone()));
        }
        self.known.insert(sql.text, column.clone());
        column
    }

    /// A name like this that no column has. Databases differ in whether they tell `a` and `A` apart.
    fn free(&mut self, hint: &str) -> String {
        let short: String = hint.chars().take(LONGEST).collect();
        let mut name = short.clone();
        let mut number: usize = 1;
        while !self.names.insert(name.to_lowercase()) {
            number = number.saturating_add(1);
            name = format!("{short} {number}");
        }
        name
    }

    /// The whole query: what is asked of the last step.
    pub(super) fn query(&self, table: &str, answers: &[(String, Sql)]) -> String {
        let mut text = String::from("WITH ");
        let end = self.dialect.end_of_step();
        let mut from = table.to_owned();
        for (number, columns) in self.steps.iter().enumerate() {
            let before = if number == 0 { None } else { Some("*".to_owned()) };
            let own = columns.iter().map(|(name, sql)| format!("{sql} AS {name}"));
            let list: Vec<String> = before.into_iter().chain(own).collect();
            let step = format!("step{}", number.saturating_add(1));
            let comma = if number == 0 { "" } else { ",\n" };
            text.push_str(&format!(
                "{comma}{step} AS (\n  SELECT\n    {}\n  FROM {from}{end}\n)",
                list.join(",\n    ")
            ));
            from = step;
        }
        let answers = answers.iter().map(|(name, sql)| format!("{} AS {}", sql.text, self.dialect.name(name)));
        text.push_str(&format!("\nSELECT\n  {}\nFROM {from}", answers.collect::<Vec<_>>().join(",\n  ")));
        text
    }
}
