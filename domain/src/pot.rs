//! Pots: what a year's money is divided into, and how a new count or rate changes them.

use crate::area;
use crate::count;
use crate::ledger::{self, Account, Booking, Posting, Purpose};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::rules::PotSplit;
use crate::terms::{AreaCode, Cents, Date, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A pot's name: `region`, an area's code, a municipality, or a group's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PotId(String);

impl PotId {
    /// The one pot of a region, and the pot of areas in no group.
    #[must_use]
    pub fn region() -> Self {
        Self("region".to_owned())
    }

    /// A pot by its name; whether it exists is another question.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The pot that an area's money goes to.
#[must_use]
pub fn pot_of(split: &PotSplit, code: &AreaCode, municipality: &str) -> PotId {
    match split {
        PotSplit::Region => PotId::region(),
        PotSplit::PerArea => PotId::named(code.as_str()),
        PotSplit::PerMunicipality => PotId::named(municipality),
        PotSplit::PerGroup(groups) => {
            let group = groups.iter().find(|group| group.areas.contains(code));
            group.map_or_else(PotId::region, |group| PotId::named(group.name.as_str()))
        }
    }
}

/// Every pot of a year with the areas whose money goes to it.
///
/// # Errors
/// [`Fault`] from the store.
pub fn pots(
    records: &dyn Records,
    year: Year,
    split: &PotSplit,
) -> Result<BTreeMap<PotId, Vec<AreaCode>>, Fault> {
    let mut pots: BTreeMap<PotId, Vec<AreaCode>> = BTreeMap::new();
    for area in area::areas(records, year)? {
        pots.entry(pot_of(split, &area.code, &area.municipality)).or_default().push(area.code);
    }
    Ok(pots)
}

/// What a pot can still grant. Never negative.
///
/// # Errors
/// [`Fault`] from the store.
pub fn free(records: &dyn Records, year: Year, pot: &PotId) -> Result<Cents, Fault> {
    credit(records, year, &Account::PotFree(pot.clone()))
}

/// What a pot has granted and not yet paid.
///
/// # Errors
/// [`Fault`] from the store.
pub fn committed(records: &dyn Records, year: Year, pot: &PotId) -> Result<Cents, Fault> {
    credit(records, year, &Account::PotCommitted(pot.clone()))
}

/// A credit balance as a positive amount.
pub(crate) fn credit(records: &dyn Records, year: Year, account: &Account) -> Result<Cents, Fault> {
    ledger::balance(records, year, account)?.negated().map_err(Fault::new)
}

/// What fills a pot: the year's rate × the settled count of its areas.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn entitlements(
    records: &dyn Records,
    year: Year,
    split: &PotSplit,
    rate: Cents,
    counts: &count::SettledCounts,
) -> Result<BTreeMap<PotId, Cents>, Fault> {
    let mut entitlements = BTreeMap::new();
    for (pot, areas) in pots(records, year, split)? {
        let insured = areas.iter().map(|code| counts.in_area(code)).sum();
        entitlements.insert(pot, rate.times(insured).map_err(Fault::new)?);
    }
    Ok(entitlements)
}

/// The bookings that bring the pots from what was booked before to what they should hold. Money that comes
/// in first covers a shortfall; money that goes out is taken from what the pot has free, then from the
/// reserve, and what then still lacks is booked as a shortfall: nobody's grant changes.
///
/// `ledger_year` is the year itself, or the open year after it once it is closed.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn refill(
    records: &dyn Records,
    ledger_year: Year,
    on: Date,
    before: &BTreeMap<PotId, Cents>,
    after: &BTreeMap<PotId, Cents>,
) -> Result<Vec<Booking>, Fault> {
    let mut reserve = credit(records, ledger_year, &Account::Reserve)?;
    let mut shortfall = ledger::balance(records, ledger_year, &Account::Shortfall)?;
    let mut bookings = Vec::new();
    let pots: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for pot in pots {
        let was = before.get(pot).copied().unwrap_or_default();
        let is = after.get(pot).copied().unwrap_or_default();
        let change = is.minus(was).map_err(Fault::new)?;
        let free = free(records, ledger_year, pot)?;
        let (from_pot, from_reserve, to_shortfall) = if change.is_negative() {
            let lacking = change.negated().map_err(Fault::new)?;
            let from_pot = lacking.min(free);
            let lacking = lacking.minus(from_pot).map_err(Fault::new)?;
            let from_reserve = lacking.min(reserve.max(Cents::ZERO));
            (from_pot, from_reserve, lacking.minus(from_reserve).map_err(Fault::new)?)
        } else {
            let covers = change.min(shortfall);
            let to_pot = change.minus(covers).map_err(Fault::new)?;
            (negated(to_pot)?, Cents::ZERO, negated(covers)?)
        };
        reserve = reserve.minus(from_reserve).map_err(Fault::new)?;
        shortfall = shortfall.plus(to_shortfall).map_err(Fault::new)?;
        let postings = vec![
            Posting { account: Account::ReceivableZn, cents: change },
            Posting { account: Account::PotFree(pot.clone()), cents: from_pot },
            Posting { account: Account::Reserve, cents: from_reserve },
            Posting { account: Account::Shortfall, cents: to_shortfall },
        ];
        let booking = Booking::new(ledger_year, on, Purpose::PotFilled, postings).map_err(Fault::new)?;
        if !booking.is_empty() {
            bookings.push(booking);
        }
    }
    Ok(bookings)
}

const FILLED: Table<BTreeMap<PotId, Cents>> = Table::new("pots-filled");

/// What each pot of a fund year was brought to last.
///
/// # Errors
/// [`Fault`] from the store.
pub fn filled(records: &dyn Records, year: Year) -> Result<BTreeMap<PotId, Cents>, Fault> {
    Ok(FILLED.get(records, year)?.unwrap_or_default())
}

/// The fund years whose pots have been filled.
///
/// # Errors
/// [`Fault`] from the store.
pub(crate) fn filled_years(records: &dyn Records) -> Result<Vec<Year>, Fault> {
    let years = FILLED.under(records, "")?.into_iter();
    years.map(|(key, _)| Year::new(key.parse().map_err(Fault::new)?).map_err(Fault::new)).collect()
}

pub(crate) fn apply_filled(
    records: &mut dyn RecordsMut,
    year: Year,
    entitlements: &BTreeMap<PotId, Cents>,
) -> Result<(), Fault> {
    FILLED.put(records, year, entitlements)
}

fn negated(cents: Cents) -> Result<Cents, Fault> {
    cents.negated().map_err(Fault::new)
}
