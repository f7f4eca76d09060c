//! What undoing a payment causes.

use super::{Command, Event, Recorded, Refusal};
use crate::books::{administration, product};
use crate::fund::Stop;
use crate::ledger::{self, Account, Booking, Posting, Purpose};
use crate::project::{self, Application, ApplicationId, Payment, Stage, evaluation};
use crate::records::{Fault, Records};
use crate::terms::{Cents, Date, Year};
use crate::{orders, pot, reclaim, settlement, year};

/// What is to be undone: of which fund year, when it was paid, how much, and the accounts of its booking.
struct Found {
    fund_year: Year,
    paid_on: Date,
    cents: Cents,
    /// What is debited again, and credited less.
    postings: Vec<Posting>,
}

pub(crate) fn decide(records: &dyn Records, command: &Command) -> Result<Event, Stop> {
    let Command { payment, on, reason, by } = command.clone();
    let Found { fund_year, paid_on, cents, postings } = find(records, &payment)?;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason {}.into());
    }
    if on < paid_on {
        return Err(Refusal::BeforePayment { day: paid_on }.into());
    }
    let ledger_year = year::ledger_year(records, fund_year)?;
    let bank = ledger::balance(records, ledger_year, &Account::Bank)?;
    let lost = postings.iter().filter(|posting| posting.account == Account::Bank);
    let lost = Cents::sum(lost.map(|posting| posting.cents))?.negated()?;
    if lost > bank {
        return Err(Refusal::BankTooLow { free: bank, asked: lost }.into());
    }
    let value_date = year::value_date(ledger_year, on);
    let booking = Booking::new(ledger_year, value_date, Purpose::Reversed, postings).map_err(Fault::new)?;
    Ok(Event { payment, on, reason, by, cents, booking })
}

fn find(records: &dyn Records, payment: &Recorded) -> Result<Found, Stop> {
    match *payment {
        Recorded::Instalment { application, number } => instalment(records, application, number),
        Recorded::Zn { year, number } => {
            let paid = settlement::zn_payment(records, year, number)?.ok_or(Refusal::NotRecorded {})?;
            let postings = transfer(Account::ReceivableZn, Account::Bank, paid.cents)?;
            Ok(Found { fund_year: year, paid_on: paid.on, cents: paid.cents, postings })
        }
        Recorded::Declaration { year, number } => {
            let declared = product::declaration(records, year, number)?;
            let paid = declared.as_ref().and_then(|declared| declared.paid.as_ref());
            let (Some(declared), Some(paid)) = (&declared, paid) else {
                return Err(Refusal::NotRecorded {}.into());
            };
            let postings = transfer(Account::Bank, Account::PayableDeclarations, declared.cents)?;
            Ok(Found { fund_year: year, paid_on: paid.on, cents: declared.cents, postings })
        }
        Recorded::Administration { year, number } => administration(records, year, number),
        Recorded::Repayment { application, number } => {
            let found = reclaim::reclaim(records, application)?;
            let paid = found.repayment(number).ok_or(Refusal::NotRecorded {})?;
            let postings = transfer(Account::ReceivableReclaim, Account::Bank, paid.cents)?;
            Ok(Found { fund_year: application.year, paid_on: paid.on, cents: paid.cents, postings })
        }
    }
}

/// Postings that move an amount from the credit of one account to the debit of another.
fn transfer(debit: Account, credit: Account, cents: Cents) -> Result<Vec<Posting>, Stop> {
    Ok(vec![Posting { account: debit, cents }, Posting { account: credit, cents: cents.negated()? }])
}

fn instalment(records: &dyn Records, id: ApplicationId, number: u32) -> Result<Found, Stop> {
    let application = project::application(records, id)?.ok_or(Refusal::NotRecorded {})?;
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let paid = index.and_then(|index| application.instalments.get(index));
    let Some((paid, Payment::Paid { on, .. })) = paid.map(|paid| (paid, &paid.payment)) else {
        return Err(Refusal::NotRecorded {}.into());
    };
    if orders::shown_by_bank(records, id, number)? {
        return Err(Refusal::ShownByBank { application: id }.into());
    }
    if application.stage == Stage::EvaluationRejected {
        return Err(Refusal::EvaluationRejected { application: id }.into());
    }
    let cents = paid.cents()?;
    not_claimed(records, &application, cents)?;
    let mut postings = Vec::with_capacity(2 * paid.parts.len());
    for part in &paid.parts {
        postings.extend(transfer(Account::Bank, Account::PotCommitted(part.pot.clone()), part.cents)?);
    }
    Ok(Found { fund_year: id.year, paid_on: *on, cents, postings })
}

/// Nobody owes back what was not paid: a claim on it is given up first.
fn not_claimed(records: &dyn Records, application: &Application, cents: Cents) -> Result<(), Stop> {
    let balance = reclaim::balance(records, application)?;
    let claimed = balance.claimed.minus(balance.written_off)?;
    let left = evaluation::paid(application)?.minus(cents)?;
    if claimed > left { Err(Refusal::ClaimedBack { euros: claimed }.into()) } else { Ok(()) }
}

fn administration(records: &dyn Records, fund_year: Year, number: u32) -> Result<Found, Stop> {
    let cost = administration::cost(records, fund_year, number)?.ok_or(Refusal::NotRecorded {})?;
    let ledger_year = year::ledger_year(records, fund_year)?;
    let mut reserve = pot::credit(records, ledger_year, &Account::Reserve)?;
    let mut shortfall = pot::shortfall(records, ledger_year)?;
    let mut postings = vec![Posting { account: Account::Bank, cents: cost.cents }];
    postings.extend(pot::comes_in(cost.pot.as_ref(), cost.cents, &mut reserve, &mut shortfall)?);
    Ok(Found { fund_year, paid_on: cost.on, cents: cost.cents, postings })
}
