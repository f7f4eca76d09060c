//! Forms as the messages of the in-region interface.

use wijkfonds_domain::project::{self, ApplicationForm, Details};
use wijkfonds_domain::rules;
use wijkfonds_domain::terms::Date;
use wijkfonds_proto::region as messages;

pub(super) fn application_form(form: &ApplicationForm) -> messages::ApplicationForm {
    let scope = match form.scope {
        project::Scope::PracticeBound => messages::Scope::PracticeBound,
        project::Scope::PracticeTranscending => messages::Scope::PracticeTranscending,
    };
    messages::ApplicationForm {
        year: form.year.into(),
        received_on: form.received_on.to_string(),
        applicant: form.applicant.as_str().to_owned(),
        partners: form.partners.iter().map(|partner| partner.as_str().to_owned()).collect(),
        scope: scope.into(),
        kind: form.kind.code().to_owned(),
        criteria: form.criteria.iter().map(|criterion| criterion.code().to_owned()).collect(),
        title: form.title.clone(),
        description: form.description.clone(),
        areas: form.areas.iter().map(|area| area.as_str().to_owned()).collect(),
        budget: form.budget.iter().map(budget_line).collect(),
        other_funding_cents: form.other_funding.get(),
        requested: form.requested.iter().map(draw).collect(),
    }
}

fn budget_line(line: &project::BudgetLine) -> messages::BudgetLine {
    use messages::budget_line::Line;
    let line = match line {
        project::BudgetLine::Hours { role, hours, cents_per_hour } => {
            let role = match role {
                rules::StaffRole::Gp => messages::StaffRole::Gp,
                rules::StaffRole::PracticeNurse => messages::StaffRole::PracticeNurse,
                rules::StaffRole::Staff => messages::StaffRole::Staff,
            };
            let cents_per_hour = cents_per_hour.get();
            Line::Hours(messages::BudgetHours { role: role.into(), hours: *hours, cents_per_hour })
        }
        project::BudgetLine::Units { what, units, cents_per_unit } => {
            let cents_per_unit = cents_per_unit.get();
            Line::Units(messages::BudgetUnits { what: what.clone(), units: *units, cents_per_unit })
        }
        project::BudgetLine::Price { what, cents } => {
            Line::Price(messages::BudgetPrice { what: what.clone(), cents: cents.get() })
        }
    };
    messages::BudgetLine { line: Some(line) }
}

pub(super) fn draw(draw: &project::Draw) -> messages::Draw {
    messages::Draw { pot: draw.pot.to_string(), cents: draw.cents.get() }
}

/// What else a form says. What is not there is empty.
pub(super) fn details(details: &Details) -> messages::Details {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let quote = |quote: &project::Quote| messages::Quote {
        line: quote.line,
        supplier: quote.supplier.clone(),
        cents: quote.cents.get(),
    };
    messages::Details {
        problem: details.problem.clone(),
        goal: details.goal.clone(),
        approach: details.approach.clone(),
        first_spending_on: day(details.first_spending_on),
        quotes: details.quotes.iter().map(quote).collect(),
        expected_result: details.expected_result.clone(),
        measured_by: details.measured_by.clone(),
        continuation: details.continuation.clone(),
        signed_on: day(details.signed_on),
        group_signed_on: day(details.group_signed_on),
        staff_fte_hundredths: details.staff_fte_hundredths.unwrap_or(0),
        ..messages::Details::default()
    }
}
