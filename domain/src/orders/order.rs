//! Batches of instalments to be paid. An instalment is in at most one open order.

use crate::opaque::opaque_debug;
use crate::project::ApplicationId;
use crate::records::{Fault, Records, Table};
use crate::terms::{Agb, Cents, Date};
use serde::{Deserialize, Serialize};

/// One payment of an order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Of which application.
    pub application: ApplicationId,
    /// Which instalment, from 1.
    pub number: u32,
    /// How much.
    pub cents: Cents,
    /// To which practice.
    pub practice: Agb,
    /// To which version of its account.
    pub account_version: u32,
    /// What the bank gives back with the payment: at most 35 characters, never used twice.
    pub end_to_end: String,
}

/// How far an order is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum OrderState {
    /// Waits for a second person.
    Proposed,
    /// Goes to the bank, or is there.
    Approved {
        /// By whom.
        by: String,
        /// When.
        on: Date,
    },
    /// Dropped.
    Cancelled {
        /// When.
        on: Date,
    },
    /// The bank did not carry it out, or not all of it.
    Released {
        /// When that was recorded.
        on: Date,
    },
}

/// A batch of payments.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// From 1, without gaps.
    pub number: u32,
    /// The payments.
    pub lines: Vec<Line>,
    /// Who made it.
    pub proposed_by: String,
    /// When.
    pub proposed_on: Date,
    /// How far it is.
    pub state: OrderState,
}

opaque_debug!(Line, OrderState, Order);

pub(super) const ORDERS: Table<Order> = Table::new("order");
pub(super) const COUNT: Table<u32> = Table::new("order-count");
/// Per instalment the order that is to pay it, until it is paid or the order is dropped.
pub(super) const OPEN: Table<Option<u32>> = Table::new("open-order-of");
/// Per end-to-end id its order.
pub(super) const BY_END_TO_END: Table<u32> = Table::new("order-of-end-to-end");

/// Per instalment the end-to-end id of the payment that the bank's statement shows, while it is paid by that.
pub(super) const PAID_BY: Table<Option<String>> = Table::new("paid-by-end-to-end");

/// Whether the bank's statement shows the payment of an instalment.
///
/// # Errors
/// [`Fault`] from the store.
pub fn shown_by_bank(records: &dyn Records, id: ApplicationId, number: u32) -> Result<bool, Fault> {
    Ok(PAID_BY.get(records, format_args!("{id}/{number}"))?.flatten().is_some())
}

/// An order by its number.
///
/// # Errors
/// [`Fault`] from the store.
pub fn order(records: &dyn Records, number: u32) -> Result<Option<Order>, Fault> {
    ORDERS.get(records, format_args!("{number:08}"))
}

/// Up to `limit` orders after a number, in the order of their numbers.
///
/// # Errors
/// [`Fault`] from the store.
pub fn orders_after(records: &dyn Records, after: u32, limit: usize) -> Result<Vec<Order>, Fault> {
    let after = format!("{after:08}");
    Ok(ORDERS.page(records, "", Some(&after), limit)?.into_iter().map(|(_, order)| order).collect())
}

/// The open order that an instalment is in.
///
/// # Errors
/// [`Fault`] from the store.
pub fn open_order(records: &dyn Records, id: ApplicationId, number: u32) -> Result<Option<u32>, Fault> {
    Ok(OPEN.get(records, format_args!("{id}/{number}"))?.flatten())
}
