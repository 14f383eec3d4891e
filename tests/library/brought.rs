//! Policies that are brought along, run against the library: `tests/cases/brought`.

use crate::acceptance_cases;
use crate::brought_policies::FILES;
use crate::lookahead::calls::call_brought;
use crate::lookahead::{applies, run_files, timelines, ways};

#[test]
fn every_case_is_answered_as_expected() {
    acceptance_cases::run_files(FILES, |order, options| {
        call_brought("preview", &[order.clone(), options.clone()]).unwrap()
    });
}

#[test]
fn every_timeline_is_as_expected() {
    run_files(call_brought, FILES, "timelines", timelines::check);
}

#[test]
fn every_what_if_is_as_expected() {
    run_files(call_brought, FILES, "applies", applies::check);
}

#[test]
fn every_way_is_as_expected() {
    run_files(call_brought, FILES, "ways", ways::check);
}
