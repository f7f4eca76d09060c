//! What would be released, with the fund's own account of it. The account never leaves the region.

use super::released::{FigureTable, Released};
use crate::measure::TableId;
use crate::opaque::opaque_debug;
use crate::project::code_list;
use serde::{Deserialize, Serialize};

code_list!(
    /// Why a cell is hidden. Nobody outside the region is told.
    Reason {
        /// Too few respondents.
        FewRespondents = "few_respondents",
        /// The largest contributor could be worked out too closely.
        Dominated = "dominated",
        /// Too few persons.
        FewPersons = "few_persons",
        /// All respondents of its row, or all but one, stand in it.
        OnePart = "one_part",
        /// It was hidden in an earlier release.
        HiddenBefore = "hidden_before",
        /// It protects another cell from being worked out.
        Protects = "protects",
    }
);

code_list!(
    /// Why tables are not released at all.
    Because {
        /// The table cannot be made of what there is.
        NoTable = "no_table",
        /// The table is too large, or too much work, to be protected or audited.
        TooLarge = "too_large",
        /// A cell cannot be protected by hiding others.
        Unprotected = "unprotected",
        /// What was published before gives a cell away.
        PublishedBefore = "published_before",
        /// A figure that was released has changed since: a correction waits until it is safe beside the first.
        Moved = "moved",
        /// The board holds the table back.
        HeldBack = "held_back",
        /// The audit finds cells that can be worked out.
        Audit = "audit",
        /// Counts of persons cannot be rounded so that they add up.
        Rounding = "rounding",
    }
);

/// A hidden cell of a table, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HiddenCell {
    /// The place in the table's cells.
    pub cell: usize,
    /// Why it is hidden.
    pub reason: Reason,
}

/// The fund's own account of a table: why each hidden cell is hidden.
#[derive(Clone, PartialEq, Eq)]
pub struct TableAccount {
    /// Which table.
    pub table: TableId,
    /// Its hidden cells.
    pub hidden: Vec<HiddenCell>,
}

/// Tables that are not released, because they stand or fall together.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusedTables {
    /// Which tables.
    pub tables: Vec<TableId>,
    /// Why.
    pub because: Because,
    /// The codes of the cells that are the trouble, where there are some.
    pub cells: Vec<Vec<String>>,
}

opaque_debug!(TableAccount, RefusedTables);

/// What would be released of a year. Made by [`super::release`] alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposal {
    basis: String,
    tables: Vec<Released<FigureTable>>,
    accounts: Vec<TableAccount>,
    refused: Vec<RefusedTables>,
}

opaque_debug!(Proposal);

impl Proposal {
    pub(super) const fn new(basis: String) -> Self {
        Self { basis, tables: Vec::new(), accounts: Vec::new(), refused: Vec::new() }
    }

    pub(super) fn add(&mut self, table: Released<FigureTable>, hidden: Vec<HiddenCell>) {
        self.accounts.push(TableAccount { table: table.content().table.clone(), hidden });
        self.tables.push(table);
    }

    pub(super) fn refuse(&mut self, refused: RefusedTables) {
        self.refused.push(refused);
    }

    /// The state of records that it is made of, as [`super::basis_digest`] names it.
    #[must_use]
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// The tables that would be released.
    pub fn tables(&self) -> &[Released<FigureTable>] {
        &self.tables
    }

    /// Why cells of them are hidden, table by table.
    #[must_use]
    pub fn accounts(&self) -> &[TableAccount] {
        &self.accounts
    }

    /// The tables that would not be released.
    #[must_use]
    pub fn refused(&self) -> &[RefusedTables] {
        &self.refused
    }
}
