//! The regions side by side: what each published, uses, and how it can be reached.

use crate::app::Contact;
use wijkfonds_domain::bureau::{self, Acknowledgement, Member};
use wijkfonds_domain::disclosure::Figure;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{RegionId, Year};

/// The stylesheet's name for a figure.
pub(super) const fn class(figure: Figure) -> &'static str {
    match figure {
        Figure::Value(_) => "value",
        Figure::Secret => "withheld",
        Figure::Nil => "nil",
        Figure::Missing => "missing",
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
