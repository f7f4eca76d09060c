//! What the first version of the catalogue released: of each table its grand total, or that it is withheld.
//!
//! Nothing makes such a release any more. Journals hold them, so they are read, kept and sent as what they are: tables
//! of one cell.

use super::{Figure, FigureTable, PolicyDigest};
use crate::measure::{Measure, Period, TableId};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{RegionId, Year};
use serde::{Deserialize, Serialize};

/// A grand total as it was released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrandTotal {
    /// The figure, in the measure's unit.
    Value(u64),
    /// Withheld, for whatever reason.
    Withheld,
}

impl From<GrandTotal> for Figure {
    fn from(total: GrandTotal) -> Self {
        match total {
            GrandTotal::Value(value) => Self::Value(value),
            GrandTotal::Withheld => Self::Secret,
        }
    }
}

/// Which table, in the first form: always of a whole year.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstTableId {
    region: RegionId,
    year: Year,
    measure: Measure,
    catalogue_version: u32,
}

/// A release of the first version, as the journal keeps it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstRelease {
    table: FirstTableId,
    policy: PolicyDigest,
    grand_total: GrandTotal,
    cells_withheld: u64,
}

opaque_debug!(FirstRelease);

impl FirstRelease {
    /// The same as a table of one cell.
    #[must_use]
    pub fn table(&self) -> FigureTable {
        let FirstTableId { region, year, measure, catalogue_version } = self.table.clone();
        FigureTable {
            table: TableId { region, year, period: Period::Year, measure, catalogue_version },
            version: 1,
            policy: self.policy.clone(),
            dimensions: Vec::new(),
            cells: vec![self.grand_total.into()],
        }
    }
}

const RELEASES: Table<FirstRelease> = Table::new("release");

/// What was released of a year in the first version, in the order of the catalogue.
pub(super) fn released(records: &dyn Records, year: Year) -> Result<Vec<FigureTable>, Fault> {
    let mut released = Vec::new();
    for measure in Measure::ALL {
        let stored = RELEASES.get(records, format_args!("{year}/{}", measure.code()))?;
        released.extend(stored.map(|stored| stored.table()));
    }
    Ok(released)
}

pub(crate) fn apply(records: &mut dyn RecordsMut, release: &FirstRelease) -> Result<(), Fault> {
    let FirstTableId { year, measure, .. } = release.table;
    RELEASES.put(records, format_args!("{year}/{}", measure.code()), release)
}
