//! Why figures are not released or sent.

use crate::refusals::refusals;
use crate::terms::Year;

refusals! {
    //! Why figures are not released or sent.

    /// Figures are released after the year is closed.
    YearNotClosed { /** Which. */ year: Year } = "figures_year_not_closed", "{year} is not closed yet";
    /// A year's figures are released once.
    AlreadyReleased { /** Which. */ year: Year } = "figures_already_released", "the figures of {year} have been released";
    /// The records have moved on since the proposal was made.
    MovedOn { /** Which year. */ year: Year }
        = "figures_moved_on", "the figures of {year} have changed since this release was proposed";
    /// The proposal is being computed and audited.
    StillComputing { /** Which year's. */ year: Year }
        = "figures_still_computing", "what may be released of {year} is still being computed";
    /// Every table was refused, so there is nothing to release.
    NothingToRelease { /** Which year. */ year: Year }
        = "figures_nothing_to_release", "no table of {year} can be released";
    /// Nothing was released for the year: at the border the answer for whatever is not there to be had.
    NotReleased { /** Which. */ year: Year } = "figures_not_released", "no figures have been released for {year}";
}
