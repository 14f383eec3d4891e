//! Which policy an order goes by: the one that it names, in the version with which it began.

mod named;

pub(crate) use named::Policies;

#[cfg(feature = "builtin")]
use crate::builtin;
use crate::data::Data;
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
    #[cfg(feature = "builtin")]
    has_builtin: bool,
    /// In the order in which they were added.
    added: Vec<Policy>,
}

/// What is asked where nobody brings policies along.
#[cfg(feature = "builtin")]
static BUILTIN: PolicySet = PolicySet::builtin();

impl PolicySet {
    /// The built-in policies; [`PolicySet::default`] has none.
    ///
    /// Of each there is one version, that of the program, until others are added.
    ///
    /// ```
    /// use torihiki::PolicySet;
    ///
    /// assert!(PolicySet::builtin().get("qoo10", None).is_some());
    /// assert!(PolicySet::default().get("qoo10", None).is_none());
    /// ```
    #[cfg(feature = "builtin")]
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
        let all = self.added.iter().rev().chain(self.own());
        all.filter(|policy| policy.id() == id).find(|policy| version.is_none_or(|version| policy.version() == version))
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
        let current = self.named_by(order, &mut report);
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
        self.own().chain(&self.added)
    }

    /// The built-in ones, where they belong to it.
    #[cfg(feature = "builtin")]
    fn own(&self) -> impl Iterator<Item = &Policy> {
        let ids = builtin::policy_ids().filter(|_| self.has_builtin);
        ids.filter_map(|id| -> Option<&Policy> { builtin::policy(id) })
    }

    #[cfg(not(feature = "builtin"))]
    fn own(&self) -> impl Iterator<Item = &Policy> {
        std::iter::empty()
    }
}

impl<'s> Policies for &'s PolicySet {
    type Policy = &'s Policy;

    /// Each once.
    fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for policy in self.iter() {
            if !ids.contains(&policy.id()) {
                ids.push(policy.id());
            }
        }
        ids
    }

    fn policy(&self, id: &str) -> Option<&'s Policy> {
        self.get(id, None)
    }
}

/// The built-in policy that an order names.
#[cfg(feature = "builtin")]
pub(crate) fn named_policy(order: &Data<'_>, report: &mut Report) -> Option<&'static Policy> {
    (&BUILTIN).named_by(order, report)
}
