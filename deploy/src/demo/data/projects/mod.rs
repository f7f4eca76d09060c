//! The applications of a region: those that its rules let through, and some that each rule keeps out.

mod course;
mod fill;
mod form;
mod kept_out;
mod texts;

pub(crate) use course::{Course, EvaluationPlan};

use super::calendar::Calendar;
use super::dice::Dice;
use std::collections::{BTreeMap, BTreeSet};
use wijkfonds_domain::area::Area;
use wijkfonds_domain::count::enrolled::Practice;
use wijkfonds_domain::pot::{PotId, pot_of};
use wijkfonds_domain::project::ApplicationForm;
use wijkfonds_domain::rules::{Location, YearRules};
use wijkfonds_domain::terms::{Cents, Overflow, Year};

/// An application and what becomes of it.
pub(crate) struct ProjectPlan {
    /// What is handed in.
    pub(crate) form: ApplicationForm,
    /// What becomes of it.
    pub(crate) course: Course,
}

/// What applications are written against.
pub(super) struct Situation<'a> {
    pub(super) rules: &'a YearRules,
    pub(super) year: Year,
    pub(super) areas: &'a [Area],
    pub(super) practices: &'a [Practice],
    /// What each pot will hold.
    pub(super) pots: BTreeMap<PotId, Cents>,
    /// How many owners are granted anything; `None`: whoever earns it.
    pub(super) owners_granted: Option<usize>,
}

/// What each pot of a region will hold: the rate for each insured person of its areas.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn entitlements(
    rules: &YearRules,
    areas: &[Area],
    settled_per_area: &[u64],
    rate: Cents,
) -> Result<BTreeMap<PotId, Cents>, Overflow> {
    let mut pots: BTreeMap<PotId, Cents> = BTreeMap::new();
    for (area, insured) in areas.iter().zip(settled_per_area) {
        let pot = pots.entry(pot_of(&rules.pot_split, &area.code, &area.municipality)).or_default();
        *pot = pot.plus(rate.times(*insured)?)?;
    }
    Ok(pots)
}

/// Plans a region's applications, in the order in which they come in.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn plan(situation: Situation<'_>, dice: &mut Dice) -> Result<Vec<ProjectPlan>, Overflow> {
    let calendar = Calendar::of(&situation.rules.round, situation.year);
    let mut desk = Desk::default();
    let mut plans = kept_out::reserved(&situation, &calendar, &mut desk, dice)?;
    fill::all_pots(&situation, &calendar, &mut desk, &mut plans, dice)?;
    kept_out::others(&situation, &calendar, &mut plans, dice)?;
    // stable, so that what comes in on one day keeps the order in which it was planned
    plans.sort_by_key(|plan| plan.form.received_on);
    Ok(plans)
}

/// What has been planned per practice, by its place in the list: the number of practice-bound applications
/// and what they ask.
#[derive(Default)]
pub(super) struct Desk {
    bound: BTreeMap<usize, (u32, Cents)>,
    /// Practices that apply for nothing of their own that keeps the rules.
    reserved: BTreeSet<usize>,
}

impl Desk {
    fn of(&self, practice: usize) -> (u32, Cents) {
        self.bound.get(&practice).copied().unwrap_or_default()
    }

    fn add(&mut self, practice: usize, asked: Cents) -> Result<(), Overflow> {
        let (number, sum) = self.bound.entry(practice).or_default();
        *number += 1;
        *sum = sum.plus(asked)?;
        Ok(())
    }
}

impl Situation<'_> {
    /// Whether a practice stands where the fund asks it to.
    fn is_located(&self, practice: &Practice) -> bool {
        self.rules.location != Location::InArea || practice.located_in.is_some()
    }

    /// Whether it meets a threshold of the fund.
    fn is_eligible(&self, practice: &Practice) -> bool {
        self.rules.eligibility.admits(practice.patients_exactly(), practice.population_exactly())
    }

    /// The practices that can apply for a practice-bound project, by their place in the list.
    fn fit_practices(&self) -> Vec<usize> {
        let fit = self.practices.iter().enumerate();
        fit.filter(|(_, practice)| self.is_located(practice) && self.is_eligible(practice))
            .map(|(place, _)| place)
            .collect()
    }
}
