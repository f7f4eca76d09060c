//! What a method is, and the two that are shipped.

use super::IndexRefusal;
use crate::rules::BasisPoints;
use crate::terms::Year;
use std::collections::BTreeSet;

/// The label of a weighting that is ours and nobody else's.
pub const DEMO_WEIGHTS: &str = "demo weights (equal z-scores), not NIVEL's";

/// A figure of an area. More of it is more deprivation, whatever the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    /// Income recipients at or below the national 40th percentile, in % of all recipients.
    LowIncome,
    /// Recipients of a benefit, state pensioners (AOW) among them, in % of the inhabitants.
    Inactive,
    /// Recipients of a benefit other than the state pension, in % of the inhabitants.
    InactiveWithoutPensioners,
    /// Inhabitants of non-western origin, in % of the inhabitants. The official criterion from 2019 counts
    /// Central and East Europeans too; CBS's neighbourhood tables do not have them, so they are not in it.
    NonWestern,
    /// Addresses per square kilometre, averaged over circles of a kilometre around the addresses.
    AddressDensity,
}

impl Indicator {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::LowIncome,
        Self::Inactive,
        Self::InactiveWithoutPensioners,
        Self::NonWestern,
        Self::AddressDensity,
    ];

    /// The code by which messages know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LowIncome => "low_income",
            Self::Inactive => "inactive",
            Self::InactiveWithoutPensioners => "inactive_without_pensioners",
            Self::NonWestern => "non_western",
            Self::AddressDensity => "address_density",
        }
    }
}

/// An indicator and what it counts for. Only the ratio between the weights of a method matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedIndicator {
    /// The indicator.
    pub indicator: Indicator,
    /// Above zero.
    pub weight: f64,
}

/// How many of the ranked areas are designated, from the most deprived down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutOff {
    /// This share of the ranked areas, rounded half up to whole areas.
    ShareOfAreas(BasisPoints),
    /// As long as the areas above have less than this share of the inhabitants of all areas that were given,
    /// those left out among them. The area that crosses the line is in.
    ShareOfPeople(BasisPoints),
}

/// A method: named and versioned, so that a list can say how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexMethod {
    /// Its name.
    pub name: String,
    /// A change of anything below is a new version.
    pub version: u32,
    /// Whose weights these are, for whoever reads the result.
    pub weighting: String,
    /// What it looks at, each standardised over the ranked areas.
    pub indicators: Vec<WeightedIndicator>,
    /// How many areas are designated.
    pub cut_off: CutOff,
    /// Areas with fewer inhabitants are left out: tiny ones would lead the ranking by chance.
    pub minimum_population: u64,
    /// The first year for which its lists hold.
    pub from: Year,
    /// The last one; `None`: until further notice.
    pub until: Option<Year>,
}

impl IndexMethod {
    /// The four criteria of the lists until 2018, with the threshold of that time: the lowest 5 % of the areas
    /// of the country. 200 inhabitants is the number from which CBS published incomes then.
    #[must_use]
    pub fn four_indicators_until_2018() -> Self {
        let indicators =
            [Indicator::LowIncome, Indicator::Inactive, Indicator::NonWestern, Indicator::AddressDensity];
        Self {
            name: "four_indicators_until_2018".to_owned(),
            version: 1,
            weighting: DEMO_WEIGHTS.to_owned(),
            indicators: equal_weights(&indicators),
            cut_off: CutOff::ShareOfAreas(BasisPoints(500)),
            minimum_population: 200,
            from: year(1996),
            until: Some(year(2018)),
        }
    }

    /// The three criteria of the lists from 2019: address density is gone, and state pensioners no longer count
    /// as inactive. The designated areas had about 8 % of the inhabitants of the country.
    #[must_use]
    pub fn three_indicators_from_2019() -> Self {
        let indicators = [Indicator::LowIncome, Indicator::InactiveWithoutPensioners, Indicator::NonWestern];
        Self {
            name: "three_indicators_from_2019".to_owned(),
            version: 1,
            weighting: DEMO_WEIGHTS.to_owned(),
            indicators: equal_weights(&indicators),
            cut_off: CutOff::ShareOfPeople(BasisPoints(800)),
            minimum_population: 200,
            from: year(2019),
            until: None,
        }
    }

    /// The methods that are shipped.
    #[must_use]
    pub fn shipped() -> [Self; 2] {
        [Self::four_indicators_until_2018(), Self::three_indicators_from_2019()]
    }

    /// Whether its lists hold in a year.
    #[must_use]
    pub fn holds_in(&self, year: Year) -> bool {
        self.from <= year && self.until.is_none_or(|until| year <= until)
    }

    /// What makes it no method, if anything.
    pub(super) fn check(&self, year: Year) -> Result<(), IndexRefusal> {
        if !self.holds_in(year) {
            return Err(IndexRefusal::NotValidIn { method: self.name.clone(), year });
        }
        let distinct: BTreeSet<_> = self.indicators.iter().map(|weighted| weighted.indicator).collect();
        if distinct.is_empty() || distinct.len() < self.indicators.len() {
            return Err(IndexRefusal::BadIndicators(self.name.clone()));
        }
        let bad =
            self.indicators.iter().find(|weighted| !(weighted.weight.is_finite() && weighted.weight > 0.0));
        if let Some(bad) = bad {
            return Err(IndexRefusal::BadWeight(bad.indicator));
        }
        let (CutOff::ShareOfAreas(share) | CutOff::ShareOfPeople(share)) = self.cut_off;
        if share.0 == 0 || share > BasisPoints::WHOLE {
            return Err(IndexRefusal::BadCutOff);
        }
        Ok(())
    }
}

fn equal_weights(indicators: &[Indicator]) -> Vec<WeightedIndicator> {
    indicators.iter().map(|indicator| WeightedIndicator { indicator: *indicator, weight: 1.0 }).collect()
}

fn year(number: u32) -> Year {
    // only called with the years written above, which lie between 1996 and 2100, as a year must
    Year::new(number).expect("a year between 1996 and 2100")
}
