//! What has to hold of every order of every policy: of random orders of the built-in ones,
//! and of random orders of random small ones.
//!
//! Every case comes from a seed, so the same cases are tried each time. A failure tells the
//! seed, the order, who asks and when, and the policy where it is none of the built-in ones, with
//! as little in them as the failure needs. `TIMES=20 cargo test --release --test properties` tries
//! twenty times as many cases.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as expected"
)]

#[path = "properties/applies.rs"]
mod applies;
#[path = "properties/calendars.rs"]
mod calendars;
#[path = "../src/dice.rs"]
mod dice;
#[path = "properties/ends.rs"]
mod ends;
#[path = "properties/failures.rs"]
mod failures;
mod made;
#[path = "properties/orders.rs"]
mod orders;
#[path = "properties/sets.rs"]
mod sets;
#[path = "properties/timelines.rs"]
mod timelines;
#[path = "properties/unblocks.rs"]
mod unblocks;
#[path = "properties/walks.rs"]
mod walks;
#[path = "properties/ways.rs"]
mod ways;
