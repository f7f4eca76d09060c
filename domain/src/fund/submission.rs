//! How an application comes in.

use super::refusal::SubmissionRefusal;
use super::{APPLICATION_COUNT, Event, Stop, rules};
use crate::area;
use crate::count::{enrolled, gp};
use crate::intake;
use crate::person::{self, Attachment};
use crate::pot::{self, Division};
use crate::project::{self, ApplicationForm, ApplicationId, Scope, completeness, exclusion, grounds};
use crate::records::Records;
use crate::rules::{FundRules, YearRules};
use crate::terms::{Agb, Overflow, Year};
use crate::year;
use std::collections::BTreeSet;

/// Takes an application in: what cannot be one is refused, what is not complete is refused or recorded as the
/// fund's rules say, and what the rules exclude is taken in with its ground.
///
/// `documents`: those that were handed in with its draft.
pub(crate) fn submit(
    records: &dyn Records,
    form: &ApplicationForm,
    documents: &[Attachment],
) -> Result<Vec<Event>, Stop> {
    if year::closed_on(records, form.year)?.is_some() {
        return Err(SubmissionRefusal::YearClosed.into());
    }
    let document = rules(records)?.ok_or(SubmissionRefusal::NoRules(form.year))?;
    let rules = document.for_year(form.year).map_err(|_| SubmissionRefusal::NoRules(form.year))?;
    if area::list_in_use(records, form.year)?.is_none() {
        return Err(SubmissionRefusal::NoAreaList(form.year).into());
    }
    check_form(form)?;
    let practice = practice(records, form.year, &form.applicant)?;
    for partner in &form.partners {
        self::practice(records, form.year, partner)?;
    }
    for draw in &form.requested {
        if !pot::exists(records, form.year, Division::of(&rules), &draw.pot)? {
            return Err(SubmissionRefusal::UnknownPot(draw.pot.clone()).into());
        }
    }
    let known = gp::of_practice(records, form.year, &form.applicant)?.is_some();
    let missing = completeness::missing_by_rule(&rules, form, documents, known);
    if !missing.is_empty() {
        return intake::incomplete(records, &rules, form, missing);
    }
    take_in(records, &document, &rules, &practice, form)
}

fn take_in(
    records: &dyn Records,
    document: &FundRules,
    rules: &YearRules,
    practice: &enrolled::Practice,
    form: &ApplicationForm,
) -> Result<Vec<Event>, Stop> {
    let number = APPLICATION_COUNT.get(records, form.year)?.unwrap_or(0) + 1;
    let application = ApplicationId { year: form.year, number };
    let mut events = vec![Event::ApplicationSubmitted { application, form: Box::new(form.clone()) }];
    if let Some(exclusion) = exclusion::exclusion(records, rules, practice, form)? {
        let grounds = grounds::grounds(document, rules, form, &exclusion);
        events.push(Event::Intake(intake::Event::GroundsGiven { application, grounds }));
        events.push(Event::ApplicationExcluded { application, exclusion });
    }
    Ok(events)
}

/// What a form must be to be taken in, whatever the fund's rules.
pub(crate) fn check_form(form: &ApplicationForm) -> Result<(), Stop> {
    if form.scope == Scope::PracticeBound && !form.partners.is_empty() {
        return Err(SubmissionRefusal::PartnersInPracticeBound.into());
    }
    if form.title.trim().is_empty() || person::length(&form.title) > 200 {
        return Err(SubmissionRefusal::BadTitle.into());
    }
    if person::length(&form.description) > 8_000 {
        return Err(SubmissionRefusal::DescriptionTooLong.into());
    }
    if !(1..=50).contains(&form.areas.len()) {
        return Err(SubmissionRefusal::BadAreas.into());
    }
    let costs = form.budget.iter().map(project::BudgetLine::cost).collect::<Result<Vec<_>, Overflow>>()?;
    if !(1..=100).contains(&costs.len()) || costs.iter().any(|cost| !cost.is_positive()) {
        return Err(SubmissionRefusal::BadBudget.into());
    }
    let pots: BTreeSet<_> = form.requested.iter().map(|draw| &draw.pot).collect();
    let positive = form.requested.iter().all(|draw| draw.cents.is_positive());
    if pots.is_empty() || pots.len() < form.requested.len() || !positive {
        return Err(SubmissionRefusal::BadRequest.into());
    }
    if let Some(field) = form.details.as_ref().and_then(|details| details.malformed(form.budget.len())) {
        return Err(intake::Refusal::Malformed(field).into());
    }
    if form.other_funding.is_negative() {
        return Err(SubmissionRefusal::BadOtherFunding.into());
    }
    for amount in [form.cost()?, form.requested()?, form.other_funding] {
        amount.acceptable()?;
    }
    Ok(())
}

fn practice(records: &dyn Records, year: Year, agb: &Agb) -> Result<enrolled::Practice, Stop> {
    Ok(enrolled::practice(records, year, agb)?.ok_or(SubmissionRefusal::UnknownPractice)?)
}
