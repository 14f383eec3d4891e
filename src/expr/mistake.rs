//! What is wrong with a condition.

use crate::problem::{Problem, ProblemCode, placed};

/// Something that is wrong with a condition, and the byte at which it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) at: usize,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) suggests: Option<String>,
}

impl Mistake {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Mistake {
        Mistake { at, message: message.into(), help: None, suggests: None }
    }

    /// The problem of a condition with this text, at its line and column. `path` is that of the condition.
    pub(crate) fn in_condition(self, text: &str, path: &str) -> Problem {
        let problem = Problem::new(ProblemCode::InvalidCondition, placed(path, text, self.at), self.message);
        Problem { help: self.help, suggests: self.suggests, ..problem }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Mistake {
        Mistake { help: Some(help.into()), ..self }
    }
}
