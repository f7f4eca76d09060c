//! Pots: what a year's money is divided into, and how a new count or rate changes them.

use crate::area::{self, Area};
use crate::count;
use crate::ledger::{self, Account, Booking, Posting, Purpose};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::rules::PotSplit;
use crate::terms::{AreaCode, Cents, Date, Overflow, Year};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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

/// The pots that areas make, each with the areas whose money goes to it.
#[must_use]
pub fn pots_of(areas: &[Area], split: &PotSplit) -> BTreeMap<PotId, Vec<AreaCode>> {
    let mut pots: BTreeMap<PotId, Vec<AreaCode>> = BTreeMap::new();
    for Area { code, municipality, .. } in areas {
        pots.entry(pot_of(split, code, municipality)).or_default().push(code.clone());
    }
    pots
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
    Ok(pots_of(&area::areas(records, year)?, split))
}

/// Whether a year has a pot of this name.
///
/// # Errors
/// [`Fault`] from the store.
pub fn exists(records: &dyn Records, year: Year, split: &PotSplit, pot: &PotId) -> Result<bool, Fault> {
    match (split, AreaCode::new(pot.as_str())) {
        // the split with the most pots is the one that need not read them all
        (PotSplit::PerArea, Ok(code)) => Ok(area::area(records, year, &code)?.is_some()),
        _ => Ok(pots(records, year, split)?.contains_key(pot)),
    }
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

/// What was granted beyond what there turned out to be.
///
/// # Errors
/// [`Fault`] from the store.
pub fn shortfall(records: &dyn Records, year: Year) -> Result<Cents, Fault> {
    ledger::balance(records, year, &Account::Shortfall)
}

/// A credit balance as a positive amount.
pub(crate) fn credit(records: &dyn Records, year: Year, account: &Account) -> Result<Cents, Fault> {
    ledger::balance(records, year, account)?.negated().map_err(Fault::new)
}

/// What fills the pots: the year's rate × the settled count of their areas.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn entitlements(
    areas: &[Area],
    split: &PotSplit,
    rate: Cents,
    counts: &count::SettledCounts,
) -> Result<BTreeMap<PotId, Cents>, Overflow> {
    let mut entitlements = BTreeMap::new();
    for (pot, areas) in pots_of(areas, split) {
        let insured = areas.iter().map(|code| counts.in_area(code)).sum();
        entitlements.insert(pot, rate.times(insured)?);
    }
    Ok(entitlements)
}

/// The bookings that bring the pots from what was booked before to what they should hold. Money that goes
/// out is taken from what the pot has free, then from the reserve, and what then still lacks is booked as a
/// shortfall: nobody's grant changes. Money that comes in first covers a shortfall, that of the same count
/// too, so that the names of the pots decide nothing.
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
    let mut shortfall = shortfall(records, ledger_year)?;
    let mut bookings = Vec::new();
    for (pot, change) in changes(before, after).map_err(Fault::new)? {
        let mut postings = vec![Posting { account: Account::ReceivableZn, cents: change }];
        if change.is_positive() {
            postings.extend(comes_free(pot, change, &mut shortfall).map_err(Fault::new)?);
        } else {
            let free = free(records, ledger_year, pot)?;
            postings.extend(goes_out(pot, change, free, &mut reserve, &mut shortfall).map_err(Fault::new)?);
        }
        bookings.push(Booking::new(ledger_year, on, Purpose::PotFilled, postings).map_err(Fault::new)?);
    }
    Ok(bookings)
}

/// What changes, and by how much: first what falls, then what rises.
pub(crate) fn changes<'a>(
    before: &'a BTreeMap<PotId, Cents>,
    after: &'a BTreeMap<PotId, Cents>,
) -> Result<Vec<(&'a PotId, Cents)>, Overflow> {
    let pots: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let mut changes = Vec::new();
    for pot in pots {
        let was = before.get(pot).copied().unwrap_or_default();
        let is = after.get(pot).copied().unwrap_or_default();
        if is != was {
            changes.push((pot, is.minus(was)?));
        }
    }
    changes.sort_by_key(|(_, change)| change.is_positive());
    Ok(changes)
}

fn goes_out(
    pot: &PotId,
    change: Cents,
    free: Cents,
    reserve: &mut Cents,
    shortfall: &mut Cents,
) -> Result<[Posting; 3], Overflow> {
    let lacking = change.negated()?;
    let from_pot = lacking.min(free);
    let lacking = lacking.minus(from_pot)?;
    let from_reserve = lacking.min(*reserve);
    let lacking = lacking.minus(from_reserve)?;
    *reserve = reserve.minus(from_reserve)?;
    *shortfall = shortfall.plus(lacking)?;
    Ok([
        Posting { account: Account::PotFree(pot.clone()), cents: from_pot },
        Posting { account: Account::Reserve, cents: from_reserve },
        Posting { account: Account::Shortfall, cents: lacking },
    ])
}

/// The postings by which money comes to a pot: it covers the shortfall first, and `shortfall` is what is then
/// left of that.
pub(crate) fn comes_free(pot: &PotId, cents: Cents, shortfall: &mut Cents) -> Result<[Posting; 2], Overflow> {
    let covers = cents.min(*shortfall);
    *shortfall = shortfall.minus(covers)?;
    let to_pot = cents.minus(covers)?;
    Ok([
        Posting { account: Account::Shortfall, cents: covers.negated()? },
        Posting { account: Account::PotFree(pot.clone()), cents: to_pot.negated()? },
    ])
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
