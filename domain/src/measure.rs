//! The catalogue of what may be asked: a closed, versioned list of tables, never an expression.

use crate::project::{ProjectKind, Theme};
use crate::terms::{Quarter, RegionId, Year};
use serde::{Deserialize, Serialize};

/// The version of the catalogue, in every release. A change of tables or dimensions is a new version.
///
/// Version 1 knew grand totals only.
pub const CATALOGUE_VERSION: u32 = 2;

crate::project::code_list!(
    /// A table of the catalogue. Every table is for one region and fund year.
    Measure {
        /// Applications handed in, by category and lead area.
        ProjectsSubmitted = "projects_submitted",
        /// Projects granted, by category and lead area.
        ProjectsGranted = "projects_granted",
        /// Applications that were not granted: refused, withdrawn or open, by category and lead area.
        ProjectsNotGranted = "projects_not_granted",
        /// Euros asked, by category and area.
        EurosRequested = "euros_requested",
        /// Euros granted, by category and area.
        EurosGranted = "euros_granted",
        /// Euros asked and not granted, by category and area.
        EurosNotGranted = "euros_not_granted",
        /// Euros paid, by category and area.
        EurosPaid = "euros_paid",
        /// Euros granted and not paid: held, due later, or lapsed, by category and area.
        EurosNotPaid = "euros_not_paid",
        /// Patients enrolled with practices, who live in designated areas, by area.
        PatientsEnrolled = "patients_enrolled",
    }
);

/// What a measure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Projects.
    Projects,
    /// Whole euros.
    Euros,
    /// Persons, published in fives.
    Persons,
}

impl Measure {
    /// What it counts.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::ProjectsSubmitted | Self::ProjectsGranted | Self::ProjectsNotGranted => Unit::Projects,
            Self::EurosRequested
            | Self::EurosGranted
            | Self::EurosNotGranted
            | Self::EurosPaid
            | Self::EurosNotPaid => Unit::Euros,
            Self::PatientsEnrolled => Unit::Persons,
        }
    }
}

crate::project::code_list!(
    /// What the codes of a dimension stand for.
    DimensionKind {
        /// Project kinds under their themes.
        Category = "category",
        /// Areas under their municipalities.
        Area = "area",
    }
);

/// Of which part of a fund year a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// The whole year.
    Year,
    /// What came in within one quarter.
    Quarter(Quarter),
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year => f.write_str("year"),
            Self::Quarter(quarter) => write!(f, "q{quarter}"),
        }
    }
}

/// Which table: of which region, year, period and version of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableId {
    /// The region.
    pub region: RegionId,
    /// The fund year.
    pub year: Year,
    /// The part of the year.
    pub period: Period,
    /// The measure.
    pub measure: Measure,
    /// The version of the catalogue.
    pub catalogue_version: u32,
}

/// The code of a margin: the sum over a whole dimension.
pub const TOTAL: &str = crate::disclosure::table::TOTAL;

/// A code of a dimension. Code lists are public and do not depend on what is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code, unique in its dimension.
    pub code: String,
    /// The place, from 0, of the code that it is a part of; the margin's own is 0.
    pub parent: u32,
    /// Its name, where the code does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A dimension of a table with all its codes, the margin first and each before its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// What its codes stand for.
    pub kind: DimensionKind,
    /// The codes.
    pub codes: Vec<Code>,
}

impl Dimension {
    /// A dimension with nothing but its margin.
    #[must_use]
    pub fn margin(kind: DimensionKind) -> Self {
        Self { kind, codes: vec![Code { code: TOTAL.to_owned(), parent: 0, label: None }] }
    }

    /// Adds a code under another, and gives its place. A code that is there already keeps its place.
    pub fn add(&mut self, code: &str, parent: u32, label: Option<&str>) -> u32 {
        if let Some(place) = self.find(code) {
            return place;
        }
        let place = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.codes.push(Code { code: code.to_owned(), parent, label: label.map(str::to_owned) });
        place
    }

    /// The place of a code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<u32> {
        let place = self.codes.iter().position(|other| other.code == code)?;
        u32::try_from(place).ok()
    }

    /// Whether the margin comes first, every code is there once, and each stands under one before it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let mut seen = std::collections::BTreeSet::new();
        let margin = self.codes.first().is_some_and(|first| first.code == TOTAL && first.parent == 0);
        let parts = self.codes.iter().enumerate().skip(1).all(|(place, code)| (code.parent as usize) < place);
        margin && parts && self.codes.iter().all(|code| !code.code.is_empty() && seen.insert(&code.code))
    }
}

/// Themes under the margin; project kinds under their themes.
#[must_use]
pub fn categories() -> Dimension {
    let mut dimension = Dimension::margin(DimensionKind::Category);
    for theme in Theme::ALL {
        dimension.add(theme.code(), 0, None);
    }
    dimension
}

/// The code of a project in [`categories`].
#[must_use]
pub const fn category_of(kind: ProjectKind) -> &'static str {
    kind.theme().code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dimension_is_whole_when_each_code_is_there_once_and_after_the_one_it_is_a_part_of() {
        let whole = categories();
        assert!(whole.is_whole());
        let mut twice = whole.clone();
        twice.codes[2].code = twice.codes[1].code.clone();
        let mut before = whole.clone();
        before.codes[1].parent = 2;
        let mut headless = whole.clone();
        headless.codes.remove(0);
        for broken in [twice, before, headless, Dimension { codes: Vec::new(), ..whole }] {
            assert!(!broken.is_whole());
        }
    }
}
