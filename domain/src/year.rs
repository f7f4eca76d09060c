//! A fund year: open, then closed. Bookings of a closed year's grants go to the open year after it.

use crate::ledger::{self, Account, Booking, Posting, Purpose, Unbalanced};
use crate::opaque::opaque_debug;
use crate::pot;
use crate::project::{self, ApplicationId, Payment};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::rules::CarryOver;
use crate::terms::{Cents, Date, Overflow, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Why a year is not closed yet.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClosingRefusal {
    /// It is closed.
    #[error("the year is closed already")]
    AlreadyClosed,
    /// It is not over.
    #[error("the year is not over on {0}")]
    NotOver(Date),
    /// Its pots are not settled: a quarter has not been counted.
    #[error("not all four quarters have been counted")]
    NotCounted,
    /// Applications wait for the committee.
    #[error("{} applications wait for a decision", .0.len())]
    Undecided(Vec<ApplicationId>),
}

const CLOSED: Table<Date> = Table::new("closed-year");

/// The day on which a year was closed.
///
/// # Errors
/// [`Fault`] from the store.
pub fn closed_on(records: &dyn Records, year: Year) -> Result<Option<Date>, Fault> {
    CLOSED.get(records, year)
}

/// The ledger year in which a fund year's bookings are made now: itself, or the first open year after it.
///
/// # Errors
/// [`Fault`] from the store.
pub fn ledger_year(records: &dyn Records, fund_year: Year) -> Result<Year, Fault> {
    let mut year = fund_year;
    while closed_on(records, year)?.is_some() && year.next() != year {
        year = year.next();
    }
    Ok(year)
}

/// A day in the ledger year: the day itself, or the year's first or last day when it lies outside.
#[must_use]
pub fn value_date(ledger_year: Year, on: Date) -> Date {
    on.clamp(ledger_year.first_day(), ledger_year.last_day())
}

/// Whether a year can be closed on a day.
///
/// # Errors
/// A refusal as a value in the inner result, a [`Fault`] outside.
pub fn check(records: &dyn Records, year: Year, on: Date) -> Result<Result<(), ClosingRefusal>, Fault> {
    let first = obstacles(records, year, on)?.into_iter().next();
    Ok(first.map_or(Ok(()), Err))
}

/// Everything that keeps a year from being closed on a day, in the order in which one would see to it.
///
/// # Errors
/// [`Fault`] from the store.
pub fn obstacles(records: &dyn Records, year: Year, on: Date) -> Result<Vec<ClosingRefusal>, Fault> {
    if closed_on(records, year)?.is_some() {
        return Ok(vec![ClosingRefusal::AlreadyClosed]);
    }
    let mut obstacles = Vec::new();
    if on <= year.last_day() {
        obstacles.push(ClosingRefusal::NotOver(on));
    }
    if !crate::count::SettledCounts::read(records, year)?.is_complete() {
        obstacles.push(ClosingRefusal::NotCounted);
    }
    let applications = project::applications(records, year)?;
    let waiting = applications.iter().filter(|application| application.stage == project::Stage::Submitted);
    let waiting: Vec<_> = waiting.map(|application| application.id).collect();
    if !waiting.is_empty() {
        obstacles.push(ClosingRefusal::Undecided(waiting));
    }
    Ok(obstacles)
}

/// The bookings of a closing: what pots have left goes where the rules say, then every balance leaves the year
/// and comes into the first open year after it, open commitments among them.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn closing_bookings(records: &dyn Records, year: Year, rule: CarryOver) -> Result<Vec<Booking>, Fault> {
    let mut balances = ledger::balances(records, year)?;
    let mut bookings = Vec::new();
    if rule != CarryOver::KeptInPot {
        let leftover = leftover(&balances, year).map_err(Fault::new)?;
        for posting in leftover.postings() {
            let cents = balances.entry(posting.account.clone()).or_default();
            *cents = cents.plus(posting.cents).map_err(Fault::new)?;
        }
        bookings.push(leftover);
    }
    let next = ledger_year(records, year.next())?;
    // the last year there is opens into itself, and has nothing then but what comes in
    let there = if next == year { BTreeMap::new() } else { ledger::balances(records, next)? };
    bookings.push(closing(&balances, year).map_err(Fault::new)?);
    let covering = covering(&balances, &there, next).map_err(Fault::new)?;
    let opening = balances.into_iter().map(|(account, cents)| Posting { account, cents }).collect();
    let opening = Booking::new(next, next.first_day(), Purpose::Opening, opening).map_err(Fault::new)?;
    let reset = match rule {
        CarryOver::ResetFromReserve => reset(records, year, [&opening, &covering], &there)?,
        _ => None,
    };
    bookings.extend([opening, covering]);
    bookings.extend(reset);
    Ok(bookings)
}

/// The reserve that the next year opens with is divided over its pots, in proportion to what the closed year's
/// rules gave each. Without such pots it stays where it is.
fn reset(
    records: &dyn Records,
    year: Year,
    opening: [&Booking; 2],
    there: &BTreeMap<Account, Cents>,
) -> Result<Option<Booking>, Fault> {
    let (next, on) = (opening[0].year(), opening[0].on());
    let postings = opening.into_iter().flat_map(Booking::postings);
    let comes = postings.filter(|posting| posting.account == Account::Reserve).map(|posting| posting.cents);
    let reserve = Cents::sum(comes.chain([balance(there, &Account::Reserve)])).map_err(Fault::new)?;
    let reserve = reserve.negated().map_err(Fault::new)?;
    let filled = pot::filled(records, year)?;
    if !reserve.is_positive() || filled.values().all(Cents::is_zero) {
        return Ok(None);
    }
    let held: Vec<Cents> = filled.values().copied().collect();
    let parts = pot::in_proportion(reserve, &held).map_err(Fault::new)?;
    let mut postings = vec![Posting { account: Account::Reserve, cents: reserve }];
    for (pot, part) in filled.into_keys().zip(parts) {
        let cents = part.negated().map_err(Fault::new)?;
        postings.push(Posting { account: Account::PotFree(pot), cents });
    }
    Booking::new(next, on, Purpose::ReserveReleased, postings).map(Some).map_err(Fault::new)
}

