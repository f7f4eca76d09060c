//! What becomes of an application: what its applicant and the committee mean to do, and when.

use super::texts;
use super::{ApplicationForm, Dice};
use crate::demo::data::calendar::{Calendar, days_after, days_before, days_between};
use jiff::civil::date;
use wijkfonds_domain::terms::{Cents, Date, Overflow};

/// What becomes of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// A rule of the fund keeps it out on receipt.
    KeptOut {
        /// The rule's code, one of [`wijkfonds_domain::project::Exclusion::CODES`].
        by: &'static str,
    },
    /// The applicant withdraws it before the committee meets.
    Withdraw {
        /// When.
        on: Date,
    },
    /// The committee refuses it.
    Refuse {
        /// The day of the meeting.
        on: Date,
        /// Why.
        reason: &'static str,
    },
    /// The committee puts it off, and nothing more happens.
    Defer {
        /// The day of the meeting.
        on: Date,
        /// Why.
        reason: &'static str,
    },
    /// The committee grants it, as far as its pots go.
    Grant {
        /// The day of the meeting.
        on: Date,
        /// Why.
        reason: &'static str,
        /// How much of the request, in whole percents.
        percent_of_request: u32,
        /// What comes back.
        evaluation: EvaluationPlan,
    },
}

/// What comes back of a granted project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EvaluationPlan {
    /// Nothing yet.
    NotYet,
    /// An evaluation that still waits for the committee.
    Waiting {
        /// The day it comes in.
        received_on: Date,
        /// What was spent.
        actual_cost: Cents,
    },
    /// An evaluation that is approved.
    Approve {
        /// The day it comes in.
        received_on: Date,
        /// The day of the verdict.
        on: Date,
        /// What was spent; less than planned makes a part of the grant lapse.
        actual_cost: Cents,
    },
    /// An evaluation that goes back with questions, comes again, and is approved.
    ReturnThenApprove {
        /// The day it comes in.
        received_on: Date,
        /// The day on which it goes back.
        returned_on: Date,
        /// The day it comes in again.
        received_again_on: Date,
        /// The day of the last verdict.
        on: Date,
        /// What was spent.
        actual_cost: Cents,
    },
    /// An evaluation that is rejected.
    Reject {
        /// The day it comes in.
        received_on: Date,
        /// The day of the verdict.
        on: Date,
        /// What was spent.
        actual_cost: Cents,
        /// How much of what was paid is claimed back, in whole percents.
        reclaim_percent_of_paid: u32,
    },
}

/// Draws the course of an application that no rule keeps out, and that is not decided on before a day.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn draw(
    form: &ApplicationForm,
    calendar: &Calendar,
    not_before: Option<Date>,
    may_be_granted: bool,
    dice: &mut Dice,
) -> Result<Course, Overflow> {
    let meeting = calendar.meeting(form.received_on, form.kind);
    let on = not_before.map_or(meeting, |first| meeting.max(first));
    let refusal = |dice: &mut Dice| Course::Refuse { on, reason: dice.word(&texts::REFUSED) };
    match dice.below(100) {
        0..5 => Ok(Course::Withdraw { on: withdrawal(form.received_on, on, dice) }),
        5..11 => Ok(refusal(dice)),
        11..15 => Ok(Course::Defer { on, reason: dice.word(&texts::DEFERRED) }),
        _ if may_be_granted => grant(form, on, dice),
        _ => Ok(refusal(dice)),
    }
}

/// Between receipt and meeting.
fn withdrawal(received_on: Date, meeting: Date, dice: &mut Dice) -> Date {
    let days = days_between(received_on, days_before(meeting, 1));
    days_after(received_on, dice.between(1, days.clamp(1, 20)))
}

fn grant(form: &ApplicationForm, on: Date, dice: &mut Dice) -> Result<Course, Overflow> {
    let in_part = dice.percent(18);
    let percent_of_request = if in_part { [50, 60, 70, 75, 80, 90][dice.index(6)] } else { 100 };
    let reasons = if in_part { &texts::GRANTED_IN_PART } else { &texts::GRANTED };
    let reason = dice.word(reasons);
    let evaluation = evaluation(form, on, percent_of_request, dice)?;
    Ok(Course::Grant { on, reason, percent_of_request, evaluation })
}

fn evaluation(
    form: &ApplicationForm,
    granted_on: Date,
    percent: u32,
    dice: &mut Dice,
) -> Result<EvaluationPlan, Overflow> {
    let last_day = date(form.received_on.year().max(granted_on.year()) + 1, 2, 15);
    let done = days_after(granted_on, 60).max(date(granted_on.year(), 10, 1));
    let received_on = days_after(done, dice.below(100));
    let chance = dice.below(100);
    if chance < 16 || received_on > last_day {
        return Ok(EvaluationPlan::NotYet);
    }
    let actual_cost = actual_cost(form, percent, dice)?;
    let on = days_after(received_on, dice.between(10, 35));
    Ok(match chance {
        16..25 => EvaluationPlan::Waiting { received_on, actual_cost },
        25..36 => {
            let returned_on = on;
            let received_again_on = days_after(returned_on, dice.between(5, 21));
            let on = days_after(received_again_on, dice.between(5, 21));
            EvaluationPlan::ReturnThenApprove { received_on, returned_on, received_again_on, on, actual_cost }
        }
        36..41 => {
            let reclaim_percent_of_paid = [0, 50, 100][dice.index(3)];
            EvaluationPlan::Reject { received_on, on, actual_cost, reclaim_percent_of_paid }
        }
        _ => EvaluationPlan::Approve { received_on, on, actual_cost },
    })
}

/// What a project costs in the end, of the cost that its grant is for: mostly what was planned.
fn actual_cost(form: &ApplicationForm, percent: u32, dice: &mut Dice) -> Result<Cents, Overflow> {
    let planned = form.cost()?.minus(form.other_funding)?;
    let spent = if dice.percent(25) { dice.between(60, 98) } else { dice.between(100, 108) };
    let (cents, _) = planned.share(u64::from(percent) * spent, 10_000)?;
    Ok(cents)
}
