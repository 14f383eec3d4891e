//! The calls of JavaScript as requests: JSON goes in, and JSON comes out.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use torihiki::{Instant, PolicySet};
use tower::ServiceExt;

use super::app::{Service, app};
use super::options::Clock;
use crate::lookahead::calls::Outcome;

/// The present of a server in a test.
pub(crate) fn noon() -> Instant {
    Instant::parse("2026-11-16T12:00:00+09:00").unwrap()
}

/// A server of the built-in policies that keeps no records.
pub(crate) fn plain(clock: Clock) -> Router {
    app(Service { policies: PolicySet::builtin(), clock, records: None })
}

/// Calls a function by its name. The clock is the case's, where it says an instant.
pub(crate) fn call(name: &str, args: &[Value]) -> Outcome {
    let argument = |index: usize| args.get(index).unwrap_or(&Value::Null);
    let body = match name {
        "preview" | "timeline" | "ways" => json!({ "order": argument(0), "options": argument(1) }),
        "apply" => json!({ "order": argument(0), "action": argument(1), "options": argument(2) }),
        _ => return None,
    };
    let (status, answer) = post(&plain(Clock::Asked(noon)), &format!("/{name}"), body);
    Some(match status {
        StatusCode::OK => Ok(answer),
        StatusCode::BAD_REQUEST => Err(answer["problems"].clone()),
        other => panic!("{name} is answered with {other}: {answer}"),
    })
}

/// The status and the JSON that a body is answered with.
pub(crate) fn post(app: &Router, path: &str, body: Value) -> (StatusCode, Value) {
    let (status, answer) = send(app, path, "application/json", body.to_string());
    (status, serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{path}: {error}: {answer}")))
}

/// The status and the text that a body of some type is answered with.
pub(crate) fn send(app: &Router, path: &str, content_type: &str, body: String) -> (StatusCode, String) {
    let request = Request::post(path).header("Content-Type", content_type).body(Body::from(body)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let response = app.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    })
}
