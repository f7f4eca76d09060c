//! One result on one indicator, from one source.

use crate::opaque::opaque_debug;
use crate::project::{ApplicationId, code_list};
use crate::terms::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

code_list!(
    /// Whose gain is meant: the four headings of the quadruple aim.
    Aim {
        /// Health and care as patients experience them.
        ExperiencedHealth = "experienced_health",
        /// What care costs.
        Cost = "cost",
        /// Health and quality of care in the area.
        AreaHealth = "area_health",
        /// The satisfaction of those who work in care.
        WorkSatisfaction = "work_satisfaction",
    }
);

code_list!(
    /// What the values are.
    Unit {
        /// Per cent of those measured.
        Percentage = "percentage",
        /// A number of something.
        Count = "count",
        /// Euros.
        Euros = "euros",
        /// Points on the instrument's scale.
        Score = "score",
    }
);

code_list!(
    /// With what the follow-up is compared.
    Comparison {
        /// With nothing.
        None = "none",
        /// With the same people before.
        BeforeAfter = "before_after",
        /// With a group that did not take part.
        Control = "control",
    }
);

code_list!(
    /// Which way the effect goes, by what is better for the aim.
    Direction {
        /// For the better.
        Improved = "improved",
        /// Neither: a null result.
        Unchanged = "unchanged",
        /// For the worse.
        Worsened = "worsened",
    }
);

code_list!(
    /// What the source's test says of chance.
    Significance {
        /// Unlikely to be chance.
        Significant = "significant",
        /// It may be chance.
        NotSignificant = "not_significant",
        /// The source tests nothing.
        NotTested = "not_tested",
    }
);

/// A value in hundredths of its unit: 7525 is 75.25 %, EUR 75.25, or 75.25 points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hundredths(pub i64);

/// Plain digits with a decimal point, `-12.05`.
impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let hundredths = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

/// What one source says on one indicator. The stored form has every value; only [`super::listing`] gives records out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRecord {
    /// From 1, without gaps; 0 until it is recorded.
    pub number: u32,
    /// The day on which it was recorded.
    pub recorded_on: Date,
    /// Of which project; absent: of work that no one application paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationId>,
    /// What was measured; records with the same text (whatever its capitals and spaces) are on one indicator.
    pub indicator: String,
    /// Under which heading.
    pub aim: Aim,
    /// What the values are.
    pub unit: Unit,
    /// With what it was measured: a questionnaire, a register.
    pub instrument: String,
    /// Of whom.
    pub population: String,
    /// How many were measured.
    pub n: u64,
    /// The value before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Hundredths>,
    /// The value after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Hundredths>,
    /// With what it is compared.
    pub comparison: Comparison,
    /// Which way the effect goes.
    pub direction: Direction,
    /// How large the effect is, signed as the values are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Hundredths>,
    /// What the source's test says.
    pub significance: Significance,
    /// The document that says so.
    pub source: String,
}

opaque_debug!(OutcomeRecord);

impl OutcomeRecord {
    /// The indicator, written one way.
    pub(super) fn indicator_key(&self) -> String {
        self.indicator.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    }
}
