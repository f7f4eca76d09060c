//! Which fund years there are to see, and which one is shown.

use std::iter::successors;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::Year;
use wijkfonds_domain::{pot, project};

/// The years to choose from, and the one that is shown.
pub(super) struct Years {
    /// Those with applications or filled pots, in order.
    pub(super) all: Vec<Year>,
    /// The one asked for, else the latest; `None` when there is none.
    pub(super) shown: Option<Year>,
}

impl Years {
    /// No choice of years.
    pub(super) const fn none() -> Self {
        Self { all: Vec::new(), shown: None }
    }

    /// Reads which years have something to show.
    pub(super) fn read(records: &dyn Records, asked: Option<Year>) -> Result<Self, Fault> {
        let mut all = Vec::new();
        for year in possible() {
            let has_applications = !project::applications_after(records, year, None, 1)?.is_empty();
            if has_applications || !pot::filled(records, year)?.is_empty() {
                all.push(year);
            }
        }
        let shown = asked.or(all.last().copied());
        Ok(Self { all, shown })
    }

    /// Whether a year is the one that is shown.
    pub(super) fn is_shown(&self, year: &Year) -> bool {
        self.shown == Some(*year)
    }
}

/// All years that a fund can have: about a hundred, so that each can be asked.
fn possible() -> impl Iterator<Item = Year> {
    successors(Year::new(1996).ok(), |year| Some(year.next()).filter(|next| next != year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_that_can_be_is_asked_once() {
        let numbers: Vec<u16> = possible().map(Year::get).collect();
        assert_eq!(numbers, (1996..=2100).collect::<Vec<_>>());
    }
}
