//! Protects the primary cells one after the other, then publishes what is not needed.

mod stepwise;
mod window;

pub(super) use window::Scope;

use super::facts::{Attacker, Facts, Goal};
use super::pool::{self, Differences, Pool, serves};
use super::price;
use super::program::{Outcome, Question, Solver, Variable};
use super::whole::whole;
use super::work::{OutOfWork, Work, grain};
use crate::disclosure::primary::{Standing, ZeroCells};
use crate::disclosure::table::{MAX_DIMENSIONS, Pattern, Status, Witness};
use std::collections::BTreeSet;

/// Why there is no pattern.
pub(super) enum Failure {
    OutOfWork,
    /// The cell, by its number.
    Unprotected(usize),
}

impl From<OutOfWork> for Failure {
    fn from(_: OutOfWork) -> Self {
        Self::OutOfWork
    }
}

/// What hidden cells cost, beside candidates: next to nothing.
const HIDDEN: f64 = 1e-5;

/// Tables of more figures are searched in windows first, of so many codes in each of one to four dimensions.
const SMALL: usize = 400;
const WINDOWS: [[usize; 3]; MAX_DIMENSIONS] = [[32, 64, 128], [10, 20, 40], [4, 7, 12], [3, 4, 6]];
/// Tables of more figures are only searched in the two smaller windows when a cell is to be published.
const MIDDLING: usize = 2_500;

/// Which cells may differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Hidden ones, but for one perhaps.
    Hidden { without: Option<usize> },
    /// All that can be hidden.
    All,
}

/// A cell that is to be published, and the witnesses that touch it.
#[derive(Clone, Copy)]
struct Without<'a> {
    cell: usize,
    retired: &'a [usize],
}

impl Within {
    fn freezes(self, cell: usize, hidden: &[bool], stays: &[bool]) -> bool {
        match self {
            Self::Hidden { without } => !hidden[cell] || without == Some(cell),
            Self::All => stays[cell],
        }
    }
}

pub(super) struct Search<'a> {
    facts: &'a Facts<'a>,
    prices: Vec<f64>,
    hidden: Vec<bool>,
    /// Cells that are never hidden.
    stays: Vec<bool>,
    /// Per sum its leaves that are hidden, and those that can be.
    under_hidden: Vec<Vec<usize>>,
    under_all: Vec<Vec<usize>>,
    pool: Pool,
    solver: Solver,
    /// How many programs there were.
    programs: u64,
}

impl<'a> Search<'a> {
    /// `barred` cells are never hidden to protect another.
    pub(super) fn new(facts: &'a Facts<'a>, exponent: f64, barred: &BTreeSet<usize>) -> Self {
        let count = facts.len();
        let largest = (0..count).map(|cell| facts.value(cell)).max().unwrap_or(0);
        let unit = price(largest, exponent);
        let stays: Vec<bool> = (0..count)
            .map(|cell| facts.standing(cell) == Standing::Published || barred.contains(&cell))
            .collect();
        Self {
            facts,
            prices: (0..count)
                .map(|cell| {
                    let open = f64::from(facts.figures[cell].open);
                    open * price(facts.value(cell), exponent) / unit * (0.985 + 0.03 * grain(cell, 0))
                })
                .collect(),
            hidden: vec![false; count],
            under_hidden: vec![Vec::new(); count],
            under_all: facts.sums.under(|leaf| !stays[leaf]),
            stays,
            pool: Pool::new(count),
            solver: Solver::new(count),
            programs: 0,
        }
    }

    pub(super) fn run(mut self, work: &mut Work) -> Result<Pattern, Failure> {
        self.hide_unknown();
        let size = |cell: &usize| self.facts.need(*cell).map_or(0, |level| level.up.max(level.down));
        let mut needy: Vec<usize> =
            (0..self.facts.len()).filter(|cell| self.facts.need(*cell).is_some()).collect();
        needy.sort_by_key(|cell| std::cmp::Reverse(size(cell)));
        needy.extend((0..self.facts.len()).filter(|cell| {
            self.facts.standing(*cell) == Standing::Hidden && self.facts.need(*cell).is_none()
        }));
        for cell in needy {
            self.protect(cell, None, work)?;
        }
        if self.facts.policy.respondents_subtract {
            self.protect_secondaries(work)?;
        }
        // out of work: the pattern at hand is valid
        match self.clean_up(work) {
            Ok(()) | Err(Failure::OutOfWork) => Ok(self.pattern()),
            Err(failure) => Err(failure),
        }
    }

