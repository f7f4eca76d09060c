//! Applications that a rule keeps out: a form that keeps all rules, with one thing wrong on purpose.

use super::fill::home;
use super::form::{self, Outline};
use super::{Calendar, Course, Desk, Dice, ProjectPlan, Situation};
use crate::demo::data::areas::UNDESIGNATED;
use crate::demo::data::calendar::{days_after, days_before, days_between};
use wijkfonds_domain::project::cap;
use wijkfonds_domain::project::{ApplicationForm, BudgetLine, Draw, Exclusion, Scope};
use wijkfonds_domain::rules::Location;
use wijkfonds_domain::terms::{AreaCode, Cents, Date, Overflow};

/// The rule that is broken before all others are; the code is one of the domain's list.
const CAP_EXCEEDED: &str = "cap_exceeded";

/// The rule that looks at the year before.
const EVALUATION_MISSING: &str = "evaluation_missing";

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
    if situation.rules.cap.is_empty() {
        return Ok(plans);
    }
    let mut fit = situation.fit_practices();
    dice.shuffle(&mut fit);
    for practice in fit.into_iter().take(cases(situation)) {
        let asked =
            cap::whole(situation.rules, &situation.practices[practice])?.plus(Cents::from_euros(25))?;
        let form = written(situation, calendar, (practice, Scope::PracticeBound), asked, dice)?;
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
    // in the only year that is demonstrated no evaluation of a year before can be missing
    for code in Exclusion::CODES.into_iter().filter(|code| *code != EVALUATION_MISSING) {
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
    ProjectPlan { form, course: Course::KeptOut { by } }
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
    let Some(mut form) = written(situation, calendar, (practice, scope), ORDINARY, dice)? else {
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
        "practice_not_in_area" | "practice_not_eligible" => true,
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
        "practice_not_in_area" => Vec::new(),
        "practice_not_eligible" => {
            let located = all().filter(|(_, practice)| situation.is_located(practice));
            located.filter(|(_, practice)| !situation.is_eligible(practice)).map(|(place, _)| place).collect()
        }
        "applications_used_up" => used_up(situation, plans),
        _ => situation.fit_practices(),
    };
    let is_of_practice =
        ["practice_not_in_area", "practice_not_eligible", "applications_used_up"].contains(&code);
    let scope = if is_of_practice { Scope::PracticeBound } else { Scope::PracticeTranscending };
    (!candidates.is_empty()).then(|| (*dice.pick(&candidates), scope))
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
    (practice, scope): (usize, Scope),
    asked: Cents,
    dice: &mut Dice,
) -> Result<Option<ApplicationForm>, Overflow> {
    let Some(area) = home(situation, practice).cloned() else { return Ok(None) };
    let Some(pot) = form::pot(situation, &area) else { return Ok(None) };
    let outline = Outline {
        applicant: &situation.practices[practice],
        scope,
        areas: vec![area],
        requested: vec![Draw { pot, cents: asked }],
        received_on: calendar.day_in_time(asked, dice),
    };
    form::write(situation, outline, dice).map(Some)
}
