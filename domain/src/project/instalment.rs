//! What is paid when. Every granted cent is in exactly one instalment, and every instalment in one state.

use super::{Application, ApplicationId, Draw};
use crate::ledger::{self, Account, Booking, Posting, Purpose};
use crate::opaque::opaque_debug;
use crate::pot;
use crate::records::{Fault, Records};
use crate::rules::{Due, PaymentPlan};
use crate::terms::{Cents, Date, Overflow, Year, split_by_weights};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What became of an instalment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Payment {
    /// To be paid from a day on.
    Planned {
        /// The day.
        due: Date,
    },
    /// Held until the evaluation has been approved.
    Held,
    /// Waits for invoices, which take their parts out of it.
    OnInvoices,
    /// Paid.
    Paid {
        /// The value date.
        on: Date,
        /// The bank's or the order's reference.
        reference: String,
    },
    /// Will not be paid.
    Lapsed {
        /// Since when.
        on: Date,
    },
}

/// A part of a grant.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// Its amount per pot, in the order of the grant's pots.
    pub parts: Vec<Draw>,
    /// What became of it.
    pub payment: Payment,
}

impl Instalment {
    /// Its amount.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn cents(&self) -> Result<Cents, Overflow> {
        Cents::sum(self.parts.iter().map(|part| part.cents))
    }
}

impl Payment {
    /// Whether it is still to come.
    #[must_use]
    pub const fn is_to_come(&self) -> bool {
        matches!(self, Self::Planned { .. } | Self::Held | Self::OnInvoices)
    }
}

/// The place of the instalment that waits for invoices, from 0.
pub(crate) fn on_invoices(application: &Application) -> Option<usize> {
    application.instalments.iter().position(|instalment| instalment.payment == Payment::OnInvoices)
}

/// Takes parts out of an instalment and keeps them as one of their own at the end, so that the numbers of the others
/// stay. An instalment that is taken whole stays where it is.
///
/// # Errors
/// [`Fault`] when there is no such instalment, or an amount does not fit.
pub(crate) fn take_out(
    application: &mut Application,
    index: usize,
    parts: &[Draw],
    payment: Payment,
) -> Result<(), Fault> {
    let whole = at(application, index)?;
    if whole.parts == parts {
        whole.payment = payment;
        return Ok(());
    }
    for (left, out) in whole.parts.iter_mut().zip(parts) {
        left.cents = left.cents.minus(out.cents).map_err(Fault::new)?;
    }
    application.instalments.push(Instalment { parts: parts.to_vec(), payment });
    Ok(())
}

/// An instalment by its place, from 0.
///
/// # Errors
/// [`Fault`] when there is none.
pub(crate) fn at(application: &mut Application, index: usize) -> Result<&mut Instalment, Fault> {
    let id = application.id;
    let found = application.instalments.get_mut(index);
    found.ok_or_else(|| {
        Fault::new(format!("an event names instalment {} of {id}, which is not there", index + 1))
    })
}

/// The instalments of a grant by a plan: each pot's amount is divided by the plan's shares to the last cent.
/// What was due before the award falls due on its day.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn plan(
    plan: &PaymentPlan,
    granted: &[Draw],
    fund_year: Year,
    awarded: Date,
) -> Result<Vec<Instalment>, Overflow> {
    let weights: Vec<u64> = plan.0.iter().map(|rule| u64::from(rule.share.0)).collect();
    let per_pot: Vec<Vec<Cents>> =
        granted.iter().map(|draw| split_by_weights(draw.cents, &weights)).collect::<Result<_, _>>()?;
    let instalments = plan.0.iter().enumerate().map(|(index, rule)| {
        let parts = granted.iter().zip(&per_pot);
        let parts = parts.map(|(draw, cents)| Draw { pot: draw.pot.clone(), cents: cents[index] }).collect();
        let payment = match rule.due {
            Due::Award => Payment::Planned { due: awarded },
            Due::Quarter(quarter) => Payment::Planned { due: quarter.first_day(fund_year).max(awarded) },
            Due::Evaluation => Payment::Held,
            Due::Invoices => Payment::OnInvoices,
            Due::Later { years, quarter } => {
                let year = (0..years).fold(fund_year, |year, _| year.next());
                Payment::Planned { due: quarter.first_day(year).max(awarded) }
            }
        };
        Instalment { parts, payment }
    });
    Ok(instalments.collect())
}

/// An order to pay, carried out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paid {
    /// Of which application.
    pub application: ApplicationId,
    /// Which instalment, from 1.
    pub number: u32,
    /// The value date.
    pub on: Date,
    /// The bank's or the order's reference.
    pub reference: String,
}

opaque_debug!(Payment, Instalment, Paid);

