//! The last word: what the world, and each respondent, can work out about every hidden cell.
//!
//! It shares the table, its pattern and the required levels with the suppressor, and no code. Its equations come
//! from the code lists (a cell is the sum of the cells beneath it, per dimension). Whole-number witnesses are
//! checked first; where there is none, its own linear program looks for one, and what is not shown to be protected
//! counts as unprotected.

mod equations;
mod knowledge;
mod program;

use super::primary::{Protection, Requirements, Standing, TablePolicy, ZeroCells};
use super::table::{Pattern, Status, Table};
use crate::opaque::opaque_debug;
use equations::Equations;
use knowledge::Auditor;
use thiserror::Error;

/// What the audit of one hidden cell found.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// The cell's index.
    pub cell: usize,
    /// The lowest value that the world cannot exclude: exact after a full audit, otherwise at most this low.
    pub low: i64,
    /// The highest value that the world cannot exclude, likewise; nothing: no bound.
    pub high: Option<i64>,
    /// What was asked; nothing for secondary cells, which must only not be known exactly.
    pub required: Option<Protection>,
    /// Whether the world, and every respondent, is kept from knowing more than allowed.
    pub wide_enough: bool,
}

opaque_debug!(Finding);

/// What an audit found: every hidden cell, in the order of the table.
#[derive(Clone, PartialEq, Eq)]
pub struct Audit {
    /// Per hidden cell.
    pub findings: Vec<Finding>,
}

opaque_debug!(Audit);

/// Why a table must not be published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AuditRefusal {
    /// The pattern has another number of cells than the table.
    #[error("the pattern has {found} cells and the table {expected}")]
    OtherTable {
        /// Cells of the pattern.
        found: usize,
        /// Cells of the table.
        expected: usize,
    },
    /// A cell that is unsafe by itself is published.
    #[error("{} cells are published that are unsafe by themselves", .cells.len())]
    Published {
        /// Their indexes.
        cells: Vec<usize>,
    },
    /// The pattern does not keep what was laid down before it: hides a cell that was published, publishes one that
    /// stays hidden, or leaves one out of the tables that is in one.
    #[error("{} cells are not what was laid down for them", .cells.len())]
    Misplaced {
        /// Their indexes.
        cells: Vec<usize>,
    },
    /// Hidden cells of which too much can be worked out.
    #[error("{} hidden cells can be worked out more closely than is allowed", .cells.len())]
    TooNarrow {
        /// Their indexes.
        cells: Vec<usize>,
    },
    /// The hidden cells are more than can be audited.
    #[error("the table is too large to be audited: {hidden} hidden cells, and {most} can be")]
    TooLarge {
        /// How many there are.
        hidden: usize,
        /// How many there may be.
        most: usize,
    },
}

/// How thorough an audit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Witnesses are proof enough; intervals are at least as wide as told.
    Witnesses,
    /// The tightest interval of every hidden cell.
    Intervals,
}

/// The most unknown cells for which linear programs are set up.
const MOST_UNKNOWN: usize = 4_000;

/// Audits a pattern over a table.
///
/// # Errors
/// [`AuditRefusal`] where the pattern is not of this table, publishes an unsafe cell, or hides too much to audit.
/// Cells that are too narrow are in the [`Audit`]; see [`Audit::passed`].
pub fn audit(
    table: &Table,
    policy: &TablePolicy,
    required: &Requirements,
    pattern: &Pattern,
    depth: Depth,
) -> Result<Audit, AuditRefusal> {
    let expected = table.cells().len();
    if pattern.statuses.len() != expected || required.len() != expected {
        return Err(AuditRefusal::OtherTable { found: pattern.statuses.len(), expected });
    }
    let misplaced = |cell: &usize| !fits(required.standing(*cell), pattern.statuses[*cell]);
    let cells: Vec<usize> = (0..expected).filter(misplaced).collect();
    if !cells.is_empty() {
        return Err(AuditRefusal::Misplaced { cells });
    }
    let published = |cell: &usize| match pattern.statuses[*cell] {
        Status::Safe | Status::Closed => required.need(*cell).is_some(),
        Status::Empty => !table.cells()[*cell].is_empty() || policy.zero_cells == ZeroCells::Unsafe,
        Status::Primary | Status::Secondary => false,
    };
    let cells: Vec<usize> = (0..expected).filter(published).collect();
    if !cells.is_empty() {
        return Err(AuditRefusal::Published { cells });
    }
    let is_unknown = |cell: usize| !matches!(pattern.statuses[cell], Status::Safe | Status::Empty);
    let equations = Equations::of(table, is_unknown);
    let unknown = equations.unknown.len();
    if unknown > MOST_UNKNOWN && depth == Depth::Intervals {
        return Err(AuditRefusal::TooLarge { hidden: unknown, most: MOST_UNKNOWN });
    }
    let places: Vec<usize> =
        (0..unknown).filter(|place| pattern.statuses[equations.unknown[*place]].is_hidden()).collect();
    let mut auditor = Auditor::new(table, policy, required, pattern, &equations, MOST_UNKNOWN);
    let findings = places.into_iter().map(|at| auditor.finding(at, depth)).collect();
    Ok(Audit { findings })
}

/// Whether a status keeps to what may become of the cell.
fn fits(standing: Standing, status: Status) -> bool {
    match standing {
        Standing::Open => status != Status::Closed,
        Standing::Published => matches!(status, Status::Safe | Status::Empty),
        Standing::Hidden => status.is_hidden(),
        // one that is protected by name
        Standing::Closed => matches!(status, Status::Closed | Status::Primary),
    }
}

impl Audit {
    /// Whether all hidden cells are wide enough.
    ///
    /// # Errors
    /// [`AuditRefusal::TooNarrow`] with those that are not.
    pub fn passed(&self) -> Result<(), AuditRefusal> {
        let narrow = self.findings.iter().filter(|finding| !finding.wide_enough);
        let cells: Vec<usize> = narrow.map(|finding| finding.cell).collect();
        if cells.is_empty() { Ok(()) } else { Err(AuditRefusal::TooNarrow { cells }) }
    }
}

#[cfg(test)]
mod tests;
