//! The cheapest difference that moves one cell by one level: dual simplex on `Σ price · |difference|`.
//!
//! A difference may go down to the negative of what its cell has room for; its price bends there and at zero. To
//! differ nowhere is always allowed, and that is the start. A row of the dictionary is in one piece of its price;
//! the row that is furthest out of its piece either steps to the next piece (only its slope changes) or leaves.

use super::dictionary::exchange;
use super::work::{OutOfWork, Work};

/// One cell of a program, in levels of the cell that is to move.
#[derive(Clone, Copy)]
pub(super) struct Variable {
    pub(super) price: f64,
    /// The lowest difference, at most zero.
    pub(super) low: f64,
    /// Whether it must not differ.
    pub(super) frozen: bool,
}

/// What a program ended in.
pub(super) enum Outcome {
    /// Per variable its difference.
    Found(Vec<f64>),
    /// No such difference, or none was found in so many steps.
    None,
}

/// Where a variable outside the rows stands, or in which piece a row is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// At a difference that is given.
    Fixed,
    /// At zero.
    Zero,
    /// At the lowest difference.
    Low,
    /// Between the lowest and zero.
    Below,
    /// Above zero.
    Above,
}

const OUT: f64 = 1e-9;
const NOTHING: f64 = 1e-9;

/// Rows and columns as indexes into variables, and the coefficients row by row.
pub(super) struct Program {
    pub(super) variables: Vec<Variable>,
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
    pub(super) entries: Vec<f64>,
    pub(super) target: usize,
    /// 1 or −1.
    pub(super) direction: f64,
}

struct Run<'a> {
    program: &'a mut Program,
    states: Vec<State>,
    values: Vec<f64>,
    slopes: Vec<f64>,
    reduced: Vec<f64>,
}

/// A step: the row, whether it is above its piece, the border it is to go to, and how far its slope can turn.
struct Violation {
    row: usize,
    sign: f64,
    border: f64,
    turn: f64,
}

impl Program {
    pub(super) fn solve(mut self, work: &mut Work) -> Result<Outcome, OutOfWork> {
        let count = self.variables.len();
        let mut run = Run {
            states: (0..count).map(|at| if self.is_fixed(at) { State::Fixed } else { State::Zero }).collect(),
            values: vec![0.0; count],
            slopes: vec![0.0; count],
            reduced: vec![0.0; self.columns.len()],
            program: &mut self,
        };
        run.start();
        let steps = 200 + 20 * count;
        for _ in 0..steps {
            let Some(violation) = run.furthest() else { return Ok(Outcome::Found(run.values)) };
            if !run.step(&violation, work)? {
                return Ok(Outcome::None);
            }
        }
        Ok(Outcome::None)
    }

    fn is_fixed(&self, at: usize) -> bool {
        at == self.target || self.variables[at].frozen
    }
}

