//! What queries look like, and what is refused. That they give what the engine gives, `tests/sql` asks real databases.

use serde_json::{Value, json};

use super::expression::Bounds;
use super::{SqlDialect, SqlNulls, SqlOptions, SqlQuery};
use crate::data::Data;
use crate::policy::Policy;
use crate::problem::{ProblemCode, Problems};

/// A shop whose action needs one thing, with something in its document changed.
fn shop(that: &str, change: impl FnOnce(&mut Value)) -> Policy {
    let mut document = json!({
        "format": "torihiki/1", "id": "shop", "languages": ["en"], "label": "Shop", "utcOffset": "+09:00",
        "roles": ["buyer", "seller"], "roleLabels": { "buyer": "Buyer", "seller": "Seller" },
        "facts": {
            "paidAt": { "type": "timestamp", "label": "Paid" },
            "dueAt": { "type": "timestamp", "label": "Due", "nullable": true },
            "count": { "type": "int", "label": "Count" },
            "few": { "type": "int", "label": "Few", "default": 1, "min": 1 },
        },
        "states": { "paid": { "label": "Paid" }, "sent": { "label": "Sent" } },
        "transitions": [],
        "actions": {
            "send": {
                "verb": "other", "roles": ["seller"], "from": ["paid"], "to": "sent", "label": "Send",
                "requires": [{ "rule": "it", "that": that, "message": "It" }],
            },
            "wait": { "verb": "other", "roles": ["buyer", "seller"], "from": ["sent"], "label": "Wait" },
        },
    });
    change(&mut document);
    let text = document.to_string();
    let document: Data<'_> = serde_json::from_str(&text).unwrap();
    Policy::new(&document).unwrap()
}

fn ask(that: &str, dialect: SqlDialect) -> Result<SqlQuery, Problems> {
    shop(that, |_| ()).sql("send", &SqlOptions::of(dialect))
}

#[track_caller]
fn refused(asked: Result<SqlQuery, Problems>, path: &str, message: &str) {
    let problems = asked.unwrap_err();
    let found: Vec<_> = problems.as_slice().iter().map(|problem| (problem.code, &*problem.path)).collect();
    assert_eq!(found, [(ProblemCode::NotExpressible, path)], "{problems}");
    assert!(problems.as_slice()[0].message.contains(message), "{problems}");
}

#[test]
fn the_instant_is_a_parameter_that_stands_once() {
    for (dialect, parameter) in SqlDialect::ALL.into_iter().zip(["$now", "$1", ":now"]) {
        let sql = ask("now < paidAt + duration(\"3d\")", dialect).unwrap();
        assert_eq!(sql.parameter, parameter);
        assert_eq!(sql.query.matches(parameter).count(), 1, "{}", sql.query);
    }
}

