//! Which other cells must be hidden, so that sums give no unsafe cell away: a cheap pattern, with witnesses.
//!
//! Floats choose here and prove nothing: a witness is whole numbers and is checked as such, and the auditor has
//! the last word. The same table, policy and effort give the same pattern.

mod dictionary;
mod pool;
mod program;
mod search;
mod work;

use super::primary::{Requirements, Standing, TablePolicy, ZeroCells};
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
    /// A cell cannot be protected any more, but could be if others had not been published before.
    #[error("cell {cell} cannot be protected any more: {} others were published before", .published.len())]
    PublishedBefore {
        /// The cell's index.
        cell: usize,
        /// Published cells without which it could be protected; the cell itself where it is one.
        published: Vec<usize>,
    },
    /// The requirements are of another table.
    #[error("the requirements are for {found} cells, and the table has {expected}")]
    OtherTable {
        /// Cells that they are for.
        found: usize,
        /// Cells of the table.
        expected: usize,
    },
}

/// The exponents of the value that make a cell's price: near one least value is hidden, near zero fewest cells.
const EXPONENTS: [f64; 4] = [0.7, 0.5, 0.8, 0.6];

/// Hides cells until all that is required is protected, and publishes those that turn out not to be needed.
///
/// # Errors
/// [`SuppressionRefusal`]; the table is then not to be published.
pub fn suppress(
    table: &Table,
    policy: &TablePolicy,
    required: &Requirements,
    effort: Effort,
) -> Result<Pattern, SuppressionRefusal> {
    let expected = table.cells().len();
    if required.len() != expected {
        return Err(SuppressionRefusal::OtherTable { found: required.len(), expected });
    }
    let known = |cell: &usize| required.standing(*cell) == Standing::Published;
    if let Some(cell) = (0..expected).find(|cell| known(cell) && required.need(*cell).is_some()) {
        return Err(SuppressionRefusal::PublishedBefore { cell, published: vec![cell] });
    }
    let cells = possible(table, policy, required)?;
    let leaves = cells.iter().filter(|cell| table.is_leaf(**cell)).count();
    let entries = leaves.saturating_mul(cells.len() - leaves);
    if entries > effort.largest {
        return Err(SuppressionRefusal::TooLarge { entries, largest: effort.largest });
    }
    let mut best: Option<(f64, Pattern)> = None;
    let mut work = Work::new(effort.budget);
    let tries = usize::try_from(effort.tries.clamp(1, 4)).unwrap_or(1);
    for exponent in &EXPONENTS[..tries] {
        match pattern(table, policy, (&cells, required), *exponent, &mut work) {
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
            Err(search::Failure::Unprotected(cell)) => {
                return Err(why_unprotected(table, policy, (&cells, required), cell, &mut work));
            }
        }
    }
    // the first try either gave a pattern or returned
    best.map(|(_, pattern)| pattern).ok_or(SuppressionRefusal::TooMuchWork { budget: effort.budget })
}

/// A pattern at these prices. A cell that was hidden to protect another, and then cannot be kept from somebody
/// itself, is published, and the search begins anew.
fn pattern(
    table: &Table,
    policy: &TablePolicy,
    (cells, required): (&[usize], &Requirements),
    exponent: f64,
    work: &mut Work,
) -> Result<Pattern, search::Failure> {
    let mut barred: Vec<usize> = Vec::new();
    loop {
        let mut search = Search::new(table, policy, cells, required, exponent);
        barred.iter().for_each(|cell| search.bar(*cell));
        match search.run(work) {
            Err(search::Failure::Unprotected(cell))
                if is_chosen(required, cell) && !barred.contains(&cell) =>
            {
                barred.push(cell);
            }
            other => return other,
        }
    }
}

/// Whether it is the suppressor that hid a cell.
fn is_chosen(required: &Requirements, cell: usize) -> bool {
    required.standing(cell) == Standing::Open && required.need(cell).is_none()
}

/// Whether a cell is no zero that everybody knows.
fn is_secret(table: &Table, policy: &TablePolicy, required: &Requirements, cell: usize) -> bool {
    let standing = required.standing(cell);
    let kept = matches!(standing, Standing::Hidden | Standing::Closed) || required.need(cell).is_some();
    let zeros = policy.zero_cells == ZeroCells::Unsafe && standing != Standing::Published;
    kept || zeros || !table.cells()[cell].is_empty()
}

/// The cells that may differ in another possible table: neither known to be empty, nor part of such a sum.
fn possible(
    table: &Table,
    policy: &TablePolicy,
    required: &Requirements,
) -> Result<Vec<usize>, SuppressionRefusal> {
    let mut cells = Vec::new();
    for cell in (0..table.cells().len()).filter(|cell| is_secret(table, policy, required, *cell)) {
        let empty = table.cells()[cell].is_empty();
        let above = if empty { table.above(cell) } else { Vec::new() };
        match above.into_iter().find(|sum| !is_secret(table, policy, required, *sum)) {
            None => cells.push(cell),
            Some(_) if required.standing(cell) == Standing::Closed && required.need(cell).is_none() => {}
            Some(sum) if required.standing(sum) == Standing::Published => {
                return Err(SuppressionRefusal::PublishedBefore { cell, published: vec![sum] });
            }
            Some(_) => return Err(SuppressionRefusal::Unprotected { cell }),
        }
    }
    Ok(cells)
}

/// Whether what was published before stands in the way: then which cells, of a pattern without that history.
fn why_unprotected(
    table: &Table,
    policy: &TablePolicy,
    (cells, required): (&[usize], &Requirements),
    cell: usize,
    work: &mut Work,
) -> SuppressionRefusal {
    let mut without = required.clone();
    let published = cells.iter().filter(|cell| required.standing(**cell) == Standing::Published);
    published.for_each(|cell| without.stand(*cell, Standing::Open));
    let alone = Search::new(table, policy, cells, &without, EXPONENTS[0]).only(cell, work);
    let mut published: Vec<usize> = alone.unwrap_or_default();
    published.retain(|cell| required.standing(*cell) == Standing::Published);
    if published.is_empty() {
        SuppressionRefusal::Unprotected { cell }
    } else {
        SuppressionRefusal::PublishedBefore { cell, published }
    }
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
