//! Which events a command of this topic causes, or why none.

use super::{Admitted, Command, DraftId, DraftState, Event, Receipt, Refusal, draft, grant};
use crate::count::Fraction;
use crate::count::enrolled;
use crate::count::gp::{self, GpCounts};
use crate::fund::{self, Stop, SubmissionRefusal};
use crate::person::attachment::attachments;
use crate::person::{Whole, length};
use crate::pot::PotId;
use crate::project::{self, ApplicationForm, ApplicationId, Details, Missing, completeness};
use crate::records::Records;
use crate::rules::{Admission, Incomplete, YearRules};
use crate::terms::{Agb, Cents, Date, Year};
use crate::year;
use jiff::civil::Time;
use std::collections::BTreeSet;

type Decided = Result<Vec<fund::Event>, Stop>;

pub(crate) fn decide(records: &dyn Records, command: &Command) -> Decided {
    match command {
        Command::SaveDraft { draft, form } => save(records, *draft, form),
        Command::SubmitDraft { draft, on, at } => submit(records, *draft, *on, *at),
        Command::WithdrawDraft { draft, on } => {
            open(records, *draft)?;
            one(Event::DraftWithdrawn { draft: *draft, on: *on })
        }
        Command::AdmitPractice(admitted) => admit(records, admitted),
        Command::CountGps(counts) => count_gps(records, counts),
        Command::SendReceipt(receipt) => send_receipt(records, receipt),
        Command::RecordAgreement { year, pot, shares } => agree(records, *year, pot, shares),
        Command::SignAgreement { year, pot, practice } => sign(records, *year, pot, practice),
    }
}

fn one(event: Event) -> Decided {
    Ok(vec![fund::Event::Intake(event)])
}

fn save(records: &dyn Records, id: Option<DraftId>, form: &ApplicationForm) -> Decided {
    if year::closed_on(records, form.year)?.is_some() {
        return Err(SubmissionRefusal::YearClosed.into());
    }
    if let Some(field) = malformed(form) {
        return Err(Refusal::Malformed(field).into());
    }
    let draft = match id {
        None => draft::next(records, form.year)?,
        Some(id) => {
            let earlier = open(records, id)?.form;
            if (earlier.year, &earlier.applicant) != (form.year, &form.applicant) {
                return Err(Refusal::OtherDraft.into());
            }
            id
        }
    };
    one(Event::DraftSaved { draft, form: Box::new(form.clone()) })
}

fn malformed(form: &ApplicationForm) -> Option<project::Field> {
    use project::Field;
    let long = |text: &str, most| length(text) > most;
    let checks = [
        (Field::Title, long(&form.title, 200)),
        (Field::Problem, long(&form.description, Details::LONGEST_TEXT)),
        (Field::Areas, form.areas.len() > 50),
        (Field::Budget, form.budget.len() > 100),
        (Field::Requested, form.requested.len() > 50),
    ];
    let found = checks.into_iter().find_map(|(field, broken)| broken.then_some(field));
    found.or_else(|| form.details.as_ref().and_then(|details| details.malformed(form.budget.len())))
}

fn submit(records: &dyn Records, id: DraftId, on: Date, at: Option<Time>) -> Decided {
    let found = open(records, id)?;
    let rules = fund::year_rules(records, id.year)?.ok_or(SubmissionRefusal::NoRules(id.year))?;
    if let DraftState::Incomplete { until: Some(until), .. } = found.state
        && on > until
    {
        return Err(Refusal::CompletedTooLate(until).into());
    }
    let mut form = found.form;
    form.received_on = on;
    let details = form.details.get_or_insert_default();
    details.first_received_on = found.first_received_on;
    details.received_at = at;
    let known = gp::of_practice(records, id.year, &form.applicant)?.is_some();
    let documents = attachments(records, Whole::Draft(id))?;
    let missing = completeness::missing(&rules, &form, &documents, known);
    if !missing.is_empty() {
        return ask(&rules, id, found.asked, on, missing);
    }
    let mut events = fund::submit(records, &form, &documents)?;
    let application = events.iter().find_map(|event| match event {
        fund::Event::ApplicationSubmitted { application, .. } => Some(*application),
        _ => None,
    });
    if let Some(application) = application {
        events.insert(0, fund::Event::Intake(Event::DraftSubmitted { draft: id, application }));
    }
    Ok(events)
}

