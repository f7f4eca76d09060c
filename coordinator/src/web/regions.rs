//! The regions side by side: what each published, uses, and how it can be reached.

use crate::app::Contact;
use wijkfonds_domain::bureau::{self, Acknowledgement, Member, NationalFigure};
use wijkfonds_domain::measure::Measure;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{RegionId, Year};

/// A figure as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// What a region published; nothing is a figure too.
    Value(u64),
    /// The region has the figure and withholds it.
    Withheld,
    /// The bureau has no figure.
    Missing,
}

impl Cell {
    /// The stylesheet's name for it.
    pub(super) const fn class(&self) -> &'static str {
        match self {
            Self::Value(_) => "value",
            Self::Withheld => "withheld",
            Self::Missing => "missing",
        }
    }
}

/// A region in a year.
pub(super) struct Region {
    pub(super) member: Member,
    /// Whether its figures of the year are here.
    pub(super) has_figures: bool,
    pub(super) uses: Acknowledgement,
    /// How the last contact with it went.
    pub(super) contact: Contact,
}

impl Region {
    /// All regions that take part, by id. How they were reached is not in the records, so it comes in beside.
    pub(super) fn all(
        records: &dyn Records,
        year: Year,
        contact: impl Fn(&RegionId) -> Contact,
    ) -> Result<Vec<Self>, Fault> {
        let region = |member: Member| {
            Ok(Self {
                has_figures: bureau::has_figures(records, &member.id, year)?,
                uses: bureau::acknowledgement(records, year, &member.id)?,
                contact: contact(&member.id),
                member,
            })
        };
        bureau::members(records)?.into_iter().map(region).collect()
    }
}

/// A measure over all regions, and for each of them.
pub(super) struct Line {
    pub(super) national: NationalFigure,
}

impl Line {
    pub(super) fn measure(&self) -> Measure {
        self.national.measure
    }

    /// The sum of what was published; without any, what stands in its way.
    pub(super) fn total(&self) -> Cell {
        if !self.national.published_by.is_empty() {
            Cell::Value(self.national.total)
        } else if self.national.withheld_by.is_empty() {
            Cell::Missing
        } else {
            Cell::Withheld
        }
    }

    /// The figure of one region.
    pub(super) fn of(&self, region: &RegionId) -> Cell {
        let published = self.national.published_by.iter().find(|(id, _)| id == region);
        match published {
            Some((_, value)) => Cell::Value(*value),
            None if self.national.withheld_by.contains(region) => Cell::Withheld,
            None => Cell::Missing,
        }
    }
}
