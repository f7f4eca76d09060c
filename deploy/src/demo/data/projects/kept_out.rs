//! Applications that a rule keeps out: a form that keeps all rules, with one thing wrong on purpose.

use super::details;
use super::fill::home;
use super::form::{self, Outline};
use super::{Calendar, Course, Desk, Dice, ProjectPlan, Situation};
use crate::demo::data::areas::UNDESIGNATED;
use crate::demo::data::calendar::{days_after, days_before, days_between};
use wijkfonds_domain::project::cap::Earlier;
use wijkfonds_domain::project::{ApplicationForm, BudgetLine, Draw, Exclusion, ProjectKind, Scope};
use wijkfonds_domain::rules::{Condition, Location};
use wijkfonds_domain::terms::{AreaCode, Cents, Date, Overflow};

/// The rule that is broken before all others are; the code is one of the domain's list.
const CAP_EXCEEDED: &str = "cap_exceeded";

/// An ordinary amount: more than any fund takes after its round.
const ORDINARY: Cents = Cents::from_euros(1_800);

/// One application of each kind for so many practices, and one at least.
const PRACTICES_PER_CASE: usize = 60;

/// Requests above the practice's maximum, planned before all others: their practices apply for nothing else
/// of their own, so that no other rule keeps them out first.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn reserved(
    situation: &Situation<'_>,
    calendar: &Calendar,
    desk: &mut Desk,
    dice: &mut Dice,
) -> Result<Vec<ProjectPlan>, Overflow> {
    let mut plans = Vec::new();
    let has_cap = |kind: &ProjectKind| situation.rules.cap.iter().any(|part| part.holds_for(*kind));
    let kinds: Vec<_> = ProjectKind::ALL.iter().copied().filter(has_cap).collect();
    if kinds.is_empty() {
        return Ok(plans);
    }
    let mut fit = situation.fit_practices();
    dice.shuffle(&mut fit);
    for practice in fit.into_iter().take(cases(situation)) {
        let kind = *dice.pick(&kinds);
        let left = situation.left(practice, kind, &Earlier::default())?.unwrap_or_default();
        let asked = left.plus(Cents::from_euros(25))?;
        let form = written(situation, calendar, (practice, Scope::PracticeBound, kind), asked, dice)?;
        desk.reserved.insert(practice);
        plans.extend(form.map(|form| kept_out(form, CAP_EXCEEDED)));
    }
    Ok(plans)
}

/// Applications that the other rules keep out, as far as the region has the rule.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn others(
    situation: &Situation<'_>,
    calendar: &Calendar,
    plans: &mut Vec<ProjectPlan>,
    dice: &mut Dice,
) -> Result<(), Overflow> {
    for code in Exclusion::CODES {
        for case in 0..cases(situation) {
            let form = broken(code, case, situation, calendar, plans, dice)?;
            plans.extend(form.map(|form| kept_out(form, code)));
        }
    }
    Ok(())
}

fn cases(situation: &Situation<'_>) -> usize {
    1 + situation.practices.len() / PRACTICES_PER_CASE
}

fn kept_out(form: ApplicationForm, by: &'static str) -> ProjectPlan {
    ProjectPlan { form, incomplete_on: None, course: Course::KeptOut { by } }
}

