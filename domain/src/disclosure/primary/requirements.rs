//! What is asked of a pattern: per cell the protection it needs, and what may still become of it.
//!
//! Linked tables and a history are one table here, in whose cells all of them meet: earlier figures are published or
//! hidden already, and what stands in no table that is published is closed.

use super::{Protection, TablePolicy, by_margin, primary};
use crate::disclosure::table::Table;

/// What may become of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Published or hidden, as the suppressor chooses.
    #[default]
    Open,
    /// Published before, or known to everybody: it can never be hidden.
    Published,
    /// Hidden before, or held back: it stays hidden, and must not be known exactly.
    Hidden,
    /// In no table that is published. Nobody is told its value, nor that it is empty; it costs nothing, and needs
    /// only what is asked for it by name.
    Closed,
}

/// Per cell of a table what it needs, and its standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirements {
    needs: Vec<Option<Protection>>,
    standings: Vec<Standing>,
}

impl Requirements {
    /// What the policy's rules ask; every cell is open.
    #[must_use]
    pub fn by_rules(table: &Table, policy: &TablePolicy) -> Self {
        Self::given(primary(table, policy))
    }

    /// What was worked out elsewhere, per cell of the table; every cell is open.
    #[must_use]
    pub fn given(needs: Vec<Option<Protection>>) -> Self {
        let standings = vec![Standing::Open; needs.len()];
        Self { needs, standings }
    }

    /// Gives a cell its standing. One that is published or closed needs nothing from here on, until
    /// [`Requirements::demand`] or [`Requirements::mark_unsafe`] asks for it anew.
    pub fn stand(&mut self, cell: usize, standing: Standing) {
        self.standings[cell] = standing;
        if matches!(standing, Standing::Published | Standing::Closed) {
            self.needs[cell] = None;
        }
    }

    /// Asks for protection of a cell, beside what it needs already.
    pub fn demand(&mut self, cell: usize, protection: Protection) {
        let before = self.needs[cell].unwrap_or(Protection { down: 0, up: 0 });
        let (down, up) = (before.down.max(protection.down), before.up.max(protection.up));
        self.needs[cell] = Some(Protection { down, up });
    }

    /// Makes a cell unsafe that no rule on its own contributions makes so (group disclosure, a figure that gives
    /// it away): it is protected as one that is unsafe by frequency alone.
    pub fn mark_unsafe(&mut self, table: &Table, policy: &TablePolicy, cell: usize) {
        self.demand(cell, by_margin(table.cells()[cell].value(), table.content(), policy));
    }

    /// What a cell needs; nothing where it is safe by itself.
    #[must_use]
    pub fn need(&self, cell: usize) -> Option<Protection> {
        self.needs[cell]
    }

    /// What may become of a cell.
    #[must_use]
    pub fn standing(&self, cell: usize) -> Standing {
        self.standings[cell]
    }

    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.needs.len()
    }

    /// Whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.needs.is_empty()
    }
}
