//! The policy that an order names, of whichever there are.

use crate::data::Data;
use crate::data::scalar::not_an_object;
use crate::problem::{Problem, ProblemCode, Report, quoted};

/// The policies that orders can name.
pub(crate) trait Policies {
    type Policy;
    fn ids(&self) -> Vec<&str>;
    fn policy(&self, id: &str) -> Option<Self::Policy>;

    /// The problem of an id that is known, and its policy is not there.
    fn absent(&self, _id: &str) -> Option<Problem> {
        None
    }

    /// The one that an order names.
    fn named_by(&self, order: &Data<'_>, report: &mut Report) -> Option<Self::Policy> {
        let Data::Map(_) = order else {
            report.add(not_an_object("", "an order", order));
            return None;
        };
        match order.get("policy") {
            None | Some(Data::Null) => {
                let message = "the policy of the order is missing";
                report.add(Problem::new(ProblemCode::UnknownPolicy, "policy", message).one_of(self.ids()));
                None
            }
            Some(id) => self.with_id(id, report),
        }
    }

    /// The one with an id that somebody passed.
    fn with_id(&self, id: &Data<'_>, report: &mut Report) -> Option<Self::Policy> {
        let problem = match id {
            Data::Text(id) => match self.policy(id) {
                Some(policy) => return Some(policy),
                None => self.absent(id).unwrap_or_else(|| {
                    let message = format!("there is no policy {}", quoted(id));
                    Problem::new(ProblemCode::UnknownPolicy, "policy", message).nearest(id, self.ids())
                }),
            },
            other => {
                let message = format!("a policy is named by a text, not by {other}");
                Problem::new(ProblemCode::WrongType, "policy", message).one_of(self.ids())
            }
        };
        report.add(problem);
        None
    }
}
