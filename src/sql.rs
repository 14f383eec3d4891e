//! A policy's answers as a query, so that a database answers for very many orders by the same rules.
//!
//! A query reads a table with an order in each row, and gives for each the state that the deal is in, whether an action
//! is allowed, and how each of its requirements comes out: exactly what [`preview`](crate::preview()) says of that order
//! at that instant. It joins, sorts and groups nothing, so that a row takes the same time among a thousand and among a
//! billion, on one machine or on many.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `options`, `dialect` | what is asked, and what databases write differently |
//! | `piece`, `steps` | pieces of SQL, and the steps of the query in which their values are computed |
//! | `expression` | conditions in SQL, with the three values that they have |
//! | `table` | the columns of the table, and the facts that they tell |
//! | `ways` | where the deal may stand, after what happened by itself |
//!
//! What SQL cannot say with exactly the same answer is refused, with the place in the policy and the reason.

mod dialect;
mod expression;
mod options;
mod piece;
mod steps;
mod table;
#[cfg(test)]
mod tests;
mod ways;

use std::borrow::Cow;

pub use dialect::{SqlDialect, SqlInstants};
use expression::Writing;
pub use options::{SqlNulls, SqlOptions};
use piece::{Sql, all, any, is_one_of, not};
use steps::Steps;
pub use table::SqlColumn;
use table::{Table, asked};
use ways::{Ways, World, facts_for};

use crate::data::Data;
use crate::expr::{Expr, Symbol};
use crate::order::Order;
use crate::policy::{Action, Policy, Requirement};
use crate::preview::{Question, find};
use crate::problem::{Problem, ProblemCode, Problems, Report, quoted};
use crate::time::Instant;

/// A query, what it reads and what it gives.
///
/// ```
/// use torihiki::{SqlDialect, SqlOptions, policy};
///
/// let sql = policy("coconala").unwrap().sql("revise", &SqlOptions::of(SqlDialect::DuckDb)).unwrap();
/// assert!(sql.query.contains("$now"));
/// assert_eq!(sql.gives[..4], ["id", "problem", "state", "verdict"]);
/// assert_eq!(sql.gives[4], "coconala.revise.state");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SqlQuery {
    /// The query, with one parameter: the instant that is asked about.
    pub query: String,
    /// The parameter, as it stands in the query, once.
    pub parameter: String,
    /// The columns of the table that it reads, beside those that it keeps.
    pub reads: Vec<SqlColumn>,
    /// The columns that it gives: those that are kept, `problem`, `state`, `verdict`, and one for each reason by its
    /// rule.
    pub gives: Vec<String>,
}

impl Policy {
    /// The answers to one action as a query over a table of orders.
    ///
    /// It gives a row for each row of the table: the columns that are kept; `problem`, the name of the first column
    /// whose value no order may have, and then nothing else is told; `state`, the state that the deal is in after what
    /// happened by itself, NULL where that is uncertain; `verdict`, which is `allowed`, `denied` or `unknown`; and how
    /// each requirement comes out, `satisfied`, `violated` or `unknown`, in a column with the name of its rule. Where a
    /// requirement has alternatives, they follow it.
    ///
    /// The columns of the table have the names of the facts. NULL means that the fact is left out, or absent where that
    /// is the same; [`SqlNulls`] says how the table tells them apart where they differ. Instants stand as [`SqlInstants`]
    /// says; lengths of time are milliseconds and amounts minor units, as whole numbers of at most 64 bits.
    ///
    /// # Errors
    ///
    /// Everything in the options that does not make sense, and `not-expressible` for whatever a rule says that SQL
    /// cannot say with exactly the same answer: the path names the rule by its id.
    ///
    /// ```
    /// use torihiki::{Policy, ProblemCode, SqlDialect, SqlOptions, Syntax, policy};
    ///
    /// let options = SqlOptions::of(SqlDialect::PostgreSql);
    /// assert!(policy("qoo10").unwrap().sql("refuse-cancel", &options).is_ok());
    ///
    /// let toml = r#"
    ///     format = "torihiki/1"
    ///     id = "shop"
    ///     languages = ["en"]
    ///     calendar = "jp"
    ///     utcOffset = "+09:00"
    ///     roles = ["buyer"]
    ///     label = "A shop"
    ///     roleLabels.buyer = "Buyer"
    ///     facts.paidAt = { type = "timestamp", label = "Paid at" }
    ///     states.paid.label = "Paid"
    ///     [actions.complain]
    ///     verb = "other"
    ///     roles = ["buyer"]
    ///     from = ["paid"]
    ///     label = "Complain"
    ///     requires = [{ rule = "late", that = "now >= endOfBusinessDay(paidAt, 3)", message = "Three days are over" }]
    /// "#;
    /// let problems = Policy::parse(toml, Syntax::Toml).unwrap().sql("complain", &options).unwrap_err();
    /// let problem = &problems.as_slice()[0];
    /// assert_eq!((problem.code, &*problem.path), (ProblemCode::NotExpressible, "actions.complain.requires.late.that"));
    /// ```
    pub fn sql(&self, action: &str, options: &SqlOptions<'_>) -> Result<SqlQuery, Problems> {
        let mut report = Report::default();
        let sql = sql_into(self, &Data::Text(Cow::Borrowed(action)), options, &mut report);
        report.finish(sql)
    }
}

