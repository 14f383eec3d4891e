//! Which policy an order goes by: the one that it names, in the version with which it began.

use crate::builtin;
use crate::data::Data;
use crate::data::scalar::not_an_object;
use crate::policy::Policy;
use crate::problem::{Problem, ProblemCode, Problems, Report, quoted};

/// The policies that a program answers with, by their ids, each in all the versions that deals still go by.
///
/// Rules change while deals are under way, and a deal keeps those with which it began. So whoever keeps an order keeps
/// the [version](Policy::version) of its policy beside it, and asks with it until the deal is over. A version that is
/// not there is a problem and never another version's answer.
///
/// ```
/// use torihiki::{Data, Instant, Options, Policy, PolicySet, ProblemCode};
///
/// let shop = |window: &str| {
///     let document = format!(r#"{{
///         "format": "torihiki/1", "id": "our-shop", "languages": ["en"], "utcOffset": "+09:00", "label": "Our shop",
///         "roles": ["buyer"], "roleLabels": {{ "buyer": "Buyer" }},
///         "params": {{ "window": {{ "label": "Time to send back", "value": "{window}" }} }},
///         "facts": {{ "sentAt": {{ "type": "timestamp", "label": "Sent at" }} }},
///         "states": {{ "sent": {{ "label": "Sent" }}, "closed": {{ "label": "Closed", "final": true }} }},
///         "actions": {{ "send-back": {{ "verb": "cancel", "label": "Send back", "roles": ["buyer"], "from": ["sent"],
///             "to": "closed", "requires": [{{ "rule": "in-time", "that": "now < sentAt + window", "message": "In time" }}] }} }}
///     }}"#);
///     Policy::new(&serde_json::from_str(&document).unwrap()).unwrap()
/// };
///
/// let mut policies = PolicySet::default();
/// policies.add(shop("14d"));
/// let began = policies.get("our-shop", None).unwrap().version().to_owned();
/// policies.add(shop("7d")); // the current version from now on
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "our-shop", "state": "sent", "sentAt": "2026-11-01T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-10T09:00:00+09:00").unwrap();
/// let verdict = |version| {
///     let answer = policies.for_order(&order, version).unwrap().preview(&order, &Options::at(now)).unwrap();
///     answer.actions[0].verdict.word()
/// };
/// assert_eq!((verdict(None), verdict(Some(&began))), ("denied", "allowed"));
///
/// let problems = policies.for_order(&order, Some("2025")).unwrap_err();
/// assert_eq!(problems.as_slice()[0].code, ProblemCode::UnknownVersion);
/// ```
#[derive(Debug, Default)]
pub struct PolicySet {
    has_builtin: bool,
    /// In the order in which they were added.
    added: Vec<Policy>,
}

/// What is asked where nobody brings policies along.
static BUILTIN: PolicySet = PolicySet::builtin();

impl PolicySet {
    /// The built-in policies; [`PolicySet::default`] has none.
    ///
    /// Of these there is one version, that of the program: no other document has their ids.
    ///
    /// ```
    /// use torihiki::PolicySet;
    ///
    /// assert!(PolicySet::builtin().get("qoo10", None).is_some());
    /// assert!(PolicySet::default().get("qoo10", None).is_none());
    /// ```
    #[must_use]
    pub const fn builtin() -> PolicySet {
        PolicySet { has_builtin: true, added: Vec::new() }
    }

    /// Adds a policy, as the current version of its id. The versions that were added before stay for the orders that
    /// name them; one that is there already becomes the current one again.
    ///
    /// ```
    /// use torihiki::{Policy, PolicySet, policy};
    ///
    /// let file = policy("lancers").unwrap().compile();
    /// let mut policies = PolicySet::default();
    /// policies.add(Policy::load(&file).unwrap());
    /// policies.add(Policy::load(&file).unwrap());
    /// assert_eq!(policies.iter().map(Policy::id).collect::<Vec<_>>(), ["lancers"]);
    /// ```
    pub fn add(&mut self, policy: Policy) {
        self.added.retain(|known| known.id() != policy.id() || known.version() != policy.version());
        self.added.push(policy);
    }

