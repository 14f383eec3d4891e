//! How much of a preview is told.

/// The parts of a preview that take long, or are long, and that not everybody needs.
///
/// What is left out is empty, or none, and takes no time. Verdicts, reasons, effects, duties and what happens by itself
/// are always told.
///
/// ```
/// use torihiki::Parts;
///
/// // A list of orders needs verdicts and dates, but no advice and no letters.
/// let parts = Parts { editions: true, ..Parts::NONE };
/// assert!(!parts.unblock && !parts.drafts);
/// assert_eq!(Parts::default(), Parts::ALL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// What would have to happen before a denied action is allowed: `unblock`, `unblock_outcome` and `covered_by`.
    pub unblock: bool,
    /// The messages that go with an action.
    pub drafts: bool,
    /// What other editions say: of the order, of each action, and `safe_until`. Without it `next` is of this edition alone.
    pub editions: bool,
}

impl Parts {
    /// Everything.
    ///
    /// ```
    /// use torihiki::{Instant, Options, Parts};
    ///
    /// assert_eq!(Options::at(Instant::from_millis(0).unwrap()).parts, Parts::ALL);
    /// ```
    pub const ALL: Parts = Parts { unblock: true, drafts: true, editions: true };

    /// Only what is always told.
    ///
    /// ```
    /// use torihiki::Parts;
    ///
    /// assert_eq!(Parts::NONE, Parts { unblock: false, drafts: false, editions: false });
    /// ```
    pub const NONE: Parts = Parts { unblock: false, drafts: false, editions: false };

    /// The parts by the names that they have in JavaScript.
    #[cfg(all(target_arch = "wasm32", feature = "single"))]
    pub(crate) const NAMES: [&'static str; 3] = ["unblock", "drafts", "editions"];

    /// The same with one more, by its name; none where there is no such part.
    #[cfg(all(target_arch = "wasm32", feature = "single"))]
    pub(crate) fn with(self, name: &str) -> Option<Parts> {
        match name {
            "unblock" => Some(Parts { unblock: true, ..self }),
            "drafts" => Some(Parts { drafts: true, ..self }),
            "editions" => Some(Parts { editions: true, ..self }),
            _ => None,
        }
    }
}

impl Default for Parts {
    fn default() -> Parts {
        Parts::ALL
    }
}
