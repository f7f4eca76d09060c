//! Controlled rounding: every count becomes a multiple of a base near it, and all sums still hold.

use super::table::Table;
use thiserror::Error;

/// No such rounding exists, or none was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the counts cannot be rounded so that their sums hold")]
pub struct CannotRound;

/// Rounds the cells of a table of one dimension to multiples of `base`, from the top down: the grand total to the
/// nearest, each part to a multiple next to it, so that parts add up to their sum. Multiples stay what they are.
///
/// # Errors
/// [`CannotRound`] for tables of more dimensions.
pub fn round(table: &Table, base: i64) -> Result<Vec<i64>, CannotRound> {
    let [hierarchy] = table.hierarchies() else { return Err(CannotRound) };
    let value = |cell: usize| table.cells()[cell].value();
    let mut rounded: Vec<i64> = vec![0; table.cells().len()];
    rounded[0] = (value(0) + base / 2).div_euclid(base) * base;
    let mut above = vec![0];
    while let Some(parent) = above.pop() {
        let mut parts: Vec<usize> =
            (1..hierarchy.len()).filter(|code| hierarchy.parent(*code) == Some(parent)).collect();
        parts.iter().for_each(|part| rounded[*part] = value(*part).div_euclid(base) * base);
        let below: i64 = parts.iter().map(|part| rounded[*part]).sum();
        let mut left = if parts.is_empty() { 0 } else { rounded[parent] - below };
        above.extend(&parts);
        // the largest remainders go up; first come first among equals
        parts.sort_by_key(|part| -value(*part).rem_euclid(base));
        for part in parts {
            if left > 0 && value(part).rem_euclid(base) > 0 {
                rounded[part] += base;
                left -= base;
            }
        }
        if left != 0 {
            return Err(CannotRound);
        }
    }
    Ok(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::table::{Content, Contribution, Hierarchy, TOTAL};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn tree(leaves: &[(u32, i64)]) -> Table {
        let mut parents: BTreeMap<String, String> = BTreeMap::new();
        for (index, (group, _)) in leaves.iter().enumerate() {
            parents.insert(format!("leaf{index:03}"), format!("group{group}"));
            parents.insert(format!("group{group}"), TOTAL.to_owned());
        }
        let contributions: Vec<_> = leaves
            .iter()
            .enumerate()
            .map(|(index, (_, value))| Contribution {
                keys: vec![format!("leaf{index:03}")],
                value: *value,
                respondent: "somebody".into(),
                holding: None,
            })
            .collect();
        Table::new(Content::Count, vec![Hierarchy::new("area", &parents).unwrap()], &contributions).unwrap()
    }

    proptest! {
        #[test]
        fn counts_become_multiples_next_to_them_and_every_sum_holds(
            leaves in prop::collection::vec((0..4_u32, 0..60_i64), 1..40),
        ) {
            let table = tree(&leaves);
            let rounded = round(&table, 5).unwrap();
            let hierarchy = &table.hierarchies()[0];
            for cell in 0..rounded.len() {
                let value = table.cells()[cell].value();
                prop_assert_eq!(rounded[cell] % 5, 0);
                prop_assert!((rounded[cell] - value).abs() < 5, "{} became {}", value, rounded[cell]);
                let parts: Vec<usize> =
                    (1..rounded.len()).filter(|code| hierarchy.parent(*code) == Some(cell)).collect();
                if !parts.is_empty() {
                    prop_assert_eq!(parts.iter().map(|part| rounded[*part]).sum::<i64>(), rounded[cell]);
                }
            }
            prop_assert!((rounded[0] - table.cells()[0].value()).abs() <= 2, "the total goes to the nearest");
        }
    }
}