/// A form that breaks one rule; `None` where the region does not have it.
fn broken(
    code: &str,
    case: usize,
    situation: &Situation<'_>,
    calendar: &Calendar,
    plans: &[ProjectPlan],
    dice: &mut Dice,
) -> Result<Option<ApplicationForm>, Overflow> {
    let Some((practice, scope)) = applicant(code, situation, plans, dice) else { return Ok(None) };
    let kind = kind_for(code, situation, dice);
    let Some(kind) = kind else { return Ok(None) };
    let Some(mut form) = written(situation, calendar, (practice, scope, kind), ORDINARY, dice)? else {
        return Ok(None);
    };
    let is_broken = match code {
        "round_not_open" => {
            form.received_on = days_before(calendar.opens, dice.between(1, 20));
            true
        }
        "deadline_passed" => {
            let days = days_between(calendar.last_day, situation.year.last_day()).min(20);
            // the first one comes in a day late
            let late = if case == 0 { 1 } else { dice.between(1, days.max(1)) };
            form.received_on = days_after(calendar.last_day, late);
            days > 0
        }
        "no_criterion" => {
            form.criteria.clear();
            true
        }
        "area_not_designated" => undesignated().is_some_and(|area| {
            form.areas.push(area);
            true
        }),
        "applications_used_up" => {
            let earlier = bound_applications(plans, &form);
            form.received_on = earlier.max().map_or(form.received_on, |last| days_after(last, 1));
            form.received_on <= calendar.last_day
        }
        "hourly_maximum_exceeded" => exceed_hourly_maximum(situation, &mut form, dice)?,
        "paid_share_exceeded" => {
            // another's quarter of the request is not taken off it
            form.other_funding = form.other_funding.plus(ORDINARY.share(1, 4)?.0)?;
            true
        }
        "spent_before_asked" => form.details.as_mut().is_some_and(|details| {
            details.first_spending_on = Some(days_before(form.received_on, dice.between(1, 30)));
            true
        }),
        "too_few_staff" => {
            let needed = details::staff_needed(situation.rules, &situation.practices[practice], &form);
            let there = u32::try_from(needed.saturating_sub(dice.between(1, 40))).unwrap_or(0);
            form.details.as_mut().is_some_and(|details| {
                details.staff_fte_hundredths = Some(there);
                true
            })
        }
        "price_not_fixed" => form.budget.iter_mut().any(|line| match line {
            BudgetLine::Units { cents_per_unit, .. } => {
                // five euros more an hour than the fund pays
                *cents_per_unit = Cents::new(cents_per_unit.get() + 500);
                true
            }
            _ => false,
        }),
        "evaluation_missing" => situation.blocked.as_ref().is_some_and(|blocked| {
            form.received_on = form.received_on.max(days_after(blocked.after, dice.between(1, 60)));
            // what is spent is spent later still
            if let Some(details) = form.details.as_mut() {
                details.first_spending_on = Some(days_after(form.received_on, 30));
            }
            form.received_on <= calendar.last_day
        }),
        "practice_not_in_area" | "practice_not_admitted" | "practice_not_eligible" => true,
        _ => false,
    };
    Ok(is_broken.then_some(form))
}

/// Who hands in the form that breaks a rule.
fn applicant(
    code: &str,
    situation: &Situation<'_>,
    plans: &[ProjectPlan],
    dice: &mut Dice,
) -> Option<(usize, Scope)> {
    let all = || situation.practices.iter().enumerate();
    let candidates: Vec<usize> = match code {
        "practice_not_in_area" if situation.rules.location == Location::InArea => {
            all().filter(|(_, practice)| practice.located_in.is_none()).map(|(place, _)| place).collect()
        }
        "practice_not_admitted" if situation.rules.location == Location::BoardDiscretion => {
            all().filter(|(_, practice)| !situation.is_located(practice)).map(|(place, _)| place).collect()
        }
        "practice_not_in_area" | "practice_not_admitted" => Vec::new(),
        "evaluation_missing" => {
            all().filter(|(_, practice)| situation.is_blocked(practice)).map(|(place, _)| place).collect()
        }
        "practice_not_eligible" => {
            let located = all().filter(|(_, practice)| situation.is_located(practice));
            located.filter(|(_, practice)| !situation.is_eligible(practice)).map(|(place, _)| place).collect()
        }
        "applications_used_up" => used_up(situation, plans),
        _ => situation.fit_practices(),
    };
    let is_of_practice =
        ["practice_not_in_area", "practice_not_admitted", "practice_not_eligible", "applications_used_up"]
            .contains(&code);
    let scope = if is_of_practice { Scope::PracticeBound } else { Scope::PracticeTranscending };
    (!candidates.is_empty()).then(|| (*dice.pick(&candidates), scope))
}

