//! The options that JavaScript passes beside an order.

use crate::data::Data;
use crate::order::{instant, not_an_object};
use crate::policy::Edition;
use crate::preview::Options;
use crate::problem::{Problem, Report, join, quoted};
use crate::text::Locale;
use crate::time::Instant;

/// The options of `preview`. Where one has a problem, its default stands in for it.
pub(super) fn preview<'d>(data: &'d Data<'_>, report: &mut Report) -> Options<'d> {
    let mut options = Options { role: None, now: clock(), locale: Locale::default() };
    for (name, value) in entries(data, report) {
        match (&**name, value) {
            ("role" | "now" | "locale", Data::Null) => {}
            ("role", Data::Text(role)) => options.role = Some(role),
            ("role", other) => {
                report.add(Problem::new("wrong-type", "role", format!("a role is a text, not {other}")));
            }
            ("now", value) => match instant(value, "now") {
                Ok(now) => options.now = now,
                Err(problem) => report.add(problem),
            },
            ("locale", value) => options.locale = locale(value, report),
            (name, _) => report.add(unknown(name, &["role", "now", "locale"])),
        }
    }
    options
}

/// The options of `describe`.
pub(super) fn describe(data: &Data<'_>, report: &mut Report) -> (Edition, Locale) {
    let mut options = (Edition::default(), Locale::default());
    for (name, value) in entries(data, report) {
        match (&**name, value) {
            ("edition" | "locale", Data::Null) => {}
            ("edition", value) => options.0 = crate::order::edition(Some(value), report),
            ("locale", value) => options.1 = locale(value, report),
            (name, _) => report.add(unknown(name, &["edition", "locale"])),
        }
    }
    options
}

fn entries<'d, 'a>(data: &'d Data<'a>, report: &mut Report) -> &'d [(std::borrow::Cow<'a, str>, Data<'a>)] {
    match data {
        Data::Null => &[],
        Data::Map(entries) => entries,
        other => {
            report.add(not_an_object("options", "the second argument", other));
            &[]
        }
    }
}

fn locale(data: &Data<'_>, report: &mut Report) -> Locale {
    if let Data::Text(tag) = data
        && let Some(locale) = Locale::parse(tag)
    {
        return locale;
    }
    report.add(
        Problem::new("wrong-type", "locale", format!("{data} is no language of torihiki")).help("one of `ja`, `en`"),
    );
    Locale::default()
}

fn unknown(name: &str, known: &[&'static str]) -> Problem {
    let problem = Problem::new("unknown-option", join("", name), format!("{} is no option", quoted(name)));
    problem.nearest(name, known.iter().copied())
}

/// The present, where the caller left `now` out.
fn clock() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the boundary is where a `now` that was left out is filled in")]
    let millis = js_sys::Date::now();
    // A clock counts whole milliseconds, far inside the range of an `i64`.
    Instant::from_millis(millis as i64).unwrap_or(Instant::MIN)
}
