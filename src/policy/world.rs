//! What a policy may name that does not stand in it: zones, and calendars that are built in.

use super::document::CalendarDocument;
use super::model::Source;
use super::read::Read;
use crate::data::Data;
use crate::problem::{Problem, ProblemCode, Problems, Report, quoted};
use crate::text::{Language, Str, Text};
use crate::time::{BusinessCalendar, ZoneSource};

/// The languages of built-in calendars.
const LANGUAGES: [&str; 2] = ["ja", "en"];

/// The world around a policy while it is checked.
pub(crate) struct World<'w> {
    pub(crate) zones: &'w dyn ZoneSource,
    pub(crate) calendars: &'w [BuiltinCalendar],
    /// The ids and versions of the built-in policies. Another policy cannot have such an id.
    pub(crate) built_in: &'w [(&'w str, &'w str)],
    /// The document of a built-in policy, which others can extend.
    pub(crate) document_of: &'w dyn Fn(&str) -> Option<Data<'static>>,
}

/// What is wrong with a policy that has the id of a built-in one and is another.
pub(super) fn taken(id: &str) -> Problem {
    let message = format!("{} is a policy that is built in", quoted(id));
    Problem::new(ProblemCode::ReservedName, "id", message).help("choose another id")
}

/// A calendar that policies can use and include without bringing it.
#[derive(Debug)]
pub(crate) struct BuiltinCalendar {
    pub(crate) id: Str,
    pub(crate) days: BusinessCalendar,
    pub(crate) source: Source,
}

impl BuiltinCalendar {
    /// The source of its holidays in these languages; in English where the calendar has not the language.
    pub(crate) fn source_in(&self, languages: &[Language]) -> Source {
        let [ja, en] = LANGUAGES.map(Language::of);
        let own = [ja, en];
        let in_each = |text: &Text| {
            let get = |language: &Language| {
                let found = own.iter().position(|own| language.is(&own.tag)).unwrap_or(1);
                Str::from(text.get(found))
            };
            Text(languages.iter().map(get).collect())
        };
        let Source { title, note, .. } = &self.source;
        Source { title: in_each(title), note: note.as_ref().map(in_each), ..self.source.clone() }
    }

    /// Reads a document that holds one.
    #[allow(dead_code, reason = "the build script reads, the library unpacks")]
    pub(crate) fn read(document: &Data<'_>) -> Result<BuiltinCalendar, Problems> {
        let mut report = Report::default();
        report.languages = LANGUAGES.map(str::to_owned).into();
        let calendar = CalendarDocument::read(document, "", &mut report).map(|written| BuiltinCalendar {
            days: BusinessCalendar::new(written.weekend, written.holidays, written.from, written.verified),
            source: Source::of(&written.id, written.source),
            id: written.id,
        });
        report.finish(calendar)
    }
}
