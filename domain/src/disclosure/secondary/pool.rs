//! Witnesses found so far, and for which cell and attacker each is good.

use crate::disclosure::primary::Protection;
use crate::disclosure::table::{Content, Table, Witness};
use std::collections::BTreeSet;

/// Who tries: the world, or one respondent who subtracts what is theirs.
pub(super) type Attacker = Option<u32>;

/// What a cell needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    Up,
    Down,
    /// To differ at all.
    Any,
}

/// How far a cell can fall for an attacker; `None`: they know it.
pub(super) fn room(table: &Table, cell: usize, attacker: Attacker) -> Option<i64> {
    let cell = &table.cells()[cell];
    let share = attacker.and_then(|respondent| cell.share_of(respondent));
    match share {
        Some(_) if cell.contributors().len() == 1 => None,
        share => Some(cell.value() - share.unwrap_or(0)),
    }
}

/// The level that a goal means, for an attacker; `None` where there is nothing to protect.
pub(super) fn level(
    table: &Table,
    protection: Option<Protection>,
    (cell, goal): (usize, Goal),
    attacker: Attacker,
) -> Option<i64> {
    let room = room(table, cell, attacker)?;
    let level = match (goal, protection) {
        (Goal::Up, Some(protection)) => protection.up,
        (Goal::Down, Some(protection)) => protection.down.min(room),
        _ => 1,
    };
    (level > 0).then_some(level)
}

pub(super) struct Pool {
    witnesses: Vec<(Witness, bool)>,
    by_cell: Vec<Vec<usize>>,
    /// Per cell and goal the witness that served last against the world: mostly it still does.
    served: Vec<[usize; 3]>,
}

impl Pool {
    pub(super) fn new(cells: usize) -> Self {
        Self { witnesses: Vec::new(), by_cell: vec![Vec::new(); cells], served: vec![[usize::MAX; 3]; cells] }
    }

    pub(super) fn add(&mut self, witness: Witness) {
        for (cell, _) in &witness.differences {
            self.by_cell[*cell].push(self.witnesses.len());
        }
        self.witnesses.push((witness, true));
    }

    /// The usable witnesses that touch a cell.
    pub(super) fn touching(&self, cell: usize) -> impl Iterator<Item = &Witness> {
        let alive = self.by_cell[cell].iter().filter(|index| self.witnesses[**index].1);
        alive.map(|index| &self.witnesses[*index].0)
    }

    /// Whether a usable witness serves against the world.
    pub(super) fn serves_world(&mut self, table: &Table, need: (usize, Goal), level: i64) -> bool {
        let (cell, goal) = need;
        let good = |index: &usize| {
            let usable = self.witnesses.get(*index).filter(|(_, alive)| *alive);
            usable.is_some_and(|(witness, _)| serves(table, witness, need, level, None))
        };
        let last = self.served[cell][goal as usize];
        if good(&last) {
            return true;
        }
        let found = self.by_cell[cell].iter().copied().find(good);
        if let Some(index) = found {
            self.served[cell][goal as usize] = index;
        }
        found.is_some()
    }

    /// Puts the witnesses that touch a cell aside; which those were, and the cells that they touch.
    pub(super) fn retire(&mut self, cell: usize) -> (Vec<usize>, BTreeSet<usize>) {
        let indexes = self.by_cell[cell].iter().copied().filter(|index| self.witnesses[*index].1);
        let retired: Vec<usize> = indexes.collect();
        let mut touched = BTreeSet::new();
        for index in &retired {
            self.witnesses[*index].1 = false;
            touched.extend(self.witnesses[*index].0.differences.iter().map(|(cell, _)| *cell));
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
            for (cell, _) in std::mem::take(&mut self.witnesses[*index].0.differences) {
                self.by_cell[cell].retain(|other| other != index);
            }
        }
    }

    pub(super) fn into_witnesses(self) -> Vec<Witness> {
        self.witnesses.into_iter().filter(|(_, alive)| *alive).map(|(witness, _)| witness).collect()
    }
}

/// Whether a multiple of the witness moves a cell by a level, as far as an attacker can tell.
pub(super) fn serves(
    table: &Table,
    witness: &Witness,
    (cell, goal): (usize, Goal),
    level: i64,
    attacker: Attacker,
) -> bool {
    let signs: &[i64] = match (goal, difference(witness, cell)) {
        (_, 0) => return false,
        (Goal::Any, _) => &[1, -1],
        (Goal::Up, difference) if difference > 0 => &[1],
        (Goal::Down, difference) if difference < 0 => &[1],
        _ => &[-1],
    };
    let own = i128::from(difference(witness, cell).abs());
    let (times, per) = match (goal, table.content()) {
        (Goal::Any, Content::Amount) => (0, 1),
        (Goal::Any, Content::Count) => (1, 1),
        (_, Content::Amount) => (i128::from(level), own),
        (_, Content::Count) => ((i128::from(level) + own - 1) / own, 1),
    };
    signs.iter().any(|sign| {
        witness.differences.iter().all(|(cell, difference)| {
            let Some(room) = room(table, *cell, attacker) else { return false };
            let fall = -i128::from(difference * sign);
            // any multiple above nothing will do where none is given
            fall <= 0 || (room > 0 && fall * times <= i128::from(room) * per)
        })
    })
}

fn difference(witness: &Witness, cell: usize) -> i64 {
    let found = witness.differences.binary_search_by_key(&cell, |(cell, _)| *cell);
    found.map_or(0, |at| witness.differences[at].1)
}
