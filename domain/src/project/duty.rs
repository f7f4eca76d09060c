//! Evaluations that should have come in, and did not.

use super::{Application, ApplicationId, Stage, applications, applications_of};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records};
use crate::rules::EvaluationDuty;
use crate::terms::{Agb, Date, Year};
use crate::{fund, pot};

/// A granted application that lacks its evaluation after the last day for it.
#[derive(Clone, PartialEq, Eq)]
pub struct Overdue {
    /// Which.
    pub application: ApplicationId,
    /// Whose.
    pub applicant: Agb,
    /// The last day on which the evaluation was in time.
    pub last_day: Date,
    /// Whether one came in and was sent back, so that another is awaited.
    pub sent_back: bool,
}

opaque_debug!(Overdue);

/// The duty for a fund year's projects, when the rules in use name one.
fn duty_of(records: &dyn Records, year: Year) -> Result<Option<EvaluationDuty>, Fault> {
    let rules = fund::rules(records)?.and_then(|rules| rules.for_year(year).ok());
    Ok(rules.and_then(|rules| rules.evaluation_duty))
}

/// An application as overdue on a day; a form that was sent back with questions is awaited as if none had come.
fn overdue_on(application: &Application, last_day: Date, today: Date) -> Option<Overdue> {
    let lacks = matches!(application.stage, Stage::Granted) && last_day < today;
    lacks.then(|| Overdue {
        application: application.id,
        applicant: application.form.applicant.clone(),
        last_day,
        sent_back: !application.evaluations.is_empty(),
    })
}

/// Every overdue evaluation on a day, by number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn overdue(records: &dyn Records, today: Date) -> Result<Vec<Overdue>, Fault> {
    let mut found = Vec::new();
    // nothing is granted where no pot was ever filled
    for year in pot::filled_years(records)? {
        let rules = fund::rules(records)?.and_then(|rules| rules.for_year(year).ok());
        let Some(rules) = rules else { continue };
        let duty = rules.evaluation_duty.and_then(|duty| duty.last_day(year));
        for one in applications(records, year)? {
            // an advance has a day of its own; the earlier of the two counts
            let awarded = one.decisions.last().map(|decision| decision.on);
            let account = awarded.and_then(|on| rules.payment_basis.account_by(on));
            let last_day = duty.into_iter().chain(account).min();
            found.extend(last_day.and_then(|last_day| overdue_on(&one, last_day, today)));
        }
    }
    Ok(found)
}

/// The application of the fund year before whose overdue evaluation keeps a practice out on a day, where that year's
/// rules say that it does.
///
/// # Errors
/// [`Fault`] from the store.
pub(super) fn blocking(
    records: &dyn Records,
    year: Year,
    applicant: &Agb,
    today: Date,
) -> Result<Option<Overdue>, Fault> {
    let Ok(before) = Year::new(u32::from(year).saturating_sub(1)) else { return Ok(None) };
    let duty = duty_of(records, before)?.filter(|duty| duty.blocks_next_year);
    let Some(last_day) = duty.and_then(|duty| duty.last_day(before)) else { return Ok(None) };
    let earlier = applications_of(records, before, applicant)?;
    Ok(earlier.iter().find_map(|one| overdue_on(one, last_day, today)))
}
