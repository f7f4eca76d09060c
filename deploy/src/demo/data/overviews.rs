//! How the practices' patients come in: by the method of the fund's rules, and per GP where a maximum is a GP's own.

use super::dice::{Dice, apportion};
use super::practices;
use wijkfonds_domain::count::enrolled::Practice;
use wijkfonds_domain::count::gp::{GpCount, GpCounts};
use wijkfonds_domain::project::ProjectKind;
use wijkfonds_domain::rules::{EnrolledMethod, YearRules};
use wijkfonds_domain::terms::{Agb, Date, Quarter, Year};

/// An import of overviews.
pub(crate) struct OverviewPlan {
    /// The quarter counted, where the fund takes the mean of the quarters.
    pub(crate) quarter: Option<Quarter>,
    /// The day counted.
    pub(crate) on: Date,
    /// A file with the columns `agb,name,owner,located_in,population,area,enrolled`.
    pub(crate) csv: String,
}

/// One file of 1 January, or one of each quarter. A quarter has at most three patients more than the plan counts on, so
/// that whoever is let through or kept out on 1 January still is when the mean moves.
///
/// # Errors
/// [`csv::Error`], which writing to memory does not give.
pub(super) fn plan(
    rules: &YearRules,
    practices: &[Practice],
    year: Year,
    dice: &mut Dice,
) -> Result<Vec<OverviewPlan>, csv::Error> {
    if rules.enrolled_method != EnrolledMethod::MeanOfFourQuarters {
        let csv = practices::file(practices)?;
        return Ok(vec![OverviewPlan { quarter: None, on: year.first_day(), csv }]);
    }
    let mut plans = Vec::with_capacity(Quarter::ALL.len());
    for quarter in Quarter::ALL {
        let mut counted = practices.to_vec();
        for practice in &mut counted {
            let room = practice.population - practice.patients();
            if let Some((_, enrolled)) = practice.enrolled.first_mut() {
                *enrolled += dice.below(4).min(room);
            }
        }
        let csv = practices::file(&counted)?;
        plans.push(OverviewPlan { quarter: Some(quarter), on: quarter.first_day(year), csv });
    }
    Ok(plans)
}

/// The lists of the GPs of every practice; none where no maximum is a GP's own.
pub(super) fn gp_lists(
    rules: &YearRules,
    practices: &[Practice],
    year: Year,
    dice: &mut Dice,
) -> Vec<GpCounts> {
    let per_gp = |kind: &ProjectKind| rules.cap.iter().any(|part| part.counts_per_gp(*kind));
    if !ProjectKind::ALL.iter().any(per_gp) {
        return Vec::new();
    }
    practices.iter().zip(1..).map(|(practice, number)| lists(practice, number, rules, year, dice)).collect()
}

/// A GP for each norm practice, each with a list of a different size and composition.
fn lists(practice: &Practice, number: u64, rules: &YearRules, year: Year, dice: &mut Dice) -> GpCounts {
    let gps = practice.norm_practices(rules.norm_practice).clamp(1, 9);
    let weights: Vec<u64> = (0..gps).map(|_| dice.between(70, 130)).collect();
    let skewed: Vec<u64> = weights.iter().map(|weight| weight * dice.between(40, 160)).collect();
    let populations = apportion(practice.population, &weights);
    let mut left = practice.patients();
    let patients = apportion(practice.patients(), &skewed);
    let gps = (1u64..).zip(populations.into_iter().zip(patients)).map(|(gp, (population, patients))| {
        let patients = patients.min(population).min(left);
        left -= patients;
        // 018, the practice's number and the GP's: eight digits, and no practice's code
        let gp = Agb::new(format!("018{number:04}{gp}")).expect("eight digits");
        GpCount { gp, population, patients }
    });
    GpCounts {
        year,
        practice: practice.agb.clone(),
        source: super::OVERVIEW_SOURCE.to_owned(),
        reference_date: year.first_day(),
        gps: gps.collect(),
    }
}
