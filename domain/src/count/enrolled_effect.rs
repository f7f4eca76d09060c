//! What corrections of enrolled patients did to who may apply and to the maxima of practices. What was decided stays:
//! a grant above a new maximum is shown as such, and what is to change is claimed back or asked anew, by bookings.

use super::Fraction;
use super::enrolled::{Overviews, Practice};
use crate::fund;
use crate::opaque::opaque_debug;
use crate::project::cap;
use crate::project::{self, Application, ApplicationId, Exclusion, Scope, Stage, exclusion};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Agb, Cents, Date, Quarter, Year};
use serde::{Deserialize, Serialize};

/// A number above a number below a line.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exact(u64, u64);

impl From<Fraction> for Exact {
    fn from(number: Fraction) -> Self {
        Self(number.numerator(), number.denominator())
    }
}

impl Exact {
    /// As a fraction.
    #[must_use]
    pub fn fraction(self) -> Fraction {
        // what was a fraction is one
        Fraction::new(self.0, self.1).unwrap_or(Fraction::whole(self.0))
    }
}

/// What a count makes of a practice, by the rules of then.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its patients from designated areas.
    pub patients: Exact,
    /// All its patients.
    pub population: Exact,
    /// Whether it reaches a threshold for practice-bound projects; absent without rules for the year.
    pub eligible: Option<bool>,
    /// Its maximum for the year, as far as the overview says it; absent where there is none.
    pub cap: Option<Cents>,
}

/// A correction of a practice's count, and what it did.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolledEffect {
    /// The practice.
    pub practice: Agb,
    /// The quarter that was counted again, where quarters are counted.
    pub quarter: Option<Quarter>,
    /// Of which day the count is.
    pub reference_date: Date,
    /// The version that came of it.
    pub version: u32,
    /// Why.
    pub reason: String,
    /// Before it.
    pub before: Standing,
    /// After it.
    pub after: Standing,
}

/// What stands of a practice's applications of a year, against its counts of now.
#[derive(Clone, PartialEq, Eq)]
pub struct Affected {
    /// Kept out by threshold or maximum when they came in; neither would keep them out now.
    pub let_in_now: Vec<ApplicationId>,
    /// Granted, or waiting; the practice reaches no threshold now.
    pub not_eligible_now: Vec<ApplicationId>,
    /// Granted to the practice for practice-bound projects.
    pub granted: Cents,
    /// What of that is above its maximum of now.
    pub above_cap: Cents,
}

opaque_debug!(Exact, Standing, EnrolledEffect, Affected);

const EFFECTS: Table<Vec<EnrolledEffect>> = Table::new("enrolled-effect");

/// The corrections of up to `limit` practices of a year, after one, by practice; those of a practice in the order in
/// which they came.
///
/// # Errors
/// [`Fault`] from the store.
pub fn corrections_after(
    records: &dyn Records,
    year: Year,
    after: Option<&Agb>,
    limit: usize,
) -> Result<Vec<Vec<EnrolledEffect>>, Fault> {
    let after = after.map(|agb| format!("{year}/{}", agb.as_str()));
    let found = EFFECTS.page(records, format_args!("{year}/"), after.as_deref(), limit)?;
    Ok(found.into_iter().map(|(_, effects)| effects).collect())
}

/// What the counts of now say of a practice's applications of a year; `None` without rules or a count.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn affected(records: &dyn Records, year: Year, agb: &Agb) -> Result<Option<Affected>, Fault> {
    let rules = fund::year_rules(records, year)?;
    let Some((rules, practice)) = rules.zip(super::enrolled::practice(records, year, agb)?) else {
        return Ok(None);
    };
    let (mut let_in_now, mut not_eligible_now) = (Vec::new(), Vec::new());
    let mut granted = Cents::ZERO;
    let standing = standing(records, year, &practice)?;
    for application in project::applications_of(records, year, agb)? {
        let bound = application.form.scope == Scope::PracticeBound;
        if by_count(&application)
            && exclusion::exclusion(records, &rules, &practice, &application.form)?.is_none()
        {
            let_in_now.push(application.id);
        }
        let stands = application.stage.is_open() || application.stage.is_grant();
        if bound && stands && standing.eligible == Some(false) {
            not_eligible_now.push(application.id);
        }
        let capped = rules.cap.iter().any(|part| part.holds_for(application.form.kind));
        if bound && capped && application.stage.is_grant() {
            granted = application.granted().and_then(|more| granted.plus(more)).map_err(Fault::new)?;
        }
    }
    let above = standing.cap.map_or(Ok(Cents::ZERO), |cap| granted.minus(cap)).map_err(Fault::new)?;
    Ok(Some(Affected { let_in_now, not_eligible_now, granted, above_cap: above.max(Cents::ZERO) }))
}

/// Whether threshold or maximum kept it out.
fn by_count(application: &Application) -> bool {
    let Stage::Excluded { exclusion } = &application.stage else { return false };
    matches!(exclusion, Exclusion::PracticeNotEligible { .. } | Exclusion::CapExceeded { .. })
}

/// What a count makes of a practice, by the rules in use.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn standing(records: &dyn Records, year: Year, practice: &Practice) -> Result<Standing, Fault> {
    let (patients, population) = (practice.patients_exactly(), practice.population_exactly());
    let rules = fund::year_rules(records, year)?;
    let cap = match rules.as_ref().filter(|rules| !rules.cap.is_empty()) {
        Some(rules) => Some(cap::whole(rules, practice).map_err(Fault::new)?),
        None => None,
    };
    let eligible = rules.map(|rules| rules.eligibility.admits(patients, population));
    Ok(Standing { patients: patients.into(), population: population.into(), eligible, cap })
}

/// A correction came: what was there before, and what is there now.
pub(super) fn apply(
    records: &mut dyn RecordsMut,
    overviews: &Overviews,
    version: u32,
    before: &Practice,
    after: &Practice,
) -> Result<(), Fault> {
    let year = overviews.year;
    let effect = EnrolledEffect {
        practice: after.agb.clone(),
        quarter: overviews.quarter,
        reference_date: overviews.reference_date,
        version,
        reason: overviews.correction.clone().unwrap_or_default(),
        before: standing(records, year, before)?,
        after: standing(records, year, after)?,
    };
    let key = format!("{year}/{}", after.agb.as_str());
    let mut effects = EFFECTS.get(records, &key)?.unwrap_or_default();
    effects.push(effect);
    EFFECTS.put(records, &key, &effects)
}