impl Run<'_> {
    /// The target moves at once where it is outside the rows.
    fn start(&mut self) {
        let Some(column) = self.program.columns.iter().position(|at| *at == self.program.target) else {
            return;
        };
        self.values[self.program.target] = self.program.direction;
        let width = self.program.columns.len();
        for (row, at) in self.program.rows.iter().enumerate() {
            self.values[*at] = self.program.entries[row * width + column] * self.program.direction;
        }
    }

    fn fixed_value(&self, at: usize) -> f64 {
        if at == self.program.target { self.program.direction } else { 0.0 }
    }

    /// How far the price may slope to the left and to the right of where a variable outside the rows stands.
    fn slopes_at(&self, at: usize) -> (f64, f64) {
        let Variable { price, low, .. } = self.program.variables[at];
        match self.states[at] {
            State::Zero if low < 0.0 => (-price, price),
            State::Zero => (f64::NEG_INFINITY, price),
            State::Low => (f64::NEG_INFINITY, -price),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    fn violation(&self, row: usize) -> Option<(f64, Violation)> {
        let at = self.program.rows[row];
        let Variable { price, low, .. } = self.program.variables[at];
        let (value, slope) = (self.values[at], self.slopes[at]);
        let (from, to) = match self.states[at] {
            State::Fixed => (self.fixed_value(at), self.fixed_value(at)),
            State::Below | State::Low => (low, 0.0),
            State::Above => (0.0, f64::INFINITY),
            State::Zero => (0.0, 0.0),
        };
        if value > to + OUT {
            let turn = if self.states[at] == State::Fixed { f64::INFINITY } else { price - slope };
            return Some((value - to, Violation { row, sign: 1.0, border: to, turn }));
        }
        if value < from - OUT {
            let free = matches!(self.states[at], State::Above | State::Zero) && low < 0.0;
            let turn = if free { slope + price } else { f64::INFINITY };
            return Some((from - value, Violation { row, sign: -1.0, border: from, turn }));
        }
        None
    }

    fn furthest(&self) -> Option<Violation> {
        let rows = 0..self.program.rows.len();
        let out = rows.filter_map(|row| self.violation(row));
        out.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, violation)| violation)
    }

    /// Turns the slope of a row, or exchanges it for the column that blocks first. Nothing blocks: impossible.
    fn step(&mut self, violation: &Violation, work: &mut Work) -> Result<bool, OutOfWork> {
        let width = self.program.columns.len();
        let line = violation.row * width..(violation.row + 1) * width;
        let row: Vec<f64> = self.program.entries[line].to_vec();
        let mut blocking: Option<(f64, usize)> = None;
        for (column, coefficient) in row.iter().enumerate() {
            let coefficient = coefficient * violation.sign;
            if coefficient.abs() < NOTHING {
                continue;
            }
            let (left, right) = self.slopes_at(self.program.columns[column]);
            let room =
                if coefficient > 0.0 { -left - self.reduced[column] } else { right + self.reduced[column] };
            let reach = room.max(0.0) / coefficient.abs();
            let closer = blocking.is_none_or(|(best, chosen): (f64, usize)| {
                reach < best - 1e-13 || (reach <= best && coefficient.abs() > row[chosen].abs())
            });
            if reach.is_finite() && closer {
                blocking = Some((reach, column));
            }
        }
        let at = self.program.rows[violation.row];
        match blocking {
            Some((reach, column)) if reach < violation.turn => {
                work.spend(self.program.entries.len())?;
                self.turn(at, &row, reach * violation.sign);
                self.leave(violation, &row, column);
            }
            _ if violation.turn.is_finite() => {
                work.spend(width)?;
                self.turn(at, &row, violation.turn * violation.sign);
                self.states[at] = if violation.sign > 0.0 { State::Above } else { State::Below };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn turn(&mut self, at: usize, row: &[f64], by: f64) {
        self.slopes[at] += by;
        for (reduced, coefficient) in self.reduced.iter_mut().zip(row) {
            *reduced += by * coefficient;
        }
    }

    fn leave(&mut self, violation: &Violation, row: &[f64], column: usize) {
        let (leaving, entering) = (self.program.rows[violation.row], self.program.columns[column]);
        let by = (violation.border - self.values[leaving]) / row[column];
        let width = self.program.columns.len();
        for (index, at) in self.program.rows.iter().enumerate() {
            self.values[*at] += self.program.entries[index * width + column] * by;
        }
        self.values[entering] += by;
        self.values[leaving] = violation.border;
        let price = self.program.variables[entering].price;
        let goes_up = by > 0.0 || (by == 0.0 && row[column] * violation.sign < 0.0);
        let above = goes_up && self.states[entering] == State::Zero;
        self.states[entering] = if above { State::Above } else { State::Below };
        self.slopes[entering] = if above { price } else { -price };
        let low = self.program.variables[leaving].low;
        if self.states[leaving] != State::Fixed {
            self.states[leaving] =
                if violation.border == 0.0 || low == 0.0 { State::Zero } else { State::Low };
        }
        exchange(&mut self.program.entries, width, violation.row, column);
        (self.program.rows[violation.row], self.program.columns[column]) = (entering, leaving);
        self.reduced[column] = -self.slopes[leaving];
    }
}
