//! The fund's own products: a practice declares for so many at a fixed price, against a pot.

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

/// What a practice declares for a quarter: once per product.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
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

/// A declaration with its amount and where it is paid from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricedDeclaration {
    /// Its number within the fund year, from 1.
    pub id: u32,
    /// What is declared.
    #[serde(rename = "claim")]
    pub declared: Declaration,
    /// Number × price, in cents.
    pub cents: Cents,
    /// The pot.
    pub pot: PotId,
    /// When and by which order it was paid; absent: not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<DeclarationPayment>,
}

/// A declaration has been paid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclarationPayment {
    /// The fund year of the declaration.
    pub year: Year,
    /// The declaration's number.
    pub id: u32,
    /// The value date.
    pub on: Date,
    /// The bank's or the order's reference.
    pub reference: String,
}

opaque_debug!(Declaration, PricedDeclaration, DeclarationPayment);

const DECLARATIONS: Table<PricedDeclaration> = Table::new("declaration");

/// The declarations of a fund year after a number, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn declarations(
    records: &dyn Records,
    year: Year,
    after: u32,
    limit: usize,
) -> Result<Vec<PricedDeclaration>, Fault> {
    let after = (after > 0).then(|| format!("{year}/{after:08}"));
    let page = DECLARATIONS.page(records, format_args!("{year}/"), after.as_deref(), limit)?;
    Ok(page.into_iter().map(|(_, declaration)| declaration).collect())
}

/// A declaration by its number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn declaration(records: &dyn Records, year: Year, id: u32) -> Result<Option<PricedDeclaration>, Fault> {
    DECLARATIONS.get(records, key(year, id))
}

pub(super) fn decide_declaration(records: &dyn Records, declaration: &Declaration) -> Result<Event, Stop> {
    if year::closed_on(records, declaration.year)?.is_some() {
        return Err(Refusal::YearClosed(declaration.year).into());
    }
    if declaration.number == 0 {
        return Err(Refusal::NoAmount.into());
    }
    let rules = rules_of(records, declaration.year)?;
    let product = rules.products.iter().find(|product| product.code == declaration.product);
    let product = product.ok_or_else(|| Refusal::UnknownProduct(declaration.product.clone()))?;
    check_pot(records, declaration.year, &rules, &product.pot)?;
    let (ledger_year, on) = when(records, declaration.year, declaration.on)?;
    let shortfall = pot::shortfall(records, ledger_year)?;
    if shortfall.is_positive() {
        return Err(Refusal::Shortfall(shortfall).into());
    }
    let all = declarations(records, declaration.year, 0, usize::MAX)?;
    check_practice(records, product, declaration, &all)?;
    let cents = product.price.times(declaration.number.into())?.acceptable()?;
    check_money(records, product, cents, ledger_year, &all)?;
    let accounts = (Account::PotFree(product.pot.clone()), Account::PayableDeclarations);
    let booking = Booking::transfer(ledger_year, on, Purpose::ProductDeclared, accounts, cents)?;
    let id = all.last().map_or(1, |last| last.id + 1);
    let declaration =
        PricedDeclaration { id, declared: declaration.clone(), cents, pot: product.pot.clone(), paid: None };
    Ok(Event::ProductDeclared { declaration, booking })
}

/// Whether the practice may use the product, and so often.
fn check_practice(
    records: &dyn Records,
    product: &Product,
    declaration: &Declaration,
    all: &[PricedDeclaration],
) -> Result<(), Stop> {
    let practice = enrolled::practice(records, declaration.year, &declaration.practice)?;
    let patients = practice.map_or(Fraction::whole(0), |practice| practice.patients_exactly());
    if product.open_to == OpenTo::PracticesWithPatients && patients == Fraction::whole(0) {
        return Err(Refusal::NotOpenToPractice.into());
    }
    let own = all
        .iter()
        .map(|other| &other.declared)
        .filter(|other| other.practice == declaration.practice && other.product == declaration.product);
    if own.clone().any(|other| other.quarter == declaration.quarter) {
        return Err(Refusal::AlreadyDeclared(declaration.quarter).into());
    }
    let number = own.map(|other| u64::from(other.number)).sum::<u64>() + u64::from(declaration.number);
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
    all: &[PricedDeclaration],
) -> Result<(), Stop> {
    if let Some(most) = product.most_per_year {
        let same = all.iter().filter(|other| other.declared.product == product.code);
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

pub(super) fn decide_payment(records: &dyn Records, payment: &DeclarationPayment) -> Result<Event, Stop> {
    let declaration = DECLARATIONS.get(records, key(payment.year, payment.id))?;
    let declaration = declaration.ok_or(Refusal::UnknownDeclaration(payment.id))?;
    if let Some(paid) = declaration.paid {
        return Err(Refusal::DeclarationPaid(paid.on).into());
    }
    if payment.on < declaration.declared.on {
        return Err(Refusal::PaidBeforeDeclared(declaration.declared.on).into());
    }
    if payment.reference.trim().is_empty() {
        return Err(Refusal::NoReference.into());
    }
    let (ledger_year, on) = when(records, payment.year, payment.on)?;
    let bank = ledger::balance(records, ledger_year, &Account::Bank)?;
    if declaration.cents > bank {
        return Err(Refusal::BankTooLow { free: bank, asked: declaration.cents }.into());
    }
    let accounts = (Account::PayableDeclarations, Account::Bank);
    let booking = Booking::transfer(ledger_year, on, Purpose::DeclarationPaid, accounts, declaration.cents)?;
    Ok(Event::DeclarationPaid { payment: payment.clone(), booking })
}

fn key(year: Year, id: u32) -> String {
    format!("{year}/{id:08}")
}

pub(super) fn apply_declaration(
    records: &mut dyn RecordsMut,
    declaration: &PricedDeclaration,
) -> Result<(), Fault> {
    DECLARATIONS.put(records, key(declaration.declared.year, declaration.id), declaration)
}

pub(super) fn apply_payment(records: &mut dyn RecordsMut, payment: &DeclarationPayment) -> Result<(), Fault> {
    let key = key(payment.year, payment.id);
    let missing = || Fault::new(format!("an event names declaration {key}, which is not there"));
    let declaration = DECLARATIONS.get(records, &key)?.ok_or_else(missing)?;
    DECLARATIONS.put(records, &key, &PricedDeclaration { paid: Some(payment.clone()), ..declaration })
}

pub(crate) fn undo_payment(records: &mut dyn RecordsMut, year: Year, id: u32) -> Result<(), Fault> {
    let key = key(year, id);
    let missing = || Fault::new(format!("an event names declaration {key}, which is not there"));
    let declaration = DECLARATIONS.get(records, &key)?.ok_or_else(missing)?;
    DECLARATIONS.put(records, &key, &PricedDeclaration { paid: None, ..declaration })
}
