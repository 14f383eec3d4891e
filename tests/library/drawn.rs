//! Prints random policies for tests that are not in Rust, a document to a line: one for each seed from FROM on, before TO.
//!
//!     drawn FROM TO

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is drawn for tests stops where something is not as expected"
)]
#![allow(dead_code, reason = "the tests of the library use more of these")]

#[path = "../support/dice.rs"]
mod dice;
mod random_policies;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let seeds: Vec<u64> = std::env::args().skip(1).map(|seed| seed.parse()).collect::<Result<_, _>>()?;
    let [from, to] = seeds.as_slice() else { return Err("drawn FROM TO".into()) };
    for seed in *from..*to {
        println!("{}", random_policies::policy(&mut dice::Dice(seed)));
    }
    Ok(())
}
