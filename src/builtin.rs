//! The policies and calendars that are part of the program.
//!
//! The build script has checked and compiled each of them, by the very code that checks a policy that a caller brings
//! along. Here a policy is loaded as any compiled one, when it is first asked for. Without the feature `builtin` there are
//! none, as in the WebAssembly, into which they are loaded beside it.

use std::sync::OnceLock;

use crate::data::Data;
use crate::policy::{BuiltinCalendar, Policy, World};
use crate::problem::Problems;
use crate::time::Database;
#[cfg(feature = "author")]
use crate::written::{Mistakes, Syntax, Written};

/// The ids of the built-in policies, and which version of each comes with this version of the library, whether or not it
/// is part of the program.
pub(crate) const VERSIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/versions.rs"));

/// Packed calendars, and the texts of all of them.
const CALENDARS: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/calendars.rs"));
const CALENDAR_TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/calendars.txt"));

/// The ids of the built-in policies: `coconala`, `coconala-account`, `qoo10`, `crowdworks`, `lancers`.
///
/// ```
/// let ids: Vec<&str> = torihiki::policy_ids().collect();
/// assert_eq!(ids, ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]);
/// ```
#[cfg(feature = "builtin")]
pub fn policy_ids() -> impl Iterator<Item = &'static str> + Clone {
    VERSIONS.iter().map(|(id, _)| *id)
}

/// The built-in policy with this id.
///
/// It is loaded when it is first asked for, and kept.
///
/// ```
/// assert_eq!(torihiki::policy("qoo10").unwrap().id(), "qoo10");
/// assert!(torihiki::policy("ebay").is_none());
/// ```
#[cfg(feature = "builtin")]
#[must_use]
pub fn policy(id: &str) -> Option<&'static Policy> {
    const COMPILED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));
    static LOADED: [OnceLock<Option<Policy>>; COMPILED.len()] = [const { OnceLock::new() }; COMPILED.len()];

    let at = COMPILED.iter().position(|(known, _)| *known == id)?;
    let (_, compiled) = COMPILED.get(at)?;
    LOADED.get(at)?.get_or_init(|| Policy::load(compiled).ok()).as_ref()
}

/// The built-in calendars, which policies can name: `jp`, Japan with its national holidays.
fn calendars() -> &'static [BuiltinCalendar] {
    static UNPACKED: OnceLock<Vec<BuiltinCalendar>> = OnceLock::new();
    let unpack = || CALENDARS.iter().filter_map(|packed| BuiltinCalendar::unpack(CALENDAR_TEXTS, packed)).collect();
    UNPACKED.get_or_init(unpack)
}

/// The document of a built-in policy.
#[cfg(feature = "author")]
fn document_of(id: &str) -> Option<Data<'static>> {
    const DOCUMENTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/documents.rs"));

    let (_, text) = DOCUMENTS.iter().find(|(known, _)| *known == id)?;
    Written::read(text, Syntax::Toml).ok().map(|written| written.data())
}

/// The built-in policy with an id, made of its document: for whoever has those and not the compiled ones.
#[cfg(all(feature = "author", target_arch = "wasm32"))]
pub(crate) fn checked(id: &str) -> Option<Policy> {
    Policy::new(&document_of(id)?).ok()
}

#[cfg(not(feature = "author"))]
fn document_of(_id: &str) -> Option<Data<'static>> {
    None
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
        let world = World { zones: &Database, calendars: calendars(), built_in: VERSIONS, document_of: &document_of };
        Policy::checked(document, &world)
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
        let policy = Policy::new(&written.data()).map_err(|problems| written.mistakes(&problems))?;
        Ok(policy.noticed_in(&written))
    }
}