    /// The policy with an id in a version; where none is asked for, in the current one.
    ///
    /// ```
    /// use torihiki::{PolicySet, policy};
    ///
    /// let policies = PolicySet::builtin();
    /// let version = policy("coconala").unwrap().version();
    /// assert!(policies.get("coconala", None).is_some() && policies.get("coconala", Some(version)).is_some());
    /// assert!(policies.get("coconala", Some("0")).is_none() && policies.get("ebay", None).is_none());
    /// ```
    #[must_use]
    pub fn get(&self, id: &str, version: Option<&str>) -> Option<&Policy> {
        let added = self.added.iter().rev().filter(|policy| policy.id() == id);
        let builtin = builtin::policy(id).filter(|_| self.has_builtin);
        added.chain(builtin).find(|policy| version.is_none_or(|version| policy.version() == version))
    }

    /// The policy that an order goes by: the one that it names, in this version or else in the current one.
    ///
    /// # Errors
    ///
    /// `not-an-object` where the order is none; `unknown-policy`, `wrong-type` at `policy` where it names none that is
    /// here; `unknown-version` at `version` where that policy is here in other versions only.
    ///
    /// ```
    /// use torihiki::{Data, PolicySet, ProblemCode};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconalla", "state": "delivered" }"#).unwrap();
    /// let problems = PolicySet::builtin().for_order(&order, None).unwrap_err();
    /// assert_eq!(problems.as_slice()[0].suggests.as_deref(), Some("coconala"));
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "delivered" }"#).unwrap();
    /// let problems = PolicySet::builtin().for_order(&order, Some("2025")).unwrap_err();
    /// assert_eq!(problems.as_slice()[0].message, "`coconala` is not here in the version `2025`");
    /// ```
    pub fn for_order(&self, order: &Data<'_>, version: Option<&str>) -> Result<&Policy, Problems> {
        let mut report = Report::default();
        let current = self.named(order, &mut report);
        let policy = current.and_then(|current| {
            let policy = self.get(current.id(), version);
            if policy.is_none() {
                let asked = quoted(version.unwrap_or_default());
                let message = format!("`{}` is not here in the version {asked}", current.id());
                let help = format!("preview the order again: the current version is `{}`", current.version());
                report.add(Problem::new(ProblemCode::UnknownVersion, "version", message).help(help));
            }
            policy
        });
        report.finish(policy)
    }

    /// All policies in all their versions: the built-in ones, then the others in the order in which they were added.
    ///
    /// ```
    /// use torihiki::{Policy, PolicySet, policy_ids};
    ///
    /// assert!(PolicySet::builtin().iter().map(Policy::id).eq(policy_ids()));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &Policy> {
        let builtin = builtin::policy_ids().filter_map(|id| builtin::policy(id).filter(|_| self.has_builtin));
        builtin.chain(&self.added)
    }

    /// The policy that an order names.
    fn named(&self, order: &Data<'_>, report: &mut Report) -> Option<&Policy> {
        let Data::Map(_) = order else {
            report.add(not_an_object("", "an order", order));
            return None;
        };
        match order.get("policy") {
            None | Some(Data::Null) => {
                let problem = Problem::new(ProblemCode::UnknownPolicy, "policy", "the policy of the order is missing");
                report.add(problem.one_of(self.ids()));
                None
            }
            Some(id) => self.by_id(id, report),
        }
    }

    /// The policy with an id that somebody passed.
    fn by_id(&self, id: &Data<'_>, report: &mut Report) -> Option<&Policy> {
        let problem = match id {
            Data::Text(id) => match self.get(id, None) {
                Some(policy) => return Some(policy),
                None => {
                    Problem::new(ProblemCode::UnknownPolicy, "policy", format!("there is no policy {}", quoted(id)))
                        .nearest(id, self.ids())
                }
            },
            other => {
                Problem::new(ProblemCode::WrongType, "policy", format!("a policy is named by a text, not by {other}"))
                    .one_of(self.ids())
            }
        };
        report.add(problem);
        None
    }

    /// The ids, each once.
    fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = builtin::policy_ids().filter(|_| self.has_builtin).collect();
        for policy in &self.added {
            if !ids.contains(&policy.id()) {
                ids.push(policy.id());
            }
        }
        ids
    }
}

/// The built-in policy that an order names.
pub(crate) fn named_policy(order: &Data<'_>, report: &mut Report) -> Option<&'static Policy> {
    BUILTIN.named(order, report)
}

/// The built-in policy with an id that somebody passed.
#[cfg(target_arch = "wasm32")]
pub(crate) fn policy_by_id(id: &Data<'_>, report: &mut Report) -> Option<&'static Policy> {
    BUILTIN.by_id(id, report)
}
