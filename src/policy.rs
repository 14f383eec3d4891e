//! Policies: documents that say what the rules are.
//!
//! A policy is read in three steps. `read` takes plain data apart; `document` is what was
//! written, element by element; `check` resolves every name, checks every condition and
//! binds every placeholder, and makes the [`Policy`], whose fields are private because a
//! policy that exists is right. Each edition is compiled to [`Rules`] of its own.

mod check;
mod document;
pub(crate) mod fact;
#[allow(dead_code, reason = "the build script packs, the library unpacks")]
mod packed;
mod read;
mod template;
mod useful;
mod vocabulary;

#[cfg(test)]
mod tests;

#[allow(unused_imports, reason = "the build script packs, the library unpacks")]
pub(crate) use packed::Packer;
pub(crate) use template::Message;
pub(crate) use useful::Useful;
pub use vocabulary::{Edition, EffectKind, Severity, SourceKind, Verb};

use crate::data::Data;
use crate::expr::{Expr, FactId, ParamId, Symbol, Symbols, Type, Value};
use crate::problem::Problems;
use crate::text::{Str, Text};
use crate::time::UtcOffset;

impl Action {
    /// The state after the action: where it leads, or else the state that it stays in.
    pub(crate) fn leads_to(&self, state: Option<Symbol>) -> Option<Symbol> {
        let prohibited = self.requires.iter().any(Requirement::is_never);
        self.to.or(state.filter(|state| self.from.contains(state) && !prohibited))
    }

    /// What is said of the state: the better message for one of the other states, if there is one.
    pub(crate) fn state_message(&self, state: Option<Symbol>) -> &Message {
        let elsewhere = self.elsewhere.iter().find(|(elsewhere, _)| Some(*elsewhere) == state);
        elsewhere.map_or(&self.state.message, |(_, message)| message)
    }
}

impl Requirement {
    /// Whether the requirement can never be met: the action is prohibited.
    pub(crate) fn is_never(&self) -> bool {
        matches!(self.that.expr, Expr::Constant(Value::Bool(false)))
    }
}

/// The number of a source in its policy.
pub(crate) type SourceId = usize;

/// The rules of one kind of deal on one marketplace, checked.
///
/// Nothing can go wrong when a policy is evaluated: types, names, null-safety and the
/// placeholders of messages were checked when it was made. Making one is the expensive
/// part; evaluate it as often as you like.
///
/// ```
/// use torihiki::{Data, Policy};
///
/// let document: Data = serde_json::from_str(r#"{
///     "format": "torihiki/1",
///     "id": "library",
///     "utcOffset": "+09:00",
///     "roles": ["reader"],
///     "roleLabels": { "reader": { "ja": "利用者", "en": "Reader" } },
///     "label": { "ja": "図書の貸出", "en": "Library loan" },
///     "states": {
///         "lent": { "label": { "ja": "貸出中", "en": "Lent" } },
///         "returned": { "label": { "ja": "返却済み", "en": "Returned" } }
///     },
///     "actions": {
///         "return": {
///             "verb": "other",
///             "roles": ["reader"],
///             "from": ["lent"],
///             "to": "returned",
///             "label": { "ja": "返却する", "en": "Return" }
///         }
///     }
/// }"#).unwrap();
/// let policy = Policy::new(&document).unwrap();
/// assert_eq!(policy.id(), "library");
///
/// let problems = Policy::new(&Data::Map(vec![])).unwrap_err();
/// assert!(problems.as_slice().iter().any(|problem| problem.path == "format"));
/// ```
#[derive(Debug)]
pub struct Policy {
    pub(crate) id: Str,
    pub(crate) version: Str,
    pub(crate) label: Text,
    pub(crate) note: Option<Text>,
    pub(crate) offset: UtcOffset,
    pub(crate) offset_text: Str,
    pub(crate) symbols: Symbols,
    pub(crate) roles: Vec<Role>,
    pub(crate) states: Vec<State>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) params: Vec<Param>,
    pub(crate) sources: Vec<Source>,
    /// The source of everything that names none.
    pub(crate) source: Option<SourceId>,
    /// The rules of each edition, in the order of [`Edition::ALL`].
    pub(crate) rules: [Rules; 2],
}

