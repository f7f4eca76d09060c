//! From figures to a ranking that explains itself.

use super::{AreaFigures, CutOff, IndexMethod, IndexRefusal, Indicator, WeightedIndicator};
use crate::rules::BasisPoints;
use crate::terms::{AreaCode, Year};

/// What an indicator contributed to an area's score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Explained {
    /// The indicator.
    pub indicator: Indicator,
    /// Its value in the area, in the indicator's unit.
    pub value: f64,
    /// The value less the mean of the ranked areas, in standard deviations; 0 when they all have one value.
    pub z_score: f64,
    /// Its share in the score, between 0 and 1.
    pub weight: f64,
}

/// On which side of the cut-off an area fell, with what decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// By a share of the areas: those up to `last_rank` are in.
    ByRank {
        /// The last rank that is in.
        last_rank: usize,
    },
    /// By a share of the people: areas with fewer than `line` people above them are in.
    ByPeopleAbove {
        /// The inhabitants of the areas above this one.
        above: u64,
        /// The line, rounded up to whole people.
        line: u64,
    },
}

/// An area's place in the ranking, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedArea {
    /// The area.
    pub code: AreaCode,
    /// Its inhabitants.
    pub inhabitants: u64,
    /// What its score is made of, in the method's order.
    pub explained: Vec<Explained>,
    /// The weighted mean of the z-scores: higher is more deprived.
    pub score: f64,
    /// From 1, the most deprived. Equal scores stand in the order of their codes.
    pub rank: usize,
    /// Whether it is designated.
    pub designated: bool,
    /// What decided that.
    pub placement: Placement,
}

/// Why an area is not ranked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutReason {
    /// Its number of inhabitants is not published.
    InhabitantsNotPublished,
    /// It has fewer inhabitants than the method asks.
    TooFewInhabitants {
        /// What it has.
        inhabitants: u64,
        /// What the method asks.
        minimum: u64,
    },
    /// Indicators of the method are not published for it.
    NotPublished(Vec<Indicator>),
}

/// An area that is not ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The area.
    pub code: AreaCode,
    /// Why.
    pub reason: LeftOutReason,
}

/// The outcome: every area that was given is in exactly one of the two lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The method.
    pub method: IndexMethod,
    /// The ranked areas, the most deprived first.
    pub ranked: Vec<RankedArea>,
    /// The others, by code.
    pub left_out: Vec<LeftOut>,
}

impl Ranking {
    /// The designated areas, the most deprived first.
    pub fn designated(&self) -> impl Iterator<Item = &RankedArea> {
        self.ranked.iter().filter(|area| area.designated)
    }
}

/// Ranks areas for a year. The order of the rows makes no difference.
///
/// # Errors
/// [`IndexRefusal`], by name.
pub fn rank(method: &IndexMethod, year: Year, rows: &[AreaFigures]) -> Result<Ranking, IndexRefusal> {
    method.check(year)?;
    let mut rows: Vec<&AreaFigures> = rows.iter().collect();
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    if let Some(pair) = rows.windows(2).find(|pair| pair[0].code == pair[1].code) {
        return Err(IndexRefusal::DoubleArea(pair[0].code.clone()));
    }
    let mut measured = Vec::new();
    let mut left_out = Vec::new();
    for row in &rows {
        match measure(method, row)? {
            Ok(area) => measured.push(area),
            Err(reason) => left_out.push(LeftOut { code: row.code.clone(), reason }),
        }
    }
    if measured.is_empty() {
        return Err(IndexRefusal::NothingToRank);
    }
    let mut scored = scores(method, &measured);
    // by score downwards; the sort is stable, so equal scores stay in the order of their codes
    scored.sort_by(|a, b| b.score.total_cmp(&a.score));
    let people = rows.iter().filter_map(|row| row.inhabitants).sum();
    Ok(Ranking { method: method.clone(), ranked: placed(method.cut_off, people, scored), left_out })
}

