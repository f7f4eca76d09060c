//! On what a grant is paid.

use super::{Dated, Due, InstalmentRule, MonthDay, PaymentPlan, RulesProblem};
use crate::terms::{Date, Year};
use jiff::Span;
use serde::{Deserialize, Serialize};

/// On what a grant is paid, and what a practice hands in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentBasis {
    /// In the instalments of `payment` (ZONH: four times 25 %).
    Instalments {
        /// Whether an evaluation is approved only with copies of what shows the cost (ZONH).
        #[serde(default)]
        copies_of_costs: bool,
    },
    /// Afterwards, as the practice hands in invoices that it has paid, up to what was granted (FHA).
    Invoices {
        /// Whether an invoice is taken only from a practice with a number of the Chamber of Commerce (FHA).
        #[serde(default)]
        chamber_number: bool,
        /// The last day of the fund year on which an invoice comes in (FHA: 31 December); absent: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_day: Option<MonthDay>,
    },
    /// In one advance on award, for which the practice accounts afterwards; what was not spent is claimed back with the
    /// approval of the account (Amsterdam).
    Advance {
        /// Whether the account is approved only with copies of what shows the cost.
        #[serde(default)]
        copies_of_costs: bool,
        /// Within how many months after the award the account comes in (Amsterdam: 12); absent: no day is set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within_months: Option<u32>,
    },
}

impl Default for PaymentBasis {
    fn default() -> Self {
        Self::Instalments { copies_of_costs: false }
    }
}

impl PaymentBasis {
    /// Whether an evaluation is approved only with copies of what shows the cost.
    #[must_use]
    pub const fn asks_copies(self) -> bool {
        match self {
            Self::Instalments { copies_of_costs } | Self::Advance { copies_of_costs, .. } => copies_of_costs,
            // each invoice was shown
            Self::Invoices { .. } => false,
        }
    }

    /// The last day on which the account of an advance is in time; `None` when no day is set.
    #[must_use]
    pub fn account_by(self, awarded: Date) -> Option<Date> {
        let Self::Advance { within_months: Some(months), .. } = self else { return None };
        awarded.checked_add(Span::new().months(months)).ok()
    }

    pub(super) fn problem(&self) -> Option<&'static str> {
        match self {
            Self::Invoices { last_day: Some(day), .. } if !day.exists() => {
                Some("the last day for invoices is no day of every year")
            }
            Self::Advance { within_months: Some(months), .. } if !(1..=60).contains(months) => {
                Some("an advance is accounted for within 1 to 60 months")
            }
            _ => None,
        }
    }

    /// Whether a plan is one of this basis: invoices and advances have one instalment, due as such.
    fn fits(self, plan: &PaymentPlan) -> bool {
        let on_invoices = |rule: &InstalmentRule| rule.due == Due::Invoices;
        match (self, plan.0.as_slice()) {
            (Self::Instalments { .. }, rules) => !rules.iter().any(on_invoices),
            (Self::Invoices { .. }, [one]) => on_invoices(one),
            (Self::Advance { .. }, [one]) => one.due == Due::Award,
            _ => false,
        }
    }
}

/// Checks that the plan of each year is one of its basis.
pub(super) fn check(
    problems: &mut Vec<RulesProblem>,
    bases: &[Dated<PaymentBasis>],
    plans: &[Dated<PaymentPlan>],
) {
    // a value changes in no other year than these
    let starts = bases.iter().map(|dated| (dated.from, dated.until));
    let starts = starts.chain(plans.iter().map(|dated| (dated.from, dated.until)));
    let mut years: Vec<Year> =
        starts.flat_map(|(from, until)| [Some(from), until.map(Year::next)]).flatten().collect();
    years.sort_unstable();
    let unfit = years.into_iter().find(|year| {
        let basis = bases.iter().find(|dated| dated.holds_in(*year)).map(|dated| dated.value);
        let plan = plans.iter().find(|dated| dated.holds_in(*year));
        plan.is_some_and(|plan| !basis.unwrap_or_default().fits(&plan.value))
    });
    if unfit.is_some() {
        problems.push(RulesProblem::BadValue {
            rule: "payment_basis",
            problem: "invoices have one instalment due on `invoices`, an advance one due on `award`",
        });
    }
}
