//! The only door out of a region: a [`Draft`] goes in, a [`Released`] table comes out or nothing does.
//!
//! For now the rule is coarse: of each table only the grand total of the year is published, only with enough
//! respondents and the p% rule kept, once, and never corrected. All cells beneath it are withheld.

pub mod audit;
pub mod primary;
pub mod secondary;
pub mod table;

mod policy;
mod released;

pub use policy::{Policy, PolicyDigest};
pub(crate) use released::apply;
pub use released::{Figure, FigureTable, Released, StoredRelease, reissue};

use crate::measure::{Measure, Unit};
use crate::tally::Draft;
use std::collections::BTreeMap;

/// Totals of which one is a part of the other, so that both give their difference away: `(part, whole)`, and
/// which of the two is withheld when the difference is unsafe.
const PARTS: [(Measure, Measure, Measure); 4] = [
    (Measure::ProjectsGranted, Measure::ProjectsSubmitted, Measure::ProjectsSubmitted),
    (Measure::EurosGranted, Measure::EurosRequested, Measure::EurosRequested),
    (Measure::EurosPaid, Measure::EurosGranted, Measure::EurosPaid),
    (Measure::EurosPaid, Measure::EurosRequested, Measure::EurosRequested),
];

/// Decides what of a year's drafts may be known outside the region, all together: a figure that is safe by
/// itself can give another away by subtraction.
///
/// Nothing is said of why a figure is withheld: that would be a figure too.
#[must_use]
pub fn release(drafts: &[Draft], policy: &Policy) -> Vec<Released<FigureTable>> {
    let mut safe: BTreeMap<Measure, &Draft> = BTreeMap::new();
    for draft in drafts {
        let measure = draft.table().measure;
        if policy.admits(&largest_first(draft.by_respondent().into_values()), measure.unit()) {
            safe.insert(measure, draft);
        }
    }
    for (part, whole, withheld) in PARTS {
        let (Some(part), Some(whole)) = (safe.get(&part), safe.get(&whole)) else { continue };
        let difference = difference(whole, part);
        if !difference.is_empty() && !policy.admits(&difference, withheld.unit()) {
            safe.remove(&withheld);
        }
    }
    drafts.iter().map(|draft| table(draft, policy, safe.contains_key(&draft.table().measure))).collect()
}

fn table(draft: &Draft, policy: &Policy, safe: bool) -> Released<FigureTable> {
    let total = draft.by_respondent().into_values().sum();
    let unit = draft.table().measure.unit();
    Released::new(FigureTable {
        table: draft.table().clone(),
        policy: policy.digest(),
        grand_total: if safe { Figure::Value(published(total, unit)) } else { Figure::Withheld },
        cells_withheld: draft.cell_count() - u64::from(safe),
    })
}

/// What each respondent has in the whole and not in the part. Nobody has: both totals say the same, and their
/// difference says nothing more.
fn difference(whole: &Draft, part: &Draft) -> Vec<u64> {
    let parts = part.by_respondent();
    let of = |respondent: &str| parts.get(respondent).copied().unwrap_or(0);
    let whole = whole.by_respondent();
    largest_first(whole.into_iter().map(|(respondent, value)| value.saturating_sub(of(respondent))))
}

fn largest_first(contributions: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut contributions: Vec<u64> = contributions.filter(|value| *value > 0).collect();
    contributions.sort_unstable_by(|a, b| b.cmp(a));
    contributions
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
