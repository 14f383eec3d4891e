//! The tests of the library, one module for each thing that is tested; `tests/README.md` says what is where.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as expected"
)]

mod acceptance;
#[path = "../support/acceptance_cases.rs"]
mod acceptance_cases;
mod broken;
mod brought;
#[path = "../support/brought_policies.rs"]
mod brought_policies;
mod compiled;
mod coverage;
mod dependencies;
#[path = "../support/dice.rs"]
mod dice;
mod doc_examples;
mod documents;
mod editions;
mod enumeration;
mod hostile;
mod large;
mod lookahead;
mod marks;
mod package_answers;
mod periods;
mod problem_codes;
mod properties;
mod random_policies;
mod reference;
mod server;
mod versions;
mod written;
