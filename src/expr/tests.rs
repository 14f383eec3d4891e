//! The condition language as tables: what it means, what it refuses and where, and that
//! a condition changes at its moments and at no other time.

mod kit;
mod meaning;
mod mistakes;
mod moments;
mod places;
mod random;
mod reference;
mod values;
