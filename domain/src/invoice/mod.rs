//! Grants that are paid afterwards, as the practice hands in invoices that it has paid.
//!
//! What is granted waits in one instalment. Each invoice that is approved takes its part out of it, which is then due
//! as any other instalment: the fund's share of all approved invoices together, after what others pay, less what was
//! released before, and never more than is left. What no invoice takes lapses, with the verdict on the evaluation or
//! when somebody says that no more come.

mod decide;
mod refusal;

pub(crate) use decide::{decide, none_waits};
pub use refusal::{REFUSAL_CODES, Refusal};

use crate::fund::change;
use crate::ledger::{self, Booking};
use crate::opaque::opaque_debug;
use crate::project::{ApplicationId, Draw, Payment, instalment};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::shortfall::{self, About};
use crate::terms::{Cents, Date, Overflow};
use serde::{Deserialize, Serialize};

/// An invoice as a practice hands it in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceForm {
    /// For which grant.
    pub application: ApplicationId,
    /// The day on which it came in.
    pub received_on: Date,
    /// The day on the invoice.
    pub dated: Date,
    /// The day on which the practice paid it.
    pub paid_on: Date,
    /// How much, in cents.
    pub cents: Cents,
    /// The reference of the document that shows it, once per grant.
    pub document: String,
    /// The practice's number at the Chamber of Commerce, 8 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chamber_number: Option<String>,
}

/// What became of an invoice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum InvoiceState {
    /// Waits to be judged.
    Waiting,
    /// Approved.
    Approved {
        /// When.
        on: Date,
        /// By whom.
        by: String,
        /// How much of the grant it released.
        released: Cents,
    },
    /// Refused.
    Refused {
        /// When.
        on: Date,
        /// By whom.
        by: String,
        /// Why.
        reason: String,
    },
}

/// An invoice and what became of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// From 1 per grant.
    pub number: u32,
    /// As it was handed in.
    pub form: InvoiceForm,
    /// What became of it.
    pub state: InvoiceState,
}

/// A command about invoices. `by` is who gives it, as the listener that admitted the caller says it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// A practice hands one in.
    HandIn(InvoiceForm),
    /// It is found right.
    Approve {
        /// Of which grant.
        application: ApplicationId,
        /// Which, from 1.
        number: u32,
        /// When.
        on: Date,
        /// Who.
        by: String,
    },
    /// It is not.
    Refuse {
        /// Of which grant.
        application: ApplicationId,
        /// Which, from 1.
        number: u32,
        /// When.
        on: Date,
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
    /// No more invoices come: what is left of the grant lapses.
    End {
        /// Of which grant.
        application: ApplicationId,
        /// When.
        on: Date,
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
}

/// What happened to invoices. The stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// One was handed in.
    HandedIn {
        /// Its number.
        number: u32,
        /// As it was handed in.
        form: InvoiceForm,
    },
    /// One was approved.
    Approved {
        /// Of which grant.
        application: ApplicationId,
        /// Which, from 1.
        number: u32,
        /// When.
        on: Date,
        /// Who.
        by: String,
        /// What it releases, per pot of the instalment that waits; all nothing when the grant is used up.
        released: Vec<Draw>,
    },
    /// One was refused.
    Refused {
        /// Of which grant.
        application: ApplicationId,
        /// Which, from 1.
        number: u32,
        /// When.
        on: Date,
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
    /// No more come.
    Ended {
        /// Of which grant.
        application: ApplicationId,
        /// When.
        on: Date,
        /// Who.
        by: String,
        /// Why.
        reason: String,
        /// The booking by which the rest lapses.
        booking: Booking,
    },
}

opaque_debug!(InvoiceForm, InvoiceState, Invoice, Command, Event);

const INVOICES: Table<Vec<Invoice>> = Table::new("invoice");

/// The invoices of a grant, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn invoices(records: &dyn Records, id: ApplicationId) -> Result<Vec<Invoice>, Fault> {
    Ok(INVOICES.get(records, id)?.unwrap_or_default())
}

/// The invoices that wait to be judged, by grant and number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn waiting(records: &dyn Records) -> Result<Vec<Invoice>, Fault> {
    let all = INVOICES.under(records, "")?.into_iter().flat_map(|(_, invoices)| invoices);
    Ok(all.filter(|invoice| invoice.state == InvoiceState::Waiting).collect())
}

/// What approved invoices come to, and what they have released of the grant.
///
/// # Errors
/// [`Overflow`] when a sum does not fit.
pub fn approved(invoices: &[Invoice]) -> Result<(Cents, Cents), Overflow> {
    let (mut cents, mut out) = (Cents::ZERO, Cents::ZERO);
    for Invoice { form, state, .. } in invoices {
        if let InvoiceState::Approved { released, .. } = state {
            (cents, out) = (cents.plus(form.cents)?, out.plus(*released)?);
        }
    }
    Ok((cents, out))
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    match event {
        Event::HandedIn { number, form } => {
            let id = form.application;
            let mut invoices = invoices(records, id)?;
            let state = InvoiceState::Waiting;
            invoices.push(Invoice { number: *number, form: form.clone(), state });
            INVOICES.put(records, id, &invoices)
        }
        Event::Approved { application, number, on, by, released } => {
            let cents = Cents::sum(released.iter().map(|draw| draw.cents)).map_err(Fault::new)?;
            let state = InvoiceState::Approved { on: *on, by: by.clone(), released: cents };
            judged(records, *application, *number, state)?;
            if !cents.is_positive() {
                return Ok(());
            }
            let payment = Payment::Planned { due: *on };
            change(records, *application, |application| {
                let index = instalment::on_invoices(application).ok_or_else(|| none_left(application.id))?;
                instalment::take_out(application, index, released, payment)
            })
        }
        Event::Refused { application, number, on, by, reason } => {
            let state = InvoiceState::Refused { on: *on, by: by.clone(), reason: reason.clone() };
            judged(records, *application, *number, state)
        }
        Event::Ended { application, on, booking, .. } => {
            change(records, *application, |application| {
                let index = instalment::on_invoices(application).ok_or_else(|| none_left(application.id))?;
                application.instalments[index].payment = Payment::Lapsed { on: *on };
                Ok(())
            })?;
            shortfall::note(records, booking, &About::Named)?;
            ledger::post(records, booking)
        }
    }
}

fn none_left(id: ApplicationId) -> Fault {
    Fault::new(format!("an event takes from {id}, of which nothing waits for invoices"))
}

fn judged(
    records: &mut dyn RecordsMut,
    id: ApplicationId,
    number: u32,
    state: InvoiceState,
) -> Result<(), Fault> {
    let mut invoices = invoices(records, id)?;
    let found = invoices.iter_mut().find(|invoice| invoice.number == number);
    let missing = || Fault::new(format!("an event judges invoice {number} of {id}, which is not there"));
    found.ok_or_else(missing)?.state = state;
    INVOICES.put(records, id, &invoices)
}
