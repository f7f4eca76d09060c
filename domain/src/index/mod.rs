//! Deprivation indices: which areas are the most deprived, by a named method, with the reasons.
//!
//! The only place in the domain with floats; no money comes near it. It does not know where figures come from:
//! they are rows given as values. A value that the statistics office does not publish is `None`, never zero,
//! and an area without it is left out and reported.
//!
//! The weights of NIVEL's index are published nowhere that was found. The methods here carry
//! [`DEMO_WEIGHTS`] as their weighting, and whoever shows a ranking shows that beside it.

mod method;
mod ranking;

pub use method::{CutOff, DEMO_WEIGHTS, IndexMethod, Indicator, WeightedIndicator};
pub use ranking::{Explained, LeftOut, LeftOutReason, Placement, RankedArea, Ranking, rank};

use crate::terms::{AreaCode, Year};
use std::collections::BTreeMap;
use thiserror::Error;

/// The figures of one area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaFigures {
    /// The area.
    pub code: AreaCode,
    /// Its inhabitants; `None` when that is not published.
    pub inhabitants: Option<u64>,
    /// Its indicators. One that is absent, or `None`, is not published.
    pub indicators: BTreeMap<Indicator, Option<f64>>,
}

/// Why nothing is ranked.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum IndexRefusal {
    /// The method does not hold for the year.
    #[error("the method `{method}` does not hold in {year}")]
    NotValidIn {
        /// The method's name.
        method: String,
        /// The year asked for.
        year: Year,
    },
    /// The method has no indicators, or one twice.
    #[error("the method `{0}` has no indicators, or one twice")]
    BadIndicators(String),
    /// A weight is not a number above zero.
    #[error("the weight of {0:?} is not a number above zero")]
    BadWeight(Indicator),
    /// The cut-off is not a share.
    #[error("a cut-off lies between 1 and 10000 basis points")]
    BadCutOff,
    /// An area is there twice.
    #[error("area {0} is there twice")]
    DoubleArea(AreaCode),
    /// A figure is infinite or not a number.
    #[error("{indicator:?} of area {code} is not a number")]
    NotANumber {
        /// The area.
        code: AreaCode,
        /// The indicator.
        indicator: Indicator,
    },
    /// Every area is left out.
    #[error("no area has the figures that the method needs")]
    NothingToRank,
}

impl IndexRefusal {
    /// All codes.
    pub const CODES: [&'static str; 7] = [
        "index_not_valid_in",
        "index_bad_indicators",
        "index_bad_weight",
        "index_bad_cut_off",
        "index_double_area",
        "index_not_a_number",
        "index_nothing_to_rank",
    ];

    /// The code by which messages and callers know it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        let index = match self {
            Self::NotValidIn { .. } => 0,
            Self::BadIndicators(_) => 1,
            Self::BadWeight(_) => 2,
            Self::BadCutOff => 3,
            Self::DoubleArea(_) => 4,
            Self::NotANumber { .. } => 5,
            Self::NothingToRank => 6,
        };
        Self::CODES[index]
    }

    /// What was needed and what was there, by name.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotValidIn { method, year } => vec![("method", method.clone()), ("year", year.to_string())],
            Self::BadIndicators(method) => vec![("method", method.clone())],
            Self::BadWeight(indicator) => vec![("indicator", indicator.code().to_owned())],
            Self::DoubleArea(area) => vec![("area", area.to_string())],
            Self::NotANumber { code, indicator } => {
                vec![("area", code.to_string()), ("indicator", indicator.code().to_owned())]
            }
            Self::BadCutOff | Self::NothingToRank => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
