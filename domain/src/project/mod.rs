//! A project's life: application → decision → instalments → evaluation → end.
//!
//! [`mod@application`] is what a practice asks, [`exclusion`] the ladder of rules that can keep it out,
//! [`decision`] what the committee says, [`instalment`] what is paid when, [`evaluation`] what comes back,
//! [`duty`] what should have come back.

pub mod allocation;
pub mod application;
pub mod cap;
pub mod completeness;
pub mod decision;
mod details;
pub mod duty;
pub mod evaluation;
pub mod exclusion;
pub mod grounds;
mod index;
pub mod instalment;
mod kind;
pub mod round;
mod search;

pub use application::{Application, ApplicationForm, ApplicationId, BudgetLine, Draw, Scope, Stage};
pub use completeness::Missing;
pub use decision::{Decision, Outcome};
pub use details::{AreaCount, Details, Field, Quote};
pub use evaluation::{CostLine, Evaluation, EvaluationForm, Particulars, Verdict};
pub use exclusion::Exclusion;
pub use grounds::Grounds;
pub use instalment::{Instalment, Payment};
pub(crate) use kind::code_list;
pub use kind::{Criterion, ProjectKind, Theme};
pub use search::Search;

use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Agb, Year};

const APPLICATIONS: Table<Application> = Table::new("application");
const BY_PRACTICE: Table<ApplicationId> = Table::new("application-of");

/// An application by its number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn application(records: &dyn Records, id: ApplicationId) -> Result<Option<Application>, Fault> {
    APPLICATIONS.get(records, id)
}

/// The applications for a fund year, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn applications(records: &dyn Records, year: Year) -> Result<Vec<Application>, Fault> {
    Ok(APPLICATIONS.under(records, format_args!("{year}-"))?.into_iter().map(|(_, found)| found).collect())
}

/// The applications of all fund years, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub(crate) fn every_application(records: &dyn Records) -> Result<Vec<Application>, Fault> {
    Ok(APPLICATIONS.under(records, "")?.into_iter().map(|(_, found)| found).collect())
}

/// Up to `limit` applications for a fund year after a given one, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn applications_after(
    records: &dyn Records,
    year: Year,
    after: Option<ApplicationId>,
    limit: usize,
) -> Result<Vec<Application>, Fault> {
    let after = after.map(|id| id.to_string());
    let page = APPLICATIONS.page(records, format_args!("{year}-"), after.as_deref(), limit)?;
    Ok(page.into_iter().map(|(_, found)| found).collect())
}

/// A practice's own applications for a fund year, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn applications_of(
    records: &dyn Records,
    year: Year,
    applicant: &Agb,
) -> Result<Vec<Application>, Fault> {
    let ids = BY_PRACTICE.under(records, format_args!("{year}/{}/", applicant.as_str()))?;
    let found = ids.into_iter().map(|(_, id)| application(records, id));
    Ok(found.collect::<Result<Vec<_>, Fault>>()?.into_iter().flatten().collect())
}

pub(crate) fn put_new(records: &mut dyn RecordsMut, application: &Application) -> Result<(), Fault> {
    let ApplicationId { year, .. } = application.id;
    let key = format!("{year}/{}/{}", application.form.applicant.as_str(), application.id);
    BY_PRACTICE.put(records, key, &application.id)?;
    put(records, application)
}

pub(crate) fn put(records: &mut dyn RecordsMut, application: &Application) -> Result<(), Fault> {
    let before = self::application(records, application.id)?;
    index::put(records, before.as_ref(), application)?;
    APPLICATIONS.put(records, application.id, application)
}
