//! The invoices of a project that is paid on them: two, of what it costs, as far as they are in before the year's end.

use super::calendar::days_after;
use super::{Course, EvaluationPlan, ProjectPlan};
use wijkfonds_domain::rules::{PaymentBasis, YearRules};
use wijkfonds_domain::terms::{Cents, Date, Overflow, Year};

/// Days after the award on which an invoice comes in, and its share of the cost in percents.
const PARTS: [(u64, u64); 2] = [(20, 60), (45, 40)];

/// An invoice that a practice has paid the day before.
pub(crate) struct InvoicePlan {
    /// The day on which it comes in.
    pub(crate) on: Date,
    /// The day on it.
    pub(crate) dated: Date,
    /// The day on which the practice paid it.
    pub(crate) paid_on: Date,
    /// How much.
    pub(crate) cents: Cents,
    /// The document.
    pub(crate) document: String,
    /// The practice's number at the Chamber of Commerce, made of its code.
    pub(crate) chamber_number: String,
}

/// The invoices of a project granted on a day; none where the fund does not pay on them. Without an evaluation only
/// half of the cost has been spent.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(crate) fn of(
    rules: &YearRules,
    plan: &ProjectPlan,
    year: Year,
    granted_on: Date,
) -> Result<Vec<InvoicePlan>, Overflow> {
    let Course::Grant { evaluation, .. } = &plan.course else { return Ok(Vec::new()) };
    if !matches!(rules.payment_basis, PaymentBasis::Invoices { .. }) {
        return Ok(Vec::new());
    }
    let cost = match evaluation {
        EvaluationPlan::NotYet => plan.form.cost()?.share(1, 2)?.0,
        EvaluationPlan::Waiting { actual_cost, .. }
        | EvaluationPlan::Approve { actual_cost, .. }
        | EvaluationPlan::ReturnThenApprove { actual_cost, .. }
        | EvaluationPlan::Reject { actual_cost, .. } => *actual_cost,
    };
    // what others pay is on their invoices, and the fund takes it off its share
    let cost = cost.plus(plan.form.other_funding)?;
    let mut invoices = Vec::with_capacity(PARTS.len());
    for (number, (days, percent)) in (1..).zip(PARTS) {
        let on = days_after(granted_on, days);
        let (cents, _) = cost.share(percent, 100)?;
        if on <= year.last_day() && cents.is_positive() {
            invoices.push(InvoicePlan {
                on,
                dated: days_after(granted_on, days - 14),
                paid_on: days_after(granted_on, days - 1),
                cents,
                document: format!("factuur-{number}"),
                chamber_number: plan.form.applicant.as_str().to_owned(),
            });
        }
    }
    Ok(invoices)
}
