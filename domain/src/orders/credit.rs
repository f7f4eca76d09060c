//! Money that came in and that no statement explains: it waits until a person says what for.

use super::decide::{Decided, give_back};
use super::{Event, Refusal};
use crate::fund::{self, Event as FundEvent, Stop};
use crate::opaque::opaque_debug;
use crate::project::{self, ApplicationId};
use crate::reclaim::Received;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::settlement::ZnPayment;
use crate::terms::{Cents, Date, Quarter, Year};
use serde::{Deserialize, Serialize};

/// An entry of a statement by which money came in. Who paid and what they wrote stays with the bank.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// The bank's reference of the entry.
    pub reference: String,
    /// The value date.
    pub on: Date,
    /// How much.
    pub cents: Cents,
    /// The last four characters of the account that it came from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account_ends: String,
}

/// What money came in for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CreditUse {
    /// ZN pays for a year's quarter.
    Zn {
        /// The fund year.
        year: Year,
        /// The quarter.
        quarter: Quarter,
    },
    /// A practice pays back what is claimed.
    Repayment {
        /// On which grant.
        application: ApplicationId,
    },
    /// The bank returned a payment, or the practice sent it back: the instalment is due again.
    Returned {
        /// Of which application.
        application: ApplicationId,
        /// Which instalment, from 1.
        number: u32,
    },
    /// It was recorded by hand before, or is none of the fund's money.
    Otherwise {
        /// What it is.
        reason: String,
    },
}

/// A credit, and what became of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCredit {
    /// The credit.
    pub credit: Credit,
    /// Of which statement.
    pub statement: String,
    /// Whether it has been explained.
    pub explained: bool,
}

opaque_debug!(Credit, CreditUse, OpenCredit);

const CREDITS: Table<OpenCredit> = Table::new("bank-credit");

/// The credits that nobody has explained, in the order of the bank's references.
///
/// # Errors
/// [`Fault`] from the store.
pub fn unmatched(records: &dyn Records) -> Result<Vec<OpenCredit>, Fault> {
    let all = CREDITS.under(records, "")?.into_iter().map(|(_, credit)| credit);
    Ok(all.filter(|credit| !credit.explained).collect())
}

/// Climbs the ladder of an explanation, and that of what it explains the credit as.
pub(super) fn explain(
    records: &dyn Records,
    reference: String,
    what: CreditUse,
    on: Date,
    by: String,
) -> Decided {
    let found = CREDITS.get(records, &reference)?.filter(|found| !found.explained);
    let Credit { on: came_on, cents, .. } = found.ok_or(Refusal::NoSuchCredit)?.credit;
    let mut events = match &what {
        CreditUse::Zn { year, quarter } => {
            let payment = ZnPayment { year: *year, quarter: *quarter, cents, on: came_on };
            fund::record_zn_payment(records, &payment)?
        }
        CreditUse::Repayment { application } => {
            let (application, reference) = (*application, reference.clone());
            let received = Received { application, on: came_on, cents, reference };
            vec![FundEvent::Reclaims(fund::receive(records, &received)?)]
        }
        CreditUse::Returned { application, number } => {
            whole(records, *application, *number, cents)?;
            give_back(records, *application, *number, came_on, reference.clone(), by.clone())?
        }
        CreditUse::Otherwise { reason } if reason.trim().is_empty() => return Err(Refusal::NoReason.into()),
        CreditUse::Otherwise { .. } => Vec::new(),
    };
    events.push(FundEvent::Orders(Box::new(Event::CreditExplained { reference, what, on, by })));
    Ok(events)
}

/// A payment comes back whole.
fn whole(records: &dyn Records, id: ApplicationId, number: u32, cents: Cents) -> Result<(), Stop> {
    let application = project::application(records, id)?;
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let instalment =
        application.zip(index).and_then(|(application, index)| application.instalments.get(index).cloned());
    let paid = instalment.ok_or(Refusal::NotPaid(id))?.cents()?;
    if paid == cents { Ok(()) } else { Err(Refusal::OtherAmount { paid, came: cents }.into()) }
}

/// Whether a credit waits for an explanation; `None` for one that was never seen.
pub(super) fn waits(records: &dyn Records, reference: &str) -> Result<Option<bool>, Fault> {
    Ok(CREDITS.get(records, reference)?.map(|found| !found.explained))
}

/// Keeps the credits that a statement could not explain.
pub(super) fn keep(records: &mut dyn RecordsMut, statement: &str, credits: &[Credit]) -> Result<(), Fault> {
    for credit in credits {
        let (credit, statement) = (credit.clone(), statement.to_owned());
        let reference = credit.reference.clone();
        CREDITS.put(records, reference, &OpenCredit { credit, statement, explained: false })?;
    }
    Ok(())
}

/// Notes that a credit is explained, if it was kept at all.
pub(super) fn explained(records: &mut dyn RecordsMut, reference: &str) -> Result<(), Fault> {
    match CREDITS.get(records, reference)? {
        Some(found) => CREDITS.put(records, reference, &OpenCredit { explained: true, ..found }),
        None => Ok(()),
    }
}
