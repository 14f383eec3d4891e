//! Answers about small made-up deals. `kit` makes the deals; each other module is about one subject.

mod after;
mod amounts;
mod apply;
mod arguments;
mod bounds;
mod calendar;
mod chances;
mod days;
mod duties;
mod editions;
mod groups;
mod guards;
mod kit;
mod messages;
mod mistakes;
mod records;
mod situation;
mod stretches;
mod suppose;
mod three_roles;
mod timeline;
mod unblock;
mod until;
mod waits;
mod warnings;
mod ways;
