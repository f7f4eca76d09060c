//! The board gives money of the reserve to a pot.

use super::{Event, Refusal, check_pot, rules_of, when};
use crate::fund::Stop;
use crate::ledger::{Account, Booking, Purpose};
use crate::opaque::opaque_debug;
use crate::pot::{self, PotId};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Date, Year};
use serde::{Deserialize, Serialize};

/// Money of the reserve for a pot.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The fund year whose pot gets it.
    pub year: Year,
    /// The day of the board's decision.
    pub on: Date,
    /// The pot.
    pub pot: PotId,
    /// How much, in cents.
    pub cents: Cents,
    /// Why, in the board's words.
    pub reason: String,
}

opaque_debug!(Release);

const RELEASES: Table<Release> = Table::new("reserve-release");

/// The releases of a fund year, in order.
///
/// # Errors
/// [`Fault`] from the store.
pub fn releases(records: &dyn Records, year: Year) -> Result<Vec<Release>, Fault> {
    Ok(RELEASES.under(records, format_args!("{year}/"))?.into_iter().map(|(_, release)| release).collect())
}

pub(super) fn decide(records: &dyn Records, release: &Release) -> Result<Event, Stop> {
    let Release { year, on, pot, cents, reason } = release;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    if !cents.is_positive() {
        return Err(Refusal::NoAmount.into());
    }
    let rules = rules_of(records, *year)?;
    check_pot(records, *year, &rules, pot)?;
    let (ledger_year, on) = when(records, *year, *on)?;
    let reserve = pot::credit(records, ledger_year, &Account::Reserve)?;
    if *cents > reserve {
        return Err(Refusal::ReserveTooLow { free: reserve, asked: *cents }.into());
    }
    let accounts = (Account::Reserve, Account::PotFree(pot.clone()));
    let booking = Booking::transfer(ledger_year, on, Purpose::ReserveReleased, accounts, *cents)?;
    Ok(Event::ReserveReleased { release: release.clone(), booking })
}

pub(super) fn apply(records: &mut dyn RecordsMut, release: &Release) -> Result<(), Fault> {
    let number = releases(records, release.year)?.len() + 1;
    RELEASES.put(records, format_args!("{}/{number:08}", release.year), release)
}
