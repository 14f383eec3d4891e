//! The records of decisions: a line for each, whatever it was.

use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::StatusCode;
use serde_json::{Value, json};
use torihiki::PolicySet;

use super::app::{MAX_BODY, Service, app};
use super::calls::{noon, post, send};
use super::options::Clock;
use super::records::Records;
use super::shop::{folder, sent, shop};

/// The shop and the built-in policies, with a file of records.
fn keeping(file: &Path) -> Router {
    let mut policies = PolicySet::builtin();
    policies.add(shop("7d"));
    app(Service { policies, clock: Clock::Own(noon), records: Some(Records::open(file).unwrap()) })
}

fn file(test: &str) -> PathBuf {
    folder(test).join("decisions.jsonl")
}

/// Every line as it stands, each of which is JSON.
fn lines(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A record in which nothing has been decided.
fn record() -> Value {
    json!({
        "asOf": noon().millis(), "policy": "our-shop", "edition": null, "version": shop("7d").version(), "role": "buyer",
        "action": "send-back", "with": null, "agreed": false, "verdict": null, "applied": false, "missing": [],
        "reasons": [], "before": sent(&[]), "after": null, "problems": [],
    })
}

fn with(mut record: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

/// The reasons of sending back, by how the rules come out.
fn reasons(in_time: &str, ground: &str, fault: &str, no_date: &str) -> Value {
    let reason = |rule: &str, status: &str, source: &str| json!({ "rule": format!("our-shop.send-back.{rule}"), "status": status, "sources": [source] });
    let mut group = with(reason("ground", ground, ""), json!({ "sources": ["faq"] }));
    group["alternatives"] = json!([reason("fault", fault, "faq"), reason("no-date", no_date, "terms")]);
    json!([reason("state", "satisfied", "terms"), reason("in-time", in_time, "terms"), group])
}

#[test]
fn each_decision_is_a_line_that_says_on_what_it_rests() {
    let file = file("each");
    let app = keeping(&file);
    let mut expected = Vec::new();
    let mut decide = |body: Value, status: StatusCode, record: Value| {
        let (answered, answer) = post(&app, "/apply", body);
        assert_eq!(answered, status, "{answer}");
        // What is told and what is kept are the same.
        match status {
            StatusCode::OK => {
                assert_eq!(
                    (&answer["applied"], &answer["action"]["verdict"]),
                    (&record["applied"], &record["verdict"])
                );
                assert_eq!(
                    &answer["order"],
                    if record["applied"] == true { &record["after"] } else { &record["before"] }
                );
            }
            _ => assert_eq!(answer["problems"], record["problems"]),
        }
        expected.push(record);
    };

    decide(
        json!({ "order": sent(&[]), "action": "send-back" }),
        StatusCode::OK,
        with(
            record(),
            json!({
                "verdict": "allowed", "applied": true, "after": sent(&[("state", json!("back"))]),
                "reasons": reasons("satisfied", "satisfied", "violated", "satisfied"),
            }),
        ),
    );
    let late = sent(&[("sentAt", json!("2026-11-09T12:00:00+09:00")), ("dueAt", json!("2026-12-01T00:00:00Z"))]);
    decide(
        json!({ "order": late, "action": "send-back", "version": shop("7d").version(), "options": { "role": "buyer" } }),
        StatusCode::OK,
        with(
            record(),
            json!({
                "verdict": "denied", "before": late, "reasons": reasons("violated", "violated", "violated", "violated"),
            }),
        ),
    );
    let undated = sent(&[("sentAt", json!(null))]);
    decide(
        json!({ "order": undated, "action": "send-back" }),
        StatusCode::OK,
        with(
            record(),
            json!({
                "verdict": "unknown", "missing": ["sentAt"], "before": undated,
                "reasons": reasons("unknown", "satisfied", "violated", "satisfied"),
            }),
        ),
    );
    // A request to which the other party has still to agree, and what was taken as agreed.
    let argument = json!({ "newDueAt": "2026-12-01T00:00:00Z" });
    let state = json!([{ "rule": "our-shop.move-date.state", "status": "satisfied", "sources": ["terms"] }]);
    for agreed in [false, true] {
        let date = if agreed { vec![("dueAt", json!(1_796_083_200_000_i64))] } else { Vec::new() };
        decide(
            json!({ "order": sent(&[]), "action": "move-date", "options": { "role": "seller", "with": argument, "agreed": agreed } }),
            StatusCode::OK,
            with(
                record(),
                json!({
                    "role": "seller", "action": "move-date", "with": argument, "agreed": agreed, "verdict": "allowed",
                    "applied": true, "after": sent(&date), "reasons": state,
                }),
            ),
        );
    }
    // An edition, of a built-in policy.
    let order = json!({ "policy": "coconala", "edition": "official", "state": "completed" });
    let (status, answer) = post(&app, "/apply", json!({ "order": order, "action": "revise" }));
    assert_eq!((status, &answer["applied"]), (StatusCode::OK, &json!(false)));

    let kept = lines(&file);
    assert_eq!(kept[..expected.len()], expected);
    let [official] = &kept[expected.len()..] else { panic!("{kept:?}") };
    assert_eq!((&official["policy"], &official["edition"]), (&json!("coconala"), &json!("official")));
    assert_eq!(official["reasons"][0]["status"], "violated");
}

#[test]
fn what_was_refused_is_kept_with_all_that_is_wrong() {
    let file = file("refused");
    let app = keeping(&file);
    for (body, status, codes, record) in [
        (
            json!({ "order": sent(&[]), "action": "send-back", "version": "2025" }),
            StatusCode::CONFLICT,
            vec!["unknown-version"],
            with(record(), json!({ "version": "2025", "role": null })),
        ),
        (
            json!({ "order": sent(&[("state", json!("snet"))]), "action": "send-back", "options": { "now": 0, "role": "seller" } }),
            StatusCode::BAD_REQUEST,
            vec!["unknown-option", "unknown-state"],
            with(record(), json!({ "version": null, "role": "seller", "before": sent(&[("state", json!("snet"))]) })),
        ),
        (
            json!({ "order": sent(&[]), "action": "move-date", "options": { "role": "buyer", "with": {} } }),
            StatusCode::BAD_REQUEST,
            vec!["missing-argument"],
            with(record(), json!({ "version": null, "action": "move-date", "with": {} })),
        ),
        (
            json!({ "order": { "policy": ["our-shop"] } }),
            StatusCode::BAD_REQUEST,
            vec!["wrong-type"],
            with(
                record(),
                json!({
                    "policy": ["our-shop"], "version": null, "role": null, "action": "", "before": { "policy": ["our-shop"] },
                }),
            ),
        ),
        (
            json!({ "order": "our-shop\n{}\u{2028}", "action": 7, "version": 7, "options": [] }),
            StatusCode::BAD_REQUEST,
            vec!["not-an-object", "wrong-type", "wrong-type", "not-an-object"],
            with(
                record(),
                json!({
                    "policy": null, "version": null, "role": null, "action": "", "before": "our-shop\n{}\u{2028}",
                }),
            ),
        ),
        (
            json!({}),
            StatusCode::BAD_REQUEST,
            vec!["not-an-object"],
            with(record(), json!({ "policy": null, "version": null, "role": null, "action": "", "before": null })),
        ),
    ] {
        let (answered, answer) = post(&app, "/apply", body.clone());
        let told: Vec<&str> =
            answer["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect();
        assert_eq!((answered, told), (status, codes), "{body} {answer}");
        let record = with(record, json!({ "problems": answer["problems"] }));
        assert_eq!(lines(&file).last(), Some(&record), "{body}");
    }
    assert_eq!(lines(&file).len(), 6);
}

#[test]
fn what_decides_nothing_leaves_no_record() {
    let file = file("none");
    let app = keeping(&file);
    for route in ["/preview", "/timeline", "/ways"] {
        let (status, _) = post(&app, route, json!({ "order": sent(&[]), "version": "2025" }));
        assert!(status == StatusCode::CONFLICT, "{route}");
    }
    post(&app, "/preview", json!({ "order": sent(&[]) }));
    for (kind, body) in [
        ("application/json", "{".to_owned()),
        ("application/json", "[".repeat(MAX_BODY)),
        ("application/json", "x".repeat(MAX_BODY + 1)),
        ("application/json", "{\"order\":{},\"actoin\":\"send-back\"}".to_owned()),
        ("text/plain", "{}".to_owned()),
    ] {
        let (status, _) = send(&app, "/apply", kind, body);
        assert!(status.is_client_error());
    }
    assert_eq!(lines(&file), [] as [Value; 0]);
}

#[test]
fn records_are_added_to_those_that_are_there() {
    let file = file("added");
    let body = || json!({ "order": sent(&[]), "action": "send-back" });
    for before in 0..3 {
        let app = keeping(&file);
        assert_eq!(lines(&file).len(), before);
        post(&app, "/apply", body());
    }
    // A line that was cut off where the machine stopped does not swallow the next one.
    let mut text = fs::read_to_string(&file).unwrap();
    text.push_str("{\"asOf\":17");
    fs::write(&file, &text).unwrap();
    let app = keeping(&file);
    post(&app, "/apply", body());
    post(&app, "/apply", body());
    let kept = fs::read_to_string(&file).unwrap();
    let added: Vec<&str> = kept.strip_prefix(&text).unwrap().lines().collect();
    assert_eq!(added.len(), 3);
    assert!(added[0].is_empty() && added[1..].iter().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}

#[test]
fn lines_of_many_at_once_do_not_mix() {
    let file = file("many");
    let app = keeping(&file);
    std::thread::scope(|scope| {
        for number in 0..4 {
            let app = app.clone();
            scope.spawn(move || {
                for _ in 0..25 {
                    let order = sent(&[("id", json!(number))]);
                    assert_eq!(
                        post(&app, "/apply", json!({ "order": order, "action": "send-back" })).0,
                        StatusCode::OK
                    );
                }
            });
        }
    });
    let kept = lines(&file);
    let of = |number: i32| kept.iter().filter(|record| record["after"]["id"] == number).count();
    assert_eq!([0, 1, 2, 3].map(of), [25; 4]);
}

/// A disk on which there is no room.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_recorded_is_not_decided() {
    let app = keeping(Path::new("/dev/full"));
    let (status, answer) = post(&app, "/apply", json!({ "order": sent(&[]), "action": "send-back" }));
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let message = "the decision could not be recorded, so nothing is decided";
    assert_eq!(answer, json!({ "problems": [{ "code": "not-recorded", "path": "", "message": message }] }));
    // What decides nothing is still answered.
    assert_eq!(post(&app, "/preview", json!({ "order": sent(&[]) })).0, StatusCode::OK);
}
