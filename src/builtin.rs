//! The policies and calendars that are part of the program.
//!
//! The build script has checked and compiled each of them, by the very code that checks a
//! policy that a caller brings along, and packed what came out. Here it becomes a [`Policy`]
//! again when it is first asked for. Neither the TOML parser nor, where nobody calls
//! [`Policy::new`], the checker is part of the program.

use std::sync::OnceLock;

use crate::data::Data;
use crate::policy::{BuiltinCalendar, Policy, World, taken};
use crate::problem::Problems;
use crate::time::Database;
#[cfg(feature = "author")]
use crate::written::{Mistakes, Syntax, Written};

/// Ids and packed policies.
const PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// Packed calendars.
const CALENDARS: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/calendars.rs"));

/// The texts of all of them.
const TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/policies.txt"));

/// As many as there are packed documents, each with whether it is sound.
static POLICIES: [OnceLock<(Policy, bool)>; PACKED.len()] = [const { OnceLock::new() }; PACKED.len()];

/// The ids of the built-in policies: `coconala`, `coconala-account`, `qoo10`, `crowdworks`, `lancers`.
///
/// ```
/// let ids: Vec<&str> = torihiki::policy_ids().collect();
/// assert_eq!(ids, ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]);
/// ```
pub fn policy_ids() -> impl Iterator<Item = &'static str> + Clone {
    PACKED.iter().map(|(id, _)| *id)
}

/// The built-in policy with this id.
///
/// It is unpacked when it is first asked for, and kept.
///
/// ```
/// assert_eq!(torihiki::policy("qoo10").unwrap().id(), "qoo10");
/// assert!(torihiki::policy("ebay").is_none());
/// ```
#[must_use]
pub fn policy(id: &str) -> Option<&'static Policy> {
    let at = PACKED.iter().position(|(known, _)| *known == id)?;
    let (_, packed) = PACKED.get(at)?;
    let (policy, is_sound) = POLICIES.get(at)?.get_or_init(|| Policy::unpack(TEXTS, packed));
    is_sound.then_some(policy)
}

/// The built-in calendars, which policies can name: `jp`, Japan with its national holidays.
fn calendars() -> &'static [BuiltinCalendar] {
    static UNPACKED: OnceLock<Vec<BuiltinCalendar>> = OnceLock::new();
    UNPACKED.get_or_init(|| {
        let unpacked = CALENDARS.iter().map(|packed| BuiltinCalendar::unpack(TEXTS, packed));
        unpacked.filter_map(|(calendar, is_sound)| is_sound.then_some(calendar)).collect()
    })
}

// Here, because what it checks may name what is part of the program.
impl Policy {
    /// Checks a document and makes a policy of it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the document, in one answer: what cannot be read in one place hides nothing in
    /// another, and nothing is told that only follows from it. The path of a problem leads to the element, such as
    /// `actions.revise.requires[0].that`; inside a condition it goes on with line and column, as in
    /// `actions.revise.requires[0].that:1:7`.
    ///
    /// The id of a built-in policy is that policy's: only its own document has it, and any other is refused.
    ///
    /// ```
    /// use torihiki::{Data, Policy};
    ///
    /// let document: Data = serde_json::from_str(
    ///     r#"{ "format": "torihiki/1", "id": "library", "rolls": [] }"#,
    /// ).unwrap();
    /// let problems = Policy::new(&document).unwrap_err();
    /// let misspelt = problems.as_slice().iter().find(|problem| problem.path == "rolls").unwrap();
    /// assert_eq!(misspelt.suggests.as_deref(), Some("roles"));
    /// ```
    pub fn new(document: &Data<'_>) -> Result<Policy, Problems> {
        let version_of = |id: &str| policy(id).map(Policy::version);
        Policy::checked(document, &World { zones: &Database, calendars: calendars(), version_of: &version_of })
    }

    /// Checks a document that is text and makes a policy of it. What a file is in, [`Syntax::of`] tells.
    ///
    /// # Errors
    ///
    /// As those of [`Policy::new`], each with line and column; `invalid-syntax` where the text is none of its syntax.
    ///
    /// ```
    /// use torihiki::{Policy, Syntax};
    ///
    /// let mistakes = Policy::parse("format = \"torihiki/1\"\nrolls = [\"buyer\"]\n", Syntax::Toml).unwrap_err();
    /// let misspelt = mistakes.as_slice().iter().find(|mistake| mistake.problem.path == "rolls").unwrap();
    /// assert_eq!((misspelt.span.line, misspelt.span.column), (2, 1));
    /// assert_eq!(misspelt.problem.suggests.as_deref(), Some("roles"));
    /// ```
    #[cfg(feature = "author")]
    pub fn parse(text: &str, syntax: Syntax) -> Result<Policy, Mistakes> {
        let written = Written::read(text, syntax)?;
        Policy::new(&written.data()).map_err(|problems| written.mistakes(&problems))
    }

    /// Makes a policy of what [`Policy::compile`] made of it.
    ///
    /// # Errors
    ///
    /// `unknown-format` where the bytes are no compiled policy, or one of another format; `damaged` where they are not
    /// all that was compiled; `reserved-name` where the id is that of a built-in policy with another document.
    ///
    /// ```
    /// use torihiki::{Policy, ProblemCode, policy};
    ///
    /// let mut bytes = policy("coconala").unwrap().compile();
    /// assert_eq!(Policy::load(&bytes).unwrap().id(), "coconala");
    ///
    /// bytes.pop();
    /// assert_eq!(Policy::load(&bytes).unwrap_err().as_slice()[0].code, ProblemCode::Damaged);
    /// ```
    pub fn load(bytes: &[u8]) -> Result<Policy, Problems> {
        let loaded = Policy::loaded(bytes)?;
        match policy(loaded.id()) {
            Some(own) if own.version() != loaded.version() => Err(taken(loaded.id()).into()),
            _ => Ok(loaded),
        }
    }
}
