//! One statement per region, insurer and quarter: what the insured of that insurer brought the fund.
//!
//! Nothing in a statement is per practice or project. ZN pays a region in one sum; how that sum divides over
//! insurers is not published anywhere, so the division by share of what is due is an assumption, and every
//! statement carries it as such.

use crate::count::SettledCounts;
use crate::count::insured;
use crate::opaque::opaque_debug;
use crate::rate;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Date, InsurerKey, Overflow, Quarter, RegionId, Uzovi, Year, split_by_weights};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An insurer that a region serves, with the key that its certificate must have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedInsurer {
    /// Its code.
    pub uzovi: Uzovi,
    /// Its name.
    pub name: String,
    /// The fingerprint of its key.
    pub key: InsurerKey,
}

/// A payment of ZN to the region.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZnPayment {
    /// For which fund year.
    pub year: Year,
    /// Counted in which quarter.
    pub quarter: Quarter,
    /// How much.
    pub cents: Cents,
    /// The value date.
    pub on: Date,
}

opaque_debug!(ZnPayment);

/// How ZN's payment is divided over the insurers in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// By share of the cumulative amount due, largest remainder. An assumption: no source says how.
    AssumedByShareOfDue,
}

/// What one insurer's insured brought a region in a quarter. Made only by [`statements`].
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    region: RegionId,
    year: Year,
    quarter: Quarter,
    uzovi: Uzovi,
    insured: u64,
    settled_insured: Option<u64>,
    source: String,
    reference_date: Date,
    rate: Cents,
    rate_version: u32,
    due: Cents,
    cumulative_due: Cents,
    zn_attributed: Cents,
    difference: Cents,
    attribution: Attribution,
}

opaque_debug!(Statement);

impl Statement {
    /// The region.
    #[must_use]
    pub fn region(&self) -> &RegionId {
        &self.region
    }
    /// The fund year.
    #[must_use]
    pub fn year(&self) -> Year {
        self.year
    }
    /// The quarter.
    #[must_use]
    pub fn quarter(&self) -> Quarter {
        self.quarter
    }
    /// Whose statement it is.
    #[must_use]
    pub fn uzovi(&self) -> &Uzovi {
        &self.uzovi
    }
    /// The insured in the quarter, in designated areas of the region.
    #[must_use]
    pub fn insured(&self) -> u64 {
        self.insured
    }
    /// The settled count of the year; known with the fourth quarter.
    #[must_use]
    pub fn settled_insured(&self) -> Option<u64> {
        self.settled_insured
    }
    /// Who counted.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
    /// Of which day the quarter's count is.
    #[must_use]
    pub fn reference_date(&self) -> Date {
        self.reference_date
    }
    /// The year's rate per insured person.
    #[must_use]
    pub fn rate(&self) -> Cents {
        self.rate
    }
    /// The version of the rate.
    #[must_use]
    pub fn rate_version(&self) -> u32 {
        self.rate_version
    }
    /// Due for the quarter.
    #[must_use]
    pub fn due(&self) -> Cents {
        self.due
    }
    /// Due for the quarters up to this one.
    #[must_use]
    pub fn cumulative_due(&self) -> Cents {
        self.cumulative_due
    }
    /// Of what ZN paid in the quarters up to this one, the part attributed to this insurer.
    #[must_use]
    pub fn zn_attributed(&self) -> Cents {
        self.zn_attributed
    }
    /// What is attributed less what is due, both cumulative.
    #[must_use]
    pub fn difference(&self) -> Cents {
        self.difference
    }
    /// How ZN's payment was divided.
    #[must_use]
    pub fn attribution(&self) -> Attribution {
        self.attribution
    }
}

/// Why there is no statement.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StatementRefusal {
    /// The insurer, with this key, is not on the region's list.
    #[error("this insurer is not on the region's list")]
    NotListed,
    /// The year has no rate yet.
    #[error("the year has no rate yet")]
    NoRate,
    /// No quarter of the year has been counted yet.
    #[error("no quarter of the year has been counted yet")]
    NotCounted,
}

const INSURERS: Table<ListedInsurer> = Table::new("insurer");
const PAYMENTS: Table<ZnPayment> = Table::new("zn-payment");
/// Payments that were undone, under the keys that they had.
const UNDONE: Table<bool> = Table::new("zn-payment-undone");
const PAYMENT_COUNT: Table<u64> = Table::new("zn-payment-count");

/// An insurer on the region's list.
///
/// # Errors
/// [`Fault`] from the store.
pub fn listed_insurer(records: &dyn Records, uzovi: &Uzovi) -> Result<Option<ListedInsurer>, Fault> {
    INSURERS.get(records, uzovi)
}

/// The region's list of insurers, by code.
///
/// # Errors
/// [`Fault`] from the store.
pub fn listed_insurers(records: &dyn Records) -> Result<Vec<ListedInsurer>, Fault> {
    Ok(INSURERS.under(records, "")?.into_iter().map(|(_, insurer)| insurer).collect())
}

/// ZN's payments for a year that were not undone, in the order in which they were recorded.
///
/// # Errors
/// [`Fault`] from the store.
pub fn zn_payments(records: &dyn Records, year: Year) -> Result<Vec<ZnPayment>, Fault> {
    Ok(numbered_zn_payments(records, year)?.into_iter().map(|(_, payment)| payment).collect())
}

