//! Which cells are one figure: sums of the same leaves, such as a margin and the only cell beneath it that is not
//! empty. They are published or hidden together.

use super::work::{OutOfWork, Work, mixed};
use crate::disclosure::primary::{Protection, Requirements, Standing};
use crate::disclosure::table::Table;
use std::collections::BTreeMap;

/// Cells of a table that are one figure, by index and in order, and what holds for it.
pub(super) struct Figure {
    pub(super) cells: Vec<usize>,
    pub(super) need: Option<Protection>,
    pub(super) standing: Standing,
    /// How many of its cells are open: so many are lost where it is hidden.
    pub(super) open: u32,
}

/// The figures over these cells of a table, in order. Leaves are told apart by sums of mixed numbers in 128 bits; were
/// two of them ever the same by chance, no witness would hold.
pub(super) fn figures(
    table: &Table,
    (cells, required): (&[usize], &Requirements),
    work: &mut Work,
) -> Result<Vec<Figure>, OutOfWork> {
    let mut marks: BTreeMap<usize, (u64, u64)> = cells.iter().map(|cell| (*cell, (0, 0))).collect();
    for leaf in cells.iter().copied().filter(|cell| table.is_leaf(*cell)) {
        let above = table.above(leaf);
        work.spend(above.len())?;
        for cell in above {
            if let Some((first, second)) = marks.get_mut(&cell) {
                *first = first.wrapping_add(mixed(leaf, 1));
                *second = second.wrapping_add(mixed(leaf, 2));
            }
        }
    }
    let mut numbers: BTreeMap<(u64, u64), usize> = BTreeMap::new();
    let mut together: Vec<Vec<usize>> = Vec::new();
    for (cell, mark) in marks {
        let number = *numbers.entry(mark).or_insert(together.len());
        match together.get_mut(number) {
            Some(cells) => cells.push(cell),
            None => together.push(vec![cell]),
        }
    }
    Ok(together.into_iter().map(|cells| Figure::of(cells, required)).collect())
}

impl Figure {
    fn of(cells: Vec<usize>, required: &Requirements) -> Self {
        let has = |standing: Standing| cells.iter().any(|cell| required.standing(*cell) == standing);
        let standing =
            [Standing::Published, Standing::Hidden, Standing::Open].into_iter().find(|one| has(*one));
        let need = cells
            .iter()
            .filter_map(|cell| required.need(*cell))
            .reduce(|a, b| Protection { down: a.down.max(b.down), up: a.up.max(b.up) });
        let open = cells.iter().filter(|cell| required.standing(**cell) == Standing::Open).count();
        let open = u32::try_from(open).unwrap_or(u32::MAX);
        Self { need, standing: standing.unwrap_or(Standing::Closed), open, cells }
    }

    /// The cell that is spoken of: one that needs something, or else the first.
    pub(super) fn spoken_of(&self, required: &Requirements) -> usize {
        let needy = self.cells.iter().find(|cell| required.need(**cell).is_some());
        let kept = self.cells.iter().find(|cell| required.standing(**cell) == Standing::Hidden);
        needy.or(kept).map_or(self.cells[0], |cell| *cell)
    }
}
