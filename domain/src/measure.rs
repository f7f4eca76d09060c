//! The catalogue of what may be asked: a closed, versioned list of tables, never an expression.

use crate::project::ProjectKind;
use crate::terms::{AreaCode, RegionId, Year};
use serde::{Deserialize, Serialize};

/// The version of the catalogue, in every release. A change of tables or dimensions is a new version.
pub const CATALOGUE_VERSION: u32 = 1;

crate::project::code_list!(
    /// A table of the catalogue. Every table is for one region and fund year.
    Measure {
        /// Applications handed in, by project kind and lead area.
        ProjectsSubmitted = "projects_submitted",
        /// Projects granted, by project kind and lead area.
        ProjectsGranted = "projects_granted",
        /// Euros asked, by project kind and lead area.
        EurosRequested = "euros_requested",
        /// Euros granted, by project kind and lead area.
        EurosGranted = "euros_granted",
        /// Euros paid, by project kind and lead area.
        EurosPaid = "euros_paid",
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
            Self::ProjectsSubmitted | Self::ProjectsGranted => Unit::Projects,
            Self::EurosRequested | Self::EurosGranted | Self::EurosPaid => Unit::Euros,
            Self::PatientsEnrolled => Unit::Persons,
        }
    }

    /// The number of cells of the whole table, margins and grand total included, for so many areas. It follows
    /// from the code lists alone, so it says nothing about what is in the cells.
    #[must_use]
    pub fn cell_count(self, areas: usize) -> u64 {
        let kinds = match self.unit() {
            Unit::Persons => 1,
            _ => ProjectKind::ALL.len() as u64 + 1,
        };
        kinds * (areas as u64 + 1)
    }
}

/// Where a contribution falls in a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellKey {
    /// The project kind; `None` in tables without that dimension.
    pub kind: Option<ProjectKind>,
    /// The area.
    pub area: AreaCode,
}

/// Which table: of which region, year and version of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableId {
    /// The region.
    pub region: RegionId,
    /// The fund year.
    pub year: Year,
    /// The measure.
    pub measure: Measure,
    /// The version of the catalogue.
    pub catalogue_version: u32,
}
