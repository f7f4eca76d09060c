//! Payments that were recorded and did not happen, or not so: undone by a booking that turns theirs round, with a
//! reason. What was recorded stays in the journal, and its number is not given again.
//!
//! What the bank's statement shows did happen: that comes back as a returned payment, see [`crate::orders`].

mod decide;
mod refusal;

pub(crate) use decide::decide;
pub use refusal::{REFUSAL_CODES, Refusal};

use crate::books::{administration, product};
use crate::fund::change;
use crate::ledger::{self, Booking};
use crate::opaque::opaque_debug;
use crate::pot::PotId;
use crate::project::{ApplicationId, Payment, instalment};
use crate::records::{Fault, RecordsMut};
use crate::shortfall::{self, About};
use crate::terms::{Cents, Date, Year};
use crate::{reclaim, settlement};
use serde::{Deserialize, Serialize};

/// A payment that was recorded. Numbers are from 1, in the order in which they were recorded.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Recorded {
    /// Of an instalment.
    Instalment {
        /// Of which application.
        application: ApplicationId,
        /// Which instalment.
        number: u32,
    },
    /// Of ZN to the fund.
    Zn {
        /// For which fund year.
        year: Year,
        /// Which of that year.
        number: u32,
    },
    /// Of a declaration.
    Declaration {
        /// Of which fund year.
        year: Year,
        /// The declaration's number.
        number: u32,
    },
    /// Of a cost of administration.
    Administration {
        /// Of which fund year.
        year: Year,
        /// Which of that year.
        number: u32,
    },
    /// Of a practice, on what is claimed back.
    Repayment {
        /// Of which application.
        application: ApplicationId,
        /// Which of that application.
        number: u32,
    },
}

/// Undoes a payment. `by` is who gives the command, as the listener that admitted the caller says it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Command {
    /// Which.
    pub payment: Recorded,
    /// When that was found.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
}

/// A payment was undone. The stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Which.
    pub payment: Recorded,
    /// When that was found.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// How much.
    pub cents: Cents,
    /// The booking.
    pub booking: Booking,
}

opaque_debug!(Recorded, Command, Event);

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    // a cost of administration comes back to where it came from, a pot or the reserve
    let mut from: Option<Option<PotId>> = None;
    match event.payment {
        Recorded::Instalment { application, number } => change(records, application, |application| {
            let index = usize::try_from(number).map_err(Fault::new)?.saturating_sub(1);
            let undone = instalment::at(application, index)?;
            if let Payment::Paid { on, .. } = undone.payment {
                undone.payment = Payment::Planned { due: on };
            }
            Ok(())
        })?,
        Recorded::Zn { year, number } => settlement::undo_payment(records, year, number)?,
        Recorded::Declaration { year, number } => product::undo_payment(records, year, number)?,
        Recorded::Administration { year, number } => {
            from = Some(administration::undo(records, year, number)?);
        }
        Recorded::Repayment { application, number } => reclaim::undo_repayment(records, application, number)?,
    }
    let about = from.as_ref().map_or(About::Named, |pot| About::One(pot.as_ref()));
    shortfall::note(records, &event.booking, &about)?;
    ledger::post(records, &event.booking)
}