pub(crate) fn sql_into(
    policy: &Policy,
    action: &Data<'_>,
    options: &SqlOptions<'_>,
    report: &mut Report,
) -> Option<SqlQuery> {
    let order = an_order(policy, options, report);
    // Whatever the instant, it is asked when the query is.
    let question = Question::new(policy, &order, options.role, Instant::MIN, None, report)?;
    let (action, role) = find(&question, action, options.role.is_some(), report)?;
    if !report.is_empty() {
        return None;
    }
    let order = &question.order;
    if !policy.turns.is_empty() {
        let name = policy.dated_by.map_or("", |fact| policy.fact_name(fact));
        let message = format!("which rules are in force depends on {}, order by order", quoted(name));
        let problem = Problem::new(ProblemCode::NotExpressible, "datedBy", message);
        report.add(problem.help("ask the engine"));
        return None;
    }
    match (Asking { order, action, role, options }).query() {
        Ok(query) => {
            names(options, &query, report);
            Some(query)
        }
        Err(problem) => {
            report.add(problem);
            None
        }
    }
}

/// An order of the edition with the parameters that are asked about. Its state makes no difference.
fn an_order<'o>(policy: &'o Policy, options: &SqlOptions<'o>, report: &mut Report) -> Data<'o> {
    let text = |text: &'o str| Data::Text(Cow::Borrowed(text));
    let asked = options.edition.map(text);
    // What is wrong with it will be told of the order.
    let edition = crate::order::edition(policy, asked.as_ref(), &mut Report::default());
    let state = policy.states.iter().find(|state| state.editions.has(edition));
    let state = state.map(|state| text(policy.symbols.text(state.symbol)));
    if state.is_none() {
        report.add(Problem::new(ProblemCode::NotExpressible, "states", "the edition has no state"));
    }
    let entries = [("edition", asked), ("state", state), ("params", options.params.cloned())];
    let entries = entries.into_iter().filter_map(|(name, value)| Some((Cow::Borrowed(name), value?)));
    Data::Map(entries.collect())
}

/// Notes names that there are not, and those of columns that the database cannot tell apart, or that it cuts off.
fn names(options: &SqlOptions<'_>, query: &SqlQuery, report: &mut Report) {
    let SqlOptions { dialect, keep, table, .. } = *options;
    if table.trim().is_empty() {
        let problem = Problem::new(ProblemCode::NotExpressible, "table", "a query has to read a table");
        report.add(problem.help("pass what stands after FROM, such as `orders`"));
    }
    for (number, _) in keep.iter().enumerate().filter(|(_, name)| name.is_empty()) {
        report.add(Problem::new(ProblemCode::NotExpressible, format!("keep[{number}]"), "a column has to have a name"));
    }
    let folded = |name: &str| if dialect.minds_case() { name.to_owned() } else { name.to_lowercase() };
    let read = query.reads.iter().map(|column| column.name.as_str());
    for names in [read.collect::<Vec<_>>(), query.gives.iter().map(String::as_str).collect()] {
        for (number, name) in names.iter().enumerate() {
            let is_kept = keep.contains(name);
            let path = if is_kept { "keep" } else { "" };
            if dialect.longest_name() < name.len() {
                let message = format!("{} is longer than the name of a column can be", quoted(name));
                let help =
                    if is_kept { "name it otherwise in a view of the table" } else { "give the rule a shorter id" };
                report.add(Problem::new(ProblemCode::NotExpressible, path, message).help(help));
            }
            if let Some(other) = names.iter().take(number).find(|other| folded(other) == folded(name)) {
                let message = format!("{} and {} are one name to the database", quoted(other), quoted(name));
                let code = if is_kept { ProblemCode::Duplicate } else { ProblemCode::NotExpressible };
                report.add(Problem::new(code, path, message).help("name the columns otherwise in a view of the table"));
            }
        }
    }
}

