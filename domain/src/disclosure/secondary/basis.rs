//! Which sums and leaves changed places, and the inverse of the small matrix between them.
//!
//! At the start sums are given by leaves. After `k` exchanges, `k` leaves are given by the `k` sums that left and by
//! the other leaves. Only that matrix is kept: it grows with the number of exchanges, not with the table.

use super::sums::Sums;

/// Exchanged sums and leaves.
#[derive(Default)]
pub(super) struct Basis {
    /// Sums that are given.
    sums: Vec<usize>,
    /// Leaves that follow from them.
    leaves: Vec<usize>,
    /// Rows as `leaves`, columns as `sums`.
    inverse: Vec<Vec<f64>>,
    /// Per cell its place in `sums` or `leaves`.
    places: Vec<Option<usize>>,
}

/// Below this a coefficient is nothing: all true ones are simple fractions.
const NOTHING: f64 = 1e-11;

impl Basis {
    pub(super) fn new(cells: usize) -> Self {
        Self { places: vec![None; cells], ..Self::default() }
    }

    /// Undoes all exchanges.
    pub(super) fn clear(&mut self) {
        self.sums.iter().chain(&self.leaves).for_each(|cell| self.places[*cell] = None);
        self.sums.clear();
        self.leaves.clear();
        self.inverse.clear();
    }

    pub(super) fn size(&self) -> usize {
        self.sums.len()
    }

    /// Whether a cell follows from others.
    pub(super) fn follows(&self, sums: &Sums, cell: usize) -> bool {
        sums.is_leaf(cell) == self.places[cell].is_some()
    }

    /// Whether a sum is one that is given.
    pub(super) fn is_given(&self, sum: usize) -> bool {
        self.places[sum].is_some()
    }

    /// How a cell that follows depends on the given sums; on a given leaf it depends by 1 if it is a sum of it, less
    /// each of these for the sums that the leaf is part of.
    pub(super) fn weights(&self, sums: &Sums, cell: usize) -> Vec<(usize, f64)> {
        let mut weights = vec![0.0; self.sums.len()];
        if let Some(place) = self.places[cell] {
            weights.copy_from_slice(&self.inverse[place]);
        } else {
            for (leaf, line) in self.leaves.iter().zip(&self.inverse) {
                if sums.is_part(*leaf, cell) {
                    weights.iter_mut().zip(line).for_each(|(weight, entry)| *weight += entry);
                }
            }
        }
        let all = self.sums.iter().copied().zip(weights);
        all.filter(|(_, weight)| weight.abs() > NOTHING).collect()
    }

    /// How the leaves that follow change with a cell that is given.
    pub(super) fn effects(&self, sums: &Sums, cell: usize) -> Vec<(usize, f64)> {
        let change: Vec<f64> = match self.places[cell] {
            Some(place) => self.inverse.iter().map(|line| line[place]).collect(),
            None => self.of_leaf(sums, cell).iter().map(|change| -change).collect(),
        };
        let all = self.leaves.iter().copied().zip(change);
        all.filter(|(_, change)| change.abs() > NOTHING).collect()
    }

    /// The inverse times the column of a leaf.
    fn of_leaf(&self, sums: &Sums, leaf: usize) -> Vec<f64> {
        let of: Vec<usize> = (0..self.sums.len()).filter(|at| sums.is_part(leaf, self.sums[*at])).collect();
        self.inverse.iter().map(|line| of.iter().map(|at| line[*at]).sum()).collect()
    }

    /// The row of a sum times the inverse.
    fn of_sum(&self, sums: &Sums, sum: usize) -> Vec<f64> {
        let mut found = vec![0.0; self.sums.len()];
        for (leaf, line) in self.leaves.iter().zip(&self.inverse) {
            if sums.is_part(*leaf, sum) {
                found.iter_mut().zip(line).for_each(|(entry, other)| *entry += other);
            }
        }
        found
    }

    /// A cell that follows and one that is given change places.
    pub(super) fn exchange(&mut self, sums: &Sums, leaving: usize, entering: usize) {
        match (self.places[leaving], self.places[entering]) {
            (None, None) => self.grow(sums, leaving, entering),
            (Some(place), None) => self.replace_leaf(sums, place, entering),
            (None, Some(place)) => self.replace_sum(sums, leaving, place),
            (Some(leaf), Some(sum)) => self.shrink(leaf, sum),
        }
    }

    fn grow(&mut self, sums: &Sums, sum: usize, leaf: usize) {
        let (column, row) = (self.of_leaf(sums, leaf), self.of_sum(sums, sum));
        let through: f64 = self
            .leaves
            .iter()
            .zip(&column)
            .filter(|(other, _)| sums.is_part(**other, sum))
            .map(|(_, x)| x)
            .sum();
        let pivot = f64::from(u8::from(sums.is_part(leaf, sum))) - through;
        for (line, change) in self.inverse.iter_mut().zip(&column) {
            add(line, change / pivot, &row);
            line.push(-change / pivot);
        }
        let mut last: Vec<f64> = row.iter().map(|entry| -entry / pivot).collect();
        last.push(1.0 / pivot);
        self.inverse.push(last);
        (self.places[sum], self.places[leaf]) = (Some(self.sums.len()), Some(self.leaves.len()));
        self.sums.push(sum);
        self.leaves.push(leaf);
    }

    fn replace_leaf(&mut self, sums: &Sums, place: usize, leaf: usize) {
        let column = self.of_leaf(sums, leaf);
        let mut line = std::mem::take(&mut self.inverse[place]);
        line.iter_mut().for_each(|entry| *entry /= column[place]);
        for (at, other) in self.inverse.iter_mut().enumerate() {
            if at != place && column[at] != 0.0 {
                add(other, -column[at], &line);
            }
        }
        self.inverse[place] = line;
        self.places[self.leaves[place]] = None;
        self.places[leaf] = Some(place);
        self.leaves[place] = leaf;
    }

    fn replace_sum(&mut self, sums: &Sums, sum: usize, place: usize) {
        let row = self.of_sum(sums, sum);
        for line in &mut self.inverse {
            let solved = line[place] / row[place];
            if solved != 0.0 {
                add(line, -solved, &row);
            }
            line[place] = solved;
        }
        self.places[self.sums[place]] = None;
        self.places[sum] = Some(place);
        self.sums[place] = sum;
    }

    fn shrink(&mut self, leaf: usize, sum: usize) {
        let mut line = self.inverse.swap_remove(leaf);
        let pivot = line.swap_remove(sum);
        for other in &mut self.inverse {
            let factor = other.swap_remove(sum) / pivot;
            if factor != 0.0 {
                add(other, -factor, &line);
            }
        }
        self.places[self.leaves.swap_remove(leaf)] = None;
        self.places[self.sums.swap_remove(sum)] = None;
        if let Some(moved) = self.leaves.get(leaf) {
            self.places[*moved] = Some(leaf);
        }
        if let Some(moved) = self.sums.get(sum) {
            self.places[*moved] = Some(sum);
        }
    }
}

fn add(line: &mut [f64], factor: f64, other: &[f64]) {
    for (entry, other) in line.iter_mut().zip(other) {
        *entry += factor * other;
        if entry.abs() < NOTHING {
            *entry = 0.0;
        }
    }
}