/// The kind of project with which the rule is broken: one that the rule is about, where it is about some, and never one
/// that is open to all. `None` where the region does not have the rule.
fn kind_for(code: &str, situation: &Situation<'_>, dice: &mut Dice) -> Option<ProjectKind> {
    let own = &situation.rules.application;
    let asks = |one: &&Condition| match one {
        Condition::AskedBeforeSpending { .. } => code == "spent_before_asked",
        Condition::StaffPerNormPractice { .. } => code == "too_few_staff",
    };
    match code {
        "price_not_fixed" => own.fixed_prices.first().map(|price| price.kind),
        "spent_before_asked" | "too_few_staff" => {
            let condition = own.conditions.iter().find(asks)?;
            let kinds: Vec<_> = ProjectKind::ALL.iter().filter(|kind| condition.holds_for(**kind)).collect();
            (!kinds.is_empty()).then(|| **dice.pick(&kinds))
        }
        _ => Some(form::kind(situation, dice)),
    }
}

/// The practices that have handed in as many applications of their own as the fund allows.
fn used_up(situation: &Situation<'_>, plans: &[ProjectPlan]) -> Vec<usize> {
    let allowed = usize::try_from(situation.rules.applications_per_practice).unwrap_or(usize::MAX);
    let practices = situation.practices.iter().enumerate();
    let used_up = practices.filter(|(_, practice)| {
        let own = plans
            .iter()
            .filter(|plan| plan.form.applicant == practice.agb && plan.form.scope == Scope::PracticeBound);
        // only what the committee grants counts whatever the order of decisions and submissions
        let lasting = own.filter(|plan| matches!(plan.course, Course::Grant { .. })).count();
        allowed > 0 && lasting >= allowed
    });
    used_up.map(|(place, _)| place).collect()
}

/// The days on which an applicant's own applications came in.
fn bound_applications<'a>(
    plans: &'a [ProjectPlan],
    form: &'a ApplicationForm,
) -> impl Iterator<Item = Date> + 'a {
    let own = plans.iter().map(|plan| &plan.form);
    let own = own.filter(|other| other.applicant == form.applicant && other.scope == Scope::PracticeBound);
    own.map(|other| other.received_on)
}

fn undesignated() -> Option<AreaCode> {
    AreaCode::new(UNDESIGNATED).ok()
}

/// Adds an hour that costs too much; `false` where the fund has no maximum.
fn exceed_hourly_maximum(
    situation: &Situation<'_>,
    form: &mut ApplicationForm,
    dice: &mut Dice,
) -> Result<bool, Overflow> {
    let maxima = &situation.rules.hourly_maximum;
    if maxima.is_empty() {
        return Ok(false);
    }
    let maximum = dice.pick(maxima);
    let above = Cents::from_euros(1).times(dice.between(1, 20))?;
    let hours = u32::try_from(dice.between(4, 12)).unwrap_or(4);
    form.budget.push(BudgetLine::Hours {
        role: maximum.role,
        hours,
        cents_per_hour: maximum.cents.plus(above)?,
    });
    Ok(true)
}

/// A form that keeps all rules; `None` for a practice without an area.
fn written(
    situation: &Situation<'_>,
    calendar: &Calendar,
    (practice, scope, kind): (usize, Scope, ProjectKind),
    asked: Cents,
    dice: &mut Dice,
) -> Result<Option<ApplicationForm>, Overflow> {
    let Some(area) = home(situation, practice).cloned() else { return Ok(None) };
    let Some(pot) = form::pot(situation, &area) else { return Ok(None) };
    let outline = Outline {
        applicant: &situation.practices[practice],
        scope,
        kind,
        areas: vec![area],
        requested: vec![Draw { pot, cents: asked }],
        received_on: calendar.day_in_time(asked, dice),
    };
    form::write(situation, outline, dice).map(Some)
}