/// One action of one role.
struct Asking<'a, 'p> {
    order: &'a Order<'p>,
    action: &'p Action,
    role: Symbol,
    options: &'a SqlOptions<'a>,
}

impl Asking<'_, '_> {
    fn query(&self) -> Result<SqlQuery, Problem> {
        let Asking { order, action, options, .. } = *self;
        let policy = order.policy;
        let mut steps = Steps::new(options.dialect);
        let mut facts = facts_for(order.rules(), action.requires.iter().map(|requirement| &requirement.that.expr));
        let matter = facts.clone();
        Table::with_companions(order, &mut facts);
        let kept: Vec<(String, Sql)> = (options.keep.iter())
            .map(|name| ((*name).to_owned(), steps.column(name, Sql::atom(options.dialect.name(name)))))
            .collect();
        let asked = asked(options.instants, &mut steps);
        let table = Table::new(order, options, &facts, &mut steps);
        let problem = table.problem(&asked, &mut steps);
        let mut ways =
            Ways { order, rules: order.rules(), table: &table, asked: &asked, facts: &matter, worlds: Vec::new() };
        ways.follow(&mut steps)?;
        let worlds: Vec<World> = ways.worlds;
        let mut reasons = vec![(action.state.rule.to_string(), self.stands(&worlds, &mut steps))];
        let mut outcomes = vec![reasons.first().map_or(Sql::bool(true), |(_, truth)| truth.clone())];
        for requirement in &action.requires {
            let truth = self.holds(requirement, None, &worlds, &table, &asked, &mut steps)?;
            outcomes.push(truth.clone());
            reasons.push((requirement.about.rule.to_string(), truth));
            for alternative in &requirement.alternatives {
                let truth = self.holds(alternative, Some(requirement), &worlds, &table, &asked, &mut steps)?;
                reasons.push((alternative.about.rule.to_string(), truth));
            }
        }
        let verdict = steps.name("is allowed", all(&outcomes));
        let verdict = word(&verdict, "allowed", "denied");
        let is_told = problem.is_null();
        let told = |sql: &Sql| Sql::of("CASE WHEN ? THEN ? END", &[&is_told, sql]);
        let mut answers = kept;
        answers.push(("problem".to_owned(), problem.clone()));
        answers.push(("state".to_owned(), told(&state(&worlds, &mut steps))));
        answers.push(("verdict".to_owned(), told(&verdict)));
        answers.extend(reasons.iter().map(|(rule, truth)| (rule.clone(), told(&word(truth, "satisfied", "violated")))));
        // Each of them has to be computed by the last step.
        let edition = order.reading().edition;
        let head = format!(
            "-- {} by {}: {}{}, version {}\n",
            action.id,
            policy.symbols.text(self.role),
            policy.id,
            policy.edition_id(edition).map_or(String::new(), |edition| format!(", edition {edition}")),
            policy.version
        );
        Ok(SqlQuery {
            query: head + &steps.query(options.table, &answers) + "\n",
            parameter: options.dialect.parameter().to_owned(),
            reads: table.reads,
            gives: answers.into_iter().map(|(name, _)| name).collect(),
        })
    }

    /// Whether the deal is in one of the states of the action.
    fn stands(&self, worlds: &[World], steps: &mut Steps) -> Sql {
        let stands = |world: &World, steps: &Steps| match world.symbol {
            Some(state) => Sql::bool(self.action.from.contains(&state)),
            None => {
                let states =
                    self.action.from.iter().map(|state| steps.dialect.text(self.order.policy.symbols.text(*state)));
                is_one_of(&world.state, &states.collect::<Vec<_>>())
            }
        };
        let truths = worlds.iter().map(|world| (world.is_possible.clone(), stands(world, steps))).collect();
        agreed(truths, "stands", steps)
    }

