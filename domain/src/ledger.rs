//! Double entry. A [`Booking`] balances or does not exist, and balances are kept per ledger year.
//!
//! Debit is positive. What a fund has (bank, receivables) stands positive, what it owes or keeps for
//! others (pots, commitments, reserve) stands negative; the sum over all accounts of a year is zero.

use crate::opaque::opaque_debug;
use crate::pot::PotId;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Date, Overflow, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Where money stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// The fund's bank account.
    Bank,
    /// What ZN still has to pay for the year.
    ReceivableZn,
    /// What practices still have to pay back.
    ReceivableReclaim,
    /// What a pot can still grant.
    PotFree(PotId),
    /// What a pot has granted and not yet paid.
    PotCommitted(PotId),
    /// The fund's own reserve.
    Reserve,
    /// What was granted beyond what there turned out to be; blocks awards until it is covered.
    Shortfall,
    /// What practices have declared for the fund's own products and not been paid yet.
    #[serde(rename = "payable_claims")]
    PayableDeclarations,
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bank => f.write_str("bank"),
            Self::ReceivableZn => f.write_str("receivable-zn"),
            Self::ReceivableReclaim => f.write_str("receivable-reclaim"),
            Self::PotFree(pot) => write!(f, "pot-free/{pot}"),
            Self::PotCommitted(pot) => write!(f, "pot-committed/{pot}"),
            Self::Reserve => f.write_str("reserve"),
            Self::Shortfall => f.write_str("shortfall"),
            Self::PayableDeclarations => f.write_str("payable-declarations"),
        }
    }
}

/// Why money moved, as a code; the details are in the event around the booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A pot gets rate × insured, or the difference after a new count or rate.
    PotFilled,
    /// ZN paid.
    ZnPaid,
    /// A grant was awarded.
    Granted,
    /// An instalment was paid.
    InstalmentPaid,
    /// The bank returned a payment.
    PaymentReturned,
    /// A granted amount will not be paid.
    Lapsed,
    /// A paid amount is claimed back.
    Reclaimed,
    /// A practice paid back what was claimed.
    ReclaimPaid,
    /// A claim was given up.
    ReclaimWrittenOff,
    /// What a pot had left at the end of a year goes where the rules say.
    Leftover,
    /// The balances of a year leave it.
    Closing,
    /// The balances of a year before come in, and a reserve covers a shortfall.
    Opening,
    /// What the fund had when it began with the system.
    Beginning,
    /// Money of the reserve goes to pots.
    ReserveReleased,
    /// A practice declares for a product of the fund.
    #[serde(rename = "product_claimed")]
    ProductDeclared,
    /// A declaration was paid.
    #[serde(rename = "claim_paid")]
    DeclarationPaid,
    /// Administration was paid.
    AdministrationPaid,
    /// A payment that was recorded was undone.
    Reversed,
}

/// One line of a booking.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// The account.
    pub account: Account,
    /// Debit positive, credit negative.
    pub cents: Cents,
}

/// Postings that add up to nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredBooking")]
pub struct Booking {
    year: Year,
    on: Date,
    purpose: Purpose,
    postings: Vec<Posting>,
}

opaque_debug!(Posting, Booking);

#[derive(Deserialize)]
struct StoredBooking {
    year: Year,
    on: Date,
    purpose: Purpose,
    postings: Vec<Posting>,
}

/// Postings that do not add up to nothing, or not within 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the postings of a booking do not balance")]
pub struct Unbalanced;

impl TryFrom<StoredBooking> for Booking {
    type Error = Unbalanced;
    fn try_from(stored: StoredBooking) -> Result<Self, Unbalanced> {
        Self::new(stored.year, stored.on, stored.purpose, stored.postings)
    }
}

impl Booking {
    /// A booking in a ledger year with a value date. Postings of nothing are left out.
    ///
    /// # Errors
    /// [`Unbalanced`] when the postings do not add up to zero.
    pub fn new(
        year: Year,
        on: Date,
        purpose: Purpose,
        mut postings: Vec<Posting>,
    ) -> Result<Self, Unbalanced> {
        postings.retain(|posting| posting.cents != Cents::ZERO);
        let sum = Cents::sum(postings.iter().map(|posting| posting.cents)).map_err(|Overflow| Unbalanced)?;
        if sum != Cents::ZERO {
            return Err(Unbalanced);
        }
        Ok(Self { year, on, purpose, postings })
    }

    /// Moves an amount from the credit of one account to the debit of another.
    ///
    /// # Errors
    /// [`Overflow`] when the amount has no opposite.
    pub fn transfer(
        year: Year,
        on: Date,
        purpose: Purpose,
        (debit, credit): (Account, Account),
        cents: Cents,
    ) -> Result<Self, Overflow> {
        let postings =
            vec![Posting { account: debit, cents }, Posting { account: credit, cents: cents.negated()? }];
        Self::new(year, on, purpose, postings).map_err(|Unbalanced| Overflow)
    }

    /// The ledger year.
    #[must_use]
    pub fn year(&self) -> Year {
        self.year
    }

    /// The value date.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// Why.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The lines.
    #[must_use]
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// Whether it moves nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.postings.is_empty()
    }
}

