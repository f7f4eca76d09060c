//! A level that is reached in several steps, each along the cheapest way that still has room: for cells whose level is
//! large beside what their neighbours can give, which one program does not find in its steps.

use super::{Scope, Search, Within, to_float};
use crate::disclosure::secondary::facts::{Attacker, Goal};
use crate::disclosure::secondary::pool::{Differences, greatest_divisor};
use crate::disclosure::secondary::program::{Outcome, Question, Variable};
use crate::disclosure::secondary::whole::whole;
use crate::disclosure::secondary::work::{OutOfWork, Work};
use std::collections::{BTreeMap, BTreeSet};

/// So many steps, and the level is not expected to be reached any more.
const MOST: usize = 400;
/// As far down as need be.
const FAR: f64 = 1e15;

impl Search<'_> {
    /// Differences that move a cell by a level; nothing where no way is left, or too many steps were taken.
    pub(super) fn stepwise(
        &mut self,
        (target, (level, goal)): (usize, (i64, Goal)),
        attacker: Attacker,
        (within, scope): (Within, &Scope<'_>),
        work: &mut Work,
    ) -> Result<Option<Differences>, OutOfWork> {
        let mut moved: BTreeMap<usize, i64> = BTreeMap::new();
        let mut exhausted: BTreeSet<usize> = BTreeSet::new();
        for _ in 0..MOST {
            let far = moved.get(&target).map_or(0, |moved| moved.abs());
            if far >= level {
                let divisor = moved.values().fold(0, |divisor, by| greatest_divisor(divisor, by.abs()));
                let all = moved.into_iter().filter(|(_, by)| *by != 0);
                return Ok(Some(all.map(|(cell, by)| (cell, by / divisor)).collect()));
            }
            let Some(way) =
                self.way((target, goal), (attacker, within, scope), (&moved, &exhausted), work)?
            else {
                return Ok(None);
            };
            let left = |cell: usize| {
                let room = self.facts.room(cell, attacker).unwrap_or(0);
                room + moved.get(&cell).copied().unwrap_or(0)
            };
            let falling = || way.iter().filter(|(_, by)| *by < 0);
            let times = falling().map(|(cell, by)| left(*cell) / by.abs()).min().unwrap_or(i64::MAX);
            if times == 0 {
                exhausted
                    .extend(falling().filter(|(cell, by)| left(*cell) < by.abs()).map(|(cell, _)| *cell));
                continue;
            }
            let step = way.iter().find(|(cell, _)| *cell == target).map_or(0, |(_, by)| by.abs());
            if step == 0 {
                return Ok(None);
            }
            let times = times.min((level - far + step - 1) / step);
            for (cell, by) in way {
                *moved.entry(cell).or_default() += by * times;
            }
        }
        Ok(None)
    }

    /// The cheapest whole differences that move a cell at all, with what room is left.
    fn way(
        &mut self,
        (target, goal): (usize, Goal),
        (attacker, within, scope): (Attacker, Within, &Scope<'_>),
        (moved, exhausted): (&BTreeMap<usize, i64>, &BTreeSet<usize>),
        work: &mut Work,
    ) -> Result<Option<Differences>, OutOfWork> {
        self.programs += 1;
        let salt = self.programs;
        let Self { facts, hidden, stays, prices, .. } = self;
        let variable = |cell: usize| {
            let room = facts.room(cell, attacker);
            let frozen = within.freezes(cell, hidden, stays) || room.is_none();
            let left = room.unwrap_or(0) + moved.get(&cell).copied().unwrap_or(0);
            let low = if left > 0 && !exhausted.contains(&cell) { -FAR } else { 0.0 };
            let price = super::price_of(cell, hidden[cell] || moved.contains_key(&cell), prices, salt);
            Variable { price, low, frozen }
        };
        let direction = if goal == Goal::Down { -1.0 } else { 1.0 };
        let question = Question { sums: &facts.sums, scope, variable, target, direction };
        let Outcome::Found(values) = self.solver.solve(&question, work)? else { return Ok(None) };
        let found = whole(self.facts, &values, to_float(1)).next();
        Ok(found)
    }
}
