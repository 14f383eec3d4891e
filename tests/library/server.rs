//! The example of a server answers as the library does: every case is asked over HTTP.

#[path = "../server/app.rs"]
mod app;
mod calls;
#[path = "../server/command.rs"]
mod command;
mod decisions;
#[path = "../server/folder.rs"]
mod folder;
#[path = "../server/options.rs"]
mod options;
#[path = "../server/records.rs"]
mod records;
mod shop;
mod versions;

use std::io::{Read, Write};
use std::net::TcpStream;

use axum::http::StatusCode;
use calls::{call, noon, plain, post, send};
use options::Clock;
use serde_json::{Value, json};
use torihiki::{Data, Options, preview};

use crate::acceptance_cases;
use crate::lookahead::{self, applies, timelines, values, ways};

fn delivered() -> Value {
    json!({ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" })
}

#[test]
fn every_case_is_answered_as_expected() {
    acceptance_cases::run(|order, options| call("preview", &[order.clone(), options.clone()]).unwrap());
}

#[test]
fn every_timeline_is_as_expected() {
    lookahead::run(call, "timelines", timelines::check);
}

#[test]
fn every_what_if_is_as_expected() {
    lookahead::run(call, "applies", applies::check);
}

#[test]
fn every_way_is_as_expected() {
    lookahead::run(call, "ways", ways::check);
}

#[test]
fn every_error_is_as_expected() {
    let (asked, others) = lookahead::run_errors(call);
    assert!(asked > 0 && others.iter().all(|case| case["call"] == "calendar"), "{others:?}");
}

#[test]
fn the_server_answers_for_its_own_present() {
    let own = &plain(Clock::Own(noon));
    let (status, answer) = post(own, "/preview", json!({ "order": delivered() }));
    assert_eq!((status, &answer["asOf"]), (StatusCode::OK, &json!(noon().millis())));
    let (status, answer) = post(own, "/timeline", json!({ "order": delivered(), "options": {} }));
    assert_eq!((status, &answer["from"]), (StatusCode::OK, &json!(noon().millis())));

    for (path, name) in [("/preview", "now"), ("/timeline", "from"), ("/apply", "now"), ("/ways", "now")] {
        let body = json!({ "order": delivered(), "options": { name: 0, "to": "completed" }, "action": "revise" });
        let (status, answer) = post(own, path, body);
        assert_eq!(status, StatusCode::BAD_REQUEST, "{path}");
        let refused = json!({ "code": "unknown-option", "path": name });
        assert!(values::list(&values::only(&answer["problems"], &["code", "path"])).contains(&refused), "{answer}");
    }
}

#[test]
fn denied_is_an_answer() {
    let order = json!({ "policy": "coconala", "state": "completed" });
    let (status, answer) = post(&plain(Clock::Own(noon)), "/apply", json!({ "order": order, "action": "revise" }));
    assert_eq!((status, &answer["applied"]), (StatusCode::OK, &json!(false)));
}

#[test]
fn a_body_that_cannot_be_read_is_told_as_a_problem() {
    let json = "application/json";
    let large = format!("{{\"order\":{{\"id\":\"{}\"}}}}", "x".repeat(app::MAX_BODY));
    for (expected, kind, body) in [
        (StatusCode::BAD_REQUEST, json, String::new()),
        (StatusCode::BAD_REQUEST, json, "{\"order\":".to_owned()),
        (StatusCode::BAD_REQUEST, json, "[".repeat(app::MAX_BODY)),
        (StatusCode::BAD_REQUEST, json, "{\"odrer\":{}}".to_owned()),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "text/plain", "{}".to_owned()),
        (StatusCode::PAYLOAD_TOO_LARGE, json, large),
    ] {
        let (status, answer) = send(&plain(Clock::Own(noon)), "/preview", kind, body);
        assert_eq!(status, expected, "{answer}");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["problems"][0]["code"], "unreadable-body");
        assert!(!values::text(&answer["problems"][0]["message"]).is_empty());
    }
}

#[test]
fn a_request_over_a_socket_is_answered_with_the_bytes_of_the_library() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async { axum::serve(listener, plain(Clock::Own(noon))).await });

    let body = json!({ "order": delivered(), "options": { "role": "buyer" } }).to_string();
    let head = "POST /preview HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json";
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();

    let order: Data = serde_json::from_value(delivered()).unwrap();
    let expected = preview(&order, &Options::at(noon()).role("buyer")).unwrap();
    let (head, answer) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert_eq!(answer, serde_json::to_string(&expected).unwrap());
}
