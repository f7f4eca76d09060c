//! By which method a fund counts the patients enrolled with its practices.

use crate::project::code_list;
use serde::{Deserialize, Serialize};

code_list!(
    /// Which overviews of a practice make its count of a year (funds differ: the mean of the four quarters at FHA,
    /// the figures of 1 January at UFA and FAM, an overview that the practice attaches at ZONH).
    EnrolledMethod {
        /// All practices are counted on one and the same day.
        OneDate = "one_date",
        /// The mean of the quarters known, as an exact fraction.
        MeanOfFourQuarters = "mean_of_four_quarters",
        /// The practice's latest overview, of whatever day.
        PracticeOverview = "practice_overview",
    }
);
