//! Which other cells must be hidden, so that sums give no unsafe cell away: a cheap pattern, with witnesses.
//!
//! Floats choose here and prove nothing: a witness is whole numbers and is checked as such, and the auditor has
//! the last word. The same table, policy and effort give the same pattern.

mod basis;
mod facts;
mod figures;
mod pool;
mod program;
mod search;
mod sums;
mod whole;
mod work;

use super::primary::{Requirements, Standing, TablePolicy, ZeroCells};
use super::table::{Pattern, Status, Table};
use facts::Facts;
use search::{Failure, Search};
use std::collections::BTreeSet;
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
    /// What a table of a region's release gets: a thousand million entries are some two seconds of a small machine.
    #[must_use]
    pub const fn usual() -> Self {
        Self { budget: 6_000_000_000, largest: 16_000_000, tries: 2 }
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
    let leaves = cells.iter().filter(|cell| table.is_leaf(**cell));
    let entries = leaves.map(|leaf| table.above(*leaf).len()).sum();
    if entries > effort.largest {
        return Err(SuppressionRefusal::TooLarge { entries, largest: effort.largest });
    }
    let mut work = Work::new(effort.budget);
    let too_much = SuppressionRefusal::TooMuchWork { budget: effort.budget };
    let Ok(facts) = Facts::new(table, policy, (&cells, required), &mut work) else { return Err(too_much) };
    // a figure that was published stays known wherever else it stands
    for figure in facts.figures.iter().filter(|figure| figure.standing == Standing::Published) {
        let secret =
            |cell: &&usize| required.need(**cell).is_some() || required.standing(**cell) == Standing::Hidden;
        if let Some(cell) = figure.cells.iter().find(secret) {
            let published = figure.cells.iter().copied().filter(known).collect();
            return Err(SuppressionRefusal::PublishedBefore { cell: *cell, published });
        }
    }
    let mut best: Option<(f64, Pattern)> = None;
    let tries = usize::try_from(effort.tries.clamp(1, 4)).unwrap_or(1);
    for exponent in &EXPONENTS[..tries] {
        match pattern(&facts, *exponent, &mut work) {
            Ok(pattern) => {
                let price = total_price(table, &pattern);
                if best.as_ref().is_none_or(|(least, _)| price < *least) {
                    best = Some((price, pattern));
                }
            }
            Err(_) if best.is_some() => break,
            Err(Failure::OutOfWork) => return Err(too_much),
            Err(Failure::Unprotected(number)) => {
                return Err(why_unprotected(&facts, required, number, &mut work));
            }
        }
    }
    // the first try either gave a pattern or returned
    best.map(|(_, pattern)| pattern).ok_or(too_much)
}

/// A pattern at these prices. A cell that was hidden to protect another, and then cannot be kept from somebody
/// itself, is published, and the search begins anew.
fn pattern(facts: &Facts<'_>, exponent: f64, work: &mut Work) -> Result<Pattern, Failure> {
    let mut barred: BTreeSet<usize> = BTreeSet::new();
    loop {
        match Search::new(facts, exponent, &barred).run(work) {
            Err(Failure::Unprotected(cell)) if facts.is_chosen(cell) && barred.insert(cell) => {}
            other => return other,
        }
    }
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
    facts: &Facts<'_>,
    required: &Requirements,
    number: usize,
    work: &mut Work,
) -> SuppressionRefusal {
    let cell = facts.figures[number].spoken_of(required);
    let mut without = required.clone();
    let is_published = |cell: &usize| required.standing(*cell) == Standing::Published;
    facts
        .cells
        .iter()
        .filter(|cell| is_published(cell))
        .for_each(|cell| without.stand(*cell, Standing::Open));
    let alone = Facts::new(facts.table, facts.policy, (facts.cells, &without), work).ok();
    let published: Vec<usize> = alone
        .and_then(|facts| {
            let hidden = Search::new(&facts, EXPONENTS[0], &BTreeSet::new()).only(number, work)?;
            Some(
                hidden.into_iter().flat_map(|number| facts.figures[number].cells.clone()).collect::<Vec<_>>(),
            )
        })
        .into_iter()
        .flatten()
        .filter(is_published)
        .collect();
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
