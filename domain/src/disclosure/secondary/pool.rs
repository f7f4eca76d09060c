//! Witnesses found so far, and for which cell and attacker each is good.

use super::facts::{Attacker, Facts, Goal};
use std::collections::BTreeSet;

/// Differences by number of the cell, in order, none of them zero.
pub(super) type Differences = Vec<(usize, i64)>;

pub(super) struct Pool {
    witnesses: Vec<(Differences, bool)>,
    by_cell: Vec<Vec<usize>>,
    /// Per cell and goal the witness that served last against the world: mostly it still does.
    served: Vec<[usize; 3]>,
}

impl Pool {
    pub(super) fn new(cells: usize) -> Self {
        Self { witnesses: Vec::new(), by_cell: vec![Vec::new(); cells], served: vec![[usize::MAX; 3]; cells] }
    }

    pub(super) fn add(&mut self, witness: Differences) {
        for (cell, _) in &witness {
            self.by_cell[*cell].push(self.witnesses.len());
        }
        self.witnesses.push((witness, true));
    }

    /// Whether a usable witness serves against the world.
    pub(super) fn serves_world(&mut self, facts: &Facts<'_>, need: (usize, Goal), level: i64) -> bool {
        let (cell, goal) = need;
        let good = |index: &usize| {
            let usable = self.witnesses.get(*index).filter(|(_, alive)| *alive);
            usable.is_some_and(|(witness, _)| serves(facts, witness, need, level, None))
        };
        let last = self.served[cell][goal as usize];
        let mut newest = self.by_cell[cell].iter().rev().copied();
        let Some(found) = Some(last).filter(good).or_else(|| newest.find(|index| good(index))) else {
            return false;
        };
        self.served[cell][goal as usize] = found;
        true
    }

    /// The usable witnesses that serve against the world, the newest first.
    pub(super) fn serving(&self, facts: &Facts<'_>, need: (usize, Goal), level: i64) -> Vec<&Differences> {
        let usable = self.by_cell[need.0].iter().rev().filter(|index| self.witnesses[**index].1);
        let witnesses = usable.map(|index| &self.witnesses[*index].0);
        witnesses.filter(|witness| serves(facts, witness, need, level, None)).collect()
    }

    /// Whether a usable witness touches a cell.
    pub(super) fn touches(&self, cell: usize) -> bool {
        self.by_cell[cell].iter().any(|index| self.witnesses[*index].1)
    }

    /// Puts the witnesses that touch a cell aside; which those were, and the cells that they touch.
    pub(super) fn retire(&mut self, cell: usize) -> (Vec<usize>, BTreeSet<usize>) {
        let indexes = self.by_cell[cell].iter().copied().filter(|index| self.witnesses[*index].1);
        let retired: Vec<usize> = indexes.collect();
        let mut touched = BTreeSet::new();
        for index in &retired {
            self.witnesses[*index].1 = false;
            touched.extend(self.witnesses[*index].0.iter().map(|(cell, _)| *cell));
        }
        (retired, touched)
    }

    pub(super) fn restore(&mut self, retired: &[usize]) {
        for index in retired {
            self.witnesses[*index].1 = true;
        }
    }

    /// Forgets what was put aside for good.
    pub(super) fn forget(&mut self, retired: &[usize]) {
        for index in retired {
            for (cell, _) in std::mem::take(&mut self.witnesses[*index].0) {
                self.by_cell[cell].retain(|other| other != index);
            }
        }
    }

    pub(super) fn into_witnesses(self) -> impl Iterator<Item = Differences> {
        self.witnesses.into_iter().filter(|(_, alive)| *alive).map(|(witness, _)| witness)
    }
}

/// By which multiples a witness is to be taken so that a cell moves by a level: either sign, and `times / per`.
struct Multiple {
    signs: &'static [i64],
    times: i128,
    per: i128,
}

impl Multiple {
    /// Nothing where the witness does not move the cell.
    fn of(
        facts: &Facts<'_>,
        witness: &[(usize, i64)],
        (cell, goal): (usize, Goal),
        level: i64,
    ) -> Option<Self> {
        let difference = difference(witness, cell);
        let signs: &[i64] = match (goal, difference) {
            (_, 0) => return None,
            (Goal::Any, _) => &[1, -1],
            (Goal::Up, difference) if difference > 0 => &[1],
            (Goal::Down, difference) if difference < 0 => &[1],
            _ => &[-1],
        };
        let own = i128::from(difference.abs());
        let (times, per) = match (goal, facts.is_count()) {
            // any multiple above nothing will do
            (Goal::Any, false) => (0, 1),
            (Goal::Any, true) => (1, 1),
            (_, false) => (i128::from(level), own),
            (_, true) => ((i128::from(level) + own - 1) / own, 1),
        };
        Some(Self { signs, times, per })
    }

    /// Whether a cell with so much room can differ by this, times the sign.
    fn fits(&self, room: Option<i64>, difference: i64, sign: i64) -> bool {
        let Some(room) = room else { return difference == 0 };
        let fall = -i128::from(difference * sign);
        fall <= 0 || (room > 0 && fall * self.times <= i128::from(room) * self.per)
    }
}

/// Whether a multiple of the witness moves a cell by a level, as far as an attacker can tell.
pub(super) fn serves(
    facts: &Facts<'_>,
    witness: &[(usize, i64)],
    need: (usize, Goal),
    level: i64,
    attacker: Attacker,
) -> bool {
    let Some(multiple) = Multiple::of(facts, witness, need, level) else { return false };
    let own = facts.own(attacker);
    multiple.signs.iter().any(|sign| {
        own.iter().all(|(cell, room)| multiple.fits(*room, difference(witness, *cell), *sign))
            && witness.iter().all(|(cell, difference)| {
                multiple.fits(Some(facts.value(*cell)), *difference, *sign)
                    || own.binary_search_by_key(cell, |(cell, _)| *cell).is_ok()
            })
    })
}

/// The respondents against whom a witness does not serve, that serves against the world.
pub(super) fn who_may_know(
    facts: &Facts<'_>,
    witness: &[(usize, i64)],
    need: (usize, Goal),
    level: i64,
) -> BTreeSet<u32> {
    let mut respondents = BTreeSet::new();
    let Some(multiple) = Multiple::of(facts, witness, need, level) else { return respondents };
    for (number, difference) in witness {
        let contributors = facts.contributors(*number);
        // the largest share leaves the least room
        let cannot = contributors.iter().take_while(|(_, share)| {
            let room = (contributors.len() > 1).then_some(facts.value(*number) - share);
            !multiple.signs.iter().all(|sign| multiple.fits(room, *difference, *sign))
        });
        respondents.extend(cannot.map(|(respondent, _)| *respondent));
    }
    respondents
}

fn difference(witness: &[(usize, i64)], cell: usize) -> i64 {
    let found = witness.binary_search_by_key(&cell, |(cell, _)| *cell);
    found.map_or(0, |at| witness[at].1)
}