/// The same with the number of each, from 1.
///
/// # Errors
/// [`Fault`] from the store.
pub fn numbered_zn_payments(records: &dyn Records, year: Year) -> Result<Vec<(u32, ZnPayment)>, Fault> {
    let mut payments = Vec::new();
    for (number, (_, payment)) in (1..).zip(PAYMENTS.under(records, format_args!("{year}/"))?) {
        if UNDONE.get(records, format_args!("{year}/{number:08}"))?.is_none() {
            payments.push((number, payment));
        }
    }
    Ok(payments)
}

/// A payment of ZN by its number, unless it was undone.
///
/// # Errors
/// [`Fault`] from the store.
pub fn zn_payment(records: &dyn Records, year: Year, number: u32) -> Result<Option<ZnPayment>, Fault> {
    let found = numbered_zn_payments(records, year)?.into_iter().find(|(other, _)| *other == number);
    Ok(found.map(|(_, payment)| payment))
}

pub(crate) fn undo_payment(records: &mut dyn RecordsMut, year: Year, number: u32) -> Result<(), Fault> {
    UNDONE.put(records, format_args!("{year}/{number:08}"), &true)
}

/// The statements of one insurer for a year: the quarters from the first up to the last one before which
/// every quarter has been counted.
///
/// # Errors
/// A refusal as a value in the inner result, a [`Fault`] outside.
pub fn statements(
    records: &dyn Records,
    region: &RegionId,
    year: Year,
    uzovi: &Uzovi,
) -> Result<Result<Vec<Statement>, StatementRefusal>, Fault> {
    if listed_insurer(records, uzovi)?.is_none() {
        return Ok(Err(StatementRefusal::NotListed));
    }
    let Some(rate) = rate::rate(records, year)? else { return Ok(Err(StatementRefusal::NoRate)) };
    let counts = SettledCounts::read(records, year)?;
    let payments = zn_payments(records, year)?;
    let mut statements = Vec::new();
    let mut before = Cents::ZERO;
    for quarter in Quarter::ALL {
        let Some(origin) = insured::origin(records, year, quarter)? else { break };
        let cumulative_due =
            due_up_to(&counts, rate.cents_per_patient, uzovi, quarter).map_err(Fault::new)?;
        let zn_attributed = attributed(&counts, &payments, &rate, uzovi, quarter).map_err(Fault::new)?;
        statements.push(Statement {
            region: region.clone(),
            year,
            quarter,
            uzovi: uzovi.clone(),
            insured: counts.in_quarter(uzovi, quarter),
            settled_insured: is_settled(&counts, quarter).then(|| counts.of_insurer(uzovi)),
            source: origin.source,
            reference_date: origin.reference_date,
            rate: rate.cents_per_patient,
            rate_version: rate.version,
            due: cumulative_due.minus(before).map_err(Fault::new)?,
            cumulative_due,
            zn_attributed,
            difference: zn_attributed.minus(cumulative_due).map_err(Fault::new)?,
            attribution: Attribution::AssumedByShareOfDue,
        });
        before = cumulative_due;
    }
    if statements.is_empty() { Ok(Err(StatementRefusal::NotCounted)) } else { Ok(Ok(statements)) }
}

fn is_settled(counts: &SettledCounts, quarter: Quarter) -> bool {
    quarter.get() == 4 && counts.is_complete()
}

/// The year's rate × (the insured over quarters 1…q) / 4, rounded down; the fourth quarter brings the year to
/// the rate × the settled count, to the cent.
fn due_up_to(
    counts: &SettledCounts,
    rate: Cents,
    uzovi: &Uzovi,
    quarter: Quarter,
) -> Result<Cents, Overflow> {
    if is_settled(counts, quarter) {
        return rate.times(counts.of_insurer(uzovi));
    }
    let (due, _) = rate.share(counts.cumulative(uzovi, quarter), 4)?;
    Ok(due)
}

fn attributed(
    counts: &SettledCounts,
    payments: &[ZnPayment],
    rate: &rate::Rate,
    uzovi: &Uzovi,
    quarter: Quarter,
) -> Result<Cents, Overflow> {
    let paid = payments.iter().filter(|payment| payment.quarter <= quarter).map(|payment| payment.cents);
    let paid = Cents::sum(paid)?;
    let insurers: Vec<Uzovi> = counts.insurers().into_iter().collect();
    let mut weights = Vec::with_capacity(insurers.len());
    for insurer in &insurers {
        let due = due_up_to(counts, rate.cents_per_patient, insurer, quarter)?;
        weights.push(due.get().unsigned_abs());
    }
    let own = insurers.iter().position(|insurer| insurer == uzovi);
    match own {
        Some(own) if weights.iter().any(|weight| *weight > 0) => Ok(split_by_weights(paid, &weights)?[own]),
        _ => Ok(Cents::ZERO),
    }
}

pub(crate) fn apply_insurer(records: &mut dyn RecordsMut, insurer: &ListedInsurer) -> Result<(), Fault> {
    INSURERS.put(records, &insurer.uzovi, insurer)
}

pub(crate) fn apply_payment(records: &mut dyn RecordsMut, payment: &ZnPayment) -> Result<(), Fault> {
    let number = PAYMENT_COUNT.get(records, payment.year)?.unwrap_or(0) + 1;
    PAYMENT_COUNT.put(records, payment.year, &number)?;
    PAYMENTS.put(records, format_args!("{}/{number:08}", payment.year), payment)
}
