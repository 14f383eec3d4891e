//! What has to hold of every order of every policy: of random orders of the built-in ones,
//! and of random orders of random small ones.
//!
//! Every case comes from a seed, so the same cases are tried each time. A failure tells the
//! seed, the order, who asks and when, and the policy where it is none of the built-in ones.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as expected"
)]

#[path = "../src/dice.rs"]
mod dice;
mod made;
#[path = "properties/orders.rs"]
mod orders;

use dice::Dice;
#[test]
fn zz_timing() {
    use std::time::Instant as T;
    let mut sums = std::collections::BTreeMap::<&str, std::time::Duration>::new();
    for n in 0..100u64 {
        for which in ["b", "m"] {
            let t = T::now();
            let case = if which == "b" { orders::Case::built_in(n) } else { orders::Case::made_up(n) };
            *sums.entry(if which == "b" { "case b" } else { "case m" }).or_default() += t.elapsed();
            let t = T::now();
            case.preview(case.now, None);
            *sums.entry(if which == "b" { "preview b" } else { "preview m" }).or_default() += t.elapsed();
            let t = T::now();
            case.timeline(&torihiki::TimelineOptions::from(case.now));
            *sums.entry(if which == "b" { "timeline b" } else { "timeline m" }).or_default() += t.elapsed();
            let t = T::now();
            let (a, r) = case.acts()[0].clone();
            case.apply(&a, &torihiki::ApplyOptions::at(case.now).role(&r));
            *sums.entry(if which == "b" { "apply b" } else { "apply m" }).or_default() += t.elapsed();
            let t = T::now();
            case.ways(&a, None);
            *sums.entry(if which == "b" { "ways b" } else { "ways m" }).or_default() += t.elapsed();
        }
    }
    println!("{sums:#?}");
}
