//! Serves the rules of marketplaces over HTTP; `app` says what it answers.
//!
//! ```sh
//! npx torihiki build our-shop.toml --out rules/
//! cargo run --example server -- --policies rules/ --records decisions.jsonl
//! curl http://127.0.0.1:8090/preview --json '{
//!   "order": { "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" },
//!   "options": { "role": "buyer", "locale": "en" }
//! }'
//! ```
//!
//! `command` has its options, and `PORT=…` takes another port. Where a policy cannot be loaded, all that is wrong is told
//! and nothing is served.

mod app;
mod command;
mod folder;
mod options;
mod records;

use std::process::ExitCode;

use app::Service;

#[tokio::main]
async fn main() -> ExitCode {
    let served = match command::service(std::env::args().skip(1)) {
        Ok(service) => serve(service).await.map_err(|error| vec![error.to_string()]),
        Err(wrong) => Err(wrong),
    };
    for line in served.as_ref().err().into_iter().flatten() {
        eprintln!("{line}");
    }
    if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn serve(service: Service) -> std::io::Result<()> {
    for policy in service.policies.iter() {
        println!("{} {}", policy.id(), policy.version());
    }
    let port = std::env::var("PORT").unwrap_or_else(|_| "8090".to_owned());
    let port: u16 = port.parse().map_err(|_| std::io::Error::other(format!("`PORT={port}` is no port")))?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("answering at http://{}", listener.local_addr()?);
    axum::serve(listener, app::app(service)).await
}
