//! Pots: what a year's money is divided into, and how a new count or rate changes them.

use crate::area::{self, Area};
use crate::count;
use crate::ledger::{self, Account, Booking, Posting, Purpose};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::rules::{PotAbove, PotSplit, SetAside, YearRules};
use crate::terms::{AreaCode, Cents, Date, Overflow, Year, split_by_weights};
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

/// How the rules of a year divide its money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division<'a> {
    /// Which pot an area's money goes to.
    pub split: &'a PotSplit,
    /// The pot above the others.
    pub above: Option<&'a PotAbove>,
    /// What goes to the reserve.
    pub set_aside: Option<&'a SetAside>,
}

impl<'a> Division<'a> {
    /// The division that the rules of a year make.
    #[must_use]
    pub fn of(rules: &'a YearRules) -> Self {
        let YearRules { pot_split, pot_above, set_aside, .. } = rules;
        Self { split: pot_split, above: pot_above.as_ref(), set_aside: set_aside.as_ref() }
    }

    fn above_pot(self) -> Option<PotId> {
        self.above.map(|above| PotId::named(above.name.as_str()))
    }
}

/// The pots that areas make, each with the areas whose money goes to it; the pot above the others has none.
#[must_use]
pub fn pots_of(areas: &[Area], division: Division<'_>) -> BTreeMap<PotId, Vec<AreaCode>> {
    let mut pots: BTreeMap<PotId, Vec<AreaCode>> = BTreeMap::new();
    for Area { code, municipality, .. } in areas {
        pots.entry(pot_of(division.split, code, municipality)).or_default().push(code.clone());
    }
    pots.extend(division.above_pot().filter(|pot| !pots.contains_key(pot)).map(|pot| (pot, Vec::new())));
    pots
}

/// Every pot of a year with the areas whose money goes to it.
///
/// # Errors
/// [`Fault`] from the store.
pub fn pots(
    records: &dyn Records,
    year: Year,
    division: Division<'_>,
) -> Result<BTreeMap<PotId, Vec<AreaCode>>, Fault> {
    Ok(pots_of(&area::areas(records, year)?, division))
}

/// Whether a year has a pot of this name.
///
/// # Errors
/// [`Fault`] from the store.
pub fn exists(records: &dyn Records, year: Year, division: Division<'_>, pot: &PotId) -> Result<bool, Fault> {
    match (division.split, AreaCode::new(pot.as_str())) {
        _ if division.above_pot().as_ref() == Some(pot) => Ok(true),
        // the split with the most pots is the one that need not read them all
        (PotSplit::PerArea, Ok(code)) => Ok(area::area(records, year, &code)?.is_some()),
        _ => Ok(pots(records, year, division)?.contains_key(pot)),
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

/// What a year's money is divided into. Its parts add up to the year's rate × all its settled insured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entitlements {
    /// What each pot should hold.
    pub pots: BTreeMap<PotId, Cents>,
    /// What is set aside for the reserve.
    pub reserve: Cents,
}

impl Entitlements {
    /// The year's money.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn total(&self) -> Result<Cents, Overflow> {
        Cents::sum(self.pots.values().copied())?.plus(self.reserve)
    }

    /// What a pot, or with `None` the reserve, should hold.
    fn of(&self, pot: Option<&PotId>) -> Cents {
        pot.map_or(self.reserve, |pot| self.pots.get(pot).copied().unwrap_or_default())
    }
}

/// What fills the pots: the year's rate × the settled count of their areas, less the share of the pot above and
/// what is set aside, each divided to the last cent.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn entitlements(
    areas: &[Area],
    division: Division<'_>,
    rate: Cents,
    counts: &count::SettledCounts,
) -> Result<Entitlements, Overflow> {
    let mut pots = BTreeMap::new();
    for (pot, areas) in pots_of(areas, division) {
        let insured = areas.iter().map(|code| counts.in_area(code)).sum();
        pots.insert(pot, rate.times(insured)?);
    }
    if let Some(above) = division.above {
        give_above(&mut pots, above)?;
    }
    let reserve = division.set_aside.map_or(Ok(Cents::ZERO), |rule| set_aside(&mut pots, rule))?;
    Ok(Entitlements { pots, reserve })
}

/// Takes the share of the pot above out of each of the others. Whatever a pot's share leaves over stays in it.
fn give_above(pots: &mut BTreeMap<PotId, Cents>, above: &PotAbove) -> Result<(), Overflow> {
    let name = PotId::named(above.name.as_str());
    let mut given = Cents::ZERO;
    for (_, cents) in pots.iter_mut().filter(|(pot, _)| **pot != name) {
        let (share, _) = cents.share(above.share.0.into(), 10_000)?;
        *cents = cents.minus(share)?;
        given = given.plus(share)?;
    }
    let cents = pots.entry(name).or_default();
    *cents = cents.plus(given)?;
    Ok(())
}

/// Takes what is set aside out of the pots, in proportion to what they hold, to the last cent.
fn set_aside(pots: &mut BTreeMap<PotId, Cents>, rule: &SetAside) -> Result<Cents, Overflow> {
    let total = Cents::sum(pots.values().copied())?;
    let aside = match rule {
        SetAside::Share(share) => total.share(share.0.into(), 10_000)?.0,
        SetAside::Amount(cents) => (*cents).min(total),
    };
    if !aside.is_positive() {
        return Ok(Cents::ZERO);
    }
    let held: Vec<Cents> = pots.values().copied().collect();
    for (cents, part) in pots.values_mut().zip(in_proportion(aside, &held)?) {
        *cents = cents.minus(part)?;
    }
    Ok(aside)
}

