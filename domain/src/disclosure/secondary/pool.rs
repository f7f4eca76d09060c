//! Witnesses found so far, and for which cell and attacker each is good.

use super::facts::{Attacker, Facts, Goal};
use std::collections::BTreeSet;

/// Differences by number of the cell, in order, none of them zero.
pub(super) type Differences = Vec<(usize, i64)>;

/// So many witnesses are tried in pairs.
const MOST_COMBINED: usize = 12;

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

    /// Two witnesses that were put aside, put together so that a cell differs no more and they serve again.
    pub(super) fn combination(
        &self,
        facts: &Facts<'_>,
        (retired, without): (&[usize], usize),
        (need, level, attacker): ((usize, Goal), i64, Attacker),
    ) -> Option<Differences> {
        let retired: Vec<&Differences> =
            retired.iter().take(MOST_COMBINED).map(|index| &self.witnesses[*index].0).collect();
        retired.iter().enumerate().find_map(|(at, one)| {
            retired[..at].iter().find_map(|other| {
                if difference(one, need.0) == 0 && difference(other, need.0) == 0 {
                    return None;
                }
                let both = combined(one, other, without)?;
                serves(facts, &both, need, level, attacker).then_some(both)
            })
        })
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

/// Two witnesses put together so that a cell differs no more; nothing where that leaves nothing, or too much.
fn combined(a: &[(usize, i64)], b: &[(usize, i64)], without: usize) -> Option<Differences> {
    let (by_a, by_b) = (difference(a, without), difference(b, without));
    let shared = greatest_divisor(by_a.abs(), by_b.abs());
    let (times_a, times_b) = (by_b / shared, -by_a / shared);
    let mut sums: Differences = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        let cell = match (a.peek(), b.peek()) {
            (None, None) => break,
            (Some(one), None) | (None, Some(one)) => one.0,
            (Some(one), Some(other)) => one.0.min(other.0),
        };
        let of_a = a.next_if(|one| one.0 == cell).map_or(0, |one| one.1);
        let of_b = b.next_if(|one| one.0 == cell).map_or(0, |one| one.1);
        let sum = of_a.checked_mul(times_a)?.checked_add(of_b.checked_mul(times_b)?)?;
        if sum != 0 {
            sums.push((cell, sum));
        }
    }
    let divisor = sums.iter().fold(0, |divisor, (_, sum)| greatest_divisor(divisor, sum.abs()));
    sums.iter_mut().for_each(|(_, sum)| *sum /= divisor);
    let largest = sums.iter().map(|(_, sum)| sum.abs()).max()?;
    (largest < LARGEST).then_some(sums)
}

/// The largest difference in a combination.
const LARGEST: i64 = 1_000_000_000_000_000;

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

pub(super) fn greatest_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { greatest_divisor(b, a % b) }
}
