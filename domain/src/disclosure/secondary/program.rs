//! The cheapest difference that moves one cell by one level: dual simplex on `Σ price · |difference|`.
//!
//! A difference may go down to the negative of what its cell has room for; its price bends there and at zero. To
//! differ nowhere is always allowed, and that is the start. A cell that follows from others is in one piece of its
//! price; one that is out of its piece either steps to the next piece (only its slope changes) or is given there, and
//! another follows in its stead. Only cells that are reached are looked at, so that the work does not grow with the
//! table.

use super::basis::Basis;
use super::search::Scope;
use super::sums::Sums;
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

/// What is asked: per cell its variable, the leaves that may differ, the cell that is to move, and which way.
pub(super) struct Question<'a, F: Fn(usize) -> Variable> {
    pub(super) sums: &'a Sums,
    pub(super) scope: &'a Scope<'a>,
    pub(super) variable: F,
    pub(super) target: usize,
    /// 1 or −1.
    pub(super) direction: f64,
}

/// Where a given cell stands, or in which piece one is that follows.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// At a difference that is laid down.
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

#[derive(Clone, Copy)]
struct Reached {
    variable: Variable,
    state: State,
    value: f64,
    slope: f64,
    reduced: f64,
}

const OUT: f64 = 1e-9;
const NOTHING: f64 = 1e-9;
/// So many steps, and an answer is not expected any more.
const MOST_STEPS: usize = 600;

/// What a program ended in.
#[derive(PartialEq)]
pub(super) enum Outcome {
    /// The differences by cell, in order, without those of zero.
    Found(Vec<(usize, f64)>),
    /// There are none.
    Impossible,
    /// None were found in so many steps.
    GivenUp,
}

/// Room for one program after the other.
pub(super) struct Solver {
    reached: Vec<Option<Reached>>,
    order: Vec<usize>,
    basis: Basis,
    coefficients: Vec<f64>,
    row: Vec<usize>,
    /// How the cell that is looked at depends on given ones.
    line: Vec<(usize, f64)>,
}

/// A cell out of its piece: whether above it, the border it is to go to, and how far its slope can turn.
struct Violation {
    cell: usize,
    sign: f64,
    border: f64,
    turn: f64,
}

impl Solver {
    pub(super) fn new(cells: usize) -> Self {
        Self {
            reached: vec![None; cells],
            order: Vec::new(),
            basis: Basis::new(cells),
            coefficients: vec![0.0; cells],
            row: Vec::new(),
            line: Vec::new(),
        }
    }

    /// Looks for the cheapest differences.
    pub(super) fn solve<F: Fn(usize) -> Variable>(
        &mut self,
        question: &Question<'_, F>,
        work: &mut Work,
    ) -> Result<Outcome, OutOfWork> {
        let found = self.run(question, work);
        let mut values: Vec<(usize, f64)> = Vec::new();
        for cell in self.order.drain(..) {
            if let Some(reached) = self.reached[cell].take().filter(|reached| reached.value.abs() > 1e-9) {
                values.push((cell, reached.value));
            }
        }
        self.basis.clear();
        values.sort_unstable_by_key(|(cell, _)| *cell);
        Ok(match found? {
            Some(true) => Outcome::Found(values),
            Some(false) => Outcome::Impossible,
            None => Outcome::GivenUp,
        })
    }

    /// Whether there are differences; nothing where that was not found out.
    fn run<F: Fn(usize) -> Variable>(
        &mut self,
        question: &Question<'_, F>,
        work: &mut Work,
    ) -> Result<Option<bool>, OutOfWork> {
        self.reach(question, question.target).state = State::Fixed;
        if question.sums.is_leaf(question.target) {
            self.shift(question, question.target, question.direction);
        }
        for _ in 0..MOST_STEPS {
            let Some(violation) = self.next_violation(question) else { return Ok(Some(true)) };
            work.spend(self.order.len())?;
            if !self.step(question, &violation, work)? {
                return Ok(Some(false));
            }
        }
        Ok(None)
    }

