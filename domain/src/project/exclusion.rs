//! The ladder of rules that can keep an application out. The order is the specification.
//!
//! An exclusion is a fact about an application: it is recorded, told to the applicant with the value that
//! was needed and the value that was there, and counted. It never leaves the region with those values.

use super::{ApplicationForm, Scope, Stage, applications_of};
use crate::area;
use crate::count::enrolled::Practice;
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records};
use crate::rules::{CapPart, Location, Round, StaffRole, YearRules};
use crate::terms::{Agb, AreaCode, Cents, Date, Overflow, Year};
use serde::{Deserialize, Serialize};

/// The rule that keeps an application out, with what was needed and what was there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Exclusion {
    /// It came before the round opened.
    RoundNotOpen {
        /// The first day.
        opens: Date,
    },
    /// It came after the last day.
    DeadlinePassed {
        /// The last day for this amount.
        last_day: Date,
    },
    /// It serves none of the criteria.
    NoCriterion,
    /// An area it names is not designated.
    AreaNotDesignated {
        /// The area.
        area: AreaCode,
    },
    /// The practice does not stand in a designated area, and the fund asks that.
    PracticeNotInArea,
    /// The practice meets none of the fund's thresholds.
    PracticeNotEligible {
        /// Its patients from designated areas, rounded down to whole persons.
        patients: u64,
        /// All its patients, rounded up to whole persons.
        population: u64,
    },
    /// The practice has handed in as many applications as the fund allows.
    ApplicationsUsedUp {
        /// The number allowed.
        allowed: u32,
    },
    /// An hour costs more than the fund pays.
    HourlyMaximumExceeded {
        /// Whose hour.
        role: StaffRole,
        /// The most.
        maximum: Cents,
        /// The price asked.
        asked: Cents,
    },
    /// More is asked than the fund's share of what is left of the cost after others' money.
    PaidShareExceeded {
        /// The most.
        maximum: Cents,
        /// What is asked.
        asked: Cents,
    },
    /// More is asked than the practice's maximum leaves.
    CapExceeded {
        /// What the maximum leaves.
        left: Cents,
        /// What is asked.
        asked: Cents,
    },
}

opaque_debug!(Exclusion);

impl Exclusion {
    /// The codes of all rules of the ladder, in its order.
    pub const CODES: [&'static str; 10] = [
        "round_not_open",
        "deadline_passed",
        "no_criterion",
        "area_not_designated",
        "practice_not_in_area",
        "practice_not_eligible",
        "applications_used_up",
        "hourly_maximum_exceeded",
        "paid_share_exceeded",
        "cap_exceeded",
    ];

    /// The code by which messages and pages know it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        let index = match self {
            Self::RoundNotOpen { .. } => 0,
            Self::DeadlinePassed { .. } => 1,
            Self::NoCriterion => 2,
            Self::AreaNotDesignated { .. } => 3,
            Self::PracticeNotInArea => 4,
            Self::PracticeNotEligible { .. } => 5,
            Self::ApplicationsUsedUp { .. } => 6,
            Self::HourlyMaximumExceeded { .. } => 7,
            Self::PaidShareExceeded { .. } => 8,
            Self::CapExceeded { .. } => 9,
        };
        Self::CODES[index]
    }
}

/// Climbs the ladder: `None` when nothing keeps the application out.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn exclusion(
    records: &dyn Records,
    rules: &YearRules,
    practice: &Practice,
    form: &ApplicationForm,
) -> Result<Option<Exclusion>, Fault> {
    let asked = form.requested().map_err(Fault::new)?;
    let bound = form.scope == Scope::PracticeBound;
    let year = form.year;

    let opens = opening_day(&rules.round, year).ok_or_else(|| no_such_day(year))?;
    if form.received_on < opens {
        return Ok(Some(Exclusion::RoundNotOpen { opens }));
    }
    let last_day = last_day(&rules.round, year, asked).ok_or_else(|| no_such_day(year))?;
    if form.received_on > last_day {
        return Ok(Some(Exclusion::DeadlinePassed { last_day }));
    }
    if form.criteria.is_empty() {
        return Ok(Some(Exclusion::NoCriterion));
    }
    for code in &form.areas {
        if area::area(records, year, code)?.is_none() {
            return Ok(Some(Exclusion::AreaNotDesignated { area: code.clone() }));
        }
    }
    if rules.location == Location::InArea && practice.located_in.is_none() {
        return Ok(Some(Exclusion::PracticeNotInArea));
    }
    let (patients, population) = (practice.patients_exactly(), practice.population_exactly());
    if bound && !rules.eligibility.admits(patients, population) {
        // rounded away from the threshold: what is shown does not reach it either
        let (patients, population) = (patients.rounded_down(), population.rounded_up());
        return Ok(Some(Exclusion::PracticeNotEligible { patients, population }));
    }
    let earlier = if bound { Earlier::of(records, year, &form.applicant)? } else { Earlier::default() };
    let allowed = rules.applications_per_practice;
    if bound && allowed > 0 && earlier.number >= allowed {
        return Ok(Some(Exclusion::ApplicationsUsedUp { allowed }));
    }
    if let Some(exceeded) = hourly_maximum_exceeded(rules, form) {
        return Ok(Some(exceeded));
    }
    let maximum = payable(rules, form).map_err(Fault::new)?;
    if asked > maximum {
        return Ok(Some(Exclusion::PaidShareExceeded { maximum, asked }));
    }
    if bound && !rules.cap.is_empty() {
        let cap = cap(rules, practice).map_err(Fault::new)?;
        let left = cap.minus(earlier.claimed).map_err(Fault::new)?.max(Cents::ZERO);
        if asked > left {
            return Ok(Some(Exclusion::CapExceeded { left, asked }));
        }
    }
    Ok(None)
}

