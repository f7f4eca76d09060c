//! Which cells are sums of which: every cell is the sum of the leaves beneath it.

use super::figures::Figure;
use super::work::{OutOfWork, Work};
use crate::disclosure::table::Table;

/// Figures by number.
pub(super) struct Sums {
    /// Per leaf the sums that it is part of, in order; nothing for sums.
    above: Vec<Vec<usize>>,
    /// Per sum the leaves beneath it, in order; nothing for leaves.
    under: Vec<Vec<usize>>,
    is_leaf: Vec<bool>,
}

impl Sums {
    /// The sums over these figures; `numbers` has the figure of each cell of the table.
    pub(super) fn new(
        table: &Table,
        figures: &[Figure],
        numbers: &[usize],
        work: &mut Work,
    ) -> Result<Self, OutOfWork> {
        let leaf_of = |figure: &Figure| figure.cells.iter().copied().find(|cell| table.is_leaf(*cell));
        let leaves: Vec<Option<usize>> = figures.iter().map(leaf_of).collect();
        let (mut above, mut under) = (vec![Vec::new(); figures.len()], vec![Vec::new(); figures.len()]);
        for (number, leaf) in leaves.iter().enumerate() {
            let Some(leaf) = leaf else { continue };
            let sums = table.above(*leaf).into_iter().map(|cell| numbers[cell]);
            let mut sums: Vec<usize> = sums.filter(|sum| *sum != usize::MAX && *sum != number).collect();
            sums.sort_unstable();
            sums.dedup();
            work.spend(sums.len())?;
            sums.iter().for_each(|sum| under[*sum].push(number));
            above[number] = sums;
        }
        Ok(Self { above, under, is_leaf: leaves.iter().map(Option::is_some).collect() })
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
