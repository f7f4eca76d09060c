//! Which pot lacks what, and how it was covered: a readable account of a shortfall.
//!
//! The ledger has one account for the shortfall of a year, because it blocks every grant. What is noted here beside
//! it says for which pot money lacked, and adds up to that account.

use crate::ledger::{Account, Booking, Posting, Purpose};
use crate::opaque::opaque_debug;
use crate::pot::PotId;
use crate::project::Draw;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Date, Overflow, Year};
use serde::{Deserialize, Serialize};

/// A line of the account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The ledger year.
    pub year: Year,
    /// The value date.
    pub on: Date,
    /// Why the money moved.
    pub purpose: Purpose,
    /// The pot that lacked or covered; absent: the reserve.
    pub pot: Option<PotId>,
    /// More than nothing: what lacked. Less: what was covered.
    pub cents: Cents,
}

/// What a pot lacks still; without a pot: the reserve.
pub type Lacking = (Option<PotId>, Cents);

opaque_debug!(Entry);

const ENTRIES: Table<Entry> = Table::new("shortfall-entry");
const ENTRY_COUNT: Table<u64> = Table::new("shortfall-entry-count");

/// The account of a ledger year, in order, without what only went over from one year to another.
///
/// # Errors
/// [`Fault`] from the store.
pub fn account(records: &dyn Records, year: Year) -> Result<Vec<Entry>, Fault> {
    let entries = all(records)?.into_iter().filter(|entry| entry.year == year && !entry.goes_over());
    Ok(entries.collect())
}

/// What pots of a ledger year lack still, the oldest first; it adds up to the year's shortfall. What comes in
/// covers first what its own pot lacks, then what has lacked longest.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn lacking(records: &dyn Records, year: Year) -> Result<Vec<Lacking>, Fault> {
    let mut lacking: Vec<(Year, Lacking)> = Vec::new();
    for entry in all(records)? {
        entry.change(&mut lacking).map_err(Fault::new)?;
    }
    Ok(lacking.into_iter().filter(|(of, _)| *of == year).map(|(_, lacks)| lacks).collect())
}

fn all(records: &dyn Records) -> Result<Vec<Entry>, Fault> {
    Ok(ENTRIES.under(records, "")?.into_iter().map(|(_, entry)| entry).collect())
}

impl Entry {
    /// Whether it takes a shortfall out of a year, or into the next.
    fn goes_over(&self) -> bool {
        match self.purpose {
            Purpose::Closing => true,
            Purpose::Opening => self.cents.is_positive(),
            _ => false,
        }
    }

    fn change(&self, lacking: &mut Vec<(Year, Lacking)>) -> Result<(), Overflow> {
        if self.purpose == Purpose::Closing {
            // the opening that follows brings what lacks to its year
            return Ok(());
        }
        if self.goes_over() {
            // of the years before, one alone has closed since: the others lack in open years or have nothing left
            return self.move_over(lacking);
        }
        let mut left = self.cents;
        if !left.is_negative() {
            lacking.push((self.year, (self.pot.clone(), left)));
            return Ok(());
        }
        let own = |entry: &(Year, Lacking)| entry.0 == self.year && entry.1.0 == self.pot;
        let (mut order, others): (Vec<usize>, Vec<usize>) =
            (0..lacking.len()).partition(|index| own(&lacking[*index]));
        order.extend(others.into_iter().filter(|index| lacking[*index].0 == self.year));
        for index in order {
            let lacks = &mut lacking[index].1.1;
            let covers = left.negated()?.min(*lacks);
            *lacks = lacks.minus(covers)?;
            left = left.plus(covers)?;
        }
        lacking.retain(|(_, (_, cents))| !cents.is_zero());
        Ok(())
    }

    /// Brings what lacked in the year that closed to this one: the year whose lacks make this amount.
    fn move_over(&self, lacking: &mut [(Year, Lacking)]) -> Result<(), Overflow> {
        let years: Vec<Year> =
            lacking.iter().map(|(year, _)| *year).filter(|year| *year < self.year).collect();
        for year in years.into_iter().rev() {
            let of = lacking.iter().filter(|(of, _)| *of == year).map(|(_, (_, cents))| *cents);
            if Cents::sum(of)? == self.cents {
                lacking.iter_mut().filter(|(of, _)| *of == year).for_each(|(of, _)| *of = self.year);
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Which pot the postings of a booking are about.
pub(crate) enum About<'a> {
    /// The pot that they name, the one before a shortfall.
    Named,
    /// One, which they do not always name: what fills it changed. `None` is the reserve.
    One(Option<&'a PotId>),
    /// Each of these in turn, beginning at what practices owe of it: a pot with nothing free is not named.
    Owed(&'a [Draw]),
}

/// Notes what a booking does to the shortfall, if anything.
pub(crate) fn note(records: &mut dyn RecordsMut, booking: &Booking, about: &About<'_>) -> Result<(), Fault> {
    let mut owed = match about {
        About::Owed(draws) => draws.iter(),
        About::Named | About::One(_) => [].iter(),
    };
    let mut pot = match about {
        About::One(pot) => pot.cloned(),
        About::Named | About::Owed(_) => None,
    };
    for Posting { account, cents } in booking.postings() {
        match (account, about) {
            (Account::PotFree(named) | Account::PotCommitted(named), About::Named) => {
                pot = Some(named.clone());
            }
            (Account::ReceivableReclaim, About::Owed(_)) => {
                pot = owed.next().map(|draw| draw.pot.clone());
            }
            (Account::Shortfall, _) => put(records, booking, pot.clone(), *cents)?,
            _ => {}
        }
    }
    Ok(())
}

fn put(
    records: &mut dyn RecordsMut,
    booking: &Booking,
    pot: Option<PotId>,
    cents: Cents,
) -> Result<(), Fault> {
    let (year, on, purpose) = (booking.year(), booking.on(), booking.purpose());
    let number = ENTRY_COUNT.get(records, "all")?.unwrap_or(0) + 1;
    ENTRY_COUNT.put(records, "all", &number)?;
    ENTRIES.put(records, format_args!("{number:010}"), &Entry { year, on, purpose, pot, cents })
}