#[test]
fn only_what_matters_is_read() {
    let read = |that: &str, nulls: SqlNulls| -> Vec<String> {
        let options = SqlOptions { nulls, ..SqlOptions::of(SqlDialect::Spark) };
        let sql = shop(that, |_| ()).sql("send", &options).unwrap();
        sql.reads.iter().map(|column| format!("{} {}", column.name, column.r#type)).collect()
    };
    assert_eq!(read("few < 3", SqlNulls::Column), ["state STRING", "few BIGINT"]);
    let due = ["state STRING", "dueAt TIMESTAMP", "dueAtKnown BOOLEAN"];
    assert_eq!(read("dueAt != null", SqlNulls::Column), due);
    assert_eq!(read("dueAt != null", SqlNulls::Absent), due[..2]);
    assert_eq!(read("dueAt != null", SqlNulls::Missing), due[..2]);
}

#[test]
fn a_wider_type_is_used_only_where_a_result_may_leave_64_bits() {
    for (dialect, wide) in SqlDialect::ALL.into_iter().zip(["HUGEINT", "NUMERIC", "DECIMAL"]) {
        assert!(!ask("count * 1000 < few + 1", dialect).unwrap().query.contains(wide));
        assert!(ask("count * count < 100", dialect).unwrap().query.contains(wide));
        assert!(ask("count * 1024 + count < 100", dialect).unwrap().query.contains(wide));
    }
}

#[test]
fn what_an_operation_can_give_is_found_at_the_ends() {
    let product = Bounds::of(-3, 4).combined(Bounds::of(-5, 2), i128::saturating_mul);
    assert_eq!(product, Bounds { least: -20, most: 15 });
    let difference = Bounds::of(-3, 4).combined(Bounds::of(-5, 2), i128::saturating_sub);
    assert_eq!(difference, Bounds { least: -5, most: 9 });
}

#[test]
fn what_does_not_depend_on_the_order_is_not_asked_of_it() {
    // A literal is compared before the query is written.
    let sql = ask("few == 1 || 2 < 1", SqlDialect::DuckDb).unwrap();
    assert!(!sql.query.contains("2 < 1"), "{}", sql.query);
}

#[test]
fn business_days_and_days_where_clocks_change_are_refused() {
    let policy = shop("now < endOfBusinessDay(paidAt, 2)", |document| document["calendar"] = json!("jp"));
    let options = SqlOptions::of(SqlDialect::DuckDb);
    refused(policy.sql("send", &options), "actions.send.requires.it.that", "business days");
    // Another action does not need them.
    assert!(policy.sql("wait", &options.role("buyer")).is_ok());

    let zone = |name: &'static str| {
        shop("now < endOfDay(paidAt)", |document| {
            document.as_object_mut().unwrap().remove("utcOffset");
            document["timeZone"] = json!(name);
        })
    };
    refused(zone("America/Los_Angeles").sql("send", &options), "actions.send.requires.it.that", "whose clocks change");
    // Those of Tokyo have not changed since 1970, which is as far as a zone knows.
    assert!(zone("Asia/Tokyo").sql("send", &options).unwrap().query.contains("32400000"));
}

#[test]
fn what_may_be_too_far_away_to_be_counted_is_refused() {
    for that in ["now < addDays(paidAt, count)", "now < addMonths(paidAt, few)"] {
        refused(ask(that, SqlDialect::DuckDb), "actions.send.requires.it.that", "");
    }
    assert!(ask("now < addDays(paidAt, 30)", SqlDialect::DuckDb).is_ok());
}

#[test]
fn rules_that_depend_on_the_date_of_each_order_are_refused() {
    let policy = shop("few < 3", |document| {
        document["datedBy"] = json!("paidAt");
        document["actions"]["send"]["requires"][0]["inForce"] = json!({ "from": "2026-01-01" });
    });
    refused(policy.sql("send", &SqlOptions::of(SqlDialect::DuckDb)), "datedBy", "`paidAt`");
}

#[test]
fn more_ways_than_the_engine_tells_apart_are_refused() {
    let round = |many: usize| {
        shop("few < 3", |document| {
            let states = |number: usize| [["paid", "sent"], ["sent", "paid"]][number % 2];
            let transition = |number: usize| {
                let [from, to] = states(number);
                json!({ "rule": format!("t{number}"), "from": [from], "at": "paidAt", "to": to, "message": "It" })
            };
            document["transitions"] = (0..many).map(transition).collect();
        })
    };
    let options = SqlOptions::of(SqlDialect::DuckDb);
    assert!(round(2).sql("send", &options).is_ok());
    refused(round(8).sql("send", &options), "transitions", "more than 100 ways");
}

#[test]
fn names_that_a_database_would_confuse_are_refused() {
    let policy = shop("few < 3", |document| {
        let long = "r".repeat(60);
        document["actions"]["send"]["requires"][0]["rule"] = json!(long);
    });
    assert!(policy.sql("send", &SqlOptions::of(SqlDialect::DuckDb)).is_ok());
    refused(policy.sql("send", &SqlOptions::of(SqlDialect::PostgreSql)), "", "longer than the name of a column");

    let alike = shop("few < paidat", |document| {
        document["facts"]["paidat"] = json!({ "type": "int", "label": "Another" });
        document["actions"]["send"]["requires"].as_array_mut().unwrap().push(json!({
            "rule": "other", "that": "now < paidAt", "message": "Other"
        }));
    });
    refused(alike.sql("send", &SqlOptions::of(SqlDialect::Spark)), "", "`paidAt` and `paidat`");
    assert!(alike.sql("send", &SqlOptions::of(SqlDialect::PostgreSql)).is_ok());

    let twice = SqlOptions::of(SqlDialect::PostgreSql).keep(&["id", "verdict"]);
    let problems = shop("few < 3", |_| ()).sql("send", &twice).unwrap_err();
    assert_eq!(problems.as_slice()[0].code, ProblemCode::Duplicate);
}

#[test]
fn everything_that_is_wrong_with_the_options_is_told() {
    let policy = shop("few < 3", |_| ());
    let options = SqlOptions::of(SqlDialect::DuckDb);
    let paths = |asked: Result<SqlQuery, Problems>| -> Vec<(ProblemCode, String)> {
        let problems = asked.unwrap_err();
        problems.as_slice().iter().map(|problem| (problem.code, problem.path.clone())).collect()
    };
    assert_eq!(paths(policy.sql("sned", &options)), [(ProblemCode::UnknownAction, "action".to_owned())]);
    assert_eq!(paths(policy.sql("wait", &options)), [(ProblemCode::UnknownRole, "role".to_owned())]);
    let params = Data::Map(vec![("window".into(), Data::Int(3))]);
    let wrong = SqlOptions { params: Some(&params), ..options.edition("2019").role("courier") };
    assert_eq!(
        paths(policy.sql("send", &wrong)),
        [
            (ProblemCode::UnknownEdition, "edition".to_owned()),
            (ProblemCode::UnknownParam, "params.window".to_owned()),
            (ProblemCode::UnknownRole, "role".to_owned()),
        ]
    );
    let nameless = SqlOptions { table: " ", ..options.keep(&["id", ""]) };
    assert_eq!(
        paths(policy.sql("send", &nameless)),
        [(ProblemCode::NotExpressible, "table".to_owned()), (ProblemCode::NotExpressible, "keep[1]".to_owned())]
    );
}
