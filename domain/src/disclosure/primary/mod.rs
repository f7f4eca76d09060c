//! Which cells are unsafe by themselves, margins included, and how wide each must stay.

mod requirements;

pub use requirements::{Requirements, Standing};

use super::table::{Cell, Content, Table};
use std::ops::RangeInclusive;
use thiserror::Error;

/// What a cell with value zero is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroCells {
    /// Nobody's secret: zeros are published, and empty cells are known to be empty.
    Safe,
    /// A secret like any other.
    Unsafe,
}

/// The rules that a table's cells must keep. Terms as in the handbook on statistical disclosure control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePolicy {
    /// A cell of fewer respondents is unsafe.
    pub minimum_frequency: u32,
    /// The p of the p % rule, 0 to 100; 0 is off. For amounts.
    pub p_percent: u32,
    /// Three insiders put their figures together instead of two.
    pub insider_coalition: bool,
    /// A respondent subtracts what is theirs.
    pub respondents_subtract: bool,
    /// What a cell with value zero is.
    pub zero_cells: ZeroCells,
    /// Protection of cells that are unsafe by frequency alone, in percent of the cell, 0 to 100.
    pub margin_percent: u32,
}

/// A policy with a value out of bounds.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field} is {found}, and must be from {} to {}", .bounds.start(), .bounds.end())]
pub struct PolicyRefusal {
    /// Which value.
    pub field: &'static str,
    /// What it was.
    pub found: u32,
    /// What it may be.
    pub bounds: RangeInclusive<u32>,
}

impl TablePolicy {
    /// The policy in force: 3 respondents, p = 15, insiders in coalition, respondents subtract, zeros of nobody
    /// safe, 10 %.
    #[must_use]
    pub const fn in_force() -> Self {
        Self {
            minimum_frequency: 3,
            p_percent: 15,
            insider_coalition: true,
            respondents_subtract: true,
            zero_cells: ZeroCells::Safe,
            margin_percent: 10,
        }
    }

    /// The policy, if all values are within bounds.
    ///
    /// # Errors
    /// [`PolicyRefusal`] with the first value that is not.
    pub fn checked(self) -> Result<Self, PolicyRefusal> {
        let values = [
            ("minimum_frequency", self.minimum_frequency, 1..=1_000),
            ("p_percent", self.p_percent, 0..=100),
            ("margin_percent", self.margin_percent, 0..=100),
        ];
        for (field, found, bounds) in values {
            if !bounds.contains(&found) {
                return Err(PolicyRefusal { field, found, bounds });
            }
        }
        Ok(self)
    }
}

/// How far below and above its value nobody may be able to exclude a cell, in the table's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Below.
    pub down: i64,
    /// Above.
    pub up: i64,
}

/// Per cell of the table the protection it needs; nothing where it is safe by itself.
#[must_use]
pub fn primary(table: &Table, policy: &TablePolicy) -> Vec<Option<Protection>> {
    table.cells().iter().map(|cell| protection(cell, table.content(), policy)).collect()
}

fn protection(cell: &Cell, content: Content, policy: &TablePolicy) -> Option<Protection> {
    if cell.value() == 0 {
        return match policy.zero_cells {
            ZeroCells::Safe => None,
            ZeroCells::Unsafe => Some(by_margin(0, content, policy)),
        };
    }
    let respondents = cell.contributors().len();
    let few = respondents < policy.minimum_frequency as usize;
    match content {
        Content::Count => few.then(|| of_count(cell.value(), policy)),
        Content::Amount => {
            let required = by_largest(cell, policy);
            if required > 0 {
                return Some(Protection { down: required, up: required });
            }
            // of one or two respondents the p form is above zero unless the rule is off
            few.then(|| by_margin(cell.value(), content, policy))
        }
    }
}

/// By how much the remainder falls short of p % of the largest contribution, rounded up; at most zero: it does not.
fn by_largest(cell: &Cell, policy: &TablePolicy) -> i64 {
    let insiders = if policy.insider_coalition { 3 } else { 2 };
    let known: i64 = (0..insiders).map(|rank| cell.ranked(rank)).sum();
    percent(cell.ranked(0), policy.p_percent) - (cell.value() - known)
}

/// Whole counts: from nothing to the minimum frequency at least.
fn of_count(value: i64, policy: &TablePolicy) -> Protection {
    let up = (i64::from(policy.minimum_frequency) - value).max(percent(value, policy.margin_percent)).max(1);
    Protection { down: value, up }
}

/// Protection that follows from the value alone.
fn by_margin(value: i64, content: Content, policy: &TablePolicy) -> Protection {
    match content {
        Content::Count => of_count(value, policy),
        Content::Amount => {
            let level = percent(value, policy.margin_percent).max(1);
            Protection { down: level.min(value), up: level }
        }
    }
}

/// So many percent, rounded up. Neither factor is so large that the product leaves 64 bits: values stay below
/// 10^15 and percents below 101.
fn percent(value: i64, percent: u32) -> i64 {
    (value * i64::from(percent) + 99) / 100
}

#[cfg(test)]
mod tests;
