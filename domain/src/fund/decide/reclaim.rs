//! Commands about claims on what was paid.

use super::{Decided, Stop, project, rules_of};
use crate::fund::Event;
use crate::ledger::{Account, Booking, Posting, Purpose};
use crate::pot;
use crate::project::{Application, ApplicationId, Evaluation, Stage, evaluation};
use crate::reclaim::{self, Command, Order, Received, Refusal, WriteOff};
use crate::records::{Fault, Records};
use crate::terms::{Cents, Date, Year};
use crate::year;

pub(super) fn decide(records: &dyn Records, command: &Command) -> Decided {
    let happened = match command {
        Command::Order(order) => ordered(records, order)?,
        Command::Receive(received) => receive(records, received)?,
        Command::WriteOff(write_off) => written_off(records, write_off)?,
    };
    Ok(vec![Event::Reclaims(happened)])
}

fn found(records: &dyn Records, id: ApplicationId) -> Result<Application, Stop> {
    Ok(project::application(records, id)?.ok_or(Refusal::UnknownApplication { application: id })?)
}

/// The last verdict's day; a claim begins with it at the earliest.
fn judged_on(application: &Application) -> Option<Date> {
    application.evaluations.last().and_then(|evaluation| evaluation.verdict.as_ref()).map(|(on, _)| *on)
}

/// Climbs the ladder of an order: approved, dated after that, with a reason, for what was paid in excess.
fn ordered(records: &dyn Records, order: &Order) -> Result<reclaim::Event, Stop> {
    let application = found(records, order.application)?;
    let approved = matches!(application.stage, Stage::Completed);
    let judged = judged_on(&application).zip(application.evaluations.last()).filter(|_| approved);
    let (day, Evaluation { form, .. }) =
        judged.ok_or(Refusal::NotApproved { application: order.application })?;
    if order.on < day {
        return Err(Refusal::BeforeClaim { day }.into());
    }
    if order.reason.trim().is_empty() {
        return Err(Refusal::NoReason {}.into());
    }
    let rules = rules_of(records, &application)?;
    let bears = evaluation::borne(&application, form, rules.paid_share)?;
    let excess = evaluation::paid(&application)?.minus(bears)?.minus(application.reclaimed)?;
    let (euros, asked) = (excess.max(Cents::ZERO), order.cents);
    if !asked.is_positive() || asked > euros {
        return Err(Refusal::AboveExcess { euros, asked }.into());
    }
    let (ledger_year, on) = booked_in(records, order.application, order.on)?;
    let mut shortfall = pot::shortfall(records, ledger_year)?;
    let draws = evaluation::over_pots(&application, asked)?;
    let booking = evaluation::reclaim_booking(&draws, ledger_year, on, &mut shortfall)?;
    Ok(reclaim::Event::Ordered { order: order.clone(), booking })
}

/// Money comes in: what was owed stands on the bank.
///
/// # Errors
/// [`Stop`]: a refusal by name, or a fault of the records.
pub(crate) fn receive(records: &dyn Records, received: &Received) -> Result<reclaim::Event, Stop> {
    let application = owing(records, received.application, received.on)?;
    if received.reference.trim().is_empty() {
        return Err(Refusal::NoReference {}.into());
    }
    check_owed(records, &application, received.cents)?;
    let (ledger_year, on) = booked_in(records, received.application, received.on)?;
    let accounts = (Account::Bank, Account::ReceivableReclaim);
    let booking = Booking::transfer(ledger_year, on, Purpose::ReclaimPaid, accounts, received.cents)?;
    Ok(reclaim::Event::Received { received: received.clone(), booking })
}

/// The board gives up what is owed: what the claim had freed goes out of the pots again.
fn written_off(records: &dyn Records, write_off: &WriteOff) -> Result<reclaim::Event, Stop> {
    let application = owing(records, write_off.application, write_off.on)?;
    if write_off.reason.trim().is_empty() {
        return Err(Refusal::NoReason {}.into());
    }
    check_owed(records, &application, write_off.cents)?;
    let (ledger_year, on) = booked_in(records, write_off.application, write_off.on)?;
    let mut reserve = pot::credit(records, ledger_year, &Account::Reserve)?;
    let mut shortfall = pot::shortfall(records, ledger_year)?;
    let mut postings = Vec::new();
    for draw in evaluation::over_pots(&application, write_off.cents)? {
        let change = draw.cents.negated()?;
        postings.push(Posting { account: Account::ReceivableReclaim, cents: change });
        let free = pot::free(records, ledger_year, &draw.pot)?;
        postings.extend(pot::goes_out(Some(&draw.pot), change, free, &mut reserve, &mut shortfall)?);
    }
    let booking = Booking::new(ledger_year, on, Purpose::ReclaimWrittenOff, postings).map_err(Fault::new)?;
    Ok(reclaim::Event::WrittenOff { write_off: write_off.clone(), booking })
}

/// A grant on which something is claimed, on a day not before the claim.
fn owing(records: &dyn Records, id: ApplicationId, on: Date) -> Result<Application, Stop> {
    let application = found(records, id)?;
    if !application.reclaimed.is_positive() {
        return Err(Refusal::NothingClaimed { application: id }.into());
    }
    let ordered = reclaim::reclaim(records, id)?.orders.first().map(|order| order.on);
    let day = ordered.or_else(|| judged_on(&application));
    match day.filter(|day| on < *day) {
        Some(day) => Err(Refusal::BeforeClaim { day }.into()),
        None => Ok(application),
    }
}

fn check_owed(records: &dyn Records, application: &Application, asked: Cents) -> Result<(), Stop> {
    let euros = reclaim::balance(records, application)?.owed;
    if !asked.is_positive() || asked > euros {
        return Err(Refusal::AboveOwed { euros, asked }.into());
    }
    Ok(())
}

/// The ledger year of a grant's bookings now, and the value date in it.
fn booked_in(records: &dyn Records, id: ApplicationId, on: Date) -> Result<(Year, Date), Fault> {
    let ledger_year = year::ledger_year(records, id.year)?;
    Ok((ledger_year, year::value_date(ledger_year, on)))
}
