//! What may leave, as a type that cannot be made elsewhere.

use super::PolicyDigest;
use crate::measure::{Measure, TableId};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::Year;
use serde::{Deserialize, Serialize};

/// A cell: its figure, or that it is withheld. Withheld is neither nothing nor missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// The figure, in the measure's unit.
    Value(u64),
    /// Withheld, for whatever reason.
    Withheld,
}

/// A table of the catalogue as it leaves: its grand total, and how many cells stay behind.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureTable {
    /// Which table.
    pub table: TableId,
    /// Under which policy.
    pub policy: PolicyDigest,
    /// The year's grand total.
    pub grand_total: Figure,
    /// Cells of the whole table that are withheld.
    pub cells_withheld: u64,
}

opaque_debug!(FigureTable);

/// Something that has passed disclosure control. Two makers: [`super::release`], and [`reissue`] for what the
/// journal already holds.
///
/// ```compile_fail,E0451
/// use wijkfonds_domain::disclosure::{FigureTable, Released};
/// fn forge(table: FigureTable) -> Released<FigureTable> {
///     Released { content: table }
/// }
/// ```
#[must_use = "a release does nothing until it is recorded or sent"]
#[derive(Clone, PartialEq, Eq)]
pub struct Released<T> {
    content: T,
}

impl<T> std::fmt::Debug for Released<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Released(…)")
    }
}

impl<T> Released<T> {
    pub(super) const fn new(content: T) -> Self {
        Self { content }
    }

    /// What was released.
    pub const fn content(&self) -> &T {
        &self.content
    }
}

impl Released<FigureTable> {
    /// The form in which the journal keeps it.
    #[must_use]
    pub fn to_stored(&self) -> StoredRelease {
        StoredRelease { content: self.content.clone() }
    }
}

/// A release as the journal keeps it. Only the domain looks inside.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredRelease {
    content: FigureTable,
}

opaque_debug!(StoredRelease);

impl StoredRelease {
    /// The release, for the region's own eyes.
    #[must_use]
    pub fn content(&self) -> &FigureTable {
        &self.content
    }
}

const RELEASES: Table<StoredRelease> = Table::new("release");

/// What was released of a year, in the order of the catalogue: the stored answer, always the same.
///
/// # Errors
/// [`Fault`] from the store.
pub fn reissue(records: &dyn Records, year: Year) -> Result<Vec<Released<FigureTable>>, Fault> {
    let mut released = Vec::new();
    for measure in Measure::ALL {
        let stored = RELEASES.get(records, format_args!("{year}/{}", measure.code()))?;
        released.extend(stored.map(|stored| Released::new(stored.content)));
    }
    Ok(released)
}

pub(crate) fn apply(records: &mut dyn RecordsMut, release: &StoredRelease) -> Result<(), Fault> {
    let TableId { year, measure, .. } = release.content.table;
    RELEASES.put(records, format_args!("{year}/{}", measure.code()), release)
}
