//! What has to hold of every order of every policy: of random orders of the built-in ones,
//! and of random orders of random small ones.
//!
//! Every case comes from a seed, so the same cases are tried each time. A failure tells the
//! seed, the order, who asks and when, and the policy where it is none of the built-in ones, with
//! as little in them as the failure needs. `TIMES=20 cargo test --release --test library properties` tries
//! twenty times as many cases.

mod applies;
mod calendars;
mod certain;
mod chances;
mod dates;
mod ends;
mod failures;
mod many;
mod messages;
mod orders;
mod readings;
mod sets;
mod timelines;
mod unblocks;
mod verdicts;
mod walks;
mod ways;
