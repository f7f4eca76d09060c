//! The applications of a region: those that its rules let through, and some that each rule keeps out.

mod course;
mod details;
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
use wijkfonds_domain::count::gp::GpCounts;
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::cap::{self, Earlier};
use wijkfonds_domain::project::{ApplicationForm, ProjectKind};
use wijkfonds_domain::rules::{Admission, Location, YearRules};
use wijkfonds_domain::terms::{Agb, Cents, Date, Overflow, Year};

/// Why the board of a fund admits a practice outside the areas.
pub(crate) const ADMITTED_BECAUSE: &str =
    "De praktijk zorgt voor een opvanglocatie; het bestuur aanvaardt haar populatie (synthetisch).";

/// An application and what becomes of it.
pub(crate) struct ProjectPlan {
    /// What is handed in.
    pub(crate) form: ApplicationForm,
    /// The day on which it was handed in before, without what the rules ask, where they let it be completed.
    pub(crate) incomplete_on: Option<Date>,
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
    /// Practices that the board admits.
    pub(super) admitted: BTreeSet<Agb>,
    /// The lists of GPs.
    pub(super) gp_lists: Vec<GpCounts>,
    /// Who is kept out for an evaluation that is missing.
    pub(super) blocked: Option<Blocked>,
}

/// A practice that is kept out after a day.
pub(super) struct Blocked {
    pub(super) practice: Agb,
    pub(super) after: Date,
}

impl Blocked {
    /// By what a fund brings along: the practice of its first project.
    pub(super) fn by(running: &super::RunningPlan) -> Option<Self> {
        let first = running.opening.projects.first()?;
        Some(Self { practice: first.form.applicant.clone(), after: running.blocked_after })
    }
}

/// The practices outside the areas that the board admits: every second one.
pub(super) fn admitted(rules: &YearRules, practices: &[Practice]) -> BTreeSet<Agb> {
    let by_board = rules.application.admission == Admission::ByBoard;
    let outside = practices.iter().filter(|practice| by_board && practice.located_in.is_none());
    outside.step_by(2).map(|practice| practice.agb.clone()).collect()
}

/// Plans a region's applications, in the order in which they come in.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn plan(situation: Situation<'_>, dice: &mut Dice) -> Result<Vec<ProjectPlan>, Overflow> {
    let calendar = Calendar::of(situation.rules, situation.year);
    let mut desk = Desk::default();
    let mut plans = kept_out::reserved(&situation, &calendar, &mut desk, dice)?;
    fill::all_pots(&situation, &calendar, &mut desk, &mut plans, dice)?;
    kept_out::others(&situation, &calendar, &mut plans, dice)?;
    // stable, so that what comes in on one day keeps the order in which it was planned
    plans.sort_by_key(|plan| plan.form.received_on);
    Ok(plans)
}

/// What has been planned per practice, by its place in the list.
#[derive(Default)]
pub(super) struct Desk {
    bound: BTreeMap<usize, Earlier>,
    /// Practices that apply for nothing of their own that keeps the rules.
    reserved: BTreeSet<usize>,
}

impl Desk {
    fn of(&self, practice: usize) -> Earlier {
        self.bound.get(&practice).cloned().unwrap_or_default()
    }

    fn add(&mut self, practice: usize, kind: ProjectKind, asked: Cents) -> Result<(), Overflow> {
        let earlier = self.bound.entry(practice).or_default();
        earlier.number += 1;
        let claimed = earlier.claimed.entry(kind).or_default();
        *claimed = claimed.plus(asked)?;
        Ok(())
    }
}

impl Situation<'_> {
    /// Whether a practice stands where the fund asks it to, or the board admits it.
    fn is_located(&self, practice: &Practice) -> bool {
        let asks = match self.rules.location {
            Location::InArea => true,
            Location::BoardDiscretion => self.rules.application.admission == Admission::ByBoard,
            Location::PatientsFromArea => false,
        };
        !asks || practice.located_in.is_some() || self.admitted.contains(&practice.agb)
    }

    /// Whether it meets a threshold of the fund.
    fn is_eligible(&self, practice: &Practice) -> bool {
        let admits =
            self.rules.eligibility.admits(practice.patients_exactly(), practice.population_exactly());
        admits || self.admitted.contains(&practice.agb)
    }

    /// Whether it is kept out for an evaluation that is missing.
    fn is_blocked(&self, practice: &Practice) -> bool {
        self.blocked.as_ref().is_some_and(|blocked| blocked.practice == practice.agb)
    }

    /// The practices that can apply for a practice-bound project, by their place in the list.
    pub(super) fn fit_practices(&self) -> Vec<usize> {
        let fit = self.practices.iter().enumerate();
        fit.filter(|(_, practice)| {
            self.is_located(practice) && self.is_eligible(practice) && !self.is_blocked(practice)
        })
        .map(|(place, _)| place)
        .collect()
    }

    /// What a practice's maximum leaves for a kind after what it asked; `None` where there is no maximum.
    fn left(&self, practice: usize, kind: ProjectKind, earlier: &Earlier) -> Result<Option<Cents>, Overflow> {
        let practice = &self.practices[practice];
        let lists = self.gp_lists.iter().find(|lists| lists.practice == practice.agb);
        cap::left_of(self.rules, practice, lists, kind, earlier)
    }
}