impl Policy {
    /// Checks a document and makes a policy of it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the document. The path of a problem leads to the
    /// element, such as `actions.revise.requires[0].that`; inside a condition it goes on
    /// with line and column, as in `actions.revise.requires[0].that:1:7`.
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
        check::policy(document)
    }

    /// The id of the policy, such as `coconala`.
    ///
    /// ```
    /// assert!(torihiki::policy_ids().all(|id| torihiki::policy(id).unwrap().id() == id));
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version of the document: 16 hexadecimal digits that differ where documents differ.
    ///
    /// An answer names it, so that whoever keeps one can tell whether the rules have changed since.
    ///
    /// ```
    /// use torihiki::policy;
    ///
    /// let version = policy("coconala").unwrap().version();
    /// assert!(version.len() == 16 && version.chars().all(|digit| digit.is_ascii_hexdigit()));
    /// assert_ne!(version, policy("lancers").unwrap().version());
    /// ```
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The rules of an edition.
    pub(crate) fn rules(&self, edition: Edition) -> &Rules {
        edition.of(&self.rules)
    }

    /// The state with this symbol.
    pub(crate) fn state(&self, symbol: Symbol) -> Option<&State> {
        self.states.iter().find(|state| state.symbol == symbol)
    }

    /// The sources that a rule rests on, each once: the one that is named for it, and after it those of its parameters.
    ///
    /// The source of the whole policy counts only where there is no other. `source_of` tells the source of a
    /// parameter.
    pub(crate) fn sources(&self, origin: &Origin, source_of: &dyn Fn(ParamId) -> Option<SourceId>) -> Vec<SourceId> {
        let mut sources = Vec::new();
        let of_params = origin.params.iter().filter_map(|param| source_of(*param));
        for source in origin.source.into_iter().chain(of_params) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        if sources.is_empty() {
            sources.extend(self.source);
        }
        sources
    }

    /// The id of a source.
    pub(crate) fn source_id(&self, source: SourceId) -> Option<&str> {
        self.sources.get(source).map(|source| &*source.id)
    }

    /// The source of the value that a parameter has in an edition.
    pub(crate) fn source_of(&self, param: ParamId, edition: Edition) -> Option<SourceId> {
        self.params.get(param)?.value(edition)?.source
    }

    /// The name of a parameter.
    pub(crate) fn param_name(&self, param: ParamId) -> &str {
        self.params.get(param).map_or("", |param| &*param.name)
    }

    /// The name of a fact.
    pub(crate) fn fact_name(&self, fact: FactId) -> &str {
        self.facts.get(fact).map_or("", |fact| &*fact.name)
    }
}

#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) symbol: Symbol,
    pub(crate) label: Text,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) symbol: Symbol,
    pub(crate) label: Text,
    pub(crate) is_final: bool,
    pub(crate) edition: Option<Edition>,
    pub(crate) note: Option<Text>,
}

#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) name: Str,
    pub(crate) ty: Type,
    pub(crate) label: Text,
    pub(crate) note: Option<Text>,
    /// The labels of the choices, in their order; empty unless the fact is a choice.
    pub(crate) choices: Vec<(Symbol, Text)>,
    /// What leaving the fact out means; [`Value::Unknown`] without a default.
    pub(crate) default: Value,
    pub(crate) nullable: bool,
    /// The smallest number allowed, inclusive.
    pub(crate) min: Option<i64>,
    /// Whether the instant may lie ahead, as a due date does.
    pub(crate) deadline: bool,
    /// Whether it changes while the deal runs by something that is no action of the policy.
    pub(crate) changes: bool,
    /// Facts that are normally not later than this one.
    pub(crate) after: Vec<FactId>,
    pub(crate) edition: Option<Edition>,
}

#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) name: Str,
    pub(crate) label: Text,
    pub(crate) is_duration: bool,
    /// The value in each edition, in the order of [`Edition::ALL`].
    pub(crate) values: [Option<ParamValue>; 2],
}