    /// Protects one cell alone; all cells that were hidden for it.
    pub(super) fn only(mut self, cell: usize, work: &mut Work) -> Option<Vec<usize>> {
        self.hide_unknown();
        self.protect(cell, None, work).ok()?;
        Some((0..self.facts.len()).filter(|cell| self.hidden[*cell]).collect())
    }

    /// Hides what is not to be known whatever is chosen.
    fn hide_unknown(&mut self) {
        for cell in 0..self.facts.len() {
            let unknown = matches!(self.facts.standing(cell), Standing::Hidden | Standing::Closed);
            if unknown || self.facts.need(cell).is_some() {
                self.hide(cell);
            }
        }
    }

    fn hide(&mut self, cell: usize) {
        if self.hidden[cell] {
            return;
        }
        self.hidden[cell] = true;
        if self.facts.sums.is_leaf(cell) {
            for sum in self.facts.sums.above(cell) {
                self.under_hidden[*sum].push(cell);
            }
        }
    }

    fn publish(&mut self, cell: usize) {
        self.hidden[cell] = false;
        if self.facts.sums.is_leaf(cell) {
            for sum in self.facts.sums.above(cell) {
                self.under_hidden[*sum].retain(|leaf| *leaf != cell);
            }
        }
    }

    /// Finds witnesses until the cell is protected; without one cell, and within what is hidden, where that is given.
    fn protect(&mut self, cell: usize, without: Option<Without<'_>>, work: &mut Work) -> Result<(), Failure> {
        let facts = self.facts;
        for goal in facts.goals(cell) {
            let need = (cell, *goal);
            let Some(level) = facts.level(need, None) else { continue };
            if !self.pool.serves_world(facts, need, level) {
                self.find(need, None, without, work)?;
            }
            for attacker in self.who_may_know(need, level, work)? {
                let Some(own_level) = facts.level(need, Some(attacker)) else { continue };
                let serving = self.pool.serving(facts, need, level);
                work.spend(serving.iter().map(|witness| witness.len()).sum())?;
                if !serving.iter().any(|witness| serves(facts, witness, need, own_level, Some(attacker))) {
                    self.find(need, Some(attacker), without, work)?;
                }
            }
        }
        Ok(())
    }

    /// The respondents who may know a cell although the world does not: for each of them every witness falls short
    /// that serves against the world. Who has no part in the cells of a witness can do no more than the world.
    fn who_may_know(
        &self,
        need: (usize, Goal),
        level: i64,
        work: &mut Work,
    ) -> Result<BTreeSet<u32>, OutOfWork> {
        let facts = self.facts;
        if !facts.policy.respondents_subtract {
            return Ok(BTreeSet::new());
        }
        let mut left: Option<BTreeSet<u32>> = None;
        for witness in self.pool.serving(facts, need, level) {
            work.spend(witness.len())?;
            let these = pool::who_may_know(facts, witness, need, level);
            let both =
                left.map_or_else(|| these.clone(), |before| before.intersection(&these).copied().collect());
            if both.is_empty() {
                return Ok(both);
            }
            left = Some(both);
        }
        Ok(left.unwrap_or_default())
    }

    /// Finds a witness, hides its cells, and keeps it.
    fn find(
        &mut self,
        need: (usize, Goal),
        attacker: Attacker,
        without: Option<Without<'_>>,
        work: &mut Work,
    ) -> Result<(), Failure> {
        let combined = match (without, self.facts.level(need, attacker)) {
            (Some(Without { cell, retired }), Some(level)) => {
                self.pool.combination(self.facts, (retired, cell), (need, level, attacker))
            }
            _ => None,
        };
        let found = match combined {
            Some(found) => Some(found),
            None => self.look(need, attacker, without.map(|without| without.cell), work)?,
        };
        let witness = found.ok_or(Failure::Unprotected(need.0))?;
        witness.iter().for_each(|(cell, _)| self.hide(*cell));
        self.pool.add(witness);
        Ok(())
    }

