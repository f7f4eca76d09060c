//! The report of a closed year, which the board adopts: every account from its opening to its closing balance, by why
//! money moved. Its figures are sums of the ledger's postings and of nothing else.

use super::{Event, Refusal, administration, product};
use crate::count::SettledCounts;
use crate::fund::{self, Stop};
use crate::ledger::{self, Account, Posting, Purpose};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Date, Overflow, Year};
use crate::year::{self, YearSummary};
use crate::{pot, rate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An account over a year, debit positive.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountLine {
    /// The account.
    pub account: Account,
    /// What came in from the year before, or from before the system.
    pub opening: Cents,
    /// What moved during the year, by why, in the order in which that first happened.
    pub movements: Vec<(Purpose, Cents)>,
    /// What went over into the next year: the opening with all movements.
    pub closing: Cents,
}

/// What the practices declared for one product.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductLine {
    /// The product's code.
    pub product: String,
    /// How many.
    pub number: u64,
    /// For how much.
    pub cents: Cents,
}

/// The report. Amounts in cents.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearReport {
    /// The fund's name.
    pub fund: String,
    /// The year.
    pub year: Year,
    /// The day on which it was closed.
    pub closed_on: Date,
    /// The year's settled insured.
    pub insured: u64,
    /// The rate; nothing when there was none.
    pub rate: Cents,
    /// The year's money: rate × insured.
    pub money: Cents,
    /// What of it was set aside for the reserve.
    pub set_aside: Cents,
    /// Applications handed in.
    pub submitted: u64,
    /// Of these: granted.
    pub granted: u64,
    /// Of these: refused.
    pub refused: u64,
    /// What was granted for the year's applications.
    pub granted_cents: Cents,
    /// Every account that moved.
    pub accounts: Vec<AccountLine>,
    /// Every product that was declared.
    pub products: Vec<ProductLine>,
    /// What administration cost.
    pub administration: Cents,
}

opaque_debug!(AccountLine, ProductLine, YearReport);

const ADOPTED: Table<(Date, YearReport)> = Table::new("year-report");

/// The report that was adopted, and when.
///
/// # Errors
/// [`Fault`] from the store.
pub fn adopted(records: &dyn Records, year: Year) -> Result<Option<(Date, YearReport)>, Fault> {
    ADOPTED.get(records, year)
}

/// The report of a closed year as the records give it; `None` while the year is open.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn report(records: &dyn Records, year: Year) -> Result<Option<YearReport>, Fault> {
    let Some(closed_on) = year::closed_on(records, year)? else { return Ok(None) };
    let YearSummary { submitted, granted, refused, granted_cents, .. } =
        year::summary(records, year, closed_on)?;
    let divided = pot::divided(records, year)?;
    let costs = administration::costs(records, year)?.into_iter().map(|cost| cost.cents);
    Ok(Some(YearReport {
        fund: fund::rules(records)?.map(|rules| rules.name).unwrap_or_default(),
        year,
        closed_on,
        insured: SettledCounts::read(records, year)?.total(),
        rate: rate::rate(records, year)?.map(|rate| rate.cents_per_patient).unwrap_or_default(),
        money: divided.total().map_err(Fault::new)?,
        set_aside: divided.reserve,
        submitted,
        granted,
        refused,
        granted_cents,
        accounts: accounts(records, year)?,
        products: products(records, year)?,
        administration: Cents::sum(costs).map_err(Fault::new)?,
    }))
}

fn accounts(records: &dyn Records, year: Year) -> Result<Vec<AccountLine>, Fault> {
    let mut lines: BTreeMap<Account, AccountLine> = BTreeMap::new();
    for (_, booking) in ledger::bookings(records, year, None, usize::MAX)? {
        for posting in booking.postings() {
            let line = lines.entry(posting.account.clone()).or_insert_with(|| AccountLine {
                account: posting.account.clone(),
                opening: Cents::ZERO,
                movements: Vec::new(),
                closing: Cents::ZERO,
            });
            line.add(booking.purpose(), posting).map_err(Fault::new)?;
        }
    }
    Ok(lines.into_values().collect())
}

impl AccountLine {
    fn add(&mut self, purpose: Purpose, posting: &Posting) -> Result<(), Overflow> {
        let sum = match purpose {
            // what leaves at the end is the closing balance itself
            Purpose::Closing => return Ok(()),
            Purpose::Opening | Purpose::Beginning => &mut self.opening,
            _ => {
                let known = self.movements.iter().position(|(other, _)| *other == purpose);
                let index = known.unwrap_or(self.movements.len());
                if known.is_none() {
                    self.movements.push((purpose, Cents::ZERO));
                }
                &mut self.movements[index].1
            }
        };
        *sum = sum.plus(posting.cents)?;
        self.closing = self.closing.plus(posting.cents)?;
        Ok(())
    }
}

fn products(records: &dyn Records, year: Year) -> Result<Vec<ProductLine>, Fault> {
    let mut lines: BTreeMap<String, ProductLine> = BTreeMap::new();
    for declaration in product::declarations(records, year, 0, usize::MAX)? {
        let product = declaration.declared.product;
        let line =
            lines.entry(product.clone()).or_insert(ProductLine { product, number: 0, cents: Cents::ZERO });
        line.number += u64::from(declaration.declared.number);
        line.cents = line.cents.plus(declaration.cents).map_err(Fault::new)?;
    }
    Ok(lines.into_values().collect())
}

pub(super) fn decide(records: &dyn Records, year: Year, on: Date) -> Result<Event, Stop> {
    let report = report(records, year)?.ok_or(Refusal::NotClosed(year))?;
    if on < report.closed_on {
        return Err(Refusal::BeforeClosing(report.closed_on).into());
    }
    if let Some((day, _)) = adopted(records, year)? {
        return Err(Refusal::AlreadyAdopted(day).into());
    }
    Ok(Event::ReportAdopted { on, report: Box::new(report) })
}

pub(super) fn apply(records: &mut dyn RecordsMut, on: Date, report: &YearReport) -> Result<(), Fault> {
    ADOPTED.put(records, report.year, &(on, report.clone()))
}
