//! Which cells are sums of which: every cell is the sum of the leaves beneath it.

use super::work::{OutOfWork, Work};
use crate::disclosure::table::Table;

/// Cells by their number among those that take part.
pub(super) struct Sums {
    /// Per leaf the sums that it is part of, in order; nothing for sums.
    above: Vec<Vec<usize>>,
    /// Per sum the leaves beneath it, in order; nothing for leaves.
    under: Vec<Vec<usize>>,
    is_leaf: Vec<bool>,
}

impl Sums {
    /// The sums over these cells of a table, by index and in order.
    pub(super) fn new(table: &Table, cells: &[usize], work: &mut Work) -> Result<Self, OutOfWork> {
        let mut numbers = vec![usize::MAX; table.cells().len()];
        for (number, cell) in cells.iter().enumerate() {
            numbers[*cell] = number;
        }
        let is_leaf: Vec<bool> = cells.iter().map(|cell| table.is_leaf(*cell)).collect();
        let (mut above, mut under) = (vec![Vec::new(); cells.len()], vec![Vec::new(); cells.len()]);
        for leaf in (0..cells.len()).filter(|number| is_leaf[*number]) {
            let sums = table.above(cells[leaf]).into_iter().map(|cell| numbers[cell]);
            above[leaf] = sums.filter(|sum| *sum != usize::MAX && *sum != leaf).collect();
            work.spend(above[leaf].len())?;
            above[leaf].iter().for_each(|sum| under[*sum].push(leaf));
        }
        Ok(Self { above, under, is_leaf })
    }

    pub(super) fn len(&self) -> usize {
        self.is_leaf.len()
    }

    pub(super) fn is_leaf(&self, cell: usize) -> bool {
        self.is_leaf[cell]
    }

    /// The sums that a leaf is part of.
    pub(super) fn above(&self, leaf: usize) -> &[usize] {
        &self.above[leaf]
    }

    /// Whether a leaf is part of a sum.
    pub(super) fn is_part(&self, leaf: usize, sum: usize) -> bool {
        self.above[leaf].binary_search(&sum).is_ok()
    }

    /// Per sum those of its leaves that may differ.
    pub(super) fn under(&self, may_differ: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        let of = |leaves: &Vec<usize>| leaves.iter().copied().filter(|leaf| may_differ(*leaf)).collect();
        self.under.iter().map(of).collect()
    }
}
