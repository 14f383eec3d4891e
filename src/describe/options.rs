//! What a description is asked with.

/// Which reading of a policy is described, and in which language.
///
/// ```
/// use torihiki::{DescribeOptions, policy};
///
/// let description = policy("qoo10").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap();
/// assert_eq!(description.label, "Qoo10 order");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct DescribeOptions<'o> {
    /// The id of an edition; none: the policy's default.
    pub edition: Option<&'o str>,
    /// The language of the description, as in [`Options`](crate::Options).
    pub locale: Option<&'o str>,
}

impl<'o> DescribeOptions<'o> {
    /// The same of another edition.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// // Which edition comes second?
    /// let lancers = policy("lancers").unwrap();
    /// let editions = lancers.describe(&DescribeOptions::default()).unwrap().editions;
    /// let options = DescribeOptions::default().edition(&editions[1].id);
    /// assert_eq!(lancers.describe(&options).unwrap().edition.as_ref(), Some(&editions[1].id));
    /// ```
    #[must_use]
    pub fn edition(self, edition: &'o str) -> DescribeOptions<'o> {
        DescribeOptions { edition: Some(edition), ..self }
    }

    /// The same in another language.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let options = DescribeOptions::default().locale("en");
    /// assert_eq!(policy("lancers").unwrap().describe(&options).unwrap().roles[0].label, "Lancer");
    /// ```
    #[must_use]
    pub fn locale(self, locale: &'o str) -> DescribeOptions<'o> {
        DescribeOptions { locale: Some(locale), ..self }
    }
}
