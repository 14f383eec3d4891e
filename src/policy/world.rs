//! What a policy may name that does not stand in it: zones, and calendars that are built in.

use super::document::CalendarDocument;
use super::model::Source;
use super::read::Read;
use crate::data::Data;
use crate::problem::{Problems, Report};
use crate::text::Str;
use crate::time::{BusinessCalendar, ZoneSource};

/// The world around a policy while it is checked.
pub(crate) struct World<'w> {
    pub(crate) zones: &'w dyn ZoneSource,
    pub(crate) calendars: &'w [BuiltinCalendar],
}

/// A calendar that policies can use and include without bringing it.
#[derive(Debug)]
pub(crate) struct BuiltinCalendar {
    pub(crate) id: Str,
    pub(crate) days: BusinessCalendar,
    pub(crate) source: Source,
}

impl BuiltinCalendar {
    /// Reads a document that holds one.
    #[allow(dead_code, reason = "the build script reads, the library unpacks")]
    pub(crate) fn read(document: &Data<'_>) -> Result<BuiltinCalendar, Problems> {
        let mut report = Report::default();
        let calendar = CalendarDocument::read(document, "", &mut report).map(|written| BuiltinCalendar {
            days: BusinessCalendar::new(written.weekend, written.holidays, written.from, written.verified),
            source: Source::of(&written.id, written.source),
            id: written.id,
        });
        report.finish(calendar)
    }
}