/// What the pots have left covers the shortfall first; the reserve gets the rest.
fn leftover(balances: &BTreeMap<Account, Cents>, year: Year) -> Result<Booking, Overflow> {
    let mut postings = Vec::new();
    let mut left = Cents::ZERO;
    for (account, cents) in balances.iter().filter(|(account, _)| matches!(account, Account::PotFree(_))) {
        postings.push(Posting { account: account.clone(), cents: cents.negated()? });
        left = left.minus(*cents)?;
    }
    let covers = left.min(balance(balances, &Account::Shortfall));
    postings.push(Posting { account: Account::Shortfall, cents: covers.negated()? });
    postings.push(Posting { account: Account::Reserve, cents: covers.minus(left)? });
    Booking::new(year, year.last_day(), Purpose::Leftover, postings).map_err(|Unbalanced| Overflow)
}

fn closing(balances: &BTreeMap<Account, Cents>, year: Year) -> Result<Booking, Overflow> {
    let postings = balances.iter().map(|(account, cents)| {
        let cents = cents.negated()?;
        Ok(Posting { account: account.clone(), cents })
    });
    let postings = postings.collect::<Result<_, Overflow>>()?;
    Booking::new(year, year.last_day(), Purpose::Closing, postings).map_err(|Unbalanced| Overflow)
}

/// A reserve that comes in covers the shortfall of the year it comes into, or the other way round: no year has
/// both.
fn covering(
    coming: &BTreeMap<Account, Cents>,
    there: &BTreeMap<Account, Cents>,
    next: Year,
) -> Result<Booking, Overflow> {
    let both = |account| balance(coming, &account).plus(balance(there, &account));
    let reserve = both(Account::Reserve)?.negated()?;
    let covers = both(Account::Shortfall)?.min(reserve);
    Booking::transfer(
        next,
        next.first_day(),
        Purpose::Opening,
        (Account::Reserve, Account::Shortfall),
        covers,
    )
}

fn balance(balances: &BTreeMap<Account, Cents>, account: &Account) -> Cents {
    balances.get(account).copied().unwrap_or_default()
}

/// Where every granted cent of a fund year is, and where its applications stand.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearSummary {
    /// Applications handed in.
    pub submitted: u64,
    /// Refused, by a rule or by the committee.
    pub refused: u64,
    /// Granted.
    pub granted: u64,
    /// Withdrawn.
    pub withdrawn: u64,
    /// Not decided, or put off.
    pub open: u64,
    /// What was asked.
    pub requested_cents: Cents,
    /// What was granted.
    pub granted_cents: Cents,
    /// What was paid, whether claimed back or not.
    pub paid_cents: Cents,
    /// Held until an evaluation is approved, or waiting for invoices.
    pub held_cents: Cents,
    /// To be paid on a later day.
    pub not_yet_due_cents: Cents,
    /// Due and not paid.
    pub due_cents: Cents,
    /// Granted, and will not be paid.
    pub lapsed_cents: Cents,
    /// Claimed back of what was paid.
    pub reclaimed_cents: Cents,
}

opaque_debug!(YearSummary);

/// Adds up a fund year, as it stands on a day.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn summary(records: &dyn Records, year: Year, on: Date) -> Result<YearSummary, Fault> {
    let mut summary = YearSummary::default();
    for application in project::applications(records, year)? {
        summary.add(&application, on).map_err(Fault::new)?;
    }
    Ok(summary)
}

impl YearSummary {
    fn add(&mut self, application: &project::Application, on: Date) -> Result<(), Overflow> {
        let stage = &application.stage;
        self.submitted += 1;
        self.refused += u64::from(stage.is_refusal());
        self.granted += u64::from(stage.is_grant());
        self.withdrawn += u64::from(matches!(stage, project::Stage::Withdrawn { .. }));
        self.open += u64::from(stage.is_open());
        self.requested_cents = self.requested_cents.plus(application.form.requested()?)?;
        self.granted_cents = self.granted_cents.plus(application.granted()?)?;
        self.reclaimed_cents = self.reclaimed_cents.plus(application.reclaimed)?;
        for instalment in &application.instalments {
            let sum = match instalment.payment {
                Payment::Paid { .. } => &mut self.paid_cents,
                Payment::Held | Payment::OnInvoices => &mut self.held_cents,
                Payment::Lapsed { .. } => &mut self.lapsed_cents,
                Payment::Planned { due } if due > on => &mut self.not_yet_due_cents,
                Payment::Planned { .. } => &mut self.due_cents,
            };
            *sum = sum.plus(instalment.cents()?)?;
        }
        Ok(())
    }
}

pub(crate) fn apply_closing(records: &mut dyn RecordsMut, year: Year, on: Date) -> Result<(), Fault> {
    CLOSED.put(records, year, &on)
}