    fn reach<F: Fn(usize) -> Variable>(&mut self, question: &Question<'_, F>, cell: usize) -> &mut Reached {
        let order = &mut self.order;
        self.reached[cell].get_or_insert_with(|| {
            order.push(cell);
            let variable = (question.variable)(cell);
            let state = if variable.frozen { State::Fixed } else { State::Zero };
            Reached { variable, state, value: 0.0, slope: 0.0, reduced: 0.0 }
        })
    }

    /// Changes a leaf and all sums that follow from it.
    fn shift<F: Fn(usize) -> Variable>(&mut self, question: &Question<'_, F>, leaf: usize, by: f64) {
        self.reach(question, leaf).value += by;
        for sum in question.sums.above(leaf) {
            if !self.basis.is_given(*sum) {
                self.reach(question, *sum).value += by;
            }
        }
    }

    fn violation<F: Fn(usize) -> Variable>(
        &self,
        question: &Question<'_, F>,
        cell: usize,
    ) -> Option<(f64, Violation)> {
        let Reached { variable: Variable { price, low, .. }, state, value, slope, .. } = self.reached[cell]?;
        let (from, to) = match state {
            State::Fixed if cell == question.target => (question.direction, question.direction),
            State::Fixed => (0.0, 0.0),
            // nothing bends where nothing is paid
            _ if price == 0.0 => (low, f64::INFINITY),
            State::Zero => (0.0, 0.0),
            State::Below | State::Low => (low, 0.0),
            State::Above => (0.0, f64::INFINITY),
        };
        if value > to + OUT {
            let turn = if state == State::Fixed { f64::INFINITY } else { price - slope };
            return Some((value - to, Violation { cell, sign: 1.0, border: to, turn }));
        }
        if value < from - OUT {
            let free = matches!(state, State::Above | State::Zero) && low < 0.0 && price > 0.0;
            let turn = if free { slope + price } else { f64::INFINITY };
            return Some((from - value, Violation { cell, sign: -1.0, border: from, turn }));
        }
        None
    }

