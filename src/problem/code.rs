//! The codes of problems: every one that there is.

use std::fmt;

use crate::text::vocabulary;

vocabulary! {
    /// What kind of problem something is. A code never changes between releases; a release may add some.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, ProblemCode, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "ebay", "state": "paid" }"#).unwrap();
    /// let problems = preview(&order, &Options::at(Instant::from_millis(0).unwrap())).unwrap_err();
    /// assert_eq!(problems.as_slice()[0].code, ProblemCode::UnknownPolicy);
    /// assert_eq!(ProblemCode::UnknownPolicy.word(), "unknown-policy");
    /// ```
    ProblemCode {
        /// There is no such policy, or the order is of another one.
        UnknownPolicy = "unknown-policy",
        /// The policy is not here in this version. Only [`PolicySet`](crate::PolicySet) says so, so JavaScript never does.
        UnknownVersion = "unknown-version",
        /// There is no such edition.
        UnknownEdition = "unknown-edition",
        /// The policy has no such state in this edition, or the state is missing.
        UnknownState = "unknown-state",
        /// The policy has no such role, or it has to be said which of several roles acts.
        UnknownRole = "unknown-role",
        /// The policy has no such fact.
        UnknownFact = "unknown-fact",
        /// The policy has no such parameter.
        UnknownParam = "unknown-param",
        /// The function has no such option, or the option has no such value.
        UnknownOption = "unknown-option",
        /// The policy has no such action, or the role has it not.
        UnknownAction = "unknown-action",
        /// The action has no such argument.
        UnknownArgument = "unknown-argument",
        /// The action needs an argument that was left out.
        MissingArgument = "missing-argument",
        /// What a way is to lead to is neither a state nor an action of the role.
        UnknownGoal = "unknown-goal",
        /// Another kind of value is needed.
        WrongType = "wrong-type",
        /// An object with names and values is needed.
        NotAnObject = "not-an-object",
        /// Meant as an instant, but not readable as one.
        InvalidInstant = "invalid-instant",
        /// Meant as a duration, but not readable as one.
        InvalidDuration = "invalid-duration",
        /// Readable, but too small or too large.
        OutOfRange = "out-of-range",
        /// One name stands twice where it can stand once.
        Duplicate = "duplicate",
        /// There are more than a hundred problems; the rest is counted.
        TooManyProblems = "too-many-problems",
        /// In a policy that is text: the text is no JSON, or no TOML.
        InvalidSyntax = "invalid-syntax",
        /// In a policy: it is written, or compiled, in a format that this version does not read.
        UnknownFormat = "unknown-format",
        /// In a compiled policy: the bytes are not all that was compiled.
        Damaged = "damaged",
        /// In a policy: the key has no meaning there.
        UnknownKey = "unknown-key",
        /// In a policy: what is named is not declared, or the word has no meaning there.
        UnknownName = "unknown-name",
        /// In a policy: something that has to be there is left out.
        MissingKey = "missing-key",
        /// In a policy: meant as a date, but none of the calendar.
        InvalidDate = "invalid-date",
        /// In a policy: a text is empty.
        MissingText = "missing-text",
        /// In a policy: a name is not written as names of its kind are.
        InvalidName = "invalid-name",
        /// In a policy: the name means something else already, or is the id of a built-in policy.
        ReservedName = "reserved-name",
        /// In a policy: a condition or an expression is wrong; the path goes on with line and column.
        InvalidCondition = "invalid-condition",
        /// In a policy: a message has a brace that stands alone, names what it cannot tell, or names in one language what
        /// it does not in another; where it stands in the text, the path goes on with line and column.
        InvalidPlaceholder = "invalid-placeholder",
        /// In a policy: two things that it says do not go together, or one can never apply.
        Conflict = "conflict",
        /// In a policy: a state that stands in no action and no transition. Noticed in one: a state to which nothing leads.
        Unreachable = "unreachable",
        /// Noticed in a policy: nothing leads out of a state that is not final.
        DeadEnd = "dead-end",
        /// Noticed in a policy: phrases that are said in English in another language.
        MissingPhrases = "missing-phrases",
        /// A call was passed more than is read. In a policy: there is more of something than can be answered in good time.
        TooLarge = "too-large",
        /// In SQL: what a rule says cannot be said there with exactly the same answer.
        NotExpressible = "not-expressible",
        /// In JavaScript: `init` was not awaited.
        NotInitialised = "not-initialised",
        /// In JavaScript: there is no WebAssembly here, or the page forbids it.
        WasmUnavailable = "wasm-unavailable",
        /// In JavaScript: the WebAssembly was not found, or is not the right one.
        WasmNotLoaded = "wasm-not-loaded",
        /// In the element: the policy that the host brings along could not be fetched.
        PolicyNotLoaded = "policy-not-loaded",
        /// In the element: the attribute with the order is no JSON.
        InvalidJson = "invalid-json",
    }
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
