//! The texts and single values of an answer.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A text of an answer: the policy's own, or made for this answer.
///
/// ```
/// use torihiki::{DescribeOptions, policy};
///
/// let label = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().label;
/// assert_eq!(label, "Coconala order");
/// assert!(label.starts_with("Coconala")); // it has the methods of a `str`
/// assert_eq!(format!("{label}!"), "Coconala order!");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub struct Words<'p>(pub(crate) Cow<'p, str>);

impl<'p> Words<'p> {
    /// The name under which a text of the policy's own is serialised. A serialiser that
    /// knows it may keep what it made of such a text for as long as the policy lives.
    pub(crate) const LASTING: &'static str = "torihiki::Lasting";

    pub(crate) fn of(text: &'p str) -> Words<'p> {
        Words(Cow::Borrowed(text))
    }
}

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<str> for Words<'_> {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Words<'_> {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl Serialize for Words<'_> {
    // An answer has hundreds of texts, and copies of this in every shape would be most of
    // what the shapes weigh.
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Cow::Borrowed(text) => serializer.serialize_newtype_struct(Self::LASTING, text),
            Cow::Owned(text) => serializer.serialize_str(text),
        }
    }
}

/// The id of a policy.
///
/// ```
/// use torihiki::{answer::PolicyId, policy};
///
/// let id: PolicyId = policy("coconala").unwrap().summary().id;
/// assert_eq!(id, "coconala");
/// ```
pub type PolicyId<'p> = Words<'p>;

/// The id of an edition.
///
/// ```
/// use torihiki::{DescribeOptions, answer::EditionId, policy};
///
/// let editions = policy("lancers").unwrap().describe(&DescribeOptions::default()).unwrap().editions;
/// let ids: Vec<EditionId> = editions.into_iter().map(|edition| edition.id).collect();
/// assert_eq!(ids.len(), 2);
/// ```
pub type EditionId<'p> = Words<'p>;

/// The id of a role.
///
/// ```
/// use torihiki::{DescribeOptions, answer::RoleId, policy};
///
/// let roles = policy("lancers").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().roles;
/// let ids: Vec<RoleId> = roles.into_iter().map(|role| role.id).collect();
/// assert_eq!(ids, ["lancer", "client"]);
/// ```
pub type RoleId<'p> = Words<'p>;

/// The id of a state.
///
/// ```
/// use torihiki::{DescribeOptions, answer::StateId, policy};
///
/// let transition = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().transitions.remove(0);
/// let to: StateId = transition.to;
/// assert_eq!(to, "completed");
/// ```
pub type StateId<'p> = Words<'p>;

/// The id of an action.
///
/// ```
/// use torihiki::{Data, Instant, Options, answer::ActionId, preview};
///
/// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let cancel: Vec<ActionId> = preview(&order, &Options::at(now)).unwrap().verbs.cancel;
/// assert_eq!(cancel, ["request-cancel", "approve-cancel"]);
/// ```
pub type ActionId<'p> = Words<'p>;

/// The id of a rule: `<policy>.<action>.<rule>`, `<policy>.<rule>` for transitions and duties, or
/// `<policy>.<transition>.<rule>` for what follows from a transition.
///
/// ```
/// use torihiki::{DescribeOptions, answer::RuleId, policy};
///
/// let mut coconala = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap();
/// let rules: [RuleId; 2] = [coconala.actions.remove(0).requires.remove(0).rule, coconala.duties.remove(1).rule];
/// assert_eq!(rules, ["coconala.revise.review-window-open", "coconala.review-delivery"]);
/// ```
pub type RuleId<'p> = Words<'p>;

/// The name of a fact, which is its key in an order.
///
/// ```
/// use torihiki::{Data, DescribeOptions, Order, answer::FactName, policy};
///
/// let coconala = policy("coconala").unwrap();
/// let fact: FactName = coconala.describe(&DescribeOptions::default().locale("en")).unwrap().facts.remove(3).id;
/// assert_eq!(fact, "revisionsUsed");
///
/// let order = Data::Map(vec![("state".into(), Data::Text("revising".into())), (fact.to_string().into(), Data::Int(1))]);
/// assert!(Order::read(coconala, &order).is_ok());
/// ```
pub type FactName<'p> = Words<'p>;

/// The name of a parameter, which is its key under `params` in an order.
///
/// ```
/// use torihiki::{DescribeOptions, answer::ParamName, policy};
///
/// // Which numbers does this rule rest on?
/// let coconala = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap();
/// let params: &[ParamName] = &coconala.actions[0].requires[0].params;
/// assert_eq!(params, ["reviewWindow"]);
/// ```
pub type ParamName<'p> = Words<'p>;

/// The id of a source.
///
/// ```
/// use torihiki::{DescribeOptions, answer::SourceId, policy};
///
/// // Where does this rule come from?
/// let crowdworks = policy("crowdworks").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap();
/// let id: &SourceId = &crowdworks.transitions[0].sources[0];
/// let source = crowdworks.sources.iter().find(|source| source.id == *id).unwrap();
/// assert_eq!(source.title, "What to do when the other party on CrowdWorks disappears");
/// ```
pub type SourceId<'p> = Words<'p>;

/// A single value.
///
/// ```
/// use torihiki::{DescribeOptions, answer::Scalar, policy};
///
/// let coconala = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap();
/// let param = |id| &coconala.params.iter().find(|param| param.id == id).unwrap().value;
/// assert!(matches!(param("reviewWindow"), Scalar::Text(text) if *text == "7d"));
/// assert_eq!(param("maxRevisions"), &Scalar::Number(1));
/// assert_eq!(serde_json::to_value(&coconala.facts[1].default).unwrap(), serde_json::Value::Null);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "null | boolean | number | string"))]
pub enum Scalar<'p> {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number; a timestamp or a duration in milliseconds.
    Number(i64),
    /// A text.
    Text(Words<'p>),
}

impl Serialize for Scalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Scalar::Null => serializer.serialize_unit(),
            Scalar::Bool(value) => serializer.serialize_bool(*value),
            Scalar::Number(value) => serializer.serialize_i64(*value),
            Scalar::Text(text) => text.serialize(serializer),
        }
    }
}
