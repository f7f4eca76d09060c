//! Why overviews of enrolled patients are not taken.

use crate::terms::{Date, Year};
use thiserror::Error;

/// Why overviews are not taken, in the order in which a person would check.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EnrolledRefusal {
    /// The fund counts by quarter, and the overviews say no quarter.
    #[error("the fund counts {0} by quarter, and the overviews say no quarter")]
    QuarterMissing(Year),
    /// The overviews say a quarter, and the fund does not count by quarter.
    #[error("the fund does not count {0} by quarter, and the overviews say one")]
    QuarterNotUsed(Year),
    /// The fund counts all practices on one day, and it is another.
    #[error("the fund counts all practices on {expected}, and these overviews are of {found}")]
    OtherReferenceDate {
        /// The day of the practices that keep their overviews.
        expected: Date,
        /// The day of these.
        found: Date,
    },
    /// Overviews are replaced without a reason.
    #[error("{0} practices have an overview of this day or quarter; another is a correction with a reason")]
    CorrectionWithoutReason(usize),
}

impl EnrolledRefusal {
    /// What was needed and what was there, by name.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::QuarterMissing(year) | Self::QuarterNotUsed(year) => vec![("year", year.to_string())],
            Self::OtherReferenceDate { expected, found } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
            Self::CorrectionWithoutReason(practices) => vec![("practices", practices.to_string())],
        }
    }
}
