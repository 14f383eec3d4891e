//! Input of every wrong kind: the answer is an answer or a list of problems, never a panic,
//! and what is said of a problem is short however long the input was.

mod orders;
mod policies;
mod values;
