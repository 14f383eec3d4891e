//! Single values as they are written in a document: dates, numbers, types and words.

use crate::data::Data;
use crate::data::scalar::{MINOR_UNITS, no_duration, unexpected};
use crate::policy::read::{Read, word, wrong};
use crate::policy::{Certainty, EffectKind, EffectOn, Severity, SourceKind, Verb};
use crate::problem::{Problem, ProblemCode, Report, quoted};
use crate::text::{Currency, Str};
use crate::time::{Day, Duration, FIRST_DAY, Instant, InstantError, WEEKDAYS, Weekend, Zone, is_date};

/// The format of documents that this version reads.
pub(super) const FORMAT: &str = "torihiki/1";

/// The editions in which an element exists, as written: an id or a list of ids.
#[derive(Clone, Debug)]
pub(crate) struct Only {
    pub(crate) ids: Vec<Str>,
    /// Whether it is a list.
    pub(crate) is_list: bool,
}

impl Read for Only {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Text(id) => Some(Only { ids: vec![Str::from(&**id)], is_list: false }),
            Data::List(_) => Vec::read(data, path, report).map(|ids| Only { ids, is_list: true }),
            _ => wrong(data, path, "the id of an edition, or a list of them", report),
        }
    }

    fn unread() -> Self {
        Only { ids: Vec::unread(), is_list: false }
    }
}

/// The sources on which a rule rests: an id, or a list of them.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    pub(crate) ids: Vec<Str>,
    /// Whether it is a list.
    pub(crate) is_list: bool,
}

impl Read for Sources {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Text(id) => Some(Sources { ids: vec![Str::from(&**id)], is_list: false }),
            Data::List(_) => Vec::read(data, path, report).map(|ids| Sources { ids, is_list: true }),
            _ => wrong(data, path, "the id of a source, or a list of them", report),
        }
    }

    fn unread() -> Self {
        Sources { ids: Vec::unread(), is_list: false }
    }
}

/// The languages, which are found before the document is read, since its texts are read by them.
#[derive(Clone, Debug)]
pub(crate) struct Languages;

/// What the engine is to say, which is read where the languages are.
#[derive(Clone, Debug)]
pub(crate) struct Phrases;

/// Passes over what is read elsewhere.
macro_rules! read_elsewhere {
    ($($name:ident),+) => {
        $(impl Read for $name {
            fn read(_: &Data<'_>, _: &str, _: &mut Report) -> Option<Self> {
                Some($name)
            }

            fn unread() -> Self {
                $name
            }
        })+
    };
}

read_elsewhere!(Languages, Phrases);

/// The marker of the format; it holds nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Format;

impl Read for Format {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let format = Str::read(data, path, report)?;
        if format != FORMAT {
            let problem =
                Problem::new(ProblemCode::UnknownFormat, path, format!("`{FORMAT}` is the only format there is"));
            report.add(problem);
        }
        Some(Format)
    }

    fn unread() -> Self {
        Format
    }
}

/// An offset from UTC, and how it was written.
#[derive(Clone, Debug)]
pub(crate) struct Offset {
    pub(crate) value: Zone,
    pub(crate) text: Str,
}

impl Read for Offset {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        if let Data::Text(text) = data
            && let Some(value) = Zone::parse(text)
        {
            return Some(Offset { value, text: Str::from(&**text) });
        }
        let problem = unexpected(data, path, "an offset such as `+09:00`");
        let is_name = matches!(data, Data::Text(text) if text.starts_with(char::is_alphabetic));
        report.add(if is_name { problem.help("name a zone under `timeZone`") } else { problem });
        None
    }

    fn unread() -> Self {
        Offset { value: Zone::fixed(0), text: Str::unread() }
    }
}

/// A date as far as it is known: a day, a month or a year.
#[derive(Clone, Debug)]
pub(crate) struct PartialDate(pub(crate) Str);

impl Read for PartialDate {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let problem = match data {
            Data::Text(text) if is_date(text) => return Some(PartialDate(Str::from(&**text))),
            Data::Text(_) => Problem::new(ProblemCode::InvalidDate, path, format!("{data} is no date")),
            _ => Problem::new(ProblemCode::WrongType, path, format!("expected a date as a text, found {data}")),
        };
        report.add(problem.help("write it as far as it is known, like `\"2021-09-14\"`, `\"2021-09\"` or `\"2021\"`"));
        None
    }

    fn unread() -> Self {
        PartialDate(Str::unread())
    }
}

/// A day or an instant from which or until which something is in force, and how it was written.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) at: BoundAt,
    pub(crate) text: Str,
}

