//! From differences as floats to whole ones.

use super::facts::Facts;
use super::pool::{Differences, greatest_divisor};
use std::collections::BTreeMap;

/// Multiples of a difference that are tried to make it whole.
const MULTIPLES: i64 = 60;

/// The smallest multiples of these differences that are whole, one after the other: leaves are rounded, sums are what
/// their leaves come to, and what was not to differ does not.
pub(super) fn whole<'a>(
    facts: &'a Facts<'_>,
    values: &'a [(usize, f64)],
    unit: f64,
) -> impl Iterator<Item = Differences> + 'a {
    let multiples = if facts.is_count() { 1 } else { MULTIPLES };
    (1..=multiples).filter_map(move |multiple| rounded(facts, values, unit, multiple))
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the answer is checked")]
fn rounded(facts: &Facts<'_>, values: &[(usize, f64)], unit: f64, multiple: i64) -> Option<Differences> {
    let factor = unit * multiple as f64;
    let leaves = || values.iter().filter(|(cell, _)| facts.sums.is_leaf(*cell));
    let far = |value: f64| (value.round() - value).abs() > 1e-3 || value.abs() > 1e15;
    if leaves().any(|(_, value)| far(value * factor)) {
        return None;
    }
    let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
    for (leaf, value) in leaves() {
        let value = (value * factor).round() as i64;
        *sums.entry(*leaf).or_default() += value;
        facts.sums.above(*leaf).iter().for_each(|sum| *sums.entry(*sum).or_default() += value);
    }
    sums.retain(|_, sum| *sum != 0);
    let expected = |cell: &usize| values.binary_search_by_key(cell, |(cell, _)| *cell).is_ok();
    if !sums.keys().all(expected) {
        return None;
    }
    let divisor = sums.values().fold(0, |divisor, sum| greatest_divisor(divisor, sum.abs()));
    (divisor > 0).then(|| sums.into_iter().map(|(cell, sum)| (cell, sum / divisor)).collect())
}
