//! An order made into a file for the bank: once, or again with the same content.

use super::decide::{Decided, accounts_stand, approved, holder_fits, one, waits};
use super::{Event, Payee, Refusal};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::Date;
use serde::{Deserialize, Serialize};

/// What the file of an order says besides the order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// The fund's own account, which pays.
    pub account: Payee,
    /// The day on which the bank is to pay.
    pub execute_on: Date,
    /// When it was exported first, a time in UTC as the journal has it.
    pub created: String,
}

opaque_debug!(Export);

const EXPORTS: Table<Export> = Table::new("order-export");

/// What was exported of an order.
///
/// # Errors
/// [`Fault`] from the store.
pub fn export(records: &dyn Records, number: u32) -> Result<Option<Export>, Fault> {
    EXPORTS.get(records, format_args!("{number:08}"))
}

/// Climbs the ladder: approved, nothing paid, the accounts as they were, and the same as before if there was a
/// before.
pub(super) fn decide(
    records: &dyn Records,
    number: u32,
    account: Payee,
    execute_on: Date,
    by: String,
    on: Date,
) -> Decided {
    let order = approved(records, number)?;
    holder_fits(&account)?;
    for line in &order.lines {
        if !waits(records, line, number)? {
            return Err(Refusal::PartlyPaid(number).into());
        }
    }
    accounts_stand(records, &order)?;
    match export(records, number)? {
        Some(before) if before.account != account || before.execute_on != execute_on => {
            return Err(Refusal::ExportedOtherwise(number).into());
        }
        None if execute_on < on => return Err(Refusal::ExecutionTooEarly(on).into()),
        _ => {}
    }
    one(Event::OrderExported { order: number, account, execute_on, by, on })
}

pub(super) fn apply(
    records: &mut dyn RecordsMut,
    number: u32,
    account: &Payee,
    execute_on: Date,
    at: &str,
) -> Result<(), Fault> {
    if export(records, number)?.is_some() {
        return Ok(());
    }
    let export = Export { account: account.clone(), execute_on, created: at.to_owned() };
    EXPORTS.put(records, format_args!("{number:08}"), &export)
}
