//! Protects the primary cells one after the other, then publishes what is not needed.

use super::dictionary::Dictionary;
use super::pool::{Attacker, Goal, Pool, level, room, serves};
use super::program::{Outcome, Program, Variable};
use super::work::{Dice, OutOfWork, Work};
use super::{is_chosen, price};
use crate::disclosure::primary::{Requirements, Standing, TablePolicy, ZeroCells};
use crate::disclosure::table::{Content, Pattern, Status, Table, Witness};
use std::collections::{BTreeMap, BTreeSet};

/// Why there is no pattern.
pub(super) enum Failure {
    OutOfWork,
    /// The cell, by its index in the table.
    Unprotected(usize),
}

impl From<OutOfWork> for Failure {
    fn from(_: OutOfWork) -> Self {
        Self::OutOfWork
    }
}

/// What hidden cells cost, beside candidates: next to nothing.
const HIDDEN: f64 = 1e-5;
/// Multiples of a difference that are tried to make it whole.
const MULTIPLES: i64 = 60;

/// Cells are numbered among those that take part; `cells` has their indexes in the table.
pub(super) struct Search<'a> {
    table: &'a Table,
    policy: &'a TablePolicy,
    cells: &'a [usize],
    number: BTreeMap<usize, usize>,
    required: &'a Requirements,
    prices: Vec<f64>,
    hidden: Vec<bool>,
    /// Cells that are never hidden.
    stays: Vec<bool>,
    dictionary: Dictionary,
    pool: Pool,
    dice: Dice,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        table: &'a Table,
        policy: &'a TablePolicy,
        cells: &'a [usize],
        required: &'a Requirements,
        exponent: f64,
    ) -> Self {
        let number: BTreeMap<usize, usize> = cells.iter().enumerate().map(|(at, cell)| (*cell, at)).collect();
        let is_leaf: Vec<bool> = cells.iter().map(|cell| table.is_leaf(*cell)).collect();
        let above =
            |at: usize| table.above(cells[at]).iter().filter_map(|cell| number.get(cell).copied()).collect();
        let dictionary = Dictionary::new(&is_leaf, above);
        let largest = cells.iter().map(|cell| table.cells()[*cell].value()).max().unwrap_or(0);
        let unit = price(largest, exponent);
        let mut dice = Dice::new(0x0077_696a_6b66);
        let value = |cell: &usize| table.cells()[*cell].value();
        let prices = cells
            .iter()
            .map(|cell| price(value(cell), exponent) / unit * (0.985 + 0.03 * dice.roll()))
            .collect();
        let pool = Pool::new(table.cells().len());
        let hidden = vec![false; cells.len()];
        let stays = cells.iter().map(|cell| required.standing(*cell) == Standing::Published).collect();
        Self { table, policy, cells, number, required, prices, hidden, stays, dictionary, pool, dice }
    }

    /// Never hides this cell to protect another.
    pub(super) fn bar(&mut self, cell: usize) {
        if let Some(at) = self.number.get(&cell) {
            self.stays[*at] = true;
        }
    }

    pub(super) fn run(mut self, work: &mut Work) -> Result<Pattern, Failure> {
        let mut primaries: Vec<usize> =
            (0..self.cells.len()).filter(|at| self.required.need(self.cells[*at]).is_some()).collect();
        self.hide_unknown(work)?;
        let size =
            |at: &usize| self.required.need(self.cells[*at]).map_or(0, |level| level.up.max(level.down));
        primaries.sort_by_key(|at| std::cmp::Reverse(size(at)));
        for at in primaries {
            self.protect(at, None, work)?;
        }
        for at in 0..self.cells.len() {
            if self.required.standing(self.cells[at]) == Standing::Hidden {
                self.protect(at, None, work)?;
            }
        }
        if self.policy.respondents_subtract {
            self.protect_secondaries(work)?;
        }
        // out of work: the pattern at hand is valid
        match self.clean_up(work) {
            Ok(()) | Err(Failure::OutOfWork) => Ok(self.pattern()),
            Err(failure) => Err(failure),
        }
    }

    /// Protects one cell alone; all cells that were hidden for it, by their index in the table.
    pub(super) fn only(mut self, cell: usize, work: &mut Work) -> Option<Vec<usize>> {
        self.hide_unknown(work).ok()?;
        self.protect(*self.number.get(&cell)?, None, work).ok()?;
        let hidden = self.cells.iter().zip(&self.hidden).filter(|(_, hidden)| **hidden);
        Some(hidden.map(|(cell, _)| *cell).collect())
    }

    /// Hides what is not to be known whatever is chosen.
    fn hide_unknown(&mut self, work: &mut Work) -> Result<(), OutOfWork> {
        for at in 0..self.cells.len() {
            let standing = self.required.standing(self.cells[at]);
            let unknown = matches!(standing, Standing::Hidden | Standing::Closed);
            if unknown || self.required.need(self.cells[at]).is_some() {
                self.hide(at, work)?;
            }
        }
        Ok(())
    }

    fn hide(&mut self, at: usize, work: &mut Work) -> Result<(), OutOfWork> {
        if !self.hidden[at] {
            self.hidden[at] = true;
            self.dictionary.hide(at, &self.hidden, work)?;
        }
        Ok(())
    }

    /// What a hidden cell needs. A secondary cell needs nothing against the world: it is hidden for others, and
    /// is published again when no witness needs it.
    fn goals(&self, cell: usize) -> &'static [Goal] {
        match (self.required.need(cell), self.required.standing(cell)) {
            (Some(_), _) => &[Goal::Up, Goal::Down],
            (None, Standing::Closed) => &[],
            (None, Standing::Hidden) => &[Goal::Any],
            (None, _) if self.policy.respondents_subtract => &[Goal::Any],
            (None, _) => &[],
        }
    }

    /// Finds witnesses until the cell is protected; without one cell, and within what is hidden, where that is given.
    fn protect(&mut self, at: usize, without: Option<usize>, work: &mut Work) -> Result<(), Failure> {
        let cell = self.cells[at];
        for goal in self.goals(cell) {
            let mut before = None;
            while let Some(attacker) = self.unprotected((cell, *goal)) {
                if before == Some(attacker) {
                    return Err(Failure::Unprotected(cell));
                }
                before = Some(attacker);
                let Some(witness) = self.find((at, *goal), attacker, without, work)? else {
                    return Err(Failure::Unprotected(cell));
                };
                let support: Vec<usize> = witness
                    .differences
                    .iter()
                    .filter_map(|(cell, _)| self.number.get(cell).copied())
                    .collect();
                for at in support {
                    self.hide(at, work)?;
                }
                self.pool.add(witness);
            }
        }
        Ok(())
    }

    /// An attacker against whom no witness serves; the world first.
    fn unprotected(&mut self, (cell, goal): (usize, Goal)) -> Option<Attacker> {
        if let Some(level) = level(self.table, self.required.need(cell), (cell, goal), None)
            && !self.pool.serves_world(self.table, (cell, goal), level)
        {
            return Some(None);
        }
        if !self.policy.respondents_subtract {
            return None;
        }
        let serves_all = |attacker| {
            let Some(level) = level(self.table, self.required.need(cell), (cell, goal), attacker) else {
                return true;
            };
            self.pool.touching(cell).any(|witness| serves(self.table, witness, (cell, goal), level, attacker))
        };
        // who has no part in the cells of a witness that serves against the world, cannot do more than the world
        let level = level(self.table, self.required.need(cell), (cell, goal), None)?;
        let mut good =
            self.pool.touching(cell).filter(|witness| serves(self.table, witness, (cell, goal), level, None));
        let contributors =
            good.next()?.differences.iter().flat_map(|(cell, _)| self.table.cells()[*cell].contributors());
        let respondents: BTreeSet<u32> = contributors.map(|(respondent, _)| *respondent).collect();
        respondents.into_iter().map(Some).find(|attacker| !serves_all(*attacker))
    }

    fn find(
        &mut self,
        need: (usize, Goal),
        attacker: Attacker,
        without: Option<usize>,
        work: &mut Work,
    ) -> Result<Option<Witness>, OutOfWork> {
        // whole numbers can need other corners than the cheapest: prices are shaken after the first attempt
        let attempts = if self.table.content() == Content::Count { 30 } else { 2 };
        for all in [false, true] {
            if all && without.is_some() {
                break;
            }
            for attempt in 0..attempts {
                let goals: &[Goal] = if need.1 == Goal::Any { &[Goal::Up, Goal::Down] } else { &[need.1] };
                let mut possible = false;
                for goal in goals {
                    let Outcome::Found(values) =
                        self.solve((need.0, *goal), attacker, (without, all, attempt > 0), work)?
                    else {
                        continue;
                    };
                    possible = true;
                    if let Some(witness) = self.whole(need, *goal, attacker, &values) {
                        return Ok(Some(witness));
                    }
                }
                if !possible {
                    break;
                }
            }
        }
        Ok(None)
    }

    #[expect(clippy::cast_precision_loss, reason = "values stay below 10^15, which a float holds exactly")]
    fn solve(
        &mut self,
        (at, goal): (usize, Goal),
        attacker: Attacker,
        (without, all, shaken): (Option<usize>, bool, bool),
        work: &mut Work,
    ) -> Result<Outcome, OutOfWork> {
        let cell = self.cells[at];
        let Some(level) = level(self.table, self.required.need(cell), (cell, goal), attacker) else {
            return Ok(Outcome::None);
        };
        let (mut variables, mut numbers) = (Vec::new(), vec![usize::MAX; self.cells.len()]);
        let mut take = |this: &mut Self, number: usize| {
            let room = room(this.table, this.cells[number], attacker);
            let price = match (this.hidden[number], shaken) {
                (true, _) => HIDDEN * (0.5 + this.dice.roll()),
                (false, false) => this.prices[number],
                (false, true) => this.prices[number] * (0.25 + 4.0 * this.dice.roll()),
            };
            numbers[number] = variables.len();
            let low = -(room.unwrap_or(0) as f64) / level as f64;
            let frozen = this.stays[number] || room.is_none() || without == Some(number);
            variables.push(Variable { price, low, frozen });
            numbers[number]
        };
        let wanted = |this: &Self, number: &usize| all || this.hidden[*number];
        let rows: Vec<usize> =
            (0..self.dictionary.rows.len()).filter(|row| wanted(self, &self.dictionary.rows[*row])).collect();
        let columns: Vec<usize> = (0..self.dictionary.columns.len())
            .filter(|at| wanted(self, &self.dictionary.columns[*at]))
            .collect();
        let row_cells: Vec<usize> = rows.iter().map(|row| self.dictionary.rows[*row]).collect();
        let column_cells: Vec<usize> = columns.iter().map(|at| self.dictionary.columns[*at]).collect();
        let row_variables = row_cells.iter().map(|number| take(self, *number)).collect();
        let column_variables = column_cells.iter().map(|number| take(self, *number)).collect();
        work.spend(rows.len() * columns.len())?;
        let mut entries = Vec::with_capacity(rows.len() * columns.len());
        for row in &rows {
            let line = self.dictionary.row(*row);
            entries.extend(columns.iter().map(|column| line[*column]));
        }
        let direction = if goal == Goal::Down { -1.0 } else { 1.0 };
        let program = Program {
            variables,
            rows: row_variables,
            columns: column_variables,
            entries,
            target: numbers[at],
            direction,
        };
        let Outcome::Found(values) = program.solve(work)? else { return Ok(Outcome::None) };
        // back to the numbers of the cells, and from levels to the table's unit
        let of = |number: &usize| values.get(*number).map_or(0.0, |value| value * level as f64);
        Ok(Outcome::Found(numbers.iter().map(of).collect()))
    }

    /// A difference as whole numbers: leaves are rounded, margins are their sums, and what was not to differ does not.
    fn whole(
        &self,
        (at, goal): (usize, Goal),
        way: Goal,
        attacker: Attacker,
        values: &[f64],
    ) -> Option<Witness> {
        let cell = self.cells[at];
        let level = level(self.table, self.required.need(cell), (cell, way), attacker)?;
        let multiples = if self.table.content() == Content::Count { 1 } else { MULTIPLES };
        (1..=multiples).find_map(|multiple| {
            let witness = self.rounded(values, multiple)?;
            serves(self.table, &witness, (cell, goal), level, attacker).then_some(witness)
        })
    }

    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the answer is checked")]
    fn rounded(&self, values: &[f64], multiple: i64) -> Option<Witness> {
        let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
        for (number, cell) in self.cells.iter().enumerate() {
            let value = values[number] * multiple as f64;
            if value == 0.0 || !self.table.is_leaf(*cell) {
                continue;
            }
            let whole = value.round();
            if (whole - value).abs() > 1e-3 || whole.abs() > 1e16 {
                return None;
            }
            for above in self.table.above(*cell) {
                *sums.entry(above).or_default() += whole as i64;
            }
        }
        sums.retain(|_, sum| *sum != 0);
        let expected =
            |cell: &usize| self.number.get(cell).is_some_and(|number| values[*number].abs() > 1e-9);
        if !sums.keys().all(expected) {
            return None;
        }
        let divisor = sums.values().fold(0, |divisor, sum| greatest_divisor(divisor, sum.abs()));
        (divisor > 0).then(|| Witness {
            differences: sums.into_iter().map(|(cell, sum)| (cell, sum / divisor)).collect(),
        })
    }

    /// Secondary cells must not be known to one respondent either. Hiding one cell can call for another.
    fn protect_secondaries(&mut self, work: &mut Work) -> Result<(), Failure> {
        loop {
            let before = self.hidden.iter().filter(|hidden| **hidden).count();
            for at in 0..self.cells.len() {
                if self.hidden[at] {
                    self.protect(at, None, work)?;
                }
            }
            if self.hidden.iter().filter(|hidden| **hidden).count() == before {
                return Ok(());
            }
        }
    }

    /// Publishes secondary cells, the dearest first, where all others stay protected without them.
    fn clean_up(&mut self, work: &mut Work) -> Result<(), Failure> {
        let is_secondary = |at: &usize| self.hidden[*at] && is_chosen(self.required, self.cells[*at]);
        let mut secondaries: Vec<usize> = (0..self.cells.len()).filter(is_secondary).collect();
        secondaries.sort_by(|a, b| self.prices[*b].total_cmp(&self.prices[*a]));
        for at in secondaries {
            let (retired, touched) = self.pool.retire(self.cells[at]);
            match self.without(at, &touched, work) {
                Ok(()) => {
                    self.hidden[at] = false;
                    self.pool.forget(&retired);
                    self.dictionary.publish(at, &self.hidden, work)?;
                }
                Err(failure) => {
                    self.pool.restore(&retired);
                    if let Failure::OutOfWork = failure {
                        return Err(failure);
                    }
                }
            }
        }
        Ok(())
    }

    fn without(&mut self, at: usize, touched: &BTreeSet<usize>, work: &mut Work) -> Result<(), Failure> {
        for cell in touched {
            if let Some(other) =
                self.number.get(cell).copied().filter(|other| *other != at && self.hidden[*other])
            {
                self.protect(other, Some(at), work)?;
            }
        }
        Ok(())
    }

    fn pattern(self) -> Pattern {
        let statuses = (0..self.table.cells().len()).map(|cell| match self.number.get(&cell) {
            None if self.required.standing(cell) == Standing::Closed => Status::Closed,
            None if self.table.cells()[cell].is_empty() && self.policy.zero_cells == ZeroCells::Safe => {
                Status::Empty
            }
            None => Status::Safe,
            Some(_) if self.required.need(cell).is_some() => Status::Primary,
            Some(_) if self.required.standing(cell) == Standing::Closed => Status::Closed,
            Some(at) if self.hidden[*at] => Status::Secondary,
            Some(_) => Status::Safe,
        });
        Pattern { statuses: statuses.collect(), witnesses: self.pool.into_witnesses() }
    }
}

fn greatest_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { greatest_divisor(b, a % b) }
}
