//! The fund's own products: a practice claims for so many at a fixed price, against a pot.

use super::{Event, Refusal, check_pot, rules_of, when};
use crate::count::{Fraction, enrolled};
use crate::fund::Stop;
use crate::ledger::{self, Account, Booking, Purpose};
use crate::opaque::opaque_debug;
use crate::pot::{self, PotId};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::rules::{OpenTo, Product};
use crate::terms::{Agb, Cents, Date, Quarter, Year};
use crate::year;
use serde::{Deserialize, Serialize};

/// What a practice claims for a quarter: once per product.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The fund year.
    pub year: Year,
    /// The quarter.
    pub quarter: Quarter,
    /// The practice.
    pub practice: Agb,
    /// The product's code.
    pub product: String,
    /// How many.
    pub number: u32,
    /// The day on which it came in.
    pub on: Date,
}

/// A claim with its amount and where it is paid from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricedClaim {
    /// Its number within the fund year, from 1.
    pub id: u32,
    /// What is claimed.
    pub claim: Claim,
    /// Number × price, in cents.
    pub cents: Cents,
    /// The pot.
    pub pot: PotId,
    /// When and by which order it was paid; absent: not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<ClaimPayment>,
}

/// A claim has been paid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimPayment {
    /// The fund year of the claim.
    pub year: Year,
    /// The claim's number.
    pub id: u32,
    /// The value date.
    pub on: Date,
    /// The bank's or the order's reference.
    pub reference: String,
}

opaque_debug!(Claim, PricedClaim, ClaimPayment);

const CLAIMS: Table<PricedClaim> = Table::new("claim");

/// The claims of a fund year after a number, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn claims(
    records: &dyn Records,
    year: Year,
    after: u32,
    limit: usize,
) -> Result<Vec<PricedClaim>, Fault> {
    let after = (after > 0).then(|| format!("{year}/{after:08}"));
    let page = CLAIMS.page(records, format_args!("{year}/"), after.as_deref(), limit)?;
    Ok(page.into_iter().map(|(_, claim)| claim).collect())
}

pub(super) fn decide_claim(records: &dyn Records, claim: &Claim) -> Result<Event, Stop> {
    if year::closed_on(records, claim.year)?.is_some() {
        return Err(Refusal::YearClosed(claim.year).into());
    }
    if claim.number == 0 {
        return Err(Refusal::NoAmount.into());
    }
    let rules = rules_of(records, claim.year)?;
    let product = rules.products.iter().find(|product| product.code == claim.product);
    let product = product.ok_or_else(|| Refusal::UnknownProduct(claim.product.clone()))?;
    check_pot(records, claim.year, &rules, &product.pot)?;
    let (ledger_year, on) = when(records, claim.year, claim.on)?;
    let shortfall = pot::shortfall(records, ledger_year)?;
    if shortfall.is_positive() {
        return Err(Refusal::Shortfall(shortfall).into());
    }
    let all = claims(records, claim.year, 0, usize::MAX)?;
    check_practice(records, product, claim, &all)?;
    let cents = product.price.times(claim.number.into())?.acceptable()?;
    check_money(records, product, cents, ledger_year, &all)?;
    let accounts = (Account::PotFree(product.pot.clone()), Account::PayableClaims);
    let booking = Booking::transfer(ledger_year, on, Purpose::ProductClaimed, accounts, cents)?;
    let id = all.last().map_or(1, |last| last.id + 1);
    let claim = PricedClaim { id, claim: claim.clone(), cents, pot: product.pot.clone(), paid: None };
    Ok(Event::ProductClaimed { claim, booking })
}

/// Whether the practice may use the product, and so often.
fn check_practice(
    records: &dyn Records,
    product: &Product,
    claim: &Claim,
    all: &[PricedClaim],
) -> Result<(), Stop> {
    let practice = enrolled::practice(records, claim.year, &claim.practice)?;
    let patients = practice.map_or(Fraction::whole(0), |practice| practice.patients_exactly());
    if product.open_to == OpenTo::PracticesWithPatients && patients == Fraction::whole(0) {
        return Err(Refusal::NotOpenToPractice.into());
    }
    let own = all
        .iter()
        .map(|other| &other.claim)
        .filter(|other| other.practice == claim.practice && other.product == claim.product);
    if own.clone().any(|other| other.quarter == claim.quarter) {
        return Err(Refusal::AlreadyClaimed(claim.quarter).into());
    }
    let number = own.map(|other| u64::from(other.number)).sum::<u64>() + u64::from(claim.number);
    // no more than there are patients: a part of one, as a mean of quarters has, is not one more
    let patients = patients.rounded_down();
    if product.once_per_patient && number > patients {
        return Err(Refusal::AbovePatients { patients, number }.into());
    }
    match product.most_per_practice.map(u64::from) {
        Some(most) if number > most => Err(Refusal::AboveMost { most, number }.into()),
        _ => Ok(()),
    }
}

/// Whether the product's year and its pot have the money.
fn check_money(
    records: &dyn Records,
    product: &Product,
    cents: Cents,
    ledger_year: Year,
    all: &[PricedClaim],
) -> Result<(), Stop> {
    if let Some(most) = product.most_per_year {
        let same = all.iter().filter(|other| other.claim.product == product.code);
        let left = most.minus(Cents::sum(same.map(|other| other.cents))?)?;
        if cents > left {
            return Err(Refusal::AboveYear { free: left, asked: cents }.into());
        }
    }
    let free = pot::free(records, ledger_year, &product.pot)?;
    if cents > free {
        return Err(Refusal::PotTooLow { pot: product.pot.clone(), free, asked: cents }.into());
    }
    Ok(())
}

pub(super) fn decide_payment(records: &dyn Records, payment: &ClaimPayment) -> Result<Event, Stop> {
    let claim = CLAIMS.get(records, key(payment.year, payment.id))?;
    let claim = claim.ok_or(Refusal::UnknownClaim(payment.id))?;
    if let Some(paid) = claim.paid {
        return Err(Refusal::ClaimPaid(paid.on).into());
    }
    if payment.on < claim.claim.on {
        return Err(Refusal::PaidBeforeClaimed(claim.claim.on).into());
    }
    if payment.reference.trim().is_empty() {
        return Err(Refusal::NoReference.into());
    }
    let (ledger_year, on) = when(records, payment.year, payment.on)?;
    let bank = ledger::balance(records, ledger_year, &Account::Bank)?;
    if claim.cents > bank {
        return Err(Refusal::BankTooLow { free: bank, asked: claim.cents }.into());
    }
    let accounts = (Account::PayableClaims, Account::Bank);
    let booking = Booking::transfer(ledger_year, on, Purpose::ClaimPaid, accounts, claim.cents)?;
    Ok(Event::ClaimPaid { payment: payment.clone(), booking })
}

fn key(year: Year, id: u32) -> String {
    format!("{year}/{id:08}")
}

pub(super) fn apply_claim(records: &mut dyn RecordsMut, claim: &PricedClaim) -> Result<(), Fault> {
    CLAIMS.put(records, key(claim.claim.year, claim.id), claim)
}

pub(super) fn apply_payment(records: &mut dyn RecordsMut, payment: &ClaimPayment) -> Result<(), Fault> {
    let key = key(payment.year, payment.id);
    let missing = || Fault::new(format!("an event names claim {key}, which is not there"));
    let claim = CLAIMS.get(records, &key)?.ok_or_else(missing)?;
    CLAIMS.put(records, &key, &PricedClaim { paid: Some(payment.clone()), ..claim })
}
