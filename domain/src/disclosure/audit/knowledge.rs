//! What one attacker can exclude about one hidden cell.

use super::equations::Equations;
use super::program::{Bounds, Program};
use super::{Depth, Finding};
use crate::disclosure::primary::{Protection, Requirements, TablePolicy};
use crate::disclosure::table::{Content, Pattern, Table};
use std::collections::BTreeSet;

/// The world, or one respondent with their own contributions.
type Who = Option<u32>;

/// Above or below the true value, by how much; 0: any amount on either side.
#[derive(Clone, Copy)]
struct Demand {
    /// 1, −1, or 0 for either.
    side: i64,
    by: i64,
}

pub(super) struct Auditor<'a> {
    table: &'a Table,
    policy: &'a TablePolicy,
    required: &'a Requirements,
    equations: &'a Equations,
    /// Differences by place in the equations that keep all of them.
    proofs: Vec<Vec<(usize, i64)>>,
    /// Per place the proofs that touch it.
    touching: Vec<Vec<usize>>,
    program: Option<Program>,
    most: usize,
}

impl<'a> Auditor<'a> {
    pub(super) fn new(
        table: &'a Table,
        policy: &'a TablePolicy,
        required: &'a Requirements,
        pattern: &Pattern,
        equations: &'a Equations,
        most: usize,
    ) -> Self {
        let touching = vec![Vec::new(); equations.unknown.len()];
        let proofs = Vec::new();
        let mut auditor = Self { table, policy, required, equations, proofs, touching, program: None, most };
        for witness in &pattern.witnesses {
            let place = |cell: &usize| equations.unknown.binary_search(cell).ok();
            let differences: Option<Vec<(usize, i64)>> = witness
                .differences
                .iter()
                .map(|(cell, difference)| Some((place(cell)?, *difference)))
                .collect();
            // a witness that touches a published cell is none
            if let Some(differences) = differences {
                auditor.learn(differences);
            }
        }
        auditor
    }

    /// Keeps a proof that holds; others are dropped.
    fn learn(&mut self, mut differences: Vec<(usize, i64)>) {
        differences.sort_unstable();
        let once = differences.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if once && self.equations.hold(&differences) {
            differences.iter().for_each(|(place, _)| self.touching[*place].push(self.proofs.len()));
            self.proofs.push(differences);
        }
    }

    pub(super) fn finding(&mut self, place: usize, depth: Depth) -> Finding {
        let cell = self.equations.unknown[place];
        let required = self.required.need(cell);
        let demands = match required {
            Some(Protection { down, up }) => vec![Demand { side: -1, by: down }, Demand { side: 1, by: up }],
            None => vec![Demand { side: 0, by: 1 }],
        };
        let wide_enough = demands.into_iter().all(|demand| self.met_for_all(place, demand));
        let value = self.table.cells()[cell].value();
        let (low, high) = match depth {
            Depth::Intervals => self.interval(place),
            Depth::Witnesses => {
                let level = required.filter(|_| wide_enough).unwrap_or(Protection { down: 0, up: 0 });
                (value - level.down, Some(value + level.up))
            }
        };
        Finding { cell, low, high, required, wide_enough }
    }

    fn met_for_all(&mut self, place: usize, demand: Demand) -> bool {
        if !self.met(place, demand, None) {
            return false;
        }
        if !self.policy.respondents_subtract {
            return true;
        }
        // respondents outside all cells of one proof know no more of it than the world does
        let Some(proof) = self.proof(place, demand, None) else { return true };
        let cells =
            self.proofs[proof].iter().map(|(place, _)| &self.table.cells()[self.equations.unknown[*place]]);
        let involved: BTreeSet<u32> =
            cells.flat_map(|cell| cell.contributors().iter().map(|(respondent, _)| *respondent)).collect();
        involved.into_iter().all(|respondent| self.met(place, demand, Some(respondent)))
    }

    /// How far the cell can fall; nothing: this attacker knows it.
    fn slack(&self, place: usize, who: Who) -> Option<i64> {
        let cell = &self.table.cells()[self.equations.unknown[place]];
        match who.and_then(|who| cell.share_of(who)) {
            None => Some(cell.value()),
            Some(_) if cell.contributors().len() < 2 => None,
            Some(own) => Some(cell.value() - own),
        }
    }

    fn met(&mut self, place: usize, demand: Demand, who: Who) -> bool {
        let Some(slack) = self.slack(place, who) else { return true };
        let by = if demand.side < 0 && who.is_some() { demand.by.min(slack) } else { demand.by };
        let demand = Demand { by, ..demand };
        by == 0 || self.proof(place, demand, who).is_some() || self.solved(place, demand, who)
    }

