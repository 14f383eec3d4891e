//! What databases write differently.

use super::piece::Sql;
use crate::text::vocabulary;
use crate::time::Instant;

vocabulary! {
    /// The database that a query is for.
    ///
    /// ```
    /// use torihiki::SqlDialect;
    ///
    /// assert_eq!(SqlDialect::parse("postgresql"), Some(SqlDialect::PostgreSql));
    /// ```
    SqlDialect {
        /// DuckDB, from 1.0 on. The instant is the parameter `$now`.
        DuckDb = "duckdb",
        /// PostgreSQL, from 14 on. The instant is the first parameter, `$1`.
        PostgreSql = "postgresql",
        /// Spark SQL, from 3.4 on, with or without ANSI mode. The instant is the parameter `:now`.
        Spark = "spark",
    }
}

vocabulary! {
    /// In what the instants of a table stand, and the instant that is asked about.
    ///
    /// ```
    /// use torihiki::SqlInstants;
    ///
    /// assert_eq!(SqlInstants::Timestamp.word(), "timestamp");
    /// ```
    SqlInstants {
        /// As instants of the database: `TIMESTAMP WITH TIME ZONE`, which Spark calls `TIMESTAMP`. What is finer than a
        /// millisecond is cut off.
        Timestamp = "timestamp",
        /// As `BIGINT`: whole milliseconds since 1970-01-01T00:00:00Z.
        Milliseconds = "milliseconds",
    }
}

impl SqlDialect {
    /// The parameter that holds the instant.
    pub(super) fn parameter(self) -> &'static str {
        match self {
            SqlDialect::DuckDb => "$now",
            SqlDialect::PostgreSql => "$1",
            SqlDialect::Spark => ":now",
        }
    }

    /// The name of a column or a table.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            SqlDialect::DuckDb | SqlDialect::PostgreSql => format!("\"{}\"", name.replace('"', "\"\"")),
            SqlDialect::Spark => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// As many bytes as a name may have; beyond them, PostgreSQL cuts it off.
    pub(super) fn longest_name(self) -> usize {
        match self {
            SqlDialect::PostgreSql => 63,
            SqlDialect::DuckDb | SqlDialect::Spark => 255,
        }
    }

    /// Whether `a` and `A` are names of two columns.
    pub(super) fn minds_case(self) -> bool {
        self == SqlDialect::PostgreSql
    }

    /// A text.
    pub(super) fn text(self, text: &str) -> Sql {
        Sql::atom(match self {
            SqlDialect::DuckDb | SqlDialect::PostgreSql => format!("'{}'", text.replace('\'', "''")),
            SqlDialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        })
    }

    pub(super) fn text_type(self) -> &'static str {
        match self {
            SqlDialect::DuckDb => "VARCHAR",
            SqlDialect::PostgreSql => "TEXT",
            SqlDialect::Spark => "STRING",
        }
    }

    pub(super) fn instant_type(self, instants: SqlInstants) -> &'static str {
        match (instants, self) {
            (SqlInstants::Milliseconds, _) => "BIGINT",
            (SqlInstants::Timestamp, SqlDialect::Spark) => "TIMESTAMP",
            (SqlInstants::Timestamp, _) => "TIMESTAMP WITH TIME ZONE",
        }
    }

    /// What ends a step, so that it is computed once. PostgreSQL would put what each step computes wherever it is read,
    /// and a query of ten steps would take minutes to plan; this keeps it from that, and rows can still be shared out.
    pub(super) fn end_of_step(self) -> &'static str {
        match self {
            SqlDialect::PostgreSql => "\n  OFFSET 0",
            SqlDialect::DuckDb | SqlDialect::Spark => "",
        }
    }

    /// A type that holds every sum and every product of two numbers of 64 bits.
    pub(super) fn wide_type(self) -> &'static str {
        match self {
            SqlDialect::DuckDb => "HUGEINT",
            SqlDialect::PostgreSql => "NUMERIC",
            SqlDialect::Spark => "DECIMAL(20, 0)",
        }
    }

    /// The quotient without what is left over.
    pub(super) fn quotient(self, a: &Sql, b: &Sql) -> Sql {
        Sql::of(
            match self {
                SqlDialect::DuckDb => "(? // ?)",
                SqlDialect::PostgreSql => "(? / ?)",
                SqlDialect::Spark => "(? div ?)",
            },
            &[a, b],
        )
    }

    /// The whole milliseconds of an instant, rounded down; unknown outside the years 0000 to 9999.
    pub(super) fn millis(self, instants: SqlInstants, raw: &Sql) -> Sql {
        let (least, most) = (Instant::MIN.millis(), Instant::MAX.millis());
        match (instants, self) {
            (SqlInstants::Milliseconds, _) => {
                let number = Sql::of("CAST(? AS BIGINT)", &[raw]);
                Sql::of(&format!("CASE WHEN ? BETWEEN {least} AND {most} THEN ? END"), &[raw, &number])
            }
            // Of a numeric, so nothing is rounded; an infinite one cannot be told, and is not asked.
            (SqlInstants::Timestamp, SqlDialect::PostgreSql) => Sql::of(
                "CASE WHEN to_timestamp(-62167219200) <= ? AND ? < to_timestamp(253402300800) \
                 THEN CAST(floor(extract(EPOCH FROM ?) * 1000) AS BIGINT) END",
                &[raw, raw, raw],
            ),
            (SqlInstants::Timestamp, _) => {
                let (micros, quotient) = match self {
                    SqlDialect::Spark => ("unix_micros(?)", "div"),
                    _ => ("epoch_us(?)", "//"),
                };
                let micros = Sql::of(micros, &[raw]);
                let (least, most) = (least.saturating_mul(1_000), most.saturating_mul(1_000).saturating_add(999));
                let millis = format!(
                    "CASE WHEN ? BETWEEN {least} AND {most} \
                     THEN (? - (? % 1000 + 1000) % 1000) {quotient} 1000 END"
                );
                Sql::of(&millis, &[&micros, &micros, &micros])
            }
        }
    }
}
