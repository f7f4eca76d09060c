//! What can be asked of claims on what was paid, and what happens to them.

use crate::ledger::Booking;
use crate::opaque::opaque_debug;
use crate::project::ApplicationId;
use crate::terms::{Cents, Date};
use serde::{Deserialize, Serialize};

/// Claims back what was paid beyond what the actual cost bears, after the evaluation was approved.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Of which grant.
    pub application: ApplicationId,
    /// When.
    pub on: Date,
    /// How much.
    pub cents: Cents,
    /// Why.
    pub reason: String,
}

/// A practice pays back, in whole or in part.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// Of which grant.
    pub application: ApplicationId,
    /// The value date.
    pub on: Date,
    /// How much.
    pub cents: Cents,
    /// The bank's reference.
    pub reference: String,
}

/// The board gives up what is owed, in whole or in part.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteOff {
    /// Of which grant.
    pub application: ApplicationId,
    /// When.
    pub on: Date,
    /// How much.
    pub cents: Cents,
    /// Why.
    pub reason: String,
}

/// A command about claims.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// The committee claims back.
    Order(Order),
    /// Money comes in.
    Receive(Received),
    /// The board gives up what is owed.
    WriteOff(WriteOff),
}

/// What happened to claims. A stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// Something is claimed back.
    Ordered {
        /// What.
        order: Order,
        /// The booking.
        booking: Booking,
    },
    /// Money came in.
    Received {
        /// What.
        received: Received,
        /// The booking.
        booking: Booking,
    },
    /// What is owed was given up.
    WrittenOff {
        /// What.
        write_off: WriteOff,
        /// The booking.
        booking: Booking,
    },
}

opaque_debug!(Order, Received, WriteOff, Command, Event);
