//! A table over one to four dimensions with their hierarchies and margins, from contributions.
//!
//! It knows nothing of what is safe. Cells stand in the order of their codes, so that the same contributions
//! give the same table, in whatever order they come.

mod build;
mod hierarchy;
mod pattern;

pub use build::{Contribution, TableRefusal};
pub use hierarchy::{Hierarchy, HierarchyRefusal, TOTAL};
pub use pattern::{Pattern, Status, Witness};

use crate::opaque::opaque_debug;

/// The largest number of dimensions.
pub const MAX_DIMENSIONS: usize = 4;
/// The largest number of cells, empty ones included.
pub const MAX_CELLS: usize = 2_000_000;

/// What a cell counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Money, in the unit of the contributions.
    Amount,
    /// Things, each of which is whole.
    Count,
}

/// A cell of a table: its value, and who stands behind it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cell {
    value: i64,
    /// By respondent (a holding is one), the largest first.
    contributors: Vec<(u32, i64)>,
}

opaque_debug!(Cell);

impl Cell {
    /// The sum of its contributions.
    #[must_use]
    pub const fn value(&self) -> i64 {
        self.value
    }

    /// Respondents and what each contributed, the largest first.
    #[must_use]
    pub fn contributors(&self) -> &[(u32, i64)] {
        &self.contributors
    }

    /// Whether nobody stands behind it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contributors.is_empty()
    }

    /// The contribution of rank 0, 1, 2 …; nothing where there are not so many.
    #[must_use]
    pub fn ranked(&self, rank: usize) -> i64 {
        self.contributors.get(rank).map_or(0, |(_, value)| *value)
    }

    /// What one respondent contributed, if anything.
    #[must_use]
    pub fn share_of(&self, respondent: u32) -> Option<i64> {
        self.contributors.iter().find(|(other, _)| *other == respondent).map(|(_, value)| *value)
    }
}

/// A table with all its margins.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    content: Content,
    hierarchies: Vec<Hierarchy>,
    /// Per dimension how far apart two cells are whose codes follow each other.
    strides: Vec<usize>,
    cells: Vec<Cell>,
}

opaque_debug!(Table);

impl Table {
    /// What its cells count.
    #[must_use]
    pub const fn content(&self) -> Content {
        self.content
    }

    /// Its dimensions.
    #[must_use]
    pub fn hierarchies(&self) -> &[Hierarchy] {
        &self.hierarchies
    }

    /// All cells, empty ones included, in the order of their codes.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The place of a code in each dimension, of the cell at this index.
    pub fn codes(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let sizes = self.hierarchies.iter().map(Hierarchy::len);
        self.strides.iter().zip(sizes).map(move |(stride, size)| cell / stride % size)
    }

    /// The names of a cell's codes.
    #[must_use]
    pub fn keys(&self, cell: usize) -> Vec<&str> {
        self.codes(cell).zip(&self.hierarchies).map(|(code, hierarchy)| hierarchy.name_of(code)).collect()
    }

    /// The index of the cell with these codes, one name per dimension.
    #[must_use]
    pub fn find(&self, keys: &[&str]) -> Option<usize> {
        if keys.len() != self.hierarchies.len() {
            return None;
        }
        let places = self.hierarchies.iter().zip(keys).zip(&self.strides);
        places.map(|((hierarchy, key), stride)| Some(hierarchy.find(key)? * stride)).sum()
    }

    /// How far apart two cells are whose codes follow each other in this dimension.
    #[must_use]
    pub fn stride(&self, dimension: usize) -> usize {
        self.strides[dimension]
    }

    /// The cells whose sum this leaf belongs to, itself included.
    #[must_use]
    pub fn above(&self, leaf: usize) -> Vec<usize> {
        let mut cells = vec![0];
        for ((code, hierarchy), stride) in self.codes(leaf).zip(&self.hierarchies).zip(&self.strides) {
            let chain: Vec<usize> = hierarchy.chain(code).collect();
            cells =
                cells.iter().flat_map(|base| chain.iter().map(move |code| base + code * stride)).collect();
        }
        cells.sort_unstable();
        cells
    }

    /// Whether the cell is a sum of no other.
    #[must_use]
    pub fn is_leaf(&self, cell: usize) -> bool {
        self.codes(cell).zip(&self.hierarchies).all(|(code, hierarchy)| hierarchy.is_leaf(code))
    }
}

#[cfg(test)]
mod tests;
