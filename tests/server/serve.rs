//! Serves the marketplaces' rules over HTTP; `app` says what it answers.
//!
//! ```sh
//! cargo run --example server
//! curl http://127.0.0.1:8090/preview --json '{
//!   "order": { "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" },
//!   "options": { "role": "buyer", "locale": "en" }
//! }'
//! ```
//!
//! `PORT=…` takes another port. With `-- --client-clock` a request may say what time it is, which
//! is for tests only: whoever enforces rules cannot leave the clock to those whom they bind.

mod app;
mod options;

use std::time::{SystemTime, UNIX_EPOCH};

use options::Clock;
use torihiki::Instant;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let client_clock = std::env::args().any(|argument| argument == "--client-clock");
    let clock = if client_clock { Clock::Asked(present) } else { Clock::Own(present) };
    let port = std::env::var("PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(8090);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("answering at http://{}", listener.local_addr()?);
    axum::serve(listener, app::app(clock)).await
}

/// The present by this machine's clock.
fn present() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a server answers for its own present")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // A clock that is off by ten thousand years is put right to the last instant there is.
    i64::try_from(since.as_millis()).ok().and_then(Instant::from_millis).unwrap_or(Instant::MAX)
}
