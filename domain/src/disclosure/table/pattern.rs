//! What is hidden of a table, and what shows that it stays hidden. Plain data: whoever makes a pattern and whoever
//! checks it share these types and nothing else.

use super::Table;
use crate::opaque::opaque_debug;

/// What becomes of a cell. What is published never tells the two kinds of hidden cells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Published.
    Safe,
    /// Hidden, for it is unsafe by itself.
    Primary,
    /// Hidden, so that sums do not give another away.
    Secondary,
    /// Nobody stands behind it, which everybody may know.
    Empty,
    /// In no table that is published.
    Closed,
}

impl Status {
    /// Whether the value is withheld.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Primary | Self::Secondary)
    }
}

/// How another possible table differs from the true one: by so much, or by a multiple of it, on each of these
/// cells. All sums hold, and no published cell is among them.
#[derive(Clone, PartialEq, Eq)]
pub struct Witness {
    /// Cells by index, each with its difference, never zero; in the order of the index.
    pub differences: Vec<(usize, i64)>,
}

opaque_debug!(Witness);

/// A pattern over a table, with witnesses for it.
#[derive(Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Per cell of the table.
    pub statuses: Vec<Status>,
    /// What shows that the hidden cells are protected.
    pub witnesses: Vec<Witness>,
}

opaque_debug!(Pattern);

impl Pattern {
    /// How many cells have this status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.statuses.iter().filter(|other| **other == status).count()
    }

    /// The sum of the secondary cells.
    #[must_use]
    pub fn secondary_value(&self, table: &Table) -> i64 {
        let cells = self.statuses.iter().zip(table.cells());
        cells.filter(|(status, _)| **status == Status::Secondary).map(|(_, cell)| cell.value()).sum()
    }
}