/// What becomes of an application that came in without a draft and is not complete.
pub(crate) fn incomplete(
    records: &dyn Records,
    rules: &YearRules,
    form: &ApplicationForm,
    missing: Vec<Missing>,
) -> Decided {
    let draft = draft::next(records, form.year)?;
    let saved = fund::Event::Intake(Event::DraftSaved { draft, form: Box::new(form.clone()) });
    let asked = ask(rules, draft, 0, form.received_on, missing)?;
    Ok([saved].into_iter().chain(asked).collect())
}

fn ask(rules: &YearRules, draft: DraftId, asked: u32, on: Date, missing: Vec<Missing>) -> Decided {
    let rule = rules.application.completion;
    if rule.incomplete == Incomplete::Refused {
        return Err(Refusal::Incomplete(missing).into());
    }
    if rule.chances > 0 && asked >= rule.chances {
        return Err(Refusal::ChancesUsedUp { asked, missing }.into());
    }
    let until = rules.application.free_days.after(on, rule.within).filter(|_| rule.within > 0);
    one(Event::CompletionAsked { draft, on, missing, until })
}

fn open(records: &dyn Records, id: DraftId) -> Result<super::Draft, Stop> {
    let draft = super::draft(records, id)?.ok_or(Refusal::UnknownDraft(id))?;
    if draft.state.is_open() { Ok(draft) } else { Err(Refusal::DraftNotOpen(id).into()) }
}

fn admit(records: &dyn Records, admitted: &Admitted) -> Decided {
    let rules = fund::year_rules(records, admitted.year)?.ok_or(SubmissionRefusal::NoRules(admitted.year))?;
    if rules.application.admission != Admission::ByBoard {
        return Err(Refusal::NoAdmission(admitted.year).into());
    }
    if enrolled::practice(records, admitted.year, &admitted.practice)?.is_none() {
        return Err(Refusal::UnknownPractice.into());
    }
    if admitted.reason.trim().is_empty() || length(&admitted.reason) > Details::LONGEST_TEXT {
        return Err(Refusal::NoReason.into());
    }
    one(Event::PracticeAdmitted { admitted: admitted.clone() })
}

fn count_gps(records: &dyn Records, counts: &GpCounts) -> Decided {
    let practice = enrolled::practice(records, counts.year, &counts.practice)?;
    let practice = practice.ok_or(Refusal::UnknownPractice)?;
    let (patients, population) = counts.totals();
    let within = Fraction::whole(patients) <= practice.patients_exactly()
        && Fraction::whole(population) <= practice.population_exactly();
    let source = (1..=200).contains(&counts.source.trim().chars().count());
    if !(counts.is_sound() && within && source) {
        return Err(Refusal::BadGpCounts.into());
    }
    one(Event::GpsCounted { counts: counts.clone() })
}

fn send_receipt(records: &dyn Records, receipt: &Receipt) -> Decided {
    let id = receipt.application;
    let application = project::application(records, id)?.ok_or(Refusal::UnknownApplication(id))?;
    let sent = super::receipt(records, id)?.is_some();
    if sent || receipt.on < application.form.received_on || receipt.meeting_on < receipt.on {
        return Err(Refusal::BadReceipt.into());
    }
    one(Event::ReceiptSent { receipt: receipt.clone() })
}

fn agree(records: &dyn Records, year: Year, pot: &PotId, shares: &[(ApplicationId, Cents)]) -> Decided {
    let demands = grant::demands(records, year, pot)?;
    let named: BTreeSet<_> = shares.iter().map(|(id, _)| id).collect();
    let fits = |(id, cents): &(ApplicationId, Cents)| {
        let demand = demands.iter().find(|demand| demand.application == *id);
        !cents.is_negative() && demand.is_some_and(|demand| *cents <= demand.asked)
    };
    if shares.is_empty() || named.len() < shares.len() || !shares.iter().all(fits) {
        return Err(Refusal::BadAgreement.into());
    }
    let agreed = Cents::sum(shares.iter().map(|(_, cents)| *cents))?;
    let free = grant::whole(records, year, year::ledger_year(records, year)?, pot)?;
    if agreed > free {
        return Err(Refusal::AgreementAbovePot { pot: pot.clone(), free, agreed }.into());
    }
    one(Event::AgreementRecorded { year, pot: pot.clone(), shares: shares.to_vec() })
}

fn sign(records: &dyn Records, year: Year, pot: &PotId, practice: &Agb) -> Decided {
    let asks = grant::demands(records, year, pot)?.iter().any(|demand| demand.practices.contains(practice));
    if !asks || super::agreement(records, year, pot)?.is_none() {
        return Err(Refusal::NothingToSign.into());
    }
    one(Event::AgreementSigned { year, pot: pot.clone(), practice: practice.clone() })
}
