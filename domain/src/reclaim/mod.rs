//! What practices owe back of what was paid: claimed by a verdict or by an order, paid back in parts, or given up by
//! the board.
//!
//! A claim frees its amount in the pots when it is made, and the practice owes it. Money that comes in moves what is
//! owed to the bank. What is given up goes out of the pots again: from what they have free, then from the reserve,
//! and what then still lacks is a shortfall, so that no pot goes below zero.

mod command;
mod reference;
mod refusal;

pub use command::{Command, Event, Order, Received, WriteOff};
pub use reference::{named_in, reference};
pub use refusal::{REFUSAL_CODES, Refusal};

use crate::fund::change;
use crate::ledger;
use crate::opaque::opaque_debug;
use crate::project::{self, ApplicationId, Draw};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::shortfall::{self, About};
use crate::terms::{Cents, Overflow};
use serde::{Deserialize, Serialize};

/// What became of the claims on one grant.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reclaim {
    /// The orders, beside what a verdict claimed.
    pub orders: Vec<Order>,
    /// What came in, with what was undone.
    pub received: Vec<Received>,
    /// The numbers of what came in and was undone, from 1.
    #[serde(default)]
    pub undone: Vec<u32>,
    /// What was given up.
    pub written_off: Vec<WriteOff>,
}

opaque_debug!(Reclaim, Balance);

impl Reclaim {
    /// What came in, in all.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn received(&self) -> Result<Cents, Overflow> {
        Cents::sum(self.repayments().map(|(_, part)| part.cents))
    }

    /// What came in and was not undone, with its number from 1.
    pub fn repayments(&self) -> impl Iterator<Item = (u32, &Received)> {
        (1..).zip(&self.received).filter(|(number, _)| !self.undone.contains(number))
    }

    /// What came in under a number, unless it was undone.
    #[must_use]
    pub fn repayment(&self, number: u32) -> Option<&Received> {
        self.repayments().find(|(other, _)| *other == number).map(|(_, received)| received)
    }

    /// What was given up, in all.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn written_off(&self) -> Result<Cents, Overflow> {
        Cents::sum(self.written_off.iter().map(|part| part.cents))
    }
}

/// How the claims on one grant stand. What is claimed is what came in, what was given up and what is owed.
#[derive(Clone, PartialEq, Eq)]
pub struct Balance {
    /// On which grant.
    pub application: ApplicationId,
    /// What is claimed.
    pub claimed: Cents,
    /// What came in.
    pub received: Cents,
    /// What was given up.
    pub written_off: Cents,
    /// What the practice still owes.
    pub owed: Cents,
}

const RECLAIMS: Table<Reclaim> = Table::new("reclaim");

/// What became of the claims on a grant; nothing where nothing did.
///
/// # Errors
/// [`Fault`] from the store.
pub fn reclaim(records: &dyn Records, id: ApplicationId) -> Result<Reclaim, Fault> {
    Ok(RECLAIMS.get(records, id)?.unwrap_or_default())
}

/// How the claims on a grant stand.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn balance(records: &dyn Records, application: &project::Application) -> Result<Balance, Fault> {
    let reclaim = reclaim(records, application.id)?;
    let (received, written_off) =
        (reclaim.received().map_err(Fault::new)?, reclaim.written_off().map_err(Fault::new)?);
    let claimed = application.reclaimed;
    let owed = claimed.minus(received).and_then(|left| left.minus(written_off)).map_err(Fault::new)?;
    Ok(Balance { application: application.id, claimed, received, written_off, owed })
}

/// The claims on which something is owed, by application.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn open_claims(records: &dyn Records) -> Result<Vec<Balance>, Fault> {
    let mut open = Vec::new();
    for application in project::every_application(records)?.iter().filter(|one| !one.reclaimed.is_zero()) {
        open.push(balance(records, application)?);
    }
    open.retain(|claim| claim.owed.is_positive());
    Ok(open)
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event) -> Result<(), Fault> {
    let (id, cents, booking) = match event {
        Event::Ordered { order, booking } => (order.application, order.cents, booking),
        Event::Received { received, booking } => (received.application, received.cents, booking),
        Event::WrittenOff { write_off, booking } => (write_off.application, write_off.cents, booking),
    };
    let mut reclaim = reclaim(records, id)?;
    match event {
        Event::Ordered { order, .. } => {
            change(records, id, |application| {
                application.reclaimed = application.reclaimed.plus(order.cents).map_err(Fault::new)?;
                Ok(())
            })?;
            reclaim.orders.push(order.clone());
        }
        Event::Received { received, .. } => reclaim.received.push(received.clone()),
        Event::WrittenOff { write_off, .. } => reclaim.written_off.push(write_off.clone()),
    }
    RECLAIMS.put(records, id, &reclaim)?;
    let draws = pots_of(records, id, cents)?;
    shortfall::note(records, booking, &About::Owed(&draws))?;
    ledger::post(records, booking)
}

/// The pots of a claim in the order of its booking, each with what of the amount is about it.
pub(crate) fn pots_of(records: &dyn Records, id: ApplicationId, cents: Cents) -> Result<Vec<Draw>, Fault> {
    let missing = || Fault::new(format!("an event claims back of {id}, which is not there"));
    let application = project::application(records, id)?.ok_or_else(missing)?;
    project::evaluation::over_pots(&application, cents).map_err(Fault::new)
}

pub(crate) fn undo_repayment(
    records: &mut dyn RecordsMut,
    id: ApplicationId,
    number: u32,
) -> Result<(), Fault> {
    let mut reclaim = reclaim(records, id)?;
    reclaim.undone.push(number);
    RECLAIMS.put(records, id, &reclaim)
}
