//! From contributions to cells.

use super::{Cell, Content, Hierarchy, MAX_CELLS, MAX_DIMENSIONS, Table};
use crate::opaque::opaque_debug;
use std::collections::BTreeMap;
use thiserror::Error;

/// One contribution: where it belongs, how much it is, and whose.
#[derive(Clone)]
pub struct Contribution {
    /// One code per dimension, each without codes under it.
    pub keys: Vec<String>,
    /// The amount, or a count.
    pub value: i64,
    /// Who contributed.
    pub respondent: String,
    /// The holding that the respondent belongs to, which then counts in its place.
    pub holding: Option<String>,
}

opaque_debug!(Contribution);

/// A table that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableRefusal {
    /// No dimension, or too many.
    #[error("a table has 1 to {MAX_DIMENSIONS} dimensions, not {found}")]
    Dimensions {
        /// How many there were.
        found: usize,
    },
    /// Too many cells.
    #[error("a table has at most {MAX_CELLS} cells, not {found}")]
    TooManyCells {
        /// How many there were.
        found: usize,
    },
    /// A contribution has another number of keys than the table has dimensions.
    #[error("contribution {contribution}: it has {found} keys")]
    Keys {
        /// Its number, from 1.
        contribution: usize,
        /// How many keys it had.
        found: usize,
    },
    /// A contribution names a code that the dimension does not have.
    #[error("contribution {contribution}: {dimension} has no code {code}")]
    UnknownCode {
        /// Its number, from 1.
        contribution: usize,
        /// The dimension.
        dimension: String,
        /// The code.
        code: String,
    },
    /// A contribution stands at a code that is a sum of others.
    #[error("contribution {contribution}: {dimension} code {code} is a sum of other codes")]
    NotALeaf {
        /// Its number, from 1.
        contribution: usize,
        /// The dimension.
        dimension: String,
        /// The code.
        code: String,
    },
    /// A contribution is below zero.
    #[error("contribution {contribution}: it is below zero")]
    Negative {
        /// Its number, from 1.
        contribution: usize,
    },
    /// The contributions together are too large.
    #[error("the contributions together are above {MAX_SUM}")]
    TooLarge,
}

/// The largest sum: products of two such values fit in 128 bits, and each is exact as a float.
const MAX_SUM: i64 = 1_000_000_000_000_000;

impl Table {
    /// The table of these contributions, with all margins.
    ///
    /// # Errors
    /// [`TableRefusal`] with the first contribution that does not fit.
    pub fn new(
        content: Content,
        hierarchies: Vec<Hierarchy>,
        contributions: &[Contribution],
    ) -> Result<Self, TableRefusal> {
        if !(1..=MAX_DIMENSIONS).contains(&hierarchies.len()) {
            return Err(TableRefusal::Dimensions { found: hierarchies.len() });
        }
        let size = hierarchies.iter().fold(1_usize, |size, hierarchy| size.saturating_mul(hierarchy.len()));
        if size > MAX_CELLS {
            return Err(TableRefusal::TooManyCells { found: size });
        }
        let mut strides = vec![1; hierarchies.len()];
        for dimension in (1..hierarchies.len()).rev() {
            strides[dimension - 1] = strides[dimension] * hierarchies[dimension].len();
        }
        let mut table = Self { content, hierarchies, strides, cells: vec![Cell::default(); size] };
        table.fill(contributions)?;
        Ok(table)
    }

    fn fill(&mut self, contributions: &[Contribution]) -> Result<(), TableRefusal> {
        let names: BTreeMap<&str, u32> = respondents(contributions);
        let mut parts: BTreeMap<(usize, u32), i64> = BTreeMap::new();
        let mut sum = 0_i64;
        for (index, contribution) in contributions.iter().enumerate() {
            let leaf = self.place(index + 1, contribution)?;
            sum = sum.saturating_add(contribution.value);
            if sum > MAX_SUM {
                return Err(TableRefusal::TooLarge);
            }
            *parts.entry((leaf, names[entity(contribution)])).or_default() += contribution.value;
        }
        let mut spread: Vec<(usize, u32, i64)> = Vec::new();
        for ((leaf, respondent), value) in parts {
            spread.extend(self.above(leaf).into_iter().map(|cell| (cell, respondent, value)));
        }
        spread.sort_unstable();
        for (cell, respondent, value) in spread {
            let cell = &mut self.cells[cell];
            cell.value += value;
            match cell.contributors.last_mut() {
                Some((last, total)) if *last == respondent => *total += value,
                _ => cell.contributors.push((respondent, value)),
            }
        }
        for cell in &mut self.cells {
            cell.contributors.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        Ok(())
    }

    /// The leaf that a contribution belongs to.
    fn place(&self, number: usize, contribution: &Contribution) -> Result<usize, TableRefusal> {
        if contribution.keys.len() != self.hierarchies.len() {
            return Err(TableRefusal::Keys { contribution: number, found: contribution.keys.len() });
        }
        if contribution.value < 0 {
            return Err(TableRefusal::Negative { contribution: number });
        }
        let mut cell = 0;
        for ((key, hierarchy), stride) in contribution.keys.iter().zip(&self.hierarchies).zip(&self.strides) {
            let (dimension, code) = (hierarchy.name().to_owned(), key.clone());
            let Some(place) = hierarchy.find(key) else {
                return Err(TableRefusal::UnknownCode { contribution: number, dimension, code });
            };
            if !hierarchy.is_leaf(place) {
                return Err(TableRefusal::NotALeaf { contribution: number, dimension, code });
            }
            cell += place * stride;
        }
        Ok(cell)
    }
}

/// Who counts as one respondent.
fn entity(contribution: &Contribution) -> &str {
    contribution.holding.as_deref().unwrap_or(&contribution.respondent)
}

/// Respondents by number, in the order of their names.
fn respondents(contributions: &[Contribution]) -> BTreeMap<&str, u32> {
    let mut names: BTreeMap<&str, u32> = contributions.iter().map(|one| (entity(one), 0)).collect();
    for (number, place) in (0_u32..).zip(names.values_mut()) {
        *place = number;
    }
    names
}
