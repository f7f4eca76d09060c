//! How far one unknown can move: a primal simplex that starts where nothing differs.
//!
//! Unknowns lie between bounds and may stand anywhere between them; the equations are solved for some of them by
//! elimination. It never leaves what is possible, so whatever it stops at is possible.

pub(super) struct Program {
    /// Per row the unknown it is solved for.
    basis: Vec<usize>,
    /// Rows over all unknowns: basis = Σ coefficient × unknown, zero at unknowns of the basis.
    rows: Vec<Vec<f64>>,
}

/// Where an unknown may be.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

const NOTHING: f64 = 1e-8;

impl Program {
    /// Eliminates: `lines` are sums that are zero.
    pub(super) fn new(unknowns: usize, lines: &[Vec<(usize, i64)>]) -> Self {
        let mut program = Self { basis: Vec::new(), rows: Vec::new() };
        for line in lines {
            let mut sum = vec![0.0; unknowns];
            for (at, sign) in line {
                let sign = if *sign > 0 { 1.0 } else { -1.0 };
                match program.basis.iter().position(|basic| basic == at) {
                    None => sum[*at] += sign,
                    Some(row) => add(&mut sum, sign, &program.rows[row]),
                }
            }
            let largest = (0..unknowns).max_by(|a, b| sum[*a].abs().total_cmp(&sum[*b].abs()));
            let Some(pivot) = largest.filter(|at| sum[*at].abs() > NOTHING) else { continue };
            let divisor = -sum[pivot];
            let mut solved: Vec<f64> = sum.iter().map(|entry| entry / divisor).collect();
            solved[pivot] = 0.0;
            for row in &mut program.rows {
                let factor = std::mem::take(&mut row[pivot]);
                if factor != 0.0 {
                    add(row, factor, &solved);
                }
            }
            program.basis.push(pivot);
            program.rows.push(solved);
        }
        program
    }

    /// Moves one unknown as far as it goes in a direction, at most to `enough`; all unknowns as they then are.
    pub(super) fn push(&self, bounds: &[Bounds], target: usize, direction: f64, enough: f64) -> Vec<f64> {
        let mut run = Run {
            basis: self.basis.clone(),
            rows: self.rows.clone(),
            values: vec![0.0; bounds.len()],
            bounds,
        };
        for step in 0..50 * (bounds.len() + 10) {
            if run.values[target] * direction >= enough
                || !run.step(target, direction, step > 4 * bounds.len())
            {
                break;
            }
        }
        run.values
    }
}

fn add(row: &mut [f64], factor: f64, other: &[f64]) {
    for (entry, other) in row.iter_mut().zip(other) {
        *entry += factor * other;
        if entry.abs() < 1e-11 {
            *entry = 0.0;
        }
    }
}

struct Run<'a> {
    basis: Vec<usize>,
    rows: Vec<Vec<f64>>,
    values: Vec<f64>,
    bounds: &'a [Bounds],
}

impl Run<'_> {
    /// Moves one unknown; false where none helps. `careful`: the first that helps, which cannot go in circles.
    fn step(&mut self, target: usize, direction: f64, careful: bool) -> bool {
        let gains: Vec<f64> = match self.basis.iter().position(|basic| *basic == target) {
            Some(row) => self.rows[row].iter().map(|entry| entry * direction).collect(),
            None => (0..self.values.len()).map(|at| if at == target { direction } else { 0.0 }).collect(),
        };
        let helps = |at: &usize| {
            let Bounds { low, high } = self.bounds[*at];
            let value = self.values[*at];
            gains[*at] > NOTHING && value < high - 1e-9 || gains[*at] < -NOTHING && value > low + 1e-9
        };
        let mut candidates = (0..gains.len()).filter(helps);
        let chosen = if careful {
            candidates.next()
        } else {
            candidates.max_by(|a, b| gains[*a].abs().total_cmp(&gains[*b].abs()))
        };
        let Some(entering) = chosen else { return false };
        let sign = gains[entering].signum();
        let Bounds { low, high } = self.bounds[entering];
        let mut reach = if sign > 0.0 { high - self.values[entering] } else { self.values[entering] - low };
        let mut leaving: Option<usize> = None;
        for (row, basic) in self.basis.iter().enumerate() {
            let speed = self.rows[row][entering] * sign;
            if speed.abs() < NOTHING {
                continue;
            }
            let Bounds { low, high } = self.bounds[*basic];
            let room = if speed > 0.0 { high - self.values[*basic] } else { self.values[*basic] - low };
            let limit = room.max(0.0) / speed.abs();
            let earlier = leaving.is_some_and(|other| limit <= reach && self.basis[other] > *basic);
            if limit < reach - 1e-12 || earlier || leaving.is_none() && limit <= reach {
                (reach, leaving) = (limit, Some(row));
            }
        }
        // nothing stops it: far is far enough
        let reach = if reach.is_finite() { reach } else { 1e9 };
        for (row, basic) in self.basis.iter().enumerate() {
            self.values[*basic] += self.rows[row][entering] * sign * reach;
        }
        self.values[entering] += sign * reach;
        if let Some(row) = leaving {
            self.exchange(row, entering);
        }
        true
    }

    fn exchange(&mut self, row: usize, entering: usize) {
        let leaving = self.basis[row];
        let pivot = self.rows[row][entering];
        let mut solved: Vec<f64> = self.rows[row].iter().map(|entry| -entry / pivot).collect();
        solved[entering] = 0.0;
        solved[leaving] = 1.0 / pivot;
        for (at, other) in self.rows.iter_mut().enumerate() {
            let factor = if at == row { 0.0 } else { std::mem::take(&mut other[entering]) };
            if factor != 0.0 {
                add(other, factor, &solved);
            }
        }
        self.rows[row] = solved;
        self.basis[row] = entering;
    }
}