/// An area that has all its figures; the values in the method's order.
struct Measured<'a> {
    code: &'a AreaCode,
    inhabitants: u64,
    values: Vec<f64>,
}

struct Scored<'a> {
    area: &'a Measured<'a>,
    explained: Vec<Explained>,
    score: f64,
}

fn measure<'a>(
    method: &IndexMethod,
    row: &'a AreaFigures,
) -> Result<Result<Measured<'a>, LeftOutReason>, IndexRefusal> {
    let Some(inhabitants) = row.inhabitants else { return Ok(Err(LeftOutReason::InhabitantsNotPublished)) };
    let minimum = method.minimum_population;
    if inhabitants < minimum {
        return Ok(Err(LeftOutReason::TooFewInhabitants { inhabitants, minimum }));
    }
    let mut values = Vec::with_capacity(method.indicators.len());
    let mut missing = Vec::new();
    for WeightedIndicator { indicator, .. } in &method.indicators {
        match row.indicators.get(indicator).copied().flatten() {
            Some(value) if value.is_finite() => values.push(value),
            Some(_) => {
                return Err(IndexRefusal::NotANumber { code: row.code.clone(), indicator: *indicator });
            }
            None => missing.push(*indicator),
        }
    }
    if !missing.is_empty() {
        return Ok(Err(LeftOutReason::NotPublished(missing)));
    }
    Ok(Ok(Measured { code: &row.code, inhabitants, values }))
}

/// Standardises each indicator over the areas, and takes the weighted mean per area.
fn scores<'a>(method: &IndexMethod, areas: &'a [Measured<'a>]) -> Vec<Scored<'a>> {
    let weights: f64 = method.indicators.iter().map(|weighted| weighted.weight).sum();
    let columns = 0..method.indicators.len();
    let moments: Vec<_> =
        columns.map(|column| moments(areas.iter().map(|area| area.values[column]))).collect();
    let scored = areas.iter().map(|area| {
        let columns = method.indicators.iter().zip(&area.values).zip(&moments);
        let explained: Vec<_> = columns
            .map(|((weighted, value), (mean, deviation))| {
                let z_score = if *deviation > 0.0 { (value - mean) / deviation } else { 0.0 };
                let WeightedIndicator { indicator, weight } = *weighted;
                Explained { indicator, value: *value, z_score, weight: weight / weights }
            })
            .collect();
        let score = explained.iter().map(|explained| explained.weight * explained.z_score).sum();
        Scored { area, explained, score }
    });
    scored.collect()
}

/// The mean and the standard deviation of a whole population, added up in the order given.
fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count: f64 = values.clone().map(|_| 1.0).sum();
    let mean = values.clone().sum::<f64>() / count;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    (mean, variance.sqrt())
}

fn placed(cut_off: CutOff, people: u64, scored: Vec<Scored<'_>>) -> Vec<RankedArea> {
    let count = scored.len();
    let mut above = 0;
    let ranked = scored.into_iter().zip(1..).map(|(Scored { area, explained, score }, rank)| {
        let (designated, placement) = match cut_off {
            CutOff::ShareOfAreas(share) => {
                let last_rank = share_of_areas(count, share);
                (rank <= last_rank, Placement::ByRank { last_rank })
            }
            CutOff::ShareOfPeople(BasisPoints(share)) => {
                let line = (people * u64::from(share)).div_ceil(10_000);
                (above < line, Placement::ByPeopleAbove { above, line })
            }
        };
        above += area.inhabitants;
        let (code, inhabitants) = (area.code.clone(), area.inhabitants);
        RankedArea { code, inhabitants, explained, score, rank, designated, placement }
    });
    ranked.collect()
}

/// A share of a number of areas, rounded half up.
fn share_of_areas(count: usize, BasisPoints(share): BasisPoints) -> usize {
    let share = usize::try_from(share).unwrap_or(usize::MAX);
    count.saturating_mul(share).saturating_add(5_000) / 10_000
}
