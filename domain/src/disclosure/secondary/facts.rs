//! What a pattern is made for: figures by number, what each needs, and what an attacker knows of it beforehand.

use super::figures::{Figure, figures};
use super::sums::Sums;
use super::work::{OutOfWork, Work};
use crate::disclosure::primary::{Protection, Requirements, Standing, TablePolicy};
use crate::disclosure::table::{Content, Table};
use std::collections::BTreeMap;

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

/// Cells are numbered as figures, those that are the same as one.
pub(super) struct Facts<'a> {
    pub(super) table: &'a Table,
    pub(super) policy: &'a TablePolicy,
    pub(super) figures: Vec<Figure>,
    /// The cells that take part, by index.
    pub(super) cells: &'a [usize],
    pub(super) sums: Sums,
    pub(super) required: &'a Requirements,
    numbers: Vec<usize>,
    values: Vec<i64>,
    /// Where respondents subtract, per respondent the cells they have a part in, and what is left of it without them:
    /// nothing where they are alone.
    rooms: BTreeMap<u32, Vec<(usize, Option<i64>)>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        table: &'a Table,
        policy: &'a TablePolicy,
        (cells, required): (&'a [usize], &'a Requirements),
        work: &mut Work,
    ) -> Result<Self, OutOfWork> {
        let figures = figures(table, (cells, required), work)?;
        let mut numbers = vec![usize::MAX; table.cells().len()];
        for (number, figure) in figures.iter().enumerate() {
            figure.cells.iter().for_each(|cell| numbers[*cell] = number);
        }
        let sums = Sums::new(table, &figures, &numbers, work)?;
        let mut rooms: BTreeMap<u32, Vec<(usize, Option<i64>)>> = BTreeMap::new();
        for (number, figure) in figures.iter().enumerate().filter(|_| policy.respondents_subtract) {
            let cell = &table.cells()[figure.cells[0]];
            work.spend(cell.contributors().len())?;
            for (respondent, share) in cell.contributors() {
                let left = (cell.contributors().len() > 1).then_some(cell.value() - share);
                rooms.entry(*respondent).or_default().push((number, left));
            }
        }
        let values = figures.iter().map(|figure| table.cells()[figure.cells[0]].value()).collect();
        Ok(Self { table, policy, figures, cells, sums, required, numbers, values, rooms })
    }

    pub(super) fn len(&self) -> usize {
        self.figures.len()
    }

    /// The number of a cell of the table, by index.
    pub(super) fn number(&self, index: usize) -> Option<usize> {
        Some(self.numbers[index]).filter(|number| *number != usize::MAX)
    }

    /// Who stands behind a cell.
    pub(super) fn contributors(&self, cell: usize) -> &[(u32, i64)] {
        self.table.cells()[self.figures[cell].cells[0]].contributors()
    }

    pub(super) fn value(&self, cell: usize) -> i64 {
        self.values[cell]
    }

    pub(super) fn need(&self, cell: usize) -> Option<Protection> {
        self.figures[cell].need
    }

    pub(super) fn standing(&self, cell: usize) -> Standing {
        self.figures[cell].standing
    }

    pub(super) fn is_count(&self) -> bool {
        self.table.content() == Content::Count
    }

    /// Whether it is the suppressor that hides a cell.
    pub(super) fn is_chosen(&self, cell: usize) -> bool {
        self.standing(cell) == Standing::Open && self.need(cell).is_none()
    }

    /// What a hidden cell needs. A secondary cell needs nothing against the world: it is hidden for others, and is
    /// published again when no witness needs it.
    pub(super) fn goals(&self, cell: usize) -> &'static [Goal] {
        match (self.need(cell), self.standing(cell)) {
            (Some(_), _) => &[Goal::Up, Goal::Down],
            (None, Standing::Closed) => &[],
            (None, Standing::Hidden) => &[Goal::Any],
            (None, _) if self.policy.respondents_subtract => &[Goal::Any],
            (None, _) => &[],
        }
    }

    /// The cells that an attacker has a part in.
    pub(super) fn own(&self, attacker: Attacker) -> &[(usize, Option<i64>)] {
        attacker.and_then(|respondent| self.rooms.get(&respondent)).map_or(&[], Vec::as_slice)
    }

    /// How far a cell can fall for an attacker; `None`: they know it.
    pub(super) fn room(&self, cell: usize, attacker: Attacker) -> Option<i64> {
        let own = self.own(attacker);
        match own.binary_search_by_key(&cell, |(cell, _)| *cell) {
            Ok(at) => own[at].1,
            Err(_) => Some(self.values[cell]),
        }
    }

    /// The level that a goal means, for an attacker; `None` where there is nothing to protect.
    pub(super) fn level(&self, (cell, goal): (usize, Goal), attacker: Attacker) -> Option<i64> {
        let room = self.room(cell, attacker)?;
        let level = match (goal, self.need(cell)) {
            (Goal::Up, Some(protection)) => protection.up,
            (Goal::Down, Some(protection)) if attacker.is_some() => protection.down.min(room),
            (Goal::Down, Some(protection)) => protection.down,
            _ => 1,
        };
        (level > 0).then_some(level)
    }
}
