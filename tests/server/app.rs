//! A service that answers over HTTP what the library answers.
//!
//! `POST /preview`, `/timeline`, `/ways` with `{ "order": …, "options": … }`, and `/apply` with an `action` beside them.
//! Orders, options and answers are the same as in JavaScript, so a page can preview what this enforces. `version` beside
//! the order is the version of its policy; left out, the current one decides. Of every `/apply` that can be read a
//! [`Record`] is kept, before it is answered.
//!
//! | status | body | when |
//! | --- | --- | --- |
//! | 200 | the answer | it was understood; that something is denied is an answer too |
//! | 400 | `{ "problems": […] }` | it was not; everything that is wrong with it, as in a `TorihikiError` |
//! | 409 | the same | the policy is not here in that version: the page has to preview again |
//! | 413, 415 | the same | the body is larger than [`MAX_BODY`], or is not called JSON |
//! | 503 | the same | the decision could not be recorded, so it does not count |
//!
//! What a marketplace changes:
//!
//! - It takes the order and the version with which that began from its own records, and the role from who is signed in:
//!   none of them from the body, since nobody may choose the rules that bind them. The `version` of the body is then what
//!   the page has previewed with, and another one than the order's is a 409 as well.
//! - Where somebody acts, it asks for the verdict with the row of the order locked, since a page may have been open for
//!   days, and writes the order and the record in one transaction.
//! - A request may come twice, where somebody presses twice or an answer is lost. Mostly the second one finds the order
//!   changed and is denied. Where an action can be done again, keep an `Idempotency-Key` with the record, and answer a
//!   key that is there already with what was decided then.
//!
//! There is no way to load policies anew while it runs. Starting takes milliseconds, and a new process that does not
//! start because a file is broken leaves the old one answering.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Json, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::{Deserialize, Serialize};
use torihiki::{ApplyOptions, Data, Options, PolicySet, Problem, ProblemCode, TimelineOptions};

use super::options::{Clock, Given};
use super::records::{Record, Records};

/// How many bytes a body may have, inclusive. An order of all facts has about a thousand.
pub(crate) const MAX_BODY: usize = 16 * 1024;

/// What the service answers by.
pub(crate) struct Service {
    pub(crate) policies: PolicySet,
    pub(crate) clock: Clock,
    /// Where decisions are kept; none: nowhere, for trying it out.
    pub(crate) records: Option<Records>,
}

/// The service.
pub(crate) fn app(service: Service) -> Router {
    Router::new()
        .route("/preview", post(on_preview))
        .route("/timeline", post(on_timeline))
        .route("/apply", post(on_apply))
        .route("/ways", post(on_ways))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(Arc::new(service))
}

/// What is asked. What was left out is null, of which the library says what is wrong with it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default = "null")]
    order: Data<'static>,
    #[serde(default = "null")]
    version: Data<'static>,
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

async fn on_preview(State(service): State<Arc<Service>>, body: Body) -> Response {
    respond(body, |Asked { order, version, options, .. }| {
        let mut given = Given::new(options, &["role", "now", "locale"], service.clock);
        let options =
            Options { role: given.text("role"), locale: given.text("locale"), ..Options::at(given.now("now")) };
        let policy = service.policies.for_order(order, given.read_text("version", version));
        Ok(given.checked(policy.and_then(|policy| policy.preview(order, &options)))?)
    })
}

async fn on_timeline(State(service): State<Arc<Service>>, body: Body) -> Response {
    respond(body, |Asked { order, version, options, .. }| {
        let mut given = Given::new(options, &["role", "from", "until", "locale"], service.clock);
        let options = TimelineOptions {
            role: given.text("role"),
            from: given.now("from"),
            until: given.instant("until"),
            locale: given.text("locale"),
        };
        let policy = service.policies.for_order(order, given.read_text("version", version));
        Ok(given.checked(policy.and_then(|policy| policy.timeline(order, &options)))?)
    })
}

async fn on_apply(State(service): State<Arc<Service>>, body: Body) -> Response {
    respond(body, |Asked { order, version, options, action }| {
        let mut given = Given::new(options, &["role", "now", "with", "agreed", "locale"], service.clock);
        let options = ApplyOptions {
            role: given.text("role"),
            now: given.now("now"),
            with: given.get("with"),
            agreed: given.flag("agreed"),
            locale: given.text("locale"),
        };
        let action = given.read_text("action", action).unwrap_or_default();
        let version = given.read_text("version", version);
        let policy = service.policies.for_order(order, version);
        let decided = given.checked(policy.and_then(|policy| policy.apply(order, action, &options)));
        if let Some(records) = &service.records {
            records.keep(&Record::new(order, version, action, &options, &decided)).map_err(|error| {
                eprintln!("a decision could not be recorded: {error}");
                Refused::NotRecorded
            })?;
        }
        Ok(decided?)
    })
}

async fn on_ways(State(service): State<Arc<Service>>, body: Body) -> Response {
    respond(body, |Asked { order, version, options, .. }| {
        let mut given = Given::new(options, &["role", "to", "now", "locale"], service.clock);
        let options =
            Options { role: given.text("role"), locale: given.text("locale"), ..Options::at(given.now("now")) };
        let to = given.text("to").unwrap_or_default();
        let policy = service.policies.for_order(order, given.read_text("version", version));
        Ok(given.checked(policy.and_then(|policy| policy.ways(order, to, &options)))?)
    })
}

/// Answers a body that can be read. A search is bounded and an answer takes milliseconds at most,
/// so neither is handed to another thread.
fn respond<T: Serialize>(body: Body, answer: impl FnOnce(&Asked) -> Result<T, Refused>) -> Response {
    let answer = body.map_err(Refused::Unreadable).and_then(|Json(asked)| answer(&asked));
    // Straight to bytes: the order of an answer is part of it.
    answer.map(Json).into_response()
}

/// Why there is no answer.
enum Refused {
    /// It was not understood: everything that is wrong with it.
    Problems(Vec<Problem>),
    /// The body is no JSON, or not of the right form.
    Unreadable(JsonRejection),
    /// The decision could not be recorded. Nobody could account for it later, so it is none.
    NotRecorded,
}

impl From<Vec<Problem>> for Refused {
    fn from(problems: Vec<Problem>) -> Refused {
        Refused::Problems(problems)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Refused::Problems(problems) => {
                let is_stale = problems.iter().any(|problem| problem.code == ProblemCode::UnknownVersion);
                told(if is_stale { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST }, &problems)
            }
            Refused::Unreadable(rejection) => {
                let status = match rejection.status() {
                    // What is JSON but has other names is no other kind of mistake than what is no JSON.
                    StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
                    status => status,
                };
                told(status, &[Failure { code: "unreadable-body", path: "", message: rejection.body_text() }])
            }
            Refused::NotRecorded => {
                let message = "the decision could not be recorded, so nothing is decided".to_owned();
                told(StatusCode::SERVICE_UNAVAILABLE, &[Failure { code: "not-recorded", path: "", message }])
            }
        }
    }
}

/// A problem that the library knows nothing of.
#[derive(Serialize)]
struct Failure {
    code: &'static str,
    path: &'static str,
    message: String,
}

/// What a refused request is told.
#[derive(Serialize)]
struct Refusal<'p, P> {
    problems: &'p [P],
}

fn told(status: StatusCode, problems: &[impl Serialize]) -> Response {
    (status, Json(Refusal { problems })).into_response()
}
