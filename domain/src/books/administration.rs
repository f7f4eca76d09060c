//! What it costs to run a fund.

use super::{Event, Refusal, check_pot, rules_of, when};
use crate::fund::Stop;
use crate::ledger::{self, Account, Booking, Purpose};
use crate::opaque::opaque_debug;
use crate::pot::{self, PotId};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::rules::YearRules;
use crate::terms::{Cents, Date, Year};
use serde::{Deserialize, Serialize};

/// A cost of administration, paid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Of which fund year.
    pub year: Year,
    /// The day of the payment.
    pub on: Date,
    /// What for.
    pub what: String,
    /// How much, in cents.
    pub cents: Cents,
    /// The pot it comes from; absent: the reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pot: Option<PotId>,
    /// The bank's or the order's reference.
    pub reference: String,
}

opaque_debug!(Cost);

const COSTS: Table<Cost> = Table::new("administration-cost");

/// Costs of which the payment was undone, under the keys that they had.
const UNDONE: Table<bool> = Table::new("administration-cost-undone");

/// The costs of a fund year that were not undone, in order.
///
/// # Errors
/// [`Fault`] from the store.
pub fn costs(records: &dyn Records, year: Year) -> Result<Vec<Cost>, Fault> {
    Ok(numbered(records, year)?.into_iter().map(|(_, cost)| cost).collect())
}

/// The same with the number of each, from 1.
///
/// # Errors
/// [`Fault`] from the store.
pub fn numbered(records: &dyn Records, year: Year) -> Result<Vec<(u32, Cost)>, Fault> {
    let mut costs = Vec::new();
    for (number, (key, cost)) in (1..).zip(COSTS.under(records, format_args!("{year}/"))?) {
        if UNDONE.get(records, key)?.is_none() {
            costs.push((number, cost));
        }
    }
    Ok(costs)
}

/// A cost by its number, unless it was undone.
///
/// # Errors
/// [`Fault`] from the store.
pub fn cost(records: &dyn Records, year: Year, number: u32) -> Result<Option<Cost>, Fault> {
    Ok(numbered(records, year)?.into_iter().find(|(other, _)| *other == number).map(|(_, cost)| cost))
}

pub(super) fn decide(records: &dyn Records, cost: &Cost) -> Result<Event, Stop> {
    if !cost.cents.is_positive() {
        return Err(Refusal::NoAmount.into());
    }
    if cost.what.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    if cost.reference.trim().is_empty() {
        return Err(Refusal::NoReference.into());
    }
    let rules = rules_of(records, cost.year)?;
    if let Some(pot) = &cost.pot {
        check_pot(records, cost.year, &rules, pot)?;
    }
    check_maximum(records, &rules, cost)?;
    let (ledger_year, on) = when(records, cost.year, cost.on)?;
    let from = match &cost.pot {
        Some(pot) => {
            let free = pot::free(records, ledger_year, pot)?;
            if cost.cents > free {
                return Err(Refusal::PotTooLow { pot: pot.clone(), free, asked: cost.cents }.into());
            }
            Account::PotFree(pot.clone())
        }
        None => {
            let free = pot::credit(records, ledger_year, &Account::Reserve)?;
            if cost.cents > free {
                return Err(Refusal::ReserveTooLow { free, asked: cost.cents }.into());
            }
            Account::Reserve
        }
    };
    let bank = ledger::balance(records, ledger_year, &Account::Bank)?;
    if cost.cents > bank {
        return Err(Refusal::BankTooLow { free: bank, asked: cost.cents }.into());
    }
    let accounts = (from, Account::Bank);
    let booking = Booking::transfer(ledger_year, on, Purpose::AdministrationPaid, accounts, cost.cents)?;
    Ok(Event::AdministrationPaid { cost: cost.clone(), booking })
}

/// The share of the year's money is rounded down to the cent.
fn check_maximum(records: &dyn Records, rules: &YearRules, cost: &Cost) -> Result<(), Stop> {
    let Some(share) = rules.administration_maximum else { return Ok(()) };
    let money = pot::divided(records, cost.year)?.total()?;
    let (maximum, _) = money.share(share.0.into(), 10_000)?;
    let booked = Cents::sum(costs(records, cost.year)?.iter().map(|cost| cost.cents))?;
    if booked.plus(cost.cents)? > maximum {
        return Err(Refusal::AboveAdministration { maximum, booked, asked: cost.cents }.into());
    }
    Ok(())
}

pub(super) fn apply(records: &mut dyn RecordsMut, cost: &Cost) -> Result<(), Fault> {
    let number = COSTS.under(records, format_args!("{}/", cost.year))?.len() + 1;
    COSTS.put(records, format_args!("{}/{number:08}", cost.year), cost)
}

/// Undoes a cost, and gives the pot that it came from; `None` for the reserve.
pub(crate) fn undo(records: &mut dyn RecordsMut, year: Year, number: u32) -> Result<Option<PotId>, Fault> {
    let missing = || Fault::new(format!("an event undoes cost {number} of {year}, which is not there"));
    let cost = cost(records, year, number)?.ok_or_else(missing)?;
    UNDONE.put(records, format_args!("{year}/{number:08}"), &true)?;
    Ok(cost.pot)
}