/// A day begins where the policy counts its days.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BoundAt {
    Day(Day),
    Instant(Instant),
}

impl Read for Bound {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        const LIKE: &str = "write it like `2024-04-01`, or like `2024-04-01T12:00:00+09:00`";
        let text = match data {
            Data::Date(millis) => Instant::from_millis(*millis).map(Instant::to_rfc3339),
            Data::Text(text) => Some(text.to_string()),
            _ => return wrong(data, path, "a day such as `2024-04-01`, or an instant", report),
        };
        let text = text.unwrap_or_default();
        let day = Day::parse(&text).map(BoundAt::Day);
        let at = day.map_or_else(|| Instant::parse(&text).map(BoundAt::Instant), Ok);
        match at {
            Ok(at) => return Some(Bound { at, text: text.into() }),
            Err(InstantError::NoOffset) => {
                let message = format!("{data} has no offset from UTC, so it could mean several instants");
                let problem = Problem::new(ProblemCode::InvalidInstant, path, message);
                report.add(problem.help("add the offset, such as `+09:00` for Japan, or write the day alone"));
            }
            Err(_) => {
                let problem = Problem::new(ProblemCode::InvalidDate, path, format!("{data} is no day and no instant"));
                report.add(problem.help(LIKE));
            }
        }
        None
    }

    fn unread() -> Self {
        Bound { at: BoundAt::Day(FIRST_DAY), text: Str::unread() }
    }
}

impl Read for Day {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Text(text) => Day::parse(text).or_else(|| {
                let problem = Problem::new(ProblemCode::InvalidDate, path, format!("{data} is no day"));
                report.add(problem.help("write it like `2026-12-29`"));
                None
            }),
            _ => wrong(data, path, "a day such as `2026-12-29`", report),
        }
    }

    fn unread() -> Self {
        FIRST_DAY
    }
}

impl Read for Weekend {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let days = Vec::<Weekday>::read(data, path, report)?;
        let known = days.into_iter().filter_map(|Weekday(number)| number);
        Some(known.fold(Weekend::default(), |weekend, number| weekend.with(number)))
    }

    fn unread() -> Self {
        Weekend::default()
    }
}

/// A day of the week, by its number; none where it could not be read.
struct Weekday(Option<u8>);

impl Read for Weekday {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let number = |text: &str| (0..).zip(WEEKDAYS).find(|(_, name)| *name == text).map(|(number, _)| number);
        word(data, path, report, |text| number(text).map(|number| Weekday(Some(number))), WEEKDAYS.into_iter())
    }

    fn unread() -> Self {
        Weekday(None)
    }
}

/// A currency by its code; none where it could not be read.
#[derive(Clone, Debug)]
pub(crate) struct CurrencyCode(pub(crate) Option<Currency>);

impl Read for CurrencyCode {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let code = Str::read(data, path, report)?;
        let currency = Currency::find(&code);
        if currency.is_none() {
            let message = format!("{} is no currency of ISO 4217", quoted(&code));
            let capital = code.trim().to_ascii_uppercase();
            let problem = Problem::new(ProblemCode::UnknownName, path, message);
            report.add(match Currency::codes().find(|known| *known == capital) {
                Some(known) => problem.nearest(&capital, [known]),
                None => problem.help("write its code of three capital letters, such as `JPY` or `USD`"),
            });
        }
        currency.map(|currency| CurrencyCode(Some(currency)))
    }

    fn unread() -> Self {
        CurrencyCode(None)
    }
}

/// The type of a parameter, as written; left out, it is a duration or a number, as its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParamType {
    Duration,
    Int,
    Money,
}

impl ParamType {
    pub(super) const WORDS: [&str; 3] = ["duration", "int", "money"];
}

impl Read for ParamType {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        let parse = |text: &str| match text {
            "duration" => Some(ParamType::Duration),
            "int" => Some(ParamType::Int),
            "money" => Some(ParamType::Money),
            _ => None,
        };
        word(data, path, report, parse, Self::WORDS.into_iter())
    }

    fn unread() -> Self {
        ParamType::Int
    }
}

/// The value of a parameter: a number, or a duration and how it was written.
#[derive(Clone, Debug)]
pub(crate) enum ParamValue {
    Int(i64),
    Duration(Duration, Str),
}