    /// Looks within what is hidden, then, unless a cell is to be published, within all that can be; of a large table
    /// in windows first, and there only where it is about publishing.
    fn look(
        &mut self,
        need: (usize, Goal),
        attacker: Attacker,
        without: Option<usize>,
        work: &mut Work,
    ) -> Result<Option<Differences>, OutOfWork> {
        let withins: &[Within] = if without.is_some() {
            &[Within::Hidden { without }]
        } else {
            &[Within::Hidden { without }, Within::All]
        };
        let is_large = self.facts.len() > SMALL;
        if is_large {
            let all = &WINDOWS[self.facts.table.hierarchies().len() - 1];
            let windows = if without.is_some() { &all[..2] } else { &all[..] };
            for (within, codes) in
                withins.iter().flat_map(|within| windows.iter().map(|codes| (*within, *codes)))
            {
                let window = self.window(need.0, codes);
                let found = self.look_in(need, attacker, (within, &window), work)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        for within in withins.iter().filter(|_| without.is_none() || self.facts.len() <= MIDDLING) {
            let lists = match within {
                Within::Hidden { .. } => std::mem::take(&mut self.under_hidden),
                Within::All => std::mem::take(&mut self.under_all),
            };
            let found = self.look_in(need, attacker, (*within, &Scope::Whole(&lists)), work);
            match within {
                Within::Hidden { .. } => self.under_hidden = lists,
                Within::All => self.under_all = lists,
            }
            if let Ok(None) = found {
                continue;
            }
            return found;
        }
        Ok(None)
    }

    fn look_in(
        &mut self,
        need: (usize, Goal),
        attacker: Attacker,
        (within, scope): (Within, &Scope<'_>),
        work: &mut Work,
    ) -> Result<Option<Differences>, OutOfWork> {
        // whole numbers can need other corners than the cheapest: prices are shaken after the first attempt
        let in_passing = self.facts.len() > SMALL && matches!(within, Within::Hidden { without: Some(_) });
        let attempts = match in_passing {
            true => 1,
            false if self.facts.is_count() => 30,
            false => 3,
        };
        let goals: &[Goal] = if need.1 == Goal::Any { &[Goal::Up, Goal::Down] } else { &[need.1] };
        let mut given_up = None;
        for attempt in 0..attempts {
            let mut possible = false;
            for goal in goals {
                let Some(level) = self.facts.level((need.0, *goal), attacker) else { continue };
                let level_and_goal = (level, *goal);
                match self.solve((need.0, level_and_goal), attacker, (within, scope, attempt), work)? {
                    Outcome::Impossible => {}
                    Outcome::GivenUp => given_up = Some(level_and_goal),
                    Outcome::Found(values) => {
                        possible = true;
                        let mut whole = whole(self.facts, &values, to_float(level));
                        let good = whole.find(|one| serves(self.facts, one, need, level, attacker));
                        if good.is_some() {
                            return Ok(good);
                        }
                    }
                }
            }
            if !possible {
                break;
            }
        }
        let Some((level, goal)) = given_up.filter(|_| !in_passing) else { return Ok(None) };
        let found = self.stepwise((need.0, (level, goal)), attacker, (within, scope), work)?;
        Ok(found.filter(|witness| serves(self.facts, witness, need, level, attacker)))
    }

    /// The cheapest differences that move a cell by a level, in levels.
    fn solve(
        &mut self,
        (target, (level, goal)): (usize, (i64, Goal)),
        attacker: Attacker,
        (within, scope, attempt): (Within, &Scope<'_>, u32),
        work: &mut Work,
    ) -> Result<Outcome, OutOfWork> {
        let Self { facts, prices, hidden, stays, .. } = self;
        self.programs += 1;
        let salt = self.programs;
        // nothing is paid for what is hidden already, where any witness will do; against respondents small ones are
        // better, for they know part of large ones
        let (free, shaken) = (attempt == 0 && attacker.is_none(), attempt > 1);
        let variable = |cell: usize| {
            let room = facts.room(cell, attacker);
            let frozen = within.freezes(cell, hidden, stays) || room.is_none();
            let price = match price_of(cell, hidden[cell], prices, salt) {
                _ if free && hidden[cell] => 0.0,
                price if shaken && !hidden[cell] => price * (0.25 + 4.0 * grain(cell, salt)),
                price => price,
            };
            let low = -to_float(room.unwrap_or(0)) / to_float(level);
            Variable { price, low, frozen }
        };
        let direction = if goal == Goal::Down { -1.0 } else { 1.0 };
        let question = Question { sums: &facts.sums, scope, variable, target, direction };
        self.solver.solve(&question, work)
    }

    /// Secondary cells must not be known to one respondent either. Hiding one cell can call for another.
    fn protect_secondaries(&mut self, work: &mut Work) -> Result<(), Failure> {
        let mut done = vec![false; self.facts.len()];
        loop {
            let next: Vec<usize> =
                (0..self.facts.len()).filter(|cell| self.hidden[*cell] && !done[*cell]).collect();
            if next.is_empty() {
                return Ok(());
            }
            for cell in next {
                self.protect(cell, None, work)?;
                done[cell] = true;
            }
        }
    }

    /// Publishes secondary cells, the dearest first, where all others stay protected without them.
    fn clean_up(&mut self, work: &mut Work) -> Result<(), Failure> {
        let chosen = |cell: &usize| self.hidden[*cell] && self.facts.is_chosen(*cell);
        let mut secondaries: Vec<usize> = (0..self.facts.len()).filter(chosen).collect();
        secondaries.sort_by(|a, b| self.prices[*b].total_cmp(&self.prices[*a]));
        for cell in &secondaries {
            let (retired, touched) = self.pool.retire(*cell);
            match self.without(Without { cell: *cell, retired: &retired }, &touched, work) {
                Ok(()) => {
                    self.pool.forget(&retired);
                    self.publish(*cell);
                }
                Err(failure) => {
                    self.pool.restore(&retired);
                    if let Failure::OutOfWork = failure {
                        return Err(failure);
                    }
                }
            }
        }
        // what no witness touches any more is hidden for nobody
        for cell in secondaries {
            if self.hidden[cell] && !self.pool.touches(cell) {
                self.publish(cell);
            }
        }
        Ok(())
    }

    fn without(
        &mut self,
        without: Without<'_>,
        touched: &BTreeSet<usize>,
        work: &mut Work,
    ) -> Result<(), Failure> {
        for other in touched {
            if *other != without.cell && self.hidden[*other] {
                self.protect(*other, Some(without), work)?;
            }
        }
        Ok(())
    }

    fn pattern(self) -> Pattern {
        let facts = self.facts;
        let mut statuses: Vec<Status> =
            (0..facts.table.cells().len()).map(|cell| outside(facts, cell)).collect();
        for (figure, hidden) in facts.figures.iter().zip(&self.hidden) {
            for cell in &figure.cells {
                statuses[*cell] = match (facts.required.need(*cell), facts.required.standing(*cell)) {
                    (Some(_), _) => Status::Primary,
                    (None, Standing::Closed) => Status::Closed,
                    _ if *hidden => Status::Secondary,
                    _ => Status::Safe,
                };
            }
        }
        let of_cells = |witness: Differences| {
            let all = witness.into_iter().flat_map(|(number, difference)| {
                facts.figures[number].cells.iter().map(move |cell| (*cell, difference))
            });
            let mut differences: Vec<(usize, i64)> = all.collect();
            differences.sort_unstable();
            Witness { differences }
        };
        Pattern { statuses, witnesses: self.pool.into_witnesses().map(of_cells).collect() }
    }
}

/// The status of a cell that cannot differ.
fn outside(facts: &Facts<'_>, cell: usize) -> Status {
    match facts.required.standing(cell) {
        Standing::Closed => Status::Closed,
        _ if facts.table.cells()[cell].is_empty() && facts.policy.zero_cells == ZeroCells::Safe => {
            Status::Empty
        }
        _ => Status::Safe,
    }
}

/// Next to nothing for what is hidden already, or its own price.
fn price_of(cell: usize, hidden: bool, prices: &[f64], salt: u64) -> f64 {
    if hidden { HIDDEN * (0.5 + grain(cell, salt)) } else { prices[cell] }
}

#[expect(clippy::cast_precision_loss, reason = "values stay below 10^15, which a float holds exactly")]
fn to_float(value: i64) -> f64 {
    value as f64
}