/// The most that a practice can be granted in a year for practice-bound projects.
///
/// # Errors
/// [`Overflow`] when it does not fit.
pub fn cap(rules: &YearRules, practice: &Practice) -> Result<Cents, Overflow> {
    rules.cap.iter().try_fold(Cents::ZERO, |sum, part| sum.plus(cap_part(rules, part, practice)?))
}

fn cap_part(rules: &YearRules, part: &CapPart, practice: &Practice) -> Result<Cents, Overflow> {
    match part {
        CapPart::Fixed { cents } => Ok(*cents),
        CapPart::PerPatient { cents, entitled }
            if entitled.admits(practice.patients_exactly(), practice.population_exactly()) =>
        {
            let patients = practice.patients_exactly();
            // a maximum is no money: the part of a cent that it has above whole cents is dropped
            Ok(cents.share(patients.numerator(), patients.denominator())?.0)
        }
        CapPart::PerPatient { .. } => Ok(Cents::ZERO),
        CapPart::PerNormPractice { cents, at_least, at_most } => {
            let size = practice.norm_practices(rules.norm_practice);
            cents.times(size.clamp(u64::from(*at_least), u64::from(*at_most)))
        }
    }
}

/// What a practice has asked before in the year and was not refused or withdrawn.
#[derive(Default)]
struct Earlier {
    number: u32,
    claimed: Cents,
}

impl Earlier {
    fn of(records: &dyn Records, year: Year, applicant: &Agb) -> Result<Self, Fault> {
        let mut earlier = Self::default();
        for application in applications_of(records, year, applicant)? {
            let form = &application.form;
            if form.scope != Scope::PracticeBound {
                continue;
            }
            let claim = match application.stage {
                Stage::Excluded { .. } | Stage::Refused | Stage::Withdrawn { .. } => continue,
                Stage::Submitted | Stage::Deferred => form.requested(),
                _ => application.granted(),
            };
            earlier.number += 1;
            earlier.claimed = claim.and_then(|claim| earlier.claimed.plus(claim)).map_err(Fault::new)?;
        }
        Ok(earlier)
    }
}

fn opening_day(round: &Round, year: Year) -> Option<Date> {
    // not by way of `Year`: the round of the first year there is may open in the year before it
    let opens_in = year.first_day().year() - i16::from(round.opens_the_year_before);
    Date::new(opens_in, round.opens.month, round.opens.day).ok()
}

fn last_day(round: &Round, year: Year, asked: Cents) -> Option<Date> {
    if round.rolling_up_to.is_some_and(|most| asked <= most) {
        return Some(year.last_day());
    }
    round.last_day.in_year(year)
}

fn no_such_day(year: Year) -> Fault {
    Fault::new(format!("the rules in use name a day that {year} does not have"))
}

fn hourly_maximum_exceeded(rules: &YearRules, form: &ApplicationForm) -> Option<Exclusion> {
    form.budget.iter().find_map(|line| {
        let super::BudgetLine::Hours { role, cents_per_hour, .. } = line else { return None };
        let maximum = rules.hourly_maximum.iter().find(|maximum| maximum.role == *role)?.cents;
        let (role, asked) = (*role, *cents_per_hour);
        (asked > maximum).then_some(Exclusion::HourlyMaximumExceeded { role, maximum, asked })
    })
}

/// The fund's share of the cost, rounded down, after what others pay.
fn payable(rules: &YearRules, form: &ApplicationForm) -> Result<Cents, Overflow> {
    let own_cost = form.cost()?.minus(form.other_funding)?.max(Cents::ZERO);
    let (share, _) = own_cost.share(u64::from(rules.paid_share.0), 10_000)?;
    Ok(share)
}
