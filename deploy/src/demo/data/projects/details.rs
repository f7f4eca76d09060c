//! What a form says beyond who, what and how much: just what its fund's rules ask.

use super::{Dice, Situation, texts};
use crate::demo::data::calendar::{days_after, days_before};
use wijkfonds_domain::count::enrolled::Practice;
use wijkfonds_domain::project::{ApplicationForm, Details, Field, Missing, Quote, completeness};
use wijkfonds_domain::rules::{Condition, YearRules};
use wijkfonds_domain::terms::{Cents, Date};

/// The details that make a form complete; none where the rules ask none.
pub(super) fn of(
    situation: &Situation<'_>,
    form: &ApplicationForm,
    applicant: &Practice,
    dice: &mut Dice,
) -> Option<Box<Details>> {
    let missing = completeness::missing_by_rule(situation.rules, form, &[], true);
    if missing.is_empty() {
        return None;
    }
    let mut details = Details::default();
    for Missing { field, line, needed, there } in missing {
        match field {
            Field::FirstSpending => {
                details.first_spending_on = Some(days_after(form.received_on, dice.between(14, 60)));
            }
            Field::Staff => {
                let staff = staff_needed(situation.rules, applicant, form) + dice.below(150);
                details.staff_fte_hundredths = u32::try_from(staff).ok();
            }
            Field::Quotes => {
                details.quotes.extend((there..needed).map(|number| quote(line.unwrap_or(1), number, form)));
            }
            Field::GroupSignature => {
                details.group_signed_on = Some(days_before(form.received_on, dice.between(1, 9)));
            }
            other => fill_text(&mut details, other, form.received_on, dice),
        }
    }
    Some(Box::new(details))
}

/// Hundredths of a full-time job that a practice must have for a kind of project, rounded up.
pub(super) fn staff_needed(rules: &YearRules, applicant: &Practice, form: &ApplicationForm) -> u64 {
    let needed =
        rules.application.conditions.iter().filter(|one| one.holds_for(form.kind)).map(|one| match one {
            Condition::StaffPerNormPractice { fte_hundredths, .. } => {
                applicant.norm_practices_exactly(rules.norm_practice.max(1)).times_rounded_up(*fte_hundredths)
            }
            Condition::AskedBeforeSpending { .. } => 0,
        });
    needed.max().unwrap_or(0)
}

fn quote(line: u32, number: u32, form: &ApplicationForm) -> Quote {
    let place = usize::try_from(line).unwrap_or(1).saturating_sub(1);
    let price = form.budget.get(place).and_then(|line| line.cost().ok()).unwrap_or(Cents::ZERO);
    // the first is the one in the budget, the others are dearer
    let cents = price.plus(Cents::from_euros(35).times(number.into()).unwrap_or_default()).unwrap_or(price);
    Quote { line, supplier: format!("Leverancier Synthetisch {}", number + 1), cents }
}

fn fill_text(details: &mut Details, field: Field, received_on: Date, dice: &mut Dice) {
    match field {
        Field::Problem => texts::problem(dice).clone_into(&mut details.problem),
        Field::Goal => texts::goal(dice).clone_into(&mut details.goal),
        Field::Approach => texts::approach(dice).clone_into(&mut details.approach),
        Field::ExpectedResult => "Een derde minder herhaalbezoeken.".clone_into(&mut details.expected_result),
        Field::MeasuredBy => {
            "Telling uit het informatiesysteem, vooraf en achteraf.".clone_into(&mut details.measured_by)
        }
        Field::Continuation => "Daarna uit de gewone tarieven.".clone_into(&mut details.continuation),
        Field::Signature => details.signed_on = Some(received_on),
        // the rules of the demonstration ask no other field; the test that plays every plan would show it
        _ => {}
    }
}
