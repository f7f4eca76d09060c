//! What the rules say of grants at the end of a year: second grants, and a year's budget that is lost.

use super::Refusal;
use crate::fund::Stop;
use crate::project::{self, Application, Scope};
use crate::records::Records;
use crate::rules::{CarryOver, YearRules};
use crate::terms::Date;
use crate::year;

/// Whether an application can be granted on a day, as far as the end of the year goes.
///
/// # Errors
/// [`Stop`]: a refusal by name, or a fault of the records.
pub fn check(
    records: &dyn Records,
    rules: &YearRules,
    application: &Application,
    on: Date,
) -> Result<(), Stop> {
    let fund_year = application.id.year;
    if rules.carry_over == CarryOver::LostToPractice && year::closed_on(records, fund_year)?.is_some() {
        return Err(Refusal::YearBudgetLost(fund_year).into());
    }
    if application.form.scope != Scope::PracticeBound {
        return Ok(());
    }
    let others = project::applications_of(records, fund_year, &application.form.applicant)?;
    let has_one = others.iter().any(|other| {
        other.id != application.id && other.form.scope == Scope::PracticeBound && other.stage.is_grant()
    });
    match rules.second_grant.first_day(fund_year) {
        _ if !has_one => Ok(()),
        None => Err(Refusal::NoSecondGrant.into()),
        Some(first) if on < first => Err(Refusal::SecondGrantTooEarly(first).into()),
        Some(_) => Ok(()),
    }
}
