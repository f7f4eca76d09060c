//! What a command about invoices causes.

use super::{Command, Event, Invoice, InvoiceForm, InvoiceState, Refusal, approved, invoices};
use crate::fund::{Stop, year_rules};
use crate::person::length;
use crate::pot;
use crate::project::{self, Application, ApplicationId, Draw, Stage, evaluation, instalment};
use crate::records::{Fault, Records};
use crate::rules::{PaymentBasis, YearRules};
use crate::terms::{Cents, Date, split_by_weights};
use crate::year;

pub(crate) fn decide(records: &dyn Records, command: &Command) -> Result<Event, Stop> {
    match command.clone() {
        Command::HandIn(form) => hand_in(records, form),
        Command::Approve { application, number, on, by } => approve(records, application, number, on, by),
        Command::Refuse { application, number, on, by, reason } => {
            waiting(records, application, number, on)?;
            with_reason(&reason)?;
            Ok(Event::Refused { application, number, on, by, reason })
        }
        Command::End { application, on, by, reason } => end(records, application, on, by, reason),
    }
}

/// A running grant that is paid on invoices, with the rules of its year.
fn on_invoices(records: &dyn Records, id: ApplicationId) -> Result<(Application, YearRules), Stop> {
    let application =
        project::application(records, id)?.ok_or(Refusal::UnknownApplication { application: id })?;
    let rules = year_rules(records, id.year)?;
    let rules = rules.filter(|rules| matches!(rules.payment_basis, PaymentBasis::Invoices { .. }));
    let runs = matches!(application.stage, Stage::Granted | Stage::EvaluationIn);
    match rules.filter(|_| runs) {
        Some(rules) => Ok((application, rules)),
        None => Err(Refusal::NotOnInvoices { application: id }.into()),
    }
}

/// Climbs the ladder of an invoice that comes in.
fn hand_in(records: &dyn Records, form: InvoiceForm) -> Result<Event, Stop> {
    let (application, rules) = on_invoices(records, form.application)?;
    if instalment::on_invoices(&application).is_none() {
        return Err(Refusal::NothingLeft { application: application.id }.into());
    }
    check_form(&form, &rules)?;
    let there = invoices(records, application.id)?;
    let refused = |invoice: &&Invoice| matches!(invoice.state, InvoiceState::Refused { .. });
    let twin = there.iter().filter(|invoice| !refused(invoice));
    let twin = twin.into_iter().find(|invoice| invoice.form.document.trim() == form.document.trim());
    if let Some(twin) = twin {
        return Err(Refusal::AlreadyThere { number: twin.number }.into());
    }
    let number = u32::try_from(there.len() + 1).map_err(Fault::new)?;
    Ok(Event::HandedIn { number, form })
}

fn check_form(form: &InvoiceForm, rules: &YearRules) -> Result<(), Stop> {
    form.cents.acceptable()?;
    if !form.cents.is_positive() {
        return Err(Refusal::NoAmount {}.into());
    }
    if form.document.trim().is_empty() || length(&form.document) > 200 {
        return Err(Refusal::NoDocument {}.into());
    }
    let PaymentBasis::Invoices { chamber_number, last_day } = rules.payment_basis else { return Ok(()) };
    let digits = |number: &String| number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit());
    if form.chamber_number.as_ref().map_or(chamber_number, |number| !digits(number)) {
        return Err(Refusal::NoChamberNumber {}.into());
    }
    if form.paid_on > form.received_on {
        return Err(Refusal::NotPaid { day: form.received_on }.into());
    }
    if form.dated > form.paid_on {
        return Err(Refusal::PaidBeforeDated { day: form.dated }.into());
    }
    let last_day = last_day.and_then(|day| day.in_year(form.application.year));
    match last_day.filter(|day| form.received_on > *day) {
        Some(day) => Err(Refusal::TooLate { day }.into()),
        None => Ok(()),
    }
}

/// The invoice of a number, which waits to be judged on a day.
fn waiting(records: &dyn Records, id: ApplicationId, number: u32, on: Date) -> Result<Invoice, Stop> {
    on_invoices(records, id)?;
    let found = invoices(records, id)?.into_iter().find(|invoice| invoice.number == number);
    let found = found.ok_or(Refusal::UnknownInvoice { number })?;
    if found.state != InvoiceState::Waiting {
        return Err(Refusal::NotWaiting { number }.into());
    }
    if on < found.form.received_on {
        return Err(Refusal::BeforeReceipt { day: found.form.received_on }.into());
    }
    Ok(found)
}

fn approve(
    records: &dyn Records,
    id: ApplicationId,
    number: u32,
    on: Date,
    by: String,
) -> Result<Event, Stop> {
    let invoice = waiting(records, id, number, on)?;
    let (application, rules) = on_invoices(records, id)?;
    let (before, released) = approved(&invoices(records, id)?)?;
    let cost = before.plus(invoice.form.cents)?;
    let borne = evaluation::share_of(&application, cost, rules.paid_share)?;
    let released = release(&application, borne.minus(released)?)?;
    Ok(Event::Approved { application: id, number, on, by, released })
}

/// Takes an amount from what waits for invoices, as far as that goes, in proportion to what each pot has in it.
fn release(application: &Application, cents: Cents) -> Result<Vec<Draw>, Stop> {
    let Some(index) = instalment::on_invoices(application) else { return Ok(Vec::new()) };
    let waits = &application.instalments[index];
    let cents = cents.max(Cents::ZERO).min(waits.cents()?);
    let weights: Vec<u64> = waits.parts.iter().map(|part| part.cents.get().unsigned_abs()).collect();
    let shares = split_by_weights(cents, &weights)?;
    let draws = waits.parts.iter().zip(shares).map(|(part, cents)| Draw { pot: part.pot.clone(), cents });
    Ok(draws.collect())
}

fn end(
    records: &dyn Records,
    id: ApplicationId,
    on: Date,
    by: String,
    reason: String,
) -> Result<Event, Stop> {
    let (application, _) = on_invoices(records, id)?;
    none_waits(records, id)?;
    with_reason(&reason)?;
    let index = instalment::on_invoices(&application).ok_or(Refusal::NothingLeft { application: id })?;
    let ledger_year = year::ledger_year(records, id.year)?;
    let mut shortfall = pot::shortfall(records, ledger_year)?;
    let value_date = year::value_date(ledger_year, on);
    let parts = &application.instalments[index].parts;
    let booking = instalment::lapse_booking(parts, ledger_year, value_date, &mut shortfall)?;
    Ok(Event::Ended { application: id, on, by, reason, booking })
}

/// Refuses to end a grant of which invoices wait to be judged.
pub(crate) fn none_waits(records: &dyn Records, id: ApplicationId) -> Result<(), Stop> {
    let all = invoices(records, id)?;
    let count = all.iter().filter(|invoice| invoice.state == InvoiceState::Waiting).count();
    if count > 0 { Err(Refusal::StillWaiting { count }.into()) } else { Ok(()) }
}

fn with_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::NoReason {}) } else { Ok(()) }
}
