//! The patients enrolled per GP, for maxima that belong to a GP and not to a practice (source 004: "het
//! persoonlijk maximum van huisartsen").

use super::row::LARGEST_COUNT;
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Agb, Date, Year};
use serde::{Deserialize, Serialize};

/// One GP's list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GpCount {
    /// The GP's AGB code.
    pub gp: Agb,
    /// All patients on the GP's list.
    pub population: u64,
    /// Those who live in a designated area.
    pub patients: u64,
}

/// The lists of the GPs of one practice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GpCounts {
    /// The fund year.
    pub year: Year,
    /// The practice.
    pub practice: Agb,
    /// Who counted.
    pub source: String,
    /// Of which day.
    pub reference_date: Date,
    /// One row per GP; they replace what was there.
    pub gps: Vec<GpCount>,
}

opaque_debug!(GpCount, GpCounts);

impl GpCounts {
    /// Whether the rows can be: 1 to 100 GPs, each once, none with more patients from areas than patients.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let mut gps: Vec<_> = self.gps.iter().map(|row| &row.gp).collect();
        gps.sort();
        gps.dedup();
        let fits = |row: &GpCount| row.patients <= row.population && row.population <= LARGEST_COUNT;
        (1..=100).contains(&self.gps.len()) && gps.len() == self.gps.len() && self.gps.iter().all(fits)
    }

    /// Patients of all its GPs, those from designated areas first.
    #[must_use]
    pub fn totals(&self) -> (u64, u64) {
        let sum = |count: fn(&GpCount) -> u64| self.gps.iter().map(count).fold(0, u64::saturating_add);
        (sum(|row| row.patients), sum(|row| row.population))
    }
}

const GP_COUNTS: Table<GpCounts> = Table::new("gp-count");

/// The lists of a practice's GPs.
///
/// # Errors
/// [`Fault`] from the store.
pub fn of_practice(records: &dyn Records, year: Year, practice: &Agb) -> Result<Option<GpCounts>, Fault> {
    GP_COUNTS.get(records, format_args!("{year}/{}", practice.as_str()))
}

pub(crate) fn apply(records: &mut dyn RecordsMut, counts: &GpCounts) -> Result<(), Fault> {
    GP_COUNTS.put(records, format_args!("{}/{}", counts.year, counts.practice.as_str()), counts)
}
