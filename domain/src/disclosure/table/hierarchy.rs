//! A dimension: its codes, and under which code each stands.

use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// The code of a margin.
pub const TOTAL: &str = "Total";

/// A dimension that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HierarchyRefusal {
    /// A code stands under itself, straight or through others.
    #[error("dimension {dimension}: code {code} stands under itself")]
    Circle {
        /// The dimension.
        dimension: String,
        /// One code of the circle.
        code: String,
    },
    /// The margin has a parent.
    #[error("dimension {dimension}: the margin {TOTAL} cannot stand under another code")]
    MarginHasParent {
        /// The dimension.
        dimension: String,
    },
    /// A code is empty.
    #[error("dimension {dimension}: a code is empty")]
    EmptyCode {
        /// The dimension.
        dimension: String,
    },
}

/// The codes of a dimension, the margin first and the others in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hierarchy {
    name: String,
    codes: Vec<String>,
    /// Per code the place of its parent; the margin's is the margin.
    parents: Vec<usize>,
    leaf: Vec<bool>,
}

impl Hierarchy {
    /// A dimension from `code → parent`; a parent that is not a code itself stands under the margin.
    ///
    /// # Errors
    /// [`HierarchyRefusal`] for an empty code, a margin under another code, or a circle.
    pub fn new(name: &str, parents: &BTreeMap<String, String>) -> Result<Self, HierarchyRefusal> {
        let dimension = || name.to_owned();
        if parents.iter().any(|(code, parent)| code.is_empty() || parent.is_empty()) {
            return Err(HierarchyRefusal::EmptyCode { dimension: dimension() });
        }
        if parents.contains_key(TOTAL) {
            return Err(HierarchyRefusal::MarginHasParent { dimension: dimension() });
        }
        let named: BTreeSet<&String> = parents.iter().flat_map(|(code, parent)| [code, parent]).collect();
        let mut codes = vec![TOTAL.to_owned()];
        codes.extend(named.into_iter().filter(|code| *code != TOTAL).cloned());
        let place = |code: &String| {
            if code == TOTAL { 0 } else { codes[1..].binary_search(code).map_or(0, |at| at + 1) }
        };
        let parents: Vec<usize> = codes.iter().map(|code| parents.get(code).map_or(0, place)).collect();
        let mut leaf = vec![true; codes.len()];
        for (code, parent) in parents.iter().enumerate().skip(1) {
            leaf[*parent] = false;
            let top =
                (0..codes.len()).try_fold(code, |at, _| if at == 0 { Err(()) } else { Ok(parents[at]) });
            if top.is_ok_and(|at| at != 0) {
                return Err(HierarchyRefusal::Circle { dimension: dimension(), code: codes[code].clone() });
            }
        }
        Ok(Self { name: dimension(), codes, parents, leaf })
    }

    /// A dimension whose codes all stand under the margin.
    ///
    /// # Errors
    /// As [`Hierarchy::new`].
    pub fn flat<'a>(name: &str, codes: impl IntoIterator<Item = &'a str>) -> Result<Self, HierarchyRefusal> {
        let parents = codes.into_iter().map(|code| (code.to_owned(), TOTAL.to_owned())).collect();
        Self::new(name, &parents)
    }

    /// The dimension's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number of codes, the margin included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Never: the margin is always there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The name of the code at a place.
    #[must_use]
    pub fn name_of(&self, code: usize) -> &str {
        &self.codes[code]
    }

    /// The place of a code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<usize> {
        if code == TOTAL {
            return Some(0);
        }
        self.codes[1..].binary_search_by(|other| other.as_str().cmp(code)).ok().map(|at| at + 1)
    }

    /// Under which code a code stands; nothing for the margin.
    #[must_use]
    pub fn parent(&self, code: usize) -> Option<usize> {
        (code > 0).then(|| self.parents[code])
    }

    /// Whether no code stands under it.
    #[must_use]
    pub fn is_leaf(&self, code: usize) -> bool {
        self.leaf[code]
    }

    /// A code and all that it stands under, up to the margin.
    pub fn chain(&self, code: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(code), |at| self.parent(*at))
    }
}
