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

/// The costs of a fund year, in order.
///
/// # Errors
/// [`Fault`] from the store.
pub fn costs(records: &dyn Records, year: Year) -> Result<Vec<Cost>, Fault> {
    Ok(COSTS.under(records, format_args!("{year}/"))?.into_iter().map(|(_, cost)| cost).collect())
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
    let number = costs(records, cost.year)?.len() + 1;
    COSTS.put(records, format_args!("{}/{number:08}", cost.year), cost)
}
