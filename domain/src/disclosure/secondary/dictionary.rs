//! The table's equations, solved for some cells in terms of the others.
//!
//! Every cell is a sum of leaves, so the first dictionary is known: margins in terms of leaves. Exchanges then
//! bring hidden cells into the rows and published ones out, until no published row depends on a hidden column:
//! hidden rows and columns alone are what an attacker cannot know.

use super::work::{OutOfWork, Work};

/// Where a cell stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    Row(usize),
    Column(usize),
}

/// A dense dictionary: each row's cell is the sum over the columns of coefficient times the column's cell.
pub(super) struct Dictionary {
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
    entries: Vec<f64>,
    places: Vec<Place>,
}

/// Below this a coefficient is nothing: all true ones are simple fractions.
const NOTHING: f64 = 1e-7;

impl Dictionary {
    /// The first dictionary: per cell whether it is a leaf; per leaf the margins above it.
    pub(super) fn new(is_leaf: &[bool], above: impl Fn(usize) -> Vec<usize>) -> Self {
        let (columns, rows): (Vec<usize>, Vec<usize>) = (0..is_leaf.len()).partition(|cell| is_leaf[*cell]);
        let mut places = vec![Place::Row(0); is_leaf.len()];
        for (at, cell) in rows.iter().enumerate() {
            places[*cell] = Place::Row(at);
        }
        for (at, cell) in columns.iter().enumerate() {
            places[*cell] = Place::Column(at);
        }
        let mut entries = vec![0.0; rows.len() * columns.len()];
        for (column, leaf) in columns.iter().enumerate() {
            for cell in above(*leaf) {
                if let Place::Row(row) = places[cell] {
                    entries[row * columns.len() + column] = 1.0;
                }
            }
        }
        Self { rows, columns, entries, places }
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.columns.len()..(row + 1) * self.columns.len()]
    }

    /// Makes a cell one of the hidden ones: into the rows where a published row can leave.
    pub(super) fn hide(&mut self, cell: usize, hidden: &[bool], work: &mut Work) -> Result<(), OutOfWork> {
        let Place::Column(column) = self.places[cell] else { return Ok(()) };
        let published = (0..self.rows.len()).filter(|row| !hidden[self.rows[*row]]);
        let best = published.map(|row| (self.row(row)[column].abs(), row)).max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((size, row)) if size > NOTHING => self.exchange(row, column, work),
            _ => Ok(()),
        }
    }

    /// Makes a cell one of the published ones: out of the rows where it depends on a hidden column.
    pub(super) fn publish(&mut self, cell: usize, hidden: &[bool], work: &mut Work) -> Result<(), OutOfWork> {
        let Place::Row(row) = self.places[cell] else { return Ok(()) };
        let columns = (0..self.columns.len()).filter(|column| hidden[self.columns[*column]]);
        let sizes = columns.map(|column| (self.row(row)[column].abs(), column));
        match sizes.max_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((size, column)) if size > NOTHING => self.exchange(row, column, work),
            _ => Ok(()),
        }
    }

    fn exchange(&mut self, row: usize, column: usize, work: &mut Work) -> Result<(), OutOfWork> {
        work.spend(self.entries.len())?;
        exchange(&mut self.entries, self.columns.len(), row, column);
        let (leaving, entering) = (self.rows[row], self.columns[column]);
        (self.rows[row], self.columns[column]) = (entering, leaving);
        self.places[entering] = Place::Row(row);
        self.places[leaving] = Place::Column(column);
        Ok(())
    }
}

/// Solves the row for the column, and puts the answer in all other rows.
pub(super) fn exchange(entries: &mut [f64], width: usize, row: usize, column: usize) {
    let pivot = entries[row * width + column];
    let mut solved: Vec<f64> =
        entries[row * width..(row + 1) * width].iter().map(|entry| -entry / pivot).collect();
    solved[column] = 1.0 / pivot;
    let used: Vec<usize> = (0..width).filter(|at| solved[*at].abs() > 1e-11).collect();
    for (at, other) in entries.chunks_mut(width).enumerate() {
        let factor = other[column];
        if at == row || factor == 0.0 {
            continue;
        }
        other[column] = 0.0;
        for at in &used {
            let entry = other[*at] + factor * solved[*at];
            other[*at] = if entry.abs() < 1e-11 { 0.0 } else { entry };
        }
    }
    entries[row * width..(row + 1) * width].copy_from_slice(&solved);
}
