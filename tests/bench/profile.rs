//! Previews orders natively, for a profiler to look at: see `README.md` beside it.
//!
//!     profile ROLE NOW [PARTS|each] < orders.jsonl
//!
//! An order is a line of JSON. ROLE is `-` for all roles; PARTS are those of a preview, with commas, or `none`. With
//! `each` the nanoseconds that each order took are printed before it.

use std::error::Error;
use std::io::{BufRead, stdin};

use torihiki::{Data, Instant, Options, Parts, preview};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [role, now, rest @ ..] = arguments.as_slice() else { return Err("profile ROLE NOW [PARTS|each]".into()) };
    let now = Instant::parse(now)?;
    let told = rest.first().map_or("", String::as_str);
    let has = |part: &str| matches!(told, "" | "each") || told.split(',').any(|listed| listed == part);
    let parts = Parts { unblock: has("unblock"), drafts: has("drafts"), editions: has("editions") };
    let options = Options { role: (role != "-").then_some(role), parts, ..Options::at(now).locale("ja") };
    for line in stdin().lock().lines() {
        let line = line?;
        let order: Data<'_> = serde_json::from_str(&line)?;
        let start = clock();
        std::hint::black_box(preview(&order, &options)?);
        if told == "each" {
            println!("{}\t{line}", start.elapsed().as_nanos());
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "what is measured here is how long answers take")]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}
