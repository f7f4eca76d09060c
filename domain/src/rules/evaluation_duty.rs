//! By when a project is evaluated, and what follows when it is not.

use crate::terms::{Date, Year};
use jiff::Span;
use serde::{Deserialize, Serialize};

/// The duty to evaluate what was granted for a fund year (every fund asks an evaluation; FHA: without cooperation the
/// next year's subsidy can be refused).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluationDuty {
    /// The evaluation is in at most so many days after the last day of the fund year.
    pub days_after_year: u16,
    /// Whether a practice whose evaluation is overdue is kept out of the next fund year until it comes in.
    #[serde(default)]
    pub blocks_next_year: bool,
}

impl EvaluationDuty {
    /// The last day on which an evaluation of a fund year's project is in time.
    ///
    /// `None` when there is no such day, which cannot be for a duty that was checked.
    #[must_use]
    pub fn last_day(self, year: Year) -> Option<Date> {
        year.last_day().checked_add(Span::new().days(self.days_after_year)).ok()
    }

    pub(super) fn problem(&self) -> Option<&'static str> {
        (self.days_after_year > 1_100).then_some("an evaluation is in at most 1100 days after the year")
    }
}