    /// Of the cells out of their piece the one that is furthest, for the leaves it sums up: small sums first.
    fn next_violation<F: Fn(usize) -> Variable>(&self, question: &Question<'_, F>) -> Option<Violation> {
        let following = self.order.iter().filter(|cell| self.basis.follows(question.sums, **cell));
        let out = following.filter_map(|cell| {
            let (far, violation) = self.violation(question, *cell)?;
            Some((far / weight(question.scope.under(*cell).len()), violation))
        });
        out.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, violation)| violation)
    }

    /// How a cell that follows depends on what is given: fills the coefficients, and which they are.
    fn read_row<F: Fn(usize) -> Variable>(
        &mut self,
        question: &Question<'_, F>,
        cell: usize,
        work: &mut Work,
    ) -> Result<(), OutOfWork> {
        self.row.clear();
        let weights = self.basis.weights(question.sums, cell);
        work.spend(self.basis.size() * 8)?;
        let mut lists: Vec<(usize, f64)> = weights.iter().map(|(sum, weight)| (*sum, -weight)).collect();
        if !question.sums.is_leaf(cell) {
            lists.push((cell, 1.0));
        }
        for (sum, factor) in lists {
            work.spend(question.scope.under(sum).len())?;
            for leaf in question.scope.under(sum) {
                let before = self.coefficients[*leaf];
                if before == 0.0 {
                    self.row.push(*leaf);
                }
                // never exactly nothing, so that it is listed once
                self.coefficients[*leaf] = before + factor + 1e-300;
            }
        }
        for (sum, weight) in weights {
            self.coefficients[sum] = weight;
            self.row.push(sum);
        }
        Ok(())
    }

    /// Turns the slope of a cell, or lets the given cell that blocks first follow in its stead. Nothing blocks:
    /// impossible.
    fn step<F: Fn(usize) -> Variable>(
        &mut self,
        question: &Question<'_, F>,
        violation: &Violation,
        work: &mut Work,
    ) -> Result<bool, OutOfWork> {
        self.read_row(question, violation.cell, work)?;
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        for cell in &self.row {
            let coefficient = std::mem::take(&mut self.coefficients[*cell]);
            if coefficient.abs() >= NOTHING && !self.basis.follows(question.sums, *cell) {
                line.push((*cell, coefficient));
            }
        }
        let goes_on = self.step_along(question, violation, &line, work);
        self.line = line;
        goes_on
    }

    fn step_along<F: Fn(usize) -> Variable>(
        &mut self,
        question: &Question<'_, F>,
        violation: &Violation,
        line: &[(usize, f64)],
        work: &mut Work,
    ) -> Result<bool, OutOfWork> {
        let mut blocking: Option<(f64, usize, f64)> = None;
        for (cell, coefficient) in line {
            let Some(reach) = self.reach_of(question, *cell, coefficient * violation.sign) else { continue };
            let closer = blocking.is_none_or(|(best, _, chosen)| {
                reach < best - 1e-13 || (reach <= best && coefficient.abs() > chosen.abs())
            });
            if closer {
                blocking = Some((reach, *cell, *coefficient));
            }
        }
        let cell = violation.cell;
        match blocking {
            Some((reach, entering, coefficient)) if reach < violation.turn => {
                self.turn(question, cell, line, reach * violation.sign);
                self.leave(question, violation, entering, coefficient);
                work.spend(self.basis.size() * self.basis.size())?;
            }
            _ if violation.turn.is_finite() => {
                self.turn(question, cell, line, violation.turn * violation.sign);
                self.reach(question, cell).state =
                    if violation.sign > 0.0 { State::Above } else { State::Below };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// How far the slope of a cell can turn before this given one blocks; nothing: it never does.
    fn reach_of<F: Fn(usize) -> Variable>(
        &self,
        question: &Question<'_, F>,
        cell: usize,
        coefficient: f64,
    ) -> Option<f64> {
        let (variable, state, reduced) = match self.reached[cell] {
            Some(reached) => (reached.variable, reached.state, reached.reduced),
            None => ((question.variable)(cell), State::Zero, 0.0),
        };
        if variable.frozen || state == State::Fixed {
            return None;
        }
        let Variable { price, low, .. } = variable;
        let (left, right) = match state {
            State::Zero if low < 0.0 => (-price, price),
            State::Zero => (f64::NEG_INFINITY, price),
            _ => (f64::NEG_INFINITY, -price),
        };
        let room = if coefficient > 0.0 { -left - reduced } else { right + reduced };
        let reach = room.max(0.0) / coefficient.abs();
        reach.is_finite().then_some(reach)
    }

    fn turn<F: Fn(usize) -> Variable>(
        &mut self,
        question: &Question<'_, F>,
        cell: usize,
        line: &[(usize, f64)],
        by: f64,
    ) {
        self.reach(question, cell).slope += by;
        if by == 0.0 {
            return;
        }
        for (other, coefficient) in line {
            self.reach(question, *other).reduced += by * coefficient;
        }
    }

    fn leave<F: Fn(usize) -> Variable>(
        &mut self,
        question: &Question<'_, F>,
        violation: &Violation,
        entering: usize,
        coefficient: f64,
    ) {
        let leaving = violation.cell;
        let by = (violation.border - self.reach(question, leaving).value) / coefficient;
        for (leaf, effect) in self.basis.effects(question.sums, entering) {
            self.shift(question, leaf, effect * by);
        }
        if question.sums.is_leaf(entering) {
            self.shift(question, entering, by);
        } else {
            self.reach(question, entering).value += by;
        }
        self.basis.exchange(question.sums, leaving, entering);
        let into = self.reach(question, entering);
        let goes_up = by > 0.0 || (by == 0.0 && coefficient * violation.sign < 0.0);
        let above = goes_up && into.state == State::Zero;
        into.state = if above { State::Above } else { State::Below };
        into.slope = if above { into.variable.price } else { -into.variable.price };
        into.reduced = 0.0;
        let out = self.reach(question, leaving);
        out.value = violation.border;
        if out.state != State::Fixed {
            let zero = violation.border == 0.0 || out.variable.low == 0.0;
            out.state = if zero { State::Zero } else { State::Low };
        }
        out.reduced = -out.slope;
        out.slope = 0.0;
    }
}

/// Larger for sums of more leaves.
#[expect(clippy::cast_precision_loss, reason = "it only orders")]
fn weight(leaves: usize) -> f64 {
    (leaves as f64 + 1.0).sqrt()
}