/// Why an instalment is not paid.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PaymentRefusal {
    /// There is no such application.
    #[error("there is no application {0}")]
    UnknownApplication(ApplicationId),
    /// The application has no such instalment.
    #[error("application {0} has no such instalment")]
    UnknownInstalment(ApplicationId),
    /// It has been paid.
    #[error("the instalment was paid on {0}")]
    AlreadyPaid(Date),
    /// It waits for the evaluation.
    #[error("the instalment is held until the evaluation is approved")]
    Held,
    /// It waits for invoices.
    #[error("the instalment waits for invoices")]
    OnInvoices,
    /// It lapsed.
    #[error("the instalment lapsed on {0}")]
    Lapsed(Date),
    /// It is not due yet.
    #[error("the instalment falls due on {0}")]
    NotYetDue(Date),
    /// A payment has a reference.
    #[error("the payment has no reference")]
    NoReference,
    /// The fund does not have the money.
    #[error("the bank account has {0}, less than the instalment")]
    BankTooLow(Cents),
}

/// Climbs the ladder for a payment and gives the instalment.
///
/// # Errors
/// A refusal as a value in the inner result, a [`Fault`] outside.
pub fn check<'a>(
    records: &dyn Records,
    application: &'a Application,
    paid: &Paid,
    ledger_year: Year,
) -> Result<Result<&'a Instalment, PaymentRefusal>, Fault> {
    let instalment = match check_state(application, paid) {
        Ok(instalment) => instalment,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let bank = ledger::balance(records, ledger_year, &Account::Bank)?;
    if instalment.cents().map_err(Fault::new)? > bank {
        return Ok(Err(PaymentRefusal::BankTooLow(bank)));
    }
    Ok(Ok(instalment))
}

fn check_state<'a>(application: &'a Application, paid: &Paid) -> Result<&'a Instalment, PaymentRefusal> {
    let index = usize::try_from(paid.number).ok().and_then(|number| number.checked_sub(1));
    let instalment = index.and_then(|index| application.instalments.get(index));
    let instalment = instalment.ok_or(PaymentRefusal::UnknownInstalment(application.id))?;
    match instalment.payment {
        Payment::Paid { on, .. } => return Err(PaymentRefusal::AlreadyPaid(on)),
        Payment::Held => return Err(PaymentRefusal::Held),
        Payment::OnInvoices => return Err(PaymentRefusal::OnInvoices),
        Payment::Lapsed { on } => return Err(PaymentRefusal::Lapsed(on)),
        Payment::Planned { due } if paid.on < due => return Err(PaymentRefusal::NotYetDue(due)),
        Payment::Planned { .. } => {}
    }
    if paid.reference.trim().is_empty() {
        return Err(PaymentRefusal::NoReference);
    }
    Ok(instalment)
}

/// The booking of a payment: from what the pots are committed to, to the bank.
///
/// # Errors
/// [`Fault`] when an amount does not fit.
pub fn payment_booking(parts: &[Draw], ledger_year: Year, on: Date) -> Result<Booking, Fault> {
    let mut postings = Vec::with_capacity(2 * parts.len());
    for Draw { pot, cents } in parts {
        postings.push(Posting { account: Account::PotCommitted(pot.clone()), cents: *cents });
        postings.push(Posting { account: Account::Bank, cents: cents.negated().map_err(Fault::new)? });
    }
    Booking::new(ledger_year, on, Purpose::InstalmentPaid, postings).map_err(Fault::new)
}

/// The booking of a lapse: what the pots were committed to covers a shortfall, and the rest is free again.
///
/// # Errors
/// [`Fault`] when an amount does not fit.
pub fn lapse_booking(
    parts: &[Draw],
    ledger_year: Year,
    on: Date,
    shortfall: &mut Cents,
) -> Result<Booking, Fault> {
    let mut postings = Vec::with_capacity(3 * parts.len());
    for Draw { pot, cents } in parts {
        postings.push(Posting { account: Account::PotCommitted(pot.clone()), cents: *cents });
        postings.extend(pot::comes_free(pot, *cents, shortfall).map_err(Fault::new)?);
    }
    Booking::new(ledger_year, on, Purpose::Lapsed, postings).map_err(Fault::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pot::PotId;
    use crate::rules::{BasisPoints, InstalmentRule};
    use crate::terms::Quarter;
    use jiff::civil::date;

    #[test]
    fn instalments_already_past_fall_due_on_the_day_of_the_award() {
        let rule = |due| InstalmentRule { share: BasisPoints(2_500), due };
        let quarters = [1, 2, 3].map(|q| rule(Due::Quarter(Quarter::new(q).unwrap())));
        let rules = PaymentPlan(quarters.into_iter().chain([rule(Due::Evaluation)]).collect());
        let granted = [Draw { pot: PotId::region(), cents: Cents::new(1_001) }];
        let year = Year::new(2018).unwrap();
        let awarded = date(2018, 5, 31);
        let instalments = plan(&rules, &granted, year, awarded).unwrap();
        let seen: Vec<_> = instalments.into_iter().map(|i| (i.cents().unwrap().get(), i.payment)).collect();
        let expected = [
            (251, Payment::Planned { due: awarded }),
            (250, Payment::Planned { due: awarded }),
            (250, Payment::Planned { due: date(2018, 7, 1) }),
            (250, Payment::Held),
        ];
        assert_eq!(seen, expected);
    }
}