    fn proof(&self, place: usize, demand: Demand, who: Who) -> Option<usize> {
        self.touching[place]
            .iter()
            .copied()
            .find(|proof| self.proves(&self.proofs[*proof], place, demand, who))
    }

    /// Whether a multiple of the differences meets the demand: for amounts any multiple, for counts a whole one.
    fn proves(&self, proof: &[(usize, i64)], place: usize, demand: Demand, who: Who) -> bool {
        let Some((_, own)) = proof.iter().find(|(other, _)| *other == place) else { return false };
        let ways: &[i128] = match demand.side * own.signum() {
            0 => &[1, -1],
            1 => &[1],
            _ => &[-1],
        };
        let own = i128::from(own.abs());
        ways.iter().any(|way| {
            let (top, bottom) = match (self.table.content(), demand.side) {
                (Content::Count, 0) => (1, 1),
                (Content::Count, _) => ((i128::from(demand.by) + own - 1) / own, 1),
                (Content::Amount, 0) => (1, i128::from(i64::MAX)),
                (Content::Amount, _) => (i128::from(demand.by), own),
            };
            proof.iter().all(|(place, difference)| {
                let moved = i128::from(*difference) * way * top;
                self.slack(*place, who).is_some_and(|slack| i128::from(slack) * bottom + moved >= 0)
            })
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "values stay below 10^15, which a float holds exactly")]
    fn bounds(&self, unit: f64, who: Who) -> Vec<Bounds> {
        let of = |place: usize| match self.slack(place, who) {
            None => Bounds { low: 0.0, high: 0.0 },
            Some(slack) => Bounds { low: -(slack as f64) / unit, high: f64::INFINITY },
        };
        (0..self.equations.unknown.len()).map(of).collect()
    }

    fn prepare(&mut self) -> bool {
        if self.program.is_none() && self.equations.unknown.len() <= self.most {
            self.program = Some(Program::new(self.equations.unknown.len(), &self.equations.lines));
        }
        self.program.is_some()
    }

    /// Looks for differences that meet the demand, makes them whole, and checks them like any other proof.
    #[expect(clippy::cast_precision_loss, reason = "as for the bounds")]
    fn solved(&mut self, place: usize, demand: Demand, who: Who) -> bool {
        if !self.prepare() {
            return false;
        }
        let sides: &[i64] = if demand.side == 0 { &[1, -1] } else { &[demand.side] };
        let unit = demand.by as f64;
        for side in sides {
            for enough in [1.0, f64::INFINITY] {
                let bounds = self.bounds(unit, who);
                let Some(program) = &self.program else { return false };
                let values = program.push(&bounds, place, *side as f64, enough);
                let Some(differences) = self.whole(&values, unit) else { continue };
                if self.equations.hold(&differences) && self.proves(&differences, place, demand, who) {
                    self.learn(differences);
                    return true;
                }
            }
        }
        false
    }

    #[expect(clippy::cast_possible_truncation, reason = "the answer is checked")]
    fn whole(&self, values: &[f64], unit: f64) -> Option<Vec<(usize, i64)>> {
        let multiples = if self.table.content() == Content::Count { 1 } else { 60 };
        (1..=multiples).find_map(|multiple| {
            let scaled = values.iter().map(|value| value * unit * f64::from(multiple));
            let rounded: Option<Vec<i64>> = scaled
                .map(|value| {
                    ((value - value.round()).abs() < 1e-2 && value.abs() < 1e16).then(|| value.round() as i64)
                })
                .collect();
            let found: Vec<(usize, i64)> =
                rounded?.into_iter().enumerate().filter(|(_, value)| *value != 0).collect();
            self.equations.hold(&found).then_some(found)
        })
    }

    /// The tightest interval of a cell for the world, in whole units.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "values stay below 10^15"
    )]
    fn interval(&mut self, place: usize) -> (i64, Option<i64>) {
        let value = self.table.cells()[self.equations.unknown[place]].value();
        if !self.prepare() {
            return (value, Some(value));
        }
        let unit = (value.max(1)) as f64;
        let bounds = self.bounds(unit, None);
        let far = |side: f64| {
            let values = self.program.as_ref().map(|program| program.push(&bounds, place, side, 1e8));
            values.map_or(0.0, |values| values[place])
        };
        let (down, up) = (far(-1.0) * unit, far(1.0));
        let high = (up < 1e8).then(|| value + (up * unit + 1e-4).floor() as i64);
        (value + (down - 1e-4).ceil() as i64, high)
    }
}