impl Param {
    /// The value in an edition, where the parameter exists there.
    pub(crate) fn value(&self, edition: Edition) -> Option<&ParamValue> {
        edition.of(&self.values).as_ref()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ParamValue {
    /// A whole number, or a duration in milliseconds.
    pub(crate) value: i64,
    /// A duration as it was written.
    pub(crate) written: Option<Str>,
    pub(crate) source: Option<SourceId>,
    pub(crate) note: Option<Text>,
}

#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) id: Str,
    pub(crate) kind: SourceKind,
    pub(crate) title: Text,
    pub(crate) url: Option<Str>,
    /// The date that the text bears, and the date on which it was read, as far as they are known.
    pub(crate) date: Option<Str>,
    pub(crate) read: Option<Str>,
    pub(crate) note: Option<Text>,
}

/// What holds in one edition.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) edition: Edition,
    pub(crate) transitions: Vec<Transition>,
    pub(crate) actions: Vec<Action>,
    pub(crate) duties: Vec<Duty>,
    /// Each expression whose value is an instant at which a condition can change, once.
    pub(crate) moments: Vec<Expr>,
    /// What can help towards each action.
    pub(crate) useful_for: useful::UsefulFor,
}

/// A condition or expression with the text that it was made from.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) expr: Expr,
    pub(crate) text: Str,
}

/// What every rule says of itself.
#[derive(Debug)]
pub(crate) struct About {
    /// The whole id, `<policy>.<action>.<rule>`.
    pub(crate) rule: Str,
    pub(crate) message: Message,
    pub(crate) origin: Origin,
    pub(crate) note: Option<Text>,
}

/// What a rule rests on.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The source that is named for the rule: its own, or that of the action or transition that it belongs to.
    pub(crate) source: Option<SourceId>,
    /// The parameters in its conditions and its message, in the order in which they stand there.
    pub(crate) params: Vec<ParamId>,
}

#[derive(Debug)]
pub(crate) struct Transition {
    pub(crate) about: About,
    pub(crate) from: Vec<Symbol>,
    pub(crate) at: Written,
    pub(crate) when: Option<Written>,
    pub(crate) to: Symbol,
    pub(crate) effects: Vec<Effect>,
}

#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) id: Str,
    pub(crate) verb: Verb,
    pub(crate) roles: Vec<Symbol>,
    pub(crate) from: Vec<Symbol>,
    pub(crate) to: Option<Symbol>,
    pub(crate) set: Vec<(FactId, Written)>,
    pub(crate) label: Text,
    pub(crate) note: Option<Text>,
    pub(crate) consent: Option<Consent>,
    /// The implicit requirement: the deal is in one of `from`.
    pub(crate) state: About,
    /// Better messages for some of the other states.
    pub(crate) elsewhere: Vec<(Symbol, Message)>,
    pub(crate) requires: Vec<Requirement>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) drafts: Vec<Draft>,
}

#[derive(Debug)]
pub(crate) struct Consent {
    pub(crate) of: ConsentOf,
    pub(crate) unless: Option<Written>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum ConsentOf {
    Role(Symbol),
    /// The role that does not act.
    Other,
}

#[derive(Debug)]
pub(crate) struct Requirement {
    pub(crate) about: About,
    pub(crate) that: Written,
    /// The facts that the condition reads.
    pub(crate) facts: Vec<FactId>,
}

#[derive(Debug)]
pub(crate) struct Effect {
    pub(crate) about: About,
    pub(crate) kind: EffectKind,
    pub(crate) severity: Severity,
    pub(crate) audience: Audience,
    pub(crate) when: Option<Written>,
}

/// Whom an effect concerns.
#[derive(Debug)]
pub(crate) enum Audience {
    /// These roles.
    Roles(Vec<Symbol>),
    /// The role that a fact does not name.
    Not(FactId),
}

#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) id: Str,
    pub(crate) roles: Vec<Symbol>,
    pub(crate) when: Option<Written>,
    pub(crate) subject: Message,
    pub(crate) body: Message,
}

#[derive(Debug)]
pub(crate) struct Duty {
    pub(crate) about: About,
    pub(crate) role: DutyRole,
    /// The states in which it stands.
    pub(crate) states: Vec<Symbol>,
    pub(crate) when: Option<Written>,
    pub(crate) due: Option<Written>,
}

/// Whose duty it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DutyRole {
    Role(Symbol),
    /// The role that a fact does not name.
    Not(FactId),
    /// Whichever party it concerns; the message says which.
    Either,
}