    /// Whether a requirement holds, as far as all worlds agree; `group` is the one whose alternative it is.
    fn holds(
        &self,
        requirement: &Requirement,
        group: Option<&Requirement>,
        worlds: &[World],
        table: &Table<'_, '_>,
        asked: &Sql,
        steps: &mut Steps,
    ) -> Result<Sql, Problem> {
        let expr: &Expr = &requirement.that.expr;
        let short =
            |requirement: &Requirement| requirement.about.rule.rsplit('.').next().unwrap_or_default().to_owned();
        let rules: Vec<String> = group.into_iter().chain([requirement]).map(short).collect();
        let place = format!("actions.{}.requires.{}.that", self.action.id, rules.join(".any."));
        let mut truths: Vec<(Sql, Sql)> = Vec::new();
        for world in worlds {
            let recorded = |fact| {
                let own = world.recorded.iter().find(|(number, _)| *number == fact);
                own.map_or_else(|| table.fact(fact), |(_, value)| value.clone())
            };
            let role = steps.dialect.text(self.order.policy.symbols.text(self.role));
            let mut writing = Writing {
                steps,
                symbols: &self.order.policy.symbols,
                clocks: &self.order.policy.clocks,
                params: &self.order.params,
                asked,
                facts: &recorded,
                state: &world.state,
                role: Some(role),
                at: None,
                place: &place,
            };
            truths.push((world.is_possible.clone(), writing.truth(expr)?));
        }
        Ok(agreed(truths, &short(requirement), steps))
    }
}

/// What the possible worlds agree on: each with whether it is possible, and what is true there.
fn agreed(truths: Vec<(Sql, Sql)>, hint: &str, steps: &mut Steps) -> Sql {
    let mut distinct: Vec<(Sql, Sql)> = Vec::new();
    for (is_possible, truth) in truths {
        match distinct.iter_mut().find(|(_, known)| *known == truth) {
            Some((known, _)) => *known = any([&*known, &is_possible]),
            None => distinct.push((is_possible, truth)),
        }
    }
    // There always is a world.
    if let [(_, truth)] = distinct.as_slice() {
        return steps.name(hint, truth.clone());
    }
    let mut holds = Vec::new();
    let mut fails = Vec::new();
    for (is_possible, truth) in distinct {
        let truth = steps.name(hint, truth);
        let is_impossible = not(&is_possible);
        holds.push(any([&is_impossible, &truth.surely()]));
        fails.push(any([&is_impossible, &not(&truth).surely()]));
    }
    let (holds, fails) = (all(&holds), all(&fails));
    steps.name(hint, Sql::of("CASE WHEN ? THEN TRUE WHEN ? THEN FALSE END", &[&holds, &fails]))
}

/// The state that the deal is in, where that is certain.
fn state(worlds: &[World], steps: &mut Steps) -> Sql {
    let (mut cases, mut parts) = (String::new(), Vec::new());
    for world in worlds {
        cases.push_str(" WHEN ? THEN ?");
        parts.extend([&world.is_possible, &world.state]);
    }
    if let [only] = worlds {
        return only.state.clone();
    }
    let one = steps.name("state in one world", Sql::of(&format!("CASE{cases} END"), &parts));
    let is_it = |world: &World| {
        let is_same = Sql::of("(? = ?)", &[&world.state, &one]);
        any([&not(&world.is_possible), &is_same])
    };
    let is_same: Vec<Sql> = worlds.iter().map(is_it).collect();
    steps.name("state now", Sql::of("CASE WHEN ? THEN ? END", &[&all(&is_same), &one]))
}

/// An outcome in a word.
fn word(truth: &Sql, yes: &str, no: &str) -> Sql {
    if truth.is(true) || truth.is(false) {
        return Sql::atom(format!("'{}'", if truth.is(true) { yes } else { no }));
    }
    Sql::of(&format!("CASE WHEN ? THEN '{yes}' WHEN ? THEN '{no}' ELSE 'unknown' END"), &[truth, &not(truth)])
}
