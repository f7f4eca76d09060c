//! Overviews of practices: by the fund's method, and corrections with a reason.

use super::{Decided, Event, Stop, listed_areas, year_rules};
use crate::count::EnrolledRefusal;
use crate::count::enrolled::{self, Corrected, Overviews};
use crate::fund::refusal::{ImportRefusal, RulesRefusal};
use crate::person;
use crate::records::{Fault, Records};
use crate::rules::{EnrolledMethod, FundRules};
use crate::terms::{Agb, Year};
use std::collections::BTreeSet;

pub(super) fn import(records: &dyn Records, overviews: &Overviews) -> Decided {
    let areas = listed_areas(records, overviews.year)?;
    if overviews.rows.is_empty() {
        return Err(ImportRefusal::NoRows.into());
    }
    if overviews.source.trim().is_empty() {
        return Err(ImportRefusal::NoSource.into());
    }
    let problems = enrolled::problems(&overviews.rows, &areas);
    if !problems.is_empty() {
        return Err(ImportRefusal::Rows(problems).into());
    }
    for owner in overviews.rows.iter().filter_map(|row| row.owner.sealed()) {
        if person::person(records, &owner.person)?.is_some_and(|person| person.erased_on.is_some()) {
            return Err(person::Refusal::AlreadyErased(owner.person.clone()).into());
        }
    }
    check_method(records, overviews)?;
    let corrects = corrected(records, overviews)?;
    let has_reason = overviews.correction.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if !corrects.is_empty() && !has_reason {
        let refusal = EnrolledRefusal::CorrectionWithoutReason(corrects.len());
        return Err(ImportRefusal::Enrolled(refusal).into());
    }
    let mut overviews = overviews.clone();
    overviews.rows.sort_by(|a, b| (&a.agb, &a.area).cmp(&(&b.agb, &b.area)));
    Ok(vec![Event::OverviewsTaken { overviews, corrects }])
}

fn check_method(records: &dyn Records, overviews: &Overviews) -> Result<(), Stop> {
    let year = overviews.year;
    let rules = year_rules(records, year)?;
    let method = rules.map_or(EnrolledMethod::PracticeOverview, |rules| rules.enrolled_method);
    let refusal = match (method, overviews.quarter) {
        (EnrolledMethod::MeanOfFourQuarters, None) => EnrolledRefusal::QuarterMissing(year),
        (EnrolledMethod::OneDate | EnrolledMethod::PracticeOverview, Some(_)) => {
            EnrolledRefusal::QuarterNotUsed(year)
        }
        (EnrolledMethod::OneDate, None) => match other_date(records, overviews)? {
            Some(refusal) => refusal,
            None => return Ok(()),
        },
        (EnrolledMethod::MeanOfFourQuarters, Some(_)) | (EnrolledMethod::PracticeOverview, None) => {
            return Ok(());
        }
    };
    Err(ImportRefusal::Enrolled(refusal).into())
}

/// Whether a practice that is not among them, and so keeps its overview, was counted on another day.
fn other_date(records: &dyn Records, overviews: &Overviews) -> Result<Option<EnrolledRefusal>, Fault> {
    let found = overviews.reference_date;
    let named = agbs(overviews);
    let others = enrolled::practices(records, overviews.year)?.into_iter();
    let mut others = others.filter(|practice| !named.contains(&practice.agb));
    let other = others.find(|practice| practice.reference_date != found);
    Ok(other.map(|other| EnrolledRefusal::OtherReferenceDate { expected: other.reference_date, found }))
}

fn corrected(records: &dyn Records, overviews: &Overviews) -> Result<Vec<Corrected>, Fault> {
    let mut corrects = Vec::new();
    for agb in agbs(overviews) {
        if let Some(earlier) = enrolled::earlier(records, overviews, agb)? {
            let (agb, quarter) = (earlier.agb, overviews.quarter);
            let (reference_date, version) = (earlier.reference_date, earlier.version);
            corrects.push(Corrected { agb, reference_date, quarter, version });
        }
    }
    Ok(corrects)
}

fn agbs(overviews: &Overviews) -> BTreeSet<&Agb> {
    overviews.rows.iter().map(|row| &row.agb).collect()
}

/// Refuses rules that count a year by another method than the one by which practices have been counted.
pub(super) fn check_rules(records: &dyn Records, old: &FundRules, new: &FundRules) -> Result<(), Stop> {
    for year in Year::all() {
        let (Ok(before), Ok(after)) = (old.for_year(year), new.for_year(year)) else { continue };
        if after.enrolled_method != before.enrolled_method && enrolled::is_counted(records, year)? {
            return Err(RulesRefusal::OverviewsInUse(year).into());
        }
    }
    Ok(())
}