impl Read for ParamValue {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        match data {
            Data::Int(value) => Some(ParamValue::Int(*value)),
            Data::Text(text) => match Duration::parse(text) {
                Some(duration) => Some(ParamValue::Duration(duration, Str::from(&**text))),
                None => {
                    let problem = no_duration(text, path);
                    report.add(match meant_duration(text) {
                        Some(meant) => problem.suggesting(&meant),
                        None => problem.help("write a duration like `72h` or `1d12h`, up to `365000d`, and a number or an amount of money without quotes"),
                    });
                    None
                }
            },
            _ => {
                let problem = unexpected(data, path, "a duration such as `7d`, or a whole number");
                // So prices are written, and hardly anything else.
                let has_cents = match data {
                    Data::Inexact(text) => text.split_once('.').is_some_and(|(_, fraction)| 1 < fraction.len()),
                    _ => false,
                };
                report.add(if has_cents { problem.help(MINOR_UNITS) } else { problem });
                None
            }
        }
    }

    fn unread() -> Self {
        // Not zero, which cannot divide.
        ParamValue::Int(1)
    }
}

/// The duration that a text was probably meant to be: with blanks, in capitals or in full width, or with its units in words.
fn meant_duration(text: &str) -> Option<String> {
    const UNITS: [(&str, &[&str]); 4] = [
        ("d", &["d", "day", "days", "日", "日間"]),
        ("h", &["h", "hr", "hrs", "hour", "hours", "時間"]),
        ("m", &["m", "min", "mins", "minute", "minutes", "分", "分間"]),
        ("s", &["s", "sec", "secs", "second", "seconds", "秒", "秒間"]),
    ];
    // No duration is longer, and what is compared here is any text.
    let text = if text.len() <= 60 { text.to_lowercase() } else { return None };
    let ordinary = |c: char| match u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32) {
        Some(narrow) if narrow.is_ascii_alphanumeric() => narrow,
        _ => c,
    };
    let mut rest: &str = &text.chars().map(ordinary).filter(|c| !c.is_whitespace()).collect::<String>();
    let mut meant = String::new();
    while !rest.is_empty() {
        let (number, behind) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit())?)?;
        let (word, behind) =
            behind.split_at_checked(behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len()))?;
        let (unit, _) = UNITS.iter().find(|(_, words)| words.contains(&word))?;
        meant.push_str(number);
        meant.push_str(unit);
        rest = behind;
    }
    Duration::parse(&meant).map(|_| meant)
}

/// The type of a fact, as written.
#[derive(Clone, Debug)]
pub(crate) enum FactType {
    Timestamp,
    Duration,
    Int,
    Bool,
    /// An amount in whole minor units of the currency of the policy.
    Money,
    /// One of the zones of the policy.
    Zone,
    Choice(Vec<Str>),
}

impl FactType {
    pub(super) const WORDS: [&str; 6] = ["timestamp", "duration", "int", "bool", "money", "zone"];
}

impl Read for FactType {
    fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
        if let Data::List(_) = data {
            return Vec::read(data, path, report).map(FactType::Choice);
        }
        let parse = |text: &str| match text {
            "timestamp" => Some(FactType::Timestamp),
            "duration" => Some(FactType::Duration),
            "int" => Some(FactType::Int),
            "bool" => Some(FactType::Bool),
            "money" => Some(FactType::Money),
            "zone" => Some(FactType::Zone),
            _ => None,
        };
        match data {
            // As other languages call them.
            Data::Text(text) if matches!(&**text, "string" | "text" | "enum" | "choice") => {
                let message = format!("{data} has no meaning here");
                let problem = Problem::new(ProblemCode::UnknownName, path, message);
                report.add(problem.help("list what it can be, such as `[\"small\", \"large\"]`"));
                None
            }
            Data::Text(text) if matches!(&**text, "date" | "datetime" | "instant" | "time") => {
                let problem = Problem::new(ProblemCode::UnknownName, path, format!("{data} has no meaning here"));
                report.add(problem.suggesting("timestamp"));
                None
            }
            _ => word(data, path, report, parse, Self::WORDS.into_iter()),
        }
    }

    fn unread() -> Self {
        FactType::Bool
    }
}

/// Reads one of the words of a vocabulary.
macro_rules! read_word {
    ($($name:ident),+) => {
        $(impl Read for $name {
            fn read(data: &Data<'_>, path: &str, report: &mut Report) -> Option<Self> {
                word(data, path, report, $name::parse, $name::ALL.into_iter().map($name::word))
            }

            fn unread() -> Self {
                let [first, ..] = $name::ALL;
                first
            }
        })+
    };
}

read_word!(Certainty, EffectKind, EffectOn, Severity, SourceKind, Verb);