/// Divides an amount in proportion to others that are not below nothing, to the last cent.
///
/// # Errors
/// [`Overflow`] when one is below nothing, or all are nothing.
pub(crate) fn in_proportion(total: Cents, to: &[Cents]) -> Result<Vec<Cents>, Overflow> {
    let weights = to.iter().map(|cents| u64::try_from(cents.get()).map_err(|_| Overflow));
    split_by_weights(total, &weights.collect::<Result<Vec<_>, _>>()?)
}

/// The bookings that bring the pots from what was booked before to what they should hold. Money that goes
/// out is taken from what the pot has free, then from the reserve, and what then still lacks is booked as a
/// shortfall: nobody's grant changes. Money that comes in first covers a shortfall, that of the same count
/// too, so that the names of the pots decide nothing.
///
/// `ledger_year` is the year itself, or the open year after it once it is closed. There is a booking for each of
/// `changes`, in their order.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn refill(
    records: &dyn Records,
    ledger_year: Year,
    on: Date,
    before: &Entitlements,
    after: &Entitlements,
) -> Result<Vec<Booking>, Fault> {
    let mut reserve = credit(records, ledger_year, &Account::Reserve)?;
    let mut shortfall = shortfall(records, ledger_year)?;
    let mut bookings = Vec::new();
    for (pot, change) in changes(before, after).map_err(Fault::new)? {
        let mut postings = vec![Posting { account: Account::ReceivableZn, cents: change }];
        if change.is_positive() {
            let comes = comes_in(pot.as_ref(), change, &mut reserve, &mut shortfall);
            postings.extend(comes.map_err(Fault::new)?);
        } else {
            let free = pot.as_ref().map_or(Ok(Cents::ZERO), |pot| free(records, ledger_year, pot))?;
            let out = goes_out(pot.as_ref(), change, free, &mut reserve, &mut shortfall);
            postings.extend(out.map_err(Fault::new)?);
        }
        bookings.push(Booking::new(ledger_year, on, Purpose::PotFilled, postings).map_err(Fault::new)?);
    }
    Ok(bookings)
}

/// What changes, and by how much: first what falls, then what rises; `None` is the reserve, which goes before the
/// pots.
pub(crate) fn changes(
    before: &Entitlements,
    after: &Entitlements,
) -> Result<Vec<(Option<PotId>, Cents)>, Overflow> {
    let pots: BTreeSet<_> = before.pots.keys().chain(after.pots.keys()).map(Some).chain([None]).collect();
    let mut changes = Vec::new();
    for pot in pots {
        let (was, is) = (before.of(pot), after.of(pot));
        if is != was {
            changes.push((pot.cloned(), is.minus(was)?));
        }
    }
    changes.sort_by_key(|(_, change)| change.is_positive());
    Ok(changes)
}

/// The postings by which a (negative) change takes money from a pot: from what it has free, then from the reserve;
/// what then still lacks is a shortfall.
pub(crate) fn goes_out(
    pot: Option<&PotId>,
    change: Cents,
    free: Cents,
    reserve: &mut Cents,
    shortfall: &mut Cents,
) -> Result<Vec<Posting>, Overflow> {
    let lacking = change.negated()?;
    let from_pot = lacking.min(free);
    let lacking = lacking.minus(from_pot)?;
    let from_reserve = lacking.min(*reserve);
    let lacking = lacking.minus(from_reserve)?;
    *reserve = reserve.minus(from_reserve)?;
    *shortfall = shortfall.plus(lacking)?;
    let pot = pot.map(|pot| Posting { account: Account::PotFree(pot.clone()), cents: from_pot });
    let others = [(Account::Reserve, from_reserve), (Account::Shortfall, lacking)];
    let others = others.map(|(account, cents)| Posting { account, cents });
    Ok(pot.into_iter().chain(others).collect())
}

/// Money that comes in for a pot, or with `None` for the reserve: it covers the shortfall first.
pub(crate) fn comes_in(
    pot: Option<&PotId>,
    change: Cents,
    reserve: &mut Cents,
    shortfall: &mut Cents,
) -> Result<Vec<Posting>, Overflow> {
    if let Some(pot) = pot {
        return Ok(comes_free(pot, change, shortfall)?.into());
    }
    let covers = change.min(*shortfall);
    *shortfall = shortfall.minus(covers)?;
    let rest = change.minus(covers)?;
    *reserve = reserve.plus(rest)?;
    let parts = [(Account::Shortfall, covers), (Account::Reserve, rest)];
    parts.into_iter().map(|(account, cents)| Ok(Posting { account, cents: cents.negated()? })).collect()
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

const SET_ASIDE: Table<Cents> = Table::new("set-aside");

/// What each pot of a fund year was brought to last.
///
/// # Errors
/// [`Fault`] from the store.
pub fn filled(records: &dyn Records, year: Year) -> Result<BTreeMap<PotId, Cents>, Fault> {
    Ok(FILLED.get(records, year)?.unwrap_or_default())
}

/// What a fund year's money was divided into last, with what was set aside.
///
/// # Errors
/// [`Fault`] from the store.
pub fn divided(records: &dyn Records, year: Year) -> Result<Entitlements, Fault> {
    let reserve = SET_ASIDE.get(records, year)?.unwrap_or_default();
    Ok(Entitlements { pots: filled(records, year)?, reserve })
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
    entitlements: &Entitlements,
) -> Result<(), Fault> {
    FILLED.put(records, year, &entitlements.pots)?;
    // what never was set aside has no record
    if entitlements.reserve != SET_ASIDE.get(records, year)?.unwrap_or_default() {
        SET_ASIDE.put(records, year, &entitlements.reserve)?;
    }
    Ok(())
}
