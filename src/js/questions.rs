//! The questions about an order, to the policy that it names or to one that was loaded.

use wasm_bindgen::prelude::*;

use super::registry::{self, Shared};
use super::{input, options, output};
use crate::data::Data;
use crate::preview::{apply_into, calendar_into, preview_into, timeline_into, verdicts_into, ways_into};
use crate::problem::Report;

type Answer = Result<JsValue, JsValue>;

/// The policy that is asked: the one itself, or the one that the order names.
fn asked(policy: Option<&Shared>, order: &Data<'_>, report: &mut Report) -> Option<Shared> {
    policy.map(Shared::clone).or_else(|| registry::named_by(order, report))
}

pub(super) fn preview(policy: Option<&Shared>, order: &JsValue, options: &JsValue) -> Answer {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::preview(options, report);
        preview_into(&asked(policy, order, report)?.0, order, &options, report).map(|preview| output::answer(&preview))
    })
}

pub(super) fn verdicts(policy: Option<&Shared>, order: &JsValue, options: &JsValue) -> Answer {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::preview(options, report);
        verdicts_into(&asked(policy, order, report)?.0, order, &options, report)
            .map(|verdicts| output::answer(&verdicts))
    })
}

pub(super) fn timeline(policy: Option<&Shared>, order: &JsValue, options: &JsValue) -> Answer {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::timeline(options, report);
        timeline_into(&asked(policy, order, report)?.0, order, &options, report)
            .map(|timeline| output::answer(&timeline))
    })
}

pub(super) fn apply(policy: Option<&Shared>, order: &JsValue, action: &JsValue, options: &JsValue) -> Answer {
    ask(order, action, options, &|[order, action, options], report| {
        let options = options::apply(options, report);
        let policy = asked(policy, order, report)?;
        apply_into(&policy.0, order, action, &options, report).map(|applied| output::answer(&applied))
    })
}

pub(super) fn ways(policy: Option<&Shared>, order: &JsValue, options: &JsValue) -> Answer {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let (to, options) = options::ways(options, report);
        ways_into(&asked(policy, order, report)?.0, order, to, &options, report).map(|ways| output::answer(&ways))
    })
}

pub(super) fn calendar(policy: Option<&Shared>, order: &JsValue, options: &JsValue) -> Answer {
    ask(order, options, &JsValue::UNDEFINED, &|[order, options, _], report| {
        let options = options::timeline(options, report);
        calendar_into(&asked(policy, order, report)?.0, order, &options, report)
            .map(|calendar| output::answer(&calendar))
    })
}

/// Answers a question from the three values that were passed, or throws all that is wrong with them.
#[inline(never)]
pub(super) fn ask(
    first: &JsValue,
    second: &JsValue,
    third: &JsValue,
    answer: &dyn Fn(&[Data<'_>; 3], &mut Report) -> Option<JsValue>,
) -> Answer {
    let text = input::pack(first, second, third)?;
    let mut report = Report::default();
    match answer(&input::unpacked(&text), &mut report) {
        Some(answer) if report.is_empty() => Ok(answer),
        _ => Err(output::error(&report.problems().as_slice())),
    }
}
