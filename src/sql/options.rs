//! What a query is asked with.

use super::dialect::{SqlDialect, SqlInstants};
use crate::data::Data;
use crate::text::vocabulary;

vocabulary! {
    /// What NULL means in the column of a fact that may be null, which is "known to be absent".
    ///
    /// A database has one NULL, and an order two kinds of nothing. Where leaving the fact out means something else
    /// than null, the table has to tell them apart.
    ///
    /// ```
    /// use torihiki::SqlNulls;
    ///
    /// assert_eq!(SqlNulls::ALL.map(SqlNulls::word), ["column", "absent", "missing"]);
    /// ```
    SqlNulls {
        /// A second column says which: `shipByKnown` is true where `shipBy` is known, so that NULL means that there is
        /// none. Where it is false or NULL, NULL means that the fact is left out.
        Column = "column",
        /// There is none: the table knows every fact that may be null.
        Absent = "absent",
        /// The fact is left out.
        Missing = "missing",
    }
}

/// The database, whose action it is, and what the table is like.
///
/// ```
/// use torihiki::{SqlDialect, SqlOptions, policy};
///
/// let options = SqlOptions::of(SqlDialect::DuckDb).table("orders_of_2026").keep(&["id", "shop"]);
/// let sql = policy("qoo10").unwrap().sql("refuse-cancel", &options).unwrap();
/// assert!(sql.query.contains("FROM orders_of_2026"));
/// assert_eq!(sql.gives[..2], ["id", "shop"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SqlOptions<'o> {
    /// The database.
    pub dialect: SqlDialect,
    /// Who acts; none where only one role has the action.
    pub role: Option<&'o str>,
    /// The id of an edition; none: the policy's default.
    pub edition: Option<&'o str>,
    /// Values of parameters for all orders, by their names, as an order has them under `params`.
    pub params: Option<&'o Data<'o>>,
    /// What stands after FROM, as it is: a table, with its schema where needed, or a query in parentheses with a name.
    pub table: &'o str,
    /// The columns of the table that stand beside each answer.
    pub keep: &'o [&'o str],
    /// In what instants stand.
    pub instants: SqlInstants,
    /// What NULL means for a fact that may be null.
    pub nulls: SqlNulls,
}

impl<'o> SqlOptions<'o> {
    /// For a database, of a table `orders` with a column `id`.
    ///
    /// ```
    /// use torihiki::{SqlDialect, SqlInstants, SqlNulls, SqlOptions};
    ///
    /// let options = SqlOptions::of(SqlDialect::Spark);
    /// assert_eq!((options.table, options.keep), ("orders", &["id"][..]));
    /// assert_eq!((options.instants, options.nulls), (SqlInstants::Timestamp, SqlNulls::Column));
    /// ```
    #[must_use]
    pub fn of(dialect: SqlDialect) -> SqlOptions<'o> {
        SqlOptions {
            dialect,
            role: None,
            edition: None,
            params: None,
            table: "orders",
            keep: &["id"],
            instants: SqlInstants::Timestamp,
            nulls: SqlNulls::Column,
        }
    }

    /// The same by a role.
    ///
    /// ```
    /// use torihiki::{SqlDialect, SqlOptions, policy};
    ///
    /// // Both parties may ask to cancel, so it has to be said who does.
    /// let coconala = policy("coconala").unwrap();
    /// let options = SqlOptions::of(SqlDialect::DuckDb);
    /// assert_eq!(coconala.sql("request-cancel", &options).unwrap_err().as_slice()[0].path, "role");
    /// assert!(coconala.sql("request-cancel", &options.role("seller")).is_ok());
    /// ```
    #[must_use]
    pub fn role(self, role: &'o str) -> SqlOptions<'o> {
        SqlOptions { role: Some(role), ..self }
    }

    /// The same of another edition.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, SqlDialect, SqlOptions, policy};
    ///
    /// let qoo10 = policy("qoo10").unwrap();
    /// let editions = qoo10.describe(&DescribeOptions::default()).unwrap().editions;
    /// let options = SqlOptions::of(SqlDialect::DuckDb).edition(&editions[1].id);
    /// let sql = qoo10.sql("request-return", &options).unwrap();
    /// assert!(sql.gives.iter().any(|column| column == "qoo10.request-return.return-window-open"));
    /// ```
    #[must_use]
    pub fn edition(self, edition: &'o str) -> SqlOptions<'o> {
        SqlOptions { edition: Some(edition), ..self }
    }

    /// The same of another table.
    ///
    /// ```
    /// use torihiki::{SqlDialect, SqlOptions};
    ///
    /// assert_eq!(SqlOptions::of(SqlDialect::Spark).table("shop.orders").table, "shop.orders");
    /// ```
    #[must_use]
    pub fn table(self, table: &'o str) -> SqlOptions<'o> {
        SqlOptions { table, ..self }
    }

    /// The same with other columns of the table beside each answer.
    ///
    /// ```
    /// use torihiki::{SqlDialect, SqlOptions};
    ///
    /// assert!(SqlOptions::of(SqlDialect::Spark).keep(&[]).keep.is_empty());
    /// ```
    #[must_use]
    pub fn keep(self, keep: &'o [&'o str]) -> SqlOptions<'o> {
        SqlOptions { keep, ..self }
    }
}