const BALANCES: Table<(Account, Cents)> = Table::new("balance");
const BOOKINGS: Table<Booking> = Table::new("booking");
const BOOKING_COUNT: Table<u64> = Table::new("booking-count");

/// The balance of an account in a ledger year, debit positive.
///
/// # Errors
/// [`Fault`] from the store.
pub fn balance(records: &dyn Records, year: Year, account: &Account) -> Result<Cents, Fault> {
    let stored = BALANCES.get(records, format_args!("{year}/{account}"))?;
    Ok(stored.map_or(Cents::ZERO, |(_, cents)| cents))
}

/// What the fund's bank account holds, over all ledger years.
///
/// # Errors
/// [`Fault`] from the store, or when the sum does not fit.
pub fn bank(records: &dyn Records) -> Result<Cents, Fault> {
    let stored = BALANCES.under(records, "")?.into_iter();
    let banks = stored.filter(|(_, (account, _))| *account == Account::Bank);
    Cents::sum(banks.map(|(_, (_, cents))| cents)).map_err(Fault::new)
}

/// All balances of a ledger year that are not zero, in the order of the accounts.
///
/// # Errors
/// [`Fault`] from the store.
pub fn balances(records: &dyn Records, year: Year) -> Result<BTreeMap<Account, Cents>, Fault> {
    let stored = BALANCES.under(records, format_args!("{year}/"))?;
    Ok(stored.into_iter().map(|(_, entry)| entry).filter(|(_, cents)| *cents != Cents::ZERO).collect())
}

/// The bookings of a ledger year in order, a page at a time; the key is the booking's number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn bookings(
    records: &dyn Records,
    year: Year,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, Booking)>, Fault> {
    BOOKINGS.page(records, format_args!("{year}/"), after, limit)
}

/// How many bookings a ledger year has.
///
/// # Errors
/// [`Fault`] from the store.
pub fn booking_count(records: &dyn Records, year: Year) -> Result<u64, Fault> {
    Ok(BOOKING_COUNT.get(records, year)?.unwrap_or(0))
}

/// The key of a booking by its number in a ledger year.
#[must_use]
pub fn booking_key(year: Year, number: u64) -> String {
    format!("{year}/{number:08}")
}

/// Writes a booking and moves the balances. Numbers are gapless per ledger year.
///
/// # Errors
/// [`Fault`] from the store, or when a balance leaves 64 bits.
pub(crate) fn post(records: &mut dyn RecordsMut, booking: &Booking) -> Result<(), Fault> {
    if booking.is_empty() {
        return Ok(());
    }
    let year = booking.year;
    for posting in &booking.postings {
        let cents = balance(records, year, &posting.account)?.plus(posting.cents).map_err(Fault::new)?;
        let key = format!("{year}/{}", posting.account);
        BALANCES.put(records, key, &(posting.account.clone(), cents))?;
    }
    let number = booking_count(records, year)? + 1;
    BOOKING_COUNT.put(records, year, &number)?;
    BOOKINGS.put(records, booking_key(year, number), booking)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::MemoryRecords;

    fn posting(account: Account, cents: i64) -> Posting {
        Posting { account, cents: Cents::new(cents) }
    }

    #[test]
    fn a_booking_balances_or_does_not_exist() {
        let year = Year::new(2018).unwrap();
        let book = |postings| Booking::new(year, year.first_day(), Purpose::ZnPaid, postings);
        assert!(book(vec![posting(Account::Bank, 5), posting(Account::ReceivableZn, -5)]).is_ok());
        assert_eq!(
            book(vec![posting(Account::Bank, 5), posting(Account::ReceivableZn, -4)]),
            Err(Unbalanced)
        );
        assert_eq!(
            book(vec![posting(Account::Bank, i64::MAX), posting(Account::Reserve, 1)]),
            Err(Unbalanced)
        );
    }

    #[test]
    fn a_stored_booking_that_does_not_balance_is_not_read() {
        let year = Year::new(2018).unwrap();
        let booking = Booking::transfer(
            year,
            year.first_day(),
            Purpose::ZnPaid,
            (Account::Bank, Account::ReceivableZn),
            Cents::new(7),
        );
        let text = serde_json::to_string(&booking.unwrap()).unwrap();
        assert!(serde_json::from_str::<Booking>(&text).is_ok());
        assert!(serde_json::from_str::<Booking>(&text.replace("-7", "-6")).is_err());
    }

    #[test]
    fn posting_moves_balances_and_numbers_bookings_without_gaps() {
        let year = Year::new(2018).unwrap();
        let mut records = MemoryRecords::default();
        for cents in [7, 5] {
            let accounts = (Account::Bank, Account::ReceivableZn);
            let booking =
                Booking::transfer(year, year.first_day(), Purpose::ZnPaid, accounts, Cents::new(cents));
            post(&mut records, &booking.unwrap()).unwrap();
        }
        assert_eq!(balance(&records, year, &Account::Bank).unwrap(), Cents::new(12));
        assert_eq!(Cents::sum(balances(&records, year).unwrap().into_values()).unwrap(), Cents::ZERO);
        let numbers: Vec<_> =
            bookings(&records, year, None, 9).unwrap().into_iter().map(|(key, _)| key).collect();
        assert_eq!(numbers, ["2018/00000001", "2018/00000002"]);
    }
}
