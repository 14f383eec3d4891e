//! The options of a request, read as the JavaScript functions read theirs.

use torihiki::{Data, Instant, InstantError, Problem, ProblemCode, Problems};

/// Whose clock decides.
#[derive(Clone, Copy)]
pub(crate) enum Clock {
    /// The server's. Whoever may say what time it is may do anything before it is too late.
    Own(fn() -> Instant),
    /// The client's, where it says an instant, else the server's. For tests.
    Asked(fn() -> Instant),
}

/// The options that were given, and what is wrong with those that were read so far.
///
/// Where an option has a problem its default stands in for it, so that the order is looked at
/// too, and everything is told at once.
pub(crate) struct Given<'d> {
    entries: Vec<(&'d str, &'d Data<'static>)>,
    clock: Clock,
    problems: Vec<Problem>,
}

impl<'d> Given<'d> {
    /// The options with these names. `null` is an option left out.
    pub(crate) fn new(options: &'d Data<'static>, names: &[&str], clock: Clock) -> Given<'d> {
        let mut given = Given { entries: Vec::new(), clock, problems: Vec::new() };
        match options {
            Data::Null => {}
            Data::Map(entries) => {
                let (known, unknown): (Vec<_>, Vec<_>) =
                    entries.iter().map(|(name, value)| (&**name, value)).partition(|(name, _)| names.contains(name));
                given.entries = known.into_iter().filter(|(_, value)| **value != Data::Null).collect();
                given.problems = unknown.into_iter().map(|(name, _)| unknown_option(name, names)).collect();
            }
            other => {
                given.problems.push(problem(
                    ProblemCode::NotAnObject,
                    "options",
                    format!("options are an object, not {other}"),
                ));
            }
        }
        given
    }

    /// An option as it was given.
    pub(crate) fn get(&self, name: &str) -> Option<&'d Data<'static>> {
        self.entries.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// An option that is a text.
    pub(crate) fn text(&mut self, name: &str) -> Option<&'d str> {
        self.read_text(name, self.get(name)?)
    }

    /// A text that stands elsewhere in the request; none where it was left out.
    pub(crate) fn read_text(&mut self, name: &str, value: &'d Data<'static>) -> Option<&'d str> {
        match value {
            Data::Null => None,
            Data::Text(text) => Some(text),
            other => self.kept(Err(wrong_type(name, "a text", other))),
        }
    }

    /// An option that is true or false; left out: false.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.get(name) {
            None => false,
            Some(Data::Bool(flag)) => *flag,
            Some(other) => self.kept(Err(wrong_type(name, "true or false", other))).unwrap_or_default(),
        }
    }

    /// An option that is an instant.
    pub(crate) fn instant(&mut self, name: &str) -> Option<Instant> {
        let read = instant(name, self.get(name)?);
        self.kept(read)
    }

    /// The instant for which the answer is computed.
    pub(crate) fn now(&mut self, name: &str) -> Instant {
        match self.clock {
            Clock::Asked(clock) => self.instant(name).unwrap_or_else(clock),
            Clock::Own(clock) => {
                if self.get(name).is_some() {
                    // Another instant than the one that was asked about would be a wrong answer.
                    let problem =
                        problem(ProblemCode::UnknownOption, name, "the server answers for its own present".to_owned());
                    self.problems.push(Problem { help: Some(format!("leave `{name}` out")), ..problem });
                }
                clock()
            }
        }
    }

    /// The answer, or everything that is wrong with the options and the order.
    pub(crate) fn checked<T>(mut self, answer: Result<T, Problems>) -> Result<T, Vec<Problem>> {
        match answer {
            Ok(answer) if self.problems.is_empty() => return Ok(answer),
            Ok(_) => {}
            Err(problems) => {
                // What could not be read was passed on as if it had been left out, which is no second mistake.
                let new = |problem: &&Problem| self.problems.iter().all(|own| own.path != problem.path);
                let more: Vec<Problem> = problems.as_slice().iter().filter(new).cloned().collect();
                self.problems.extend(more);
            }
        }
        Err(self.problems)
    }

    fn kept<T>(&mut self, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.problems.push(problem)).ok()
    }
}

/// A problem without advice.
fn problem(code: ProblemCode, path: &str, message: String) -> Problem {
    Problem { code, path: path.to_owned(), message, help: None, suggests: None }
}

fn instant(name: &str, value: &Data<'_>) -> Result<Instant, Problem> {
    let wrong = |code, what| problem(code, name, format!("{value} {what}"));
    let parsed = match value {
        Data::Text(text) => Instant::parse(text),
        Data::Int(millis) => Instant::from_millis(*millis).ok_or(InstantError::OutOfRange),
        Data::Inexact(_) => Err(InstantError::NotRfc3339),
        other => return Err(wrong_type(name, "an instant", other)),
    };
    parsed.map_err(|error| match error {
        InstantError::OutOfRange => wrong(ProblemCode::OutOfRange, "is outside the years 0000 to 9999"),
        InstantError::NoOffset => wrong(ProblemCode::InvalidInstant, "has no offset from UTC"),
        InstantError::NotRfc3339 => wrong(ProblemCode::InvalidInstant, "is no instant"),
    })
}

fn wrong_type(name: &str, expected: &str, found: &Data<'_>) -> Problem {
    problem(ProblemCode::WrongType, name, format!("expected {expected}, found {found}"))
}

fn unknown_option(name: &str, names: &[&str]) -> Problem {
    let near = |known: &&&str| 0.8 <= strsim::jaro_winkler(name, known);
    let suggests = names.iter().find(near).map(|known| (*known).to_owned());
    Problem {
        suggests,
        ..problem(ProblemCode::UnknownOption, name, format!("{} is no option", Data::Text(name.into())))
    }
}
