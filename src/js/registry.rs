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

/// Those that orders can name.
#[derive(Default)]
struct Registry {
    /// As they came.
    named: Vec<Named>,
    /// Their places there, in the order of their ids.
    by_id: Vec<usize>,
}

thread_local! {
    static REGISTRY: RefCell<Registry> = RefCell::default();
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
    let _replaced = REGISTRY.with_borrow_mut(|registry| match registry.place(&policy.id) {
        Ok(at) => registry.named.get_mut(at).map(|same| std::mem::replace(same, policy)),
        Err(place) => {
            registry.by_id.insert(place, registry.named.len());
            registry.named.push(policy);
            None
        }
    });
}

/// All of them.
#[cfg(feature = "single")]
pub(super) fn all() -> Vec<Shared> {
    REGISTRY.with_borrow(|registry| registry.in_order().filter_map(Named::policy).collect())
}

/// The one with this id.
#[cfg(feature = "single")]
pub(super) fn get(id: &str) -> Option<Shared> {
    REGISTRY.with_borrow(|registry| registry.policy(id))
}

impl Registry {
    /// Where the policy with an id stands, or where in the order of ids it would.
    fn place(&self, id: &str) -> Result<usize, usize> {
        let id_at = |at: &usize| self.named.get(*at).map_or("", |policy| policy.id.as_str());
        let found = self.by_id.binary_search_by(|at| id_at(at).cmp(id))?;
        self.by_id.get(found).copied().ok_or(found)
    }

    fn find(&self, id: &str) -> Option<&Named> {
        self.named.get(self.place(id).ok()?)
    }

    /// The built-in ones come first, in their own order, whichever is loaded first; the others as they came.
    fn in_order(&self) -> impl Iterator<Item = &Named> {
        let built_in = VERSIONS.iter().filter_map(|(id, _)| self.find(id));
        built_in.chain(self.named.iter().filter(|policy| VERSIONS.iter().all(|(id, _)| *id != policy.id)))
    }
}

/// The one that an order names.
#[cfg(feature = "single")]
pub(super) fn named_by(order: &Data<'_>, report: &mut Report) -> Option<Shared> {
    REGISTRY.with_borrow(|registry| registry.named_by(order, report))
}

/// The one with an id that was passed.
pub(super) fn with_id(id: &Data<'_>, report: &mut Report) -> Option<Shared> {
    REGISTRY.with_borrow(|registry| registry.with_id(id, report))
}

impl Policies for Registry {
    type Policy = Shared;

    fn ids(&self) -> Vec<&str> {
        let named = self.in_order().map(|policy| policy.id.as_str());
        let others = VERSIONS.iter().map(|(id, _)| *id).filter(|id| self.find(id).is_none());
        named.chain(others).collect()
    }

    fn policy(&self, id: &str) -> Option<Shared> {
        self.find(id)?.policy()
    }

    fn absent(&self, id: &str) -> Option<Problem> {
        if self.find(id).is_some() {
            return Some(Problem { path: "policy".to_owned(), ..not_compiled() });
        }
        VERSIONS.iter().find(|(known, _)| *known == id)?;
        let message = format!("the policy {} is not loaded", quoted(id));
        let help = format!("load it with `init({{ policies: [\"{id}\"] }})`");
        Some(Problem::new(ProblemCode::PolicyNotLoaded, "policy", message).help(help))
    }
}
