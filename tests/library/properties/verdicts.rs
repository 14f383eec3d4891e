//! Verdicts are what a preview says.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use torihiki::Options;
use torihiki::answer::Preview;

use super::failures::{Failures, try_all, try_each};
use super::orders::Case;
use crate::dice::Dice;

/// What a preview says of what verdicts tell.
fn told(case: &Case, preview: &Preview<'_>, role: Option<&str>) -> Value {
    let asked = case.roles().into_iter().filter(|own| role.is_none_or(|role| own == role));
    let mut roles: BTreeMap<String, BTreeMap<String, &str>> = asked.map(|role| (role, BTreeMap::new())).collect();
    for action in &preview.actions {
        roles.get_mut(&*action.role).unwrap().insert(action.id.to_string(), action.verdict.word());
    }
    json!({
        "policy": preview.policy, "asOf": preview.as_of, "verdicts": roles,
        "state": { "effective": preview.state.effective, "possible": preview.state.possible },
    })
}

fn agree(case: &Case, failures: &mut Failures) {
    let roles = case.roles();
    for role in roles.iter().map(|role| Some(role.as_str())).chain([None]) {
        let options = Options { role, locale: Some("en"), ..Options::at(case.now) };
        let verdicts = serde_json::to_value(case.policy.verdicts(&case.order, &options).unwrap()).unwrap();
        let preview = told(case, &case.preview(case.now, role), role);
        failures.unless(verdicts == preview, "they differ", case, || format!("{verdicts} and {preview} for {role:?}"));
    }
}

#[test]
fn verdicts_are_those_of_the_preview() {
    try_all(600, 310_000, |case, _: &mut Dice, failures| agree(case, failures));
}

#[test]
fn verdicts_of_an_order_without_its_date_are_those_of_the_preview() {
    let undated = (320_000..).map(Case::made_up).filter(Case::is_undated).take(150);
    try_each(undated, |case, _, failures| agree(case, failures));
}
