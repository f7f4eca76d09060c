//! From figures to a ranking that explains itself.

use super::{AreaFigures, CutOff, IndexMethod, IndexRefusal, Indicator};
use crate::rules::BasisPoints;
use crate::terms::{AreaCode, Year};
use std::collections::BTreeSet;

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
    let mut ranked = Vec::new();
    let mut left_out = Vec::new();
    for row in &rows {
        match measured(method, row)? {
            Ok(area) => ranked.push(area),
            Err(reason) => left_out.push(LeftOut { code: row.code.clone(), reason }),
        }
    }
    if ranked.is_empty() {
        return Err(IndexRefusal::NothingToRank);
    }
    score(method, &mut ranked);
    // by score downwards; the sort is stable, so equal scores stay in the order of their codes
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    let people = rows.iter().filter_map(|row| row.inhabitants).sum();
    place(method.cut_off, people, &mut ranked);
    Ok(Ranking { method: method.clone(), ranked, left_out })
}

/// The area with its values, not scored yet; or why it is left out.
fn measured(method: &IndexMethod, row: &AreaFigures) -> Result<Result<RankedArea, LeftOutReason>, IndexRefusal> {
    let Some(inhabitants) = row.inhabitants else { return Ok(Err(LeftOutReason::InhabitantsNotPublished)) };
    let minimum = method.minimum_population;
    if inhabitants < minimum {
        return Ok(Err(LeftOutReason::TooFewInhabitants { inhabitants, minimum }));
    }
    let mut explained = Vec::with_capacity(method.indicators.len());
    let mut missing = BTreeSet::new();
    for weighted in &method.indicators {
        let indicator = weighted.indicator;
        match row.indicators.get(&indicator).copied().flatten() {
            Some(value) if !value.is_finite() => {
                return Err(IndexRefusal::NotANumber { code: row.code.clone(), indicator });
            }
            Some(value) => explained.push(Explained { indicator, value, z_score: 0.0, weight: weighted.weight }),
            None => drop(missing.insert(indicator)),
        }
    }
    if !missing.is_empty() {
        return Ok(Err(LeftOutReason::NotPublished(missing.into_iter().collect())));
    }
    let placement = Placement::ByRank { last_rank: 0 };
    let code = row.code.clone();
    Ok(Ok(RankedArea { code, inhabitants, explained, score: 0.0, rank: 0, designated: false, placement }))
}

/// Standardises each indicator over the areas and adds them up.
fn score(method: &IndexMethod, areas: &mut [RankedArea]) {
    let weights: f64 = method.indicators.iter().map(|weighted| weighted.weight).sum();
    for index in 0..method.indicators.len() {
        let values: Vec<f64> = areas.iter().map(|area| area.explained[index].value).collect();
        let (mean, deviation) = moments(&values);
        for area in areas.iter_mut() {
            let explained = &mut area.explained[index];
            explained.z_score = if deviation > 0.0 { (explained.value - mean) / deviation } else { 0.0 };
            explained.weight /= weights;
        }
    }
    for area in areas {
        area.score = area.explained.iter().map(|explained| explained.weight * explained.z_score).sum();
    }
}

/// The mean and the standard deviation of a whole population, added up in the order given.
fn moments(values: &[f64]) -> (f64, f64) {
    // a count of areas is far below 2^53, so it is exact
    #[allow(clippy::cast_precision_loss)]
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    (mean, variance.sqrt())
}

fn place(cut_off: CutOff, people: u64, ranked: &mut [RankedArea]) {
    let last_rank = match cut_off {
        CutOff::ShareOfAreas(BasisPoints(share)) => share_of(ranked.len(), share),
        CutOff::ShareOfPeople(_) => 0,
    };
    let mut above = 0;
    for (index, area) in ranked.iter_mut().enumerate() {
        area.rank = index + 1;
        (area.designated, area.placement) = match cut_off {
            CutOff::ShareOfAreas(_) => (area.rank <= last_rank, Placement::ByRank { last_rank }),
            CutOff::ShareOfPeople(BasisPoints(share)) => {
                let line = (people * u64::from(share)).div_ceil(10_000);
                (above < line, Placement::ByPeopleAbove { above, line })
            }
        };
        above += area.inhabitants;
    }
}

/// A share of a number of areas, rounded half up.
fn share_of(areas: usize, share: u32) -> usize {
    // at most the number of areas, since a share is at most the whole
    let share = usize::try_from(share).unwrap_or(usize::MAX);
    areas.saturating_mul(share).saturating_add(5_000) / 10_000
}
