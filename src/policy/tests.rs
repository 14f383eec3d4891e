//! What a policy may say: one small document, and what is told when a single thing in it is
//! otherwise; and documents that were damaged at random.

mod amounts;
mod arguments;
mod chances;
mod clocks;
mod compiled;
mod conditions;
mod damage;
mod editions;
mod extend;
mod groups;
mod kit;
mod languages;
mod messages;
mod names;
mod never;
mod notices;
mod pairs;
mod periods;
mod rules;
mod schema;
mod sources;
mod together;
mod values;
mod whole;
