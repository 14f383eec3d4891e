//! The policies that orders can name: those that JavaScript has loaded for it.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::builtin::VERSIONS;
use crate::data::Data;
use crate::policy::{Policy, not_compiled};
use crate::policy_set::Policies;
use crate::problem::{Problem, ProblemCode, Report, quoted};

#[wasm_bindgen(module = "/www/package/host.js")]
extern "C" {
    /// Forgets what is known of texts in memory, since another text may come to lie where one was.
    #[wasm_bindgen(js_name = forgetTexts)]
    fn forget_texts();
}

/// A policy in memory, of which JavaScript remembers texts.
pub(super) struct Kept(pub(super) Policy);

impl Drop for Kept {
    fn drop(&mut self) {
        forget_texts();
    }
}

/// One policy, for as long as anybody asks it.
pub(super) type Shared = Rc<Kept>;

/// A policy that orders can name.
struct Named {
    id: String,
    /// Empty where the policy was not compiled.
    compiled: Vec<u8>,
    /// Unpacked when it is first asked for: a page may have all the built-in ones, and ask one.
    policy: OnceCell<Option<Shared>>,
}

impl Named {
    /// None where somebody made up the bytes, and a right hash for them.
    fn policy(&self) -> Option<Shared> {
        self.policy.get_or_init(|| Policy::load(&self.compiled).ok().map(|policy| Rc::new(Kept(policy)))).clone()
    }
}

thread_local! {
    static NAMED: RefCell<Vec<Named>> = const { RefCell::new(Vec::new()) };
}

/// From now on orders can name the policy; it takes the place of one that has its id.
pub(super) fn name(policy: &Shared) {
    let id = policy.0.id().to_owned();
    insert(Named { id, compiled: Vec::new(), policy: OnceCell::from(Some(Rc::clone(policy))) });
}

/// The same for one that is compiled in these bytes, and has this id.
pub(super) fn name_compiled(id: &str, bytes: Vec<u8>) {
    insert(Named { id: id.to_owned(), compiled: bytes, policy: OnceCell::new() });
}

fn insert(policy: Named) {
    // Whoever is replaced goes only when the list is no longer held.
    let _replaced = NAMED.with_borrow_mut(|named| {
        if let Some(same) = named.iter_mut().find(|same| same.id == policy.id) {
            return Some(std::mem::replace(same, policy));
        }
        let at = named.partition_point(|other| rank(other) <= rank(&policy));
        named.insert(at, policy);
        None
    });
}

/// The built-in ones come first, in their own order, whichever is loaded first; the others as they come.
fn rank(policy: &Named) -> usize {
    VERSIONS.iter().position(|(id, _)| *id == policy.id).unwrap_or(VERSIONS.len())
}

/// All of them.
#[cfg(feature = "single")]
pub(super) fn all() -> Vec<Shared> {
    NAMED.with_borrow(|named| named.iter().filter_map(Named::policy).collect())
}

/// The one that an order names.
#[cfg(feature = "single")]
pub(super) fn named_by(order: &Data<'_>, report: &mut Report) -> Option<Shared> {
    NAMED.with_borrow(|named| named.named_by(order, report))
}

/// The one with an id that was passed.
pub(super) fn with_id(id: &Data<'_>, report: &mut Report) -> Option<Shared> {
    NAMED.with_borrow(|named| named.with_id(id, report))
}

impl Policies for Vec<Named> {
    type Policy = Shared;

    fn ids(&self) -> Vec<&str> {
        let named = self.iter().map(|policy| policy.id.as_str());
        let others = VERSIONS.iter().map(|(id, _)| *id).filter(|id| self.iter().all(|policy| policy.id != *id));
        named.chain(others).collect()
    }

    fn policy(&self, id: &str) -> Option<Shared> {
        self.iter().find(|policy| policy.id == id)?.policy()
    }

    fn absent(&self, id: &str) -> Option<Problem> {
        if self.iter().any(|policy| policy.id == id) {
            return Some(Problem { path: "policy".to_owned(), ..not_compiled() });
        }
        VERSIONS.iter().find(|(known, _)| *known == id)?;
        let message = format!("the policy {} is not loaded", quoted(id));
        let help = format!("load it with `init({{ policies: [\"{id}\"] }})`");
        Some(Problem::new(ProblemCode::PolicyNotLoaded, "policy", message).help(help))
    }
}
