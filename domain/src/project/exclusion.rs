//! The ladder of rules that can keep an application out. The order is the specification.
//!
//! An exclusion is a fact about an application: it is recorded, told to the applicant with the value that
//! was needed and the value that was there, and counted. It never leaves the region with those values.

use super::cap::{self, Earlier};
use super::duty::{self, Overdue};
use super::{ApplicationForm, ApplicationId, BudgetLine, Scope, round};
use crate::area;
use crate::count::enrolled::Practice;
use crate::intake;
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records};
use crate::rules::{Admission, Condition, Location, StaffRole, YearRules};
use crate::terms::{AreaCode, Cents, Date, Overflow, Year};
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
    /// The practice does not stand in a designated area, and the board has not admitted it.
    PracticeNotAdmitted,
    /// The practice meets none of the fund's thresholds.
    PracticeNotEligible {
        /// Its patients from designated areas, rounded down to whole persons.
        patients: u64,
        /// All its patients, rounded up to whole persons.
        population: u64,
    },
    /// The practice owes the evaluation of a project of the year before, and the fund asks that.
    EvaluationMissing {
        /// The application that lacks its evaluation.
        application: ApplicationId,
        /// The last day on which it was in time.
        last_day: Date,
    },
    /// The practice has handed in as many applications as the fund allows.
    ApplicationsUsedUp {
        /// The number allowed.
        allowed: u32,
    },
    /// Money is spent before support was asked.
    SpentBeforeAsked {
        /// The first day of spending.
        spent_on: Date,
        /// The day on which support was asked.
        asked_on: Date,
    },
    /// The practice has less staff than the fund asks for this kind of project.
    TooFewStaff {
        /// Hundredths of a full-time job needed.
        needed: u64,
        /// Those that are there.
        there: u64,
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
    /// The kind has a fixed price, and a line has another price or none per unit.
    PriceNotFixed {
        /// The fixed price.
        fixed: Cents,
        /// The price of the line.
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
    pub const CODES: [&'static str; 15] = [
        "round_not_open",
        "deadline_passed",
        "no_criterion",
        "area_not_designated",
        "practice_not_in_area",
        "practice_not_admitted",
        "practice_not_eligible",
        "evaluation_missing",
        "applications_used_up",
        "spent_before_asked",
        "too_few_staff",
        "hourly_maximum_exceeded",
        "price_not_fixed",
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
            Self::PracticeNotAdmitted => 5,
            Self::PracticeNotEligible { .. } => 6,
            Self::EvaluationMissing { .. } => 7,
            Self::ApplicationsUsedUp { .. } => 8,
            Self::SpentBeforeAsked { .. } => 9,
            Self::TooFewStaff { .. } => 10,
            Self::HourlyMaximumExceeded { .. } => 11,
            Self::PriceNotFixed { .. } => 12,
            Self::PaidShareExceeded { .. } => 13,
            Self::CapExceeded { .. } => 14,
        };
        Self::CODES[index]
    }

    /// What was needed and what was there, by name, for messages inside the region: amounts with their cents, days
    /// as `2018-05-14`.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoCriterion | Self::PracticeNotInArea | Self::PracticeNotAdmitted => Vec::new(),
            Self::RoundNotOpen { opens } => vec![("opens", opens.to_string())],
            Self::DeadlinePassed { last_day } => vec![("last_day", last_day.to_string())],
            Self::AreaNotDesignated { area } => vec![("area", area.to_string())],
            Self::PracticeNotEligible { patients, population } => {
                vec![("patients", patients.to_string()), ("population", population.to_string())]
            }
            Self::EvaluationMissing { application, last_day } => {
                vec![("application", application.to_string()), ("last_day", last_day.to_string())]
            }
            Self::ApplicationsUsedUp { allowed } => vec![("allowed", allowed.to_string())],
            Self::SpentBeforeAsked { spent_on, asked_on } => {
                vec![("spent_on", spent_on.to_string()), ("asked_on", asked_on.to_string())]
            }
            Self::TooFewStaff { needed, there } => {
                vec![("needed", needed.to_string()), ("there", there.to_string())]
            }
            Self::HourlyMaximumExceeded { role, maximum, asked } => vec![
                ("role", role.code().to_owned()),
                ("maximum", maximum.to_string()),
                ("asked", asked.to_string()),
            ],
            Self::PriceNotFixed { fixed, asked } => {
                vec![("fixed", fixed.to_string()), ("asked", asked.to_string())]
            }
            Self::PaidShareExceeded { maximum, asked } => {
                vec![("maximum", maximum.to_string()), ("asked", asked.to_string())]
            }
            Self::CapExceeded { left, asked } => {
                vec![("left", left.to_string()), ("asked", asked.to_string())]
            }
        }
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
    if let Some(found) = out_of_time(rules, form)? {
        return Ok(Some(found));
    }
    if form.criteria.is_empty() {
        return Ok(Some(Exclusion::NoCriterion));
    }
    for code in &form.areas {
        if area::area(records, form.year, code)?.is_none() {
            return Ok(Some(Exclusion::AreaNotDesignated { area: code.clone() }));
        }
    }
    if let Some(found) = not_for_practice(records, rules, practice, form)? {
        return Ok(Some(found));
    }
    if let Some(overdue) = duty::blocking(records, form.year, &form.applicant, form.received_on)? {
        let Overdue { application, last_day, .. } = overdue;
        return Ok(Some(Exclusion::EvaluationMissing { application, last_day }));
    }
    let bound = form.scope == Scope::PracticeBound;
    let earlier = if bound { Earlier::of(records, form.year, &form.applicant)? } else { Earlier::default() };
    let allowed = rules.applications_per_practice;
    if bound && allowed > 0 && earlier.number >= allowed {
        return Ok(Some(Exclusion::ApplicationsUsedUp { allowed }));
    }
    let found = condition_unmet(rules, practice, form)
        .or_else(|| hourly_maximum_exceeded(rules, form))
        .or_else(|| price_not_fixed(rules, form));
    if found.is_some() {
        return Ok(found);
    }
    let asked = form.requested().map_err(Fault::new)?;
    let maximum = payable(rules, form).map_err(Fault::new)?;
    if asked > maximum {
        return Ok(Some(Exclusion::PaidShareExceeded { maximum, asked }));
    }
    let left =
        if bound { cap::left(records, rules, practice, form.year, form.kind, &earlier)? } else { None };
    Ok(left.filter(|left| asked > *left).map(|left| Exclusion::CapExceeded { left, asked }))
}

