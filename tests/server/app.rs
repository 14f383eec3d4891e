//! A service that answers over HTTP what the library answers.
//!
//! `POST /preview`, `/timeline`, `/ways` with `{ "order": …, "options": … }`, and `/apply` with an
//! `action` beside them. Orders, options and answers are the same as in JavaScript, so a page can
//! preview what this enforces.
//!
//! | status | body | when |
//! | --- | --- | --- |
//! | 200 | the answer | it was understood; that something is denied is an answer too |
//! | 400 | `{ "problems": […] }` | it was not; everything that is wrong with it, as in a `TorihikiError` |
//! | 413, 415 | the same | the body is larger than [`MAX_BODY`], or is not called JSON |
//!
//! A marketplace changes two things. It takes the order from its own records and the role from who
//! is signed in, neither from the body. And where somebody acts, it asks for the verdict again
//! with the row locked, since a page may have been open for days.

use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Json, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::{Deserialize, Serialize};
use torihiki::{ApplyOptions, Data, Options, TimelineOptions, apply, preview, timeline, ways};

use super::options::{Clock, Given, Reply};

/// How many bytes a body may have, inclusive. An order of all facts has about a thousand.
pub(crate) const MAX_BODY: usize = 16 * 1024;

/// The service.
pub(crate) fn app(clock: Clock) -> Router {
    Router::new()
        .route("/preview", post(on_preview))
        .route("/timeline", post(on_timeline))
        .route("/apply", post(on_apply))
        .route("/ways", post(on_ways))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(clock)
}

/// What is asked. What was left out is null, of which the library says what is wrong with it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default = "null")]
    order: Data<'static>,
    #[serde(default = "null")]
    options: Data<'static>,
    /// Only for `/apply`.
    #[serde(default = "null")]
    action: Data<'static>,
}

fn null() -> Data<'static> {
    Data::Null
}

type Body = Result<Json<Asked>, JsonRejection>;

async fn on_preview(State(clock): State<Clock>, body: Body) -> Response {
    respond(body, |Asked { order, options, .. }| {
        let mut given = Given::new(options, &["role", "now", "locale"], clock);
        let options = Options { role: given.text("role"), now: given.now("now"), locale: given.text("locale") };
        given.reply(preview(order, &options))
    })
}

async fn on_timeline(State(clock): State<Clock>, body: Body) -> Response {
    respond(body, |Asked { order, options, .. }| {
        let mut given = Given::new(options, &["role", "from", "until", "locale"], clock);
        let options = TimelineOptions {
            role: given.text("role"),
            from: given.now("from"),
            until: given.instant("until"),
            locale: given.text("locale"),
        };
        given.reply(timeline(order, &options))
    })
}

async fn on_apply(State(clock): State<Clock>, body: Body) -> Response {
    respond(body, |Asked { order, options, action }| {
        let mut given = Given::new(options, &["role", "now", "with", "agreed", "locale"], clock);
        let options = ApplyOptions {
            role: given.text("role"),
            now: given.now("now"),
            with: given.get("with"),
            agreed: given.flag("agreed"),
            locale: given.text("locale"),
        };
        let action = given.read_text("action", action).unwrap_or_default();
        given.reply(apply(order, action, &options))
    })
}

async fn on_ways(State(clock): State<Clock>, body: Body) -> Response {
    respond(body, |Asked { order, options, .. }| {
        let mut given = Given::new(options, &["role", "to", "now", "locale"], clock);
        let options = Options { role: given.text("role"), now: given.now("now"), locale: given.text("locale") };
        let to = given.text("to").unwrap_or_default();
        given.reply(ways(order, to, &options))
    })
}

/// Answers a body that can be read. A search is bounded and an answer takes milliseconds at most,
/// so neither is handed to another thread.
fn respond(body: Body, answer: impl FnOnce(&Asked) -> Reply) -> Response {
    match body {
        Ok(Json(asked)) => answer(&asked).unwrap_or_else(|problems| refuse(StatusCode::BAD_REQUEST, &problems)),
        Err(rejection) => {
            let status = match rejection.status() {
                // What is JSON but has other names is no other kind of mistake than what is no JSON.
                StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
                status => status,
            };
            refuse(status, &[Unreadable { code: "unreadable-body", path: "", message: rejection.body_text() }])
        }
    }
}

/// What a refused request is told.
#[derive(Serialize)]
struct Refusal<'p, P> {
    problems: &'p [P],
}

/// The only problem that the library knows nothing of: a body that is no JSON, or not of the right form.
#[derive(Serialize)]
struct Unreadable {
    code: &'static str,
    path: &'static str,
    message: String,
}

fn refuse(status: StatusCode, problems: &[impl Serialize]) -> Response {
    (status, Json(Refusal { problems })).into_response()
}
