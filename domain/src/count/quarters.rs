//! Overviews of quarters, and the mean that they make of a practice.

use super::Fraction;
use super::enrolled::Practice;
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Agb, AreaCode, Quarter, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The quarters that a practice's count is the mean of, added up. An area that a quarter does not name counts as
/// nobody in that quarter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarterSums {
    /// How many quarters are known, 1 to 4.
    pub quarters: u8,
    /// All its enrolled patients, over the quarters known.
    pub population: u64,
    /// Its patients per designated area, over the quarters known.
    pub enrolled: Vec<(AreaCode, u64)>,
}

opaque_debug!(QuarterSums);

impl QuarterSums {
    /// A sum over the quarters, divided by their number.
    pub(super) fn mean(&self, sum: u64) -> Fraction {
        Fraction::new(sum, u64::from(self.quarters)).unwrap_or(Fraction::whole(sum))
    }
}

/// One record per quarter and practice: its overview of the quarter.
const QUARTERS: Table<Practice> = Table::new("practice-quarter");

/// A practice's overview of one quarter.
///
/// # Errors
/// [`Fault`] from the store.
pub fn quarter(
    records: &dyn Records,
    year: Year,
    quarter: Quarter,
    agb: &Agb,
) -> Result<Option<Practice>, Fault> {
    QUARTERS.get(records, format_args!("{year}/{quarter}/{}", agb.as_str()))
}

/// All overviews of a quarter, by practice.
///
/// # Errors
/// [`Fault`] from the store.
pub fn of_quarter(records: &dyn Records, year: Year, quarter: Quarter) -> Result<Vec<Practice>, Fault> {
    let found = QUARTERS.under(records, format_args!("{year}/{quarter}/"))?;
    Ok(found.into_iter().map(|(_, practice)| practice).collect())
}

/// Keeps an overview of a quarter, and gives the practice as its quarters now show it: the counts are means, and
/// the rest is as in the latest quarter.
pub(super) fn put(
    records: &mut dyn RecordsMut,
    year: Year,
    of: Quarter,
    overview: &Practice,
) -> Result<Practice, Fault> {
    QUARTERS.put(records, format_args!("{year}/{of}/{}", overview.agb.as_str()), overview)?;
    let mut known = Vec::with_capacity(4);
    for each in Quarter::ALL {
        known.extend(quarter(records, year, each, &overview.agb)?);
    }
    Ok(mean_of(&known).unwrap_or_else(|| overview.clone()))
}

fn mean_of(known: &[Practice]) -> Option<Practice> {
    let latest = known.last()?;
    let mut enrolled: BTreeMap<&AreaCode, u64> = BTreeMap::new();
    for (area, patients) in known.iter().flat_map(|practice| &practice.enrolled) {
        *enrolled.entry(area).or_default() += patients;
    }
    let sums = QuarterSums {
        quarters: u8::try_from(known.len()).ok()?,
        population: known.iter().map(|practice| practice.population).sum(),
        enrolled: enrolled.into_iter().map(|(area, sum)| (area.clone(), sum)).collect(),
    };
    let rounded = |sum: &u64| sums.mean(*sum).rounded_half_up();
    Some(Practice {
        population: rounded(&sums.population),
        enrolled: sums.enrolled.iter().map(|(area, sum)| (area.clone(), rounded(sum))).collect(),
        mean: Some(sums),
        ..latest.clone()
    })
}
