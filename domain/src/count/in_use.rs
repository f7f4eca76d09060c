//! Which counts of a year are in use, of both kinds and each by itself.

use super::enrolled::{self, Practice};
use super::insured::{self, CountOrigin};
use super::quarters;
use crate::records::{Fault, Records};
use crate::terms::{Quarter, Year};
use std::collections::BTreeMap;

/// A count of enrolled patients: where it comes from, and how many practices were counted so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolledCount {
    /// The quarter; `None` for a count of the year.
    pub quarter: Option<Quarter>,
    /// Where it comes from.
    pub origin: CountOrigin,
    /// How many practices.
    pub practices: u64,
}

/// The quarters of a year whose insured have been counted.
///
/// # Errors
/// [`Fault`] from the store.
pub fn insured_counts(records: &dyn Records, year: Year) -> Result<Vec<(Quarter, CountOrigin)>, Fault> {
    let mut counts = Vec::with_capacity(4);
    for quarter in Quarter::ALL {
        counts.extend(insured::origin(records, year, quarter)?.map(|origin| (quarter, origin)));
    }
    Ok(counts)
}

/// The counts of enrolled patients of a year, by quarter, day, source and version: first those of the year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn enrolled_counts(records: &dyn Records, year: Year) -> Result<Vec<EnrolledCount>, Fault> {
    let mut counts = BTreeMap::new();
    let whole_year = enrolled::practices(records, year)?.into_iter().filter(|it| it.mean.is_none());
    whole_year.for_each(|practice| add(&mut counts, None, practice));
    for quarter in Quarter::ALL {
        let overviews = quarters::of_quarter(records, year, quarter)?;
        overviews.into_iter().for_each(|overview| add(&mut counts, Some(quarter), overview));
    }
    let count = |((quarter, reference_date, source, version, correction), practices)| {
        let origin = CountOrigin { source, reference_date, version, correction };
        EnrolledCount { quarter, origin, practices }
    };
    Ok(counts.into_iter().map(count).collect())
}

type Key = (Option<Quarter>, crate::terms::Date, String, u32, Option<String>);

fn add(counts: &mut BTreeMap<Key, u64>, quarter: Option<Quarter>, practice: Practice) {
    let Practice { reference_date, source, version, correction, .. } = practice;
    *counts.entry((quarter, reference_date, source, version, correction)).or_default() += 1;
}