fn out_of_time(rules: &YearRules, form: &ApplicationForm) -> Result<Option<Exclusion>, Fault> {
    let asked = form.requested().map_err(Fault::new)?;
    let opens = round::opening_day(&rules.round, form.year).ok_or_else(|| no_such_day(form.year))?;
    if form.received_on < opens {
        return Ok(Some(Exclusion::RoundNotOpen { opens }));
    }
    let last_day = round::last_day(rules, form.year, asked).ok_or_else(|| no_such_day(form.year))?;
    let late = round::counted_day(rules, form) > last_day;
    Ok(late.then_some(Exclusion::DeadlinePassed { last_day }))
}

/// Where the practice is, and whether it has patients enough; not asked of kinds that are open to all.
fn not_for_practice(
    records: &dyn Records,
    rules: &YearRules,
    practice: &Practice,
    form: &ApplicationForm,
) -> Result<Option<Exclusion>, Fault> {
    if rules.application.open_kinds.contains(&form.kind) {
        return Ok(None);
    }
    let by_board = rules.application.admission == Admission::ByBoard;
    let admitted = by_board && intake::admission(records, form.year, &practice.agb)?.is_some();
    let outside = practice.located_in.is_none() && !admitted;
    if outside && rules.location == Location::InArea {
        return Ok(Some(Exclusion::PracticeNotInArea));
    }
    if outside && by_board && rules.location == Location::BoardDiscretion {
        return Ok(Some(Exclusion::PracticeNotAdmitted));
    }
    let (patients, population) = (practice.patients_exactly(), practice.population_exactly());
    let exempt = admitted || form.scope != Scope::PracticeBound;
    let eligible = exempt || rules.eligibility.admits(patients, population);
    // rounded away from the threshold: what is shown does not reach it either
    let (patients, population) = (patients.rounded_down(), population.rounded_up());
    Ok((!eligible).then_some(Exclusion::PracticeNotEligible { patients, population }))
}

fn condition_unmet(rules: &YearRules, practice: &Practice, form: &ApplicationForm) -> Option<Exclusion> {
    let details = form.details.as_deref();
    let conditions = rules.application.conditions.iter();
    conditions.filter(|condition| condition.holds_for(form.kind)).find_map(|condition| match condition {
        Condition::AskedBeforeSpending { .. } => {
            let spent_on = details?.first_spending_on?;
            let asked_on = details?.first_received_on.unwrap_or(form.received_on);
            (spent_on < asked_on).then_some(Exclusion::SpentBeforeAsked { spent_on, asked_on })
        }
        Condition::StaffPerNormPractice { fte_hundredths, .. } => {
            // rounded up: a part of a hundredth too little is too little
            let size = practice.norm_practices_exactly(rules.norm_practice.max(1));
            let needed = size.times_rounded_up(*fte_hundredths);
            let there = u64::from(details?.staff_fte_hundredths?);
            (there < needed).then_some(Exclusion::TooFewStaff { needed, there })
        }
    })
}

fn no_such_day(year: Year) -> Fault {
    Fault::new(format!("the rules in use name a day that {year} does not have"))
}

fn hourly_maximum_exceeded(rules: &YearRules, form: &ApplicationForm) -> Option<Exclusion> {
    form.budget.iter().find_map(|line| {
        let BudgetLine::Hours { role, cents_per_hour, .. } = line else { return None };
        let maximum = rules.hourly_maximum.iter().find(|maximum| maximum.role == *role)?.cents;
        let (role, asked) = (*role, *cents_per_hour);
        (asked > maximum).then_some(Exclusion::HourlyMaximumExceeded { role, maximum, asked })
    })
}

fn price_not_fixed(rules: &YearRules, form: &ApplicationForm) -> Option<Exclusion> {
    let fixed = rules.application.fixed_prices.iter().find(|price| price.kind == form.kind)?.cents;
    form.budget.iter().find_map(|line| match line {
        BudgetLine::Units { cents_per_unit, .. } if *cents_per_unit == fixed => None,
        BudgetLine::Units { cents_per_unit: asked, .. }
        | BudgetLine::Hours { cents_per_hour: asked, .. }
        | BudgetLine::Price { cents: asked, .. } => Some(Exclusion::PriceNotFixed { fixed, asked: *asked }),
    })
}

/// The fund's share of the cost, rounded down, after what others pay.
fn payable(rules: &YearRules, form: &ApplicationForm) -> Result<Cents, Overflow> {
    let own_cost = form.cost()?.minus(form.other_funding)?.max(Cents::ZERO);
    let (share, _) = own_cost.share(u64::from(rules.paid_share.0), 10_000)?;
    Ok(share)
}
