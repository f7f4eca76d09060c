//! Which other cells must be hidden, so that sums give no unsafe cell away: a cheap pattern, with witnesses.
//!
//! Floats choose here and prove nothing: a witness is whole numbers and is checked as such, and the auditor has
//! the last word. The same table, policy and effort give the same pattern.

mod dictionary;
mod pool;
mod program;
mod search;
mod work;

use super::primary::{Protection, TablePolicy, ZeroCells};
use super::table::{Pattern, Status, Table};
use search::Search;
use thiserror::Error;
use work::Work;

/// How much may be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Entries of equations that may be touched.
    pub budget: u64,
    /// Most entries that the equations may have.
    pub largest: usize,
    /// How many prices are tried, 1 to 4; the cheapest pattern is kept.
    pub tries: u32,
}

impl Effort {
    /// What a table of a region's release gets: some seconds on a small machine.
    #[must_use]
    pub const fn usual() -> Self {
        Self { budget: 20_000_000_000, largest: 16_000_000, tries: 4 }
    }
}

/// A table that was not protected, and is therefore not published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SuppressionRefusal {
    /// The equations have too many entries.
    #[error(
        "the table is too large to be protected: its equations have {entries} entries, and may have {largest}"
    )]
    TooLarge {
        /// How many they have.
        entries: usize,
        /// How many they may have.
        largest: usize,
    },
    /// The work is used up.
    #[error("the table is too much work to be protected: a budget of {budget} is used up")]
    TooMuchWork {
        /// The budget.
        budget: u64,
    },
    /// No pattern was found that protects a cell.
    #[error("no pattern was found that protects cell {cell}")]
    Unprotected {
        /// The cell's index.
        cell: usize,
    },
}

/// The exponents of the value that make a cell's price: near one least value is hidden, near zero fewest cells.
const EXPONENTS: [f64; 4] = [0.7, 0.5, 0.8, 0.6];

/// Hides cells until every primary cell is protected, and publishes those that turn out not to be needed.
///
/// # Errors
/// [`SuppressionRefusal`]; the table is then not to be published.
pub fn suppress(
    table: &Table,
    policy: &TablePolicy,
    primary: &[Option<Protection>],
    effort: Effort,
) -> Result<Pattern, SuppressionRefusal> {
    let cells: Vec<usize> =
        (0..table.cells().len()).filter(|cell| takes_part(table, policy, *cell)).collect();
    let leaves = cells.iter().filter(|cell| table.is_leaf(**cell)).count();
    let entries = leaves.saturating_mul(cells.len() - leaves);
    if entries > effort.largest {
        return Err(SuppressionRefusal::TooLarge { entries, largest: effort.largest });
    }
    let mut best: Option<(f64, Pattern)> = None;
    let mut work = Work::new(effort.budget);
    let tries = usize::try_from(effort.tries.clamp(1, 4)).unwrap_or(1);
    for exponent in &EXPONENTS[..tries] {
        let found = Search::new(table, policy, &cells, primary, *exponent).run(&mut work);
        match found {
            Ok(pattern) => {
                let price = total_price(table, &pattern);
                if best.as_ref().is_none_or(|(least, _)| price < *least) {
                    best = Some((price, pattern));
                }
            }
            Err(_) if best.is_some() => break,
            Err(search::Failure::OutOfWork) => {
                return Err(SuppressionRefusal::TooMuchWork { budget: effort.budget });
            }
            Err(search::Failure::Unprotected(cell)) => return Err(SuppressionRefusal::Unprotected { cell }),
        }
    }
    // the first try either gave a pattern or returned
    best.map(|(_, pattern)| pattern).ok_or(SuppressionRefusal::TooMuchWork { budget: effort.budget })
}

/// Whether a cell is more than a zero that everybody knows.
fn takes_part(table: &Table, policy: &TablePolicy, cell: usize) -> bool {
    policy.zero_cells == ZeroCells::Unsafe || !table.cells()[cell].is_empty()
}

fn total_price(table: &Table, pattern: &Pattern) -> f64 {
    let cells = pattern.statuses.iter().zip(table.cells());
    cells.filter(|(status, _)| **status == Status::Secondary).map(|(_, cell)| price(cell.value(), 0.7)).sum()
}

#[expect(clippy::cast_precision_loss, reason = "values stay below 10^15, which a float holds exactly")]
fn price(value: i64, exponent: f64) -> f64 {
    (value as f64 + 1.0).powf(exponent)
}

#[cfg(test)]
mod tests;
