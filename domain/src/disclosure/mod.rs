//! The only door out of a region: a [`Draft`] goes in, a [`Released`] table comes out or nothing does.
//!
//! For now the rule is coarse: of each table only the grand total of the year is published, only with enough
//! respondents and the p% rule kept, once, and never corrected. All cells beneath it are withheld.

mod policy;
mod released;

pub use policy::{Policy, PolicyDigest};
pub(crate) use released::apply;
pub use released::{Figure, FigureTable, Released, StoredRelease, reissue};

use crate::measure::Unit;
use crate::tally::Draft;

/// Decides what of a draft may be known outside the region.
///
/// Nothing is said of why a figure is withheld: that would be a figure too.
pub fn release(draft: &Draft, policy: &Policy) -> Released<FigureTable> {
    let contributions = draft.grand_total();
    let total: u64 = contributions.iter().sum();
    let safe = policy.admits(&contributions, draft.table().measure.unit());
    let figure =
        if safe { Figure::Value(published(total, draft.table().measure.unit())) } else { Figure::Withheld };
    let withheld = draft.cell_count() - u64::from(safe);
    Released::new(FigureTable {
        table: draft.table().clone(),
        policy: policy.digest(),
        grand_total: figure,
        cells_withheld: withheld,
    })
}

/// Persons are published in fives; the rest as it is.
fn published(total: u64, unit: Unit) -> u64 {
    match unit {
        Unit::Persons => (total + 2) / 5 * 5,
        Unit::Projects | Unit::Euros => total,
    }
}

#[cfg(test)]
mod tests;
